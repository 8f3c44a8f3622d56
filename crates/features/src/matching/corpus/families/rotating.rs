//! Bearings and seals.
//!
//! Bearing sizes after ISO 15 (bore codes 00 = 10, 01 = 12, 02 = 15, 03 = 17 mm, then five times the code).

use super::super::kind::{Kind, Sold, codes, length, mm, nothing, of, terms};
use super::super::values::{Term, Value, term};
use super::axes::*;

static BALL: Term = term(
    &["deep groove ball bearing", "ball bearing"],
    &["BRG DGBB", "BALL BRG"],
    &["Rillenkugellager", "Kugellager"],
    &["rodamiento rígido de bolas", "rodamiento de bolas"],
);
static UNIT: Term = term(
    &["mounted bearing unit", "bearing unit"],
    &["BRG UNIT", "MTD BRG UNIT"],
    &["Gehäuselagereinheit", "Gehäuselager"],
    &["soporte con rodamiento"],
);
static TAPER: Term = term(
    &["taper roller bearing", "tapered roller bearing"],
    &["TRB", "BRG TPR RLR"],
    &["Kegelrollenlager"],
    &["rodamiento de rodillos cónicos"],
);
static ORING: Term = term(&["O-ring", "o ring"], &["O-RING", "ORG"], &["O-Ring"], &["junta tórica", "o-ring"]);
static OIL: Term = term(
    &["oil seal", "rotary shaft seal"],
    &["OIL SEAL", "SHAFT SEAL"],
    &["Wellendichtring", "Simmerring"],
    &["retén", "retén de aceite"],
);
static BELT: Term =
    term(&["V-belt", "wedge belt"], &["V-BELT", "VBELT"], &["Keilriemen", "Schmalkeilriemen"], &["correa trapezoidal", "correa trapecial"]);
static CIRCLIP_OUT: Term = term(
    &["external circlip DIN 471", "external retaining ring DIN 471"],
    &["CIRCLIP EXT DIN 471"],
    &["Sicherungsring für Wellen DIN 471"],
    &["anillo seeger exterior DIN 471"],
);
static CIRCLIP_IN: Term = term(
    &["internal circlip DIN 472", "internal retaining ring DIN 472"],
    &["CIRCLIP INT DIN 472"],
    &["Sicherungsring für Bohrungen DIN 472"],
    &["anillo seeger interior DIN 472"],
);
static NBR: Term = term(&["NBR", "nitrile NBR"], &["NBR"], &["NBR"], &["NBR", "nitrilo NBR"]);
static FKM: Term = term(&["FKM", "viton FKM"], &["FKM", "VITON"], &["FKM", "Viton"], &["FKM", "vitón"]);
static EPDM: Term = term(&["EPDM"], &["EPDM"], &["EPDM"], &["EPDM"]);
static RUBBER: Term = term(&["2RS", "2RS sealed", "-2RS"], &["2RS"], &["2RS"], &["2RS"]);
static METAL: Term = term(&["ZZ", "ZZ shielded", "2Z"], &["ZZ"], &["ZZ", "2Z"], &["ZZ", "2Z"]);
static C3: Term = term(&["C3"], &["C3"], &["C3"], &["C3"]);
static SPRING_STEEL: Term = term(&["spring steel", "phosphated"], &["SPR STL"], &["Federstahl"], &["acero para muelles"]);
static INOX: Term = term(&["stainless 1.4122", "stainless"], &["SS"], &["Edelstahl", "rostfrei"], &["inox", "acero inox"]);

/// A designation without a suffix means an open bearing with normal clearance.
fn sealed() -> Vec<Value> {
    [nothing(), terms(&[&RUBBER, &METAL])].concat()
}

fn clearances() -> Vec<Value> {
    [nothing(), terms(&[&C3])].concat()
}

