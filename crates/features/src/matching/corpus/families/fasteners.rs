//! Bolts, screws, nuts, washers, rod, anchors, rivets.
//!
//! Sizes after DIN 931/933/912/934/125/975, ISO 261 (threads), ASME B18.2.1 and B18.6.3 (imperial); the pairs of standards
//! after the concordance that DIN and ISO publish with the withdrawal of each DIN number.

use super::super::kind::{Kind, Sold, grades, inches, length, metric, mm, nothing, standards, terms};
use super::super::values::{Standard, Term, Value, term};
use super::axes::*;

pub static ZINC: Term = term(
    &["zinc plated", "zinc", "bright zinc plated", "zn plated"],
    &["ZP", "BZP", "ZN", "zinc pl"],
    &["verzinkt", "galv. verzinkt", "galvanisch verzinkt"],
    &["zincado", "cincado"],
);
pub static GALVANISED: Term = term(
    &["hot dip galvanised", "hot-dip galvanized", "HDG"],
    &["HDG", "hot dip galv"],
    &["feuerverzinkt", "tZn"],
    &["galvanizado en caliente", "galv. caliente"],
);
pub static PLAIN: Term =
    term(&["plain", "self colour", "uncoated"], &["plain", "self col"], &["blank", "unbeschichtet"], &["sin recubrimiento", "sin tratar"]);
pub static BLACK: Term = term(&["black", "black oxide"], &["blk", "BLK"], &["schwarz", "brüniert"], &["negro", "pavonado"]);
pub static YELLOW: Term = term(
    &["yellow passivated", "yellow zinc", "zinc yellow"],
    &["ZYP", "yell zinc", "YZP"],
    &["gelb verzinkt", "gelbverzinkt"],
    &["bicromatado", "zincado amarillo"],
);
pub static A2: Term = term(
    &["stainless A2", "A2 stainless steel", "A2", "stainless steel A2"],
    &["SS A2", "stnls A2", "A2 SS", "S/S A2"],
    &["Edelstahl A2", "A2", "rostfrei A2", "V2A"],
    &["inox A2", "A2", "acero inox A2"],
);
pub static A4: Term = term(
    &["stainless A4", "A4 stainless steel", "A4", "stainless steel A4"],
    &["SS A4", "stnls A4", "A4 SS", "S/S A4"],
    &["Edelstahl A4", "A4", "rostfrei A4", "V4A"],
    &["inox A4", "A4", "acero inox A4"],
);
static SS18: Term = term(
    &["18-8 stainless", "18-8 stainless steel", "stainless 18-8"],
    &["18-8 SS", "SS 18-8", "18-8 S/S"],
    &["Edelstahl 18-8"],
    &["inox 18-8"],
);

const fn standard(din: &'static str, iso: &'static str) -> Standard {
    Standard { din, iso, words: term(&[], &[], &[], &[]) }
}

static FULL: Standard = Standard {
    din: "933",
    iso: "4017",
    words: term(
        &["full thread", "fully threaded"],
        &["full thd", "fully thd"],
        &["Vollgewinde", "mit Vollgewinde"],
        &["rosca total", "todo rosca"],
    ),
};
static PARTIAL: Standard = Standard {
    din: "931",
    iso: "4014",
    words: term(
        &["partial thread", "part threaded", "partially threaded"],
        &["part thd", "partial thd"],
        &["mit Schaft", "Teilgewinde"],
        &["rosca parcial", "media rosca"],
    ),
};

const BOXES: Sold = Sold::Boxed(&[50, 100, 200]);
const LARGE_BOXES: Sold = Sold::Boxed(&[25, 50, 100]);

