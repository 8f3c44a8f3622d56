//! A document of any kind, told apart by its content, from its bytes to its lines: no word is lost.
#![no_main]

mod contained;

use engine::intake::{self, conservation};
use features::ingest::{Limits, ingest};

libfuzzer_sys::fuzz_target!(init: contained::init(), |bytes: &[u8]| {
    if let Ok(document) = ingest(bytes, "document", &Limits::REQUEST) {
        let read = intake::read(&document.parts);
        assert_eq!(conservation::lost(&document.parts, &read), vec![]);
    }
});
