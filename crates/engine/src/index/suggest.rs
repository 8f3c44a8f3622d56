//! What somebody who is still typing may mean.

use rustc_hash::FxHashSet;

use super::people::words_of;
use super::{Filter, Index, Order, Query};
use crate::text;

/// A way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The whole text, its last word completed.
    pub text: String,
    /// Articles that hold the completed word and what was typed before it.
    pub articles: u32,
}

/// Completions of the last word that are tried with the words before it.
const TRIED: usize = 50;

impl Index {
    /// Completions of the last word, those that most articles hold together with the words before it first. A text that
    /// ends in a blank, or whose last word is no beginning of anything, has none.
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<Suggestion> {
        if typed.ends_with(char::is_whitespace) {
            return Vec::new();
        }
        let folded = text::fold(typed);
        let before = folded.rfind(char::is_whitespace).map_or("", |at| &folded[..at]).trim();
        // As typed: a word may be completed to its plural's singular, but `s` alone is no reason to drop it.
        let Some(last) = folded.split_whitespace().next_back().filter(|last| last.chars().count() >= 2) else { return Vec::new() };
        let known: Vec<Vec<u32>> = words_of(before)
            .iter()
            .filter_map(|word| self.find_term(word))
            .map(|term| self.holding(term).filter(|article| !self.is_gone(*article)).collect())
            .collect();
        let held: Option<FxHashSet<u32>> = known.into_iter().map(FxHashSet::from_iter).reduce(|mut all, of_word: FxHashSet<u32>| {
            all.retain(|article| of_word.contains(article));
            all
        });
        let mut found: Vec<(u32, u32)> = self
            .beginning(last, TRIED)
            .into_iter()
            .map(|term| {
                let holding = self.holding(term).filter(|article| !self.is_gone(*article));
                (term, holding.filter(|article| held.as_ref().is_none_or(|held| held.contains(article))).count() as u32)
            })
            .filter(|(_, articles)| *articles > 0)
            .collect();
        found.sort_unstable_by_key(|(term, articles)| (u32::MAX - articles, *term));
        let whole = |term: u32| if before.is_empty() { self.term(term).to_owned() } else { format!("{before} {}", self.term(term)) };
        found.into_iter().take(most).map(|(term, articles)| Suggestion { text: whole(term), articles }).collect()
    }

    /// The best articles for what was typed so far.
    pub fn suggest_articles(&self, typed: &str, most: usize) -> Vec<u32> {
        let filter = Filter::default();
        let query = Query { text: typed, filter: &filter, order: Order::Relevance, terms: None, after: None, limit: most, facets: &[] };
        self.find(&query).hits.into_iter().map(|(hit, _)| hit.article).collect()
    }
}
