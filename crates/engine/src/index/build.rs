//! From articles to an [`Index`]: one pass over the articles, then one over what it collected.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Arc, OnceLock};
use std::thread::{self, ScopedJoinHandle};

use rustc_hash::{FxHashMap, FxHashSet};

use super::codes::Codes;
use super::dictionary::{Dictionary, Strings};
use super::facts::{self, FactsBuilder};
use super::postings::{Entry, Postings};
use super::synonyms::{NamedCategory, Names, category_term};
use super::{Article, Form, Index, Rows, Segment};
use crate::sizes::{self, Size};
use crate::{codes, text};

/// A field of an article and how it counts, for words (BM25F) and for triples.
///
/// `length`: how strongly a long text is discounted, 0 not at all, 1 fully. Descriptions say many true things that
/// nobody asks for; they may find an article, not outvote a name.
struct Field {
    words: f32,
    length: f32,
    triples: f32,
}

const NAME: usize = 0;
const BRAND: usize = 1;
const CODE: usize = 2;
const CATEGORY: usize = 3;
const ATTRIBUTES: usize = 4;
const DESCRIPTION: usize = 5;
const SKU: usize = 6;
/// The terms of the categories it stands in.
const WITHIN: usize = 7;
const FIELDS: [Field; 8] = [
    field(1.0, 0.5, 1.0),
    field(0.7, 0.0, 0.4),
    field(1.0, 0.0, 0.7),
    field(0.3, 0.3, 0.0),
    field(0.5, 0.6, 0.0),
    field(0.25, 0.75, 0.2),
    field(1.0, 0.0, 0.7),
    field(1.0, 0.0, 0.0),
];

const fn field(words: f32, length: f32, triples: f32) -> Field {
    Field { words, length, triples }
}

/// Saturation of repeated words. Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009, §3.
const K1: f32 = 1.2;

/// A term's count in one field of one article.
struct Count {
    term: u32,
    article: u32,
    field: u8,
    count: u8,
}

/// Articles read at once: so many that starting a thread costs nothing beside them, so few that their texts need no room.
const BATCH: usize = 4_096;

/// What an article says, before its terms have numbers.
struct Read {
    /// Folded, by field.
    fields: [String; FIELDS.len()],
    sizes: Vec<Size>,
    size_terms: Vec<String>,
}

/// All of `batch`, which is not empty, in its order, on all cores.
fn read_all(batch: &[Article]) -> Vec<Read> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let parts = batch.chunks(batch.len().div_ceil(cores));
        let reading: Vec<_> = parts.map(|part| scope.spawn(|| part.iter().map(Read::of).collect::<Vec<_>>())).collect();
        reading.into_iter().flat_map(joined).collect()
    })
}

/// What the thread found; its panic goes on here.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

impl Read {
    fn of(article: &Article) -> Read {
        let attributes: String = article.attributes.iter().map(|(name, value)| format!("{name} {value}\n")).collect();
        let mut fields: [String; FIELDS.len()] = Default::default();
        fields[NAME] = text::fold(article.name);
        fields[BRAND] = text::fold(&format!("{} {}", article.brand, article.manufacturer));
        fields[CODE] = text::fold(article.mpn);
        if codes::looks_like_code(&codes::part_number(article.sku)) {
            fields[SKU] = text::fold(article.sku);
        }
        fields[CATEGORY] = text::fold(article.category);
        // Words of the other numbers find the article; a number is no size, whatever it looks like.
        fields[ATTRIBUTES] = text::fold(&format!("{attributes}{}", article.numbers.join("\n")));
        fields[DESCRIPTION] = text::fold(article.description);
        let mut sizes = Vec::new();
        sizes::read_product(article.name, article.attributes, article.description, &mut sizes);
        Read { fields, size_terms: sizes.iter().map(Size::term).collect(), sizes }
    }
}

