//! The closer look: what speaks for and against each of the best candidates, and the score made of it.

use rustc_hash::FxHashMap;

use super::build::{FROM_DESCRIPTION, price_nearness, rarity};
use super::{Index, Request};
use crate::codes::{self, looks_like_code};
use crate::sizes::{self, Comparison, Size};
use crate::text;

/// What speaks for a candidate; all 0 to 1 unless said otherwise. `None`: one side does not state it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reasons {
    /// The number that named the article outright.
    pub number: Option<Number>,
    /// BM25F over all fields, as a share of the most this request could reach.
    pub words: f32,
    /// Cosine over letter triples.
    pub letters: f32,
    /// Share of the request's rarity that the article's name, brand and codes hold.
    pub covered: f32,
    /// Share of the name's rarity that the request holds.
    pub named: f32,
    /// Best agreement of a part code in the request with one of the article.
    pub code: Option<f32>,
    pub brand: Option<f32>,
    /// The request's field for the brand names another brand than the article's.
    pub other_brand: bool,
    pub price: Option<f32>,
    /// Sizes of the request against the article's.
    pub sizes: Comparison,
}

/// Which number named an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    Sku,
    Gtin,
    /// Maker's part number, and the brand does not speak against it.
    PartNumber,
}

/// How reasons make a score: a weighted sum. What is not known counts nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    pub words: f32,
    pub letters: f32,
    pub covered: f32,
    pub named: f32,
    pub code: f32,
    pub brand: f32,
    pub price: f32,
    pub size_agrees: f32,
    pub size_conflicts: f32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            words: 1.0,
            letters: 1.0,
            covered: 0.5,
            named: 0.5,
            code: 0.5,
            brand: 0.2,
            price: 0.1,
            size_agrees: 0.2,
            size_conflicts: -1.0,
        }
    }
}

impl Weights {
    /// The sum; what a number named outright is not in it.
    pub fn score(&self, reasons: &Reasons) -> f32 {
        let sizes = &reasons.sizes;
        let stated =
            (sizes.agrees.len() + sizes.conflicts.len() + sizes.missing.len()).max(1) as f32;
        self.words * reasons.words
            + self.letters * reasons.letters
            + self.covered * reasons.covered
            + self.named * reasons.named
            + self.code * reasons.code.unwrap_or(0.0)
            + self.brand * reasons.brand.unwrap_or(0.0)
            + self.price * reasons.price.unwrap_or(0.0)
            + self.size_agrees * sizes.agrees.len() as f32 / stated
            + if sizes.conflicts.is_empty() {
                0.0
            } else {
                self.size_conflicts
            }
    }
}

/// A request, read once for all candidates.
pub(super) struct Asked<'a> {
    request: &'a Request,
    /// Term, with its weight: 1 in the text and part number, less in brand and description.
    pub(super) terms: FxHashMap<u32, f32>,
    /// Row of a triple, with the request's TF-IDF weight; all of length 1.
    pub(super) triples: Vec<(u32, f32)>,
    /// Most that the words can score: rarity × weight over all terms, those the catalogue does not know included.
    pub(super) most_words: f32,
    /// Rarity of the text's own terms, unknown ones included.
    text_rarity: f32,
    /// Part codes of text and part number, in normal form.
    pub(super) codes: Vec<String>,
    brand: Vec<u32>,
    pub(super) sizes: Vec<Size>,
}

const BRAND: f32 = 0.4;
const DESCRIPTION: f32 = 0.25;