static HEX_BOLT: Term = term(
    &["hex bolt", "hexagon head bolt", "hex head bolt", "hexagon head screw", "hex head screw"],
    &["HEX BOLT", "HEX HD SCR", "BOLT HEX HD", "hex hd bolt"],
    &["Sechskantschraube", "6kt-Schraube", "Sechskantschrauben"],
    &["tornillo hexagonal", "tornillo cabeza hexagonal", "tornillos hexagonales"],
);
static SOCKET_CAP: Term = term(
    &["socket cap screw", "socket head cap screw", "hex socket cap screw", "allen cap screw"],
    &["SHCS", "SOC CAP SCR", "SKT CAP SCR", "SCR SOC HD CAP"],
    &["Zylinderschraube mit Innensechskant", "Inbusschraube", "Zylinderschraube ISK"],
    &["tornillo allen cilíndrico", "tornillo allen cabeza cilíndrica"],
);
static BUTTON: Term = term(
    &["button head socket screw", "socket button head screw", "button head allen screw"],
    &["BHCS", "SKT BTN HD SCR", "SOC BUTTON HD"],
    &["Linsenkopfschraube mit Innensechskant", "Linsenkopfschraube ISK", "Flachrundschraube ISK"],
    &["tornillo allen cabeza botón", "tornillo allen cabeza abombada"],
);
static SOCKET_CSK: Term = term(
    &["countersunk socket screw", "socket countersunk head screw", "flat head socket screw"],
    &["CSK SKT SCR", "SKT CSK SCR", "FHCS"],
    &["Senkschraube mit Innensechskant", "Senkschraube ISK", "Inbus-Senkschraube"],
    &["tornillo allen avellanado", "tornillo allen cabeza avellanada"],
);
static GRUB: Term = term(
    &["socket set screw", "grub screw", "hex socket set screw"],
    &["SKT SET SCR", "SOC SET", "GRUB SCR"],
    &["Gewindestift mit Innensechskant", "Madenschraube", "Gewindestift ISK"],
    &["espárrago allen", "prisionero allen"],
);
static MACHINE_CSK: Term = term(
    &["countersunk machine screw", "csk head machine screw"],
    &["CSK M/C SCR", "MACH SCR CSK"],
    &["Senkschraube", "Senkkopfschraube"],
    &["tornillo métrico avellanado", "tornillo avellanado rosca métrica"],
);
static MACHINE_PAN: Term = term(
    &["pan head machine screw", "machine screw pan head"],
    &["PAN M/C SCR", "MACH SCR PAN HD"],
    &["Linsenschraube", "Linsenkopfschraube"],
    &["tornillo métrico cabeza alomada", "tornillo alomado rosca métrica"],
);
static UNC_HEX: Term = term(
    &["hex cap screw", "hex head cap screw", "hex bolt", "hex head bolt"],
    &["HHCS", "HEX CAP SCR", "HEX HD CAP SCR"],
    &["Sechskantschraube"],
    &["tornillo hexagonal", "tornillo cabeza hexagonal"],
);
static UNC_SOCKET: Term = term(
    &["socket head cap screw", "socket cap screw"],
    &["SHCS", "SOC HD CAP SCR"],
    &["Zylinderschraube mit Innensechskant", "Inbusschraube"],
    &["tornillo allen cilíndrico"],
);
static MACHINE: Term = term(
    &["machine screw"],
    &["MACH SCR", "M/S", "MACHINE SCR"],
    &["Maschinenschraube"],
    &["tornillo para metal", "tornillo rosca máquina"],
);
static UNC_NUT: Term = term(&["finished hex nut", "hex nut"], &["HEX NUT", "NUT HEX FIN"], &["Sechskantmutter"], &["tuerca hexagonal"]);
static NUT: Term = term(
    &["hex nut", "hexagon nut", "full nut"],
    &["HEX NUT", "NUT HEX"],
    &["Sechskantmutter", "6kt-Mutter"],
    &["tuerca hexagonal", "tuercas hexagonales"],
);
static NYLOC: Term = term(
    &["nyloc nut", "nylon insert lock nut", "self locking nut"],
    &["NYLOC NUT", "NYL INS NUT", "NUT NYLOC"],
    &["Stoppmutter", "Sicherungsmutter", "selbstsichernde Mutter"],
    &["tuerca autoblocante", "tuerca autofrenante"],
);
static THIN_NUT: Term = term(
    &["thin hex nut", "hexagon thin nut", "half nut"],
    &["THIN NUT", "HALF NUT"],
    &["flache Sechskantmutter", "Sechskantmutter niedrige Form"],
    &["tuerca hexagonal baja", "contratuerca hexagonal"],
);
static FLANGE_NUT: Term = term(
    &["flange nut", "hex flange nut", "serrated flange nut"],
    &["FLG NUT", "NUT HEX FLG"],
    &["Sechskantmutter mit Flansch", "Flanschmutter"],
    &["tuerca con arandela", "tuerca con brida"],
);
static WING_NUT: Term = term(&["wing nut"], &["WING NUT"], &["Flügelmutter"], &["tuerca mariposa", "palomilla"]);
static DOME_NUT: Term = term(&["dome nut", "cap nut", "acorn nut"], &["DOME NUT", "CAP NUT"], &["Hutmutter"], &["tuerca ciega"]);
static WASHER: Term = term(
    &["flat washer", "form A flat washer"],
    &["FLAT WASHER", "WSHR FLAT", "WASHER FLT"],
    &["Unterlegscheibe", "Scheibe Form A", "U-Scheibe"],
    &["arandela plana", "arandelas planas"],
);
static PENNY: Term = term(
    &["large flat washer", "penny washer", "fender washer"],
    &["PENNY WSHR", "LGE WASHER", "FENDER WSHR"],
    &["Karosseriescheibe", "große Unterlegscheibe"],
    &["arandela ancha", "arandela plana ancha"],
);
static SPRING_WASHER: Term = term(
    &["spring washer", "spring lock washer"],
    &["SPRG WSHR", "SPR WASHER", "LOCK WSHR SPRING"],
    &["Federring", "Federringe"],
    &["arandela grower", "arandela muelle"],
);
static WOOD_SCREW: Term = term(
    &["wood screw", "chipboard screw", "woodscrew"],
    &["WD SCR", "CHIPBD SCR", "WOOD SCR"],
    &["Spanplattenschraube", "Holzschraube"],
    &["tirafondo", "tornillo para madera", "tornillo aglomerado"],
);
static IMPERIAL_WOOD: Term = term(&["wood screw", "woodscrew"], &["WD SCR", "WOOD SCR"], &["Holzschraube"], &["tornillo para madera"]);
static SELF_TAPPING: Term = term(
    &["self tapping screw", "self-tapping screw", "sheet metal screw"],
    &["S/T SCR", "SELF TAP SCR", "SMS"],
    &["Blechschraube"],
    &["tornillo rosca chapa", "tornillo autorroscante"],
);
static SELF_DRILLING: Term = term(
    &["self drilling screw", "tek screw", "self-drilling hex screw"],
    &["S/D SCR", "TEK SCR", "SELF DRILL SCR"],
    &["Bohrschraube"],
    &["tornillo autotaladrante", "tornillo autoperforante"],
);
static COACH: Term = term(
    &["coach screw", "lag screw", "hex wood screw"],
    &["COACH SCR", "LAG SCR"],
    &["Schlüsselschraube", "Sechskant-Holzschraube"],
    &["barraquero", "tirafondo hexagonal"],
);
static ROD: Term = term(
    &["threaded rod", "studding", "threaded bar", "all thread"],
    &["THD ROD", "ALLTHREAD", "STUDDING"],
    &["Gewindestange", "Gewindestab"],
    &["varilla roscada", "espárrago roscado"],
);
static THROUGH_BOLT: Term = term(
    &["wedge anchor", "through bolt", "expansion anchor bolt"],
    &["WEDGE ANCH", "THRU BOLT"],
    &["Bolzenanker", "Ankerbolzen"],
    &["taco metálico pasante", "anclaje de expansión"],
);
static DROP_IN: Term = term(
    &["drop-in anchor", "drop in anchor"],
    &["DROP-IN ANCH", "DI ANCHOR"],
    &["Einschlaganker", "Schlaganker"],
    &["taco hembra", "anclaje hembra"],
);
static PLUG: Term = term(
    &["nylon wall plug", "nylon plug", "wall plug nylon"],
    &["NYL PLUG", "WALL PLUG"],
    &["Dübel", "Nylondübel"],
    &["taco de nylon", "taco nylon"],
);
static FRAME_FIXING: Term = term(&["frame fixing", "frame plug"], &["FRAME FIX"], &["Rahmendübel"], &["taco largo para marcos"]);
static CONCRETE_SCREW: Term = term(
    &["concrete screw", "concrete anchor screw"],
    &["CONC SCR", "CONCRETE SCR"],
    &["Betonschraube", "Schraubanker"],
    &["tornillo para hormigón"],
);
static RIVET: Term = term(
    &["blind rivet", "pop rivet"],
    &["BLIND RVT", "POP RIVET", "RVT BLIND"],
    &["Blindniet", "Blindnieten"],
    &["remache ciego", "remache pop"],
);
static PIN: Term = term(
    &["spring pin", "roll pin", "slotted spring pin"],
    &["ROLL PIN", "SPRG PIN"],
    &["Spannstift", "Spannhülse"],
    &["pasador elástico"],
);
static DOWEL: Term = term(&["dowel pin", "parallel dowel pin"], &["DOWEL PIN"], &["Zylinderstift"], &["pasador cilíndrico"]);
static COTTER: Term = term(&["split pin", "cotter pin"], &["SPLIT PIN", "COTTER"], &["Splint"], &["pasador de aletas"]);

