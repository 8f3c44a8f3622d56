//! What people also call things: words that an administrator set, and those of the trade that are built in. Search and the
//! matching of lines both know them.

use std::collections::HashSet;

use engine::index::{Synonyms, comparable};
use platform::Result;
use platform::db::{Tx, last_number, next_number};
use schemars::JsonSchema;
use serde::Serialize;

use super::store;
use super::trade::{self, TradeWord};

/// Name of the tenant's counter that every change of synonyms moves.
const VERSION: &str = "synonyms";

/// Synonyms a tenant may have.
pub const MOST: u32 = 10_000;

/// A word or phrase, and what it also means.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Synonym {
    /// As it was written.
    pub word: String,
    /// Empty: nothing else, though a built-in entry says so.
    pub means: Vec<String>,
    /// True: each of `means` means the word and the others too.
    pub mutual: bool,
    /// `built_in`, or `set` by somebody, which takes the place of a built-in entry of the same word.
    pub origin: Origin,
    /// Null for a built-in entry.
    pub changed_by: Option<String>,
    /// RFC 3339; null for a built-in entry.
    pub changed_at: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Origin {
    BuiltIn,
    Set,
}

/// The form in which words are compared; `None` for what holds no word.
pub fn key(word: &str) -> Option<String> {
    Some(comparable(word)).filter(|key| !key.is_empty())
}

pub async fn version(tx: &mut Tx, tenant: &str) -> Result<i64> {
    last_number(tx, tenant, VERSION).await
}

pub async fn touch(tx: &mut Tx, tenant: &str) -> Result<()> {
    next_number(tx, tenant, VERSION).await.map(drop)
}

/// The tenant's own, over those built in.
pub struct Known {
    set: Vec<Synonym>,
    /// Built-in entries that nothing was set for.
    pub trade: Vec<&'static TradeWord>,
}

pub async fn read(tx: &mut Tx, tenant: &str) -> Result<Known> {
    let rows = store::synonyms(tx, tenant, "", MOST).await?;
    let keys: HashSet<&str> = rows.iter().map(|(key, _)| key.as_str()).collect();
    let trade = trade::words().iter().filter(|word| !keys.contains(word.key.as_str())).collect();
    Ok(Known { trade, set: rows.into_iter().map(|(_, synonym)| synonym).collect() })
}

impl Known {
    /// As searches use them.
    pub fn all(&self) -> Synonyms {
        self.with(|_| true)
    }

    /// With those built-in entries only.
    pub fn with(&self, kept: impl Fn(&TradeWord) -> bool) -> Synonyms {
        let set: Vec<(&str, &str)> = self.set.iter().flat_map(pairs).collect();
        let kept = self.trade.iter().filter(|word| kept(word));
        let all = kept.map(|word| word.all.iter().map(String::as_str).collect::<Vec<_>>());
        let trade: Vec<(&str, &str)> = all.flat_map(|all| each_other(&all, all.len())).collect();
        Synonyms::new(set.into_iter()).and_trade(trade.into_iter())
    }
}

fn pairs(synonym: &Synonym) -> Vec<(&str, &str)> {
    let all: Vec<&str> = std::iter::once(&synonym.word).chain(&synonym.means).map(String::as_str).collect();
    each_other(&all, if synonym.mutual { all.len() } else { 1 })
}

/// Each of the first `from` words with all others.
fn each_other<'w>(all: &[&'w str], from: usize) -> Vec<(&'w str, &'w str)> {
    let others = |word: &'w str| all.iter().copied().filter(move |other| *other != word).map(move |other| (word, other));
    all.iter().take(from).flat_map(|word| others(word)).collect()
}
