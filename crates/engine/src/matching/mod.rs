//! One line of a customer's list → one article, a choice, or nothing, with a probability and a reason.
//!
//! Numbers decide before words: the customer's confirmed number, our own, the bar code, the maker's part number. Words
//! and letters only propose; a proposal is accepted when it is probable enough, no stated size contradicts it, every
//! requested size is stated, and no other article fits the line equally well. A line's outcome depends on that line
//! and the catalogue alone.

mod calibration;
mod confidence;
pub mod generate;
mod learnt;
mod logistic;
mod ranking;
mod rivals;
#[cfg(test)]
mod tests;

use std::cell::LazyCell;

use crate::codes::is_part_code;
use crate::index::{Hit, Index, Number, Request, Slip, Weights};
use crate::sizes::in_words;

pub use calibration::{Calibration, SHARES, least_probabilities};
pub use confidence::{Features, Model, SHIPPED};
pub use learnt::{Learnt, Lesson, Look};
pub use ranking::Ranked;

/// What the caller wants of [`decide`].
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Wanted share right among the lines accepted without a person; see [`Calibration::threshold`].
    pub precision: f32,
    /// Most candidates in an answer.
    pub top: usize,
    pub weights: Weights,
    pub calibration: Calibration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { precision: 0.97, top: 5, weights: Weights::default(), calibration: Calibration::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Accepted,
    /// A person chooses among the candidates, or asks the customer for what is in `missing`.
    Choose,
    /// Nothing plausible; candidates may still hold the nearest articles, for a person to look at.
    None,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub outcome: Outcome,
    /// Probability that the first candidate is right; 0 without candidates.
    pub confidence: f32,
    /// For the salesperson: why this outcome.
    pub reason: String,
    /// What the customer would have to say, or the product to state.
    pub missing: Vec<String>,
    /// Best first.
    pub candidates: Vec<Candidate>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub article: u32,
    pub sku: String,
    /// Of the search, comparable within one decision only; what was learnt may put a lesser one first.
    pub score: f32,
    /// Probability that this one is right.
    pub confidence: f32,
    pub agrees: Vec<String>,
    pub conflicts: Vec<String>,
}

/// How far a number names the right article, by kind. These are not fitted: each is an identity, kept below 1 because
/// customers mistype and catalogues err.
const CONFIRMED: f32 = 0.999;
const OWN_NUMBER: f32 = 0.995;
const BAR_CODE: f32 = 0.995;
const PART_NUMBER: f32 = 0.98;
const SHORT_PART_NUMBER: f32 = 0.7;
/// The line says all of the name and nothing else, of this article alone. What a seller's own lines taught goes before it.
const SAME_WORDS: f32 = 0.985;

/// Below this probability the best candidate is not worth a person's look; the lower one holds where it has half of the
/// line or a part code in common with it.
const PLAUSIBLE: f32 = 0.1;
const BARELY_PLAUSIBLE: f32 = 0.015;
const PLAUSIBLE_SHARE: f32 = 0.5;

/// Decides one line. `confirmed`: the SKU that this customer's own number was confirmed to mean.
///
/// Cost: one search with its closer look; a line of ten words over 100,000 articles takes about a millisecond.
pub fn decide(index: &Index, request: &Request, confirmed: Option<&str>, settings: &Settings) -> Decision {
    match index.mended(request) {
        None => decide_as_written(index, request, confirmed, settings),
        Some((mended, slips)) => {
            let mut decision = decide_as_written(index, &mended, confirmed, settings);
            let read = |slip: &Slip| format!("“{}” read as “{}”", slip.written, slip.meant);
            let slips: Vec<String> = slips.iter().map(read).collect();
            decision.reason = format!("{} {}.", decision.reason, slips.join(", "));
            decision
        }
    }
}

fn decide_as_written(index: &Index, request: &Request, confirmed: Option<&str>, settings: &Settings) -> Decision {
    let mut hits = index.search_with(request, settings.top.max(LOOKED_AT), &settings.weights);
    if let Some(sku) = confirmed {
        match index.find_sku(sku) {
            Some(article) => index.put_first(&mut hits, article, request),
            None => return gone(index, request, sku, &mut hits, settings),
        }
    }
    let confirmed = confirmed.is_some();
    let identity = if confirmed {
        Some(CONFIRMED)
    } else {
        let named = hits.iter().filter(|hit| hit.reasons.number.is_some()).count().max(1);
        let by_number = hits.first().and_then(|hit| Some(trust(index, hit)? / named as f32));
        by_number.or_else(|| (settings.calibration.learnt().is_none() && said_whole(index, &hits)).then_some(SAME_WORDS))
    };
    let candidates = candidates(index, request, &mut hits, identity, settings);
    let Some(best) = candidates.first() else {
        return nothing(request);
    };
    let mut decision =
        Decision { outcome: Outcome::Choose, confidence: best.confidence, reason: String::new(), missing: Vec::new(), candidates };
    judge(&mut decision, index, request, &hits, confirmed, settings.calibration.learnt().is_some(), settings);
    decision.candidates.truncate(settings.top);
    decision
}

