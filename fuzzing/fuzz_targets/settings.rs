//! The configuration file.
#![no_main]

use platform::config::Config;
use platform::money::Currency;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = Config::read(text, |name| (name == "DATABASE_POOL_SIZE").then(|| text.to_owned()));
    let _ = Currency::parse(text);
});
