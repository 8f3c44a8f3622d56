use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::{PartNumber, SKU_UNKNOWN, remember, required};
use crate::catalogue;
use crate::seed;

/// Records that a customer's own number, or the words they use, mean one of our products, on the word of the caller.
///
/// From then on it is the first thing looked at in this customer's lists, and in nobody else's. Numbers that differ only
/// in case, blanks or punctuation are one number; a decimal point among words counts.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SavePartNumber {
    /// The customer.
    #[schemars(length(max = 100))]
    customer: String,
    /// As the customer writes it.
    #[schemars(length(min = 1, max = 200))]
    part_number: String,
    /// The product it means.
    #[schemars(length(min = 1, max = 200))]
    sku: String,
}

impl Operation for SavePartNumber {
    const SPEC: Spec = Spec::new(
        "save_part_number",
        Method::Put,
        "/api/customers/{customer}/part-numbers/{part_number}",
        Access::Role(Role::Sales),
        Effect::Replace,
    )
    .cli("customer part-number save", &["customer", "part_number", "sku"]);
    type Output = PartNumber;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a number that means a product", json!({ "customer": seed::CUSTOMER, "part_number": "HW 77-1", "sku": seed::SKU })),
            Example::refused(
                "a product that does not exist",
                json!({ "customer": seed::CUSTOMER, "part_number": "HW 77-1", "sku": "no such product" }),
                "customer.sku_unknown",
            ),
            Example::refused(
                "a customer that does not exist",
                json!({ "customer": "nobody", "part_number": "HW 77-1", "sku": seed::SKU }),
                "customer.not_found",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<PartNumber> {
        let mut tx = ctx.write().await?;
        let customer = required(&mut tx, ctx.tenant(), &self.customer).await?;
        if catalogue::product_cards(&mut tx, ctx.tenant(), &[&self.sku]).await?.is_empty() {
            return Err(SKU_UNKNOWN.error(format!("There is no product `{}`.", self.sku)).at("sku"));
        }
        let number = remember(&mut tx, ctx, &customer.customer, &self.part_number, &self.sku).await?;
        ctx.commit(tx, Change::of("customer", customer.customer, "part number saved"), number).await
    }
}
