//! Reads for answers and for other features.

use std::collections::HashMap;

use platform::Result;
use platform::db::{Query, Row, Tx, sql};
use platform::money::{Exact, PriceBasis};
use rust_decimal::Decimal;

use super::super::model::{Brand, Category, Component, CrossReference, ProductCard, Source, Specification, Stock};
use super::super::{Article, ArticleOffer, ArticleSpecification};
use super::{WIDTH, bind_keys, keys};

/// A product's own row with the import it came from.
pub struct Known {
    pub product: super::ProductRow,
    pub category_path: Option<String>,
    pub source: Source,
}

pub async fn product(tx: &mut Tx, tenant: &str, sku: &str) -> Result<Option<Known>> {
    let row = sql("SELECT p.sku AS sku, p.name AS name, p.description AS description, p.brand AS brand, p.manufacturer AS manufacturer, \
         p.manufacturer_part_number AS manufacturer_part_number, p.gtin AS gtin, p.category AS category, p.unit AS unit, \
         p.pack_quantity AS pack_quantity, c.path AS category_path, s.id AS source, s.name AS source_name, s.sha256 AS sha256, \
         s.sample AS sample, s.pack AS pack, s.licence AS licence, s.attribution AS attribution, s.created_at AS created_at \
         FROM products p JOIN sources s ON s.tenant = p.tenant AND s.id = p.source \
         LEFT JOIN categories c ON c.tenant = p.tenant AND c.id = p.category WHERE p.tenant = ? AND p.sku = ?")
    .bind(tenant)
    .bind(sku)
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let product = super::ProductRow {
        sku: row.get("sku")?,
        name: row.get("name")?,
        description: row.get("description")?,
        brand: row.get("brand")?,
        manufacturer: row.get("manufacturer")?,
        manufacturer_part_number: row.get("manufacturer_part_number")?,
        gtin: row.get("gtin")?,
        category: row.get("category")?,
        unit: row.get("unit")?,
        pack_quantity: row.get("pack_quantity")?,
        source: row.get("source")?,
    };
    let source = Source {
        id: row.get("source")?,
        name: row.get("source_name")?,
        sha256: row.get("sha256")?,
        sample: row.flag("sample")?,
        pack: row.get("pack")?,
        licence: row.get("licence")?,
        attribution: row.get("attribution")?,
        imported_at: crate::timestamp(row.get("created_at")?),
    };
    Ok(Some(Known { product, category_path: row.get("category_path")?, source }))
}

/// Products after `after` in the order of their SKUs; `None` does not filter.
pub async fn list(
    tx: &mut Tx,
    tenant: &str,
    after: &str,
    brand: Option<&str>,
    category: Option<&str>,
    limit: u32,
) -> Result<Vec<ProductCard>> {
    let rows = sql("SELECT p.sku AS sku, p.name AS name, p.brand AS brand, p.manufacturer_part_number AS manufacturer_part_number, \
         p.gtin AS gtin, p.category AS category, p.unit AS unit, p.pack_quantity AS pack_quantity, s.sample AS sample \
         FROM products p JOIN sources s ON s.tenant = p.tenant AND s.id = p.source \
         WHERE p.tenant = ? AND p.sku > ? AND (? IS NULL OR p.brand = ?) AND (? IS NULL OR p.category = ?) ORDER BY p.sku LIMIT ?")
    .bind(tenant)
    .bind(after)
    .bind(brand)
    .bind(brand)
    .bind(category)
    .bind(category)
    .bind(limit)
    .fetch_all(tx)
    .await?;
    rows.iter().map(card).collect()
}

