//! Statements of the verification: rows as they are, and sweeps that find only what is wrong.

use platform::Result;
use platform::db::{Row, Tx, sql};
use platform::verify::Sweep;

use super::super::model::{Quotation, QuotationLine};
use crate::timestamp;

/// A quotation's row, undecoded where it cannot be decoded.
pub struct Stored {
    pub number: String,
    pub revision: i64,
    pub seal: Option<String>,
    /// In the order of [`columns_of`].
    pub columns: Vec<String>,
    pub body: Result<Quotation, String>,
}

/// The tenant's quotations after `(number, revision)`.
pub async fn after(tx: &mut Tx, tenant: &str, after: &(String, i64), limit: i64) -> Result<Vec<Stored>> {
    let rows = sql("SELECT number, revision, state, rfq, customer, sample, complete, currency, price_basis, rounding_policy, tax_label, \
         tax_percent, net_minor, tax_minor, gross_minor, created_at, sent_at, valid_until, version, sent_sha256, body FROM quotations \
         WHERE tenant = ? AND (number, revision) > (?, ?) ORDER BY number, revision LIMIT ?")
    .bind(tenant)
    .bind(&after.0)
    .bind(after.1)
    .bind(limit)
    .fetch_all(tx)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Stored {
                number: row.get("number")?,
                revision: row.get("revision")?,
                seal: row.get("sent_sha256")?,
                columns: columns_in(row)?,
                body: decoded(row)?,
            })
        })
        .collect()
}

fn columns_in(row: &Row) -> Result<Vec<String>> {
    let text = |name| row.get::<String>(name);
    let number = |name| row.get::<i64>(name).map(|number| number.to_string());
    let instant = |name| row.get::<Option<i64>>(name).map(|at| at.map(timestamp).unwrap_or_default());
    Ok(vec![
        text("number")?,
        number("revision")?,
        text("state")?,
        text("rfq")?,
        row.get::<Option<String>>("customer")?.unwrap_or_default(),
        number("sample")?,
        number("complete")?,
        text("currency")?,
        text("price_basis")?,
        text("rounding_policy")?,
        text("tax_label")?,
        text("tax_percent")?,
        number("net_minor")?,
        number("tax_minor")?,
        number("gross_minor")?,
        instant("created_at")?,
        instant("sent_at")?,
        text("valid_until")?,
        number("version")?,
    ])
}

/// What the columns of a quotation's row have to say.
pub fn columns_of(quotation: &Quotation) -> Vec<(&'static str, String)> {
    let flag = |flag: bool| i64::from(flag).to_string();
    vec![
        ("number", quotation.number.clone()),
        ("revision", quotation.revision.to_string()),
        ("state", quotation.state.as_str().to_owned()),
        ("rfq", quotation.rfq.clone()),
        ("customer", quotation.customer.as_ref().map(|customer| customer.id.clone()).unwrap_or_default()),
        ("sample", flag(quotation.sample)),
        ("complete", flag(quotation.complete)),
        ("currency", quotation.currency.clone()),
        ("price_basis", quotation.price_basis.as_str().to_owned()),
        ("rounding_policy", quotation.rounding_policy.as_str().to_owned()),
        ("tax_label", quotation.tax.label.clone()),
        ("tax_percent", quotation.tax.rate.to_string()),
        ("net_minor", quotation.totals.net.amount_minor.to_string()),
        ("tax_minor", quotation.totals.tax.amount_minor.to_string()),
        ("gross_minor", quotation.totals.gross.amount_minor.to_string()),
        ("created_at", quotation.created_at.clone()),
        ("sent_at", quotation.sent_at.clone().unwrap_or_default()),
        ("valid_until", quotation.valid_until.clone()),
        ("version", quotation.version.to_string()),
    ]
}

/// The lines of a quotation, each with its columns in the order of [`line_columns_of`].
pub async fn lines(tx: &mut Tx, tenant: &str, number: &str, revision: i64) -> Result<Vec<Result<(QuotationLine, Vec<String>), String>>> {
    let rows = sql("SELECT position, sku, quantity, price_micro, net_minor, tax_minor, gross_minor, body FROM quotation_lines \
         WHERE tenant = ? AND number = ? AND revision = ? ORDER BY position")
    .bind(tenant)
    .bind(number)
    .bind(revision)
    .fetch_all(tx)
    .await?;
    rows.iter()
        .map(|row| {
            let text = |name| row.get::<Option<String>>(name).map(Option::unwrap_or_default);
            let number = |name| row.get::<Option<i64>>(name).map(|number| number.map_or_else(String::new, |number| number.to_string()));
            let mut columns = vec![number("position")?, text("sku")?, text("quantity")?];
            for name in ["price_micro", "net_minor", "tax_minor", "gross_minor"] {
                columns.push(number(name)?);
            }
            Ok(decoded(row)?.map(|line| (line, columns)))
        })
        .collect()
}

