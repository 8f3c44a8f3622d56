//! What decides an article, and the units of it.

use super::super::kind::Axis;
use super::super::values::Measure;

const fn axis(name: &'static str, called: &'static [&'static str]) -> Axis {
    Axis { name, called }
}

pub static THREAD: Axis = axis("thread", &["thread", "diameter", "size"]);
pub static LENGTH: Axis = axis("length", &["length", "long"]);
pub static STANDARD: Axis = axis("standard", &["standard", "din", "iso", "thread length", "fully threaded", "full thread", "shank"]);
pub static CLASS: Axis = axis("class", &["class", "grade", "strength", "material"]);
pub static FINISH: Axis = axis("finish", &["finish", "coating", "surface", "material", "plating"]);
pub static MATERIAL: Axis = axis("material", &["material", "alloy", "steel", "finish"]);
pub static HEAD: Axis = axis("head", &["head"]);
pub static DRIVE: Axis = axis("drive", &["drive", "recess", "bit"]);
pub static DIAMETER: Axis = axis("diameter", &["diameter", "size", "gauge"]);
pub static BORE: Axis = axis("bore", &["bore", "arbor", "hole", "inner diameter", "inside diameter", "size"]);
pub static OUTSIDE: Axis = axis("outside diameter", &["outside diameter", "outer diameter", "diameter", "size"]);
pub static WALL: Axis = axis("wall", &["wall", "thickness", "size"]);
pub static THICKNESS: Axis = axis("thickness", &["thickness", "thick", "size", "gauge"]);
pub static WIDTH: Axis = axis("width", &["width", "wide", "size"]);
pub static HEIGHT: Axis = axis("height", &["height", "width", "depth", "size"]);
pub static NOMINAL: Axis = axis("nominal size", &["nominal", "size", "diameter", "dn"]);
pub static BRANCH: Axis = axis("reduced size", &["reduced", "size", "diameter", "dn"]);
pub static PIPE_THREAD: Axis = axis("thread type", &["thread", "bsp", "npt"]);
pub static SCHEDULE: Axis = axis("schedule", &["schedule", "wall", "thickness"]);
pub static CORES: Axis = axis("cores", &["core", "conductor", "size"]);
pub static COLOUR: Axis = axis("colour", &["colour", "color"]);
pub static GRIT: Axis = axis("grit", &["grit", "grain"]);
pub static TEETH: Axis = axis("teeth", &["teeth", "tooth"]);
pub static FOR: Axis = axis("for", &["for", "material", "use", "type", "application"]);
pub static SEAL: Axis = axis("seal", &["seal", "shield", "suffix", "open"]);
pub static SERIES: Axis = axis("type", &["type", "series", "number", "designation"]);
pub static CLEARANCE: Axis = axis("clearance", &["clearance"]);
pub static SIZE: Axis = axis("size", &["size"]);
pub static SAFETY: Axis = axis("safety class", &["class", "s1p", "s3"]);
pub static VOLTAGE: Axis = axis("voltage", &["voltage", "volt"]);
pub static CAPACITY: Axis = axis("capacity", &["capacity", "ampere", "ah"]);
pub static BRAND: Axis = axis("brand", &["brand", "make", "platform"]);
pub static SCOPE: Axis = axis("scope", &["kit", "bare", "batter", "scope", "without", "with"]);
pub static BASE: Axis = axis("base", &["base", "cap", "fitting", "socket"]);
pub static POWER: Axis = axis("power", &["power", "watt"]);
pub static LIGHT: Axis = axis("colour temperature", &["temperature", "kelvin", "colour", "color"]);
pub static DIMMING: Axis = axis("dimming", &["dim"]);
pub static CURRENT: Axis = axis("current", &["current", "amp", "rating"]);
pub static CURVE: Axis = axis("curve", &["curve", "characteristic", "type", "current"]);
pub static POLES: Axis = axis("poles", &["pole"]);
pub static BREAKING: Axis = axis("breaking capacity", &["breaking", "capacity", "ka"]);
pub static RESIDUAL: Axis = axis("residual current", &["residual", "ma", "sensitivity", "current"]);
pub static PRESSURE: Axis = axis("pressure", &["pressure", "bar"]);
pub static LOAD: Axis = axis("load", &["load", "capacity", "wll", "weight"]);
pub static CONTENT: Axis = axis("content", &["content", "volume", "litre", "size", "pack"]);
pub static GLOSS: Axis = axis("gloss", &["gloss", "sheen", "finish"]);
pub static SPEED: Axis = axis("speed", &["speed", "blow", "characteristic", "type"]);
pub static RANGE: Axis = axis("range", &["range", "diameter", "size"]);

const fn measure(english: &'static [&'static str], german: &'static [&'static str], spanish: &'static [&'static str]) -> Measure {
    Measure { english, german, spanish }
}

