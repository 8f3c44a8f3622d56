//! What HTTP has beside the operations.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use channels::Operations;
use channels::http::{self, Part, Site};
use platform::Principal;
use platform::testing::TestStore;
use serde_json::{Value, json};
use tower::ServiceExt;

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
    let two_hosts = Request::get("/health").header("host", "a").header("host", "b").body(Body::empty()).unwrap();
    let cases = [
        (server.send(two_hosts).await, 400, "input.malformed"),
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
    let form = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\na,b\r\n--b--\r\n";
    let post = |uri: &str, content_type: &str, body: &'static str| {
        channel::request("POST", uri).header("content-type", content_type).header("idempotency-key", "k").body(Body::from(body)).unwrap()
    };
    let answer = server.send(post("/api/uploads", "multipart/form-data; boundary=b", form)).await;
    assert_eq!((answer.status, &answer.json()["name"], &answer.json()["size_bytes"]), (StatusCode::OK, &json!("list.csv"), &json!(3)));
    let shouted = server.send(post("/api/uploads", "Multipart/Form-Data; boundary=b", form)).await;
    assert_eq!(shouted.body, answer.body, "{}", shouted.json());
    let again = server.send(post("/api/uploads?name=list.csv", "text/csv", "a,b")).await;
    assert_eq!(again.body, answer.body, "the same file under the same key is the same upload");
    let other = server.send(post("/api/uploads?name=list.csv", "text/csv", "a,c")).await;
    assert_eq!(other.json()["code"], "idempotency.key_reused");
    let empty = server.send(post("/api/uploads", "multipart/form-data; boundary=b", "--b--\r\n")).await;
    assert_eq!((empty.status, &empty.json()["code"]), (StatusCode::BAD_REQUEST, &json!("input.malformed")));
}

