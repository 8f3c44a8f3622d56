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

#[tokio::test]
async fn each_line_has_a_name_of_its_own() {
    let store = seed::store().await.unwrap();
    let ctx = store.ctx();
    let line = |id: &str| json!({ "line_id": id, "text": "hex bolt M8x50" });
    let upload = async |text| call(&ctx, "create_upload", json!({ "name": "lines.csv", "text": text })).await.unwrap()["id"].clone();
    for (lines, told) in [
        (json!([line("1"), line(" ")]), "lines[1]: the line has no `line_id`."),
        (json!([line("1"), line("2"), line("1 ")]), "lines[2]: the line has the `line_id` \"1\" of lines[0]."),
        (upload("line_id,text\n1,bolt\n\n,nut\n").await, "`lines.csv`, row 4: the line has no `line_id`."),
        (
            upload("line_id,text\n1,bolt\n2,nut\n1,nut\n").await,
            "`lines.csv`, row 4: the line has the `line_id` \"1\" of `lines.csv`, row 2.",
        ),
    ] {
        let refused = call(&ctx, "match_lines", json!({ "lines": lines })).await.unwrap_err();
        assert_eq!((refused.code(), refused.message()), ("matching.line_unnamed", told));
    }
}

/// A catalogue of brushes in ten widths, and lines that name one of them, every third with a word too many.
async fn taught() -> (TestStore, Value, Value) {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let products: String = (1..=40).map(|at| format!("B-{at},Paint brush model {at} round bristle\n")).collect();
    let upload = call(&ctx, "create_upload", json!({ "name": "products.csv", "text": format!("sku,name\n{products}") })).await.unwrap();
    call(&ctx, "import_catalogue", json!({ "files": [upload["id"]] })).await.unwrap();
    let line = |at: u32| {
        let extra = if at.is_multiple_of(3) { "for the ceiling" } else { "" };
        json!({ "line_id": at.to_string(), "text": format!("brush model {at} {extra}") })
    };
    let lines: Value = (1..=60).map(line).collect();
    let truth: String = (1..=40).map(|at| format!("{at},B-{at}\n")).collect();
    let truth = call(&ctx, "create_upload", json!({ "name": "truth.csv", "text": format!("line_id,sku\n{truth}") })).await.unwrap();
    (store, lines, truth["id"].clone())
}

#[tokio::test]
async fn what_labelled_lines_taught_is_used_until_it_is_removed() {
    let (store, lines, truth) = taught().await;
    let ctx = store.ctx();
    let one = json!({ "lines": [{ "line_id": "1", "text": "brush model 7" }] });
    let shipped = call(&ctx, "match_lines", one.clone()).await.unwrap();
    let fitted = call(&ctx, "calibrate_matching", json!({ "lines": lines, "truth": truth })).await.unwrap();
    assert!(fitted["id"].is_string() && fitted["created_by"] == "local" && fitted["right"].as_u64().unwrap() <= 40, "{fitted}");
    assert_eq!(call(&ctx, "get_matching_calibration", json!({})).await.unwrap(), fitted);
    let now = call(&ctx, "match_lines", one.clone()).await.unwrap();
    assert_ne!(now["lines"][0]["confidence"], shipped["lines"][0]["confidence"]);
    assert_eq!(now["lines"][0]["candidates"][0]["sku"], shipped["lines"][0]["candidates"][0]["sku"]);
    let before = call(&ctx, "remove_matching_calibration", json!({ "id": fitted["id"] })).await.unwrap();
    assert!(before["id"].is_null());
    assert_eq!(call(&ctx, "match_lines", one).await.unwrap(), shipped);
    let again = call(&ctx, "remove_matching_calibration", json!({ "id": fitted["id"] })).await.unwrap_err();
    assert_eq!(again.code(), "matching.calibration_not_in_use");
}

#[tokio::test]
async fn halves_are_measured_by_what_the_other_half_taught_and_alike_each_time() {
    let (store, lines, truth) = taught().await;
    let ctx = store.ctx();
    let measure = |halves: bool| {
        call(&ctx, "evaluate_matching", json!({ "lines": lines, "truth": truth, "halves": halves, "wanted_precision": 0.9 }))
    };
    let (mut first, mut second) = (measure(true).await.unwrap(), measure(true).await.unwrap());
    (first["took_us"], second["took_us"]) = (json!(0), json!(0));
    assert_eq!(first, second);
    assert_eq!((&first["lines"], &first["wanted_precision"]), (&json!(60), &json!(0.9)));
    let in_use = measure(false).await.unwrap();
    assert_eq!(first["recall_at_1"], in_use["recall_at_1"], "calibration does not change the order");
    assert_ne!(first["calibration_error"], in_use["calibration_error"]);
}

