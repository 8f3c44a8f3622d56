use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::model::Rfq;
use super::required;
use crate::seed;

/// Shows a request with every line, its place in the document, its candidates and what has to be asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetRfq {
    /// Id of the RFQ.
    #[schemars(length(max = 100))]
    rfq: String,
    /// Only lines from this position on; from 1.
    #[schemars(range(min = 1))]
    first_line: Option<u32>,
}

impl Operation for GetRfq {
    const SPEC: Spec = Spec::new("get_rfq", Method::Get, "/api/rfqs/{rfq}", Access::Role(Role::Sales), Effect::Read)
        .cli("rfq show", &["rfq"])
        .rows("lines")
        .columns(&["position", "source.text", "quantity", "unit_text", "outcome", "sku", "confidence", "reason"])
        .everyday()
        .resources(&["rfq://{rfq}"])
        .watched("rfq", "rfq");
    type Output = Rfq;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a request of two lines", json!({ "rfq": seed::RFQ })),
            Example::ok("from its second line on", json!({ "rfq": seed::RFQ, "first_line": 2 })),
            Example::refused("an id nobody gave out", json!({ "rfq": "none" }), "rfq.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Rfq> {
        let mut rfq = required(&mut ctx.read().await?, ctx.tenant(), &self.rfq).await?;
        if let Some(first) = self.first_line {
            rfq.lines.retain(|line| line.position >= first);
        }
        Ok(rfq)
    }
}
