use engine::index::{Index, Suggestion};
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::fresh_index::current;

/// Completes what somebody is typing: ways to go on, and the products that already fit.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuggestProducts {
    /// What is typed so far.
    #[schemars(length(max = 200))]
    query: String,
    /// Completions and products of each kind, 1 to 20; 8 if absent.
    #[schemars(range(min = 1, max = 20))]
    limit: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
pub struct Suggestions {
    /// Most products first.
    pub completions: Vec<Completion>,
    /// Best first.
    pub products: Vec<SuggestedProduct>,
}

/// The text with its last word completed.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Completion {
    pub text: String,
    /// Products that hold the completed word and what was typed before it.
    pub products: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct SuggestedProduct {
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
}

impl Operation for SuggestProducts {
    const SPEC: Spec = Spec::new("suggest_products", Method::Get, "/api/search/suggest", Access::Role(Role::Reader), Effect::Read)
        .cli("suggest", &["query"])
        .rows("completions");
    type Output = Suggestions;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("half a word", json!({ "query": "hexagon bo" })),
            Example::refused("more than is served", json!({ "query": "hex", "limit": 50 }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Suggestions> {
        let current = current(ctx).await?;
        let (typed, most) = (visible(&self.query).into_owned(), self.limit.unwrap_or(8) as usize);
        let index: &Index = &current.index;
        let completion = |Suggestion { text, articles }| Completion { text, products: articles };
        let product = |article| SuggestedProduct {
            sku: index.sku(article).to_owned(),
            name: index.name(article).to_owned(),
            brand: index.brand_shown(article).map(str::to_owned),
        };
        let products = if typed.trim().is_empty() { Vec::new() } else { index.suggest_articles(&typed, most) };
        Ok(Suggestions {
            completions: index.suggest(&typed, most).into_iter().map(completion).collect(),
            products: products.into_iter().map(product).collect(),
        })
    }
}
