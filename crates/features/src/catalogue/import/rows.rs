//! A file as a stream of rows, whatever its format; opened as often as wanted.

use platform::{Context, Error, Result};

use super::super::FILE_UNREADABLE;
use super::json::{self, JsonRows};
use super::report::Refusal;
use crate::ingest::{IngestError, Limits, TableFile, TableRow, is_inexact};

/// One row of a table, with where it stands.
#[derive(Debug, PartialEq)]
pub struct Row {
    pub sheet: Option<String>,
    /// Line or row as a person counts it in the file, from 1; in a JSON array the element's place.
    pub number: u64,
    /// `None`: this row does not have the column at all (JSON only).
    pub cells: Vec<Option<String>>,
    /// Columns whose cell the file stores as a number: its point is a decimal point.
    pub numeric: Vec<usize>,
    /// Those among them with more digits than such a number keeps: they are not what somebody entered.
    pub inexact: Vec<usize>,
    /// The row cannot be read at all; it has no cells then.
    pub broken: Option<Refusal>,
}

impl Row {
    pub fn is_blank(&self) -> bool {
        self.broken.is_none() && self.cells.iter().flatten().all(|cell| cell.trim().is_empty())
    }

    /// The cells read as column names.
    pub fn names(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect()
    }
}

/// A file that is understood.
pub enum Rows<'a> {
    Table(TableFile<'a>),
    Json { bytes: &'a [u8], lines: bool, columns: Vec<String> },
}

type Iter<'a> = Box<dyn Iterator<Item = Result<Row>> + Send + 'a>;

impl<'a> Rows<'a> {
    pub async fn open(ctx: &Context, name: &'a str, bytes: &'a [u8]) -> Result<Self> {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
        match extension.as_str() {
            "json" | "jsonl" | "ndjson" => {
                let lines = json::is_lines(bytes);
                Ok(Rows::Json { bytes, lines, columns: json::columns(name, bytes, lines)? })
            }
            _ => Ok(Rows::Table(TableFile::open(ctx, name, bytes, &Limits::CATALOGUE).await?.map_err(unreadable)?)),
        }
    }

    /// The columns, where the format names them in every row rather than in a header.
    pub fn columns(&self) -> Option<&[String]> {
        match self {
            Rows::Json { columns, .. } => Some(columns),
            Rows::Table(_) => None,
        }
    }

    pub fn iter(&self) -> Result<Iter<'_>> {
        match self {
            Rows::Json { bytes, lines, columns } => Ok(Box::new(JsonRows::new(bytes, *lines, columns))),
            Rows::Table(file) => Ok(Box::new(file.rows().map_err(unreadable)?.map(|row| row.map(from_table).map_err(unreadable)))),
        }
    }
}

/// Blank cells come back between the filled ones; those after the last stay away and read as blank.
fn from_table(row: TableRow) -> Row {
    let width = row.cells.last().map_or(0, |cell| cell.column as usize + 1);
    let mut cells = vec![Some(String::new()); width];
    let (mut numeric, mut inexact) = (Vec::new(), Vec::new());
    for cell in row.cells {
        let column = cell.column as usize;
        if cell.numeric {
            numeric.push(column);
        }
        if is_inexact(&cell) {
            inexact.push(column);
        }
        cells[column] = Some(cell.text);
    }
    Row { sheet: row.sheet.map(|sheet| sheet.to_string()), number: row.number.into(), cells, numeric, inexact, broken: None }
}

fn unreadable(error: IngestError) -> Error {
    FILE_UNREADABLE.error(format!("{error}.")).because(error)
}
