//! Price rows: lists, quantity breaks and dates of products that exist.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use platform::db::Tx;
use platform::money::{Currency, PriceBasis};
use platform::{Context, Result};
use rust_decimal::Decimal;

use super::import::{Desk, Field, Kind, Place, Placed, Record, Refusal, Stated, read_number};
use super::products::required;
use super::store::{self, PriceKey, PriceRow, STANDARD};
use super::terms::terms;
use crate::seller::{self, Seller};

/// Rows of prices, with the prices met so far in this call.
pub struct PriceRows {
    currency: Option<Currency>,
    basis: Option<PriceBasis>,
    zone: TimeZone,
    /// By SKU.
    seen: HashMap<String, Vec<(PriceKey, Place)>>,
}

pub struct Draft {
    sku: String,
    key: PriceKey,
    valid_to: Option<i64>,
    price_micro: i64,
}

impl Kind for PriceRows {
    const NAME: &'static str = "prices";
    const FIELDS: &'static [Field] = &[
        Field::new("sku", &["article_number", "item_number", "product_code"]).required(),
        Field::new("price", &[]).required(),
        Field::new("currency", &[]),
        Field::new("price_list", &[]),
        Field::new("min_quantity", &["minimum_quantity", "from_quantity"]),
        Field::new("valid_from", &[]),
        Field::new("valid_to", &["valid_until"]),
        Field::new("tax_included", &[]),
    ];
    const IN_ARTICLES: bool = true;
    type Draft = Draft;

    /// The seller gives prices their currency, basis and zone where the file states none.
    async fn begin(ctx: &Context, tx: &mut Tx) -> Result<Self> {
        let seller = seller::find(tx, ctx.tenant()).await?;
        Ok(PriceRows {
            currency: seller.as_ref().map(Seller::currency).transpose()?,
            basis: seller.as_ref().map(|seller| seller.price_basis),
            zone: seller.as_ref().map_or(Ok(TimeZone::UTC), Seller::zone)?,
            seen: HashMap::new(),
        })
    }

    fn read(&mut self, record: &Record<'_>, _: &mut Vec<Refusal>) -> Result<Draft, Refusal> {
        let sku = required(record, "sku")?;
        let text = required(record, "price")?;
        let terms = terms(record, &text, self.currency, self.basis)?;
        let currency = terms.currency.ok_or_else(|| Refusal::new(record.column("price"), &text, "nothing says its currency"))?;
        let basis = terms.basis.ok_or_else(|| Refusal::new(record.column("price"), &text, "nothing says whether it contains tax"))?;
        let valid_from = self.instant(record, "valid_from", 0)?;
        let valid_to = self.instant(record, "valid_to", 1)?;
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to <= from
        {
            let text = record.text("valid_to").value().unwrap_or_default();
            return Err(Refusal::new(record.column("valid_to"), &text, "is before `valid_from`"));
        }
        Ok(Draft {
            sku,
            key: PriceKey {
                price_list: record.text("price_list").value().map_or_else(|| STANDARD.to_owned(), std::borrow::Cow::into_owned),
                currency: currency.code().to_owned(),
                basis,
                min_quantity: minimum(record)?,
                valid_from,
            },
            valid_to,
            price_micro: terms.priced.price_micro,
        })
    }

    async fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Result<()> {
        let tenant = desk.tenant().to_owned();
        let skus: Vec<&str> = batch.iter().map(|placed| placed.draft.sku.as_str()).collect();
        let products = store::cards(tx, &tenant, &skus).await?;
        let stored = store::prices_of(tx, &tenant, &skus).await?;
        let (mut gone, mut rows) = (Vec::new(), Vec::new());
        for Placed { place, draft } in batch {
            if !products.contains_key(&draft.sku) {
                desk.reject(place, Refusal::new("sku", &draft.sku, "no product has this SKU"));
                continue;
            }
            let seen = self.seen.entry(draft.sku.clone()).or_default();
            if let Some((_, first)) = seen.iter().find(|(key, _)| *key == draft.key) {
                let reason = format!("row {} states the same price", first.row);
                desk.reject(place, Refusal::new("sku", &draft.sku, reason));
                continue;
            }
            seen.push((draft.key.clone(), place));
            let before: Vec<&PriceRow> = stored.get(&draft.sku).into_iter().flatten().filter(|price| price.key == draft.key).collect();
            match before.as_slice() {
                [same] if (same.price_micro, same.valid_to) == (draft.price_micro, draft.valid_to) => {
                    desk.unchanged();
                    continue;
                }
                [] => desk.added(),
                _ => desk.changed(),
            }
            desk.touched(&draft.sku);
            gone.extend(before.into_iter().map(|price| (price.sku.clone(), price.id.clone())));
            rows.push(PriceRow {
                id: desk.ctx.new_id(),
                sku: draft.sku,
                key: draft.key,
                valid_to: draft.valid_to,
                price_micro: draft.price_micro,
                source: desk.source.to_owned(),
            });
        }
        store::delete_prices(tx, &tenant, &gone).await?;
        store::insert_prices(tx, &tenant, rows.into_iter()).await
    }
}

impl PriceRows {
    /// A day (its start, `days_later` days on) or an RFC 3339 instant.
    fn instant(&self, record: &Record<'_>, field: &str, days_later: i64) -> Result<Option<i64>, Refusal> {
        let Stated::Value(text) = record.text(field) else { return Ok(None) };
        let day = || {
            let date: Date = text.parse().ok()?;
            let date = date.checked_add(days_later.days()).ok()?;
            Some(date.to_zoned(self.zone.clone()).ok()?.timestamp().as_second())
        };
        let exact = || text.parse::<Timestamp>().ok().map(Timestamp::as_second);
        let unreadable = || Refusal::new(record.column(field), &text, "is neither a day (2026-03-31) nor an instant (RFC 3339)");
        exact().or_else(day).map(Some).ok_or_else(unreadable)
    }
}

fn minimum(record: &Record<'_>) -> Result<Decimal, Refusal> {
    let Stated::Value(text) = record.text("min_quantity") else { return Ok(Decimal::ZERO) };
    let refuse = |why: String| Refusal::new(record.column("min_quantity"), &text, why);
    let quantity = read_number(&text, record.convention("min_quantity")).map_err(refuse)?;
    if quantity.is_sign_negative() && !quantity.is_zero() {
        return Err(refuse("is negative".to_owned()));
    }
    Ok(quantity.normalize())
}
