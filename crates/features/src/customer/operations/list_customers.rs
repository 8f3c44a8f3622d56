use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{Customer, store};
use crate::page::{self, Cursor};

/// Lists the buying companies by id, a page at a time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListCustomers {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct CustomerList {
    pub customers: Vec<Customer>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListCustomers {
    const SPEC: Spec = Spec::new("list_customers", Method::Get, "/api/customers", Access::Role(Role::Sales), Effect::Read)
        .cli("customer list", &[])
        .offers("customer", "customers.id", None);
    type Output = CustomerList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("all customers", json!({})),
            Example::refused("a page that is too long", json!({ "limit": 5000 }), "page.size_unserved"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<CustomerList> {
        let size = page::size(ctx, self.limit)?;
        let after = page::after(self.cursor.as_ref())?.unwrap_or_default();
        let found = store::list(&mut ctx.read().await?, ctx.tenant(), &after, size + 1).await?;
        let (customers, next_cursor) = page::cut(found, size, |customer| &customer.customer);
        Ok(CustomerList { customers, next_cursor })
    }
}
