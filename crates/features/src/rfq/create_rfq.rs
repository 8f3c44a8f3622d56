use platform::blobs::UploadId;
use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::model::Rfq;
use super::read::{Request, understand};
use super::store;
use crate::seed;

/// Reads a customer's request (csv, xlsx, ods, txt, eml or pasted text) into lines and matches each to a product.
///
/// Every word of the document ends in a line or in `other_text`; a line without a quantity is a question, never a 1.
/// To get a priced quotation in one step use create_quotation.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRfq {
    /// The document.
    upload: Option<UploadId>,
    /// The request as text, as pasted from a message.
    #[schemars(length(max = 1_000_000))]
    text: Option<String>,
    /// Id of the buying customer; if absent it is recognised by the sender's mail domain.
    #[schemars(length(max = 100))]
    customer: Option<String>,
}

impl Operation for CreateRfq {
    const SPEC: Spec = Spec::new("create_rfq", Method::Post, "/api/rfqs", Access::Role(Role::Sales), Effect::Write)
        .cli("rfq create", &["upload"])
        .rows("lines")
        .columns(&["position", "source.text", "quantity", "unit_text", "outcome", "sku", "confidence", "reason"])
        .everyday();
    type Output = Rfq;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a pasted list", json!({ "text": "20 x hex bolt M8x50 8.8 zinc\n- 5 boxes of nitrile gloves size 9\n" })),
            Example::ok("an uploaded document", json!({ "upload": seed::UPLOAD })),
            Example::refused("neither document nor text", json!({}), "rfq.document_ambiguous"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Rfq> {
        let (rfq, origin) = understand(ctx, Request { upload: self.upload, text: self.text, customer: self.customer }).await?;
        let mut tx = ctx.write().await?;
        store::insert(&mut tx, ctx.tenant(), &rfq, &origin, &ctx.principal.name).await?;
        ctx.commit(tx, Change::of("rfq", &rfq.id, "created"), rfq).await
    }
}
