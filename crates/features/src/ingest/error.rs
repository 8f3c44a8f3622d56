//! Why a file could not be read, and what the sender can do.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Each variant is one stable meaning; the caller maps it to its own code.
#[derive(Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
pub enum IngestError {
    #[error("{name} is {found}, which cannot be read; {advice}")]
    Unsupported { name: String, found: String, advice: String },
    #[error("{name} is protected by a password; save it without one and send it again")]
    Encrypted { name: String },
    /// `place`: where in the file; empty for the file as a whole.
    #[error("{name}{place} exceeds the limit of {allowed} {limit}; split the file or send only the list")]
    TooLarge { name: String, place: String, limit: Limit, allowed: u64 },
    #[error("{name}: its part {place} {what}; save the list in a new file and send that")]
    Forbidden { name: String, place: String, what: String },
    #[error("{name} holds no text and no filled cell; check that the right file was sent")]
    Empty { name: String },
    #[error("{name} is damaged: {what}; open it in the program that wrote it, save it again and send that")]
    Damaged { name: String, what: String },
}

impl IngestError {
    /// `place`: "row 3", "sheet List"; empty for the file as a whole.
    pub(super) fn too_large(name: &str, place: &str, limit: Limit, allowed: u64) -> Self {
        let place = if place.is_empty() { String::new() } else { format!(", {place}") };
        IngestError::TooLarge { name: name.to_owned(), place, limit, allowed }
    }

    pub(super) fn forbidden(name: &str, place: &str, what: &str) -> Self {
        IngestError::Forbidden { name: name.to_owned(), place: place.to_owned(), what: what.to_owned() }
    }
}

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    Bytes,
    Entries,
    UnpackedBytes,
    Ratio,
    TextBytes,
    Rows,
    Cells,
    Columns,
    RowBytes,
    CellBytes,
    Tables,
    Depth,
    HeaderBytes,
    MailParts,
    MailDepth,
}

impl std::fmt::Display for Limit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Limit::Bytes => "bytes",
            Limit::Entries => "packed parts",
            Limit::UnpackedBytes => "unpacked bytes",
            Limit::Ratio => "times its packed size",
            Limit::TextBytes => "bytes of text",
            Limit::Rows => "rows",
            Limit::Cells => "cells",
            Limit::Columns => "columns",
            Limit::RowBytes => "bytes in one row",
            Limit::CellBytes => "bytes in one cell or line",
            Limit::Tables => "tables inside one another",
            Limit::Depth => "mails inside one another",
            Limit::HeaderBytes => "bytes of mail header",
            Limit::MailParts => "parts of a mail",
            Limit::MailDepth => "parts of a mail inside one another",
        })
    }
}
