use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::synonyms::{self, Origin, Synonym};
use super::{SYNONYMS_FULL, WORD_BLANK, store};

/// Says what a word of searches also means: who asks for a wrench shall find spanners.
///
/// The next search and the next match of lines know it. It takes the place of a built-in entry of that word.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetSynonym {
    /// The word or phrase. Case, accents, punctuation and a plural s do not matter.
    #[schemars(length(min = 1, max = 100))]
    word: String,
    /// What it also means: words or phrases. They take the place of those set before; none switches a built-in entry off.
    #[schemars(length(max = 20), inner(length(min = 1, max = 100)))]
    means: Vec<String>,
    /// Only the word means the others; they do not mean the word, nor each other.
    #[serde(default)]
    one_way: bool,
}

impl Operation for SetSynonym {
    const SPEC: Spec =
        Spec::new("set_synonym", Method::Put, "/api/search/synonyms/{word}", Access::Role(Role::Administrator), Effect::Replace)
            .cli("synonym set", &["word", "means"]);
    type Output = Synonym;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("two words for one thing", json!({ "word": "wrench", "means": ["spanner"] })),
            Example::ok("a phrase", json!({ "word": "allen key", "means": ["hex key", "hexagon key"], "one_way": true })),
            Example::ok("a built-in entry switched off", json!({ "word": "bolt", "means": [] })),
            Example::refused("a word without letters", json!({ "word": "--", "means": ["spanner"] }), "search.word_blank"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Synonym> {
        let word = visible(&self.word).trim().to_owned();
        let means: Vec<String> = self.means.iter().map(|means| visible(means).trim().to_owned()).collect();
        let blank = |field: &str| WORD_BLANK.error("A synonym needs letters or digits.").at(field);
        let key = synonyms::key(&word).ok_or_else(|| blank("word"))?;
        if means.iter().any(|means| synonyms::key(means).is_none()) {
            return Err(blank("means"));
        }
        let changed_at = crate::timestamp(ctx.now());
        let (mutual, changed_by) = (!self.one_way, Some(ctx.principal.name.clone()));
        let synonym = Synonym { word, means, mutual, origin: Origin::Set, changed_by, changed_at: Some(changed_at) };
        let mut tx = ctx.write().await?;
        store::save(&mut tx, ctx, &key, &synonym).await?;
        if store::count(&mut tx, ctx.tenant()).await? > i64::from(synonyms::MOST) {
            return Err(SYNONYMS_FULL.error(format!("There are {} synonyms already.", synonyms::MOST)));
        }
        synonyms::touch(&mut tx, ctx.tenant()).await?;
        ctx.commit(tx, Change::of("synonym", key, "set"), synonym).await
    }
}
