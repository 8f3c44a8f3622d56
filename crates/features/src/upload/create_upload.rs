use base64::prelude::{BASE64_STANDARD, Engine as _};
use platform::blobs::{self, Upload};
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{BASE64_MALFORMED, CONTENT_AMBIGUOUS};

/// Hands a file in and answers the handle that imports and RFQs take.
///
/// Over HTTP send the file itself as a multipart body; on the command line name the file where a handle is wanted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUpload {
    /// File name with its extension, as in "request.csv".
    #[schemars(length(min = 1, max = 200))]
    name: String,
    /// The content of a text file.
    text: Option<String>,
    /// The content of any file, in standard base64.
    base64: Option<String>,
}

impl Operation for CreateUpload {
    const SPEC: Spec = Spec::new("create_upload", Method::Post, "/api/uploads", Access::Role(Role::Sales), Effect::Write)
        .cli("upload create", &[])
        .everyday();
    type Output = Upload;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a list as text", json!({ "name": "request.txt", "text": "20 x hex bolt M8x50\n5 boxes gloves size 9\n" })),
            Example::refused("neither text nor base64", json!({ "name": "request.txt" }), "upload.content_ambiguous"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Upload> {
        let bytes = match (self.text, self.base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(base64)) => BASE64_STANDARD
                .decode(base64.trim())
                .map_err(|source| BASE64_MALFORMED.error("The content is not base64.").at("base64").because(source))?,
            _ => return Err(CONTENT_AMBIGUOUS.error("Give either `text` or `base64`.")),
        };
        blobs::accept(ctx, &self.name, &bytes).await
    }
}
