//! Spreadsheets: every sheet, cell by cell, never the rectangle around them.

use super::kind::Book;
use super::shown::{self, Shown};
use super::tables::{letters, named};
use super::{Cell, IngestError, Limit, Limits, Row, contained};
use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// An open workbook that hands out one sheet after the other.
pub(super) struct Workbook<'a> {
    book: Opened<'a>,
    sheets: Vec<String>,
    /// Names of sheets the sender does not see; they are not read.
    hidden: Vec<String>,
    /// Per sheet, cells whose formula has no stored result, as `B7`.
    unsolved: Vec<(String, Vec<String>)>,
    next: usize,
    name: String,
    limits: Limits,
    rows: u64,
    cells: u64,
}

enum Opened<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
    Xlsb(Box<Xlsb<Cursor<&'a [u8]>>>),
    Ods(Box<Ods<Cursor<&'a [u8]>>>),
}

impl<'a> Workbook<'a> {
    pub fn open(bytes: &'a [u8], name: &str, book: Book, limits: &Limits) -> Result<Workbook<'a>, IngestError> {
        contained(name, || Workbook::opened(bytes, name, book, limits))
    }

    fn opened(bytes: &'a [u8], name: &str, book: Book, limits: &Limits) -> Result<Workbook<'a>, IngestError> {
        let damaged = |what: String| IngestError::Damaged { name: name.to_owned(), what };
        let encrypted = || IngestError::Encrypted { name: name.to_owned() };
        let cursor = Cursor::new(bytes);
        let (opened, (sheets, hidden)) = match book {
            Book::Xlsx => {
                let book = Xlsx::new(cursor)
                    .map_err(|error| if matches!(error, XlsxError::Password) { encrypted() } else { damaged(error.to_string()) })?;
                let sheets = worksheets(book.sheets_metadata(), limits);
                (Opened::Xlsx(Box::new(book)), sheets)
            }
            Book::Xls => {
                let book = Xls::new(cursor)
                    .map_err(|error| if matches!(error, XlsError::Password) { encrypted() } else { damaged(error.to_string()) })?;
                let sheets = worksheets(book.sheets_metadata(), limits);
                (Opened::Xls(Box::new(book)), sheets)
            }
            Book::Xlsb => {
                let book = Xlsb::new(cursor)
                    .map_err(|error| if matches!(error, XlsbError::Password) { encrypted() } else { damaged(error.to_string()) })?;
                let sheets = worksheets(book.sheets_metadata(), limits);
                (Opened::Xlsb(Box::new(book)), sheets)
            }
            Book::Ods => {
                let book = Ods::new(cursor).map_err(|error| match error {
                    OdsError::Password => encrypted(),
                    OdsError::CellLimitExceeded { .. } => IngestError::too_large(name, "", Limit::Cells, limits.cells),
                    other => damaged(other.to_string()),
                })?;
                let sheets = worksheets(book.sheets_metadata(), limits);
                (Opened::Ods(Box::new(book)), sheets)
            }
        };
        Ok(Workbook {
            book: opened,
            sheets,
            hidden,
            unsolved: Vec::new(),
            next: 0,
            name: name.to_owned(),
            limits: *limits,
            rows: 0,
            cells: 0,
        })
    }

    /// True if the file's number formats can be read, so that `00451` keeps its zeros.
    pub fn has_formats(&self) -> bool {
        matches!(self.book, Opened::Xlsx(_))
    }

    /// Sheets that were not read, and formulas whose results the file does not hold, of the sheets read so far.
    pub fn warnings(&self) -> Vec<String> {
        let hidden = self.hidden.iter().map(|sheet| format!("sheet {sheet} is hidden and was not read"));
        let unsolved = self.unsolved.iter().map(|(sheet, cells)| {
            let cells = named(cells);
            format!("sheet {sheet}: the file holds no result for the formula in {cells}; open and save it in a spreadsheet program")
        });
        hidden.chain(unsolved).collect()
    }

    /// The next sheet's name and filled rows; a sheet without cells has no rows. Memory: one sheet.
    pub fn next_sheet(&mut self) -> Result<Option<(String, Vec<Row>)>, IngestError> {
        contained(&self.name.clone(), || self.read_next_sheet())
    }

    fn read_next_sheet(&mut self) -> Result<Option<(String, Vec<Row>)>, IngestError> {
        let Some(sheet) = self.sheets.get(self.next).cloned() else {
            return Ok(None);
        };
        self.next += 1;
        let mut rows = Rows { by_row: BTreeMap::new(), workbook: (&self.name, &sheet, &self.limits), rows: self.rows, cells: self.cells };
        let damaged = |what: String| IngestError::Damaged { name: self.name.clone(), what: format!("sheet {sheet}: {what}") };
        let merged = match &mut self.book {
            Opened::Xlsx(book) => {
                let merged = book.merge_cells_by_sheet_name(&sheet).map_err(|error| damaged(error.to_string()))?;
                let mut blank = BTreeSet::new();
                let mut cells = book.worksheet_cells_reader(&sheet).map_err(|error| damaged(error.to_string()))?;
                while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| damaged(error.to_string()))? {
                    let format = cells
                        .styles()
                        .get(style)
                        .and_then(|style| style.number_format.as_ref())
                        .map_or("General", |format| format.format_code.as_str());
                    if matches!(cell.get_value(), DataRef::Empty) {
                        blank.insert(cell.get_position());
                    }
                    if let Some(shown) = show_ref(cell.get_value(), format) {
                        rows.put(cell.get_position(), shown)?;
                    }
                }
                drop(cells);
                let mut unsolved = Vec::new();
                if !blank.is_empty() {
                    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|error| damaged(error.to_string()))?;
                    while let Some(cell) = cells.next_formula().map_err(|error| damaged(error.to_string()))? {
                        if !cell.get_value().is_empty() && blank.contains(&cell.get_position()) {
                            let (row, column) = cell.get_position();
                            unsolved.push(format!("{}{}", letters(column), row + 1));
                        }
                    }
                }
                if !unsolved.is_empty() {
                    self.unsolved.push((sheet.clone(), unsolved));
                }
                merged
            }
            Opened::Xls(book) => {
                rows.take(&book.worksheet_range(&sheet).map_err(|error| damaged(error.to_string()))?)?;
                book.merge_cells_by_sheet_name(&sheet).unwrap_or_default()
            }
            Opened::Xlsb(book) => {
                // Cell by cell: a range would be the rectangle around them.
                let mut cells = book.worksheet_cells_reader(&sheet).map_err(|error| damaged(error.to_string()))?;
                while let Some(cell) = cells.next_cell().map_err(|error| damaged(error.to_string()))? {
                    if let Some(shown) = show(&Data::from(cell.get_value().clone())) {
                        rows.put(cell.get_position(), shown)?;
                    }
                }
                Vec::new()
            }
            Opened::Ods(book) => {
                rows.take(&book.worksheet_range(&sheet).map_err(|error| damaged(error.to_string()))?)?;
                Vec::new()
            }
        };
        (self.rows, self.cells) = (rows.rows, rows.cells);
        let mut rows: Vec<Row> = rows.by_row.into_iter().map(|(row, cells)| Row { number: row + 1, cells }).collect();
        rows.iter_mut().for_each(|row| row.cells.sort_by_key(|cell| cell.column));
        spread(&mut rows, &merged);
        Ok(Some((sheet, rows)))
    }
}

/// Names of the sheets to read and of those left out because they are hidden. A book that shows no sheet is read whole.
fn worksheets(sheets: &[calamine::Sheet], limits: &Limits) -> (Vec<String>, Vec<String>) {
    let sheets = sheets.iter().filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet);
    let (shown, hidden): (Vec<_>, Vec<_>) =
        sheets.partition(|sheet| limits.hidden_sheets || sheet.visible == calamine::SheetVisible::Visible);
    let names = |sheets: Vec<&calamine::Sheet>| sheets.into_iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    if shown.is_empty() { (names(hidden), Vec::new()) } else { (names(shown), names(hidden)) }
}

