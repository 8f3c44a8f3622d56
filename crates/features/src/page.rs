//! Cursor pagination: the cursor is the last key of a page, opaque to the caller.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use platform::error::Kind;
use platform::{ErrorCode, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const ERRORS: &[&ErrorCode] = &[&CURSOR_MALFORMED];

static CURSOR_MALFORMED: ErrorCode = ErrorCode::new(
    Kind::Input,
    "page.cursor_malformed",
    "The cursor was not given out by us.",
    "Use `next_cursor` of the page before as it is, or leave it out for the first page.",
);

/// Where the next page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Cursor(#[schemars(length(max = 1000))] String);

impl Cursor {
    pub fn behind(key: &str) -> Self {
        Cursor(BASE64_URL_SAFE_NO_PAD.encode(key))
    }

    /// The key of the last row already seen.
    pub fn after(&self) -> Result<String> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&self.0).ok().filter(|bytes| !bytes.is_empty());
        bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| CURSOR_MALFORMED.error("This cursor is not ours.").at("cursor"))
    }
}

/// Of `limit + 1` rows fetched, the page and where the next begins.
pub fn cut<T>(mut rows: Vec<T>, limit: u32, key: impl Fn(&T) -> &str) -> (Vec<T>, Option<Cursor>) {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|last| Cursor::behind(key(last)));
    (rows, next)
}
