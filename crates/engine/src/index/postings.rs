//! Inverted lists with ready-made weights: for each row (a term or triple) the articles that hold it.

use serde::{Deserialize, Serialize};

/// Rows of (article, weight), articles ascending within a row. A weight is 0 to 1 in 65,535 steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Postings {
    ends: Vec<u32>,
    articles: Vec<u32>,
    weights: Vec<u16>,
}

/// One weight to be stored: row, article, weight 0 to 1.
pub(super) struct Entry {
    pub(super) row: u32,
    pub(super) article: u32,
    pub(super) weight: f32,
}

impl Postings {
    /// `entries`: by ascending article, each row and article at most once. Counting sort, O(entries + rows).
    pub(super) fn new(rows: usize, entries: &[Entry]) -> Postings {
        let mut next = vec![0_u32; rows + 1];
        for entry in entries {
            next[entry.row as usize + 1] += 1;
        }
        for row in 0..rows {
            next[row + 1] += next[row];
        }
        let ends = next[1..].to_vec();
        let mut articles = vec![0; entries.len()];
        let mut weights = vec![0; entries.len()];
        for entry in entries {
            let at = &mut next[entry.row as usize];
            articles[*at as usize] = entry.article;
            weights[*at as usize] = (entry.weight.clamp(0.0, 1.0) * f32::from(u16::MAX)).round() as u16;
            *at += 1;
        }
        Postings { ends, articles, weights }
    }

    /// How many articles a row holds.
    pub(super) fn count(&self, row: u32) -> u32 {
        self.ends[row as usize] - self.start(row)
    }

    /// Adds `factor` × weight to the score of every article of the row.
    pub(super) fn add(&self, row: u32, factor: f32, scores: &mut [f32]) {
        let range = self.start(row) as usize..self.ends[row as usize] as usize;
        let factor = factor / f32::from(u16::MAX);
        for (article, weight) in self.articles[range.clone()].iter().zip(&self.weights[range]) {
            scores[*article as usize] += factor * f32::from(*weight);
        }
    }

    fn start(&self, row: u32) -> u32 {
        if row == 0 { 0 } else { self.ends[row as usize - 1] }
    }
}
