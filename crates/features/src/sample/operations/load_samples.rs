use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{LoadedPack, chosen, load};

/// Loads sample data to try the system with, labelled as sample everywhere; `remove_samples` takes it out again.
///
/// Products of the seller's own are left as they are. Where no seller is set, the sample shop's seller is put in place.
/// Loading again changes nothing.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoadSamples {
    /// Names of packs; all if absent.
    packs: Option<Vec<String>>,
}

#[derive(Serialize, JsonSchema)]
pub struct LoadedSamples {
    pub packs: Vec<LoadedPack>,
}

impl Operation for LoadSamples {
    const SPEC: Spec = Spec::new("load_samples", Method::Post, "/api/samples", Access::Role(Role::Administrator), Effect::Replace)
        .cli("sample load", &["packs"]);
    type Output = LoadedSamples;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("one pack", json!({ "packs": ["fasteners"] })),
            Example::refused("a pack that does not exist", json!({ "packs": ["antiques"] }), "sample.pack_unknown"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<LoadedSamples> {
        let packs = chosen(self.packs.as_deref())?;
        let mut tx = ctx.write().await?;
        let packs = load(ctx, &mut tx, &packs).await?;
        ctx.commit(tx, Change::of("sample", ctx.tenant(), "loaded"), LoadedSamples { packs }).await
    }
}