static S912: Standard = standard("912", "4762");
static S7380: Standard = Standard { din: "", iso: "7380-1", words: term(&[], &[], &[], &[]) };
static S7991: Standard = standard("7991", "10642");
static S913: Standard =
    Standard { din: "913", iso: "4026", words: term(&["flat point"], &["FLT PT"], &["mit Kegelkuppe"], &["punta plana"]) };
static S914: Standard =
    Standard { din: "914", iso: "4027", words: term(&["cone point"], &["CONE PT"], &["mit Spitze"], &["punta cónica"]) };
static S916: Standard =
    Standard { din: "916", iso: "4029", words: term(&["cup point"], &["CUP PT"], &["mit Ringschneide"], &["punta ahuecada"]) };
static S965: Standard = standard("965", "7046");
static S7985: Standard = standard("7985", "7045");
static S934: Standard = standard("934", "4032");
static S985: Standard = standard("985", "10511");
static S439: Standard = standard("439", "4035");
static S6923: Standard = standard("6923", "4161");
static S315: Standard = standard("315", "");
static S1587: Standard = standard("1587", "");
static S125: Standard = standard("125", "7089");
static S9021: Standard = standard("9021", "7093");
static S127: Standard = standard("127", "");
static S571: Standard = standard("571", "");
static S975: Standard = standard("975", "");
static S7504: Standard = standard("7504", "15480");
static S1481: Standard = standard("1481", "8752");
static S6325: Standard = standard("6325", "8734");
static S94: Standard = standard("94", "1234");

