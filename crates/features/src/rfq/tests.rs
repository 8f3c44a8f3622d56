use platform::operation::invoke;
use platform::testing::TestStore;
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

#[tokio::test]
async fn a_reading_is_shown_span_by_span() {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let read = async |text: &str| call(&ctx, "explain_text", json!({ "text": text })).await.unwrap();
    let shown = |reading: &Value| -> Vec<String> {
        let text = |span: &Value, field: &str| span[field].as_str().unwrap_or("-").to_owned();
        let spans = reading["spans"].as_array().unwrap().iter();
        spans.map(|span| format!("{}: {} = {}", text(span, "words"), text(span, "about"), text(span, "value"))).collect()
    };
    let reading = read("2 boxes of 100 super hex bolts DIN 933 M8x50 A2-70").await;
    for span in [
        "2 boxes of 100: quantity = 2",
        "boxes of 100: unit = XBX of 100",
        "super: words = -",
        "hex bolts: article = hex bolt",
        "DIN 933: standard = DIN 933",
        "M8x50: thread = M8",
        "M8x50: length = 50 mm",
        "A2-70: stainless grade = A2-70",
    ] {
        assert!(shown(&reading).iter().any(|read| read == span), "{span} in {reading:#}");
    }
    let standard = reading["spans"].as_array().unwrap().iter().find(|span| span["about"] == "standard").unwrap();
    assert_eq!(standard["instead"], json!(["ISO 4017"]));
    let inch = read("1/2\" drill bit").await;
    assert!(inch["spans"].as_array().unwrap().iter().any(|span| span["equals"] == "12.7 mm"), "{inch:#}");
    assert!(inch["questions"][0].as_str().unwrap().starts_with("1: How many"), "{inch:#}");
}
