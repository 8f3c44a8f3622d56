use platform::Context;
use platform::operation::invoke;
use platform::testing::TestStore;
use serde_json::{Value, json};

use super::*;
use crate::seed;

async fn call(ctx: &Context, name: &str, input: Value) -> Value {
    let operations = crate::operations();
    let entry = operations.iter().find(|entry| entry.spec.name == name).unwrap();
    invoke(entry, input, ctx).await.unwrap()
}

#[tokio::test]
async fn every_example_holds() {
    seed::prove(OPERATIONS).await;
}

#[tokio::test]
async fn a_part_number_is_one_however_it_is_written() {
    let store = seed::store().await.unwrap();
    let ctx = store.ctx();
    for written in ["ABC-12/3", "abc 123"] {
        call(&ctx, "save_part_number", json!({ "customer": seed::CUSTOMER, "part_number": written, "sku": seed::SKU })).await;
    }
    let listed = call(&ctx, "list_part_numbers", json!({ "customer": seed::CUSTOMER })).await;
    let numbers: Vec<_> = listed["part_numbers"].as_array().unwrap().iter().map(|number| number["part_number"].clone()).collect();
    assert_eq!(numbers, [json!(seed::PART_NUMBER), json!("abc 123")]);
    let keys = part_numbers(&mut ctx.read().await.unwrap(), "main", seed::CUSTOMER).await.unwrap();
    assert_eq!(keys["abc123"].sku, seed::SKU);
}

#[tokio::test]
async fn a_mail_address_names_its_customer() {
    let store = seed::store().await.unwrap();
    let mut tx = store.ctx().read().await.unwrap();
    for (address, found) in
        [("ana@shipyard.example", true), ("ana@Mail.Shipyard.example", true), ("ana@yard.example", false), ("example", false)]
    {
        assert_eq!(by_mail(&mut tx, "main", address).await.unwrap().is_some(), found, "{address}");
    }
}

#[tokio::test]
async fn customers_are_imported_once_and_keep_what_a_file_does_not_say() {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let import = async |text: &str| {
        let upload = call(&ctx, "create_upload", json!({ "name": "customers.csv", "text": text })).await;
        call(&ctx, "import_customers", json!({ "files": [upload["id"]] })).await
    };
    let file = "ID;Name;Domains;Price list\nC1;Alpha;alpha.example, a.example;trade\nC2;Beta;alpha.example;\nC3;Gamma;;\n";
    let report = import(file).await;
    assert_eq!((&report["added"], &report["rejected"]), (&json!(2), &json!(1)));
    assert_eq!(report["rejects"][0]["reason"], "the domain belongs to customer `C1`");
    let report = import("id,name\nC1,Alpha Ltd\nC3,Gamma\n").await;
    assert_eq!((&report["changed"], &report["unchanged"]), (&json!(1), &json!(1)));
    let customer = call(&ctx, "get_customer", json!({ "customer": "C1" })).await;
    assert_eq!(
        customer,
        json!({ "customer": "C1", "name": "Alpha Ltd", "domains": ["a.example", "alpha.example"], "price_list": "trade" })
    );
}
