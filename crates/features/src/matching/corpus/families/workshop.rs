//! Sheet and bar, tapes and rolls, paint, gloves and boots.

use super::super::kind::{Kind, Sold, length, metres, mm, of, terms};
use super::super::values::{Term, Value, term};
use super::axes::*;

static SHEET: Term =
    term(&["sheet metal", "metal sheet"], &["SHT MTL", "SHEET MTL"], &["Blechtafel", "Blech"], &["chapa", "chapa metálica"]);
static FLAT: Term = term(&["flat bar", "steel flat bar"], &["FLAT BAR", "FB"], &["Flachstahl"], &["pletina"]);
static ANGLE_BAR: Term = term(
    &["equal angle", "steel angle equal"],
    &["EQ ANGLE", "ANGLE EQ"],
    &["Winkelstahl gleichschenklig", "Winkelstahl"],
    &["ángulo de lados iguales", "angular"],
);
static HOLLOW: Term = term(
    &["square hollow section", "SHS square tube"],
    &["SHS"],
    &["Quadratrohr", "Vierkantrohr"],
    &["tubo cuadrado", "perfil tubular cuadrado"],
);
static ROUND: Term = term(&["round bar", "steel round bar"], &["RND BAR", "RB"], &["Rundstahl"], &["redondo de acero", "barra redonda"]);
static MILD: Term = term(&["S235", "mild steel S235", "S235JR"], &["S235", "MS S235"], &["S235", "S235JR"], &["S235", "S235JR"]);
static GALVANISED: Term =
    term(&["galvanised DX51D", "galvanised"], &["GALV", "GI"], &["verzinkt", "DX51D verzinkt"], &["galvanizada", "galvanizado"]);
static INOX304: Term = term(
    &["stainless 304", "304 stainless", "1.4301"],
    &["SS304", "SS 304"],
    &["Edelstahl 1.4301", "1.4301 V2A"],
    &["inox 304", "AISI 304"],
);
static INOX316: Term =
    term(&["stainless 316L", "316L stainless"], &["SS316L", "SS 316L"], &["Edelstahl 1.4404", "1.4404 V4A"], &["inox 316L", "AISI 316L"]);
static ALU: Term = term(&["aluminium 5754", "aluminium"], &["ALU", "AL 5754"], &["Aluminium", "AlMg3"], &["aluminio", "aluminio 5754"]);

static DUCT: Term = term(&["duct tape", "cloth tape"], &["DUCT TAPE", "CLOTH TAPE"], &["Gewebeband", "Panzerband"], &["cinta americana"]);
static MASKING: Term = term(&["masking tape"], &["MASK TAPE"], &["Kreppband", "Abdeckband"], &["cinta de carrocero", "cinta de pintor"]);
static INSULATING: Term =
    term(&["PVC insulating tape", "electrical tape PVC"], &["PVC TAPE", "ELEC TAPE"], &["Isolierband"], &["cinta aislante"]);
static DOUBLE: Term =
    term(&["double sided tape", "double-sided mounting tape"], &["D/S TAPE"], &["doppelseitiges Klebeband"], &["cinta de doble cara"]);
static PACKING: Term = term(
    &["packing tape", "carton sealing tape"],
    &["PKG TAPE", "PACK TAPE"],
    &["Packband", "Paketklebeband"],
    &["precinto", "cinta de embalar"],
);
static FILM: Term = term(
    &["polythene sheeting", "PE film roll"],
    &["POLY SHEET", "PE FILM"],
    &["PE-Folie", "Abdeckfolie"],
    &["film de polietileno", "plástico protector"],
);
static CHAIN: Term = term(
    &["short link chain DIN 766", "galvanised short link chain DIN 766"],
    &["CHAIN SL DIN 766"],
    &["Rundstahlkette DIN 766"],
    &["cadena eslabón corto DIN 766"],
);
static ROPE: Term = term(&["steel wire rope", "wire rope"], &["WIRE ROPE", "SWR"], &["Drahtseil", "Stahlseil"], &["cable de acero"]);

