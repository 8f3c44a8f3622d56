use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::{BLANK, Customer, DOMAIN_TAKEN, store};
use super::domains;
use crate::seed;

/// Saves a buying company: what is given replaces what was stored, its part numbers stay.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveCustomer {
    /// The seller's id of the customer.
    #[schemars(length(min = 1, max = 100))]
    customer: String,
    /// The company's name.
    #[schemars(length(min = 1, max = 200))]
    name: String,
    /// Mail domains its people write from; a domain belongs to one customer.
    #[serde(default)]
    domains: Vec<String>,
    /// The price list looked at before the standard one.
    #[schemars(length(max = 100))]
    price_list: Option<String>,
}

impl Operation for SaveCustomer {
    const SPEC: Spec = Spec::new("save_customer", Method::Put, "/api/customers/{customer}", Access::Role(Role::Sales), Effect::Replace)
        .cli("customer save", &["customer"]);
    type Output = Customer;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok(
                "a customer with a price list",
                json!({ "customer": "C-200", "name": "Harbour Works Ltd", "domains": ["harbour.example"], "price_list": "trade" }),
            ),
            Example::refused(
                "a domain of somebody else",
                json!({ "customer": "C-200", "name": "Harbour Works Ltd", "domains": [seed::DOMAIN] }),
                "customer.domain_taken",
            ),
            Example::refused(
                "a domain that is none",
                json!({ "customer": "C-200", "name": "Harbour Works Ltd", "domains": ["harbour works"] }),
                "customer.domain_malformed",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Customer> {
        let customer = Customer {
            customer: visible(&self.customer).trim().to_owned(),
            name: visible(&self.name).trim().to_owned(),
            domains: domains(self.domains)?,
            price_list: self.price_list.map(|list| list.trim().to_owned()).filter(|list| !list.is_empty()),
        };
        for (field, text) in [("customer", &customer.customer), ("name", &customer.name)] {
            if text.is_empty() {
                return Err(BLANK.error(format!("`{field}` is blank.")).at(field));
            }
        }
        let mut tx = ctx.write().await?;
        for domain in &customer.domains {
            if let Some(owner) = store::owner_of(&mut tx, ctx.tenant(), domain).await?.filter(|owner| *owner != customer.customer) {
                return Err(DOMAIN_TAKEN.error(format!("`{domain}` belongs to customer `{owner}`.")).at("domains"));
            }
        }
        store::save(&mut tx, ctx, &customer, None).await?;
        ctx.commit(tx, Change::of("customer", &customer.customer, "saved"), customer).await
    }
}
