//! The small store that the operations' examples run against: in tests, and in the documentation generated from them.

use platform::context::Ids;
use platform::operation::invoke;
use platform::testing::TestStore;
use platform::{Context, Result, blobs, error};
use serde_json::{Value, json};

/// Handle of the seeded upload.
pub const UPLOAD: &str = "019cade2-11c0-7100-be04-bf0a98453b06";
/// Handles of files the imports' examples take.
pub const CATALOGUE: &str = "019cade2-11c0-7812-b331-25e8b5ae3d8e";
pub const FOREIGN: &str = "019cade2-11c0-732f-a8cb-1ade3723ec82";
pub const PRICES: &str = "019cade2-11c0-7a9a-9ba4-7f3a114eb4a4";
pub const STOCK: &str = "019cade2-11c0-7ef8-87df-c9149ba0879c";
pub const CATEGORIES: &str = "019cade2-11c0-7078-8776-81a02d99795a";
pub const CUSTOMERS: &str = "019cade2-11c0-7db9-b927-60cfcfabcc90";
/// An import that has been done, with a rejected row.
pub const IMPORT: &str = "019cade2-11c0-79e3-9ba4-237ea69088eb";
/// A product with price, stock and attributes.
pub const SKU: &str = "HB-M8-50";
pub const BRAND: &str = "Norfast";
/// A customer with a domain and a part number of its own.
pub const CUSTOMER: &str = "C-100";
pub const DOMAIN: &str = "shipyard.example";
pub const PART_NUMBER: &str = "4711-A";

/// The right products of two lines, for evaluations.
pub const TRUTH: &str = "019cade2-11c0-75eb-a9d4-f8d3bea394e3";
pub const QUERIES: &str = "019cade2-11c0-70fa-a4b3-4511e0300ea0";
pub const JUDGEMENTS: &str = "019cade2-11c0-7f97-8e94-cb0e366935b4";
/// A request of two lines, not yet quoted.
pub const RFQ: &str = "019cade2-11c0-7af0-b721-38e353499069";
/// A complete draft, and one with open lines.
pub const QUOTATION: &str = "Q-2026-00001";
pub const INCOMPLETE_QUOTATION: &str = "Q-2026-00002";
/// A person's word that the complete draft may be sent.
pub const CONFIRMATION: &str = "d240d657e750ac69dba763d57756987c";
/// Handles of files that further imports' examples take.
pub const COMPONENTS: &str = "019cade2-11c0-79d3-a222-020901b0bf79";
pub const CROSS_REFERENCES: &str = "019cade2-11c0-76b5-9f41-4047f67c9f29";
/// A word that also means another in searches.
pub const SYNONYM: &str = "allen screw";

const SEEDED_PRODUCTS: &str = "\
sku,name,brand,manufacturer_part_number,gtin,category,unit,pack_quantity,price,currency,tax_included,stock,attr:thread,attr:length
HB-M8-50,Hexagon bolt M8 x 50 A2-70,Norfast,931-8-50,4006381333931,Fasteners > Bolts,pc,,0.42,EUR,no,1200,M8,50 mm
HN-M8,Hexagon nut M8 A2,Norfast,934-8,,Fasteners > Nuts,pc,,0.09,EUR,no,5000,M8,
GL-NIT-9,Nitrile glove size 9,Handsafe,NG9,,Safety > Gloves,box,100,11.90,EUR,no,,,
HN-M8,Hexagon nut M8 again,Norfast,934-8,,Fasteners > Nuts,pc,,0.09,EUR,no,5000,M8,
";
const FOREIGN_PRODUCTS: &str = "Artikel;Titel;Groesse;Price\n007-1;Unterlegscheibe;M8;0,05 €\n007-2;Unterlegscheibe;M10;0,06 €\n";
const SEEDED_PRICES: &str =
    "sku,price,currency,price_list,min_quantity,tax_included\nHB-M8-50,0.38,EUR,standard,100,no\nHB-M8-50,0.35,EUR,trade,,no\n";
