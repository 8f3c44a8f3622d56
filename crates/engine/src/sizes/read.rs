//! Reading sizes out of free text, from left to right, each place once.

use super::{Kind, Size, units};
use crate::text;

/// Sizes stated in a text, in order. Only the first [`text::LONGEST`] characters are read. Linear in the text.
pub fn read(text: &str) -> Vec<Size> {
    let plain = text::plain(text);
    let mut reader = Reader { text: plain.as_bytes(), at: 0, after_size: usize::MAX, sizes: Vec::new(), steel: false, plumbing: false };
    reader.context(&plain.to_ascii_lowercase());
    while reader.at < reader.text.len() {
        let found = reader.starts_here() && reader.step();
        if !found {
            reader.at += 1;
        }
    }
    reader.sizes
}

/// What a line asks for: all sizes of its text, and of its description those that decide whether an article can be
/// right at all (thread, voltage, strength, grade), where the text does not speak of them. The latter are `aside`.
pub fn read_request(text: &str, description: &str) -> Vec<Size> {
    let mut sizes = read(text);
    let decisive = |kind| matches!(kind, Kind::MetricThread | Kind::InchThread | Kind::Voltage | Kind::Strength | Kind::Stainless);
    for size in read(description) {
        if decisive(size.kind) && !sizes.iter().any(|known| known.kind == size.kind && !known.aside) {
            sizes.push(Size { aside: true, ..size });
        }
    }
    sizes
}

/// Appends what a product states: name and attributes, then what only the description says.
pub fn read_product(name: &str, attributes: &str, description: &str, sizes: &mut Vec<Size>) {
    let start = sizes.len();
    sizes.extend(read(name));
    for size in read(attributes) {
        if !sizes[start..].contains(&size) {
            sizes.push(size);
        }
    }
    for size in read(description) {
        if !sizes[start..].iter().any(|known| Size { aside: false, ..*known } == size) {
            sizes.push(Size { aside: true, ..size });
        }
    }
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    /// End of the last size; `8.8` may follow `M8x50` with a hyphen although hyphens otherwise mean a model name.
    after_size: usize,
    sizes: Vec<Size>,
    /// The text is about fasteners or steel, so that `A2` is a grade and `8.8` a class.
    pub(super) steel: bool,
    /// The text is about pipes, so that `1/2"` is a nominal size.
    pub(super) plumbing: bool,
}

/// An exact number in a text and where it ends.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) above: i64,
    pub(super) below: i64,
    pub(super) end: usize,
    pub(super) fraction: bool,
}

const STEEL: &[&str] = &[
    "din",
    "iso",
    "bolt",
    "screw",
    "nut",
    "washer",
    "tornillo",
    "tuerca",
    "arandela",
    "schraube",
    "mutter",
    "inox",
    "stainless",
    "steel",
    "acero",
    "edelstahl",
    "vis",
    "hex",
    "stud",
    "threaded",
    "varilla",
];
const PLUMBING: &[&str] = &[
    "pipe", "pex", "tube", "tubing", "tubo", "tuberia", "rohr", "fitting", "racor", "elbow", "tee", "coupling", "valve", "valvula",
    "grifo", "hose", "manguera", "npt", "bsp", "bspp", "bspt", "nipple", "manguito", "codo",
];

