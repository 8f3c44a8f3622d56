//! Reading sizes out of free text, from left to right, each place once.

use super::{Kind, Size, units};
use crate::text;

/// Sizes stated in a text, in order. Only the first [`text::LONGEST`] characters are read. Linear in the text.
pub fn read(text: &str) -> Vec<Size> {
    let plain = text::plain(text);
    let mut reader = Reader {
        text: plain.as_bytes(),
        at: 0,
        after_size: usize::MAX,
        sizes: Vec::new(),
        steel: false,
        plumbing: false,
    };
    reader.context(&plain.to_ascii_lowercase());
    while reader.at < reader.text.len() {
        let found = reader.starts_here() && reader.step();
        if !found {
            reader.at += 1;
        }
    }
    reader.sizes
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
        if !sizes[start..].iter().any(|known| {
            Size {
                aside: false,
                ..*known
            } == size
        }) {
            sizes.push(Size {
                aside: true,
                ..size
            });
        }
    }
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// End of the last size; `8.8` may follow `M8x50` with a hyphen although hyphens otherwise mean a model name.
    after_size: usize,
    sizes: Vec<Size>,
    /// The text is about fasteners or steel, so that `A2` is a grade and `8.8` a class.
    steel: bool,
    /// The text is about pipes, so that `1/2"` is a nominal size.
    plumbing: bool,
}

/// An exact number in a text and where it ends.
#[derive(Clone, Copy)]
struct Number {
    above: i64,
    below: i64,
    end: usize,
    fraction: bool,
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
    "pipe", "pex", "tube", "tubing", "tubo", "tuberia", "rohr", "fitting", "racor", "elbow", "tee",
    "coupling", "valve", "valvula", "grifo", "hose", "manguera", "npt", "bsp", "bspp", "bspt",
    "nipple", "manguito", "codo",
];