static CSK: Term = term(&["countersunk", "csk", "flat head"], &["CSK", "FLT HD"], &["Senkkopf"], &["avellanado", "cabeza avellanada"]);
static PAN: Term = term(&["pan head"], &["PAN HD", "PH HD"], &["Linsenkopf"], &["cabeza alomada", "alomada"]);
static TORX: Term = term(&["torx", "TX"], &["TX", "TORX"], &["Torx", "TX"], &["torx", "TX"]);
static POZI: Term = term(&["pozi", "pozidriv", "PZ"], &["PZ", "POZI"], &["Pozidriv", "PZ"], &["pozidriv", "PZ"]);
static PHILLIPS: Term =
    term(&["phillips", "cross recess PH"], &["PHIL", "PH"], &["Kreuzschlitz PH", "Phillips"], &["phillips", "estrella PH"]);
static SLOTTED: Term = term(&["slotted"], &["SLOT", "SLTD"], &["Schlitz", "geschlitzt"], &["ranurado"]);
static ALU_STEEL: Term = term(&["aluminium/steel", "alu/steel"], &["AL/ST", "ALU/ST"], &["Alu/Stahl"], &["aluminio/acero"]);
static STEEL_STEEL: Term = term(&["steel/steel"], &["ST/ST"], &["Stahl/Stahl"], &["acero/acero"]);
static INOX_INOX: Term = term(&["stainless A2/A2", "A2/A2"], &["A2/A2", "SS/SS A2"], &["Edelstahl A2/A2", "A2/A2"], &["inox A2/A2"]);

/// Coatings with the classes they are made in.
fn steels() -> Vec<(Vec<Value>, Vec<Value>)> {
    vec![
        (grades("8.8"), terms(&[&ZINC, &GALVANISED, &PLAIN])),
        (grades("10.9"), terms(&[&ZINC, &PLAIN])),
        (grades("A2-70 A4-80"), nothing()),
    ]
}

/// A screw is between one and a half and eighteen diameters long.
fn screw(cell: &[&Value]) -> bool {
    let (diameter, long) = (length(cell[0]), length(cell[1]));
    long * 2 >= diameter * 3 && long <= diameter * 18
}

const LENGTHS: &str = "6 8 10 12 16 20 25 30 35 40 45 50 55 60 65 70 75 80 90 100 110 120 130 140 150 160 180 200";

