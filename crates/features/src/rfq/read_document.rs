//! A request's document, read and understood as far as that needs no store: what a child process does.

use std::borrow::Cow;
use std::collections::HashMap;

use engine::intake::{self, Content, Document, ReadResult, Voice};
use platform::sandbox::{self, Reader};
use platform::text::{is_invisible, visible};
use platform::{Context, Error, Result, error};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::NO_LINES;
use crate::ingest::{self, IngestError, Limits};

pub const READERS: &[sandbox::Entry] = &[sandbox::entry::<ReadDocument>()];

#[derive(Serialize, Deserialize)]
pub struct Understood {
    pub reading: ReadResult,
    /// What was detected, and what a person should check.
    pub remarks: Vec<String>,
    /// The mail address of a mail's sender.
    pub sender: Option<String>,
}

#[derive(Serialize, Deserialize)]
enum Unusable {
    Unread(IngestError),
    /// With the beginning of what it says instead.
    NoLines(Vec<String>),
    TooManyLines,
}

/// Reads the document in a child process. Fails for what cannot be read, has no line, or more lines than `limits.lines`.
pub async fn read_document(ctx: &Context, name: &str, bytes: &[u8]) -> Result<Understood> {
    let limits = Limits { bytes: ctx.config.limits.rfq_bytes, ..Limits::REQUEST };
    let most = ctx.config.limits.lines;
    let answer = ctx.sandbox.read::<ReadDocument>(name, (name.to_owned(), limits, most), bytes).await?;
    let understood: Result<Understood, Unusable> = postcard::from_bytes(&answer).map_err(Error::internal)?;
    understood.map_err(|unusable| match unusable {
        Unusable::Unread(error) => error.into(),
        Unusable::NoLines(other) => NO_LINES.error(format!("`{name}` holds no requested item.")).with(json!({ "other_text": other })),
        Unusable::TooManyLines => error::TOO_LARGE.error(format!("`{name}` has more lines than limits.lines, {most}.")),
    })
}

struct ReadDocument;

impl Reader for ReadDocument {
    const NAME: &'static str = "request";
    type Ask = (String, Limits, usize);

    fn read((name, limits, most): Self::Ask, bytes: &[u8]) -> Vec<u8> {
        // Encoding plain values into memory cannot fail; if it did, the answer would be refused as none.
        postcard::to_stdvec(&understood(bytes, &name, &limits, most)).unwrap_or_default()
    }
}

fn understood(bytes: &[u8], name: &str, limits: &Limits, most: usize) -> Result<Understood, Unusable> {
    let mut document = ingest::ingest(bytes, name, limits).map_err(Unusable::Unread)?;
    let hidden = take_hidden(&mut document);
    let mut reading = intake::read_within(&document.parts, Some(most));
    for line in &mut reading.lines {
        let place = (line.place.document.clone(), line.place.sheet.clone(), line.place.row);
        for (seen, written) in hidden.get(&place).into_iter().flatten() {
            line.verbatim = line.verbatim.replacen(seen, written, 1);
        }
    }
    match reading.lines.len() {
        0 => Err(Unusable::NoLines(reading.notes.into_iter().map(|note| note.text).take(20).collect())),
        lines if lines > most => Err(Unusable::TooManyLines),
        _ => Ok(Understood { reading, sender: sender(&document), remarks: [document.notes, document.warnings].concat() }),
    }
}

/// The mail address of a mail's sender.
fn sender(document: &Document) -> Option<String> {
    let texts = document.parts.iter().filter_map(|part| match &part.content {
        Content::Text(lines) => Some(lines),
        Content::Table(_) => None,
    });
    let from = texts.flatten().find(|line| line.voice == Voice::Envelope && line.text.to_lowercase().starts_with("from"))?;
    let address =
        from.text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"')).find(|word| word.contains('@'))?;
    Some(address.to_lowercase())
}

/// What was written where something else is seen, by document, sheet and row: (seen, written).
type Hidden = HashMap<(String, Option<String>, u32), Vec<(String, String)>>;

/// Leaves the document as a person sees it: characters nobody sees could make a line read other than it looks. Says where
/// they stood, so that a line's source can show what was written.
fn take_hidden(document: &mut Document) -> Hidden {
    let mut hidden = Hidden::new();
    let mut places = Vec::new();
    for part in &mut document.parts {
        let mut see = |sheet: &Option<String>, row: u32, text: &mut String| {
            if let Cow::Owned(seen) = visible(text) {
                let written = std::mem::replace(text, seen.clone());
                places.extend(written.chars().filter(|sign| is_invisible(*sign)).take(1).map(|sign| {
                    let sheet = sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
                    format!("{}{sheet}, row {row}: characters nobody sees (U+{:04X}) were not read", part.document, u32::from(sign))
                }));
                hidden.entry((part.document.clone(), sheet.clone(), row)).or_default().push((seen, written));
            }
        };
        match &mut part.content {
            Content::Text(lines) => lines.iter_mut().for_each(|line| see(&None, line.number, &mut line.text)),
            Content::Table(table) => {
                for row in &mut table.rows {
                    row.cells.iter_mut().for_each(|cell| see(&table.sheet, row.number, &mut cell.text));
                    row.cells.retain(|cell| !cell.text.trim().is_empty());
                }
            }
        }
    }
    let more = places.len().saturating_sub(NAMED);
    places.truncate(NAMED);
    document.warnings.append(&mut places);
    if more > 0 {
        document.warnings.push(format!("{more} further rows with characters nobody sees"));
    }
    hidden
}

/// Places that warnings name.
const NAMED: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_looks_and_its_source_stays_as_written() {
        let written = "1\u{200b}0 x hex \u{202e}bolt\u{202c} M8x50\n5 x nut\n";
        let read = understood(written.as_bytes(), "a.txt", &Limits::REQUEST, 10).ok().unwrap();
        let lines = &read.reading.lines;
        assert_eq!((lines[0].item.as_str(), lines[0].verbatim.as_str()), ("hex bolt M8x50", written.lines().next().unwrap()));
        assert_eq!(lines[0].quantity, intake::Quantity::Stated(10.into()));
        assert!(
            read.remarks.iter().any(|remark| remark == "a.txt, row 1: characters nobody sees (U+200B) were not read"),
            "{:?}",
            read.remarks
        );
    }
}
