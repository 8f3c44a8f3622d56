use platform::operation::{Access, Effect, Example, Method, Operation, Spec, answered};
use platform::{Context, Result, Role, error};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{DOCUMENTS, EXAMPLE_UNKNOWN, ExampleDocument, FORMS, NOT_READY, SEED, missing_packs, requests};

/// Shows a sample request to try with; the document itself is its file form, as in /examples/request.eml.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetExample {
    /// Which one, by its `id`.
    #[schemars(length(max = 100))]
    example: String,
}

impl Operation for GetExample {
    const SPEC: Spec = Spec::new("get_example", Method::Get, "/examples/{example}", Access::Role(Role::Reader), Effect::Read)
        .cli("example show", &["example"])
        .representations(FORMS);
    type Output = ExampleDocument;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a mail with an attached list", json!({ "example": "request" })),
            Example::refused("a document there is not", json!({ "example": "tender" }), "example.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<ExampleDocument> {
        let known = DOCUMENTS.iter().find(|document| document.id() == self.example);
        let document = known.ok_or_else(|| EXAMPLE_UNKNOWN.error("There is no such example.").at("example"))?;
        Ok(document.described(&missing_packs(ctx).await?))
    }

    async fn represent(answer: Value, extension: &str, ctx: &Context) -> Result<Vec<u8>> {
        let output: ExampleDocument = answered(answer)?;
        if !output.name.ends_with(&format!(".{extension}")) {
            return Err(error::REPRESENTATION_UNKNOWN.error(format!("This example comes as `{}`.", output.name)));
        }
        let requests = requests(&mut ctx.read().await?, ctx.tenant(), SEED).await?;
        let document = requests.into_iter().find(|request| request.name == output.name).map(|request| request.bytes);
        document
            .ok_or_else(|| NOT_READY.error(output.not_ready.unwrap_or_else(|| "The sample packs have too few products left.".to_owned())))
    }
}
