//! JSON files as rows: an array of objects, or one object a line.

use std::collections::{HashMap, HashSet};

use platform::Result;
use serde_json::error::Category;
use serde_json::{Deserializer, Map, Value};

use super::super::FILE_UNREADABLE;
use super::report::Refusal;
use super::rows::Row;
use crate::ingest::Limits;

/// Objects stand one a line, without a bracket around them.
pub fn is_lines(bytes: &[u8]) -> bool {
    without_mark(bytes).iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'[')
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Every key of every object, in order of appearance. Reads the whole file once.
/// Fails where an array is malformed, and where no line is an object; other broken lines are rows to reject.
pub fn columns(name: &str, bytes: &[u8], lines: bool) -> Result<Vec<String>> {
    let mut columns: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let malformed = |at: String| FILE_UNREADABLE.error(format!("`{name}`: the JSON is malformed at {at}."));
    let mut broken = None;
    for object in Objects::new(bytes, lines) {
        let object = match object {
            Ok((_, object)) => object,
            Err(wrong) if lines => {
                broken.get_or_insert(wrong.number);
                continue;
            }
            Err(wrong) => return Err(malformed(format!("entry {}", wrong.number))),
        };
        for key in object.keys() {
            if columns.len() as u64 > Limits::CATALOGUE.columns {
                return Err(
                    FILE_UNREADABLE.error(format!("`{name}`: its objects have more than {} different keys.", Limits::CATALOGUE.columns))
                );
            }
            if known.insert(key.clone()) {
                columns.push(key.clone());
            }
        }
    }
    match broken {
        Some(line) if columns.is_empty() => Err(malformed(format!("line {line}"))),
        _ => Ok(columns),
    }
}

/// The objects as rows over the columns of [`columns`].
pub struct JsonRows<'a> {
    objects: Objects<'a>,
    place: HashMap<&'a str, usize>,
}

impl<'a> JsonRows<'a> {
    pub fn new(bytes: &'a [u8], lines: bool, columns: &'a [String]) -> Self {
        JsonRows { objects: Objects::new(bytes, lines), place: columns.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect() }
    }
}

impl Iterator for JsonRows<'_> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let (number, object) = match self.objects.next()? {
            Ok(found) => found,
            Err(Wrong { number, refusal: Some(refusal) }) => {
                return Some(Ok(Row {
                    sheet: None,
                    number,
                    cells: Vec::new(),
                    numeric: Vec::new(),
                    inexact: Vec::new(),
                    broken: Some(refusal),
                }));
            }
            Err(Wrong { number, refusal: None }) => {
                return Some(Err(FILE_UNREADABLE.error(format!("The JSON is malformed at entry {number}."))));
            }
        };
        let mut cells = vec![None; self.place.len()];
        let (mut numeric, mut inexact) = (Vec::new(), Vec::new());
        for (key, value) in object {
            if let Some(at) = self.place.get(key.as_str()) {
                if value.is_number() {
                    numeric.push(*at);
                }
                // What has no room in an integer was read as a binary fraction.
                if value.is_f64() && value.as_f64().is_some_and(|number| number.abs() >= 1e15) {
                    inexact.push(*at);
                }
                cells[*at] = Some(text(&value));
            }
        }
        Some(Ok(Row { sheet: None, number, cells, numeric, inexact, broken: None }))
    }
}

/// A value as a cell would show it. Lists and objects stay JSON.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

type Lines<'a> = std::slice::Split<'a, u8, fn(&u8) -> bool>;

/// A line or element that is not an object. Lines have a refusal; an array ends where it is wrong.
struct Wrong {
    number: u64,
    refusal: Option<Refusal>,
}

impl Wrong {
    fn line(number: u64, line: &[u8], error: &serde_json::Error) -> Self {
        let reason = match error.classify() {
            Category::Data => "the line is JSON, but no object".to_owned(),
            _ => format!("the line is malformed JSON at byte {}", error.column()),
        };
        Wrong { number, refusal: Some(Refusal::new("", &String::from_utf8_lossy(line), reason)) }
    }
}

