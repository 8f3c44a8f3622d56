//! Statements of the verification.

use platform::Result;
use platform::db::{Tx, sql};
use platform::verify::Sweep;

pub struct StoredPrice {
    pub id: String,
    pub sku: String,
    pub currency: String,
    pub basis: String,
    pub min_quantity: String,
    pub price_micro: i64,
    pub valid_from: Option<i64>,
    pub valid_to: Option<i64>,
}

/// The tenant's prices after `(sku, id)`.
pub async fn prices_after(tx: &mut Tx, tenant: &str, after: &(String, String), limit: i64) -> Result<Vec<StoredPrice>> {
    let rows = sql("SELECT id, sku, currency, basis, min_quantity, price_micro, valid_from, valid_to FROM product_prices \
         WHERE tenant = ? AND (sku, id) > (?, ?) ORDER BY sku, id LIMIT ?")
    .bind(tenant)
    .bind(&after.0)
    .bind(&after.1)
    .bind(limit)
    .fetch_all(tx)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(StoredPrice {
                id: row.get("id")?,
                sku: row.get("sku")?,
                currency: row.get("currency")?,
                basis: row.get("basis")?,
                min_quantity: row.get("min_quantity")?,
                price_micro: row.get("price_micro")?,
                valid_from: row.get("valid_from")?,
                valid_to: row.get("valid_to")?,
            })
        })
        .collect()
}

macro_rules! without_product {
    ($table:literal) => {
        Sweep {
            number: concat!("SELECT COUNT(tenant) AS number FROM ", $table, " WHERE tenant = ?"),
            broken: concat!(
                "SELECT h.tenant, h.sku AS what FROM ",
                $table,
                " h WHERE h.tenant = ? AND NOT EXISTS (SELECT 1 FROM products p WHERE p.tenant = h.tenant AND p.sku = h.sku)"
            ),
            how: concat!("a row of ", $table, " is there and the product is not"),
        }
    };
}

pub const HANGING: &[Sweep] = &[
    without_product!("product_specifications"),
    without_product!("product_prices"),
    without_product!("product_stock"),
    without_product!("product_components"),
    without_product!("cross_references"),
];

macro_rules! without_source {
    ($table:literal, $key:literal) => {
        Sweep {
            number: concat!("SELECT COUNT(tenant) AS number FROM ", $table, " WHERE tenant = ?"),
            broken: concat!(
                "SELECT h.tenant, h.",
                $key,
                " AS what FROM ",
                $table,
                " h WHERE h.tenant = ? AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.tenant = h.tenant AND s.id = h.source)"
            ),
            how: concat!("a row of ", $table, " names an import that is not there"),
        }
    };
}

pub const SOURCED: &[Sweep] = &[
    without_source!("products", "sku"),
    without_source!("product_specifications", "sku"),
    without_source!("product_prices", "sku"),
    without_source!("product_stock", "sku"),
    without_source!("product_components", "sku"),
    without_source!("cross_references", "sku"),
    without_source!("categories", "id"),
    without_source!("category_names", "id"),
];
