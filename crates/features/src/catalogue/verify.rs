//! What always holds of the stored catalogue. An import is one transaction: a product without its source, or a price
//! without its product, is half of one.

use platform::money::{Currency, Exact, PriceBasis};
use platform::verify::{Promise, Tally, holds};
use platform::{Context, Result};
use rust_decimal::Decimal;

use super::store::{self, verify::StoredPrice};

static HANGS: Promise = Promise::new("catalogue", "what hangs on a product has its product");
static FROM: Promise = Promise::new("catalogue", "every row names an import of its tenant");
static PRICED: Promise = Promise::new("I7", "a price has currency, basis, quantity and time it is valid for");

pub const PROMISES: &[&Promise] = &[&HANGS, &FROM, &PRICED];

/// Prices of one transaction.
const PAGE: i64 = 2000;

pub async fn verify(ctx: &Context, tenant: &str, tally: &mut Tally) -> Result<()> {
    let mut tx = ctx.read().await?;
    for sweep in store::verify::HANGING {
        tally.sweep(&mut tx, &HANGS, sweep).await?;
    }
    for sweep in store::verify::SOURCED {
        tally.sweep(&mut tx, &FROM, sweep).await?;
    }
    drop(tx);
    let mut after = (String::new(), String::new());
    loop {
        let page = store::verify::prices_after(&mut ctx.read().await?, tenant, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.sku.clone(), last.id.clone());
        for price in page {
            tally.look(&PRICED, &format!("price {} of {}", price.id, price.sku), priced(&price));
        }
    }
}

fn priced(price: &StoredPrice) -> Result<(), String> {
    let wrong = |error: platform::Error| error.to_string();
    Currency::parse(&price.currency).map_err(wrong)?;
    PriceBasis::parse(&price.basis).map_err(wrong)?;
    let from = Exact::parse(&price.min_quantity).map_err(wrong)?;
    holds(from.0 >= Decimal::ZERO && price.price_micro >= 0, || "it or its quantity is below zero".to_owned())?;
    let ends_before = price.valid_from.zip(price.valid_to).is_some_and(|(from, to)| to <= from);
    holds(!ends_before, || "it ends before it begins".to_owned())
}
