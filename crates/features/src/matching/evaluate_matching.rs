use std::collections::HashSet;

use engine::index::Request;
use engine::matching::Calibration;
use engine::metrics::{self, Interval, Judged, Random};
use platform::blobs::UploadId;
use platform::operation::{Access, Effect, Example, Method, Operation, Shown, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::labelled::{self, Labelled};
use super::leg::Leg;
use super::line_input::Lines;
use super::{Decided, Matcher, Outcome};

/// Measures the matching on labelled lines against the catalogue as it is: recall, precision, calibration, with intervals.
///
/// The whole catalogue is ranked for every line. Nothing is stored; what halves teach each other is forgotten again.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateMatching {
    /// A table with the columns line_id and text, and what else is known of the lines.
    lines: Lines,
    /// A table with the columns line_id and sku: the right product of a line; a line without one has none.
    truth: UploadId,
    /// Instead of what is in use, measure what your lines can teach: each random half is decided by a calibration fitted on the
    /// other. So many times divided anew, as one division can be lucky; the figures are the first one's, and over all of them beside.
    /// With the leg "learnt" left out the lines teach nothing.
    #[schemars(range(min = 1, max = 50))]
    halvings: Option<u32>,
    /// Leave these parts of the matching out, to see what they add.
    #[serde(default)]
    #[schemars(length(max = 9))]
    without: Vec<Leg>,
    /// Share of accepted lines that is wanted right; matching.wanted_precision if absent.
    #[schemars(range(min = 0.5, max = 0.9999))]
    wanted_precision: Option<f64>,
    /// Lines to show whose first product is wrong, the most confident first; none if absent.
    #[schemars(range(min = 0, max = 100))]
    show_wrong: Option<u32>,
}

/// A mean with its 95 % bootstrap interval.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Estimate {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Serialize, JsonSchema)]
pub struct MatchingQuality {
    pub products: u64,
    pub lines: u64,
    /// Lines with a right product; recall and reciprocal rank are over these.
    pub matchable: u64,
    pub recall_at_1: Estimate,
    pub recall_at_5: Estimate,
    pub recall_at_10: Estimate,
    pub mean_reciprocal_rank: Estimate,
    pub accepted: u64,
    /// Share of the accepted lines whose product is right.
    pub accepted_precision: Estimate,
    /// Share of the matchable lines that were accepted with the right product.
    pub accepted_recall: Estimate,
    pub choose: u64,
    pub none: u64,
    /// Share of the lines without a right product that were accepted anyway.
    pub false_accepts: Estimate,
    /// Mean gap between stated confidence and observed correctness, ten bins, all lines.
    pub calibration_error: f64,
    /// The bins of the calibration error that hold lines, by confidence.
    pub calibration: Vec<CalibrationBin>,
    pub wrong_lines: Vec<WrongMatch>,
    /// Where more than one division was measured.
    pub over_halvings: Option<OverHalvings>,
    pub wanted_precision: f64,
    /// Time for all lines in microseconds; of halves with what teaches them.
    pub took_us: u64,
}

/// The same figures over all divisions into halves.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct OverHalvings {
    pub halvings: u32,
    pub recall_at_1: Spread,
    /// Of all lines.
    pub accepted_share: Spread,
    pub accepted_precision: Spread,
    pub calibration_error: Spread,
}

/// A mean over divisions, and what the least and the most of them gave.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Spread {
    pub mean: f64,
    pub least: f64,
    pub most: f64,
}

/// Lines of about the same confidence.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct CalibrationBin {
    /// The bin goes from here to a tenth more.
    pub from: f64,
    pub lines: u64,
    /// Mean of the stated confidences.
    pub stated: f64,
    /// Share of the lines whose first product is right.
    pub right: f64,
}

/// A line whose first product is wrong; where no product is right, one that was accepted all the same.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct WrongMatch {
    pub line_id: String,
    pub text: String,
    pub outcome: Outcome,
    pub confidence: f64,
    pub reason: String,
    /// What came first; null: nothing did.
    pub sku: Option<String>,
    pub name: Option<String>,
    /// What is right; empty: no product is.
    pub right: Vec<String>,
    /// The best rank of those; null: not among the first ten.
    pub right_rank: Option<u64>,
    pub right_name: Option<String>,
}

const RANKED: usize = 10;
/// Resamples of an interval, and the seed that makes it repeatable.
const ROUNDS: usize = 1_000;
const SEED: u64 = 20_260_302;

impl Operation for EvaluateMatching {
    const SPEC: Spec =
        Spec::new("evaluate_matching", Method::Post, "/api/evaluations/matching", Access::Role(Role::Administrator), Effect::Read)
            .cli("eval match", &[])
            .shown(Shown::Json);
    type Output = MatchingQuality;

