use platform::operation::{Access, Effect, Example, Method, Operation, Spec, answered};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::import::{ImportReport, REJECTS};
use super::super::{IMPORT_UNKNOWN, store};
use crate::seed;

/// Shows what an import did: counts, rejected rows with their reasons, and how columns were read.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetImport {
    /// The `import` of an import's answer.
    #[schemars(length(max = 100))]
    import: String,
}

impl Operation for GetImport {
    const SPEC: Spec =
        Spec::new("get_import", Method::Get, "/api/catalogue/imports/{import}", Access::Role(Role::Administrator), Effect::Read)
            .cli("import show", &["import"])
            .representations(REJECTS);
    type Output = ImportReport;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("an import with a rejected row", json!({ "import": seed::IMPORT })),
            Example::refused("an import nobody made", json!({ "import": "00000000" }), "import.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ImportReport> {
        let found = store::import(&mut ctx.read().await?, ctx.tenant(), &self.import).await?;
        found.ok_or_else(|| IMPORT_UNKNOWN.error("There is no such import.").at("import"))
    }

    async fn represent(answer: Value, _: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ImportReport = answered(answer)?;
        output.rejects_csv(ctx).await
    }
}
