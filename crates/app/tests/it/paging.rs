//! Every list pages alike: the same limits, the same opaque cursor, and page by page the same rows as at once.

use channels::{Listed, Operations};
use features::seed;
use platform::operation;
use platform::testing::TestStore;
use serde_json::{Value, json};

/// What a list has more than one row of beyond the seed.
async fn filled() -> TestStore {
    let store = seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    for (name, input) in [
        ("import_stock", json!({ "files": [seed::STOCK] })),
        ("import_customers", json!({ "files": [seed::CUSTOMERS] })),
        ("import_catalogue", json!({ "files": [seed::FOREIGN], "map": { "sku": "Artikel", "name": "Titel", "brand": "Titel" } })),
        ("save_part_number", json!({ "customer": seed::CUSTOMER, "part_number": "4712-B", "sku": seed::SKU })),
    ] {
        operation::invoke(&operations.find(name).unwrap().entry, input, &store.ctx()).await.unwrap();
    }
    store
}

async fn page(store: &TestStore, listed: &Listed, limit: u32, cursor: Option<&Value>) -> platform::Result<Value> {
    let mut input = (listed.entry.examples)().into_iter().find(|example| example.error.is_none()).unwrap().input;
    input["limit"] = json!(limit);
    if let Some(cursor) = cursor {
        input["cursor"] = cursor.clone();
    }
    operation::invoke(&listed.entry, input, &store.ctx()).await
}

#[tokio::test]
async fn every_list_pages_alike() {
    let store = filled().await;
    let most = store.services.config.limits.page_size_max;
    let operations = Operations::new(&features::operations());
    let lists: Vec<&Listed> = operations.iter().filter(|listed| listed.name().starts_with("list_")).collect();
    assert!(lists.len() > 10, "only {} lists found", lists.len());
    for list in lists {
        let name = list.name();
        let field = list.rows().unwrap();
        let whole = page(&store, list, most, None).await.unwrap();
        let rows = whole[field].as_array().unwrap();
        assert!(rows.len() > 1 && whole["next_cursor"].is_null(), "{name}: {whole}");

        let (mut followed, mut cursor) = (Vec::new(), None);
        while followed.len() <= rows.len() {
            let one = page(&store, list, 1, cursor.as_ref()).await.unwrap();
            assert_eq!(one[field].as_array().unwrap().len(), 1, "{name}: {one}");
            followed.push(one[field][0].clone());
            cursor = Some(one["next_cursor"].clone()).filter(|next| !next.is_null());
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(&followed, rows, "{name} page by page");

        for wrong in [0, most + 1] {
            let error = page(&store, list, wrong, None).await.unwrap_err();
            assert_eq!((error.code(), error.problem("")["field"].as_str()), ("page.size_unserved", Some("limit")), "{name}");
        }
        let error = page(&store, list, 1, Some(&json!("?"))).await.unwrap_err();
        assert_eq!(error.code(), "page.cursor_malformed", "{name}");
    }
}
