//! Finding products: the tenant's index, kept fresh against the store, and the search for people.
//!
//! Invariants: an answer comes from an index of the catalogue version that was current when the call began; the index is
//! a projection of the store, saved in a file that carries the store's identity, tenant and version. What changed since a
//! version is taken from the catalogue's list of changes; where the list does not reach back, the index is built anew.

mod evaluate_search;
mod fresh_index;
mod list_synonyms;
mod remove_synonym;
mod search_products;
mod set_synonym;
mod store;
mod suggest_products;
mod synonyms;
#[cfg(test)]
mod tests;
mod trade;

use platform::ErrorCode;
use platform::error::Kind;
use platform::operation::{Entry, entry};

pub use evaluate_search::EvaluateSearch;
pub use fresh_index::index;
use list_synonyms::ListSynonyms;
use remove_synonym::RemoveSynonym;
pub use search_products::SearchProducts;
use set_synonym::SetSynonym;
use suggest_products::SuggestProducts;
pub(crate) use synonyms::read as known_synonyms;

pub const OPERATIONS: &[Entry] = &[
    entry::<SearchProducts>(),
    entry::<SuggestProducts>(),
    entry::<ListSynonyms>(),
    entry::<SetSynonym>(),
    entry::<RemoveSynonym>(),
    entry::<EvaluateSearch>(),
];
pub const ERRORS: &[&ErrorCode] = &[
    &QUERY_MISSING,
    &QUERIES_EMPTY,
    &CONDITION_UNREADABLE,
    &TERMS_UNKNOWN,
    &WORD_BLANK,
    &SYNONYM_UNKNOWN,
    &SYNONYMS_FULL,
    &NO_JUDGEMENTS,
    &JUDGEMENT_UNREADABLE,
];

static QUERY_MISSING: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.query_missing",
    "A search needs exactly one of `query` and `queries`.",
    "Give the words to search for, or a file of queries.",
);
static QUERIES_EMPTY: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.queries_empty",
    "The file holds no query.",
    "Send a table with the columns `query_id` and `query`.",
);
static CONDITION_UNREADABLE: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.condition_unreadable",
    "A condition on an attribute is not understood.",
    "Write `thread = M8`, `length >= 40 mm` or `length between 40 and 60 mm`, with the attribute as the catalogue names it.",
);
static TERMS_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.terms_unknown",
    "Prices cannot be compared, because nobody said in which currency and on which tax basis.",
    "Set up the seller with set_seller, or search without prices.",
);
static WORD_BLANK: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.word_blank",
    "A synonym holds neither letters nor digits.",
    "Give the word people type and the words the catalogue uses.",
);
static SYNONYM_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "search.synonym_not_found",
    "No synonyms are set for this word.",
    "list_synonyms shows those there are.",
);
static SYNONYMS_FULL: ErrorCode =
    ErrorCode::new(Kind::Conflict, "search.synonyms_full", "There are as many synonyms as a search can carry.", "Remove some first.");
static NO_JUDGEMENTS: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.no_judgements",
    "No query of the evaluation has a judged product.",
    "Send a table with the columns `query_id`, `sku` and `gain` whose queries are among those asked.",
);
static JUDGEMENT_UNREADABLE: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "search.judgement_unreadable",
    "A judgement's gain is no number from 0 to 100.",
    "Write how good an answer the product is as a number, 0 for none.",
);
