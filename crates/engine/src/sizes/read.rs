//! Reading sizes out of free text, from left to right, each place once.

use std::ops::Range;

use super::context::{Context, FASTENER, LIFTING, PIPE, ROLL, SAW};
use super::lexicon::{implied, named};
use super::{Kind, Role, Size, units};
use crate::{spoken, text};

/// Sizes stated in a text, in order, spoken ones too. Only the first [`text::LONGEST`] characters are read. Linear in the text.
pub fn read(text: &str) -> Vec<Size> {
    let plain = spoken::figures(text::plain(text));
    found(&plain, about(&plain)).into_iter().map(|(_, size)| size).collect()
}

/// The text in its plain form, and every size with its place there, in order; a group such as `M8x50` is one place of two.
pub fn read_places(text: &str) -> (String, Vec<(Range<usize>, Size)>) {
    let plain = text::plain(text);
    let places = match spoken::written(&plain) {
        Some(written) => {
            let found = found(&written.text, about(&written.text)).into_iter();
            found.map(|(place, size)| (written.before(&place), size)).collect()
        }
        None => found(&plain, about(&plain)),
    };
    (plain, places)
}

/// Whether a text is about what the trade counts by the hundred (`C`) and the thousand (`M`): screws, nuts, washers.
pub fn counts_by_hundreds(text: &str) -> bool {
    Context::of_counted(&text::plain(text))
}

/// What a text is about: by its words, and by the articles it names, in whatever language.
fn about(plain: &str) -> Context {
    let context = Context::of(plain);
    let mut reader = Reader::at_start(plain, context);
    let mut all = context;
    while reader.at < reader.text.len() {
        let letters = reader.letters(reader.at).len();
        if letters > 0 && reader.starts_here() {
            all = reader.articles_here().fold(all, Context::with);
        }
        reader.at += letters.max(1);
    }
    all
}

fn found(plain: &str, context: Context) -> Vec<(Range<usize>, Size)> {
    let mut reader = Reader::at_start(plain, context);
    reader.lettered = reader.names_two_lengths();
    let mut places: Vec<Range<usize>> = Vec::new();
    while reader.at < reader.text.len() {
        let start = reader.at;
        if reader.starts_here() && reader.step() {
            places.resize(reader.sizes.len(), start..reader.at);
        } else {
            reader.at += 1;
        }
    }
    let mut found: Vec<(Range<usize>, Size)> = places.into_iter().zip(reader.sizes).collect();
    let graded = found.iter().any(|(_, size)| size.is_graded_stainless());
    found.retain(|(_, size)| !(graded && size.is_ungraded_stainless()));
    name_by_head(&mut found);
    for at in 0..found.len() {
        let (place, size) = found[at].clone();
        for (kind, value) in implied(&size) {
            if found.iter().all(|(_, known)| known.kind != kind) {
                found.push((place.clone(), Size { kind, value, second: 0, unit: 0, role: Role::None, aside: false }));
            }
        }
    }
    found
}

/// A `tirafondo` has a hexagon head, or it is a wood screw.
fn name_by_head(found: &mut [(Range<usize>, Size)]) {
    let (coach, wood) = (named(Kind::Article, "coach screw"), named(Kind::Article, "wood screw"));
    let flush = ["countersunk", "pan head", "raised countersunk"].map(|head| named(Kind::Head, head));
    let is_flush = found.iter().any(|(_, size)| size.kind == Kind::Head && flush.contains(&Some(size.value)));
    let article = found.iter_mut().find(|(_, size)| is_flush && size.kind == Kind::Article && Some(size.value) == coach);
    if let (Some((_, article)), Some(wood)) = (article, wood) {
        article.value = wood;
    }
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
    only_the_precise(&mut sizes, 0);
    sizes
}

