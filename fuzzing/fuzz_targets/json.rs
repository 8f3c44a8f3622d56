//! The JSON of a call: what is read says the same when it is written and read again.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = channels::parse_json(bytes) {
        let again = channels::parse_json(value.to_string().as_bytes());
        assert_eq!(again.ok(), Some(value));
    }
});
