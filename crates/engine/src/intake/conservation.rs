//! The law that no word of a request is lost, as a check.

use super::{Content, Note, Part, Place, ReadResult, RequestLine};
use std::collections::HashMap;

/// A word that is in the document but in no field, note or remainder of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    pub place: Place,
    pub word: String,
}

/// Compares words sheet by sheet and count by count; `verbatim` does not count as a field. Empty means conserved.
///
/// A word is a run of letters or a run of digits, in lower case. Not row by row, because a line that was continued
/// over several rows keeps their words at its first. O(words).
pub fn lost(parts: &[Part], result: &ReadResult) -> Vec<Lost> {
    let mut kept: HashMap<(&str, Option<&str>), HashMap<String, i64>> = HashMap::new();
    let mut keep = |place: &Place, text: &str| {
        let Some((document, sheet)) = parts_key(parts, place) else {
            return;
        };
        let words = kept.entry((document, sheet)).or_default();
        for word in words_of(text) {
            *words.entry(word).or_default() += 1;
        }
    };
    for line in &result.lines {
        for field in fields(line) {
            keep(&line.place, field);
        }
    }
    for Note { place, text, .. } in &result.notes {
        keep(place, text);
    }
    let mut lost = Vec::new();
    for part in parts {
        let sheet = sheet_of(part);
        let mut check = |row: u32, text: &str| {
            for word in words_of(text) {
                let count = kept.get_mut(&(part.document.as_str(), sheet)).and_then(|words| words.get_mut(&word));
                match count {
                    Some(count) if *count > 0 => *count -= 1,
                    _ => lost.push(Lost { place: Place { document: part.document.clone(), sheet: sheet.map(str::to_owned), row }, word }),
                }
            }
        };
        match &part.content {
            Content::Table(table) => table.rows.iter().for_each(|row| row.cells.iter().for_each(|cell| check(row.number, &cell.text))),
            Content::Text(lines) => lines.iter().for_each(|line| check(line.number, &line.text)),
        }
    }
    lost
}

fn parts_key<'a>(parts: &'a [Part], place: &Place) -> Option<(&'a str, Option<&'a str>)> {
    parts
        .iter()
        .map(|part| (part.document.as_str(), sheet_of(part)))
        .find(|(document, sheet)| *document == place.document && *sheet == place.sheet.as_deref())
}

fn sheet_of(part: &Part) -> Option<&str> {
    match &part.content {
        Content::Table(table) => table.sheet.as_deref(),
        Content::Text(_) => None,
    }
}

/// Every field that holds words of the document. Section is left out: the words stay with the section's own note.
///
/// An item may be a copy of its code, and a unit's word a part of the quantity's words; such a copy answers for a word of its
/// own only if the document says it again.
fn fields(line: &RequestLine) -> impl Iterator<Item = &str> {
    let said_once = |text: &str| line.verbatim.matches(text).count() < 2;
    let codes = [&line.customer_code, &line.mpn, &line.gtin];
    let item = Some(line.item.as_str()).filter(|item| !(codes.iter().any(|code| code.as_deref() == Some(item)) && said_once(item)));
    let counted = line.quantity_text.as_deref().unwrap_or_default();
    let unit = line.unit.as_ref().map(|unit| unit.word.as_str()).filter(|word| !(counted.contains(word) && said_once(word)));
    [
        line.customer_position.as_deref(),
        item,
        line.customer_code.as_deref(),
        line.gtin.as_deref(),
        line.mpn.as_deref(),
        line.brand.as_deref(),
        line.quantity_text.as_deref(),
        unit,
        line.target_price.as_ref().map(|price| price.text.as_str()),
        line.remark.as_deref(),
    ]
    .into_iter()
    .flatten()
    .chain(line.remainder.iter().map(String::as_str))
}

/// Runs of letters and runs of digits, in lower case.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = 0;
    for sign in text.chars() {
        let class = if sign.is_numeric() {
            1
        } else if sign.is_alphabetic() {
            2
        } else {
            0
        };
        if class != 0 {
            match words.last_mut().filter(|_| class == before) {
                Some(word) => word.extend(sign.to_lowercase()),
                None => words.push(sign.to_lowercase().collect()),
            }
        }
        before = class;
    }
    words
}
