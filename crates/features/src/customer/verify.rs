//! What always holds of stored customers.

use platform::verify::{Promise, Tally};
use platform::{Context, Result};

use super::store::verify::{DOMAINS_ALONE, NUMBERS_ALONE};

static OWNED: Promise = Promise::new("I8", "a mail domain or part number belongs to a customer of its tenant");

pub const PROMISES: &[&Promise] = &[&OWNED];

pub async fn verify(ctx: &Context, tally: &mut Tally) -> Result<()> {
    let mut tx = ctx.read().await?;
    for sweep in [&DOMAINS_ALONE, &NUMBERS_ALONE] {
        tally.sweep(&mut tx, &OWNED, sweep).await?;
    }
    Ok(())
}
