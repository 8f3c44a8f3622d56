//! A mail: its envelope, its text, and its attachments under their own names.

use super::{Content, Document, IngestError, Limit, Limits, Part, TextLine, Voice, contained, html};
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

/// Reads a mail into the document. An attachment that cannot be read is a warning.
pub(super) fn read(bytes: &[u8], document: &mut Document, limits: &Limits, depth: u8) -> Result<(), IngestError> {
    let headless = || IngestError::Damaged { name: document.name.clone(), what: "it has no mail header".to_owned() };
    let message = contained(&document.name, || MessageParser::default().parse(bytes).ok_or_else(headless))?;
    message_parts(&message, document, limits, depth)
}

fn message_parts(message: &Message, document: &mut Document, limits: &Limits, depth: u8) -> Result<(), IngestError> {
    if depth > limits.depth {
        return Err(IngestError::too_large(&document.name, "", Limit::Depth, u64::from(limits.depth)));
    }
    check(message, &document.name)?;
    let name = document.name.clone();
    let envelope = envelope(message);
    let forwarded = message.subject().is_some_and(|subject| {
        let subject = subject.trim().to_lowercase();
        ["fw:", "fwd:", "wg:", "rv:", "tr:", "i:"].iter().any(|head| subject.starts_with(head))
    });
    let mut body = body(message, &name, forwarded, limits)?;
    match body.first_mut().map(|part| &mut part.content) {
        Some(Content::Text(lines)) => {
            lines.splice(0..0, envelope);
        }
        _ => body.insert(0, Part { document: name, content: Content::Text(envelope) }),
    }
    document.parts.append(&mut body);
    for (index, part) in message.attachments().enumerate() {
        let attached = part.attachment_name().map_or_else(|| format!("attachment {}", index + 1), str::to_owned);
        attachment(part, unique(attached, &document.parts), document, limits, depth);
    }
    Ok(())
}

const HEADER_BYTES: u32 = 64 << 10;
const PARTS: usize = 1_000;
const DEPTH: usize = 20;

/// Refuses what no mail program writes: long headers, many parts, parts deep inside one another.
fn check(message: &Message, name: &str) -> Result<(), IngestError> {
    if message.parts.len() > PARTS {
        return Err(IngestError::too_large(name, "", Limit::MailParts, PARTS as u64));
    }
    let mut depths = vec![0; message.parts.len()];
    for (at, part) in message.parts.iter().enumerate() {
        if part.offset_body.saturating_sub(part.offset_header) > HEADER_BYTES {
            return Err(IngestError::too_large(name, &format!("part {}", at + 1), Limit::HeaderBytes, u64::from(HEADER_BYTES)));
        }
        // A part stands after the one it is in.
        for inner in part.sub_parts().unwrap_or_default() {
            let depth = depths[at] + 1;
            if depth > DEPTH {
                return Err(IngestError::too_large(name, &format!("part {}", at + 1), Limit::MailDepth, DEPTH as u64));
            }
            if let Some(inner) = depths.get_mut(*inner as usize) {
                *inner = depth;
            }
        }
    }
    Ok(())
}

fn attachment(part: &mail_parser::MessagePart, name: String, document: &mut Document, limits: &Limits, depth: u8) {
    let read = match &part.body {
        PartType::Message(message) => {
            let mut inner = Document { name: name.clone(), ..Document::default() };
            message_parts(message, &mut inner, limits, depth + 1).map(|()| inner)
        }
        PartType::Multipart(_) => return,
        // A picture inside the text is a logo far more often than a list.
        PartType::InlineBinary(_) if part.content_type().is_some_and(|kind| kind.c_type == "image") => {
            document.notes.push(format!("{name}: a picture inside the mail, not read"));
            return;
        }
        body => {
            let bytes: &[u8] = match body {
                PartType::Text(text) | PartType::Html(text) => text.as_bytes(),
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes,
                PartType::Message(_) | PartType::Multipart(_) => &[],
            };
            super::read(bytes, &name, limits, depth + 1)
        }
    };
    match read {
        Ok(mut inner) => {
            document.notes.extend(inner.notes.iter().map(|note| format!("{name}: {note}")));
            document.warnings.extend(inner.warnings.iter().map(|warning| format!("{name}: {warning}")));
            document.parts.append(&mut inner.parts);
        }
        Err(error) => document.warnings.push(format!("attachment not read: {error}")),
    }
}

/// The name, or the name with a number if the mail has another part of that name.
fn unique(name: String, parts: &[Part]) -> String {
    let taken = |name: &str| parts.iter().any(|part| part.document == name);
    if !taken(&name) {
        return name;
    }
    (2..).map(|count| format!("{name} ({count})")).find(|candidate| !taken(candidate)).unwrap_or(name)
}

fn envelope(message: &Message) -> Vec<TextLine> {
    let line = |head: &str, value: Option<String>| {
        value.filter(|value| !value.trim().is_empty()).map(|value| TextLine {
            number: 0,
            text: format!("{head}: {value}"),
            voice: Voice::Envelope,
        })
    };
    [
        line("Subject", message.subject().map(str::to_owned)),
        line("From", message.from().map(people)),
        line("To", message.to().map(people)),
        line("Date", message.date().map(mail_parser::DateTime::to_rfc3339)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn people(address: &Address) -> String {
    let all = address.iter().map(|person| match (&person.name, &person.address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(one), None) | (None, Some(one)) => one.to_string(),
        (None, None) => String::new(),
    });
    all.collect::<Vec<_>>().join(", ")
}

/// The text body; the HTML body instead if it has a table, or half as many words again.
fn body(message: &Message, name: &str, forwarded: bool, limits: &Limits) -> Result<Vec<Part>, IngestError> {
    let mut text = String::new();
    for part in message.text_bodies() {
        if let PartType::Text(body) = &part.body {
            let flowed =
                part.content_type().and_then(|kind| kind.attribute("format")).is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
            text.push_str(&if flowed { unflow(body) } else { body.to_string() });
            text.push('\n');
        }
    }
    let mut pages: Vec<Part> = Vec::new();
    for part in message.html_bodies() {
        if let PartType::Html(page) = &part.body {
            pages.extend(html::parts(page, name, forwarded, limits)?);
        }
    }
    let tabled = pages.iter().any(|part| matches!(part.content, Content::Table(_)));
    // Some programs send a stub as text.
    let richer = html_words(&pages) * 2 > text.split_whitespace().count() * 3;
    if !pages.is_empty() && (tabled || richer) {
        return Ok(pages);
    }
    Ok(vec![Part { document: name.to_owned(), content: Content::Text(TextLine::all(&text)) }])
}

fn html_words(pages: &[Part]) -> usize {
    let lines = pages.iter().filter_map(|part| match &part.content {
        Content::Text(lines) => Some(lines),
        Content::Table(_) => None,
    });
    lines.flatten().map(|line| line.text.split_whitespace().count()).sum()
}

/// Joins the soft line breaks of `format=flowed` (RFC 3676): a line that ends with a space goes on.
fn unflow(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        joined.push_str(line.trim_end_matches('\r'));
        if !line.trim_end_matches('\r').ends_with(' ') || line.trim_end() == "--" {
            joined.push('\n');
        }
    }
    joined
}
