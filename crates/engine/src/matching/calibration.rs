//! What lines with known answers teach: how probable it is that the first candidate is right, and how probable it must be
//! so that the wanted share of what is accepted is right.

use serde::{Deserialize, Serialize};

use super::confidence::{Features, SHIPPED};
use super::learnt::{Learnt, Lesson, Look, Tried};
use crate::index::{Hit, Index, Request, Weights};
use crate::metrics::{Judged, Random, coverage_at};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The shipped weights and coefficients that it was fitted beside.
    beside: Vec<f32>,
    /// What the lines added to the model; `None`: nothing was learnt beyond it.
    learnt: Option<Learnt>,
    /// Share right among the lines at or above a probability: (share right, probability), both ascending, from (0, 0) to (1, 1).
    reached: Vec<(f32, f32)>,
}

/// Shares for which the least probability is looked up; between them, a line.
pub const SHARES: [f32; 8] = [0.80, 0.85, 0.90, 0.93, 0.95, 0.97, 0.98, 0.99];

/// The least probabilities of [`SHARES`] on fresh made-up lines (see [`SHIPPED`]).
const SHIPPED_REACHED: [f32; 8] = [0.035, 0.035, 0.035, 0.035, 0.531, 0.805, 0.916, 0.995];

/// Parts of the lines that are left out in turn, so that the shares are taken from lines the model has not seen.
const FOLDS: usize = 10;
const SEED: u64 = 20_260_302;

impl Default for Calibration {
    /// The shipped one, fitted on generated lines alone.
    fn default() -> Self {
        Calibration { beside: shipped(), learnt: None, reached: between(SHARES.into_iter().zip(SHIPPED_REACHED)) }
    }
}

impl Calibration {
    /// The same lessons in the same order give the same calibration.
    pub fn fit(lessons: &[Lesson]) -> Calibration {
        let mut random = Random::new(SEED);
        let folds: Vec<usize> = lessons.iter().map(|_| random.below(FOLDS)).collect();
        let mut unseen: Vec<Tried> = Vec::with_capacity(lessons.len());
        for fold in 0..FOLDS {
            let part = |inside: bool| lessons.iter().zip(&folds).filter(move |(_, at)| (**at == fold) == inside).map(|(lesson, _)| lesson);
            let learnt = Learnt::fit(part(false));
            unseen.extend(part(true).filter_map(|lesson| {
                let (first, log_odds) = *learnt.order(lesson.iter().map(|(look, _)| look)).first()?;
                let (look, right) = &lesson[first];
                Some(Tried { log_odds, right: *right, asked: look.asked })
            }));
        }
        let learnt = Learnt::fit(lessons.iter()).made_honest(&unseen);
        // The wanted share is that of the lines accepted: where a person is asked anyhow, no probability is too small.
        let accepted = unseen.iter().filter(|tried| !tried.asked);
        let judged: Vec<Judged> =
            accepted.map(|tried| Judged { confidence: learnt.probability(tried.log_odds), right: tried.right }).collect();
        let reached = between(SHARES.into_iter().zip(least_probabilities(&judged)));
        Calibration { beside: shipped(), learnt: Some(learnt), reached }
    }

    /// Of each hit the probability that it is right. `identity`: that of the first, where a number and not the words named
    /// it; else what was learnt may put another of the best in front.
    pub(super) fn weigh(&self, index: &Index, request: &Request, hits: &mut [Hit], identity: Option<f32>) -> Vec<f32> {
        let mut weighed = Vec::with_capacity(hits.len());
        weighed.extend(identity);
        if let Some(learnt) = self.learnt.as_ref().filter(|_| identity.is_none()) {
            let looks = Look::at(index, request, hits);
            let order = learnt.order(looks.iter());
            let best: Vec<Hit> = order.iter().map(|(at, _)| hits[*at].clone()).collect();
            hits[..best.len()].clone_from_slice(&best);
            weighed.extend(order.iter().map(|(_, log_odds)| learnt.probability(*log_odds)));
        }
        for at in weighed.len()..hits.len() {
            weighed.push(SHIPPED.probability(&Features::of(hits, at)));
        }
        weighed
    }

    /// `false`: another version of this program fitted it, by other reasons than this one looks at or beside other shipped weights;
    /// lines would be decided wrongly.
    pub fn is_current(&self) -> bool {
        self.beside == shipped() && self.learnt.as_ref().is_none_or(Learnt::is_current)
    }

    pub fn learnt(&self) -> Option<&Learnt> {
        self.learnt.as_ref()
    }

    /// Least probability to accept, so that the wanted share of what is accepted is right.
    pub fn threshold(&self, precision: f32) -> f32 {
        let above = self.reached.iter().position(|(share, _)| *share >= precision).unwrap_or(self.reached.len() - 1).max(1);
        let ((low, from), (high, to)) = (self.reached[above - 1], self.reached[above]);
        from + (to - from) * ((precision - low) / (high - low)).clamp(0.0, 1.0)
    }
}

fn shipped() -> Vec<f32> {
    Weights::default().all().into_iter().chain(SHIPPED.0).collect()
}

/// For each of [`SHARES`] the least probability at which so many of the lines are right; 1 where it is never reached.
pub fn least_probabilities(judged: &[Judged]) -> [f32; SHARES.len()] {
    // Half a wrong answer more than was seen, above all others: a threshold must not rest on luck with a few lines.
    let mut twice = [judged, judged].concat();
    twice.push(Judged { confidence: 1.0, right: false });
    SHARES.map(|share| coverage_at(f64::from(share), &twice).map_or(1.0, |coverage| coverage.threshold))
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
    use crate::index::Article;

    #[test]
    fn more_precision_asks_for_more_probability() {
        let shipped = Calibration::default();
        let thresholds: Vec<f32> = (0..=100).map(|percent| shipped.threshold(percent as f32 / 100.0)).collect();
        assert!(thresholds.is_sorted());
        assert_eq!((shipped.threshold(0.98), shipped.threshold(1.0), shipped.threshold(2.0)), (SHIPPED_REACHED[6], 1.0, 1.0));
    }

    #[test]
    fn lines_that_a_person_decides_anyhow_do_not_raise_the_threshold() {
        let names: Vec<String> = (0..60).map(|at| format!("Hinge model {at}")).collect();
        let index = Index::build(names.iter().map(|name| Article { sku: name, name, ..Default::default() }));
        // Every third line means none of the articles.
        let lesson = |at: usize, asked: bool| -> Lesson {
            let request = Request { text: names[at].clone(), ..Default::default() };
            let nothing = at.is_multiple_of(3);
            let mut looks = Look::at(&index, &request, &index.search(&request, 3));
            looks.iter_mut().for_each(|look| look.asked = asked && nothing);
            looks.into_iter().map(|look| (look.clone(), !nothing && index.name(look.article) == names[at])).collect()
        };
        let threshold = |asked: bool| Calibration::fit(&(0..60).map(|at| lesson(at, asked)).collect::<Vec<_>>()).threshold(0.9);
        assert!(threshold(true) < 0.9 && threshold(false) == 1.0, "{} {}", threshold(true), threshold(false));
    }

    #[test]
    fn nothing_to_learn_from_accepts_nothing() {
        let fitted = Calibration::fit(&[]);
        assert_eq!((fitted.threshold(0.98), fitted.learnt.unwrap().telling_words()), (1.0, vec![]));
    }
}
