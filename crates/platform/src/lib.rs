//! What a feature stands on: the shape of an operation, the context it runs in, errors, stores, money, configuration.
//!
//! Invariants: this crate names no feature; only `db` names a database driver; an error can only be made from a
//! documented [`error::ErrorCode`]; a write commits together with its audit row and its idempotency record.

pub mod blobs;
pub mod config;
pub mod confirmation;
pub mod context;
pub mod data_dir;
pub mod db;
pub mod error;
pub mod journal;
pub mod limits;
pub mod money;
pub mod operation;
pub mod sandbox;
pub mod schema;
pub mod testing;
pub mod text;
pub mod verify;

use std::pin::Pin;

pub use context::{Context, Principal, Role, Services};
pub use error::{Error, ErrorCode, Kind, Result};

/// A result to be awaited. Boxed, for an `async fn` is compiled where it is awaited: every crate above would compile the
/// database drivers once more.
pub type Promise<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Work that keeps a processor busy, away from the threads that answer calls.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
