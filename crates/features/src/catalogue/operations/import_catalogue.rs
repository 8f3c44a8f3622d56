use std::collections::BTreeMap;

use platform::blobs::UploadId;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::import::{ImportReport, InputFile, REJECTS, Settings};
use super::super::{finish_import, import_products};
use crate::seed;

/// Imports products from files: valid rows of all files are taken together, rejected rows are listed with reasons.
///
/// Columns `sku` and `name` are required; known are `description, brand, manufacturer, manufacturer_part_number, gtin, category, unit,
/// pack_quantity, price, currency, tax_included, stock, attributes` (a JSON object) and any `attr:NAME`. The same file again changes
/// nothing. A column the file does not have leaves what is stored alone; a blank cell makes the value unknown; an `attributes` object
/// replaces all attributes. A price needs a currency and a tax basis from its row, `set` or the seller, else it stays unknown with a warning.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportCatalogue {
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

impl Operation for ImportCatalogue {
    const SPEC: Spec =
        Spec::new("import_catalogue", Method::Post, "/api/catalogue/imports", Access::Role(Role::Administrator), Effect::Write)
            .cli("import catalogue", &["files"])
            .representations(REJECTS);
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("products with prices and attributes", json!({ "files": [seed::CATALOGUE] })),
            Example::ok(
                "a dry run of a file with other headings",
                json!({ "files": [seed::FOREIGN], "map": { "sku": "Artikel", "name": "{Titel} {Groesse}", "attr:size": "Groesse" }, "set": { "currency": "EUR", "tax_included": "false" }, "dry_run": true }),
            ),
            Example::refused("a file that is no catalogue", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
            Example::refused(
                "a mapping to a field that does not exist",
                json!({ "files": [seed::CATALOGUE], "map": { "colour": "Farbe" } }),
                "import.mapping",
            ),
            Example::refused("a file nobody handed in", json!({ "files": ["00000000"] }), "upload.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        let files = InputFile::uploads(ctx, &self.files).await?;
        let settings = Settings { map: self.map, set: self.set };
        let mut tx = ctx.write().await?;
        let report = import_products(ctx, &mut tx, &files, &settings).await?;
        finish_import(ctx, tx, report, self.dry_run).await
    }

    async fn represent(output: ImportReport, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        output.rejects_csv(ctx).await
    }
}