pub fn kinds() -> Vec<Kind> {
    let mut kinds = vec![hexagon(), imperial_hexagon(), imperial_socket(), machine()];
    for (noun, standards) in
        [(&SOCKET_CAP, vec![&S912]), (&BUTTON, vec![&S7380]), (&SOCKET_CSK, vec![&S7991]), (&GRUB, vec![&S913, &S914, &S916])]
    {
        kinds.push(socket(noun, &standards));
    }
    for (noun, standard) in [(&MACHINE_CSK, &S965), (&MACHINE_PAN, &S7985)] {
        let kind = Kind::new("machine screws", noun, "{thread}[*{length}]", BOXES, &[&THREAD, &LENGTH, &STANDARD, &CLASS, &FINISH]);
        let kind = kind.turned("{length!} {thread}");
        let kind = kind.grid_where(&[metric("3 4 5 6 8"), mm(LENGTHS), standards(&[standard]), grades("4.8"), terms(&[&ZINC])], screw);
        kinds.push(kind.grid_where(&[metric("3 4 5 6 8"), mm(LENGTHS), standards(&[standard]), terms(&[&A2, &A4]), nothing()], screw));
    }
    for (noun, standard, threads) in [
        (&NUT, &S934, "2 2.5 3 4 5 6 8 8x1 10 10x1.25 12 12x1.5 14 16 16x1.5 18 20 22 24 27 30 33 36"),
        (&NYLOC, &S985, "3 4 5 6 8 10 12 14 16 18 20 24"),
        (&THIN_NUT, &S439, "4 5 6 8 10 12 14 16 18 20 24 30"),
        (&FLANGE_NUT, &S6923, "5 6 8 10 12 14 16 20"),
    ] {
        let kind = Kind::new("nuts", noun, "{thread}", BOXES, &[&THREAD, &STANDARD, &CLASS, &FINISH]);
        let kind = kind.grid(&[metric(threads), standards(&[standard]), grades("8"), terms(&[&ZINC, &GALVANISED, &PLAIN])]);
        let kind = kind.grid(&[metric(threads), standards(&[standard]), grades("10"), terms(&[&ZINC, &PLAIN])]);
        kinds.push(kind.grid(&[metric(threads), standards(&[standard]), terms(&[&A2, &A4]), nothing()]));
    }
    for (noun, standard) in [(&WING_NUT, &S315), (&DOME_NUT, &S1587)] {
        let kind = Kind::new("nuts", noun, "{thread}", BOXES, &[&THREAD, &STANDARD, &FINISH]);
        kinds.push(kind.grid(&[metric("4 5 6 8 10 12 16"), standards(&[standard]), terms(&[&ZINC, &A2, &A4])]));
    }
    for (noun, standard) in [(&WASHER, &S125), (&PENNY, &S9021), (&SPRING_WASHER, &S127)] {
        let kind = Kind::new("washers", noun, "{thread}", Sold::Boxed(&[100, 200, 500]), &[&THREAD, &STANDARD, &FINISH]);
        let sizes = metric("3 4 5 6 8 10 12 14 16 18 20 22 24 27 30 36");
        kinds.push(kind.grid(&[sizes, standards(&[standard]), terms(&[&ZINC, &GALVANISED, &BLACK, &A2, &A4])]));
    }
    kinds.extend(wood());
    kinds.extend(anchors());
    kinds.extend(pins());
    let kind = Kind::new("threaded rod", &ROD, "{thread}[*{length}]", Sold::Bar, &[&THREAD, &LENGTH, &STANDARD, &CLASS, &FINISH]);
    let threads = "3 4 5 6 8 10 12 14 16 18 20 22 24 27 30 36";
    let kind =
        kind.grid(&[metric(threads), mm("1000 2000 3000"), standards(&[&S975]), grades("4.8 8.8"), terms(&[&ZINC, &GALVANISED, &PLAIN])]);
    let kind = kind.grid(&[metric(threads), mm("1000 2000 3000"), standards(&[&S975]), grades("10.9"), terms(&[&PLAIN])]);
    kinds.push(kind.grid(&[metric(threads), mm("1000 2000 3000"), standards(&[&S975]), terms(&[&A2, &A4]), nothing()]));
    kinds
}

