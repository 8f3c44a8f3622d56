//! Logistic regression over sparse rows, with a ridge for each column.

/// One example: what is known of it, and whether it came out right.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What is already known of the log odds; the coefficients only add to it.
    pub(super) known: f32,
    /// (column, value), each column once.
    pub(super) values: Vec<(u32, f32)>,
    pub(super) right: bool,
}

impl Row {
    fn sum(&self, coefficients: &[f64]) -> f64 {
        self.values.iter().map(|(column, value)| coefficients[*column as usize] * f64::from(*value)).sum()
    }
}

pub(super) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// 0 for what is improbable, the log odds themselves for what is probable, and softly from one to the other: ln(1 + e^x).
pub(super) fn bent(log_odds: f64) -> f64 {
    log_odds.max(0.0) + (-log_odds.abs()).exp().ln_1p()
}

/// Newton steps, and conjugate-gradient steps within one; a fit of some thousand rows settles in a third of them.
const ROUNDS: usize = 20;
const STEPS: usize = 60;
/// How often a step is halved before there is none; and the gain below which it is not worth taking.
const HALVINGS: i32 = 20;
const ENOUGH: f64 = 1e-6;

/// The coefficients that make the rows most probable, each held near 0 by its column's ridge, which must be above 0.
///
/// Newton's method, its steps found by conjugate gradients. O(`ROUNDS` × `STEPS` × values).
pub(super) fn fit(rows: &[Row], ridge: &[f64]) -> Vec<f64> {
    let mut coefficients = vec![0.0; ridge.len()];
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f64> = coefficients.iter().zip(ridge).map(|(coefficient, ridge)| -ridge * coefficient).collect();
        let mut slopes = Vec::with_capacity(rows.len());
        for row in rows {
            let probability = probability(f64::from(row.known) + row.sum(&coefficients));
            slopes.push(probability * (1.0 - probability));
            let missed = f64::from(u8::from(row.right)) - probability;
            row.values.iter().for_each(|(column, value)| gradient[*column as usize] += missed * f64::from(*value));
        }
        let step = newton_step(rows, &slopes, ridge, &gradient);
        // Far from the optimum a whole step may go too far.
        let before = cost(rows, ridge, &coefficients);
        let along = |share: f64| coefficients.iter().zip(&step).map(|(coefficient, step)| coefficient + share * step).collect::<Vec<f64>>();
        let better = (0..HALVINGS).map(|halved| along(0.5_f64.powi(halved))).find(|next| cost(rows, ridge, next) < before - ENOUGH);
        match better {
            Some(next) => coefficients = next,
            None => break,
        }
    }
    coefficients
}

/// What [`fit`] makes small: the improbability of the rows, and the distance from 0.
fn cost(rows: &[Row], ridge: &[f64], coefficients: &[f64]) -> f64 {
    let improbable = rows.iter().map(|row| {
        let log_odds = f64::from(row.known) + row.sum(coefficients);
        bent(if row.right { -log_odds } else { log_odds })
    });
    let held: f64 = coefficients.iter().zip(ridge).map(|(coefficient, ridge)| 0.5 * ridge * coefficient * coefficient).sum();
    improbable.sum::<f64>() + held
}

/// Solves curvature × step = gradient; the curvature's own diagonal prepares it.
fn newton_step(rows: &[Row], slopes: &[f64], ridge: &[f64], gradient: &[f64]) -> Vec<f64> {
    let mut diagonal = ridge.to_vec();
    for (row, slope) in rows.iter().zip(slopes) {
        row.values.iter().for_each(|(column, value)| diagonal[*column as usize] += slope * f64::from(value * value));
    }
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let prepared = |rest: &[f64]| rest.iter().zip(&diagonal).map(|(rest, diagonal)| rest / diagonal).collect::<Vec<f64>>();
    let mut step = vec![0.0; gradient.len()];
    let mut rest = gradient.to_vec();
    let mut towards = prepared(&rest);
    let mut distance = dot(&rest, &towards);
    let enough = distance * 1e-8;
    for _ in 0..STEPS {
        if distance <= enough || distance <= f64::MIN_POSITIVE {
            break;
        }
        let mut bent: Vec<f64> = towards.iter().zip(ridge).map(|(towards, ridge)| ridge * towards).collect();
        for (row, slope) in rows.iter().zip(slopes) {
            let along = slope * row.sum(&towards);
            row.values.iter().for_each(|(column, value)| bent[*column as usize] += along * f64::from(*value));
        }
        let far = distance / dot(&towards, &bent);
        step.iter_mut().zip(&towards).for_each(|(step, towards)| *step += far * towards);
        rest.iter_mut().zip(&bent).for_each(|(rest, bent)| *rest -= far * bent);
        let near = prepared(&rest);
        let left = dot(&rest, &near);
        towards.iter_mut().zip(&near).for_each(|(towards, near)| *towards = near + left / distance * *towards);
        distance = left;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Random;

    #[test]
    fn fitting_finds_the_coefficients_behind_the_examples() {
        let mut random = Random::new(3);
        let truth = [-1.0, 2.0, 0.0, -1.5];
        let rows: Vec<Row> = (0..20_000)
            .map(|_| {
                let mut row = Row { known: 0.5, values: vec![(0, 1.0)], right: false };
                row.values.extend((1..4).map(|column| (column, random.below(1000) as f32 / 1000.0)));
                row.right = random.chance(probability(0.5 + row.sum(&truth)));
                row
            })
            .collect();
        for (fitted, truth) in fit(&rows, &[1.0; 4]).iter().zip(truth) {
            assert!((fitted - truth).abs() < 0.25, "{fitted} for {truth}");
        }
    }

    #[test]
    fn a_column_that_says_nothing_and_examples_that_say_everything_stay_finite() {
        let row = |right: bool| Row { known: 0.0, values: vec![(0, f32::from(u8::from(right)))], right };
        let fitted = fit(&[row(true), row(false), row(true)], &[0.5, 1.0]);
        assert!(fitted[0] > 0.0 && fitted[0].is_finite() && fitted[1] == 0.0, "{fitted:?}");
        assert_eq!(fit(&[], &[1.0]), [0.0]);
    }
}
