//! A line against a small catalogue: an outcome with a probability, and a stated size that differs is never accepted.
#![no_main]

use std::sync::LazyLock;

use engine::index::{Article, Index, Request};
use engine::matching::{self, Settings};

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
    Index::build(names.iter().zip(&skus).map(|(name, sku)| Article {
        sku,
        name,
        brand: "Norfast",
        gtin: "4006381333931",
        ..Article::default()
    }))
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    let request = Request { text: text.to_owned(), ..Request::default() };
    let decision = matching::decide(&INDEX, &request, None, &Settings::default());
    assert!((0.0..=1.0).contains(&decision.confidence), "{decision:?}");
    INDEX.search(&request, 5);
});
