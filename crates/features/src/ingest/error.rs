//! Why a file could not be read, and what the sender can do.

use thiserror::Error;

/// Each variant is one stable meaning; the caller maps it to its own code.
#[derive(Debug, Error)]
pub enum IngestError {
    #[error("{name} is {found}, which cannot be read; {advice}")]
    Unsupported { name: String, found: &'static str, advice: &'static str },
    #[error("{name} is protected by a password; save it without one and send it again")]
    Encrypted { name: String },
    #[error("{name} exceeds the limit of {allowed} {limit}; split the file or raise the limit")]
    TooLarge { name: String, limit: Limit, allowed: u64 },
    #[error("{name} holds no text and no filled cell; check that the right file was sent")]
    Empty { name: String },
    #[error("{name} is damaged: {what}; open it in the program that wrote it, save it again and send that")]
    Damaged { name: String, what: String },
}

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Bytes,
    UnpackedBytes,
    Rows,
    Cells,
    Depth,
}

impl std::fmt::Display for Limit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Limit::Bytes => "bytes",
            Limit::UnpackedBytes => "unpacked bytes",
            Limit::Rows => "rows",
            Limit::Cells => "cells",
            Limit::Depth => "mails inside one another",
        })
    }
}
