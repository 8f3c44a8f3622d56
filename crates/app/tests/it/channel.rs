//! One call on each channel, in process, with nothing in between left out: a real router, a parsed command line, a
//! JSON-RPC conversation, a WebSocket on loopback.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use channels::cli::{self, Program, Terminal};
use channels::http::{self, Part, Site};
use channels::mcp::{self, Toolset};
use channels::{Listed, Operations, Stage};
use futures_util::{SinkExt, StreamExt};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use platform::operation::Method;
use platform::{Principal, Services};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Message};
use tower::ServiceExt;

pub const TOKEN: &str = "0123456789abcdef";

/// What a channel answered: whether it counts as success, and the JSON as it was sent.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub success: bool,
    pub json: String,
}

pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Response {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub async fn send(services: &Services, operations: &Operations, request: Request<Body>) -> Response {
    let site = Site::new(services.clone(), operations.clone(), TOKEN.to_owned(), Principal::local());
    let response = http::router(site).oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    Response { status: head.status, headers: head.headers, body: to_bytes(body, usize::MAX).await.unwrap().to_vec() }
}

pub fn request(method: &str, uri: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(uri).header("authorization", format!("Bearer {TOKEN}"))
}

/// The request that means an input, or `None` if a path cannot be made of it.
pub fn http_request(listed: &Listed, input: &Value) -> Option<Request<Body>> {
    let spec = &listed.entry.spec;
    let mut fields: Map<String, Value> = input.as_object()?.clone();
    let mut uri = spec.path.to_owned();
    for name in listed.entry.path_fields() {
        let text = text(&fields.shift_remove(name)?);
        if text.is_empty() {
            return None;
        }
        uri = uri.replace(&format!("{{{name}}}"), &encoded(&text));
    }
    let request = |uri: &str| request(spec.method.name(), uri);
    if matches!(spec.method, Method::Post | Method::Put) {
        let body = Body::from(Value::Object(fields).to_string());
        return Some(request(&uri).header("content-type", "application/json").body(body).unwrap());
    }
    let mut pairs = Vec::new();
    for (name, value) in &fields {
        match value {
            Value::Array(elements) if elements.is_empty() => return None,
            Value::Array(elements) => pairs.extend(elements.iter().map(|element| format!("{}={}", encoded(name), encoded(&text(element))))),
            value => pairs.push(format!("{}={}", encoded(name), encoded(&text(value)))),
        }
    }
    if !pairs.is_empty() {
        uri = format!("{uri}?{}", pairs.join("&"));
    }
    Some(request(&uri).body(Body::empty()).unwrap())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

pub async fn over_http(services: &Services, operations: &Operations, request: Request<Body>) -> Answer {
    let response = send(services, operations, request).await;
    let json = String::from_utf8(response.body).unwrap();
    Answer { success: response.status == StatusCode::OK, json }
}

pub struct Ended {
    pub code: u8,
    pub stdout: String,
    pub stderr: String,
}

pub fn program<'a>(operations: &Operations, services: Option<Services>) -> Program<'a> {
    Program { operations: operations.clone(), commands: app::commands(), environment: &|_| None, log: &|_| (), reader: None, services }
}

pub async fn command(program: &Program<'_>, words: &[&str], mut stdin: &[u8]) -> Ended {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let terminal = Terminal {
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        interactive: false,
        watched: false,
        colour: false,
        signals: None,
    };
    let code = cli::run(program, words.iter().map(OsString::from), terminal).await;
    Ended { code, stdout: String::from_utf8(stdout).unwrap(), stderr: String::from_utf8(stderr).unwrap() }
}

pub async fn on_command_line(services: &Services, operations: &Operations, words: &[&str]) -> Answer {
    answered(&program(operations, Some(services.clone())), words).await
}

/// The same command line on a server of its own, over a real socket.
pub async fn on_remote_command_line(services: &Services, operations: &Operations, words: &[&str]) -> Answer {
    let server = Running::new(services, operations).await;
    let (url, token) = (server.url(), server.token_file());
    let words = [&["--server", &url, "--token-file", &token], words].concat();
    answered(&program(operations, None), &words).await
}

async fn answered(program: &Program<'_>, words: &[&str]) -> Answer {
    let words = [&["--format", "json"], words].concat();
    let ended = command(program, &words, b"").await;
    assert!(ended.code < 2 && ended.stderr.is_empty(), "{words:?} exits {}: {}", ended.code, ended.stderr);
    Answer { success: ended.code == 0, json: ended.stdout.strip_suffix('\n').unwrap().to_owned() }
}

/// A server on a loopback port, gone with this value.
pub struct Running {
    pub address: SocketAddr,
    pub stage: watch::Sender<Stage>,
    pub served: JoinSet<()>,
    folder: TempDir,
}

impl Running {
    pub async fn new(services: &Services, operations: &Operations) -> Self {
        Self::open_to(Principal::local(), services, operations).await
    }

    /// Its token makes the caller this principal.
    pub async fn open_to(principal: Principal, services: &Services, operations: &Operations) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let folder = tempfile::tempdir().unwrap();
        http::write_token(folder.path(), TOKEN).unwrap();
        let site = Site::new(services.clone(), operations.clone(), TOKEN.to_owned(), principal);
        let (stage, stopping) = channels::stages();
        let mut served = JoinSet::new();
        served.spawn(http::serve(site, Part::ALL, listener, stopping));
        Running { address, stage, served, folder }
    }

    /// Tells it to finish and waits until it has.
    pub async fn stop(mut self) {
        self.stage.send_replace(Stage::Finishing);
        self.served.join_next().await.unwrap().unwrap();
    }

    pub async fn connect(&self) -> Client {
        self.try_connect(&[("authorization", &format!("Bearer {TOKEN}"))]).await.unwrap()
    }

    pub async fn try_connect(&self, headers: &[(&'static str, &str)]) -> Result<Client, tungstenite::Error> {
        let mut request = format!("ws://{}/ws", self.address).into_client_request()?;
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let stream = TcpStream::connect(self.address).await.unwrap();
        Ok(Client(tokio_tungstenite::client_async(request, stream).await?.0))
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn token_file(&self) -> String {
        self.folder.path().join("token").to_str().unwrap().to_owned()
    }
}

/// The JSON-RPC line that answers the last of `requests`.
pub async fn conversation(services: &Services, operations: &Operations, requests: &[Value]) -> String {
    let (client, server) = tokio::io::duplex(1 << 20);
    let (read, write) = tokio::io::split(server);
    let tools = mcp::Tools::new(services.clone(), operations.clone(), Principal::local(), Toolset::All);
    let mut serving = JoinSet::new();
    serving.spawn(mcp::serve(tools, read, write));
    let (read, mut write) = tokio::io::split(client);
    let mut lines = BufReader::new(read).lines();
    let hello = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } });
    let mut answer = String::new();
    for message in [&[hello, json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })], requests].concat() {
        write.write_all(format!("{message}\n").as_bytes()).await.unwrap();
        if message.get("id").is_some() {
            answer = lines.next_line().await.unwrap().unwrap();
        }
    }
    answer
}

