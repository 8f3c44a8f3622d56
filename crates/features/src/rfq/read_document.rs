//! A request's document, read and understood as far as that needs no store: what a child process does.

use engine::intake::{self, Content, Document, ReadResult, Voice};
use platform::sandbox::{self, Reader};
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
    TooManyLines(usize),
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
        Unusable::TooManyLines(lines) => error::TOO_LARGE.error(format!("`{name}` has {lines} lines; limits.lines is {most}.")),
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
    let document = ingest::ingest(bytes, name, limits).map_err(Unusable::Unread)?;
    let reading = intake::read(&document.parts);
    match reading.lines.len() {
        0 => Err(Unusable::NoLines(reading.notes.into_iter().map(|note| note.text).take(20).collect())),
        lines if lines > most => Err(Unusable::TooManyLines(lines)),
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
