//! Deciding values of goods, and the ways people write them.

use super::hand::{Hand, Inches, Language, Lengths};

/// What tells one article of a grid from its siblings.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The axis does not apply: stainless steel has no coating.
    Nothing,
    /// Thousandths of a millimetre.
    Mm(i64),
    /// 64ths of an inch.
    Inch(i64),
    /// Metric thread: diameter and pitch in thousandths of a millimetre. Nobody writes a coarse pitch who need not.
    Metric {
        diameter: i64,
        pitch: i64,
        coarse: bool,
    },
    /// Unified thread: diameter as written, threads per inch, and whether it is coarse (UNC) or fine (UNF).
    Unified {
        size: &'static str,
        threads: i64,
        coarse: bool,
    },
    /// Nominal pipe size: the inches it is called by, and its DN. Neither is a measure of the pipe.
    Pipe {
        inches: &'static str,
        dn: i64,
    },
    /// Thousandths of a unit.
    Of(i64, &'static Measure),
    Term(&'static Term),
    /// Written alike everywhere: `6204`, `3G1.5`.
    Code(String),
    /// A class or grade that may be called one: `8.8`, `class 8.8`, `CL8.8`.
    Grade(&'static str),
    Standard(&'static Standard),
}

/// A unit of a deciding value, with what people write for it; `{}` is the figure. The first is the catalogue's.
#[derive(Debug, PartialEq)]
pub struct Measure {
    pub english: &'static [&'static str],
    pub german: &'static [&'static str],
    pub spanish: &'static [&'static str],
}

/// A word of the trade with its short forms; the first of each is what most write.
#[derive(Debug, PartialEq)]
pub struct Term {
    pub english: &'static [&'static str],
    pub short: &'static [&'static str],
    pub german: &'static [&'static str],
    pub spanish: &'static [&'static str],
}

pub const fn term(
    english: &'static [&'static str],
    short: &'static [&'static str],
    german: &'static [&'static str],
    spanish: &'static [&'static str],
) -> Term {
    Term { english, short, german, spanish }
}

/// A product standard in its German and international numbers. Where both exist they describe the same part but for
/// details (across-flats of M10, M12, M14 and M22 differ between DIN 933 and ISO 4017), so that one may stand for the other if the
/// customer is told.
#[derive(Debug, PartialEq)]
pub struct Standard {
    /// The number alone, `933`; empty: no such standard.
    pub din: &'static str,
    pub iso: &'static str,
    /// What says the same in words; empty where nobody says it.
    pub words: Term,
}

/// Under which number a catalogue sells a part, or a customer asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    Din,
    Iso,
    Both,
}

impl Standard {
    pub fn number(&self, number: Number) -> String {
        match number {
            Number::Din => format!("DIN {}", self.din),
            Number::Iso => format!("ISO {}", self.iso),
            Number::Both => format!("DIN {} / ISO {}", self.din, self.iso),
        }
    }
}

/// A decimal without trailing zeros, from thousandths.
pub fn decimal(thousandths: i64) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
}

/// Thousandths from a decimal with a point, as our tables write them; 0 for what is none.
pub fn thousandths(text: &str) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let rest = format!("{rest:0<3}");
    whole.parse::<i64>().unwrap_or(0) * 1000 + rest.parse::<i64>().unwrap_or(0)
}

/// 64ths from `3`, `1/2`, `1-1/2`.
pub fn sixty_fourths(text: &str) -> i64 {
    let (whole, fraction) = match text.split_once('-') {
        Some((whole, fraction)) => (whole, fraction),
        None if text.contains('/') => ("0", text),
        None => (text, "0/1"),
    };
    let (top, bottom) = fraction.split_once('/').unwrap_or(("0", "1"));
    let number = |text: &str| text.parse::<i64>().unwrap_or(0);
    number(whole) * 64 + number(top) * 64 / number(bottom).max(1)
}

/// Whole inches and a fraction in lowest terms: (1, 1, 4) is 1-1/4.
pub fn parts(sixty_fourths: i64) -> (i64, i64, i64) {
    let (whole, mut top, mut bottom) = (sixty_fourths / 64, sixty_fourths % 64, 64);
    while top % 2 == 0 && bottom > 1 {
        top /= 2;
        bottom /= 2;
    }
    (whole, top, bottom)
}

/// Thousandths of a millimetre, if that many inches are so exactly (25.4 mm to the inch).
pub fn exact_mm(sixty_fourths: i64) -> Option<i64> {
    let scaled = sixty_fourths * 25_400;
    (scaled % 64 == 0).then_some(scaled / 64)
}

