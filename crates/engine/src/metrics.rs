//! Judging answers: ranks, calibration, coverage, and how sure the figures themselves are.

/// Share of ranks within the first `k`. `ranks`: rank of the right answer counted from 1, `None` where it was not
/// found. 0 for an empty list.
pub fn recall_at(k: usize, ranks: &[Option<usize>]) -> f64 {
    mean(ranks.iter().map(|rank| f64::from(u8::from(rank.is_some_and(|rank| rank <= k)))))
}

/// Mean of 1 / rank; 0 where the right answer was not found.
pub fn mean_reciprocal_rank(ranks: &[Option<usize>]) -> f64 {
    mean(ranks.iter().map(|rank| rank.map_or(0.0, |rank| 1.0 / rank as f64)))
}

/// An answer with its stated probability of being right, and whether it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    pub confidence: f32,
    pub right: bool,
}

/// What a threshold on confidence gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    pub threshold: f32,
    /// Share of all answers at or above the threshold.
    pub share: f64,
    /// Share of those that are right.
    pub precision: f64,
}

/// The lowest threshold whose answers reach the wanted precision, so the largest share; `None` if none does.
/// Answers of equal confidence stay together. O(n log n).
pub fn coverage_at(wanted: f64, answers: &[Judged]) -> Option<Coverage> {
    let mut sorted = answers.to_vec();
    sorted.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let (mut taken, mut right) = (0, 0);
    let mut best = None;
    for same in sorted.chunk_by(|a, b| a.confidence.total_cmp(&b.confidence).is_eq()) {
        taken += same.len();
        right += same.iter().filter(|answer| answer.right).count();
        let precision = right as f64 / taken as f64;
        if precision >= wanted {
            best = Some(Coverage { threshold: same[0].confidence, share: taken as f64 / answers.len() as f64, precision });
        }
    }
    best
}

/// Answers whose confidence lies in one tenth.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    pub answers: usize,
    /// Sum of the stated confidences.
    pub confidence: f64,
    pub right: usize,
}

/// The curve of calibration: ten equal bins of confidence, from 0.
pub fn bins(answers: &[Judged]) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for answer in answers {
        let bin = &mut bins[((answer.confidence * 10.0) as usize).min(9)];
        bin.answers += 1;
        bin.confidence += f64::from(answer.confidence);
        bin.right += usize::from(answer.right);
    }
    bins
}

/// Expected calibration error: mean over answers of |share right − mean confidence| of their [`bins`].
///
/// Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, §2.
pub fn calibration_error(answers: &[Judged]) -> f64 {
    let gap: f64 = bins(answers).iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
    if answers.is_empty() { 0.0 } else { gap / answers.len() as f64 }
}

/// A mean with the interval in which 95 of 100 repetitions would fall.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

/// Percentile bootstrap of the mean: `rounds` resamples with replacement. The same seed gives the same interval.
///
/// For two systems on the same questions, give the differences: the interval is then the paired one.
/// Source: Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13. O(rounds × values).
pub fn bootstrap(values: &[f64], rounds: usize, seed: u64) -> Interval {
    let centre = mean(values.iter().copied());
    if values.is_empty() || rounds == 0 {
        return Interval { mean: centre, low: centre, high: centre };
    }
    let mut random = Random::new(seed);
    let mut means: Vec<f64> = (0..rounds).map(|_| mean((0..values.len()).map(|_| values[random.below(values.len())]))).collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[((share * (rounds - 1) as f64).round() as usize).min(rounds - 1)];
    Interval { mean: centre, low: at(0.025), high: at(0.975) }
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len();
    if count == 0 { 0.0 } else { values.sum::<f64>() / count as f64 }
}

/// SplitMix64: small, good enough for resampling and for generated test data, never for secrets.
///
/// Source: Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which must not be 0. Bias below 2⁻³² for the lengths used here.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.number()) * end as u128) >> 64) as usize
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        let unit = (self.number() >> 11) as f64 / (1_u64 << 53) as f64;
        unit < probability
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_counted_from_one() {
        let ranks = [Some(1), Some(2), None, Some(6)];
        assert_eq!(recall_at(1, &ranks), 0.25);
        assert_eq!(recall_at(5, &ranks), 0.5);
        assert!((mean_reciprocal_rank(&ranks) - (1.0 + 0.5 + 1.0 / 6.0) / 4.0).abs() < 1e-12);
        assert_eq!(recall_at(1, &[]), 0.0);
    }

    fn judged(list: &[(f32, bool)]) -> Vec<Judged> {
        list.iter().map(|(confidence, right)| Judged { confidence: *confidence, right: *right }).collect()
    }

    #[test]
    fn coverage_is_the_largest_share_that_is_precise_enough() {
        let answers = judged(&[(0.9, true), (0.8, true), (0.7, false), (0.6, true), (0.5, true), (0.1, false)]);
        let coverage = coverage_at(0.8, &answers).unwrap();
        assert_eq!((coverage.threshold, coverage.precision), (0.5, 0.8));
        assert_eq!(coverage_at(0.99, &answers).unwrap().threshold, 0.8);
        assert_eq!(coverage_at(0.99, &judged(&[(0.9, false)])), None);
    }

    #[test]
    fn answers_of_equal_confidence_are_not_split() {
        assert_eq!(coverage_at(1.0, &judged(&[(0.9, true), (0.9, false)])), None);
    }

    #[test]
    fn a_perfectly_honest_model_has_no_calibration_error() {
        assert!(calibration_error(&judged(&[(0.5, true), (0.5, false), (1.0, true)])) < 1e-9);
        assert!((calibration_error(&judged(&[(1.0, false)])) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_interval_holds_the_mean_and_repeats() {
        let values: Vec<f64> = (0..200).map(|at| f64::from(u8::from(at % 4 == 0))).collect();
        let interval = bootstrap(&values, 1000, 7);
        assert!(interval.low < 0.25 && 0.25 < interval.high && interval.high - interval.low < 0.15, "{interval:?}");
        assert_eq!(interval, bootstrap(&values, 1000, 7));
    }
}
