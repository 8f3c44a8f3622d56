//! Who sells: the letterhead, currency, tax and rounding of every quotation. Set by an operation, never assumed.

mod get_seller;
mod set_seller;
mod store;
pub mod verify;

use jiff::tz::TimeZone;
use platform::db::Tx;
use platform::error::Kind;
use platform::money::{Currency, Exact, PriceBasis, RoundingPolicy};
use platform::operation::{Entry, entry};
use platform::{ErrorCode, Result};
use schemars::JsonSchema;
use serde::Serialize;

pub use get_seller::GetSeller;
pub use set_seller::SetSeller;

pub const OPERATIONS: &[Entry] = &[entry::<SetSeller>(), entry::<GetSeller>()];
pub const ERRORS: &[&ErrorCode] = &[&NOT_SET, &TAX_RATE, &TIME_ZONE, &NAME_BLANK];

static NOT_SET: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "seller.not_set",
    "The seller's name, currency, tax and price basis have not been set; nothing is assumed for them.",
    "Set them once: `horme seller set --name … --currency … --tax-label … --tax-rate … --price-basis …` (PUT /api/seller).",
);
static TAX_RATE: ErrorCode =
    ErrorCode::new(Kind::Meaning, "seller.tax_rate", "The tax rate is not a percentage from 0 to 100.", "Write 21 for 21 %.");
static TIME_ZONE: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "seller.time_zone",
    "The time zone is not a name of the IANA database.",
    "Write a name such as Europe/Madrid or Asia/Singapore.",
);
static NAME_BLANK: ErrorCode =
    ErrorCode::new(Kind::Meaning, "seller.name_blank", "A text that must say something is blank.", "Fill in the field named.");

/// The seller's settings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Seller {
    pub name: String,
    /// Lines separated by line breaks.
    pub address: Option<String>,
    pub tax_number: Option<String>,
    /// ISO 4217 code; the one currency of its quotations.
    pub currency: String,
    /// What the tax is called: VAT, IVA, GST.
    pub tax_label: String,
    /// In percent.
    pub tax_rate: Exact,
    /// IANA name; decides validity dates.
    pub time_zone: String,
    pub rounding: RoundingPolicy,
    /// Whether the seller's prices contain tax.
    pub price_basis: PriceBasis,
    /// True while it is the sample shop's seller.
    pub sample: bool,
}

impl Seller {
    pub fn currency(&self) -> Result<Currency> {
        Currency::parse(&self.currency)
    }

    /// The zone its dates are in.
    pub fn zone(&self) -> Result<TimeZone> {
        TimeZone::get(&self.time_zone)
            .map_err(|source| TIME_ZONE.error(format!("`{}` is not a known time zone.", self.time_zone)).because(source))
    }
}

/// The tenant's seller, if set.
pub async fn find(tx: &mut Tx, tenant: &str) -> Result<Option<Seller>> {
    store::seller(tx, tenant).await
}

/// The tenant's seller, or the error that asks for it.
pub async fn required(tx: &mut Tx, tenant: &str) -> Result<Seller> {
    find(tx, tenant).await?.ok_or_else(|| NOT_SET.error("The seller has not been set up."))
}

/// Puts a sample seller in place of none. A seller somebody set up stays as it is.
pub async fn save_sample(tx: &mut Tx, tenant: &str, seller: &Seller, now: i64) -> Result<()> {
    match find(tx, tenant).await? {
        Some(own) if !own.sample => Ok(()),
        _ => store::save(tx, tenant, seller, now).await,
    }
}

/// Takes the sample seller away; one somebody set up stays.
pub async fn remove_sample(tx: &mut Tx, tenant: &str) -> Result<u64> {
    store::remove_sample(tx, tenant).await
}
