//! A quotation: what is offered for each requested line, at which price, and why.
//!
//! Invariants: one currency and one price basis; total = Σ lines; a line without product, quantity or price stays
//! visible with its reason and is not in the total; an incomplete quotation cannot be sent; a sent revision never changes;
//! prices are stored in the line, so a later price list alters nothing.

use platform::Result;
use platform::error::Error;
use platform::money::{Amount, Exact, PriceBasis, RoundingPolicy, UnitPrice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NOT_A_DRAFT;
use crate::matching::Outcome;
use crate::rfq::Source;

/// Where a quotation stands. Approval has not been built; a complete draft is sent directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum State {
    Draft,
    Sent,
}

impl State {
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Sent => "sent",
        }
    }

    /// The state after sending.
    pub fn sent(self) -> Result<State> {
        match self {
            State::Draft => Ok(State::Sent),
            State::Sent => Err(already_sent()),
        }
    }
}

fn already_sent() -> Error {
    NOT_A_DRAFT.error("This quotation has been sent; a sent quotation does not change.")
}

/// Language of labels on printed forms; texts of the catalogue and the customer stay as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Language {
    #[default]
    En,
    Es,
}

/// The tax of a quotation; label and rate always travel together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tax {
    pub label: String,
    /// In percent.
    pub rate: Exact,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    pub net: Amount,
    pub tax: Amount,
    pub gross: Amount,
}

/// The seller as printed, frozen with the quotation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Letterhead {
    pub name: String,
    pub address: Option<String>,
    pub tax_number: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct QuotedCustomer {
    pub id: String,
    pub name: String,
}

/// Where a price comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PriceStep {
    /// `list`, `quantity_break`: what this step does to the price.
    pub step: String,
    /// The rule in words: "list standard, from 100".
    pub rule: String,
    /// The row of the price list; absent from quotations made before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Listed>,
    pub price: UnitPrice,
}

/// A row of a price list, as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    pub price_list: String,
    /// Means this price for ever.
    pub price: String,
    /// RFC 3339, UTC; null: since ever.
    pub valid_from: Option<String>,
    /// The first instant at which it does not hold any more, RFC 3339, UTC; null: no end.
    pub valid_to: Option<String>,
}

/// One line of the quotation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuotationLine {
    pub position: u32,
    pub source: Source,
    pub outcome: Outcome,
    /// Null while no product is decided.
    pub sku: Option<String>,
    /// The product's name; null while no product is decided.
    pub description: Option<String>,
    /// True when the product is sample data.
    pub sample: bool,
    /// In `unit`, the unit of the price; null when the request does not say.
    pub quantity: Option<Exact>,
    /// UN/ECE Recommendation 20 code; null when the request does not say.
    pub unit: Option<String>,
    /// How the requested quantity was converted into this one, if it was.
    pub quantity_note: Option<String>,
    pub unit_price: Option<UnitPrice>,
    /// How the price came about, in order.
    pub price_steps: Vec<PriceStep>,
    pub net: Option<Amount>,
    pub tax: Option<Amount>,
    pub gross: Option<Amount>,
    pub confidence: f64,
    /// Why this product, or why none.
    pub reason: String,
    /// True when it was decided not to offer anything for this line.
    pub declined: bool,
    /// Why the line is not in the total; null when it is.
    pub not_priced: Option<String>,
    pub missing: Vec<String>,
    pub remainder: Vec<String>,
    /// The best candidates while no product is decided.
    pub candidates: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Quotation {
    /// Unique per seller; the same for all revisions.
    pub number: String,
    /// From 1.
    pub revision: u32,
    pub state: State,
    /// True when sample data is involved: not a real offer.
    pub sample: bool,
    /// The RFQ it answers.
    pub rfq: String,
    pub seller: Letterhead,
    pub customer: Option<QuotedCustomer>,
    /// RFC 3339, UTC.
    pub created_at: String,
    pub sent_at: Option<String>,
    /// Language of the printed forms.
    pub language: Language,
    /// Last day of validity in the seller's zone, inclusive.
    pub valid_until: String,
    /// That zone (IANA); absent from quotations made before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    pub currency: String,
    pub price_basis: PriceBasis,
    pub tax: Tax,
    pub rounding_policy: RoundingPolicy,
    /// Every line has a product, a quantity and a price, or was declined on purpose.
    pub complete: bool,
    pub incomplete_reasons: Vec<String>,
    /// What a person should look at before sending: words of the document with a number in them that became no line,
    /// characters the printed forms cannot show.
    pub warnings: Vec<String>,
    pub lines: Vec<QuotationLine>,
    pub totals: Totals,
    /// Counts up with every change; send it back to change exactly what you saw.
    pub version: i64,
}
