//! What the tenant's own labelled lines taught: kept with who, when and from how many lines, in use until it is removed.

use std::collections::BTreeMap;

use engine::matching::{Calibration, Learnt};
use platform::Context;
use platform::Result;
use platform::db::Tx;
use schemars::JsonSchema;
use serde::Serialize;

use super::{rounded, store};

/// How the probabilities of matches are made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CalibrationInUse {
    /// Null: the shipped one, fitted on generated lines alone.
    pub id: Option<String>,
    /// RFC 3339, UTC.
    pub created_at: Option<String>,
    pub created_by: Option<String>,
    /// One fitted later, which another version of Horme made and this one cannot use: calibrate again. Else null.
    pub outdated_id: Option<String>,
    /// Labelled lines it was fitted on: those that words, not numbers, decide.
    pub lines: u64,
    /// Of them, those whose first candidate was right.
    pub right: u64,
    /// Share of accepted lines that is wanted right (matching.wanted_precision).
    pub wanted_precision: f64,
    /// Probability from which a line is accepted without a person.
    pub accepted_from: f64,
    /// The 50 words that tell your products apart most, with what each adds to the log odds that a product is right: with
    /// a `-`, that only the line has it; with a `+`, only the product's name.
    pub telling_words: BTreeMap<String, f64>,
}

/// Most words shown.
const SHOWN: usize = 50;

impl CalibrationInUse {
    /// Of one that nobody fitted.
    pub fn of(calibration: &Calibration, ctx: &Context) -> Self {
        let wanted = ctx.config.matching.wanted_precision;
        let words = calibration.learnt().map(Learnt::telling_words).unwrap_or_default();
        CalibrationInUse {
            id: None,
            created_at: None,
            created_by: None,
            outdated_id: None,
            lines: 0,
            right: 0,
            wanted_precision: rounded(wanted),
            accepted_from: rounded(calibration.threshold(wanted)),
            telling_words: words.into_iter().take(SHOWN).map(|(word, worth)| (word.to_owned(), rounded(worth))).collect(),
        }
    }
}

/// The tenant's newest that this version can use, else the shipped one.
pub async fn in_use(tx: &mut Tx, ctx: &Context) -> Result<(Calibration, CalibrationInUse)> {
    let (newest, outdated_id) = store::newest(tx, ctx).await?;
    let (calibration, shown) = newest.unwrap_or_else(|| {
        let shipped = Calibration::default();
        let shown = CalibrationInUse::of(&shipped, ctx);
        (shipped, shown)
    });
    Ok((calibration, CalibrationInUse { outdated_id, ..shown }))
}
