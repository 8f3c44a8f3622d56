//! Packed spreadsheets, unpacked once to nowhere: what they hold is counted, not believed.
//!
//! A table of contents may lie about sizes, so everything is inflated through a small buffer against the limits before a
//! reader sees it - by the same library the reader uses, so that both see the same archive.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::markup::Markup;
use super::{IngestError, Limit, Limits};

/// How many times its packed size an entry may grow, once it is larger than [`RATIO_FROM`].
const RATIO: u64 = 100;
const RATIO_FROM: u64 = 1 << 20;

/// Where Office keeps objects put into a sheet. They may be packed files; nobody opens them.
const EMBEDDED: [&str; 3] = ["xl/embeddings/", "Object ", "ObjectReplacements/"];

/// The names of the entries, if the archive is harmless.
pub(super) fn check(bytes: &[u8], name: &str, limits: &Limits) -> Result<Vec<String>, IngestError> {
    let damaged = |error: ZipError| IngestError::Damaged { name: name.to_owned(), what: format!("the packed file: {error}") };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() as u64 > limits.entries {
        return Err(IngestError::too_large(name, "", Limit::Entries, limits.entries));
    }
    let mut names = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        let path = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if entry.encrypted() {
            return Err(IngestError::Encrypted { name: name.to_owned() });
        }
        if entry.is_symlink() {
            return Err(IngestError::forbidden(name, &path, "is a link to another file"));
        }
        names.push(path);
    }
    let mut unpacked = 0;
    for (index, path) in names.iter().enumerate() {
        let entry = archive.by_index(index).map_err(damaged)?;
        let packed = entry.compressed_size().clamp(1, bytes.len() as u64);
        unpack(entry, packed, &mut unpacked, (name, path), limits)?;
    }
    Ok(names)
}

fn unpack(mut entry: impl Read, packed: u64, unpacked: &mut u64, (name, path): (&str, &str), limits: &Limits) -> Result<(), IngestError> {
    let lower = path.to_lowercase();
    let mut markup = (lower.ends_with(".xml") || lower.ends_with(".rels")).then(|| Markup::new(limits.cells));
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0u64;
    loop {
        let read = entry
            .read(&mut buffer)
            .map_err(|error| IngestError::Damaged { name: name.to_owned(), what: format!("its part {path}: {error}") })?;
        if read == 0 {
            return Ok(());
        }
        let chunk = &buffer[..read];
        if size == 0 && is_archive(chunk) && !EMBEDDED.iter().any(|folder| path.starts_with(folder)) {
            return Err(IngestError::forbidden(name, path, "is a packed file inside the packed file"));
        }
        size += read as u64;
        *unpacked += read as u64;
        if *unpacked > limits.unpacked_bytes {
            return Err(IngestError::too_large(name, path, Limit::UnpackedBytes, limits.unpacked_bytes));
        }
        if size > RATIO_FROM && size > packed.saturating_mul(RATIO) {
            return Err(IngestError::too_large(name, path, Limit::Ratio, RATIO));
        }
        if let Some(markup) = &mut markup {
            markup.feed(chunk).map_err(|what| IngestError::forbidden(name, path, what))?;
        }
    }
}

fn is_archive(start: &[u8]) -> bool {
    let magics: [&[u8]; 6] = [b"PK\x03\x04", b"PK\x05\x06", b"\x1F\x8B\x08", b"Rar!", b"7z\xBC\xAF", b"BZh"];
    magics.iter().any(|magic| start.starts_with(magic))
}
