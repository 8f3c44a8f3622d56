//! The store: one statement text, two engines. Only this module names a driver.
//!
//! The dialect both speak: BIGINT epoch seconds and money, ids and JSON as TEXT, booleans as 0/1 BIGINT, `ON CONFLICT`,
//! `RETURNING`, no date functions, no casts, no `SUM` (PostgreSQL widens it to NUMERIC; sum in Rust). `?` is the placeholder.
//! SQLite: WAL, `synchronous=FULL` (an acknowledged write survives power loss), one writer at a time by `BEGIN IMMEDIATE`.
//! PostgreSQL: READ COMMITTED; constraints and `ON CONFLICT` carry what must hold between writers.

mod dialect;
mod migrate;
mod query;

use std::path::Path;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

pub use dialect::{count_afresh, damage};
pub use migrate::migrate;
pub use query::{Query, Row, Value, insert_rows, sql};

use crate::Promise;
use crate::error::{self, Error, Result};

/// An open store.
#[derive(Clone)]
pub enum Db {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it rolls back.
pub struct Tx(pub(crate) Inner);

pub(crate) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

const WAIT: Duration = Duration::from_secs(10);

impl Db {
    /// Opens (or creates) the embedded store. Never migrates: that is a named act, see [`migrate`].
    pub fn open_sqlite(file: &Path) -> Promise<'_, Self> {
        Box::pin(async move {
            let options = SqliteConnectOptions::new()
                .filename(file)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(WAIT)
                .statement_cache_capacity(200)
                .row_buffer_size(1_000)
                .pragma("cache_size", "-32000")
                .pragma("temp_store", "memory");
            let pool = |connections| {
                SqlitePoolOptions::new()
                    .max_connections(connections)
                    .acquire_timeout(WAIT * 6)
                    .idle_timeout(None)
                    .max_lifetime(None)
                    // When the disk is full SQLite rolls back by itself; the driver then believes for ever that a transaction is
                    // open. Such a connection is given up for a new one.
                    .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
            };
            let writer = pool(1).connect_with(options.clone()).await.map_err(store_error)?;
            let readers = pool(4).connect_lazy_with(options);
            Ok(Db::Sqlite { readers, writer })
        })
    }

    /// Connects to a PostgreSQL server (13 or newer) by URL.
    pub fn open_postgres(url: &str, connections: u32) -> Promise<'_, Self> {
        Box::pin(async move {
            let options = PgConnectOptions::from_str(url)
                .map_err(|source| error::CONFIGURATION.error("DATABASE_URL is not a PostgreSQL URL.").because(source))?
                .application_name("horme");
            let pool =
                PgPoolOptions::new().max_connections(connections).acquire_timeout(WAIT).connect_with(options).await.map_err(unreachable)?;
            Ok(Db::Postgres(pool))
        })
    }

    pub fn engine(&self) -> &'static str {
        match self {
            Db::Sqlite { .. } => "sqlite",
            Db::Postgres(_) => "postgresql",
        }
    }

    /// Whether no other process writes to this store: the data directory's lock sees to it.
    pub fn is_ours_alone(&self) -> bool {
        matches!(self, Db::Sqlite { .. })
    }

    /// A transaction to read in: one consistent snapshot.
    pub fn read(&self) -> Promise<'_, Tx> {
        Box::pin(async move {
            Ok(Tx(match self {
                Db::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await.map_err(store_error)?),
                Db::Postgres(pool) => Inner::Postgres(begun(pool, dialect::BEGIN_SNAPSHOT).await?),
            }))
        })
    }

    /// A transaction to write in. Operations use [`crate::Context::write`], which adds idempotency and audit.
    pub fn write(&self) -> Promise<'_, Tx> {
        Box::pin(async move {
            Ok(Tx(match self {
                Db::Sqlite { writer, .. } => Inner::Sqlite(writer.begin_with(dialect::BEGIN_IMMEDIATE).await.map_err(store_error)?),
                Db::Postgres(pool) => Inner::Postgres(begun(pool, "BEGIN").await?),
            }))
        })
    }

    /// Waits until every connection is closed; SQLite folds its log into the file.
    pub fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            match self {
                Db::Sqlite { readers, writer } => {
                    readers.close().await;
                    writer.close().await;
                }
                Db::Postgres(pool) => pool.close().await,
            }
        })
    }
}

