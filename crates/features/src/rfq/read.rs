//! From a document to an RFQ: intake, then matching line by line.

use engine::index::Request as Wanted;
use engine::intake::{self, NoteKind, Place, Quantity, RequestLine};
use platform::blobs::{self, UploadId};
use platform::error;
use platform::money::Exact;
use platform::{Context, Result};
use rust_decimal::Decimal;

use super::DOCUMENT_AMBIGUOUS;
use super::model::{OtherText, Outcomes, Rfq, RfqLine, Source};
use super::read_document::{Understood, read_document};
use crate::ingest::{Limits, ingest};
use crate::matching::{Decided, Matcher, Outcome};
use crate::{catalogue, customer, timestamp};

/// What a caller hands over: a document or a text, and perhaps who asks.
pub struct Request {
    pub upload: Option<UploadId>,
    pub text: Option<String>,
    pub customer: Option<String>,
}

/// Where the RFQ's bytes came from.
pub struct Origin {
    pub upload: Option<String>,
    pub sha256: String,
}

/// Candidates kept with each line for the person who chooses.
const CANDIDATES: usize = 5;

/// Reads the document and matches its lines. Stores nothing.
pub async fn understand(ctx: &Context, request: Request) -> Result<(Rfq, Origin)> {
    let (name, bytes, origin) = document(ctx, request.upload, request.text).await?;
    let Understood { reading, remarks, sender } = read_document(ctx, &name, &bytes).await?;
    drop(bytes);
    let (customer, customer_reason) = who_asks(ctx, request.customer, sender).await?;
    let matcher = Matcher::open(ctx, customer.as_deref(), CANDIDATES).await?;
    let decided = matcher.decide_all(reading.lines.iter().map(wanted).collect()).await?;
    let lines: Vec<RfqLine> =
        reading.lines.into_iter().zip(decided).zip(1..).map(|((line, decided), position)| understood(line, decided, position)).collect();
    let skus: Vec<&str> = lines.iter().filter_map(|line| line.candidates.first()).map(|candidate| candidate.sku.as_str()).collect();
    let sample = catalogue::product_cards(&mut ctx.read().await?, ctx.tenant(), &skus).await?.values().any(|card| card.sample);
    let other_text = reading
        .notes
        .into_iter()
        .map(|note| OtherText { kind: kind_of(note.kind).to_owned(), source: source(note.place, note.text) })
        .collect();
    let mut rfq = Rfq {
        id: ctx.new_id(),
        customer,
        customer_reason,
        document: name,
        sample,
        version: 1,
        created_at: timestamp(ctx.now()),
        notes: [remarks, reading.settled].concat(),
        outcomes: Outcomes::default(),
        lines,
        other_text,
    };
    rfq.count();
    Ok((rfq, origin))
}

async fn document(ctx: &Context, upload: Option<UploadId>, text: Option<String>) -> Result<(String, Vec<u8>, Origin)> {
    match (upload, text) {
        (Some(id), None) => {
            let upload = blobs::upload(ctx, &id).await?;
            let limit = ctx.config.limits.rfq_bytes;
            if upload.size_bytes.cast_unsigned() > limit {
                return Err(
                    error::TOO_LARGE.error(format!("`{}` has {} bytes; limits.rfq_bytes is {limit}.", upload.name, upload.size_bytes))
                );
            }
            let bytes = ctx.blobs.get(&upload.sha256).await?;
            Ok((upload.name, bytes, Origin { upload: Some(id.0), sha256: upload.sha256 }))
        }
        (None, Some(text)) => {
            let sha256 = ctx.blobs.put(text.as_bytes()).await?;
            Ok(("text.txt".to_owned(), text.into_bytes(), Origin { upload: None, sha256 }))
        }
        _ => Err(DOCUMENT_AMBIGUOUS.error("Give either `upload` or `text`.")),
    }
}