fn hexagon() -> Kind {
    let mut kind = Kind::new("hex bolts", &HEX_BOLT, "{thread}[*{length}]", BOXES, &[&THREAD, &LENGTH, &STANDARD, &CLASS, &FINISH])
        .turned("{length!} {thread}");
    for (classes, finishes) in steels() {
        let threads = "4 5 6 8 8x1 10 10x1.25 12 12x1.5 14 16 18 20 22 24";
        kind = kind.grid_where(&[metric(threads), mm(LENGTHS), standards(&[&FULL]), classes.clone(), finishes.clone()], |cell| {
            screw(cell) && length(cell[1]) <= 10 * length(cell[0])
        });
        let threads = "6 8 10 12 14 16 18 20 22 24 27 30";
        kind = kind.grid_where(&[metric(threads), mm(LENGTHS), standards(&[&PARTIAL]), classes, finishes], |cell| {
            screw(cell) && length(cell[1]) >= 4 * length(cell[0])
        });
    }
    kind
}

fn socket(noun: &'static Term, norms: &[&'static Standard]) -> Kind {
    let kind = Kind::new("socket screws", noun, "{thread}[*{length}]", BOXES, &[&THREAD, &LENGTH, &STANDARD, &CLASS, &FINISH]);
    let kind = kind.turned("{length!} {thread}");
    let lengths = mm(LENGTHS);
    if norms.len() > 1 {
        let kind = kind.grid_where(&[metric("3 4 5 6 8 10 12"), lengths.clone(), standards(norms), grades("45H"), terms(&[&BLACK])], grub);
        return kind.grid_where(&[metric("3 4 5 6 8 10 12"), lengths, standards(norms), terms(&[&A2, &A4]), nothing()], grub);
    }
    let threads = "3 4 5 6 8 10 12 16";
    let kind = kind.grid_where(&[metric(threads), lengths.clone(), standards(norms), grades("8.8"), terms(&[&ZINC, &BLACK])], screw);
    let kind = kind.grid_where(&[metric(threads), lengths.clone(), standards(norms), grades("12.9"), terms(&[&BLACK])], screw);
    kind.grid_where(&[metric(threads), lengths, standards(norms), grades("A2-70 A4-70"), nothing()], screw)
}

fn grub(cell: &[&Value]) -> bool {
    length(cell[1]) >= length(cell[0]) && length(cell[1]) <= 5 * length(cell[0])
}

const fn unified(size: &'static str, threads: i64, coarse: bool) -> Value {
    Value::Unified { size, threads, coarse }
}

/// Source: ASME B1.1.
fn unified_bolts() -> Vec<Value> {
    let series = [
        ("1/4", 20, 28),
        ("5/16", 18, 24),
        ("3/8", 16, 24),
        ("7/16", 14, 20),
        ("1/2", 13, 20),
        ("5/8", 11, 18),
        ("3/4", 10, 16),
        ("7/8", 9, 14),
        ("1", 8, 12),
    ];
    series.into_iter().flat_map(|(size, coarse, fine)| [unified(size, coarse, true), unified(size, fine, false)]).collect()
}

static GRADE_5: Term = term(&["grade 5", "Gr. 5", "SAE grade 5"], &["GR5", "GR.5"], &["Grade 5", "Gr. 5"], &["grado 5"]);
static GRADE_8: Term = term(&["grade 8", "Gr. 8", "SAE grade 8"], &["GR8", "GR.8"], &["Grade 8", "Gr. 8"], &["grado 8"]);

fn imperial_hexagon() -> Kind {
    let lengths = "1/2 3/4 1 1-1/4 1-1/2 1-3/4 2 2-1/4 2-1/2 2-3/4 3 3-1/2 4 4-1/2 5 6";
    Kind::new("imperial bolts", &UNC_HEX, "{thread}[ * {length}]", LARGE_BOXES, &[&THREAD, &LENGTH, &CLASS, &FINISH])
        .grid(&[unified_bolts(), inches(lengths), terms(&[&GRADE_5]), terms(&[&ZINC, &GALVANISED])])
        .grid(&[unified_bolts(), inches(lengths), terms(&[&GRADE_8]), terms(&[&YELLOW])])
        .grid(&[unified_bolts(), inches(lengths), terms(&[&SS18]), nothing()])
}

fn imperial_socket() -> Kind {
    let lengths = "1/2 5/8 3/4 1 1-1/4 1-1/2 1-3/4 2 2-1/2 3";
    Kind::new("imperial bolts", &UNC_SOCKET, "{thread}[ * {length}]", LARGE_BOXES, &[&THREAD, &LENGTH, &FINISH]).grid(&[
        unified_bolts(),
        inches(lengths),
        terms(&[&BLACK, &SS18]),
    ])
}

