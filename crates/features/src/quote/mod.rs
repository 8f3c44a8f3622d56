//! The quotation: priced lines, exact totals, documents, and the states it goes through. See [`model`] for its invariants.

mod create_quotation;
pub mod documents;
mod evaluate_sizes;
mod get_quotation;
mod list_quotations;
mod model;
mod pricing;
mod print;
mod prompts;
mod rules;
mod send_quotation;
mod store;
#[cfg(test)]
mod tests;
pub mod verify;

use platform::db::Tx;
use platform::error::Kind;
use platform::operation::{Entry, Representation, Where, entry};
use platform::{Error, ErrorCode, Result};

pub use create_quotation::CreateQuotation;
pub use evaluate_sizes::EvaluateSizes;
pub use get_quotation::GetQuotation;
pub use list_quotations::ListQuotations;
pub use model::{Quotation, QuotationLine, State};
pub use prompts::PROMPTS;
pub use send_quotation::SendQuotation;

pub const OPERATIONS: &[Entry] =
    &[entry::<CreateQuotation>(), entry::<ListQuotations>(), entry::<GetQuotation>(), entry::<SendQuotation>(), entry::<EvaluateSizes>()];
pub const ERRORS: &[&ErrorCode] = &[&NOT_FOUND, &NOT_A_DRAFT, &INCOMPLETE, &STALE, &REQUEST_AMBIGUOUS, &DOCUMENT_FAILED];

static NOT_FOUND: ErrorCode =
    ErrorCode::new(Kind::NotFound, "quotation.not_found", "No quotation has this number.", "`horme quotation list` shows the numbers.");
static NOT_A_DRAFT: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "quotation.not_a_draft",
    "Only a draft can be sent, and a sent quotation does not change.",
    "Make a new quotation from the RFQ.",
);
static INCOMPLETE: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "quotation.incomplete",
    "Lines lack a product, a quantity or a price; an incomplete quotation cannot be sent.",
    "Resolve the lines named in `extra.incomplete_reasons` on the RFQ, then make a new quotation from it.",
);
static STALE: ErrorCode = ErrorCode::new(
    Kind::Stale,
    "quotation.stale",
    "The quotation was changed since you saw it.",
    "Get it again and repeat the change with its present version.",
);
static REQUEST_AMBIGUOUS: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "quotation.request_ambiguous",
    "A quotation answers one request: an RFQ, a document or a text.",
    "Give exactly one of `rfq`, `upload` and `text`.",
);
static DOCUMENT_FAILED: ErrorCode = ErrorCode::new(
    Kind::Internal,
    "quotation.document_failed",
    "The printed form could not be made.",
    "The quotation itself is stored; report the request id.",
);

/// What of a line a person sees at a glance.
const COLUMNS: &[&str] = &["position", "source.text", "outcome", "sku", "quantity", "unit", "unit_price", "gross", "not_priced"];

/// The form that is not for the customer. It stands before the other workbook, whose extension its own ends with.
const INTERNAL: &str = "internal.xlsx";

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The printed forms of a quotation.
const DOCUMENTS: &[Representation] = &[
    Representation { extension: "json", media_type: "application/json", written: Where::Directory },
    Representation { extension: INTERNAL, media_type: WORKBOOK, written: Where::Directory },
    Representation { extension: "xlsx", media_type: WORKBOOK, written: Where::Directory },
    Representation { extension: "pdf", media_type: "application/pdf", written: Where::Directory },
];

/// The quotation of this number in its newest revision, or the error that it is not there.
async fn required(tx: &mut Tx, tenant: &str, number: &str) -> Result<Quotation> {
    store::quotation(tx, tenant, number).await?.ok_or_else(|| not_found(number))
}

fn not_found(number: &str) -> Error {
    NOT_FOUND.error(format!("There is no quotation `{number}`."))
}
