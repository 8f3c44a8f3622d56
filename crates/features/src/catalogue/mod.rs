//! What the seller sells, as far as it is known: products, specifications, prices, stock, categories, what kits contain,
//! and which other numbers mean a product.
//!
//! Invariants: a row names the import it came from; what is not known is null, never a default; a price means currency,
//! basis, list, quantity and time, and is never converted; sample data is marked and goes without a trace.
//! The counter `catalogue` of the tenant moves whenever an article changes: an index built at one value is stale at another.
//! Prices, stock and components are not in articles and do not move it.

mod categories;
mod components;
mod cross_references;
pub(crate) mod import;
mod model;
mod operations;
mod price_rows;
mod prices;
mod products;
mod stock;
mod store;
mod terms;
mod unit_words;
pub mod verify;

use std::collections::HashMap;

use platform::db::{self, Tx};
use platform::error::Kind;
use platform::operation::{Entry, entry};
use platform::{Context, ErrorCode, Result};
use rust_decimal::Decimal;

use import::{ImportReport, InputFile, Settings};
pub use model::{CrossReference, Product, ProductCard};
use operations::{
    GetImport, GetProduct, ImportCatalogue, ImportCategories, ImportComponents, ImportCrossReferences, ImportPrices, ImportStock,
    ListBrands, ListCategories, ListPrices, ListProducts, ListSpecifications, ListStock,
};
pub use prices::{PriceFound, PriceMissing, PriceTerms, choose, price_for, prices_for};
pub use store::{PriceKey, PriceRow};

pub const OPERATIONS: &[Entry] = &[
    entry::<ListProducts>(),
    entry::<GetProduct>(),
    entry::<ListSpecifications>(),
    entry::<ListPrices>(),
    entry::<ListStock>(),
    entry::<ListCategories>(),
    entry::<ListBrands>(),
    entry::<ImportCatalogue>(),
    entry::<GetImport>(),
    entry::<ImportPrices>(),
    entry::<ImportStock>(),
    entry::<ImportCategories>(),
    entry::<ImportComponents>(),
    entry::<ImportCrossReferences>(),
];
pub const ERRORS: &[&ErrorCode] = &[&PRODUCT_UNKNOWN, &IMPORT_UNKNOWN, &FILE_UNREADABLE, &NOTHING_VALID, &MAPPING, &NO_FILES];

static PRODUCT_UNKNOWN: ErrorCode =
    ErrorCode::new(Kind::NotFound, "product.not_found", "No product has this SKU.", "Search for it, or import the catalogue that has it.");
static IMPORT_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "import.not_found",
    "No import has this id; a dry run leaves none.",
    "Use the `import` of an import's answer.",
);
static FILE_UNREADABLE: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "import.unreadable",
    "A file is not of a format that can be imported, is damaged, or lacks a required column. Nothing was imported.",
    "Send csv, tsv, xlsx, json or jsonl with the columns named in the message, or map its columns with `map`.",
);
static NOTHING_VALID: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "import.nothing_valid",
    "No row of the files can be taken. Nothing was imported.",
    "Correct the rows listed in `extra.rejects`, or map the columns with `map`.",
);
static MAPPING: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "import.mapping",
    "`map` or `set` names a field the import does not have, or a value it cannot use.",
    "Use the field names in the message; `attr:NAME` makes an attribute of a column.",
);
static NO_FILES: ErrorCode =
    ErrorCode::new(Kind::Meaning, "import.no_files", "An import needs at least one file.", "Name the uploads in `files`.");

