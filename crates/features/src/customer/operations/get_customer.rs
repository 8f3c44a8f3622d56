use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::{Customer, required};
use crate::seed;

/// Shows a buying company.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetCustomer {
    /// The customer.
    #[schemars(length(max = 100))]
    customer: String,
}

impl Operation for GetCustomer {
    const SPEC: Spec = Spec::new("get_customer", Method::Get, "/api/customers/{customer}", Access::Role(Role::Sales), Effect::Read)
        .cli("customer show", &["customer"]);
    type Output = Customer;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a customer", json!({ "customer": seed::CUSTOMER })),
            Example::refused("a customer that does not exist", json!({ "customer": "nobody" }), "customer.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Customer> {
        required(&mut ctx.read().await?, ctx.tenant(), &self.customer).await
    }
}
