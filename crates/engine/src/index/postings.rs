//! Inverted lists with ready-made weights: for each row (a term or triple) the articles that hold it.

use serde::{Deserialize, Serialize};

use super::stored;

/// Rows of (article, weight), articles ascending within a row. A weight is 0 to 1 in 65,535 steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Postings {
    /// Numbers of the rows, ascending, where only some numbers have one; else a row's number is its position.
    numbers: Option<Vec<u32>>,
    #[serde(with = "stored::numbers")]
    ends: Vec<u32>,
    #[serde(with = "stored::numbers")]
    articles: Vec<u32>,
    #[serde(with = "stored::numbers")]
    weights: Vec<u16>,
    /// Greatest weight of each row.
    #[serde(with = "stored::numbers")]
    greatest: Vec<u16>,
}

/// What a stored weight of 1 is.
pub(super) const SCALE: f32 = u16::MAX as f32;

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
            weights[*at as usize] = (entry.weight.clamp(0.0, 1.0) * SCALE).round() as u16;
            *at += 1;
        }
        let mut start = 0;
        let greatest =
            ends.iter().map(|end| weights[std::mem::replace(&mut start, *end as usize)..*end as usize].iter().copied().max().unwrap_or(0));
        let greatest = greatest.collect();
        Postings { numbers: None, ends, articles, weights, greatest }
    }

    /// As [`Postings::new`], with rows only for the numbers that occur.
    pub(super) fn sparse(mut entries: Vec<Entry>) -> Postings {
        let mut numbers: Vec<u32> = entries.iter().map(|entry| entry.row).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for entry in &mut entries {
            entry.row = numbers.partition_point(|number| *number < entry.row) as u32;
        }
        Postings { numbers: Some(numbers.clone()), ..Postings::new(numbers.len(), &entries) }
    }

    /// How many articles a row holds.
    pub(super) fn count(&self, row: u32) -> u32 {
        self.range(row).len() as u32
    }

    /// Articles of the row, ascending.
    pub(super) fn articles(&self, row: u32) -> &[u32] {
        &self.articles[self.range(row)]
    }

    /// Articles of the row with their weights, 0 to 65,535.
    pub(super) fn list(&self, row: u32) -> (&[u32], &[u16]) {
        let range = self.range(row);
        (&self.articles[range.clone()], &self.weights[range])
    }

    /// Greatest weight of the row; 0 where it is empty.
    pub(super) fn greatest(&self, row: u32) -> u16 {
        self.place(row).and_then(|at| self.greatest.get(at)).copied().unwrap_or(0)
    }

    /// Empty for a number without a row.
    fn range(&self, row: u32) -> std::ops::Range<usize> {
        let Some((at, end)) = self.place(row).and_then(|at| Some((at, *self.ends.get(at)?))) else { return 0..0 };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        start as usize..end as usize
    }

    fn place(&self, row: u32) -> Option<usize> {
        match &self.numbers {
            Some(numbers) => numbers.binary_search(&row).ok(),
            None => Some(row as usize),
        }
    }
}
