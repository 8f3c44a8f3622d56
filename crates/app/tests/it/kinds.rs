//! An operation with every kind of field, said on each channel.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::StatusCode;
use channels::{Operations, cli};
use platform::blobs::{self, UploadId};
use platform::operation::{Access, Effect, Example, Method, Operation, Representation, Spec, Where, answered, entry};
use platform::testing::TestStore;
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::channel;

/// Answers what it was asked.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EchoAll {
    /// Stands in the path.
    sku: String,
    /// Repeated text.
    #[serde(default)]
    tags: Vec<String>,
    /// Whole number.
    #[schemars(range(max = 5))]
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i32>,
    /// A yes or no.
    #[serde(default)]
    loud: bool,
    /// A word.
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<Side>,
    /// Pairs.
    #[serde(default)]
    map: BTreeMap<String, String>,
    /// Objects.
    #[serde(default)]
    lines: Vec<Line>,
    /// Files.
    #[serde(default)]
    files: Vec<UploadId>,
    /// A file, or what would stand in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<List>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum List {
    File(UploadId),
    Lines(Vec<Line>),
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Side {
    Left,
    Right,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Line {
    text: String,
}

const FORMS: &[Representation] = &[
    Representation { extension: "txt", media_type: "text/plain; charset=utf-8", written: Where::Directory },
    Representation { extension: "csv", media_type: "text/csv", written: Where::Flag("tags-file") },
];

impl Operation for EchoAll {
    const SPEC: Spec = Spec::new("echo_all", Method::Put, "/api/echo/{sku}", Access::Role(Role::Reader), Effect::Replace)
        .cli("echo", &["sku", "tags"])
        .representations(FORMS);
    type Output = EchoAll;

    fn examples() -> Vec<Example> {
        vec![]
    }

    async fn run(self, ctx: &Context) -> Result<EchoAll> {
        for file in &self.files {
            blobs::upload(ctx, file).await?;
        }
        assert!(self.sku != "defect", "a defect of an operation");
        Ok(self)
    }

    async fn represent(answer: Value, extension: &str, _: &Context) -> Result<Vec<u8>> {
        let output: EchoAll = answered(answer)?;
        Ok(format!("{extension} of {}", output.sku).into_bytes())
    }
}

/// Answers what it was asked, by query.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EchoQuery {
    /// Stands in the path.
    sku: String,
    /// Repeated number.
    #[serde(default)]
    numbers: Vec<u32>,
    /// A yes or no.
    #[serde(default)]
    loud: bool,
}

impl Operation for EchoQuery {
    const SPEC: Spec = Spec::new("echo_query", Method::Get, "/api/echo/{sku}", Access::Public, Effect::Read)
        .cli("echo-query", &["sku"])
        .representations(FORMS);
    type Output = EchoQuery;

    fn examples() -> Vec<Example> {
        vec![]
    }

    async fn run(self, _: &Context) -> Result<EchoQuery> {
        Ok(self)
    }

    async fn represent(answer: Value, extension: &str, _: &Context) -> Result<Vec<u8>> {
        let output: EchoQuery = answered(answer)?;
        Ok(format!("{extension} of {}", output.sku).into_bytes())
    }
}

fn operations() -> Operations {
    Operations::new(&[entry::<EchoAll>(), entry::<EchoQuery>()])
}

#[tokio::test]
async fn every_kind_of_field_is_understood_alike() {
    let (operations, store) = (operations(), TestStore::new().await.unwrap());
    let upload = blobs::accept(&store.ctx(), "a.txt", b"a").await.unwrap();
    let inputs = [
        json!({ "sku": "A/B é%.txt", "tags": ["x y", "--z"], "count": -3, "loud": true, "side": "left", "map": { "a": "b=c" },
            "lines": [{ "text": "'" }], "files": [upload.id.0] }),
        json!({ "sku": "-", "tags": [], "loud": false, "map": {}, "lines": [], "files": [], "list": [{ "text": "a" }] }),
        json!({ "sku": "b", "tags": [], "loud": false, "map": {}, "lines": [], "files": [], "list": upload.id.0 }),
    ];
    for input in inputs {
        let listed = operations.find("echo_all").unwrap();
        let http = channel::over_http(&store.services, &operations, channel::http_request(listed, &input).unwrap()).await;
        assert_eq!(http.json, input.to_string());
        assert_eq!(channel::over_mcp(&store.services, &operations, "echo_all", &input).await, http);
        let mut said = input.clone();
        said.as_object_mut().unwrap().retain(|_, value| !value.as_array().is_some_and(Vec::is_empty) && value != &json!({}));
        let words = cli::words(listed, &said).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(channel::on_command_line(&store.services, &operations, &words).await, http, "{words:?}");
    }
}

