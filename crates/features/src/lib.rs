//! What the system does, a folder a feature. Everything about a feature is in its folder; a neighbour sees what its `mod.rs` exports.
//!
//! Direction (read by a test): upload, seller, ingest know nobody; catalogue stands on ingest and seller; customer and
//! search on catalogue; rfq on search and customer; quote on rfq and seller; sample on all of them.

pub mod catalogue;
pub mod customer;
pub mod ingest;
pub mod quote;
pub mod seed;
pub mod seller;
pub mod upload;

use platform::ErrorCode;
use platform::operation::Entry;

/// Every operation of the system, in the order in which documentation lists them.
pub fn operations() -> Vec<Entry> {
    [upload::OPERATIONS, seller::OPERATIONS, catalogue::OPERATIONS, customer::OPERATIONS].concat()
}

/// Every documented error code.
pub fn error_codes() -> Vec<&'static ErrorCode> {
    [platform::error::ERRORS, platform::money::ERRORS, upload::ERRORS, seller::ERRORS, catalogue::ERRORS, customer::ERRORS].concat()
}
