//! Many short texts in one allocation, and a sorted set of them.

use std::hash::Hasher;
use std::sync::OnceLock;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::stored;

/// Texts by position.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Strings {
    #[serde(with = "stored::text")]
    text: String,
    #[serde(with = "stored::numbers")]
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // A catalogue of more than 4 GB of names would wrap here; the stated largest one has 0.1 GB.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, at: u32) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at as usize - 1] };
        &self.text[start as usize..self.ends[at as usize] as usize]
    }
}

/// Terms in byte order; a term's number is its position.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Dictionary {
    terms: Strings,
    /// Where a term may stand, by its hash: its number + 1, 0 for nothing; the next place where two meet. Made at the
    /// first look-up, as a search looks up dozens of terms and halves of terms.
    #[serde(skip)]
    places: OnceLock<Vec<u32>>,
}

impl Dictionary {
    /// `sorted`: ascending, each once.
    pub(super) fn new<'a>(sorted: impl Iterator<Item = &'a str>) -> Dictionary {
        let mut strings = Strings::default();
        sorted.for_each(|term| strings.push(term));
        Dictionary { terms: strings, places: OnceLock::new() }
    }

    pub(super) fn find(&self, term: &str) -> Option<u32> {
        let places = self.places.get_or_init(|| self.placed());
        let mut at = place(term, places.len());
        while let number @ 1.. = *places.get(at)? {
            if self.terms.get(number - 1) == term {
                return Some(number - 1);
            }
            at = (at + 1) % places.len();
        }
        None
    }

    /// Twice as many places as terms, and one: there is always an empty one to stop at.
    fn placed(&self) -> Vec<u32> {
        let mut places = vec![0; (2 * self.terms.len() + 1).next_power_of_two()];
        for number in 0..self.len() {
            let mut at = place(self.terms.get(number), places.len());
            while places[at] > 0 {
                at = (at + 1) % places.len();
            }
            places[at] = number + 1;
        }
        places
    }

    pub(super) fn get(&self, term: u32) -> &str {
        self.terms.get(term)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|term| self.get(term))
    }

    pub(super) fn len(&self) -> u32 {
        self.terms.len() as u32
    }

    /// Numbers of the terms that begin so.
    pub(super) fn beginning(&self, prefix: &str) -> std::ops::Range<u32> {
        let first = self.partition(|term| term < prefix);
        first..self.partition(|term| term < prefix || term.starts_with(prefix))
    }

    /// How many terms come before the first that `before` does not hold of.
    fn partition(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.get(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// `places`: a power of two.
fn place(term: &str, places: usize) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(term.as_bytes());
    hasher.finish() as usize & (places - 1)
}
