use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{SYNONYM_UNKNOWN, store, synonyms};
use crate::seed;

/// Forgets what was set for a word; where a built-in entry says what it means, that holds again.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveSynonym {
    /// The word or phrase, written in any way.
    #[schemars(length(min = 1, max = 100))]
    word: String,
}

#[derive(Serialize, JsonSchema)]
pub struct RemovedSynonym {
    /// The word that nothing is set for any more.
    pub word: String,
}

impl Operation for RemoveSynonym {
    const SPEC: Spec =
        Spec::new("remove_synonym", Method::Delete, "/api/search/synonyms/{word}", Access::Role(Role::Administrator), Effect::Remove)
            .cli("synonym remove", &["word"]);
    type Output = RemovedSynonym;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a word", json!({ "word": seed::SYNONYM })),
            Example::refused("a word without synonyms", json!({ "word": "gizmo" }), "search.synonym_not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<RemovedSynonym> {
        let unknown = || SYNONYM_UNKNOWN.error(format!("`{}` has no synonyms.", self.word)).at("word");
        let key = synonyms::key(&self.word).ok_or_else(unknown)?;
        let mut tx = ctx.write().await?;
        if store::remove(&mut tx, ctx.tenant(), &key).await? == 0 {
            return Err(unknown());
        }
        synonyms::touch(&mut tx, ctx.tenant()).await?;
        ctx.commit(tx, Change::of("synonym", key, "removed"), RemovedSynonym { word: self.word }).await
    }
}
