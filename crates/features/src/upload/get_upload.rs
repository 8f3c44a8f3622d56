use platform::blobs::{self, Upload, UploadId};
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::seed;

/// Shows name, size and digest of a file that was handed in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetUpload {
    /// The handle `create_upload` answered.
    #[schemars(length(max = 100))]
    upload: String,
}

impl Operation for GetUpload {
    const SPEC: Spec = Spec::new("get_upload", Method::Get, "/api/uploads/{upload}", Access::Role(Role::Sales), Effect::Read)
        .cli("upload show", &["upload"]);
    type Output = Upload;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a request that was handed in", json!({ "upload": seed::UPLOAD })),
            Example::refused("a handle nobody gave out", json!({ "upload": "00000000" }), "upload.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Upload> {
        blobs::upload(ctx, &UploadId(self.upload)).await
    }
}
