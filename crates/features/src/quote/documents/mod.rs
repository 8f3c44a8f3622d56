//! A quotation as it is printed: the PDF a customer receives, the workbook a customer can reckon with, and the seller's
//! own workbook with what the customer does not see: why each line is what it is.
//!
//! A [`Sheet`] holds everything that is printed and nothing is looked up. Both documents first recompute the figures
//! with the one money function and refuse to print what disagrees with them, so a total on paper is always the sum of
//! the lines above it. The same sheet gives the same bytes: no clock, no random identifier.

mod figures;
mod fonts;
mod pdf;
mod words;
mod xlsx;

#[cfg(test)]
mod tests;

use platform::money::{PriceBasis, RoundingPolicy};
use rust_decimal::Decimal;
use serde::Serialize;

pub use fonts::Fonts;
pub use pdf::{Pdf, pdf, pdf_with, unprintable};
pub use words::Language;
pub use xlsx::{internal_xlsx, xlsx};

/// Whether the figures of a sheet agree with each other, as printing it would require.
pub fn agrees(sheet: &Sheet) -> Result<(), DocumentError> {
    figures::check(sheet).map(drop)
}

/// A quotation as printed. Texts are printed as they stand, whatever they contain.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    pub language: Language,
    pub seller: Party,
    /// `None`: printed as unknown.
    pub customer: Option<Party>,
    pub number: String,
    pub revision: u32,
    /// The quotation's state by its stored name (`draft`, `sent`); a name that is not known is printed as it stands.
    pub state: String,
    /// What the customer calls the matter.
    pub title: Option<String>,
    /// Made from sample data: says so on every page.
    pub sample: bool,
    /// Calendar date in the seller's zone, `2026-11-22`.
    pub issued: Option<String>,
    /// Last day on which the quotation can be accepted, same form.
    pub valid_until: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    pub price_basis: PriceBasis,
    pub rounding: RoundingPolicy,
    /// "IVA", "VAT", "GST". Never printed without the rate.
    pub tax_label: String,
    /// In percent: 21 for 21 %.
    pub tax_percent: Decimal,
    pub complete: bool,
    /// What stands between this quotation and sending it, a sentence each.
    pub incomplete_reasons: Vec<String>,
    pub lines: Vec<Line>,
    pub totals: Amounts,
}

/// Who sells or buys, as on a letterhead.
#[derive(Debug, Clone, Serialize)]
pub struct Party {
    pub name: String,
    pub address: Vec<String>,
    pub tax_number: Option<String>,
}

/// One line. Only lines with `amounts` count towards the totals; the others are printed with the reason why not.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub position: u32,
    pub outcome: Outcome,
    pub sku: Option<String>,
    /// The product's name; `None` while no product is chosen.
    pub description: Option<String>,
    /// The customer's own words.
    pub requested: Option<String>,
    /// `None`: not stated or not readable.
    pub quantity: Option<Decimal>,
    pub unit: Option<String>,
    /// In the currency's major unit and the sheet's price basis.
    pub unit_price: Option<Decimal>,
    pub amounts: Option<Amounts>,
    /// What the customer should know about the line.
    pub note: Option<String>,
    /// Only in the internal workbook, like all below: why this product, or why none and no price.
    pub reason: Option<String>,
    /// Where the words stand in the customer's document.
    pub source: Option<String>,
    /// Probability that the product is the right one, as text: `0.93`.
    pub confidence: Option<String>,
    /// Words of the request that nothing was made of.
    pub remainder: Vec<String>,
}

/// How far a line got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Accepted,
    /// Several products would do, or a requested attribute is not stated: a person decides.
    Choose,
    /// Nothing in the catalogue fits.
    None,
}

/// In minor units of the currency; gross = net + tax.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Amounts {
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
}

impl Amounts {
    /// The amount in the basis the prices are in: what stands at the end of a line.
    fn in_basis(self, basis: PriceBasis) -> i64 {
        match basis {
            PriceBasis::Excluded => self.net,
            PriceBasis::Included => self.gross,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("line {position} has an amount but no {missing}")]
    LineWithoutGround { position: u32, missing: &'static str },
    #[error("line {position} states {stated:?}, quantity × unit price gives {computed:?}")]
    LineDisagrees { position: u32, stated: Amounts, computed: Amounts },
    #[error("the totals state {stated:?}, the lines give {computed:?}")]
    TotalsDisagree { stated: Amounts, computed: Amounts },
    #[error("the figures cannot be computed")]
    Money(#[source] Box<platform::Error>),
    /// The template or the fonts are broken; the text is the typesetter's.
    #[error("the page could not be set: {0}")]
    Typesetting(String),
    #[error("the workbook could not be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
