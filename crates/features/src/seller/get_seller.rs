use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Seller, required};

/// Shows the seller's settings: letterhead, currency, tax, price basis and rounding.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetSeller {}

impl Operation for GetSeller {
    const SPEC: Spec = Spec::new("get_seller", Method::Get, "/api/seller", Access::Role(Role::Reader), Effect::Read)
        .cli("seller show", &[])
        .resources(&["seller://settings"]);
    type Output = Seller;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the seller", json!({})),
            Example::refused("a field that does not exist", json!({ "tenant": "other" }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Seller> {
        required(&mut ctx.read().await?, ctx.tenant()).await
    }
}
