//! A pasted request: no word is lost.
#![no_main]

use engine::intake::{self, Content, Part, TextLine, conservation};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let parts = [Part { document: "text".to_owned(), content: Content::Text(TextLine::all(text)) }];
    let read = intake::read(&parts);
    assert_eq!(conservation::lost(&parts, &read), vec![], "{text:?}");
});
