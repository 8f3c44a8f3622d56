//! `/openapi.json`, and `/docs`: one page of our own that reads it, without anything from elsewhere.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;

use super::{Site, openapi};
use crate::listing::Operations;

const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

pub fn routes(operations: &Operations) -> Router<Arc<Site>> {
    let operations = operations.clone();
    // Written when it is asked for the first time.
    let document = Arc::new(OnceLock::new());
    let written = move || document.get_or_init(|| openapi::document(&operations).to_string()).clone();
    let served = move || std::future::ready(asset("application/json", written()));
    Router::new()
        .route("/openapi.json", get(served))
        .route("/docs", get(|| std::future::ready(asset("text/html; charset=utf-8", include_str!("docs.html").to_owned()))))
        .route("/docs.css", get(|| std::future::ready(asset("text/css; charset=utf-8", include_str!("docs.css").to_owned()))))
        .route("/docs.js", get(|| std::future::ready(asset("text/javascript; charset=utf-8", include_str!("docs.js").to_owned()))))
}

fn asset(media_type: &'static str, text: String) -> impl IntoResponse {
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, text)
}
