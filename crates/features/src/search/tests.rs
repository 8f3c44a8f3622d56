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
    for query in ["the of and", "x", "🔩🔧", "   ", "=mm5000", &"bolt ".repeat(1_999), &"x".repeat(10_000), &"9".repeat(10_000)] {
        call(&store.ctx(), "search_products", json!({ "query": query })).await.unwrap();
    }
    let refused = call(&store.ctx(), "search_products", json!({ "query": "b".repeat(10_001) })).await.unwrap_err();
    assert_eq!(
        (refused.code(), refused.message().contains("10000") || refused.message().contains("10,000")),
        ("input.malformed", true),
        "{refused}"
    );
}

async fn search(store: &TestStore, input: Value) -> Value {
    call(&store.ctx(), "search_products", input).await.unwrap()
}

fn skus(answer: &Value) -> Vec<&str> {
    answer["results"].as_array().unwrap().iter().map(|result| result["sku"].as_str().unwrap()).collect()
}

/// Sixty screws of three brands, some priced, some in stock.
async fn screws() -> TestStore {
    let store = seed::store().await.unwrap();
    let mut table = "sku,name,brand,category,price,currency,tax_included,stock,attr:length,attr:finish\n".to_owned();
    for at in 0..60 {
        let (brand, finish) = (["Norfast", "Acme", "Würth"][at % 3], ["zinc", "plain"][at % 2]);
        let price = if at % 5 == 0 { String::new() } else { format!("0.{:02}", at + 10) };
        let stock = if at % 4 == 0 { "" } else { ["0", "25"][at % 2] };
        let length = if at % 2 == 0 { format!("{} mm", 20 + at) } else { format!("{:.1} cm", (20 + at) as f32 / 10.0) };
        let category = if at % 3 == 0 { "Fasteners > Screws > Wood" } else { "Fasteners > Screws" };
        table += &format!("SC-{at:03},Countersunk screw number {at},{brand},{category},{price},EUR,no,{stock},{length},{finish}\n");
    }
    import(&store, &table).await;
    store
}

#[tokio::test]
async fn the_count_of_a_facet_is_what_choosing_it_finds() {
    let store = screws().await;
    for filter in [json!({}), json!({ "in_stock": true }), json!({ "price_max": "0.40" }), json!({ "attributes": ["finish = zinc"] })] {
        let mut input = json!({ "query": "countersunk screw", "facets": ["brand", "category", "finish", "length", "stock", "price"] });
        input.as_object_mut().unwrap().extend(filter.as_object().unwrap().clone());
        let answer = search(&store, input.clone()).await;
        let facets = answer["facets"].as_array().unwrap();
        assert_eq!(facets.len(), 6);
        for facet in &facets[..4] {
            let name = facet["name"].as_str().unwrap();
            for value in facet["values"].as_array().unwrap() {
                let mut chosen = input.clone();
                match name {
                    "brand" | "category" => chosen[name] = value["value"].clone(),
                    name => {
                        let condition = json!(format!("{name} = {}", value["value"].as_str().unwrap()));
                        let mut conditions = chosen["attributes"].as_array().cloned().unwrap_or_default();
                        conditions.push(condition);
                        chosen["attributes"] = json!(conditions);
                    }
                }
                let chosen = search(&store, chosen).await;
                assert_eq!(chosen["total"], value["products"], "{filter} {name} {value}");
            }
        }
        assert!(facets[5]["lowest"].is_string());
    }
}

#[tokio::test]
async fn filters_agree_with_what_products_say() {
    let store = screws().await;
    let all = search(&store, json!({ "query": "countersunk", "limit": 100 })).await;
    assert_eq!(all["total"], 60);
    for (filter, holds) in [
        (json!({ "price_max": "0.30" }), (|at| at % 5 != 0 && at + 10 <= 30) as fn(usize) -> bool),
        (json!({ "price_min": "0.30", "price_max": "0.40" }), |at| at % 5 != 0 && (30..=40).contains(&(at + 10))),
        (json!({ "in_stock": true }), |at| at % 4 != 0 && at % 2 == 1),
        (json!({ "attributes": ["length between 40 and 60 mm"] }), |at| (40..=60).contains(&(at + 20))),
        (json!({ "attributes": ["length >= 5 cm", "finish = ZINC"] }), |at| at + 20 >= 50 && at % 2 == 0),
        (json!({ "brand": "würth" }), |at| at % 3 == 2),
        (json!({ "category": "Wood" }), |at| at % 3 == 0),
        (json!({ "category": "Fasteners > Screws" }), |_| true),
        (json!({ "brand": "nobody" }), |_| false),
    ] {
        let mut input = json!({ "query": "countersunk", "limit": 100, "sort": "sku" });
        input.as_object_mut().unwrap().extend(filter.as_object().unwrap().clone());
        let answer = search(&store, input).await;
        let expected: Vec<String> = (0..60).filter(|at| holds(*at)).map(|at| format!("SC-{at:03}")).collect();
        assert_eq!(skus(&answer), expected, "{filter}");
    }
}

