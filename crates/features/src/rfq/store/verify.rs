//! Statements of the verification.

use platform::Result;
use platform::db::{Row, Tx, sql};
use platform::verify::Sweep;

use super::super::model::{Rfq, RfqLine};

/// An RFQ's row, undecoded where it cannot be decoded.
pub struct Stored {
    pub id: String,
    pub sha256: String,
    /// In the order of [`columns_of`].
    pub columns: Vec<String>,
    pub body: Result<Rfq, String>,
}

/// The tenant's RFQs after `after` by id.
pub async fn after(tx: &mut Tx, tenant: &str, after: &str, limit: i64) -> Result<Vec<Stored>> {
    let rows = sql("SELECT id, customer, document, sample, version, created_at, sha256, body FROM rfqs WHERE tenant = ? AND id > ? ORDER BY id LIMIT ?")
        .bind(tenant)
        .bind(after)
        .bind(limit)
        .fetch_all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            let number = |name| row.get::<i64>(name).map(|number| number.to_string());
            let columns = vec![
                row.get("id")?,
                row.get::<Option<String>>("customer")?.unwrap_or_default(),
                row.get("document")?,
                number("sample")?,
                number("version")?,
                crate::timestamp(row.get("created_at")?),
            ];
            Ok(Stored { id: row.get("id")?, sha256: row.get("sha256")?, columns, body: decoded(row)? })
        })
        .collect()
}

/// What the columns of an RFQ's row have to say.
pub fn columns_of(rfq: &Rfq) -> Vec<(&'static str, String)> {
    vec![
        ("id", rfq.id.clone()),
        ("customer", rfq.customer.clone().unwrap_or_default()),
        ("document", rfq.document.clone()),
        ("sample", i64::from(rfq.sample).to_string()),
        ("version", rfq.version.to_string()),
        ("created_at", rfq.created_at.clone()),
    ]
}

/// The lines of an RFQ, each with its columns in the order of [`line_columns_of`].
pub async fn lines(tx: &mut Tx, tenant: &str, id: &str) -> Result<Vec<Result<(RfqLine, Vec<String>), String>>> {
    let rows = sql("SELECT position, sku, outcome, body FROM rfq_lines WHERE tenant = ? AND rfq = ? ORDER BY position")
        .bind(tenant)
        .bind(id)
        .fetch_all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            let columns =
                vec![row.get::<i64>("position")?.to_string(), row.get::<Option<String>>("sku")?.unwrap_or_default(), row.get("outcome")?];
            Ok(decoded(row)?.map(|line| (line, columns)))
        })
        .collect()
}

/// What the columns of a line's row have to say.
pub fn line_columns_of(line: &RfqLine) -> Vec<String> {
    vec![line.position.to_string(), line.sku.clone().unwrap_or_default(), line.outcome.as_str().to_owned()]
}

fn decoded<T: serde::de::DeserializeOwned>(row: &Row) -> Result<Result<T, String>> {
    let body: String = row.get("body")?;
    Ok(serde_json::from_str(&body).map_err(|error| format!("its body cannot be read: {error}")))
}

pub const HEADLESS: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM rfq_lines WHERE tenant = ?",
    broken: "SELECT l.rfq AS what FROM rfq_lines l WHERE l.tenant = ? AND NOT EXISTS (SELECT 1 FROM rfqs r WHERE r.tenant = l.tenant AND r.id = l.rfq)",
    how: "a line is there and its RFQ is not",
};

/// An RFQ begins with version 1; each decision on a line is one more.
pub const UNCOUNTED: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM rfqs WHERE tenant = ?",
    broken: "SELECT r.id AS what FROM rfqs r LEFT JOIN (SELECT tenant, subject_id, COUNT(*) AS changes FROM audit_log WHERE tenant = ? \
             AND subject_kind = 'rfq' AND action = 'line resolved' GROUP BY tenant, subject_id) a ON a.subject_id = r.id AND a.tenant = r.tenant \
             WHERE r.tenant = ? AND r.version <> 1 + COALESCE(a.changes, 0)",
    how: "its version does not count the decisions in the audit log",
};