#[tokio::test]
async fn the_price_a_customer_names_tells_equal_articles_apart_at_todays_prices() {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let import = async |operation: &str, text: &str| {
        let upload = call(&ctx, "create_upload", json!({ "name": "rows.csv", "text": text })).await.unwrap();
        let terms = json!({ "currency": "EUR", "tax_included": "false" });
        call(&ctx, operation, json!({ "files": [upload["id"]], "set": terms })).await.unwrap();
    };
    let first = async || {
        let line = json!({ "line_id": "1", "text": "steel bucket 10 l", "price": "9.80" });
        let matched = call(&ctx, "match_lines", json!({ "lines": [line] })).await.unwrap();
        matched["lines"][0]["candidates"][0]["sku"].clone()
    };
    import("import_catalogue", "sku,name,price\nB-1,Steel bucket 10 l,9.90\nB-2,Steel bucket 10 l,29.90\n").await;
    assert_eq!(first().await, "B-1");
    import("import_prices", "sku,price\nB-1,29.90\nB-2,9.90\n").await;
    assert_eq!(first().await, "B-2");
}

async fn lines(table: &str, texts: &[&str]) -> Vec<Value> {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let upload = call(&ctx, "create_upload", json!({ "name": "products.csv", "text": table })).await.unwrap();
    call(&ctx, "import_catalogue", json!({ "files": [upload["id"]] })).await.unwrap();
    let lines: Vec<Value> = texts.iter().zip(1..).map(|(text, at)| json!({ "line_id": at.to_string(), "text": text })).collect();
    call(&ctx, "match_lines", json!({ "lines": lines })).await.unwrap()["lines"].as_array().unwrap().clone()
}

/// Articles that have nothing to do with what is asked, so that words have a rarity.
const SHELF: &str =
    "X-1,Claw hammer 500 g\nX-2,Paint brush 50 mm\nX-3,Cable tie black\nX-4,Garden hose 20 m\nX-5,Rubber mallet\nX-6,Duct tape\n";

#[tokio::test]
async fn a_standard_is_answered_by_what_took_its_place_with_the_difference() {
    let table =
        format!("sku,name\nI-8,Hexagon bolt ISO 4017 M8x50\nI-10,Hexagon bolt ISO 4017 M10x50\nI-W,Plain washer ISO 7089 M8\n{SHELF}");
    let found = lines(&table, &["DIN 933 M8x50", "hexagon bolt DIN 933 M10x50", "washer DIN 125 M8"]).await;
    assert_eq!(found[0]["candidates"][0]["sku"], "I-8", "{}", found[0]);
    assert_ne!(found[0]["outcome"], "none");
    let agrees = found[0]["candidates"][0]["agrees"].to_string();
    assert!(agrees.contains("standard DIN 933 as ISO 4017") && found[0]["missing"] == json!([]), "{}", found[0]);
    assert_eq!((&found[1]["candidates"][0]["sku"], &found[1]["outcome"]), (&json!("I-10"), &json!("choose")), "{}", found[1]);
    assert!(found[1]["reason"].as_str().unwrap().contains("width across flats 16 mm instead of 17 mm"), "{}", found[1]);
    assert_eq!((&found[2]["candidates"][0]["sku"], &found[2]["outcome"]), (&json!("I-W"), &json!("choose")), "{}", found[2]);
    assert!(found[2]["missing"].to_string().contains("hardness 200 HV instead of 140 HV"), "{}", found[2]);

    let both =
        lines(&format!("{table}D-8,Hexagon bolt DIN 933 M8x50\n"), &["hexagon bolt DIN 933 M8x50", "hexagon bolt ISO 4017 M8x50"]).await;
    assert_eq!((&both[0]["candidates"][0]["sku"], &both[1]["candidates"][0]["sku"]), (&json!("D-8"), &json!("I-8")));
}

#[tokio::test]
async fn gloves_that_differ_in_size_only_are_asked_about() {
    let table =
        format!("sku,name,attr:size\nG-8,Nitrile glove size 8,8\nG-9,Nitrile glove size 9,9\nG-10,Nitrile glove size 10,10\n{SHELF}");
    let found = lines(&table.replace("\nX", ",\nX"), &["gloves", "nitrile gloves"]).await;
    for line in &found {
        assert_eq!(line["outcome"], "choose", "{line}");
        let told = format!("{} {}", line["reason"], line["missing"]);
        assert!(told.contains('8') && told.contains('9') && line["candidates"].as_array().unwrap().len() >= 3, "{line}");
    }
}

#[tokio::test]
async fn a_measurement_says_what_a_part_adds() {
    let (store, lines, truth) = taught().await;
    let ctx = store.ctx();
    let measure = async |without: Value| {
        let input = json!({ "lines": lines, "truth": truth, "without": without });
        call(&ctx, "evaluate_matching", input).await.unwrap()["recall_at_1"]["mean"].as_f64().unwrap()
    };
    assert_eq!(measure(json!([])).await, 1.0);
    assert_eq!(measure(json!(["price", "brand"])).await, 1.0, "nobody stated any");
    let refused = call(&ctx, "evaluate_matching", json!({ "lines": lines, "truth": truth, "without": ["luck"] })).await.unwrap_err();
    assert_eq!(refused.code(), "input.malformed");
}