pub fn kinds() -> Vec<Kind> {
    let series = |families: &[&str], from: i64, to: i64| -> Vec<Value> {
        families.iter().flat_map(|series| (from..=to).map(move |bore| Value::Code(format!("{series}{bore:02}")))).collect()
    };
    let ring = |cell: &[&Value]| {
        let (bore, thick) = (length(cell[0]), length(cell[1]));
        bore >= thick * 2 && bore <= thick * 45
    };
    let seal = |cell: &[&Value]| {
        let (bore, outside, wide) = (length(cell[0]), length(cell[1]), length(cell[2]));
        outside >= bore + 7_000 && outside <= bore + 24_000 && (wide == 7_000) == (bore <= 30_000)
    };
    let numbered =
        |letter: &str, list: &str| list.split_whitespace().map(|long| Value::Code(format!("{letter}{long}"))).collect::<Vec<_>>();
    let belts: Vec<Value> = [
        numbered("A", "20 22 24 26 28 30 32 34 36 38 40 42 44 46 48 50 55 60 65 70 75 80 90 100"),
        numbered("B", "30 35 40 45 50 55 60 65 70 75 80 85 90 100 110 120"),
        numbered("SPA ", "800 850 900 950 1000 1060 1120 1180 1250 1320 1400 1500 1600 1700 1800 2000"),
        numbered("SPZ ", "630 670 710 750 800 850 900 950 1000 1060 1120 1180 1250 1400 1600"),
    ]
    .concat();
    let shafts = "4 5 6 7 8 9 10 12 14 15 16 17 18 20 22 24 25 28 30 32 35 40 45 50 55 60";
    let bores = "8 10 12 14 16 18 19 20 22 24 25 26 28 30 32 35 37 40 42 47 50 52 55 62 72";
    vec![
        Kind::new("bearings", &BALL, "{type}[ {seal}][ {clearance}]", Sold::Each, &[&SERIES, &SEAL, &CLEARANCE])
            .grid(&[codes("608 625 626 627 629 688 698"), sealed(), clearances()])
            .grid(&[series(&["60", "62", "63"], 0, 20), sealed(), clearances()])
            .grid(&[series(&["68", "69"], 0, 12), sealed(), nothing()]),
        Kind::new("bearings", &UNIT, "{type}", Sold::Each, &[&SERIES])
            .grid(&[["UCP", "UCF", "UCFL", "UCT"].iter().flat_map(|housing| (1..=18).map(move |bore| Value::Code(format!("{housing}2{bore:02}")))).collect()]),
        Kind::new("bearings", &TAPER, "{type}", Sold::Each, &[&SERIES]).grid(&[series(&["302", "303", "320", "322"], 3, 20)]),
        Kind::new("seals", &ORING, "{bore}[*{thickness}]", Sold::Boxed(&[10, 50, 100]), &[&BORE, &THICKNESS, &MATERIAL, &CLASS]).grid_where(
            &[
                mm("3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 24 25 26 28 30 32 34 35 36 38 40 42 45 48 50 55 60 65 70 75 80 85 90 95 100 110 120"),
                mm("1 1.5 1.78 2 2.5 2.62 3 3.53 4 5"),
                terms(&[&NBR, &FKM, &EPDM]),
                of("70", &SHORE),
            ],
            ring,
        ),
        Kind::new("seals", &OIL, "{bore}[*{outside diameter}][*{width}]", Sold::Each, &[&BORE, &OUTSIDE, &WIDTH, &MATERIAL]).grid_where(
            &[
                mm("10 12 15 17 18 20 22 25 28 30 32 35 38 40 42 45 48 50 55 60"),
                mm("19 22 24 26 28 30 32 35 37 38 40 42 45 47 48 50 52 55 58 60 62 65 68 70 72 75 80"),
                mm("7 8 10"),
                terms(&[&NBR, &FKM]),
            ],
            seal,
        ),
        Kind::new("belts", &BELT, "{type}", Sold::Each, &[&SERIES]).grid(&[belts]),
        Kind::new("circlips", &CIRCLIP_OUT, "{diameter!}", Sold::Boxed(&[50, 100]), &[&DIAMETER, &MATERIAL])
            .grid(&[mm(shafts), terms(&[&SPRING_STEEL, &INOX])]),
        Kind::new("circlips", &CIRCLIP_IN, "{diameter!}", Sold::Boxed(&[50, 100]), &[&DIAMETER, &MATERIAL])
            .grid(&[mm(bores), terms(&[&SPRING_STEEL, &INOX])]),
    ]
    .into_iter()
    .chain(std::iter::once(Kind::new("seals", &BONDED, "{nominal size}", Sold::Boxed(&[10, 50]), &[&NOMINAL, &MATERIAL]).grid(&[
        super::super::kind::nominal("1/8", "2"),
        terms(&[&NBR, &FKM]),
    ])))
    .collect()
}

static BONDED: Term = term(
    &["bonded seal", "dowty washer"],
    &["BONDED SEAL", "DOWTY WSHR"],
    &["Verbunddichtring", "Usit-Ring"],
    &["arandela metal-goma", "junta metal goma"],
);
