//! Units in catalogue rows, by the words people write.

use std::collections::BTreeMap;

use engine::number::{self, Reading};
use engine::unit;
use rust_decimal::Decimal;

/// Unit words already looked up: a catalogue repeats a few of them thousands of times.
#[derive(Default)]
pub struct UnitWords {
    columns: BTreeMap<String, Option<String>>,
    prose: BTreeMap<String, Option<&'static str>>,
}

impl UnitWords {
    /// The UN/ECE code of a word in a unit column, if it means one unit only.
    pub fn code(&mut self, word: &str) -> Option<String> {
        let read = |word: &str| match unit::read(word, unit::Context::Column).as_slice() {
            [only] => Some(only.code.clone()),
            _ => None,
        };
        match self.columns.get(word) {
            Some(known) => known.clone(),
            None => self.columns.entry(word.to_owned()).or_insert_with_key(|word| read(word)).clone(),
        }
    }

    /// `16 mm`, `2,5L`: a number with one reading and a unit with one meaning.
    pub fn quantity(&mut self, text: &str) -> Option<(Decimal, String)> {
        if text.len() > 40 || !text.starts_with(|sign: char| sign.is_ascii_digit()) {
            return None;
        }
        let at = text.find(|sign: char| sign.is_alphabetic())?;
        let (number, word) = (text[..at].trim_end(), &text[at..]);
        let Some(Reading::Exact(value)) = number::read(number) else { return None };
        let code = match self.prose.get(word) {
            Some(known) => *known,
            None => {
                let code = match unit::lookup(word, unit::Context::Prose).as_slice() {
                    [only] => Some(*only),
                    _ => None,
                };
                *self.prose.entry(word.to_owned()).or_insert(code)
            }
        };
        code.map(|code| (value, code.to_owned()))
    }
}