impl Reader<'_> {
    fn context(&mut self, lower: &str) {
        for word in lower.split(|c: char| !c.is_ascii_alphanumeric()) {
            let stem = word.trim_end_matches('s');
            let thread = word.len() > 1
                && word.starts_with('m')
                && word[1..].starts_with(|c: char| c.is_ascii_digit());
            self.steel |= thread || STEEL.contains(&word) || STEEL.contains(&stem);
            self.plumbing |= PLUMBING.contains(&word) || PLUMBING.contains(&stem);
        }
    }

    fn byte(&self, at: usize) -> u8 {
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
            b'A' | b'a' | b'V' | b'v' | b'S' | b's' => {
                self.stainless() || self.gauge() || self.word()
            }
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

    fn push(&mut self, kind: Kind, value: i64, second: i64, unit: u8) {
        self.sizes.push(Size {
            kind,
            value,
            second,
            unit,
            aside: false,
        });
    }

    fn blanks(&self, mut at: usize) -> usize {
        while self.byte(at) == b' ' && at < self.text.len() {
            at += 1;
        }
        at
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    fn integer(&self, from: usize, to: usize) -> Option<i64> {
        (from < to && to - from <= 9).then(|| {
            self.text[from..to]
                .iter()
                .fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
        })
    }

    /// No letter or digit follows, so the word or number is over.
    fn ends(&self, at: usize) -> bool {
        let next = self.byte(at);
        !next.is_ascii_alphanumeric() && next < 0x80
    }

    fn letters(&self, at: usize) -> String {
        self.text[at..]
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .take(16)
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect()
    }

    /// `12`, `0.5`, `.5`, `12,7`, `1,200` (three digits after a comma are thousands), `1/2`, `1-1/4`, `1 1/4`.
    fn number(&self, from: usize) -> Option<Number> {
        let end = self.digits(from);
        if let Some(fraction) = self.fraction(from, end) {
            return Some(fraction);
        }
        let whole = if end == from {
            0
        } else {
            self.integer(from, end)?
        };
        if matches!(self.byte(end), b'-' | b' ') && end > from {
            let next = end + 1;
            if let Some(part) = self.fraction(next, self.digits(next)) {
                return Some(Number {
                    above: whole * part.below + part.above,
                    ..part
                });
            }
        }
        let separator = self.byte(end);
        let part_end = self.digits(end + 1);
        if matches!(separator, b'.' | b',') && part_end > end + 1 {
            let places = part_end - end - 1;
            let more = matches!(self.byte(part_end), b'.' | b',')
                && self.byte(part_end + 1).is_ascii_digit();
            if more || places > 6 {
                return None;
            }
            let part = self.integer(end + 1, part_end)?;
            if separator == b',' && places == 3 && (1..=3).contains(&(end - from)) && whole > 0 {
                return Some(Number {
                    above: whole * 1000 + part,
                    below: 1,
                    end: part_end,
                    fraction: false,
                });
            }
            let below = 10_i64.pow(places as u32);
            return Some(Number {
                above: whole * below + part,
                below,
                end: part_end,
                fraction: false,
            });
        }
        (end > from).then_some(Number {
            above: whole,
            below: 1,
            end,
            fraction: false,
        })
    }

    /// `3/4` with a denominator that rulers have.
    fn fraction(&self, from: usize, slash: usize) -> Option<Number> {
        if self.byte(slash) != b'/' || !(1..=2).contains(&(slash - from)) {
            return None;
        }
        let end = self.digits(slash + 1);
        let (above, below) = (self.integer(from, slash)?, self.integer(slash + 1, end)?);
        let more = self.byte(end) == b'/' && self.byte(end + 1).is_ascii_digit();
        (matches!(below, 2 | 4 | 8 | 16 | 32 | 64) && above < below && above > 0 && !more)
            .then_some(Number {
                above,
                below,
                end,
                fraction: true,
            })
    }

    /// The unit that follows a number, and where it ends. `attached`: nothing stands between.
    fn unit(&self, number: Number) -> Option<(u8, usize)> {
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
            let possessive = first == b'\''
                && !double
                && self.byte(end).is_ascii_alphabetic()
                && !matches!(self.byte(end), b'x' | b'X');
            let row = units::find(if double || first == b'"' { "\"" } else { "'" })?;
            return (attached && !possessive).then_some((row, end));
        }
        let mut name = self.letters(at);
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
            "mb" | "kb" | "gb" | "tb" => self.byte(end) != b'/',
            _ => true,
        };
        plausible.then_some((row, end))
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
                || matches!(
                    &*word,
                    "a" | "an" | "the" | "one" | "stock" | "total" | "our" | "your"
                ))
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
        let joined_to_more = matches!(self.byte(end), b'/' | b'-')
            && self.byte(end + 1).is_ascii_alphanumeric()
            && last_unit == 0;
        if joined_to_more || !self.ends(end) && last_unit == 0 {
            return false;
        }
        self.at = end;
        if last_unit != 0 && units::kind(last_unit) != Kind::Length {
            return self.amount(units::kind(last_unit), last, last_unit);
        }
        if numbers.len() == 1 && last_unit == 0 {
            let countable = matches!(
                &*self.letters(self.blanks(end)),
                "hp" | "turn" | "size" | "price" | "year" | "cup" | "off"
            );
            return match first {
                Some(kind) => self.amount(kind, last, units::MM),
                None => last.fraction && !countable && self.length(last, units::INCH),
            };
        }
        for (at, (number, unit)) in numbers.iter().enumerate() {
            let unit = if *unit == 0 { last_unit } else { *unit };
            let known = match first {
                Some(kind) if at == 0 => {
                    self.amount(kind, *number, if unit == 0 { units::MM } else { unit })
                }
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
        let nominal = self.plumbing
            && unit == units::INCH
            && (number.fraction || number.below == 1)
            && number.above <= 24 * number.below;
        self.amount(
            if nominal { Kind::Pipe } else { Kind::Length },
            number,
            unit,
        )
    }

    fn amount(&mut self, kind: Kind, number: Number, unit: u8) -> bool {
        match units::millionths(number.above, number.below, unit) {
            Some(value) if value > 0 => {
                self.push(kind, value, 0, unit);
                true
            }
            _ => false,
        }
    }

    fn group_goes_on(&self, at: usize) -> bool {
        self.group_next(at).is_some()
    }

    /// Where the next number of a group begins: after `x` or `*`, with or without blanks.
    fn group_next(&self, at: usize) -> Option<usize> {
        let cross = self.blanks(at);
        let next = self.blanks(cross + 1);
        (matches!(self.byte(cross), b'x' | b'X' | b'*')
            && (self.byte(next).is_ascii_digit() || self.byte(next) == b'.'))
            .then_some(next)
    }

    fn diameter(&mut self, from: usize) -> bool {
        self.at = self.blanks(from);
        self.byte(self.at).is_ascii_digit() && self.measures(Some(Kind::Diameter))
    }

    /// `M8`, `M8x50`, `M8-1.25 x 50`, `M8 x 1.25 x 50 mm`, `M4x10 (P0.7)`. A second number that is small for the
    /// diameter is a pitch, any other the length, in millimetres unless a unit follows.
    fn metric_thread(&mut self) -> bool {
        let Some(diameter) = self.number(self.at + 1).filter(|number| !number.fraction) else {
            return self.word();
        };
        let Some(value) = units::millionths(diameter.above, diameter.below, units::MM) else {
            return false;
        };
        if !(1_600_000..=200_000_000).contains(&value) || self.byte(self.at + 1) == b'0' {
            return false;
        }
        let is_pitch = |number: Number| {
            units::millionths(number.above, number.below, units::MM)
                .filter(|pitch| *pitch >= 200_000 && *pitch <= value / 100 * 13 + 300_000)
        };
        let mut end = diameter.end;
        let mut pitch = 0;
        if self.byte(end) == b'-'
            && let Some((fine, number)) = self
                .number(end + 1)
                .and_then(|number| Some((is_pitch(number)?, number)))
        {
            (pitch, end) = (fine, number.end);
        }
        let mut length = None;
        while let Some(number) = self.group_next(end).and_then(|next| self.number(next)) {
            let unit = self
                .unit(number)
                .filter(|(row, _)| units::kind(*row) == Kind::Length);
            match is_pitch(number) {
                Some(fine) if pitch == 0 && length.is_none() && unit.is_none() => pitch = fine,
                _ if length.is_none() => {
                    length = Some((number, unit.map_or(units::MM, |(row, _)| row)))
                }
                _ => break,
            }
            end = unit.map_or(number.end, |(_, end)| end);
        }
        if !self.ends(end) {
            return false;
        }
        let sign = self.blanks(end);
        if self.byte(sign) == b'('
            && self.byte(sign + 1).eq_ignore_ascii_case(&b'p')
            && let Some(number) = self.number(sign + 2)
        {
            pitch = is_pitch(number).unwrap_or(pitch);
            end = number.end;
        }
        self.push(Kind::MetricThread, value, pitch, units::MM);
        self.at = end;
        length.is_none_or(|(number, unit)| self.amount(Kind::Length, number, unit))
    }

    /// `1/4-20`, `#8-32`, `10-24`, each perhaps with `x 1-1/4"`; a length without unit is in inches.
    fn inch_thread(&mut self) -> bool {
        const TPI: &[i64] = &[
            4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24, 27, 28, 32, 36, 40, 44, 48, 56,
            64, 72, 80,
        ];
        const NUMBERED: &[(i64, i64)] = &[
            (4, 40),
            (5, 40),
            (6, 32),
            (8, 32),
            (10, 24),
            (10, 32),
            (12, 24),
        ];
        let sign = usize::from(self.byte(self.at) == b'#');
        let from = self.at + sign;
        let whole_end = self.digits(from);
        let number = self.fraction(from, whole_end);
        let end = number.map_or(whole_end, |number| number.end);
        let tpi_end = self.digits(end + 1);
        let Some(tpi) = self
            .integer(end + 1, tpi_end)
            .filter(|tpi| TPI.contains(tpi) && self.byte(end) == b'-')
        else {
            return false;
        };
        if !self.ends(tpi_end) || matches!(self.byte(tpi_end), b'/' | b'"' | b'-') {
            return false;
        }
        let value = match (number, self.integer(from, whole_end)) {
            (Some(number), _) => units::millionths(number.above, number.below, units::INCH),
            (None, Some(numbered)) if sign == 1 || NUMBERED.contains(&(numbered, tpi)) => {
                Some(-numbered - 1)
            }
            _ => None,
        };
        let Some(value) = value else { return false };
        self.push(Kind::InchThread, value, tpi * 1_000_000, units::INCH);
        self.at = tpi_end;
        let name = self.letters(self.blanks(tpi_end));
        let after = if matches!(&*name, "unc" | "unf" | "un") {
            self.blanks(tpi_end) + name.len()
        } else {
            tpi_end
        };
        if let Some(length) = self.group_next(after).and_then(|next| self.number(next)) {
            let (unit, end) = self.unit(length).unwrap_or((units::INCH, length.end));
            self.at = end;
            return self.amount(Kind::Length, length, unit);
        }
        true
    }

    /// `G1/2`, `R 3/4`, `G 1"`: pipe threads, in nominal inches.
    fn pipe_thread(&mut self) -> bool {
        let from = self.blanks(self.at + 1);
        let Some(number) = self
            .number(from)
            .filter(|number| number.fraction || self.plumbing && self.byte(number.end) == b'"')
        else {
            return self.word();
        };
        let end = number.end + usize::from(self.byte(number.end) == b'"');
        self.at = end;
        self.ends(end) && self.amount(Kind::Pipe, number, units::INCH)
    }

    fn pipe_dn(&mut self) -> bool {
        if self.letters(self.at) != "dn" {
            return false;
        }
        let from = self.blanks(self.at + 2);
        let end = self.digits(from);
        let Some(value) = self.integer(from, end).filter(|_| self.ends(end)) else {
            return false;
        };
        self.push(Kind::PipeDn, value * 1_000_000, 0, 0);
        self.at = end;
        true
    }

    fn gauge(&mut self) -> bool {
        if self.letters(self.at) != "awg" {
            return false;
        }
        let from = self.blanks(self.at + 3);
        let end = self.digits(from);
        let before = self.text[..self.at]
            .iter()
            .rposition(|b| *b != b' ' && *b != b'-')
            .map_or(0, |last| last + 1);
        let start = self.text[..before]
            .iter()
            .rposition(|b| !b.is_ascii_digit())
            .map_or(0, |last| last + 1);
        let (value, end) = match self.integer(from, end).filter(|_| self.ends(end)) {
            Some(value) => (Some(value), end),
            None => (self.integer(start, before), self.at + 3),
        };
        let Some(value) = value.filter(|value| *value <= 40) else {
            return false;
        };
        self.push(Kind::Gauge, value * 1_000_000, 0, 0);
        self.at = end;
        true
    }

    /// `A2`, `A4-80`, `V2A`, `AISI 316`, `SS304`, in a text about steel.
    fn stainless(&mut self) -> bool {
        if !self.steel {
            return false;
        }
        let at = self.at;
        let digit = i64::from(self.byte(at + 1)) - i64::from(b'0');
        if self.byte(at).eq_ignore_ascii_case(&b'a') && (1..=5).contains(&digit) {
            let class = self
                .integer(at + 3, self.digits(at + 3))
                .filter(|class| self.byte(at + 2) == b'-' && matches!(class, 50 | 70 | 80 | 100));
            let end = if class.is_some() {
                self.digits(at + 3)
            } else {
                at + 2
            };
            self.push(Kind::Stainless, digit, class.unwrap_or(0), 0);
            self.at = end;
            return self.ends(end)
                && (class.is_some()
                    || self.byte(end) != b'-'
                    || !self.byte(end + 1).is_ascii_digit());
        }
        if self.byte(at).eq_ignore_ascii_case(&b'v')
            && matches!(digit, 2 | 4)
            && self.byte(at + 2).eq_ignore_ascii_case(&b'a')
            && self.ends(at + 3)
        {
            self.push(Kind::Stainless, digit, 0, 0);
            self.at = at + 3;
            return true;
        }
        let name = self.letters(at);
        let from = self.blanks(at + name.len());
        let end = self.digits(from);
        let grade = match (&*name, self.integer(from, end)) {
            ("aisi" | "ss", Some(304)) => 2,
            ("aisi" | "ss", Some(316)) => 4,
            _ => return false,
        };
        self.push(Kind::Stainless, grade, 0, 0);
        self.at = end + usize::from(self.byte(end).eq_ignore_ascii_case(&b'l'));
        true
    }

    /// `8.8`, `10.9`, `12.9`, … standing alone, in a text about steel.
    fn strength(&mut self) -> bool {
        let Some(number) = self
            .number(self.at)
            .filter(|number| self.steel && number.below == 10 && self.ends(number.end))
        else {
            return false;
        };
        let followed = self.unit(number).is_some() || self.group_goes_on(number.end);
        let class = matches!(number.above, 46 | 48 | 56 | 58 | 68 | 88 | 98 | 109 | 129);
        if !class || followed || self.byte(self.digits(self.at)) != b'.' {
            return false;
        }
        self.push(Kind::Strength, number.above, 0, 0);
        self.at = number.end;
        true
    }

    /// `DIN 933`, `ISO 7380-2`, `DIN EN ISO 4014` (the last body counts).
    fn standard(&mut self) -> bool {
        let body = match &*self.letters(self.at) {
            "din" => 1,
            "iso" => 2,
            _ => return false,
        };
        let mut from = self.at + 3;
        if self.byte(from) == b'-' {
            from += 1;
        }
        from = self.blanks(from);
        let end = self.digits(from);
        let other = |number: i64| {
            matches!(number, 9001 | 14001 | 27001 | 45001 | 1600 | 3200 | 6400)
                || number < 1000 && number % 100 == 0
        };
        let Some(number) = self
            .integer(from, end)
            .filter(|number| end - from >= 2 && self.ends(end) && !other(*number))
        else {
            return false;
        };
        let part_end = self.digits(end + 1);
        let part = self
            .integer(end + 1, part_end)
            .filter(|part| self.byte(end) == b'-' && (1..10).contains(part) && self.ends(part_end));
        self.push(Kind::Standard, number, body * 100 + part.unwrap_or(0), 0);
        self.at = if part.is_some() { part_end } else { end };
        true
    }

    /// Words that are sizes themselves (a coating) or announce one (`diam. 18`); any other word is passed over.
    fn word(&mut self) -> bool {
        let word = self.letters(self.at);
        let end = self.at + word.len();
        if word.is_empty() {
            return false;
        }
        match &*word {
            "dia" | "diam" | "diameter" | "diametro" | "durchmesser" => {
                let from = if matches!(self.byte(end), b'.' | b':' | b'=') {
                    end + 1
                } else {
                    end
                };
                return self.diameter(from);
            }
            "zinc" | "zincado" | "zincada" | "cincado" | "cincada" | "verzinkt" | "bzp" | "zp"
            | "zn"
                if self.steel =>
            {
                self.push(Kind::Coating, 1, 0, 0)
            }
            "galvanised" | "galvanized" | "galvanizado" | "galvanizada" | "hdg"
            | "feuerverzinkt" | "tzn"
                if self.steel =>
            {
                self.push(Kind::Coating, 2, 0, 0)
            }
            _ => return false,
        }
        self.at = end;
        true
    }
}
