//! How many: the quantity of a cell, or of a few words cut out of a sentence.

use super::document::Cell;
use crate::number::{self, Convention, Reading};
use crate::unit::{self, Context, Unit};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A quantity is stated, has several readings, or is missing. It is never assumed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    Stated(Decimal),
    Ambiguous(Vec<Decimal>),
    Missing,
}

impl From<Reading> for Quantity {
    fn from(reading: Reading) -> Quantity {
        match reading {
            Reading::Exact(value) => Quantity::Stated(value.normalize()),
            Reading::Ambiguous(values) => Quantity::Ambiguous(values.into_iter().map(|value| value.normalize()).collect()),
        }
    }
}

/// What a quantity cell says. `units` are readings of its unit words, best first; `rest` is what was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub quantity: Quantity,
    pub units: Vec<Unit>,
    pub rest: Option<String>,
}

/// Reads `20`, `20 pcs`, `20pcs`, `2 boxes of 100`, `approx. 20`, `1.200,5 m`, `x 20`, `20-25`, `3 dozen`.
///
/// `numeric`: the file stores a number, so a point is a decimal point. A range keeps both ends as readings.
pub(crate) fn read_cell(text: &str, numeric: bool) -> Amount {
    let missing = |rest: &str| Amount { quantity: Quantity::Missing, units: Vec::new(), rest: (!rest.is_empty()).then(|| rest.to_owned()) };
    let text = text.trim();
    if numeric && let Some(value) = number::read_plain(text) {
        return Amount { quantity: Quantity::Stated(value.normalize()), units: Vec::new(), rest: None };
    }
    if let Some(reading) = number::read(text) {
        return Amount { quantity: reading.into(), units: Vec::new(), rest: None };
    }
    let body = without_hedge(text);
    if let Some(readings) = range(body) {
        return Amount { quantity: Quantity::Ambiguous(readings), units: Vec::new(), rest: None };
    }
    // The longest head that is a number.
    let cut = body
        .char_indices()
        .map(|(at, sign)| at + sign.len_utf8())
        .take_while(|end| body[..*end].chars().all(|sign| sign.is_numeric() || ".,'’/ \u{a0}\u{202f}+-".contains(sign)))
        .filter(|end| !body[*end..].starts_with(char::is_numeric) && number::read(body[..*end].trim_end()).is_some())
        .last();
    if let Some(cut) = cut
        && let Some(reading) = number::read(body[..cut].trim_end())
    {
        let tail = body[cut..].trim();
        // "20 x", "20x": a sign of multiplication, unless it begins a word.
        let times = tail.strip_prefix(['x', 'X', '×']).filter(|rest| !rest.starts_with(char::is_alphanumeric));
        let tail = times.unwrap_or(tail).trim_matches(['(', ')', '.', ' ', '-', '*']);
        if tail.is_empty() {
            return Amount { quantity: reading.into(), units: Vec::new(), rest: None };
        }
        let units = unit::read(tail, Context::Column);
        let rest = units.is_empty().then(|| tail.to_owned());
        return Amount { quantity: reading.into(), units, rest };
    }
    // Unit before the number ("pcs 20"), or a number word ("two boxes").
    if let Some((head, tail)) = body.split_once([' ', '.', ':']) {
        let units = unit::read(head, Context::Column);
        if !units.is_empty()
            && let Some(reading) = number::read(tail.trim_start_matches([' ', '.', ':']))
        {
            return Amount { quantity: reading.into(), units, rest: None };
        }
    }
    let (head, tail) = body.split_once(' ').unwrap_or((body, ""));
    match number::word(head) {
        Some(value) => {
            let units = unit::read(tail, Context::Column);
            let rest = (units.is_empty() && !tail.is_empty()).then(|| tail.to_owned());
            Amount { quantity: Quantity::Stated(value), units, rest }
        }
        None => missing(text),
    }
}

/// Of the readings of an ambiguous number the one that the decimals of its column show; `None` if they show none.
pub(crate) fn settled(readings: &[Decimal], text: &str, convention: Convention) -> Option<Decimal> {
    let figure = figure(text)?;
    // A range is ambiguous in another way.
    let same = Quantity::from(number::read(figure)?) == Quantity::Ambiguous(readings.to_vec());
    same.then(|| convention.read(figure)?.exact().map(|value| value.normalize()))?
}

