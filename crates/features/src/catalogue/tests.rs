use platform::operation::{invoke, represent};
use platform::testing::TestStore;
use serde_json::{Value, json};

use super::*;
use crate::seed;

/// A store and short ways to call it.
pub struct Shop(pub TestStore);

impl Shop {
    pub async fn new() -> Self {
        Shop(TestStore::new().await.unwrap())
    }

    pub async fn try_call(&self, name: &str, input: Value) -> Result<Value> {
        let operations = crate::operations();
        let entry = operations.iter().find(|entry| entry.spec.name == name).unwrap();
        invoke(entry, input, &self.0.ctx()).await
    }

    pub async fn call(&self, name: &str, input: Value) -> Value {
        self.try_call(name, input).await.unwrap()
    }

    async fn upload(&self, name: &str, text: &str) -> Value {
        self.call("create_upload", json!({ "name": name, "text": text })).await["id"].clone()
    }

    /// Imports a catalogue given as text.
    async fn import(&self, name: &str, text: &str) -> Value {
        let file = self.upload(name, text).await;
        self.call("import_catalogue", json!({ "files": [file] })).await
    }

    async fn product(&self, sku: &str) -> Value {
        self.call("get_product", json!({ "sku": sku })).await
    }

    async fn version(&self) -> i64 {
        version(&mut self.0.ctx().read().await.unwrap(), "main").await.unwrap()
    }
}

fn counts(report: &Value) -> [u64; 5] {
    ["read", "added", "changed", "unchanged", "rejected"].map(|name| report[name].as_u64().unwrap())
}

#[tokio::test]
async fn every_example_holds() {
    seed::prove(OPERATIONS).await;
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let shop = Shop::new().await;
    let file = "sku,name,brand,gtin,price,currency,tax_included,stock,attr:length\n\
        007,Bolt,Acme,4006381333931,\"1,25\",EUR,no,5,50 mm\n008,Nut,,,\"0,5\",EUR,no,,\n";
    assert_eq!(counts(&shop.import("a.csv", file).await), [2, 2, 0, 0, 0]);
    let version = shop.version().await;
    assert_eq!(counts(&shop.import("b.csv", file).await), [2, 0, 0, 2, 0]);
    assert_eq!(shop.version().await, version);
    let product = shop.product("007").await;
    assert_eq!(product["price"], json!({ "price": "1.25", "currency": "EUR" }));
    assert_eq!(product["price_basis"], "excluded");
    assert_eq!(product["stock"], "5");
    assert_eq!(product["specifications"], json!([{ "name": "length", "text": "50 mm", "value": "50", "unit": "MMT" }]));
    assert_eq!(product["source"]["name"], "a.csv");
    assert_eq!(product["sample"], false);
    assert_eq!(product["unknown"]["description"], "the catalogue does not state it, or stated it unusably");
}

#[tokio::test]
async fn a_column_that_is_absent_changes_nothing_and_a_blank_cell_makes_unknown() {
    let shop = Shop::new().await;
    shop.import("a.csv", "sku,name,brand,price,currency,tax_included,attr:a,attr:b\n1,Bolt,Acme,2,EUR,no,x,y\n").await;
    assert_eq!(counts(&shop.import("b.csv", "sku,name,attr:b\n1,Bolt,z\n").await), [1, 0, 1, 0, 0]);
    let product = shop.product("1").await;
    assert_eq!((&product["brand"], &product["price"]["price"]), (&json!("Acme"), &json!("2")));
    assert_eq!((&product["specifications"][0]["text"], &product["specifications"][1]["text"]), (&json!("x"), &json!("z")));
    assert_eq!(counts(&shop.import("c.csv", "sku,name,brand,price,attributes\n1,Bolt,,,\n").await), [1, 0, 1, 0, 0]);
    let product = shop.product("1").await;
    assert_eq!((&product["brand"], &product["price"]), (&Value::Null, &Value::Null));
    assert_eq!(product["price_reason"], "no price list has this product");
    assert_eq!(product["specifications"], json!([]));
}

