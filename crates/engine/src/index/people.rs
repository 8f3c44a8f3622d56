//! The search for people: forgiving of slips and half-typed words, filtered, counted, sorted, a page at a time.
//!
//! Every word of the query is a [`Slot`] that may be read in several ways: as it stands, as a synonym, with a slip put
//! right, as the beginning of a longer word. An article scores by its best reading of each slot, so no word is dropped and
//! none counts twice. Results are all articles that hold at least half of what the best one holds; filters are applied
//! after that line is drawn, so that the count beside a facet is what choosing it finds. The best few get the closer look
//! that matching uses. Matching of lines knows nothing of this file.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::asked::{Asked, INSTEAD};
use super::facts::{self, Admission, Facet, Filter};
use super::rank::{Number, Reasons, Weights};
use super::search::{Best, Hit, NUMBER, Near};
use super::speller::{self, Speller};
use super::sweep::{List, Summand, sweep};
use super::synonyms::{self, Meant};
use super::{Index, Request};
use crate::codes::{Gtin, is_part_code};
use crate::sizes::{self, Size};
use crate::text::{self, Token};

/// A person's question.
#[derive(Debug, Clone)]
pub struct Query<'q> {
    /// Blank: everything the filter admits, by SKU.
    pub text: &'q str,
    pub filter: &'q Filter,
    pub order: Order,
    /// Terms and instant of the prices meant; without them no price is known.
    pub terms: Option<(&'q str, i64)>,
    /// Where the page before ended.
    pub after: Option<&'q Place>,
    pub limit: usize,
    /// What to count the results by: `brand`, `category`, `price`, `stock`, or an attribute's name.
    pub facets: &'q [String],
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Relevance,
    /// By the query's terms; unknown prices last, whichever way.
    Price {
        descending: bool,
    },
    Name,
    Sku,
}

/// Where a result stands in the order of all: after a change of the catalogue it still means the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub tier: u8,
    pub key: u64,
    pub sku: String,
}

#[derive(Debug, Clone, Default)]
pub struct Found {
    pub hits: Vec<(Hit, Place)>,
    /// Articles that answer the query within the filter.
    pub total: u32,
    /// There are results after the last hit.
    pub more: bool,
    pub facets: Vec<Facet>,
    /// How each word was read.
    pub words: Vec<Read>,
    /// The sizes it states.
    pub sizes: Vec<Size>,
    /// No word of the query is known in any reading; results only look alike.
    pub by_letters: bool,
    /// The filter leaves none of those that hold half of the best; results hold less.
    pub weaker: bool,
}

/// How one word of the query was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub word: String,
    /// What it was taken for, the most trusted first; empty if nothing is known that is like it.
    pub readings: Vec<(How, String, u32)>,
}

/// Why a word may mean another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Exact,
    Synonym,
    /// Two words written as one, or one as two.
    Compound,
    Slip,
    Beginning,
}

/// What stands between two blanks of a query, or one of several words joined by symbols.
struct Piece {
    /// The word, the number, the whole code.
    word: String,
    kind: Token,
    /// Words and numbers a code is made of.
    parts: Vec<String>,
    /// Longer pieces of a code.
    fragments: Vec<String>,
}

fn pieces_of(written: &str, mut found: impl FnMut(Piece)) {
    let mut tokens: Vec<(String, Token)> = Vec::new();
    text::tokens(written, |token, kind| tokens.push((token.to_owned(), kind)));
    let whole = tokens.iter().filter(|(_, kind)| *kind == Token::Code).max_by_key(|(token, _)| token.len()).map(|(token, _)| token.clone());
    let Some(word) = whole else {
        return tokens.into_iter().for_each(|(word, kind)| found(Piece { word, kind, parts: Vec::new(), fragments: Vec::new() }));
    };
    let (codes, parts): (Vec<_>, Vec<_>) = tokens.into_iter().partition(|(_, kind)| *kind == Token::Code);
    let parts = parts.into_iter().map(|(part, _)| part).filter(|part| part.len() > 1 || part.bytes().all(|b| b.is_ascii_digit())).collect();
    let fragments = codes.into_iter().map(|(code, _)| code).filter(|code| *code != word).collect();
    found(Piece { word, kind: Token::Code, parts, fragments });
}

/// A phrase in the form that is compared: two spellings of it are equal. Empty if it holds no word.
pub fn comparable(phrase: &str) -> String {
    words_of(phrase).join(" ")
}