/// Appends what a product states: name and attributes, then what only the description says. Name and attributes are about
/// one thing: `size: 9` is a glove's because the name says glove. What an attribute is called says what its number means, and
/// nothing else: `gloss: satin` is satin.
pub fn read_product(name: &str, attributes: &[(String, String)], description: &str, sizes: &mut Vec<Size>) {
    let start = sizes.len();
    let name = text::plain(name);
    let (attributes, labels) = joined(attributes);
    let context = about(&name).with(about(&attributes));
    sizes.extend(found(&name, context).into_iter().map(|(_, size)| size));
    for (place, size) in found(&attributes, context) {
        let label = size.kind.is_word() && labels.iter().any(|label| label.start <= place.start && place.end <= label.end);
        if !label && !sizes[start..].contains(&size) {
            sizes.push(size);
        }
    }
    if !description.is_empty() {
        let plain = text::plain(description);
        for (_, size) in found(&plain, about(&plain).with(context)) {
            if !sizes[start..].iter().any(|known| Size { aside: false, ..*known } == size) {
                sizes.push(Size { aside: true, ..size });
            }
        }
    }
    only_the_precise(sizes, start);
}

/// All attributes in plain form, one a line, and where their names stand; a name that is only affirmed
/// (`pan head: yes`) is what the attribute says.
fn joined(attributes: &[(String, String)]) -> (String, Vec<Range<usize>>) {
    const AFFIRMED: &[&str] = &["yes", "true", "y", "si", "ja", "oui", "x", "1"];
    let (mut all, mut labels) = (String::new(), Vec::new());
    for (name, value) in attributes {
        if all.len() > text::LONGEST {
            break;
        }
        let (from, value) = (all.len(), text::plain(value));
        all.push_str(&text::plain(name));
        if !AFFIRMED.iter().any(|word| value.trim().eq_ignore_ascii_case(word)) {
            labels.push(from..all.len());
        }
        all.push(' ');
        all.push_str(&value);
        all.push('\n');
    }
    (all, labels)
}

/// `A2 stainless` says one thing, the grade; `M8-1`, with `M8` in a column beside, the fine thread and not the coarse one too.
fn only_the_precise(sizes: &mut Vec<Size>, from: usize) {
    let said = &sizes[from..];
    let graded = said.iter().any(Size::is_graded_stainless);
    let threads = said.iter().filter(|size| size.is_thread_with_pitch()).map(|size| (size.kind, size.value));
    let threads: Vec<(Kind, i64)> = threads.collect();
    if !graded && threads.is_empty() {
        return;
    }
    let rest = sizes.split_off(from);
    let is_precise =
        |size: &Size| !(graded && size.is_ungraded_stainless()) && (size.second != 0 || !threads.contains(&(size.kind, size.value)));
    sizes.extend(rest.into_iter().filter(is_precise));
}

/// Digits, strokes and points that are looked back at; more are no sizes.
const LONGEST_RUN: usize = 40;

/// What is named after a letter's shape: `1600 V-belt` is no voltage.
const SHAPED: &[&str] =
    &["belt", "belts", "riemen", "block", "blocks", "groove", "pulley", "ring", "rings", "seal", "clamp", "profile", "profil"];

pub(super) struct Reader<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    /// End of the last size; `8.8` may follow `M8x50` with a hyphen although hyphens otherwise mean a model name.
    after_size: usize,
    pub(super) sizes: Vec<Size>,
    pub(super) context: Context,
    /// No small letter in the whole text, so that a capital tells nothing: `19MMX33M`.
    capitals: bool,
    /// Two different letters stand for lengths somewhere in the text: `D3.2 L350`.
    pub(super) lettered: bool,
}

/// An exact number in a text and where it ends.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) above: i64,
    pub(super) below: i64,
    pub(super) end: usize,
    pub(super) fraction: bool,
}

