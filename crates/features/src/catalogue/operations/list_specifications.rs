use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::model::Specification;
use super::get_product;
use crate::page::{self, Cursor};
use crate::seed;

/// Lists the attributes of a product.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListSpecifications {
    /// The product.
    #[schemars(length(max = 200))]
    sku: String,
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct SpecificationList {
    pub sku: String,
    pub specifications: Vec<Specification>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
    /// True: the product is sample data, not the seller's own.
    pub sample: bool,
}

impl Operation for ListSpecifications {
    const SPEC: Spec =
        Spec::new("list_specifications", Method::Get, "/api/products/{sku}/specifications", Access::Role(Role::Reader), Effect::Read)
            .cli("product specifications", &["sku"]);
    type Output = SpecificationList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the attributes of a product", json!({ "sku": seed::SKU })),
            Example::refused("a product that does not exist", json!({ "sku": "no such product" }), "product.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<SpecificationList> {
        let size = page::size(ctx, self.limit)?;
        let mut tx = ctx.read().await?;
        let known = get_product::known(&mut tx, ctx.tenant(), &self.sku).await?;
        let specifications = super::super::store::specifications_of(&mut tx, ctx.tenant(), &self.sku).await?;
        let (specifications, next_cursor) = page::of_whole(specifications, size, self.cursor.as_ref())?;
        Ok(SpecificationList { sku: self.sku, specifications, next_cursor, sample: known.source.sample })
    }
}