/// A phrase's words in the form that is searched.
pub(super) fn words_of(phrase: &str) -> Vec<String> {
    let mut words = Vec::new();
    text::fold(phrase).split_whitespace().for_each(|piece| pieces_of(piece, |piece| words.push(piece.word)));
    words
}

/// One word of the query, or a phrase with a synonym.
struct Slot {
    word: String,
    /// Most it can add to a score.
    worth: f32,
    readings: Vec<Reading>,
}

struct Reading {
    how: How,
    terms: Vec<u32>,
    share: f32,
}

const COMPOUND: f32 = 0.9;
const ONE_SLIP: f32 = 0.8;
const TWO_SLIPS: f32 = 0.6;
const BEGINNING: f32 = 0.7;

/// Corrections and completions kept of one word.
const MOST_CORRECTIONS: usize = 4;
const MOST_COMPLETIONS: usize = 30;

/// A word that so few articles hold may itself be a slip, of one that so many times more hold.
const RARE: u32 = 3;
const MORE_USUAL: u32 = 30;

/// Share of the best article's score from which an article is a result.
const RESULT: f32 = 0.5;

/// How many of the best by words get the closer look; those after them keep the order that words alone give.
const LOOKED_AT: usize = 30;

/// Words of a query that are read one by one; a pasted page has more, and those count as far as they are known.
const MOST_FORGIVEN: usize = 64;

impl Index {
    /// Answers a person's question. O(lengths of the lists of its words), then the closer look at the best.
    pub fn find(&self, query: &Query) -> Found {
        let request = Request { text: query.text.to_owned(), ..Request::default() };
        let mut asked = Asked::without_letters(self, &request);
        let mut slots = self.slots(&asked);
        self.complete(query.text, &mut slots);
        let mut found = Found { words: self.reads(&slots), ..Found::default() };
        for slot in &slots {
            // What words mean besides was read with them.
            for reading in slot.readings.iter().filter(|reading| reading.how > How::Synonym) {
                asked.read_as(self, &reading.terms, reading.share, slot.worth);
            }
        }
        let admit = Admit::new(self, query.filter);
        let named: BTreeMap<u32, Number> = self.named(asked.request, &asked).into_iter().rev().collect();
        let results = self.results(query, &slots, &asked, &named, &admit, &mut found);
        found.total = results.len() as u32;
        found.facets = query.facets.iter().map(|name| self.facet(name, &results, query)).collect();
        self.page(query, &asked, &named, &results, &mut found);
        found.sizes = asked.sizes;
        found
    }

    fn slots(&self, asked: &Asked) -> Vec<Slot> {
        let (folded, sizes) = (&asked.folded.text, &asked.sizes);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut seen = FxHashSet::default();
        folded.split_whitespace().for_each(|piece| {
            pieces_of(piece, |piece| {
                if seen.insert(piece.word.clone()) {
                    pieces.push(piece);
                }
            })
        });
        // A single letter is mostly what somebody wrote around a size.
        if pieces.iter().any(|piece| piece.word.len() > 1) {
            pieces.retain(|piece| piece.kind != Token::Word || piece.word.len() > 1);
        }
        // The unit of a size is said by the size: `23.5 mm` does not ask for everything that has millimetres.
        if !sizes.is_empty() {
            let mut after_number = false;
            pieces.retain(|piece| {
                let unit = after_number && sizes::is_unit(&piece.word);
                after_number = piece.kind == Token::Number;
                !unit
            });
        }
        let mut slots: Vec<Slot> = Vec::with_capacity(pieces.len());
        let mut at = 0;
        while at < pieces.len() {
            if let Some((mut slot, length)) = self.phrase(&pieces[at..]) {
                if length == 1 && pieces[at].kind == Token::Word {
                    self.compound(&mut slot, at.checked_sub(1).map(|before| &pieces[before]), pieces.get(at + 1));
                }
                slots.push(slot);
                at += length;
                continue;
            }
            let mut slot = self.slot(&pieces[at]);
            if pieces[at].kind == Token::Word && at < MOST_FORGIVEN {
                let exact = self.find_term(&slot.word);
                self.compound(&mut slot, at.checked_sub(1).map(|before| &pieces[before]), pieces.get(at + 1));
                self.correct(&mut slot, exact);
            }
            slots.push(slot);
            at += 1;
        }
        for size in sizes.iter().filter(|size| !size.aside) {
            let own = self.find_term(&size.term());
            let instead = size.instead().into_iter().filter_map(|other| self.find_term(&other.term()));
            let mut readings: Vec<Reading> = own.map(|term| exact(vec![term])).into_iter().collect();
            readings.extend(instead.map(|term| Reading { how: How::Synonym, terms: vec![term], share: INSTEAD }));
            if !readings.is_empty() {
                let worth = readings.iter().flat_map(|reading| &reading.terms).map(|term| self.rarity(*term)).fold(0.0, f32::max);
                slots.push(Slot { word: size.to_string(), worth: own.map_or(worth, |term| self.rarity(term)), readings });
            }
        }
        slots
    }

