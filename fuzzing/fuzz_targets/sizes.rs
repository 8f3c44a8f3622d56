//! Sizes in words: what is read of a text agrees with itself.
#![no_main]

use engine::sizes;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let read = sizes::read(text);
    let _ = sizes::compare(&read, &sizes::read_request(text, text));
    read.iter().for_each(|size| drop((size.term(), size.name())));
});
