//! What agents find beside the tools: budgets, addresses, ways of working, and a person asked before a commitment.

use axum::http::StatusCode;
use channels::Operations;
use channels::mcp::{self, Toolset};
use features::seed;
use platform::Principal;
use platform::testing::TestStore;
use serde_json::{Value, json};

use crate::channel::{self, mcp_request};

/// The problem of a refused call.
fn problem(answer: &Value) -> Value {
    assert_eq!(answer["result"]["isError"], true, "{answer}");
    assert!(answer["result"].get("structuredContent").is_none(), "it would have to be of the output schema: {answer}");
    serde_json::from_str(answer["result"]["content"][0]["text"].as_str().unwrap()).unwrap()
}

fn operations() -> Operations {
    Operations::new(&features::operations()).with_prompts(features::PROMPTS)
}

struct Server {
    store: TestStore,
    operations: Operations,
}

impl Server {
    async fn new() -> Self {
        Server { store: seed::store().await.unwrap().copy().await.unwrap(), operations: operations() }
    }

    async fn ask(&self, path: &str, method: &str, params: Value) -> Value {
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let response = channel::send(&self.store.services, &self.operations, mcp_request(path, &message)).await;
        response.json()
    }

    /// As a client of the second era: everything in the request itself.
    async fn ask_anew(&self, method: &str, name: &str, mut params: Value) -> Value {
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
            "io.modelcontextprotocol/clientCapabilities": { "elicitation": { "form": {} } } });
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let mut request = mcp_request("/mcp", &message);
        for (header, value) in [("mcp-protocol-version", "2026-07-28"), ("mcp-method", method), ("mcp-name", name)] {
            request.headers_mut().insert(header, value.parse().unwrap());
        }
        channel::send(&self.store.services, &self.operations, request).await.json()
    }
}

#[tokio::test]
async fn lists_stay_within_their_budget() {
    let server = Server::new().await;
    for toolset in Toolset::every(&server.operations) {
        let answer = server.ask(&toolset.path(), "tools/list", json!({})).await;
        let tools = answer["result"]["tools"].as_array().unwrap_or_else(|| panic!("{}: {answer}", toolset.path()));
        assert!(!tools.is_empty(), "{toolset:?} lists nothing");
        let tokens = answer["result"].to_string().len() / 4;
        println!("{}: {} tools, {tokens} tokens", toolset.path(), tools.len());
        assert!([Toolset::All, Toolset::Read].contains(&toolset) || tokens <= 12_000, "{toolset:?} lists {tokens} tokens");
    }
}