#[tokio::test]
async fn prices_sort_with_the_unknown_ones_last_page_after_page() {
    let store = screws().await;
    for (sort, sign) in [("price", 1.0), ("price_descending", -1.0)] {
        let (mut prices, mut cursor): (Vec<Option<f64>>, Value) = (Vec::new(), Value::Null);
        loop {
            let mut input = json!({ "query": "screw", "sort": sort, "limit": 7 });
            if !cursor.is_null() {
                input["cursor"] = cursor;
            }
            let answer = search(&store, input).await;
            let price = |result: &Value| result["price"]["price"].as_str().map(|price| price.parse::<f64>().unwrap() * sign);
            prices.extend(answer["results"].as_array().unwrap().iter().map(price));
            cursor = answer["next_cursor"].clone();
            if cursor.is_null() {
                break;
            }
        }
        assert_eq!(prices.len(), 60);
        let known: Vec<f64> = prices.iter().copied().map_while(|price| price).collect();
        assert!(known.is_sorted() && known.len() == 48, "{sort}: {prices:?}");
    }
}

#[tokio::test]
async fn every_change_is_in_the_next_answer() {
    let store = seed::store().await.unwrap();
    assert_eq!(first(&store, "hexagon bolt M8x50").await, seed::SKU);
    for round in 0..4 {
        import(&store, &format!("sku,name,brand\nCB-1,Crowbar round{round} 600 mm,Acme\nCB-2{round},Pinch bar {round},Acme\n")).await;
        assert_eq!(first(&store, &format!("crowbar round{round}")).await, "CB-1");
        assert_eq!(first(&store, &format!("CB-2{round}")).await, format!("CB-2{round}"));
        let answer = search(&store, json!({ "query": "crowbar" })).await;
        assert_eq!(skus(&answer), ["CB-1"], "the form before is gone");
        let bars = search(&store, json!({ "query": "pinch bar", "facets": ["brand"], "limit": 100 })).await;
        assert_eq!(bars["facets"][0]["values"][0]["products"], bars["total"]);
    }
    let stock = call(&store.ctx(), "create_upload", json!({ "name": "stock.csv", "text": "sku,quantity\nCB-1,3\n" })).await.unwrap();
    assert_eq!(skus(&search(&store, json!({ "query": "crowbar", "in_stock": true })).await), [""; 0]);
    call(&store.ctx(), "import_stock", json!({ "files": [stock["id"]] })).await.unwrap();
    assert_eq!(skus(&search(&store, json!({ "query": "crowbar", "in_stock": true })).await), ["CB-1"]);
    // Another process begins with the file of the first build and the list of changes.
    let copy = store.copy().await.unwrap();
    assert_eq!(first(&copy, "crowbar round3").await, "CB-1");
    assert_eq!(skus(&search(&copy, json!({ "query": "crowbar", "in_stock": true })).await), ["CB-1"]);
}

