//! Products as an import sees them: fetched a batch at a time, compared in memory, written where they differ.

use std::collections::HashMap;

use platform::db::{Tx, Value, insert_rows, sql};
use platform::money::PriceBasis;
use platform::{Context, Result};

use super::{WIDTH, bind_keys, keys};

/// The list that prices without another list belong to.
pub const STANDARD: &str = "standard";

#[derive(Debug, Clone)]
pub struct ProductRow {
    pub sku: String,
    pub name: String,
    pub description: Option<String>,
    pub brand: Option<String>,
    pub manufacturer: Option<String>,
    pub manufacturer_part_number: Option<String>,
    pub gtin: Option<String>,
    pub category: Option<String>,
    pub unit: Option<String>,
    pub pack_quantity: Option<String>,
    pub source: String,
}

#[derive(Debug, Clone)]
pub struct SpecificationRow {
    pub name: String,
    pub text: String,
    pub value: Option<String>,
    pub unit: Option<String>,
    pub source: String,
}

/// The price a catalogue states: of the standard list, from any quantity, without dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasePrice {
    pub price_micro: i64,
    pub currency: String,
    pub basis: PriceBasis,
}

/// A product with everything a catalogue row may say.
#[derive(Debug)]
pub struct StoredProduct {
    pub product: ProductRow,
    pub specifications: Vec<SpecificationRow>,
    pub price: Option<BasePrice>,
    /// Stock that names no location.
    pub stock: Option<String>,
}

impl ProductRow {
    fn says(&self) -> [Option<&str>; 10] {
        [
            Some(&self.sku),
            Some(&self.name),
            self.description.as_deref(),
            self.brand.as_deref(),
            self.manufacturer.as_deref(),
            self.manufacturer_part_number.as_deref(),
            self.gtin.as_deref(),
            self.category.as_deref(),
            self.unit.as_deref(),
            self.pack_quantity.as_deref(),
        ]
    }
}

impl StoredProduct {
    /// Says the same, wherever it came from.
    pub fn same_as(&self, other: &StoredProduct) -> bool {
        self.product.says() == other.product.says()
            && same_specifications(&self.specifications, &other.specifications)
            && self.price == other.price
            && self.stock == other.stock
    }
}

fn same_specifications(left: &[SpecificationRow], right: &[SpecificationRow]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (&left.name, &left.text, &left.value, &left.unit) == (&right.name, &right.text, &right.value, &right.unit))
}

