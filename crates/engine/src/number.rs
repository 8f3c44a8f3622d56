//! Numbers as people write them, read exactly and without guessing the country.
//!
//! `1.234,56`, `1,234.56`, `1 200`, `1'200`, `2,5`, `1 1/2` and `½` have one reading. `1,200` and `1.200` have two
//! (twelve hundred, or one and a fifth) and keep both: the order is grouping first, decimal second.

use crate::unit::by_word;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::str::FromStr;
use std::sync::LazyLock;

/// What a written number says. `Ambiguous` holds at least two different readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    Exact(Decimal),
    Ambiguous(Vec<Decimal>),
}

impl Reading {
    /// The only value, or `None` when there are several.
    pub fn exact(&self) -> Option<Decimal> {
        match self {
            Reading::Exact(value) => Some(*value),
            Reading::Ambiguous(_) => None,
        }
    }
}

/// How a column writes its decimals, learned from its numbers that have one reading; never from a country.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Convention {
    /// Nothing has shown it.
    #[default]
    Unknown,
    Point,
    Comma,
    /// The column shows both.
    Mixed,
}

impl Convention {
    /// Takes a number as evidence; one that can be read two ways, or is no number, shows nothing.
    pub fn look_at(&mut self, number: &str) {
        if !number.contains(['.', ',']) || !matches!(read(number), Some(Reading::Exact(_))) {
            return;
        }
        let last = number.rfind(['.', ',']).and_then(|at| number[at..].chars().next()).unwrap_or('.');
        let other = if last == '.' { ',' } else { '.' };
        // A sign that stands several times groups digits.
        let decimal = if number.matches(last).count() > 1 { other } else { last };
        self.learn(if decimal == ',' { Convention::Comma } else { Convention::Point });
    }

    pub fn learn(&mut self, shown: Convention) {
        *self = match *self {
            Convention::Unknown => shown,
            known if known == shown => known,
            _ => Convention::Mixed,
        };
    }

    /// Reads a number as [`read`] does; of two readings the one that the column shows, if it shows one.
    pub fn read(self, text: &str) -> Option<Reading> {
        let reading = read(text)?;
        let (Reading::Ambiguous(values), Convention::Point | Convention::Comma) = (&reading, self) else { return Some(reading) };
        // Grouping is the first reading, decimal the second.
        let decimal = if self == Convention::Comma { ',' } else { '.' };
        Some(values.get(usize::from(text.contains(decimal))).map_or(reading.clone(), |value| Reading::Exact(*value)))
    }
}

/// Reads a text that is a number and nothing else; `None` for anything more or less.
///
/// Grouped digits must be groups of three (the Indian `1,00,000` is accepted too). A fraction must have a finite
/// decimal, so `1/3` is refused rather than rounded. A sign is allowed. O(length).
pub fn read(text: &str) -> Option<Reading> {
    let text = text.trim();
    let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    if body.len() > 40 || !body.chars().next()?.is_numeric() && !body.starts_with(['.', ',']) {
        return None;
    }
    let reading = fraction(body).map(Reading::Exact).or_else(|| separated(body))?;
    Some(match (negative, reading) {
        (false, reading) => reading,
        (true, Reading::Exact(value)) => Reading::Exact(-value),
        (true, Reading::Ambiguous(values)) => Reading::Ambiguous(values.into_iter().map(|value| -value).collect()),
    })
}

/// Reads a number a machine wrote (a numeric spreadsheet cell): a point is the decimal point, nothing groups.
pub fn read_plain(text: &str) -> Option<Decimal> {
    Decimal::from_str(text.trim()).ok()
}

/// The value of a number word from one to twenty, the tens, hundred and the common "half a dozen" words, in English, Spanish,
/// German and French. Articles that also mean one (`a`, `un`, `ein`) are not here: alone they state no quantity.
pub fn word(text: &str) -> Option<Decimal> {
    if !text.starts_with(char::is_alphabetic) {
        return None;
    }
    BY_WORD.get(text.to_lowercase().as_str()).map(|value| Decimal::from(*value))
}

static BY_WORD: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| by_word(WORDS.iter().map(|(words, value)| (*value, *words))));