#[tokio::test]
async fn a_synonym_is_known_to_the_next_search_of_its_tenant_alone() {
    let store = seed::store().await.unwrap();
    let ctx = store.ctx();
    assert!(skus(&search(&store, json!({ "query": "gauntlet" })).await).is_empty());
    call(&ctx, "set_synonym", json!({ "word": "Gauntlets", "means": ["nitrile glove"] })).await.unwrap();
    let answer = search(&store, json!({ "query": "gauntlet", "explain": true })).await;
    assert_eq!(skus(&answer), ["GL-NIT-9"]);
    assert_eq!(answer["interpreted"]["readings"][0]["how"], "synonym");
    assert_eq!(answer["interpreted"]["relaxations"][0], "`gauntlet` was read as `nitrile glove`.");
    let mut other = store.ctx();
    other.principal.tenant = "other".to_owned();
    let listed = call(&other, "list_synonyms", json!({ "limit": 100 })).await.unwrap();
    assert!(listed["synonyms"].as_array().unwrap().iter().all(|synonym| synonym["origin"] == "built_in"), "{listed}");
    call(&ctx, "remove_synonym", json!({ "word": "GAUNTLET" })).await.unwrap();
    assert!(skus(&search(&store, json!({ "query": "gauntlet" })).await).is_empty());
    let rows = platform::db::sql(
        "SELECT action FROM audit_log WHERE tenant = ? AND subject_kind = 'synonym' AND subject_id = 'gauntlet' ORDER BY position",
    )
    .bind("main")
    .fetch_all(&mut ctx.read().await.unwrap())
    .await
    .unwrap();
    let actions: Vec<String> = rows.iter().map(|row| row.get("action").unwrap()).collect();
    assert_eq!(actions, ["set", "removed"]);
}

#[tokio::test]
async fn slips_are_forgiven_and_said() {
    let store = seed::store().await.unwrap();
    let answer = search(&store, json!({ "query": "hexgon bolt" })).await;
    assert_eq!(skus(&answer)[0], seed::SKU);
    assert_eq!(answer["interpreted"]["relaxations"][0], "`hexgon` was read as `hexagon`.");
    let other_size = search(&store, json!({ "query": "M11" })).await;
    assert!(skus(&other_size).is_empty(), "a number is right or wrong: {other_size}");
}

#[tokio::test]
async fn typing_is_completed() {
    let store = seed::store().await.unwrap();
    let answer = call(&store.ctx(), "suggest_products", json!({ "query": "hexagon bo" })).await.unwrap();
    assert_eq!(answer["products"][0]["sku"], seed::SKU);
    assert_eq!(answer["completions"], json!([{ "text": "hexagon bolt", "products": 1 }]));
    for query in ["", " ", "🔩", "x", &"x".repeat(200)] {
        call(&store.ctx(), "suggest_products", json!({ "query": query })).await.unwrap();
    }
}

async fn shop(table: &str) -> TestStore {
    let store = TestStore::new().await.unwrap();
    import(&store, table).await;
    store
}

#[tokio::test]
async fn a_number_is_right_or_wrong() {
    let store = shop(
        "sku,name,gtin\nS-1,Combination spanner 23.4 mm,4006381333931\nS-2,Combination spanner 25.4 mm,036000291452\n\
         D-1,Dryer WF-M5799DWF,\nD-2,Dryer WF-M5788DWF,\nB-1,Galvanised bucket 12 l,\n",
    )
    .await;
    for query in ["25.4mm", "25.4 mm", "25,4mm spanner", "spanner 1 inch"] {
        assert_eq!(first(&store, query).await, "S-2", "{query}");
    }
    assert_eq!(skus(&search(&store, json!({ "query": "036000291452" })).await), ["S-2"]);
    assert!(skus(&search(&store, json!({ "query": "036000291469" })).await).is_empty(), "a valid number that nobody has");
    assert!(skus(&search(&store, json!({ "query": "4006381333948" })).await).is_empty(), "a neighbour of one that is there");
    assert_eq!(skus(&search(&store, json!({ "query": "m5799" })).await), ["D-1"]);
    assert_eq!(first(&store, "galvansied bukcet").await, "B-1");
    for query in ["m5798", "WF-M5789DWF", "13 l", "23.5 mm", "23.5mm"] {
        let answer = search(&store, json!({ "query": query })).await;
        assert!(!["D-1", "S-1", "B-1"].contains(&skus(&answer).first().copied().unwrap_or_default()), "{query}: {answer}");
    }
}

#[tokio::test]
async fn an_attribute_in_any_unit_is_compared_by_its_value() {
    let store = shop(
        "sku,name,attr:length\nA,Rod one,4.5 cm\nB,Rod two,2 inch\nC,Rod three,70 mm\nD,Rod four,0.055 m\nE,Rod five,\nF,Rod six,1/2 in\n",
    )
    .await;
    let answer = search(&store, json!({ "query": "rod", "attributes": ["length between 40 and 60 mm"], "sort": "sku" })).await;
    assert_eq!(skus(&answer), ["A", "B", "D"]);
    assert_eq!(answer["total"], 3);
}

