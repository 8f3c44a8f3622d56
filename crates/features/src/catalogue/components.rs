//! Component rows: how many of an article a kit or pack contains.

use std::collections::HashMap;

use platform::db::Tx;
use platform::{Context, Result};
use rust_decimal::Decimal;

use super::import::{Desk, Field, Kind, Place, Placed, Record, Refusal, read_number};
use super::products::required;
use super::store;

/// Rows of components, with those met so far in this call.
#[derive(Default)]
pub struct ComponentRows {
    seen: HashMap<(String, String), Place>,
}

pub struct Draft {
    sku: String,
    component: String,
    quantity: String,
}

impl Kind for ComponentRows {
    const NAME: &'static str = "components";
    const FIELDS: &'static [Field] = &[
        Field::new("sku", &["kit_sku", "article_number", "item_number", "product_code"]).required(),
        Field::new("component_sku", &["component"]).required(),
        Field::new("quantity", &[]).required(),
    ];
    type Draft = Draft;

    async fn begin(_: &Context, _: &mut Tx) -> Result<Self> {
        Ok(Self::default())
    }

    fn read(&mut self, record: &Record<'_>, _: &mut Vec<Refusal>) -> Result<Draft, Refusal> {
        let (sku, component) = (required(record, "sku")?, required(record, "component_sku")?);
        if sku == component {
            return Err(Refusal::new(record.column("component_sku"), &component, "a product cannot contain itself"));
        }
        let text = required(record, "quantity")?;
        let refuse = |why: String| Refusal::new(record.column("quantity"), &text, why);
        let quantity = read_number(&text, record.convention("quantity")).map_err(refuse)?;
        if quantity <= Decimal::ZERO {
            return Err(refuse("must be above zero".to_owned()));
        }
        Ok(Draft { sku, component, quantity: quantity.normalize().to_string() })
    }

    async fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Result<()> {
        let tenant = desk.tenant().to_owned();
        let kits: Vec<&str> = batch.iter().map(|placed| placed.draft.sku.as_str()).collect();
        let components = batch.iter().map(|placed| placed.draft.component.as_str());
        let both: Vec<&str> = kits.iter().copied().chain(components).collect();
        let products = store::cards(tx, &tenant, &both).await?;
        let stored = store::components_by_kit(tx, &tenant, &kits).await?;
        let mut rows = Vec::new();
        for Placed { place, draft: Draft { sku, component, quantity } } in batch {
            let unknown = [("sku", &sku), ("component_sku", &component)].into_iter().find(|(_, sku)| !products.contains_key(*sku));
            if let Some((column, sku)) = unknown {
                desk.reject(place, Refusal::new(column, sku, "no product has this SKU"));
                continue;
            }
            let key = (sku, component);
            if let Some(first) = self.seen.get(&key) {
                let reason = format!("row {} states the same component", first.row);
                desk.reject(place, Refusal::new("component_sku", &key.1, reason));
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
            let (sku, component) = key;
            rows.push(vec![tenant.as_str().into(), sku.into(), component.into(), quantity.into(), desk.source.into()]);
        }
        store::save_components(tx, rows).await
    }
}
