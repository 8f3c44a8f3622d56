use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::model::Stock;
use super::get_product;
use crate::page::{self, Cursor};
use crate::seed;

/// Lists what is in stock of a product, by location.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListStock {
    /// The product.
    #[schemars(length(max = 200))]
    sku: String,
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct StockList {
    pub sku: String,
    pub stocks: Vec<Stock>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
    /// True: the product is sample data, not the seller's own.
    pub sample: bool,
}

impl Operation for ListStock {
    const SPEC: Spec = Spec::new("list_stock", Method::Get, "/api/products/{sku}/stock", Access::Role(Role::Reader), Effect::Read)
        .cli("product stock", &["sku"]);
    type Output = StockList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the stock of a product", json!({ "sku": seed::SKU })),
            Example::refused("a product that does not exist", json!({ "sku": "no such product" }), "product.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<StockList> {
        let size = page::size(ctx, self.limit)?;
        let mut tx = ctx.read().await?;
        let known = get_product::known(&mut tx, ctx.tenant(), &self.sku).await?;
        let stocks = super::super::store::stock_of(&mut tx, ctx.tenant(), &self.sku).await?;
        let (stocks, next_cursor) = page::of_whole(stocks, size, self.cursor.as_ref())?;
        Ok(StockList { sku: self.sku, stocks, next_cursor, sample: known.source.sample })
    }
}
