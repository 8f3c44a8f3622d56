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
async fn a_calibration_of_another_version_is_told_and_not_used() {
    let (store, lines, truth) = taught().await;
    let ctx = store.ctx();
    let one = json!({ "lines": [{ "line_id": "1", "text": "brush model 7" }] });
    let shipped = call(&ctx, "match_lines", one.clone()).await.unwrap();
    let calibrate = async || call(&ctx, "calibrate_matching", json!({ "lines": lines, "truth": truth })).await.unwrap();
    let fitted = calibrate().await;
    let mut tx = ctx.write().await.unwrap();
    let body = sql("SELECT body FROM matching_calibrations").fetch_optional(&mut tx).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let body: Value = serde_json::from_str(&body.get::<String>("body").unwrap()).unwrap();
    let [mut other_reasons, mut other_weights, mut earlier, mut unreadable] = std::array::from_fn(|_| body.clone());
    other_reasons["learnt"]["reasons"].as_array_mut().unwrap().pop();
    other_weights["beside"][0] = json!(0.25);
    // It was a model's coefficients that stood there, of another number.
    earlier["model"] = json!([0.5, 1.5]);
    earlier.as_object_mut().unwrap().remove("beside");
    unreadable["learnt"]["honest"] = json!([0.0, 1.0]);
    for other in [other_reasons, other_weights, earlier, unreadable] {
        let mut tx = ctx.write().await.unwrap();
        sql("UPDATE matching_calibrations SET body = ?").bind(other.to_string()).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let shown = call(&ctx, "get_matching_calibration", json!({})).await.unwrap();
        assert_eq!((&shown["id"], &shown["outdated_id"]), (&Value::Null, &fitted["id"]));
        assert_eq!(call(&ctx, "match_lines", one.clone()).await.unwrap(), shipped);
    }
    let again = calibrate().await;
    assert_eq!(call(&ctx, "get_matching_calibration", json!({})).await.unwrap(), again);
    assert_eq!(again["outdated_id"], Value::Null);
}

