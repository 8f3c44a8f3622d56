//! Many short texts in one allocation, and a sorted set of them.

use serde::{Deserialize, Serialize};

/// Texts by position.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Strings {
    text: String,
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
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Dictionary(Strings);

impl Dictionary {
    /// `sorted`: ascending, each once.
    pub(super) fn new<'a>(sorted: impl Iterator<Item = &'a str>) -> Dictionary {
        let mut strings = Strings::default();
        sorted.for_each(|term| strings.push(term));
        Dictionary(strings)
    }

    pub(super) fn find(&self, term: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.0.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.0.get(middle).cmp(term) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    pub(super) fn get(&self, term: u32) -> &str {
        self.0.get(term)
    }

    pub(super) fn len(&self) -> u32 {
        self.0.len() as u32
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
