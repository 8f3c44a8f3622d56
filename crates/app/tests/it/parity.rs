use channels::{Listed, Operations, cli};
use platform::operation::Example;
use platform::testing::TestStore;
use serde_json::Value;

use crate::channel::{self, Answer};

/// Every example of every operation, each on its own copy of the seeded store.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_answers_alike_on_every_channel() {
    let operations = Operations::new(&features::operations());
    let seeded = features::seed::store().await.unwrap();
    let mut broken = Vec::new();
    for listed in operations.iter() {
        for example in (listed.entry.examples)() {
            let answers = answers(&seeded, &operations, listed, &example.input).await;
            let (_, first) = &answers[0];
            let differing =
                answers.iter().filter(|(_, answer)| answer != first).map(|(channel, answer)| format!("{channel} answers {answer:?}"));
            let wrong = promise_broken(listed, &example, first).map(|why| format!("{why}: {first:?}"));
            broken.extend(differing.chain(wrong).map(|why| format!("{}, {}: {why}", listed.name(), example.title)));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

async fn answers(seeded: &TestStore, operations: &Operations, listed: &Listed, input: &Value) -> Vec<(&'static str, Answer)> {
    let mut answers = Vec::new();
    let store = seeded.copy().await.unwrap();
    answers.push(("mcp", channel::over_mcp(&store.services, operations, listed.name(), input).await));
    let store = seeded.copy().await.unwrap();
    answers.push(("mcp over http", channel::over_mcp_http(&store.services, operations, listed.name(), input).await));
    let store = seeded.copy().await.unwrap();
    answers.push(("websocket", channel::over_websocket(&store.services, operations, listed.name(), input).await));
    let store = seeded.copy().await.unwrap();
    let json = input.to_string();
    let call = channel::on_command_line(&store.services, operations, &["call", listed.name(), "--json", &json]).await;
    answers.push(("call", call));
    let mut remote = vec!["call", listed.name(), "--json", &json];
    let words = cli::words(listed, input);
    if let Some(words) = &words {
        let store = seeded.copy().await.unwrap();
        remote = words.iter().map(String::as_str).collect();
        answers.push(("command", channel::on_command_line(&store.services, operations, &remote).await));
    }
    let store = seeded.copy().await.unwrap();
    answers.push(("remote command line", channel::on_remote_command_line(&store.services, operations, &remote).await));
    if let Some(request) = channel::http_request(listed, input) {
        let store = seeded.copy().await.unwrap();
        answers.push(("http", channel::over_http(&store.services, operations, request).await));
    }
    answers
}

fn promise_broken(listed: &Listed, example: &Example, answer: &Answer) -> Option<&'static str> {
    let json: Value = serde_json::from_str(&answer.json).unwrap();
    let rows = || listed.rows().and_then(|field| json[field].as_array());
    match example.error {
        Some(code) => (answer.success || json["code"] != code).then_some("is not refused as promised"),
        None if !answer.success || !json.is_object() => Some("does not succeed"),
        None => rows().is_some_and(Vec::is_empty).then_some("shows no rows"),
    }
}
