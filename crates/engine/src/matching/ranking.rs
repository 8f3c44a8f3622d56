//! What each reason is worth when candidates are put in order, learnt from lines whose right article is known.

use super::logistic::{self, Row};
use crate::index::{Reasons, WEIGHTS, Weights};

/// A line's candidates, each with whether it is the right one.
pub type Ranked = Vec<(Reasons, bool)>;

/// How strongly each weight is held at 0, in pairs: words and letters say much the same, and are to share what they are worth.
const RIDGE: f64 = 100.0;

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
        let scale = if most > 0.0 { MOST / most } else { 0.0 };
        let weights = Weights::from(std::array::from_fn(|at| (fitted[at] * scale) as f32));
        // The two ways of finding only ever speak for an article.
        Weights { words: weights.words.max(0.0), letters: weights.letters.max(0.0), ..weights }
    }
}

/// That a candidate of these reasons goes before one of those.
fn before(right: &[f32; WEIGHTS], wrong: &[f32; WEIGHTS]) -> Row {
    let ahead = right.iter().zip(wrong).map(|(right, wrong)| right - wrong);
    Row { known: 0.0, values: (0..).zip(ahead).filter(|(_, ahead)| *ahead != 0.0).collect(), right: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of two candidates the right one covers more of the line; now and then the other has the words.
    fn line(at: usize) -> Ranked {
        let words = [0.2, 0.8][at % 2];
        let right = Reasons { words, letters: 0.5, covered: 0.9, ..Reasons::default() };
        let wrong = Reasons { words: 1.0 - words, letters: 0.5, covered: 0.4, denied: Some("valv".to_owned()), ..Reasons::default() };
        vec![(wrong, false), (right, true)]
    }

    #[test]
    fn what_puts_the_right_candidate_first_is_worth_most() {
        let weights = Weights::fit(&(0..200).map(line).collect::<Vec<_>>());
        assert!(weights.covered > 3.0 && weights.words.abs() < 0.1 && weights.contradicted < 0.0, "{weights:?}");
        let speaking: f32 = weights.all().iter().filter(|weight| **weight > 0.0).sum();
        assert!((speaking - MOST as f32).abs() < 1e-4, "{weights:?}");
        assert!(line(0).iter().all(|(reasons, right)| *right == (weights.score(reasons) > 2.0)));
    }

    #[test]
    fn without_lines_nothing_is_worth_anything() {
        let unanswered = line(0).into_iter().filter(|(_, right)| !right).collect();
        assert_eq!(Weights::fit(&[]).all(), [0.0; WEIGHTS]);
        assert_eq!(Weights::fit(&[unanswered]).all(), [0.0; WEIGHTS]);
    }

    #[test]
    fn weights_keep_their_places() {
        let places: [f32; WEIGHTS] = std::array::from_fn(|at| at as f32);
        assert_eq!(Weights::from(places).all(), places);
    }
}
