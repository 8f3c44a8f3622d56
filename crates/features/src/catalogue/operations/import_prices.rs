use platform::operation::{Example, Operation, Spec, answered};
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::import::{self, ImportInput, ImportReport};
use super::super::price_rows::PriceRows;
use crate::seed;

/// Imports prices of products that exist: lists, quantity breaks, dates.
///
/// Columns `sku` and `price` are required; known are `currency, tax_included, price_list` ("standard" if absent), `min_quantity` (0 if absent),
/// `valid_from`, `valid_to` (a day counts whole, in the seller's zone, else UTC). A price with the same product, list, currency, basis,
/// quantity and start replaces the one that is stored. A row whose currency or tax basis nothing says is rejected.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ImportPrices(ImportInput);

impl Operation for ImportPrices {
    const SPEC: Spec = import::spec("import_prices", "/api/catalogue/price-imports", "import prices");
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a trade list with a quantity break", json!({ "files": [seed::PRICES] })),
            Example::refused("a file without prices", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        self.0.run::<PriceRows>(ctx).await
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