static ENAMEL: Term = term(
    &["metal enamel paint", "enamel paint"],
    &["ENAMEL", "MTL ENAMEL"],
    &["Metallschutzlack", "Kunstharzlack"],
    &["esmalte sintético", "esmalte metálico"],
);
static WALL_PAINT: Term = term(
    &["interior wall paint", "emulsion paint interior"],
    &["EMULSION INT", "WALL PAINT"],
    &["Wandfarbe innen", "Innenfarbe"],
    &["pintura plástica interior"],
);
static SPRAY: Term = term(
    &["spray paint 400 ml", "aerosol paint 400 ml"],
    &["SPRAY PNT 400 ml"],
    &["Lackspray 400 ml", "Sprühlack 400 ml"],
    &["spray de pintura 400 ml", "aerosol pintura 400 ml"],
);
static GLOSS_TERM: Term = term(&["gloss"], &["GLS"], &["glänzend"], &["brillo", "brillante"]);
static SATIN: Term = term(&["satin"], &["SAT"], &["seidenmatt", "seidenglänzend"], &["satinado"]);
static MATT: Term = term(&["matt"], &["MATT"], &["matt"], &["mate"]);

static NITRILE: Term = term(
    &["nitrile coated work gloves", "nitrile dipped gloves"],
    &["GLV NITR", "NITRILE GLOVE"],
    &["Nitril-Arbeitshandschuhe", "Montagehandschuhe Nitril"],
    &["guantes de trabajo nitrilo", "guantes recubiertos de nitrilo"],
);
static LEATHER: Term = term(
    &["leather driver gloves", "driver gloves cowhide"],
    &["GLV LTHR DRVR"],
    &["Lederhandschuhe Fahrer"],
    &["guantes de piel conductor"],
);
static CUT: Term = term(
    &["cut resistant gloves level F", "cut level F gloves"],
    &["GLV CUT F"],
    &["Schnittschutzhandschuhe Stufe F"],
    &["guantes anticorte nivel F"],
);
static WELDING: Term = term(&["welding gauntlets", "welder gloves"], &["GLV WELD"], &["Schweißerhandschuhe"], &["guantes de soldador"]);
static DISPOSABLE: Term = term(
    &["disposable nitrile gloves", "disposable gloves nitrile"],
    &["GLV DISP NITR"],
    &["Einweghandschuhe Nitril"],
    &["guantes desechables nitrilo"],
);
static BOOT: Term = term(
    &["safety boots EN ISO 20345", "safety boots"],
    &["SFTY BOOT EN ISO 20345", "BOOT SFTY"],
    &["Sicherheitsstiefel", "Sicherheitsschuh hoch"],
    &["botas de seguridad", "bota de seguridad"],
);
static SHOE_TERM: Term = term(
    &["low safety shoes EN ISO 20345", "safety shoes low"],
    &["SFTY SHOE LOW EN ISO 20345", "SFTY SHOE LOW"],
    &["Sicherheitshalbschuhe", "Sicherheitsschuh niedrig"],
    &["zapatos de seguridad", "zapato de seguridad"],
);
static S1P: Term = term(&["S1P"], &["S1P"], &["S1P"], &["S1P"]);
static S3: Term = term(&["S3"], &["S3"], &["S3"], &["S3"]);
static S2: Term = term(&["S2"], &["S2"], &["S2"], &["S2"]);

static BLACK: Term = term(&["black"], &["blk", "BLK"], &["schwarz"], &["negro"]);
static WHITE: Term = term(&["white"], &["wht", "WHT"], &["weiß"], &["blanco"]);
static GREY: Term = term(&["grey", "silver grey"], &["GRY"], &["grau"], &["gris"]);
static BLUE: Term = term(&["blue"], &["BLU"], &["blau"], &["azul"]);
static RED: Term = term(&["red"], &["RED"], &["rot"], &["rojo"]);
static GREEN: Term = term(&["green"], &["GRN"], &["grün"], &["verde"]);
static YELLOW: Term = term(&["yellow"], &["YEL"], &["gelb"], &["amarillo"]);
static BROWN: Term = term(&["brown"], &["BRN"], &["braun"], &["marrón"]);
static CLEAR: Term = term(&["clear", "transparent"], &["CLR"], &["transparent"], &["transparente"]);

const fn ral(code: &'static [&'static str]) -> Term {
    term(code, code, code, code)
}

