use std::collections::BTreeMap;

use engine::index::{Number, Reasons, Request};
use platform::blobs::{self, UploadId};
use platform::operation::{Access, Effect, Example, Method, Operation, Shown, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{QUERIES_EMPTY, QUERY_MISSING, index};
use crate::catalogue::{self, ProductCard};
use crate::ingest::columns;
use crate::matching::rounded;
use crate::page;

/// Finds products by words, sizes, brands or numbers, as a person at the counter would ask.
///
/// For the lines of a customer's list use match_lines: it decides, this one only ranks.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchProducts {
    /// What to look for: words, a size, a SKU, a GTIN, a part number.
    #[schemars(length(max = 10_000))]
    query: Option<String>,
    /// A table with the columns query_id and query, instead of one query.
    queries: Option<UploadId>,
    /// Only products of this brand, as the catalogue writes it.
    #[schemars(length(max = 200))]
    brand: Option<String>,
    /// Only products of this category or below it, as the catalogue writes it.
    #[schemars(length(max = 500))]
    category: Option<String>,
    /// Results, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// Also say what each part of the score was.
    #[serde(default)]
    explain: bool,
}

/// A product found.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SearchResult {
    pub rank: u32,
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    pub category: Option<String>,
    /// True when the product is sample data.
    pub sample: bool,
    /// Comparable within this answer only.
    pub score: f64,
    /// What speaks for it, in words.
    pub reasons: Vec<String>,
    /// The parts of the score, when `explain` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_parts: Option<BTreeMap<String, f64>>,
}

/// What was understood of the query.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Interpreted {
    /// The words searched for, folded.
    pub words: Vec<String>,
    /// Sizes, voltages and the like that were read.
    pub sizes: Vec<String>,
    /// The bar-code number, if the query is one.
    pub gtin: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SearchAnswer {
    /// The query's number in a file of queries; null for a single one.
    pub query_id: Option<String>,
    pub results: Vec<SearchResult>,
    pub interpreted: Interpreted,
    /// Time spent ranking, in microseconds.
    pub took_us: u64,
}

/// One answer, or one for each query of the file.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum SearchOutput {
    Many { answers: Vec<SearchAnswer> },
    One(SearchAnswer),
}

impl Operation for SearchProducts {
    const SPEC: Spec = Spec::new("search_products", Method::Post, "/api/search/products", Access::Role(Role::Reader), Effect::Read)
        .cli("search", &["query"])
        .shown(Shown::Jsonl)
        .rows("answers")
        .everyday()
        .offers("sku", "results.sku", Some("query"));
    type Output = SearchOutput;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a bolt by its size", json!({ "query": "hexagon bolt M8x50", "limit": 3 })),
            Example::ok("the parts of the score", json!({ "query": "4006381333931", "explain": true })),
            Example::refused("no query", json!({ "limit": 3 }), "search.query_missing"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<SearchOutput> {
        match (&self.query, &self.queries) {
            (Some(query), None) => Ok(SearchOutput::One(self.answer(ctx, None, query).await?)),
            (None, Some(file)) => {
                let (upload, bytes) = blobs::open(ctx, file).await?;
                let rows = columns(ctx, &upload.name, &bytes, &["query_id", "query"], ctx.config.limits.lines).await?;
                if rows.is_empty() {
                    return Err(QUERIES_EMPTY.error(format!("`{}` holds no query.", upload.name)).at("queries"));
                }
                let mut answers = Vec::with_capacity(rows.len());
                for mut row in rows {
                    let query = row.cells.remove("query").unwrap_or_default();
                    answers.push(self.answer(ctx, row.cells.remove("query_id"), &query).await?);
                }
                Ok(SearchOutput::Many { answers })
            }
            _ => Err(QUERY_MISSING.error("Give either `query` or `queries`.")),
        }
    }
}

impl SearchProducts {
    async fn answer(&self, ctx: &Context, query_id: Option<String>, query: &str) -> Result<SearchAnswer> {
        let index = index(ctx).await?;
        let limit = page::size(ctx, self.limit)? as usize;
        let started = ctx.clock.monotonic_us();
        let request = Request { text: visible(query).into_owned(), ..Request::default() };
        // A filter may discard most of what ranks best; look deep enough for it to leave something.
        let filtered = self.brand.is_some() || self.category.is_some();
        let hits = index.search(&request, if filtered { 2_000 } else { limit });
        let took_us = ctx.clock.monotonic_us() - started;
        let skus: Vec<&str> = hits.iter().map(|hit| index.sku(hit.article)).collect();
        let cards = catalogue::product_cards(&mut ctx.read().await?, ctx.tenant(), &skus).await?;
        let results = hits
            .iter()
            .filter_map(|hit| Some((hit, cards.get(index.sku(hit.article))?)))
            .filter(|(_, card)| self.admits(card))
            .take(limit)
            .zip(1..)
            .map(|((hit, card), rank)| SearchResult {
                rank,
                sku: card.sku.clone(),
                name: card.name.clone(),
                brand: card.brand.clone(),
                category: card.category.clone(),
                sample: card.sample,
                score: rounded(hit.score),
                reasons: in_words(&hit.reasons),
                score_parts: self.explain.then(|| parts(&hit.reasons)),
            })
            .collect();
        let interpreted = Interpreted {
            words: words(query),
            sizes: engine::sizes::read(query).iter().map(ToString::to_string).collect(),
            gtin: engine::codes::Gtin::parse(query).map(|gtin| gtin.to_string()),
        };
        Ok(SearchAnswer { query_id, results, interpreted, took_us })
    }