fn machine() -> Kind {
    let threads = vec![
        unified("#4", 40, true),
        unified("#6", 32, true),
        unified("#8", 32, true),
        unified("#10", 24, true),
        unified("#10", 32, false),
        unified("1/4", 20, true),
    ];
    let lengths = "1/4 3/8 1/2 5/8 3/4 1 1-1/4 1-1/2 2";
    Kind::new("imperial bolts", &MACHINE, "{thread}[ * {length}]", BOXES, &[&THREAD, &LENGTH, &HEAD, &DRIVE, &FINISH]).grid(&[
        threads,
        inches(lengths),
        terms(&[&PAN, &CSK]),
        terms(&[&PHILLIPS, &SLOTTED]),
        terms(&[&ZINC, &SS18]),
    ])
}

fn wood() -> Vec<Kind> {
    let slim = |cell: &[&Value]| {
        let (diameter, long) = (length(cell[0]), length(cell[1]));
        long >= 4 * diameter && long <= 28 * diameter
    };
    let self_tapping = |cell: &[&Value]| length(cell[1]) >= 2 * length(cell[0]) && length(cell[1]) <= 12 * length(cell[0]);
    let number = |list: &str| list.split_whitespace().map(|gauge| Value::Code(format!("#{gauge}"))).collect::<Vec<_>>();
    let mut kinds = vec![
        Kind::new(
            "wood screws",
            &WOOD_SCREW,
            "{diameter}[*{length}]",
            Sold::Boxed(&[100, 200, 500]),
            &[&DIAMETER, &LENGTH, &HEAD, &DRIVE, &FINISH],
        )
        .grid_where(
            &[
                mm("3 3.5 4 4.5 5 6 8"),
                mm("16 20 25 30 35 40 45 50 60 70 80 90 100 120 140 160 180 200"),
                terms(&[&CSK, &PAN]),
                terms(&[&TORX, &POZI]),
                terms(&[&YELLOW, &ZINC, &A2]),
            ],
            slim,
        ),
        Kind::new("wood screws", &IMPERIAL_WOOD, "{diameter}[ * {length}]", BOXES, &[&DIAMETER, &LENGTH, &HEAD, &DRIVE, &FINISH]).grid(&[
            number("6 8 10 12"),
            inches("1/2 5/8 3/4 1 1-1/4 1-1/2 1-3/4 2 2-1/2 3"),
            terms(&[&CSK]),
            terms(&[&PHILLIPS, &SLOTTED]),
            terms(&[&ZINC, &SS18]),
        ]),
        Kind::new("self-tapping screws", &SELF_TAPPING, "{diameter}[*{length}]", BOXES, &[&DIAMETER, &LENGTH, &HEAD, &DRIVE, &FINISH])
            .grid_where(
                &[
                    mm("2.9 3.5 3.9 4.2 4.8 5.5 6.3"),
                    mm("9.5 13 16 19 22 25 32 38 45 50"),
                    terms(&[&PAN, &CSK]),
                    terms(&[&PHILLIPS, &TORX]),
                    terms(&[&ZINC, &A2, &BLACK]),
                ],
                self_tapping,
            ),
        Kind::new("self-tapping screws", &SELF_DRILLING, "{diameter}[*{length}]", BOXES, &[&DIAMETER, &LENGTH, &STANDARD, &FINISH])
            .grid_where(
                &[mm("3.9 4.2 4.8 5.5 6.3"), mm("13 16 19 22 25 32 38 50 60 70"), standards(&[&S7504]), terms(&[&ZINC, &A2])],
                self_tapping,
            ),
    ];
    let coach = Kind::new("wood screws", &COACH, "{diameter}[*{length}]", LARGE_BOXES, &[&DIAMETER, &LENGTH, &STANDARD, &FINISH]);
    let lengths = "30 40 50 60 70 80 90 100 120 140 160 180 200";
    kinds.push(coach.grid_where(&[mm("6 8 10 12"), mm(lengths), standards(&[&S571]), terms(&[&ZINC, &GALVANISED, &A2])], slim));
    kinds
}