#[tokio::test]
async fn pages_hold_every_result_once_and_agree_with_the_counts() {
    let store = screws().await;
    let (mut all, mut cursor): (Vec<String>, Value) = (Vec::new(), Value::Null);
    let mut brands: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    let counts = loop {
        let mut input = json!({ "query": "countersunk screw zinc", "limit": 9, "facets": ["brand"] });
        if !cursor.is_null() {
            input["cursor"] = cursor;
        }
        let answer = search(&store, input).await;
        for result in answer["results"].as_array().unwrap() {
            all.push(result["sku"].as_str().unwrap().to_owned());
            *brands.entry(result["brand"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        cursor = answer["next_cursor"].clone();
        if cursor.is_null() {
            break answer;
        }
    };
    assert_eq!(counts["total"], all.len());
    all.sort();
    all.dedup();
    assert_eq!(counts["total"], all.len(), "a result came twice");
    for value in counts["facets"][0]["values"].as_array().unwrap() {
        assert_eq!(value["products"], brands[value["value"].as_str().unwrap()]);
    }
}

#[tokio::test]
async fn an_answer_explains_itself_when_asked() {
    let store = seed::store().await.unwrap();
    let answer = search(&store, json!({ "query": "hexgon bolt M8x50 gizmo", "explain": true })).await;
    let interpreted = &answer["interpreted"];
    assert_eq!(interpreted["sizes"], json!(["M8", "50 mm"]));
    for said in ["`hexgon` was read as `hexagon`.", "No product holds `gizmo` or a word like it."] {
        assert!(interpreted["relaxations"].as_array().unwrap().contains(&json!(said)), "{interpreted}");
    }
    let readings = interpreted["readings"].as_array().unwrap();
    assert!(readings.iter().any(|reading| reading["how"] == "slip" && reading["read_as"] == "hexagon"), "{readings:?}");
    let parts = answer["results"][0]["score_parts"].as_object().unwrap();
    for part in ["words", "covered", "named"] {
        assert!(parts[part].as_f64().unwrap() > 0.0, "{part} of {parts:?}");
    }
    let alike = search(&store, json!({ "query": "hexagoniferous", "explain": true })).await;
    assert!(alike["results"][0]["score_parts"]["letters"].as_f64().unwrap() > 0.0, "{alike}");
    let plain = search(&store, json!({ "query": "hexgon bolt" })).await;
    assert!(plain["results"][0]["score_parts"].is_null() && plain["interpreted"]["readings"].is_null());
}

#[tokio::test]
async fn built_in_words_are_shown_used_and_can_be_switched_off() {
    let store = shop("sku,name\nT-1,Tornillo avellanado M6x40\nT-2,Tornillo hexagonal M6x40\nV-1,Valla de madera\n").await;
    let ctx = store.ctx();
    assert_eq!(first(&store, "csk screw M6x40").await, "T-1");
    assert_eq!(first(&store, "fence").await, "V-1");
    let matched = call(&ctx, "match_lines", json!({ "lines": [{ "line_id": "1", "text": "hex screw M6x40" }] })).await.unwrap();
    assert_eq!(matched["lines"][0]["candidates"][0]["sku"], "T-2", "{matched}");
    let listed = call(&ctx, "list_synonyms", json!({ "limit": 100 })).await.unwrap();
    let of =
        |listed: &Value, word: &str| listed["synonyms"].as_array().unwrap().iter().find(|synonym| synonym["word"] == word).unwrap().clone();
    assert_eq!(of(&listed, "fence")["origin"], "built_in");
    assert!(of(&listed, "fence")["means"].as_array().unwrap().contains(&json!("valla")));

    call(&ctx, "set_synonym", json!({ "word": "Fence", "means": [] })).await.unwrap();
    let listed = call(&ctx, "list_synonyms", json!({ "limit": 100 })).await.unwrap();
    assert_eq!((&of(&listed, "Fence")["origin"], &of(&listed, "Fence")["means"]), (&json!("set"), &json!([])));
    assert!(skus(&search(&store, json!({ "query": "fence" })).await).is_empty());
    assert_eq!(first(&store, "csk screw M6x40").await, "T-1", "the others still hold");
    call(&ctx, "remove_synonym", json!({ "word": "fence" })).await.unwrap();
    assert_eq!(first(&store, "fence").await, "V-1");

    // A page at a time, in one order, each once.
    let (mut words, mut cursor): (Vec<String>, Value) = (Vec::new(), Value::Null);
    loop {
        let input = if cursor.is_null() { json!({ "limit": 7 }) } else { json!({ "limit": 7, "cursor": cursor }) };
        let page = call(&ctx, "list_synonyms", input).await.unwrap();
        words.extend(page["synonyms"].as_array().unwrap().iter().map(|synonym| synonym["word"].as_str().unwrap().to_owned()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(words.len(), listed["synonyms"].as_array().unwrap().len());
    assert!(words.windows(2).all(|two| two[0] < two[1]), "{words:?}");
}

#[tokio::test]
async fn categories_are_found_by_their_names_in_other_languages() {
    let store = TestStore::new().await.unwrap();
    let ctx = store.ctx();
    for text in [
        "id,name,full_path\nha-1,Winches,Hardware > Winches\nha-2,Mallets,Hardware > Mallets\n",
        "id,language,name\nha-1,es,Cabrestantes\nha-2,es,Mazos\nha-2,de,Holzhämmer\n",
    ] {
        let upload = call(&ctx, "create_upload", json!({ "name": "names.csv", "text": text })).await.unwrap();
        call(&ctx, "import_categories", json!({ "files": [upload["id"]] })).await.unwrap();
    }
    import(&store, "sku,name,category,attr:article type\nC-1,Cabrestante manual 500 kg,,Cabrestante\nM-1,Rubber striker 2 kg,ha-2,\nC-2,Polea 500 kg,,\n").await;
    assert_eq!(first(&store, "winch 500 kg").await, "C-1", "by the name in its title");
    assert_eq!(first(&store, "Holzhammer 2 kg").await, "M-1", "by its category");
    let answer = search(&store, json!({ "query": "mazo", "explain": true })).await;
    assert_eq!(skus(&answer), ["M-1"]);
    assert_eq!(answer["interpreted"]["relaxations"], json!(["`mazo` was read as `mallet` or `category hardware > mallets`."]));
    let matched = call(&ctx, "match_lines", json!({ "lines": [{ "line_id": "1", "text": "winches 500 kg" }] })).await.unwrap();
    assert_eq!(matched["lines"][0]["candidates"][0]["sku"], "C-1", "{matched}");
    let measured = call(&ctx, "evaluate_language", json!({ "articles": 10, "seed": 3 })).await.unwrap();
    assert_eq!((&measured["questions"], &measured["examples"]), (&json!(1), &json!(["Winches 500 kg"])), "{measured}");
    assert_eq!(measured["measured"][0]["lines"]["recall_at_1"]["mean"], 1.0);
    assert_eq!(measured["measured"][0]["search"]["recall_at_1"]["mean"], 1.0);
}

#[tokio::test]
async fn judged_queries_are_measured() {
    let store = screws().await;
    let ctx = store.ctx();
    let upload =
        async |name: &str, text: &str| call(&ctx, "create_upload", json!({ "name": name, "text": text })).await.unwrap()["id"].clone();
    let queries = upload("q.csv", "query_id,query\n1,countersunk screw number 7\n2,SC-009\n3,gizmo\n4,screw\n").await;
    let judgements = upload("j.csv", "query_id,sku,gain\n1,SC-007,3\n1,SC-008,0\n2,SC-009,1\n3,SC-001,1\n").await;
    let quality = call(&ctx, "evaluate_search", json!({ "queries": queries, "judgements": judgements })).await.unwrap();
    assert_eq!((&quality["queries"], &quality["judged"], &quality["unknown_products"]), (&json!(4), &json!(3), &json!(0)));
    // Two of three are found first, the third not at all.
    for measure in ["ndcg_at_10", "recall_at_10", "mean_reciprocal_rank"] {
        assert_eq!(quality[measure]["mean"], 0.6667, "{measure} of {quality}");
    }
    let bad = upload("b.csv", "query_id,sku,gain\n1,SC-007,good\n").await;
    let refused = call(&ctx, "evaluate_search", json!({ "queries": queries, "judgements": bad })).await.unwrap_err();
    assert_eq!(refused.code(), "search.judgement_unreadable");
    let none = upload("n.csv", "query_id,sku,gain\n9,SC-007,1\n").await;
    let refused = call(&ctx, "evaluate_search", json!({ "queries": queries, "judgements": none })).await.unwrap_err();
    assert_eq!(refused.code(), "search.no_judgements");
}
