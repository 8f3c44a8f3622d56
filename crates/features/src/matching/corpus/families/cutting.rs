//! Discs, drill bits, saw blades, abrasives.

use super::super::kind::{Kind, Sold, length, mm, of, terms};
use super::super::values::{Term, Value, term};
use super::axes::*;

static CUTTING: Term =
    term(&["cutting disc", "cut-off wheel", "cutting wheel"], &["CUT DISC", "CUT-OFF WHL"], &["Trennscheibe"], &["disco de corte"]);
static GRINDING: Term = term(
    &["grinding disc", "depressed centre grinding disc"],
    &["GRIND DISC", "GRND DISC DC"],
    &["Schruppscheibe"],
    &["disco de desbaste"],
);
static FLAP: Term = term(
    &["flap disc", "lamellar flap disc"],
    &["FLAP DISC"],
    &["Fächerscheibe", "Fächerschleifscheibe"],
    &["disco de láminas", "disco lamelar"],
);
static DIAMOND: Term = term(
    &["diamond blade", "diamond cutting disc"],
    &["DIA BLADE", "DIAM DISC"],
    &["Diamanttrennscheibe", "Diamantscheibe"],
    &["disco diamante", "disco de diamante"],
);
static SHEET: Term = term(
    &["sanding sheet", "abrasive sheet"],
    &["SAND SHT", "ABR SHEET"],
    &["Schleifpapierbogen", "Schleifbogen"],
    &["pliego de lija", "hoja de lija"],
);
static VELCRO: Term = term(
    &["sanding disc hook and loop", "velcro sanding disc"],
    &["H&L DISC", "VELCRO DISC"],
    &["Klett-Schleifscheibe", "Kletthaftscheibe"],
    &["disco de lija velcro"],
);
static BELT: Term = term(&["sanding belt", "abrasive belt"], &["SAND BELT"], &["Schleifband"], &["banda de lija"]);
static HSS: Term = term(
    &["HSS-G twist drill bit", "HSS-G jobber drill bit"],
    &["HSS-G DRILL", "DRL BIT HSS-G"],
    &["HSS-G Spiralbohrer", "Spiralbohrer HSS-G"],
    &["broca HSS-G", "broca metal HSS-G"],
);
static COBALT: Term = term(
    &["HSS-Co twist drill bit", "HSS cobalt drill bit"],
    &["HSS-CO DRILL", "DRL BIT HSS-CO"],
    &["HSS-Co Spiralbohrer", "Spiralbohrer HSS-Co"],
    &["broca HSS-Co", "broca cobalto HSS-Co"],
);
static SDS: Term = term(
    &["SDS-plus drill bit", "SDS plus hammer drill bit"],
    &["SDS+ BIT", "SDS-PLUS DRL"],
    &["SDS-plus Bohrer", "Hammerbohrer SDS-plus"],
    &["broca SDS-plus", "broca SDS plus"],
);
static SDS_MAX: Term = term(
    &["SDS-max drill bit", "SDS max hammer drill bit"],
    &["SDS-MAX DRL", "SDSMAX BIT"],
    &["SDS-max Bohrer", "Hammerbohrer SDS-max"],
    &["broca SDS-max", "broca SDS max"],
);
static AUGER: Term = term(&["flat wood bit", "spade bit"], &["SPADE BIT", "FLAT BIT WD"], &["Flachfräsbohrer"], &["broca de pala"]);
static HOLE_SAW: Term = term(
    &["bi-metal hole saw", "hole saw bi-metal"],
    &["HOLE SAW BIM"],
    &["Lochsäge Bimetall", "Bi-Metall-Lochsäge"],
    &["corona bimetal", "sierra de corona bimetálica"],
);
static TAP: Term =
    term(&["HSS machine tap", "machine tap HSS"], &["MACH TAP HSS"], &["Maschinengewindebohrer HSS"], &["macho de máquina HSS"]);
static CIRCULAR: Term = term(
    &["circular saw blade", "TCT circular saw blade", "TCT saw blade"],
    &["TCT BLADE", "CIRC SAW BLD"],
    &["Kreissägeblatt", "HM-Kreissägeblatt"],
    &["disco de sierra circular", "disco de sierra widia"],
);
static JIGSAW: Term = term(&["jigsaw blade"], &["JIGSAW BLD"], &["Stichsägeblatt"], &["hoja de sierra de calar"]);
static HACKSAW: Term = term(
    &["hacksaw blade 300 mm", "300 mm hacksaw blade"],
    &["HACKSAW BLD 300 mm"],
    &["Metallsägeblatt 300 mm"],
    &["hoja de sierra de arco 300 mm"],
);

