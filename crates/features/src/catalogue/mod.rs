//! What the seller sells, as far as it is known: products, specifications, prices, stock, categories, what kits contain,
//! and which other numbers mean a product.
//!
//! Invariants: a row names the import it came from; what is not known is null, never a default; a price means currency,
//! basis, list, quantity and time, and is never converted; sample data is marked and goes without a trace.
//! The counter `catalogue` of the tenant moves whenever an article changes, its prices and stock included: an index built
//! at one value is stale at another. What each value changed is listed, so that an index can follow. Components are not
//! in articles and do not move it.

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

use std::collections::{BTreeSet, HashMap};

use platform::db::{self, Tx};
use platform::error::Kind;
use platform::money::PriceBasis;
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
    /// All the standard list's prices for one unit, past and coming ones included.
    pub offers: Vec<ArticleOffer>,
    /// Sum over the places; `None` where nothing is known.
    pub stock: Option<Decimal>,
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

#[derive(Debug, Clone)]
pub struct ArticleOffer {
    pub price_micro: i64,
    pub currency: String,
    pub basis: PriceBasis,
    /// Epoch seconds, from inclusive, to exclusive.
    pub valid_from: Option<i64>,
    pub valid_to: Option<i64>,
}

/// A category with names in other languages.
#[derive(Debug, Clone)]
pub struct NamedCategory {
    pub id: String,
    pub path: String,
    /// In the language of the taxonomy, whichever that is.
    pub name: String,
    /// Language and name, by language.
    pub names: Vec<(String, String)>,
}

/// What a change of the catalogue touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched<'a> {
    Products(&'a [String]),
    /// More than can be listed, or nobody knows.
    Everything,
}

/// Products of one change that are listed; a larger one counts as everything, for then reading all is no slower.
pub(crate) const MOST_LISTED: usize = 2_000;

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

/// What stands in the products' own rows, of the whole catalogue, in the store's order of SKUs: without specifications,
/// prices and stock, which most of the reading of articles is.
pub async fn all_cards(tx: &mut Tx, tenant: &str) -> Result<Vec<ProductCard>> {
    let mut cards: Vec<ProductCard> = Vec::new();
    loop {
        let after = cards.last().map(|card| card.sku.clone()).unwrap_or_default();
        let more = store::list(tx, tenant, &after, None, None, CARDS_AT_ONCE).await?;
        if more.is_empty() {
            return Ok(cards);
        }
        cards.extend(more);
    }
}

/// Cards fetched together by [`all_cards`].
const CARDS_AT_ONCE: u32 = 20_000;

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
pub async fn touch(tx: &mut Tx, tenant: &str, touched: Touched<'_>) -> Result<()> {
    let version = db::next_number(tx, tenant, store::VERSION).await?;
    let skus: Vec<&str> = match touched {
        Touched::Products(skus) if skus.len() <= MOST_LISTED => skus.iter().map(String::as_str).collect(),
        _ => vec![""],
    };
    store::record_changes(tx, tenant, version, &skus).await
}

/// SKUs of the products that changed between two versions of the catalogue, at most `most`; `None` if they are not all
/// known or too many.
pub async fn changed_since(tx: &mut Tx, tenant: &str, version: i64, now: i64, most: usize) -> Result<Option<BTreeSet<String>>> {
    let changes = store::changes(tx, tenant, version, 2 * most as i64 + 1).await?;
    let versions: BTreeSet<i64> = changes.iter().map(|(version, _)| *version).collect();
    let skus: BTreeSet<String> = changes.into_iter().map(|(_, sku)| sku).collect();
    let complete = version <= now && versions.len() as i64 == now - version && versions.last().is_none_or(|last| *last == now);
    Ok(Some(skus).filter(|skus| complete && skus.len() <= most && !skus.contains("")))
}

/// Categories that have names in other languages.
pub async fn named_categories(tx: &mut Tx, tenant: &str) -> Result<Vec<NamedCategory>> {
    store::named_categories(tx, tenant).await
}

/// The articles of these SKUs; those that do not exist are left out. Five statements for each 200.
pub async fn articles(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<Vec<Article>> {
    store::articles_of(tx, tenant, skus).await
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