    /// A word or number as it stands; a code whole, or in its parts, or by the longest fragment of it that is known.
    fn slot(&self, piece: &Piece) -> Slot {
        let whole = self.find_term(&piece.word);
        let mut readings: Vec<Reading> = whole.map(|term| exact(vec![term])).into_iter().collect();
        let parts: Vec<u32> = piece.parts.iter().filter_map(|part| self.find_term(part)).collect();
        // A number of a code is right or wrong.
        let number = |part: &&String| part.bytes().all(|b| b.is_ascii_digit());
        let numbers_known = piece.parts.iter().filter(number).all(|part| self.find_term(part).is_some());
        if !parts.is_empty() && numbers_known {
            // Of a code in parts every part must be there to count in full.
            let share = COMPOUND * parts.len() as f32 / piece.parts.len() as f32;
            readings.push(Reading { how: How::Compound, terms: parts, share });
        }
        if whole.is_none() {
            let known = piece.fragments.iter().filter_map(|fragment| Some((fragment.len(), self.find_term(fragment)?)));
            let longest = known.max_by_key(|(length, _)| *length);
            readings.extend(longest.map(|(_, term)| Reading { how: How::Compound, terms: vec![term], share: COMPOUND }));
        }
        let mut slot = Slot { word: piece.word.clone(), worth: whole.map_or(self.unseen(), |term| self.rarity(term)), readings };
        settle(self, &mut slot, whole);
        slot
    }

    /// The longest phrase with another meaning that the pieces begin with, and its length.
    fn phrase(&self, pieces: &[Piece]) -> Option<(Slot, usize)> {
        let words: Vec<&str> = pieces.iter().map(|piece| &*piece.word).collect();
        let Meant { words: length, readings: meant } = self.meant(&words)?;
        let phrase = &words[..length];
        let sum = |terms: &[u32]| terms.iter().map(|term| self.rarity(*term)).sum::<f32>();
        let known: Vec<u32> = phrase.iter().filter_map(|word| self.find_term(word)).collect();
        let mut worth = sum(&known);
        if known.len() < length {
            worth = meant.iter().map(|(terms, _)| sum(terms)).fold(worth, f32::max);
        }
        let whole = known.len() == length;
        let as_it_stands = Some(known).filter(|known| !known.is_empty()).map(exact);
        let mut readings: Vec<Reading> = meant.into_iter().map(|(terms, share)| Reading { how: How::Synonym, terms, share }).collect();
        // The most trusted first; words of a phrase that is not known as a whole count all the same.
        let at = if whole { 0 } else { readings.len() };
        as_it_stands.into_iter().for_each(|reading| readings.insert(at, reading));
        Some((Slot { word: phrase.join(" "), worth, readings }, length))
    }

    /// `zone alarm` may be `zonealarm`, and `zonealarm` two words.
    fn compound(&self, slot: &mut Slot, before: Option<&Piece>, after: Option<&Piece>) {
        let word = |other: Option<&Piece>| other.filter(|piece| piece.kind == Token::Word).map(|piece| piece.word.clone());
        let joined = [word(before).map(|before| before + &slot.word), word(after).map(|after| slot.word.clone() + &after)];
        for term in joined.into_iter().flatten().filter_map(|joined| self.find_term(&joined)) {
            slot.readings.push(Reading { how: How::Compound, terms: vec![term], share: 1.0 });
        }
        if slot.readings.is_empty() {
            let halves = (3..slot.word.len().saturating_sub(2)).filter_map(|at| slot.word.split_at_checked(at));
            let known = halves.filter_map(|(first, second)| Some(vec![self.find_term(first)?, self.find_term(second)?]));
            let rarest = known.max_by_key(|terms| std::cmp::Reverse(terms.iter().map(|term| self.holders(*term)).max()));
            slot.readings.extend(rarest.map(|terms| Reading { how: How::Compound, terms, share: COMPOUND }));
        }
    }