static INOX: Term = term(&["inox", "for stainless", "INOX"], &["INOX", "f/ SS"], &["für Edelstahl", "INOX"], &["inox", "para inox"]);
static METAL: Term = term(&["steel", "for steel", "for metal"], &["STL", "METAL"], &["für Stahl", "Metall"], &["acero", "para metal"]);
static ALU: Term = term(&["aluminium", "for aluminium"], &["ALU", "f/ ALU"], &["für Aluminium", "Alu"], &["aluminio", "para aluminio"]);
static STONE: Term = term(&["stone", "for stone"], &["STONE"], &["für Stein", "Stein"], &["piedra", "para piedra"]);
static CONCRETE: Term = term(&["concrete", "for concrete"], &["CONC"], &["für Beton", "Beton"], &["hormigón", "para hormigón"]);
static TILE: Term = term(&["tile", "for tile", "tile and ceramic"], &["TILE"], &["für Fliesen", "Fliesen"], &["azulejo", "para cerámica"]);
static ASPHALT: Term = term(&["asphalt", "for asphalt"], &["ASPH"], &["für Asphalt"], &["asfalto", "para asfalto"]);
static ZIRCONIA: Term = term(&["zirconia", "zirconium"], &["ZIRC", "ZA"], &["Zirkonkorund"], &["circonio"]);
static ALOX: Term = term(&["aluminium oxide", "alu oxide"], &["AO", "ALOX"], &["Normalkorund"], &["corindón"]);
static CERAMIC: Term = term(&["ceramic grain", "ceramic"], &["CERAM"], &["Keramikkorn"], &["grano cerámico"]);
static WOOD: Term = term(&["for wood", "wood"], &["WOOD"], &["für Holz", "Holz"], &["para madera", "madera"]);

/// Ø 22.23 is the bore of angle grinders.
const GRINDER_BORE: &str = "22.23";

pub fn kinds() -> Vec<Kind> {
    let mut kinds = discs();
    kinds.extend(drills());
    kinds.extend(saws());
    kinds
}

fn discs() -> Vec<Kind> {
    let cut = |cell: &[&Value]| {
        let (diameter, thick) = (length(cell[0]), length(cell[1]));
        diameter <= thick * 125 && (thick * 52 <= diameter || thick <= 3_000)
    };
    let grains = "40 60 80 100 120";
    let fine = "40 60 80 100 120 150 180 220 240 320 400 600";
    vec![
        Kind::new("discs", &CUTTING, "{diameter}[*{thickness}][*{bore}]", Sold::Boxed(&[10, 25]), &[&DIAMETER, &THICKNESS, &BORE, &FOR])
            .grid_where(
                &[
                    mm("100 105 115 125 150 180 230"),
                    mm("0.8 1 1.2 1.5 1.6 1.9 2 2.5 3"),
                    mm(GRINDER_BORE),
                    terms(&[&INOX, &METAL, &ALU, &STONE]),
                ],
                cut,
            )
            .grid(&[mm("300 350 400"), mm("3 3.5 4"), mm("25.4 32"), terms(&[&METAL, &STONE])]),
        Kind::new("discs", &GRINDING, "{diameter}[*{thickness}][*{bore}]", Sold::Boxed(&[10, 25]), &[&DIAMETER, &THICKNESS, &BORE, &FOR])
            .grid(&[mm("115 125 150 180 230"), mm("4 6 6.5 7 8"), mm(GRINDER_BORE), terms(&[&INOX, &METAL, &STONE])]),
        Kind::new("discs", &FLAP, "{diameter}[*{bore}]", Sold::Boxed(&[10]), &[&DIAMETER, &BORE, &GRIT, &FOR]).grid(&[
            mm("115 125 150 180"),
            mm(GRINDER_BORE),
            of(grains, &GRAIN),
            terms(&[&ZIRCONIA, &ALOX, &CERAMIC]),
        ]),
        Kind::new("discs", &DIAMOND, "{diameter}[*{bore}]", Sold::Each, &[&DIAMETER, &BORE, &FOR])
            .grid(&[mm("115 125 150 180 230"), mm(GRINDER_BORE), terms(&[&CONCRETE, &TILE, &STONE, &ASPHALT])])
            .grid(&[mm("300 350 400 450"), mm("20 25.4"), terms(&[&CONCRETE, &ASPHALT, &STONE])]),
        Kind::new("abrasives", &SHEET, "", Sold::Boxed(&[50]), &[&GRIT, &FOR])
            .grid(&[of("40 60 80 100 120 150 180 240 320 400 600 800 1000 1200", &GRAIN), terms(&[&ALOX, &SILICON])]),
        Kind::new("abrasives", &VELCRO, "{diameter!}", Sold::Boxed(&[50, 100]), &[&DIAMETER, &GRIT, &FOR]).grid(&[
            mm("75 115 125 150 225"),
            of(fine, &GRAIN),
            terms(&[&ALOX, &CERAMIC]),
        ]),
        Kind::new("abrasives", &BELT, "{width}[*{length}]", Sold::Boxed(&[10]), &[&WIDTH, &LENGTH, &GRIT, &FOR]).grid(&[
            mm("13 30 75 100"),
            mm("457 533 610"),
            of("40 60 80 100 120 150 180 240", &GRAIN),
            terms(&[&ALOX, &ZIRCONIA]),
        ]),
    ]
}

