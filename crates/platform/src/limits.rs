//! The limits a schema states - lengths, counts, ranges, never null - enforced once for every channel, before decoding.
//!
//! Types, unknown fields and words of an enum are left to decoding, which names them better.

use serde_json::{Map, Value};

use crate::error::{self, Result};

/// Refuses the first value beyond a limit, with its place ("lines[3].quantity").
pub fn check(schema: &Value, value: &Value) -> Result<()> {
    walk(schema, value, &mut String::new()).map_err(|broken| {
        let refused = error::INPUT.error(format!("The input is not understood: {}.", broken.message));
        if broken.place.is_empty() { refused } else { refused.at(broken.place) }
    })
}

struct Broken {
    place: String,
    message: String,
}

fn walk(schema: &Value, value: &Value, place: &mut String) -> Result<(), Broken> {
    let Some(schema) = schema.as_object() else { return Ok(()) };
    if let Some(message) = beyond(schema, value) {
        return Err(Broken { place: place.clone(), message });
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let Some(schema) = schema.get("properties").and_then(|named| named.get(name)).or(schema.get("additionalProperties")) {
                    let dot = if place.is_empty() { "" } else { "." };
                    step(schema, value, place, &format!("{dot}{name}"))?;
                }
            }
        }
        Value::Array(elements) => {
            if let Some(schema) = schema.get("items") {
                for (index, value) in elements.iter().enumerate() {
                    step(schema, value, place, &format!("[{index}]"))?;
                }
            }
        }
        _ => {}
    }
    for schema in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        walk(schema, value, place)?;
    }
    for keyword in ["anyOf", "oneOf"] {
        alternatives(schema.get(keyword), value, place)?;
    }
    Ok(())
}

fn step(schema: &Value, value: &Value, place: &mut String, step: &str) -> Result<(), Broken> {
    let length = place.len();
    place.push_str(step);
    walk(schema, value, place)?;
    place.truncate(length);
    Ok(())
}

/// One of the alternatives that are meant by the value's type and tag must hold; if none is meant, decoding says so.
fn alternatives(variants: Option<&Value>, value: &Value, place: &str) -> Result<(), Broken> {
    let mut first = Ok(());
    for variant in variants.and_then(Value::as_array).into_iter().flatten().filter(|variant| meant(variant, value)) {
        match walk(variant, value, &mut place.to_owned()) {
            Ok(()) => return Ok(()),
            broken => first = first.and(broken),
        }
    }
    first
}

fn meant(schema: &Value, value: &Value) -> bool {
    let tags = |(name, schema): (&String, &Value)| schema.get("const").is_none_or(|word| value.get(name) == Some(word));
    schema.get("type").is_none_or(|types| allows(types, value))
        && schema.get("const").is_none_or(|word| word == value)
        && schema.get("properties").and_then(Value::as_object).is_none_or(|named| named.iter().all(tags))
}

fn allows(types: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        _ => true,
    };
    types.as_array().map_or_else(|| is(types), |several| several.iter().any(is))
}

/// What is wrong with the value itself, if anything.
fn beyond(schema: &Map<String, Value>, value: &Value) -> Option<String> {
    let count = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    let bounds = |size: usize, least: &str, most: &str, what: &str| {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        match (count(least), count(most)) {
            (Some(least), _) if size < least => Some(format!("at least {least} {what} expected, {size} given")),
            (_, Some(most)) if size > most => Some(format!("at most {most} {what} allowed, {size} given")),
            _ => None,
        }
    };
    match value {
        Value::Null => schema
            .get("type")
            .is_some_and(|types| !allows(types, value))
            .then(|| "null is not allowed; leave out what is not known".to_owned()),
        // No text has one, and no database takes it.
        Value::String(text) if text.contains('\0') => Some("a NUL character is not allowed".to_owned()),
        Value::String(text) => bounds(text.chars().count(), "minLength", "maxLength", "characters"),
        Value::Array(elements) => bounds(elements.len(), "minItems", "maxItems", "elements"),
        Value::Object(fields) => bounds(fields.len(), "minProperties", "maxProperties", "entries"),
        Value::Number(number) => {
            let number = number.as_f64()?;
            let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
            match (bound("minimum"), bound("maximum")) {
                (Some(least), _) if number < least => Some(format!("{value} is less than {least}")),
                (_, Some(most)) if number > most => Some(format!("{value} is more than {most}")),
                _ => None,
            }
        }
        Value::Bool(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(schema: Value, value: Value) -> (String, String) {
        let problem = check(&schema, &value).unwrap_err().problem("r");
        (problem["field"].as_str().unwrap_or_default().to_owned(), problem["detail"].as_str().unwrap_or_default().to_owned())
    }

    #[test]
    fn the_first_value_beyond_a_limit_is_named_by_its_place() {
        let schema = json!({ "type": "object", "properties": { "lines": { "type": "array", "maxItems": 2, "items": {
            "type": "object", "properties": { "text": { "type": "string", "minLength": 1 }, "top": { "type": "integer", "minimum": 1, "maximum": 9 } } } } } });
        assert!(check(&schema, &json!({ "lines": [{ "text": "ä", "top": 9 }] })).is_ok());
        assert_eq!(refused(schema.clone(), json!({ "lines": [{ "text": "a" }, { "text": "" }] })).0, "lines[1].text");
        assert_eq!(refused(schema.clone(), json!({ "lines": [{ "top": 10 }] })).1, "The input is not understood: 10 is more than 9.");
        assert_eq!(refused(schema.clone(), json!({ "lines": [{}, {}, {}] })).0, "lines");
        assert_eq!(refused(schema, json!({ "lines": null })).0, "lines");
    }

    #[test]
    fn lengths_are_characters_and_types_are_left_to_decoding() {
        let schema = json!({ "type": "string", "maxLength": 2 });
        assert!(check(&schema, &json!("éé")).is_ok());
        assert!(check(&schema, &json!(12345)).is_ok());
    }

    #[test]
    fn of_alternatives_the_one_the_tag_names_must_hold() {
        let schema = json!({ "oneOf": [
            { "type": "object", "properties": { "kind": { "const": "a" }, "n": { "maximum": 1 } } },
            { "type": "object", "properties": { "kind": { "const": "b" }, "n": { "maximum": 5 } } },
            { "type": "null" } ] });
        assert!(check(&schema, &json!({ "kind": "b", "n": 5 })).is_ok());
        assert!(check(&schema, &Value::Null).is_ok());
        assert_eq!(refused(schema, json!({ "kind": "a", "n": 5 })).0, "n");
    }
}