fn anchors() -> Vec<Kind> {
    let sensible = |cell: &[&Value]| length(cell[1]) >= 6 * length(cell[0]) && length(cell[1]) <= 20 * length(cell[0]);
    vec![
        Kind::new("anchors", &THROUGH_BOLT, "{thread}[*{length}]", Sold::Boxed(&[20, 25, 50]), &[&THREAD, &LENGTH, &FINISH]).grid_where(
            &[metric("6 8 10 12 16 20"), mm("60 75 80 90 95 100 115 120 140 145 160 180 200 220"), terms(&[&ZINC, &GALVANISED, &A4])],
            sensible,
        ),
        Kind::new("anchors", &DROP_IN, "{thread}[*{length}]", Sold::Boxed(&[25, 50, 100]), &[&THREAD, &LENGTH, &FINISH])
            .grid_where(&[metric("6 8 10 12 16"), mm("25 30 40 50 65"), terms(&[&ZINC, &A4])], |cell| {
                length(cell[1]) >= 3 * length(cell[0]) && length(cell[1]) <= 5 * length(cell[0])
            }),
        Kind::new("anchors", &PLUG, "{diameter}[*{length}]", Sold::Boxed(&[50, 100]), &[&DIAMETER, &LENGTH])
            .grid_where(&[mm("5 6 8 10 12 14 16"), mm("25 30 35 40 50 60 70 80")], |cell| {
                length(cell[1]) >= 4 * length(cell[0]) && length(cell[1]) <= 7 * length(cell[0])
            }),
        Kind::new("anchors", &FRAME_FIXING, "{diameter}[*{length}]", Sold::Boxed(&[50, 100]), &[&DIAMETER, &LENGTH, &FINISH])
            .grid_where(&[mm("8 10"), mm("60 80 100 115 120 135 140 160 185 200 230"), terms(&[&ZINC, &A4])], sensible),
        Kind::new("anchors", &CONCRETE_SCREW, "{diameter}[*{length}]", Sold::Boxed(&[50, 100]), &[&DIAMETER, &LENGTH, &HEAD, &FINISH])
            .grid_where(
                &[mm("6 7.5 8 10 12 14"), mm("40 50 60 70 80 90 100 120 140 160"), terms(&[&HEXAGON, &CSK]), terms(&[&ZINC, &A4])],
                |cell| length(cell[1]) >= 5 * length(cell[0]) && length(cell[1]) <= 16 * length(cell[0]),
            ),
    ]
}

static HEXAGON: Term = term(&["hex head", "hexagon head"], &["HEX HD"], &["Sechskantkopf"], &["cabeza hexagonal"]);

fn pins() -> Vec<Kind> {
    let sensible = |cell: &[&Value]| length(cell[1]) >= 2 * length(cell[0]) && length(cell[1]) <= 16 * length(cell[0]);
    let rivet = |cell: &[&Value]| length(cell[1]) >= 2 * length(cell[0]) && length(cell[1]) <= 7 * length(cell[0]);
    let pin = |noun: &'static Term, norm: &'static Standard, finishes: &[&'static Term]| {
        Kind::new("pins and rivets", noun, "{diameter}[*{length}]", LARGE_BOXES, &[&DIAMETER, &LENGTH, &STANDARD, &MATERIAL]).grid_where(
            &[mm("2 2.5 3 4 5 6 8 10"), mm("10 12 16 20 24 30 32 36 40 50 60 80"), standards(&[norm]), terms(finishes)],
            sensible,
        )
    };
    vec![
        pin(&PIN, &S1481, &[&PLAIN, &A2]),
        pin(&DOWEL, &S6325, &[&HARDENED, &A4]),
        pin(&COTTER, &S94, &[&ZINC, &A2]),
        Kind::new("pins and rivets", &RIVET, "{diameter}[*{length}]", Sold::Boxed(&[100, 250, 500]), &[&DIAMETER, &LENGTH, &MATERIAL])
            .grid_where(
                &[mm("2.4 3 3.2 4 4.8 5 6 6.4"), mm("6 8 10 12 14 16 18 20 25 30"), terms(&[&ALU_STEEL, &STEEL_STEEL, &INOX_INOX])],
                rivet,
            ),
    ]
}

static HARDENED: Term = term(&["hardened steel", "hardened"], &["HARD STL"], &["gehärtet"], &["acero templado"]);

/// Nuts that go with unified threads.
pub fn unified_nuts() -> Kind {
    Kind::new("nuts", &UNC_NUT, "{thread}", LARGE_BOXES, &[&THREAD, &CLASS, &FINISH])
        .grid(&[unified_bolts(), terms(&[&GRADE_5]), terms(&[&ZINC, &GALVANISED])])
        .grid(&[unified_bolts(), terms(&[&GRADE_8]), terms(&[&YELLOW])])
        .grid(&[unified_bolts(), terms(&[&SS18]), nothing()])
}
