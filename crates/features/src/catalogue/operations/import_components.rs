use std::collections::BTreeMap;

use platform::blobs::UploadId;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::components::ComponentRows;
use super::super::finish_import;
use super::super::import::{self, ImportReport, InputFile, REJECTS, Settings};
use crate::seed;

/// Imports what kits and packs contain, of products that exist.
///
/// Columns `sku`, `component_sku` and `quantity` (how many one kit contains, above 0) are required. A row replaces what is stored for its
/// product and component; other components of the product stay.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportComponents {
    /// The files: csv, tsv, xlsx (every sheet), json or jsonl.
    files: Vec<UploadId>,
    /// Field: the column it is read from, or a template with columns in braces, as in "{title} {size}".
    #[serde(default)]
    map: BTreeMap<String, String>,
    /// Field: the value for rows that state none; `decimal` = "comma" or "point" says how numbers are written.
    #[serde(default)]
    set: BTreeMap<String, String>,
    /// Do everything but keep nothing.
    #[serde(default)]
    dry_run: bool,
}

impl Operation for ImportComponents {
    const SPEC: Spec =
        Spec::new("import_components", Method::Post, "/api/catalogue/component-imports", Access::Role(Role::Administrator), Effect::Write)
            .cli("import components", &["files"])
            .representations(REJECTS);
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a bolt that comes with its nut", json!({ "files": [seed::COMPONENTS] })),
            Example::refused("a file without components", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        let files = InputFile::uploads(ctx, &self.files).await?;
        let settings = Settings { map: self.map, set: self.set };
        let mut tx = ctx.write().await?;
        let report = import::run(ctx, &mut tx, &mut ComponentRows::default(), &files, &settings).await?;
        finish_import(ctx, tx, report, self.dry_run).await
    }

    async fn represent(output: ImportReport, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        output.rejects_csv(ctx).await
    }
}
