use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{required, store};
use crate::seed;

/// Removes a buying company with its domains and part numbers. RFQs and quotations keep what they say.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveCustomer {
    /// The customer.
    #[schemars(length(max = 100))]
    customer: String,
}

#[derive(Serialize, JsonSchema)]
pub struct RemovedCustomer {
    /// The customer that is gone.
    pub customer: String,
}

impl Operation for RemoveCustomer {
    const SPEC: Spec =
        Spec::new("remove_customer", Method::Delete, "/api/customers/{customer}", Access::Role(Role::Administrator), Effect::Remove)
            .cli("customer remove", &["customer"]);
    type Output = RemovedCustomer;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a customer", json!({ "customer": seed::CUSTOMER })),
            Example::refused("a customer that does not exist", json!({ "customer": "nobody" }), "customer.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<RemovedCustomer> {
        let mut tx = ctx.write().await?;
        required(&mut tx, ctx.tenant(), &self.customer).await?;
        store::remove(&mut tx, ctx.tenant(), &self.customer).await?;
        let change = Change::of("customer", &self.customer, "removed");
        ctx.commit(tx, change, RemovedCustomer { customer: self.customer }).await
    }
}
