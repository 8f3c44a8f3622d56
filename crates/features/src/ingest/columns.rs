//! Small tables whose columns are known by name: lines to match, queries, truths.

use std::collections::HashMap;

use platform::error::Kind;
use platform::{Context, Error, ErrorCode, Result};

use super::{IngestError, Limits, TableFile};

pub const ERRORS: &[&ErrorCode] = &[&UNREADABLE, &COLUMN_MISSING];

static UNREADABLE: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "document.unreadable",
    "The file cannot be read: unsupported, protected, damaged, empty, or larger than the limits.",
    "Do what the message says; csv, xlsx, xls, ods, txt, html and eml are read.",
);
static COLUMN_MISSING: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "document.column_missing",
    "The table lacks a column that is needed.",
    "The first row must name the columns; the message says which are needed.",
);

impl From<IngestError> for Error {
    fn from(source: IngestError) -> Error {
        UNREADABLE.error(format!("{source}."))
    }
}

/// A row as column → text, with where it stands.
pub struct NamedRow {
    /// As a spreadsheet counts, from 1.
    pub number: u32,
    pub cells: HashMap<&'static str, String>,
}

/// The rows below the header, with only the `wanted` columns and only filled cells. The first two wanted columns must be
/// there. At most `limit` rows.
pub async fn columns(ctx: &Context, name: &str, bytes: &[u8], wanted: &[&'static str], limit: usize) -> Result<Vec<NamedRow>> {
    let file = TableFile::open(ctx, name, bytes, &Limits::CATALOGUE).await??;
    let mut rows = file.rows()?;
    let mut titles: HashMap<u32, &'static str> = HashMap::new();
    if let Some(header) = rows.next() {
        for cell in header?.cells {
            let title = cell.text.trim().to_lowercase();
            if let Some(known) = wanted.iter().find(|known| **known == title) {
                titles.insert(cell.column, known);
            }
        }
    }
    if let Some(missing) = wanted.iter().take(2).find(|needed| !titles.values().any(|title| title == *needed)) {
        return Err(COLUMN_MISSING.error(format!("`{name}` has no column `{missing}` in its first row.")));
    }
    let mut read = Vec::new();
    for row in rows {
        let row = row?;
        let cells = row.cells.into_iter().filter_map(|cell| Some((*titles.get(&cell.column)?, cell.text)));
        let cells: HashMap<&'static str, String> = cells.filter(|(_, text)| !text.trim().is_empty()).collect();
        if !cells.is_empty() {
            read.push(NamedRow { number: row.number, cells });
        }
        if read.len() > limit {
            return Err(platform::error::TOO_LARGE.error(format!("`{name}` has more than {limit} rows; limits.lines is {limit}.")));
        }
    }
    Ok(read)
}