    fn correct(&self, slot: &mut Slot, term: Option<u32>) {
        let slips = speller::slips(slot.word.chars().count());
        let holders = term.map_or(0, |term| self.holders(term));
        if slips == 0 || holders > RARE || !speller::is_word(&slot.word) {
            return;
        }
        let mut near: Vec<(usize, u32, u32)> = Vec::new();
        for (first, part) in [(0, &self.main), (self.main.terms.len(), &self.late)] {
            let speller = part.speller.get_or_init(|| Speller::new(&part.terms));
            let found = speller.near(&part.terms, &slot.word, slips).into_iter();
            near.extend(found.map(|(number, slips)| (slips, self.holders(first + number), first + number)));
        }
        near.retain(|(_, others, _)| *others >= holders * MORE_USUAL);
        near.sort_unstable_by_key(|(slips, holders, term)| (*slips, std::cmp::Reverse(*holders), *term));
        // A nearer word leaves no doubt that further ones are not meant.
        let nearest = near.first().map_or(0, |(slips, ..)| *slips);
        for (slips, _, term) in near.into_iter().filter(|(slips, ..)| *slips == nearest).take(MOST_CORRECTIONS) {
            let share = if slips == 1 { ONE_SLIP } else { TWO_SLIPS };
            slot.readings.push(Reading { how: How::Slip, terms: vec![term], share });
        }
        settle(self, slot, term);
    }

    /// The last word may be half-typed; of codes only what cannot be a size.
    fn complete(&self, text: &str, slots: &mut [Slot]) {
        if text.ends_with(char::is_whitespace) {
            return;
        }
        let last = words_of(text).pop().unwrap_or_default();
        let Some(slot) = slots.iter_mut().rev().find(|slot| slot.word == last) else { return };
        let known = slot.readings.iter().any(|reading| reading.how < How::Slip);
        if known || slot.word.chars().count() < 2 || !(speller::is_word(&slot.word) || is_part_code(&slot.word)) {
            return;
        }
        for term in self.beginning(&slot.word, MOST_COMPLETIONS) {
            slot.readings.push(Reading { how: How::Beginning, terms: vec![term], share: BEGINNING });
        }
        settle(self, slot, None);
    }

    /// Terms that begin so, the most usual first.
    pub(super) fn beginning(&self, prefix: &str, most: usize) -> Vec<u32> {
        let first = self.main.terms.len();
        let late = self.late.terms.beginning(prefix);
        let mut terms: Vec<(u32, u32)> = self
            .main
            .terms
            .beginning(prefix)
            .chain(first + late.start..first + late.end)
            .map(|term| (u32::MAX - self.holders(term), term))
            .collect();
        if terms.len() > most {
            terms.select_nth_unstable(most);
            terms.truncate(most);
        }
        terms.sort_unstable();
        terms.into_iter().map(|(_, term)| term).collect()
    }

    fn reads(&self, slots: &[Slot]) -> Vec<Read> {
        let word = |term: &u32| synonyms::spoken(self.term(*term)).unwrap_or_else(|| self.term(*term).to_owned());
        let words = |terms: &[u32]| terms.iter().map(word).collect::<Vec<_>>().join(" ");
        let holders = |terms: &[u32]| terms.iter().map(|term| self.holders(*term)).min().unwrap_or_default();
        let said = |reading: &Reading| (reading.how, words(&reading.terms), holders(&reading.terms));
        let no_word = |term: &u32| self.term(*term).starts_with('=') && synonyms::spoken(self.term(*term)).is_none();
        let sizes = |slot: &&Slot| !slot.readings.iter().any(|reading| reading.terms.iter().any(no_word));
        slots
            .iter()
            .filter(sizes)
            .map(|slot| Read { word: slot.word.clone(), readings: slot.readings.iter().map(said).collect() })
            .collect()
    }

