//! What WebSocket has beside the operations: who is there, what is watched, and how a connection ends.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::StatusCode;
use channels::{Listed, Operations};
use features::seed;
use futures_util::SinkExt;
use platform::config::{Config, WebSocket};
use platform::journal::Change;
use platform::operation::{self, Access, Effect, Example, Method, Operation, Spec, entry};
use platform::testing::TestStore;
use platform::{Context, Principal, Result, Role, Services};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::{self, Message};

use crate::channel::{self, Running, TOKEN};

/// What is said on a board, many bytes of it.
const WORDS: usize = 200_000;

/// Shows what stands on a board.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ShowBoard {
    /// Its name.
    board: String,
}

/// Changes a board.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChangeBoard {
    /// Its name.
    board: String,
}

/// Takes a while.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wait {
    /// Milliseconds.
    ms: u64,
}

/// Has a defect.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Break {}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Board {
    words: String,
}

impl Operation for ShowBoard {
    const SPEC: Spec =
        Spec::new("show_board", Method::Get, "/api/boards/{board}", Access::Role(Role::Reader), Effect::Read).watched("board", "board");
    type Output = Board;

    fn examples() -> Vec<Example> {
        Vec::new()
    }

    async fn run(self, _: &Context) -> Result<Board> {
        Ok(Board { words: self.board.repeat(WORDS) })
    }
}

impl Operation for ChangeBoard {
    const SPEC: Spec = Spec::new("change_board", Method::Post, "/api/boards/{board}", Access::Role(Role::Reader), Effect::Write);
    type Output = Board;

    fn examples() -> Vec<Example> {
        Vec::new()
    }

    async fn run(self, ctx: &Context) -> Result<Board> {
        let tx = ctx.write().await?;
        ctx.commit(tx, Change::of("board", self.board, "changed"), Board { words: String::new() }).await
    }
}

impl Operation for Wait {
    const SPEC: Spec = Spec::new("wait_long", Method::Get, "/api/wait", Access::Role(Role::Reader), Effect::Read);
    type Output = Board;

    fn examples() -> Vec<Example> {
        Vec::new()
    }

    async fn run(self, _: &Context) -> Result<Board> {
        sleep(Duration::from_millis(self.ms)).await;
        Ok(Board { words: "done".to_owned() })
    }
}

impl Operation for Break {
    const SPEC: Spec = Spec::new("break_down", Method::Get, "/api/break", Access::Role(Role::Reader), Effect::Read);
    type Output = Board;

    fn examples() -> Vec<Example> {
        Vec::new()
    }

    async fn run(self, _: &Context) -> Result<Board> {
        panic!("a defect, as the test wants it")
    }
}

fn boards() -> Operations {
    Operations::new(&[entry::<ShowBoard>(), entry::<ChangeBoard>(), entry::<Wait>(), entry::<Break>()])
}

async fn change(services: &Services, board: &str) {
    let ctx = services.context(Principal::local(), None);
    operation::invoke(&entry::<ChangeBoard>(), json!({ "board": board }), &ctx).await.unwrap();
}

/// An empty store with a server of boards on it.
async fn served(set: impl FnOnce(&mut WebSocket)) -> (TestStore, Running) {
    let mut store = TestStore::new().await.unwrap();
    let mut config = Config::clone(&store.services.config);
    set(&mut config.websocket);
    store.services.config = Arc::new(config);
    let server = Running::new(&store.services, &boards()).await;
    (store, server)
}

