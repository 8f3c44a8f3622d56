use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{DOCUMENTS, ExampleDocument, missing_packs};
use crate::page::{self, Cursor};

/// Lists the sample requests to try with: documents as customers send them, drawn from the sample packs.
///
/// They can be fetched once the packs are loaded; until then each says what is missing.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListExamples {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct ExampleList {
    /// Always true: nothing here is a customer's.
    pub sample: bool,
    pub examples: Vec<ExampleDocument>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListExamples {
    const SPEC: Spec = Spec::new("list_examples", Method::Get, "/examples", Access::Role(Role::Reader), Effect::Read)
        .cli("example list", &[])
        .columns(&["id", "name", "about", "ready", "not_ready"]);
    type Output = ExampleList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the documents there are", json!({})),
            Example::refused("a field that does not exist", json!({ "kind": "mail" }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ExampleList> {
        let size = page::size(ctx, self.limit)?;
        let missing = missing_packs(ctx).await?;
        let examples = DOCUMENTS.iter().map(|document| document.described(&missing)).collect();
        let (examples, next_cursor) = page::of_whole(examples, size, self.cursor.as_ref())?;
        Ok(ExampleList { sample: true, examples, next_cursor })
    }
}
