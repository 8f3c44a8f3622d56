//! Every SQL statement of the catalogue.

mod categories;
mod changes;
mod links;
mod merge;
mod prices;
mod read;
pub mod verify;

use std::collections::HashSet;

use platform::db::{Query, Tx, sql};
use platform::{Context, Result};

pub use categories::{CategoryRow, categories_by_id, category_names, named_categories, save_categories};
pub use changes::{changes, record_changes};
pub use links::{components_by_kit, numbers_of, save_components, save_cross_references};
pub use merge::{BasePrice, Changes, ProductRow, STANDARD, SpecificationRow, StoredProduct, stored};
pub use prices::{PriceKey, PriceRow, delete_prices, insert_prices, prices_of, save_stock};
pub use read::*;

use super::import::{ImportReport, InputFile};

/// Name of the tenant's counter that every change of products moves.
pub const VERSION: &str = "catalogue";

/// What an import merges into and reads a batch at a time.
const MERGED: &str = "products, product_specifications, product_prices, product_stock, product_components, cross_references";

/// For an import that has written many rows and will read among them.
pub async fn count_afresh(tx: &mut Tx) -> Result<()> {
    platform::db::count_afresh(tx, MERGED).await
}

/// Keys one statement asks for. Fixed, so that the drivers keep the statement prepared; missing keys repeat the last.
const WIDTH: usize = 200;

macro_rules! keys {
    (twenty) => {
        "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"
    };
    (hundred) => {
        concat!(keys!(twenty), ",", keys!(twenty), ",", keys!(twenty), ",", keys!(twenty), ",", keys!(twenty))
    };
    () => {
        concat!(" (", keys!(hundred), ",", keys!(hundred), ") ")
    };
}
use keys;

/// Binds at most [`WIDTH`] keys to a statement that holds `keys!()`.
fn bind_keys<'k>(query: Query, keys: impl IntoIterator<Item = &'k str>) -> Query {
    let (mut query, mut last, mut bound) = (query, "", 0);
    for key in keys.into_iter().take(WIDTH) {
        query = query.bind(key);
        last = key;
        bound += 1;
    }
    (bound..WIDTH).fold(query, |query, _| query.bind(last))
}

/// Imports of one tenant wait for each other: what they merge into must not move under them.
pub async fn lock(tx: &mut Tx, tenant: &str) -> Result<()> {
    sql("INSERT INTO counters (tenant, name, value) VALUES (?, ?, 0) ON CONFLICT (tenant, name) DO UPDATE SET value = counters.value")
        .bind(tenant)
        .bind(VERSION)
        .execute(tx)
        .await?;
    Ok(())
}

pub async fn save_source(tx: &mut Tx, ctx: &Context, id: &str, kind: &str, file: &InputFile, sha256: &str) -> Result<()> {
    let sample = file.sample.as_ref();
    sql("INSERT INTO sources (tenant, id, kind, name, sha256, sample, pack, licence, attribution, created_at, created_by) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(ctx.tenant())
    .bind(id)
    .bind(kind)
    .bind(&file.name)
    .bind(sha256)
    .bind(sample.is_some())
    .bind(sample.map(|sample| sample.pack.clone()))
    .bind(sample.map(|sample| sample.licence.clone()))
    .bind(sample.map(|sample| sample.attribution.clone()))
    .bind(ctx.now())
    .bind(&ctx.principal.name)
    .execute(tx)
    .await?;
    Ok(())
}

/// Ids of the tenant's sources that are sample data.
pub async fn sample_sources(tx: &mut Tx, tenant: &str) -> Result<HashSet<String>> {
    let rows = sql("SELECT id FROM sources WHERE tenant = ? AND sample = 1").bind(tenant).fetch_all(tx).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

pub async fn save_import(tx: &mut Tx, ctx: &Context, id: &str, report: &ImportReport) -> Result<()> {
    sql("INSERT INTO imports (tenant, id, kind, created_at, created_by, report) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(ctx.tenant())
        .bind(id)
        .bind(&report.kind)
        .bind(ctx.now())
        .bind(&ctx.principal.name)
        .bind(serde_json::to_string(report).map_err(platform::Error::internal)?)
        .execute(tx)
        .await?;
    Ok(())
}

pub async fn import(tx: &mut Tx, tenant: &str, id: &str) -> Result<Option<ImportReport>> {
    let row = sql("SELECT report FROM imports WHERE tenant = ? AND id = ?").bind(tenant).bind(id).fetch_optional(tx).await?;
    let Some(row) = row else { return Ok(None) };
    serde_json::from_str(&row.get::<String>("report")?).map(Some).map_err(platform::Error::internal)
}
