//! A table file whose rows are read as often as wanted.
//!
//! Delimited text is read where it lies, row by row: its reader is small, in bounded memory and without recursion. A
//! workbook is unpacked once by a child process; what stays here are its filled rows, encoded.

use platform::sandbox::Reader;
use platform::{Context, Error, Result};

use super::tables::{TableRow, open_table};
use super::{Cell, IngestError, Limits, kind};

pub struct TableFile<'a> {
    name: &'a str,
    limits: Limits,
    content: Content<'a>,
}

enum Content<'a> {
    Text(&'a [u8]),
    Encoded(Vec<u8>),
}

type Rows<'a> = Box<dyn Iterator<Item = Result<TableRow, IngestError>> + Send + 'a>;

impl<'a> TableFile<'a> {
    /// The outer error is the system's or the child's end; the inner one says why the file is no table.
    pub async fn open(ctx: &Context, name: &'a str, bytes: &'a [u8], limits: &Limits) -> Result<Result<Self, IngestError>> {
        let file = |content| TableFile { name, limits: *limits, content };
        if !kind::is_book(bytes) {
            return Ok(Ok(file(Content::Text(bytes))));
        }
        let mut answer = ctx.sandbox.read::<ReadTables>(name, (name.to_owned(), *limits), bytes).await?;
        let (read, rows) = postcard::take_from_bytes::<Result<(), IngestError>>(&answer).map_err(Error::internal)?;
        let start = answer.len() - rows.len();
        Ok(read.map(|()| {
            answer.drain(..start);
            file(Content::Encoded(answer))
        }))
    }

    pub fn rows(&self) -> Result<Rows<'_>, IngestError> {
        match &self.content {
            Content::Text(bytes) => Ok(Box::new(open_table(bytes, self.name, &self.limits)?)),
            Content::Encoded(rows) => Ok(Box::new(Encoded { rest: rows, name: self.name })),
        }
    }
}

struct Encoded<'a> {
    rest: &'a [u8],
    name: &'a str,
}

impl Iterator for Encoded<'_> {
    type Item = Result<TableRow, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        Some(match postcard::take_from_bytes::<(Option<&str>, u32, Vec<Cell>)>(self.rest) {
            Ok(((sheet, number, cells), rest)) => {
                self.rest = rest;
                Ok(TableRow { sheet: sheet.map(Into::into), number, cells })
            }
            Err(error) => {
                self.rest = &[];
                Err(IngestError::Damaged { name: self.name.to_owned(), what: error.to_string() })
            }
        })
    }
}

/// The child's part: whether the workbook can be read, then its rows one after the other.
pub struct ReadTables;

impl Reader for ReadTables {
    const NAME: &'static str = "tables";
    type Ask = (String, Limits);

    fn read((name, limits): Self::Ask, bytes: &[u8]) -> Vec<u8> {
        let rows = encoded(bytes, &name, &limits);
        // Encoding plain values into memory cannot fail; if it did, the answer would be refused as none.
        let mut answer = postcard::to_stdvec(&rows.as_ref().map(|_| ())).unwrap_or_default();
        answer.append(&mut rows.unwrap_or_default());
        answer
    }
}

fn encoded(bytes: &[u8], name: &str, limits: &Limits) -> Result<Vec<u8>, IngestError> {
    let mut encoded = Vec::new();
    for row in open_table(bytes, name, limits)? {
        let row = row?;
        encoded = postcard::to_extend(&(row.sheet.as_deref(), row.number, row.cells), encoded)
            .map_err(|error| IngestError::Damaged { name: name.to_owned(), what: error.to_string() })?;
    }
    Ok(encoded)
}