/// What is stored under these SKUs. Four statements for each 200.
pub async fn stored(tx: &mut Tx, tenant: &str, skus: &[&str]) -> Result<HashMap<String, StoredProduct>> {
    let mut found = HashMap::new();
    for some in skus.chunks(WIDTH) {
        let query = sql(concat!(
            "SELECT sku, name, description, brand, manufacturer, manufacturer_part_number, gtin, category, unit, pack_quantity, source \
             FROM products WHERE tenant = ? AND sku IN",
            keys!()
        ));
        let rows = bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await?;
        if rows.is_empty() {
            continue;
        }
        let mut products = HashMap::with_capacity(rows.len());
        for row in rows {
            let product = ProductRow {
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
            let sku = product.sku.clone();
            products.insert(sku, StoredProduct { product, specifications: Vec::new(), price: None, stock: None });
        }
        specifications(tx, tenant, some, &mut products).await?;
        base_prices(tx, tenant, some, &mut products).await?;
        found.extend(products);
    }
    Ok(found)
}

async fn specifications(tx: &mut Tx, tenant: &str, skus: &[&str], products: &mut HashMap<String, StoredProduct>) -> Result<()> {
    let query = sql(concat!(
        "SELECT sku, name, text, value, unit, source FROM product_specifications WHERE tenant = ? AND sku IN",
        keys!(),
        "ORDER BY sku, position"
    ));
    for row in bind_keys(query.bind(tenant), skus.iter().copied()).fetch_all(tx).await? {
        if let Some(product) = products.get_mut(&row.get::<String>("sku")?) {
            product.specifications.push(SpecificationRow {
                name: row.get("name")?,
                text: row.get("text")?,
                value: row.get("value")?,
                unit: row.get("unit")?,
                source: row.get("source")?,
            });
        }
    }
    Ok(())
}

async fn base_prices(tx: &mut Tx, tenant: &str, skus: &[&str], products: &mut HashMap<String, StoredProduct>) -> Result<()> {
    let query = sql(concat!(
        "SELECT sku, price_micro, currency, basis FROM product_prices WHERE tenant = ? AND price_list = 'standard' AND min_quantity = '0' \
         AND valid_from IS NULL AND valid_to IS NULL AND sku IN",
        keys!()
    ));
    for row in bind_keys(query.bind(tenant), skus.iter().copied()).fetch_all(tx).await? {
        if let Some(product) = products.get_mut(&row.get::<String>("sku")?) {
            product.price = Some(BasePrice {
                price_micro: row.get("price_micro")?,
                currency: row.get("currency")?,
                basis: PriceBasis::parse(&row.get::<String>("basis")?)?,
            });
        }
    }
    let query = sql(concat!("SELECT sku, quantity FROM product_stock WHERE tenant = ? AND location = '' AND sku IN", keys!()));
    for row in bind_keys(query.bind(tenant), skus.iter().copied()).fetch_all(tx).await? {
        if let Some(product) = products.get_mut(&row.get::<String>("sku")?) {
            product.stock = Some(row.get("quantity")?);
        }
    }
    Ok(())
}

macro_rules! of_samples {
    () => {
        "AND source IN (SELECT sources.id FROM sources WHERE sources.tenant = ? AND sources.sample = 1)"
    };
}

/// What a batch has to write.
#[derive(Default)]
pub struct Changes {
    samples_replaced: Vec<String>,
    products: Vec<ProductRow>,
    specifications_gone: Vec<String>,
    specifications: Vec<(String, Vec<SpecificationRow>)>,
    prices_gone: Vec<String>,
    prices: Vec<(String, BasePrice, String)>,
    stock_gone: Vec<String>,
    stock: Vec<(String, String, String)>,
}

impl Changes {
    pub fn add(&mut self, after: StoredProduct) {
        let (sku, source) = (after.product.sku.clone(), after.product.source.clone());
        if !after.specifications.is_empty() {
            self.specifications.push((sku.clone(), after.specifications));
        }
        if let Some(price) = after.price {
            self.prices.push((sku.clone(), price, source.clone()));
        }
        if let Some(stock) = after.stock {
            self.stock.push((sku, stock, source));
        }
        self.products.push(after.product);
    }

    /// Takes everything of the samples' from the product first.
    pub fn replace_sample(&mut self, after: StoredProduct) {
        self.samples_replaced.push(after.product.sku.clone());
        self.add(after);
    }

    pub fn change(&mut self, before: &StoredProduct, after: StoredProduct) {
        let (sku, source) = (after.product.sku.clone(), after.product.source.clone());
        if !same_specifications(&before.specifications, &after.specifications) {
            if !before.specifications.is_empty() {
                self.specifications_gone.push(sku.clone());
            }
            self.specifications.push((sku.clone(), after.specifications));
        }
        if before.price != after.price {
            if before.price.is_some() {
                self.prices_gone.push(sku.clone());
            }
            self.prices.extend(after.price.map(|price| (sku.clone(), price, source.clone())));
        }
        if before.stock != after.stock {
            match after.stock {
                Some(stock) => self.stock.push((sku, stock, source)),
                None => self.stock_gone.push(sku),
            }
        }
        if before.product.says() != after.product.says() {
            self.products.push(after.product);
        }
    }

    pub async fn write(self, tx: &mut Tx, ctx: &Context) -> Result<()> {
        let tenant = ctx.tenant();
        for statement in [
            concat!("DELETE FROM product_specifications WHERE tenant = ? AND sku IN", keys!(), of_samples!()),
            concat!("DELETE FROM product_prices WHERE tenant = ? AND sku IN", keys!(), of_samples!()),
            concat!("DELETE FROM product_stock WHERE tenant = ? AND sku IN", keys!(), of_samples!()),
            concat!("DELETE FROM product_components WHERE tenant = ? AND sku IN", keys!(), of_samples!()),
            concat!("DELETE FROM cross_references WHERE tenant = ? AND sku IN", keys!(), of_samples!()),
        ] {
            delete(tx, statement, tenant, &self.samples_replaced).await?;
        }
        let gone = concat!("DELETE FROM product_specifications WHERE tenant = ? AND sku IN", keys!());
        delete(tx, gone, tenant, &self.specifications_gone).await?;
        let gone = concat!(
            "DELETE FROM product_prices WHERE tenant = ? AND sku IN",
            keys!(),
            "AND price_list = 'standard' AND min_quantity = '0' AND valid_from IS NULL AND valid_to IS NULL"
        );
        delete(tx, gone, tenant, &self.prices_gone).await?;
        let gone = concat!("DELETE FROM product_stock WHERE tenant = ? AND sku IN", keys!(), "AND location = ''");
        delete(tx, gone, tenant, &self.stock_gone).await?;
        self.insert(tx, ctx).await
    }

    async fn insert(self, tx: &mut Tx, ctx: &Context) -> Result<()> {
        let tenant = ctx.tenant();
        let products = self.products.into_iter().map(|row| {
            vec![
                tenant.into(),
                row.sku.into(),
                row.name.into(),
                row.description.into(),
                row.brand.into(),
                row.manufacturer.into(),
                row.manufacturer_part_number.into(),
                row.gtin.into(),
                row.category.into(),
                row.unit.into(),
                row.pack_quantity.into(),
                row.source.into(),
                ctx.now().into(),
            ]
        });
        let head = "INSERT INTO products (tenant, sku, name, description, brand, manufacturer, manufacturer_part_number, gtin, category, \
             unit, pack_quantity, source, updated_at) VALUES";
        let tail = "ON CONFLICT (tenant, sku) DO UPDATE SET name = excluded.name, description = excluded.description, \
             brand = excluded.brand, manufacturer = excluded.manufacturer, manufacturer_part_number = excluded.manufacturer_part_number, \
             gtin = excluded.gtin, category = excluded.category, unit = excluded.unit, pack_quantity = excluded.pack_quantity, \
             source = excluded.source, updated_at = excluded.updated_at";
        insert_rows(tx, head, 13, products, tail).await?;

        let specifications = self.specifications.into_iter().flat_map(|(sku, rows)| {
            rows.into_iter().zip(0_i64..).map(move |(row, position)| -> Vec<Value> {
                vec![
                    tenant.into(),
                    sku.as_str().into(),
                    position.into(),
                    row.name.into(),
                    row.text.into(),
                    row.value.into(),
                    row.unit.into(),
                    row.source.into(),
                ]
            })
        });
        let head = "INSERT INTO product_specifications (tenant, sku, position, name, text, value, unit, source) VALUES";
        insert_rows(tx, head, 8, specifications, "").await?;

        let prices = self.prices.into_iter().map(|(sku, price, source)| super::PriceRow {
            id: ctx.new_id(),
            sku,
            key: super::PriceKey {
                price_list: STANDARD.to_owned(),
                currency: price.currency,
                basis: price.basis,
                min_quantity: rust_decimal::Decimal::ZERO,
                valid_from: None,
            },
            valid_to: None,
            price_micro: price.price_micro,
            source,
        });
        super::insert_prices(tx, tenant, prices).await?;

        let stock = self
            .stock
            .into_iter()
            .map(|(sku, quantity, source)| vec![tenant.into(), sku.into(), "".into(), quantity.into(), ctx.now().into(), source.into()]);
        super::save_stock(tx, stock).await
    }
}

/// Runs a statement for the keys, as many at a time as it holds. The tenant fills every other placeholder.
async fn delete(tx: &mut Tx, statement: &'static str, tenant: &str, skus: &[String]) -> Result<()> {
    let tenants_after = statement.matches('?').count() - WIDTH - 1;
    for some in skus.chunks(WIDTH) {
        let query = bind_keys(sql(statement).bind(tenant), some.iter().map(String::as_str));
        (0..tenants_after).fold(query, |query, _| query.bind(tenant)).execute(tx).await?;
    }
    Ok(())
}
