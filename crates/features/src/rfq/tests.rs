use platform::operation::invoke;
use platform::{Context, Result};
use serde_json::{Value, json};

use crate::seed;

async fn call(ctx: &Context, name: &str, input: Value) -> Result<Value> {
    let operations = crate::operations();
    let entry = operations.iter().find(|entry| entry.spec.name == name).unwrap();
    invoke(entry, input, ctx).await
}

/// The first line of the RFQ that this customer's text makes: outcome, product and reason.
async fn asked(ctx: &Context, customer: &str, text: &str) -> (Value, Value, String) {
    let rfq = call(ctx, "create_rfq", json!({ "text": text, "customer": customer })).await.unwrap();
    let line = &rfq["lines"][0];
    (line["outcome"].clone(), line["sku"].clone(), line["reason"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_a_person_chose_is_remembered_for_that_customer_until_it_is_taken_back() {
    let store = seed::store().await.unwrap();
    let ctx = store.ctx();
    let text = "20 x long shiny ones\n";
    let rfq = call(&ctx, "create_rfq", json!({ "text": text, "customer": seed::CUSTOMER })).await.unwrap();
    assert_eq!(rfq["lines"][0]["sku"], Value::Null);
    let resolved = call(&ctx, "resolve_rfq_line", json!({ "rfq": rfq["id"], "line": 1, "sku": seed::SKU })).await.unwrap();
    assert_eq!(resolved["lines"][0]["reason"], "chosen by local, and remembered for this customer");

    let (outcome, sku, reason) = asked(&ctx, seed::CUSTOMER, "7 x Long  shiny ones\n").await;
    assert_eq!((outcome, sku), (json!("accepted"), json!(seed::SKU)), "{reason}");
    assert!(reason.ends_with("(local confirmed `long shiny ones` on 2026-03-02.)"), "{reason}");
    call(&ctx, "save_customer", json!({ "customer": "C-7", "name": "Lakeside Builders", "domains": [] })).await.unwrap();
    assert_eq!(asked(&ctx, "C-7", text).await.1, Value::Null, "another customer is not concerned");

    let memory = json!({ "customer": seed::CUSTOMER, "part_number": "long shiny ones" });
    call(&ctx, "remove_part_number", memory).await.unwrap();
    assert_eq!(asked(&ctx, seed::CUSTOMER, text).await.1, Value::Null, "taken back");
}

#[tokio::test]
async fn a_choice_for_this_once_is_not_remembered() {
    let store = seed::store().await.unwrap();
    let ctx = store.ctx();
    let text = "20 x long shiny ones\n";
    let rfq = call(&ctx, "create_rfq", json!({ "text": text, "customer": seed::CUSTOMER })).await.unwrap();
    let once = json!({ "rfq": rfq["id"], "line": 1, "sku": seed::SKU, "remember": false });
    assert_eq!(call(&ctx, "resolve_rfq_line", once).await.unwrap()["lines"][0]["reason"], "chosen by local");
    assert_eq!(asked(&ctx, seed::CUSTOMER, text).await.1, Value::Null);
}
