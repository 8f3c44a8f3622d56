//! From the bytes of a customer's file to tables and texts, with the places a person would point at.
//!
//! Reads CSV and its relatives, XLSX/XLSM, XLS, XLSB, ODS, plain text, HTML and mails with their attachments, told apart by content first
//! and by name second. Nothing is rounded, and codes keep their zeros as far as the file still has them; where it may not, a
//! warning says so. Pure: no clock, no network, no file system.

mod archive;
mod columns;
pub mod corpus;
mod delimited;
mod encoding;
mod error;
mod html;
mod kind;
mod mail;
mod markup;
mod shown;
mod table_file;
mod tables;
mod workbook;

pub use columns::{ERRORS, NamedRow, columns};
pub use engine::intake::{Cell, Content, Document, Part, Row, Table, TextLine, Voice};
pub use error::{IngestError, Limit};
pub use table_file::TableFile;
pub use tables::{TableRow, Tables, is_inexact, open_table};

use kind::Kind;
use platform::sandbox;
use serde::{Deserialize, Serialize};

/// What runs in a child process.
pub const READERS: &[sandbox::Entry] = &[sandbox::entry::<table_file::ReadTables>()];

/// What a reader may take in. Reaching one ends the reading with an error that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file itself.
    pub bytes: u64,
    /// Parts of a packed file (XLSX, ODS).
    pub entries: u64,
    /// Size of a packed file once unpacked, as counted, not as it says itself.
    pub unpacked_bytes: u64,
    /// Text of all cells and lines, attachments included.
    pub text_bytes: u64,
    /// Rows with at least one cell, over all sheets.
    pub rows: u64,
    /// Cells with text, over all sheets.
    pub cells: u64,
    /// Columns of one row of a CSV file or of a page's table.
    pub columns: u64,
    /// Text of one row of a CSV file.
    pub row_bytes: u64,
    /// Text of one cell or line.
    pub cell_bytes: u64,
    /// Mails inside mails.
    pub depth: u8,
    /// Whether sheets that the sender does not see are read: a catalogue's are, a request's are only named in a warning.
    pub hidden_sheets: bool,
}

impl Limits {
    /// For a customer's request: 25 MiB, 2 MiB of text, 100,000 rows, two million cells.
    pub const REQUEST: Limits = Limits {
        bytes: 25 << 20,
        entries: 2_000,
        unpacked_bytes: 200 << 20,
        text_bytes: 2 << 20,
        rows: 100_000,
        cells: 2_000_000,
        columns: 1_024,
        row_bytes: 1 << 20,
        cell_bytes: 64 << 10,
        depth: 3,
        hidden_sheets: false,
    };
    /// For a catalogue: 1 GiB, two million rows, sixty million cells.
    pub const CATALOGUE: Limits = Limits {
        bytes: 1 << 30,
        entries: 65_536,
        unpacked_bytes: 2 << 30,
        text_bytes: 4 << 30,
        rows: 2_000_000,
        cells: 60_000_000,
        columns: 4_096,
        row_bytes: 1 << 20,
        cell_bytes: 1 << 20,
        depth: 0,
        hidden_sheets: true,
    };
}

/// Reads a whole file. `name` is the file's name with its extension; for pasted text any name without one.
///
/// A mail's attachments become parts under their own names; one that cannot be read is a warning, not a failure.
pub fn ingest(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, IngestError> {
    read(bytes, name, limits, 0)
}

fn read(bytes: &[u8], name: &str, limits: &Limits, depth: u8) -> Result<Document, IngestError> {
    let mut document = Document { name: name.to_owned(), ..Document::default() };
    match kind::detect(bytes, name, limits)? {
        Kind::Delimited | Kind::Workbook(_) => {
            let mut tables = open_table(bytes, name, limits)?;
            for row in &mut tables {
                let row = row?;
                let sheet = row.sheet.as_deref();
                match document.parts.last_mut().map(|part| &mut part.content) {
                    Some(Content::Table(table)) if table.sheet.as_deref() == sheet => {
                        table.rows.push(Row { number: row.number, cells: row.cells })
                    }
                    _ => document.parts.push(Part {
                        document: name.to_owned(),
                        content: Content::Table(Table {
                            sheet: sheet.map(str::to_owned),
                            rows: vec![Row { number: row.number, cells: row.cells }],
                        }),
                    }),
                }
            }
            document.notes = tables.notes().to_vec();
            document.warnings = tables.warnings(&document.parts);
        }
        Kind::Text => {
            let (text, encoding) = encoding::decode(bytes);
            document.notes.push(format!("encoding: {encoding}"));
            document.parts.push(Part { document: name.to_owned(), content: Content::Text(TextLine::all(&text)) });
        }
        Kind::Html => {
            let (text, encoding) = encoding::decode(bytes);
            document.notes.push(format!("encoding: {encoding}"));
            document.parts = html::parts(&text, name, true, limits)?;
        }
        Kind::Mail => mail::read(bytes, &mut document, limits, depth)?,
    }
    let said = |part: &Part| match &part.content {
        Content::Table(table) => !table.rows.is_empty(),
        Content::Text(lines) => lines.iter().any(|line| !line.text.trim().is_empty()),
    };
    document.parts.retain(said);
    if document.parts.is_empty() {
        return Err(IngestError::Empty { name: name.to_owned() });
    }
    check_text(&document, limits)?;
    Ok(document)
}

/// What was read is kept, copied and shown many times over: it must not be much.
/// Readers of others panic at some files made to confuse them. Then the file is damaged, and nothing else is.
fn contained<T>(name: &str, read: impl FnOnce() -> Result<T, IngestError>) -> Result<T, IngestError> {
    let damaged = |_| IngestError::Damaged { name: name.to_owned(), what: "it is put together as no program writes it".to_owned() };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).map_err(damaged)?
}

fn check_text(document: &Document, limits: &Limits) -> Result<(), IngestError> {
    let mut all = 0;
    let mut count = |part: &Part, row: u32, text: &str| {
        let size = text.len() as u64;
        all += size;
        let exceeded = [(size, Limit::CellBytes, limits.cell_bytes), (all, Limit::TextBytes, limits.text_bytes)];
        match exceeded.iter().find(|(size, _, allowed)| size > allowed) {
            Some((_, limit, allowed)) => Err(IngestError::too_large(&part.document, &format!("row {row}"), *limit, *allowed)),
            None => Ok(()),
        }
    };
    for part in &document.parts {
        match &part.content {
            Content::Text(lines) => lines.iter().try_for_each(|line| count(part, line.number, &line.text))?,
            Content::Table(table) => {
                table.rows.iter().try_for_each(|row| row.cells.iter().try_for_each(|cell| count(part, row.number, &cell.text)))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