static SILICON: Term = term(
    &["silicon carbide wet and dry", "wet & dry silicon carbide"],
    &["SIC W/D"],
    &["Siliziumkarbid wasserfest"],
    &["carburo de silicio al agua"],
);

fn drills() -> Vec<Kind> {
    // 12.7 mm is left out: it is 1/2 inch, and two articles would be right.
    let tenths: Vec<Value> = (10..=130).filter(|tenth| *tenth != 127).map(|tenth| Value::Mm(tenth * 100)).collect();
    let fractions: Vec<Value> = (4..=32).map(Value::Inch).collect();
    let hammer = |cell: &[&Value]| length(cell[1]) >= 9 * length(cell[0]) && length(cell[1]) <= 60 * length(cell[0]);
    let sizes = |fractions: &[Value], tenths: &[Value]| [tenths, fractions].concat();
    vec![
        Kind::new("drill bits", &HSS, "{diameter!}", Sold::Boxed(&[10]), &[&DIAMETER]).grid(&[sizes(&fractions, &tenths)]),
        Kind::new("drill bits", &COBALT, "{diameter!}", Sold::Boxed(&[10]), &[&DIAMETER]).grid(&[sizes(&fractions, &tenths)]),
        Kind::new("drill bits", &SDS, "{diameter}[*{length}]", Sold::Each, &[&DIAMETER, &LENGTH])
            .grid_where(&[mm("4 5 5.5 6 6.5 7 8 9 10 12 13 14 15 16 18 20 22 24 25"), mm("110 115 160 165 210 215 260 310 400 450 460 600")], hammer),
        Kind::new("drill bits", &SDS_MAX, "{diameter}[*{length}]", Sold::Each, &[&DIAMETER, &LENGTH])
            .grid_where(&[mm("12 14 15 16 18 20 22 24 25 28 30 32 35 38 40"), mm("340 370 520 540 570 690 720 920 1320")], hammer),
        Kind::new("drill bits", &AUGER, "{diameter!}", Sold::Each, &[&DIAMETER])
            .grid(&[mm("6 8 10 12 13 14 15 16 18 20 22 24 25 28 30 32 35 38 40")]),
        Kind::new("drill bits", &HOLE_SAW, "{diameter!}", Sold::Each, &[&DIAMETER])
            .grid(&[mm("14 16 17 19 20 21 22 24 25 27 29 30 32 35 37 38 40 41 43 44 46 48 51 52 54 57 60 64 65 67 68 70 73 76 79 83 86 89 92 95 98 102 105 111 114 121 127 140 152")]),
        Kind::new("drill bits", &TAP, "{thread}", Sold::Each, &[&THREAD])
            .grid(&[super::super::kind::metric("2 2.5 3 4 5 6 8 8x1 10 10x1 10x1.25 12 12x1.25 12x1.5 14 14x1.5 16 16x1.5 18 20 20x1.5 22 24")]),
    ]
}

fn saws() -> Vec<Kind> {
    vec![
        Kind::new("saw blades", &CIRCULAR, "{diameter}[*{bore}]", Sold::Each, &[&DIAMETER, &BORE, &TEETH, &FOR]).grid_where(
            &[
                mm("136 150 160 165 184 190 210 216 235 250 254 260 300 305 315 350"),
                mm("10 16 20 30"),
                of("12 16 18 24 30 36 40 48 54 56 60 64 72 80 84 96", &TEETH_COUNT),
                terms(&[&WOOD, &ALU]),
            ],
            |cell| {
                let (diameter, bore) = (length(cell[0]), length(cell[1]));
                let Value::Of(teeth, _) = cell[2] else { return false };
                let fits = if diameter > 200_000 { bore == 30_000 } else { bore < 30_000 };
                let fine = matches!(cell[3], Value::Term(term) if *term == &ALU);
                fits && *teeth * 16 <= diameter * 6 && *teeth * 16 >= diameter && (!fine || *teeth >= 48_000)
            },
        ),
        Kind::new("saw blades", &JIGSAW, "{length!}", Sold::Boxed(&[5]), &[&LENGTH, &TEETH, &FOR]).grid(&[
            mm("75 91 100 116 132 152"),
            of("6 8 10 14 18 24", &PER_INCH),
            terms(&[&WOOD, &METAL]),
        ]),
        Kind::new("saw blades", &HACKSAW, "", Sold::Boxed(&[10]), &[&TEETH, &FOR])
            .grid(&[of("14 18 24 32", &PER_INCH), terms(&[&BIMETAL, &CARBON])]),
    ]
}

static BIMETAL: Term = term(&["bi-metal", "bimetal"], &["BIM"], &["Bimetall"], &["bimetal"]);
static CARBON: Term = term(&["carbon steel"], &["C/S"], &["Werkzeugstahl"], &["acero al carbono"]);
