//! A request for quotation as we understood it: every line with its place, its words, and what was matched.

use platform::money::Exact;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::matching::{Candidate, Outcome};

/// Where a line stands in the customer's document, and its words there, verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    pub document: String,
    /// Sheet of a workbook; null elsewhere.
    pub sheet: Option<String>,
    /// Row of a table or line of a text, from 1, as a person counts.
    pub row: u32,
    pub text: String,
}

/// One requested item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RfqLine {
    /// From 1, in the order of the document.
    pub position: u32,
    pub source: Source,
    /// Heading above the line, if the document has sections.
    pub section: Option<String>,
    /// The words that say which item.
    pub item: String,
    /// A number in a column of article numbers: ours or the customer's.
    pub code: Option<String>,
    pub gtin: Option<String>,
    pub manufacturer_part_number: Option<String>,
    pub brand: Option<String>,
    /// Null when none is stated or it can be read in two ways; `questions` says which.
    pub quantity: Option<Exact>,
    /// The readings of an ambiguous quantity: `1.200` is 1.2 or 1200.
    pub quantity_readings: Vec<Exact>,
    /// UN/ECE Recommendation 20 code.
    pub unit: Option<String>,
    /// The unit as written.
    pub unit_text: Option<String>,
    /// How many a pack holds, where the line says so.
    pub pack_quantity: Option<Exact>,
    /// Words of the line that ended in no field.
    pub remainder: Vec<String>,
    /// What has to be asked before the line can be quoted.
    pub questions: Vec<String>,
    pub outcome: Outcome,
    /// The product to quote: accepted by the match, or chosen by a person. Null while it is open.
    pub sku: Option<String>,
    /// Who decided: `match`, or the principal that resolved the line. Null while it is open.
    pub decided_by: Option<String>,
    /// True when it was decided not to offer anything for this line.
    pub no_bid: bool,
    /// Calibrated probability that the first candidate is the right product.
    pub confidence: f64,
    /// Why this outcome, for a salesperson.
    pub reason: String,
    /// Requested attributes that the first candidate does not state.
    pub missing: Vec<String>,
    /// Best first.
    pub candidates: Vec<Candidate>,
}

/// Words of the document that are no line: a title, a greeting, a total, a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OtherText {
    pub source: Source,
    /// What it was taken for.
    pub kind: String,
}

/// How many lines ended how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outcomes {
    pub accepted: u32,
    pub choose: u32,
    pub none: u32,
    /// Lines with something to ask (quantity, unit), whatever their match.
    pub with_questions: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Rfq {
    pub id: String,
    pub customer: Option<String>,
    /// Why the customer is known or not.
    pub customer_reason: String,
    /// Name of the document.
    pub document: String,
    /// True when sample data is involved.
    pub sample: bool,
    /// Counts up with every change.
    pub version: i64,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// What was detected on reading: encoding, delimiter, warnings.
    pub notes: Vec<String>,
    pub outcomes: Outcomes,
    pub lines: Vec<RfqLine>,
    /// Everything in the document that is not a line. Together with the lines it is the whole document.
    pub other_text: Vec<OtherText>,
}

impl Rfq {
    /// Counts the outcomes anew after a change of lines.
    pub fn count(&mut self) {
        let count = |outcome: Outcome| u32::try_from(self.lines.iter().filter(|line| line.outcome == outcome).count()).unwrap_or(u32::MAX);
        self.outcomes = Outcomes {
            accepted: count(Outcome::Accepted),
            choose: count(Outcome::Choose),
            none: count(Outcome::None),
            with_questions: u32::try_from(self.lines.iter().filter(|line| !line.questions.is_empty()).count()).unwrap_or(u32::MAX),
        };
    }
}
