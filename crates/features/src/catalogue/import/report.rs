//! What an import did: counts, rejected rows, warnings, and how each column was read.

use std::collections::BTreeMap;

use platform::operation::{Representation, Where};
use platform::text::inert;
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InputFile, Sheet};

/// Rejects a message lists.
const SHOWN: usize = 5;
/// Rejects, and warnings, that a report itself carries; the table of rejects has all.
const LISTED: usize = 1000;

/// The rejected rows as a table.
pub const REJECTS: &[Representation] =
    &[Representation { extension: "csv", media_type: "text/csv; charset=utf-8", written: Where::Flag("rejects") }];

/// How many rows were read and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Rows below a header that are not blank.
    pub read: u64,
    pub added: u64,
    pub changed: u64,
    /// Rows that say what is stored already.
    pub unchanged: u64,
    pub rejected: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.read += other.read;
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.rejected += other.rejected;
    }
}

/// The account of an import.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct ImportReport {
    /// Id of the import; null where nothing was kept: a dry run, or no row that could be taken.
    pub import: Option<String>,
    /// What was imported: catalogue, prices, stock, categories, components, cross-references, customers.
    pub kind: String,
    /// True: everything was done but nothing was kept.
    pub dry_run: bool,
    #[serde(flatten)]
    pub counts: Counts,
    pub files: Vec<FileReport>,
    /// Rows that were not taken, at most 1,000; the csv form has all.
    pub rejects: Vec<Note>,
    pub rejects_left_out: u64,
    /// Values that stay unknown although the row was taken, at most 1,000.
    pub warnings: Vec<Note>,
    pub warnings_left_out: u64,
    /// Digest of the whole table of rejects where the report cannot hold it.
    pub all_rejects: Option<String>,
}

/// One file's part.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FileReport {
    pub file: String,
    #[serde(flatten)]
    pub counts: Counts,
    pub sheets: Vec<SheetReport>,
}

/// How a sheet was read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SheetReport {
    /// Null where the format has no sheets.
    pub sheet: Option<String>,
    /// Field: the column, or template of columns, it was read from.
    pub columns: BTreeMap<String, String>,
    /// Columns that no field was read from.
    pub ignored_columns: Vec<String>,
    /// Why the sheet was left out; null if it was read.
    pub left_out: Option<String>,
}

/// A value, or a row, that could not be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    pub file: String,
    pub sheet: Option<String>,
    /// Line or row in the file, from 1.
    pub row: u64,
    pub column: String,
    pub value: String,
    pub reason: String,
}

/// Where a row stands in its file.
#[derive(Debug, Clone)]
pub struct Place {
    pub sheet: Option<String>,
    pub row: u64,
}

/// Why a value cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub column: String,
    pub value: String,
    pub reason: String,
}

impl Refusal {
    pub fn new(column: impl Into<String>, value: &str, reason: impl Into<String>) -> Self {
        Refusal { column: column.into(), value: value.chars().take(200).collect(), reason: reason.into() }
    }
}

impl ImportReport {
    /// The rejected rows: `file,sheet,row,column,value,reason`, a header also when there are none.
    pub async fn rejects_csv(&self, ctx: &Context) -> Result<Vec<u8>> {
        match &self.all_rejects {
            Some(digest) => ctx.blobs.get(digest).await,
            None => table(&self.rejects),
        }
    }

    /// For a person at a terminal: that nothing was taken, and the first rejects.
    pub(super) fn why_nothing(&self) -> String {
        if self.rejects.is_empty() {
            return "The files have no rows.".to_owned();
        }
        let mut text = "No row could be taken.".to_owned();
        for note in self.rejects.iter().take(SHOWN) {
            let sheet = note.sheet.as_ref().map(|sheet| format!(", sheet `{sheet}`")).unwrap_or_default();
            let column = if note.column.is_empty() { String::new() } else { format!(", column `{}`", note.column) };
            text.push_str(&format!("\n  {}{sheet}, row {}{column}: {}", note.file, note.row, note.reason));
        }
        match self.counts.rejected.saturating_sub(SHOWN as u64) {
            0 => {}
            more => text.push_str(&format!("\n  and {more} more.")),
        }
        text
    }
}