impl Tx {
    pub fn commit(self) -> Promise<'static, ()> {
        Box::pin(async move {
            match self.0 {
                Inner::Sqlite(tx) => tx.commit().await,
                Inner::Postgres(tx) => tx.commit().await,
            }
            .map_err(store_error)
        })
    }

    /// As dropping it, but done when it returns.
    pub fn rollback(self) -> Promise<'static, ()> {
        Box::pin(async move {
            match self.0 {
                Inner::Sqlite(tx) => tx.rollback().await,
                Inner::Postgres(tx) => tx.rollback().await,
            }
            .map_err(store_error)
        })
    }
}

/// Begins a transaction on PostgreSQL, to the end even if nobody waits for it any more: the driver forgets to roll back what
/// was given up in the middle of its beginning, and the next one to use the connection would be inside it.
#[expect(clippy::disallowed_methods, reason = "the task ends with the answer to one statement and holds nothing else")]
async fn begun(pool: &PgPool, statement: &'static str) -> Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(statement).await }).await;
    begun.map_err(|_| sqlx::Error::WorkerCrashed).flatten().map_err(store_error)
}

/// While connecting, a time-out means that nobody answers, not that somebody is busy.
fn unreachable(source: sqlx::Error) -> Error {
    error::STORE_DOWN.error("The database cannot be reached.").because(source)
}

/// A driver's error in our words. What is not an outage is a defect of ours, for features check before they write.
fn store_error(source: sqlx::Error) -> Error {
    match &source {
        sqlx::Error::PoolTimedOut => error::STORE_BUSY.error("The database is busy.").because(source),
        // A server that dies in the middle of its answer breaks the protocol.
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            error::STORE_DOWN.error("The database does not answer.").because(source)
        }
        sqlx::Error::Database(database) if dialect::is_busy(database.code().as_deref()) => {
            error::STORE_BUSY.error("The database is busy with another write.").because(source)
        }
        sqlx::Error::Database(database) if dialect::is_away(database.code().as_deref()) => {
            error::STORE_DOWN.error("The database does not answer.").because(source)
        }
        sqlx::Error::Database(database) if dialect::is_full(database.code().as_deref()) => {
            error::STORE_FULL.error("The disk is full; nothing of this call was stored.").because(source)
        }
        sqlx::Error::Database(database) if dialect::is_read_only(database.code().as_deref()) => {
            error::STORE_READ_ONLY.error("The database can only be read; nothing of this call was stored.").because(source)
        }
        sqlx::Error::Database(database) if dialect::is_damaged(database.code().as_deref()) => {
            error::STORE_DAMAGED.error("The database is damaged.").because(source)
        }
        _ => Error::internal(source),
    }
}

/// For tests: a database on a PostgreSQL server, outside any transaction.
pub(crate) async fn create_test_database(admin: &Db, name: &str, template: Option<&str>) -> Result<()> {
    let Db::Postgres(pool) = admin else { return Ok(()) };
    let template = template.map(|template| format!(" TEMPLATE \"{template}\"")).unwrap_or_default();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE \"{name}\"{template}"))).execute(pool).await.map_err(store_error)?;
    Ok(())
}

/// The next value of a named sequence of the tenant, from 1. Two writers never get the same.
pub async fn next_number(tx: &mut Tx, tenant: &str, name: &str) -> Result<i64> {
    sql("INSERT INTO counters (tenant, name, value) VALUES (?, ?, 1) ON CONFLICT (tenant, name) DO UPDATE SET value = counters.value + 1 RETURNING value")
        .bind(tenant)
        .bind(name)
        .fetch_one(tx)
        .await?
        .get("value")
}

/// The last value [`next_number`] gave, 0 before the first.
pub async fn last_number(tx: &mut Tx, tenant: &str, name: &str) -> Result<i64> {
    let row = sql("SELECT value FROM counters WHERE tenant = ? AND name = ?").bind(tenant).bind(name).fetch_optional(tx).await?;
    row.map_or(Ok(0), |row| row.get("value"))
}

/// The identity of this store.
pub async fn identity(tx: &mut Tx) -> Result<String> {
    sql("SELECT id FROM store_identity").fetch_one(tx).await?.get("id")
}
