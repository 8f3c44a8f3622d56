//! Finding products: the tenant's index, kept fresh against the store, and the search for people.
//!
//! Invariants: an answer comes from an index of the catalogue version that was current when the call began; the index is
//! a projection of the store, saved in a file that carries the store's identity, tenant and version, and is rebuilt
//! whenever any of them differs.

mod fresh_index;
mod search_products;
#[cfg(test)]
mod tests;

use platform::ErrorCode;
use platform::error::Kind;
use platform::operation::{Entry, entry};

pub use fresh_index::index;
pub(crate) use fresh_index::off_thread;
pub use search_products::SearchProducts;

pub const OPERATIONS: &[Entry] = &[entry::<SearchProducts>()];
pub const ERRORS: &[&ErrorCode] = &[&QUERY_MISSING, &QUERIES_EMPTY];

static QUERY_MISSING: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.query_missing",
    "A search needs exactly one of `query` and `queries`.",
    "Give the words to search for, or a file of queries.",
);
static QUERIES_EMPTY: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.queries_empty",
    "The file holds no query.",
    "Send a table with the columns `query_id` and `query`.",
);