fn table(rejects: &[Note]) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["file", "sheet", "row", "column", "value", "reason"]).map_err(platform::Error::internal)?;
    for note in rejects {
        let row = note.row.to_string();
        let sheet = note.sheet.as_deref().unwrap_or_default();
        table
            .write_record([note.file.as_str(), sheet, &row, &note.column, &note.value, &note.reason].map(|cell| inert(cell).into_owned()))
            .map_err(platform::Error::internal)?;
    }
    table.into_inner().map_err(|error| platform::Error::internal(error.into_error()))
}

/// Keeps the tally while an import runs.
pub struct Recorder {
    report: ImportReport,
    rejects: Vec<Note>,
    /// Rows written when [`Recorder::has_doubled`] last said so.
    written: u64,
    /// Products added or changed, a few more than are ever listed at most.
    touched: Vec<String>,
}

impl Recorder {
    pub fn new(kind: &str) -> Self {
        Recorder {
            report: ImportReport { kind: kind.to_owned(), ..ImportReport::default() },
            rejects: Vec::new(),
            written: 0,
            touched: Vec::new(),
        }
    }

    pub(super) fn touched(&mut self, sku: &str) {
        if self.touched.len() <= super::super::MOST_LISTED {
            self.touched.push(sku.to_owned());
        }
    }

    pub(super) fn take_touched(&mut self) -> Vec<String> {
        std::mem::take(&mut self.touched)
    }

    pub(super) fn open(&mut self, file: &InputFile, sheets: &[Sheet]) {
        let sheets = sheets
            .iter()
            .map(|sheet| SheetReport {
                sheet: sheet.name.clone(),
                columns: sheet.plan.iter().flat_map(super::Plan::mapping).collect(),
                ignored_columns: sheet.plan.iter().flat_map(|plan| plan.ignored.clone()).collect(),
                left_out: sheet.plan.as_ref().err().cloned(),
            })
            .collect();
        self.report.files.push(FileReport { file: file.name.clone(), counts: Counts::default(), sheets });
    }

    pub fn count(&mut self, of: impl Fn(&mut Counts) -> &mut u64) {
        *of(&mut self.report.counts) += 1;
        if let Some(file) = self.report.files.last_mut() {
            *of(&mut file.counts) += 1;
        }
    }

    pub fn read(&self) -> u64 {
        self.report.counts.read
    }

    pub fn reject(&mut self, place: Place, refusal: Refusal) {
        self.count(|counts| &mut counts.rejected);
        let note = self.note(place, refusal);
        self.rejects.push(note);
    }

    pub fn warn(&mut self, place: Place, refusal: Refusal) {
        if self.report.warnings.len() < LISTED {
            let note = self.note(place, refusal);
            self.report.warnings.push(note);
        } else {
            self.report.warnings_left_out += 1;
        }
    }

    /// Twice as many rows are written as when it last said so.
    pub fn has_doubled(&mut self) -> bool {
        let written = self.report.counts.added + self.report.counts.changed;
        let doubled = written > 0 && written >= 2 * self.written;
        if doubled {
            self.written = written;
        }
        doubled
    }

    pub fn file_changed_something(&self) -> bool {
        self.report.files.last().is_some_and(|file| file.counts.added + file.counts.changed > 0)
    }

    /// The report of everything; a table of rejects too long for it is kept as a file.
    pub async fn finish(mut self, ctx: &Context) -> Result<ImportReport> {
        if self.rejects.len() > LISTED {
            self.report.all_rejects = Some(ctx.blobs.put(&table(&self.rejects)?).await?);
            self.report.rejects_left_out = (self.rejects.len() - LISTED) as u64;
            self.rejects.truncate(LISTED);
        }
        self.report.rejects = self.rejects;
        Ok(self.report)
    }

    fn note(&self, place: Place, refusal: Refusal) -> Note {
        let file = self.report.files.last().map(|file| file.file.clone()).unwrap_or_default();
        Note { file, sheet: place.sheet, row: place.row, column: refusal.column, value: refusal.value, reason: refusal.reason }
    }
}
