//! What a file is: by its first bytes, then by its name.

use super::{IngestError, Limit, Limits, delimited, encoding};

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

/// Fails for what cannot be read, naming it. Packed files are measured by their table of contents before anything is unpacked.
pub(super) fn detect(bytes: &[u8], name: &str, limits: &Limits) -> Result<Kind, IngestError> {
    if bytes.len() as u64 > limits.bytes {
        return Err(IngestError::TooLarge { name: name.to_owned(), limit: Limit::Bytes, allowed: limits.bytes });
    }
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(IngestError::Empty { name: name.to_owned() });
    }
    let unsupported = |found, advice| Err(IngestError::Unsupported { name: name.to_owned(), found, advice });
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

/// A ZIP file: its table of contents names the format and the unpacked size.
fn packed(bytes: &[u8], name: &str, limits: &Limits) -> Result<Kind, IngestError> {
    let damaged = || IngestError::Damaged { name: name.to_owned(), what: "the packed file has no table of contents".to_owned() };
    let tail = bytes.len().saturating_sub(66_000);
    let end = bytes[tail..].windows(4).rposition(|window| window == b"PK\x05\x06").map(|at| at + tail).ok_or_else(damaged)?;
    let start = le32(bytes, end + 16).ok_or_else(damaged)? as usize;
    let (mut at, mut unpacked, mut names) = (start, 0u64, Vec::new());
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let (Some(size), Some(length), Some(extra), Some(comment)) =
            (le32(bytes, at + 24), le16(bytes, at + 28), le16(bytes, at + 30), le16(bytes, at + 32))
        else {
            break;
        };
        unpacked += u64::from(size);
        if le16(bytes, at + 8).is_some_and(|flags| flags & 1 == 1) {
            return Err(IngestError::Encrypted { name: name.to_owned() });
        }
        names.push(String::from_utf8_lossy(bytes.get(at + 46..at + 46 + length as usize).unwrap_or_default()).into_owned());
        at += 46 + length as usize + extra as usize + comment as usize;
    }
    if unpacked > limits.unpacked_bytes {
        return Err(IngestError::TooLarge { name: name.to_owned(), limit: Limit::UnpackedBytes, allowed: limits.unpacked_bytes });
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let under = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let unsupported = |found, advice| Err(IngestError::Unsupported { name: name.to_owned(), found, advice });
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
        () if names.is_empty() => Err(damaged()),
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
    let unsupported = |found, advice| Err(IngestError::Unsupported { name: name.to_owned(), found, advice });
    match () {
        () if has("EncryptedPackage") => Err(IngestError::Encrypted { name: name.to_owned() }),
        () if has("Workbook") || has("Book") || has("WORKBOOK") => Ok(Kind::Workbook(Book::Xls)),
        () if has("__substg1.0_") => unsupported("an Outlook message", "save it as EML and send that"),
        () if has("WordDocument") => unsupported("a Word document", "save the list as text or as a spreadsheet and send that"),
        () => unsupported("an Office file of an unknown kind", "send a spreadsheet, a CSV file, a text or a mail"),
    }
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
