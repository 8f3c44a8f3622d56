//! From a request to the best articles: exact numbers first, then words and letters together, then the closer look.

use std::cmp::Ordering;

use super::asked::Asked;
use super::rank::{Number, Reasons, Weights};
use super::sweep::{List, Summand, sweep_three};
use super::{Index, Request};
use crate::codes::{Gtin, is_part_code, part_number};

/// An article found, with what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub article: u32,
    /// Comparable within one answer only.
    pub score: f32,
    pub reasons: Reasons,
}

/// How many of the best by words and letters get the closer look.
pub(super) const POOL: usize = 100;

/// Shortest text that may as a whole be one of our numbers or a maker's; shorter ones are words or counts.
const SHORTEST_IN_TEXT: usize = 4;

/// What a number named outright adds to a score: more than everything else together.
pub(super) const NUMBER: f32 = 10.0;

impl Index {
    /// The best `limit` articles, best first; empty when nothing of the request is known to the catalogue.
    ///
    /// A request that is nothing but a valid bar-code number finds the article of that number or nothing.
    /// At most O(lengths of the lists of the request's terms and triples).
    pub fn search(&self, request: &Request, limit: usize) -> Vec<Hit> {
        self.search_with(request, limit, &Weights::default())
    }

    /// As [`Index::search`], with weights of one's own.
    pub fn search_with(&self, request: &Request, limit: usize, weights: &Weights) -> Vec<Hit> {
        let asked = Asked::read(self, request);
        let named = self.named(request, &asked);
        let pool = if Gtin::parse(&request.text).is_some() { Vec::new() } else { self.pool(&asked, weights) };
        let mut hits: Vec<Hit> = Vec::with_capacity(pool.len() + named.len());
        for (article, number) in named {
            if hits.iter().all(|hit| hit.article != article) {
                let (words, letters) =
                    pool.iter().find(|near| near.article == article).map_or((0.0, 0.0), |near| (near.words, near.letters));
                let reasons = Reasons { number: Some(number), ..asked.look(self, article, words, letters) };
                hits.push(Hit { article, score: NUMBER + weights.score(&reasons), reasons });
            }
        }
        let exact = hits.len();
        for near in pool {
            if hits[..exact].iter().all(|hit| hit.article != near.article) {
                let reasons = asked.look(self, near.article, near.words, near.letters);
                hits.push(Hit { article: near.article, score: weights.score(&reasons), reasons });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| self.earlier(a.article, b.article)));
        meeting_first(&mut hits);
        hits.truncate(limit);
        hits
    }

    /// Puts an article first, looked at like any hit, whether it was among them or not.
    pub(crate) fn put_first(&self, hits: &mut Vec<Hit>, article: u32, request: &Request) {
        let hit = match hits.iter().position(|hit| hit.article == article) {
            Some(at) => hits.remove(at),
            None => Hit { article, score: NUMBER, reasons: Asked::read(self, request).look(self, article, 0.0, 0.0) },
        };
        hits.insert(0, hit);
    }

    /// Articles with this own number: as written, or else apart from case and symbols.
    fn with_sku(&self, sku: &str) -> Vec<u32> {
        let normal = part_number(sku);
        let same: Vec<u32> = self
            .named_by(|codes| codes.sku(sku).collect())
            .filter(|article| !normal.is_empty() && part_number(self.sku(*article)) == normal)
            .collect();
        let exact: Vec<u32> = same.iter().filter(|article| self.sku(**article) == sku.trim()).copied().collect();
        if exact.is_empty() { same } else { exact }
    }

    /// Articles that the request names by number, the most trusted kind of number first.
    ///
    /// A whole text may be such a number; inside a longer text only what looks like a part code can be one.
    pub(super) fn named(&self, request: &Request, asked: &Asked) -> Vec<(u32, Number)> {
        let distinctive = |code: &&String| code.len() >= 6 || code.contains(|c: char| c.is_alphabetic());
        let whole_text = Some(&request.text).filter(|text| part_number(text).len() >= SHORTEST_IN_TEXT);
        let skus = [&request.sku].into_iter().chain(whole_text).chain(asked.codes.iter().filter(distinctive));
        let mut named: Vec<(u32, Number)> = skus.flat_map(|sku| self.with_sku(sku)).map(|article| (article, Number::Sku)).collect();
        for gtin in request.gtins() {
            named.extend(self.named_by(|codes| codes.gtin(gtin).collect()).map(|article| (article, Number::Gtin)));
        }
        let mpns = [&request.mpn].into_iter().chain(whole_text).chain(&asked.codes).map(|mpn| part_number(mpn));
        for mpn in mpns.filter(|mpn| !mpn.is_empty()) {
            let of_brand = self.named_by(|codes| codes.mpn(&mpn).collect()).filter(|article| !asked.is_other_brand(self, *article));
            named.extend(of_brand.map(|article| (article, Number::PartNumber)));
        }
        let others = [&request.sku, &request.mpn].into_iter().chain(whole_text).chain(&asked.codes).map(|number| part_number(number));
        for number in others.filter(|number| !number.is_empty()) {
            let of_brand = self.named_by(|codes| codes.other(&number).collect()).filter(|article| !asked.is_other_brand(self, *article));
            let distinctive = is_part_code(&number);
            named.extend(of_brand.map(|article| (article, Number::Other { distinctive })));
        }
        named
    }

