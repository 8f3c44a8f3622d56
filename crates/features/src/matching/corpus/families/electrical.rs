//! Cable, breakers, lamps, ties, cordless tools and their batteries.
//!
//! Conductor cross sections after IEC 60228; breaker ratings after IEC 60898.

use super::super::kind::{Kind, Sold, codes, mm, of, terms};
use super::super::values::{Term, Value, term};
use super::axes::*;

static RUBBER: Term = term(
    &["rubber cable H07RN-F", "H07RN-F rubber flex"],
    &["H07RN-F", "RBR CBL H07RN-F"],
    &["Gummischlauchleitung H07RN-F", "H07RN-F"],
    &["cable de goma H07RN-F", "manguera H07RN-F"],
);
static FLEX: Term = term(
    &["PVC flex H05VV-F", "flexible cable H05VV-F"],
    &["H05VV-F", "PVC FLEX H05VV-F"],
    &["Schlauchleitung H05VV-F", "PVC-Leitung H05VV-F"],
    &["manguera H05VV-F", "cable H05VV-F"],
);
static INSTALLATION: Term = term(
    &["installation cable NYM-J", "NYM-J cable"],
    &["NYM-J", "CBL NYM-J"],
    &["Mantelleitung NYM-J", "NYM-J Leitung"],
    &["cable de instalación NYM-J", "cable NYM-J"],
);
static EARTH: Term =
    term(&["underground cable NYY-J", "NYY-J power cable"], &["NYY-J", "PWR CBL NYY-J"], &["Erdkabel NYY-J"], &["cable subterráneo NYY-J"]);
static CONTROL: Term = term(
    &["control cable YSLY-JZ", "YSLY-JZ control cable"],
    &["YSLY-JZ", "CTRL CBL YSLY-JZ"],
    &["Steuerleitung YSLY-JZ"],
    &["cable de control YSLY-JZ"],
);
static SINGLE: Term = term(
    &["single core wire H07V-K", "H07V-K wire"],
    &["H07V-K", "WIRE H07V-K"],
    &["Aderleitung H07V-K", "Einzelader H07V-K"],
    &["hilo flexible H07V-K", "cable unipolar H07V-K"],
);
static NM: Term = term(&["NM-B cable", "romex NM-B", "non-metallic cable NM-B"], &["NM-B", "NMB CBL"], &["Kabel NM-B"], &["cable NM-B"]);
static HOOKUP: Term =
    term(&["hook-up wire", "hookup wire stranded"], &["HOOKUP WIRE", "HU WIRE STR"], &["Schaltlitze"], &["cable de conexión flexible"]);
static FERRULE: Term = term(
    &["insulated cord end ferrule", "bootlace ferrule"],
    &["BOOTLACE FERR", "CORD END FERR"],
    &["Aderendhülse isoliert", "Aderendhülse"],
    &["puntera hueca aislada", "puntera"],
);
static LUG: Term = term(
    &["copper cable lug", "crimp ring lug copper"],
    &["CU LUG", "CABLE LUG CU"],
    &["Rohrkabelschuh", "Kabelschuh"],
    &["terminal de cobre"],
);

const SECTIONS: &str = "0.5 0.75 1 1.5 2.5 4 6 10 16 25 35";

static BREAKER: Term = term(
    &["miniature circuit breaker", "circuit breaker MCB", "MCB"],
    &["MCB", "CKT BRKR"],
    &["Leitungsschutzschalter", "LS-Schalter", "Sicherungsautomat"],
    &["interruptor magnetotérmico", "magnetotérmico"],
);
static RCD: Term = term(
    &["residual current device", "RCD", "RCCB"],
    &["RCD", "RCCB"],
    &["FI-Schalter", "Fehlerstromschutzschalter"],
    &["interruptor diferencial", "diferencial"],
);
static BULB: Term =
    term(&["LED bulb", "LED lamp"], &["LED BULB", "LMP LED"], &["LED-Lampe", "LED-Leuchtmittel"], &["bombilla LED", "lámpara LED"]);