    /// All results with their scores by words; a number named outright is above all others.
    fn results(
        &self,
        query: &Query,
        slots: &[Slot],
        asked: &Asked,
        named: &BTreeMap<u32, Number>,
        admit: &Admit,
        found: &mut Found,
    ) -> Vec<(u32, f32)> {
        if query.text.trim().is_empty() {
            return (0..self.all() as u32).filter(|article| admit.holds(self, *article)).map(|article| (article, 0.0)).collect();
        }
        let mut results: Vec<(u32, f32)> = Vec::new();
        if Gtin::parse(query.text).is_none() {
            let most: f32 = slots.iter().map(|slot| slot.worth).sum();
            let mut best = self.score(slots, RESULT, &mut results);
            let line = best * RESULT;
            results.retain(|(article, score)| *score >= line && admit.holds(self, *article));
            if best > 0.0 && results.is_empty() && admit.filters() {
                best = self.score(slots, 0.0, &mut results);
                results.retain(|(article, _)| admit.holds(self, *article));
                found.weaker = !results.is_empty();
            }
            results.iter_mut().for_each(|(_, score)| *score /= most);
            if best <= 0.0 && named.is_empty() {
                results.extend(self.alike(asked.request).into_iter().filter(|(article, _)| admit.holds(self, *article)));
                found.by_letters = !results.is_empty();
            }
        }
        for article in named.keys().filter(|article| admit.holds(self, **article)) {
            match results.iter_mut().find(|(other, _)| other == article) {
                Some((_, score)) => *score += 1.0,
                None => results.push((*article, 1.0)),
            }
        }
        results
    }

    /// Articles that look like the query where no word of it is known. A number or code is right or wrong, never alike, and
    /// another size is another article.
    fn alike(&self, request: &Request) -> Vec<(u32, f32)> {
        let mut letters = false;
        let folded = text::fold(&request.text);
        folded.split_whitespace().for_each(|piece| pieces_of(piece, |piece| letters |= piece.kind == Token::Word && piece.word.len() > 1));
        if !letters {
            return Vec::new();
        }
        let asked = Asked::read(self, request);
        let contradicts = |article: u32| !sizes::compare(&asked.sizes, self.sizes(article)).conflicts.is_empty();
        let pool = self.pool(&asked, &Weights::default());
        pool.into_iter().filter(|near| !contradicts(near.article)).map(|near| (near.article, near.letters)).collect()
    }

    /// Adds up the best reading of every slot: all articles not gone that reach `share` of the best so far, and more; returns
    /// the best.
    fn score(&self, slots: &[Slot], share: f32, results: &mut Vec<(u32, f32)>) -> f32 {
        let best = Cell::new(0.0_f32);
        for (first, part) in self.parts() {
            let list = |factor: f32, term: u32| List::new(&part.words, term, factor * self.rarity(term));
            let reading = |slot: &Slot, reading: &Reading| {
                let all: f32 = reading.terms.iter().map(|term| self.rarity(*term)).sum();
                let factor = reading.share * slot.worth.min(all) / all.max(f32::MIN_POSITIVE);
                reading.terms.iter().map(|term| list(factor, *term)).filter(|list| !list.is_empty()).collect::<Vec<_>>()
            };
            let summand = |slot: &Slot| Summand::best(slot.readings.iter().map(|read| reading(slot, read)).collect());
            let counts = |article: u32| !self.is_gone(first + article);
            let least = |score: f32| {
                best.set(best.get().max(score));
                best.get() * share
            };
            let seen = |article, score| least(if counts(article) { score } else { 0.0 });
            sweep(slots.iter().map(summand).collect(), part.len(), least(0.0), seen, |article, score| {
                if !counts(article) {
                    return least(0.0);
                }
                results.push((first + article, score));
                least(score)
            });
        }
        best.get()
    }

    fn facet(&self, name: &str, results: &[(u32, f32)], query: &Query) -> Facet {
        let first = self.main.len() as u32;
        let mut counts: FxHashMap<String, (String, u32)> = FxHashMap::default();
        if name == facts::STOCK || name == facts::PRICE {
            return self.numeric_facet(name, results, query);
        }
        let shown = self.parts().iter().find_map(|(_, part)| part.facts.name(name)).unwrap_or(name).to_owned();
        let stating = |part: &super::Segment, offset: u32, of: &mut dyn Iterator<Item = u32>, counts: &mut FxHashMap<_, _>| {
            part.facts.count(name, of.map(|article| article - offset), counts)
        };
        let mut known =
            stating(&self.main, 0, &mut results.iter().map(|(article, _)| *article).filter(|article| *article < first), &mut counts);
        known +=
            stating(&self.late, first, &mut results.iter().map(|(article, _)| *article).filter(|article| *article >= first), &mut counts);
        let mut values: Vec<(String, u32)> = counts.into_values().collect();
        values.sort_unstable_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        Facet { name: shown, values, unknown: results.len() as u32 - known, prices: None }
    }

