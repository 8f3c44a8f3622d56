//! How well documents are read: fields and whole lines against what their writer meant.

use super::{ExpectedLine, ExpectedQuantity, Sample};
use crate::ingest::{Limits, ingest};
use engine::intake::{self, Quantity, RequestLine, conservation};
use std::collections::BTreeMap;

/// Right, of those read, of those meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub right: usize,
    pub read: usize,
    pub meant: usize,
}

impl Share {
    /// Harmonic mean of precision and recall; 1 when there was nothing to read and nothing was read.
    pub fn f1(&self) -> f64 {
        let all = self.read + self.meant;
        if all == 0 { 1.0 } else { 2.0 * self.right as f64 / all as f64 }
    }
}

/// The measure of one kind of document. Every line read and every line meant counts in all four shares, a missing
/// quantity or unit as a value of its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Score {
    pub documents: usize,
    /// Documents that could not be read at all.
    pub failed: usize,
    pub item: Share,
    pub quantity: Share,
    /// Code and pack factor.
    pub unit: Share,
    /// Item, quantity and unit all right.
    pub line: Share,
    /// Lines read that list no remainder.
    pub without_remainder: usize,
    /// Words that are in no field, note or remainder; the law says none.
    pub lost_words: usize,
    /// The first wrong lines: what was meant, and what was read.
    pub misses: Vec<String>,
}

/// Reads every sample and scores it by file ending.
pub fn measure(samples: &[Sample]) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for (bytes, name, expected) in samples {
        let score = scores.entry(name.rsplit('.').next().unwrap_or_default().to_owned()).or_default();
        score.documents += 1;
        let lines = match ingest(bytes, name, &Limits::REQUEST) {
            Ok(document) => {
                let result = intake::read(&document.parts);
                score.lost_words += conservation::lost(&document.parts, &result).len();
                result.lines
            }
            Err(error) => {
                score.failed += 1;
                score.misses.push(format!("{name}: {error}"));
                Vec::new()
            }
        };
        score.without_remainder += lines.iter().filter(|line| line.remainder.is_empty()).count();
        let pairs = align(expected, &lines);
        for share in [&mut score.item, &mut score.quantity, &mut score.unit, &mut score.line] {
            share.read += lines.len();
            share.meant += expected.len();
        }
        for (meant, read) in &pairs {
            let (Some(meant), Some(read)) = (meant, read) else {
                miss(score, name, *meant, *read);
                continue;
            };
            let item = words(&meant.item) == words(&read.item);
            let quantity = same_quantity(&meant.quantity, &read.quantity);
            let unit = meant.unit == read.unit.as_ref().map(|unit| unit.code.as_str())
                && meant.pack.map(Into::into) == read.unit.as_ref().and_then(|unit| unit.pack);
            score.item.right += usize::from(item);
            score.quantity.right += usize::from(quantity);
            score.unit.right += usize::from(unit);
            score.line.right += usize::from(item && quantity && unit);
            if !(item && quantity && unit) {
                miss(score, name, Some(meant), Some(read));
            }
        }
    }
    scores
}

fn miss(score: &mut Score, name: &str, meant: Option<&ExpectedLine>, read: Option<&RequestLine>) {
    if score.misses.len() < 200 {
        let meant = meant.map(|meant| format!("{:?} {:?}/{:?} {}", meant.quantity, meant.unit, meant.pack, meant.item));
        let read = read.map(|read| format!("{:?} {:?} {} <- {}", read.quantity, read.unit, read.item, read.verbatim));
        score.misses.push(format!("{name}: {} | {}", meant.unwrap_or_default(), read.unwrap_or_default()));
    }
}

fn same_quantity(meant: &ExpectedQuantity, read: &Quantity) -> bool {
    match (meant, read) {
        (ExpectedQuantity::Exact(meant), Quantity::Stated(read)) => meant.parse().ok() == Some(*read),
        (ExpectedQuantity::Ambiguous, Quantity::Ambiguous(_)) | (ExpectedQuantity::Missing, Quantity::Missing) => true,
        _ => false,
    }
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Pairs lines in order so that the items agree best; a line without counterpart stands alone. O(meant × read).
fn align<'a>(meant: &'a [ExpectedLine], read: &'a [RequestLine]) -> Vec<(Option<&'a ExpectedLine>, Option<&'a RequestLine>)> {
    let (meant_words, read_words): (Vec<_>, Vec<_>) =
        (meant.iter().map(|line| words(&line.item)).collect(), read.iter().map(|line| words(&line.item)).collect());
    let alike = |row: usize, column: usize| {
        let (left, right): (&Vec<String>, &Vec<String>) = (&meant_words[row], &read_words[column]);
        let common = left.iter().filter(|word| right.contains(word)).count();
        1 + 200 * common / (left.len() + right.len()).max(1)
    };
    let mut best = vec![vec![0usize; read.len() + 1]; meant.len() + 1];
    for row in 0..meant.len() {
        for column in 0..read.len() {
            best[row + 1][column + 1] = (best[row][column] + alike(row, column)).max(best[row][column + 1]).max(best[row + 1][column]);
        }
    }
    let (mut row, mut column, mut pairs) = (meant.len(), read.len(), Vec::new());
    while row > 0 || column > 0 {
        if row > 0 && column > 0 && best[row][column] == best[row - 1][column - 1] + alike(row - 1, column - 1) {
            row -= 1;
            column -= 1;
            pairs.push((meant.get(row), read.get(column)));
        } else if row > 0 && best[row][column] == best[row - 1][column] {
            row -= 1;
            pairs.push((meant.get(row), None));
        } else {
            column -= 1;
            pairs.push((None, read.get(column)));
        }
    }
    pairs.reverse();
    pairs
}