fn positions(events: &[Value]) -> Vec<i64> {
    events.iter().map(|event| event["data"]["position"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_connection_says_who_it_is_in_its_first_message_or_in_the_header() {
    let (_store, server) = served(|settings| settings.auth_ms = 300).await;
    let call = json!({ "operation": "wait_long", "input": { "ms": 0 } });

    let mut by_header = server.connect().await;
    assert_eq!(by_header.ask("call", "1", call.clone()).await["data"], json!({ "words": "done" }));

    let mut by_message = server.try_connect(&[]).await.unwrap();
    let known = by_message.ask("auth", "1", json!({ "token": TOKEN })).await;
    assert_eq!(known, json!({ "type": "auth_success", "id": "1", "data": { "principal": "local", "role": "administrator" } }));
    assert_eq!(by_message.ask("call", "2", call.clone()).await["type"], "result");

    let mut wrong = server.try_connect(&[]).await.unwrap();
    wrong.say("auth", "1", json!({ "token": "0123456789abcdee" })).await;
    wrong.say("call", "2", call.clone()).await;
    let (heard, code) = wrong.rest().await;
    assert_eq!((heard.len(), &heard[0]["data"]["code"], code), (1, &json!("access.unauthenticated"), 4401));

    let mut nobody = server.try_connect(&[]).await.unwrap();
    assert_eq!(nobody.ask("call", "1", call.clone()).await["data"]["code"], "access.unauthenticated");
    assert_eq!(nobody.ask("subscribe", "2", json!({ "board": "a" })).await["data"]["code"], "access.unauthenticated");
    assert_eq!(nobody.rest().await, (Vec::new(), 4401));
    assert_eq!(by_message.ask("ping", "3", json!({})).await["type"], "pong");
}

#[tokio::test]
async fn calls_have_request_ids_and_idempotency_keys_of_their_own() {
    let (store, server) = served(|_| ()).await;
    let mut client = server.connect().await;
    let unknown = client.ask("call", "1", json!({ "operation": "no_such" })).await;
    let again = client.ask("call", "2", json!({ "operation": "no_such" })).await;
    assert_eq!((&unknown["type"], &unknown["data"]["code"]), (&json!("error"), &json!("operation.unknown")));
    assert_ne!(unknown["data"]["request_id"], again["data"]["request_id"]);
    let change = json!({ "operation": "change_board", "input": { "board": "a" }, "idempotency_key": "k-1" });
    let mut other = server.connect().await;
    assert_eq!(client.ask("call", "3", change.clone()).await["data"], other.ask("call", "4", change).await["data"]);
    assert_eq!(platform::journal::events(&store.ctx(), "board", "a", 0, 9).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_run_beside_each_other_up_to_the_limit_and_hold_nothing_up() {
    let (_store, server) = served(|settings| settings.calls = 3).await;
    let mut client = server.connect().await;
    let started = Instant::now();
    for id in ["1", "2", "3", "4"] {
        client.say("call", id, json!({ "operation": "wait_long", "input": { "ms": 700 } })).await;
    }
    let refused = client.hear().await;
    assert_eq!((&refused["id"], &refused["data"]["code"]), (&json!("4"), &json!("limit.reached")));
    assert_eq!(client.ask("ping", "5", json!({})).await, json!({ "type": "pong", "id": "5", "data": {} }));
    assert!(started.elapsed() < Duration::from_millis(600), "a ping waited for the calls");
    for _ in 0..3 {
        assert_eq!(client.hear().await["type"], "result");
    }
    assert!(started.elapsed() < Duration::from_millis(1400), "the calls waited for each other");
    assert_eq!(client.ask("call", "6", json!({ "operation": "wait_long", "input": { "ms": 0 } })).await["type"], "result");
}

#[tokio::test]
async fn a_defect_is_answered_and_the_connection_goes_on() {
    let (_store, server) = served(|_| ()).await;
    let mut client = server.connect().await;
    let answer = client.ask("call", "1", json!({ "operation": "break_down" })).await;
    assert_eq!((&answer["data"]["status"], &answer["data"]["code"]), (&json!(500), &json!("internal")));
    assert_eq!(client.ask("ping", "2", json!({})).await["type"], "pong");
}

#[tokio::test]
async fn a_watched_rfq_and_quotation_are_followed_while_others_work_on_them() {
    let store = seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let server = Running::new(&store.services, &operations).await;
    let mut client = server.connect().await;
    let begun = client.ask("subscribe", "r", json!({ "rfq": seed::RFQ })).await;
    assert_eq!((&begun["type"], &begun["id"]), (&json!("result"), &json!("r")), "{begun}");
    let resolve = channel::request("POST", &format!("/api/rfqs/{}/lines/1/resolve", seed::RFQ))
        .body(Body::from(json!({ "sku": seed::SKU, "quantity": "24" }).to_string()))
        .unwrap();
    let resolved = channel::send(&store.services, &operations, resolve).await;
    assert_eq!(resolved.status, StatusCode::OK);
    let event = client.text().await;
    // The state is the answer of the operation that shows it, byte for byte.
    assert!(event.contains(&format!(r#""state":{}}}"#, String::from_utf8(resolved.body).unwrap())), "{event}");
    let event: Value = serde_json::from_str(&event).unwrap();
    let head = begun["data"]["position"].as_i64().unwrap() + 1;
    let expected = json!({ "position": head, "kind": "rfq", "id": seed::RFQ, "action": "line resolved",
        "at": "2026-03-02T09:30:00Z", "by": "local", "state": event["data"]["state"] });
    assert_eq!((&event["type"], &event["id"], &event["data"]), (&json!("event"), &json!("r"), &expected));

    let draft = client.ask("subscribe", "q", json!({ "quotation": seed::QUOTATION })).await;
    assert_eq!((&draft["data"]["state"]["state"], &draft["data"]["position"]), (&json!("draft"), &json!(head)));
    let send =
        json!({ "operation": "send_quotation", "input": { "number": seed::QUOTATION, "version": 1, "confirm": seed::CONFIRMATION } });
    let mut other = server.connect().await;
    assert_eq!(other.ask("call", "1", send).await["type"], "result");
    let sent = client.hear().await;
    assert_eq!((&sent["id"], &sent["data"]["action"], &sent["data"]["state"]["state"]), (&json!("q"), &json!("sent"), &json!("sent")));
}

/// Every RFQ and quotation as it is shown.
async fn shown(operations: &Operations, ctx: &Context) -> BTreeMap<(&'static str, String), Value> {
    let call = async |name: &str, input: Value| operation::invoke(&operations.find(name).unwrap().entry, input, ctx).await.unwrap();
    let mut shown = BTreeMap::new();
    for (list, rows, id) in [("list_rfqs", "rfqs", "id"), ("list_quotations", "quotations", "number")] {
        for row in call(list, json!({ "limit": 100 })).await[rows].as_array().unwrap() {
            let kind = if rows == "rfqs" { "rfq" } else { "quotation" };
            let shows = |listed: &&Listed| listed.entry.spec.watched.is_some_and(|watched| watched.kind == kind);
            let listed = operations.iter().find(shows).unwrap();
            let field = listed.entry.spec.watched.unwrap().field;
            shown.insert((kind, row[id].as_str().unwrap().to_owned()), call(listed.name(), json!({ field: row[id] })).await);
        }
    }
    shown
}

/// An operation that forgets to record a change leaves those who watch with an old state.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_change_of_what_can_be_watched_is_in_the_log() {
    let operations = Operations::new(&features::operations());
    let seeded = seed::store().await.unwrap();
    let mut changes = 0;
    for listed in operations.iter().filter(|listed| listed.writes()) {
        for example in (listed.entry.examples)().into_iter().filter(|example| example.error.is_none()) {
            let store = seeded.copy().await.unwrap();
            let ctx = store.ctx();
            let (position, before) = (platform::journal::position(&ctx).await.unwrap(), shown(&operations, &ctx).await);
            operation::invoke(&listed.entry, example.input, &ctx).await.unwrap();
            let after = shown(&operations, &ctx).await;
            for (kind, id) in before.keys().chain(after.keys()).filter(|key| before.get(key) != after.get(key)) {
                let events = platform::journal::events(&ctx, kind, id, position, 9).await.unwrap();
                assert!(!events.is_empty(), "{} changes {kind} {id} and does not record it", listed.name());
                changes += 1;
            }
        }
    }
    assert!(changes > 5, "only {changes} changes seen: the test has lost its eyes");
}

#[tokio::test]
async fn an_rfq_that_came_with_a_quotation_has_its_own_events_and_a_removed_one_says_so() {
    let mut store = TestStore::new().await.unwrap();
    store.services.ids = platform::context::Ids::seeded(2);
    let operations = Operations::new(&features::operations());
    let call = async |name: &str, input: Value| {
        let listed = operations.find(name).unwrap();
        operation::invoke(&listed.entry, input, &store.ctx()).await.unwrap()
    };
    call("load_samples", json!({})).await;
    let quotation = call("create_quotation", json!({ "text": "20 x hex bolt M8x50\n" })).await;
    let server = Running::new(&store.services, &operations).await;
    let mut client = server.connect().await;
    client.ask("subscribe", "r", json!({ "rfq": quotation["rfq"], "after": 0 })).await;
    assert_eq!(client.hear().await["data"]["action"], "created");
    call("remove_samples", json!({})).await;
    let removed = client.hear().await;
    assert_eq!((&removed["data"]["action"], &removed["data"]["state"]), (&json!("removed"), &Value::Null));
    assert_eq!(removed["data"]["problem"]["code"], "rfq.not_found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_back_misses_nothing_and_hears_nothing_twice() {
    let (store, server) = served(|_| ()).await;
    change(&store.services, "a").await;
    let mut client = server.connect().await;
    let begun = client.ask("subscribe", "1", json!({ "board": "a" })).await;
    assert_eq!(begun["data"]["position"], 1);
    change(&store.services, "b").await;
    change(&store.services, "a").await;
    assert_eq!(positions(&[client.hear().await]), [3]);
    drop(client);
    for board in ["a", "b", "a"] {
        change(&store.services, board).await;
    }
    let mut client = server.connect().await;
    let again = client.ask("subscribe", "1", json!({ "board": "a", "after": 3 })).await;
    assert_eq!(again["data"]["position"], 3, "a position stands for what was heard up to it");
    assert_eq!(positions(&[client.hear().await, client.hear().await]), [4, 6]);

    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let services = store.services.clone();
        writers.spawn(async move { change(&services, "a").await });
    }
    let mut heard = Vec::new();
    for _ in 0..40 {
        heard.push(client.hear().await);
    }
    assert_eq!(positions(&heard), (7..47).collect::<Vec<i64>>());
    let ahead = client.ask("subscribe", "2", json!({ "board": "a", "after": 99 })).await;
    assert_eq!(ahead["data"]["code"], "subscription.position_unknown");
}

#[tokio::test]
async fn a_commit_of_another_process_is_seen_within_two_seconds() {
    let (store, server) = served(|_| ()).await;
    let mut client = server.connect().await;
    client.ask("subscribe", "1", json!({ "board": "a" })).await;
    let here = &store.services;
    let elsewhere = Services::new(here.db.clone(), here.blobs.clone(), here.clock, here.ids.clone(), Config::clone(&here.config));
    change(&elsewhere, "a").await;
    let event = timeout(Duration::from_secs(2), client.hear()).await.unwrap();
    assert_eq!(positions(&[event]), [1]);
}

#[tokio::test]
async fn subscriptions_are_counted_named_and_ended() {
    let (store, server) = served(|settings| settings.subscriptions = 2).await;
    let mut client = server.connect().await;
    for id in ["1", "2"] {
        assert_eq!(client.ask("subscribe", id, json!({ "board": id })).await["type"], "result");
    }
    let full = client.ask("subscribe", "3", json!({ "board": "3" })).await;
    assert_eq!(full["data"]["code"], "limit.reached");
    assert_eq!(client.ask("unsubscribe", "4", json!({ "subscription": "1" })).await["data"], json!({}));
    let gone = client.ask("unsubscribe", "5", json!({ "subscription": "1" })).await;
    assert_eq!(gone["data"]["code"], "subscription.not_found");
    let taken = client.ask("subscribe", "2", json!({ "board": "x" })).await;
    assert_eq!(taken["data"]["code"], "subscription.id_taken");
    let nothing = client.ask("subscribe", "6", json!({ "job": "7" })).await;
    assert_eq!((&nothing["data"]["field"], &nothing["data"]["code"]), (&json!("data.job"), &json!("input.malformed")));
    change(&store.services, "1").await;
    change(&store.services, "2").await;
    assert_eq!(client.hear().await["id"], "2");
}

#[tokio::test]
async fn tenants_and_roles_see_only_what_is_theirs() {
    let store = seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let stranger = Principal { tenant: "other".to_owned(), ..Principal::named("stranger", Some(Role::Administrator)) };
    let theirs = Running::open_to(stranger.clone(), &store.services, &operations).await;
    let mut client = theirs.connect().await;
    for (kind, id, code) in [("rfq", seed::RFQ, "rfq.not_found"), ("quotation", seed::QUOTATION, "quotation.not_found")] {
        assert_eq!(client.ask("subscribe", kind, json!({ kind: id })).await["data"]["code"], code);
        assert_eq!(client.ask("subscribe", kind, json!({ kind: id, "after": 0 })).await["data"]["code"], code);
    }
    let reader = Running::open_to(Principal::named("reader", Some(Role::Reader)), &store.services, &operations).await;
    let refused = reader.connect().await.ask("subscribe", "1", json!({ "rfq": seed::RFQ })).await;
    assert_eq!(refused["data"]["code"], "access.forbidden");

    // The same name in both tenants: each hears of its own only.
    let (store, ours) = served(|_| ()).await;
    let theirs = Running::open_to(stranger.clone(), &store.services, &boards()).await;
    let (mut we, mut they) = (ours.connect().await, theirs.connect().await);
    for client in [&mut we, &mut they] {
        client.ask("subscribe", "1", json!({ "board": "a" })).await;
    }
    change(&store.services, "a").await;
    assert_eq!(we.hear().await["data"]["by"], "local");
    let ctx = store.services.context(stranger, None);
    operation::invoke(&entry::<ChangeBoard>(), json!({ "board": "a" }), &ctx).await.unwrap();
    let event = they.hear().await;
    assert_eq!((&event["data"]["by"], &event["data"]["position"]), (&json!("stranger"), &json!(1)));
    assert_eq!(we.ask("ping", "2", json!({})).await["type"], "pong");
}

#[tokio::test]
async fn a_message_may_be_as_large_as_the_limit_and_no_larger() {
    let (_store, server) = served(|_| ()).await;
    let limit = 1 << 20;
    let mut client = server.connect().await;
    let ping = |bytes: usize| format!(r#"{{"type":"ping"{}}}"#, " ".repeat(bytes - 15));
    for bytes in [limit - 1, limit] {
        client.send(ping(bytes)).await;
        assert_eq!(client.hear().await["type"], "pong");
    }
    for bytes in [limit + 1, 50 * limit] {
        let mut client = server.connect().await;
        client.send(ping(bytes)).await;
        assert_eq!(client.rest().await, (Vec::new(), 1009));
    }
}

#[tokio::test]
async fn what_is_malformed_is_answered_and_what_is_no_message_closes() {
    let (_store, server) = served(|_| ()).await;
    let mut client = server.connect().await;
    for (text, code, field) in [
        (r#"{"type":"ping""#, "input.malformed", Value::Null),
        (r#"{"type":"ping","type":"ping"}"#, "input.malformed", Value::Null),
        (r#"{"type":"call","data":{"operation":"wait_long","input":{"ms":1,"ms":2}}}"#, "input.malformed", Value::Null),
        (r#"{"type":"chat","data":{"query":"which gloves?"}}"#, "message.type_unknown", json!("type")),
        (r#"{"type":"ping","more":1}"#, "input.malformed", json!("more")),
        (r#"{"type":"call","data":{"operation":"wait_long","inputs":{}}}"#, "input.malformed", json!("data.inputs")),
    ] {
        client.send(text).await;
        let answer = client.hear().await;
        let expected = (&json!("error"), &Value::Null, &json!(code), &field);
        assert_eq!((&answer["type"], &answer["id"], &answer["data"]["code"], &answer["data"]["field"]), expected, "{answer}");
    }
    assert_eq!(client.ask("ping", "1", json!({})).await["type"], "pong");
    client.0.send(Message::Binary(b"{}".to_vec().into())).await.unwrap();
    assert_eq!(client.rest().await, (Vec::new(), 1003));
}

#[tokio::test]
async fn a_foreign_page_is_refused_before_the_handshake() {
    let mut store = TestStore::new().await.unwrap();
    let mut config = Config::clone(&store.services.config);
    config.http.origins = vec!["https://shop.example".to_owned()];
    store.services.config = Arc::new(config);
    let server = Running::new(&store.services, &boards()).await;
    let own = format!("http://{}", server.address);
    for origin in [own.as_str(), "https://shop.example"] {
        server.try_connect(&[("origin", origin)]).await.unwrap();
    }
    for (header, value, code) in [
        ("origin", "https://evil.example", "access.origin_foreign"),
        ("origin", "null", "access.origin_foreign"),
        ("host", "evil.example", "access.host_unknown"),
    ] {
        match server.try_connect(&[(header, value)]).await {
            Err(tungstenite::Error::Http(response)) => {
                assert_eq!(response.status(), StatusCode::FORBIDDEN);
                let problem: Value = serde_json::from_slice(response.body().as_ref().unwrap()).unwrap();
                assert_eq!(problem["code"], code);
            }
            _ => panic!("{header}: {value} gets in"),
        }
    }
}

#[tokio::test]
async fn a_plain_request_and_one_connection_too_many_are_problems() {
    let (store, server) = served(|settings| settings.connections = 1).await;
    let request = channel::request("GET", "/ws").header("host", "localhost").body(Body::empty()).unwrap();
    let plain = channel::send(&store.services, &boards(), request).await;
    assert_eq!((plain.status, &plain.json()["code"]), (StatusCode::BAD_REQUEST, &json!("input.malformed")));
    let first = server.connect().await;
    match server.try_connect(&[]).await {
        Err(tungstenite::Error::Http(response)) => assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS),
        _ => panic!("one connection too many gets in"),
    }
    drop(first);
    let freed = async {
        while server.try_connect(&[]).await.is_err() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(5), freed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_takes_nothing_is_let_go_and_little_was_made_for_it() {
    let (store, server) = served(|settings| settings.send_ms = 500).await;
    let mut client = server.connect().await;
    client.ask("subscribe", "1", json!({ "board": "a" })).await;
    for _ in 0..300 {
        change(&store.services, "a").await;
    }
    sleep(Duration::from_millis(1500)).await;
    let (heard, code) = timeout(Duration::from_secs(20), client.rest()).await.unwrap();
    assert_eq!(code, 1013);
    let last = i64::try_from(heard.len()).unwrap();
    assert_eq!(positions(&heard), (1..=last).collect::<Vec<i64>>());
    // What the system's own buffers hold, and a megabyte of ours.
    assert!(heard.len() * WORDS < 20_000_000, "{} events of 300", heard.len());
    let mut client = server.connect().await;
    client.ask("subscribe", "1", json!({ "board": "a", "after": last })).await;
    for position in last + 1..=300 {
        assert_eq!(positions(&[client.hear().await]), [position]);
    }
}

#[tokio::test]
async fn who_is_silent_is_pinged_and_then_let_go() {
    let (_store, server) = served(|settings| settings.ping_ms = 200).await;
    let mut lively = server.connect().await;
    let mut silent = server.connect().await;
    // Whoever reads answers pings without knowing it.
    assert!(timeout(Duration::from_millis(900), lively.hear()).await.is_err());
    assert_eq!(lively.ask("ping", "1", json!({})).await["type"], "pong");
    assert_eq!(silent.rest().await, (Vec::new(), 4408));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_answers_what_runs_and_says_goodbye() {
    let (_store, server) = served(|_| ()).await;
    let (mut working, mut idle) = (server.connect().await, server.connect().await);
    working.say("call", "1", json!({ "operation": "wait_long", "input": { "ms": 600 } })).await;
    assert_eq!(working.ask("ping", "2", json!({})).await["type"], "pong");
    let clients = async {
        assert_eq!(idle.rest().await, (Vec::new(), 1001));
        let (heard, code) = working.rest().await;
        assert_eq!((heard.len(), &heard[0]["type"], code), (1, &json!("result"), 1001));
    };
    tokio::join!(server.stop(), clients);
}
