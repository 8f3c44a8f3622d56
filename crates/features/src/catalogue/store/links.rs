//! What kits contain, and other numbers that mean a product.

use std::collections::{HashMap, HashSet};

use platform::Result;
use platform::db::{Tx, Value, insert_rows, sql};

use super::{WIDTH, bind_keys, keys};

/// What these SKUs contain: quantity by SKU and component.
pub async fn components_by_kit(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashMap<(String, String), String>> {
    let mut found = HashMap::new();
    for some in skus.chunks(WIDTH) {
        let query = sql(concat!("SELECT sku, component_sku, quantity FROM product_components WHERE tenant = ? AND sku IN", keys!()));
        for row in bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await? {
            found.insert((row.get("sku")?, row.get("component_sku")?), row.get("quantity")?);
        }
    }
    Ok(found)
}

/// Other numbers of these SKUs as `(sku, kind, number)`.
pub async fn numbers_of(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashSet<(String, String, String)>> {
    let mut found = HashSet::new();
    for some in skus.chunks(WIDTH) {
        let query = sql(concat!("SELECT sku, kind, number FROM cross_references WHERE tenant = ? AND sku IN", keys!()));
        for row in bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await? {
            found.insert((row.get("sku")?, row.get("kind")?, row.get("number")?));
        }
    }
    Ok(found)
}

/// Rows of `tenant, sku, component_sku, quantity, source`.
pub async fn save_components(tx: &mut Tx, rows: Vec<Vec<Value>>) -> Result<()> {
    let head = "INSERT INTO product_components (tenant, sku, component_sku, quantity, source) VALUES";
    let tail = "ON CONFLICT (tenant, sku, component_sku) DO UPDATE SET quantity = excluded.quantity, source = excluded.source";
    insert_rows(tx, head, 5, rows, tail).await?;
    Ok(())
}

/// Rows of `tenant, sku, kind, number, source` that are not stored yet.
pub async fn save_cross_references(tx: &mut Tx, rows: Vec<Vec<Value>>) -> Result<()> {
    let head = "INSERT INTO cross_references (tenant, sku, kind, number, source) VALUES";
    insert_rows(tx, head, 5, rows, "").await?;
    Ok(())
}
