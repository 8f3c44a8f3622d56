use std::collections::{HashMap, HashSet};

use engine::index::{Filter, Index, Order, Query};
use platform::blobs::{self, UploadId};
use platform::operation::{Access, Effect, Example, Method, Operation, Shown, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::fresh_index::current;
use super::{JUDGEMENT_UNREADABLE, NO_JUDGEMENTS};
use crate::ingest::columns;
use crate::matching::{Estimate, estimate};

/// Measures the search for people on judged queries against the catalogue as it is, with intervals.
///
/// Only queries with a product of some gain are counted. Nothing is stored.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateSearch {
    /// A table with the columns query_id and query.
    queries: UploadId,
    /// A table with the columns query_id, sku and gain: how good an answer the product is, 0 for none; 1 where absent.
    judgements: UploadId,
}

#[derive(Serialize, JsonSchema)]
pub struct SearchQuality {
    pub products: u64,
    pub queries: u64,
    /// Queries with a product of some gain; everything is over these.
    pub judged: u64,
    /// Judged products that the catalogue does not hold; they cannot be found, and count.
    pub unknown_products: u64,
    /// Discounted gain of the first ten as a share of the best there could be.
    pub ndcg_at_10: Estimate,
    /// Share of the products of some gain among the first ten, of ten at most.
    pub recall_at_10: Estimate,
    /// Of the first product of some gain, among the first hundred.
    pub mean_reciprocal_rank: Estimate,
    /// Time for all queries, in microseconds.
    pub took_us: u64,
}

/// Results that are looked at for the reciprocal rank.
const RANKED: usize = 100;
const FIRST: usize = 10;

impl Operation for EvaluateSearch {
    const SPEC: Spec =
        Spec::new("evaluate_search", Method::Post, "/api/evaluations/search", Access::Role(Role::Administrator), Effect::Read)
            .cli("eval search", &[])
            .shown(Shown::Json);
    type Output = SearchQuality;

    fn examples() -> Vec<Example> {
        use crate::seed;
        vec![
            Example::ok("two queries, one with a product", json!({ "queries": seed::QUERIES, "judgements": seed::JUDGEMENTS })),
            Example::refused(
                "a table of something else",
                json!({ "queries": seed::QUERIES, "judgements": seed::TRUTH }),
                "document.column_missing",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<SearchQuality> {
        let (upload, bytes) = blobs::open(ctx, &self.judgements).await?;
        let mut gains: HashMap<String, HashMap<String, f64>> = HashMap::new();
        for mut row in columns(ctx, &upload.name, &bytes, &["query_id", "sku", "gain"], usize::MAX).await? {
            let gain = row.cells.remove("gain");
            let (Some(query), Some(sku)) = (row.cells.remove("query_id"), row.cells.remove("sku")) else { continue };
            let gain = gain.map_or(Some(1.0), |gain| gain.trim().parse::<f64>().ok()).filter(|gain| (0.0..=100.0).contains(gain));
            let gain = gain.ok_or_else(|| {
                let message = format!("`{}`, row {}: the gain is no number from 0 to 100.", upload.name, row.number);
                JUDGEMENT_UNREADABLE.error(message).at("judgements")
            })?;
            if gain > 0.0 {
                gains.entry(query).or_default().insert(sku, gain);
            }
        }
        let (upload, bytes) = blobs::open(ctx, &self.queries).await?;
        let rows = columns(ctx, &upload.name, &bytes, &["query_id", "query"], ctx.config.limits.lines).await?;
        let queries = rows.len() as u64;
        let judged: Vec<(String, HashMap<String, f64>)> = rows
            .into_iter()
            .filter_map(|mut row| {
                let gains = gains.remove(&row.cells.remove("query_id")?)?;
                Some((visible(&row.cells.remove("query").unwrap_or_default()).into_owned(), gains))
            })
            .collect();
        if judged.is_empty() {
            return Err(NO_JUDGEMENTS.error("No query of the file has a product of some gain.").at("judgements"));
        }
        let index = current(ctx).await?.index;
        let started = ctx.clock.monotonic_us();
        let clock = ctx.clock;
        platform::off_thread(move || {
            let ranked: Vec<Vec<f64>> = judged.iter().map(|(query, gains)| gains_found(&index, query, gains)).collect();
            let took_us = clock.monotonic_us() - started;
            let each = || ranked.iter().zip(&judged).map(|(found, (_, gains))| (found, gains));
            let unknown: HashSet<&String> =
                judged.iter().flat_map(|(_, gains)| gains.keys()).filter(|sku| index.find_sku(sku).is_none()).collect();
            Ok(SearchQuality {
                products: index.len() as u64,
                queries,
                judged: judged.len() as u64,
                unknown_products: unknown.len() as u64,
                ndcg_at_10: estimate(each().map(|(found, gains)| ndcg(found, gains))),
                recall_at_10: estimate(each().map(|(found, gains)| recall(found, gains))),
                mean_reciprocal_rank: estimate(ranked.iter().map(|found| reciprocal(found))),
                took_us,
            })
        })
        .await
    }
}

/// Gain of each result, best first.
fn gains_found(index: &Index, text: &str, gains: &HashMap<String, f64>) -> Vec<f64> {
    let filter = Filter::default();
    let query = Query { text, filter: &filter, order: Order::Relevance, terms: None, after: None, limit: RANKED, facets: &[] };
    index.find(&query).hits.iter().map(|(hit, _)| gains.get(index.sku(hit.article)).copied().unwrap_or_default()).collect()
}

/// Gain 2^g − 1, discount log₂(1 + rank). Source: Burges et al., "Learning to Rank using Gradient Descent", ICML 2005.
fn ndcg(found: &[f64], gains: &HashMap<String, f64>) -> f64 {
    let discounted = |gains: &mut dyn Iterator<Item = &f64>| -> f64 {
        gains.take(FIRST).zip(2_u32..).map(|(gain, rank)| (gain.exp2() - 1.0) / f64::from(rank).log2()).sum()
    };
    let mut best: Vec<f64> = gains.values().copied().collect();
    best.sort_by(|left, right| right.total_cmp(left));
    discounted(&mut found.iter()) / discounted(&mut best.iter())
}

fn recall(found: &[f64], gains: &HashMap<String, f64>) -> f64 {
    let right = found.iter().take(FIRST).filter(|gain| **gain > 0.0).count();
    right as f64 / gains.len().min(FIRST) as f64
}

fn reciprocal(found: &[f64]) -> f64 {
    found.iter().position(|gain| *gain > 0.0).map_or(0.0, |at| 1.0 / (at as f64 + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measures_are_those_of_the_books() {
        let gains: HashMap<String, f64> = [("a", 3.0), ("b", 2.0), ("c", 1.0)].map(|(sku, gain)| (sku.to_owned(), gain)).into();
        assert!((ndcg(&[3.0, 2.0, 1.0], &gains) - 1.0).abs() < 1e-12);
        // (7/1 + 3/2) of (7/1 + 3/1.585 + 1/2).
        assert!((ndcg(&[3.0, 0.0, 2.0], &gains) - 8.5 / (7.0 + 3.0 / 3_f64.log2() + 0.5)).abs() < 1e-12);
        assert!((recall(&[0.0, 2.0, 1.0], &gains) - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!((reciprocal(&[0.0, 2.0]), reciprocal(&[0.0])), (0.5, 0.0));
    }
}
