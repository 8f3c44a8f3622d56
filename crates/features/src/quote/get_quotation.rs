use platform::operation::{Access, Effect, Example, Method, Operation, Spec, answered};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::model::Quotation;
use super::{COLUMNS, DOCUMENTS, not_found, print, required, store};
use crate::seed;

/// Shows a quotation with its lines, prices and totals; also as file: pdf and xlsx for the customer; json and internal.xlsx,
/// which say why each line is what it is, for the seller.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetQuotation {
    /// Number of the quotation, as in "Q-2026-00042".
    #[schemars(length(max = 40))]
    number: String,
    /// Revision, from 1; the newest if absent.
    #[schemars(range(min = 1))]
    revision: Option<u32>,
    /// Only lines from this position on; from 1. Printed forms are always whole.
    #[schemars(range(min = 1))]
    first_line: Option<u32>,
}

impl Operation for GetQuotation {
    const SPEC: Spec = Spec::new("get_quotation", Method::Get, "/api/quotations/{number}", Access::Role(Role::Reader), Effect::Read)
        .cli("quotation show", &["number"])
        .representations(DOCUMENTS)
        .rows("lines")
        .columns(COLUMNS)
        .everyday()
        .resources(&["quote://{number}", "quote://{number}/{revision}"])
        .watched("quotation", "number");
    type Output = Quotation;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a draft", json!({ "number": seed::QUOTATION })),
            Example::ok("its first revision", json!({ "number": seed::QUOTATION, "revision": 1 })),
            Example::ok("from its second line on", json!({ "number": seed::QUOTATION, "first_line": 2 })),
            Example::refused("a revision that was never made", json!({ "number": seed::QUOTATION, "revision": 9 }), "quotation.not_found"),
            Example::refused("a number nobody gave out", json!({ "number": "Q-1999-00001" }), "quotation.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Quotation> {
        let mut tx = ctx.read().await?;
        let mut quotation = match self.revision {
            None => required(&mut tx, ctx.tenant(), &self.number).await?,
            Some(revision) => store::revision(&mut tx, ctx.tenant(), &self.number, revision)
                .await?
                .ok_or_else(|| not_found(&format!("{} revision {revision}", self.number)))?,
        };
        if let Some(first) = self.first_line {
            quotation.lines.retain(|line| line.position >= first);
        }
        Ok(quotation)
    }

    async fn represent(answer: Value, extension: &str, ctx: &Context) -> Result<Vec<u8>> {
        let quotation: Quotation = answered(answer)?;
        let whole = store::revision(&mut ctx.read().await?, ctx.tenant(), &quotation.number, quotation.revision).await?;
        print::form(whole.unwrap_or(quotation), extension).await
    }
}