impl Value {
    /// As this hand writes it. `apart`: standing alone, so that a length needs its unit.
    pub fn written(&self, hand: &mut Hand, apart: bool) -> String {
        match self {
            Value::Nothing => String::new(),
            Value::Mm(value) => millimetres(*value, hand, apart),
            Value::Inch(value) => inches(*value, hand),
            Value::Metric { diameter, pitch, coarse } => {
                let m = if hand.millimetre_threads {
                    return hand.figure(&decimal(*diameter)) + " mm";
                } else if hand.spaced_threads {
                    "M "
                } else {
                    "M"
                };
                let diameter = hand.figure(&decimal(*diameter));
                if *coarse && !hand.pitches {
                    return format!("{m}{diameter}");
                }
                let pitch = hand.figure(&decimal(*pitch));
                if hand.pitches { format!("{m}{diameter}-{pitch}") } else { format!("{m}{diameter}{}{pitch}", hand.times) }
            }
            Value::Unified { size, threads, coarse } => {
                let mark = if hand.inch_marks && !size.starts_with('#') { "\"" } else { "" };
                match hand.unified {
                    0 => format!("{size}{mark}-{threads}"),
                    1 => format!("{size}{mark}-{threads} {}", if *coarse { "UNC" } else { "UNF" }),
                    _ => format!("{size}{mark} {}", if *coarse { "UNC" } else { "UNF" }),
                }
            }
            Value::Pipe { inches, dn } => {
                if hand.dn {
                    format!("DN{}{dn}", if hand.spaced_units { " " } else { "" })
                } else {
                    inches_of_pipe(inches, hand)
                }
            }
            Value::Of(value, measure) => {
                let forms = match hand.language {
                    Language::English => measure.english,
                    Language::German => measure.german,
                    Language::Spanish => measure.spanish,
                };
                let form = hand.choose(forms);
                let figure = hand.figure(&decimal(*value));
                form.replace("{}", &figure)
            }
            Value::Term(term) => hand.term(term),
            Value::Code(code) => hand.figure(code),
            Value::Grade(grade) => hand.grade(grade),
            Value::Standard(standard) => hand.standard(standard),
        }
    }

    /// As a catalogue's list of attributes has it.
    pub fn attribute(&self, number: Number) -> String {
        match self {
            Value::Nothing => String::new(),
            Value::Mm(value) if *value >= 1_000_000 => format!("{} m", decimal(value / 1000)),
            Value::Mm(value) => format!("{} mm", decimal(*value)),
            Value::Inch(value) => format!("{}\"", fraction(*value, "-")),
            Value::Metric { diameter, coarse: true, .. } => format!("M{}", decimal(*diameter)),
            Value::Metric { diameter, pitch, coarse: false } => format!("M{}x{}", decimal(*diameter), decimal(*pitch)),
            Value::Unified { size, threads, .. } => format!("{size}-{threads}"),
            Value::Pipe { inches, .. } => format!("{inches}\""),
            Value::Of(value, measure) => measure.english[0].replace("{}", &decimal(*value)),
            Value::Term(term) => term.english[0].to_owned(),
            Value::Code(code) => code.clone(),
            Value::Grade(grade) => (*grade).to_owned(),
            Value::Standard(standard) => standard.number(number),
        }
    }
}

fn fraction(sixty_fourths: i64, between: &str) -> String {
    match parts(sixty_fourths) {
        (whole, 0, _) => whole.to_string(),
        (0, top, bottom) => format!("{top}/{bottom}"),
        (whole, top, bottom) => format!("{whole}{between}{top}/{bottom}"),
    }
}

fn inches(value: i64, hand: &mut Hand) -> String {
    if hand.inches == Inches::Millimetres
        && let Some(exact) = exact_mm(value)
    {
        return hand.figure(&decimal(exact)) + " mm";
    }
    let mark = hand.inch_mark();
    match hand.inches {
        Inches::Decimal => {
            let figure = hand.figure(decimal_inches(value).trim_end_matches('.'));
            format!("{figure}{mark}")
        }
        Inches::Spaced => format!("{}{mark}", fraction(value, " ")),
        Inches::Signs => format!("{}{mark}", signs(value)),
        Inches::Dashed | Inches::Millimetres => format!("{}{mark}", fraction(value, "-")),
    }
}

/// All places of 64ths: 1/64 is .015625.
fn decimal_inches(sixty_fourths: i64) -> String {
    let millionths = sixty_fourths * 15_625;
    let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    text.trim_end_matches('0').to_owned()
}

/// With the signs keyboards of phones offer.
fn signs(value: i64) -> String {
    let (whole, top, bottom) = parts(value);
    let sign = match (top, bottom) {
        (1, 2) => "½",
        (1, 4) => "¼",
        (3, 4) => "¾",
        (1, 8) => "⅛",
        (3, 8) => "⅜",
        (5, 8) => "⅝",
        (7, 8) => "⅞",
        _ => return fraction(value, "-"),
    };
    if whole == 0 { sign.to_owned() } else { format!("{whole}{sign}") }
}

fn inches_of_pipe(inches: &str, hand: &mut Hand) -> String {
    let mark = hand.inch_mark();
    let value = sixty_fourths(inches);
    let text = match hand.inches {
        Inches::Spaced => fraction(value, " "),
        Inches::Signs => signs(value),
        // A nominal size is called by its fraction; nobody writes .5" for it, still less 12.7 mm.
        Inches::Decimal | Inches::Dashed | Inches::Millimetres => fraction(value, "-"),
    };
    text + mark
}

fn millimetres(value: i64, hand: &mut Hand, apart: bool) -> String {
    let long = value >= 1_000_000;
    let (figure, unit) = match hand.lengths {
        Lengths::Centimetres if value % 10_000 == 0 && value >= 20_000 && apart => (value / 10, "cm"),
        Lengths::Metres if value % 100_000 == 0 && apart => (value / 1000, "m"),
        // Nobody counts a roll in millimetres.
        Lengths::Millimetres if value <= 3_000_000 => (value, "mm"),
        _ if long && value % 100_000 == 0 && apart => (value / 1000, "m"),
        _ if apart => (value, "mm"),
        _ => (value, ""),
    };
    let text = hand.thickness(figure);
    if unit.is_empty() { text } else { format!("{text}{}{unit}", if hand.spaced_units { " " } else { "" }) }
}
