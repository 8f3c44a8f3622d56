//! WebSocket at `/ws`: calls of operations, and the changes of what is watched as they happen. The manual is `docs/websocket.md`.
//!
//! Invariants: answers and problems are byte-equal with HTTP's; an event is read from the audit log after its commit, so
//! none is missed, repeated or out of order, whoever committed it; what waits for a client is bounded, and a client that
//! takes nothing is let go.

mod connection;
mod message;
mod outbox;
mod sockets;
mod subscription;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use platform::operation::{self, Entry};
use platform::{Context, Result, error};
use serde_json::Value;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

use crate::http::{Caller, Site, origin, refused};

pub use sockets::Sockets;

pub fn routes() -> Router<Arc<Site>> {
    Router::new().route("/ws", get(open))
}

async fn open(State(site): State<Arc<Site>>, Extension(caller): Extension<Caller>, request: Request) -> Response {
    let request_id = caller.ctx.request_id.clone();
    opened(site, caller, request).unwrap_or_else(|error| refused(&error, &request_id))
}

fn opened(site: Arc<Site>, caller: Caller, mut request: Request) -> Result<Response> {
    origin::check(request.headers(), &site.services.config.http)?;
    if caller.stranger {
        return Err(error::UNAUTHENTICATED.error("The token is not valid."));
    }
    let response = match create_response_with_body(&request, Body::empty) {
        Ok(response) => response,
        Err(source) => {
            let error = error::INPUT.error(format!("/ws takes WebSocket connections (RFC 6455): {source}."));
            let mut response = refused(&error, &caller.ctx.request_id);
            response.headers_mut().insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
            return Ok(response);
        }
    };
    let upgrade = hyper::upgrade::on(&mut request);
    let (sockets, most) = (site.sockets.clone(), site.services.config.websocket.connections);
    sockets.open(most, |stop| connection::serve(site, caller.ctx.principal, upgrade, stop))?;
    Ok(response)
}

/// Runs in a task of its own, so that even a defect is answered.
async fn answer(entry: Entry, input: Value, ctx: Context) -> Result<Value> {
    let request_id = ctx.request_id.clone();
    let mut task = JoinSet::new();
    task.spawn(async move { operation::invoke(&entry, input, &ctx).await });
    match task.join_next().await {
        Some(Ok(answer)) => answer,
        _ => {
            tracing::error!(request.id = %request_id, "operation panicked");
            Err(error::INTERNAL.error("Something went wrong on our side."))
        }
    }
}