const WORDS: &[(&str, u32)] = &[
    ("one uno eins", 1),
    ("two dos zwei deux", 2),
    ("three tres drei trois", 3),
    ("four cuatro vier quatre", 4),
    ("five cinco fünf fuenf cinq", 5),
    ("six seis sechs", 6),
    ("seven siete sieben sept", 7),
    ("eight ocho acht huit", 8),
    ("nine nueve neun neuf", 9),
    ("ten diez zehn dix", 10),
    ("eleven once elf onze", 11),
    ("twelve doce zwölf zwoelf douze", 12),
    ("fifteen quince fünfzehn quinze", 15),
    ("twenty veinte zwanzig vingt", 20),
    ("thirty treinta dreißig trente", 30),
    ("forty cuarenta vierzig quarante", 40),
    ("fifty cincuenta fünfzig cinquante", 50),
    ("sixty sesenta sechzig soixante", 60),
    ("hundred cien hundert cent", 100),
];

/// `1/2`, `1 1/2`, `½`, `2½`.
fn fraction(text: &str) -> Option<Decimal> {
    if let Some(last) = text.chars().next_back()
        && let Some((over, under)) = VULGAR.iter().find(|(sign, ..)| *sign == last).map(|(_, over, under)| (*over, *under))
    {
        let whole = text[..text.len() - last.len_utf8()].trim_end();
        let whole = if whole.is_empty() { Decimal::ZERO } else { digits(whole)? };
        return Some(whole + Decimal::from(over) / Decimal::from(under));
    }
    let (left, under) = text.split_once(['/', '\u{2044}'])?;
    let (whole, over) = match left.trim_end().rsplit_once(' ') {
        Some((whole, over)) => (digits(whole.trim_end())?, over),
        None => (Decimal::ZERO, left.trim_end()),
    };
    let (over, under) = (digits(over)?, digits(under.trim_start())?);
    let mut rest = u64::try_from(under).ok().filter(|under| *under > 0 && *under <= 1000)?;
    while rest % 2 == 0 {
        rest /= 2;
    }
    while rest % 5 == 0 {
        rest /= 5;
    }
    (rest == 1 && (whole.is_zero() || over < under)).then(|| (whole + over / under).normalize())
}

const VULGAR: &[(char, u32, u32)] = &[
    ('½', 1, 2),
    ('¼', 1, 4),
    ('¾', 3, 4),
    ('⅛', 1, 8),
    ('⅜', 3, 8),
    ('⅝', 5, 8),
    ('⅞', 7, 8),
    ('⅕', 1, 5),
    ('⅖', 2, 5),
    ('⅗', 3, 5),
    ('⅘', 4, 5),
];

fn digits(text: &str) -> Option<Decimal> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| Decimal::from_str(text).ok())?
}

fn separated(text: &str) -> Option<Reading> {
    let mut spaced = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '0'..='9' | '.' | ',' => spaced.push(sign),
            '\'' | '\u{2019}' | '\u{b4}' => spaced.push('\''),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => spaced.push(' '),
            _ => return None,
        }
    }
    let signs: Vec<char> = spaced.chars().filter(|sign| !sign.is_ascii_digit()).collect();
    let Some(&last) = signs.last() else {
        return digits(&spaced).map(Reading::Exact);
    };
    if signs.iter().all(|sign| *sign == last) {
        return one_separator(&spaced, last, signs.len());
    }
    // Two kinds: the last one is the decimal sign and stands once, all before group digits.
    let grouping = signs[0];
    let decimal_once = signs[..signs.len() - 1].iter().all(|sign| *sign == grouping) && matches!(last, '.' | ',');
    let (whole, rest) = spaced.rsplit_once(last)?;
    (decimal_once && !rest.is_empty()).then(|| compose(&ungroup(whole, grouping)?, rest)).flatten().map(Reading::Exact)
}

fn one_separator(text: &str, sign: char, count: usize) -> Option<Reading> {
    let grouped = ungroup(text, sign).and_then(|whole| digits(&whole));
    if !matches!(sign, '.' | ',') || count > 1 {
        return grouped.map(Reading::Exact);
    }
    let (whole, rest) = text.split_once(sign)?;
    if rest.is_empty() {
        return None;
    }
    let decimal = compose(if whole.is_empty() { "0" } else { whole }, rest)?;
    Some(match grouped {
        Some(grouped) if !whole.starts_with('0') && grouped != decimal => Reading::Ambiguous(vec![grouped, decimal]),
        _ => Reading::Exact(decimal),
    })
}

