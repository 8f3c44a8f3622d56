use std::collections::BTreeMap;

use platform::blobs::UploadId;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::finish_import;
use super::super::import::{self, ImportReport, InputFile, REJECTS, Settings};
use super::super::price_rows::PriceRows;
use crate::{seed, seller};

/// Imports prices of products that exist: lists, quantity breaks, dates.
///
/// Columns `sku` and `price` are required; known are `currency, tax_included, price_list` ("standard" if absent), `min_quantity` (0 if absent),
/// `valid_from`, `valid_to` (a day counts whole, in the seller's zone, else UTC). A price with the same product, list, currency, basis,
/// quantity and start replaces the one that is stored. A row whose currency or tax basis nothing says is rejected.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportPrices {
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

impl Operation for ImportPrices {
    const SPEC: Spec =
        Spec::new("import_prices", Method::Post, "/api/catalogue/price-imports", Access::Role(Role::Administrator), Effect::Write)
            .cli("import prices", &["files"])
            .representations(REJECTS);
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a trade list with a quantity break", json!({ "files": [seed::PRICES] })),
            Example::refused("a file without prices", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        let files = InputFile::uploads(ctx, &self.files).await?;
        let settings = Settings { map: self.map, set: self.set };
        let mut tx = ctx.write().await?;
        let seller = seller::find(&mut tx, ctx.tenant()).await?;
        let mut kind = PriceRows::new(seller.as_ref())?;
        let report = import::run(ctx, &mut tx, &mut kind, &files, &settings).await?;
        finish_import(ctx, tx, report, self.dry_run).await
    }

    async fn represent(output: ImportReport, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        output.rejects_csv(ctx).await
    }
}
