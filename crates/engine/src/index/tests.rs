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

fn find(index: &Index, text: &str, synonyms: &Synonyms) -> Found {
    let filter = Filter::default();
    let index = index.with_synonyms(Arc::new(synonyms.clone()));
    index.find(&Query { text, filter: &filter, order: Order::Relevance, terms: None, after: None, limit: 10, facets: &[] })
}

fn found(index: &Index, text: &str) -> Vec<String> {
    find(index, text, &Synonyms::default()).hits.iter().map(|(hit, _)| index.name(hit.article).to_owned()).collect()
}

#[test]
fn people_may_mistype_words_but_not_numbers() {
    let index = index(&["Galvanised bucket 12 l", "Galvanised bucket 13 l", "Hexagon bolt M8x50", "Hexagon bolt M8x60", "Rubber mallet"]);
    assert_eq!(found(&index, "galvnised bukcet 12 l")[0], "Galvanised bucket 12 l");
    assert_eq!(found(&index, "hexagn bolt m8x60")[0], "Hexagon bolt M8x60");
    assert_eq!(found(&index, "rubbre"), ["Rubber mallet"]);
    assert!(found(&index, "m9x51").is_empty(), "another size is not a slip");
}

#[test]
fn a_fragment_or_beginning_finds_its_code() {
    let index = index(&["Dryer WF-M5799DWF", "Dryer WF-M5788DWF", "Sensor AB0042", "Hammer", "Hammer drill"]);
    assert_eq!(found(&index, "m5799")[0], "Dryer WF-M5799DWF");
    assert_eq!(found(&index, "wfm5799")[0], "Dryer WF-M5799DWF");
    assert_eq!(found(&index, "ab42")[0], "Sensor AB0042");
    assert_eq!(found(&index, "ham").len(), 2);
    assert_eq!(found(&index, "hammer dr")[0], "Hammer drill");
    assert!(found(&index, "ham ").is_empty() || find(&index, "ham ", &Synonyms::default()).by_letters, "a finished word is no beginning");
}

#[test]
fn a_synonym_finds_what_it_means() {
    let index = index(&["Adjustable spanner", "Hex key 5 mm", "Hex nut", "Wrench oil"]);
    let synonyms = Synonyms::new([("wrench", "spanner"), ("allen key", "hex key")].into_iter());
    let names = |text| find(&index, text, &synonyms).hits.iter().map(|(hit, _)| index.name(hit.article)).collect::<Vec<_>>();
    assert_eq!(names("adjustable wrench")[0], "Adjustable spanner");
    assert_eq!(names("allen key")[0], "Hex key 5 mm");
    assert_eq!(find(&index, "allen key", &synonyms).words[0].readings[0].0, How::Synonym);
}

#[test]
fn every_word_counts_however_long_the_line() {
    let filler = "red green blue yellow black white brown grey pink purple orange silver golden";
    let names = [format!("{filler} left"), format!("{filler} right")];
    let index = index(&[&names[0], &names[1]]);
    assert_eq!(found(&index, &format!("{filler} right"))[0], names[1]);
    assert_eq!(found(&index, &format!("{filler} left"))[0], names[0]);
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let names: Vec<String> = (0..250).map(|at| format!("Bolt number {}", at % 7)).collect();
    let index = index(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let filter = Filter::default();
    for (text, order) in
        [("bolt 3", Order::Relevance), ("bolt", Order::Name), ("", Order::Sku), ("bolt", Order::Price { descending: true })]
    {
        let (mut seen, mut after) = (Vec::new(), None);
        let total = loop {
            let query = Query { text, filter: &filter, order, terms: None, after: after.as_ref(), limit: 30, facets: &[] };
            let page = index.find(&query);
            after = page.hits.last().map(|(_, place)| place.clone());
            seen.extend(page.hits.into_iter().map(|(hit, _)| hit.article));
            if !page.more {
                break page.total as usize;
            }
        };
        assert_eq!(seen.len(), total, "{text} {order:?}");
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), total, "{text} {order:?}");
        assert!(total > 30);
    }
}

#[test]
fn changes_are_found_as_in_a_new_index() {
    let article = |sku: &'static str, name: &'static str| Article { sku, name, mpn: sku, ..Article::default() };
    let before = [article("A-100", "Hexagon bolt M8x50"), article("B-200", "Rubber mallet"), article("C-300", "Claw hammer")];
    let after = [article("A-100", "Hexagon bolt M8x50"), article("B-200", "Nylon mallet blue"), article("D-400", "Bolt cutter 600 mm")];
    let changed = Index::build(before.into_iter()).with_changes([after[1], after[2]].into_iter(), ["B-200", "C-300", "D-400"].into_iter());
    let built = Index::build(after.into_iter());
    assert_eq!((changed.len(), built.len()), (3, 3));
    for text in ["mallet", "nylon blue", "bolt", "bolt cutter", "600 mm", "B-200", "b200", "d400", "nyln", "cutt"] {
        let people = |index: &Index| found(index, text)[0].clone();
        assert_eq!((people(&changed), first(&changed, text)), (people(&built), first(&built, text)), "{text}");
    }
    for text in ["rubber", "claw", "C-300", "c300"] {
        assert!(!found(&changed, text).iter().any(|name| name.contains("Claw") || name.contains("Rubber")), "{text}");
    }
    assert!(changed.find_sku("C-300").is_none());
    let own_code = |index: &Index| index.search(&Request { text: "Nylon B-200".to_owned(), ..Request::default() }, 1)[0].reasons.own_code;
    assert_eq!(own_code(&changed), own_code(&built));
}