    /// Price: lowest and highest, in millionths; stock: how many have some and how many none.
    fn numeric_facet(&self, name: &str, results: &[(u32, f32)], query: &Query) -> Facet {
        let (mut values, mut known) = (Vec::new(), 0);
        if name == facts::STOCK {
            let stocks = results.iter().filter_map(|(article, _)| self.stock(*article));
            let (mut some, mut none) = (0, 0);
            stocks.for_each(|stock| if stock > 0.0 { some += 1 } else { none += 1 });
            known = some + none;
            values = vec![("in stock".to_owned(), some), ("none".to_owned(), none)];
            return Facet { name: name.to_owned(), values, unknown: results.len() as u32 - known, prices: None };
        }
        let mut prices = None;
        for price in results.iter().filter_map(|(article, _)| self.price(*article, query.terms?)) {
            let (lowest, highest) = prices.unwrap_or((price, price));
            prices = Some((price.min(lowest), price.max(highest)));
            known += 1;
        }
        Facet { name: name.to_owned(), values, unknown: results.len() as u32 - known, prices }
    }

    /// Orders the results and takes the page after the place.
    fn page(&self, query: &Query, asked: &Asked, named: &BTreeMap<u32, Number>, results: &[(u32, f32)], found: &mut Found) {
        let by_sku = |left: u32, right: u32| self.sku(left).cmp(self.sku(right));
        let by_letters = found.by_letters;
        let mut looked: FxHashMap<u32, Hit> = FxHashMap::default();
        let mut order: Vec<(u8, u64, u32)> = Vec::new();
        match &query.order {
            Order::Relevance => {
                let mut best = Best::new(self, LOOKED_AT);
                results
                    .iter()
                    .for_each(|(article, words)| best.push(Near { article: *article, words: *words, letters: 0.0, score: *words }));
                let pool: Vec<(u32, f32)> = best.in_order().into_iter().map(|near| (near.article, near.words)).collect();
                for hit in self.looks(query, asked, named, by_letters, &pool) {
                    order.push((0, descending(hit.score), hit.article));
                    looked.insert(hit.article, hit);
                }
            }
            Order::Price { descending } => order.extend(results.iter().map(|(article, _)| {
                let price = query.terms.and_then(|terms| self.price(*article, terms)).map(|price| price.max(0).cast_unsigned());
                let key = price.map_or(u64::MAX, |price| if *descending { u64::MAX - 1 - price } else { price });
                (0, key, *article)
            })),
            Order::Name | Order::Sku => order.extend(results.iter().map(|(article, _)| (0, 0, *article))),
        }
        let by_name = |left: u32, right: u32| match query.order {
            Order::Name => self.name(left).cmp(self.name(right)),
            _ => Ordering::Equal,
        };
        let earlier = |left: &(u8, u64, u32), right: &(u8, u64, u32)| {
            (left.0, left.1).cmp(&(right.0, right.1)).then_with(|| by_name(left.2, right.2)).then_with(|| by_sku(left.2, right.2))
        };
        let last = query.after.and_then(|place| self.find_sku(&place.sku)).filter(|_| query.order == Order::Name);
        let follows = |(tier, key, article): &(u8, u64, u32)| {
            query.after.is_none_or(|place| {
                let name = last.map_or(Ordering::Equal, |last| by_name(*article, last));
                let own = (*tier, *key).cmp(&(place.tier, place.key)).then(name).then_with(|| self.sku(*article).cmp(&place.sku));
                own == Ordering::Greater
            })
        };
        let rest = if query.order == Order::Relevance { results.len() - order.len() } else { 0 };
        order.retain(follows);
        found.more = order.len() > query.limit || order.len() == query.limit && rest > 0;
        if order.len() < query.limit && rest > 0 {
            // Those that had no closer look are put in order only where the page reaches them.
            let others = results.iter().filter(|(article, _)| !looked.contains_key(article));
            order.extend(others.map(|(article, score)| (1, descending(*score), *article)).filter(follows));
            found.more = order.len() > query.limit;
        }
        if order.len() > query.limit {
            order.select_nth_unstable_by(query.limit, earlier);
            order.truncate(query.limit);
        }
        order.sort_unstable_by(earlier);
        let unseen: Vec<(u32, f32)> =
            order.iter().filter(|(.., article)| !looked.contains_key(article)).map(|(.., article)| (*article, 0.0)).collect();
        looked.extend(self.looks(query, asked, named, by_letters, &unseen).into_iter().map(|hit| (hit.article, hit)));
        found.hits = order
            .into_iter()
            .filter_map(|(tier, key, article)| Some((looked.remove(&article)?, Place { tier, key, sku: self.sku(article).to_owned() })))
            .collect();
    }

