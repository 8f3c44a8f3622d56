use platform::db::sql;
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

/// The seed, with a quotation sent and keys used.
async fn busy() -> TestStore {
    let store = seed::store().await.unwrap();
    let keyed = |key: &str| store.ctx().with_idempotency_key(Some(key.to_owned()));
    call(&keyed("k-send"), "send_quotation", json!({ "number": seed::QUOTATION, "version": 1, "confirm": seed::CONFIRMATION }))
        .await
        .unwrap();
    call(&keyed("k-create"), "create_quotation", json!({ "text": "120 x HB-M8-50\n10 pcs HN-M8\n" })).await.unwrap();
    call(&keyed("k-other"), "create_quotation", json!({ "text": "7 x HB-M8-50\n" })).await.unwrap();
    call(&keyed("k-rfq"), "create_rfq", json!({ "text": "20 x hex bolt M8x50 A2-70\n" })).await.unwrap();
    call(&keyed("k-upload"), "create_upload", json!({ "name": "a.txt", "text": "a" })).await.unwrap();
    call(&store.ctx(), "resolve_rfq_line", json!({ "rfq": seed::RFQ, "line": 1, "sku": seed::SKU, "quantity": "24" })).await.unwrap();
    call(&store.ctx(), "import_components", json!({ "files": [seed::COMPONENTS] })).await.unwrap();
    call(&store.ctx(), "import_cross_references", json!({ "files": [seed::CROSS_REFERENCES] })).await.unwrap();
    store
}

