//! HTTP: a route per operation, problems of RFC 9457, and what only this channel has - health, documentation, raw files.
//!
//! One handler finds the operation in the list by its path. Paths are compared before decoding, so that a SKU may hold
//! any character, `/` as `%2F` included.

mod answer;
mod documentation;
mod file;
mod input;
mod openapi;
pub(crate) mod route;
mod serve;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use platform::db::sql;
use platform::{Context, Principal, Result, Services, error, operation};
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;

use crate::listing::Operations;
use crate::mcp;
use answer::answered;
use route::Found;

pub(crate) use answer::refused;
pub use openapi::document;
pub use serve::{serve, write_token};

/// What is served, and the token that opens it to a principal.
pub struct Site {
    pub services: Services,
    pub operations: Operations,
    pub token: String,
    pub principal: Principal,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub fn router(site: Site) -> Router {
    let site = Arc::new(site);
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .merge(documentation::routes(&site.operations))
        .merge(mcp::http::routes(&site))
        .fallback(operation)
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(site.clone(), around))
        .with_state(site)
}

/// A request's context. `stranger`: it carries credentials, but not ours.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) ctx: Context,
    stranger: bool,
}

/// Marks a response whose errors are in the words of another protocol than RFC 9457.
#[derive(Clone)]
pub(crate) struct OwnErrors;

/// Gives the request its context and the response what every response has; an error made by the framework becomes a problem.
async fn around(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let (principal, stranger) = match request.headers().get(header::AUTHORIZATION) {
        None => (Principal::anonymous(), false),
        Some(given) if is_token(given, &site.token) => (site.principal.clone(), false),
        Some(_) => (Principal::anonymous(), true),
    };
    let ctx = site.services.context(principal, request_id(request.headers()));
    request.extensions_mut().insert(Caller { ctx: ctx.clone(), stranger });
    let mut response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if failed && !answer::is_problem(&response) && response.extensions().get::<OwnErrors>().is_none() {
        response = framed(&response, &ctx);
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&ctx.request_id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("no-referrer"));
    response
}

fn framed(response: &Response, ctx: &Context) -> Response {
    let error = match response.status() {
        StatusCode::NOT_FOUND => error::ROUTE_UNKNOWN.error("There is nothing at this path."),
        StatusCode::METHOD_NOT_ALLOWED => error::METHOD_WRONG.error("The path exists, but not with this method."),
        StatusCode::PAYLOAD_TOO_LARGE => error::TOO_LARGE.error("The request is larger than the server takes."),
        status if status.is_client_error() => error::INPUT.error("The request is not understood."),
        _ => {
            tracing::error!(request.id = %ctx.request_id, "request handler panicked");
            error::INTERNAL.error("Something went wrong on our side.")
        }
    };
    let mut problem = refused(&error, &ctx.request_id);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        problem.headers_mut().insert(header::ALLOW, allow.clone());
    }
    problem
}

/// The caller's own request id, if it is 1 to 100 printable ASCII characters.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(REQUEST_ID)?.to_str().ok()?;
    let fits = (1..=100).contains(&given.len()) && given.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| given.to_owned())
}

/// Compares in a time that does not tell how much of the token was right.
fn is_token(authorization: &HeaderValue, token: &str) -> bool {
    let Some((scheme, given)) = authorization.to_str().ok().and_then(|text| text.split_once(' ')) else { return false };
    let (given, token) = (given.trim().as_bytes(), token.as_bytes());
    let differing = given.iter().zip(token).fold(0, |differing, (left, right)| differing | (left ^ right));
    scheme.eq_ignore_ascii_case("bearer") && given.len() == token.len() && !token.is_empty() && differing == 0
}

/// Lives; asks nobody.
async fn health() -> Response {
    answered(&json!({ "status": "healthy", "version": env!("CARGO_PKG_VERSION") }))
}

/// Can work: the store answers and has the schema of this version (checked when it was opened).
async fn ready(State(site): State<Arc<Site>>, Extension(caller): Extension<Caller>) -> Response {
    let store = async {
        let mut tx = site.services.db.read().await?;
        sql("SELECT id FROM store_identity").fetch_one(&mut tx).await
    };
    match store.await {
        Ok(_) => answered(&json!({ "status": "ready", "store": site.services.db.engine() })),
        Err(source) => {
            tracing::warn!(error = ?source, "store does not answer");
            refused(&error::STORE_DOWN.error("The store does not answer."), &caller.ctx.request_id)
        }
    }
}

async fn operation(State(site): State<Arc<Site>>, Extension(caller): Extension<Caller>, request: Request) -> Response {
    let request_id = caller.ctx.request_id.clone();
    called(&site, caller, request).await.unwrap_or_else(|error| refused(&error, &request_id))
}

async fn called(site: &Site, caller: Caller, request: Request) -> Result<Response> {
    let Found { listed, path_fields, form } = match route::find(&site.operations, request.method(), request.uri().path()) {
        Ok(found) => found,
        Err(route::Miss::Path) => return Err(error::ROUTE_UNKNOWN.error("There is nothing at this path.")),
        Err(route::Miss::Method(allowed)) => {
            let error = error::METHOD_WRONG.error(format!("This path takes {allowed}."));
            let mut response = refused(&error, &caller.ctx.request_id);
            if let Ok(allowed) = HeaderValue::from_str(&allowed) {
                response.headers_mut().insert(header::ALLOW, allowed);
            }
            return Ok(response);
        }
    };
    if caller.stranger {
        return Err(error::UNAUTHENTICATED.error("The token is not valid."));
    }
    let ctx = caller.ctx.with_idempotency_key(idempotency_key(request.headers()));
    operation::authorise(&listed.entry, &ctx)?;
    if listed.takes_files() && file::is_sent(&request) {
        return Ok(answered(&file::accept(request, &ctx).await?));
    }
    let asked_for = path_fields.last().map(|(_, value)| value.clone());
    let input = input::read(listed, path_fields, request, &ctx).await?;
    let output = operation::invoke(&listed.entry, input, &ctx).await?;
    match form {
        None => Ok(answered(&output)),
        Some(form) => {
            let bytes = operation::represent(&listed.entry, output, form.extension, &ctx).await?;
            Ok(answer::file(bytes, form, asked_for.as_deref().unwrap_or(listed.name())))
        }
    }
}

/// What is not ASCII stays visible as such, so that the check of the key refuses it.
fn idempotency_key(headers: &HeaderMap) -> Option<String> {
    headers.get("idempotency-key").map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned())
}