static RAL9005: Term = ral(&["RAL 9005", "RAL9005"]);
static RAL9010: Term = ral(&["RAL 9010", "RAL9010"]);
static RAL9016: Term = ral(&["RAL 9016", "RAL9016"]);
static RAL7016: Term = ral(&["RAL 7016", "RAL7016"]);
static RAL7035: Term = ral(&["RAL 7035", "RAL7035"]);
static RAL5010: Term = ral(&["RAL 5010", "RAL5010"]);
static RAL5015: Term = ral(&["RAL 5015", "RAL5015"]);
static RAL3000: Term = ral(&["RAL 3000", "RAL3000"]);
static RAL3020: Term = ral(&["RAL 3020", "RAL3020"]);
static RAL6005: Term = ral(&["RAL 6005", "RAL6005"]);
static RAL1021: Term = ral(&["RAL 1021", "RAL1021"]);
static RAL1003: Term = ral(&["RAL 1003", "RAL1003"]);
static RAL8017: Term = ral(&["RAL 8017", "RAL8017"]);
static RAL2004: Term = ral(&["RAL 2004", "RAL2004"]);

pub fn kinds() -> Vec<Kind> {
    let mut kinds = metal();
    kinds.extend(rolls());
    kinds.extend(paints());
    kinds.extend(wear());
    kinds
}

fn metal() -> Vec<Kind> {
    let flat = |cell: &[&Value]| length(cell[0]) >= 3 * length(cell[1]) && length(cell[0]) <= 20 * length(cell[1]);
    let hollow = |cell: &[&Value]| length(cell[0]) >= 8 * length(cell[1]) && length(cell[0]) <= 40 * length(cell[1]);
    vec![
        Kind::new("sheet and bar", &SHEET, "{length}[*{width}][*{thickness}]", Sold::Each, &[&LENGTH, &WIDTH, &THICKNESS, &MATERIAL])
            .grid_where(
                &[
                    mm("2000 2500 3000"),
                    mm("1000 1250 1500"),
                    mm("0.5 0.75 0.8 1 1.2 1.5 2 2.5 3 4 5"),
                    terms(&[&MILD, &GALVANISED, &INOX304, &INOX316, &ALU]),
                ],
                |cell| length(cell[0]) == 2 * length(cell[1]),
            ),
        Kind::new("sheet and bar", &FLAT, "{width}[*{thickness}]", Sold::Bar, &[&WIDTH, &THICKNESS, &MATERIAL])
            .grid_where(&[mm("12 15 20 25 30 35 40 50 60 70 80 100"), mm("3 4 5 6 8 10 12 15"), terms(&[&MILD, &INOX304])], flat),
        Kind::new("sheet and bar", &ANGLE_BAR, "{width}[*{height}][*{thickness}]", Sold::Bar, &[&WIDTH, &HEIGHT, &THICKNESS, &MATERIAL])
            .grid_where(
                &[mm("20 25 30 35 40 45 50 60 70 80"), mm("20 25 30 35 40 45 50 60 70 80"), mm("3 4 5 6 8"), terms(&[&MILD, &INOX304])],
                |cell| {
                    length(cell[0]) == length(cell[1]) && length(cell[0]) >= 6 * length(cell[2]) && length(cell[0]) <= 13 * length(cell[2])
                },
            ),
        Kind::new("sheet and bar", &HOLLOW, "{width}[*{height}][*{wall}]", Sold::Bar, &[&WIDTH, &HEIGHT, &WALL, &MATERIAL]).grid_where(
            &[
                mm("15 20 25 30 35 40 50 60 70 80 100"),
                mm("15 20 25 30 35 40 50 60 70 80 100"),
                mm("1.5 2 2.5 3 4 5"),
                terms(&[&MILD, &GALVANISED, &INOX304]),
            ],
            |cell| length(cell[0]) == length(cell[1]) && hollow(&[cell[0], cell[2]]),
        ),
        Kind::new("sheet and bar", &ROUND, "{diameter!}", Sold::Bar, &[&DIAMETER, &MATERIAL])
            .grid(&[mm("5 6 8 10 12 14 15 16 18 20 22 25 28 30 35 40 45 50 60"), terms(&[&MILD, &INOX304, &INOX316])]),
    ]
}

