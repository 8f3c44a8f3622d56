//! What was done, by whom, and with which answer: the audit log and the idempotency keys.
//!
//! Both are written in the transaction of the change itself. A key that is being worked on is simply an uncommitted
//! row: a second call with it waits on the store until the first commits (then it answers alike) or rolls back (then
//! it does the work). So no lease can expire and no key can be stuck.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::context::Context;
use crate::db::{Tx, sql};
use crate::error::{self, Error, Result};

/// What a write changed, for the audit log.
pub struct Change {
    kind: &'static str,
    id: String,
    action: &'static str,
}

impl Change {
    /// `Change::of("quotation", number, "sent")`.
    pub fn of(kind: &'static str, id: impl Into<String>, action: &'static str) -> Self {
        Change { kind, id: id.into(), action }
    }
}

/// An idempotency key together with the digest of what it was used for.
#[derive(Debug)]
pub struct Fingerprint {
    key: String,
    digest: String,
}

impl Fingerprint {
    pub(crate) fn of(operation: &str, input: &Value, key: &str) -> Result<Self> {
        if key.is_empty() || key.len() > 200 || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(error::KEY_MALFORMED.error("The idempotency key must be 1 to 200 printable ASCII characters without spaces."));
        }
        let mut digest = Sha256::new();
        digest.update(operation.as_bytes());
        digest.update([0]);
        digest.update(input.to_string().as_bytes());
        Ok(Fingerprint { key: key.to_owned(), digest: hex(&digest.finalize()) })
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The answer stored for this key, if the call was completed before.
pub(crate) async fn stored_answer(ctx: &Context, fingerprint: &Fingerprint) -> Result<Option<Value>> {
    let mut tx = ctx.read().await?;
    find(&mut tx, ctx, fingerprint).await
}

async fn find(tx: &mut Tx, ctx: &Context, fingerprint: &Fingerprint) -> Result<Option<Value>> {
    let row = sql("SELECT digest, answer FROM idempotency_keys WHERE tenant = ? AND idempotency_key = ?")
        .bind(ctx.tenant())
        .bind(fingerprint.key.as_str())
        .fetch_optional(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    if row.get::<String>("digest")? != fingerprint.digest {
        return Err(error::KEY_REUSED.error("This idempotency key belongs to a different request."));
    }
    let answer: String = row.get("answer")?;
    serde_json::from_str(&answer).map(Some).map_err(Error::internal)
}

pub(crate) async fn claim(tx: &mut Tx, ctx: &Context, fingerprint: &Fingerprint) -> Result<()> {
    let claimed = sql("INSERT INTO idempotency_keys (tenant, idempotency_key, digest, answer, created_at) VALUES (?, ?, ?, 'null', ?) \
         ON CONFLICT (tenant, idempotency_key) DO NOTHING")
    .bind(ctx.tenant())
    .bind(fingerprint.key.as_str())
    .bind(fingerprint.digest.as_str())
    .bind(ctx.now())
    .execute(tx)
    .await?;
    if claimed == 1 {
        return Ok(());
    }
    match find(tx, ctx, fingerprint).await? {
        Some(stored) => Err(Error::replay(stored)),
        None => Err(error::STORE_BUSY.error("A call with this idempotency key is still running.")),
    }
}

pub(crate) async fn store_answer<T: Serialize>(tx: &mut Tx, ctx: &Context, fingerprint: &Fingerprint, answer: &T) -> Result<()> {
    let answer = serde_json::to_string(answer).map_err(Error::internal)?;
    sql("UPDATE idempotency_keys SET answer = ? WHERE tenant = ? AND idempotency_key = ?")
        .bind(answer)
        .bind(ctx.tenant())
        .bind(fingerprint.key.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn record(tx: &mut Tx, ctx: &Context, change: &Change) -> Result<()> {
    sql("INSERT INTO audit_log (tenant, id, at, principal, customer, request_id, subject_kind, subject_id, action) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(ctx.tenant())
    .bind(ctx.new_id())
    .bind(ctx.now())
    .bind(ctx.principal.name.as_str())
    .bind(ctx.principal.customer.clone())
    .bind(ctx.request_id.as_str())
    .bind(change.kind)
    .bind(change.id.as_str())
    .bind(change.action)
    .execute(tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::db::next_number;
    use crate::testing::TestStore;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn fifty_concurrent_writers_get_fifty_numbers() {
        let store = TestStore::new().await.unwrap();
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let ctx = store.ctx();
            writers.spawn(async move {
                let mut tx = ctx.write().await.unwrap();
                let number = next_number(&mut tx, ctx.tenant(), "quotation").await.unwrap();
                ctx.commit(tx, Change::of("quotation", number.to_string(), "created"), number).await.unwrap()
            });
        }
        let numbers: HashSet<i64> = writers.join_all().await.into_iter().collect();
        assert_eq!(numbers, (1..=50).collect());
    }

    #[tokio::test]
    async fn a_rolled_back_write_leaves_neither_change_nor_audit() {
        let store = TestStore::new().await.unwrap();
        let ctx = store.ctx();
        let mut tx = ctx.write().await.unwrap();
        next_number(&mut tx, ctx.tenant(), "quotation").await.unwrap();
        record(&mut tx, &ctx, &Change::of("quotation", "1", "created")).await.unwrap();
        drop(tx);
        let mut tx = ctx.read().await.unwrap();
        assert_eq!(crate::db::last_number(&mut tx, ctx.tenant(), "quotation").await.unwrap(), 0);
        assert!(sql("SELECT id FROM audit_log").fetch_optional(&mut tx).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_copied_store_has_the_same_rows_and_goes_its_own_way() {
        let store = TestStore::new().await.unwrap();
        let ctx = store.ctx();
        let mut tx = ctx.write().await.unwrap();
        next_number(&mut tx, ctx.tenant(), "quotation").await.unwrap();
        ctx.commit(tx, Change::of("quotation", "1", "created"), ()).await.unwrap();
        let (left, right) = (store.copy().await.unwrap(), store.copy().await.unwrap());
        for copy in [&left, &right] {
            let mut tx = copy.ctx().write().await.unwrap();
            assert_eq!(next_number(&mut tx, "main", "quotation").await.unwrap(), 2);
            tx.commit().await.unwrap();
        }
    }
}
