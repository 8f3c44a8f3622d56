use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::model::Price;
use super::get_product;
use crate::page::{self, Cursor};
use crate::seed;

/// Lists every price of a product: all lists, quantities and dates.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListPrices {
    /// The product.
    #[schemars(length(max = 200))]
    sku: String,
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct PriceList {
    pub sku: String,
    pub prices: Vec<Price>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
    /// True: the product is sample data, not the seller's own.
    pub sample: bool,
}

impl Operation for ListPrices {
    const SPEC: Spec = Spec::new("list_prices", Method::Get, "/api/products/{sku}/prices", Access::Role(Role::Reader), Effect::Read)
        .cli("product prices", &["sku"]);
    type Output = PriceList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a price with its quantity breaks", json!({ "sku": seed::SKU })),
            Example::refused("a product that does not exist", json!({ "sku": "no such product" }), "product.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<PriceList> {
        let size = page::size(ctx, self.limit)?;
        let mut tx = ctx.read().await?;
        let known = get_product::known(&mut tx, ctx.tenant(), &self.sku).await?;
        let prices = get_product::prices(&mut tx, ctx.tenant(), &self.sku).await?;
        let (prices, next_cursor) = page::of_whole(prices, size, self.cursor.as_ref())?;
        Ok(PriceList { sku: self.sku, prices, next_cursor, sample: known.source.sample })
    }
}
