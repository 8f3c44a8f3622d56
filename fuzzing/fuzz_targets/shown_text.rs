//! Strangers' words on their way to people: nothing invisible stays, no cell begins a formula.
#![no_main]

use platform::text::{inert, is_invisible, visible};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let seen = visible(text);
    assert!(!seen.chars().any(is_invisible));
    assert_eq!(visible(&seen), seen);
    let cell = inert(text);
    assert!(!cell.starts_with(['=', '@', '\t', '\r']));
});
