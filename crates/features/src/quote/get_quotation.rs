use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::model::Quotation;
use super::{COLUMNS, DOCUMENTS, print, required};
use crate::seed;

/// Shows a quotation with its lines, prices and totals; also as file: pdf and xlsx for the customer; json and internal.xlsx,
/// which say why each line is what it is, for the seller.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetQuotation {
    /// Number of the quotation, as in "Q-2026-00042".
    #[schemars(length(max = 40))]
    number: String,
}

impl Operation for GetQuotation {
    const SPEC: Spec = Spec::new("get_quotation", Method::Get, "/api/quotations/{number}", Access::Role(Role::Reader), Effect::Read)
        .cli("quotation show", &["number"])
        .representations(DOCUMENTS)
        .rows("lines")
        .columns(COLUMNS)
        .everyday();
    type Output = Quotation;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a draft", json!({ "number": seed::QUOTATION })),
            Example::refused("a number nobody gave out", json!({ "number": "Q-1999-00001" }), "quotation.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Quotation> {
        required(&mut ctx.read().await?, ctx.tenant(), &self.number).await
    }

    async fn represent(quotation: Quotation, extension: &str, _ctx: &Context) -> Result<Vec<u8>> {
        print::form(quotation, extension).await
    }
}