/// Filled cells by row, counted against the limits.
struct Rows<'a> {
    by_row: BTreeMap<u32, Vec<Cell>>,
    /// File, sheet, limits.
    workbook: (&'a str, &'a str, &'a Limits),
    rows: u64,
    cells: u64,
}

impl Rows<'_> {
    fn put(&mut self, (row, column): (u32, u32), shown: Shown) -> Result<(), IngestError> {
        let (name, sheet, limits) = self.workbook;
        let too_large = |limit, allowed| Err(IngestError::too_large(name, &format!("sheet {sheet}, row {}", row + 1), limit, allowed));
        let cells = self.by_row.entry(row).or_default();
        self.rows += u64::from(cells.is_empty());
        self.cells += 1;
        if self.rows > limits.rows {
            return too_large(Limit::Rows, limits.rows);
        }
        if self.cells > limits.cells {
            return too_large(Limit::Cells, limits.cells);
        }
        cells.push(Cell { column, span: 1, text: shown.text, numeric: shown.numeric });
        Ok(())
    }

    fn take(&mut self, range: &Range<Data>) -> Result<(), IngestError> {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let position = (top + u32::try_from(row).unwrap_or(u32::MAX), left + u32::try_from(column).unwrap_or(u32::MAX));
            if let Some(shown) = show(value) {
                self.put(position, shown)?;
            }
        }
        Ok(())
    }
}

