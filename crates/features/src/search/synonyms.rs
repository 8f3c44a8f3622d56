//! What people also call things: words of the search for people. Matching of lines does not know them.

use engine::index::{Synonyms, comparable};
use platform::Result;
use platform::db::{Tx, last_number, next_number};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store;

/// Name of the tenant's counter that every change of synonyms moves.
const VERSION: &str = "synonyms";

/// Synonyms a tenant may have.
pub const MOST: u32 = 10_000;

/// A word or phrase, and what it also means.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Synonym {
    /// As it was written.
    pub word: String,
    pub means: Vec<String>,
    /// True: each of `means` means the word and the others too.
    pub mutual: bool,
    pub changed_by: String,
    /// RFC 3339.
    pub changed_at: String,
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

/// All of the tenant's, as searches use them.
pub async fn read(tx: &mut Tx, tenant: &str) -> Result<Synonyms> {
    let rows = store::synonyms(tx, tenant, "", MOST).await?;
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for (_, synonym) in &rows {
        let all: Vec<&str> = std::iter::once(&synonym.word).chain(&synonym.means).map(String::as_str).collect();
        let from = if synonym.mutual { &all[..] } else { &all[..1] };
        pairs.extend(from.iter().flat_map(|word| all[..].iter().filter(move |other| *other != word).map(move |other| (*word, *other))));
    }
    Ok(Synonyms::new(pairs.into_iter()))
}
