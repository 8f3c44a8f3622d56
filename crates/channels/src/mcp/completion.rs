//! Values for an argument of a prompt or of an address, from the operation that lists them, as this caller may see them.

use platform::{Context, operation};
use rmcp::model::CompletionInfo;
use serde_json::{Map, Value, json};

use crate::listing::Operations;

/// Values that begin with what was typed, at most as many as the protocol takes; none if nothing lists the argument.
pub async fn values(operations: &Operations, argument: &str, typed: &str, ctx: &Context) -> CompletionInfo {
    let offering =
        operations.iter().find_map(|listed| Some((listed, listed.entry.spec.offers.filter(|offer| offer.argument == argument)?)));
    let Some((listed, offer)) = offering else { return CompletionInfo::default() };
    let mut input = Map::new();
    if !listed.field("limit").is_null() {
        input.insert("limit".to_owned(), json!(CompletionInfo::MAX_VALUES));
    }
    match offer.typed {
        Some(_) if typed.is_empty() => return CompletionInfo::default(),
        Some(field) => drop(input.insert(field.to_owned(), json!(typed))),
        None => {}
    }
    // A caller who may not list gets no values; the reason is in the log of the call.
    let Ok(output) = operation::invoke(&listed.entry, Value::Object(input), ctx).await else { return CompletionInfo::default() };
    let mut values = Vec::new();
    collect(&output, offer.values, &mut values);
    values.retain(|value| value.to_lowercase().starts_with(&typed.to_lowercase()));
    values.truncate(CompletionInfo::MAX_VALUES);
    // Where nothing begins so, the pages after hold other things that were found.
    let more = !values.is_empty() && output["next_cursor"].is_string();
    CompletionInfo::with_pagination(values, None, more).unwrap_or_default()
}

/// The texts at a path of field names, through every element of lists on the way.
fn collect(value: &Value, path: &str, found: &mut Vec<String>) {
    let (field, rest) = path.split_once('.').unwrap_or((path, ""));
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, path, found)),
        Value::String(text) if path.is_empty() => found.push(text.clone()),
        other if !path.is_empty() => collect(&other[field], rest, found),
        _ => {}
    }
}