#[tokio::test]
async fn a_limit_is_the_same_problem_on_every_channel() {
    let (operations, store) = (operations(), TestStore::new().await.unwrap());
    let input = json!({ "sku": "a", "count": 6 });
    let listed = operations.find("echo_all").unwrap();
    let request = channel::http_request(listed, &input).unwrap();
    let words = cli::words(listed, &input).unwrap();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    for answer in [
        channel::over_http(&store.services, &operations, request).await,
        channel::over_mcp(&store.services, &operations, "echo_all", &input).await,
        channel::on_command_line(&store.services, &operations, &words).await,
    ] {
        let problem: Value = serde_json::from_str(&answer.json).unwrap();
        assert_eq!((problem["code"].as_str(), problem["field"].as_str()), (Some("input.malformed"), Some("count")), "{problem}");
    }
}

#[tokio::test]
async fn a_query_is_typed_by_the_schema() {
    let (operations, store) = (operations(), TestStore::new().await.unwrap());
    let get =
        async |uri: &str| channel::send(&store.services, &operations, channel::request("GET", uri).body(Body::empty()).unwrap()).await;
    let answer = get("/api/echo/a+b%2Fc?numbers=1&numbers=20&loud=true").await;
    assert_eq!(answer.body, br#"{"sku":"a+b/c","numbers":[1,20],"loud":true}"#);
    for (uri, field) in [
        ("/api/echo/a?numbers=one", "numbers[0]"),
        ("/api/echo/a?loud=yes", "loud"),
        ("/api/echo/a?loud=true&loud=true", "loud"),
        ("/api/echo/a?sku=b", "sku"),
        ("/api/echo/a?x=1", "x"),
    ] {
        let answer = get(uri).await;
        assert_eq!((answer.status, answer.json()["field"].as_str()), (StatusCode::BAD_REQUEST, Some(field)), "{uri}");
    }
}

#[tokio::test]
async fn a_file_form_is_the_path_with_its_extension() {
    let (operations, store) = (operations(), TestStore::new().await.unwrap());
    let get =
        async |uri: &str| channel::send(&store.services, &operations, channel::request("GET", uri).body(Body::empty()).unwrap()).await;
    let file = get("/api/echo/Q%2F1.txt?loud=true").await;
    assert_eq!((file.body.as_slice(), file.header("content-type")), (b"txt of Q/1".as_slice(), "text/plain; charset=utf-8"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"Q_1.txt\"; filename*=UTF-8''Q%2F1.txt");
    assert_eq!(get("/api/echo/Q.txt.csv").await.body, b"csv of Q.txt");
    assert_eq!(get("/api/echo/Q%2Etxt").await.json()["sku"], "Q.txt");
    assert_eq!(get("/api/echo/Q.pdf").await.json()["sku"], "Q.pdf");
}

#[tokio::test]
async fn files_are_handed_in_and_forms_written() {
    let (operations, store) = (operations(), TestStore::new().await.unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("in.txt"), "text").unwrap();
    let program = channel::program(&operations, Some(store.services.clone()));
    let (file, out, tags) = (path("in.txt"), path("out"), path("made/tags.csv"));
    let words = [
        "echo",
        "a/b",
        "--files",
        &file,
        "--files",
        "-",
        "--out",
        &out,
        "--tags-file",
        &tags,
        "--format",
        "json",
        "--idempotency-key",
        "k",
    ];
    let first = channel::command(&program, &words, b"from stdin").await;
    assert_eq!(first.code, 0, "{}{}", first.stdout, first.stderr);
    assert_eq!(std::fs::read(path("out/echo_all.txt")).unwrap(), b"txt of a/b");
    assert_eq!(std::fs::read(&tags).unwrap(), b"csv of a/b");
    assert!(first.stderr.contains("tags.csv"));
    let again = channel::command(&program, &words, b"from stdin").await;
    assert_eq!(again.stdout, first.stdout, "the same key hands the same files in once");
    let other = channel::command(&program, &words, b"something else").await;
    assert!(other.code == 1 && other.stdout.contains("idempotency.key_reused"), "{}", other.stdout);
    let absent = channel::command(&program, &["echo", "a", "--files", "/no/such/file"], b"").await;
    assert!(absent.code == 1 && absent.stderr.contains("file.unreadable"), "{}", absent.stderr);
}

#[tokio::test]
async fn a_defect_is_answered_under_the_request_id() {
    let (operations, store) = (operations(), TestStore::new().await.unwrap());
    let listed = operations.find("echo_all").unwrap();
    let input = json!({ "sku": "defect" });
    let answer = channel::send(&store.services, &operations, channel::http_request(listed, &input).unwrap()).await;
    assert_eq!((answer.status, answer.json()["code"].as_str()), (StatusCode::INTERNAL_SERVER_ERROR, Some("internal")));
    assert_eq!(answer.json()["request_id"], answer.header("x-request-id"));
    let answer = channel::over_mcp(&store.services, &operations, "echo_all", &input).await;
    assert!(!answer.success && answer.json.contains("\"internal\""), "{answer:?}");
}
