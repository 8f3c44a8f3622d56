//! A request, read once for all candidates: its terms, triples, codes and sizes, each with its weight.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::build::rarity;
use super::{Index, Request};
use crate::codes::is_part_code;
use crate::sizes::{self, Size};
use crate::text::{self, Token};

pub(super) struct Asked<'a> {
    pub(super) request: &'a Request,
    pub(super) terms: FxHashMap<u32, Weight>,
    /// Row of a triple, with the request's TF-IDF weight; all of length 1.
    pub(super) triples: Vec<(u32, f32)>,
    /// Most that the words can score: rarity × weight over all terms, those the catalogue does not know included.
    pub(super) most_words: f32,
    /// Rarity of the text's own terms, unknown ones included; a code that nobody knows counts by its parts only.
    pub(super) text_rarity: f32,
    /// Rarity of the sizes stated in the text.
    pub(super) size_rarity: f32,
    /// The text's words, for comparing their beginnings.
    pub(super) words: Vec<Word>,
    /// The text's small numbers (a count, a version, half of a size); `None` if the catalogue does not know it.
    pub(super) numbers: Vec<Option<u32>>,
    /// Part codes of text and part number, in normal form.
    pub(super) codes: Vec<String>,
    pub(super) brand: Vec<u32>,
    pub(super) sizes: Vec<Size>,
}

/// What a term of the request counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// For finding: 1 in text and part number, less in brand and description.
    finds: f32,
    /// For what is covered of the request: 1 for the text's own terms, ½ for halves of a word, 0 elsewhere.
    pub(super) covers: f32,
}

pub(super) struct Word {
    pub(super) term: Option<u32>,
    pub(super) rarity: f32,
    /// Terms that may be short for it, and ranges of those it may be short for: `galv` and `galvanised`.
    shorter: Vec<u32>,
    longer: [Range<u32>; 2],
}

/// Letters from which the beginning of a word may stand for it.
const SHORTENED_TO: usize = 3;

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

const OWN: Weight = Weight { finds: 1.0, covers: 1.0 };
const HALF: Weight = Weight { finds: 0.5, covers: 0.5 };
const SIZE: Weight = Weight { finds: 1.0, covers: 0.0 };
const BRAND: Weight = Weight { finds: 0.4, covers: 0.0 };

/// Weight of a description's term, and the share of the text's own weight that all of them together may reach: further
/// words help to find, they do not outvote the line.
const DESCRIPTION: f32 = 0.25;
const DESCRIPTION_SHARE: f32 = 0.5;

/// Words, codes and numbers of one line that are compared one by one; a line has a dozen, a pasted datasheet thousands.
const MOST_WORDS: usize = 100;

impl<'a> Asked<'a> {
    pub(super) fn read(index: &Index, request: &'a Request) -> Asked<'a> {
        let mut asked = Asked {
            request,
            terms: FxHashMap::default(),
            triples: Vec::new(),
            most_words: 0.0,
            text_rarity: 0.0,
            size_rarity: 0.0,
            words: Vec::new(),
            numbers: Vec::new(),
            codes: Vec::new(),
            brand: Vec::new(),
            sizes: sizes::read_request(&request.text, &request.description),
        };
        let text = text::fold(&format!("{} {}", request.text, request.mpn));
        let brand = text::fold(&format!("{} {}", request.brand, request.manufacturer));
        let description = text::fold(&request.description);
        asked.read_text(index, &text);
        asked.read_brand(index, &brand);
        asked.read_description(index, &description);
        asked.read_triples(index, &text, &brand, &description);
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
                if kind == Token::Word && token.len() >= 3 && self.words.len() < MOST_WORDS {
                    self.words.push(Word::read(index, token, term, rarity));
                }
                if kind == Token::Number && token.len() <= 4 && self.numbers.len() < MOST_WORDS {
                    self.numbers.push(term);
                }
                if is_part_code(token) && self.codes.len() < MOST_WORDS {
                    self.codes.push(token.to_owned());
                }
            }
            if kind == Token::Word {
                self.read_compound(index, &before, token);
                before.clear();
                before.push_str(token);
            }
        });
        for size in self.sizes.iter().filter(|size| !size.aside) {
            let term = index.find_term(&size.term());
            self.size_rarity += term.map_or(unseen, |term| index.rarity(term));
            if let Some(term) = term {
                self.terms.entry(term).or_insert(SIZE);
            }
        }
        self.most_words = self.text_rarity + self.size_rarity;
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
        self.terms.extend(further.into_iter().map(|term| (term, Weight { finds, covers: 0.0 })));
    }

    fn read_triples(&mut self, index: &Index, text: &str, brand: &str, description: &str) {
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
            self.terms.entry(*term).or_insert(Weight { finds: 0.0, covers });
        }
    }

    /// Terms by number with their weight for finding, so that sums of floats come out alike every time.
    pub(super) fn in_order(&self) -> Vec<(u32, f32)> {
        let mut terms: Vec<(u32, f32)> = self.terms.iter().map(|(term, weight)| (*term, weight.finds)).collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        terms
    }
}
