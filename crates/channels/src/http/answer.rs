use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use platform::operation::Representation;
use platform::{Error, Kind};
use serde_json::Value;

const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

pub fn answered(output: &Value) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], output.to_string()).into_response()
}

pub fn refused(error: &Error, request_id: &str) -> Response {
    let status = StatusCode::from_u16(error.kind().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, PROBLEM)], error.problem(request_id).to_string()).into_response();
    let headers = response.headers_mut();
    match error.kind() {
        Kind::Unauthenticated => headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
        Kind::Unavailable | Kind::TooMany => headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1")),
        _ => None,
    };
    response
}

pub fn is_problem(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE) == Some(&PROBLEM)
}

/// One file form of an answer, to be saved under `stem` with the form's extension.
pub fn file(bytes: Vec<u8>, form: &'static Representation, stem: &str) -> Response {
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    let exact = utf8_percent_encode(stem, NON_ALPHANUMERIC);
    let extension = form.extension;
    let disposition = format!("attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{exact}.{extension}");
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
