//! A customer's document, understood: every line with its place, quantity, unit and product, or the question to ask.
//!
//! Invariants: every word of the document is in a line's field, in its remainder, or in `other_text`; a quantity is never
//! assumed; a line's outcome is never changed by another line; what a person decided stays decided.

mod create_rfq;
mod evaluate_intake;
mod explain_text;
mod get_rfq;
mod list_rfqs;
mod model;
mod read;
mod read_document;
mod resolve_rfq_line;
mod store;
pub mod verify;

use platform::ErrorCode;
use platform::db::Tx;
use platform::error::Kind;
use platform::operation::{Entry, entry};
use platform::{Error, Result};

pub use create_rfq::CreateRfq;
pub use evaluate_intake::EvaluateIntake;
pub use explain_text::ExplainText;
pub use get_rfq::GetRfq;
pub use list_rfqs::ListRfqs;
pub use model::{OtherText, Outcomes, Rfq, RfqLine, Source};
pub use read::{Pasted, Request, pasted, understand};
pub use read_document::READERS;
pub use resolve_rfq_line::ResolveRfqLine;

pub const OPERATIONS: &[Entry] = &[
    entry::<CreateRfq>(),
    entry::<ListRfqs>(),
    entry::<GetRfq>(),
    entry::<ResolveRfqLine>(),
    entry::<ExplainText>(),
    entry::<EvaluateIntake>(),
];
pub const ERRORS: &[&ErrorCode] =
    &[&NOT_FOUND, &LINE_NOT_FOUND, &DOCUMENT_AMBIGUOUS, &NO_LINES, &DECISION_EMPTY, &QUANTITY, &UNIT_UNKNOWN, &STALE];

static NOT_FOUND: ErrorCode = ErrorCode::new(Kind::NotFound, "rfq.not_found", "No RFQ has this id.", "`horme rfq list` shows the RFQs.");
static LINE_NOT_FOUND: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "rfq.line_not_found",
    "The RFQ has no line at this position.",
    "Lines are counted from 1; get_rfq shows them.",
);
static DOCUMENT_AMBIGUOUS: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "rfq.document_ambiguous",
    "A request is either an uploaded document or a text.",
    "Give exactly one of `upload` and `text`.",
);
static NO_LINES: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "rfq.no_lines",
    "No requested item was found in the document.",
    "Check that it is a list of items; `extra.other_text` shows what was read.",
);
static DECISION_EMPTY: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "rfq.decision_empty",
    "A decision on a line names a product, a quantity, a unit, or that nothing is offered.",
    "Give `sku`, `quantity`, `unit` or `no_bid`.",
);
static QUANTITY: ErrorCode =
    ErrorCode::new(Kind::Meaning, "rfq.quantity", "A quantity is greater than zero and at most 999,999,999.", "Correct the quantity.");
static UNIT_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "rfq.unit_unknown",
    "The unit is neither a UN/ECE Recommendation 20 code we know nor a word for one.",
    "Write a code such as C62 (piece), MTR, KGM, or a word such as pieces, boxes, metres.",
);
static STALE: ErrorCode = ErrorCode::new(
    Kind::Stale,
    "rfq.stale",
    "The RFQ was changed since you saw it.",
    "Get it again and repeat the change with its present version.",
);

/// The RFQ of this id, or the error that it is not there.
pub async fn required(tx: &mut Tx, tenant: &str, id: &str) -> Result<Rfq> {
    store::rfq(tx, tenant, id).await?.ok_or_else(|| not_found(id))
}

/// Stores a new RFQ. `sha256`: of the document's bytes.
pub async fn save_new(tx: &mut Tx, tenant: &str, rfq: &Rfq, origin: &read::Origin, by: &str) -> Result<()> {
    store::insert(tx, tenant, rfq, origin, by).await
}

fn not_found(id: &str) -> Error {
    NOT_FOUND.error(format!("There is no RFQ `{id}`."))
}

#[cfg(test)]
mod tests;
