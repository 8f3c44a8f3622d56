//! Price rows and stock rows.

use std::collections::HashMap;

use platform::Result;
use platform::db::{Tx, Value, insert_rows, sql};
use platform::money::{Exact, PriceBasis};
use rust_decimal::Decimal;

use super::{WIDTH, bind_keys, keys};

/// What makes two prices of a product the same price at different times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceKey {
    pub price_list: String,
    pub currency: String,
    pub basis: PriceBasis,
    /// The price holds from this quantity up; 0 for any.
    pub min_quantity: Decimal,
    /// Epoch seconds, inclusive.
    pub valid_from: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct PriceRow {
    pub id: String,
    pub sku: String,
    pub key: PriceKey,
    /// Epoch seconds, exclusive.
    pub valid_to: Option<i64>,
    pub price_micro: i64,
    pub source: String,
}

/// Every price of these SKUs, any list, currency and date.
pub async fn prices_of(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashMap<String, Vec<PriceRow>>> {
    let mut found: HashMap<String, Vec<PriceRow>> = HashMap::new();
    for some in skus.chunks(WIDTH) {
        let query = sql(concat!(
            "SELECT id, sku, price_list, currency, basis, min_quantity, price_micro, valid_from, valid_to, source \
             FROM product_prices WHERE tenant = ? AND sku IN",
            keys!(),
            "ORDER BY sku, price_list, currency, basis, valid_from, id"
        ));
        for row in bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await? {
            let price = PriceRow {
                id: row.get("id")?,
                sku: row.get("sku")?,
                key: PriceKey {
                    price_list: row.get("price_list")?,
                    currency: row.get("currency")?,
                    basis: PriceBasis::parse(&row.get::<String>("basis")?)?,
                    min_quantity: Exact::parse(&row.get::<String>("min_quantity")?)?.0,
                    valid_from: row.get("valid_from")?,
                },
                valid_to: row.get("valid_to")?,
                price_micro: row.get("price_micro")?,
                source: row.get("source")?,
            };
            found.entry(price.sku.clone()).or_default().push(price);
        }
    }
    for prices in found.values_mut() {
        prices.sort_by_key(|price| price.key.min_quantity);
        prices.sort_by(|left, right| left.key.price_list.cmp(&right.key.price_list));
    }
    Ok(found)
}

pub async fn insert_prices(tx: &mut Tx, tenant: &str, prices: impl Iterator<Item = PriceRow> + Send) -> Result<()> {
    let rows = prices.map(|row| {
        vec![
            tenant.into(),
            row.id.into(),
            row.sku.into(),
            row.key.price_list.into(),
            row.key.currency.into(),
            row.key.basis.as_str().into(),
            row.key.min_quantity.normalize().to_string().into(),
            row.price_micro.into(),
            row.key.valid_from.into(),
            row.valid_to.into(),
            row.source.into(),
        ]
    });
    let head = "INSERT INTO product_prices (tenant, id, sku, price_list, currency, basis, min_quantity, price_micro, valid_from, valid_to, source) VALUES";
    insert_rows(tx, head, 11, rows, "").await?;
    Ok(())
}

/// Deletes prices by `(sku, id)`.
pub async fn delete_prices(tx: &mut Tx, tenant: &str, prices: &[(String, String)]) -> Result<()> {
    for some in prices.chunks(WIDTH) {
        let query = sql(concat!("DELETE FROM product_prices WHERE tenant = ? AND sku IN", keys!(), "AND id IN", keys!()));
        let query = bind_keys(query.bind(tenant), some.iter().map(|(sku, _)| sku.as_str()));
        bind_keys(query, some.iter().map(|(_, id)| id.as_str())).execute(tx).await?;
    }
    Ok(())
}

/// Rows of `tenant, sku, location, quantity, counted_at, source`.
pub async fn save_stock(tx: &mut Tx, rows: impl Iterator<Item = Vec<Value>> + Send) -> Result<()> {
    let head = "INSERT INTO product_stock (tenant, sku, location, quantity, counted_at, source) VALUES";
    let tail = "ON CONFLICT (tenant, sku, location) DO UPDATE SET quantity = excluded.quantity, counted_at = excluded.counted_at, source = excluded.source";
    insert_rows(tx, head, 6, rows, tail).await?;
    Ok(())
}
