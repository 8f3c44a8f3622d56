use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::model::Quotation;
use super::{COLUMNS, DOCUMENTS, not_found, print, required, store};
use crate::seed;

/// Shows a quotation with its lines, prices and totals; also as PDF, XLSX and JSON file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetQuotation {
    /// Number of the quotation, as in "Q-2026-00042".
    #[schemars(length(max = 40))]
    number: String,
    /// Revision, from 1; the newest if absent.
    #[schemars(range(min = 1))]
    revision: Option<u32>,
}

impl Operation for GetQuotation {
    const SPEC: Spec = Spec::new("get_quotation", Method::Get, "/api/quotations/{number}", Access::Role(Role::Reader), Effect::Read)
        .cli("quotation show", &["number"])
        .representations(DOCUMENTS)
        .rows("lines")
        .columns(COLUMNS)
        .everyday()
        .resources(&["quote://{number}", "quote://{number}/{revision}"]);
    type Output = Quotation;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a draft", json!({ "number": seed::QUOTATION })),
            Example::ok("its first revision", json!({ "number": seed::QUOTATION, "revision": 1 })),
            Example::refused("a revision that was never made", json!({ "number": seed::QUOTATION, "revision": 9 }), "quotation.not_found"),
            Example::refused("a number nobody gave out", json!({ "number": "Q-1999-00001" }), "quotation.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Quotation> {
        let mut tx = ctx.read().await?;
        let Some(revision) = self.revision else { return required(&mut tx, ctx.tenant(), &self.number).await };
        let found = store::revision(&mut tx, ctx.tenant(), &self.number, revision).await?;
        found.ok_or_else(|| not_found(&format!("{} revision {revision}", self.number)))
    }

    async fn represent(quotation: Quotation, extension: &str, _ctx: &Context) -> Result<Vec<u8>> {
        print::form(quotation, extension).await
    }
}
