//! (filled by its first commit)

pub mod ingest;
