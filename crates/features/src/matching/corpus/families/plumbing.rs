//! Pipe, fittings, valves, tube, hoses.
//!
//! Nominal sizes after ISO 6708; copper tube after EN 1057; steel pipe schedules after ASME B36.10M.

use super::super::kind::{Kind, Sold, codes, metres, mm, nominal, of, terms};
use super::super::values::{Term, Value, term};
use super::axes::*;

static BSP: Term = term(&["BSP"], &["BSP"], &["BSP", "Whitworth-Rohrgewinde"], &["BSP", "rosca gas"]);
static NPT: Term = term(&["NPT"], &["NPT"], &["NPT"], &["NPT"]);
static GALV: Term = term(
    &["galvanised malleable iron", "galvanised", "galv malleable"],
    &["GALV", "galv MI"],
    &["Temperguss verzinkt", "verzinkt"],
    &["galvanizado", "hierro galvanizado"],
);
static BLACK_IRON: Term = term(
    &["black malleable iron", "black iron", "black"],
    &["BLK", "blk MI"],
    &["Temperguss schwarz", "schwarz"],
    &["hierro negro", "negro"],
);
static S316: Term = term(
    &["stainless 316", "316 stainless steel", "SS316"],
    &["SS316", "316 SS", "S/S 316"],
    &["Edelstahl 1.4401", "Edelstahl V4A"],
    &["inox 316", "AISI 316"],
);
static S304: Term = term(
    &["stainless 304", "304 stainless steel", "SS304"],
    &["SS304", "304 SS", "S/S 304"],
    &["Edelstahl 1.4301", "Edelstahl V2A"],
    &["inox 304", "AISI 304"],
);
static BRASS: Term = term(&["brass"], &["BRS", "brass"], &["Messing"], &["latón"]);
static BLACK_STEEL: Term =
    term(&["black steel", "carbon steel black"], &["BLK STL", "C/S BLK"], &["Stahl schwarz", "schwarz"], &["acero negro"]);
static GALV_STEEL: Term = term(
    &["galvanised steel", "galvanised"],
    &["GALV STL", "GALV"],
    &["Stahl verzinkt", "verzinkt"],
    &["acero galvanizado", "galvanizado"],
);
static HARD: Term = term(&["half hard"], &["HALF HARD"], &["halbhart"], &["semiduro"]);
static SOFT: Term = term(
    &["soft coil", "annealed coil"],
    &["SOFT COIL", "annealed"],
    &["weich, Ring", "weich im Ring"],
    &["recocido en rollo", "recocido"],
);

static ELBOW: Term = term(
    &["90 degree elbow", "90° elbow", "elbow 90"],
    &["ELB 90", "90 DEG ELBOW"],
    &["Winkel 90°", "Winkel 90 Grad"],
    &["codo 90°", "codo 90 grados"],
);
static BEND: Term = term(
    &["45 degree elbow", "45° elbow", "elbow 45"],
    &["ELB 45", "45 DEG ELBOW"],
    &["Winkel 45°", "Winkel 45 Grad"],
    &["codo 45°", "codo 45 grados"],
);
static TEE: Term = term(&["equal tee", "tee equal"], &["TEE EQ", "EQ TEE"], &["T-Stück", "T-Stück egal"], &["te igual"]);
static SOCKET: Term =
    term(&["pipe socket", "full coupling", "socket female"], &["SOCKET F/F", "FULL CPLG"], &["Muffe"], &["manguito hembra", "manguito"]);
