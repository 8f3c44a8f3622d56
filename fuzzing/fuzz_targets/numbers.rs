//! Quantities, fractions, bar codes, units: small texts with exact meanings.
#![no_main]

use engine::{codes, number, unit};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(number::Reading::Ambiguous(values)) = number::read(text) {
        assert!(values.len() > 1, "{text:?} has one reading");
    }
    let _ = (number::read_plain(text), number::word(text), codes::Gtin::parse(text), codes::part_number(text));
    for context in [unit::Context::Column, unit::Context::Prose] {
        for found in unit::read(text, context) {
            let _ = (unit::articles_in(&found.code), unit::converted(1.into(), &found.code, "MTR"));
        }
    }
});
