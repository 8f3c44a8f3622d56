use std::collections::HashSet;

use platform::Result;
use platform::db::{Tx, sql};

/// Names of the packs whose rows are in the store.
pub async fn loaded_packs(tx: &mut Tx, tenant: &str) -> Result<HashSet<String>> {
    let rows =
        sql("SELECT DISTINCT pack FROM sources WHERE tenant = ? AND sample = 1 AND pack IS NOT NULL").bind(tenant).fetch_all(tx).await?;
    rows.iter().map(|row| row.get("pack")).collect()
}

macro_rules! samples {
    () => {
        "(SELECT sources.id FROM sources WHERE sources.tenant = ? AND sources.sample = 1)"
    };
}

/// What hangs on a product goes with a sample product, whoever stated it.
const HANGING: &[&str] = &[
    concat!(
        "DELETE FROM product_specifications WHERE tenant = ? AND sku IN (SELECT p.sku FROM products p WHERE p.tenant = ? AND p.source IN ",
        samples!(),
        ")"
    ),
    concat!(
        "DELETE FROM product_prices WHERE tenant = ? AND sku IN (SELECT p.sku FROM products p WHERE p.tenant = ? AND p.source IN ",
        samples!(),
        ")"
    ),
    concat!(
        "DELETE FROM product_stock WHERE tenant = ? AND sku IN (SELECT p.sku FROM products p WHERE p.tenant = ? AND p.source IN ",
        samples!(),
        ")"
    ),
    concat!(
        "DELETE FROM product_components WHERE tenant = ? AND sku IN (SELECT p.sku FROM products p WHERE p.tenant = ? AND p.source IN ",
        samples!(),
        ")"
    ),
    concat!(
        "DELETE FROM product_components WHERE tenant = ? AND component_sku IN (SELECT p.sku FROM products p WHERE p.tenant = ? AND p.source IN ",
        samples!(),
        ")"
    ),
    concat!(
        "DELETE FROM cross_references WHERE tenant = ? AND sku IN (SELECT p.sku FROM products p WHERE p.tenant = ? AND p.source IN ",
        samples!(),
        ")"
    ),
];

/// Rows that name a sample source.
const OWN: &[&str] = &[
    concat!("DELETE FROM product_specifications WHERE tenant = ? AND source IN ", samples!()),
    concat!("DELETE FROM product_prices WHERE tenant = ? AND source IN ", samples!()),
    concat!("DELETE FROM product_stock WHERE tenant = ? AND source IN ", samples!()),
    concat!("DELETE FROM product_components WHERE tenant = ? AND source IN ", samples!()),
    concat!("DELETE FROM cross_references WHERE tenant = ? AND source IN ", samples!()),
    concat!("DELETE FROM category_names WHERE tenant = ? AND source IN ", samples!()),
    concat!(
        "DELETE FROM category_names WHERE tenant = ? AND id IN (SELECT c.id FROM categories c WHERE c.tenant = ? AND c.source IN ",
        samples!(),
        ")"
    ),
    concat!("DELETE FROM categories WHERE tenant = ? AND source IN ", samples!()),
    concat!("DELETE FROM customer_part_numbers WHERE tenant = ? AND source IN ", samples!()),
];

/// What was made with sample data.
const MADE: &[&str] = &[
    "DELETE FROM quotation_lines WHERE tenant = ? AND EXISTS (SELECT 1 FROM quotations q WHERE q.tenant = quotation_lines.tenant \
     AND q.number = quotation_lines.number AND q.revision = quotation_lines.revision AND q.sample = 1)",
    "DELETE FROM quotations WHERE tenant = ? AND sample = 1",
    "DELETE FROM rfq_lines WHERE tenant = ? AND rfq IN (SELECT r.id FROM rfqs r WHERE r.tenant = ? AND r.sample = 1)",
    "DELETE FROM rfqs WHERE tenant = ? AND sample = 1",
];

/// Kind and id of every RFQ and quotation that was made with sample data.
pub async fn made(tx: &mut Tx, tenant: &str) -> Result<Vec<(&'static str, String)>> {
    let mut made = Vec::new();
    for (kind, ids) in [
        ("quotation", "SELECT DISTINCT number AS id FROM quotations WHERE tenant = ? AND sample = 1 ORDER BY number"),
        ("rfq", "SELECT id FROM rfqs WHERE tenant = ? AND sample = 1 ORDER BY id"),
    ] {
        for row in sql(ids).bind(tenant).fetch_all(tx).await? {
            made.push((kind, row.get("id")?));
        }
    }
    Ok(made)
}

/// Rows that went.
#[derive(Debug, Default)]
pub struct Removed {
    pub products: u64,
    pub rows: u64,
}

/// Removes every row whose source is a sample, what hangs on sample products, and what was made with them.
pub async fn remove(tx: &mut Tx, tenant: &str) -> Result<Removed> {
    let mut removed = Removed::default();
    for statement in MADE.iter().chain(HANGING).chain(OWN) {
        removed.rows += run(tx, statement, tenant).await?;
    }
    removed.products = run(tx, concat!("DELETE FROM products WHERE tenant = ? AND source IN ", samples!()), tenant).await?;
    removed.rows += removed.products + run(tx, "DELETE FROM sources WHERE tenant = ? AND sample = 1", tenant).await?;
    Ok(removed)
}

/// The tenant fills every placeholder.
async fn run(tx: &mut Tx, statement: &'static str, tenant: &str) -> Result<u64> {
    let holes = statement.matches('?').count();
    (0..holes).fold(sql(statement), |query, _| query.bind(tenant)).execute(tx).await
}
