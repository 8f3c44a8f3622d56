//! What lines with known answers teach: how probable it is that the first candidate is right, and how probable it must be
//! so that the wanted share of what is accepted is right.

use serde::{Deserialize, Serialize};

use super::confidence::{Features, Model, SHIPPED};
use crate::metrics::{Judged, Random, coverage_at};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    pub model: Model,
    /// Share right among the lines at or above a probability: (share right, probability), both ascending, from (0, 0) to (1, 1).
    reached: Vec<(f32, f32)>,
}

/// Shares for which the least probability is looked up; between them, a line.
const SHARES: [f32; 8] = [0.80, 0.85, 0.90, 0.93, 0.95, 0.97, 0.98, 0.99];

/// The probabilities of [`SHARES`] on fresh generated lines (see [`SHIPPED`]).
const SHIPPED_REACHED: [f32; 8] = [0.247, 0.392, 0.583, 0.720, 0.805, 0.900, 0.938, 0.969];

/// Parts of the lines that are left out in turn, so that the shares are taken from lines the model has not seen.
const FOLDS: usize = 5;
/// How strongly the shipped coefficients are kept, as so many lines.
const RIDGE: f64 = 1.0;
const SEED: u64 = 20_260_302;

impl Default for Calibration {
    /// The shipped one, fitted on generated lines alone.
    fn default() -> Self {
        Calibration { model: SHIPPED, reached: between(SHARES.into_iter().zip(SHIPPED_REACHED)) }
    }
}

impl Calibration {
    /// `examples`: of each labelled line the features of its first candidate, and whether that was right.
    ///
    /// The same examples in the same order give the same calibration. O(examples × features²).
    pub fn fit(examples: &[(Features, bool)]) -> Calibration {
        let mut unseen: Vec<Judged> = Vec::with_capacity(examples.len() + 1);
        // One wrong answer more than was seen, above all others: a threshold must not rest on luck with a few lines.
        unseen.push(Judged { confidence: 1.0, right: false });
        let mut random = Random::new(SEED);
        let folds: Vec<usize> = examples.iter().map(|_| random.below(FOLDS)).collect();
        for fold in 0..FOLDS {
            let part =
                |inside: bool| examples.iter().zip(&folds).filter(move |(_, at)| (**at == fold) == inside).map(|(example, _)| *example);
            let model = Model::fit(&part(false).collect::<Vec<_>>(), RIDGE, &SHIPPED);
            unseen.extend(part(true).map(|(features, right)| Judged { confidence: model.probability(&features), right }));
        }
        let least = |share: f32| coverage_at(f64::from(share), &unseen).map_or(1.0, |coverage| coverage.threshold);
        Calibration {
            model: Model::fit(examples, RIDGE, &SHIPPED),
            reached: between(SHARES.map(|share| (share, least(share))).into_iter()),
        }
    }

    /// Least probability to accept, so that the wanted share of what is accepted is right.
    pub fn threshold(&self, precision: f32) -> f32 {
        let above = self.reached.iter().position(|(share, _)| *share >= precision).unwrap_or(self.reached.len() - 1).max(1);
        let ((low, from), (high, to)) = (self.reached[above - 1], self.reached[above]);
        from + (to - from) * ((precision - low) / (high - low)).clamp(0.0, 1.0)
    }
}

/// The points with both ends added and made ascending.
fn between(points: impl Iterator<Item = (f32, f32)>) -> Vec<(f32, f32)> {
    let mut reached = vec![(0.0, 0.0)];
    for (share, probability) in points.chain([(1.0, 1.0)]) {
        let before = reached.last().map_or(0.0, |(_, probability)| *probability);
        reached.push((share, probability.max(before)));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::FEATURES;

    #[test]
    fn more_precision_asks_for_more_probability() {
        let shipped = Calibration::default();
        let thresholds: Vec<f32> = (0..=100).map(|percent| shipped.threshold(percent as f32 / 100.0)).collect();
        assert!(thresholds.is_sorted());
        assert_eq!((shipped.threshold(0.98), shipped.threshold(1.0), shipped.threshold(2.0)), (0.938, 1.0, 1.0));
    }

    #[test]
    fn a_fit_reaches_the_wanted_share_on_lines_it_has_not_seen() {
        let mut random = Random::new(5);
        let mut truth = Model([0.0; FEATURES]);
        (truth.0[0], truth.0[1]) = (-1.0, 6.0);
        let mut drawn = |count: usize| -> Vec<(Features, bool)> {
            let one = |_| {
                let mut features = [0.0; FEATURES].map(|_: f32| random.below(1000) as f32 / 1000.0);
                features[0] = 1.0;
                let features = Features(features);
                (features, random.chance(f64::from(truth.probability(&features))))
            };
            (0..count).map(one).collect()
        };
        let (seen, fresh) = (drawn(2_000), drawn(20_000));
        let fitted = Calibration::fit(&seen);
        let least = fitted.threshold(0.9);
        let accepted: Vec<bool> =
            fresh.iter().filter(|(features, _)| fitted.model.probability(features) >= least).map(|(_, right)| *right).collect();
        let right = accepted.iter().filter(|right| **right).count() as f64 / accepted.len() as f64;
        assert!(accepted.len() > 500 && (0.86..0.94).contains(&right), "{right} of {}", accepted.len());
    }

    #[test]
    fn nothing_to_learn_from_leaves_the_model_and_accepts_nothing() {
        let fitted = Calibration::fit(&[]);
        assert_eq!((fitted.model, fitted.threshold(0.98)), (SHIPPED, 1.0));
    }
}