    fn examples() -> Vec<Example> {
        use crate::seed;
        let lines = json!([{ "line_id": "1", "text": "hex bolts M8x50 8.8 zinc" }, { "line_id": "2", "text": "birthday cake" }]);
        vec![
            Example::ok("two lines, one with a right product", json!({ "lines": lines, "truth": seed::TRUTH })),
            Example::ok(
                "without words and prices, with what is wrong then",
                json!({ "lines": lines, "truth": seed::TRUTH, "without": ["words", "price"], "show_wrong": 5 }),
            ),
            Example::refused(
                "a truth about other lines",
                json!({ "lines": [{ "line_id": "x", "text": "bolt" }], "truth": seed::TRUTH }),
                "matching.no_truth",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<MatchingQuality> {
        let labelled = labelled::read(ctx, self.lines, &self.truth).await?;
        let without = &self.without;
        let precision = self.wanted_precision.map_or(ctx.config.matching.wanted_precision, |wanted| wanted as f32);
        let matcher = Matcher::open(ctx, None, RANKED).await?.wanting(precision).without(without);
        let started = ctx.clock.monotonic_us();
        let show = self.show_wrong.unwrap_or(0) as usize;
        let mut quality = match self.halvings {
            Some(halvings) if !without.contains(&Leg::Learnt) => by_halves(&matcher, &labelled, without, halvings, show).await?,
            _ => measured(&labelled, &matcher.decide_all(requests(&labelled, without)).await?, show),
        };
        let took_us = ctx.clock.monotonic_us() - started;
        quality.products = matcher.products();
        quality.wanted_precision = super::rounded(precision);
        quality.took_us = took_us;
        Ok(quality)
    }
}

fn requests<'a>(labelled: impl IntoIterator<Item = &'a Labelled>, without: &[Leg]) -> Vec<Request> {
    let said = |labelled: &Labelled| {
        let mut request = labelled.line.request();
        without.iter().for_each(|leg| leg.leave_unsaid(&mut request));
        request
    };
    labelled.into_iter().map(said).collect()
}

/// Every line decided by what the other half of the lines taught, for so many divisions into halves.
async fn by_halves(matcher: &Matcher, labelled: &[Labelled], without: &[Leg], halvings: u32, show: usize) -> Result<MatchingQuality> {
    let lessons = matcher.lessons(labelled, requests(labelled, without)).await?;
    let mut qualities = Vec::new();
    for halving in 0..u64::from(halvings) {
        let mut random = Random::new(SEED + halving);
        let mut order: Vec<usize> = (0..labelled.len()).collect();
        (1..order.len()).rev().for_each(|at| order.swap(at, random.below(at + 1)));
        let (left, right) = order.split_at(order.len() / 2);
        let mut decided: Vec<Option<Decided>> = labelled.iter().map(|_| None).collect();
        for (taught, asked) in [(left, right), (right, left)] {
            let known: Vec<_> = taught.iter().map(|at| lessons[*at].clone()).collect();
            let calibration = platform::off_thread(move || Ok(Calibration::fit(&known))).await?;
            let matcher = matcher.clone().taught(calibration);
            let answers = matcher.decide_all(requests(asked.iter().map(|at| &labelled[*at]), without)).await?;
            asked.iter().zip(answers).for_each(|(at, answer)| decided[*at] = Some(answer));
        }
        let decided: Vec<Decided> = decided.into_iter().flatten().collect();
        qualities.push(measured(labelled, &decided, if halving == 0 { show } else { 0 }));
    }
    let over = (halvings > 1).then(|| OverHalvings {
        halvings,
        recall_at_1: spread(&qualities, |quality| quality.recall_at_1.mean),
        accepted_share: spread(&qualities, |quality| quality.accepted as f64 / quality.lines as f64),
        accepted_precision: spread(&qualities, |quality| quality.accepted_precision.mean),
        calibration_error: spread(&qualities, |quality| quality.calibration_error),
    });
    Ok(MatchingQuality { over_halvings: over, ..qualities.swap_remove(0) })
}

fn spread(qualities: &[MatchingQuality], figure: impl Fn(&MatchingQuality) -> f64) -> Spread {
    let figures: Vec<f64> = qualities.iter().map(figure).collect();
    Spread {
        mean: four_decimals(figures.iter().sum::<f64>() / figures.len() as f64),
        least: four_decimals(figures.iter().copied().fold(f64::INFINITY, f64::min)),
        most: four_decimals(figures.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
    }
}

/// Place of the first right candidate, from 0; `None`: it is not among those ranked.
fn rank_of(decided: &Decided, right: &HashSet<String>) -> Option<usize> {
    decided.candidates.iter().position(|candidate| right.contains(&candidate.sku))
}

fn wrong(labelled: &[Labelled], decided: &[Decided], show: usize) -> Vec<WrongMatch> {
    let mut wrong: Vec<WrongMatch> =
        labelled.iter().zip(decided).filter_map(|(labelled, decided)| wrong_match(labelled, decided)).collect();
    wrong.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
    wrong.truncate(show);
    wrong
}

/// `None`: its first product is right, or no product is and none was accepted.
fn wrong_match(labelled: &Labelled, decided: &Decided) -> Option<WrongMatch> {
    let first = decided.candidates.first();
    let no_product_is = labelled.right.is_empty();
    let rank = rank_of(decided, &labelled.right);
    if rank == Some(0) || no_product_is && decided.outcome != Outcome::Accepted {
        return None;
    }
    let mut right: Vec<String> = labelled.right.iter().cloned().collect();
    right.sort();
    Some(WrongMatch {
        line_id: labelled.line.line_id.clone(),
        text: labelled.line.text.clone(),
        outcome: decided.outcome,
        confidence: decided.confidence,
        reason: decided.reason.clone(),
        sku: first.map(|first| first.sku.clone()),
        name: first.map(|first| first.name.clone()),
        right,
        right_rank: rank.map(|rank| rank as u64 + 1),
        right_name: rank.map(|rank| decided.candidates[rank].name.clone()),
    })
}

fn shown(at: usize, bin: metrics::Bin) -> Option<CalibrationBin> {
    let share = |sum: f64| four_decimals(sum / bin.answers as f64);
    (bin.answers > 0).then(|| CalibrationBin {
        from: at as f64 / 10.0,
        lines: bin.answers as u64,
        stated: share(bin.confidence),
        right: share(bin.right as f64),
    })
}

fn measured(labelled: &[Labelled], decided: &[Decided], show: usize) -> MatchingQuality {
    let judged: Vec<(&Decided, &HashSet<String>)> =
        labelled.iter().zip(decided).map(|(labelled, decided)| (decided, &labelled.right)).collect();
    let rank = |(decided, right): &(&Decided, &HashSet<String>)| rank_of(decided, right);
    let first_is_right = |line: &(&Decided, &HashSet<String>)| rank(line) == Some(0);
    let (matchable, unmatchable): (Vec<_>, Vec<_>) = judged.iter().partition(|(_, right)| !right.is_empty());
    let recall = |k: usize| estimate(matchable.iter().map(|line| flag(rank(line).is_some_and(|rank| rank < k))));
    let accepted: Vec<_> = judged.iter().filter(|(decided, _)| decided.outcome == Outcome::Accepted).collect();
    let count = |outcome: Outcome| judged.iter().filter(|(decided, _)| decided.outcome == outcome).count() as u64;
    let calibration: Vec<Judged> =
        judged.iter().map(|line| Judged { confidence: line.0.confidence as f32, right: first_is_right(line) }).collect();
    MatchingQuality {
        products: 0,
        lines: judged.len() as u64,
        matchable: matchable.len() as u64,
        recall_at_1: recall(1),
        recall_at_5: recall(5),
        recall_at_10: recall(RANKED),
        mean_reciprocal_rank: estimate(matchable.iter().map(|line| rank(line).map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0)))),
        accepted: accepted.len() as u64,
        accepted_precision: estimate(accepted.iter().map(|line| flag(first_is_right(line)))),
        accepted_recall: estimate(matchable.iter().map(|line| flag(line.0.outcome == Outcome::Accepted && first_is_right(line)))),
        choose: count(Outcome::Choose),
        none: count(Outcome::None),
        false_accepts: estimate(unmatchable.iter().map(|line| flag(line.0.outcome == Outcome::Accepted))),
        calibration_error: four_decimals(metrics::calibration_error(&calibration)),
        calibration: metrics::bins(&calibration).into_iter().enumerate().filter_map(|(at, bin)| shown(at, bin)).collect(),
        wrong_lines: wrong(labelled, decided, show),
        over_halvings: None,
        wanted_precision: 0.0,
        took_us: 0,
    }
}

pub(super) fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// The mean with its bootstrap interval, the same each time.
pub fn estimate(values: impl Iterator<Item = f64>) -> Estimate {
    let values: Vec<f64> = values.collect();
    let Interval { mean, low, high } = metrics::bootstrap(&values, ROUNDS, SEED);
    Estimate { mean: four_decimals(mean), low: four_decimals(low), high: four_decimals(high) }
}

/// Four decimals; what cannot be computed (no line of the kind) is 0.
fn four_decimals(value: f64) -> f64 {
    if value.is_finite() { (value * 10_000.0).round() / 10_000.0 } else { 0.0 }
}
