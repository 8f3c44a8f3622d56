//! The closer look: what speaks for and against each of the best candidates, and the score made of it.

use super::asked::Asked;
use super::build::{DENIED, price_nearness};
use super::{Index, Segment};
use crate::codes;
use crate::sizes::{self, Comparison, Kind};
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
    /// Share of the request's rarity that the article's name, brand and codes hold or its sizes meet.
    pub covered: f32,
    /// Share of the name's rarity that the request holds.
    pub named: f32,
    /// Of all different words and numbers of request and name, the share they have in common.
    pub alike: f32,
    /// Best agreement of a part code in the request with one of the article.
    pub code: Option<f32>,
    /// A part code of the request is this article's and no other's.
    pub own_code: bool,
    /// Share of the request's small numbers that the article's name, brand and codes hold, or of its sizes that agree.
    pub numbers: Option<f32>,
    pub brand: Option<f32>,
    /// The request's field for the brand names another brand than the article's.
    pub other_brand: bool,
    pub price: Option<f32>,
    /// The beginning of a word that one of the two says is there and the other says is not: `valv`.
    pub denied: Option<String>,
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
    /// Another number on record, and the brand does not speak against it. `distinctive`: it looks like a part code, so
    /// that it means this article without a brand too.
    Other {
        distinctive: bool,
    },
}

/// How reasons make a score: a weighted sum. What is not known counts nothing.
///
/// The default is fitted on made-up lines alone, by `cargo run --release -p features --example shipped_model`, which says on
/// which and prints these numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    pub words: f32,
    pub letters: f32,
    pub covered: f32,
    pub named: f32,
    pub code: f32,
    /// For a part code on both sides, and none of them alike.
    pub other_code: f32,
    pub numbers: f32,
    pub brand: f32,
    pub price: f32,
    /// For another size, measures in another order, or what one says is there and the other says is not.
    pub contradicted: f32,
    /// Times how far the contradicted measures are apart: of two that are otherwise alike the nearer size goes first.
    pub apart: f32,
    /// For another colour: less than for another size, as makers name colours as they like.
    pub other_colour: f32,
}

/// How many of them there are.
pub(crate) const WEIGHTS: usize = 12;

impl Default for Weights {
    fn default() -> Weights {
        Weights::from([0.545, 0.603, 1.009, 0.549, 0.159, -0.276, 0.631, 0.27, 0.235, -0.627, -0.073, -0.361])
    }
}

/// In the order of the fields.
impl From<[f32; WEIGHTS]> for Weights {
    fn from(all: [f32; WEIGHTS]) -> Weights {
        let [words, letters, covered, named, code, other_code, numbers, brand, price, contradicted, apart, other_colour] = all;
        Weights { words, letters, covered, named, code, other_code, numbers, brand, price, contradicted, apart, other_colour }
    }
}

impl Weights {
    /// The sum; what a number named outright is not in it.
    pub fn score(&self, reasons: &Reasons) -> f32 {
        self.all().into_iter().zip(reasons.weighed()).map(|(weight, reason)| weight * reason).sum()
    }

    /// In the order of the fields.
    pub(crate) fn all(&self) -> [f32; WEIGHTS] {
        let Weights { words, letters, covered, named, code, other_code, numbers, brand, price, contradicted, apart, other_colour } = *self;
        [words, letters, covered, named, code, other_code, numbers, brand, price, contradicted, apart, other_colour]
    }
}

impl Reasons {
    /// What the weights are for, in their order.
    pub(crate) fn weighed(&self) -> [f32; WEIGHTS] {
        let known = |reason: Option<f32>| reason.unwrap_or(0.0);
        let flag = |set: bool| f32::from(u8::from(set));
        let sizes = &self.sizes;
        [
            self.words,
            self.letters,
            self.covered,
            self.named,
            known(self.code),
            flag(self.code == Some(0.0)),
            known(self.numbers),
            known(self.brand),
            known(self.price),
            flag(sizes.contradicts() || sizes.turned || self.denied.is_some()),
            if sizes.contradicts() { sizes.apart() } else { 0.0 },
            flag(sizes.conflicting_colours > 0),
        ]
    }
}

