//! The probability that a candidate is right: a logistic model over a handful of reasons.

use serde::{Deserialize, Serialize};

use crate::index::Hit;

/// Number of features, the constant 1 included.
pub const FEATURES: usize = 18;

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
            flag(!sizes.agrees.is_empty()),
            flag(!sizes.conflicts.is_empty()),
            flag(!sizes.missing.is_empty()),
            1.0 - reasons.numbers.unwrap_or(1.0),
            flag(reasons.own_code),
            reasons.price.unwrap_or(0.0),
            flag(reasons.price.is_none()),
            reasons.brand.unwrap_or(0.0),
            flag(reasons.brand.is_none()),
        ])
    }
}

/// One coefficient a feature, in the order of [`Features::of`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(into = "Vec<f32>", from = "Vec<f32>")]
pub struct Model(pub [f32; FEATURES]);

impl From<Model> for Vec<f32> {
    fn from(model: Model) -> Vec<f32> {
        model.0.to_vec()
    }
}

impl From<Vec<f32>> for Model {
    /// A model that was fitted and stored before a feature was looked at gives it no weight.
    fn from(coefficients: Vec<f32>) -> Model {
        let mut model = Model([0.0; FEATURES]);
        model.0.iter_mut().zip(coefficients).for_each(|(place, coefficient)| *place = coefficient);
        model
    }
}

/// Fitted with [`Model::fit`], ridge 1, on 24,000 lines that `generate` made (seed 1) from neutral titles: a hardware
/// shop's 5,805 (Spanish), 5,573 standard fasteners, Zigbee and Z-Wave devices, electronic components, each alone and all
/// together. So that some lines have no right answer, 15 % of the articles were withheld, 5 % of the lines had a number
/// changed and 5 % the words replaced; 70 % of the catalogue's titles were roughened too, since two writers never
/// agree. On as many fresh lines (seed 2) the calibration error is 0.011. Those lines name neither price nor brand, so
/// that nothing is known of the last four; a seller's own lines teach them.
pub const SHIPPED: Model =
    Model([-3.01, 0.05, 5.77, -4.07, -0.29, 0.75, 1.85, -0.38, -3.91, -0.59, -2.84, -0.14, -1.95, 1.44, 0.0, 0.0, 0.0, 0.0]);

impl Model {
    pub fn probability(&self, features: &Features) -> f32 {
        let sum: f32 = self.0.iter().zip(features.0).map(|(coefficient, feature)| coefficient * feature).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// Logistic regression by Newton's method, with a ridge that keeps the coefficients near `prior` where examples say little.
    /// `examples`: features and whether that candidate was right. O(rounds × examples × features²).
    pub fn fit(examples: &[(Features, bool)], ridge: f64, prior: &Model) -> Model {
        let prior = prior.0.map(f64::from);
        // From nothing, for Newton's method may stray when it starts far from where the examples lead.
        let mut weights = [0.0; FEATURES];
        for _ in 0..25 {
            let mut gradient = [0.0; FEATURES];
            for (at, slope) in gradient.iter_mut().enumerate() {
                *slope = ridge * (prior[at] - weights[at]);
            }
            let mut curvature = [[0.0_f64; FEATURES]; FEATURES];
            for (at, row) in curvature.iter_mut().enumerate() {
                row[at] = ridge;
            }
            for (features, right) in examples {
                let x = features.0.map(f64::from);
                let sum: f64 = weights.iter().zip(x).map(|(weight, x)| weight * x).sum();
                let probability = 1.0 / (1.0 + (-sum).exp());
                let slope = probability * (1.0 - probability);
                for row in 0..FEATURES {
                    gradient[row] += x[row] * (f64::from(u8::from(*right)) - probability);
                    for column in 0..FEATURES {
                        curvature[row][column] += slope * x[row] * x[column];
                    }
                }
            }
            let step = solve(curvature, gradient);
            for (weight, step) in weights.iter_mut().zip(step) {
                *weight += step.clamp(-4.0, 4.0);
            }
        }
        Model(weights.map(|weight| weight as f32))
    }
}

/// Gauss elimination with row exchange; the ridge keeps the matrix regular.
fn solve(mut matrix: [[f64; FEATURES]; FEATURES], mut right: [f64; FEATURES]) -> [f64; FEATURES] {
    for pivot in 0..FEATURES {
        let largest = (pivot..FEATURES).max_by(|a, b| matrix[*a][pivot].abs().total_cmp(&matrix[*b][pivot].abs())).unwrap_or(pivot);
        matrix.swap(pivot, largest);
        right.swap(pivot, largest);
        let pivot_row = matrix[pivot];
        for row in pivot + 1..FEATURES {
            let factor = matrix[row][pivot] / pivot_row[pivot];
            for column in pivot..FEATURES {
                matrix[row][column] -= factor * pivot_row[column];
            }
            right[row] -= factor * right[pivot];
        }
    }
    for pivot in (0..FEATURES).rev() {
        let known: f64 = (pivot + 1..FEATURES).map(|column| matrix[pivot][column] * right[column]).sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Random;

    #[test]
    fn a_model_stored_before_a_feature_was_known_is_read() {
        let older = Model::from(vec![-1.5, 2.0]);
        assert_eq!((older.0[0], older.0[1], older.0[2..].to_vec()), (-1.5, 2.0, vec![0.0; FEATURES - 2]));
        assert_eq!(Model::from(Vec::from(SHIPPED)), SHIPPED);
    }

    #[test]
    fn fitting_finds_the_coefficients_behind_the_examples() {
        let mut random = Random::new(3);
        let mut truth = [0.0; FEATURES];
        (truth[0], truth[1], truth[4]) = (-1.0, 2.0, -1.5);
        let examples: Vec<(Features, bool)> = (0..20_000)
            .map(|_| {
                let mut features = [0.0; FEATURES].map(|_: f32| random.below(1000) as f32 / 1000.0);
                features[0] = 1.0;
                let features = Features(features);
                let right = random.chance(f64::from(Model(truth).probability(&features)));
                (features, right)
            })
            .collect();
        let fitted = Model::fit(&examples, 1.0, &Model([0.0; FEATURES]));
        for (fitted, truth) in fitted.0.iter().zip(truth) {
            assert!((fitted - truth).abs() < 0.25, "{fitted} for {truth}");
        }
    }
}
