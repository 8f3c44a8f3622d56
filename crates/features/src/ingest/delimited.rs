//! CSV and its relatives: the delimiter found by consistency, rows numbered as a spreadsheet numbers them.

use super::{Cell, IngestError, Limit, Limits};
use std::borrow::Cow;
use std::io::{Chain, Cursor, Read};

/// The text and a closing line break.
type Ended<'a> = Chain<Cursor<Cow<'a, [u8]>>, &'static [u8]>;

/// Hands out so many bytes, then refuses: a quote that is never closed must not take the rest of the file into memory.
struct Metered<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::Error::other("the row does not end"));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.inner.read(&mut buffer[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// What the reader may have read beyond the row it is at.
const AHEAD: u64 = 8 << 10;

/// Rows of delimited text, one at a time.
pub(super) struct Delimited<'a> {
    reader: csv::Reader<Metered<Ended<'a>>>,
    record: csv::StringRecord,
    name: String,
    limits: Limits,
    row: u32,
    pub delimiter: char,
}

impl<'a> Delimited<'a> {
    /// `text` without byte order mark. A first line `sep=;` sets the delimiter and is a row without cells.
    pub fn new(text: Cow<'a, str>, name: &str, limits: &Limits) -> Delimited<'a> {
        let stated = stated(&text);
        let delimiter = stated.or_else(|| sniff(&text)).unwrap_or(if name.to_lowercase().ends_with(".tsv") { '\t' } else { ',' });
        let ending: &'static [u8] = if text.contains("\r\n") { b"\r\n" } else { b"\n" };
        let bytes = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        let mut cursor = Cursor::new(bytes);
        if stated.is_some() {
            let line = cursor.get_ref().iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            cursor.set_position(line as u64);
        }
        // Blank lines at the top are rows for a person too.
        let mut row = u32::from(stated.is_some());
        loop {
            let at = usize::try_from(cursor.position()).unwrap_or(usize::MAX);
            match cursor.get_ref().get(at..) {
                Some([b'\r', b'\n', ..]) => cursor.set_position(cursor.position() + 2),
                Some([b'\n', ..]) => cursor.set_position(cursor.position() + 1),
                _ => break,
            }
            row += 1;
        }
        Delimited {
            // The closing line break makes the last record end like the others, which the row numbers rely on.
            reader: builder(delimiter).buffer_capacity(AHEAD as usize).from_reader(Metered { inner: cursor.chain(ending), left: 0 }),
            record: csv::StringRecord::new(),
            name: name.to_owned(),
            limits: *limits,
            row,
            delimiter,
        }
    }

    /// The next row with at least one filled cell.
    pub fn next_row(&mut self) -> Result<Option<(u32, Vec<Cell>)>, IngestError> {
        loop {
            let before = self.reader.position().line();
            self.reader.get_mut().left = self.limits.row_bytes + AHEAD;
            let more = self.reader.read_record(&mut self.record).map_err(|error| {
                let row = format!("row {}", self.row + 1);
                match self.reader.get_ref().left {
                    0 => IngestError::too_large(&self.name, &row, Limit::RowBytes, self.limits.row_bytes),
                    _ => IngestError::Damaged { name: self.name.clone(), what: format!("{row}: {error}") },
                }
            })?;
            if !more {
                return Ok(None);
            }
            // Blank lines are rows for a person, but not for the reader; line breaks inside quotes are the reverse.
            let lines = self.reader.position().line().saturating_sub(before);
            let inside: u64 = self.record.iter().map(|field| field.matches('\n').count() as u64).sum();
            self.row += 1 + u32::try_from(lines.saturating_sub(1 + inside)).unwrap_or(0);
            for (size, limit, allowed) in [
                (self.record.as_slice().len(), Limit::RowBytes, self.limits.row_bytes),
                (self.record.len(), Limit::Columns, self.limits.columns),
            ] {
                if size as u64 > allowed {
                    return Err(IngestError::too_large(&self.name, &format!("row {}", self.row), limit, allowed));
                }
            }
            let cells: Vec<Cell> = self
                .record
                .iter()
                .zip(0..)
                .map(|(field, column)| (field.trim(), column))
                .filter(|(field, _)| !field.is_empty())
                .map(|(field, column)| Cell::new(column, field))
                .collect();
            if !cells.is_empty() {
                return Ok(Some((self.row, cells)));
            }
        }
    }
}

fn builder(delimiter: char) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(u8::try_from(delimiter).unwrap_or(b',')).has_headers(false).flexible(true);
    builder
}

/// The delimiter a first line `sep=;` names.
fn stated(text: &str) -> Option<char> {
    let first = text.lines().next()?.trim().trim_matches('"').to_lowercase();
    first.strip_prefix("sep=").and_then(|rest| rest.chars().next()).filter(|sign| DELIMITERS.contains(sign))
}

const DELIMITERS: [char; 4] = [';', '\t', ',', '|'];

/// The delimiter that gives most rows the same number of fields; `None` if none divides the text.
///
/// Judged over the first 200 records. Consistency counts most, more fields break ties, and commas inside numbers or
/// before a space do not make a comma file.
pub(super) fn sniff(text: &str) -> Option<char> {
    let sample = text.char_indices().nth(60_000).map_or(text, |(at, _)| &text[..at]);
    DELIMITERS
        .into_iter()
        .filter_map(|delimiter| {
            let mut reader = builder(delimiter).from_reader(sample.as_bytes());
            let mut counts = [0usize; 64];
            let (mut rows, mut prose, mut fields) = (0usize, 0usize, 0usize);
            for record in reader.records().take(200).flatten() {
                let filled = record.iter().filter(|field| !field.trim().is_empty()).count();
                if filled > 0 {
                    counts[record.len().min(63)] += 1;
                    rows += 1;
                    fields += record.len() - 1;
                    prose += record.iter().skip(1).filter(|field| field.starts_with(' ')).count();
                }
            }
            let (width, agreeing) = counts.iter().enumerate().skip(2).max_by_key(|(_, count)| **count)?;
            let score = (agreeing * 100 / rows.max(1)) as f32 + (width.min(12) * 4) as f32
                - if fields > 0 && delimiter == ',' { (prose * 60 / fields) as f32 } else { 0.0 };
            (*agreeing > 0 && agreeing * 3 >= rows).then_some((delimiter, score))
        })
        .fold(None, |best: Option<(char, f32)>, next| if best.is_some_and(|best| best.1 >= next.1) { best } else { Some(next) })
        .map(|(delimiter, _)| delimiter)
}