fn violated(verification: &Value) -> Vec<String> {
    let invariants = verification["invariants"].as_array().unwrap().iter();
    let violated = invariants.filter(|verified| verified["result"] == "violated");
    violated.map(|verified| format!("{} {}", verified["invariant"].as_str().unwrap(), verified["promise"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn a_store_that_was_only_used_keeps_every_promise() {
    let store = busy().await;
    let verification = call(&store.ctx(), "verify_data", json!({})).await.unwrap();
    assert_eq!((&verification["sound"], violated(&verification)), (&json!(true), vec![]), "{verification:#}");
    let nothing = |verified: &&Value| verified["result"] == "nothing to check";
    let unchecked: Vec<&Value> = verification["invariants"].as_array().unwrap().iter().filter(nothing).collect();
    // PostgreSQL has no file of ours to look at.
    let expected = usize::from(store.services.db.engine() != "sqlite");
    assert_eq!(unchecked.len(), expected, "a promise nobody looks at proves nothing: {unchecked:#?}");
}

#[tokio::test]
async fn an_empty_store_proves_nothing_and_says_so() {
    let store = TestStore::new().await.unwrap();
    let verification = call(&store.ctx(), "verify_data", json!({})).await.unwrap();
    let rows = verification["invariants"].as_array().unwrap();
    assert!(rows.iter().filter(|row| row["invariant"] != "store").all(|row| row["result"] == "nothing to check"), "{verification:#}");
}

/// Statements that break a promise, and the words of the promise they break.
const TAMPERED: &[(&str, &[&str])] = &[
    (
        "a quotation that was made is there",
        &["DELETE FROM quotations WHERE number = 'Q-2026-00002'", "DELETE FROM quotation_lines WHERE number = 'Q-2026-00002'"],
    ),
    (
        "byte by byte what was answered",
        &["UPDATE quotations SET body = REPLACE(body, 'Norfast Trading', 'Southfast Trading') WHERE number = 'Q-2026-00003'"],
    ),
    (
        "byte by byte what was answered",
        &["DELETE FROM quotations WHERE number = 'Q-2026-00003'", "DELETE FROM quotation_lines WHERE number = 'Q-2026-00003'"],
    ),
    ("columns of a quotation say the same", &["UPDATE quotations SET gross_minor = gross_minor + 1 WHERE number = 'Q-2026-00002'"]),
    ("columns of a quotation say the same", &["UPDATE quotation_lines SET price_micro = 1 WHERE number = 'Q-2026-00003' AND position = 1"]),
    ("columns of a quotation say the same", &["DELETE FROM quotation_lines WHERE number = 'Q-2026-00002'"]),
    ("columns of a quotation say the same", &["UPDATE quotations SET body = 'torn' WHERE number = 'Q-2026-00002'"]),
    ("no quotation line is without", &["DELETE FROM quotations WHERE number = 'Q-2026-00002'"]),
    (
        "lines and totals are what",
        &[
            "UPDATE quotations SET body = REPLACE(body, '\"amount_minor\":5627', '\"amount_minor\":5628'), gross_minor = 5628 WHERE number = 'Q-2026-00003'",
        ],
    ),
    (
        "lines and totals are what",
        &[
            "UPDATE quotation_lines SET body = REPLACE(body, '\"amount_minor\":4560', '\"amount_minor\":4561'), net_minor = 4561 WHERE number = 'Q-2026-00003'",
        ],
    ),
    ("lines and totals are what", &["DELETE FROM quotation_lines WHERE number = 'Q-2026-00003' AND position = 1"]),
    (
        "a key that made a quotation",
        &[
            "UPDATE idempotency_keys SET answer = (SELECT k.answer FROM idempotency_keys k WHERE k.idempotency_key = 'k-create') WHERE idempotency_key = 'k-other'",
        ],
    ),
    ("a number is given out once", &["UPDATE counters SET value = 2 WHERE name = 'quotation'"]),
    (
        "a number is given out once",
        &[
            "UPDATE quotations SET number = 'Q-2027-00001' WHERE number = 'Q-2026-00002'",
            "UPDATE quotation_lines SET number = 'Q-2027-00001' WHERE number = 'Q-2026-00002'",
        ],
    ),
    (
        "a sent quotation is as it was sent",
        &["UPDATE quotation_lines SET body = REPLACE(body, 'Hexagon bolt', 'Wooden bolt') WHERE number = 'Q-2026-00001'"],
    ),
    ("a sent quotation is as it was sent", &["DELETE FROM quotation_lines WHERE number = 'Q-2026-00001' AND position = 2"]),
    (
        "every state was reached legally",
        &[
            "UPDATE quotations SET state = 'sent', sent_at = created_at, body = REPLACE(body, '\"draft\"', '\"sent\"') WHERE number = 'Q-2026-00003'",
        ],
    ),
    ("every state was reached legally", &["UPDATE quotations SET state = 'draft', sent_at = NULL WHERE number = 'Q-2026-00001'"]),
    ("every state was reached legally", &["UPDATE quotations SET sent_at = sent_at + 1000 WHERE number = 'Q-2026-00001'"]),
    ("every state was reached legally", &["DELETE FROM audit_log WHERE subject_id = 'Q-2026-00003'"]),
    (
        "a priced line holds its price",
        &[
            "UPDATE quotation_lines SET body = REPLACE(body, '\"rule\":\"price list standard', '\"rule\":\"\",\"was\":\"price list standard') WHERE number = 'Q-2026-00003'",
        ],
    ),
    (
        "a priced line holds its price",
        &[
            "UPDATE quotation_lines SET body = REPLACE(body, '\"valid_to\":null', '\"valid_to\":\"2020-01-01T00:00:00Z\"') WHERE number = 'Q-2026-00003'",
        ],
    ),
    (
        "valid until a day",
        &["UPDATE quotations SET body = REPLACE(body, '\"time_zone\":\"', '\"time_zone\":\"Nowhere/') WHERE number = 'Q-2026-00003'"],
    ),
    ("a quotation answers the lines of its tenant's RFQ", &["UPDATE rfqs SET tenant = 'other'", "UPDATE rfq_lines SET tenant = 'other'"]),
    ("a quotation answers the lines of its tenant's RFQ", &["DELETE FROM quotation_lines WHERE number = 'Q-2026-00002' AND position = 2"]),
    (
        "printed forms accept",
        &[
            "UPDATE quotation_lines SET body = REPLACE(body, '\"amount_minor\":4560', '\"amount_minor\":4561') WHERE number = 'Q-2026-00003'",
        ],
    ),
    (
        "valid until a day",
        &[
            "UPDATE quotations SET valid_until = '2020-01-01', body = REPLACE(body, '2026-04-01', '2020-01-01') WHERE number = 'Q-2026-00002'",
        ],
    ),
    (
        "the version counts every change",
        &["UPDATE quotations SET version = 4, body = REPLACE(body, '\"version\":1', '\"version\":4') WHERE number = 'Q-2026-00002'"],
    ),
    (
        "every price and amount is in one currency",
        &["UPDATE quotation_lines SET body = REPLACE(body, '\"EUR\"', '\"USD\"') WHERE number = 'Q-2026-00003'"],
    ),
    ("columns of an RFQ say the same", &["UPDATE rfqs SET version = version + 1 WHERE id IN (SELECT rfq FROM quotations)"]),
    ("columns of an RFQ say the same", &["DELETE FROM rfq_lines WHERE position = 1"]),
    ("columns of an RFQ say the same", &["UPDATE rfq_lines SET sku = 'HN-M8' WHERE position = 1"]),
    ("no RFQ line is without", &["DELETE FROM rfqs WHERE id IN (SELECT rfq FROM quotations)"]),
    ("an RFQ that was answered", &["DELETE FROM rfqs WHERE id NOT IN (SELECT rfq FROM quotations)"]),
    ("an RFQ's version counts every decision", &["DELETE FROM audit_log WHERE action = 'line resolved'"]),
    ("decided by the match or a person", &["UPDATE rfq_lines SET body = REPLACE(body, '\"decided_by\":\"match\"', '\"decided_by\":null')"]),
    ("an RFQ's document is there", &["UPDATE rfqs SET sha256 = REPLACE(sha256, '0', '1')"]),
    ("every idempotency key has the answer", &["UPDATE idempotency_keys SET answer = 'null' WHERE idempotency_key = 'k-upload'"]),
    ("the audit log is unbroken", &["UPDATE audit_log SET principal = 'somebody else' WHERE position = 3"]),
    ("the audit log is unbroken", &["DELETE FROM audit_log WHERE position = 3"]),
    ("the audit log is unbroken", &["DELETE FROM audit_log WHERE position = (SELECT MAX(l.position) FROM audit_log l)"]),
    ("what hangs on a product", &["DELETE FROM products WHERE sku = 'HN-M8'"]),
    ("every row names an import", &["UPDATE products SET source = 'nobody' WHERE sku = 'HN-M8'"]),
    ("every row names an import", &["DELETE FROM sources"]),
    ("a price has currency", &["UPDATE product_prices SET currency = 'XYZ' WHERE sku = 'HN-M8'"]),
    ("a price has currency", &["UPDATE product_prices SET price_micro = -1 WHERE sku = 'HN-M8'"]),
    ("belongs to a customer", &["DELETE FROM customers"]),
    ("belongs to a customer", &["UPDATE customer_part_numbers SET tenant = 'other'"]),
    ("the seller's currency", &["UPDATE seller SET tax_percent = '1000'"]),
    ("every file handed in", &["UPDATE uploads SET size_bytes = size_bytes + 1 WHERE name = 'request.txt'"]),
    ("every file handed in", &["UPDATE uploads SET sha256 = REPLACE(sha256, 'a', 'b') WHERE name = 'request.txt'"]),
    ("a file that was answered", &["DELETE FROM uploads WHERE name = 'a.txt'"]),
];

#[tokio::test]
async fn whatever_is_tampered_with_is_named() {
    let busy = busy().await;
    let mut silent = Vec::new();
    for (promise, statements) in TAMPERED {
        let store = busy.copy().await.unwrap();
        let mut tx = store.services.db.write().await.unwrap();
        let mut rows = 0;
        for statement in *statements {
            rows += sql(statement).execute(&mut tx).await.unwrap();
        }
        assert!(rows > 0, "{statements:?} touches nothing");
        tx.commit().await.unwrap();
        let verification = call(&store.ctx(), "verify_data", json!({})).await.unwrap();
        let violated = violated(&verification);
        if verification["sound"] != false || !violated.iter().any(|violated| violated.contains(promise)) {
            silent.push(format!("{statements:?} should violate `{promise}`, violated are {violated:?}"));
        }
    }
    let untouched = super::promises().into_iter().filter(|promise| promise.invariant != "store");
    let untouched: Vec<&str> =
        untouched.map(|promise| promise.says).filter(|says| !TAMPERED.iter().any(|(promise, _)| says.contains(promise))).collect();
    assert!(silent.is_empty() && untouched.is_empty(), "{}\nnever violated: {untouched:?}", silent.join("\n"));
}

#[tokio::test]
async fn a_file_that_was_changed_or_lost_is_named() {
    let busy = busy().await;
    for change in
        [|file: &std::path::Path| std::fs::write(file, "other").unwrap(), |file: &std::path::Path| std::fs::remove_file(file).unwrap()]
    {
        let store = busy.copy().await.unwrap();
        let upload = call(&store.ctx(), "get_upload", json!({ "upload": seed::UPLOAD })).await.unwrap();
        change(&store.folder().join("uploads").join(upload["sha256"].as_str().unwrap()));
        let verification = call(&store.ctx(), "verify_data", json!({})).await.unwrap();
        assert_eq!(violated(&verification), ["files every file handed in is there, unchanged"]);
    }
}

#[tokio::test]
async fn another_tenants_offenders_are_counted_and_not_named() {
    let store = busy().await;
    let mut tx = store.services.db.write().await.unwrap();
    sql("UPDATE quotation_lines SET tenant = 'other' WHERE number = 'Q-2026-00002'").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let verification = call(&store.ctx(), "verify_data", json!({})).await.unwrap();
    let headless = verification["invariants"].as_array().unwrap().iter();
    let headless = headless.clone().find(|verified| verified["promise"] == "no quotation line is without its quotation").unwrap();
    assert_eq!((&headless["violations"], &headless["first"][0]), (&json!(2), &json!("something of another tenant")), "{headless:#}");
}

#[tokio::test]
async fn a_damaged_page_is_found() {
    let store = busy().await;
    if store.services.db.engine() != "sqlite" {
        return;
    }
    let mut copy = store.copy().await.unwrap();
    copy.services.db.close().await;
    let file = copy.folder().join("horme.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 64].fill(0xff);
    std::fs::write(&file, bytes).unwrap();
    copy.services.db = platform::db::Db::open_sqlite(&file).await.unwrap();
    let refused = call(&copy.ctx(), "verify_data", json!({})).await.unwrap_err();
    assert_eq!(refused.code(), "store.damaged");
}
