//! Pages of lists, the same for every list: how many rows, where a page begins, and where the next one does.
//!
//! The cursor is opaque to the caller: the last key of the page before, so that rows that come and go meanwhile move no other.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use platform::error::Kind;
use platform::{Context, Error, ErrorCode, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const ERRORS: &[&ErrorCode] = &[&CURSOR_MALFORMED, &SIZE_UNSERVED];

static CURSOR_MALFORMED: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "page.cursor_malformed",
    "The cursor was not given out by us.",
    "Use `next_cursor` of the page before as it is, or leave it out for the first page.",
);

static SIZE_UNSERVED: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "page.size_unserved",
    "A page of so many rows is not served.",
    "Ask for 1 row or more, up to the setting limits.page_size_max; `next_cursor` leads to the others.",
);

/// Where the next page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Cursor(#[schemars(length(max = 4000))] String);

impl Cursor {
    /// Begins behind this key, where the list keeps its own order.
    pub fn behind(key: &str) -> Self {
        Cursor(BASE64_URL_SAFE_NO_PAD.encode(key))
    }

    /// The key of the last row already seen.
    fn after(&self) -> Result<String> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&self.0).ok().filter(|bytes| !bytes.is_empty());
        bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(not_ours)
    }
}

pub fn not_ours() -> Error {
    CURSOR_MALFORMED.error("This cursor is not ours.").at("cursor")
}

/// The size asked for, or the setting's.
pub fn size(ctx: &Context, limit: Option<u32>) -> Result<u32> {
    let limits = &ctx.config.limits;
    match limit.unwrap_or(limits.page_size) {
        size if (1..=limits.page_size_max).contains(&size) => Ok(size),
        size => Err(SIZE_UNSERVED.error(format!("`limit` is {size}; it may be from 1 to {}.", limits.page_size_max)).at("limit")),
    }
}

/// The key that the page begins behind; `None` on the first.
pub fn after(cursor: Option<&Cursor>) -> Result<Option<String>> {
    cursor.map(Cursor::after).transpose()
}

/// Of `size + 1` rows fetched, the page and where the next begins.
pub fn cut<T>(mut rows: Vec<T>, size: u32, key: impl Fn(&T) -> &str) -> (Vec<T>, Option<Cursor>) {
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|last| Cursor::behind(key(last)));
    (rows, next)
}

/// The page of a list that is read whole because it is short, as what is stored of one product. Its key is the number of rows before.
pub fn of_whole<T>(mut rows: Vec<T>, size: u32, cursor: Option<&Cursor>) -> Result<(Vec<T>, Option<Cursor>)> {
    let start = after(cursor)?.map_or(Ok(0), |key| key.parse::<usize>().map_err(|_| not_ours()))?;
    let end = start.saturating_add(size as usize);
    let next = (end < rows.len()).then(|| Cursor::behind(&end.to_string()));
    rows.truncate(end);
    Ok((rows.split_off(start.min(rows.len())), next))
}