/// A product as search and matching read it.
#[derive(Debug, Clone)]
pub struct Article {
    pub sku: String,
    pub name: String,
    pub description: Option<String>,
    pub brand: Option<String>,
    pub manufacturer: Option<String>,
    pub manufacturer_part_number: Option<String>,
    /// Digits only, check digit right.
    pub gtin: Option<String>,
    /// As the source states it: an id of a taxonomy, or words.
    pub category: Option<String>,
    /// Where `category` is an id of a loaded taxonomy.
    pub category_path: Option<String>,
    /// UN/ECE code where the word is known, else the word.
    pub unit: Option<String>,
    pub pack_quantity: Option<Decimal>,
    /// In the source's order.
    pub specifications: Vec<ArticleSpecification>,
    pub cross_references: Vec<CrossReference>,
    /// The standard list's for one unit at any time, the lowest of several; for its nearness only, whatever its currency.
    pub base_price: Option<Decimal>,
    pub sample: bool,
}

#[derive(Debug, Clone)]
pub struct ArticleSpecification {
    pub name: String,
    pub text: String,
    pub value: Option<Decimal>,
    /// UN/ECE code of `value`.
    pub unit: Option<String>,
}

/// Articles fetched together by [`for_each_article`].
const ARTICLES_AT_ONCE: i64 = 5000;

/// Hands every article of the tenant over, in the store's order of SKUs, a few thousand at a time: memory stays level.
pub async fn for_each_article(tx: &mut Tx, tenant: &str, mut take: impl FnMut(Vec<Article>) -> Result<()> + Send) -> Result<()> {
    let mut after = String::new();
    loop {
        let articles = store::articles(tx, tenant, &after, ARTICLES_AT_ONCE).await?;
        let Some(last) = articles.last() else { return Ok(()) };
        after.clone_from(&last.sku);
        take(articles)?;
    }
}

/// What the tenant's catalogue counter stands at; 0 before the first product.
pub async fn version(tx: &mut Tx, tenant: &str) -> Result<i64> {
    db::last_number(tx, tenant, store::VERSION).await
}

/// The product's card, or the error that says there is none.
pub async fn required_card(tx: &mut Tx, tenant: &str, sku: &str) -> Result<ProductCard> {
    let unknown = || PRODUCT_UNKNOWN.error(format!("There is no product `{}`.", sku.chars().take(200).collect::<String>())).at("sku");
    product_cards(tx, tenant, &[sku]).await?.remove(sku).ok_or_else(unknown)
}

/// Cards by SKU; SKUs without a product are absent. One statement for each 200.
pub async fn product_cards(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashMap<String, ProductCard>> {
    store::cards(tx, tenant, skus).await
}

/// Stock summed over locations, by SKU; SKUs nothing is known about are absent.
pub async fn stock_of(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashMap<String, Decimal>> {
    let mut sums: HashMap<String, Decimal> = HashMap::new();
    for ((sku, _), quantity) in store::stock_by_place(tx, tenant, skus).await? {
        let quantity = platform::money::Exact::parse(&quantity)?.0;
        let sum = sums.entry(sku).or_default();
        *sum = sum.checked_add(quantity).unwrap_or(*sum);
    }
    Ok(sums)
}

/// Moves the tenant's catalogue version, so that indexes notice. Belongs in every transaction that changes what an
/// [`Article`] says; imports do it themselves.
pub async fn touch(tx: &mut Tx, tenant: &str) -> Result<()> {
    db::next_number(tx, tenant, store::VERSION).await.map(drop)
}

/// Imports and removals of one tenant wait for each other: what they merge into must not move under them.
pub async fn lock(tx: &mut Tx, tenant: &str) -> Result<()> {
    store::lock(tx, tenant).await
}

/// Imports files of catalogue rows into the caller's transaction.
pub async fn import_products(ctx: &Context, tx: &mut Tx, files: &[InputFile], settings: &Settings) -> Result<ImportReport> {
    import::run::<products::CatalogueRows>(ctx, tx, files, settings).await
}

/// Imports files of category rows into the caller's transaction.
pub async fn import_categories(ctx: &Context, tx: &mut Tx, files: &[InputFile], settings: &Settings) -> Result<ImportReport> {
    import::run::<categories::CategoryRows>(ctx, tx, files, settings).await
}

#[cfg(test)]
mod tests;