#[tokio::test]
async fn halves_are_measured_by_what_the_other_half_taught_and_alike_each_time() {
    let (store, lines, truth) = taught().await;
    let ctx = store.ctx();
    let measure = |halvings: Option<u32>| {
        let mut ask = json!({ "lines": lines, "truth": truth, "wanted_precision": 0.9 });
        halvings.into_iter().for_each(|halvings| ask["halvings"] = json!(halvings));
        call(&ctx, "evaluate_matching", ask)
    };
    let (mut first, mut second) = (measure(Some(1)).await.unwrap(), measure(Some(1)).await.unwrap());
    (first["took_us"], second["took_us"]) = (json!(0), json!(0));
    assert_eq!(first, second);
    assert_eq!((&first["lines"], &first["wanted_precision"]), (&json!(60), &json!(0.9)));
    let several = measure(Some(3)).await.unwrap();
    let (over, right_first) = (&several["over_halvings"], &several["recall_at_1"]["mean"]);
    assert_eq!((&several["recall_at_1"], &first["over_halvings"]), (&first["recall_at_1"], &Value::Null));
    assert_eq!((&over["recall_at_1"]["least"], &over["recall_at_1"]["most"]), (right_first, right_first));
    assert!(over["accepted_share"]["least"].as_f64() <= over["accepted_share"]["mean"].as_f64(), "{over}");
    let in_use = measure(None).await.unwrap();
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

#[tokio::test]
async fn a_size_is_met_exactly_or_not_at_all() {
    let table = format!(
        "sku,name\nS-234,Combination spanner 23.4 mm\nS-254,Combination spanner 25.4 mm\n\
         D-127,HSS drill bit 12.7 mm\nD-130,HSS drill bit 13 mm\nP-12,\"Steel pipe 1/2\"\" galvanised\"\nT-127,Steel tube 12.7 mm x 1 mm\n\
         A-50,Hex bolt M8x50 A2-70\nZ-50,Hex bolt M8x50 8.8 zinc plated\nA-55,Hex bolt M8x55 A2-70\n\
         B-12,Cordless drill driver 12 V\nC-I,Cutting disc 100x1.2x16 INOX\nC-S,Cutting disc 100x1.2x16 steel\n{SHELF}"
    );
    let asked = [
        "25.4mm spanner",
        "1/2\" drill bit",
        "1/2\" steel pipe",
        "hex bolt M8x50 A2-70",
        "18 V cordless drill driver",
        "100*1.2*16 cut off wheel stainless",
    ];
    let found = lines(&table, &asked).await;
    let first = |at: usize| found[at]["candidates"][0]["sku"].as_str().unwrap_or_default();
    assert_eq!([first(0), first(1), first(2), first(3), first(5)], ["S-254", "D-127", "P-12", "A-50", "C-I"], "{found:#?}");
    assert_ne!(found[4]["outcome"], "accepted", "{}", found[4]);
    assert!(found[4]["reason"].as_str().unwrap().contains("voltage 18 V, product states 12 V"), "{}", found[4]);

    let without = lines(&table.replace("A-50,Hex bolt M8x50 A2-70\n", "").replace("D-127,HSS drill bit 12.7 mm\n", ""), &asked).await;
    assert_ne!(without[3]["outcome"], "accepted", "neither another finish nor another length: {}", without[3]);
    assert_ne!(without[1]["outcome"], "accepted", "a half inch is 12.7 mm, not 13: {}", without[1]);
    let pipe_first = lines(&table.replace("P-12,\"Steel pipe 1/2\"\" galvanised\"\n", ""), &["1/2\" steel pipe"]).await;
    assert_ne!(pipe_first[0]["outcome"], "accepted", "a nominal half inch is not 12.7 mm outside: {}", pipe_first[0]);
}

#[tokio::test]
async fn a_long_line_is_read_to_its_end_and_two_items_are_two() {
    let table = format!("sku,name\nA-50,Hex bolt M8x50 A2-70\nA-60,Hex bolt M8x60 A2-70\nN-8,Hex nut M8 A2\n{SHELF}");
    let words = "for the new conveyor in hall three our fitters who came by on tuesday would be glad to have as last time and as drawn on \
                 the sheet that our office sent you the usual good quality hex bolt in stainless A2-70 of size M8x60";
    assert!(words.split_whitespace().count() >= 40);
    let found = lines(&table, &[words]).await;
    assert_eq!(found[0]["candidates"][0]["sku"], "A-60", "{}", found[0]);

    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let upload = call(&ctx, "create_upload", json!({ "name": "products.csv", "text": table })).await.unwrap();
    call(&ctx, "import_catalogue", json!({ "files": [upload["id"]] })).await.unwrap();
    let text = "Please quote 20 hex bolts M8x50 A2-70 and 40 hex nuts M8 A2";
    let rfq = call(&ctx, "create_rfq", json!({ "text": text })).await.unwrap();
    let read: Vec<(&str, &str)> = rfq["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["quantity"].as_str().unwrap(), line["candidates"][0]["sku"].as_str().unwrap()))
        .collect();
    assert_eq!(read, [("20", "A-50"), ("40", "N-8")], "{rfq}");
}

#[tokio::test]
async fn what_is_said_at_the_counter_finds_what_would_be_written() {
    let table = format!(
        "sku,name\nB-50,Hex bolt M8x50 zinc plated\nB-60,Hex bolt M8x60 zinc plated\nE-34,\"Elbow 3/4\"\" malleable iron\"\n\
         E-12,\"Elbow 1-1/2\"\" malleable iron\"\nR-05,Ball bearing 6205-2RS\nR-06,Ball bearing 6206-2RS\nN-P,Hexagon nut M8\n{SHELF}"
    );
    let said = [
        "hex bolts em eight by sixty zinc",
        "the three quarter inch elbow",
        "elbow inch and a half",
        "ball bearing sixty two oh six",
        "Sechskantschraube M acht mal fünfzig verzinkt",
        "tuerca hexagonal M ocho",
    ];
    let found = lines(&table, &said).await;
    let first: Vec<&str> = found.iter().map(|line| line["candidates"][0]["sku"].as_str().unwrap_or_default()).collect();
    assert_eq!(first, ["B-60", "E-34", "E-12", "R-06", "B-50", "N-P"], "{found:#?}");

    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    let upload = call(&ctx, "create_upload", json!({ "name": "products.csv", "text": table })).await.unwrap();
    call(&ctx, "import_catalogue", json!({ "files": [upload["id"]] })).await.unwrap();
    let text = "can I have twenty five hex bolts M eight by fifty and fifty number eight by inch and a half wood screws";
    let rfq = call(&ctx, "create_rfq", json!({ "text": text })).await.unwrap();
    let quantities: Vec<&Value> = rfq["lines"].as_array().unwrap().iter().map(|line| &line["quantity"]).collect();
    assert_eq!(quantities, [&json!("25"), &json!("50")], "{rfq}");
}

#[tokio::test]
async fn a_thread_without_a_pitch_is_the_coarse_one_whatever_a_column_repeats() {
    let table = format!("sku,name,attr:thread,attr:pitch_mm\nF-1,Hexagon nut M8-1,M8,1\nF-125,Hexagon nut M8-1.25,M8,1.25\n{SHELF}");
    let found = lines(&table.replace("\nX", ",,\nX"), &["hexagon nut M8", "hexagon nut M8x1"]).await;
    assert_eq!([&found[0]["candidates"][0]["sku"], &found[1]["candidates"][0]["sku"]], ["F-125", "F-1"], "{found:#?}");
}