struct Builder<'b> {
    /// What the articles go over: its numbers of terms and triples hold here too. Empty for a whole catalogue.
    base: &'b Segment,
    skus: Strings,
    names: Strings,
    brands: Strings,
    codes: Codes,
    terms: FxHashMap<Box<str>, u32>,
    counts: Vec<Count>,
    lengths: Vec<[u16; FIELDS.len()]>,
    triple_rows: FxHashMap<u64, u32>,
    triples: Vec<Entry>,
    sizes: Vec<Size>,
    size_ends: Vec<u32>,
    log_prices: Vec<f32>,
    facts: FactsBuilder,
    known_categories: FxHashMap<String, Vec<u32>>,
    found: Vec<(u32, u8)>,
    found_triples: FxHashMap<u32, f32>,
}

impl Index {
    /// Reads all articles once, by ascending SKU. About 20 µs and 0.6 kB an article of ten words; at most 2³¹ different terms.
    pub fn build<'a>(articles: impl Iterator<Item = Article<'a>>) -> Index {
        Index::build_named(articles, std::iter::empty())
    }

    /// As [`Index::build`]; articles are found by the names of their categories in other languages too.
    pub fn build_named<'a, 'n>(articles: impl Iterator<Item = Article<'a>>, categories: impl Iterator<Item = NamedCategory<'n>>) -> Index {
        let base = Segment { foreign: Names::new(categories), ..Segment::default() };
        let mut main = Segment::build(&base, &mut { articles });
        main.foreign = base.foreign;
        Index { main: Arc::new(main), late: Arc::default(), gone: FxHashSet::default(), synonyms: Arc::default(), nameless: false }
    }

    /// The same without the names of categories in other languages.
    pub fn without_names(&self) -> Index {
        Index { nameless: true, ..self.clone() }
    }

    /// The catalogue after changes: every article that changed since the build, by ascending SKU, and all SKUs that are
    /// changed or gone. Costs what building these few costs; all the rest is shared.
    pub fn with_changes<'a>(&self, changed: impl Iterator<Item = Article<'a>>, skus: impl Iterator<Item = &'a str>) -> Index {
        let built = Index { main: self.main.clone(), late: Arc::default(), gone: FxHashSet::default(), ..self.clone() };
        let gone = skus.filter_map(|sku| built.find_sku(sku)).collect();
        Index { late: Arc::new(Segment::build(&self.main, &mut { changed })), gone, ..built }
    }
}

impl Segment {
    fn build<'a>(base: &Segment, articles: &mut dyn Iterator<Item = Article<'a>>) -> Segment {
        let mut builder = Builder {
            base,
            skus: Strings::default(),
            names: Strings::default(),
            brands: Strings::default(),
            codes: Codes::default(),
            terms: FxHashMap::default(),
            counts: Vec::new(),
            lengths: Vec::new(),
            triple_rows: FxHashMap::default(),
            triples: Vec::new(),
            sizes: Vec::new(),
            size_ends: Vec::new(),
            log_prices: Vec::new(),
            facts: FactsBuilder::default(),
            known_categories: FxHashMap::default(),
            found: Vec::new(),
            found_triples: FxHashMap::default(),
        };
        // While one batch is taken in, the next is read.
        thread::scope(|scope| {
            let mut next = || {
                let batch: Vec<Article> = articles.take(BATCH).collect();
                (!batch.is_empty()).then(|| scope.spawn(move || (read_all(&batch), batch)))
            };
            let mut reading = next();
            while let Some(read) = reading {
                let (read, batch) = joined(read);
                reading = next();
                for (article, read) in batch.iter().zip(read) {
                    builder.push(article, read);
                }
            }
        });
        builder.finish()
    }
}

