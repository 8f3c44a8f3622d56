//! HTTP: a route per operation, problems of RFC 9457, and what only this channel has - health, documentation, raw files.
//!
//! One handler finds the operation in the list by its path. Paths are compared before decoding, so that a SKU may hold
//! any character, `/` as `%2F` included.

mod answer;
pub(crate) mod body;
mod documentation;
mod file;
mod input;
mod openapi;
pub(crate) mod origin;
mod part;
pub(crate) mod route;
mod serve;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use platform::config::Serve;
use platform::db::sql;
use platform::operation::Where;
use platform::{Context, Principal, Result, Services, error, operation};
use serde_json::{Value, json};
use tower_http::catch_panic::CatchPanicLayer;

use crate::listing::Operations;
use crate::stopping::{Stage, Stopping};
use crate::websocket::Sockets;
use answer::answered;
use body::Paced;
use route::Found;

pub(crate) use answer::refused;
pub(crate) use input::media_type;
pub use openapi::document;
pub use part::Part;
pub use serve::{serve, write_token};

/// What is served, and the token that opens it to a principal.
pub struct Site {
    pub services: Services,
    pub operations: Operations,
    pub token: String,
    pub principal: Principal,
    /// Its WebSocket connections.
    pub(crate) sockets: Sockets,
}

impl Site {
    pub fn new(services: Services, operations: Operations, token: String, principal: Principal) -> Self {
        Site { services, operations, token, principal, sockets: Sockets::default() }
    }

    /// Whom a token opens the site to.
    pub(crate) fn known(&self, token: &str) -> Option<Principal> {
        is_token(token.as_bytes(), self.token.as_bytes()).then(|| self.principal.clone())
    }
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// On an answer made from sample data, for those who do not look into the body.
const SAMPLE: HeaderName = HeaderName::from_static("horme-sample");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Everything on one port.
pub fn router(site: Site) -> Router {
    router_of(site, Part::ALL)
}

/// Some parts of it.
pub fn router_of(site: Site, parts: &[Part]) -> Router {
    let site = Arc::new(site);
    let routes = parts.iter().fold(Router::new(), |routes, part| routes.merge(part.routes(&site)));
    behind_the_door(site, routes)
}

/// The API with other routes in the place of MCP's: the suites that prove the transport bring their own tools.
pub fn router_with(site: Site, mcp: Router<Arc<Site>>) -> Router {
    let site = Arc::new(site);
    let routes = Part::Api.routes(&site).merge(mcp);
    behind_the_door(site, routes)
}

fn behind_the_door(site: Arc<Site>, routes: Router<Arc<Site>>) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .merge(routes)
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(site.clone(), around))
        .with_state(site)
}

/// A request's context. `stranger`: it carries credentials, but not ours.
#[derive(Clone)]
pub(crate) struct Caller {
    pub ctx: Context,
    pub stranger: bool,
}

/// Marks a response whose error is in other words than those of RFC 9457.
#[derive(Clone)]
pub(crate) struct OwnErrors;

/// Gives the request its context and the response what every response has; an error made by the framework becomes a problem.
async fn around(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let (principal, stranger) = match request.headers().get(header::AUTHORIZATION) {
        None => (Principal::anonymous(), false),
        Some(given) => match bearer(given).and_then(|token| site.known(token)) {
            Some(principal) => (principal, false),
            None => (Principal::anonymous(), true),
        },
    };
    let ctx = site.services.context(principal, request_id(request.headers()));
    request.extensions_mut().insert(Caller { ctx: ctx.clone(), stranger });
    let settings = &ctx.config.serve;
    let mut response = match within(settings, &request) {
        Ok(()) => next.run(request.map(|body| Body::new(Paced::new(body, settings)))).await,
        Err(error) => refused(&error, &ctx.request_id),
    };
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if failed && !answer::is_problem(&response) && response.extensions().get::<OwnErrors>().is_none() {
        response = framed(&response, &ctx);
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&ctx.request_id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("no-referrer"));
    response
}