/// Pulls one numbered object after the other.
enum Objects<'a> {
    Lines(std::iter::Enumerate<Lines<'a>>),
    Array { bytes: &'a [u8], number: u64 },
}

impl<'a> Objects<'a> {
    fn new(bytes: &'a [u8], lines: bool) -> Self {
        let bytes = without_mark(bytes);
        if lines {
            let at_line_end: fn(&u8) -> bool = |byte| *byte == b'\n';
            return Objects::Lines(bytes.split(at_line_end).enumerate());
        }
        let open = bytes.iter().position(|byte| *byte == b'[').map_or(bytes.len(), |at| at + 1);
        Objects::Array { bytes: &bytes[open..], number: 0 }
    }
}

impl Iterator for Objects<'_> {
    type Item = Result<(u64, Map<String, Value>), Wrong>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Objects::Lines(lines) => {
                let (at, line) = lines.find(|(_, line)| !line.trim_ascii().is_empty())?;
                let number = u64::try_from(at + 1).unwrap_or(u64::MAX);
                Some(serde_json::from_slice(line).map(|object| (number, object)).map_err(|error| Wrong::line(number, line, &error)))
            }
            Objects::Array { bytes, number } => {
                let mut rest = bytes.trim_ascii_start();
                if *number > 0 {
                    rest = rest.strip_prefix(b",").unwrap_or(rest).trim_ascii_start();
                }
                if rest.first() == Some(&b']') || (rest.is_empty() && bytes.is_empty()) {
                    *bytes = &[];
                    return None;
                }
                *number += 1;
                let mut elements = Deserializer::from_slice(rest).into_iter::<Map<String, Value>>();
                match elements.next() {
                    Some(Ok(object)) => {
                        *bytes = &rest[elements.byte_offset()..];
                        // The bracket that ends the array must come: an array cut short lost rows.
                        if bytes.trim_ascii_start().is_empty() {
                            *bytes = b" ";
                        }
                        Some(Ok((*number, object)))
                    }
                    _ => {
                        *bytes = &[];
                        Some(Err(Wrong { number: *number, refusal: None }))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u64, Vec<Option<String>>)>> {
        let lines = is_lines(text.as_bytes());
        let columns = columns("a.json", text.as_bytes(), lines)?;
        JsonRows::new(text.as_bytes(), lines, &columns).map(|row| row.map(|row| (row.number, row.cells))).collect()
    }

    #[test]
    fn an_array_and_lines_say_the_same() {
        let cell = |text: &str| Some(text.to_owned());
        let expected = vec![vec![cell("007"), cell("1.5"), None], vec![cell("8"), None, cell("{\"a\":[1]}")]];
        let array = rows("\u{feff}[ {\"sku\":\"007\",\"price\":1.5} ,\n{\"sku\":8,\"attributes\":{\"a\":[1]}}]\n").unwrap();
        let lines = rows("{\"sku\":\"007\",\"price\":1.5}\n\n{\"sku\":8,\"attributes\":{\"a\":[1]}}\n").unwrap();
        assert_eq!(array.iter().map(|row| row.1.clone()).collect::<Vec<_>>(), expected);
        assert_eq!(lines.iter().map(|row| row.1.clone()).collect::<Vec<_>>(), expected);
        assert_eq!((array[1].0, lines[1].0), (2, 3));
        assert_eq!(rows("[]").unwrap(), []);
    }

    #[test]
    fn malformed_json_is_refused_with_its_place() {
        for (text, place) in [
            ("[{\"a\":1},{\"a\"", "entry 2"),
            ("[{\"a\":1}", "entry 2"),
            ("[1\n{\"a\":1}", "entry 1"),
            ("\nsku,name\n1,Bolt\n", "line 2"),
            ("[1]", "entry 1"),
        ] {
            let refused = rows(text).unwrap_err();
            assert!(refused.message().contains(place), "{text}: {}", refused.message());
        }
    }
}
