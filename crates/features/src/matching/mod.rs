//! From a customer's line to a product: accepted, a choice to make, or none; always with a reason.
//!
//! Invariants: a line's outcome depends on that line, the customer and the catalogue, never on the other lines; a stated
//! size, voltage or class that differs is a conflict and is never accepted; what the product does not state is `missing`.

mod calibrate_matching;
mod calibration;
pub mod corpus;
mod evaluate_language;
mod evaluate_matching;
mod labelled;
mod leg;
mod line_input;
mod match_lines;
mod matcher;
mod store;

use platform::ErrorCode;
use platform::error::Kind;
use platform::operation::{Entry, entry};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use calibrate_matching::{CalibrateMatching, GetCalibration, RemoveCalibration};
pub use evaluate_language::EvaluateLanguage;
pub use evaluate_matching::{Estimate, EvaluateMatching, estimate};
pub use match_lines::MatchLines;
pub use matcher::{Decided, Matcher};

pub const OPERATIONS: &[Entry] = &[
    entry::<MatchLines>(),
    entry::<EvaluateMatching>(),
    entry::<EvaluateLanguage>(),
    entry::<CalibrateMatching>(),
    entry::<GetCalibration>(),
    entry::<RemoveCalibration>(),
];
pub const ERRORS: &[&ErrorCode] =
    &[&NO_LINES, &LINE_UNNAMED, &TOO_MANY_LINES, &CATALOGUE_EMPTY, &NO_TRUTH, &TOO_FEW_LINES, &NO_CALIBRATION];

static NO_LINES: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "matching.no_lines",
    "There is no line to match.",
    "Send at least one line; a file needs the columns `line_id` and `text`.",
);
static LINE_UNNAMED: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "matching.line_unnamed",
    "A line has no `line_id`, or the one of another line, so that its outcome could not be told apart.",
    "Give the line named in the message a `line_id` of its own: a position number will do.",
);
static TOO_MANY_LINES: ErrorCode =
    ErrorCode::new(Kind::TooLarge, "matching.too_many_lines", "More lines than the limit.", "Send them in parts, or raise limits.lines.");
pub static CATALOGUE_EMPTY: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "matching.catalogue_empty",
    "There is no product to match against.",
    "Import a catalogue (`horme import catalogue FILE`), or load the samples (`horme sample load`).",
);
static NO_TRUTH: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "matching.no_truth",
    "No line of the evaluation has a known product.",
    "Send a table with the columns `line_id` and `sku` whose lines are among those asked.",
);

static TOO_FEW_LINES: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "matching.too_few_lines",
    "Too few labelled lines to learn from.",
    "Send more lines whose right product is known; lines that a number decides do not count.",
);
static NO_CALIBRATION: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "matching.calibration_not_in_use",
    "This calibration is not the one in use.",
    "`horme calibration show` names the one in use; the shipped one cannot be removed.",
);

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Outcome {
    /// The first candidate is right with at least the wanted probability.
    Accepted,
    /// A person has to choose or to answer; the reason names what.
    Choose,
    /// Nothing of the catalogue fits.
    None,
}

impl Outcome {
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Accepted => "accepted",
            Outcome::Choose => "choose",
            Outcome::None => "none",
        }
    }
}

/// A product that may be meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    pub sku: String,
    pub name: String,
    /// Comparable within this line only.
    pub score: f64,
    /// Probability that it is the right product.
    pub confidence: f64,
    /// What agrees with the request.
    pub agrees: Vec<String>,
    /// What differs from the request.
    pub conflicts: Vec<String>,
}

/// Four decimals: what a score is worth, and the same text on every channel.
pub fn rounded(value: f32) -> f64 {
    (f64::from(value) * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests;