/// Refuses a URL or a head beyond its limit, whatever it asks for; and one whose address a proxy could read otherwise.
fn within(settings: &Serve, request: &Request) -> Result<()> {
    if request.headers().get_all(header::HOST).iter().nth(1).is_some() {
        return Err(error::INPUT.error("The request names more than one host."));
    }
    let url = request.uri().to_string().len();
    if url > settings.url_bytes {
        return Err(error::URL_TOO_LONG.error(format!("The URL has {url} bytes; serve.url_bytes is {}.", settings.url_bytes)));
    }
    // As it came: the request line, each header with its colon, space and line end, and the empty line.
    let lines = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let head = request.method().as_str().len() + url + "  HTTP/1.1\r\n\r\n".len() + lines.sum::<usize>();
    if head > settings.head_bytes {
        return Err(error::HEAD_TOO_LARGE.error(format!("The head has {head} bytes; serve.head_bytes is {}.", settings.head_bytes)));
    }
    Ok(())
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

fn bearer(authorization: &HeaderValue) -> Option<&str> {
    let (scheme, token) = authorization.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Compares in a time that does not tell how much of the token was right.
fn is_token(given: &[u8], token: &[u8]) -> bool {
    let differing = given.iter().zip(token).fold(0, |differing, (left, right)| differing | (left ^ right));
    given.len() == token.len() && !token.is_empty() && differing == 0
}

/// Lives; asks nobody.
async fn health() -> Response {
    answered(&json!({ "status": "healthy", "version": env!("CARGO_PKG_VERSION") }))
}

/// Can work, and will for a while: the store answers and has the schema of this version (checked when it was opened),
/// and nobody has told the server to stop.
async fn ready(State(site): State<Arc<Site>>, Extension(caller): Extension<Caller>, request: Request) -> Response {
    if request.extensions().get::<Stopping>().is_some_and(|stopping| stopping.stage() > Stage::Serving) {
        return refused(&error::SERVER_STOPPING.error("The server is being stopped."), &caller.ctx.request_id);
    }
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
    let ctx = caller.ctx.with_idempotency_key(idempotency_key(request.headers())?);
    operation::authorise(&listed.entry, &ctx)?;
    if listed.takes_files() && file::is_sent(&request) {
        return Ok(answered(&file::accept(request, &ctx).await?));
    }
    let asked_for = path_fields.last().map(|(_, value)| value.clone());
    let input = input::read(listed, path_fields, request, &ctx).await?;
    let answer = operation::invoke(&listed.entry, input, &ctx).await;
    let Some(form) = form else {
        let output = answer?;
        return Ok(labelled(answered(&output), &output));
    };
    // A refusal that tells like an answer has that answer's form: the rejects of an import of which nothing was taken.
    let (account, refused) = match answer {
        Ok(output) => (output, None),
        Err(error) => {
            let account = error.problem(&ctx.request_id)["extra"].take();
            if form.written == Where::Directory || !listed.is_answer(&account) {
                return Err(error);
            }
            (account, StatusCode::from_u16(error.kind().status()).ok())
        }
    };
    let bytes = operation::represent(&listed.entry, account.clone(), form.extension, &ctx).await?;
    let mut response = labelled(answer::file(bytes, form, asked_for.as_deref().unwrap_or(listed.name())), &account);
    if let Some(status) = refused {
        *response.status_mut() = status;
        response.extensions_mut().insert(OwnErrors);
    }
    Ok(response)
}

fn labelled(mut response: Response, output: &Value) -> Response {
    if output["sample"] == true {
        response.headers_mut().insert(SAMPLE, HeaderValue::from_static("true"));
    }
    response
}

/// What is not ASCII stays visible as such, so that the check of the key refuses it.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>> {
    let mut given = headers.get_all("idempotency-key").iter();
    let key = given.next().map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
    match given.next() {
        Some(_) => Err(error::KEY_MALFORMED.error("The request has more than one idempotency key.")),
        None => Ok(key),
    }
}
