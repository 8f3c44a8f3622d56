use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::model::Outcomes;
use super::store;
use crate::page::{self, Cursor};

/// Lists the requests, newest first, with how many of their lines were matched.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListRfqs {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct RfqSummary {
    pub id: String,
    pub document: String,
    pub customer: Option<String>,
    pub sample: bool,
    /// RFC 3339, UTC.
    pub created_at: String,
    pub outcomes: Outcomes,
}

#[derive(Serialize, JsonSchema)]
pub struct RfqPage {
    pub rfqs: Vec<RfqSummary>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListRfqs {
    const SPEC: Spec = Spec::new("list_rfqs", Method::Get, "/api/rfqs", Access::Role(Role::Sales), Effect::Read)
        .cli("rfq list", &[])
        .rows("rfqs")
        .offers("rfq", "rfqs.id", None);
    type Output = RfqPage;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the newest", json!({ "limit": 5 })),
            Example::refused("a cursor that is none", json!({ "cursor": "?" }), "page.cursor_malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<RfqPage> {
        let size = page::size(ctx, self.limit)?;
        let before = page::after(self.cursor.as_ref())?;
        let rfqs = store::page(&mut ctx.read().await?, ctx.tenant(), before.as_deref(), size + 1).await?;
        let (rfqs, next_cursor) = page::cut(rfqs, size, |rfq| &rfq.id);
        let rfqs = rfqs
            .into_iter()
            .map(|rfq| RfqSummary {
                id: rfq.id,
                document: rfq.document,
                customer: rfq.customer,
                sample: rfq.sample,
                created_at: rfq.created_at,
                outcomes: rfq.outcomes,
            })
            .collect();
        Ok(RfqPage { rfqs, next_cursor })
    }
}
