//! The probability that a candidate is right: a logistic model over a handful of reasons.

use serde::{Deserialize, Serialize};

use super::logistic::{self, Row};
use crate::index::Hit;

/// Number of features, the constant 1 included.
pub const FEATURES: usize = 22;

/// What the model looks at, each about 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features(pub [f32; FEATURES]);

impl Features {
    /// Of the hit at this place of a search's hits, best first.
    pub fn of(hits: &[Hit], at: usize) -> Features {
        let hit = &hits[at];
        let reasons = &hit.reasons;
        let best_other = hits.get(usize::from(at == 0));
        let margin = best_other.map_or(1.0, |other| (hit.score - other.score).clamp(-1.0, 1.0));
        let ahead = margin.max(0.0);
        let sizes = &reasons.sizes;
        let asked = sizes.agreed() + sizes.conflicts.len() - sizes.conflicting_colours + sizes.missing.len() + sizes.notes.len();
        let flag = |set: bool| f32::from(u8::from(set));
        Features([
            1.0,
            margin,
            ahead.sqrt(),
            (ahead / hit.score.max(0.1)).min(1.0),
            reasons.covered,
            reasons.named,
            reasons.covered * reasons.named,
            reasons.code.unwrap_or(0.0),
            flag(reasons.code.is_some_and(|code| code < 0.5)),
            flag(sizes.agreed() > 0),
            flag(sizes.contradicts()),
            flag(!sizes.missing.is_empty()),
            1.0 - reasons.numbers.unwrap_or(1.0),
            flag(reasons.own_code),
            sizes.agreed() as f32 / asked.max(1) as f32,
            flag(asked > 1 && sizes.agreed() == asked),
            sizes.unasked.min(4) as f32 / 4.0,
            flag(best_other.is_some_and(|other| other.reasons.sizes.contradicts()) && !sizes.contradicts()),
            reasons.covered * reasons.covered,
            flag(reasons.covered > 0.95),
            flag(sizes.conflicting_colours > 0),
            as_good(hits, at),
        ])
    }
}

/// Another article that covers so little less of the line is as good; more of them than so many are not told apart.
const AS_GOOD: f32 = 0.05;
const MANY: usize = 3;

/// How many other hits cover the line as well as the one at this place, 0 to 1.
pub(super) fn as_good(hits: &[Hit], at: usize) -> f32 {
    let least = hits[at].reasons.covered - AS_GOOD;
    let others = hits.iter().enumerate().filter(|(other, hit)| *other != at && hit.reasons.covered >= least);
    others.count().min(MANY) as f32 / MANY as f32
}

/// One coefficient a feature, in the order of [`Features::of`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Model(pub [f32; FEATURES]);

/// Fitted on made-up lines alone, by `cargo run --release -p features --example shipped_model`, which says on which and
/// prints these numbers.
pub const SHIPPED: Model = Model([
    -3.028, -3.102, 7.255, -0.999, 1.383, 1.756, 0.742, -0.154, -1.898, -0.19, -1.338, -0.518, -3.115, 1.668, 0.2, 0.486, -1.221, 2.326,
    -2.067, 1.031, -5.34, -1.371,
]);

impl Model {
    /// By logistic regression, ridge 1, from what was looked at and whether it was right.
    pub fn fit(examples: &[(Features, bool)]) -> Model {
        let row = |(features, right): &(Features, bool)| Row { known: 0.0, values: (0..).zip(features.0).collect(), right: *right };
        let fitted = logistic::fit(&examples.iter().map(row).collect::<Vec<_>>(), &[1.0; FEATURES]);
        Model(std::array::from_fn(|at| fitted[at] as f32))
    }

    pub fn log_odds(&self, features: &Features) -> f32 {
        self.0.iter().zip(features.0).map(|(coefficient, feature)| coefficient * feature).sum()
    }

    pub fn probability(&self, features: &Features) -> f32 {
        logistic::probability(f64::from(self.log_odds(features))) as f32
    }
}
