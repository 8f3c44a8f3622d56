use std::collections::BTreeMap;

use platform::blobs::UploadId;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::import::{ImportReport, InputFile, REJECTS, Settings};
use super::super::{finish_import, import_categories};
use crate::seed;

/// Imports a taxonomy: categories, or their names in other languages.
///
/// A category row has `id, name` and, where known, `parent_id, full_path`; a name row has `id, language, name`. A name of a category that
/// is not there is rejected.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportCategories {
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

impl Operation for ImportCategories {
    const SPEC: Spec =
        Spec::new("import_categories", Method::Post, "/api/catalogue/category-imports", Access::Role(Role::Administrator), Effect::Write)
            .cli("import categories", &["files"])
            .representations(REJECTS);
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a taxonomy", json!({ "files": [seed::CATEGORIES] })),
            Example::refused("a file that is no taxonomy", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        let files = InputFile::uploads(ctx, &self.files).await?;
        let settings = Settings { map: self.map, set: self.set };
        let mut tx = ctx.write().await?;
        let report = import_categories(ctx, &mut tx, &files, &settings).await?;
        finish_import(ctx, tx, report, self.dry_run).await
    }

    async fn represent(output: ImportReport, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        output.rejects_csv(ctx).await
    }
}
