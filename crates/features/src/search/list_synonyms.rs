use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::synonyms::Synonym;
use super::{store, trade};
use crate::page::{self, Cursor};

/// Lists what words also mean in searches and lines, those built in too, a page at a time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListSynonyms {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
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
        let mut found = store::synonyms(&mut ctx.read().await?, ctx.tenant(), &after, size + 1).await?;
        // Those after the page's last are cut off with it; what is set for a built-in word takes its place.
        let last = found.last().filter(|_| found.len() > size as usize).map(|(key, _)| key.clone());
        let within = |key: &str| *key > *after && last.as_deref().is_none_or(|last| key <= last);
        let built_in = trade::words().iter().filter(|word| within(&word.key) && found.iter().all(|(key, _)| *key != word.key));
        let built_in: Vec<(String, Synonym)> = built_in.map(|word| (word.key.clone(), word.shown())).collect();
        found.extend(built_in);
        found.sort_by(|left, right| left.0.cmp(&right.0));
        let (found, next_cursor) = page::cut(found, size, |(word, _)| word);
        Ok(SynonymList { synonyms: found.into_iter().map(|(_, synonym)| synonym).collect(), next_cursor })
    }
}
