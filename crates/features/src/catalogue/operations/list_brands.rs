use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::model::Brand;
use super::super::store;
use crate::page::{self, Cursor};

/// Lists the brands products name, with the number of their products.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListBrands {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct BrandList {
    pub brands: Vec<Brand>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListBrands {
    const SPEC: Spec = Spec::new("list_brands", Method::Get, "/api/brands", Access::Role(Role::Reader), Effect::Read)
        .cli("brand list", &[])
        .resources(&["catalog://brands"])
        .offers("brand", "brands.name", None);
    type Output = BrandList;

    fn examples() -> Vec<Example> {
        vec![Example::ok("all brands", json!({})), Example::refused("an empty page", json!({ "limit": 0 }), "page.size_unserved")]
    }

    async fn run(self, ctx: &Context) -> Result<BrandList> {
        let size = page::size(ctx, self.limit)?;
        let after = page::after(self.cursor.as_ref())?.unwrap_or_default();
        let found = store::brands(&mut ctx.read().await?, ctx.tenant(), &after, size + 1).await?;
        let (brands, next_cursor) = page::cut(found, size, |brand| &brand.brand);
        Ok(BrandList { brands, next_cursor })
    }
}