static NIPPLE: Term = term(
    &["hex nipple", "hexagon nipple"],
    &["HEX NIPPLE", "HEX NPL"],
    &["Sechskant-Doppelnippel", "Doppelnippel"],
    &["machón", "machón doble"],
);
static UNION: Term = term(
    &["pipe union", "union conical seat"],
    &["UNION", "UNION CON SEAT"],
    &["Verschraubung konisch dichtend", "Verschraubung"],
    &["enlace tres piezas", "unión tres piezas"],
);
static CAP: Term = term(&["pipe cap", "end cap female"], &["CAP F", "PIPE CAP"], &["Verschlusskappe", "Kappe"], &["tapón hembra"]);
static PIPE_PLUG: Term = term(&["pipe plug", "hollow plug male"], &["PLUG M", "PIPE PLUG"], &["Stopfen"], &["tapón macho"]);
static BUSH: Term = term(
    &["reducing bush", "reducer bush", "hex reducing bush"],
    &["RED BUSH", "BUSH RED"],
    &["Reduzierstück", "Reduziernippel"],
    &["reducción macho hembra", "reducción"],
);
static REDUCING_TEE: Term = term(&["reducing tee", "tee reducing"], &["RED TEE", "TEE RED"], &["T-Stück reduziert"], &["te reducida"]);
static BALL_VALVE: Term = term(
    &["ball valve full bore", "full bore ball valve"],
    &["BALL VLV FB", "BV FULL BORE"],
    &["Kugelhahn voller Durchgang", "Kugelhahn"],
    &["válvula de bola paso total", "válvula de esfera"],
);
static GATE: Term = term(&["gate valve"], &["GATE VLV", "GV"], &["Absperrschieber", "Schieber"], &["válvula de compuerta"]);
static CHECK: Term = term(
    &["swing check valve", "check valve"],
    &["CHK VLV", "NRV SWING"],
    &["Rückschlagklappe", "Rückschlagventil"],
    &["válvula antirretorno"],
);
static PIPE: Term = term(
    &["steel pipe", "pipe seamless", "seamless steel pipe"],
    &["PIPE SMLS", "STL PIPE"],
    &["Stahlrohr nahtlos", "Stahlrohr"],
    &["tubo de acero sin soldadura", "tubería de acero"],
);
static COPPER: Term = term(&["copper tube", "copper pipe"], &["CU TUBE", "CU PIPE"], &["Kupferrohr"], &["tubo de cobre"]);
static PRECISION: Term = term(
    &["precision steel tube", "hydraulic steel tube"],
    &["HYD TUBE STL", "PREC STL TUBE"],
    &["Präzisionsstahlrohr", "Hydraulikrohr"],
    &["tubo de acero de precisión"],
);
static INSTRUMENT: Term = term(
    &["stainless instrument tube", "stainless steel tube"],
    &["SS TUBE", "INSTR TUBE SS"],
    &["Edelstahlrohr"],
    &["tubo inoxidable", "tubo inox"],
);
static COMPRESSION: Term = term(
    &["compression coupling", "straight compression coupler"],
    &["COMP CPLG", "STR COMP CPLR"],
    &["Klemmverschraubung gerade"],
    &["racor de compresión recto"],
);
static COMPRESSION_ELBOW: Term = term(&["compression elbow"], &["COMP ELB"], &["Klemmverschraubung Winkel"], &["codo de compresión"]);
static GARDEN: Term = term(
    &["garden hose", "water hose reinforced"],
    &["GARDEN HOSE", "WATER HOSE"],
    &["Gartenschlauch", "Wasserschlauch"],
    &["manguera de riego", "manguera de jardín"],
);
static AIR: Term = term(
    &["compressed air hose", "air hose"],
    &["AIR HOSE", "HOSE AIR"],
    &["Druckluftschlauch"],
    &["manguera de aire comprimido", "manguera de aire"],
);
static CLAMP: Term = term(
    &["hose clip", "worm drive hose clamp", "hose clamp", "jubilee clip"],
    &["HOSE CLIP", "WD CLAMP"],
    &["Schlauchschelle", "Schlauchklemme"],
    &["abrazadera sin fin", "abrazadera"],
);
static W1: Term = term(&["zinc plated W1", "W1"], &["W1", "ZP W1"], &["W1 verzinkt", "W1"], &["W1 zincada", "W1"]);
static W2: Term = term(&["stainless band W2", "W2"], &["W2"], &["W2"], &["W2 inox", "W2"]);
static W4: Term = term(&["all stainless W4", "W4"], &["W4", "SS W4"], &["W4 Edelstahl", "W4"], &["W4 inox", "W4"]);

pub fn kinds() -> Vec<Kind> {
    let mut kinds = Vec::new();
    for noun in [&ELBOW, &BEND, &TEE, &SOCKET, &NIPPLE, &UNION, &CAP, &PIPE_PLUG] {
        kinds.push(
            Kind::new("pipe fittings", noun, "{nominal size}", Sold::Each, &[&NOMINAL, &PIPE_THREAD, &MATERIAL])
                .grid(&[nominal("1/8", "4"), terms(&[&BSP]), terms(&[&GALV, &BLACK_IRON, &S316])])
                .grid(&[nominal("1/8", "4"), terms(&[&NPT]), terms(&[&BLACK_IRON, &S316])])
                .grid(&[nominal("1/8", "2"), terms(&[&BSP]), terms(&[&BRASS])]),
        );
    }
    for noun in [&BUSH, &REDUCING_TEE] {
        let smaller = |cell: &[&Value]| match (cell[0], cell[1]) {
            (Value::Pipe { dn: large, .. }, Value::Pipe { dn: small, .. }) => small < large && small * 4 >= *large,
            _ => false,
        };
        kinds.push(
            Kind::new(
                "pipe fittings",
                noun,
                "{nominal size}[ * {reduced size}]",
                Sold::Each,
                &[&NOMINAL, &BRANCH, &PIPE_THREAD, &MATERIAL],
            )
            .grid_where(&[nominal("1/4", "4"), nominal("1/8", "3"), terms(&[&BSP]), terms(&[&GALV, &BLACK_IRON])], smaller)
            .grid_where(&[nominal("1/4", "2"), nominal("1/8", "1-1/2"), terms(&[&BSP, &NPT]), terms(&[&S316])], smaller),
        );
    }
    for noun in [&BALL_VALVE, &GATE, &CHECK] {
        kinds.push(Kind::new("valves", noun, "{nominal size}", Sold::Each, &[&NOMINAL, &PIPE_THREAD, &MATERIAL]).grid(&[
            nominal("1/4", "4"),
            terms(&[&BSP, &NPT]),
            terms(&[&BRASS, &S316]),
        ]));
    }
    kinds.push(
        Kind::new("pipe", &PIPE, "{nominal size}[ {schedule}]", Sold::Bar, &[&NOMINAL, &SCHEDULE, &MATERIAL])
            .grid(&[nominal("1/2", "12"), terms(&[&SCH40, &SCH80, &SCH160]), terms(&[&BLACK_STEEL])])
            .grid(&[nominal("1/2", "6"), terms(&[&SCH40, &SCH80]), terms(&[&GALV_STEEL])])
            .grid(&[nominal("1/4", "8"), terms(&[&SCH10S, &SCH40S]), terms(&[&S304, &S316])]),
    );
    kinds.extend(tubes());
    kinds.extend(hoses());
    kinds
}