/// What a calibration looks at of a line's best candidates; empty for a line without one, or that a number decides.
pub fn evidence(index: &Index, request: &Request, settings: &Settings) -> Vec<Look> {
    let mended = index.mended(request);
    let request = mended.as_ref().map_or(request, |(mended, _)| mended);
    let hits = index.search_with(request, settings.top.max(LOOKED_AT), &settings.weights);
    if hits.first().is_some_and(|hit| hit.reasons.number.is_some()) {
        return Vec::new();
    }
    let mut looks = Look::at(index, request, &hits);
    for (at, look) in looks.iter_mut().enumerate() {
        look.asked = !accepted_if_sure(index, request, hits.clone(), at, settings);
    }
    looks
}

/// Whether the hit at this place, put first and surely right, would be accepted by what lines taught.
fn accepted_if_sure(index: &Index, request: &Request, mut hits: Vec<Hit>, at: usize, settings: &Settings) -> bool {
    hits[..=at].rotate_right(1);
    let candidates = candidates(index, request, &mut hits, Some(1.0), settings);
    let mut decision = Decision { outcome: Outcome::Choose, confidence: 1.0, reason: String::new(), missing: Vec::new(), candidates };
    judge(&mut decision, index, request, &hits, false, true, settings);
    decision.outcome == Outcome::Accepted
}

/// Hits looked at, whatever the caller wants to see: a line's rivals are among them.
pub const LOOKED_AT: usize = 20;

/// Walks the reasons against accepting, the gravest first; the first that holds decides outcome and reason. `taught`: lines taught
/// which words tell articles apart; else a word that only another article says is asked about, and a number that any says.
fn judge(decision: &mut Decision, index: &Index, request: &Request, hits: &[Hit], confirmed: bool, taught: bool, settings: &Settings) {
    let best = &hits[0];
    let number = best.reasons.number;
    let name = index.name(best.article);
    let unread = LazyCell::new(|| rivals::unread(&request.text));
    decision.missing = in_words(&best.reasons.sizes.missing);
    decision.reason = if let Some(unknown) = unknown_bar_code(index, request).filter(|_| !confirmed) {
        unknown
    } else if let Some(conflict) = decision.candidates[0].conflicts.first() {
        format!("The nearest article, {name}, differs: {conflict}.")
    } else if confirmed {
        decision.outcome = Outcome::Accepted;
        "This customer's number or words were confirmed to mean this article.".to_owned()
    } else if let Some(other) = hits[1..].iter().find(|hit| number.is_some() && hit.reasons.number.is_some()) {
        format!("The numbers name more than one article: {} and {}.", index.sku(best.article), index.sku(other.article))
    } else if number.is_none() && !plausible(best, decision.confidence) {
        decision.outcome = Outcome::None;
        decision.missing.clear();
        "No article of the catalogue is plausible.".to_owned()
    } else if let Some(missing) = decision.missing.first() {
        format!("{name} does not state what was asked: {missing}.")
    } else if let Some(number) = number {
        let sure = decision.confidence >= settings.precision;
        decision.outcome = if sure { Outcome::Accepted } else { Outcome::Choose };
        named_by(number, decision.confidence <= SHORT_PART_NUMBER)
    } else if let Some(silent) = rivals::silent(index, request, hits, &unread) {
        decision.missing = silent.missing;
        silent.reason
    } else if let Some(size) = rivals::unspoken(index, request, best) {
        let kind = size.name();
        decision.missing = vec![format!("{kind}: {size}?")];
        format!("{name} has the {kind} {size}, and a word of the line that is not understood may ask for another.")
    } else if let Some((value, other)) = rivals::number_of_another(index, hits, &unread, taught) {
        format!("{name} does not say {value}, which {} does.", index.name(other))
    } else if !taught && let Some((word, other)) = rivals::word_of_another(index, hits, &unread) {
        format!("{name} does not say “{word}”, which {} does.", index.name(other))
    } else if best.reasons.sizes.turned {
        format!("{name} has the sizes in another order, and it is not known which is which.")
    } else if decision.confidence >= settings.calibration.threshold(settings.precision) {
        decision.outcome = Outcome::Accepted;
        explained(&decision.candidates[0], best)
    } else {
        format!("{name} is the most likely ({:.0} %), which is not sure enough.", decision.confidence * 100.0)
    };
}

fn plausible(best: &Hit, confidence: f32) -> bool {
    let shares = best.reasons.covered >= PLAUSIBLE_SHARE || best.reasons.code.is_some_and(|code| code > 0.0);
    confidence >= if shares { BARELY_PLAUSIBLE } else { PLAUSIBLE }
}

