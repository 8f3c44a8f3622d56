use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::store;
use super::synonyms::Synonym;
use crate::page::{self, Cursor};

/// Lists what words of searches also mean, a page at a time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListSynonyms {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SynonymList {
    pub synonyms: Vec<Synonym>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListSynonyms {
    const SPEC: Spec =
        Spec::new("list_synonyms", Method::Get, "/api/search/synonyms", Access::Role(Role::Reader), Effect::Read).cli("synonym list", &[]);
    type Output = SynonymList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("all of them", json!({})),
            Example::refused("a cursor that is not ours", json!({ "cursor": "?" }), "page.cursor_malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<SynonymList> {
        let size = page::size(ctx, self.limit)?;
        let after = page::after(self.cursor.as_ref())?.unwrap_or_default();
        let found = store::synonyms(&mut ctx.read().await?, ctx.tenant(), &after, size + 1).await?;
        let (found, next_cursor) = page::cut(found, size, |(word, _)| word);
        Ok(SynonymList { synonyms: found.into_iter().map(|(_, synonym)| synonym).collect(), next_cursor })
    }
}