static TUBE: Term = term(&["LED tube T8", "T8 LED tube"], &["LED TUBE T8", "LMP T8 LED"], &["LED-Röhre T8"], &["tubo LED T8"]);
static PANEL: Term = term(
    &["LED floodlight", "LED flood light"],
    &["LED FLOOD", "FLDLT LED"],
    &["LED-Strahler", "LED-Fluter"],
    &["proyector LED", "foco proyector LED"],
);
static DIM: Term = term(&["dimmable"], &["DIM", "dimm."], &["dimmbar"], &["regulable"]);
static NO_DIM: Term = term(&["non-dimmable", "not dimmable"], &["NON-DIM"], &["nicht dimmbar"], &["no regulable"]);
static TIE: Term =
    term(&["cable tie", "nylon cable tie", "zip tie"], &["CBL TIE", "TIE NYL"], &["Kabelbinder"], &["brida de nylon", "brida"]);
static BLACK: Term = term(&["black"], &["blk", "BLK"], &["schwarz"], &["negro", "negra"]);
static NATURAL: Term = term(&["natural", "white/natural"], &["NAT", "natl"], &["natur", "naturfarben"], &["natural", "blanca natural"]);
static BLUE: Term = term(&["blue"], &["BLU", "blue"], &["blau"], &["azul"]);
static BROWN: Term = term(&["brown"], &["BRN"], &["braun"], &["marrón"]);
static GREEN_YELLOW: Term =
    term(&["green/yellow", "green-yellow"], &["GN/YE", "G/Y"], &["grün-gelb", "grün/gelb"], &["verde/amarillo", "amarillo-verde"]);
static GREY: Term = term(&["grey"], &["GRY", "GY"], &["grau"], &["gris"]);
static RED: Term = term(&["red"], &["RED"], &["rot"], &["rojo"]);

static KESTREL: Term = term(&["Kestrel"], &["Kestrel"], &["Kestrel"], &["Kestrel"]);
static NORWERK: Term = term(&["Norwerk"], &["Norwerk"], &["Norwerk"], &["Norwerk"]);
static BRAMONT: Term = term(&["Bramont"], &["Bramont"], &["Bramont"], &["Bramont"]);
static OZUKA: Term = term(&["Ozuka"], &["Ozuka"], &["Ozuka"], &["Ozuka"]);
static BARE: Term = term(
    &["bare unit", "body only", "without battery", "tool only"],
    &["BARE", "w/o batt", "body only"],
    &["ohne Akku", "solo", "ohne Akku und Ladegerät"],
    &["sin batería", "solo cuerpo"],
);
static KIT: Term = term(
    &["kit with 2 batteries and charger", "with 2 batteries + charger", "kit c/w 2 batteries and charger"],
    &["KIT c/w 2 batt + chgr", "c/w 2 batteries & charger"],
    &["Set mit 2 Akkus und Ladegerät", "inkl. 2 Akkus und Lader"],
    &["kit con 2 baterías y cargador", "con 2 baterías y cargador"],
);
static DRILL: Term = term(
    &["cordless drill driver", "cordless drill"],
    &["CDLS DRILL", "DRILL DRVR CDLS"],
    &["Akku-Bohrschrauber"],
    &["taladro atornillador a batería", "taladro a batería"],
);
static IMPACT: Term = term(
    &["cordless impact driver", "impact driver"],
    &["IMPACT DRVR", "CDLS IMP DRVR"],
    &["Akku-Schlagschrauber"],
    &["atornillador de impacto", "atornillador de impacto a batería"],
);
static GRINDER: Term =
    term(&["cordless angle grinder"], &["CDLS GRINDER", "ANG GRNDR CDLS"], &["Akku-Winkelschleifer"], &["amoladora a batería"]);
static HAMMER: Term = term(
    &["cordless SDS-plus rotary hammer", "cordless rotary hammer SDS-plus"],
    &["CDLS SDS HAMMER"],
    &["Akku-Bohrhammer SDS-plus"],
    &["martillo perforador SDS-plus a batería"],
);
static CIRCULAR: Term = term(&["cordless circular saw"], &["CDLS CIRC SAW"], &["Akku-Handkreissäge"], &["sierra circular a batería"]);
static BATTERY: Term = term(
    &["li-ion battery", "battery pack", "battery"],
    &["BATT", "BATT PACK LI-ION"],
    &["Akku", "Akkupack Li-Ion"],
    &["batería", "batería de litio"],
);
static CHARGER: Term = term(
    &["fast charger", "battery charger"],
    &["CHGR", "FAST CHGR"],
    &["Schnellladegerät", "Ladegerät"],
    &["cargador rápido", "cargador"],
);

