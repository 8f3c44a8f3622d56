use platform::operation::{Example, Operation, Spec, answered};
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::cross_references::CrossReferenceRows;
use super::super::import::{self, ImportInput, ImportReport};
use crate::seed;

/// Imports other numbers that mean products that exist: former article numbers, other makers' numbers, further bar codes.
///
/// Columns `sku` and `number` are required; `kind` is mpn (if absent), gtin or sku. Search and matching take such a number as naming the
/// product. A product may have many numbers, and rows only add to them. A gtin with a wrong check digit is rejected.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ImportCrossReferences(ImportInput);

impl Operation for ImportCrossReferences {
    const SPEC: Spec = import::spec("import_cross_references", "/api/catalogue/cross-reference-imports", "import cross-references");
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a former article number, another maker's and a bar code", json!({ "files": [seed::CROSS_REFERENCES] })),
            Example::refused("a file without numbers", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        self.0.run::<CrossReferenceRows>(ctx).await
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