/// Cards by SKU; SKUs without a product are absent.
pub async fn cards(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashMap<String, ProductCard>> {
    let mut found = HashMap::with_capacity(skus.len());
    for some in skus.chunks(WIDTH) {
        let query = sql(concat!(
            "SELECT p.sku AS sku, p.name AS name, p.brand AS brand, p.manufacturer_part_number AS manufacturer_part_number, \
             p.gtin AS gtin, p.category AS category, p.unit AS unit, p.pack_quantity AS pack_quantity, s.sample AS sample \
             FROM products p JOIN sources s ON s.tenant = p.tenant AND s.id = p.source WHERE p.tenant = ? AND p.sku IN",
            keys!()
        ));
        for row in bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await? {
            let card = card(&row)?;
            found.insert(card.sku.clone(), card);
        }
    }
    Ok(found)
}

fn card(row: &Row) -> Result<ProductCard> {
    Ok(ProductCard {
        sku: row.get("sku")?,
        name: row.get("name")?,
        brand: row.get("brand")?,
        manufacturer_part_number: row.get("manufacturer_part_number")?,
        gtin: row.get("gtin")?,
        category: row.get("category")?,
        unit: row.get("unit")?,
        pack_quantity: exact(row.get("pack_quantity")?)?,
        sample: row.flag("sample")?,
    })
}

pub fn exact(stored: Option<String>) -> Result<Option<Exact>> {
    stored.map(|text| Exact::parse(&text)).transpose()
}

pub async fn specifications_of(tx: &mut Tx, tenant: &str, sku: &str) -> Result<Vec<Specification>> {
    let rows = sql("SELECT name, text, value, unit FROM product_specifications WHERE tenant = ? AND sku = ? ORDER BY position")
        .bind(tenant)
        .bind(sku)
        .fetch_all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            let value = exact(row.get("value")?)?;
            Ok(Specification { name: row.get("name")?, text: row.get("text")?, value, unit: row.get("unit")? })
        })
        .collect()
}

pub async fn stock_of(tx: &mut Tx, tenant: &str, sku: &str) -> Result<Vec<Stock>> {
    let rows = sql("SELECT k.location AS location, k.quantity AS quantity, k.counted_at AS counted_at, s.sample AS sample \
         FROM product_stock k JOIN sources s ON s.tenant = k.tenant AND s.id = k.source \
         WHERE k.tenant = ? AND k.sku = ? ORDER BY k.location")
    .bind(tenant)
    .bind(sku)
    .fetch_all(tx)
    .await?;
    rows.iter()
        .map(|row| {
            let location: String = row.get("location")?;
            Ok(Stock {
                location: (!location.is_empty()).then_some(location),
                quantity: Exact::parse(&row.get::<String>("quantity")?)?,
                counted_at: crate::timestamp(row.get("counted_at")?),
                sample: row.flag("sample")?,
            })
        })
        .collect()
}