impl Builder<'_> {
    fn push(&mut self, article: &Article, read: Read) {
        let at = self.skus.len() as u32;
        self.skus.push(article.sku);
        self.names.push(article.name);
        self.codes.push(at, article.sku, article.gtin, article.mpn, article.numbers);
        self.log_prices.push(article.price.and_then(log_price).unwrap_or(f32::NAN));
        self.facts.push(article);
        self.brands.push(read.fields[BRAND].trim());
        for (field, folded) in read.fields.iter().enumerate() {
            self.field(field, folded);
        }
        self.categories(article.category);
        self.found.extend(read.size_terms.iter().map(|term| (intern(self.base, &mut self.terms, term), ATTRIBUTES as u8)));
        self.sizes.extend(read.sizes);
        self.size_ends.push(self.sizes.len() as u32);
        self.close(at);
    }

    fn field(&mut self, field: usize, folded: &str) {
        if folded.is_empty() {
            return;
        }
        let (base, terms, found) = (self.base, &mut self.terms, &mut self.found);
        text::tokens(folded, |token, _| found.push((intern(base, terms, token), field as u8)));
        if field == NAME {
            text::denied(folded, |stem| found.push((intern(base, terms, &denial(stem)), NAME as u8)));
        }
        let weight = FIELDS[field].triples;
        if weight > 0.0 {
            text::triples(folded, |key| {
                let next = (base.triple_keys.len() + self.triple_rows.len()) as u32;
                let row = match base.triple_keys.binary_search(&key) {
                    Ok(row) => row as u32,
                    Err(_) => *self.triple_rows.entry(key).or_insert(next),
                };
                *self.found_triples.entry(row).or_default() += weight;
            });
        }
    }

    /// The category and those above it, as far as they have names in other languages.
    fn categories(&mut self, path: &str) {
        if !self.known_categories.contains_key(path) {
            let above = path.match_indices(facts::SEPARATOR).chain([(path.len(), "")]).map(|(at, _)| category_term(&path[..at]));
            let named: Vec<String> = above.filter(|term| self.base.foreign.knows(term)).collect();
            let terms = named.iter().map(|term| intern(self.base, &mut self.terms, term)).collect();
            self.known_categories.insert(path.to_owned(), terms);
        }
        self.found.extend(self.known_categories[path].iter().map(|term| (*term, WITHIN as u8)));
    }

    /// Turns what one article's fields held into counts, and forgets it.
    fn close(&mut self, article: u32) {
        let mut lengths = [0_u16; FIELDS.len()];
        self.found.sort_unstable();
        for same in self.found.chunk_by(|a, b| a == b) {
            let (term, field) = same[0];
            let count = u8::try_from(same.len()).unwrap_or(u8::MAX);
            let length = &mut lengths[usize::from(field)];
            *length = length.saturating_add(u16::from(count));
            self.counts.push(Count { term, article, field, count });
        }
        self.found.clear();
        self.lengths.push(lengths);
        self.triples.extend(self.found_triples.drain().map(|(row, weight)| Entry { row, article, weight }));
    }

    fn finish(mut self) -> Segment {
        self.codes.finish();
        let population = if self.base.len() == 0 { self.skus.len() } else { self.base.len() };
        let Builder { base, terms, counts, lengths, triple_rows, triples, .. } = self;
        // One after the other: side by side they were no faster and held 60 MB more at once for 100,000 products.
        let (triple_keys, triples) = of_triples(base, population, triple_rows, triples);
        let words = Words::of(base, population, terms, counts, &lengths);
        Segment {
            skus: self.skus,
            names: self.names,
            brands: self.brands,
            codes: self.codes,
            forms: words.terms.all().map(Form::of).collect(),
            terms: words.terms,
            rarity: words.rarity,
            words: words.postings,
            triple_keys,
            triples,
            name_terms: words.of_names,
            other_terms: words.of_others,
            sizes: self.sizes,
            size_ends: self.size_ends,
            log_prices: self.log_prices,
            facts: self.facts.finish(),
            foreign: Names::default(),
            lengths: words.lengths,
            speller: OnceLock::new(),
        }
    }
}