/// The digits without their grouping sign, if the groups are where groups belong.
fn ungroup(text: &str, sign: char) -> Option<String> {
    let groups: Vec<&str> = text.split(sign).collect();
    let (first, rest) = groups.split_first()?;
    let by_three = rest.iter().all(|group| group.len() == 3) && (1..=3).contains(&first.len());
    let indian = sign == ','
        && rest.len() >= 2
        && (1..=2).contains(&first.len())
        && rest[..rest.len() - 1].iter().all(|group| group.len() == 2)
        && rest[rest.len() - 1].len() == 3;
    (!rest.is_empty() && (by_three || indian)).then(|| groups.concat()).filter(|all| digits(all).is_some())
}

fn compose(whole: &str, rest: &str) -> Option<Decimal> {
    digits(whole)?;
    digits(rest)?;
    Decimal::from_str(&format!("{whole}.{rest}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Option<String> {
        read(text).and_then(|reading| reading.exact()).map(|value| value.normalize().to_string())
    }

    #[test]
    fn one_reading_where_the_writing_leaves_no_doubt() {
        for (text, value) in [
            ("20", "20"),
            ("0012", "12"),
            ("2,5", "2.5"),
            ("2.50", "2.5"),
            ("0,500", "0.5"),
            (".75", "0.75"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1 200", "1200"),
            ("1\u{a0}200,5", "1200.5"),
            ("1'200", "1200"),
            ("1’200.50", "1200.5"),
            ("1,200,000", "1200000"),
            ("1.200.000", "1200000"),
            ("1,00,000", "100000"),
            ("1/2", "0.5"),
            ("1 1/2", "1.5"),
            ("2½", "2.5"),
            ("¾", "0.75"),
            ("-3", "-3"),
            ("12345.678", "12345.678"),
        ] {
            assert_eq!(exact(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn a_lone_group_of_three_keeps_both_readings() {
        for text in ["1,200", "1.200"] {
            assert_eq!(read(text), Some(Reading::Ambiguous(vec![Decimal::from(1200), Decimal::new(12, 1)])));
        }
    }

    #[test]
    fn a_column_shows_its_decimals_by_what_has_one_reading() {
        let learned = |cells: &[&str]| {
            let mut convention = Convention::default();
            cells.iter().for_each(|cell| convention.look_at(cell));
            convention
        };
        assert_eq!(learned(&["1,200", "3"]), Convention::Unknown);
        assert_eq!(learned(&["1,200", "3,5"]), Convention::Comma);
        assert_eq!(learned(&["1,200,000", "3"]), Convention::Point);
        assert_eq!(learned(&["1,5", "1.5"]), Convention::Mixed);
        assert_eq!(Convention::Comma.read("1,200"), Some(Reading::Exact(Decimal::new(1200, 3))));
        assert_eq!(Convention::Point.read("1,200"), Some(Reading::Exact(Decimal::from(1200))));
        assert_eq!(Convention::Mixed.read("1,200"), read("1,200"));
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", "M8", "1.2.3", "12.03.2024", "1,20,3", "1 20", "2x4", "1/3", "1/0", "3 pcs", "1.", "--1", "1,2.3,4"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_convention_reads_back_what_it_wrote(whole in 0u64..1_000_000_000, cents in 0u32..100) {
            let value = Decimal::new(i64::try_from(whole * 100 + u64::from(cents)).unwrap(), 2);
            let plain = whole.to_string();
            let groups: Vec<&str> = plain.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
            for (grouping, decimal) in [(",", "."), (".", ","), (" ", ","), ("'", "."), ("", "."), ("", ",")] {
                let text = format!("{}{decimal}{cents:02}", groups.join(grouping));
                prop_assert_eq!(read(&text), Some(Reading::Exact(value)), "{}", text);
            }
        }

        #[test]
        fn no_text_makes_it_panic_and_readings_differ(text in "[-+0-9., '/½]{0,24}") {
            if let Some(Reading::Ambiguous(values)) = read(&text) {
                prop_assert!(values.len() == 2 && values[0] != values[1]);
            }
        }
    }
}