#[test]
fn typing_is_completed_by_what_goes_together() {
    let index = index(&["Hexagon bolt", "Hexagon nut", "Hexagon bolt long", "Bow saw", "Bottle"]);
    let texts = |typed: &str| index.suggest(typed, 5).into_iter().map(|found| (found.text, found.articles)).collect::<Vec<_>>();
    assert_eq!(texts("hexagon bo"), [("hexagon bolt".to_owned(), 2)]);
    assert_eq!(texts("bo")[0], ("bolt".to_owned(), 2));
    assert!(texts("b").is_empty() && texts("bo ").is_empty() && texts("🙂").is_empty());
}

#[test]
fn a_standard_finds_what_took_its_place_and_itself_first() {
    let shelf =
        index(&["Hexagon bolt ISO 4017 M8x50", "Hexagon bolt ISO 4014 M8x50", "Hexagon bolt ISO 4017 M8x60", "Washer DIN 125 M8", "Nut"]);
    assert_eq!(first(&shelf, "DIN 933 M8x50"), "Hexagon bolt ISO 4017 M8x50");
    assert_eq!(found(&shelf, "DIN 933 M8x50")[0], "Hexagon bolt ISO 4017 M8x50");
    assert_eq!(first(&shelf, "ISO 7089 M8"), "Washer DIN 125 M8");
    let both = index(&["Hexagon bolt ISO 4017 M8x50", "Hexagon bolt DIN 933 M8x50", "Hexagon bolt DIN 931 M8x50"]);
    assert_eq!(first(&both, "hexagon bolt DIN 933 M8x50"), "Hexagon bolt DIN 933 M8x50");
    assert_eq!(first(&both, "hexagon bolt ISO 4017 M8x50"), "Hexagon bolt ISO 4017 M8x50");
    assert_eq!(found(&both, "DIN933 M8x50")[0], "Hexagon bolt DIN 933 M8x50");
}

fn shop() -> Index {
    let articles = [
        ("Bisagra cazoleta 35 mm", "Herrajes"),
        ("Cerradura de embutir 50 mm", "Cerraduras"),
        ("Pletina 35 mm", ""),
        ("Bombillo 30x30", "Cerraduras"),
    ];
    let skus: Vec<String> = (0..articles.len()).map(|at| format!("SKU-{at}")).collect();
    let articles = articles.iter().zip(&skus).map(|((name, category), sku)| Article { sku, name, category, ..Article::default() });
    let categories = [
        NamedCategory { path: "Hardware > Hinges", names: vec![("en", "Hinges"), ("es", "Bisagras"), ("de", "Scharniere")] },
        NamedCategory { path: "Cerraduras", names: vec![("en", "Locks"), ("es", "Cerraduras")] },
    ];
    Index::build_named(articles, categories.into_iter())
}

#[test]
fn a_name_in_another_language_finds_the_article() {
    let index = shop();
    for text in ["hinges 35 mm", "Scharnier 35mm", "bisagras 35 mm"] {
        assert_eq!(first(&index, text), "Bisagra cazoleta 35 mm", "{text}");
        assert_eq!(found(&index, text)[0], "Bisagra cazoleta 35 mm", "{text}");
    }
    assert_eq!(first(&index, "lock 50 mm"), "Cerradura de embutir 50 mm");
    assert!(found(&index, "lock").contains(&"Bombillo 30x30".to_owned()), "it stands in the category of that name");
    assert_ne!(found(&index.without_names(), "hinges"), ["Bisagra cazoleta 35 mm"]);
    let stored: Index = postcard::from_bytes(&postcard::to_stdvec(&index).unwrap()).unwrap();
    assert_eq!(first(&stored, "hinges 35 mm"), "Bisagra cazoleta 35 mm");
    let changed = Article { sku: "SKU-9", name: "Bisagra de piano 40 mm", category: "Herrajes", ..Article::default() };
    let changed = index.with_changes([changed].into_iter(), ["SKU-9"].into_iter());
    assert_eq!(first(&changed, "hinge 40 mm"), "Bisagra de piano 40 mm", "a changed article is found so too");
}

#[test]
fn a_trade_word_finds_what_it_means_in_lines_too() {
    let index = index(&["Tornillo hexagonal M8x50", "Tuerca hexagonal M8", "Arandela M8", "Screw driver"]);
    let synonyms = Synonyms::default().and_trade([("nut", "tuerca"), ("screw", "tornillo"), ("hex", "hexagonal")].into_iter());
    let index = index.with_synonyms(Arc::new(synonyms));
    assert_eq!(first(&index, "hex nut M8"), "Tuerca hexagonal M8");
    assert_eq!(first(&index, "M8x50 hex screw"), "Tornillo hexagonal M8x50");
    assert_eq!(first(&index, "screw driver"), "Screw driver", "a word as it stands comes before what it also means");
}
