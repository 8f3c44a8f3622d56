//! A request, read once for all candidates: its terms, triples, codes and sizes, each with its weight.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::build::{denial, rarity};
use super::people::words_of;
use super::synonyms::Meant;
use super::{Index, Request};
use crate::codes::is_part_code;
use crate::sizes::{self, Kind, Size};
use crate::spoken;
use crate::text::{self, Token};

pub(super) struct Asked<'a> {
    pub(super) request: &'a Request,
    pub(super) folded: Folded,
    pub(super) terms: FxHashMap<u32, Weight>,
    /// Row of a triple, with the request's TF-IDF weight; all of length 1.
    pub(super) triples: Vec<(u32, f32)>,
    /// Most that the words can score: rarity × weight over all terms, those the catalogue does not know included.
    pub(super) most_words: f32,
    /// Rarity of the text's own terms, unknown ones included; a code that nobody knows counts by its parts only.
    pub(super) text_rarity: f32,
    /// Rarity of the sizes stated in the text.
    pub(super) size_rarity: f32,
    /// How many different words and numbers the text has; a code counts by its parts.
    pub(super) tokens: usize,
    /// First letters of what the text says must not be there, with the term of saying so.
    pub(super) denied: Vec<(String, Option<u32>)>,
    /// The text's words, for comparing their beginnings.
    pub(super) words: Vec<Word>,
    /// The text's small numbers (a count, a version, half of a size); `None` if the catalogue does not know it.
    pub(super) numbers: Vec<Option<u32>>,
    /// Part codes of text and part number, in normal form.
    pub(super) codes: Vec<String>,
    pub(super) brand: Vec<u32>,
    pub(super) sizes: Vec<Size>,
    /// Terms of the text's sizes, in whatever way an article may state them, each with its share of all sizes.
    pub(super) sized: Vec<(u32, f32)>,
    /// Phrases of the text that mean something else besides.
    pub(super) meanings: Vec<Meaning>,
}

/// The request's texts in the form that is searched.
#[derive(Default)]
pub(super) struct Folded {
    /// With the part number; spoken figures are written.
    pub(super) text: String,
    /// With the manufacturer.
    brand: String,
    description: String,
}

impl Folded {
    fn of(request: &Request) -> Folded {
        Folded {
            text: text::fold(&format!("{} {}", spoken::figures(text::plain(&request.text)), request.mpn)),
            brand: text::fold(&format!("{} {}", request.brand, request.manufacturer)),
            description: text::fold(&request.description),
        }
    }
}

/// What a term of the request counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// For finding: 1 in text and part number, less in brand and description.
    finds: f32,
    /// For what is covered of the request: 1 for the text's own terms, ½ for halves of a word, 0 elsewhere.
    pub(super) covers: f32,
    /// The request does not hold it, only a phrase that may mean it.
    pub(super) meant: bool,
}

pub(super) struct Word {
    pub(super) term: Option<u32>,
    pub(super) rarity: f32,
    /// Terms that may be short for it, and ranges of those it may be short for: `galv` and `galvanised`.
    shorter: Vec<u32>,
    longer: [Range<u32>; 2],
}

/// Letters from which the beginning of a word may stand for it.
pub(crate) const SHORTENED_TO: usize = 3;

impl Word {
    fn read(index: &Index, text: &str, term: Option<u32>, rarity: f32) -> Word {
        // The shorter form is letters only: `100` is not short for `1000`.
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let shorter = (SHORTENED_TO..=letters).filter(|length| *length < text.len()).filter_map(|length| index.find_term(&text[..length]));
        let whole = letters == text.len() && letters >= SHORTENED_TO;
        let longer = if whole { index.longer(text) } else { [0..0, 0..0] };
        Word { term, rarity, shorter: shorter.collect(), longer }
    }

    /// One of the two begins the other.
    pub(super) fn is_akin(&self, term: u32) -> bool {
        self.shorter.contains(&term) || self.longer.iter().any(|range| range.contains(&term))
    }
}

/// A phrase of the text with what it also means.
pub(super) struct Meaning {
    /// The phrase's own terms, as far as they are known.
    pub(super) own: Vec<u32>,
    /// What the phrase is worth.
    pub(super) worth: f32,
    /// Terms that must all be there, and how much of the worth they meet.
    pub(super) readings: Vec<(Vec<u32>, f32)>,
}

const OWN: Weight = weight(1.0, 1.0);
const HALF: Weight = weight(0.5, 0.5);
const SIZE: Weight = weight(1.0, 0.0);
/// How much of a standard another one is that took its place.
pub(super) const INSTEAD: f32 = 0.8;
const BRAND: Weight = weight(0.4, 0.0);

const fn weight(finds: f32, covers: f32) -> Weight {
    Weight { finds, covers, meant: false }
}

