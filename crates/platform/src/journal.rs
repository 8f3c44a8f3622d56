//! What was done, by whom, and with which answer: the audit log and the idempotency keys.
//!
//! Both are written in the transaction of the change itself. The log is a chain of hashes in the order of the commits. A key that is being worked on is simply an uncommitted
//! row: a second call with it waits on the store until the first commits (then it answers alike) or rolls back (then
//! it does the work). So no lease can expire and no key can be stuck.

pub mod verify;

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::context::Context;
use crate::db::{Row, Tx, last_number, next_number, sql};
use crate::error::{self, Error, Result};

/// What a write changed, for the audit log: a row for each subject, the first the one the call was about.
pub struct Change(Vec<Subject>);

struct Subject {
    kind: &'static str,
    id: String,
    action: &'static str,
}

impl Change {
    /// `Change::of("quotation", number, "sent")`.
    pub fn of(kind: &'static str, id: impl Into<String>, action: &'static str) -> Self {
        Change(Vec::new()).and(kind, id, action)
    }

    /// A further subject that the same write changed.
    pub fn and(mut self, kind: &'static str, id: impl Into<String>, action: &'static str) -> Self {
        self.0.push(Subject { kind, id: id.into(), action });
        self
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

/// One row of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Place in the tenant's log: from 1, without gap, in the order of the commits.
    pub position: i64,
    pub id: String,
    /// Epoch seconds.
    pub at: i64,
    pub principal: String,
    pub customer: Option<String>,
    pub request_id: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub action: String,
    /// What [`link`] answers for this row.
    pub hash: String,
}

impl Event {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Event {
            position: row.get("position")?,
            id: row.get("id")?,
            at: row.get("at")?,
            principal: row.get("principal")?,
            customer: row.get("customer")?,
            request_id: row.get("request_id")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            action: row.get("action")?,
            hash: row.get("hash")?,
        })
    }
}

/// The hash of a row: SHA-256 over the hash of the row before (empty for the first) and every field, so that no row can
/// be changed, taken out or put in between without breaking every later one.
pub fn link(before: &str, tenant: &str, event: &Event) -> String {
    let Event { position, id, at, principal, customer, request_id, subject_kind, subject_id, action, hash: _ } = event;
    let row = json!([before, tenant, position, id, at, principal, customer, request_id, subject_kind, subject_id, action]);
    hex(&Sha256::digest(row.to_string().as_bytes()))
}

/// Events of the tenant after a position, in order, at most `limit`.
pub async fn log(tx: &mut Tx, tenant: &str, after: i64, limit: u32) -> Result<Vec<Event>> {
    let rows = sql("SELECT position, id, at, principal, customer, request_id, subject_kind, subject_id, action, hash FROM audit_log \
         WHERE tenant = ? AND position > ? ORDER BY position LIMIT ?");
    rows.bind(tenant).bind(after).bind(limit).fetch_all(tx).await?.iter().map(Event::from_row).collect()
}

/// What happened to one subject after a position, in order, at most `limit`.
pub async fn events(ctx: &Context, kind: &str, id: &str, after: i64, limit: u32) -> Result<Vec<Event>> {
    let rows = sql("SELECT position, id, at, principal, customer, request_id, subject_kind, subject_id, action, hash FROM audit_log \
         WHERE tenant = ? AND subject_kind = ? AND subject_id = ? AND position > ? ORDER BY position LIMIT ?");
    let mut tx = ctx.read().await?;
    rows.bind(ctx.tenant()).bind(kind).bind(id).bind(after).bind(limit).fetch_all(&mut tx).await?.iter().map(Event::from_row).collect()
}

/// The position of the tenant's last event; 0 before the first.
pub async fn position(ctx: &Context) -> Result<i64> {
    last_number(&mut ctx.read().await?, ctx.tenant(), POSITION).await
}

/// The counter of positions. Its row stays locked until the commit that follows at once: positions are commit order.
const POSITION: &str = "audit";

pub(crate) async fn record(tx: &mut Tx, ctx: &Context, change: &Change) -> Result<()> {
    for subject in &change.0 {
        record_one(tx, ctx, subject).await?;
    }
    Ok(())
}

async fn record_one(tx: &mut Tx, ctx: &Context, subject: &Subject) -> Result<()> {
    let position = next_number(tx, ctx.tenant(), POSITION).await?;
    let before = sql("SELECT hash FROM audit_log WHERE tenant = ? AND position = ?").bind(ctx.tenant()).bind(position - 1);
    let before: Option<String> = before.fetch_optional(tx).await?.map_or(Ok(None), |row| row.get("hash"))?;
    let mut event = Event {
        position,
        id: ctx.new_id(),
        at: ctx.now(),
        principal: ctx.principal.name.clone(),
        customer: ctx.principal.customer.clone(),
        request_id: ctx.request_id.clone(),
        subject_kind: subject.kind.to_owned(),
        subject_id: subject.id.clone(),
        action: subject.action.to_owned(),
        hash: String::new(),
    };
    event.hash = link(before.as_deref().unwrap_or_default(), ctx.tenant(), &event);
    sql("INSERT INTO audit_log (tenant, position, id, at, principal, customer, request_id, subject_kind, subject_id, action, hash) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(ctx.tenant())
    .bind(event.position)
    .bind(event.id)
    .bind(event.at)
    .bind(event.principal)
    .bind(event.customer)
    .bind(event.request_id)
    .bind(event.subject_kind)
    .bind(event.subject_id)
    .bind(event.action)
    .bind(event.hash)
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
        let committed = store.services.committed();
        let numbers: HashSet<i64> = writers.join_all().await.into_iter().collect();
        assert_eq!(numbers, (1..=50).collect());
        assert!(committed.has_changed().unwrap());
        let ctx = store.ctx();
        let log = log(&mut ctx.read().await.unwrap(), ctx.tenant(), 0, 100).await.unwrap();
        assert!(log.iter().map(|event| event.position).eq(1..=50));
        let mut before = "";
        for event in &log {
            assert_eq!(event.hash, link(before, ctx.tenant(), event));
            before = &event.hash;
        }
        let third = &log[2];
        assert_eq!(events(&ctx, "quotation", &third.subject_id, 0, 10).await.unwrap(), std::slice::from_ref(third));
        assert!(events(&ctx, "quotation", &third.subject_id, 3, 10).await.unwrap().is_empty());
        assert_eq!(position(&ctx).await.unwrap(), 50);
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
        assert_eq!(last_number(&mut tx, ctx.tenant(), "quotation").await.unwrap(), 0);
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