/// What one article holds, each ascending: the terms of its name, and of brand and codes.
#[derive(Clone, Copy)]
struct Held<'a> {
    name: &'a [u32],
    other: &'a [u32],
}

impl<'a> Held<'a> {
    fn terms(self) -> impl Iterator<Item = &'a u32> {
        self.name.iter().chain(self.other)
    }

    fn has(self, term: u32) -> bool {
        self.name.binary_search(&term).is_ok() || self.other.binary_search(&term).is_ok()
    }
}

impl Asked<'_> {
    /// Everything about one candidate; `words` and `letters` are what the legs gave it.
    pub(super) fn look(&self, index: &Index, article: u32, words: f32, letters: f32) -> Reasons {
        let (part, at) = index.place(article);
        let held = Held { name: part.name_terms.row(at), other: part.other_terms.row(at) };
        let rarity = |term: &u32| index.rarity(*term);
        let (code, own_code) = self.code_agreement(index, article, held);
        let shortened = self.shortened(index, held);
        let sizes = if self.sizes.is_empty() { Comparison::default() } else { sizes::compare(&self.sizes, index.sizes(article)) };
        let asked = self.sizes.iter().filter(|size| !size.aside && size.kind != Kind::Colour).count().max(1);
        let agreed = (sizes.agreed() as f32 / asked as f32).min(1.0);
        let (mut covered, mut name, mut named) = (0.0, 0.0, 0.0);
        let (mut tokens, mut common) = (0, 0);
        for term in held.name {
            let (asked, rarity, form) = (self.terms.get(term), rarity(term), index.form(*term));
            covered += asked.map_or(0.0, |asked| asked.covers * rarity);
            let token = usize::from(!form.is_code && !form.is_size);
            tokens += token;
            common += asked.map_or(0, |asked| if asked.covers == 1.0 { token } else { 0 });
            let asked = asked.is_some_and(|asked| !asked.meant);
            // Where all sizes agree, further numbers of the name spell them out: the pitch of a coarse thread.
            let spelt = form.is_size || agreed == 1.0 && form.is_number;
            named += if asked { rarity } else { 0.0 };
            name += if asked || !spelt && !form.is_little { rarity } else { 0.0 };
        }
        covered += held.other.iter().map(|term| self.terms.get(term).map_or(0.0, |asked| asked.covers * rarity(term))).sum::<f32>();
        let (meant, name_meant) = self.meant(index, part, at, held);
        named += name_meant;
        let met = covered + shortened + meant + agreed * self.size_rarity;
        let all = (self.text_rarity + self.size_rarity).max(f32::MIN_POSITIVE);
        Reasons {
            number: None,
            words,
            letters,
            covered: (met / all).min(1.0),
            named: ((named + shortened) / f32::max(name, f32::MIN_POSITIVE)).min(1.0),
            alike: common as f32 / (self.tokens + tokens - common).max(1) as f32,
            code,
            own_code,
            numbers: self.numbers_held(held).map(|share| share.max(agreed)),
            brand: self.brand_agreement(index, held),
            other_brand: self.is_other_brand(index, article),
            denied: self.denied(index, held),
            price: price_nearness(self.request.price.as_deref(), index.log_price(article)),
            sizes,
        }
    }

    /// Best agreement of part codes, where both sides have one; and whether a code is this article's alone.
    fn code_agreement(&self, index: &Index, article: u32, held: Held) -> (Option<f32>, bool) {
        let mut best = None;
        let mut own = false;
        if self.codes.is_empty() {
            return (best, own);
        }
        for term in held.terms() {
            if !index.form(*term).is_code {
                continue;
            }
            let code = index.term(*term);
            if sizes::is_number_of_standard(index.sizes(article), code) {
                continue;
            }
            for asked in &self.codes {
                let agreement = codes::agreement(asked, code);
                best = Some(agreement.max(best.unwrap_or(0.0)));
                own |= agreement == 1.0 && index.only_one_holds(*term);
            }
        }
        (best, own)
    }

    /// Rarity that the article holds as a shortened or longer form of a requested word: `galv` for `galvanised`.
    fn shortened(&self, index: &Index, held: Held) -> f32 {
        let mut sum = 0.0;
        for word in self.words.iter().filter(|word| !word.term.is_some_and(|term| held.has(term))) {
            let akin = held.name.iter().find(|term| word.is_akin(**term));
            sum += akin.map_or(0.0, |term| SHORTENED * word.rarity.min(index.rarity(*term)));
        }
        sum
    }

    /// Rarity of the request that the article meets in another meaning of its words, beyond what it holds of them as they
    /// stand; and rarity of the article's name that was asked for so.
    fn meant(&self, index: &Index, part: &Segment, at: u32, held: Held) -> (f32, f32) {
        let (mut met, mut named) = (0.0, 0.0);
        for meaning in &self.meanings {
            let own: f32 = meaning.own.iter().filter(|term| held.has(**term)).map(|term| index.rarity(*term)).sum();
            // What is no word stands in no name: a category, a standard.
            let stands = |term: &u32| held.has(*term) || index.term(*term).starts_with('=') && part.says(at, *term);
            let best = meaning.readings.iter().filter(|(terms, _)| terms.iter().all(stands)).max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((terms, share)) = best.filter(|(_, share)| share * meaning.worth > own) else { continue };
            met += share * meaning.worth - own;
            let in_name = terms.iter().filter(|term| held.name.binary_search(term).is_ok() && !self.asks(**term));
            named += in_name.map(|term| share * index.rarity(*term)).sum::<f32>();
        }
        (met, named)
    }

    /// What the request says must not be there and the name says is, or the other way round.
    fn denied(&self, index: &Index, held: Held) -> Option<String> {
        let of_name = held.name.iter().filter(|term| index.form(**term).is_denial && !self.terms.contains_key(term));
        let mut denied_there = of_name.map(|term| &index.term(*term)[DENIED.len()..]);
        let says = |stem: &&str| words(&self.folded.text).iter().any(|word| word.starts_with(stem));
        denied_there.find(says).map(str::to_owned).or_else(|| {
            let open = |term: &Option<u32>| term.is_none_or(|term| !held.has(term));
            let named = |stem: &str| held.name.iter().any(|term| index.term(*term).starts_with(stem));
            self.denied.iter().find(|(stem, term)| open(term) && named(stem)).map(|(stem, _)| stem.clone())
        })
    }

    /// Whether the request holds the term itself, not only a word of that meaning.
    fn asks(&self, term: u32) -> bool {
        self.terms.get(&term).is_some_and(|weight| !weight.meant)
    }

    fn numbers_held(&self, held: Held) -> Option<f32> {
        let found = self.numbers.iter().filter(|number| number.is_some_and(|term| held.has(term))).count();
        (!self.numbers.is_empty()).then(|| found as f32 / self.numbers.len() as f32)
    }

    /// Share of the requested brand's rarity found in the article's brand, name or codes.
    fn brand_agreement(&self, index: &Index, held: Held) -> Option<f32> {
        let sum = |terms: &mut dyn Iterator<Item = &u32>| terms.map(|term| index.rarity(*term)).sum::<f32>();
        let found = sum(&mut self.brand.iter().filter(|term| held.has(**term)));
        (!self.brand.is_empty()).then(|| found / sum(&mut self.brand.iter()))
    }

    /// Both brands are known and share no word; only the brand field counts, as a manufacturer may own many brands.
    pub(super) fn is_other_brand(&self, index: &Index, article: u32) -> bool {
        if self.request.brand.is_empty() {
            return false;
        }
        let (asked, stated) = (text::fold(&self.request.brand), index.brand(article));
        if stated.is_empty() || asked.trim().is_empty() {
            return false;
        }
        let name = text::fold(index.name(article));
        let held = [words(stated), words(&name)].concat();
        !words(&asked).iter().any(|word| held.contains(word)) && !held.concat().contains(&words(&asked).concat())
    }
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// How much of a word's rarity its shortened form is worth.
const SHORTENED: f32 = 0.6;
