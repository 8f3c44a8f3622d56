//! Which products each version of the catalogue changed.

use platform::Result;
use platform::db::{Tx, insert_rows, sql};

/// Versions that are remembered.
const KEPT: i64 = 5_000;

/// `skus`: what this version changed; an empty one stands for more than can be listed.
pub async fn record_changes(tx: &mut Tx, tenant: &str, version: i64, skus: &[&str]) -> Result<()> {
    let rows = skus.iter().map(|sku| vec![tenant.into(), version.into(), (*sku).into()]);
    let head = "INSERT INTO catalogue_changes (tenant, version, sku) VALUES";
    insert_rows(tx, head, 3, rows, "ON CONFLICT (tenant, version, sku) DO NOTHING").await?;
    sql("DELETE FROM catalogue_changes WHERE tenant = ? AND version <= ?").bind(tenant).bind(version - KEPT).execute(tx).await.map(drop)
}

/// Version and SKU of every change after `version`, at most `limit`.
pub async fn changes(tx: &mut Tx, tenant: &str, version: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    let rows = sql("SELECT version, sku FROM catalogue_changes WHERE tenant = ? AND version > ? ORDER BY version, sku LIMIT ?")
        .bind(tenant)
        .bind(version)
        .bind(limit)
        .fetch_all(tx)
        .await?;
    rows.iter().map(|row| Ok((row.get("version")?, row.get("sku")?))).collect()
}
