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

async fn first(store: &TestStore, query: &str) -> Value {
    let answer = call(&store.ctx(), "search_products", json!({ "query": query })).await.unwrap();
    answer["results"][0]["sku"].clone()
}

async fn import(store: &TestStore, text: &str) {
    let upload = call(&store.ctx(), "create_upload", json!({ "name": "more.csv", "text": text })).await.unwrap();
    call(&store.ctx(), "import_catalogue", json!({ "files": [upload["id"]] })).await.unwrap();
}

#[tokio::test]
async fn a_changed_catalogue_is_seen_by_the_next_search() {
    let store = seed::store().await.unwrap();
    assert_eq!(first(&store, "hexagon bolt M8x50").await, seed::SKU);
    assert_ne!(first(&store, "crowbar").await, "CB-1");
    import(&store, "sku,name\nCB-1,Crowbar 600 mm\n").await;
    assert_eq!(first(&store, "crowbar").await, "CB-1");
}

#[tokio::test]
async fn an_index_file_is_reused_by_its_store_and_rebuilt_by_another() {
    let store = seed::store().await.unwrap();
    assert_eq!(first(&store, "hexagon bolt M8x50").await, seed::SKU);
    let file = store.folder().join("index/main.search");
    let built = std::fs::metadata(&file).unwrap().modified().unwrap();

    let copy = store.copy().await.unwrap();
    let copied = copy.folder().join("index/main.search");
    let before = std::fs::metadata(&copied).unwrap().modified().unwrap();
    assert_eq!(first(&copy, "hexagon bolt M8x50").await, seed::SKU);
    assert_eq!(std::fs::metadata(&copied).unwrap().modified().unwrap(), before, "the copy's file belongs to its store and is only read");
    assert!(before >= built);

    let other = TestStore::new().await.unwrap();
    let mut tx = other.ctx().write().await.unwrap();
    platform::db::sql("UPDATE store_identity SET id = 'other'").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    std::fs::create_dir_all(other.folder().join("index")).unwrap();
    std::fs::copy(&file, other.folder().join("index/main.search")).unwrap();
    import(&other, "sku,name\nCB-1,Crowbar 600 mm\n").await;
    assert_eq!(first(&other, "crowbar").await, "CB-1");
    assert_eq!(first(&other, "hexagon bolt M8x50").await, Value::Null, "another store's products must not be found");

    std::fs::write(other.folder().join("index/main.search"), b"damaged").unwrap();
    let again = other.copy().await.unwrap();
    assert_eq!(first(&again, "crowbar").await, "CB-1");
}

#[tokio::test]
async fn filters_leave_only_what_they_name() {
    let store = seed::store().await.unwrap();
    let answer = call(&store.ctx(), "search_products", json!({ "query": "M8", "category": "Nuts" })).await.unwrap();
    let skus: Vec<&str> = answer["results"].as_array().unwrap().iter().map(|result| result["sku"].as_str().unwrap()).collect();
    assert_eq!(skus, ["HN-M8"]);
}

#[tokio::test]
async fn odd_queries_are_answered_politely() {
    let store = seed::store().await.unwrap();
    for query in ["the of and", "x", "🔩🔧", "   ", &"bolt ".repeat(1_999)] {
        call(&store.ctx(), "search_products", json!({ "query": query })).await.unwrap();
    }
    let refused = call(&store.ctx(), "search_products", json!({ "query": "b".repeat(10_001) })).await.unwrap_err();
    assert_eq!(
        (refused.code(), refused.message().contains("10000") || refused.message().contains("10,000")),
        ("input.malformed", true),
        "{refused}"
    );
}
