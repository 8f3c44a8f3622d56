//! Cross-reference rows: another number that means a product.

use std::collections::HashMap;

use engine::codes::{Gtin, part_number};
use platform::db::Tx;
use platform::{Context, Result};

use super::import::{Desk, Field, Kind, Place, Placed, Record, Refusal};
use super::products::required;
use super::store;

/// What a number is: a maker's part number, a bar code, an article number we used before.
const KINDS: [&str; 3] = ["mpn", "gtin", "sku"];

/// Rows of other numbers, with those met so far in this call.
#[derive(Default)]
pub struct CrossReferenceRows {
    seen: HashMap<Draft, Place>,
}

/// SKU, kind, number. A GTIN is kept as its digits.
type Draft = (String, String, String);

impl Kind for CrossReferenceRows {
    const NAME: &'static str = "cross-references";
    const IN_ARTICLES: bool = true;
    const FIELDS: &'static [Field] = &[
        Field::new("sku", &["article_number", "item_number", "product_code"]).required(),
        Field::new("number", &["cross_reference", "other_number"]).required(),
        Field::new("kind", &["number_kind"]),
    ];
    type Draft = Draft;

    async fn begin(_: &Context, _: &mut Tx) -> Result<Self> {
        Ok(Self::default())
    }

    fn read(&mut self, record: &Record<'_>, _: &mut Vec<Refusal>) -> Result<Draft, Refusal> {
        let (sku, number) = (required(record, "sku")?, required(record, "number")?);
        let kind = record.text("kind").value().map_or_else(|| KINDS[0].to_owned(), |kind| kind.to_lowercase());
        if !KINDS.contains(&kind.as_str()) {
            return Err(Refusal::new(record.column("kind"), &kind, "is none of mpn, gtin, sku"));
        }
        let refuse = |why: &str| Refusal::new(record.column("number"), &number, why);
        if part_number(&number).is_empty() {
            return Err(refuse("has neither a letter nor a digit"));
        }
        if kind != "gtin" {
            return Ok((sku, kind, number));
        }
        if Gtin::parse(&number).is_none() {
            return Err(refuse("is no bar-code number (its length or check digit is wrong)"));
        }
        Ok((sku, kind, number.chars().filter(char::is_ascii_digit).collect()))
    }

    async fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Result<()> {
        let tenant = desk.tenant().to_owned();
        let skus: Vec<&str> = batch.iter().map(|placed| placed.draft.0.as_str()).collect();
        let products = store::cards(tx, &tenant, &skus).await?;
        let stored = store::numbers_of(tx, &tenant, &skus).await?;
        let mut rows = Vec::new();
        for Placed { place, draft } in batch {
            if !products.contains_key(&draft.0) {
                desk.reject(place, Refusal::new("sku", &draft.0, "no product has this SKU"));
                continue;
            }
            if let Some(first) = self.seen.get(&draft) {
                let reason = format!("row {} states the same number", first.row);
                desk.reject(place, Refusal::new("number", &draft.2, reason));
                continue;
            }
            self.seen.insert(draft.clone(), place);
            if stored.contains(&draft) {
                desk.unchanged();
                continue;
            }
            desk.added();
            desk.touched(&draft.0);
            let (sku, kind, number) = draft;
            rows.push(vec![tenant.as_str().into(), sku.into(), kind.into(), number.into(), desk.source.into()]);
        }
        store::save_cross_references(tx, rows).await
    }
}
