//! What always holds of the stored seller.

use platform::verify::{Promise, Tally};
use platform::{Context, Error, Result};
use rust_decimal::Decimal;

use super::store;

static SET: Promise = Promise::new("seller", "the seller's currency, tax, zone and rounding are known ones");

pub const PROMISES: &[&Promise] = &[&SET];

pub async fn verify(ctx: &Context, tenant: &str, tally: &mut Tally) -> Result<()> {
    let seller = match store::seller(&mut ctx.read().await?, tenant).await {
        Ok(None) => return Ok(()),
        Ok(Some(seller)) => Ok(seller),
        Err(error) => Err(error),
    };
    let known = seller.and_then(|seller| {
        seller.currency()?;
        seller.zone()?;
        let percentage = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&seller.tax_rate.0);
        if percentage { Ok(()) } else { Err(super::TAX_RATE.error(format!("{} % is no tax rate.", seller.tax_rate))) }
    });
    tally.look(&SET, "the seller", known.map_err(|error: Error| error.to_string()));
    Ok(())
}
