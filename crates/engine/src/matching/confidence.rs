//! The probability that a candidate is right: a logistic model over a handful of reasons.

use super::Settings;
use crate::index::Hit;

/// Number of features, the constant 1 included.
pub const FEATURES: usize = 12;

/// What the model looks at, each about 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features(pub [f32; FEATURES]);

impl Features {
    /// `best_other`: score of the best other candidate, `None` if there is none.
    pub fn of(hit: &Hit, best_other: Option<f32>, settings: &Settings) -> Features {
        let reasons = &hit.reasons;
        let score = settings.weights.score(reasons);
        let margin = best_other.map_or(1.0, |other| (hit.score - other).clamp(-1.0, 1.0));
        let flag = |set: bool| f32::from(u8::from(set));
        Features([
            1.0,
            score / 3.0,
            margin,
            margin.max(0.0).sqrt(),
            reasons.covered,
            reasons.named,
            reasons.letters,
            reasons.code.unwrap_or(0.0),
            flag(reasons.code.is_some_and(|code| code < 0.5)),
            flag(!reasons.sizes.agrees.is_empty()),
            flag(!reasons.sizes.conflicts.is_empty()),
            flag(!reasons.sizes.missing.is_empty()),
        ])
    }
}

/// One coefficient a feature, in the order of [`Features::of`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Model(pub [f32; FEATURES]);

/// Placeholder until fitted.
pub const SHIPPED: Model = Model([
    -4.0, 2.0, 3.0, 3.0, 1.0, 1.0, 1.0, 1.0, -0.5, 0.5, -3.0, -0.5,
]);

impl Model {
    pub fn probability(&self, features: &Features) -> f32 {
        let sum: f32 = self
            .0
            .iter()
            .zip(features.0)
            .map(|(coefficient, feature)| coefficient * feature)
            .sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// Logistic regression by Newton's method, with a ridge that keeps coefficients small where examples say little.
    /// `examples`: features and whether that candidate was right. O(rounds × examples × features²).
    pub fn fit(examples: &[(Features, bool)], ridge: f64) -> Model {
        let mut weights = [0.0_f64; FEATURES];
        for _ in 0..25 {
            let mut gradient = weights.map(|weight| -ridge * weight);
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
        let largest = (pivot..FEATURES)
            .max_by(|a, b| matrix[*a][pivot].abs().total_cmp(&matrix[*b][pivot].abs()))
            .unwrap_or(pivot);
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
        let known: f64 = (pivot + 1..FEATURES)
            .map(|column| matrix[pivot][column] * right[column])
            .sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    right
}