impl<'a> Asked<'a> {
    pub(super) fn read(index: &Index, request: &'a Request) -> Asked<'a> {
        let sizes = sizes::read(&request.text);
        let mut asked = Asked {
            request,
            terms: FxHashMap::default(),
            triples: Vec::new(),
            most_words: 0.0,
            text_rarity: 0.0,
            codes: Vec::new(),
            brand: Vec::new(),
            sizes,
        };
        let mut unknown: FxHashMap<String, f32> = FxHashMap::default();
        let mut triples: FxHashMap<u32, f32> = FxHashMap::default();
        let brand = format!("{} {}", request.brand, request.manufacturer);
        for (field, weight) in [
            (&request.text, 1.0),
            (&request.mpn, 1.0),
            (&brand, BRAND),
            (&request.description, DESCRIPTION),
        ] {
            let folded = text::fold(field);
            let in_text = weight == 1.0;
            text::tokens(&folded, |token, _| {
                match index.terms.find(token) {
                    Some(term) => {
                        let known = asked.terms.entry(term).or_default();
                        *known = known.max(weight);
                    }
                    None => {
                        let known = unknown.entry(token.to_owned()).or_default();
                        *known = known.max(weight);
                    }
                }
                if in_text
                    && looks_like_code(token)
                    && !asked.codes.iter().any(|code| code == token)
                {
                    asked.codes.push(token.to_owned());
                }
            });
            text::triples(&folded, |key| {
                if let Ok(row) = index.triple_keys.binary_search(&key) {
                    *triples.entry(row as u32).or_default() += weight;
                }
            });
        }
        for size in &asked.sizes {
            if let Some(term) = index.terms.find(&size.term()) {
                asked.terms.insert(term, 1.0);
            }
        }
        text::tokens(&text::fold(&brand), |token, _| {
            asked.brand.extend(index.terms.find(token))
        });
        let unseen = rarity(index.len(), 0);
        let mut add = |weight: f32, rarity: f32| {
            asked.most_words += weight * rarity;
            if weight == 1.0 {
                asked.text_rarity += rarity;
            }
        };
        asked
            .terms
            .iter()
            .for_each(|(term, weight)| add(*weight, index.rarity[*term as usize]));
        unknown.values().for_each(|weight| add(*weight, unseen));
        asked.triples = triples
            .into_iter()
            .map(|(row, weight)| {
                (
                    row,
                    weight.ln_1p() * rarity(index.len(), index.triples.count(row)),
                )
            })
            .collect();
        let length = asked
            .triples
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt()
            .max(f32::MIN_POSITIVE);
        asked
            .triples
            .iter_mut()
            .for_each(|(_, weight)| *weight /= length);
        asked.triples.sort_unstable_by_key(|(row, _)| *row);
        asked
    }

    /// Terms by number, so that sums of floats come out alike every time.
    pub(super) fn in_order(&self) -> Vec<(u32, f32)> {
        let mut terms: Vec<(u32, f32)> = self
            .terms
            .iter()
            .map(|(term, weight)| (*term, *weight))
            .collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        terms
    }

    /// Everything about one candidate; `words` and `letters` are what the legs gave it.
    pub(super) fn look(&self, index: &Index, article: u32, words: f32, letters: f32) -> Reasons {
        let mut covered = 0.0;
        let (mut name, mut named) = (0.0, 0.0);
        let mut code: Option<f32> = None;
        for marked in index.forward.row(article) {
            let term = marked & !FROM_DESCRIPTION;
            let in_name = marked & FROM_DESCRIPTION == 0;
            let rarity = index.rarity[term as usize];
            let weight = self.terms.get(&term).copied().unwrap_or(0.0);
            if in_name {
                name += rarity;
                named += rarity * if weight > 0.0 { 1.0 } else { 0.0 };
            }
            if weight == 1.0 {
                covered += rarity;
            }
            if !self.codes.is_empty() && looks_like_code(index.terms.get(term)) {
                let best = self
                    .codes
                    .iter()
                    .map(|asked| codes::agreement(asked, index.terms.get(term)))
                    .fold(0.0, f32::max);
                code = Some(code.unwrap_or(0.0).max(best));
            }
        }
        Reasons {
            number: None,
            words,
            letters,
            covered: covered / self.text_rarity.max(f32::MIN_POSITIVE),
            named: named / f32::max(name, f32::MIN_POSITIVE),
            code,
            brand: self.brand_agreement(index, article),
            other_brand: self.is_other_brand(index, article),
            price: price_nearness(
                self.request.price.as_deref(),
                index.log_prices[article as usize],
            ),
            sizes: sizes::compare(&self.sizes, index.sizes(article)),
        }
    }

    /// Share of the requested brand's rarity found in the article's brand, else in its name.
    fn brand_agreement(&self, index: &Index, article: u32) -> Option<f32> {
        if self.brand.is_empty() {
            return None;
        }
        let held = index.forward.row(article);
        let (found, all) = self.brand.iter().fold((0.0, 0.0), |(found, all), term| {
            let rarity = index.rarity[*term as usize];
            (
                found
                    + if held.binary_search(term).is_ok() {
                        rarity
                    } else {
                        0.0
                    },
                all + rarity,
            )
        });
        Some(found / all)
    }

    /// Both brands are known and share no word; only the brand field counts, as a manufacturer may own many brands.
    pub(super) fn is_other_brand(&self, index: &Index, article: u32) -> bool {
        let (asked, stated) = (text::fold(&self.request.brand), index.brand(article));
        if stated.is_empty() || asked.trim().is_empty() {
            return false;
        }
        let name = text::fold(index.name(article));
        let words = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let held = [words(stated), words(&name)].concat();
        let squeezed: String = held.concat();
        !words(&asked).iter().any(|word| held.contains(word))
            && !squeezed.contains(&words(&asked).concat())
    }
}
