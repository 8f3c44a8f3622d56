use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::store;
use crate::catalogue::{self, Touched};
use crate::seller;

/// Removes all sample data: products, prices, categories, the sample seller, and RFQs and quotations made with them.
///
/// The seller's own data stays, except what hangs on a sample product (a price stated for it, say), which goes with it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveSamples {}

#[derive(Serialize, JsonSchema)]
pub struct RemovedSamples {
    /// Products that are gone.
    pub products: u64,
    /// Rows of all tables that are gone.
    pub rows: u64,
    /// The seller that was set was the sample shop's, and is gone.
    pub seller: bool,
}

impl Operation for RemoveSamples {
    const SPEC: Spec = Spec::new("remove_samples", Method::Delete, "/api/samples", Access::Role(Role::Administrator), Effect::Remove)
        .cli("sample remove", &[]);
    type Output = RemovedSamples;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("everything that is sample", json!({})),
            Example::refused("a field that does not exist", json!({ "pack": "taxonomy" }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<RemovedSamples> {
        let mut tx = ctx.write().await?;
        catalogue::lock(&mut tx, ctx.tenant()).await?;
        let mut change = Change::of("sample", ctx.tenant(), "removed");
        for (kind, id) in store::made(&mut tx, ctx.tenant()).await? {
            change = change.and(kind, id, "removed");
        }
        let removed = store::remove(&mut tx, ctx.tenant()).await?;
        let sellers = seller::remove_sample(&mut tx, ctx.tenant()).await?;
        if removed.rows > 0 {
            catalogue::touch(&mut tx, ctx.tenant(), Touched::Everything).await?;
        }
        let answer = RemovedSamples { products: removed.products, rows: removed.rows + sellers, seller: sellers > 0 };
        ctx.commit(tx, change, answer).await
    }
}