pub fn kinds() -> Vec<Kind> {
    let mut kinds = cables();
    kinds.push(Kind::new("circuit breakers", &BREAKER, "{curve}[ {poles}]", Sold::Each, &[&CURVE, &POLES, &BREAKING]).grid(&[
        codes("B6 B10 B13 B16 B20 B25 B32 B40 B50 B63 C1 C2 C4 C6 C10 C13 C16 C20 C25 C32 C40 C50 C63 D6 D10 D16 D20 D25 D32"),
        of("1 2 3 4", &POLE),
        of("6 10", &KILOAMPERE),
    ]));
    kinds.push(
        Kind::new("circuit breakers", &RCD, "{current}[ {poles}][ {residual current}]", Sold::Each, &[&CURRENT, &POLES, &RESIDUAL, &CURVE])
            .grid(&[of("25 40 63 80", &AMPERE), of("2 4", &POLE), of("30 100 300", &MILLIAMPERE), terms(&[&TYPE_A, &TYPE_AC, &TYPE_F])]),
    );
    kinds.extend(lamps());
    kinds.push(Kind::new("cable ties", &TIE, "{length}[*{width}]", Sold::Boxed(&[100]), &[&LENGTH, &WIDTH, &COLOUR]).grid_where(
        &[
            mm("80 100 140 150 160 200 250 280 300 360 370 390 450 530 550 760"),
            mm("2.5 3.6 4.5 4.8 7.6 7.8 9"),
            terms(&[&BLACK, &NATURAL]),
        ],
        |cell| {
            let (long, wide) = (super::super::kind::length(cell[0]), super::super::kind::length(cell[1]));
            long >= 25 * wide && long <= 85 * wide
        },
    ));
    kinds.extend(cordless());
    kinds
}

static TYPE_A: Term = term(&["type A"], &["TYP A"], &["Typ A"], &["tipo A", "clase A"]);
static TYPE_AC: Term = term(&["type AC"], &["TYP AC"], &["Typ AC"], &["tipo AC", "clase AC"]);
static TYPE_F: Term = term(&["type F"], &["TYP F"], &["Typ F"], &["tipo F", "clase F"]);

fn cables() -> Vec<Kind> {
    let cores = |signs: &[&str], sections: &str| -> Vec<Value> {
        signs.iter().flat_map(|sign| sections.split_whitespace().map(move |section| Value::Code(format!("{sign}{section}")))).collect()
    };
    let kind = |noun: &'static Term| Kind::new("cable", noun, "{cores}", Sold::Metre, &[&CORES]);
    let mut kinds = vec![
        kind(&RUBBER).grid(&[cores(&["2x", "3G", "4G", "5G"], "1 1.5 2.5 4 6 10 16")]),
        Kind::new("cable", &FLEX, "{cores}", Sold::Metre, &[&CORES, &COLOUR])
            .grid(&[cores(&["2x", "3G", "4G", "5G"], "0.75 1 1.5 2.5"), terms(&[&BLACK, &GREY, &WHITE])]),
        kind(&INSTALLATION).grid(&[cores(&["3x", "4x", "5x", "7x"], "1.5 2.5 4 6 10 16")]),
        kind(&EARTH).grid(&[cores(&["3x", "4x", "5x", "7x"], "1.5 2.5 4 6 10 16 25 35")]),
        kind(&CONTROL).grid(&[cores(&["3G", "4G", "5G", "7G", "12G", "18G", "25G"], "0.5 0.75 1 1.5 2.5")]),
        Kind::new("cable", &SINGLE, "{cores}", Sold::Metre, &[&CORES, &COLOUR])
            .grid(&[of("1 1.5 2.5 4 6 10 16 25 35 50", &SQUARE), terms(&[&BLACK, &BLUE, &BROWN, &GREEN_YELLOW, &GREY, &RED])]),
        kind(&NM).grid(&[codes("14/2 14/3 12/2 12/3 10/2 10/3 8/2 8/3 6/2 6/3")]),
        Kind::new("cable", &HOOKUP, "{cores}", Sold::Metre, &[&CORES, &COLOUR])
            .grid(&[of("10 12 14 16 18 20 22 24 26", &GAUGE), terms(&[&BLACK, &RED, &BLUE, &GREEN_YELLOW])]),
        Kind::new("cable", &FERRULE, "{cores}[*{length!}]", Sold::Boxed(&[100, 500]), &[&CORES, &LENGTH])
            .grid(&[of("0.5 0.75 1 1.5 2.5 4 6 10 16", &SQUARE), mm("8 10 12 18")]),
    ];
    kinds.push(
        Kind::new("cable", &LUG, "{cores}[ {thread}]", Sold::Boxed(&[50, 100]), &[&CORES, &THREAD])
            .grid(&[of(SECTIONS, &SQUARE), super::super::kind::metric("4 5 6 8 10 12")]),
    );
    kinds
}

