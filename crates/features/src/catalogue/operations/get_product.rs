use std::collections::{BTreeMap, HashSet};

use platform::db::Tx;
use platform::money::{Currency, Exact, PriceBasis, UnitPrice};
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::model::{Price, Product, Stock};
use super::super::store::{self, Known, PriceRow};
use super::super::{PRODUCT_UNKNOWN, PriceTerms, choose};
use crate::{seed, seller};

/// Shows everything that is known about a product: fields, attributes, prices, stock, and where it came from.
///
/// What is unknown is null, with the reason beside it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetProduct {
    /// The product.
    #[schemars(length(max = 200))]
    sku: String,
}

impl Operation for GetProduct {
    const SPEC: Spec = Spec::new("get_product", Method::Get, "/api/products/{sku}", Access::Role(Role::Reader), Effect::Read)
        .cli("product show", &["sku"])
        .everyday()
        .resources(&["product://{sku}"]);
    type Output = Product;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a product with price and stock", json!({ "sku": seed::SKU })),
            Example::refused("a product that does not exist", json!({ "sku": "no such product" }), "product.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Product> {
        let mut tx = ctx.read().await?;
        let tenant = ctx.tenant();
        let Known { product, category_path, source } = known(&mut tx, tenant, &self.sku).await?;
        let stored = store::prices_of(&mut tx, tenant, &[&self.sku]).await?.remove(&self.sku).unwrap_or_default();
        let (price, price_reason) = price_now(&mut tx, ctx, &stored).await?;
        let stocks = store::stock_of(&mut tx, tenant, &self.sku).await?;
        let stock = sum(&stocks);
        let unknown = unknown(&product);
        Ok(Product {
            pack_quantity: store::exact(product.pack_quantity)?,
            specifications: store::specifications_of(&mut tx, tenant, &self.sku).await?,
            components: store::components_of(&mut tx, tenant, &self.sku).await?,
            cross_references: store::cross_references_of(&mut tx, tenant, &self.sku).await?,
            prices: prices(&mut tx, tenant, &self.sku).await?,
            price_basis: price.as_ref().map(|(_, basis)| *basis),
            price: price.map(|(price, _)| price),
            price_reason,
            stock_reason: stock.is_none().then(|| "nothing has been imported about its stock".to_owned()),
            stock,
            stocks,
            unknown,
            sku: product.sku,
            name: product.name,
            description: product.description,
            brand: product.brand,
            manufacturer: product.manufacturer,
            manufacturer_part_number: product.manufacturer_part_number,
            gtin: product.gtin,
            category: product.category,
            category_path,
            unit: product.unit,
            sample: source.sample,
            source,
        })
    }
}

pub async fn known(tx: &mut Tx, tenant: &str, sku: &str) -> Result<Known> {
    let unknown = || PRODUCT_UNKNOWN.error(format!("There is no product `{}`.", sku.chars().take(200).collect::<String>())).at("sku");
    store::product(tx, tenant, sku).await?.ok_or_else(unknown)
}

/// Every price of a product, for people.
pub async fn prices(tx: &mut Tx, tenant: &str, sku: &str) -> Result<Vec<Price>> {
    let samples = store::sample_sources(tx, tenant).await?;
    let stored = store::prices_of(tx, tenant, &[sku]).await?.remove(sku).unwrap_or_default();
    stored.into_iter().map(|row| shown(row, &samples)).collect()
}

fn shown(row: PriceRow, samples: &HashSet<String>) -> Result<Price> {
    Ok(Price {
        price: Currency::parse(&row.key.currency)?.unit_price(row.price_micro),
        id: row.id,
        price_list: row.key.price_list,
        basis: row.key.basis,
        min_quantity: Exact(row.key.min_quantity),
        valid_from: row.key.valid_from.map(crate::timestamp),
        valid_to: row.valid_to.map(crate::timestamp),
        sample: samples.contains(&row.source),
    })
}

/// One unit's price of the standard list in the seller's terms, or in the only terms there are; else why not.
async fn price_now(tx: &mut Tx, ctx: &Context, stored: &[PriceRow]) -> Result<(Option<(UnitPrice, PriceBasis)>, Option<String>)> {
    let (currency, basis) = match (seller::find(tx, ctx.tenant()).await?, stored) {
        (Some(seller), _) => (seller.currency()?, seller.price_basis),
        (None, []) => return Ok((None, Some("no price list has this product".to_owned()))),
        (None, [first, others @ ..]) => {
            if others.iter().any(|other| (&other.key.currency, other.key.basis) != (&first.key.currency, first.key.basis)) {
                return Ok((None, Some("it has prices in several currencies or tax bases, and no seller says which counts".to_owned())));
            }
            (Currency::parse(&first.key.currency)?, first.key.basis)
        }
    };
    let terms = PriceTerms { price_list: None, currency, basis, at: ctx.now() };
    Ok(match choose(stored, Decimal::ONE, terms) {
        Ok(found) => (Some((currency.unit_price(found.price_micro), basis)), None),
        Err(missing) => (None, Some(missing.reason())),
    })
}

fn sum(stocks: &[Stock]) -> Option<Exact> {
    let sum = stocks.iter().try_fold(Decimal::ZERO, |sum, stock| sum.checked_add(stock.quantity.0));
    if stocks.is_empty() { None } else { sum.map(Exact) }
}

fn unknown(product: &store::ProductRow) -> BTreeMap<String, String> {
    let fields = [
        ("description", &product.description),
        ("brand", &product.brand),
        ("manufacturer", &product.manufacturer),
        ("manufacturer_part_number", &product.manufacturer_part_number),
        ("gtin", &product.gtin),
        ("category", &product.category),
        ("unit", &product.unit),
        ("pack_quantity", &product.pack_quantity),
    ];
    let reason = "the catalogue does not state it, or stated it unusably";
    fields.into_iter().filter(|(_, value)| value.is_none()).map(|(name, _)| (name.to_owned(), reason.to_owned())).collect()
}
