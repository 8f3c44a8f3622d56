//! The catalogue made searchable: exact codes, words, letter triples, and a closer look at the best of them.
//!
//! An [`Index`] is built from all articles, stored as plain bytes by whoever owns it, and only read afterwards. Articles
//! that change later go over it, into a small part of their own ([`Index::with_changes`]), until it is built again.
//! An article is its position in the order given to [`Index::build`], which is by SKU. Equal scores go to the earlier,
//! so the same catalogue and question always give the same answer.

mod asked;
mod build;
mod codes;
mod dictionary;
mod facts;
mod misspelt;
mod people;
mod postings;
mod rank;
mod search;
mod speller;
mod stored;
mod suggest;
mod sweep;
mod synonyms;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::codes::{Gtin, looks_like_code};
use crate::sizes::{self, Size};
use build::rarity;
use codes::Codes;
use dictionary::{Dictionary, Strings};
use facts::Facts;
use postings::Postings;
use speller::Speller;
use synonyms::Names;

pub(crate) use asked::SHORTENED_TO;
pub use facts::{Condition, Facet, Filter, Offer, Range, Unreadable};
pub use misspelt::Slip;
pub use people::{Found, How, Order, Place, Query, Read, comparable};
pub(crate) use rank::WEIGHTS;
pub use rank::{Number, Reasons, Weights};
pub use search::Hit;
pub use suggest::Suggestion;
pub use synonyms::{NamedCategory, Synonyms, spellings};

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
    /// What one of it costs, when, in which terms: for filters and sorting.
    pub offers: &'a [Offer],
    /// Pieces in stock over all places; `None` is unknown.
    pub stock: Option<f64>,
    /// Sample data, not the seller's own.
    pub sample: bool,
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

/// All articles of one catalogue, ready to be searched: those it was built from, and over them those that changed since.
///
/// Numbers of terms and triples are shared by both parts, so a question is read once. Rarities and mean lengths stay
/// those of the build: until the next one a changed article is ranked by the statistics of the catalogue before it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Index {
    #[serde(with = "shared")]
    main: Arc<Segment>,
    #[serde(skip)]
    late: Arc<Segment>,
    /// Articles of `main` that are gone or have a newer form in `late`.
    #[serde(skip)]
    gone: FxHashSet<u32>,
    #[serde(skip)]
    synonyms: Arc<Synonyms>,
    /// Names of categories in other languages are not looked at.
    #[serde(skip)]
    nameless: bool,
}

/// Articles indexed in one go. About 0.6 kB for a title of ten words.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Segment {
    skus: Strings,
    names: Strings,
    /// Brand and manufacturer, folded, a blank between.
    brands: Strings,
    codes: Codes,
    /// Terms that no earlier segment has.
    terms: Dictionary,
    /// Rarity of each of them: ln(1 + (N − n + ½) / (n + ½)).
    rarity: Vec<f32>,
    forms: Vec<Form>,
    words: Postings,
    /// Key of each triple that no earlier segment has, ascending.
    triple_keys: Vec<u64>,
    triples: Postings,
    /// Terms of each name.
    name_terms: Rows,
    /// Terms of brand and part number, and part codes of the description, without those of the name.
    other_terms: Rows,
    sizes: Vec<Size>,
    #[serde(with = "stored::numbers")]
    size_ends: Vec<u32>,
    /// Natural logarithm of the price, NaN where unknown; a nearness, never an amount.
    log_prices: Vec<f32>,
    facts: Facts,
    /// Names of the catalogue's categories in several languages; a later segment has none of its own.
    foreign: Names,
    /// Mean length of each field, where it is filled.
    lengths: Vec<f32>,
    /// Made when the first misspelt word is looked up.
    #[serde(skip)]
    speller: OnceLock<Speller>,
}

