//! The catalogue made searchable: exact codes, words, letter triples, and a closer look at the best of them.
//!
//! An [`Index`] is built once from all articles, stored as plain bytes by whoever owns it, and only read afterwards.
//! An article is its position in the order given to [`Index::build`]. Equal scores go to the smaller position, so the
//! same catalogue and question always give the same answer.

mod asked;
mod build;
mod codes;
mod dictionary;
mod postings;
mod rank;
mod search;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::codes::Gtin;
use crate::sizes::Size;
use codes::Codes;
use dictionary::{Dictionary, Strings};
use postings::Postings;

pub use rank::{Number, Reasons, Weights};
pub use search::Hit;

/// What is known of one article. Empty text is unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Article<'a> {
    pub sku: &'a str,
    pub name: &'a str,
    pub description: &'a str,
    pub brand: &'a str,
    pub manufacturer: &'a str,
    pub mpn: &'a str,
    pub gtin: &'a str,
    /// Other numbers that name it: former article numbers, other makers' numbers, further bar codes.
    pub numbers: &'a [String],
    pub category: &'a str,
    /// Name and value, as the catalogue writes them.
    pub attributes: &'a [(String, String)],
    /// Decimal text with a point; only its nearness to a requested price is ever used.
    pub price: Option<&'a str>,
}

/// What somebody asks for: a person's few words, or one line of a customer's list. Empty text is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub text: String,
    /// Further words; they help to find, but count less than `text`.
    pub description: String,
    pub brand: String,
    pub manufacturer: String,
    pub mpn: String,
    pub gtin: String,
    /// Our own article number, where the request has a field for it.
    pub sku: String,
    /// Decimal text with a point.
    pub price: Option<String>,
}

impl Request {
    /// Bar-code numbers the request states: in their field, as its whole text, or as a word of 12 to 14 digits in it
    /// (eight digits among words may be anything).
    pub fn gtins(&self) -> Vec<Gtin> {
        let words = self.text.split_whitespace().filter(|word| word.len() >= 12);
        let mut gtins: Vec<Gtin> = [&*self.gtin, &*self.text].into_iter().chain(words).filter_map(Gtin::parse).collect();
        gtins.dedup();
        gtins
    }
}

/// All articles of one catalogue, ready to be searched. About 0.6 kB for a title of ten words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Index {
    skus: Strings,
    names: Strings,
    /// Brand and manufacturer, folded, a blank between.
    brands: Strings,
    codes: Codes,
    terms: Dictionary,
    /// Rarity of each term: ln(1 + (N − n + ½) / (n + ½)).
    rarity: Vec<f32>,
    words: Postings,
    /// Key of each triple, ascending; its position is its row in `triples`.
    triple_keys: Vec<u64>,
    triples: Postings,
    /// Terms of each name.
    name_terms: Rows,
    /// Terms of brand and part number, and part codes of the description, without those of the name.
    other_terms: Rows,
    sizes: Vec<Size>,
    size_ends: Vec<u32>,
    /// Natural logarithm of the price, NaN where unknown; a nearness, never an amount.
    log_prices: Vec<f32>,
}

/// Ascending numbers by article, one row after the other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Rows {
    terms: Vec<u32>,
    ends: Vec<u32>,
}

impl Rows {
    fn row(&self, article: u32) -> &[u32] {
        row(&self.terms, &self.ends, article)
    }

    fn push(&mut self, terms: impl Iterator<Item = u32>) {
        let start = self.terms.len();
        self.terms.extend(terms);
        self.terms[start..].sort_unstable();
        self.ends.push(self.terms.len() as u32);
    }
}

fn row<'a, T>(values: &'a [T], ends: &[u32], at: u32) -> &'a [T] {
    let start = if at == 0 { 0 } else { ends[at as usize - 1] };
    &values[start as usize..ends[at as usize] as usize]
}

impl Index {
    pub fn len(&self) -> usize {
        self.skus.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn sku(&self, article: u32) -> &str {
        self.skus.get(article)
    }

    /// Article with exactly this own number.
    pub fn find_sku(&self, sku: &str) -> Option<u32> {
        self.codes.sku(sku).find(|article| self.sku(*article) == sku)
    }

    /// Maker's part number in its comparable form; empty if unknown.
    pub fn part_number(&self, article: u32) -> &str {
        self.codes.mpn.get(article)
    }

    /// Whether any article has a bar-code number.
    pub fn knows_gtins(&self) -> bool {
        self.codes.knows_gtins()
    }

    pub fn has_gtin(&self, gtin: Gtin) -> bool {
        self.codes.gtin(gtin).next().is_some()
    }

    /// Brand and manufacturer, folded; empty if unknown.
    pub fn brand(&self, article: u32) -> &str {
        self.brands.get(article)
    }

    pub fn name(&self, article: u32) -> &str {
        self.names.get(article)
    }

    /// What the article states of sizes, voltages, threads and the like.
    pub fn sizes(&self, article: u32) -> &[Size] {
        row(&self.sizes, &self.size_ends, article)
    }
}