static WHITE: Term = term(&["white"], &["WHT", "wht"], &["weiß"], &["blanco"]);

fn lamps() -> Vec<Kind> {
    vec![
        Kind::new("lamps", &BULB, "{base}[ {power}][ {colour temperature}]", Sold::Each, &[&BASE, &POWER, &LIGHT, &DIMMING]).grid(&[
            codes("E27 E14 B22 GU10 G9"),
            of("3 4 5 6 7 8.5 9 11 13 15", &WATT),
            of("2700 3000 4000 6500", &KELVIN),
            terms(&[&DIM, &NO_DIM]),
        ]),
        Kind::new("lamps", &TUBE, "{length!}[ {power}][ {colour temperature}]", Sold::Each, &[&LENGTH, &POWER, &LIGHT]).grid(&[
            mm("600 900 1200 1500"),
            of("9 14 18 22 24", &WATT),
            of("3000 4000 6500", &KELVIN),
        ]),
        Kind::new("lamps", &PANEL, "{power}[ {colour temperature}]", Sold::Each, &[&POWER, &LIGHT, &COLOUR]).grid(&[
            of("10 20 30 50 100 150 200", &WATT),
            of("3000 4000 6500", &KELVIN),
            terms(&[&BLACK, &GREY, &WHITE]),
        ]),
    ]
}

fn cordless() -> Vec<Kind> {
    let brands = || terms(&[&KESTREL, &NORWERK, &BRAMONT, &OZUKA]);
    let volts = || of("12 18 36 54", &VOLT);
    let mut kinds = vec![
        Kind::new("cordless tools", &BATTERY, "{brand}[ {voltage}][ {capacity}]", Sold::Each, &[&BRAND, &VOLTAGE, &CAPACITY]).grid(&[
            brands(),
            volts(),
            of("1.5 2 2.5 3 4 5 6 8 9 12", &AMPERE_HOUR),
        ]),
        Kind::new("cordless tools", &CHARGER, "{brand}[ {voltage}]", Sold::Each, &[&BRAND, &VOLTAGE, &CURRENT]).grid(&[
            brands(),
            volts(),
            of("3 6 8", &AMPERE),
        ]),
    ];
    for noun in [&DRILL, &IMPACT, &HAMMER] {
        kinds.push(Kind::new("cordless tools", noun, "{brand}[ {voltage}]", Sold::Each, &[&BRAND, &VOLTAGE, &SCOPE]).grid(&[
            brands(),
            volts(),
            terms(&[&BARE, &KIT]),
        ]));
    }
    kinds.push(
        Kind::new("cordless tools", &GRINDER, "{brand}[ {voltage}][ {diameter!}]", Sold::Each, &[&BRAND, &VOLTAGE, &DIAMETER, &SCOPE])
            .grid(&[brands(), of("18 36 54", &VOLT), mm("115 125 150 230"), terms(&[&BARE, &KIT])]),
    );
    kinds.push(
        Kind::new("cordless tools", &CIRCULAR, "{brand}[ {voltage}][ {diameter!}]", Sold::Each, &[&BRAND, &VOLTAGE, &DIAMETER, &SCOPE])
            .grid(&[brands(), of("18 36 54", &VOLT), mm("136 165 190"), terms(&[&BARE, &KIT])]),
    );
    kinds
}
