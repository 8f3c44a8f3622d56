//! Quotations.

pub mod documents;
