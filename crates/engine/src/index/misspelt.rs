//! Words of the trade in a request that a slip made unknown: `slottd` is slotted.
//!
//! Only a word that neither the trade nor the catalogue knows is corrected, and only to the one word of the trade that is
//! nearest to it. Codes and numbers never are.

use std::sync::LazyLock;

use super::dictionary::Dictionary;
use super::speller::{Speller, is_word, slips};
use super::{Index, Request};
use crate::{sizes, text};

/// Fewer letters are as likely another word as a slip: `plate` and `slate`.
const SHORTEST: usize = 6;

/// A word of the request and the one it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub written: String,
    pub meant: String,
}

static TRADE: LazyLock<(Dictionary, Speller)> = LazyLock::new(|| {
    let mut words: Vec<&str> = sizes::trade_words().collect();
    words.sort_unstable();
    words.dedup();
    let dictionary = Dictionary::new(words.into_iter());
    let speller = Speller::new(&dictionary);
    (dictionary, speller)
});

impl Index {
    /// The request with the slips in its text mended, and what they were; `None` without any.
    pub fn mended(&self, request: &Request) -> Option<(Request, Vec<Slip>)> {
        let mut slips = Vec::new();
        let mut mended = String::with_capacity(request.text.len());
        let mut rest = &request.text[..];
        while let Some(first) = rest.chars().next() {
            let alphanumeric = first.is_alphanumeric();
            let end = rest.find(|letter: char| letter.is_alphanumeric() != alphanumeric).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            match self.meant_by(word) {
                Some(meant) => {
                    mended.push_str(&meant);
                    slips.push(Slip { written: word.to_owned(), meant });
                }
                None => mended.push_str(word),
            }
            rest = after;
        }
        (!slips.is_empty()).then(|| (Request { text: mended, ..request.clone() }, slips))
    }

    fn meant_by(&self, word: &str) -> Option<String> {
        let folded = text::fold(word);
        let letters = folded.chars().count();
        if letters < SHORTEST || !is_word(&folded) || self.find_term(&folded).is_some() {
            return None;
        }
        let (dictionary, speller) = &*TRADE;
        // What begins a known word is short for it; and the plural of a known word is known.
        let known = |word: &str| !dictionary.beginning(word).is_empty();
        if known(&folded) || sizes::stems(&folded).any(|stem| known(stem) || self.find_term(stem).is_some()) {
            return None;
        }
        let near = speller.near(dictionary, &folded, slips(letters));
        let least = near.iter().map(|(_, slips)| *slips).min()?;
        let mut nearest = near.iter().filter(|(_, slips)| *slips == least).map(|(at, _)| dictionary.get(*at));
        let meant = nearest.next().filter(|meant| least == 1 || meant.chars().next() == folded.chars().next())?;
        // Forms of one word leave no doubt: `galvanied`.
        nearest.all(|other| beginning(other) == beginning(meant)).then(|| meant.to_owned())
    }
}

fn beginning(word: &str) -> &str {
    word.char_indices().nth(SHORTEST - 1).map_or(word, |(at, _)| &word[..at])
}
