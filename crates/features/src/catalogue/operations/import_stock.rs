use platform::operation::{Example, Operation, Spec, answered};
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::import::{self, ImportInput, ImportReport};
use super::super::stock::StockRows;
use crate::seed;

/// Imports stock of products that exist, by location.
///
/// Columns `sku` and `quantity` are required; `location` is known. A row replaces what is stored for its product and location.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ImportStock(ImportInput);

impl Operation for ImportStock {
    const SPEC: Spec = import::spec("import_stock", "/api/catalogue/stock-imports", "import stock");
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("stock of two places", json!({ "files": [seed::STOCK] })),
            Example::refused("a file without stock", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        self.0.run::<StockRows>(ctx).await
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
