use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{Sample, packs, store};
use crate::page::{self, Cursor};

/// Lists the packs of sample data with their licences, and whether they are loaded.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListSamples {
    /// Rows of a page, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
}

#[derive(Serialize, JsonSchema)]
pub struct SampleList {
    pub packs: Vec<Sample>,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl Operation for ListSamples {
    const SPEC: Spec =
        Spec::new("list_samples", Method::Get, "/api/samples", Access::Role(Role::Reader), Effect::Read).cli("sample list", &[]);
    type Output = SampleList;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the packs there are", json!({})),
            Example::refused("a field that does not exist", json!({ "pack": "taxonomy" }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<SampleList> {
        let size = page::size(ctx, self.limit)?;
        let loaded = store::loaded_packs(&mut ctx.read().await?, ctx.tenant()).await?;
        let packs = packs::all()?.into_iter().map(|pack| Sample {
            loaded: loaded.contains(&pack.id),
            files: pack.files.into_iter().map(|file| file.name).collect(),
            pack: pack.id,
            title: pack.title,
            licence: pack.licence,
            attribution: pack.attribution,
            source: pack.source,
        });
        let (packs, next_cursor) = page::of_whole(packs.collect(), size, self.cursor.as_ref())?;
        Ok(SampleList { packs, next_cursor })
    }
}
