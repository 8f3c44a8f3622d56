use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{PartNumber, required, store};
use crate::page::{self, Cursor};
use crate::seed;

/// Lists a customer's own numbers for products, a page at a time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListPartNumbers {
    /// The customer.
    #[schemars(length(max = 100))]
    customer: String,
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct PartNumberList {
    pub customer: String,
    pub part_numbers: Vec<PartNumber>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListPartNumbers {
    const SPEC: Spec =
        Spec::new("list_part_numbers", Method::Get, "/api/customers/{customer}/part-numbers", Access::Role(Role::Sales), Effect::Read)
            .cli("customer part-numbers", &["customer"]);
    type Output = PartNumberList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a customer's part numbers", json!({ "customer": seed::CUSTOMER })),
            Example::refused("a customer that does not exist", json!({ "customer": "nobody" }), "customer.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<PartNumberList> {
        let size = page::size(ctx, self.limit)?;
        let after = page::after(self.cursor.as_ref())?.unwrap_or_default();
        let mut tx = ctx.read().await?;
        required(&mut tx, ctx.tenant(), &self.customer).await?;
        let found = store::part_numbers(&mut tx, ctx.tenant(), &self.customer, &after, size + 1).await?;
        let (found, next_cursor) = page::cut(found, size, |(key, _)| key);
        Ok(PartNumberList { customer: self.customer, part_numbers: found.into_iter().map(|(_, number)| number).collect(), next_cursor })
    }
}