const SEEDED_STOCK: &str = "sku,quantity,location\nHB-M8-50,800,Main\nHB-M8-50,150,Harbour\n";
const SEEDED_CATEGORIES: &str = "id,parent_id,name,full_path\nha,,Hardware,Hardware\nha-6,ha,Fasteners,Hardware > Fasteners\n";
const SEEDED_CUSTOMERS: &str = "id,name,domains,price_list\nC-101,Lakeside Builders,lakeside.example,\nC-102,Hill Farm,,trade\n";
const SEEDED_COMPONENTS: &str = "sku,component_sku,quantity\nHB-M8-50,HN-M8,1\n";
const SEEDED_CROSS_REFERENCES: &str = "sku,number,kind\nHB-M8-50,SKT-0933-0850,mpn\nHB-M8-50,036000291452,gtin\nHN-M8,MU-08,sku\n";

/// Fills an empty store. New seeds go to the end: an id depends on how many were given out before it.
pub async fn fill(ctx: &Context) -> Result<()> {
    blobs::accept(ctx, "request.txt", b"20 x hex bolt M8x50\n5 boxes gloves size 9\n").await?;
    for (name, text) in [
        ("catalogue.csv", SEEDED_PRODUCTS),
        ("artikel.csv", FOREIGN_PRODUCTS),
        ("prices.csv", SEEDED_PRICES),
        ("stock.csv", SEEDED_STOCK),
        ("categories.csv", SEEDED_CATEGORIES),
        ("customers.csv", SEEDED_CUSTOMERS),
    ] {
        blobs::accept(ctx, name, text.as_bytes()).await?;
    }
    for (operation, input) in [
        ("import_catalogue", json!({ "files": [CATALOGUE] })),
        ("save_customer", json!({ "customer": CUSTOMER, "name": "Shipyard Nord", "domains": [DOMAIN], "price_list": "trade" })),
        ("save_part_number", json!({ "customer": CUSTOMER, "part_number": PART_NUMBER, "sku": SKU })),
    ] {
        call(ctx, operation, input).await?;
    }
    blobs::accept(ctx, "truth.csv", b"line_id,sku\n1,HB-M8-50\n").await?;
    let seller = json!({ "name": "Norfast Trading GmbH", "address": "Hafenstrasse 7\n20457 Hamburg", "tax_number": "DE000000000", "currency": "EUR",
        "tax_label": "VAT", "tax_rate": "21", "price_basis": "excluded", "time_zone": "Europe/Berlin" });
    for (operation, input) in [
        ("set_seller", seller),
        ("import_prices", json!({ "files": [PRICES] })),
        ("create_rfq", json!({ "text": "20 x hex bolt M8x50 A2-70\n5 boxes of nitrile gloves size 9\n", "customer": CUSTOMER })),
        ("create_quotation", json!({ "text": "120 x HB-M8-50\n10 pcs HN-M8\n" })),
        ("create_quotation", json!({ "text": "120 x HB-M8-50\nhexagon nuts M8\n" })),
    ] {
        call(ctx, operation, input).await?;
    }
    for (name, text) in [("components.csv", SEEDED_COMPONENTS), ("cross-references.csv", SEEDED_CROSS_REFERENCES)] {
        blobs::accept(ctx, name, text.as_bytes()).await?;
    }
    match call(ctx, "send_quotation", json!({ "number": QUOTATION, "version": 1 })).await {
        Err(asked) if asked.code() == error::CONFIRMATION_REQUIRED.code => {}
        other => drop(other?),
    }
    for (word, means) in [(SYNONYM, "hexagon bolt"), ("mitten", "glove")] {
        call(ctx, "set_synonym", json!({ "word": word, "means": [means] })).await?;
    }
    blobs::accept(ctx, "queries.csv", b"query_id,query\n1,hexagon bolt M8x50\n2,crowbar\n").await?;
    blobs::accept(ctx, "judgements.csv", b"query_id,sku,gain\n1,HB-M8-50,3\n").await?;
    Ok(())
}

