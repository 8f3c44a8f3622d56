//! An operation as a tool: its schemas in the dialect every provider takes, its hints, and the arguments that belong to
//! the channel rather than to the operation.

use std::sync::Arc;

use platform::operation::Effect;
use rmcp::model::{Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use crate::listing::{Listed, Operations};

/// The argument of every writing tool that makes its repetition harmless; a tool that commits requires it.
pub const KEY: &str = "idempotency_key";
/// The argument that says how much of the answer the text copy shows.
pub const DETAIL: &str = "detail";

/// Longest description of a tool, in words; of a longer one the first paragraph stands.
const WORDS: usize = 60;

/// Every tool, in the order of the operations.
pub fn tools(operations: &Operations) -> Vec<Tool> {
    operations.iter().map(tool).collect()
}

fn tool(listed: &Listed) -> Tool {
    let spec = &listed.entry.spec;
    let whole = listed.input["description"].as_str().unwrap_or_default();
    let first = whole.split("\n\n").next().unwrap_or_default();
    let description = if whole.split_whitespace().count() > WORDS { first } else { whole }.replace('\n', " ");
    let hints = ToolAnnotations::new()
        .read_only(spec.effect == Effect::Read)
        .destructive(spec.commits || matches!(spec.effect, Effect::Replace | Effect::Remove))
        .idempotent(spec.effect != Effect::Write)
        .open_world(false);
    Tool::new(spec.name, description, Arc::new(input(listed)))
        .with_title(title(spec.name))
        .with_raw_output_schema(Arc::new(output(listed)))
        .with_annotations(hints)
}

fn input(listed: &Listed) -> Map<String, Value> {
    let mut input = bare(&listed.input);
    let Some(fields) = input.get_mut("properties").and_then(Value::as_object_mut) else { return input };
    if listed.writes() {
        let about = "The same key again answers the same and changes nothing more.";
        fields.insert(KEY.to_owned(), json!({ "type": "string", "minLength": 1, "maxLength": 200, "description": about }));
    }
    let about = "Of the text copy; structuredContent is whole.";
    fields.insert(DETAIL.to_owned(), json!({ "type": "string", "enum": ["concise", "detailed"], "description": about }));
    if listed.entry.spec.commits {
        match input.get_mut("required").and_then(Value::as_array_mut) {
            Some(required) => required.push(json!(KEY)),
            None => drop(input.insert("required".to_owned(), json!([KEY]))),
        }
    }
    input
}

/// The fields of the answer are described, what is within them only typed: a list of tools has to fit a model's window.
/// The whole text is in the OpenAPI document.
fn output(listed: &Listed) -> Map<String, Value> {
    let mut schema = bare(&listed.output);
    for (word, value) in &mut schema {
        match (word.as_str(), value) {
            ("properties", Value::Object(fields)) => {
                let inner = fields.values_mut().filter_map(Value::as_object_mut).flatten();
                inner.filter(|(word, _)| *word != "description").for_each(|(_, inner)| undescribed(inner));
            }
            (_, value) => undescribed(value),
        }
    }
    schema
}

/// What of an answer's inner fields a model can do without: prose, and limits of values that are ours and not its own.
const LEFT_OUT: [&str; 6] = ["description", "format", "minimum", "maxLength", "pattern", "additionalProperties"];

/// Takes [`LEFT_OUT`] out of a schema; a field may well be called `description` and stays.
fn undescribed(schema: &mut Value) {
    match schema {
        Value::Object(words) => {
            words.retain(|word, value| !LEFT_OUT.contains(&word.as_str()) || value.is_object());
            words.values_mut().for_each(undescribed);
        }
        Value::Array(schemas) => schemas.iter_mut().for_each(undescribed),
        _ => {}
    }
}

/// "search_products" → "Search products".
pub fn title(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The schema without what stands on the tool itself.
fn bare(schema: &Value) -> Map<String, Value> {
    let mut schema = schema.as_object().cloned().unwrap_or_default();
    schema.shift_remove("title");
    schema.shift_remove("description");
    schema
}
