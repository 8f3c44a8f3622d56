use super::*;
use proptest::prelude::*;

fn index(names: &[&str]) -> Index {
    let skus: Vec<String> = (0..names.len()).map(|at| format!("SKU-{at}")).collect();
    Index::build(names.iter().zip(&skus).map(|(name, sku)| Article { sku, name, ..Article::default() }))
}

fn first(index: &Index, text: &str) -> String {
    let hits = index.search(&Request { text: text.to_owned(), ..Request::default() }, 10);
    hits.first().map_or(String::new(), |hit| index.name(hit.article).to_owned())
}

#[test]
fn an_exact_size_comes_before_a_near_one() {
    let index = index(&["Combination spanner 23.4 mm", "Combination spanner 25.4 mm", "Combination spanner 24 mm", "Pipe 1/2\""]);
    for text in ["25.4mm", "25,4 mm spanner", "spanner 1\""] {
        assert_eq!(first(&index, text), "Combination spanner 25.4 mm", "{text}");
    }
}

#[test]
fn a_fragment_finds_its_code() {
    let index = index(&["Whirlpool dryer WF-M5799DWF", "Whirlpool dryer WF-M5788DWF", "Sensor AB0042", "Sensor AB0043"]);
    assert_eq!(first(&index, "m5799"), "Whirlpool dryer WF-M5799DWF");
    assert_eq!(first(&index, "wfm5799dwf"), "Whirlpool dryer WF-M5799DWF");
    assert_eq!(first(&index, "ab42"), "Sensor AB0042");
}

#[test]
fn a_misspelt_word_finds_its_article() {
    let index = index(&["Stainless hexagon screw", "Rubber gasket", "Galvanised bucket"]);
    assert_eq!(first(&index, "galvanized buckett"), "Galvanised bucket");
}

#[test]
fn equal_articles_keep_their_order() {
    let index = index(&["Hammer", "Hammer", "Hammer"]);
    let hits = index.search(&Request { text: "hammer".to_owned(), ..Request::default() }, 10);
    assert_eq!(hits.iter().map(|hit| hit.article).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn an_unknown_text_finds_nothing() {
    assert!(index(&["Hammer"]).search(&Request { text: "🙂 zzz".to_owned(), ..Request::default() }, 10).is_empty());
    assert!(index(&[]).search(&Request { text: "hammer".to_owned(), ..Request::default() }, 10).is_empty());
}

proptest! {
    #[test]
    fn a_stored_index_answers_as_before(names in prop::collection::vec("[a-zA-Z0-9 ×½\"/.-]{0,30}", 1..20), text in "\\PC{0,40}") {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let built = index(&names);
        let stored = postcard::to_stdvec(&built).unwrap();
        let read: Index = postcard::from_bytes(&stored).unwrap();
        for text in [text.as_str(), names[0]] {
            let request = Request { text: text.to_owned(), ..Request::default() };
            prop_assert_eq!(format!("{:?}", built.search(&request, 5)), format!("{:?}", read.search(&request, 5)));
        }
    }

    #[test]
    fn every_article_is_found_by_its_name(words in prop::collection::hash_set("[a-z]{4,9}", 6..30)) {
        let names: Vec<&str> = words.iter().map(String::as_str).collect();
        let index = index(&names);
        for name in names {
            prop_assert_eq!(first(&index, name), name);
        }
    }
}