impl Reader<'_> {
    fn context(&mut self, lower: &str) {
        for word in lower.split(|c: char| !c.is_ascii_alphanumeric()) {
            let stem = word.trim_end_matches('s');
            let thread = word.len() > 1 && word.starts_with('m') && word[1..].starts_with(|c: char| c.is_ascii_digit());
            self.steel |= thread || STEEL.contains(&word) || STEEL.contains(&stem);
            self.plumbing |= PLUMBING.contains(&word) || PLUMBING.contains(&stem);
        }
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(b' ')
    }

    /// Whether a size may begin here: not inside a word, a number or a code.
    fn starts_here(&self) -> bool {
        let at = self.at;
        if at == 0 || at == self.after_size {
            return true;
        }
        let before = self.byte(at - 1);
        if before.is_ascii_alphanumeric() || before >= 0x80 {
            return false;
        }
        let joined = matches!(before, b'-' | b'.' | b',' | b'/' | b'_' | b'+' | b'*');
        !joined || at < 2 || at - 1 == self.after_size || !self.byte(at - 2).is_ascii_alphanumeric()
    }

    /// Reads the size that begins here, if any, and moves behind it.
    fn step(&mut self) -> bool {
        let count = self.sizes.len();
        let at = self.at;
        let found = match self.byte(at) {
            b'M' | b'm' => self.metric_thread(),
            b'G' | b'R' => self.pipe_thread(),
            b'A' | b'a' | b'V' | b'v' | b'S' | b's' => self.stainless() || self.gauge() || self.word(),
            b'D' | b'd' | b'I' | b'i' => self.standard() || self.pipe_dn() || self.word(),
            b'#' => self.inch_thread(),
            0xc3 if self.byte(at + 1) == 0xb8 => self.diameter(at + 2),
            b'0'..=b'9' | b'.' => self.inch_thread() || self.strength() || self.measures(None),
            b if b.is_ascii_alphabetic() => self.word(),
            _ => false,
        };
        if found {
            self.after_size = self.at;
        } else {
            self.at = at;
            self.sizes.truncate(count);
        }
        found
    }

    pub(super) fn push(&mut self, kind: Kind, value: i64, second: i64, unit: u8) {
        self.sizes.push(Size { kind, value, second, unit, aside: false });
    }

    pub(super) fn blanks(&self, mut at: usize) -> usize {
        while self.byte(at) == b' ' && at < self.text.len() {
            at += 1;
        }
        at
    }

    pub(super) fn digits(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    pub(super) fn integer(&self, from: usize, to: usize) -> Option<i64> {
        (from < to && to - from <= 9).then(|| self.text[from..to].iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
    }

    /// No letter or digit follows, so the word or number is over.
    pub(super) fn ends(&self, at: usize) -> bool {
        let next = self.byte(at);
        !next.is_ascii_alphanumeric() && next < 0x80
    }

    pub(super) fn letters(&self, at: usize) -> String {
        self.text[at..].iter().take_while(|b| b.is_ascii_alphabetic()).take(16).map(|b| char::from(b.to_ascii_lowercase())).collect()
    }

    /// `12`, `0.5`, `.5`, `12,7`, `1,200` (three digits after a comma are thousands), `1/2`, `1-1/4`, `1 1/4`.
    pub(super) fn number(&self, from: usize) -> Option<Number> {
        let end = self.digits(from);
        if let Some(fraction) = self.fraction(from, end) {
            return Some(fraction);
        }
        let whole = if end == from { 0 } else { self.integer(from, end)? };
        if matches!(self.byte(end), b'-' | b' ') && end > from {
            let next = end + 1;
            if let Some(part) = self.fraction(next, self.digits(next)) {
                return Some(Number { above: whole * part.below + part.above, ..part });
            }
        }
        let separator = self.byte(end);
        let part_end = self.digits(end + 1);
        if matches!(separator, b'.' | b',') && part_end > end + 1 {
            let places = part_end - end - 1;
            let more = matches!(self.byte(part_end), b'.' | b',') && self.byte(part_end + 1).is_ascii_digit();
            if more || places > 6 {
                return None;
            }
            let part = self.integer(end + 1, part_end)?;
            if separator == b',' && places == 3 && (1..=3).contains(&(end - from)) && whole > 0 {
                return Some(Number { above: whole * 1000 + part, below: 1, end: part_end, fraction: false });
            }
            let below = 10_i64.pow(places as u32);
            return Some(Number { above: whole * below + part, below, end: part_end, fraction: false });
        }
        (end > from).then_some(Number { above: whole, below: 1, end, fraction: false })
    }

    /// `3/4` with a denominator that rulers have.
    pub(super) fn fraction(&self, from: usize, slash: usize) -> Option<Number> {
        if self.byte(slash) != b'/' || !(1..=2).contains(&(slash - from)) {
            return None;
        }
        let end = self.digits(slash + 1);
        let (above, below) = (self.integer(from, slash)?, self.integer(slash + 1, end)?);
        let more = self.byte(end) == b'/' && self.byte(end + 1).is_ascii_digit();
        (matches!(below, 2 | 4 | 8 | 16 | 32 | 64) && above < below && above > 0 && !more).then_some(Number {
            above,
            below,
            end,
            fraction: true,
        })
    }

    /// The unit that follows a number, and where it ends. `attached`: nothing stands between.
    pub(super) fn unit(&self, number: Number) -> Option<(u8, usize)> {
        let mut at = self.blanks(number.end);
        if at > number.end + 2 {
            return None;
        }
        if at == number.end && self.byte(at) == b'-' {
            at += 1;
        }
        let attached = at == number.end;
        let first = self.byte(at);
        if matches!(first, b'"' | b'\'') {
            let double = first == b'\'' && self.byte(at + 1) == b'\'';
            let end = at + 1 + usize::from(double);
            let possessive = first == b'\'' && !double && self.byte(end).is_ascii_alphabetic() && !matches!(self.byte(end), b'x' | b'X');
            let row = units::find(if double || first == b'"' { "\"" } else { "'" })?;
            return (attached && !possessive).then_some((row, end));
        }
        let mut name = self.letters(at);
        if name == "cu" {
            return self.cubic_feet(at + 2);
        }
        // `100mmx50`: the x belongs to the group.
        if name.len() > 1 && name.ends_with('x') && self.byte(at + name.len()).is_ascii_digit() {
            name.pop();
        }
        let mut end = at + name.len();
        if matches!(self.byte(end), b'2' | b'3') && self.ends(end + 1) {
            name.push(char::from(self.byte(end)));
            end += 1;
        }
        let row = units::find(&name)?;
        let group = matches!(self.byte(end), b'x' | b'X') && self.byte(end + 1).is_ascii_digit();
        if !self.ends(end) && !group {
            return None;
        }
        let plausible = match name.as_str() {
            "in" => self.is_inch_not_preposition(number, attached, end),
            "v" | "w" | "a" => (attached || first.is_ascii_uppercase()) && self.byte(end) != b'/',
            "m" => first == b'm' && self.byte(end) != b'/',
            "g" | "l" => (first != b'G') && self.byte(end) != b'/',
            "mb" | "kb" | "gb" | "tb" | "m2" | "m3" => self.byte(end) != b'/',
            _ => true,
        };
        plausible.then_some((row, end))
    }

    /// `cu ft`, `cu. ft.`, `cu.ft`, from behind the `cu`.
    fn cubic_feet(&self, at: usize) -> Option<(u8, usize)> {
        let at = self.blanks(at + usize::from(self.byte(at) == b'.'));
        let row = units::find("cu ft")?;
        (self.letters(at) == "ft").then_some((row, at + 2))
    }

    /// `6 in pipe` is a size, `3 in 1`, `17-in-1`, `2 in stock` are not.
    fn is_inch_not_preposition(&self, number: Number, attached: bool, end: usize) -> bool {
        let next = self.blanks(end);
        let word = self.letters(next);
        let hyphenated = self.byte(end) == b'-';
        attached
            || number.fraction
            || !(hyphenated
                || self.byte(next).is_ascii_digit()
                || matches!(&*word, "a" | "an" | "the" | "one" | "stock" | "total" | "our" | "your"))
    }

    /// `60 W`, `1-1/4"`, `100x60x77 cm`, `2x4x8`. `first`: the kind of the first number, where a sign before it told.
    fn measures(&mut self, first: Option<Kind>) -> bool {
        let mut numbers: Vec<(Number, u8)> = Vec::new();
        let mut from = self.at;
        let mut end = self.at;
        while let Some(number) = self.number(from) {
            let unit = self.unit(number);
            end = unit.map_or(number.end, |(_, end)| end);
            if unit.is_none() && !self.ends(end) && !self.group_goes_on(end) {
                break;
            }
            numbers.push((number, unit.map_or(0, |(row, _)| row)));
            match self.group_next(end) {
                Some(next) if numbers.len() < 5 => from = next,
                _ => break,
            }
        }
        let Some((last, last_unit)) = numbers.last().copied() else {
            return false;
        };
        let joined_to_more = matches!(self.byte(end), b'/' | b'-') && self.byte(end + 1).is_ascii_alphanumeric() && last_unit == 0;
        if joined_to_more || !self.ends(end) && last_unit == 0 {
            return false;
        }
        self.at = end;
        if last_unit != 0 && units::kind(last_unit) != Kind::Length {
            return self.amount(units::kind(last_unit), last, last_unit);
        }
        if numbers.len() == 1 && last_unit == 0 {
            let countable = matches!(&*self.letters(self.blanks(end)), "hp" | "turn" | "size" | "price" | "year" | "cup" | "off");
            return match first {
                Some(kind) => self.amount(kind, last, units::MM),
                None => last.fraction && !countable && self.length(last, units::INCH),
            };
        }
        for (at, (number, unit)) in numbers.iter().enumerate() {
            let unit = if *unit == 0 { last_unit } else { *unit };
            let known = match first {
                Some(kind) if at == 0 => self.amount(kind, *number, if unit == 0 { units::MM } else { unit }),
                _ if unit == 0 && number.fraction => self.length(*number, units::INCH),
                _ if unit == 0 => self.amount(Kind::Dimension, *number, 0),
                _ => self.length(*number, unit),
            };
            if !known {
                return false;
            }
        }
        true
    }

    /// A length; in a text about pipes, an inch size of ordinary fractions is nominal.
    fn length(&mut self, number: Number, unit: u8) -> bool {
        let nominal = self.plumbing && unit == units::INCH && (number.fraction || number.below == 1) && number.above <= 24 * number.below;
        self.amount(if nominal { Kind::Pipe } else { Kind::Length }, number, unit)
    }

    pub(super) fn amount(&mut self, kind: Kind, number: Number, unit: u8) -> bool {
        match units::millionths(number.above, number.below, unit) {
            Some(value) if value > 0 => {
                self.push(kind, value, 0, unit);
                true
            }
            _ => false,
        }
    }

    pub(super) fn group_goes_on(&self, at: usize) -> bool {
        self.group_next(at).is_some()
    }

    /// Where the next number of a group begins: after `x` or `*`, with or without blanks.
    pub(super) fn group_next(&self, at: usize) -> Option<usize> {
        let cross = self.blanks(at);
        let next = self.blanks(cross + 1);
        (matches!(self.byte(cross), b'x' | b'X' | b'*') && (self.byte(next).is_ascii_digit() || self.byte(next) == b'.')).then_some(next)
    }

    pub(super) fn diameter(&mut self, from: usize) -> bool {
        self.at = self.blanks(from);
        self.byte(self.at).is_ascii_digit() && self.measures(Some(Kind::Diameter))
    }
}
