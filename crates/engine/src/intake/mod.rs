//! The request in a customer's document: parts in, lines out, nothing lost.
//!
//! Every word of a part ends in a field of a [`RequestLine`], in its listed remainder, or in a [`Note`] with its place
//! (headers, sections, totals, greetings, signatures, quoted mail). [`conservation::lost`] checks that.
//! No quantity is ever assumed: a line without one asks, and an ambiguous number keeps its readings.

mod columns;
pub mod conservation;
mod document;
mod header;
mod prose;
mod quantity;
mod sentence;
mod table;
mod words;

pub use document::{Cell, Content, Document, Part, Row, Table, TextLine, Voice};
pub use quantity::Quantity;

use crate::unit::Unit;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Where something stands in what the customer sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub document: String,
    pub sheet: Option<String>,
    /// Row of the sheet or line of the text, counted from 1 as a person sees it; 0 is the envelope of a mail.
    pub row: u32,
}

/// One requested item, in the customer's words. Fields are copied from the document, never composed of anything else;
/// several cells that describe one item are joined by a space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestLine {
    /// Counted from 1 over the whole request.
    pub position: u32,
    pub place: Place,
    /// The row or line as it stands; continued rows are joined by a line break.
    pub verbatim: String,
    /// The customer's own line number ("10", "1.2").
    pub customer_position: Option<String>,
    pub section: Option<String>,
    /// The text to match: description with size, material and the like; the code when nothing else is said.
    pub item: String,
    pub customer_code: Option<String>,
    pub gtin: Option<String>,
    pub mpn: Option<String>,
    pub brand: Option<String>,
    pub quantity: Quantity,
    /// The words the quantity was read from ("3 boxes of", "qty 12").
    pub quantity_text: Option<String>,
    pub unit: Option<Unit>,
    /// A price the customer names, and its amount if it can be read in one way.
    pub target_price: Option<TargetPrice>,
    pub remark: Option<String>,
    /// Words of this line that no field took.
    pub remainder: Vec<String>,
    /// What must be asked before this line can be quoted.
    pub questions: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetPrice {
    pub text: String,
    pub amount: Option<Decimal>,
}

/// What a stretch of the document is when it is not a requested item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Sender, subject, date of a mail.
    Envelope,
    /// Words above a table: titles, customer, project, date.
    Title,
    /// A header row, also when repeated.
    Header,
    /// A heading that the following lines belong to.
    Section,
    Total,
    /// Greeting, lead-in, thanks, closing.
    Courtesy,
    Signature,
    /// History of a mail thread.
    Quoted,
    /// Delivery, payment, validity and other wishes for the whole request.
    Terms,
    /// Prose that is none of the above.
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub kind: NoteKind,
    pub place: Place,
    pub text: String,
}

/// Lines in document order, and everything else that was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadResult {
    pub lines: Vec<RequestLine>,
    pub notes: Vec<Note>,
    /// Quantities that could be read in two ways and were settled by others of their column, a sentence each.
    pub settled: Vec<String>,
    /// More lines than this are not looked for.
    #[serde(skip)]
    most: Option<usize>,
}

impl ReadResult {
    /// There are more lines than are wanted.
    fn is_beyond(&self) -> bool {
        self.most.is_some_and(|most| self.lines.len() > most)
    }

    /// Headings in document order.
    pub fn sections(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.kind == NoteKind::Section)
    }
}

/// Reads all parts of a document. Cannot fail: what is not understood is a note or a remainder. O(size of the parts).
pub fn read(parts: &[Part]) -> ReadResult {
    read_within(parts, None)
}

/// As [`read`], but what follows is left unread as soon as there are more than `most` lines: such a document is refused.
pub fn read_within(parts: &[Part], most: Option<usize>) -> ReadResult {
    let mut result = ReadResult { most, ..ReadResult::default() };
    // In a text that is all there is, a short line without a number is still a request.
    let alone = parts.len() == 1;
    for part in parts {
        match &part.content {
            Content::Table(table) if is_cover(part, table, parts) => table::read_cover(&part.document, table, &mut result),
            Content::Table(table) => table::read(&part.document, table, &mut result),
            Content::Text(lines) => prose::read(&part.document, lines, alone, &mut result),
        }
    }
    prose::read_whole(parts, &mut result);
    for (index, line) in result.lines.iter_mut().enumerate() {
        line.position = u32::try_from(index + 1).unwrap_or(u32::MAX);
        line.ask();
    }
    result
}

/// A sheet without a header of items beside one of the same workbook that has one.
fn is_cover(part: &Part, table: &Table, parts: &[Part]) -> bool {
    table.sheet.is_some()
        && !table::is_headed(table)
        && parts.iter().filter(|other| other.document == part.document).any(|other| match &other.content {
            Content::Table(other) => other.sheet.is_some() && table::is_headed(other),
            Content::Text(_) => false,
        })
}

/// True if a column of this name holds codes: part numbers, articles numbers, bar codes.
pub fn names_code(header: &str) -> bool {
    matches!(header::role(header), header::Role::Code | header::Role::Mpn | header::Role::Gtin)
}

impl RequestLine {
    /// A line with nothing read yet.
    pub(crate) fn blank(place: Place, verbatim: String, section: Option<String>) -> RequestLine {
        RequestLine {
            position: 0,
            place,
            verbatim,
            customer_position: None,
            section,
            item: String::new(),
            customer_code: None,
            gtin: None,
            mpn: None,
            brand: None,
            quantity: Quantity::Missing,
            quantity_text: None,
            unit: None,
            target_price: None,
            remark: None,
            remainder: Vec::new(),
            questions: Vec::new(),
        }
    }

    /// The questions every kind of document has in common; put before those the reader already has.
    fn ask(&mut self) {
        let mut questions = match &self.quantity {
            Quantity::Missing => {
                vec!["How many are needed? The request states no quantity.".to_owned()]
            }
            Quantity::Ambiguous(readings) => {
                let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
                let text = self.quantity_text.as_deref().unwrap_or_default();
                vec![format!("Which quantity does \"{text}\" mean: {}?", readings.join(" or "))]
            }
            Quantity::Stated(value) if *value <= Decimal::ZERO => {
                vec![format!("The request states the quantity {value}. How many are needed?")]
            }
            Quantity::Stated(_) => Vec::new(),
        };
        questions.append(&mut self.questions);
        self.questions = questions;
    }
}

/// Appends with a space between; nothing for blank text.
pub(crate) fn join(field: &mut Option<String>, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    match field {
        Some(before) => {
            before.push(' ');
            before.push_str(text);
        }
        None => *field = Some(text.to_owned()),
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod reported;