/// Schema words that some providers refuse in a tool's input, for every tool of a list at once.
#[test]
fn inputs_are_safe_for_every_provider() {
    fn walk(schema: &Value, place: &str, broken: &mut Vec<String>) {
        if schema["type"].is_array() {
            broken.push(format!("{place}: several types"));
        }
        for (name, inner) in schema.as_object().into_iter().flatten() {
            if ["$ref", "$defs", "allOf", "not", "if"].contains(&name.as_str()) {
                broken.push(format!("{place}: {name}"));
            }
            if inner.is_object() {
                walk(inner, &format!("{place}.{name}"), broken);
            }
        }
    }
    let mut broken = Vec::new();
    for tool in mcp::tools(&operations()) {
        let schema = Value::Object(tool.input_schema.as_ref().clone());
        if ["anyOf", "oneOf", "allOf"].iter().any(|word| !schema[*word].is_null()) {
            broken.push(format!("{}: a choice at the root", tool.name));
        }
        walk(&schema, &tool.name, &mut broken);
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[tokio::test]
async fn the_door_is_watched() {
    let server = Server::new().await;
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {} });
    let send = |change: fn(&mut axum::http::HeaderMap), body: &Value| {
        let mut request = mcp_request("/mcp", body);
        change(request.headers_mut());
        channel::send(&server.store.services, &server.operations, request)
    };
    let large = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": { "cursor": "x".repeat(server.store.services.config.limits.mcp_bytes) } });
    let cases = [
        ("as it should be", send(|_| {}, &list).await.status, StatusCode::OK),
        ("no token", send(|headers| drop(headers.remove("authorization")), &list).await.status, StatusCode::UNAUTHORIZED),
        (
            "a wrong token",
            send(|headers| drop(headers.insert("authorization", "Bearer x".parse().unwrap())), &list).await.status,
            StatusCode::UNAUTHORIZED,
        ),
        (
            "a foreign page",
            send(|headers| drop(headers.insert("origin", "https://elsewhere.example".parse().unwrap())), &list).await.status,
            StatusCode::FORBIDDEN,
        ),
        (
            "a page without origin",
            send(|headers| drop(headers.insert("origin", "null".parse().unwrap())), &list).await.status,
            StatusCode::FORBIDDEN,
        ),
        (
            "a local page",
            send(|headers| drop(headers.insert("origin", "http://localhost:3000".parse().unwrap())), &list).await.status,
            StatusCode::OK,
        ),
        (
            "a foreign host",
            send(|headers| drop(headers.insert("host", "elsewhere.example".parse().unwrap())), &list).await.status,
            StatusCode::FORBIDDEN,
        ),
        (
            "json only",
            send(|headers| drop(headers.insert("accept", "application/json".parse().unwrap())), &list).await.status,
            StatusCode::OK,
        ),
        (
            "a form",
            send(|headers| drop(headers.insert("content-type", "text/plain".parse().unwrap())), &list).await.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        ("too large", send(|_| {}, &large).await.status, StatusCode::PAYLOAD_TOO_LARGE),
    ];
    for (what, status, wanted) in cases {
        assert_eq!(status, wanted, "{what}");
    }
    let twice = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_product","arguments":{"sku":"a","sku":"b"}}}"#;
    let deep = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{}{}}}"#, "[".repeat(99), "]".repeat(99));
    for (body, code) in [("{", -32700), ("", -32700), (twice, -32700), (&deep, -32700), ("{}", -32600), ("null", -32600), ("[]", -32600)] {
        let mut request = mcp_request("/mcp", &list);
        *request.body_mut() = axum::body::Body::from(body.to_owned());
        let answer = channel::send(&server.store.services, &server.operations, request).await;
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (StatusCode::BAD_REQUEST, &json!(code)), "{body}: {}", answer.json());
        assert_eq!(answer.json()["id"], Value::Null);
    }
    let unknown = channel::send(&server.store.services, &server.operations, mcp_request("/mcp/x/none", &list)).await;
    assert_eq!((unknown.status, &unknown.json()["code"]), (StatusCode::NOT_FOUND, &json!("route.unknown")));
}

#[tokio::test]
async fn a_reader_sees_and_the_reading_path_calls_only_what_reads() {
    let server = Server::new().await;
    let called = server.ask("/mcp/x/read", "tools/call", json!({ "name": "create_rfq", "arguments": { "text": "1 x HB-M8-50" } })).await;
    assert_eq!(called["error"]["code"], -32602, "{called}");
    let reader = Principal::named("reader", Some(platform::Role::Reader));
    for listed in server.operations.iter().filter(|listed| Toolset::All.lists(listed, &reader)) {
        assert!(!listed.writes(), "{}", listed.name());
    }
}

