//! Units of measure: their spellings, kinds and exact factors.
//!
//! Source of the factors: the international yard and pound (1959), the US gallon (231 cubic inches).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Kind;

/// A unit: what it measures, its size in the kind's base unit as a fraction, its sign, its spellings in lower case.
pub(super) struct Unit {
    pub(super) kind: Kind,
    above: i64,
    below: i64,
    sign: &'static str,
    names: &'static [&'static str],
}

const fn unit(kind: Kind, above: i64, below: i64, sign: &'static str, names: &'static [&'static str]) -> Unit {
    Unit { kind, above, below, sign, names }
}

/// Row 0 is "no unit". Rows are stored in indexes: new ones go to the end.
const UNITS: &[Unit] = &[
    unit(Kind::Dimension, 1, 1, "", &[]),
    unit(Kind::Length, 1, 1, "mm", &["mm", "mms", "millimeter", "millimetre", "millimeters", "millimetres", "milimetro", "milimetros"]),
    unit(Kind::Length, 10, 1, "cm", &["cm", "cms", "centimeter", "centimetre", "centimeters", "centimetres", "centimetro", "centimetros"]),
    unit(Kind::Length, 1000, 1, "m", &["m", "mt", "mts", "mtr", "mtrs", "meter", "metre", "meters", "metres", "metro", "metros"]),
    unit(
        Kind::Length,
        254,
        10,
        "in",
        &["\"", "''", "in", "inch", "inches", "zoll", "pulgada", "pulgadas", "pulg", "pollici", "pouces", "polegadas"],
    ),
    unit(Kind::Length, 3048, 10, "ft", &["'", "ft", "foot", "feet"]),
    unit(Kind::Length, 1, 1000, "um", &["um", "micron", "microns"]),
    unit(Kind::Area, 1, 1, "mm2", &["mm2", "qmm", "sqmm", "mmq"]),
    unit(Kind::Area, 1_000_000, 1, "m2", &["m2", "sqm", "qm"]),
    unit(Kind::Voltage, 1, 1, "V", &["v", "volt", "volts", "voltios", "vac", "vdc"]),
    unit(Kind::Voltage, 1000, 1, "kV", &["kv"]),
    unit(Kind::Current, 1, 1, "A", &["a", "amp", "amps", "ampere", "amperes", "amperios"]),
    unit(Kind::Current, 1, 1000, "mA", &["ma"]),
    unit(Kind::Power, 1, 1, "W", &["w", "watt", "watts", "vatios"]),
    unit(Kind::Power, 1000, 1, "kW", &["kw"]),
    unit(Kind::Charge, 1, 1, "Ah", &["ah"]),
    unit(Kind::Charge, 1, 1000, "mAh", &["mah"]),
    unit(Kind::Capacity, 1, 1, "kB", &["kb"]),
    unit(Kind::Capacity, 1000, 1, "MB", &["mb"]),
    unit(Kind::Capacity, 1_000_000, 1, "GB", &["gb"]),
    unit(Kind::Capacity, 1_000_000_000, 1, "TB", &["tb"]),
    unit(Kind::Mass, 1, 1, "g", &["g", "gr", "grs", "gram", "grams", "gramm", "gramos"]),
    unit(Kind::Mass, 1000, 1, "kg", &["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"]),
    unit(Kind::Mass, 45_359_237, 100_000, "lb", &["lb", "lbs", "pound", "pounds"]),
    unit(Kind::Mass, 28_349_523, 1_000_000, "oz", &["oz", "ounce", "ounces"]),
    unit(Kind::Volume, 1, 1, "ml", &["ml"]),
    unit(Kind::Volume, 10, 1, "cl", &["cl"]),
    unit(Kind::Volume, 1000, 1, "l", &["l", "lt", "lts", "ltr", "ltrs", "liter", "litre", "liters", "litres", "litro", "litros"]),
    unit(Kind::Volume, 3_785_411_784, 1_000_000, "gal", &["gal", "gals", "gallon", "gallons"]),
    unit(Kind::Pressure, 100_000, 1, "bar", &["bar", "bars", "bares"]),
    unit(Kind::Pressure, 6_894_757, 1000, "psi", &["psi"]),
    unit(Kind::Frequency, 1, 1, "Hz", &["hz"]),
    unit(Kind::Frequency, 1000, 1, "kHz", &["khz"]),
    unit(Kind::Frequency, 1_000_000, 1, "MHz", &["mhz"]),
    unit(Kind::Frequency, 1_000_000_000, 1, "GHz", &["ghz"]),
    unit(Kind::Torque, 1, 1, "Nm", &["nm"]),
    unit(Kind::Luminous, 1, 1, "lm", &["lm", "lumen", "lumens"]),
    unit(Kind::Volume, 28_316_846_592, 1_000_000, "cu ft", &["cu ft", "cuft"]),
    unit(Kind::Volume, 1_000_000, 1, "m3", &["m3", "cbm"]),
    unit(Kind::ColourTemperature, 1, 1, "K", &["k", "kelvin"]),
    unit(Kind::Speed, 1, 1, "rpm", &["rpm"]),
    unit(Kind::BreakingCapacity, 1000, 1, "kA", &["ka"]),
    unit(Kind::Force, 1, 1, "N", &["n"]),
    unit(Kind::Force, 10, 1, "daN", &["dan"]),
    unit(Kind::Force, 1000, 1, "kN", &["kn"]),
    unit(Kind::ApparentPower, 1, 1, "VA", &["va"]),
    unit(Kind::ApparentPower, 1000, 1, "kVA", &["kva"]),
    unit(Kind::Pressure, 100, 1, "mbar", &["mbar"]),
    unit(Kind::Pressure, 1_000_000, 1, "MPa", &["mpa"]),
    unit(Kind::Mass, 1_000_000, 1, "t", &["tonne", "tonnes", "tonelada", "toneladas", "tonnen"]),
    unit(Kind::Energy, 1, 1, "Wh", &["wh"]),
];

static BY_NAME: LazyLock<FxHashMap<&str, u8>> =
    LazyLock::new(|| UNITS.iter().zip(0..).flat_map(|(unit, row)| unit.names.iter().map(move |name| (*name, row))).collect());

/// Rows that other modules name.
pub(super) const MM: u8 = 1;
pub(super) const INCH: u8 = 4;
pub(super) const MM2: u8 = 7;
pub(super) const AMPERE: u8 = 11;
pub(super) const TONNE: u8 = 49;

/// A sixteenth of an inch in millionths of a millimetre.
pub(super) const SIXTEENTH: i64 = 1_587_500;

/// Centimetres and metres.
pub(super) fn is_longer_than_mm(row: u8) -> bool {
    matches!(row, 2 | 3)
}

/// Row of the unit with this spelling, lower case.
pub(super) fn find(name: &str) -> Option<u8> {
    BY_NAME.get(name).copied()
}

/// Whether a word in lower case is a unit of a size: `mm`, `volt`.
pub fn is_unit(word: &str) -> bool {
    find(word).is_some()
}

pub(super) fn kind(row: u8) -> Kind {
    UNITS[usize::from(row)].kind
}

/// `above` / `below` of the unit, in millionths of the base unit, rounded to the nearest; `None` if too large.
pub(super) fn millionths(above: i64, below: i64, row: u8) -> Option<i64> {
    let unit = &UNITS[usize::from(row)];
    let above = i128::from(above) * i128::from(unit.above) * 1_000_000;
    let below = i128::from(below) * i128::from(unit.below);
    i64::try_from((above + below / 2) / below).ok()
}

/// The number that was written before the unit, in millionths.
pub(super) fn bare(value: i64, row: u8) -> Option<i64> {
    let unit = &UNITS[usize::from(row)];
    i64::try_from(i128::from(value) * i128::from(unit.below) / i128::from(unit.above)).ok()
}

/// `50 mm`, `1-1/4 in`; the value as it was written.
pub(super) fn amount(value: i64, row: u8) -> String {
    let unit = &UNITS[usize::from(row)];
    if row == 0 {
        return decimal(value, 1_000_000);
    }
    if row == INCH {
        return format!("{} in", inches(value));
    }
    let value = i128::from(value) * i128::from(unit.below) * 100 / i128::from(unit.above);
    let hundredths = i64::try_from((value + 500_000) / 1_000_000).unwrap_or(i64::MAX);
    format!("{} {}", decimal(hundredths, 100), unit.sign)
}

/// The value in the base unit of its kind, to a millionth; `None` if it was written in that unit.
pub(super) fn in_base(value: i64, row: u8) -> Option<String> {
    let written = &UNITS[usize::from(row)];
    let base = UNITS.iter().find(|unit| unit.kind == written.kind && unit.above == unit.below)?;
    (base.sign != written.sign).then(|| format!("{} {}", decimal(value, 1_000_000), base.sign))
}

/// A length in inches: sixty-fourths as a fraction, others as a decimal.
pub(super) fn inches(value: i64) -> String {
    const SIXTY_FOURTH: i64 = 396_875;
    if value % SIXTY_FOURTH != 0 {
        return decimal((value + 12_700) / 25_400, 1000);
    }
    let (mut above, mut below) = (value / SIXTY_FOURTH % 64, 64);
    while above > 0 && above % 2 == 0 {
        (above, below) = (above / 2, below / 2);
    }
    match (value / SIXTY_FOURTH / 64, above) {
        (whole, 0) => whole.to_string(),
        (0, above) => format!("{above}/{below}"),
        (whole, above) => format!("{whole}-{above}/{below}"),
    }
}

/// `value` / `scale` without needless zeros; `scale` is a power of ten.
pub(super) fn decimal(value: i64, scale: i64) -> String {
    let digits = scale.ilog10() as usize;
    let text = format!("{}.{:0digits$}", value / scale, value % scale);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