/// How a column of quantities writes its decimals. What the file stores as a number has no writing of its own.
pub(crate) fn convention<'a>(cells: impl Iterator<Item = &'a Cell>) -> Convention {
    let mut convention = Convention::default();
    cells.filter(|cell| !cell.numeric).filter_map(|cell| figure(&cell.text)).for_each(|figure| convention.look_at(figure));
    convention
}

/// The first figure of a cell: "1,200" of "1,200 pcs".
fn figure(text: &str) -> Option<&str> {
    let figure = &text[text.find(|sign: char| sign.is_ascii_digit())?..];
    let end = figure.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, '.' | ',')).unwrap_or(figure.len());
    Some(figure[..end].trim_end_matches(['.', ',']))
}

/// Without "approx.", "ca.", "~", "qty:", "x": words around a number that change nothing about its reading.
fn without_hedge(text: &str) -> &str {
    let mut body = text.trim();
    loop {
        let lower = body.to_lowercase();
        let head = HEDGES.iter().find(|hedge| lower.starts_with(**hedge)).filter(|_| lower.len() == body.len());
        match head {
            Some(hedge) if body.len() > hedge.len() => body = body[hedge.len()..].trim_start_matches([' ', '.', ':', '=']),
            _ => return body,
        }
    }
}

const HEDGES: &[&str] = &[
    "approximately",
    "approx",
    "about",
    "circa",
    "ca.",
    "ca ",
    "aprox",
    "unos ",
    "unas ",
    "etwa ",
    "environ ",
    "env.",
    "qty",
    "quantity",
    "cant.",
    "cantidad",
    "menge",
    "~",
    "≈",
    "x ",
    "×",
];

/// `20-25`, `20 – 25`, `20 to 25`: both ends, when they are plain whole numbers in rising order.
fn range(text: &str) -> Option<Vec<Decimal>> {
    let (low, high) = ["-", "–", " to ", " bis ", " a ", " à "].iter().find_map(|sign| text.split_once(sign))?;
    let (low, high) = (number::read(low.trim())?.exact()?, number::read(high.trim())?.exact()?);
    (low < high && low.fract().is_zero() && high.fract().is_zero()).then(|| vec![low, high])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Quantity, Option<String>, Option<Decimal>, Option<String>) {
        let amount = read_cell(text, false);
        let unit = amount.units.first();
        (amount.quantity, unit.map(|unit| unit.code.clone()), unit.and_then(|unit| unit.pack), amount.rest)
    }

    fn stated(value: &str) -> Quantity {
        Quantity::Stated(value.parse().unwrap())
    }

    #[test]
    fn a_cell_may_hold_number_unit_and_pack() {
        let code = |code: &str| Some(code.to_owned());
        for (text, expected) in [
            ("20", (stated("20"), None, None, None)),
            ("20 pcs", (stated("20"), code("H87"), None, None)),
            ("20pcs.", (stated("20"), code("H87"), None, None)),
            ("2 boxes of 100", (stated("2"), code("XBX"), Some(Decimal::from(100)), None)),
            ("approx. 20", (stated("20"), None, None, None)),
            ("2,5 m", (stated("2.5"), code("MTR"), None, None)),
            ("x 20", (stated("20"), None, None, None)),
            ("20 x", (stated("20"), None, None, None)),
            ("two boxes", (stated("2"), code("XBX"), None, None)),
            ("Stk 5", (stated("5"), code("H87"), None, None)),
            ("1,200 pcs", (Quantity::Ambiguous(vec![Decimal::from(1200), Decimal::new(12, 1)]), code("H87"), None, None)),
            ("20-25", (Quantity::Ambiguous(vec![Decimal::from(20), Decimal::from(25)]), None, None, None)),
            ("as required", (Quantity::Missing, None, None, code("as required"))),
            ("20 widgets", (stated("20"), None, None, code("widgets"))),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_stored_number_has_no_second_reading() {
        assert_eq!(read_cell("1.125", true).quantity, stated("1.125"));
    }
}
