//! A file sent as itself: the first file of a multipart form, or a raw body with `?name=`.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::HttpBody;
use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::{StatusCode, header};
use platform::blobs::{self, Incoming, Stored};
use platform::{Context, Error, Result, error, operation};
use serde_json::Value;

pub fn is_sent(request: &Request) -> bool {
    is_form(request) || raw_name(request).is_some()
}

/// Takes at most the limit of an upload, whatever the length that was announced.
pub async fn accept(request: Request, ctx: &Context) -> Result<Value> {
    let (name, file) = if is_form(&request) { from_form(request, ctx).await? } else { raw(request, ctx).await? };
    let upload = operation::accept_file(&name, file, ctx).await?;
    serde_json::to_value(upload).map_err(Error::internal)
}

fn is_form(request: &Request) -> bool {
    request.headers().get(header::CONTENT_TYPE).is_some_and(|given| given.as_bytes().starts_with(b"multipart/form-data"))
}

fn raw_name(request: &Request) -> Option<String> {
    let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri()).ok()?;
    query.0.into_iter().find(|(key, _)| key == "name").map(|(_, name)| name)
}

async fn raw(request: Request, ctx: &Context) -> Result<(String, Stored)> {
    let name = raw_name(&request).unwrap_or_default();
    let mut body = request.into_body();
    let mut incoming = ctx.blobs.incoming().await?;
    while let Some(frame) = poll_fn(|task| Pin::new(&mut body).poll_frame(task)).await {
        let frame = frame.map_err(|source| error::INPUT.error("The body ended early.").because(source))?;
        if let Ok(chunk) = frame.into_data() {
            take(&mut incoming, &chunk, &name, ctx).await?;
        }
    }
    Ok((name, incoming.finish().await?))
}

async fn take(incoming: &mut Incoming, chunk: &[u8], name: &str, ctx: &Context) -> Result<()> {
    if incoming.size() + chunk.len() as u64 > ctx.config.limits.upload_bytes {
        return Err(blobs::too_large(ctx, name));
    }
    incoming.write(chunk).await
}

async fn from_form(request: Request, ctx: &Context) -> Result<(String, Stored)> {
    let malformed = |text: String, status: StatusCode| match status {
        StatusCode::PAYLOAD_TOO_LARGE => blobs::too_large(ctx, "upload"),
        _ => error::INPUT.error(format!("The multipart body is malformed: {text}.")),
    };
    let mut form = Multipart::from_request(request, &()).await.map_err(|source| malformed(source.body_text(), source.status()))?;
    while let Some(mut part) = form.next_field().await.map_err(|source| malformed(source.body_text(), source.status()))? {
        let Some(name) = part.file_name().map(str::to_owned) else { continue };
        let mut incoming = ctx.blobs.incoming().await?;
        while let Some(chunk) = part.chunk().await.map_err(|source| malformed(source.body_text(), source.status()))? {
            take(&mut incoming, &chunk, &name, ctx).await?;
        }
        return Ok((name, incoming.finish().await?));
    }
    Err(error::INPUT.error("The multipart body holds no file; send one as a part with a file name."))
}