    /// The closer look at some results. How alike the letters are is looked at only where nothing else speaks: beside known
    /// words it moved no product into the first ten, and took a quarter of the time.
    fn looks(&self, query: &Query, asked: &Asked, named: &BTreeMap<u32, Number>, by_letters: bool, results: &[(u32, f32)]) -> Vec<Hit> {
        if query.text.trim().is_empty() {
            let plain = |(article, _): &(u32, f32)| Hit { article: *article, score: 0.0, reasons: Reasons::default() };
            return results.iter().map(plain).collect();
        }
        let weights = Weights::default();
        let look = |(article, score): &(u32, f32)| {
            let (words, letters) = if by_letters { (0.0, *score) } else { (*score, 0.0) };
            let reasons = Reasons { number: named.get(article).copied(), ..asked.look(self, *article, words, letters) };
            let number = if reasons.number.is_some() { NUMBER } else { 0.0 };
            Hit { article: *article, score: number + weights.score(&reasons), reasons }
        };
        results.iter().map(look).collect()
    }

    /// What one of it costs on these terms at this instant, in millionths, if that is known.
    pub fn price(&self, article: u32, (terms, at): (&str, i64)) -> Option<i64> {
        let (part, local) = self.place(article);
        part.facts.price(local, terms, at)
    }

    /// Pieces in stock, if that is known.
    pub fn stock(&self, article: u32) -> Option<f64> {
        let (part, at) = self.place(article);
        part.facts.stock(at)
    }

    /// Its brand, else its maker, as the catalogue writes it.
    pub fn brand_shown(&self, article: u32) -> Option<&str> {
        let (part, at) = self.place(article);
        part.facts.brand(at)
    }

    /// Its category with those above, as the catalogue writes them.
    pub fn category_shown(&self, article: u32) -> Option<&str> {
        let (part, at) = self.place(article);
        part.facts.category(at)
    }

    pub fn is_sample(&self, article: u32) -> bool {
        let (part, at) = self.place(article);
        part.facts.is_sample(at)
    }

    /// Whether any article states something under this name.
    pub fn states(&self, name: &str) -> bool {
        self.parts().iter().any(|(_, part)| part.facts.name(name).is_some())
    }
}

/// What may be shown: neither gone nor filtered out.
struct Admit<'f> {
    first: u32,
    main: Admission<'f>,
    late: Admission<'f>,
    filters: bool,
}

impl<'f> Admit<'f> {
    fn new(index: &Index, filter: &'f Filter) -> Admit<'f> {
        Admit {
            first: index.main.len() as u32,
            main: index.main.facts.admission(filter),
            late: index.late.facts.admission(filter),
            filters: *filter != Filter::default(),
        }
    }

    fn filters(&self) -> bool {
        self.filters
    }

    fn holds(&self, index: &Index, article: u32) -> bool {
        if index.is_gone(article) {
            return false;
        }
        if !self.filters {
            return true;
        }
        if article < self.first {
            index.main.facts.admits(article, &self.main)
        } else {
            index.late.facts.admits(article - self.first, &self.late)
        }
    }
}

fn exact(terms: Vec<u32>) -> Reading {
    Reading { how: How::Exact, terms, share: 1.0 }
}

/// A word that is not known itself is worth what it was taken for.
fn settle(index: &Index, slot: &mut Slot, term: Option<u32>) {
    if term.is_none() && !slot.readings.is_empty() {
        let worth = |reading: &Reading| reading.terms.iter().map(|term| index.rarity(*term)).sum();
        slot.worth = slot.readings.iter().map(worth).fold(0.0, f32::max);
    }
}

/// Ascending keys for descending scores.
fn descending(score: f32) -> u64 {
    let bits = score.to_bits();
    u64::from(!(if bits >> 31 == 1 { !bits } else { bits | 1 << 31 }))
}
