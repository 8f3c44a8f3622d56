pub mod verify;

use platform::db::{Row, Tx, Value, insert_rows, sql};
use platform::journal::hex;
use platform::money::Amount;
use platform::{Error, Result};
use sha2::{Digest, Sha256};

use super::model::{Quotation, QuotationLine};

/// Stores a new quotation with its lines. Columns carry what is asked and checked in SQL; `body` the whole.
pub async fn insert(tx: &mut Tx, tenant: &str, quotation: &Quotation, by: &str) -> Result<()> {
    sql(
        "INSERT INTO quotations (tenant, number, revision, state, rfq, customer, sample, complete, currency, price_basis, rounding_policy, \
         tax_label, tax_percent, net_minor, tax_minor, gross_minor, created_at, created_by, valid_until, version, body) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tenant)
    .bind(&quotation.number)
    .bind(quotation.revision)
    .bind(quotation.state.as_str())
    .bind(&quotation.rfq)
    .bind(quotation.customer.as_ref().map(|customer| customer.id.clone()))
    .bind(quotation.sample)
    .bind(quotation.complete)
    .bind(&quotation.currency)
    .bind(quotation.price_basis.as_str())
    .bind(quotation.rounding_policy.as_str())
    .bind(&quotation.tax.label)
    .bind(quotation.tax.rate.to_string())
    .bind(quotation.totals.net.amount_minor)
    .bind(quotation.totals.tax.amount_minor)
    .bind(quotation.totals.gross.amount_minor)
    .bind(crate::instant(&quotation.created_at)?)
    .bind(by)
    .bind(&quotation.valid_until)
    .bind(quotation.version)
    .bind(header(quotation)?)
    .execute(tx)
    .await?;
    let rows = quotation.lines.iter().map(|line| line_values(tenant, quotation, line)).collect::<Result<Vec<_>>>()?;
    let head = "INSERT INTO quotation_lines (tenant, number, revision, position, sku, quantity, price_micro, net_minor, tax_minor, gross_minor, body) VALUES";
    insert_rows(tx, head, 11, rows, "").await?;
    Ok(())
}

/// The newest revision of the tenant's quotation, or `None`.
pub async fn quotation(tx: &mut Tx, tenant: &str, number: &str) -> Result<Option<Quotation>> {
    let newest = sql("SELECT body FROM quotations WHERE tenant = ? AND number = ? ORDER BY revision DESC LIMIT 1");
    let row = newest.bind(tenant).bind(number).fetch_optional(tx).await?;
    with_lines(tx, tenant, row).await
}

/// One revision of the tenant's quotation, or `None`.
pub async fn revision(tx: &mut Tx, tenant: &str, number: &str, revision: u32) -> Result<Option<Quotation>> {
    let one = sql("SELECT body FROM quotations WHERE tenant = ? AND number = ? AND revision = ?");
    let row = one.bind(tenant).bind(number).bind(revision).fetch_optional(tx).await?;
    with_lines(tx, tenant, row).await
}

async fn with_lines(tx: &mut Tx, tenant: &str, row: Option<Row>) -> Result<Option<Quotation>> {
    let Some(row) = row else { return Ok(None) };
    let mut quotation: Quotation = decoded(&row)?;
    quotation.lines = sql("SELECT body FROM quotation_lines WHERE tenant = ? AND number = ? AND revision = ? ORDER BY position")
        .bind(tenant)
        .bind(quotation.number.as_str())
        .bind(quotation.revision)
        .fetch_all(tx)
        .await?
        .iter()
        .map(decoded)
        .collect::<Result<_>>()?;
    Ok(Some(quotation))
}

/// Quotations without their lines, newest first, with a smaller number than `before` if given.
pub async fn page(tx: &mut Tx, tenant: &str, before: Option<&str>, limit: u32) -> Result<Vec<Quotation>> {
    let rows = match before {
        Some(before) => {
            sql("SELECT body FROM quotations WHERE tenant = ? AND number < ? ORDER BY number DESC LIMIT ?")
                .bind(tenant)
                .bind(before)
                .bind(limit)
                .fetch_all(tx)
                .await?
        }
        None => {
            sql("SELECT body FROM quotations WHERE tenant = ? ORDER BY number DESC LIMIT ?").bind(tenant).bind(limit).fetch_all(tx).await?
        }
    };
    rows.iter().map(decoded).collect()
}

/// Stores the state after sending. `false`: somebody else changed the quotation since `seen`.
pub async fn mark_sent(tx: &mut Tx, tenant: &str, sent: &Quotation, seen: i64) -> Result<bool> {
    let updated =
        sql("UPDATE quotations SET state = ?, sent_at = ?, sent_sha256 = ?, version = ?, body = ? WHERE tenant = ? AND number = ? AND revision = ? AND version = ?")
            .bind(sent.state.as_str())
            .bind(sent.sent_at.as_deref().map(crate::instant).transpose()?)
            .bind(seal(sent)?)
            .bind(sent.version)
            .bind(header(sent)?)
            .bind(tenant)
            .bind(&sent.number)
            .bind(sent.revision)
            .bind(seen)
            .execute(tx)
            .await?;
    Ok(updated == 1)
}

/// SHA-256 of a sent quotation with its lines: what it has to be for ever.
pub fn seal(sent: &Quotation) -> Result<String> {
    serde_json::to_vec(sent).map(|bytes| hex(&Sha256::digest(bytes))).map_err(Error::internal)
}

fn header(quotation: &Quotation) -> Result<String> {
    serde_json::to_string(&Quotation { lines: Vec::new(), ..quotation.clone() }).map_err(Error::internal)
}

fn line_values(tenant: &str, quotation: &Quotation, line: &QuotationLine) -> Result<Vec<Value>> {
    let minor = |amount: &Option<Amount>| Value::from(amount.as_ref().map(|amount| amount.amount_minor));
    let price_micro = line.unit_price.as_ref().map(|price| platform::money::price_micro(price.price.0)).transpose()?;
    Ok(vec![
        tenant.into(),
        quotation.number.as_str().into(),
        quotation.revision.into(),
        line.position.into(),
        line.sku.clone().into(),
        line.quantity.map(|quantity| quantity.to_string()).into(),
        price_micro.into(),
        minor(&line.net),
        minor(&line.tax),
        minor(&line.gross),
        serde_json::to_string(line).map_err(Error::internal)?.into(),
    ])
}

fn decoded<T: serde::de::DeserializeOwned>(row: &Row) -> Result<T> {
    serde_json::from_str(&row.get::<String>("body")?).map_err(Error::internal)
}
