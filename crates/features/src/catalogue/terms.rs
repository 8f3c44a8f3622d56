//! What a price in a row means: its amount, currency and tax basis, from the row first, then from the seller.

use platform::Result;
use platform::money::{Currency, PriceBasis};

use super::import::{Priced, Record, Refusal, read_price};

/// A price with what the row, the constants and the seller say about it.
pub struct Terms {
    pub priced: Priced,
    pub currency: Option<Currency>,
    pub basis: Option<PriceBasis>,
}

/// Reads a price and its terms: the row's own first, then the seller's.
pub fn terms(record: &Record<'_>, price: &str, currency: Option<Currency>, basis: Option<PriceBasis>) -> Result<Terms, Refusal> {
    let priced = read_price(price, record.convention("price")).map_err(|why| Refusal::new(record.column("price"), price, why))?;
    let stated = match record.text("currency").value() {
        Some(code) => {
            let parsed = Currency::parse(&code.to_ascii_uppercase());
            Some(parsed.map_err(|_| Refusal::new(record.column("currency"), &code, "is not an ISO 4217 currency"))?)
        }
        None => None,
    };
    if let (Some(sign), Some(column)) = (priced.currency, stated)
        && sign != column
    {
        let reason = format!("the price is in {}, the row's currency is {}", sign.code(), column.code());
        return Err(Refusal::new(record.column("price"), price, reason));
    }
    let basis = match record.text("tax_included").value() {
        Some(text) => Some(tax_included(&text).ok_or_else(|| Refusal::new(record.column("tax_included"), &text, "is neither yes nor no"))?),
        None => basis,
    };
    let currency = priced.currency.or(stated).or(currency);
    Ok(Terms { priced, currency, basis })
}

fn tax_included(text: &str) -> Option<PriceBasis> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "included" | "sí" | "si" | "ja" | "oui" => Some(PriceBasis::Included),
        "false" | "no" | "n" | "0" | "excluded" | "nein" | "non" => Some(PriceBasis::Excluded),
        _ => None,
    }
}
