use platform::operation::{Example, Operation, Spec, answered};
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::categories::CategoryRows;
use super::super::import::{self, ImportInput, ImportReport};
use crate::seed;

/// Imports a taxonomy: categories, or their names in other languages.
///
/// A category row has `id, name` and, where known, `parent_id, full_path`; a name row has `id, language, name`. A name of a category that
/// is not there is rejected.
#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ImportCategories(ImportInput);

impl Operation for ImportCategories {
    const SPEC: Spec = import::spec("import_categories", "/api/catalogue/category-imports", "import categories");
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a taxonomy", json!({ "files": [seed::CATEGORIES] })),
            Example::refused("a file that is no taxonomy", json!({ "files": [seed::UPLOAD] }), "import.unreadable"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        self.0.run::<CategoryRows>(ctx).await
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