/// The buying company with the reason: the one named, else the one whose mail domain the sender writes from, else unknown.
async fn who_asks(ctx: &Context, named: Option<String>, sender: Option<String>) -> Result<(Option<String>, String)> {
    let mut tx = ctx.read().await?;
    if let Some(id) = named {
        customer::required(&mut tx, ctx.tenant(), &id).await?;
        return Ok((Some(id), "named by the caller".to_owned()));
    }
    let Some(sender) = sender else { return Ok((None, "neither named nor to be seen from a sender's address".to_owned())) };
    Ok(match customer::by_mail(&mut tx, ctx.tenant(), &sender).await? {
        Some(known) => (Some(known.customer), format!("the sender writes from {sender}")),
        None => (None, format!("no customer has the mail domain of {sender}")),
    })
}

/// One item of a text that nobody stores.
pub struct Pasted {
    pub wanted: Wanted,
    /// `None`: it has to be asked.
    pub quantity: Option<Decimal>,
    /// UN/ECE code.
    pub unit: Option<String>,
    pub pack: Option<Decimal>,
}

/// What a pasted text asks for, read as a request's is but in this process: for texts that we made ourselves.
pub fn pasted(text: &str) -> Vec<Pasted> {
    let Ok(document) = ingest(text.as_bytes(), "text.txt", &Limits::REQUEST) else { return Vec::new() };
    let lines = intake::read(&document.parts).lines.into_iter();
    lines
        .map(|line| Pasted {
            wanted: wanted(&line),
            quantity: match line.quantity {
                Quantity::Stated(value) if line.questions.is_empty() => Some(value),
                _ => None,
            },
            unit: line.unit.as_ref().map(|unit| unit.code.to_string()),
            pack: line.unit.as_ref().and_then(|unit| unit.pack),
        })
        .collect()
}

/// What the matcher looks at. A code of the customer's column may be ours, the maker's or their own: all are tried.
fn wanted(line: &RequestLine) -> Wanted {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    Wanted {
        text: line.item.clone(),
        brand: text(&line.brand),
        mpn: line.mpn.clone().or_else(|| line.customer_code.clone()).unwrap_or_default(),
        gtin: text(&line.gtin),
        sku: text(&line.customer_code),
        ..Wanted::default()
    }
}

fn understood(line: RequestLine, decided: Decided, position: u32) -> RfqLine {
    let (quantity, quantity_readings) = match line.quantity {
        Quantity::Stated(value) if value > Decimal::ZERO => (Some(Exact(value)), Vec::new()),
        Quantity::Ambiguous(readings) => (None, readings.into_iter().map(Exact).collect()),
        Quantity::Stated(_) | Quantity::Missing => (None, Vec::new()),
    };
    let accepted = decided.outcome == Outcome::Accepted;
    let sku = decided.candidates.first().filter(|_| accepted).map(|candidate| candidate.sku.clone());
    RfqLine {
        position,
        source: source(line.place, line.verbatim),
        section: line.section,
        item: line.item,
        code: line.customer_code,
        gtin: line.gtin,
        manufacturer_part_number: line.mpn,
        brand: line.brand,
        quantity,
        quantity_readings,
        unit: line.unit.as_ref().map(|unit| unit.code.to_string()),
        unit_text: line.unit.as_ref().map(|unit| unit.word.clone()),
        pack_quantity: line.unit.as_ref().and_then(|unit| unit.pack).map(Exact),
        remainder: line.remainder,
        questions: line.questions,
        outcome: decided.outcome,
        decided_by: sku.as_ref().map(|_| "match".to_owned()),
        sku,
        no_bid: false,
        confidence: decided.confidence,
        reason: decided.reason,
        missing: decided.missing,
        candidates: decided.candidates,
    }
}

fn source(place: Place, text: String) -> Source {
    Source { document: place.document, sheet: place.sheet, row: place.row, text }
}

pub(super) fn kind_of(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Envelope => "envelope",
        NoteKind::Title => "title",
        NoteKind::Header => "header",
        NoteKind::Section => "section",
        NoteKind::Total => "total",
        NoteKind::Courtesy => "courtesy",
        NoteKind::Signature => "signature",
        NoteKind::Quoted => "quoted",
        NoteKind::Terms => "terms",
        NoteKind::Other => "other",
    }
}
