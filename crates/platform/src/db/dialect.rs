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

/// What is wrong with the store's file, if the engine can tell: SQLite reads every page. PostgreSQL checks pages as it
/// reads them, where its cluster was made with checksums, and has nothing to ask: `None`.
pub async fn damage(tx: &mut Tx) -> Result<Option<Vec<String>>> {
    let Inner::Sqlite(tx) = &mut tx.0 else { return Ok(None) };
    let rows = sqlx::query_scalar::<_, String>("PRAGMA integrity_check(20)").fetch_all(&mut **tx).await.map_err(store_error)?;
    Ok(Some(rows.into_iter().filter(|row| row != "ok").collect()))
}

/// Bind parameters a statement may carry on both engines (SQLite allows 32,766, PostgreSQL 65,535).
pub const MAX_BINDS: usize = 30_000;

/// Whether a driver's error code says "another writer is in the way" rather than "this is wrong".
pub fn is_busy(code: Option<&str>) -> bool {
    // SQLite: SQLITE_BUSY and its extended forms, SQLITE_LOCKED. PostgreSQL: serialisation failure, deadlock, lock timeout.
    matches!(code, Some("5" | "261" | "517" | "6" | "40001" | "40P01" | "55P03"))
}

/// Whether a driver's error code says that there is no room left to write.
pub fn is_full(code: Option<&str>) -> bool {
    // SQLite: SQLITE_FULL, and no room for the memory that connections share. PostgreSQL: disk full.
    matches!(code, Some("13" | "4874" | "53100"))
}

/// Whether a driver's error code says that the store may only be read.
pub fn is_read_only(code: Option<&str>) -> bool {
    // SQLite: SQLITE_READONLY and its extended forms, SQLITE_CANTOPEN of a file beside it. PostgreSQL: read-only transaction.
    matches!(code, Some("8" | "264" | "520" | "776" | "1032" | "1288" | "1544" | "25006"))
}

/// Whether a driver's error code says that the store's file is damaged.
pub fn is_damaged(code: Option<&str>) -> bool {
    // SQLite: SQLITE_CORRUPT and its extended forms, SQLITE_NOTADB. PostgreSQL: data or index corrupted.
    matches!(code, Some("11" | "267" | "523" | "779" | "26" | "XX001" | "XX002"))
}

/// Whether a driver's error code says that the server goes away, comes up, or takes nobody more.
pub fn is_away(code: Option<&str>) -> bool {
    // PostgreSQL: connection exceptions (class 08), shutdown and crash of the server, not yet accepting, too many connections.
    matches!(code, Some(code) if code.starts_with("08") || code.starts_with("57P") || code == "53300")
}
