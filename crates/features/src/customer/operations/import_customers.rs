use platform::operation::{Example, Operation, Spec, answered};
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::rows::CustomerRows;
use crate::catalogue::import::{self, ImportInput, ImportReport};
use crate::seed;

/// Imports buying companies.
///
/// Columns `id` and `name` are required; known are `domains` (separated by commas, semicolons or blanks) and `price_list`. The same file
/// again changes nothing; a column the file does not have leaves what is stored alone.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ImportCustomers(ImportInput);

impl Operation for ImportCustomers {
    const SPEC: Spec = import::spec("import_customers", "/api/customers/imports", "import customers");
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("two customers", json!({ "files": [seed::CUSTOMERS] })),
            Example::refused("a file without customers", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        self.0.run::<CustomerRows>(ctx).await
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