#[tokio::test]
async fn an_address_reads_what_the_operation_answers() {
    let server = Server::new().await;
    let fixed = server.ask("/mcp", "resources/list", json!({})).await;
    let templates = server.ask("/mcp", "resources/templates/list", json!({})).await;
    let uris: Vec<&str> =
        templates["result"]["resourceTemplates"].as_array().unwrap().iter().map(|one| one["uriTemplate"].as_str().unwrap()).collect();
    assert_eq!(uris, ["product://{sku}", "rfq://{rfq}", "quote://{number}", "quote://{number}/{revision}"]);
    let mut addresses: Vec<String> =
        fixed["result"]["resources"].as_array().unwrap().iter().map(|one| one["uri"].as_str().unwrap().to_owned()).collect();
    assert!(addresses.len() >= 3, "{fixed}");
    addresses.extend([format!("product://{}", seed::SKU), format!("rfq://{}", seed::RFQ), format!("quote://{}/1", seed::QUOTATION)]);
    for uri in addresses {
        let answer = server.ask("/mcp", "resources/read", json!({ "uri": uri })).await;
        let content = &answer["result"]["contents"][0];
        assert_eq!((&content["uri"], &content["mimeType"]), (&json!(uri), &json!("application/json")), "{answer}");
        let text: Value = serde_json::from_str(content["text"].as_str().unwrap()).unwrap();
        assert!(text.as_object().is_some_and(|fields| !fields.is_empty()), "{uri}");
    }
    let shown = channel::over_http(
        &server.store.services,
        &server.operations,
        channel::request("GET", &format!("/api/quotations/{}", seed::QUOTATION)).body(axum::body::Body::empty()).unwrap(),
    )
    .await;
    let read = server.ask("/mcp", "resources/read", json!({ "uri": format!("quote://{}", seed::QUOTATION) })).await;
    assert_eq!(read["result"]["contents"][0]["text"], shown.json);
    for (uri, code) in [("product://none", -32002), ("elsewhere://x", -32002), ("quote://Q-2026-00001/zero", -32602)] {
        assert_eq!(server.ask("/mcp", "resources/read", json!({ "uri": uri })).await["error"]["code"], code, "{uri}");
    }
}

#[tokio::test]
async fn prompts_are_filled_and_their_arguments_completed() {
    let server = Server::new().await;
    let listed = server.ask("/mcp", "prompts/list", json!({})).await;
    assert_eq!(listed["result"]["prompts"].as_array().unwrap().len(), features::PROMPTS.len());
    for prompt in features::PROMPTS {
        let arguments: Value =
            prompt.arguments.iter().map(|(name, ..)| ((*name).to_owned(), json!("{words}"))).collect::<serde_json::Map<_, _>>().into();
        let answer = server.ask("/mcp", "prompts/get", json!({ "name": prompt.name, "arguments": arguments })).await;
        let text = answer["result"]["messages"][0]["content"]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
        assert!(text.contains("{words}"), "{}: the argument is not in the text", prompt.name);
        for word in text.split(|c: char| !c.is_ascii_lowercase() && c != '_').filter(|word| word.contains('_')) {
            assert!(server.operations.find(word).is_some(), "{}: there is no operation `{word}`", prompt.name);
        }
    }
    let missing = server.ask("/mcp", "prompts/get", json!({ "name": "rfq_to_quote", "arguments": {} })).await;
    assert!(missing["error"]["message"].as_str().unwrap().contains("document"), "{missing}");
    let complete = async |argument: &str, typed: &str, reference: Value| {
        server.ask("/mcp", "completion/complete", json!({ "ref": reference, "argument": { "name": argument, "value": typed } })).await
    };
    let prompt = json!({ "type": "ref/prompt", "name": "review_quotation" });
    let product = json!({ "type": "ref/resource", "uri": "product://{sku}" });
    assert_eq!(complete("number", "q-2026", prompt.clone()).await["result"]["completion"]["values"].as_array().unwrap().len(), 2);
    assert_eq!(complete("number", "Q-1999", prompt).await["result"]["completion"]["values"], json!([]));
    assert_eq!(complete("sku", "HB-M8-50", product).await["result"]["completion"]["values"], json!([seed::SKU]));
    assert!(complete("sku", "x", json!({ "type": "ref/prompt", "name": "none" })).await["error"].is_object());
}