#[tokio::test]
async fn rejected_rows_are_listed_and_the_others_are_taken() {
    let shop = Shop::new().await;
    let file = "sku,name,price,currency,tax_included,gtin\n\
        1,Bolt,2,EUR,no,4006381333930\n,Nut,2,EUR,no,\n3,,2,EUR,no,\n4,Pin,-2,EUR,no,\n5,Rod,call us,EUR,no,\n1,Bolt,2,EUR,no,\n6,Cap,2,XXX,no,\n";
    let report = shop.import("a.csv", file).await;
    assert_eq!(counts(&report), [7, 1, 0, 0, 6]);
    let rejects: Vec<_> = report["rejects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| (note["row"].as_u64().unwrap(), note["reason"].as_str().unwrap()))
        .collect();
    for (row, reason) in [
        (3, "`sku` is missing"),
        (4, "`name` is missing"),
        (5, "is a negative price"),
        (6, "is not a price"),
        (7, "row 2 has the same SKU"),
        (8, "is not an ISO 4217 currency"),
    ] {
        assert!(rejects.contains(&(row, reason)), "{row}: {reason}: {rejects:?}");
    }
    assert_eq!(report["warnings"][0]["column"], "gtin");
    assert_eq!(shop.product("1").await["gtin"], Value::Null);

    let operations = crate::operations();
    let entry = operations.iter().find(|entry| entry.spec.name == "get_import").unwrap();
    let kept = shop.call("get_import", json!({ "import": report["import"] })).await;
    assert_eq!(kept, report);
    let csv = represent(entry, kept, "csv", &shop.0.ctx()).await.unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 7);
}

#[tokio::test]
async fn all_rejects_are_in_the_csv_form_even_when_the_report_cannot_hold_them() {
    let shop = Shop::new().await;
    let mut file = "sku,name\n1,Bolt\n".to_owned();
    (0..1500).for_each(|_| file.push_str("1,Bolt\n"));
    let report = shop.import("a.csv", &file).await;
    assert_eq!((report["rejects"].as_array().unwrap().len(), &report["rejects_left_out"]), (1000, &json!(500)));
    let operations = crate::operations();
    let entry = operations.iter().find(|entry| entry.spec.name == "get_import").unwrap();
    let csv = represent(entry, report, "csv", &shop.0.ctx()).await.unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 1501);
}

