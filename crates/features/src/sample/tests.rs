use platform::Context;
use platform::db::sql;
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

macro_rules! tables {
    ($($table:ident: $($column:ident)+;)+) => {
        /// Every row of every table but the audit log and the counters, as text.
        async fn dump(ctx: &Context) -> Vec<String> {
            let mut tx = ctx.read().await.unwrap();
            let mut rows = Vec::new();
            $(
                for row in sql(concat!("SELECT * FROM ", stringify!($table))).fetch_all(&mut tx).await.unwrap() {
                    let mut text = stringify!($table).to_owned();
                    $(text.push('|'); text.push_str(&row.get::<Option<String>>(stringify!($column)).unwrap().unwrap_or_default());)+
                    rows.push(text);
                }
            )+
            rows.sort();
            rows
        }
    };
}

tables! {
    seller: tenant name currency;
    customers: tenant id name source;
    customer_domains: tenant domain customer;
    customer_part_numbers: tenant customer match_key sku source;
    sources: tenant id name;
    products: tenant sku name brand source;
    product_specifications: tenant sku name text source;
    cross_references: tenant sku number source;
    product_prices: tenant id sku source;
    product_stock: tenant sku location quantity source;
    product_components: tenant sku component_sku source;
    categories: tenant id name source;
    category_names: tenant id language name source;
    imports: tenant id report;
    uploads: tenant id name;
    idempotency_keys: tenant idempotency_key answer;
    rfqs: tenant id body;
    rfq_lines: tenant rfq body;
    quotations: tenant number body;
    quotation_lines: tenant number body;
}

#[tokio::test]
async fn every_example_holds() {
    seed::prove(OPERATIONS).await;
}

#[tokio::test]
async fn samples_come_whole_and_go_without_a_trace() {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let own =
        call(&ctx, "create_upload", json!({ "name": "own.csv", "text": "sku,name,price,currency,tax_included\nA-1,Bolt,1,EUR,no\n" }))
            .await;
    call(&ctx, "import_catalogue", json!({ "files": [own["id"]] })).await;
    let before = dump(&ctx).await;
    let loaded = call(&ctx, "load_samples", json!({})).await;
    let counted: Vec<_> = loaded["packs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pack| (pack["pack"].as_str().unwrap(), pack["added"].as_u64().unwrap(), pack["rejected"].as_u64().unwrap()))
        .collect();
    // The source has 91 blank names and lists one pipe twice.
    assert_eq!(counted, [("taxonomy", 21_811, 91), ("hardware-shop", 5_805, 0), ("fasteners", 5_572, 1), ("smart-home", 6_798, 0)]);
    let again = call(&ctx, "load_samples", json!({})).await;
    assert!(again["packs"].as_array().unwrap().iter().all(|pack| pack["added"] == 0 && pack["changed"] == 0));

    let product = call(&ctx, "get_product", json!({ "sku": "ISO 4762 - M24x60 (P3)" })).await;
    assert_eq!(
        (&product["sample"], &product["name"], &product["price"]),
        (&json!(true), &json!("Hexagon socket head cap screws M24-3 60 mm"), &Value::Null)
    );
    assert!(product["category_path"].as_str().unwrap().contains("Hardware"));
    assert_eq!(product["source"]["licence"], "Apache-2.0");
    let shop = call(&ctx, "get_product", json!({ "sku": "122716" })).await;
    assert_eq!((&shop["price"], &shop["price_basis"]), (&json!({ "price": "8.83", "currency": "EUR" }), &json!("included")));
    assert_eq!(call(&ctx, "get_seller", json!({})).await["sample"], true);

    let mut tx = ctx.write().await.unwrap();
    sql("INSERT INTO rfqs (tenant, id, document, sha256, sample, version, body, created_at, created_by) VALUES ('main', 'r', 'd', 's', 1, 1, '{}', 0, 'x')")
        .execute(&mut tx)
        .await
        .unwrap();
    sql("INSERT INTO rfq_lines (tenant, rfq, position, outcome, body) VALUES ('main', 'r', 1, 'none', '{}')")
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let removed = call(&ctx, "remove_samples", json!({})).await;
    assert_eq!((&removed["products"], &removed["seller"]), (&json!(5_805 + 5_572 + 6_798), &json!(true)));
    assert_eq!(dump(&ctx).await, before);
}

#[tokio::test]
async fn a_product_of_the_seller_s_own_is_never_replaced_by_a_sample() {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let import = async |text: &str| {
        let upload = call(&ctx, "create_upload", json!({ "name": "own.csv", "text": text })).await;
        call(&ctx, "import_catalogue", json!({ "files": [upload["id"]] })).await
    };
    import("sku,name,attr:note\nISO 3601 - 001,Our O-ring,ours\n").await;
    let loaded = call(&ctx, "load_samples", json!({ "packs": ["fasteners"] })).await;
    assert_eq!(loaded["packs"][0]["rejected"], 2);
    // Ours over a sample takes its place whole.
    assert_eq!(import("sku,name\nISO 3601 - 002,Our other O-ring\n").await["changed"], 1);
    let product = call(&ctx, "get_product", json!({ "sku": "ISO 3601 - 002" })).await;
    assert_eq!((&product["sample"], &product["specifications"]), (&json!(false), &json!([])));
    call(&ctx, "remove_samples", json!({})).await;
    for (sku, name) in [("ISO 3601 - 001", "Our O-ring"), ("ISO 3601 - 002", "Our other O-ring")] {
        assert_eq!(call(&ctx, "get_product", json!({ "sku": sku })).await["name"], name);
    }
}
