//! The executor: a statement with its values, run on whichever engine the transaction belongs to.

use std::borrow::Cow;

use futures_util::{StreamExt, TryStreamExt};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query as DriverQuery;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Decode, Postgres, Row as _, Sqlite, Type};

use super::dialect::MAX_BINDS;
use super::{Inner, Tx, store_error};
use crate::Promise;
use crate::error::{Error, Result};

/// A value to bind. `None` keeps its type, for PostgreSQL wants to know what is null.
#[derive(Debug, Clone)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(Some(value))
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Int(Some(value.into()))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Value::Int(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Int(Some(value.into()))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(Some(without_nul(value.to_owned())))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(Some(without_nul(value)))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Value::from(value.as_str())
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Value::Text(value.map(without_nul))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Value::from(value.map(str::to_owned))
    }
}

/// PostgreSQL has no NUL in text; the replacement character keeps the place visible on both engines.
fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text }
}

/// A statement under construction: `sql("… WHERE tenant = ? AND id = ?").bind(tenant).bind(id).fetch_optional(tx)`.
pub struct Query {
    text: Cow<'static, str>,
    values: Vec<Value>,
    /// Statements of varying length must not fill the drivers' caches.
    cached: bool,
}

pub fn sql(text: &'static str) -> Query {
    Query { text: Cow::Borrowed(text), values: Vec::new(), cached: true }
}

/// Rows a statement inserts: enough that a round trip does not matter, few enough that making the next one and running this one
/// go on side by side from early on.
const ROWS_A_STATEMENT: usize = 200;

/// Inserts rows in statements of as many rows as the engines take well.
///
/// `head`: `INSERT INTO t (a, b) VALUES`; `tail`: empty or an `ON CONFLICT` clause; every row has `width` values. The rows are
/// drawn while the engine is busy with the statement before, so hand them over unmade. Returns the number of rows written.
pub fn insert_rows<'a, R>(tx: &'a mut Tx, head: &'static str, width: usize, rows: R, tail: &'static str) -> Promise<'a, u64>
where
    R: IntoIterator<Item = Vec<Value>>,
    R::IntoIter: Send + 'a,
{
    insert(tx, head, width, Box::new(rows.into_iter()), tail)
}

fn insert<'a>(
    tx: &'a mut Tx,
    head: &'static str,
    width: usize,
    mut rows: Box<dyn Iterator<Item = Vec<Value>> + Send + 'a>,
    tail: &'static str,
) -> Promise<'a, u64> {
    Box::pin(async move {
        let full = (MAX_BINDS / width.max(1)).clamp(1, ROWS_A_STATEMENT);
        let group = format!("({})", vec!["?"; width].join(","));
        let mut statement = || {
            let some: Vec<Vec<Value>> = rows.by_ref().take(full).collect();
            let text = format!("{head} {} {tail}", vec![group.as_str(); some.len()].join(","));
            let cached = some.len() == full;
            (!some.is_empty()).then(|| Query { text: Cow::Owned(text), values: some.into_iter().flatten().collect(), cached })
        };
        let mut written = 0;
        let mut next = statement();
        while let Some(query) = next {
            let (done, following) = tokio::join!(query.execute(tx), async { statement() });
            written += done?;
            next = following;
        }
        Ok(written)
    })
}

impl Query {
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs it; the number of rows written.
    pub fn execute(self, tx: &mut Tx) -> Promise<'_, u64> {
        Box::pin(async move {
            match &mut tx.0 {
                Inner::Sqlite(tx) => self.sqlite().execute(&mut **tx).await.map(|done| done.rows_affected()),
                Inner::Postgres(tx) => self.postgres().execute(&mut **tx).await.map(|done| done.rows_affected()),
            }
            .map_err(store_error)
        })
    }

    pub fn fetch_all(self, tx: &mut Tx) -> Promise<'_, Vec<Row>> {
        Box::pin(async move {
            match &mut tx.0 {
                Inner::Sqlite(tx) => self.sqlite().fetch_all(&mut **tx).await.map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
                Inner::Postgres(tx) => self.postgres().fetch_all(&mut **tx).await.map(|rows| rows.into_iter().map(Row::Postgres).collect()),
            }
            .map_err(store_error)
        })
    }

    /// Hands each row over while the engine looks for the next: for many rows, where [`Query::fetch_all`] would hold them all
    /// and have the two wait for each other.
    pub fn for_each<'a>(self, tx: &'a mut Tx, take: &'a mut (dyn FnMut(Row) -> Result<()> + Send)) -> Promise<'a, ()> {
        Box::pin(async move {
            let mut rows = match &mut tx.0 {
                Inner::Sqlite(tx) => self.sqlite().fetch(&mut **tx).map_ok(Row::Sqlite).boxed(),
                Inner::Postgres(tx) => self.postgres().fetch(&mut **tx).map_ok(Row::Postgres).boxed(),
            };
            while let Some(row) = rows.try_next().await.map_err(store_error)? {
                take(row)?;
            }
            Ok(())
        })
    }

    pub fn fetch_optional(self, tx: &mut Tx) -> Promise<'_, Option<Row>> {
        Box::pin(async move {
            match &mut tx.0 {
                Inner::Sqlite(tx) => self.sqlite().fetch_optional(&mut **tx).await.map(|row| row.map(Row::Sqlite)),
                Inner::Postgres(tx) => self.postgres().fetch_optional(&mut **tx).await.map(|row| row.map(Row::Postgres)),
            }
            .map_err(store_error)
        })
    }

    /// A statement that always answers one row: an aggregate, an `INSERT … RETURNING`.
    pub fn fetch_one(self, tx: &mut Tx) -> Promise<'_, Row> {
        Box::pin(async move {
            match &mut tx.0 {
                Inner::Sqlite(tx) => self.sqlite().fetch_one(&mut **tx).await.map(Row::Sqlite),
                Inner::Postgres(tx) => self.postgres().fetch_one(&mut **tx).await.map(Row::Postgres),
            }
            .map_err(store_error)
        })
    }

    fn sqlite(self) -> DriverQuery<'static, Sqlite, SqliteArguments> {
        let cached = self.cached;
        let query = sqlx::query::<Sqlite>(AssertSqlSafe(self.text.into_owned())).persistent(cached);
        self.values.into_iter().fold(query, |query, value| match value {
            Value::Int(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
        })
    }

    fn postgres(self) -> DriverQuery<'static, Postgres, PgArguments> {
        let cached = self.cached;
        let query = sqlx::query::<Postgres>(AssertSqlSafe(numbered(&self.text))).persistent(cached);
        self.values.into_iter().fold(query, |query, value| match value {
            Value::Int(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
        })
    }
}

/// `?` becomes `$1`, `$2` …, outside quoted text.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut quoted, mut number) = (false, 0);
    for c in text.chars() {
        match c {
            '\'' => quoted = !quoted,
            '?' if !quoted => {
                number += 1;
                out.push('$');
                out.push_str(&number.to_string());
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// A row, whichever engine answered.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The column's value: `i64`, `String`, or an `Option` of them. A wrong name or type is a defect.
    pub fn get<T>(&self, column: &str) -> Result<T>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        }
        .map_err(Error::internal)
    }

    /// A 0/1 column.
    pub fn flag(&self, column: &str) -> Result<bool> {
        self.get::<i64>(column).map(|value| value != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_outside_quotes() {
        assert_eq!(numbered("a = ? AND b = '?' AND c = ?"), "a = $1 AND b = '?' AND c = $2");
    }
}
