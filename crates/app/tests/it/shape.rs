//! What every operation promises by its shape.

use std::collections::HashSet;

use channels::{Listed, Operations, cli, mcp};
use platform::operation::{self, Effect};
use platform::testing::TestStore;
use serde_json::json;

use crate::channel;

fn operations() -> Operations {
    Operations::new(&features::operations())
}

#[test]
fn names_routes_and_commands_are_unique() {
    let (mut names, mut routes, mut commands) = (HashSet::new(), HashSet::new(), HashSet::new());
    for listed in operations().iter() {
        let spec = &listed.entry.spec;
        assert!(names.insert(spec.name), "{}", spec.name);
        // Two routes that differ only in the names of their fields are one.
        let route: Vec<&str> = spec.path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect();
        assert!(routes.insert((spec.method.name(), route.join("/"))), "{}", spec.path);
        assert!(commands.insert(spec.cli.words), "{}", spec.cli.words);
        // Where documents to try with lie is fixed by its name.
        assert!(spec.path.starts_with("/api/") || spec.path.starts_with("/examples"), "{}", spec.path);
        assert!(spec.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') && spec.name.contains('_'), "{}", spec.name);
    }
    for command in &commands {
        let inner = commands.iter().find(|other| other.starts_with(&format!("{command} ")));
        assert!(inner.is_none(), "`{command}` is a command and holds `{inner:?}`");
    }
}

#[test]
fn inputs_are_closed_objects_and_answers_objects() {
    for listed in operations().iter() {
        let name = listed.name();
        assert_eq!((&listed.input["type"], &listed.input["additionalProperties"]), (&json!("object"), &json!(false)), "input of {name}");
        assert_eq!(listed.output["type"], "object", "answer of {name}");
        for text in [listed.input.to_string(), listed.output.to_string()] {
            assert!(!text.contains("\"$ref\""), "{name} refers to a schema");
        }
        assert!(!listed.input.to_string().contains("\"null\""), "{name} takes null");
        let spec = &listed.entry.spec;
        for field in listed.entry.path_fields() {
            assert!(listed.requires(field), "{name}: `{field}` of the path is not a required field");
        }
        for field in spec.cli.positional {
            assert!(!listed.field(field).is_null(), "{name}: argument `{field}` is no field");
        }
        if let Some(watched) = spec.watched {
            assert!(listed.requires(watched.field) && spec.effect == Effect::Read, "{name}: its subject is not what it shows");
            assert_ne!(watched.kind, "after", "{name}: a subscription's own field");
        }
        if let Some(rows) = spec.rows {
            // An answer of several forms has its fields in the forms.
            let forms = ["anyOf", "oneOf"].iter().filter_map(|forms| listed.output[*forms].as_array()).flatten();
            let has_rows = |schema: &serde_json::Value| !schema["properties"][rows].is_null();
            assert!(forms.chain([&listed.output]).any(has_rows), "{name}: rows `{rows}` are no field of the answer");
        }
        assert!(listed.field(mcp::KEY).is_null(), "{name}: `{}` belongs to the channels", mcp::KEY);
    }
}

#[test]
fn everything_says_what_it_is() {
    for listed in operations().iter() {
        let name = listed.name();
        let words = listed.entry.summary().split_whitespace().count();
        assert!((3..=60).contains(&words), "{name}: its first paragraph has {words} words");
        for (field, schema) in listed.fields() {
            assert!(schema["description"].as_str().is_some_and(|text| !text.is_empty()), "{name}: `{field}` says nothing");
        }
    }
}

#[test]
fn examples_show_success_and_refusal_with_listed_codes() {
    let codes = features::error_codes();
    let known: HashSet<&str> = codes.iter().map(|code| code.code).collect();
    assert_eq!(known.len(), codes.len(), "an error code is listed twice");
    for code in &codes {
        assert!(!code.meaning.is_empty() && !code.remedy.is_empty(), "{}", code.code);
    }
    for listed in operations().iter() {
        let examples = (listed.entry.examples)();
        assert!(examples.iter().any(|example| example.error.is_none()), "{} never succeeds", listed.name());
        assert!(examples.iter().any(|example| example.error.is_some()), "{} never refuses", listed.name());
        for code in examples.iter().filter_map(|example| example.error) {
            assert!(known.contains(code), "{}: `{code}` is not listed", listed.name());
        }
    }
}

#[tokio::test]
async fn an_unknown_field_is_refused() {
    let store = TestStore::new().await.unwrap();
    for listed in operations().iter() {
        let mut input = success(listed);
        input["no_such_field"] = json!(1);
        let error = operation::invoke(&listed.entry, input, &store.ctx()).await.unwrap_err();
        assert_eq!(error.code(), "input.malformed", "{}", listed.name());
    }
}

#[test]
fn the_command_line_can_be_built_and_says_each_success() {
    let operations = operations();
    cli::root(&channel::program(&operations, None), false).debug_assert();
    for listed in operations.iter() {
        assert!(cli::words(listed, &success(listed)).is_some(), "{} cannot be said as a command", listed.name());
    }
}

fn success(listed: &Listed) -> serde_json::Value {
    (listed.entry.examples)().into_iter().find(|example| example.error.is_none()).unwrap().input
}
