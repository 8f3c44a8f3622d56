//! A file sent as itself: the one file of a multipart form, or a raw body named by `?name=` or `Content-Disposition`.
//! It goes to disk as it comes; the server never holds it whole.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::Limited;
use percent_encoding::percent_decode_str;
use platform::blobs::Incoming;
use platform::{Context, Error, Result, error, operation};
use serde_json::Value;

use super::body;
use super::input::media_type;

/// Bytes of a multipart body beside its file.
const BESIDE: usize = 1 << 20;

pub fn is_sent(request: &Request) -> bool {
    is_form(request) || raw_name(request).is_some()
}

/// Reads at most the limit of an upload, whatever the length that was announced.
pub async fn accept(request: Request, ctx: &Context) -> Result<Value> {
    only_the_name(&request)?;
    let limit = ctx.config.limits.upload_bytes;
    let file = ctx.blobs.incoming(limit).await?;
    let (name, file) = if is_form(&request) { from_form(request, file, limit).await? } else { raw(request, file).await? };
    let upload = operation::accept_file(&name, file, ctx).await?;
    serde_json::to_value(upload).map_err(Error::internal)
}

fn is_form(request: &Request) -> bool {
    media_type(request.headers()).is_some_and(|given| given == "multipart/form-data")
}

/// A raw file is named once, a form names its own; nothing else stands in the query.
fn only_the_name(request: &Request) -> Result<()> {
    let Ok(Query(given)) = Query::<Vec<(String, String)>>::try_from_uri(request.uri()) else {
        return Err(error::INPUT.error("The query is not understood."));
    };
    let most = usize::from(!is_form(request));
    match given.iter().position(|(key, _)| key != "name").or((given.len() > most).then_some(most)) {
        None => Ok(()),
        Some(index) => {
            Err(error::INPUT.error("The query of a file holds its `name`, once, and that of a form nothing.").at(&given[index].0))
        }
    }
}

fn raw_name(request: &Request) -> Option<String> {
    let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri()).ok()?;
    let named = query.0.into_iter().find(|(key, _)| key == "name").map(|(_, name)| name);
    named.or_else(|| disposition_name(request.headers()))
}

/// The file name of a `Content-Disposition` (RFC 6266): the one with any characters before the plain one.
fn disposition_name(headers: &HeaderMap) -> Option<String> {
    let given = parameters(&String::from_utf8_lossy(headers.get(header::CONTENT_DISPOSITION)?.as_bytes()));
    let parameter = |name: &str| given.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone());
    let exact = parameter("filename*").and_then(|coded| {
        let (charset, rest) = coded.split_once('\'')?;
        let decoded = percent_decode_str(rest.split_once('\'')?.1).decode_utf8().ok()?.into_owned();
        charset.eq_ignore_ascii_case("utf-8").then_some(decoded)
    });
    exact.or_else(|| parameter("filename")).filter(|name| !name.is_empty())
}

/// The `key=value`s of a header. In quotes a value may hold `;`, and `\"` and `\\` mean the character itself; any other `\`
/// stands for itself, as in the paths that some programs send.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    let mut rest = header.chars().peekable();
    while let Some(character) = rest.next() {
        let meant = match character {
            '"' => {
                quoted = !quoted;
                continue;
            }
            ';' if !quoted => {
                pieces.push(String::new());
                continue;
            }
            '\\' if quoted => rest.next_if(|next| matches!(next, '"' | '\\')).unwrap_or(character),
            _ => character,
        };
        if let Some(piece) = pieces.last_mut() {
            piece.push(meant);
        }
    }
    let pairs = pieces.iter().skip(1).filter_map(|piece| piece.split_once('='));
    pairs.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect()
}

async fn raw(request: Request, mut file: Incoming) -> Result<(String, Incoming)> {
    let name = raw_name(&request).unwrap_or_default();
    let mut body: Body = request.into_body();
    while let Some(piece) = body::next(&mut body).await? {
        file.write(&piece).await?;
    }
    Ok((name, file))
}

async fn from_form(request: Request, mut file: Incoming, limit: u64) -> Result<(String, Incoming)> {
    // Parts that are no file count too.
    let most = usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(BESIDE);
    let request = request.map(|body| Body::new(Limited::new(body, most)));
    let mut form = Multipart::from_request(request, &()).await.map_err(|source| malformed(source.body_text(), source.status()))?;
    let mut name = None;
    while let Some(mut part) = form.next_field().await.map_err(broken)? {
        let Some(given) = part.file_name().map(str::to_owned) else {
            let field: String = part.name().unwrap_or_default().chars().take(100).collect();
            return Err(error::INPUT.error("A part of the multipart body is no file; send the file alone.").at(field));
        };
        if name.replace(given).is_some() {
            return Err(error::INPUT.error("The multipart body holds more than one file; send each in a request of its own."));
        }
        while let Some(piece) = part.chunk().await.map_err(broken)? {
            file.write(&piece).await?;
        }
    }
    let name = name.ok_or_else(|| error::INPUT.error("The multipart body holds no file; send one as a part with a file name."))?;
    Ok((name, file))
}

fn broken(source: axum::extract::multipart::MultipartError) -> Error {
    let told = malformed(source.body_text(), source.status());
    body::too_slow(&source).unwrap_or(told)
}

fn malformed(text: String, status: StatusCode) -> Error {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => error::TOO_LARGE.error("The request is larger than the server takes."),
        _ => error::INPUT.error(format!("The multipart body is malformed: {text}.")),
    }
}