    fn admits(&self, card: &ProductCard) -> bool {
        let brand = self.brand.as_deref().is_none_or(|wanted| card.brand.as_deref().is_some_and(|brand| same(brand, wanted)));
        let category = self.category.as_deref().is_none_or(|wanted| {
            card.category.as_deref().is_some_and(|category| category.split(" > ").any(|part| same(part, wanted)) || same(category, wanted))
        });
        brand && category
    }
}

/// The words searched for, folded, in order.
fn words(query: &str) -> Vec<String> {
    let mut words = Vec::new();
    engine::text::tokens(&engine::text::fold(query), |word, token| {
        if token == engine::text::Token::Word {
            words.push(word.to_owned());
        }
    });
    words
}

/// What speaks for a product, the strongest first.
fn in_words(reasons: &Reasons) -> Vec<String> {
    let mut words = Vec::new();
    match reasons.number {
        Some(Number::Sku) => words.push("our article number".to_owned()),
        Some(Number::Gtin) => words.push("its bar code".to_owned()),
        Some(Number::PartNumber) => words.push("the maker's part number".to_owned()),
        Some(Number::Other { .. }) => words.push("another number on record for it".to_owned()),
        None => {}
    }
    if reasons.code.is_some_and(|code| code > 0.9) {
        words.push("the part code in the name".to_owned());
    }
    if reasons.brand.is_some_and(|brand| brand > 0.9) {
        words.push("the brand".to_owned());
    }
    if reasons.covered > 0.0 {
        words.push(format!("{:.0} % of what the words say", f64::from(reasons.covered) * 100.0));
    }
    if words.is_empty() {
        words.push("similar spelling".to_owned());
    }
    words
}

/// The parts of the score, each 0 to 1; what one side does not state is absent.
fn parts(reasons: &Reasons) -> BTreeMap<String, f64> {
    let always = [
        ("words", Some(reasons.words)),
        ("letters", Some(reasons.letters)),
        ("covered", Some(reasons.covered)),
        ("named", Some(reasons.named)),
    ];
    let stated = [("code", reasons.code), ("brand", reasons.brand), ("price", reasons.price)];
    always.into_iter().chain(stated).filter_map(|(part, value)| Some((part.to_owned(), rounded(value?)))).collect()
}

fn same(left: &str, right: &str) -> bool {
    engine::text::fold(left) == engine::text::fold(right)
}