fn rolls() -> Vec<Kind> {
    let size = "{width!}[ * {length!}]";
    let axes = [&WIDTH, &LENGTH, &COLOUR];
    vec![
        Kind::new("tapes", &DUCT, size, Sold::Roll, &axes).grid(&[
            mm("38 48 50 75 100"),
            metres("10 25 50"),
            terms(&[&BLACK, &GREY, &WHITE]),
        ]),
        Kind::new("tapes", &MASKING, size, Sold::Roll, &axes[..2]).grid(&[mm("12 18 19 24 25 30 36 38 48 50"), metres("25 33 45 50")]),
        Kind::new("tapes", &INSULATING, size, Sold::Roll, &axes).grid(&[
            mm("15 19 25 50"),
            metres("10 20 25 33"),
            terms(&[&BLACK, &RED, &BLUE, &BROWN, &GREEN, &YELLOW, &WHITE, &GREY]),
        ]),
        Kind::new("tapes", &DOUBLE, size, Sold::Roll, &axes[..2]).grid(&[mm("12 15 19 25 38 50"), metres("5 10 25 33 50")]),
        Kind::new("tapes", &PACKING, size, Sold::Roll, &axes).grid(&[mm("38 48 50 75"), metres("50 66 100"), terms(&[&BROWN, &CLEAR])]),
        Kind::new("tapes", &FILM, size, Sold::Roll, &[&WIDTH, &LENGTH, &THICKNESS]).grid(&[
            metres("2 3 4 6"),
            metres("12.5 25 50 100"),
            of("50 100 150 200", &MICRON),
        ]),
        Kind::new("chain and rope", &CHAIN, "{diameter!}", Sold::Metre, &[&DIAMETER, &MATERIAL])
            .grid(&[mm("2 3 4 5 6 7 8 10 13 16"), terms(&[&GALVANISED, &INOX316])]),
        Kind::new("chain and rope", &ROPE, "{type}[ {diameter!}]", Sold::Metre, &[&SERIES, &DIAMETER, &MATERIAL]).grid(&[
            super::super::kind::codes("6x7 6x19 7x7 7x19"),
            mm("1.5 2 3 4 5 6 8 10 12 14 16"),
            terms(&[&GALVANISED, &INOX316]),
        ]),
    ]
}

fn paints() -> Vec<Kind> {
    let colours = || {
        terms(&[
            &RAL9005, &RAL9010, &RAL9016, &RAL7016, &RAL7035, &RAL5010, &RAL5015, &RAL3000, &RAL3020, &RAL6005, &RAL1021, &RAL1003,
            &RAL8017, &RAL2004,
        ])
    };
    vec![
        Kind::new("paint", &ENAMEL, "", Sold::Each, &[&COLOUR, &GLOSS, &CONTENT]).grid(&[
            colours(),
            terms(&[&GLOSS_TERM, &SATIN, &MATT]),
            of("0.75 2.5 5 10", &LITRE),
        ]),
        Kind::new("paint", &WALL_PAINT, "", Sold::Each, &[&COLOUR, &GLOSS, &CONTENT]).grid(&[
            terms(&[&WHITE, &RAL9010, &RAL9016, &RAL7035]),
            terms(&[&SATIN, &MATT]),
            of("1 2.5 5 10 15", &LITRE),
        ]),
        Kind::new("paint", &SPRAY, "", Sold::Each, &[&COLOUR, &GLOSS]).grid(&[colours(), terms(&[&GLOSS_TERM, &SATIN, &MATT])]),
    ]
}

fn wear() -> Vec<Kind> {
    let mut kinds = vec![
        Kind::new("workwear", &NITRILE, "", Sold::Pair, &[&SIZE, &COLOUR])
            .grid(&[of("6 7 8 9 10 11 12", &GARMENT), terms(&[&BLACK, &BLUE, &GREY])]),
        Kind::new("workwear", &DISPOSABLE, "", Sold::Boxed(&[100]), &[&SIZE, &COLOUR])
            .grid(&[of("6 7 8 9 10 11", &GARMENT), terms(&[&BLACK, &BLUE])]),
    ];
    for noun in [&LEATHER, &CUT, &WELDING] {
        kinds.push(Kind::new("workwear", noun, "", Sold::Pair, &[&SIZE]).grid(&[of("7 8 9 10 11 12", &GARMENT)]));
    }
    for noun in [&BOOT, &SHOE_TERM] {
        let sizes = "36 37 38 39 40 41 42 43 44 45 46 47 48";
        kinds.push(Kind::new("workwear", noun, "", Sold::Pair, &[&SAFETY, &SIZE, &COLOUR]).grid(&[
            terms(&[&S1P, &S2, &S3]),
            of(sizes, &SHOE),
            terms(&[&BLACK, &BROWN]),
        ]));
    }
    kinds
}