    /// The `POOL` best by words and letters together, best first.
    pub(super) fn pool(&self, asked: &Asked, weights: &Weights) -> Vec<Near> {
        let mut best = Best::new(self, POOL);
        for (first, part) in self.parts() {
            let words = asked.in_order().into_iter().map(|(term, weight)| {
                let factor = weights.words * weight * self.rarity(term) / asked.most_words;
                Summand::of(WORDS, List::new(&part.words, term, factor))
            });
            let letters =
                asked.triples.iter().map(|(row, weight)| Summand::of(LETTERS, List::new(&part.triples, *row, weights.letters * weight)));
            let sizes = asked.sized.iter().map(|(term, share)| Summand::of(SIZES, List::new(&part.words, *term, SIZED * share)));
            let all = words.chain(letters).chain(sizes).collect();
            sweep_three(all, part.len(), best.least, |article, [words, letters, sizes]| {
                let (article, score) = (first + article, words + letters + sizes);
                let (words, letters) = (share(words, weights.words), share(letters, weights.letters));
                best.push(Near { article, words, letters, score });
                best.least
            });
        }
        best.in_order()
    }
}

/// Of articles that are what was asked for, those that meet more of the sizes go first, however their names are written:
/// `SHS,40X40X3,SS304` before `Square hollow section 40x40x3 S235`. The places of all other hits stay theirs.
fn meeting_first(hits: &mut [Hit]) {
    let places: Vec<usize> =
        (0..hits.len()).filter(|at| hits[*at].reasons.number.is_none() && hits[*at].reasons.sizes.same_article()).collect();
    let mut order = places.clone();
    order.sort_by_key(|at| hits[*at].reasons.sizes.unmet());
    let sorted: Vec<Hit> = order.iter().map(|at| hits[*at].clone()).collect();
    for (at, hit) in places.into_iter().zip(sorted) {
        hits[at] = hit;
    }
}

const WORDS: usize = 0;
const LETTERS: usize = 1;
const SIZES: usize = 2;

/// What all sizes together add to the score by which the pool is chosen: about as much as all words, as a stored weight of
/// a size is a third. An article of the right size whose name is written in another way must not stay outside.
const SIZED: f32 = 1.8;

fn share(sum: f32, weight: f32) -> f32 {
    if weight > 0.0 { sum / weight } else { 0.0 }
}

pub(super) struct Near {
    pub(super) article: u32,
    pub(super) words: f32,
    pub(super) letters: f32,
    pub(super) score: f32,
}

/// The best of many by score, equal ones by SKU; those gone are left out.
pub(super) struct Best<'i> {
    index: &'i Index,
    most: usize,
    /// Cut whenever it is twice as long as needed.
    kept: Vec<Near>,
    /// What a further one must reach.
    least: f32,
}

impl<'i> Best<'i> {
    pub(super) fn new(index: &'i Index, most: usize) -> Best<'i> {
        Best { index, most, kept: Vec::with_capacity(2 * most), least: 0.0 }
    }

    pub(super) fn push(&mut self, near: Near) {
        // They come in the order of their numbers, so one of equal score is later, unless it is in the part that changed.
        let late = near.article as usize >= self.index.main.len();
        if near.score < self.least || near.score == self.least && !late || self.index.is_gone(near.article) {
            return;
        }
        self.kept.push(near);
        if self.kept.len() == 2 * self.most {
            self.kept.select_nth_unstable_by(self.most, |a, b| order(self.index, a, b));
            self.kept.truncate(self.most);
            self.least = self.kept.iter().map(|near| near.score).fold(f32::INFINITY, f32::min);
        }
    }

    pub(super) fn in_order(mut self) -> Vec<Near> {
        self.kept.sort_unstable_by(|a, b| order(self.index, a, b));
        self.kept.truncate(self.most);
        self.kept
    }
}

fn order(index: &Index, left: &Near, right: &Near) -> Ordering {
    right.score.total_cmp(&left.score).then_with(|| index.earlier(left.article, right.article))
}