/// Stored stock of these SKUs: quantity by SKU and location.
pub async fn stock_by_place(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashMap<(String, String), String>> {
    let mut found = HashMap::new();
    for some in skus.chunks(WIDTH) {
        let query = sql(concat!("SELECT sku, location, quantity FROM product_stock WHERE tenant = ? AND sku IN", keys!()));
        for row in bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await? {
            found.insert((row.get("sku")?, row.get("location")?), row.get("quantity")?);
        }
    }
    Ok(found)
}

pub async fn components_of(tx: &mut Tx, tenant: &str, sku: &str) -> Result<Vec<Component>> {
    let rows = sql("SELECT component_sku, quantity FROM product_components WHERE tenant = ? AND sku = ? ORDER BY component_sku")
        .bind(tenant)
        .bind(sku)
        .fetch_all(tx)
        .await?;
    rows.iter()
        .map(|row| Ok(Component { sku: row.get("component_sku")?, quantity: Exact::parse(&row.get::<String>("quantity")?)? }))
        .collect()
}

pub async fn cross_references_of(tx: &mut Tx, tenant: &str, sku: &str) -> Result<Vec<CrossReference>> {
    let rows = sql("SELECT kind, number FROM cross_references WHERE tenant = ? AND sku = ? ORDER BY kind, number")
        .bind(tenant)
        .bind(sku)
        .fetch_all(tx)
        .await?;
    rows.iter().map(|row| Ok(CrossReference { kind: row.get("kind")?, number: row.get("number")? })).collect()
}

/// Taxonomy categories and categories only products name, by id.
pub async fn categories(
    tx: &mut Tx,
    tenant: &str,
    after: &str,
    parent: Option<&str>,
    language: Option<&str>,
    limit: u32,
) -> Result<Vec<Category>> {
    let rows = sql("SELECT c.id AS id, c.parent AS parent, COALESCE(n.name, c.name) AS name, c.path AS path, s.sample AS sample \
         FROM categories c JOIN sources s ON s.tenant = c.tenant AND s.id = c.source \
         LEFT JOIN category_names n ON n.tenant = c.tenant AND n.id = c.id AND n.language = ? \
         WHERE c.tenant = ? AND c.id > ? AND (? IS NULL OR c.parent = ?) \
         UNION ALL \
         SELECT p.category AS id, NULL AS parent, p.category AS name, p.category AS path, MIN(s.sample) AS sample \
         FROM products p JOIN sources s ON s.tenant = p.tenant AND s.id = p.source \
         WHERE p.tenant = ? AND p.category > ? AND ? IS NULL \
         AND NOT EXISTS (SELECT 1 FROM categories c WHERE c.tenant = p.tenant AND c.id = p.category) \
         GROUP BY p.category ORDER BY id LIMIT ?")
    .bind(language)
    .bind(tenant)
    .bind(after)
    .bind(parent)
    .bind(parent)
    .bind(tenant)
    .bind(after)
    .bind(parent)
    .bind(limit)
    .fetch_all(tx)
    .await?;
    let mut found = rows
        .iter()
        .map(|row| {
            Ok(Category {
                id: row.get("id")?,
                parent: row.get("parent")?,
                name: row.get("name")?,
                path: row.get("path")?,
                products: 0,
                sample: row.flag("sample")?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let ids: Vec<String> = found.iter().map(|category| category.id.clone()).collect();
    for some in ids.chunks(WIDTH) {
        let query = sql(concat!(
            "SELECT category, COUNT(*) AS products FROM products WHERE tenant = ? AND category IN",
            keys!(),
            "GROUP BY category"
        ));
        for row in bind_keys(query.bind(tenant), some.iter().map(String::as_str)).fetch_all(tx).await? {
            let id: String = row.get("category")?;
            if let Some(category) = found.iter_mut().find(|category| category.id == id) {
                category.products = row.get::<i64>("products")?.cast_unsigned();
            }
        }
    }
    Ok(found)
}

pub async fn brands(tx: &mut Tx, tenant: &str, after: &str, limit: u32) -> Result<Vec<Brand>> {
    let rows = sql("SELECT brand, COUNT(*) AS products FROM products WHERE tenant = ? AND brand > ? GROUP BY brand ORDER BY brand LIMIT ?")
        .bind(tenant)
        .bind(after)
        .bind(limit)
        .fetch_all(tx)
        .await?;
    rows.iter().map(|row| Ok(Brand { brand: row.get("brand")?, products: row.get::<i64>("products")?.cast_unsigned() })).collect()
}

macro_rules! of_articles {
    (products, $which:expr) => {
        concat!(
            "SELECT p.sku AS sku, p.name AS name, p.description AS description, p.brand AS brand, p.manufacturer AS manufacturer, \
             p.manufacturer_part_number AS manufacturer_part_number, p.gtin AS gtin, p.category AS category, c.path AS category_path, \
             p.unit AS unit, p.pack_quantity AS pack_quantity, s.sample AS sample \
             FROM products p JOIN sources s ON s.tenant = p.tenant AND s.id = p.source \
             LEFT JOIN categories c ON c.tenant = p.tenant AND c.id = p.category WHERE p.tenant = ? AND p.sku ",
            $which
        )
    };
    (specifications, $which:expr) => {
        concat!(
            "SELECT sku, name, text, value, unit FROM product_specifications WHERE tenant = ? AND sku ",
            $which,
            " ORDER BY sku, position"
        )
    };
    (numbers, $which:expr) => {
        concat!("SELECT sku, kind, number FROM cross_references WHERE tenant = ? AND sku ", $which, " ORDER BY sku, kind, number")
    };
    (prices, $which:expr) => {
        concat!(
            "SELECT sku, price_micro, currency, basis, min_quantity, valid_from, valid_to FROM product_prices \
             WHERE tenant = ? AND price_list = 'standard' AND min_quantity IN ('0', '1') AND sku ",
            $which
        )
    };
    (stock, $which:expr) => {
        concat!("SELECT sku, quantity FROM product_stock WHERE tenant = ? AND sku ", $which)
    };
}

/// Articles after `after` in the order of their SKUs, at most `limit`: five statements, whatever their number.
pub async fn articles(tx: &mut Tx, tenant: &str, after: &str, limit: i64) -> Result<Vec<Article>> {
    let mut found = Found::default();
    found.products(tx, sql(of_articles!(products, "> ? ORDER BY p.sku LIMIT ?")).bind(tenant).bind(after).bind(limit)).await?;
    let Some(last) = found.articles.last().map(|article| article.sku.clone()) else { return Ok(Vec::new()) };
    let statements = [
        of_articles!(specifications, "> ? AND sku <= ?"),
        of_articles!(numbers, "> ? AND sku <= ?"),
        of_articles!(prices, "> ? AND sku <= ?"),
        of_articles!(stock, "> ? AND sku <= ?"),
    ];
    for (statement, add) in statements.into_iter().zip(ADD) {
        found.add(tx, sql(statement).bind(tenant).bind(after).bind(last.as_str()), add).await?;
    }
    Ok(found.articles)
}

/// The articles of these SKUs; those that do not exist are left out.
pub async fn articles_of(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<Vec<Article>> {
    let mut found = Found::default();
    for some in skus.chunks(WIDTH) {
        let of = |statement| bind_keys(sql(statement).bind(tenant), some.iter().copied());
        found.products(tx, of(of_articles!(products, concat!("IN", keys!())))).await?;
        let statements = [
            of_articles!(specifications, concat!("IN", keys!())),
            of_articles!(numbers, concat!("IN", keys!())),
            of_articles!(prices, concat!("IN", keys!())),
            of_articles!(stock, concat!("IN", keys!())),
        ];
        for (statement, add) in statements.into_iter().zip(ADD) {
            found.add(tx, of(statement), add).await?;
        }
    }
    Ok(found.articles)
}

/// Articles, and where each stands.
#[derive(Default)]
struct Found {
    articles: Vec<Article>,
    at: HashMap<String, usize>,
}

impl Found {
    async fn products(&mut self, tx: &mut Tx, query: Query) -> Result<()> {
        query
            .for_each(tx, &mut |row| {
                let article = article(&row)?;
                self.at.insert(article.sku.clone(), self.articles.len());
                self.articles.push(article);
                Ok(())
            })
            .await
    }

    /// Rows that say more of the articles found.
    async fn add(&mut self, tx: &mut Tx, query: Query, add: fn(&mut Article, &Row) -> Result<()>) -> Result<()> {
        query
            .for_each(tx, &mut |row| match self.at.get(&row.get::<String>("sku")?) {
                Some(at) => add(&mut self.articles[*at], &row),
                None => Ok(()),
            })
            .await
    }
}

fn article(row: &Row) -> Result<Article> {
    Ok(Article {
        sku: row.get("sku")?,
        name: row.get("name")?,
        description: row.get("description")?,
        brand: row.get("brand")?,
        manufacturer: row.get("manufacturer")?,
        manufacturer_part_number: row.get("manufacturer_part_number")?,
        gtin: row.get("gtin")?,
        category: row.get("category")?,
        category_path: row.get("category_path")?,
        unit: row.get("unit")?,
        pack_quantity: exact(row.get("pack_quantity")?)?.map(|quantity| quantity.0),
        specifications: Vec::new(),
        cross_references: Vec::new(),
        base_price: None,
        offers: Vec::new(),
        stock: None,
        sample: row.flag("sample")?,
    })
}

/// How a row of specifications, numbers, prices and stock completes its article.
const ADD: [fn(&mut Article, &Row) -> Result<()>; 4] = [specification, number, price, stock];

fn specification(article: &mut Article, row: &Row) -> Result<()> {
    let value = exact(row.get("value")?)?.map(|value| value.0);
    article.specifications.push(ArticleSpecification { name: row.get("name")?, text: row.get("text")?, value, unit: row.get("unit")? });
    Ok(())
}

fn number(article: &mut Article, row: &Row) -> Result<()> {
    article.cross_references.push(CrossReference { kind: row.get("kind")?, number: row.get("number")? });
    Ok(())
}

fn price(article: &mut Article, row: &Row) -> Result<()> {
    let offer = ArticleOffer {
        price_micro: row.get("price_micro")?,
        currency: row.get("currency")?,
        basis: PriceBasis::parse(&row.get::<String>("basis")?)?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
    };
    if row.get::<String>("min_quantity")? == "0" && offer.valid_from.is_none() && offer.valid_to.is_none() {
        let price = Decimal::new(offer.price_micro, 6);
        article.base_price = Some(article.base_price.map_or(price, |lowest: Decimal| lowest.min(price)));
    }
    article.offers.push(offer);
    Ok(())
}

fn stock(article: &mut Article, row: &Row) -> Result<()> {
    let quantity = Exact::parse(&row.get::<String>("quantity")?)?.0;
    let sum = article.stock.unwrap_or_default();
    article.stock = Some(sum.checked_add(quantity).unwrap_or(sum));
    Ok(())
}