/// What a term looks like, told once for all searches.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Form {
    is_code: bool,
    /// `m8x50`, `16gb`: its parts count by themselves, so it is no further word of a name.
    is_size: bool,
    /// Or a unit: it spells a size out.
    is_number: bool,
    /// `with`, `para`, and that something is not there: it stands in a name and is no further thing.
    is_little: bool,
    is_denial: bool,
}

impl Form {
    fn of(term: &str) -> Form {
        let digits = term.bytes().filter(u8::is_ascii_digit).count();
        let is_code = looks_like_code(term);
        Form {
            is_code,
            is_size: digits > 0 && digits < term.len() && !term.contains(['.', '/']) && !is_code,
            is_number: term.bytes().all(|b| b.is_ascii_digit() || b == b'.') || sizes::is_unit(term),
            is_little: synonyms::is_little(term) || term.starts_with(build::DENIED),
            is_denial: term.starts_with(build::DENIED),
        }
    }
}

/// Ascending numbers by article, one row after the other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Rows {
    #[serde(with = "stored::numbers")]
    terms: Vec<u32>,
    #[serde(with = "stored::numbers")]
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
    /// The same with these synonyms instead of those it has; a new or stored index has none.
    pub fn with_synonyms(&self, synonyms: Arc<Synonyms>) -> Index {
        Index { synonyms, ..self.clone() }
    }

    /// Articles that can be found.
    pub fn len(&self) -> usize {
        self.all() - self.gone.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Articles that changed since the index was built, gone ones included.
    pub fn changed(&self) -> usize {
        self.gone.len().max(self.late.len())
    }

    /// One more than the greatest number of an article.
    fn all(&self) -> usize {
        self.main.len() + self.late.len()
    }

    fn is_gone(&self, article: u32) -> bool {
        !self.gone.is_empty() && self.gone.contains(&article)
    }

    /// The part that holds the article, and its number there.
    fn place(&self, article: u32) -> (&Segment, u32) {
        let first = self.main.len() as u32;
        if article < first { (&self.main, article) } else { (&self.late, article - first) }
    }

    /// Whether the article says this token anywhere.
    pub(crate) fn says(&self, article: u32, token: &str) -> bool {
        let (part, at) = self.place(article);
        self.find_term(token).is_some_and(|term| part.says(at, term))
    }

    /// Both parts, each with the number of its first article.
    fn parts(&self) -> [(u32, &Segment); 2] {
        [(0, &self.main), (self.main.len() as u32, &self.late)]
    }

    /// Equal scores go to the earlier SKU, whichever part it is in.
    fn earlier(&self, left: u32, right: u32) -> Ordering {
        let first = self.main.len() as u32;
        if (left < first) == (right < first) { left.cmp(&right) } else { self.sku(left).cmp(self.sku(right)) }
    }

    pub fn sku(&self, article: u32) -> &str {
        let (part, at) = self.place(article);
        part.skus.get(at)
    }

    /// Article with exactly this own number.
    pub fn find_sku(&self, sku: &str) -> Option<u32> {
        self.named_by(|codes| codes.sku(sku).collect()).find(|article| self.sku(*article) == sku)
    }

    /// Articles whose numbers answer `find`, gone ones left out.
    fn named_by(&self, find: impl Fn(&Codes) -> Vec<u32>) -> impl Iterator<Item = u32> {
        let found: Vec<u32> =
            self.parts().iter().flat_map(|(first, part)| find(&part.codes).into_iter().map(move |article| first + article)).collect();
        found.into_iter().filter(|article| !self.is_gone(*article))
    }

    /// Maker's part number in its comparable form; empty if unknown.
    pub fn part_number(&self, article: u32) -> &str {
        let (part, at) = self.place(article);
        part.codes.mpn.get(at)
    }

    /// Whether any article has a bar-code number.
    pub fn knows_gtins(&self) -> bool {
        self.main.codes.knows_gtins() || self.late.codes.knows_gtins()
    }

    pub fn has_gtin(&self, gtin: Gtin) -> bool {
        self.named_by(|codes| codes.gtin(gtin).collect()).next().is_some()
    }

    /// Brand and manufacturer, folded; empty if unknown.
    pub fn brand(&self, article: u32) -> &str {
        let (part, at) = self.place(article);
        part.brands.get(at)
    }

    pub fn name(&self, article: u32) -> &str {
        let (part, at) = self.place(article);
        part.names.get(at)
    }

    /// What the article states of sizes, voltages, threads and the like.
    pub fn sizes(&self, article: u32) -> &[Size] {
        let (part, at) = self.place(article);
        row(&part.sizes, &part.size_ends, at)
    }

    fn log_price(&self, article: u32) -> f32 {
        let (part, at) = self.place(article);
        part.log_prices[at as usize]
    }

    fn find_term(&self, term: &str) -> Option<u32> {
        let first = self.main.terms.len();
        self.main.terms.find(term).or_else(|| self.late.terms.find(term).map(|at| first + at))
    }

    fn term(&self, term: u32) -> &str {
        let first = self.main.terms.len();
        if term < first { self.main.terms.get(term) } else { self.late.terms.get(term - first) }
    }

    fn rarity(&self, term: u32) -> f32 {
        let first = self.main.terms.len();
        if term < first { self.main.rarity[term as usize] } else { self.late.rarity[(term - first) as usize] }
    }

    fn form(&self, term: u32) -> Form {
        let first = self.main.terms.len();
        if term < first { self.main.forms[term as usize] } else { self.late.forms[(term - first) as usize] }
    }

    /// Numbers of the terms that begin with the word and go on.
    fn longer(&self, word: &str) -> [std::ops::Range<u32>; 2] {
        let first = self.main.terms.len();
        let [main, late] = [&self.main, &self.late].map(|part| {
            let mut range = part.terms.beginning(word);
            // The word itself is the first of those that begin with it.
            range.start += u32::from(range.start < range.end && part.terms.get(range.start) == word);
            range
        });
        [main, first + late.start..first + late.end]
    }

    /// Rarity of a word that no article holds.
    fn unseen(&self) -> f32 {
        rarity(self.population(), 0)
    }

    /// What rarities are counted over.
    fn population(&self) -> usize {
        if self.main.len() == 0 { self.late.len() } else { self.main.len() }
    }

    /// Articles that hold the term; those gone are still counted.
    fn holders(&self, term: u32) -> u32 {
        self.main.words.count(term) + self.late.words.count(term)
    }

    fn only_one_holds(&self, term: u32) -> bool {
        let holders = self.holders(term);
        holders == 1 || holders <= 8 && self.holding(term).filter(|article| !self.is_gone(*article)).count() == 1
    }

    fn holding(&self, term: u32) -> impl Iterator<Item = u32> {
        self.parts().into_iter().flat_map(move |(first, part)| part.words.articles(term).iter().map(move |article| first + article))
    }

    fn find_triple(&self, key: u64) -> Option<u32> {
        let first = self.main.triple_keys.len() as u32;
        let find = |keys: &[u64]| keys.binary_search(&key).ok().map(|row| row as u32);
        find(&self.main.triple_keys).or_else(|| find(&self.late.triple_keys).map(|row| first + row))
    }

    fn triple_holders(&self, row: u32) -> u32 {
        let known = self.main.triples.count(row);
        if known > 0 { known } else { self.late.triples.count(row) }
    }
}

impl Segment {
    fn len(&self) -> usize {
        self.skus.len()
    }

    /// Whether the article at this place of the part holds the term in any field.
    fn says(&self, at: u32, term: u32) -> bool {
        self.words.articles(term).binary_search(&at).is_ok()
    }
}

/// The stored form of an index is its build; what changed since is read from the catalogue.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Segment;

    pub fn serialize<S: Serializer>(segment: &Arc<Segment>, serializer: S) -> Result<S::Ok, S::Error> {
        Segment::serialize(segment, serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Segment>, D::Error> {
        Segment::deserialize(deserializer).map(Arc::new)
    }
}
