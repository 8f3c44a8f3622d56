//! What a file is: by its first bytes, then by its name.

use super::{IngestError, Limit, Limits, archive, delimited, encoding};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Delimited,
    Workbook(Book),
    Text,
    Html,
    Mail,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Book {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// True for what only a parser of some size can read: workbooks, new and old.
pub(super) fn is_book(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// Fails for what cannot be read, naming it. Packed files are measured before a reader sees them.
pub(super) fn detect(bytes: &[u8], name: &str, limits: &Limits) -> Result<Kind, IngestError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(IngestError::too_large(name, "", Limit::Bytes, limits.bytes));
    }
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(IngestError::Empty { name: name.to_owned() });
    }
    let unsupported = |found, advice| unsupported(name, found, advice);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes, name, limits);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes, name);
    }
    for (magic, found, advice) in FOREIGN {
        if bytes.starts_with(magic) {
            return unsupported(found, advice);
        }
    }
    let (text, _) = encoding::decode(&bytes[..bytes.len().min(1 << 16)]);
    let strange = text.chars().filter(|sign| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{c}')).count();
    if strange * 50 > text.chars().count() {
        return unsupported("a binary file of an unknown kind", "send a spreadsheet, a CSV file, a text or a mail");
    }
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).get(..600).unwrap_or(&text).to_lowercase();
    if start.contains("<?mso-application progid=\"excel.sheet\"") {
        return unsupported("an XML spreadsheet of 2003", "save it as XLSX and send it again");
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    Ok(match ending.as_str() {
        _ if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table") => Kind::Html,
        "eml" | "mht" | "mhtml" => Kind::Mail,
        _ if is_mail(&text) => Kind::Mail,
        "csv" | "tsv" | "tab" => Kind::Delimited,
        "htm" | "html" => Kind::Html,
        // A spreadsheet's name on plain text: exports of shops do that.
        "xls" | "xlsx" if delimited::sniff(&text).is_some() => Kind::Delimited,
        "json" | "jsonl" | "ndjson" if start.starts_with(['{', '[']) => {
            return unsupported("JSON", "send a spreadsheet, a CSV file, a text or a mail");
        }
        _ if start.starts_with("<?xml") => {
            return unsupported("XML", "send a spreadsheet, a CSV file, a text or a mail");
        }
        _ => Kind::Text,
    })
}

const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF", "send the list as a spreadsheet or as text"),
    (b"\x89PNG", "a picture", "its text would have to be recognised first; type the list or send it as a spreadsheet"),
    (b"\xFF\xD8\xFF", "a picture", "its text would have to be recognised first; type the list or send it as a spreadsheet"),
    (b"GIF8", "a picture", "its text would have to be recognised first; type the list or send it as a spreadsheet"),
    (b"II*\0", "a picture", "its text would have to be recognised first; type the list or send it as a spreadsheet"),
    (b"MM\0*", "a picture", "its text would have to be recognised first; type the list or send it as a spreadsheet"),
    (b"{\\rtf", "an RTF document", "save it as text and send it again"),
    (b"\x1F\x8B", "a compressed file", "unpack it and send the files inside"),
    (b"Rar!", "a compressed file", "unpack it and send the files inside"),
    (b"7z\xBC\xAF", "a compressed file", "unpack it and send the files inside"),
];

/// Two header fields of a mail before the first blank line, one of them never written by hand.
fn is_mail(text: &str) -> bool {
    let head: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).take(60).collect();
    let has = |names: &[&str]| {
        head.iter()
            .filter(|line| line.split_once(':').is_some_and(|(name, _)| names.iter().any(|known| known.eq_ignore_ascii_case(name))))
            .count()
    };
    has(&["message-id", "mime-version", "received", "return-path", "content-type", "dkim-signature", "x-mailer", "delivered-to"]) >= 1
        && has(&["from", "to", "subject", "date", "message-id", "mime-version", "content-type"]) >= 2
}

fn unsupported(name: &str, found: &str, advice: &str) -> Result<Kind, IngestError> {
    Err(IngestError::Unsupported { name: name.to_owned(), found: found.to_owned(), advice: advice.to_owned() })
}

/// A ZIP file: the names of its parts tell the format.
fn packed(bytes: &[u8], name: &str, limits: &Limits) -> Result<Kind, IngestError> {
    let names = archive::check(bytes, name, limits)?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let under = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let unsupported = |found, advice| unsupported(name, found, advice);
    match () {
        () if has("xl/workbook.bin") => Ok(Kind::Workbook(Book::Xlsb)),
        () if under("xl/") => Ok(Kind::Workbook(Book::Xlsx)),
        () if under("word/") => unsupported("a Word document", "save the list as text or as a spreadsheet and send that"),
        () if has("content.xml")
            && bytes.get(30..).is_some_and(|rest| {
                rest.windows(46).take(64).any(|window| window == b"application/vnd.oasis.opendocument.spreadsheet")
            }) =>
        {
            Ok(Kind::Workbook(Book::Ods))
        }
        () if has("content.xml") => unsupported("an OpenDocument text", "save the list as text or as a spreadsheet and send that"),
        () => unsupported("a compressed file", "unpack it and send the files inside"),
    }
}

/// An old Office file: a workbook, or an encrypted new one, or something else.
fn compound(bytes: &[u8], name: &str) -> Result<Kind, IngestError> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let has = |text: &str| {
        let wanted = utf16(text);
        bytes.windows(wanted.len()).any(|window| window == wanted)
    };
    let unsupported = |found, advice| unsupported(name, found, advice);
    match () {
        () if has("EncryptedPackage") => Err(IngestError::Encrypted { name: name.to_owned() }),
        () if has("Workbook") || has("Book") || has("WORKBOOK") => Ok(Kind::Workbook(Book::Xls)),
        () if has("__substg1.0_") => unsupported("an Outlook message", "save it as EML and send that"),
        () if has("WordDocument") => unsupported("a Word document", "save the list as text or as a spreadsheet and send that"),
        () => unsupported("an Office file of an unknown kind", "send a spreadsheet, a CSV file, a text or a mail"),
    }
}