/// What becomes of the terms.
struct Words {
    terms: Dictionary,
    rarity: Vec<f32>,
    postings: Postings,
    of_names: Rows,
    of_others: Rows,
    /// Mean, by field.
    lengths: Vec<f32>,
}

impl Words {
    fn of(
        base: &Segment,
        population: usize,
        terms: FxHashMap<Box<str>, u32>,
        mut counts: Vec<Count>,
        lengths: &[[u16; FIELDS.len()]],
    ) -> Words {
        let first = base.terms.len();
        let (terms, new_number) = sorted_terms(terms);
        for count in &mut counts {
            if count.term >= first {
                count.term = first + new_number[(count.term - first) as usize];
            }
        }
        let means = if base.lengths.is_empty() { mean_lengths(lengths) } else { base.lengths.clone() };
        let impacts = impacts(&counts, lengths, &means);
        let postings = posted(base, new_number.len(), impacts);
        let rarity = (first..first + terms.len()).map(|term| rarity(population, postings.count(term))).collect();
        let term = |number: u32| if number < first { base.terms.get(number) } else { terms.get(number - first) };
        let (of_names, of_others) = rows(lengths.len(), &counts, |number| codes::is_part_code(term(number)));
        Words { terms, rarity, postings, of_names, of_others, lengths: means }
    }
}

/// The new keys in order, and where each triple stands with its weight. `entries`: by article.
fn of_triples(base: &Segment, population: usize, rows: FxHashMap<u64, u32>, mut entries: Vec<Entry>) -> (Vec<u64>, Postings) {
    let first = base.triple_keys.len() as u32;
    let mut keys: Vec<(u64, u32)> = rows.into_iter().collect();
    keys.sort_unstable();
    let mut new_row = vec![0; keys.len()];
    for (to, (_, from)) in keys.iter().enumerate() {
        new_row[(*from - first) as usize] = first + to as u32;
    }
    for entry in entries.iter_mut().filter(|entry| entry.row >= first) {
        entry.row = new_row[(entry.row - first) as usize];
    }
    weigh_triples(base, population, keys.len(), &mut entries);
    let postings = posted(base, keys.len(), entries);
    (keys.into_iter().map(|(key, _)| key).collect(), postings)
}

/// A whole catalogue's rows are all there; those of a few changed articles are few of the base's.
fn posted(base: &Segment, rows: usize, entries: Vec<Entry>) -> Postings {
    if base.len() == 0 { Postings::new(rows, &entries) } else { Postings::sparse(entries) }
}

fn intern(base: &Segment, terms: &mut FxHashMap<Box<str>, u32>, term: &str) -> u32 {
    if let Some(number) = terms.get(term) {
        return *number;
    }
    if let Some(number) = base.terms.find(term) {
        return number;
    }
    let number = base.terms.len() + terms.len() as u32;
    terms.insert(term.into(), number);
    number
}

/// The dictionary, and for each number given while reading the term's place in it; numbers count from the first one given.
fn sorted_terms(terms: FxHashMap<Box<str>, u32>) -> (Dictionary, Vec<u32>) {
    let mut terms: Vec<(Box<str>, u32)> = terms.into_iter().collect();
    terms.sort_unstable();
    let first = terms.iter().map(|(_, number)| *number).min().unwrap_or_default();
    let mut new_number = vec![0; terms.len()];
    for (to, (_, from)) in terms.iter().enumerate() {
        new_number[(*from - first) as usize] = to as u32;
    }
    (Dictionary::new(terms.iter().map(|(term, _)| &**term)), new_number)
}

/// Mean length of each field over the articles where it is filled.
fn mean_lengths(lengths: &[[u16; FIELDS.len()]]) -> Vec<f32> {
    (0..FIELDS.len())
        .map(|field| {
            let (sum, filled) = lengths
                .iter()
                .fold((0_u64, 0_u64), |(sum, filled), lengths| (sum + u64::from(lengths[field]), filled + u64::from(lengths[field] > 0)));
            sum as f32 / filled.max(1) as f32
        })
        .collect()
}

