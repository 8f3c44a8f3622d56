use std::collections::BTreeMap;

use platform::blobs::UploadId;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::cross_references::CrossReferenceRows;
use super::super::finish_import;
use super::super::import::{self, ImportReport, InputFile, REJECTS, Settings};
use crate::seed;

/// Imports other numbers that mean products that exist: former article numbers, other makers' numbers, further bar codes.
///
/// Columns `sku` and `number` are required; `kind` is mpn (if absent), gtin or sku. Search and matching take such a number as naming the
/// product. A product may have many numbers, and rows only add to them. A gtin with a wrong check digit is rejected.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportCrossReferences {
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

impl Operation for ImportCrossReferences {
    const SPEC: Spec = Spec::new(
        "import_cross_references",
        Method::Post,
        "/api/catalogue/cross-reference-imports",
        Access::Role(Role::Administrator),
        Effect::Write,
    )
    .cli("import cross-references", &["files"])
    .representations(REJECTS);
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a former article number, another maker's and a bar code", json!({ "files": [seed::CROSS_REFERENCES] })),
            Example::refused("a file without numbers", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        let files = InputFile::uploads(ctx, &self.files).await?;
        let settings = Settings { map: self.map, set: self.set };
        let mut tx = ctx.write().await?;
        let report = import::run(ctx, &mut tx, &mut CrossReferenceRows::default(), &files, &settings).await?;
        finish_import(ctx, tx, report, self.dry_run).await
    }

    async fn represent(output: ImportReport, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        output.rejects_csv(ctx).await
    }
}