#[tokio::test]
async fn a_price_without_currency_or_basis_stays_unknown_until_the_seller_is_set() {
    let shop = Shop::new().await;
    let file = "sku;name;price\n1;Bolt;2,50\n";
    let report = shop.import("a.csv", file).await;
    assert_eq!(counts(&report), [1, 1, 0, 0, 0]);
    assert!(report["warnings"][0]["reason"].as_str().unwrap().contains("currency"));
    assert_eq!(shop.product("1").await["price"], Value::Null);
    let seller = json!({ "name": "Shop", "currency": "SGD", "tax_label": "GST", "tax_rate": "9", "price_basis": "excluded" });
    shop.call("set_seller", seller).await;
    assert_eq!(counts(&shop.import("a.csv", file).await), [1, 0, 1, 0, 0]);
    assert_eq!(shop.product("1").await["price"], json!({ "price": "2.5", "currency": "SGD" }));
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_keeps_nothing() {
    let shop = Shop::new().await;
    let file = shop.upload("a.csv", "sku,name\n1,Bolt\n").await;
    let dry = shop.call("import_catalogue", json!({ "files": [file], "dry_run": true })).await;
    assert_eq!((counts(&dry), &dry["dry_run"], &dry["import"]), ([1, 1, 0, 0, 0], &json!(true), &Value::Null));
    assert_eq!(shop.version().await, 0);
    assert_eq!(shop.try_call("get_product", json!({ "sku": "1" })).await.unwrap_err().code(), "product.not_found");
}

#[tokio::test]
async fn a_large_import_counts_its_own_rows_and_merges_them_again() {
    let shop = Shop::new().await;
    let mut file = "sku,name,attr:length,price,currency,tax_included,stock\n".to_owned();
    (0..5000).for_each(|at| file.push_str(&format!("S-{at},Bolt {at},{at} mm,1.5,EUR,no,{at}\n")));
    assert_eq!(counts(&shop.import("a.csv", &file).await), [5000, 5000, 0, 0, 0]);
    assert_eq!(counts(&shop.import("a.csv", &file).await), [5000, 0, 0, 5000, 0]);
    assert_eq!(counts(&shop.import("b.csv", &file.replace("Bolt", "Screw")).await), [5000, 0, 5000, 0, 0]);
}

#[tokio::test]
async fn one_bad_file_refuses_the_call() {
    let shop = Shop::new().await;
    let good = shop.upload("a.csv", "sku,name\n1,Bolt\n").await;
    for (name, text, code) in [("b.csv", "code,title\n1,Bolt\n", "import.unreadable"), ("b.json", "[{\"sku\":\"1\"", "import.unreadable")] {
        let bad = shop.upload(name, text).await;
        assert_eq!(shop.try_call("import_catalogue", json!({ "files": [good, bad] })).await.unwrap_err().code(), code, "{text}");
    }
    let empty = shop.upload("c.csv", "sku,name\n,Bolt\n").await;
    assert_eq!(shop.try_call("import_catalogue", json!({ "files": [empty] })).await.unwrap_err().code(), "import.nothing_valid");
    assert_eq!(shop.try_call("import_catalogue", json!({ "files": [] })).await.unwrap_err().code(), "import.no_files");
    assert_eq!(shop.version().await, 0);
}

#[tokio::test]
async fn where_nothing_is_valid_the_error_has_the_rejects() {
    let shop = Shop::new().await;
    let file = format!("sku,name\n{}", ",Bolt\n".repeat(1007));
    let file = shop.upload("a.csv", &file).await;
    let refused = shop.try_call("import_catalogue", json!({ "files": [file] })).await.unwrap_err();
    let extra = &refused.problem("r")["extra"];
    assert_eq!((extra["rejects"].as_array().unwrap().len(), &extra["rejects_left_out"]), (1000, &json!(7)));
    assert_eq!(extra["rejects"][999]["row"], 1001);
    let lines: Vec<_> = refused.message().lines().collect();
    assert_eq!((lines.len(), lines[1]), (7, "  a.csv, row 2, column `sku`: `sku` is missing"), "{}", refused.message());
    assert_eq!(lines[6], "  and 1002 more.");
}

#[tokio::test]
async fn json_and_csv_say_the_same() {
    let shop = Shop::new().await;
    shop.import("a.csv", "sku,name,price,currency,tax_included,attributes\n1,Bolt,1.234,EUR,yes,\"{\"\"a\"\":\"\"2 mm\"\",\"\"b\"\":3}\"\n2,Nut,0.5,EUR,yes,\n").await;
    let json = r#"[{"sku":"1","name":"Bolt","price":1.234,"currency":"EUR","tax_included":true,"attributes":{"a":"2 mm","b":3}},{"sku":2,"name":"Nut"}]"#;
    assert_eq!(counts(&shop.import("b.json", json).await), [2, 0, 0, 2, 0]);
    let lines =
        "{\"sku\":\"1\",\"name\":\"Bolt\"}\n{\"sku\":\"3\",\"name\":\"Pin\",\"price\":1.234,\"currency\":\"EUR\",\"tax_included\":false}\n";
    assert_eq!(counts(&shop.import("c.jsonl", lines).await), [2, 1, 0, 1, 0]);
    assert_eq!(shop.product("3").await["price"]["price"], "1.234");
}

#[tokio::test]
async fn a_broken_line_is_a_rejected_row_and_the_others_are_taken() {
    let shop = Shop::new().await;
    let lines = "{\"sku\":\"1\",\"name\":\"Bolt\"}\n\n{\"sku\":\"2\",\"name\":\"Nu\n[\"3\"]\n{\"sku\":\"4\",\"name\":\"Pin\"}\n";
    let report = shop.import("a.jsonl", lines).await;
    assert_eq!(counts(&report), [4, 2, 0, 0, 2]);
    let rejects: Vec<_> = (0..2).map(|at| (&report["rejects"][at]["row"], &report["rejects"][at]["reason"])).collect();
    assert_eq!(rejects[0], (&json!(3), &json!("the line is malformed JSON at byte 21")));
    assert_eq!(rejects[1], (&json!(4), &json!("the line is JSON, but no object")));
    assert_eq!(shop.product("4").await["name"], "Pin");
}

#[tokio::test]
async fn cells_beyond_the_header_are_warned_of() {
    let shop = Shop::new().await;
    let report = shop.import("a.csv", "sku,name,brand\n1,Bolt, long,Acme,x\n2,Nut,Acme,,\n3,Pin\n").await;
    assert_eq!(counts(&report), [3, 3, 0, 0, 0]);
    let warnings = report["warnings"].as_array().unwrap();
    assert_eq!((warnings.len(), &warnings[0]["row"], &warnings[0]["value"]), (1, &json!(2), &json!("Acme | x")));
}

#[tokio::test]
async fn titles_above_the_header_and_odd_skus_do_no_harm() {
    let shop = Shop::new().await;
    let report = shop.import("a.csv", "Price list 2026;;\n;;\nSKU;Name;Note\n 00/7 ä% ;Bolt;x\n").await;
    assert_eq!(counts(&report), [1, 1, 0, 0, 0]);
    assert_eq!(report["files"][0]["sheets"][0]["ignored_columns"], json!(["Note"]));
    assert_eq!(shop.product("00/7 ä%").await["name"], "Bolt");
}

#[tokio::test]
async fn every_sheet_of_a_workbook_is_read_and_codes_keep_their_zeros() {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    let mut book = rust_xlsxwriter::Workbook::new();
    let zeros = rust_xlsxwriter::Format::new().set_num_format("00000");
    for (name, first) in [("Bolts", 7.0), ("Nuts", 70.0)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, heading) in (0..).zip(["SKU", "Name", "Price", "Currency", "Tax included"]) {
            sheet.write_string(0, column, heading).unwrap();
        }
        sheet.write_number_with_format(1, 0, first, &zeros).unwrap();
        sheet.write_string(1, 1, format!("One of {name}")).unwrap();
        sheet.write_number(1, 2, 1.234).unwrap();
        sheet.write_string(1, 3, "EUR").unwrap();
        sheet.write_string(1, 4, "no").unwrap();
    }
    let notes = book.add_worksheet().set_name("Notes").unwrap();
    notes.write_string(0, 0, "Prices of March").unwrap();
    let bytes = BASE64_STANDARD.encode(book.save_to_buffer().unwrap());
    let shop = Shop::new().await;
    let file = shop.call("create_upload", json!({ "name": "prices.xlsx", "base64": bytes })).await["id"].clone();
    let report = shop.call("import_catalogue", json!({ "files": [file] })).await;
    assert_eq!(counts(&report), [2, 2, 0, 0, 0], "{report}");
    let sheets = report["files"][0]["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), 3);
    assert!(sheets[2]["left_out"].as_str().unwrap().contains("no column `sku`"));
    assert_eq!(shop.product("00007").await["price"]["price"], "1.234");
    assert_eq!(shop.product("00070").await["name"], "One of Nuts");
}

#[tokio::test]
async fn a_number_too_long_for_its_cell_is_no_code() {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Articles").unwrap();
    for (column, heading) in (0..).zip(["SKU", "Name", "MPN", "Remark"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for (row, (sku, mpn)) in (1..).zip([(1_234_567_890_123_456.0, 1.0), (2.0, 9_876_543_210_987_654.0), (123_456_789_012_345.0, 3.0)]) {
        sheet.write_number(row, 0, sku).unwrap();
        sheet.write_string(row, 1, "Bolt").unwrap();
        sheet.write_number(row, 2, mpn).unwrap();
        sheet.write_number(row, 3, 1e20).unwrap();
    }
    let bytes = BASE64_STANDARD.encode(book.save_to_buffer().unwrap());
    let shop = Shop::new().await;
    let file = shop.call("create_upload", json!({ "name": "articles.xlsx", "base64": bytes })).await["id"].clone();
    let report = shop.call("import_catalogue", json!({ "files": [file] })).await;
    assert_eq!(counts(&report), [3, 2, 0, 0, 1], "{report}");
    for (notes, row, column) in [("rejects", 2, "SKU"), ("warnings", 3, "MPN")] {
        let [note] = report[notes].as_array().unwrap().as_slice() else { panic!("{report}") };
        assert_eq!((&note["sheet"], &note["row"], &note["column"]), (&json!("Articles"), &json!(row), &json!(column)));
        assert!(note["reason"].as_str().unwrap().contains("format the column as text"), "{note}");
    }
    assert_eq!(shop.product("2").await["manufacturer_part_number"], Value::Null);
    assert_eq!(shop.product("123456789012345").await["manufacturer_part_number"], "3");

    let json = shop.upload("a.json", r#"[{"sku":12345678901234567890123,"name":"Nut"},{"sku":12345678901234567890,"name":"Nut"}]"#).await;
    let report = shop.call("import_catalogue", json!({ "files": [json] })).await;
    assert_eq!(counts(&report), [2, 1, 0, 0, 1], "{report}");
    assert_eq!(shop.product("12345678901234567890").await["name"], "Nut");
}

#[tokio::test]
async fn prices_and_stock_are_merged_by_what_they_are_for() {
    let shop = Shop::new().await;
    shop.import("a.csv", "sku,name,price,currency,tax_included,stock\n1,Bolt,2,EUR,no,7\n").await;
    let file = "sku,price,currency,price_list,min_quantity,valid_from,valid_to,tax_included\n\
        1,1.80,EUR,,100,,,no\n1,1.5,EUR,trade,,2026-03-01,2026-03-31,no\n9,1,EUR,,,,,no\n1,1,,,,,,no\n";
    let prices = shop.upload("prices.csv", file).await;
    let report = shop.call("import_prices", json!({ "files": [prices] })).await;
    assert_eq!(counts(&report), [4, 2, 0, 0, 2]);
    assert_eq!(counts(&shop.call("import_prices", json!({ "files": [prices] })).await), [4, 0, 0, 2, 2]);
    let listed = shop.call("list_prices", json!({ "sku": "1" })).await;
    let listed: Vec<_> = listed["prices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|price| (price["price_list"].clone(), price["min_quantity"].clone(), price["valid_to"].clone()))
        .collect();
    let expected = [
        (json!("standard"), json!("0"), Value::Null),
        (json!("standard"), json!("100"), Value::Null),
        (json!("trade"), json!("0"), json!("2026-04-01T00:00:00Z")),
    ];
    assert_eq!(listed, expected);
    assert_eq!(counts(&shop.import("a.csv", "sku,name,price,currency,tax_included\n1,Bolt,2,EUR,no\n").await), [1, 0, 0, 1, 0]);

    let stock = shop.upload("stock.csv", "sku,quantity,location\n1,5,Main\n1,\"2,5\",\n1,9,Main\n").await;
    let report = shop.call("import_stock", json!({ "files": [stock] })).await;
    assert_eq!(counts(&report), [3, 1, 1, 0, 1]);
    assert_eq!(shop.product("1").await["stock"], "7.5");

    let ctx = shop.0.ctx();
    let mut tx = ctx.read().await.unwrap();
    let terms = PriceTerms {
        price_list: Some("trade"),
        currency: platform::money::Currency::parse("EUR").unwrap(),
        basis: PriceBasis::Excluded,
        at: ctx.now(),
    };
    let found = prices_for(&mut tx, "main", &[("1", Decimal::ONE), ("9", Decimal::ONE)], terms).await.unwrap();
    assert_eq!(found[0].as_ref().unwrap().price_micro, 1_500_000);
    assert_eq!(found[1], Err(PriceMissing::NoPrice));
}

#[tokio::test]
async fn categories_have_names_in_other_languages() {
    let shop = Shop::new().await;
    let tree = shop.upload("tree.csv", "id,parent_id,name,full_path\nha,,Hardware,Hardware\nha-1,ha,Bolts,Hardware > Bolts\n").await;
    let names = shop.upload("names.csv", "id,lang,name\nha-1,es,Tornillos\nzz,es,Nada\n").await;
    let report = shop.call("import_categories", json!({ "files": [tree, names] })).await;
    assert_eq!(counts(&report), [4, 3, 0, 0, 1]);
    shop.import("a.csv", "sku,name,category\n1,Bolt,ha-1\n2,Glove,Safety\n").await;
    let listed = shop.call("list_categories", json!({ "language": "es" })).await;
    let listed: Vec<_> = listed["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|category| (category["id"].clone(), category["name"].clone(), category["products"].clone()))
        .collect();
    let expected = [("Safety", "Safety", 1), ("ha", "Hardware", 0), ("ha-1", "Tornillos", 1)]
        .map(|(id, name, products)| (json!(id), json!(name), json!(products)));
    assert_eq!(listed, expected);
    assert_eq!(shop.product("1").await["category_path"], "Hardware > Bolts");
}

#[tokio::test]
async fn what_a_kit_contains_is_merged_by_component() {
    let shop = Shop::new().await;
    shop.import("a.csv", "sku,name\nK,Kit\n1,Bolt\n2,Nut\n").await;
    let version = shop.version().await;
    let import = async |text: &str| {
        let file = shop.upload("kits.csv", text).await;
        shop.call("import_components", json!({ "files": [file] })).await
    };
    let file = "sku;component_sku;quantity\nK;1;2\nK;2;0,5\nK;K;1\nK;9;1\n9;1;1\nK;1;3\nK;2;0\nK;2;\n";
    let report = import(file).await;
    assert_eq!(counts(&report), [8, 2, 0, 0, 6]);
    let reasons: Vec<_> = report["rejects"].as_array().unwrap().iter().map(|note| note["reason"].as_str().unwrap()).collect();
    for reason in [
        "a product cannot contain itself",
        "no product has this SKU",
        "row 2 states the same component",
        "must be above zero",
        "`quantity` is missing",
    ] {
        assert!(reasons.contains(&reason), "{reason}: {reasons:?}");
    }
    assert_eq!(counts(&import("sku,component_sku,quantity\nK,1,2\nK,2,1\n").await), [2, 0, 1, 1, 0]);
    let components = json!([{ "sku": "1", "quantity": "2" }, { "sku": "2", "quantity": "1" }]);
    assert_eq!(shop.product("K").await["components"], components);
    assert_eq!(shop.version().await, version, "components are not in articles");
}

/// The match of a line that is nothing but this text: outcome and best SKU.
async fn matched(shop: &Shop, text: &str) -> (Value, Value) {
    let line = shop.call("match_lines", json!({ "lines": [{ "line_id": "1", "text": text }] })).await["lines"][0].clone();
    (line["outcome"].clone(), line["candidates"][0]["sku"].clone())
}

#[tokio::test]
async fn other_numbers_name_the_product_and_go_with_it() {
    let shop = Shop::new().await;
    let ctx = shop.0.ctx();
    let sample = import::SamplePack { pack: "p".to_owned(), licence: "l".to_owned(), attribution: "a".to_owned() };
    let bytes = b"sku,name,brand,gtin\nB-1,Hexagon bolt,Acme,4006381333931\nB-2,Rubber gasket,Acme,\n".as_slice().into();
    let files = [InputFile { name: "sample.csv".to_owned(), bytes, sample: Some(sample) }];
    let mut tx = ctx.write().await.unwrap();
    import_products(&ctx, &mut tx, &files, &Settings::default()).await.unwrap();
    tx.commit().await.unwrap();
    shop.import("own.csv", "sku,name\nK-1,Assortment box\n").await;
    let kit = shop.upload("kit.csv", "sku,component_sku,quantity\nK-1,B-1,5\nB-2,K-1,1\n").await;
    shop.call("import_components", json!({ "files": [kit] })).await;
    assert_ne!(matched(&shop, "ZX-90817-Q").await.0, "accepted");

    let version = shop.version().await;
    let file = "sku,number,kind\nB-1,ZX-90817-Q,\nB-1,0 36000 29145 2,GTIN\nB-2,OLD-5512,sku\nB-2,77,mpn\n\
        B-1,036000291453,gtin\nB-9,X-1,mpn\nB-1,X-1,ean\nB-1,-/-,mpn\nB-1,ZX-90817-Q,mpn\n";
    let numbers = shop.upload("numbers.csv", file).await;
    assert_eq!(counts(&shop.call("import_cross_references", json!({ "files": [numbers] })).await), [9, 4, 0, 0, 5]);
    assert_eq!(shop.version().await, version + 1);
    assert_eq!(counts(&shop.call("import_cross_references", json!({ "files": [numbers] })).await), [9, 0, 0, 4, 5]);
    assert_eq!(shop.version().await, version + 1, "the same numbers change nothing");
    let stored = json!([{ "kind": "gtin", "number": "036000291452" }, { "kind": "mpn", "number": "ZX-90817-Q" }]);
    assert_eq!(shop.product("B-1").await["cross_references"], stored);

    for (text, sku) in [("zx 90817q", "B-1"), ("please send ZX-90817-Q", "B-1"), ("0036000291452", "B-1"), ("old-5512", "B-2")] {
        assert_eq!(matched(&shop, text).await, (json!("accepted"), json!(sku)), "{text}");
    }
    assert_ne!(matched(&shop, "77").await.0, "accepted", "a short number is anybody's");

    shop.call("remove_samples", json!({})).await;
    for text in ["ZX-90817-Q", "0036000291452", "OLD-5512"] {
        assert_eq!(matched(&shop, text).await, (json!("none"), Value::Null), "{text}");
    }
    let mut tx = ctx.read().await.unwrap();
    for statement in ["SELECT sku FROM cross_references", "SELECT sku FROM product_components"] {
        assert!(db::sql(statement).fetch_all(&mut tx).await.unwrap().is_empty(), "{statement}");
    }
}

#[tokio::test]
async fn articles_come_whole_and_in_order() {
    let store = seed::store().await.unwrap();
    let mut tx = store.ctx().read().await.unwrap();
    let mut articles = Vec::new();
    for_each_article(&mut tx, "main", |mut some| {
        articles.append(&mut some);
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(articles.iter().map(|article| article.sku.as_str()).collect::<Vec<_>>(), ["GL-NIT-9", "HB-M8-50", "HN-M8"]);
    assert_eq!(articles[1].specifications.len(), 2);
    assert_eq!(articles[1].specifications[1].unit.as_deref(), Some("MMT"));
    assert_eq!((articles[0].unit.as_deref(), articles[0].pack_quantity), (Some("XBX"), Some(Decimal::ONE_HUNDRED)));
}