/// How far the number that named the article can be relied on; a short part number without its brand is anybody's.
fn trust(index: &Index, hit: &Hit) -> Option<f32> {
    let of_brand = hit.reasons.brand.is_some_and(|brand| brand >= 0.5);
    Some(match hit.reasons.number? {
        Number::Sku => OWN_NUMBER,
        Number::Gtin => BAR_CODE,
        Number::PartNumber if of_brand || is_part_code(index.part_number(hit.article)) => PART_NUMBER,
        Number::Other { distinctive } if of_brand || distinctive => PART_NUMBER,
        Number::PartNumber | Number::Other { .. } => SHORT_PART_NUMBER,
    })
}

/// Whether the line and the first hit's name say the same, every word, and every size the catalogue states of it; and those
/// of no other hit.
fn said_whole(index: &Index, hits: &[Hit]) -> bool {
    const ALL: f32 = 0.999;
    let sized = |hit: &Hit| hit.reasons.sizes.unmet() == 0 && !hit.reasons.sizes.turned;
    let whole = |hit: &Hit| hit.reasons.covered > ALL && hit.reasons.named > ALL && sized(hit);
    let Some(best) = hits.first().filter(|best| whole(best) && !hits[1..].iter().any(whole)) else { return false };
    best.reasons.sizes.agrees.len() >= index.sizes(best.article).len()
}

fn named_by(number: Number, short: bool) -> String {
    match number {
        Number::Sku => "Named by our own article number.",
        Number::Gtin => "Named by its bar-code number.",
        Number::PartNumber if short => "The part number agrees, but it is short and the line does not name the brand.",
        Number::PartNumber => "Named by the maker's part number.",
        Number::Other { .. } if short => "A number on record for it agrees, but it is short and the line does not name the brand.",
        Number::Other { .. } => "Named by another number on record for it.",
    }
    .to_owned()
}

fn explained(candidate: &Candidate, best: &Hit) -> String {
    let share = format!("names {:.0} % of what was asked", best.reasons.covered * 100.0);
    let agrees = if candidate.agrees.is_empty() {
        format!("The article {share}.")
    } else {
        format!("Agrees: {}; {share}.", candidate.agrees.join(", "))
    };
    match &best.reasons.sizes.notes[..] {
        [] => agrees,
        notes => format!("{agrees} Not stated: {}.", in_words(notes).join(", ")),
    }
}

/// A bar-code number that the catalogue does not hold means another article, however alike the words are; in a
/// catalogue without any bar codes it means nothing.
fn unknown_bar_code(index: &Index, request: &Request) -> Option<String> {
    let gtins = request.gtins();
    if !index.knows_gtins() || gtins.iter().any(|gtin| index.has_gtin(*gtin)) {
        return None;
    }
    if let Some(gtin) = gtins.first() {
        return Some(format!("No article has the bar-code number {gtin}."));
    }
    let digits = request.gtin.chars().filter(char::is_ascii_digit).count();
    (digits >= 8).then(|| format!("{} is not a valid bar-code number.", request.gtin.trim()))
}

/// `identity`: as in [`Calibration::weigh`], which may change the order of the hits.
fn candidates(index: &Index, request: &Request, hits: &mut [Hit], identity: Option<f32>, settings: &Settings) -> Vec<Candidate> {
    let weighed = settings.calibration.weigh(index, request, hits, identity);
    let mut left = 1.0;
    hits.iter()
        .zip(weighed)
        .map(|(hit, probability)| {
            let confidence = f32::min(probability, left);
            left -= confidence;
            let mut agrees = in_words(&hit.reasons.sizes.agrees);
            if hit.reasons.code.is_some_and(|code| code >= 1.0) {
                agrees.insert(0, "part code".to_owned());
            }
            let mut conflicts = in_words(&hit.reasons.sizes.conflicts);
            conflicts.extend(hit.reasons.denied.as_ref().map(|stem| format!("“{stem}…”, which one of the two says is not there")));
            conflicts.extend(hit.reasons.other_brand.then(|| format!("brand, product is of {}", index.brand(hit.article))));
            Candidate { article: hit.article, sku: index.sku(hit.article).to_owned(), score: hit.score, confidence, agrees, conflicts }
        })
        .collect()
}

fn nothing(request: &Request) -> Decision {
    let reason = match request.gtins().first() {
        Some(gtin) => format!("No article has the bar-code number {gtin}."),
        None => "Nothing in the line is known to the catalogue.".to_owned(),
    };
    Decision { outcome: Outcome::None, confidence: 0.0, reason, missing: Vec::new(), candidates: Vec::new() }
}

fn gone(index: &Index, request: &Request, sku: &str, hits: &mut [Hit], settings: &Settings) -> Decision {
    let mut candidates = candidates(index, request, hits, None, settings);
    candidates.truncate(settings.top);
    Decision {
        outcome: if candidates.is_empty() { Outcome::None } else { Outcome::Choose },
        confidence: candidates.first().map_or(0.0, |best| best.confidence),
        reason: format!("The article {sku}, confirmed for this customer, is not in the catalogue."),
        missing: Vec::new(),
        candidates,
    }
}
