//! Workbooks: packed (xlsx, xlsb, ods) and old ones (xls), told apart by their content.
#![no_main]

mod contained;

use features::ingest::{Limits, ingest, open_table};

libfuzzer_sys::fuzz_target!(init: contained::init(), |bytes: &[u8]| {
    let _ = ingest(bytes, "list.xlsx", &Limits::REQUEST);
    if let Ok(rows) = open_table(bytes, "list.xlsx", &Limits { cells: 100_000, ..Limits::CATALOGUE }) {
        rows.for_each(drop);
    }
});
