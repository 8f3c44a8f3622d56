use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{required, store};
use super::{key, no_such_number};
use crate::seed;

/// Forgets that a customer's own number means a product.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemovePartNumber {
    /// The customer.
    #[schemars(length(max = 100))]
    customer: String,
    /// The number, written in any way.
    #[schemars(length(min = 1, max = 200))]
    part_number: String,
}

#[derive(Serialize, JsonSchema)]
pub struct RemovedPartNumber {
    pub customer: String,
    /// The number that is gone.
    pub part_number: String,
}

impl Operation for RemovePartNumber {
    const SPEC: Spec = Spec::new(
        "remove_part_number",
        Method::Delete,
        "/api/customers/{customer}/part-numbers/{part_number}",
        Access::Role(Role::Sales),
        Effect::Remove,
    )
    .cli("customer part-number remove", &["customer", "part_number"]);
    type Output = RemovedPartNumber;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a number", json!({ "customer": seed::CUSTOMER, "part_number": seed::PART_NUMBER })),
            Example::refused(
                "a number the customer does not have",
                json!({ "customer": seed::CUSTOMER, "part_number": "HW 77-1" }),
                "customer.part_number_not_found",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<RemovedPartNumber> {
        let key = key(&self.part_number)?;
        let mut tx = ctx.write().await?;
        let customer = required(&mut tx, ctx.tenant(), &self.customer).await?.customer;
        if store::remove_part_number(&mut tx, ctx.tenant(), &customer, &key).await? == 0 {
            return Err(no_such_number());
        }
        let change = Change::of("customer", &customer, "part number removed");
        ctx.commit(tx, change, RemovedPartNumber { customer, part_number: self.part_number }).await
    }
}
