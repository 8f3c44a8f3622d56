//! The probability that a candidate is right: a logistic model over a handful of reasons.

use serde::{Deserialize, Serialize};

use super::logistic;
use crate::index::Hit;

/// Number of features, the constant 1 included.
pub const FEATURES: usize = 14;

/// What the model looks at, each about 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features(pub [f32; FEATURES]);

impl Features {
    /// `best_other`: the best other candidate, `None` if there is none.
    pub fn of(hit: &Hit, best_other: Option<&Hit>) -> Features {
        let reasons = &hit.reasons;
        let margin = best_other.map_or(1.0, |other| (hit.score - other.score).clamp(-1.0, 1.0));
        let ahead = margin.max(0.0);
        let sizes = &reasons.sizes;
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
        ])
    }
}

/// One coefficient a feature, in the order of [`Features::of`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Model(pub [f32; FEATURES]);

/// Fitted by logistic regression, ridge 1, on 24,000 lines that `generate` made (seed 1) from neutral titles: a hardware
/// shop's 5,805 (Spanish), 5,573 standard fasteners, Zigbee and Z-Wave devices, electronic components, each alone and all
/// together. So that some lines have no right answer, 15 % of the articles were withheld, 5 % of the lines had a number
/// changed and 5 % the words replaced; 70 % of the catalogue's titles were roughened too, since two writers never
/// agree. On as many fresh lines (seed 2) the calibration error is 0.011.
pub const SHIPPED: Model = Model([-3.01, 0.05, 5.77, -4.07, -0.29, 0.75, 1.85, -0.38, -3.91, -0.59, -2.84, -0.14, -1.95, 1.44]);

impl Model {
    pub fn log_odds(&self, features: &Features) -> f32 {
        self.0.iter().zip(features.0).map(|(coefficient, feature)| coefficient * feature).sum()
    }

    pub fn probability(&self, features: &Features) -> f32 {
        logistic::probability(f64::from(self.log_odds(features))) as f32
    }
}
