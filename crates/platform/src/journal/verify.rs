//! The journal's own promises.

use super::{POSITION, link, log};
use crate::context::Context;
use crate::db::{Tx, last_number, sql};
use crate::error::Result;
use crate::verify::{Promise, Tally, holds};

/// A key is committed together with its answer, a JSON object; a key without one is half a write.
pub static ANSWERED: Promise = Promise::new("I3", "every idempotency key has the answer it was used for");
static CHAINED: Promise = Promise::new("I9", "the audit log is unbroken, and every row as it was written");

pub const PROMISES: &[&Promise] = &[&ANSWERED, &CHAINED];

/// Audit rows of one transaction.
const PAGE: u32 = 1000;

/// Walks the tenant's audit log from the first row to the last the counter gave a place to.
///
/// After a broken link it goes on from the row as it is stored, so that one change is one violation.
pub async fn verify(ctx: &Context, tenant: &str, tally: &mut Tally) -> Result<()> {
    // Read first: what is committed meanwhile lies behind it.
    let last = last_number(&mut ctx.read().await?, tenant, POSITION).await?;
    let (mut position, mut before) = (0, String::new());
    loop {
        let page = log(&mut ctx.read().await?, tenant, position, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for event in page {
            let what = format!("position {}", event.position);
            let place = holds(event.position == position + 1, || format!("the row before is {position}: rows are missing"));
            let verdict =
                place.and_then(|()| holds(event.hash == link(&before, tenant, &event), || "its hash is not that of its row".to_owned()));
            tally.look(&CHAINED, &what, verdict);
            (position, before) = (event.position, event.hash);
        }
    }
    if position < last {
        tally.look(&CHAINED, &format!("position {last}"), Err(format!("the log ends at {position}, {last} rows were written")));
    }
    Ok(())
}

/// Answers of calls with a key, after `after` by key.
pub async fn answers(tx: &mut Tx, tenant: &str, after: &str, limit: i64) -> Result<Vec<(String, String)>> {
    let rows = sql(
        "SELECT idempotency_key, answer FROM idempotency_keys WHERE tenant = ? AND idempotency_key > ? ORDER BY idempotency_key LIMIT ?",
    )
    .bind(tenant)
    .bind(after)
    .bind(limit)
    .fetch_all(tx)
    .await?;
    rows.iter().map(|row| Ok((row.get("idempotency_key")?, row.get("answer")?))).collect()
}

/// Whether the audit log says that this was ever done to such a thing.
pub async fn happened(tx: &mut Tx, tenant: &str, subject_kind: &str, action: &str) -> Result<bool> {
    let row = sql("SELECT id FROM audit_log WHERE tenant = ? AND subject_kind = ? AND action = ? LIMIT 1")
        .bind(tenant)
        .bind(subject_kind)
        .bind(action)
        .fetch_optional(tx)
        .await?;
    Ok(row.is_some())
}