pub static VOLT: Measure = measure(&["{} V", "{}V", "{} volt"], &["{} V", "{}V", "{} Volt"], &["{} V", "{}V", "{} voltios"]);
pub static AMPERE_HOUR: Measure = measure(&["{} Ah", "{}Ah"], &["{} Ah", "{}Ah"], &["{} Ah", "{}Ah"]);
pub static WATT: Measure = measure(&["{} W", "{}W", "{} watt"], &["{} W", "{}W", "{} Watt"], &["{} W", "{}W"]);
pub static KELVIN: Measure = measure(&["{} K", "{}K"], &["{} K", "{}K"], &["{} K", "{}K"]);
pub static AMPERE: Measure = measure(&["{} A", "{}A", "{} amp"], &["{} A", "{}A"], &["{} A", "{}A"]);
pub static KILOAMPERE: Measure = measure(&["{} kA", "{}kA"], &["{} kA", "{}kA"], &["{} kA", "{}kA"]);
pub static MILLIAMPERE: Measure = measure(&["{} mA", "{}mA"], &["{} mA", "{}mA"], &["{} mA", "{}mA"]);
pub static BAR: Measure = measure(&["{} bar"], &["{} bar"], &["{} bar"]);
pub static TEETH_COUNT: Measure = measure(&["{}T", "{} teeth", "{} T"], &["{} Zähne", "Z{}"], &["{} dientes", "{}D"]);
pub static GRAIN: Measure = measure(&["P{}", "grit {}", "{} grit"], &["Korn {}", "K{}", "P{}"], &["grano {}", "P{}"]);
pub static GARMENT: Measure = measure(&["size {}", "sz {}", "size {}"], &["Größe {}", "Gr. {}"], &["talla {}", "T.{}"]);
pub static SHOE: Measure = measure(&["size {}", "EU {}", "sz {}"], &["Größe {}", "Gr. {}"], &["talla {}", "nº {}"]);
pub static POLE: Measure = measure(&["{}P", "{} pole", "{}-pole"], &["{}-polig", "{}P"], &["{}P", "{} polos"]);
pub static TONNE: Measure = measure(&["{} t", "{}t", "{} ton"], &["{} t", "{}t"], &["{} t", "{} Tn"]);
pub static KILOGRAM: Measure = measure(&["{} kg", "{}kg"], &["{} kg", "{}kg"], &["{} kg", "{}kg"]);
pub static LITRE: Measure = measure(&["{} l", "{} L", "{} litre", "{}L"], &["{} l", "{} Liter", "{}L"], &["{} l", "{} litros", "{}L"]);
pub static GAUGE: Measure = measure(&["AWG {}", "AWG{}", "{} AWG"], &["AWG {}", "AWG{}"], &["AWG {}", "AWG{}"]);
pub static SQUARE: Measure = measure(&["{} mm²", "{} mm2", "{}mm²", "{} sqmm"], &["{} mm²", "{} qmm", "{}mm2"], &["{} mm²", "{} mm2"]);
pub static DECANEWTON: Measure = measure(&["LC {} daN", "{} daN"], &["LC {} daN", "{} daN"], &["LC {} daN", "{} daN"]);
pub static PER_INCH: Measure = measure(&["{} TPI", "{}TPI", "{} tpi"], &["{} ZpZ", "{} TPI"], &["{} TPI", "{} dpp"]);
pub static SHORE: Measure = measure(&["{} Shore A", "{} ShA"], &["{} Shore A", "{} Shore"], &["{} Shore A", "{} ShA"]);
pub static MICRON: Measure = measure(&["{} micron", "{} µm"], &["{} µm", "{} my"], &["{} micras", "{} µm"]);
