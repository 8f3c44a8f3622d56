//! Whether the store keeps every promise made of it: the oracle after a crash, a restore, an upgrade.
//!
//! Each feature states its promises in its own `verify.rs`, next to its store, and looks at every row; here they are only
//! brought together, over all tenants. It is an operation rather than a command by hand, so that a running server can be
//! asked too, whose data directory no second process may open. Reads a page a transaction and locks nothing; what is
//! written meanwhile is looked at or not, but never half.

mod store;
#[cfg(test)]
mod tests;
mod verify_data;

use platform::operation::{Entry, entry};
use platform::verify::Promise;
use platform::{ErrorCode, blobs, journal};

pub use verify_data::VerifyData;

use crate::{catalogue, customer, quote, rfq, seller};

pub const OPERATIONS: &[Entry] = &[entry::<VerifyData>()];
pub const ERRORS: &[&ErrorCode] = &[];

static INTACT: Promise = Promise::new("store", "every page of the database's file is intact");

/// Every promise, whether anything of it is stored yet or not.
fn promises() -> Vec<&'static Promise> {
    let mut promises = [
        quote::verify::PROMISES,
        rfq::verify::PROMISES,
        journal::verify::PROMISES,
        catalogue::verify::PROMISES,
        customer::verify::PROMISES,
        seller::verify::PROMISES,
        blobs::PROMISES,
        &[&INTACT],
    ]
    .concat();
    // The numbered invariants in their order, then the words.
    promises.sort_by_key(|promise| promise.invariant.strip_prefix('I').and_then(|number| number.parse().ok()).unwrap_or(u32::MAX));
    promises
}
