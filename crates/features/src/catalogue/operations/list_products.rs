use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::model::ProductCard;
use super::super::store;
use crate::page::{self, Cursor};
use crate::seed;

/// Lists products by SKU, a page at a time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListProducts {
    /// Only products of exactly this brand.
    #[schemars(length(max = 200))]
    brand: Option<String>,
    /// Only products of exactly this category, as `list_categories` names it.
    #[schemars(length(max = 500))]
    category: Option<String>,
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct ProductList {
    pub products: Vec<ProductCard>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListProducts {
    const SPEC: Spec =
        Spec::new("list_products", Method::Get, "/api/products", Access::Role(Role::Reader), Effect::Read).cli("product list", &[]);
    type Output = ProductList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the first two products", json!({ "limit": 2 })),
            Example::ok("products of a brand", json!({ "brand": seed::BRAND })),
            Example::refused("a page that is too long", json!({ "limit": 5000 }), "page.size_unserved"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ProductList> {
        let size = page::size(ctx, self.limit)?;
        let after = page::after(self.cursor.as_ref())?.unwrap_or_default();
        let mut tx = ctx.read().await?;
        let found = store::list(&mut tx, ctx.tenant(), &after, self.brand.as_deref(), self.category.as_deref(), size + 1).await?;
        let (products, next_cursor) = page::cut(found, size, |product| &product.sku);
        Ok(ProductList { products, next_cursor })
    }
}
