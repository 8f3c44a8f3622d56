//! Stock rows: a count of a product at a place.

use std::collections::HashMap;

use platform::db::Tx;
use platform::{Context, Result};

use super::import::{Desk, Field, Kind, Place, Placed, Record, Refusal, read_number};
use super::products::required;
use super::store;

/// Rows of stock, with the places met so far in this call.
#[derive(Default)]
pub struct StockRows {
    seen: HashMap<(String, String), Place>,
}

pub struct Draft {
    sku: String,
    location: String,
    quantity: String,
}

impl Kind for StockRows {
    const NAME: &'static str = "stock";
    const FIELDS: &'static [Field] = &[
        Field::new("sku", &["article_number", "item_number", "product_code"]).required(),
        Field::new("quantity", &["stock", "stock_quantity", "on_hand"]).required(),
        Field::new("location", &["warehouse"]),
    ];
    const IN_ARTICLES: bool = true;
    type Draft = Draft;

    async fn begin(_: &Context, _: &mut Tx) -> Result<Self> {
        Ok(Self::default())
    }

    fn read(&mut self, record: &Record<'_>, _: &mut Vec<Refusal>) -> Result<Draft, Refusal> {
        let text = required(record, "quantity")?;
        let quantity =
            read_number(&text, record.convention("quantity")).map_err(|why| Refusal::new(record.column("quantity"), &text, why))?;
        Ok(Draft {
            sku: required(record, "sku")?,
            location: record.text("location").value().unwrap_or_default().into_owned(),
            quantity: quantity.normalize().to_string(),
        })
    }

    async fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Result<()> {
        let skus: Vec<&str> = batch.iter().map(|placed| placed.draft.sku.as_str()).collect();
        let tenant = desk.tenant().to_owned();
        let products = store::cards(tx, &tenant, &skus).await?;
        let stored = store::stock_by_place(tx, &tenant, &skus).await?;
        let mut rows = Vec::new();
        for Placed { place, draft: Draft { sku, location, quantity } } in batch {
            if !products.contains_key(&sku) {
                desk.reject(place, Refusal::new("sku", &sku, "no product has this SKU"));
                continue;
            }
            let key = (sku, location);
            if let Some(first) = self.seen.get(&key) {
                let reason = format!("row {} states the same stock", first.row);
                desk.reject(place, Refusal::new("sku", &key.0, reason));
                continue;
            }
            self.seen.insert(key.clone(), place);
            match stored.get(&key) {
                Some(known) if *known == quantity => {
                    desk.unchanged();
                    continue;
                }
                Some(_) => desk.changed(),
                None => desk.added(),
            }
            desk.touched(&key.0);
            let (sku, location) = key;
            rows.push(vec![
                tenant.as_str().into(),
                sku.into(),
                location.into(),
                quantity.into(),
                desk.ctx.now().into(),
                desk.source.into(),
            ]);
        }
        store::save_stock(tx, rows.into_iter()).await
    }
}
