use platform::operation::{Example, Operation, Spec, answered};
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::components::ComponentRows;
use super::super::import::{self, ImportInput, ImportReport};
use crate::seed;

/// Imports what kits and packs contain, of products that exist.
///
/// Columns `sku`, `component_sku` and `quantity` (how many one kit contains, above 0) are required. A row replaces what is stored for its
/// product and component; other components of the product stay.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ImportComponents(ImportInput);

impl Operation for ImportComponents {
    const SPEC: Spec = import::spec("import_components", "/api/catalogue/component-imports", "import components");
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a bolt that comes with its nut", json!({ "files": [seed::COMPONENTS] })),
            Example::refused("a file without components", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        self.0.run::<ComponentRows>(ctx).await
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