impl Reader<'_> {
    fn at_start(plain: &str, context: Context) -> Reader<'_> {
        Reader {
            text: plain.as_bytes(),
            at: 0,
            after_size: usize::MAX,
            sizes: Vec::new(),
            context,
            capitals: !plain.bytes().any(|b| b.is_ascii_lowercase()),
            lettered: false,
        }
    }

    pub(super) fn about(&self, any: Context) -> bool {
        self.context.has(any)
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
        // `HEX HD,M8X50`: only between digits a comma may be part of a number.
        let list = before == b',' && at >= 2 && self.byte(at - 2).is_ascii_alphabetic();
        let free = !joined || list || at < 2 || at - 1 == self.after_size || !self.byte(at - 2).is_ascii_alphanumeric();
        free || self.is_after_word_and_stroke()
    }

    /// `adapter/12-volt`: a number behind a stroke behind a word, and its unit joined to it. What has none is an amount (`pack/10`), a
    /// price (`EUR/100 m`) or a code (`AB3/12`).
    fn is_after_word_and_stroke(&self) -> bool {
        let Some(word) = self.text[..self.at].strip_suffix(b"/") else { return false };
        let letters = word.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
        let is_word = letters >= 3 && word[..word.len() - letters].last().is_none_or(|b| *b == b' ');
        let Some(number) = self.number(self.at).filter(|_| is_word) else { return false };
        self.byte(number.end) != b' ' && self.unit(number).is_some()
    }

    /// Reads the size that begins here, if any, and moves behind it.
    fn step(&mut self) -> bool {
        let count = self.sizes.len();
        let at = self.at;
        let found = match self.byte(at) {
            b'0'..=b'9' | b'.' => self.first_of(&[
                Self::inch_thread,
                Self::grade_number,
                Self::strength,
                Self::cores,
                Self::bearing,
                Self::counted,
                Self::fuse_current,
                Self::bare_size,
                Self::light_colour,
                Self::disc_diameter,
                Self::meaning,
                Self::named_after,
                |reader| reader.measures(None),
            ]),
            b'#' => self.first_of(&[Self::inch_thread, Self::grit_number]),
            0xc3 if self.byte(at + 1) == 0xb8 => self.diameter(at + 2),
            b'M' | b'm' => self.first_of(&[Self::metric_thread, Self::meaning, Self::lettered, Self::word]),
            b'G' | b'R' => self.first_of(&[Self::pipe_thread, Self::gauge, Self::meaning, Self::lettered, Self::word]),
            b'A' | b'a' | b'V' | b'v' | b'S' | b's' => {
                self.first_of(&[Self::stainless, Self::standard, Self::gauge, Self::meaning, Self::lettered, Self::word])
            }
            b if b.is_ascii_alphabetic() => {
                self.first_of(&[Self::standard, Self::pipe_dn, Self::gauge, Self::meaning, Self::lettered, Self::word])
            }
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

    /// The first that reads something here; what another began is undone.
    fn first_of(&mut self, readers: &[fn(&mut Self) -> bool]) -> bool {
        let (at, count) = (self.at, self.sizes.len());
        readers.iter().any(|read| {
            let found = read(self);
            if !found {
                self.at = at;
                self.sizes.truncate(count);
            }
            found
        })
    }

    pub(super) fn push(&mut self, kind: Kind, value: i64, second: i64, unit: u8) {
        self.sizes.push(Size { kind, value, second, unit, role: Role::None, aside: false });
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
        let rest = self.text.get(at..).unwrap_or_default();
        rest.iter().take_while(|b| b.is_ascii_alphabetic()).take(24).map(|b| char::from(b.to_ascii_lowercase())).collect()
    }

    /// Letters and digits from here on, in capitals, and where they end.
    pub(super) fn sign(&self, from: usize) -> (String, usize) {
        let rest = self.text.get(from..).unwrap_or_default();
        let sign: String = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_uppercase())).collect();
        let end = from + sign.len();
        (sign, end)
    }

    /// `12`, `0.5`, `.5`, `12,7`, `1,200` (three digits after a comma are thousands), `1/2`, `1-1/4`, `1 1/4`, `1.1/4`.
    pub(super) fn number(&self, from: usize) -> Option<Number> {
        let end = self.digits(from);
        if let Some(fraction) = self.fraction(from, end) {
            return Some(fraction);
        }
        let whole = if end == from { 0 } else { self.integer(from, end)? };
        if matches!(self.byte(end), b'-' | b' ' | b'.') && end > from {
            let next = end + 1;
            if let Some(part) = self.fraction(next, self.digits(next)) {
                return Some(Number { above: whole * part.below + part.above, ..part });
            }
        }
        let separator = self.byte(end);
        let part_end = self.digits(end + 1);
        // `ELB 45,1/2 IN`: a fraction follows what the comma ends.
        // `150X20,56T`: what a price list in capitals enumerates, where letters follow that are no unit.
        let named = self.capitals && self.byte(part_end).is_ascii_alphabetic() && units::find(&self.letters(part_end)).is_none();
        let chained = !matches!(self.byte(part_end), b'x' | b'X');
        let enumerated = separator == b',' && end > from && (self.fraction(end + 1, part_end).is_some() || named && chained);
        if matches!(separator, b'.' | b',') && part_end > end + 1 && !enumerated {
            let places = part_end - end - 1;
            let more = matches!(self.byte(part_end), b'.' | b',') && self.byte(part_end + 1).is_ascii_digit();
            // `M20X2000,4.8`: the comma parts what a price list enumerates.
            let thousands = places == 3 && (1..=3).contains(&(end - from));
            if separator == b',' && more && self.byte(part_end) == b'.' && !thousands && end > from {
                return Some(Number { above: whole, below: 1, end, fraction: false });
            }
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
        // Nobody writes 6/8 for three quarters of an inch: it is two sizes.
        let reduced = above % 2 == 1;
        (matches!(below, 2 | 4 | 8 | 16 | 32 | 64) && above < below && reduced && !more).then_some(Number {
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
        // `16mm2x12mm`: a cross section may begin a group, too.
        let grouped = |at| matches!(self.byte(at), b'x' | b'X') && self.byte(at + 1).is_ascii_digit();
        if matches!(self.byte(end), b'2' | b'3') && (self.ends(end + 1) || grouped(end + 1)) {
            name.push(char::from(self.byte(end)));
            end += 1;
        }
        // What bears a load says in tonnes how much; elsewhere a `T` counts teeth or names a type.
        let tonnes = matches!(&*name, "t" | "tn" | "tm" | "ton" | "tons") && self.about(LIFTING) && !self.about(SAW);
        let row = if tonnes { units::TONNE } else { units::find(&name)? };
        if !self.ends(end) && !grouped(end) {
            return None;
        }
        let plausible = match name.as_str() {
            "in" => self.is_inch_not_preposition(number, attached, end),
            "v" | "w" if self.byte(end) == b'-' && SHAPED.contains(&&*self.letters(end + 1)) => false,
            // `16A/250V`, but not amperes per something.
            "v" | "w" | "a" => (attached || first.is_ascii_uppercase()) && (self.byte(end) != b'/' || self.byte(end + 1).is_ascii_digit()),
            "m" => (first == b'm' || attached && self.capitals) && self.byte(end) != b'/',
            "g" | "l" => (first != b'G') && self.byte(end) != b'/',
            "mb" | "kb" | "gb" | "tb" | "m2" | "m3" => self.byte(end) != b'/',
            // Light has a temperature of some thousand kelvin; smaller numbers before a K are thousands of something.
            "k" => number.below == 1 && (1500..=10_000).contains(&number.above) && number.above % 100 == 0 && first == b'K',
            "n" => first == b'N' && self.byte(end) != b'/',
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
        let begin = self.at;
        let mut range = false;
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
                Some(next) if numbers.len() < 5 => {
                    range |= self.byte(end) == b'-';
                    from = next;
                }
                _ => break,
            }
        }
        let Some((last, last_unit)) = numbers.last().copied() else {
            return false;
        };
        if let [(low, row), (high, _)] = &mut numbers[..]
            && range
            && i128::from(low.above) * i128::from(high.below) > i128::from(high.above) * i128::from(low.below)
        {
            // A range has no order: `18-17 mm`.
            *row = last_unit;
            std::mem::swap(low, high);
        }
        let joined_to_more = matches!(self.byte(end), b'/' | b'-') && self.byte(end + 1).is_ascii_alphanumeric() && last_unit == 0;
        if joined_to_more || !self.ends(end) && last_unit == 0 {
            return false;
        }
        let strokes = self.text[self.at..end].contains(&b'/') && !last.fraction;
        // `35/50/8 in NBR`
        let preposition = strokes && last_unit == units::INCH && self.byte(last.end) == b' ';
        let (end, last_unit) = if preposition { (last.end, 0) } else { (end, last_unit) };
        self.at = end;
        if last_unit != 0 && units::kind(last_unit) != Kind::Length {
            // `230/400 V` is for either.
            let kind = units::kind(last_unit);
            let known = !strokes && self.amount(kind, last, last_unit);
            if known && kind == Kind::Voltage {
                self.current_type(begin, last.end);
            }
            return known;
        }
        if numbers.len() == 1 && last_unit == 0 {
            let countable = matches!(&*self.letters(self.blanks(end)), "hp" | "turn" | "size" | "price" | "year" | "cup" | "off");
            return match first {
                Some(kind) => self.amount(kind, last, units::MM),
                None => last.fraction && !countable && self.length(last, units::INCH),
            };
        }
        // `1/4 x 2`: whoever writes fractions means inches, in the whole group.
        let inches = last_unit == 0 && numbers.iter().any(|(number, unit)| number.fraction && *unit == 0);
        let start = self.sizes.len();
        // `10 x 4 cm` of a screw, `19 x 33 m` of a tape: what is long has the larger unit.
        let apart = numbers.len() == 2 && units::is_longer_than_mm(last_unit) && self.about(FASTENER | PIPE | ROLL);
        for (at, (number, unit)) in numbers.iter().enumerate() {
            let unit = match *unit {
                _ if preposition => 0,
                0 if apart => units::MM,
                0 => last_unit,
                unit => unit,
            };
            let known = match first {
                Some(kind) if at == 0 => self.amount(kind, *number, if unit == 0 { units::MM } else { unit }),
                _ if unit == 0 && inches => self.length(*number, units::INCH),
                _ if unit == 0 => self.amount(Kind::Dimension, *number, 0),
                _ if units::kind(unit) != Kind::Length => self.amount(units::kind(unit), *number, unit),
                _ => self.length(*number, unit),
            };
            if !known {
                return false;
            }
        }
        self.name_roles(start);
        true
    }

    /// `24 V DC`, `24VDC`, `DC 24 V`: what kind of voltage was just read. `begin`, `end`: of its number.
    fn current_type(&mut self, begin: usize, end: usize) {
        let of = |word: &str| match word {
            "ac" | "vac" => named(Kind::CurrentType, "AC voltage"),
            "dc" | "vdc" => named(Kind::CurrentType, "DC voltage"),
            _ => None,
        };
        let after = self.blanks(self.at);
        let behind = of(&self.letters(after)).filter(|_| self.ends(after + 2));
        let before = self.text[..begin].trim_ascii_end();
        let word_from = before.iter().rposition(|b| !b.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        let in_front = of(&self.letters(word_from)).filter(|_| before.len() - word_from == 2);
        if behind.is_some() {
            self.at = after + 2;
        }
        if let Some(value) = of(&self.letters(self.blanks(end))).or(behind).or(in_front) {
            self.push(Kind::CurrentType, value, 0, 0);
        }
    }

    /// A length; in a text about pipes, an inch size of ordinary fractions is nominal.
    fn length(&mut self, number: Number, unit: u8) -> bool {
        if let Some(mm) = self.abrasive_of_inches(number, unit) {
            return self.amount(Kind::Length, Number { above: mm, below: 1, ..number }, units::MM);
        }
        let nominal =
            self.about(PIPE) && unit == units::INCH && (number.fraction || number.below == 1) && number.above <= 24 * number.below;
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

    /// Where the next number of a group begins: after `x` or `*`, with or without blanks; after the stroke of `30/40`; after
    /// what stands between the two ends of a range, `14-15 mm`, `1.6 to 0.8 mm`.
    pub(super) fn group_next(&self, at: usize) -> Option<usize> {
        if self.byte(at) == b'/' {
            return self.is_stroke_of_sizes(at).then_some(at + 1);
        }
        if let Some(next) = self.range_next(at) {
            return Some(next);
        }
        let cross = self.blanks(at);
        let next = self.blanks(cross + 1);
        (matches!(self.byte(cross), b'x' | b'X' | b'*') && (self.byte(next).is_ascii_digit() || self.byte(next) == b'.')).then_some(next)
    }

    /// A length with its unit must follow, or both have decimals: `1-8` is a thread, `20-50` a type, `0.5-3.0` a range.
    fn range_next(&self, at: usize) -> Option<usize> {
        let word = self.blanks(at);
        let name = self.letters(word);
        let next = match (self.byte(at), &*name) {
            (b'-', _) => at + 1,
            (b' ', "to" | "bis") if self.ends(word + name.len()) => self.blanks(word + name.len()),
            _ => return None,
        };
        let number = self.number(next).filter(|number| !number.fraction)?;
        let part = |at: &usize| self.byte(*at).is_ascii_digit() || matches!(self.byte(*at), b'.' | b',');
        let before = (0..at).rev().take(LONGEST_RUN).take_while(part).last().unwrap_or(at);
        // `CLIP,12`: that comma is no part of the number.
        let before = (before..at).find(|at| self.byte(*at).is_ascii_digit()).unwrap_or(at);
        // `12-20,12MM` is a range and a further size.
        let has = |from: usize, to: usize, sign: u8| self.text[from..to].contains(&sign);
        if has(next, number.end, b',') && !has(before, at, b',') {
            return None;
        }
        let decimals = |from, to| has(from, to, b'.') || has(from, to, b',');
        let written = decimals(before, at) && decimals(next, number.end) && self.ends(number.end) && self.byte(number.end) != b'-';
        let unit = self.unit(number).filter(|(row, _)| units::kind(*row) == Kind::Length && *row != units::INCH);
        (written || unit.is_some()).then_some(next)
    }

    /// Whether the stroke stands between sizes of one thing: `30/40`, `7/9`, `12.7/6.4`, `35/50/8`. `1/3` is a share, `10/100` a
    /// choice, `12/05/26` a day, `1/2` an inch.
    fn is_stroke_of_sizes(&self, stroke: usize) -> bool {
        let part = |at: &usize| self.byte(*at).is_ascii_digit() || matches!(self.byte(*at), b'/' | b'.' | b',');
        let from = (0..stroke).rev().take(LONGEST_RUN).take_while(part).last().unwrap_or(stroke);
        let from = (from..stroke).find(|at| self.byte(*at).is_ascii_digit()).unwrap_or(stroke);
        let before = from.checked_sub(1).is_none_or(|at| self.ends(at) && self.byte(at) != b'-');
        let mut numbers: Vec<Number> = Vec::new();
        let mut at = from;
        while let Some(number) = self.decimal_at(at) {
            numbers.push(number);
            if self.byte(number.end) != b'/' || numbers.len() > 3 {
                break;
            }
            at = number.end + 1;
        }
        let Some(last) = numbers.last() else { return false };
        let after =
            (self.ends(last.end) || !self.letters(last.end).is_empty()) && !matches!(self.byte(last.end), b'/' | b'-' | b'.' | b',');
        let sizes: Vec<f64> = numbers.iter().map(|number| number.above as f64 / number.below as f64).collect();
        let written = numbers.iter().any(|number| number.below > 1);
        let digits = last.end - self.text[..last.end].iter().rposition(|b| *b == b'/').unwrap_or(0) - 1;
        before
            && after
            && match sizes[..] {
                [one, other] if written => one.max(other) < 5.0 * one.min(other) && one.max(other) <= 500.0,
                [one, other] => {
                    one.min(other) >= 4.0
                        && one.max(other) <= 200.0
                        && one.max(other) < 5.0 * one.min(other)
                        && self.fraction(from, self.digits(from)).is_none()
                }
                // A day, or all hours of all days.
                [one, two, three] => {
                    let date = one <= 31.0 && two <= 31.0 && matches!(digits, 2 | 4);
                    (written || two > 31.0) && !date && one.max(two).max(three) <= 2000.0 && one.min(two).min(three) > 0.0
                }
                _ => false,
            }
    }

    /// `12`, `6.4`, `6,4`.
    fn decimal_at(&self, from: usize) -> Option<Number> {
        let end = self.digits(from);
        let part_end = self.digits(end + 1);
        if end > from && matches!(self.byte(end), b'.' | b',') && (1..=2).contains(&(part_end - end - 1)) {
            let below = 10_i64.pow((part_end - end - 1) as u32);
            let above = self.integer(from, end)? * below + self.integer(end + 1, part_end)?;
            return Some(Number { above, below, end: part_end, fraction: false });
        }
        Some(Number { above: self.integer(from, end)?, below: 1, end, fraction: false })
    }

    pub(super) fn diameter(&mut self, from: usize) -> bool {
        self.at = self.blanks(from);
        self.byte(self.at).is_ascii_digit() && self.measures(Some(Kind::Diameter))
    }
}
