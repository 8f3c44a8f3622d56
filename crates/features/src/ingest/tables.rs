//! Rows of a table file one after the other, for readers that need no more than that.

use super::delimited::Delimited;
use super::kind::{self, Kind};
use super::workbook::Workbook;
use super::{Cell, Content, IngestError, Limit, Limits, Part, Row, encoding};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One filled row. `number` counts from 1 as a spreadsheet counts; cells in order of their columns, blank ones left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    pub sheet: Option<Arc<str>>,
    pub number: u32,
    pub cells: Vec<Cell>,
}

/// Iterates over all filled rows of a CSV file (one row in memory) or of a workbook (one sheet in memory).
/// After an error the iteration ends.
pub struct Tables<'a> {
    source: Source<'a>,
    notes: Vec<String>,
    name: String,
    limits: Limits,
    rows: u64,
    cells: u64,
    done: bool,
}

enum Source<'a> {
    Delimited(Delimited<'a>),
    Workbook { book: Workbook<'a>, sheet: Option<Arc<str>>, rows: std::vec::IntoIter<Row> },
}

/// Opens a CSV file or a workbook. A plain text is read as CSV whatever its name.
///
/// Fails for everything else, for what is encrypted, damaged or larger than the limits allow.
pub fn open_table<'a>(bytes: &'a [u8], name: &str, limits: &Limits) -> Result<Tables<'a>, IngestError> {
    let mut notes = Vec::new();
    let source = match kind::detect(bytes, name, limits)? {
        Kind::Workbook(book) => {
            Source::Workbook { book: Workbook::open(bytes, name, book, limits)?, sheet: None, rows: Vec::new().into_iter() }
        }
        Kind::Delimited | Kind::Text => {
            let (text, encoding) = encoding::decode(bytes);
            let rows = Delimited::new(text, name, limits);
            notes.push(format!("encoding: {encoding}"));
            notes.push(format!("delimiter: {}", if rows.delimiter == '\t' { "tab".to_owned() } else { rows.delimiter.to_string() }));
            Source::Delimited(rows)
        }
        Kind::Html | Kind::Mail => {
            return Err(IngestError::Unsupported {
                name: name.to_owned(),
                found: "not a table".to_owned(),
                advice: "send a CSV file or a spreadsheet".to_owned(),
            });
        }
    };
    Ok(Tables { source, notes, name: name.to_owned(), limits: *limits, rows: 0, cells: 0, done: false })
}

impl Tables<'_> {
    /// What was detected: encoding and delimiter.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What was not read or lost before we saw it: hidden sheets, formulas without result, zeros of numeric code columns,
    /// digits of long numbers.
    pub(super) fn warnings(&self, parts: &[Part]) -> Vec<String> {
        let formats = match &self.source {
            Source::Workbook { book, .. } => book.has_formats(),
            Source::Delimited(_) => true,
        };
        let book = match &self.source {
            Source::Workbook { book, .. } => book.warnings(),
            Source::Delimited(_) => Vec::new(),
        };
        let tables = parts
            .iter()
            .filter_map(|part| match &part.content {
                Content::Table(table) => Some(table),
                Content::Text(_) => None,
            })
            .flat_map(|table| table_warnings(table, formats));
        book.into_iter().chain(tables).collect()
    }

    fn next_row(&mut self) -> Result<Option<TableRow>, IngestError> {
        match &mut self.source {
            Source::Delimited(reader) => {
                let Some((number, cells)) = reader.next_row()? else {
                    return Ok(None);
                };
                self.rows += 1;
                self.cells += cells.len() as u64;
                for (count, limit, allowed) in [(self.rows, Limit::Rows, self.limits.rows), (self.cells, Limit::Cells, self.limits.cells)] {
                    if count > allowed {
                        return Err(IngestError::too_large(&self.name, &format!("row {number}"), limit, allowed));
                    }
                }
                Ok(Some(TableRow { sheet: None, number, cells }))
            }
            Source::Workbook { book, sheet, rows } => loop {
                if let Some(row) = rows.next() {
                    return Ok(Some(TableRow { sheet: sheet.clone(), number: row.number, cells: row.cells }));
                }
                let Some((name, next)) = book.next_sheet()? else {
                    return Ok(None);
                };
                *sheet = Some(name.into());
                *rows = next.into_iter();
            },
        }
    }
}

impl Iterator for Tables<'_> {
    type Item = Result<TableRow, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = self.next_row();
        self.done = !matches!(row, Ok(Some(_)));
        row.transpose()
    }
}

/// The first column is A, the twenty-seventh AA.
pub(super) fn letters(column: u32) -> String {
    let (mut column, mut name) = (column + 1, String::new());
    while column > 0 {
        column -= 1;
        name.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        column /= 26;
    }
    name
}

fn table_warnings(table: &super::Table, formats: bool) -> Vec<String> {
    let sheet = table.sheet.as_ref().map(|sheet| format!("sheet {sheet}, ")).unwrap_or_default();
    let mut warnings = Vec::new();
    let mut columns: BTreeMap<u32, Vec<(u32, &Cell)>> = BTreeMap::new();
    for (row, cell) in table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.number, cell))) {
        columns.entry(cell.column).or_default().push((row, cell));
    }
    for (column, cells) in columns.into_iter().take(200) {
        // A header stands near the top.
        let header = cells.iter().take(30).any(|(_, cell)| engine::intake::names_code(&cell.text));
        if header && cells.iter().any(|(_, cell)| cell.numeric && !cell.text.starts_with('0')) {
            let why = if formats { "" } else { ", and this file format does not tell how they were shown" };
            warnings.push(format!("{sheet}column {} is numeric: leading zeros of codes may have been lost{why}", letters(column)));
        }
        let inexact: Vec<String> =
            cells.iter().filter(|(_, cell)| is_inexact(cell)).map(|(row, _)| format!("{}{row}", letters(column))).collect();
        if !inexact.is_empty() {
            let cells = named(&inexact);
            warnings
                .push(format!("{sheet}{cells}: a number of more than 15 digits loses the others; the column should be formatted as text"));
        }
        let shortened = cells.iter().filter(|(_, cell)| is_shortened(&cell.text)).count();
        if shortened > 0 {
            warnings.push(format!(
                "{sheet}column {}: {shortened} numbers are written like 4.00638E+12, their last digits are lost",
                letters(column)
            ));
        }
    }
    warnings
}

/// A number with more digits than the 15 that a spreadsheet keeps: the others are not what somebody entered.
pub fn is_inexact(cell: &Cell) -> bool {
    let whole = cell.text.split('.').next().unwrap_or_default();
    cell.numeric && whole.trim_start_matches(['-', '0']).len() > 15
}

/// How many cells a warning names.
const NAMED: usize = 5;

/// The first of these cells, and how many there are beyond.
pub(super) fn named(cells: &[String]) -> String {
    let more = if cells.len() > NAMED { format!(" and {} more", cells.len() - NAMED) } else { String::new() };
    format!("{}{more}", cells[..cells.len().min(NAMED)].join(", "))
}

/// `4.00638E+12`, as spreadsheets write long codes into CSV files.
fn is_shortened(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(figure, power)| {
        figure.contains(['.', ','])
            && figure.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ','))
            && power.len() <= 2
            && power.bytes().all(|byte| byte.is_ascii_digit())
    })
}
