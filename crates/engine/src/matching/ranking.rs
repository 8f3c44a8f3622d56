//! What each reason is worth when candidates are put in order, learnt from lines whose right article is known.

use super::logistic::{self, Row};
use crate::index::{Reasons, WEIGHTS, Weights};

/// A line's candidates, each with whether it is the right one.
pub type Ranked = Vec<(Reasons, bool)>;

/// How strongly each weight is held at 0, in pairs: words and letters say much the same, and are to share what they are worth.
const RIDGE: f64 = 30.0;

/// What the weights that speak for a candidate add up to.
const MOST: f64 = 4.0;

impl Weights {
    /// The weights that most probably put the right candidate of each line before its wrong ones, so scaled that all that can
    /// speak for one adds up to [`MOST`]. Lines without a right candidate teach nothing.
    pub fn fit(lines: &[Ranked]) -> Weights {
        let mut pairs = Vec::new();
        for line in lines {
            for (right, _) in line.iter().filter(|(_, right)| *right) {
                let right = right.weighed();
                pairs.extend(line.iter().filter(|(_, right)| !right).map(|(wrong, _)| before(&right, &wrong.weighed())));
            }
        }
        let fitted = logistic::fit(&pairs, &[RIDGE; WEIGHTS]);
        let most: f64 = fitted.iter().filter(|weight| **weight > 0.0).sum();
        let scale = MOST / most.max(f64::EPSILON);
        Weights::from(std::array::from_fn(|at| (fitted[at] * scale) as f32))
    }
}

/// That a candidate of these reasons goes before one of those.
fn before(right: &[f32; WEIGHTS], wrong: &[f32; WEIGHTS]) -> Row {
    let ahead = right.iter().zip(wrong).map(|(right, wrong)| right - wrong);
    Row { known: 0.0, values: (0..).zip(ahead).filter(|(_, ahead)| *ahead != 0.0).collect(), right: true }
}