pub fn tool_call(name: &str, arguments: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": name, "arguments": arguments } })
}

/// What a tool is called with: the input, and the key that a commitment needs.
fn arguments(operations: &Operations, name: &str, input: &Value) -> Value {
    let mut arguments = input.clone();
    if operations.find(name).unwrap().entry.spec.commits {
        arguments[mcp::KEY] = json!("one");
    }
    arguments
}

pub async fn over_mcp(services: &Services, operations: &Operations, name: &str, input: &Value) -> Answer {
    let line = conversation(services, operations, &[tool_call(name, &arguments(operations, name, input))]).await;
    as_tool_answer(&line)
}

/// A message to MCP over HTTP, as a client of the first era sends it.
pub fn mcp_request(path: &str, message: &Value) -> Request<Body> {
    let request = request("POST", path).header("host", "127.0.0.1").header("content-type", "application/json");
    request.header("accept", "application/json, text/event-stream").body(Body::from(message.to_string())).unwrap()
}

pub async fn over_mcp_http(services: &Services, operations: &Operations, name: &str, input: &Value) -> Answer {
    let request = mcp_request("/mcp", &tool_call(name, &arguments(operations, name, input)));
    let response = send(services, operations, request).await;
    as_tool_answer(&String::from_utf8(response.body).unwrap())
}

fn as_tool_answer(line: &str) -> Answer {
    let message: Value = serde_json::from_str(line).unwrap();
    let result = &message["result"];
    let text = result["content"][0]["text"].as_str().unwrap_or_default();
    assert!(!text.is_empty(), "{line}");
    if result["isError"] == true {
        return Answer { success: false, json: text.to_owned() };
    }
    let json = result["structuredContent"].to_string();
    assert!(line.contains(&format!("\"structuredContent\":{json}")), "{line}");
    Answer { success: true, json }
}

/// The other end of a WebSocket.
pub struct Client(pub WebSocketStream<TcpStream>);

impl Client {
    pub async fn say(&mut self, kind: &str, id: &str, data: Value) {
        self.send(json!({ "type": kind, "id": id, "data": data }).to_string()).await;
    }

    pub async fn send(&mut self, text: impl Into<String>) {
        self.0.send(Message::Text(text.into().into())).await.unwrap();
    }

    async fn next(&mut self) -> Message {
        timeout(Duration::from_secs(30), self.0.next()).await.expect("nothing comes").unwrap().unwrap()
    }

    /// The next message as it was sent.
    pub async fn text(&mut self) -> String {
        loop {
            match self.next().await {
                Message::Text(text) => return text.as_str().to_owned(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    pub async fn hear(&mut self) -> Value {
        serde_json::from_str(&self.text().await).unwrap()
    }

    /// Says something and hears one message.
    pub async fn ask(&mut self, kind: &str, id: &str, data: Value) -> Value {
        self.say(kind, id, data).await;
        self.hear().await
    }

    /// What comes until the server closes, and the code of the close.
    pub async fn rest(&mut self) -> (Vec<Value>, u16) {
        let mut heard = Vec::new();
        loop {
            match self.next().await {
                Message::Text(text) => heard.push(serde_json::from_str(text.as_str()).unwrap()),
                Message::Close(frame) => return (heard, frame.unwrap().code.into()),
                _ => {}
            }
        }
    }
}

pub async fn over_websocket(services: &Services, operations: &Operations, name: &str, input: &Value) -> Answer {
    let server = Running::new(services, operations).await;
    // With an id for the handshake, the call takes the first of the store, as on every channel.
    let headers = [("authorization", &*format!("Bearer {TOKEN}")), ("x-request-id", "handshake")];
    let mut client = server.try_connect(&headers).await.unwrap();
    client.say("call", "1", json!({ "operation": name, "input": input })).await;
    let text = client.text().await;
    let data = |kind: &str| text.strip_prefix(&format!(r#"{{"type":"{kind}","id":"1","data":"#))?.strip_suffix('}');
    let success = data("result").is_some();
    let json = data("result").or_else(|| data("error")).unwrap().to_owned();
    Answer { success, json }
}
