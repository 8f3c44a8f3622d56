use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::model::Category;
use super::super::store;
use crate::page::{self, Cursor};

/// Lists categories: those of loaded taxonomies, and those only products name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListCategories {
    /// Only the direct children of this category.
    #[schemars(length(max = 200))]
    parent: Option<String>,
    /// Names in this language where the taxonomy has them, as in "es".
    #[schemars(length(max = 20))]
    language: Option<String>,
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct CategoryList {
    pub categories: Vec<Category>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListCategories {
    const SPEC: Spec = Spec::new("list_categories", Method::Get, "/api/categories", Access::Role(Role::Reader), Effect::Read)
        .cli("category list", &[])
        .resources(&["catalog://categories"])
        .offers("category", "categories.name", None);
    type Output = CategoryList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the first categories", json!({})),
            Example::ok("names in Spanish", json!({ "language": "es" })),
            Example::refused("a page that is too long", json!({ "limit": 5000 }), "page.size_unserved"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<CategoryList> {
        let size = page::size(ctx, self.limit)?;
        let after = page::after(self.cursor.as_ref())?.unwrap_or_default();
        let mut tx = ctx.read().await?;
        let found = store::categories(&mut tx, ctx.tenant(), &after, self.parent.as_deref(), self.language.as_deref(), size + 1).await?;
        let (categories, next_cursor) = page::cut(found, size, |category| &category.id);
        Ok(CategoryList { categories, next_cursor })
    }
}
