use platform::operation::{Example, Operation, Spec, answered};
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::import::{self, ImportInput, ImportReport};
use super::super::products::CatalogueRows;
use crate::seed;

/// Imports products from files: valid rows of all files are taken together, rejected rows are listed with reasons.
///
/// Columns `sku` and `name` are required; known are `description, brand, manufacturer, manufacturer_part_number, gtin, category, unit,
/// pack_quantity, price, currency, tax_included, stock, attributes` (a JSON object) and any `attr:NAME`. The same file again changes
/// nothing. A column the file does not have leaves what is stored alone; a blank cell makes the value unknown; an `attributes` object
/// replaces all attributes. A price needs a currency and a tax basis from its row, `set` or the seller, else it stays unknown with a warning.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ImportCatalogue(ImportInput);

impl Operation for ImportCatalogue {
    const SPEC: Spec = import::spec("import_catalogue", "/api/catalogue/imports", "import catalogue");
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
        self.0.run::<CatalogueRows>(ctx).await
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