/// BM25F without the rarity: weighted, length-normalised counts over all fields, saturated to 0..1.
fn impacts(counts: &[Count], lengths: &[[u16; FIELDS.len()]], average: &[f32]) -> Vec<Entry> {
    let weight = |count: &Count| {
        let field = usize::from(count.field);
        let length = f32::from(lengths[count.article as usize][field]) / average[field].max(1.0);
        FIELDS[field].words * f32::from(count.count) / (1.0 + FIELDS[field].length * (length - 1.0))
    };
    counts
        .chunk_by(|a, b| a.term == b.term && a.article == b.article)
        .map(|same| {
            let sum: f32 = same.iter().map(weight).sum();
            Entry { row: same[0].term, article: same[0].article, weight: sum / (K1 + sum) }
        })
        .collect()
}

/// The term of what a name says is not there.
pub(super) fn denial(stem: &str) -> String {
    format!("{DENIED}{stem}")
}

pub(super) const DENIED: &str = "=!";

pub(super) fn rarity(articles: usize, holding: u32) -> f32 {
    // Articles that came later may be more than those counted.
    let (all, holding) = (articles.max(holding as usize) as f32, holding as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// Counts become TF-IDF weights, each article's of length 1. `entries`: by article.
fn weigh_triples(base: &Segment, population: usize, new_rows: usize, entries: &mut [Entry]) {
    let first = base.triple_keys.len() as u32;
    let mut holding = vec![0_u32; new_rows];
    for entry in entries.iter().filter(|entry| entry.row >= first) {
        holding[(entry.row - first) as usize] += 1;
    }
    let own: Vec<f32> = holding.into_iter().map(|holding| rarity(population, holding)).collect();
    let rarity = |row: u32| if row < first { rarity(population, base.triples.count(row)) } else { own[(row - first) as usize] };
    for article in entries.chunk_by_mut(|a, b| a.article == b.article) {
        for entry in article.iter_mut() {
            entry.weight = entry.weight.ln_1p() * rarity(entry.row);
        }
        let length = article.iter().map(|entry| entry.weight * entry.weight).sum::<f32>().sqrt();
        for entry in article.iter_mut() {
            entry.weight /= length;
        }
    }
}

/// The terms of each name, and those of brand, part number and codes in the description that the name lacks.
fn rows(articles: usize, counts: &[Count], is_code: impl Fn(u32) -> bool) -> (Rows, Rows) {
    let (mut names, mut others) = (Rows::default(), Rows::default());
    let mut rest = counts;
    for article in 0..articles as u32 {
        let end = rest.iter().take_while(|count| count.article == article).count();
        let (own, after) = rest.split_at(end);
        rest = after;
        let mut terms: [Vec<u32>; 2] = Default::default();
        for same in own.chunk_by(|a, b| a.term == b.term) {
            let number = same[0].term;
            let any = |fields: &[usize]| same.iter().any(|count| fields.contains(&usize::from(count.field)));
            if any(&[NAME]) {
                terms[0].push(number);
            } else if any(&[BRAND, CODE]) || any(&[DESCRIPTION]) && is_code(number) {
                terms[1].push(number);
            }
        }
        let [name, other] = terms;
        names.push(name.into_iter());
        others.push(other.into_iter());
    }
    (names, others)
}

fn log_price(text: &str) -> Option<f32> {
    text.trim().parse::<f32>().ok().filter(|price| *price > 0.0).map(f32::ln)
}

/// How near two prices are, 1 the same, ½ at double or half, towards 0; `None` if either is unknown.
pub(super) fn price_nearness(request: Option<&str>, log_price_of_article: f32) -> Option<f32> {
    let distance = (log_price(request?)? - log_price_of_article).abs();
    (!distance.is_nan()).then_some((-distance).exp())
}
