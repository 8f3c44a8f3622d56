//! Lines whose right products are known.

use std::collections::{HashMap, HashSet};

use platform::blobs::{self, UploadId};
use platform::{Context, Result};

use super::NO_TRUTH;
use super::line_input::{LineInput, Lines};
use crate::ingest::columns;

pub struct Labelled {
    pub line: LineInput,
    /// SKUs, any of which is right; none if no product is.
    pub right: HashSet<String>,
}

/// `truth`: a table with the columns line_id and sku. At least one line must be in it.
pub async fn read(ctx: &Context, lines: Lines, truth: &UploadId) -> Result<Vec<Labelled>> {
    let lines = lines.read(ctx).await?;
    let (upload, bytes) = blobs::open(ctx, truth).await?;
    let mut known: HashMap<String, HashSet<String>> = HashMap::new();
    for mut row in columns(ctx, &upload.name, &bytes, &["line_id", "sku"], usize::MAX).await? {
        if let (Some(line), Some(sku)) = (row.cells.remove("line_id"), row.cells.remove("sku")) {
            known.entry(line).or_default().insert(sku);
        }
    }
    let labelled: Vec<Labelled> =
        lines.into_iter().map(|line| Labelled { right: known.get(&line.line_id).cloned().unwrap_or_default(), line }).collect();
    if labelled.iter().all(|labelled| labelled.right.is_empty()) {
        return Err(NO_TRUTH.error("No line has a known product.").at("truth"));
    }
    Ok(labelled)
}