/// Weight of a description's term, and the share of the text's own weight that all of them together may reach: further
/// words help to find, they do not outvote the line.
const DESCRIPTION: f32 = 0.25;
const DESCRIPTION_SHARE: f32 = 0.5;

/// Words, codes and numbers of one line that are compared one by one; a line has a dozen, a pasted datasheet thousands.
const MOST_WORDS: usize = 100;

impl<'a> Asked<'a> {
    pub(super) fn read(index: &Index, request: &'a Request) -> Asked<'a> {
        let mut asked = Asked::without_letters(index, request);
        asked.read_triples(index);
        asked
    }

    /// All but the triples.
    pub(super) fn without_letters(index: &Index, request: &'a Request) -> Asked<'a> {
        let mut asked = Asked {
            request,
            folded: Folded::default(),
            terms: FxHashMap::default(),
            triples: Vec::new(),
            most_words: 0.0,
            text_rarity: 0.0,
            size_rarity: 0.0,
            tokens: 0,
            denied: Vec::new(),
            words: Vec::new(),
            numbers: Vec::new(),
            codes: Vec::new(),
            brand: Vec::new(),
            meanings: Vec::new(),
            sizes: sizes::read_request(&request.text, &request.description),
            sized: Vec::new(),
        };
        let folded = Folded::of(request);
        asked.read_text(index, &folded.text);
        asked.read_brand(index, &folded.brand);
        asked.read_description(index, &folded.description);
        asked.read_meanings(index);
        asked.folded = folded;
        asked
    }

    fn read_text(&mut self, index: &Index, folded: &str) {
        let unseen = index.unseen();
        let mut unknown: FxHashSet<String> = FxHashSet::default();
        let mut before = String::new();
        text::tokens(folded, |token, kind| {
            let term = index.find_term(token);
            let known = match term {
                Some(term) => self.terms.insert(term, OWN).is_none_or(|weight| weight.covers < 1.0),
                None => unknown.insert(token.to_owned()),
            };
            if known {
                let rarity = term.map_or(unseen, |term| index.rarity(term));
                if term.is_some() || kind != Token::Code {
                    self.text_rarity += rarity;
                }
                self.tokens += usize::from(kind != Token::Code);
                if kind == Token::Word && token.len() >= 3 && self.words.len() < MOST_WORDS {
                    self.words.push(Word::read(index, token, term, rarity));
                }
                if kind == Token::Number && token.len() <= 4 && self.numbers.len() < MOST_WORDS {
                    self.numbers.push(term);
                }
                if is_part_code(token) && !sizes::is_number_of_standard(&self.sizes, token) && self.codes.len() < MOST_WORDS {
                    self.codes.push(token.to_owned());
                }
            }
            if kind == Token::Word {
                self.read_compound(index, &before, token);
                before.clear();
                before.push_str(token);
            }
        });
        text::denied(folded, |stem| {
            let term = index.find_term(&denial(stem));
            if let Some(term) = term.filter(|term| self.terms.insert(*term, OWN).is_none()) {
                self.text_rarity += index.rarity(term);
            }
            self.denied.push((stem.to_owned(), term));
        });
        let mut sized: Vec<(u32, f32)> = Vec::new();
        for size in self.sizes.iter().filter(|size| !size.aside && size.kind != Kind::Colour) {
            let term = index.find_term(&size.term());
            let worth = term.map_or(unseen, |term| index.rarity(term));
            self.size_rarity += worth;
            if let Some(term) = term {
                self.terms.entry(term).or_insert(SIZE);
            }
            let others = size.other_terms().into_iter().filter_map(|other| index.find_term(&other));
            sized.extend(term.into_iter().chain(others).map(|term| (term, worth)));
        }
        sized.sort_unstable_by_key(|(term, _)| *term);
        sized.dedup_by_key(|(term, _)| *term);
        let all = self.size_rarity.max(f32::MIN_POSITIVE);
        self.sized = sized.into_iter().map(|(term, worth)| (term, worth / all)).collect();
        self.most_words = self.text_rarity + self.size_rarity;
    }

    /// What phrases of the text also mean: by the trade, by the names of categories, by standards that took each other's place.
    fn read_meanings(&mut self, index: &Index) {
        let words = words_of(&self.request.text);
        let words: Vec<&str> = words.iter().take(MOST_WORDS).map(String::as_str).collect();
        let mut at = 0;
        while at < words.len() {
            match index.meant(&words[at..]) {
                Some(Meant { words: length, readings }) => {
                    self.read_meaning(index, &words[at..at + length], readings);
                    at += length;
                }
                None => at += 1,
            }
        }
        let standards: Vec<Size> = self.sizes.iter().filter(|size| !size.aside && size.kind == Kind::Standard).copied().collect();
        for standard in standards {
            let others = standard.instead().into_iter().filter_map(|other| index.find_term(&other.term()));
            let readings: Vec<(Vec<u32>, f32)> = others.map(|term| (vec![term], INSTEAD)).collect();
            if !readings.is_empty() {
                let words = words_of(&standard.to_string());
                self.read_meaning(index, &words.iter().map(String::as_str).collect::<Vec<_>>(), readings);
            }
        }
    }

    fn read_meaning(&mut self, index: &Index, words: &[&str], readings: Vec<(Vec<u32>, f32)>) {
        let sum = |terms: &[u32]| terms.iter().map(|term| index.rarity(*term)).sum::<f32>();
        let own: Vec<u32> = words.iter().filter_map(|word| index.find_term(word)).collect();
        let mut worth = sum(&own);
        // A phrase that is not known itself is worth what it was taken for.
        let unknown = (words.len() - own.len()) as f32 * index.unseen();
        if unknown > 0.0 {
            let most = readings.iter().map(|(terms, _)| sum(terms)).fold(worth, f32::max);
            self.text_rarity += most - worth - unknown;
            self.most_words += most - worth - unknown;
            worth = most;
        }
        for (terms, share) in &readings {
            let finds = share * (worth / sum(terms).max(f32::MIN_POSITIVE)).min(1.0);
            for term in terms {
                let known = self.terms.entry(*term).or_insert(Weight { finds, covers: 0.0, meant: true });
                known.finds = known.finds.max(finds);
            }
        }
        self.meanings.push(Meaning { own, worth, readings });
    }

    /// `zone alarm` also asks for `zonealarm`, and `zonealarm` for `zone` with `alarm`, where the catalogue knows them.
    fn read_compound(&mut self, index: &Index, before: &str, word: &str) {
        if before.len() >= 2
            && word.len() >= 2
            && let Some(term) = index.find_term(&format!("{before}{word}"))
        {
            self.terms.entry(term).or_insert(OWN);
        }
        for at in 3..word.len().saturating_sub(2) {
            let Some((first, second)) = word.split_at_checked(at) else {
                continue;
            };
            if let (Some(first), Some(second)) = (index.find_term(first), index.find_term(second)) {
                self.terms.entry(first).or_insert(HALF);
                self.terms.entry(second).or_insert(HALF);
            }
        }
    }

    fn read_brand(&mut self, index: &Index, folded: &str) {
        text::tokens(folded, |token, _| {
            if let Some(term) = index.find_term(token) {
                self.brand.push(term);
                self.terms.entry(term).or_insert_with(|| {
                    self.most_words += BRAND.finds * index.rarity(term);
                    BRAND
                });
            }
        });
    }

    fn read_description(&mut self, index: &Index, folded: &str) {
        let mut further: Vec<u32> = Vec::new();
        text::tokens(folded, |token, _| further.extend(index.find_term(token).filter(|term| !self.terms.contains_key(term))));
        further.sort_unstable();
        further.dedup();
        let all: f32 = further.iter().map(|term| index.rarity(*term)).sum();
        let finds = DESCRIPTION.min(DESCRIPTION_SHARE * self.text_rarity / all.max(f32::MIN_POSITIVE));
        self.most_words += finds * all;
        self.terms.extend(further.into_iter().map(|term| (term, weight(finds, 0.0))));
    }

    fn read_triples(&mut self, index: &Index) {
        let Folded { text, brand, description } = &self.folded;
        let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
        let mut read = |folded: &str, weight: f32| {
            text::triples(folded, |key| {
                if let Some(row) = index.find_triple(key) {
                    *counts.entry(row).or_default() += weight;
                }
            });
        };
        read(text, 1.0);
        read(brand, BRAND.finds);
        read(description, DESCRIPTION.min(DESCRIPTION_SHARE * text.len() as f32 / description.len().max(1) as f32));
        let weigh = |(row, count): (u32, f32)| (row, count.ln_1p() * rarity(index.population(), index.triple_holders(row)));
        self.triples = counts.into_iter().map(weigh).collect();
        self.triples.sort_unstable_by_key(|(row, _)| *row);
        let length = self.triples.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        self.triples.iter_mut().for_each(|(_, weight)| *weight /= length);
    }

    /// A word of the text may also mean these terms; together they count at most `worth` of it.
    pub(super) fn read_as(&mut self, index: &Index, terms: &[u32], share: f32, worth: f32) {
        let all: f32 = terms.iter().map(|term| index.rarity(*term)).sum();
        let covers = share * (worth / all.max(f32::MIN_POSITIVE)).min(1.0);
        for term in terms {
            self.terms.entry(*term).or_insert(weight(0.0, covers));
        }
    }

    /// Terms by number with their weight for finding, so that sums of floats come out alike every time.
    pub(super) fn in_order(&self) -> Vec<(u32, f32)> {
        let mut terms: Vec<(u32, f32)> = self.terms.iter().map(|(term, weight)| (*term, weight.finds)).collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        terms
    }
}
