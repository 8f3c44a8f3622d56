//! MCP over streamable HTTP: both protocol eras at one address, without sessions. Each request carries its caller, and
//! is answered in JSON.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use platform::config::Config;
use platform::{Context, Principal, error};
use rmcp::ServerHandler;
use rmcp::model::ErrorCode;
use rmcp::transport::StreamableHttpServerConfig;
use rmcp::transport::streamable_http_server::session::SessionManager;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::tower::StreamableHttpService;
use serde_json::json;
use tower::Service;

use super::{Tools, Toolset};
use crate::http::{Caller, OwnErrors, Site, body, media_type, refused};
use crate::json;

/// A route per toolset.
pub fn routes(site: &Site) -> Router<Arc<Site>> {
    // Until a request says who calls, nobody does.
    let everyday = Tools::new(site.services.clone(), site.operations.clone(), Principal::anonymous(), Toolset::Everyday);
    Toolset::every(&site.operations).into_iter().fold(Router::new(), |routes, toolset| {
        let (path, tools) = (toolset.path(), everyday.listing(toolset));
        routes.merge(mount(&path, &site.services.config, move || tools.clone()))
    })
}

/// A handler at a path, behind our door: token, Host, Origin, size. `handler` makes the one for each request; it finds the
/// caller's [`Context`] in the extensions of the request's parts.
pub fn mount<H: ServerHandler + Send + 'static>(
    path: &str,
    config: &Config,
    handler: impl Fn() -> H + Send + Sync + 'static,
) -> Router<Arc<Site>> {
    let rules = rules(config).with_legacy_session_mode(false).with_json_response(true);
    mount_service(path, StreamableHttpService::new(move || Ok(handler()), Arc::new(NeverSessionManager::default()), rules))
}

/// What the door lets in: Host, Origin, size.
pub fn rules(config: &Config) -> StreamableHttpServerConfig {
    let hosts = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into_iter().chain(config.http.hosts.iter().cloned());
    let own = config.http.hosts.iter().flat_map(|host| [format!("https://{host}"), format!("http://{host}")]);
    let local = ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"].map(str::to_owned);
    StreamableHttpServerConfig::default()
        .with_allowed_hosts(hosts)
        .with_allowed_origins(local.into_iter().chain(own).chain(config.http.origins.iter().cloned()))
        .enforce_origin_validation()
        .with_max_request_body_bytes(config.limits.mcp_bytes)
}

/// [`mount`] for a service with the door's [`rules`] and manners of its own.
pub fn mount_service<H: ServerHandler + Send + 'static, M: SessionManager>(
    path: &str,
    service: StreamableHttpService<H, M>,
) -> Router<Arc<Site>> {
    Router::new().route(path, any(move |request| answer(service.clone(), request)))
}

async fn answer<H: ServerHandler + Send + 'static, M: SessionManager>(
    mut service: StreamableHttpService<H, M>,
    mut request: Request,
) -> Response {
    let Some(Caller { ctx, .. }) = request.extensions().get::<Caller>().cloned() else {
        return refused(&error::INTERNAL.error("The request has no caller."), "");
    };
    if ctx.principal.role.is_none() {
        return refused(&error::UNAUTHENTICATED.error("MCP over HTTP needs a token."), &ctx.request_id);
    }
    let is_json = media_type(request.headers()).is_some_and(|given| given == "application/json");
    if request.method() == Method::POST && is_json {
        let (head, body) = request.into_parts();
        let limit = ctx.config.limits.mcp_bytes;
        let too_large = || error::TOO_LARGE.error(format!("The message is larger than limits.mcp_bytes, {limit} bytes."));
        let bytes = match body::whole(body, limit, too_large).await {
            Ok(bytes) => bytes,
            Err(error) => return refused(&error, &ctx.request_id),
        };
        // As everywhere, a name given twice is refused: whoever approved the call may have read the other one.
        if let Err(error) = json::parse(&bytes) {
            return not_understood(ErrorCode::PARSE_ERROR, error.message());
        }
        request = Request::from_parts(head, Body::from(bytes));
    }
    request.extensions_mut().insert::<Context>(ctx);
    // Clients that name one of the two kinds of answer, or none, get JSON like everybody.
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json, text/event-stream"));
    let Ok(answer) = service.call(request).await;
    let mut response = answer.map(Body::new);
    if is_json && response.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        return not_understood(ErrorCode::INVALID_REQUEST, "The body is no message of JSON-RPC; messages are sent one by one.");
    }
    response.extensions_mut().insert(OwnErrors);
    response
}

/// A message that has no answer, because nobody knows which one it is.
fn not_understood(code: ErrorCode, message: &str) -> Response {
    let body = json!({ "jsonrpc": "2.0", "id": null, "error": { "code": code.0, "message": message } });
    let mut response = (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response();
    response.extensions_mut().insert(OwnErrors);
    response
}
