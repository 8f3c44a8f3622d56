//! A person's question with conditions and a synonym: its pages join to the whole, and no condition lets more in.
#![no_main]

use std::sync::{Arc, LazyLock};

use engine::index::{Article, Condition, Filter, Index, Order, Query, Synonyms};

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let names = [
        "Hexagon bolt M8 x 50 A2-70",
        "Hexagon bolt M8 x 60 A2-70",
        "Nitrile glove size 9",
        "Washer M8 zinc",
        "Copper pipe 15 mm 3 m",
        "LED lamp 9 W E27",
    ];
    let skus: Vec<String> = (0..names.len()).map(|number| format!("A-{number}")).collect();
    let facts = [("thread", "M8"), ("length", "50 mm"), ("finish", "A2-70"), ("power", "9 W")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let articles = names.iter().zip(&skus).zip(1..).map(|((name, sku), end)| Article {
        sku,
        name,
        brand: "Norfast",
        gtin: "4006381333931",
        category: "Fasteners > Bolts",
        attributes: &facts[..end % 5],
        ..Article::default()
    });
    Index::build(articles)
});

// First the question, then what a bolt also is, then a condition a line.
libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let (asked, bolt) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let index = INDEX.with_synonyms(Arc::new(Synonyms::new([("bolt", bolt), (bolt, "bolt")].into_iter())));
    let conditions: Vec<Condition> = lines.take(20).filter_map(|line| Condition::parse(line).ok()).collect();
    let facets: Vec<String> = conditions.iter().map(|condition| condition.name().to_owned()).chain(["brand".to_owned()]).collect();
    let (free, filter) = (Filter::default(), Filter { conditions, ..Filter::default() });
    let order = [Order::Relevance, Order::Name, Order::Sku, Order::Price { descending: true }][text.len() % 4];
    let query = Query { text: asked, filter: &filter, order, terms: None, after: None, limit: 50, facets: &facets };
    let whole = index.find(&query);
    assert!(!whole.more && whole.hits.len() == whole.total as usize, "{whole:?}");
    if asked.trim().is_empty() {
        assert!(whole.total <= index.find(&Query { filter: &free, ..query.clone() }).total);
    }
    let (mut joined, mut after) = (Vec::new(), None);
    loop {
        let page = index.find(&Query { after: after.as_ref(), limit: 2, ..query.clone() });
        after = page.hits.last().map(|(_, place)| place.clone());
        joined.extend(page.hits.iter().map(|(hit, _)| hit.article));
        if !page.more {
            break;
        }
    }
    assert_eq!(joined, whole.hits.iter().map(|(hit, _)| hit.article).collect::<Vec<_>>());
    index.suggest(asked, 8);
    index.suggest_articles(asked, 8);
});
