//! What a document is once its bytes are read: tables and texts with the places a person would point at.

use serde::{Deserialize, Serialize};

/// One file or message as received.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub name: String,
    pub parts: Vec<Part>,
    /// What was detected: encoding, delimiter, attachments.
    pub notes: Vec<String>,
    /// What may have gone wrong before or while reading, for a person to check.
    pub warnings: Vec<String>,
}

/// A table or a text; `document` is the attachment's own name when the part came out of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub document: String,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    Table(Table),
    Text(Vec<TextLine>),
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub sheet: Option<String>,
    /// In order of their numbers; rows without a word may be absent.
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Counted from 1, as the spreadsheet or a person counts.
    pub number: u32,
    /// Only cells with text, in order of their columns.
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Counted from 0.
    pub column: u32,
    /// How many columns the cell covers, 1 unless merged.
    pub span: u32,
    /// What the cell shows, without rounding and digit grouping; dates as `2026-01-31`.
    pub text: String,
    /// The file stores a number, so `text` has a decimal point and no other reading.
    pub numeric: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLine {
    /// Counted from 1; 0 for the envelope.
    pub number: u32,
    pub text: String,
    pub voice: Voice,
}

/// Who says a line of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// The sender, here and now.
    #[default]
    Sender,
    /// Subject, sender and date of a mail.
    Envelope,
    /// An earlier message of the thread.
    Quoted,
}

impl TextLine {
    /// The lines of a text spoken by the sender, numbered from 1.
    pub fn all(text: &str) -> Vec<TextLine> {
        text.lines()
            .zip(1..)
            .map(|(line, number)| TextLine { number, text: line.trim_end_matches('\r').to_owned(), voice: Voice::Sender })
            .collect()
    }
}

impl Cell {
    pub fn new(column: u32, text: impl Into<String>) -> Cell {
        Cell { column, span: 1, text: text.into(), numeric: false }
    }
}

impl Row {
    /// The text of the cell in a column, empty when there is none.
    pub fn text(&self, column: u32) -> &str {
        self.cell(column).map_or("", |cell| cell.text.as_str())
    }

    pub fn cell(&self, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}
