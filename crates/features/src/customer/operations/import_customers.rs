use std::collections::BTreeMap;

use platform::blobs::UploadId;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::rows::CustomerRows;
use crate::catalogue::finish_import;
use crate::catalogue::import::{self, ImportReport, InputFile, REJECTS, Settings};
use crate::seed;

/// Imports buying companies.
///
/// Columns `id` and `name` are required; known are `domains` (separated by commas, semicolons or blanks) and `price_list`. The same file
/// again changes nothing; a column the file does not have leaves what is stored alone.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportCustomers {
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

impl Operation for ImportCustomers {
    const SPEC: Spec =
        Spec::new("import_customers", Method::Post, "/api/customers/imports", Access::Role(Role::Administrator), Effect::Write)
            .cli("import customers", &["files"])
            .representations(REJECTS);
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("two customers", json!({ "files": [seed::CUSTOMERS] })),
            Example::refused("a file without customers", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        let files = InputFile::uploads(ctx, &self.files).await?;
        let settings = Settings { map: self.map, set: self.set };
        let mut tx = ctx.write().await?;
        let report = import::run(ctx, &mut tx, &mut CustomerRows::default(), &files, &settings).await?;
        finish_import(ctx, tx, report, self.dry_run).await
    }

    async fn represent(output: ImportReport, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        output.rejects_csv(ctx).await
    }
}
