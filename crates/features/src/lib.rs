//! What the system does, a folder a feature. Everything about a feature is in its folder; a neighbour sees what its `mod.rs` exports.
//!
//! Direction (read by a test): upload, seller, ingest know nobody; catalogue stands on ingest and seller; customer and
//! search on catalogue, search on seller too; matching on search and customer; rfq on matching; quote on rfq and seller; sample on what it fills;
//! example on sample; verification on all that is stored.

pub mod catalogue;
pub mod customer;
pub mod example;
pub mod ingest;
pub mod matching;
mod page;
pub mod quote;
pub mod rfq;
pub mod sample;
pub mod search;
pub mod seed;
pub mod seller;
pub mod upload;
pub mod verification;

use platform::ErrorCode;
use platform::context::timestamp;
use platform::operation::{Entry, Prompt};

/// Every operation of the system, in the order in which documentation lists them.
pub fn operations() -> Vec<Entry> {
    [
        upload::OPERATIONS,
        seller::OPERATIONS,
        customer::OPERATIONS,
        catalogue::OPERATIONS,
        search::OPERATIONS,
        matching::OPERATIONS,
        rfq::OPERATIONS,
        quote::OPERATIONS,
        sample::OPERATIONS,
        example::OPERATIONS,
        verification::OPERATIONS,
    ]
    .concat()
}

/// Everything that reads strangers' bytes in a child process.
pub fn readers() -> Vec<platform::sandbox::Entry> {
    [ingest::READERS, rfq::READERS].concat()
}
/// Ways of working for agents.
pub const PROMPTS: &[Prompt] = quote::PROMPTS;

/// Every documented error code.
pub fn error_codes() -> Vec<&'static ErrorCode> {
    [
        platform::error::ERRORS,
        platform::money::ERRORS,
        ingest::ERRORS,
        page::ERRORS,
        upload::ERRORS,
        seller::ERRORS,
        customer::ERRORS,
        catalogue::ERRORS,
        search::ERRORS,
        matching::ERRORS,
        rfq::ERRORS,
        quote::ERRORS,
        sample::ERRORS,
        example::ERRORS,
        verification::ERRORS,
    ]
    .concat()
}

/// Epoch seconds of what [`timestamp`] wrote: a column says the same instant as the document beside it.
fn instant(timestamp: &str) -> platform::Result<i64> {
    timestamp.parse().map(jiff::Timestamp::as_second).map_err(platform::Error::internal)
}
