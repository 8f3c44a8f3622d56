//! What HTTP has beside the operations.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use channels::Operations;
use channels::http::{self, Site};
use platform::Principal;
use platform::testing::TestStore;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::channel::{self, Response};

struct Server {
    store: TestStore,
    operations: Operations,
}

impl Server {
    async fn new() -> Self {
        Server { store: TestStore::new().await.unwrap(), operations: Operations::new(&features::operations()) }
    }

    async fn send(&self, request: Request<Body>) -> Response {
        channel::send(&self.store.services, &self.operations, request).await
    }

    async fn put_seller(&self, body: impl Into<Body>, content_type: &str) -> Response {
        self.send(channel::request("PUT", "/api/seller").header("content-type", content_type).body(body.into()).unwrap()).await
    }
}

#[tokio::test]
async fn health_and_readiness_need_no_token() {
    let server = Server::new().await;
    for (path, status) in [("/health", "healthy"), ("/ready", "ready")] {
        let answer = server.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status, &answer.json()["status"]), (StatusCode::OK, &json!(status)));
    }
    server.store.services.db.close().await;
    let answer = server.send(Request::get("/ready").body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("store.unavailable")));
    assert_eq!(server.send(Request::get("/health").body(Body::empty()).unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_refusal_is_a_problem_with_its_status() {
    let server = Server::new().await;
    let large = "x".repeat(server.store.services.config.limits.body_bytes + 1);
    let json = "application/json";
    let unknown = server.send(channel::request("GET", "/api/nothing").body(Body::empty()).unwrap()).await;
    let method = server.send(channel::request("DELETE", "/api/seller").body(Body::empty()).unwrap()).await;
    assert_eq!(method.header("allow"), "PUT, GET");
    let framed = server.send(channel::request("POST", "/health").body(Body::empty()).unwrap()).await;
    let query = server.send(channel::request("PUT", "/api/seller?name=a").body(Body::empty()).unwrap()).await;
    let malformed = server.put_seller("{\n \"name\": }", json).await;
    assert!(malformed.json()["detail"].as_str().unwrap().contains("line 2 column 10"), "{}", malformed.json());
    let twice = server.put_seller(r#"{"name":"a","name":"b"}"#, json).await;
    let cases = [
        (unknown, 404, "route.unknown"),
        (method, 405, "route.method_not_allowed"),
        (framed, 405, "route.method_not_allowed"),
        (query, 400, "input.malformed"),
        (malformed, 400, "input.malformed"),
        (twice, 400, "input.malformed"),
        (server.put_seller("[]", json).await, 400, "input.malformed"),
        (server.put_seller("", "text/plain").await, 400, "input.malformed"),
        (server.put_seller("a=b", "application/x-www-form-urlencoded").await, 415, "input.media_type"),
        (server.put_seller(large, json).await, 413, "input.too_large"),
    ];
    for (answer, status, code) in cases {
        let problem: Value = answer.json();
        assert_eq!(
            (answer.status.as_u16(), problem["code"].as_str(), &problem["status"]),
            (status, Some(code), &json!(status)),
            "{problem}"
        );
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(problem["request_id"], answer.header("x-request-id"));
        assert_eq!((answer.header("x-content-type-options"), answer.header("cache-control")), ("nosniff", "no-store"));
    }
}

#[tokio::test]
async fn a_callers_request_id_is_echoed_if_it_can_be() {
    let server = Server::new().await;
    let long = "x".repeat(101);
    for (given, echoed) in [("order-17", true), (long.as_str(), false), ("a b", false)] {
        let answer = server.send(Request::get("/health").header("x-request-id", given).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("x-request-id") == given, echoed, "{given}");
        assert!(!answer.header("x-request-id").is_empty());
    }
}

#[tokio::test]
async fn a_file_is_taken_as_a_form_or_as_it_is() {
    let server = Server::new().await;
    let form = "--b\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nx\r\n--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\na,b\r\n--b--\r\n";
    let post = |uri: &str, content_type: &str, body: &'static str| {
        channel::request("POST", uri).header("content-type", content_type).header("idempotency-key", "k").body(Body::from(body)).unwrap()
    };
    let answer = server.send(post("/api/uploads", "multipart/form-data; boundary=b", form)).await;
    assert_eq!((answer.status, &answer.json()["name"], &answer.json()["size_bytes"]), (StatusCode::OK, &json!("list.csv"), &json!(3)));
    let again = server.send(post("/api/uploads?name=list.csv", "text/csv", "a,b")).await;
    assert_eq!(again.body, answer.body, "the same file under the same key is the same upload");
    let other = server.send(post("/api/uploads?name=list.csv", "text/csv", "a,c")).await;
    assert_eq!(other.json()["code"], "idempotency.key_reused");
    let empty = server.send(post("/api/uploads", "multipart/form-data; boundary=b", "--b--\r\n")).await;
    assert_eq!((empty.status, &empty.json()["code"]), (StatusCode::BAD_REQUEST, &json!("input.malformed")));
}

#[tokio::test]
async fn documentation_is_whole_and_asks_nobody_else() {
    let server = Server::new().await;
    for path in ["/docs", "/docs.css", "/docs.js", "/openapi.json"] {
        let answer = server.send(Request::get(path).body(Body::empty()).unwrap()).await;
        let text = String::from_utf8(answer.body.clone()).unwrap();
        assert!(answer.status == StatusCode::OK && !text.is_empty(), "{path}");
        assert!(!text.contains("https://") && !text.contains("http://"), "{path} names another site");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    }
}

#[tokio::test]
async fn a_server_stops_when_it_is_told_and_its_token_is_private() {
    let server = Server::new().await;
    let file = http::write_token(server.store.folder(), "secret").unwrap();
    http::write_token(server.store.folder(), "newer").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "newer");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions()) & 0o777, 0o600);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let site = Site {
        services: server.store.services.clone(),
        operations: server.operations.clone(),
        token: "newer".to_owned(),
        principal: Principal::token(),
    };
    let asked = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        stop.send(()).unwrap();
        answer
    };
    let (served, answer) = tokio::join!(http::serve(site, listener, async move { drop(stopped.await) }), asked);
    served.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("healthy"), "{answer}");
}
