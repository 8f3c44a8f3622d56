//! JSON Schema of inputs and answers, in the narrow form every client understands: `$ref`s inlined, a choice of words is
//! an `enum`, and in an input what is optional may be absent but never null.

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// Schema of what a caller sends.
pub fn input<T: JsonSchema>() -> Value {
    let mut schema = rooted(settings().for_deserialize().into_generator().into_root_schema_for::<T>());
    absent_not_null(&mut schema);
    plain_choices(&mut schema);
    whole_range(&mut schema);
    schema
}

/// Schema of what a caller gets.
pub fn output<T: JsonSchema>() -> Value {
    let mut schema = rooted(settings().for_serialize().into_generator().into_root_schema_for::<T>());
    plain_choices(&mut schema);
    schema
}

fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    })
}

fn rooted(schema: Schema) -> Value {
    let mut schema = schema.to_value();
    if let Some(object) = schema.as_object_mut() {
        object.entry("type").or_insert_with(|| "object".into());
        object.entry("properties").or_insert_with(|| Value::Object(Map::new()));
    }
    schema
}

/// Calls `change` on every schema within, the innermost first.
fn within(schema: &mut Value, change: fn(&mut Value)) {
    let Some(object) = schema.as_object_mut() else { return };
    for keyword in ["properties", "$defs"] {
        if let Some(Value::Object(named)) = object.get_mut(keyword) {
            named.values_mut().for_each(change);
        }
    }
    for keyword in ["items", "additionalProperties"] {
        if let Some(inner) = object.get_mut(keyword) {
            change(inner);
        }
    }
    for keyword in ["anyOf", "oneOf", "allOf", "prefixItems"] {
        if let Some(Value::Array(inner)) = object.get_mut(keyword) {
            inner.iter_mut().for_each(change);
        }
    }
}

fn absent_not_null(schema: &mut Value) {
    within(schema, absent_not_null);
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(words)) = object.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if object.get("default").is_some_and(Value::is_null) {
        object.shift_remove("default");
    }
    if let Some(Value::Array(variants)) = object.get_mut("anyOf") {
        variants.retain(|variant| variant != &json!({ "type": "null" }));
        if let [Value::Object(only)] = variants.as_slice() {
            let only = only.clone();
            object.shift_remove("anyOf");
            for (keyword, value) in only {
                object.entry(keyword).or_insert(value);
            }
        }
    }
}

/// What an integer's type takes, where its field says nothing narrower; of 64 bits as much as a JSON number carries exactly.
fn whole_range(schema: &mut Value) {
    within(schema, whole_range);
    let Some(object) = schema.as_object_mut() else { return };
    let (least, most) = match object.get("format").and_then(Value::as_str) {
        Some("uint32") => (0, i64::from(u32::MAX)),
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Some("uint64") => (0, EXACT),
        Some("int64") => (-EXACT, EXACT),
        _ => return,
    };
    object.entry("minimum").or_insert(json!(least));
    object.entry("maximum").or_insert(json!(most));
}

/// 2⁵³ - 1.
const EXACT: i64 = 9_007_199_254_740_991;

/// `oneOf` of documented words becomes an `enum`, with the words' documentation in the description.
fn plain_choices(schema: &mut Value) {
    within(schema, plain_choices);
    let Some(object) = schema.as_object_mut() else { return };
    let Some(Value::Array(variants)) = object.get("oneOf") else { return };
    let (mut words, mut notes) = (Vec::new(), Vec::new());
    for variant in variants {
        match (&variant["const"], &variant["enum"]) {
            (Value::String(word), _) => {
                words.push(json!(word));
                if let Some(note) = variant["description"].as_str() {
                    notes.push(format!("`{word}`: {}", note.replace('\n', " ")));
                }
            }
            (_, Value::Array(several)) => words.extend(several.iter().cloned()),
            _ => return,
        }
    }
    let own = object.get("description").and_then(Value::as_str).map(str::to_owned);
    object.shift_remove("oneOf");
    object.insert("type".to_owned(), json!("string"));
    object.insert("enum".to_owned(), Value::Array(words));
    let description: Vec<String> = own.into_iter().chain(notes).collect();
    if !description.is_empty() {
        object.insert("description".to_owned(), json!(description.join("\n")));
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Side {
        /// Towards the door.
        Left,
        Right,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Turn {
        /// Where to.
        side: Option<Side>,
        degrees: Option<u32>,
    }

    #[test]
    fn an_optional_input_may_be_absent_but_never_null() {
        let schema = input::<Turn>();
        assert_eq!(schema["properties"]["side"]["enum"], json!(["right", "left"]));
        assert_eq!(schema["properties"]["side"]["description"], "Where to.\n`left`: Towards the door.");
        assert_eq!(schema["properties"]["degrees"]["type"], "integer");
        assert_eq!(schema["properties"]["degrees"]["maximum"], u32::MAX);
        assert!(!schema.to_string().contains("null"));
        assert!(schema.get("required").is_none());
    }

    #[test]
    fn an_answer_always_has_its_fields_and_they_may_be_null() {
        let schema = output::<Turn>();
        assert_eq!(schema["required"], json!(["side", "degrees"]));
        assert_eq!(schema["properties"]["degrees"]["type"], json!(["integer", "null"]));
    }
}
