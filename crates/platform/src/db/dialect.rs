//! The few places where the two engines cannot be spoken to alike. Nowhere else may code ask which engine answers.

use sqlx::AssertSqlSafe;

use super::{Inner, Tx, store_error};
use crate::error::Result;

/// SQLite: take the write lock at once. A transaction that reads first and writes later can lose the lock to another
/// and fail in a way no busy timeout mends.
pub const BEGIN_IMMEDIATE: &str = "BEGIN IMMEDIATE";

/// PostgreSQL: all statements of a read see one moment, as SQLite's deferred transactions do.
pub const BEGIN_SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Lets the planner see how many rows this transaction has written to the tables (names with commas between).
///
/// PostgreSQL plans for the table as it was last counted, keeps that plan, and so reads a table that grew from nothing
/// from end to end for every batch. SQLite plans by the keys alone and needs nothing.
/// Cost: reads at most 30,000 rows a table. Other imports' counting waits until this transaction ends.
pub async fn count_afresh(tx: &mut Tx, tables: &'static str) -> Result<()> {
    match &mut tx.0 {
        Inner::Sqlite(_) => Ok(()),
        Inner::Postgres(tx) => {
            let statement = sqlx::query(AssertSqlSafe(format!("ANALYZE {tables}"))).persistent(false);
            statement.execute(&mut **tx).await.map(drop).map_err(store_error)
        }
    }
}

/// Bind parameters a statement may carry on both engines (SQLite allows 32,766, PostgreSQL 65,535).
pub const MAX_BINDS: usize = 30_000;

/// Whether a driver's error code says "another writer is in the way" rather than "this is wrong".
pub fn is_busy(code: Option<&str>) -> bool {
    // SQLite: SQLITE_BUSY and its extended forms, SQLITE_LOCKED. PostgreSQL: serialisation failure, deadlock, lock timeout.
    matches!(code, Some("5" | "261" | "517" | "6" | "40001" | "40P01" | "55P03"))
}
