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
    for listed in operations.iter() {
        for example in (listed.entry.examples)() {
            let answers = answers(&seeded, &operations, listed, &example.input).await;
            let context = format!("{}: {}", listed.name(), example.title);
            let (_, first) = &answers[0];
            for (channel, answer) in &answers {
                assert_eq!(answer, first, "{context}: {channel} differs from {}", answers[0].0);
            }
            as_promised(listed, &example, first, &context);
        }
    }
}

async fn answers(seeded: &TestStore, operations: &Operations, listed: &Listed, input: &Value) -> Vec<(&'static str, Answer)> {
    let mut answers = Vec::new();
    let store = seeded.copy().await.unwrap();
    answers.push(("mcp", channel::over_mcp(&store.services, operations, listed.name(), input).await));
    let store = seeded.copy().await.unwrap();
    let json = input.to_string();
    let call = channel::on_command_line(&store.services, operations, &["call", listed.name(), "--json", &json]).await;
    answers.push(("call", call));
    if let Some(words) = cli::words(listed, input) {
        let store = seeded.copy().await.unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        answers.push(("command", channel::on_command_line(&store.services, operations, &words).await));
    }
    if let Some(request) = channel::http_request(listed, input) {
        let store = seeded.copy().await.unwrap();
        answers.push(("http", channel::over_http(&store.services, operations, request).await));
    }
    answers
}

fn as_promised(listed: &Listed, example: &Example, answer: &Answer, context: &str) {
    let json: Value = serde_json::from_str(&answer.json).unwrap();
    match example.error {
        Some(code) => assert_eq!((answer.success, json["code"].as_str()), (false, Some(code)), "{context}: {json}"),
        None => {
            assert!(answer.success && json.is_object(), "{context}: {json}");
            let rows = listed.rows().and_then(|field| json[field].as_array());
            assert!(rows.is_none_or(|rows| !rows.is_empty()), "{context}: no rows in {json}");
        }
    }
}