#[tokio::test]
async fn a_commitment_needs_a_person_whatever_the_client_can_show() {
    let server = Server::new().await;
    let arguments = json!({ "number": seed::QUOTATION, "idempotency_key": "one" });
    let keyless = server.ask("/mcp", "tools/call", json!({ "name": "send_quotation", "arguments": { "number": seed::QUOTATION } })).await;
    assert_eq!(problem(&keyless)["field"], "idempotency_key", "{keyless}");

    // A client that can show a form gets the question, and the answer is worth nothing unless it is a yes.
    let call = |more: Value| {
        let mut params = json!({ "name": "send_quotation", "arguments": arguments });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        server.ask_anew("tools/call", "send_quotation", params)
    };
    let asked = call(json!({})).await;
    assert_eq!(asked["result"]["resultType"], "input_required", "{asked}");
    let question = &asked["result"]["inputRequests"]["confirmation"]["params"];
    assert!(question["message"].as_str().unwrap().contains("56.27 EUR"), "{question}");
    let state = asked["result"]["requestState"].clone();
    let answered = |action: &str, approve: bool, state: &Value| {
        call(
            json!({ "requestState": state, "inputResponses": { "confirmation": { "action": action, "content": { "approve": approve } } } }),
        )
    };
    for (action, approve) in [("decline", true), ("cancel", true), ("accept", false)] {
        let declined = answered(action, approve, &state).await;
        assert_eq!(problem(&declined)["code"], "confirmation.declined", "{declined}");
    }
    let forged = answered("accept", true, &json!("00000000000000000000000000000000")).await;
    assert_eq!((&forged["error"]["code"], &forged["error"]["data"]["code"]), (&json!(-32602), &json!("confirmation.void")), "{forged}");
    let unanswered = call(json!({ "requestState": "00000000000000000000000000000000", "inputResponses": {} })).await;
    assert_eq!(unanswered["error"]["code"], -32602, "a made-up state is refused, answered or not: {unanswered}");
    let sent = answered("accept", true, &state).await;
    assert_eq!(sent["result"]["structuredContent"]["state"], "sent", "{sent}");

    // Another client gets the token in the refusal.
    let server = Server::new().await;
    let refused = server.ask("/mcp", "tools/call", json!({ "name": "send_quotation", "arguments": arguments })).await;
    let problem = problem(&refused);
    assert_eq!(problem["code"], "confirmation.required");
    let mut confirmed = arguments.clone();
    confirmed["confirm"] = problem["extra"]["confirm"].clone();
    for _ in 0..2 {
        let sent = server.ask("/mcp", "tools/call", json!({ "name": "send_quotation", "arguments": confirmed })).await;
        assert_eq!(sent["result"]["structuredContent"]["state"], "sent", "the same key answers alike: {sent}");
    }
}

#[tokio::test]
async fn the_text_copy_stands_alone_and_says_where_it_was_cut() {
    let server = Server::new().await;
    let call = async |arguments: Value| {
        let answer = server.ask("/mcp", "tools/call", json!({ "name": "get_quotation", "arguments": arguments })).await;
        answer["result"]["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    };
    let concise = call(json!({ "number": seed::QUOTATION })).await;
    for part in ["number: Q-2026-00001", "lines (2):", "120 x HB-M8-50", "56.27 EUR"] {
        assert!(concise.contains(part), "{part} in\n{concise}");
    }
    let detailed = call(json!({ "number": seed::QUOTATION, "detail": "detailed" })).await;
    assert!(serde_json::from_str::<Value>(&detailed).unwrap()["lines"].is_array());
    let wrong = server.ask("/mcp", "tools/call", json!({ "name": "get_quotation", "arguments": { "number": "Q", "detail": "all" } })).await;
    assert_eq!(problem(&wrong)["field"], "detail");
}

#[tokio::test]
async fn a_long_answer_keeps_its_first_rows_and_says_how_to_read_on() {
    let server = Server::new().await;
    let request: String = (1..=200).map(|line| format!("{line} x hex bolt M8x50 A2-70\n")).collect();
    let created = server.ask("/mcp", "tools/call", json!({ "name": "create_rfq", "arguments": { "text": request } })).await;
    let result = &created["result"];
    assert!(result["structuredContent"].to_string().len() <= 48_000 && result["content"][0]["text"].as_str().unwrap().len() <= 17_000);
    let shown = result["structuredContent"]["lines"].as_array().unwrap().len();
    assert!(result["content"][1]["text"].as_str().unwrap().contains(&format!("{shown} of 200 lines")), "{}", result["content"][1]);
    let rest = json!({ "name": "get_rfq", "arguments": { "rfq": result["structuredContent"]["id"], "first_line": 150 } });
    let rest = server.ask("/mcp", "tools/call", rest).await;
    assert_eq!(rest["result"]["structuredContent"]["lines"][0]["position"], 150, "{rest}");
}
