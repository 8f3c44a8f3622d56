//! A file sent as itself: the first file of a multipart form, or a raw body with `?name=`.

use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::{StatusCode, header};
use platform::{Context, Error, Result, error, operation};
use serde_json::Value;

pub fn is_sent(request: &Request) -> bool {
    is_form(request) || raw_name(request).is_some()
}

/// Reads at most the limit of an upload, whatever the length that was announced.
pub async fn accept(request: Request, ctx: &Context) -> Result<Value> {
    let (name, bytes) = if is_form(&request) { from_form(request, ctx).await? } else { raw(request, ctx).await? };
    let upload = operation::accept_file(&name, &bytes, ctx).await?;
    serde_json::to_value(upload).map_err(Error::internal)
}

fn is_form(request: &Request) -> bool {
    request.headers().get(header::CONTENT_TYPE).is_some_and(|given| given.as_bytes().starts_with(b"multipart/form-data"))
}

fn raw_name(request: &Request) -> Option<String> {
    let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri()).ok()?;
    query.0.into_iter().find(|(key, _)| key == "name").map(|(_, name)| name)
}

async fn raw(request: Request, ctx: &Context) -> Result<(String, Vec<u8>)> {
    let name = raw_name(&request).unwrap_or_default();
    let limit = usize::try_from(ctx.config.limits.upload_bytes).unwrap_or(usize::MAX);
    let bytes = axum::body::to_bytes(request.into_body(), limit).await.map_err(|source| too_large(ctx).because(source))?;
    Ok((name, bytes.into()))
}

async fn from_form(request: Request, ctx: &Context) -> Result<(String, Vec<u8>)> {
    let malformed = |text: String, status: StatusCode| match status {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(ctx),
        _ => error::INPUT.error(format!("The multipart body is malformed: {text}.")),
    };
    let mut form = Multipart::from_request(request, &()).await.map_err(|source| malformed(source.body_text(), source.status()))?;
    while let Some(mut part) = form.next_field().await.map_err(|source| malformed(source.body_text(), source.status()))? {
        let Some(name) = part.file_name().map(str::to_owned) else { continue };
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|source| malformed(source.body_text(), source.status()))? {
            if (bytes.len() + chunk.len()) as u64 > ctx.config.limits.upload_bytes {
                return Err(too_large(ctx));
            }
            bytes.extend_from_slice(&chunk);
        }
        return Ok((name, bytes));
    }
    Err(error::INPUT.error("The multipart body holds no file; send one as a part with a file name."))
}

fn too_large(ctx: &Context) -> Error {
    error::TOO_LARGE.error(format!("The file is larger than limits.upload_bytes, {} bytes.", ctx.config.limits.upload_bytes))
}
