pub mod verify;

use platform::db::{Row, Tx, Value, insert_rows, sql};
use platform::{Error, Result};

use super::model::{Rfq, RfqLine};
use super::read::Origin;

/// The RFQ without its lines goes into one row's `body`, each line into its own.
pub async fn insert(tx: &mut Tx, tenant: &str, rfq: &Rfq, origin: &Origin, by: &str) -> Result<()> {
    sql("INSERT INTO rfqs (tenant, id, customer, document, upload, sha256, sample, version, body, created_at, created_by) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(tenant)
    .bind(&rfq.id)
    .bind(rfq.customer.clone())
    .bind(&rfq.document)
    .bind(origin.upload.clone())
    .bind(&origin.sha256)
    .bind(rfq.sample)
    .bind(rfq.version)
    .bind(header(rfq)?)
    .bind(crate::instant(&rfq.created_at)?)
    .bind(by)
    .execute(tx)
    .await?;
    let rows = rfq.lines.iter().map(|line| line_values(tenant, &rfq.id, line)).collect::<Result<Vec<_>>>()?;
    insert_rows(tx, "INSERT INTO rfq_lines (tenant, rfq, position, sku, outcome, body) VALUES", 6, rows, "").await?;
    Ok(())
}

pub async fn rfq(tx: &mut Tx, tenant: &str, id: &str) -> Result<Option<Rfq>> {
    let Some(row) = sql("SELECT body, version FROM rfqs WHERE tenant = ? AND id = ?").bind(tenant).bind(id).fetch_optional(tx).await?
    else {
        return Ok(None);
    };
    let mut rfq: Rfq = decoded(&row)?;
    rfq.version = row.get("version")?;
    rfq.lines = sql("SELECT body FROM rfq_lines WHERE tenant = ? AND rfq = ? ORDER BY position")
        .bind(tenant)
        .bind(id)
        .fetch_all(tx)
        .await?
        .iter()
        .map(decoded)
        .collect::<Result<_>>()?;
    Ok(Some(rfq))
}

/// RFQ headers (no lines, no other text), newest first, older than `before` if given.
pub async fn page(tx: &mut Tx, tenant: &str, before: Option<&str>, limit: u32) -> Result<Vec<Rfq>> {
    let rows = match before {
        Some(before) => {
            sql("SELECT body FROM rfqs WHERE tenant = ? AND id < ? ORDER BY id DESC LIMIT ?")
                .bind(tenant)
                .bind(before)
                .bind(limit)
                .fetch_all(tx)
                .await?
        }
        None => sql("SELECT body FROM rfqs WHERE tenant = ? ORDER BY id DESC LIMIT ?").bind(tenant).bind(limit).fetch_all(tx).await?,
    };
    rows.iter().map(decoded).collect()
}

/// Stores a changed line and the RFQ's new counts. `false`: somebody else changed the RFQ since version `rfq.version`.
pub async fn update_line(tx: &mut Tx, tenant: &str, rfq: &Rfq, line: &RfqLine) -> Result<bool> {
    let next = Rfq { version: rfq.version + 1, ..rfq.clone() };
    let updated = sql("UPDATE rfqs SET body = ?, version = ? WHERE tenant = ? AND id = ? AND version = ?")
        .bind(header(&next)?)
        .bind(next.version)
        .bind(tenant)
        .bind(&rfq.id)
        .bind(rfq.version)
        .execute(tx)
        .await?;
    sql("UPDATE rfq_lines SET sku = ?, outcome = ?, body = ? WHERE tenant = ? AND rfq = ? AND position = ?")
        .bind(line.sku.clone())
        .bind(line.outcome.as_str())
        .bind(serde_json::to_string(line).map_err(Error::internal)?)
        .bind(tenant)
        .bind(&rfq.id)
        .bind(line.position)
        .execute(tx)
        .await?;
    Ok(updated == 1)
}

fn header(rfq: &Rfq) -> Result<String> {
    serde_json::to_string(&Rfq { lines: Vec::new(), ..rfq.clone() }).map_err(Error::internal)
}

fn line_values(tenant: &str, rfq: &str, line: &RfqLine) -> Result<Vec<Value>> {
    Ok(vec![
        tenant.into(),
        rfq.into(),
        line.position.into(),
        line.sku.clone().into(),
        line.outcome.as_str().into(),
        serde_json::to_string(line).map_err(Error::internal)?.into(),
    ])
}

fn decoded<T: serde::de::DeserializeOwned>(row: &Row) -> Result<T> {
    serde_json::from_str(&row.get::<String>("body")?).map_err(Error::internal)
}