static SCH40: Term = term(&["SCH 40", "schedule 40", "sch40"], &["SCH40", "S40"], &["Sch. 40", "SCH 40"], &["SCH 40", "cédula 40"]);
static SCH80: Term = term(&["SCH 80", "schedule 80", "sch80"], &["SCH80", "S80"], &["Sch. 80", "SCH 80"], &["SCH 80", "cédula 80"]);
static SCH160: Term =
    term(&["SCH 160", "schedule 160", "sch160"], &["SCH160", "S160"], &["Sch. 160", "SCH 160"], &["SCH 160", "cédula 160"]);
static SCH10S: Term = term(&["SCH 10S", "schedule 10S"], &["SCH10S", "S10S"], &["Sch. 10S"], &["SCH 10S", "cédula 10S"]);
static SCH40S: Term = term(&["SCH 40S", "schedule 40S"], &["SCH40S", "S40S"], &["Sch. 40S"], &["SCH 40S", "cédula 40S"]);

fn tubes() -> Vec<Kind> {
    let wall = |cell: &[&Value]| {
        let (outside, wall) = (super::super::kind::length(cell[0]), super::super::kind::length(cell[1]));
        wall * 3 <= outside && wall * 40 >= outside
    };
    let size = "{outside diameter}[*{wall}]";
    vec![
        Kind::new("tube", &COPPER, size, Sold::Bar, &[&OUTSIDE, &WALL, &FINISH])
            .grid_where(&[mm("6 8 10 12 15 18 22 28 35 42 54"), mm("0.7 0.8 0.9 1 1.2 1.5 2"), terms(&[&HARD])], wall)
            .grid_where(&[mm("6 8 10 12 15 18 22"), mm("0.8 1"), terms(&[&SOFT])], wall),
        Kind::new("tube", &PRECISION, size, Sold::Metre, &[&OUTSIDE, &WALL])
            .grid_where(&[mm("4 6 8 10 12 14 15 16 18 20 22 25 28 30 35 38 42"), mm("1 1.5 2 2.5 3 4 5")], wall),
        Kind::new("tube", &INSTRUMENT, size, Sold::Metre, &[&OUTSIDE, &WALL, &MATERIAL])
            .grid_where(&[mm("3 6 8 10 12 14 16 18 20 22 25"), mm("0.5 1 1.2 1.5 2 2.5"), terms(&[&S304, &S316])], wall),
        Kind::new("tube", &COMPRESSION, "{outside diameter!}", Sold::Each, &[&OUTSIDE, &MATERIAL])
            .grid(&[mm("6 8 10 12 15 18 22 28 35 42"), terms(&[&BRASS, &S316])]),
        Kind::new("tube", &COMPRESSION_ELBOW, "{outside diameter!}", Sold::Each, &[&OUTSIDE, &MATERIAL])
            .grid(&[mm("6 8 10 12 15 18 22 28 35 42"), terms(&[&BRASS, &S316])]),
    ]
}

fn hoses() -> Vec<Kind> {
    let size = "{bore!}[ * {length!}]";
    vec![
        Kind::new("hoses", &GARDEN, size, Sold::Roll, &[&BORE, &LENGTH, &PRESSURE]).grid(&[
            mm("13 16 19 25 32"),
            metres("15 20 25 30 50"),
            of("8 12 20", &BAR),
        ]),
        Kind::new("hoses", &AIR, size, Sold::Roll, &[&BORE, &LENGTH, &PRESSURE]).grid(&[
            mm("6 8 9 10 13 19"),
            metres("10 15 20 25 50"),
            of("15 20", &BAR),
        ]),
        Kind::new("hoses", &CLAMP, "{range}", Sold::Boxed(&[10, 25, 50]), &[&RANGE, &WIDTH, &MATERIAL]).grid(&[
            codes("8-12 10-16 12-20 16-27 20-32 25-40 32-50 40-60 50-70 60-80 70-90 80-100 90-110"),
            mm("9 12"),
            terms(&[&W1, &W2, &W4]),
        ]),
    ]
}
