//! An operation's input out of path, query and body.

use axum::body::Body;
use axum::extract::{Query, Request};
use axum::http::{HeaderMap, header};
use platform::operation::Method;
use platform::{Context, Result, error};
use serde_json::{Map, Value};

use super::body;
use crate::listing::Listed;
use crate::{json, typed};

pub async fn read(listed: &Listed, path_fields: Vec<(&'static str, String)>, request: Request, ctx: &Context) -> Result<Value> {
    let (head, body) = request.into_parts();
    let query = Query::<Vec<(String, String)>>::try_from_uri(&head.uri)
        .map_err(|source| error::INPUT.error("The query is not understood.").because(source))?
        .0;
    let mut fields = if matches!(listed.entry.spec.method, Method::Get | Method::Delete) {
        from_query(listed, query)?
    } else {
        if let Some((name, _)) = query.first() {
            return Err(error::INPUT.error("The fields of this operation stand in the body, not in the query.").at(name));
        }
        from_body(&head.headers, body, ctx).await?
    };
    for (name, text) in path_fields {
        if fields.insert(name.to_owned(), typed::value(listed.field(name), &text)).is_some() {
            return Err(error::INPUT.error("This field stands in the path and must not be given again.").at(name));
        }
    }
    Ok(Value::Object(fields))
}

/// An array is given by repeating its name.
fn from_query(listed: &Listed, query: Vec<(String, String)>) -> Result<Map<String, Value>> {
    let mut fields = Map::new();
    for (name, text) in query {
        let schema = listed.field(&name);
        if schema["type"] == "array" {
            let element = typed::value(&schema["items"], &text);
            match fields.entry(&name).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(elements) => elements.push(element),
                other => *other = element,
            }
        } else if fields.insert(name.clone(), typed::value(schema, &text)).is_some() {
            return Err(error::INPUT.error(format!("`{name}` is given more than once.")).at(name));
        }
    }
    Ok(fields)
}

async fn from_body(headers: &HeaderMap, body: Body, ctx: &Context) -> Result<Map<String, Value>> {
    let limit = ctx.config.limits.body_bytes;
    let too_large = || error::TOO_LARGE.error(format!("The body is larger than limits.body_bytes, {limit} bytes."));
    let bytes = body::whole(body, limit, too_large).await?;
    if !bytes.is_empty() && !is_json(headers) {
        return Err(error::MEDIA_TYPE.error("This operation takes a JSON body."));
    }
    json::parse_object(&bytes)
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(given) = media_type(headers) else { return true };
    given == "application/json" || (given.starts_with("application/") && given.ends_with("+json"))
}

/// What the body is said to be, in small letters and without parameters.
pub fn media_type(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(header::CONTENT_TYPE)?.to_str().unwrap_or_default();
    Some(given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}