#[tokio::test]
async fn a_raw_file_may_be_named_by_its_disposition() {
    let server = Server::new().await;
    for (disposition, name) in [
        ("attachment; filename=\"list one.csv\"", "list one.csv"),
        ("attachment; filename=plain.csv; filename*=UTF-8''n%C3%BCt.csv", "nüt.csv"),
        ("attachment; filename=\"bolts; nuts.csv\"", "bolts; nuts.csv"),
        ("attachment; filename=\"1\\\" pipe.csv\"; size=3", "1\" pipe.csv"),
    ] {
        let post = channel::request("POST", "/api/uploads").header("content-type", "text/csv").header("content-disposition", disposition);
        let answer = server.send(post.body(Body::from("a,b")).unwrap()).await;
        assert_eq!((answer.status, &answer.json()["name"]), (StatusCode::OK, &json!(name)), "{}", answer.json());
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_is_refused_precisely_and_leaves_nothing() {
    let mut server = Server::new().await;
    let mut config = (*server.store.services.config).clone();
    config.limits.upload_bytes = 10;
    server.store.services.config = config.into();
    let part = |name: &str, text: &str| format!("--b\r\ncontent-disposition: form-data; name=\"f\"; filename=\"{name}\"\r\n\r\n{text}\r\n");
    let form = "multipart/form-data; boundary=b";
    let eleven = "0123456789x";
    let note = "--b\r\ncontent-disposition: form-data; name=\"n\"\r\n\r\nx\r\n";
    for (uri, content_type, body, status, code) in [
        ("/api/uploads", form, format!("{}{}--b--\r\n", part("a", "1"), part("b", "2")), 400, "input.malformed"),
        ("/api/uploads", form, format!("{note}{}--b--\r\n", part("a", "1")), 400, "input.malformed"),
        ("/api/uploads", form, format!("{}--b--\r\n", part("a.csv", eleven)), 413, "input.too_large"),
        ("/api/uploads", form, format!("{}--b--\r\n", part("a.csv", "")), 422, "upload.empty"),
        ("/api/uploads", form, part("a.csv", "1"), 400, "input.malformed"),
        ("/api/uploads?name=a.csv", "text/csv", eleven.to_owned(), 413, "input.too_large"),
        ("/api/uploads?name=a.csv", "text/csv", String::new(), 422, "upload.empty"),
        ("/api/uploads?name=a.csv&name=b.csv", "text/csv", "1".to_owned(), 400, "input.malformed"),
        ("/api/uploads?name=a.csv&sheet=2", "text/csv", "1".to_owned(), 400, "input.malformed"),
        ("/api/uploads?name=b.csv", form, format!("{}--b--\r\n", part("a.csv", "1")), 400, "input.malformed"),
    ] {
        let answer =
            server.send(channel::request("POST", uri).header("content-type", content_type).body(body.clone().into()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (status, &json!(code)), "{body}: {}", answer.json());
    }
    let kept = std::fs::read_dir(server.store.folder().join("uploads")).unwrap().count();
    assert_eq!(kept, 0);
    let ten = channel::request("POST", "/api/uploads?name=a.csv").body(Body::from("0123456789")).unwrap();
    assert_eq!(server.send(ten).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_key_that_is_empty_or_given_twice_is_refused() {
    let server = Server::new().await;
    for keys in [&[""][..], &["a", "b"], &["a", "a"]] {
        let mut request = channel::request("POST", "/api/uploads?name=a.csv");
        for key in keys {
            request = request.header("idempotency-key", *key);
        }
        let answer = server.send(request.body(Body::from("a,b")).unwrap()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (400, &json!("idempotency.key_malformed")), "{keys:?}");
    }
}

#[tokio::test]
async fn a_request_document_beyond_its_limit_is_too_large() {
    let mut server = Server::new().await;
    let mut config = (*server.store.services.config).clone();
    config.limits.rfq_bytes = 10;
    server.store.services.config = config.into();
    let upload = server.send(channel::request("POST", "/api/uploads?name=a.txt").body(Body::from("20 x hex bolt M8x50")).unwrap()).await;
    let body = json!({ "upload": upload.json()["id"] }).to_string();
    let answer = server.send(channel::request("POST", "/api/rfqs").body(Body::from(body)).unwrap()).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (413, &json!("input.too_large")), "{}", answer.json());
}

#[tokio::test]
async fn a_writing_call_answers_each_form_under_its_key_without_writing_again() {
    let seeded = features::seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let post = |uri: &str| {
        let body = json!({ "text": "120 x HB-M8-50" }).to_string();
        channel::request("POST", uri).header("idempotency-key", "k").body(Body::from(body)).unwrap()
    };
    let first = channel::send(&seeded.services, &operations, post("/api/quotations")).await;
    let number = first.json()["number"].as_str().unwrap().to_owned();
    for (form, media_type) in [("json", "application/json"), ("pdf", "application/pdf")] {
        let answer = channel::send(&seeded.services, &operations, post(&format!("/api/quotations.{form}"))).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media_type));
        let read = channel::request("GET", &format!("/api/quotations/{number}.{form}")).body(Body::empty()).unwrap();
        assert_eq!(channel::send(&seeded.services, &operations, read).await.body.len(), answer.body.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn examples_to_try_with_come_from_loaded_packs_alone() {
    let server = Server::new().await;
    let get = |path: &str| channel::request("GET", path).body(Body::empty()).unwrap();
    let listed = server.send(get("/examples")).await;
    assert_eq!((listed.header("horme-sample"), listed.json()["examples"].as_array().unwrap().len()), ("true", 3));
    let first = &listed.json()["examples"][0];
    assert!(first["ready"] == false && first["not_ready"].as_str().unwrap().contains("POST /api/samples"), "{first}");
    let refused = server.send(get("/examples/request.eml")).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (409, &json!("example.not_ready")));
    assert_eq!(server.send(get("/examples/request.xlsx")).await.json()["code"], "representation.unknown");
    assert_eq!(server.send(get("/examples/tender.eml")).await.json()["code"], "example.not_found");

    let load = channel::request("POST", "/api/samples").body(Body::empty()).unwrap();
    assert_eq!(server.send(load).await.status, StatusCode::OK);
    for example in server.send(get("/examples")).await.json()["examples"].as_array().unwrap() {
        let name = example["name"].as_str().unwrap();
        let document = server.send(get(&format!("/examples/{name}"))).await;
        assert_eq!((document.status, document.header("horme-sample")), (StatusCode::OK, "true"), "{name}");
        assert_eq!(document.header("content-type"), example["media_type"].as_str().unwrap());
        assert!(document.header("content-disposition").contains(name) && document.body.len() > 300, "{name}");
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let program = channel::program(&server.operations, Some(server.store.services.clone()));
    let ended = channel::command(&program, &["example", "show", "message", "--out", out.to_str().unwrap(), "-q"], b"").await;
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    let written: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(written, ["message.txt"]);
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

#[test]
fn the_token_is_private_and_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let file = http::write_token(folder.path(), "secret").unwrap();
    http::write_token(folder.path(), "newer").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "newer");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions()) & 0o777, 0o600);
}

#[tokio::test]
async fn a_part_is_served_alone_with_health_and_readiness() {
    let server = Server::new().await;
    for (part, served, absent) in [(Part::Api, "/openapi.json", "/mcp"), (Part::Mcp, "/mcp", "/api/products"), (Part::Ws, "/ws", "/mcp")] {
        for (path, there) in [("/health", true), ("/ready", true), (served, true), (absent, false)] {
            let (services, token) = (server.store.services.clone(), channel::TOKEN.to_owned());
            let site = Site::new(services, server.operations.clone(), token, Principal::local());
            let request = channel::request("GET", path).header("host", "localhost").body(Body::empty()).unwrap();
            let answer = http::router_of(site, &[part]).oneshot(request).await.unwrap();
            assert_eq!(answer.status() != StatusCode::NOT_FOUND, there, "{path} on {part:?}");
        }
    }
}
