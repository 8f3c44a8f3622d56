//! Synonyms of a tenant.

use platform::db::{Row, Tx, sql};
use platform::{Context, Error, Result};

use super::synonyms::{Origin, Synonym};
use crate::timestamp;

/// Synonyms after `after` by the form of their word that is compared; at most `limit`.
pub async fn synonyms(tx: &mut Tx, tenant: &str, after: &str, limit: u32) -> Result<Vec<(String, Synonym)>> {
    let rows = sql("SELECT word, written, means, mutual, changed_by, changed_at FROM search_synonyms \
         WHERE tenant = ? AND word > ? ORDER BY word LIMIT ?")
    .bind(tenant)
    .bind(after)
    .bind(limit)
    .fetch_all(tx)
    .await?;
    rows.iter().map(|row| Ok((row.get("word")?, synonym(row)?))).collect()
}

fn synonym(row: &Row) -> Result<Synonym> {
    Ok(Synonym {
        word: row.get("written")?,
        means: serde_json::from_str(&row.get::<String>("means")?).map_err(Error::internal)?,
        mutual: row.flag("mutual")?,
        origin: Origin::Set,
        changed_by: Some(row.get("changed_by")?),
        changed_at: Some(timestamp(row.get("changed_at")?)),
    })
}

pub async fn count(tx: &mut Tx, tenant: &str) -> Result<i64> {
    sql("SELECT COUNT(*) AS synonyms FROM search_synonyms WHERE tenant = ?").bind(tenant).fetch_one(tx).await?.get("synonyms")
}

pub async fn save(tx: &mut Tx, ctx: &Context, word: &str, synonym: &Synonym) -> Result<()> {
    sql("INSERT INTO search_synonyms (tenant, word, written, means, mutual, changed_by, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (tenant, word) DO UPDATE SET written = excluded.written, means = excluded.means, mutual = excluded.mutual, \
         changed_by = excluded.changed_by, changed_at = excluded.changed_at")
    .bind(ctx.tenant())
    .bind(word)
    .bind(&synonym.word)
    .bind(serde_json::to_string(&synonym.means).map_err(Error::internal)?)
    .bind(synonym.mutual)
    .bind(synonym.changed_by.as_deref().unwrap_or_default())
    .bind(ctx.now())
    .execute(tx)
    .await
    .map(drop)
}

/// How many were removed: one or none.
pub async fn remove(tx: &mut Tx, tenant: &str, word: &str) -> Result<u64> {
    sql("DELETE FROM search_synonyms WHERE tenant = ? AND word = ?").bind(tenant).bind(word).execute(tx).await
}