fn show_ref(value: &DataRef, format: &str) -> Option<Shown> {
    match value {
        DataRef::Int(value) => Some(shown::show(*value as f64, format)),
        DataRef::Float(value) => Some(shown::show(*value, format)),
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::DateTime(moment) => words(&date(moment)),
        DataRef::DateTimeIso(text) => words(text.strip_suffix("T00:00:00").unwrap_or(text)),
        DataRef::DurationIso(text) => words(text),
        DataRef::Bool(value) => words(if *value { "TRUE" } else { "FALSE" }),
        DataRef::Error(error) => words(&error.to_string()),
        DataRef::Empty => None,
    }
}

fn show(value: &Data) -> Option<Shown> {
    match value {
        Data::Empty => None,
        Data::Int(value) => Some(Shown { text: value.to_string(), numeric: true }),
        Data::Float(value) => Some(Shown { text: shown::plain(*value), numeric: true }),
        Data::DateTime(moment) => words(&date(moment)),
        Data::Bool(value) => words(if *value { "TRUE" } else { "FALSE" }),
        Data::Error(error) => words(&error.to_string()),
        Data::String(text) | Data::DurationIso(text) => words(text),
        Data::DateTimeIso(text) => words(text.strip_suffix("T00:00:00").unwrap_or(text)),
    }
}

fn words(text: &str) -> Option<Shown> {
    let text = text.trim();
    (!text.is_empty()).then(|| Shown { text: text.to_owned(), numeric: false })
}

/// `2026-01-31`, with the time only if there is one; a duration as hours and minutes.
fn date(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() {
        let minutes = (value * 24.0 * 60.0).round();
        return format!("{:.0}:{:02.0}", (minutes / 60.0).floor(), minutes % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    match (value < 1.0, (hour, minute, second)) {
        (true, _) => format!("{hour:02}:{minute:02}:{second:02}"),
        (false, (0, 0, 0)) => format!("{year:04}-{month:02}-{day:02}"),
        (false, _) => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
    }
}

/// Merged cells: the columns covered are noted, and a text that reaches over several filled rows stands in each of them.
fn spread(rows: &mut [Row], merged: &[Dimensions]) {
    for region in merged {
        let ((top, left), (bottom, right)) = (region.start, region.end);
        let Ok(at) = rows.binary_search_by_key(&(top + 1), |row| row.number) else {
            continue;
        };
        let Some(cell) = rows[at].cells.iter_mut().find(|cell| cell.column == left) else {
            continue;
        };
        cell.span = right.saturating_sub(left) + 1;
        let copy = cell.clone();
        for row in rows[at + 1..].iter_mut().take_while(|row| row.number <= bottom + 1) {
            if !row.cells.is_empty() && row.cell(left).is_none() {
                row.cells.push(copy.clone());
                row.cells.sort_by_key(|cell| cell.column);
            }
        }
    }
}