/// Runs an operation of the system by name.
async fn call(ctx: &Context, name: &str, input: Value) -> Result<Value> {
    let operations = crate::operations();
    let entry = operations.iter().find(|entry| entry.spec.name == name);
    let entry = entry.ok_or_else(|| error::UNKNOWN_OPERATION.error(format!("There is no operation `{name}`.")))?;
    invoke(entry, input, ctx).await
}

/// A store with the seed in it, to be copied by each example. Its ids come from a sequence of their own: a copy starts
/// the usual sequence anew and must not meet them.
pub async fn store() -> Result<TestStore> {
    let mut store = TestStore::new().await?;
    store.services.ids = Ids::seeded(2);
    fill(&store.ctx()).await?;
    Ok(store)
}

/// Runs every example of the operations on a fresh copy of the seed: it must succeed, or be refused as it says.
#[cfg(test)]
pub async fn prove(operations: &[platform::operation::Entry]) {
    use platform::error::Kind;
    let seeded = store().await.unwrap();
    for entry in operations {
        for example in (entry.examples)() {
            let copy = seeded.copy().await.unwrap();
            let answer = invoke(entry, example.input.clone(), &copy.ctx()).await;
            match (example.error, answer) {
                (None, Ok(answer)) => {
                    assert!(answer.as_object().is_some_and(|answer| !answer.is_empty()), "{}: {}", entry.spec.name, example.title);
                    for form in entry.spec.representations {
                        // An answer need not have every form of its operation.
                        if let Err(error) = platform::operation::represent(entry, answer.clone(), form.extension, &copy.ctx()).await {
                            assert!(matches!(error.kind(), Kind::NotFound | Kind::Conflict), "{}: {error:?}", entry.spec.name);
                        }
                    }
                }
                (None, Err(error)) => panic!("{}: {}: {error:?}", entry.spec.name, example.title),
                (Some(code), Err(error)) => assert_eq!(error.code(), code, "{}: {}: {error:?}", entry.spec.name, example.title),
                (Some(code), Ok(answer)) => panic!("{}: {}: not refused with {code}: {answer}", entry.spec.name, example.title),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::db::sql;

    #[tokio::test]
    async fn every_example_does_what_it_says() {
        prove(&crate::operations()).await;
    }

    #[tokio::test]
    async fn seeded_ids_are_the_named_ones() {
        let mut store = TestStore::new().await.unwrap();
        store.services.ids = Ids::seeded(2);
        let filled = fill(&store.ctx()).await;
        let mut tx = store.ctx().read().await.unwrap();
        let rows = sql("SELECT name, id FROM uploads ORDER BY name").fetch_all(&mut tx).await.unwrap();
        let found: Vec<(String, String)> = rows.iter().map(|row| (row.get("name").unwrap(), row.get("id").unwrap())).collect();
        let named = [
            ("artikel.csv", FOREIGN),
            ("catalogue.csv", CATALOGUE),
            ("categories.csv", CATEGORIES),
            ("components.csv", COMPONENTS),
            ("cross-references.csv", CROSS_REFERENCES),
            ("customers.csv", CUSTOMERS),
            ("judgements.csv", JUDGEMENTS),
            ("prices.csv", PRICES),
            ("queries.csv", QUERIES),
            ("request.txt", UPLOAD),
            ("stock.csv", STOCK),
            ("truth.csv", TRUTH),
        ];
        assert_eq!(found, named.map(|(name, id)| (name.to_owned(), id.to_owned())));
        filled.unwrap();
        let import: String = sql("SELECT id FROM imports ORDER BY created_at, id").fetch_all(&mut tx).await.unwrap()[0].get("id").unwrap();
        assert_eq!(import, IMPORT);
        let rfq: String = sql("SELECT id FROM rfqs WHERE customer = ?").bind(CUSTOMER).fetch_one(&mut tx).await.unwrap().get("id").unwrap();
        assert_eq!(rfq, RFQ);
    }
}
