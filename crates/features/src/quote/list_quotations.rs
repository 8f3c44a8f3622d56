use platform::money::Amount;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::model::State;
use super::store;
use crate::page::{self, Cursor};

/// Lists the quotations, newest first, with state and total.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListQuotations {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct QuotationSummary {
    pub number: String,
    pub revision: u32,
    pub state: State,
    pub customer: Option<String>,
    pub sample: bool,
    pub complete: bool,
    /// RFC 3339, UTC.
    pub created_at: String,
    pub valid_until: String,
    pub gross: Amount,
}

#[derive(Serialize, JsonSchema)]
pub struct QuotationPage {
    pub quotations: Vec<QuotationSummary>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListQuotations {
    const SPEC: Spec = Spec::new("list_quotations", Method::Get, "/api/quotations", Access::Role(Role::Reader), Effect::Read)
        .cli("quotation list", &[])
        .rows("quotations")
        .offers("number", "quotations.number", None);
    type Output = QuotationPage;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the newest", json!({ "limit": 5 })),
            Example::refused("a cursor that is none", json!({ "cursor": "?" }), "page.cursor_malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<QuotationPage> {
        let size = page::size(ctx, self.limit)?;
        let before = page::after(self.cursor.as_ref())?;
        let quotations = store::page(&mut ctx.read().await?, ctx.tenant(), before.as_deref(), size + 1).await?;
        let (quotations, next_cursor) = page::cut(quotations, size, |quotation| &quotation.number);
        let quotations = quotations
            .into_iter()
            .map(|quotation| QuotationSummary {
                number: quotation.number,
                revision: quotation.revision,
                state: quotation.state,
                customer: quotation.customer.map(|customer| customer.name),
                sample: quotation.sample,
                complete: quotation.complete,
                created_at: quotation.created_at,
                valid_until: quotation.valid_until,
                gross: quotation.totals.gross,
            })
            .collect();
        Ok(QuotationPage { quotations, next_cursor })
    }
}