/// What the columns of a line's row have to say.
pub fn line_columns_of(line: &QuotationLine) -> Vec<(&'static str, String)> {
    let minor =
        |amount: &Option<platform::money::Amount>| amount.as_ref().map(|amount| amount.amount_minor.to_string()).unwrap_or_default();
    let price = line.unit_price.as_ref().and_then(|price| platform::money::price_micro(price.price.0).ok());
    vec![
        ("position", line.position.to_string()),
        ("sku", line.sku.clone().unwrap_or_default()),
        ("quantity", line.quantity.map(|quantity| quantity.to_string()).unwrap_or_default()),
        ("price_micro", price.map(|price| price.to_string()).unwrap_or_default()),
        ("net_minor", minor(&line.net)),
        ("tax_minor", minor(&line.tax)),
        ("gross_minor", minor(&line.gross)),
    ]
}

fn decoded<T: serde::de::DeserializeOwned>(row: &Row) -> Result<Result<T, String>> {
    let body: String = row.get("body")?;
    Ok(serde_json::from_str(&body).map_err(|error| format!("its body cannot be read: {error}")))
}

/// The value of the counter that numbers come from.
pub async fn last_number(tx: &mut Tx, tenant: &str) -> Result<i64> {
    platform::db::last_number(tx, tenant, "quotation").await
}

/// Positions of the lines of the tenant's RFQ.
pub async fn asked(tx: &mut Tx, tenant: &str, rfq: &str) -> Result<Vec<i64>> {
    let rows =
        sql("SELECT position FROM rfq_lines WHERE tenant = ? AND rfq = ? ORDER BY position").bind(tenant).bind(rfq).fetch_all(tx).await?;
    rows.iter().map(|row| row.get("position")).collect()
}

/// Quotations the audit log says were made, and that are neither there nor may have gone with the samples.
pub const LOST: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM audit_log WHERE tenant = ? AND subject_kind = 'quotation' AND action = 'created'",
    broken: "SELECT a.subject_id AS what FROM audit_log a WHERE a.tenant = ? AND a.subject_kind = 'quotation' AND a.action = 'created' \
             AND NOT EXISTS (SELECT 1 FROM quotations q WHERE q.tenant = a.tenant AND q.number = a.subject_id) \
             AND NOT EXISTS (SELECT 1 FROM audit_log r WHERE r.tenant = a.tenant AND r.subject_kind = 'sample' AND r.action = 'removed' AND r.at >= a.at)",
    how: "the audit log says it was made, and it is not there",
};

pub const HEADLESS: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM quotation_lines WHERE tenant = ?",
    broken: "SELECT l.number AS what FROM quotation_lines l WHERE l.tenant = ? \
             AND NOT EXISTS (SELECT 1 FROM quotations q WHERE q.tenant = l.tenant AND q.number = l.number AND q.revision = l.revision)",
    how: "a line is there and its quotation is not",
};

/// Made once; sent once if it is sent, in the minute it says (the log asks the clock once more), and complete; in no other state.
pub const ILLEGAL: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM quotations WHERE tenant = ?",
    broken: "SELECT q.number AS what FROM quotations q LEFT JOIN (SELECT tenant, subject_id, \
             COUNT(CASE WHEN action = 'created' THEN 1 END) AS created, COUNT(CASE WHEN action = 'sent' THEN 1 END) AS sent, \
             MAX(CASE WHEN action = 'sent' THEN at END) AS sent_at FROM audit_log WHERE tenant = ? AND subject_kind = 'quotation' \
             GROUP BY tenant, subject_id) a ON a.subject_id = q.number AND a.tenant = q.tenant WHERE q.tenant = ? AND NOT \
             (COALESCE(a.created, 0) = 1 AND ((q.state = 'draft' AND COALESCE(a.sent, 0) = 0 AND q.sent_at IS NULL) \
             OR (q.state = 'sent' AND COALESCE(a.sent, 0) = 1 AND a.sent_at - COALESCE(q.sent_at, -1000) BETWEEN -60 AND 60 AND q.complete = 1)))",
    how: "its state and the audit log tell different stories",
};

pub const UNCOUNTED: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM quotations WHERE tenant = ?",
    broken: "SELECT q.number AS what FROM quotations q LEFT JOIN (SELECT tenant, subject_id, COUNT(*) AS changes FROM audit_log \
             WHERE tenant = ? AND subject_kind = 'quotation' GROUP BY tenant, subject_id) a ON a.subject_id = q.number AND a.tenant = q.tenant \
             WHERE q.tenant = ? AND q.version <> COALESCE(a.changes, 0)",
    how: "its version does not count the changes in the audit log",
};
