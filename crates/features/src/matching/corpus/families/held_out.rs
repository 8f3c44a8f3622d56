//! Families that only the reporting seed contains: fuses, lifting and lashing.

use super::super::kind::{Kind, Sold, metres, mm, of, terms};
use super::super::values::{Term, term};
use super::axes::*;

static GLASS: Term = term(
    &["glass fuse 5x20", "glass tube fuse 5x20 mm"],
    &["FUSE GLASS 5x20"],
    &["Feinsicherung 5x20", "Glassicherung 5x20"],
    &["fusible de cristal 5x20"],
);
static BLADE: Term = term(
    &["blade fuse ATO", "automotive blade fuse ATO"],
    &["BLADE FUSE ATO"],
    &["Flachsicherung ATO", "Kfz-Flachsicherung ATO"],
    &["fusible de cuchilla ATO"],
);
static NH: Term = term(
    &["NH fuse link gG", "NH HRC fuse gG"],
    &["NH FUSE gG", "HRC NH gG"],
    &["NH-Sicherungseinsatz gG", "NH-Sicherung gG"],
    &["fusible NH gG", "cartucho fusible NH gG"],
);
static CYLINDER: Term = term(
    &["cylindrical fuse gG 10x38", "fuse link 10x38 gG"],
    &["FUSE 10x38 gG"],
    &["Zylindersicherung 10x38 gG"],
    &["fusible cilíndrico 10x38 gG"],
);
static FAST: Term = term(&["fast blow F", "quick blow F"], &["F"], &["flink F", "flink"], &["rápido F", "rápido"]);
static SLOW: Term = term(&["slow blow T", "time lag T"], &["T"], &["träge T", "träge"], &["lento T", "lento"]);
static NH000: Term = term(&["size 000", "NH000"], &["NH000"], &["Größe 000", "Gr. 000"], &["tamaño 000", "NH000"]);
static NH00: Term = term(&["size 00", "NH00"], &["NH00"], &["Größe 00", "Gr. 00"], &["tamaño 00", "NH00"]);
static NH1: Term = term(&["size 1", "NH1"], &["NH1"], &["Größe 1", "Gr. 1"], &["tamaño 1", "NH1"]);
static NH2: Term = term(&["size 2", "NH2"], &["NH2"], &["Größe 2", "Gr. 2"], &["tamaño 2", "NH2"]);

static STRAP: Term = term(
    &["ratchet strap 2-part", "ratchet lashing strap 2-part"],
    &["RATCHET STRAP 2PT"],
    &["Zurrgurt zweiteilig", "Ratschengurt zweiteilig"],
    &["eslinga de trincaje con carraca 2 partes", "cinta de amarre con carraca"],
);
static SLING: Term = term(
    &["polyester round sling", "round sling"],
    &["RND SLING PES"],
    &["Rundschlinge", "Rundschlinge Polyester"],
    &["eslinga redonda", "eslinga tubular"],
);
static WEB: Term = term(&["webbing sling duplex", "flat webbing sling"], &["WEB SLING"], &["Hebeband"], &["eslinga plana"]);
static BOW: Term =
    term(&["bow shackle", "bow shackle screw pin"], &["BOW SHKL"], &["Schäkel geschweift", "Bogenschäkel"], &["grillete lira"]);
static DEE: Term = term(&["dee shackle", "D shackle screw pin"], &["DEE SHKL", "D SHKL"], &["Schäkel gerade"], &["grillete recto"]);
static HOIST: Term = term(
    &["manual chain hoist", "chain block"],
    &["CHN HOIST", "CHAIN BLK"],
    &["Handkettenzug", "Flaschenzug mit Kette"],
    &["polipasto manual de cadena", "polipasto de cadena"],
);
static LEVER: Term = term(&["lever hoist", "ratchet lever hoist"], &["LVR HOIST"], &["Hebelzug"], &["polipasto de palanca"]);
static GALVANISED: Term = term(&["galvanised"], &["GALV"], &["verzinkt"], &["galvanizado"]);
static INOX: Term = term(&["stainless A4", "stainless 316"], &["SS A4", "SS316"], &["Edelstahl A4"], &["inox A4", "inox 316"]);

pub const FAMILIES: &[&str] = &["fuses", "lifting"];

pub fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        Kind::new("fuses", &GLASS, "{current}", Sold::Boxed(&[10]), &[&CURRENT, &SPEED])
            .grid(&[of("0.1 0.2 0.25 0.315 0.5 0.63 0.8 1 1.25 1.6 2 2.5 3.15 4 5 6.3 8 10", &AMPERE), terms(&[&FAST, &SLOW])]),
        Kind::new("fuses", &BLADE, "{current}", Sold::Boxed(&[50]), &[&CURRENT]).grid(&[of("3 4 5 7.5 10 15 20 25 30 35 40", &AMPERE)]),
        Kind::new("fuses", &NH, "{size}[ {current}]", Sold::Boxed(&[3]), &[&SIZE, &CURRENT])
            .grid(&[terms(&[&NH000, &NH00]), of("6 10 16 20 25 35 40 50 63 80 100", &AMPERE)])
            .grid(&[terms(&[&NH1, &NH2]), of("50 63 80 100 125 160 200 224 250", &AMPERE)]),
        Kind::new("fuses", &CYLINDER, "{current}", Sold::Boxed(&[10]), &[&CURRENT]).grid(&[of("1 2 4 6 8 10 12 16 20 25 32", &AMPERE)]),
        Kind::new("lifting", &STRAP, "{width!}[ * {length!}]", Sold::Each, &[&WIDTH, &LENGTH, &LOAD])
            .grid(&[mm("25"), metres("3 4 5 6"), of("250 400 750", &DECANEWTON)])
            .grid(&[mm("35"), metres("4 6 8"), of("1000 1500", &DECANEWTON)])
            .grid(&[mm("50"), metres("6 8 9 10 12"), of("2000 2500", &DECANEWTON)])
            .grid(&[mm("75"), metres("9 10"), of("5000", &DECANEWTON)]),
    ];
    for noun in [&SLING, &WEB] {
        kinds.push(
            Kind::new("lifting", noun, "{load}[ * {length!}]", Sold::Each, &[&LOAD, &LENGTH])
                .grid(&[of("1 2 3 4 5 6 8 10", &TONNE), metres("1 1.5 2 2.5 3 4 5 6")]),
        );
    }
    for noun in [&BOW, &DEE] {
        kinds.push(
            Kind::new("lifting", noun, "{load}", Sold::Each, &[&LOAD, &MATERIAL])
                .grid(&[of("0.5 0.75 1 1.5 2 3.25 4.75 6.5 8.5 12", &TONNE), terms(&[&GALVANISED, &INOX])]),
        );
    }
    for noun in [&HOIST, &LEVER] {
        kinds.push(
            Kind::new("lifting", noun, "{load}[ * {length!}]", Sold::Each, &[&LOAD, &LENGTH])
                .grid(&[of("250 500 750 1000 1500 2000 3000", &KILOGRAM), metres("1.5 3 6 9")]),
        );
    }
    kinds
}
