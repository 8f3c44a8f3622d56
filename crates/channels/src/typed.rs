use serde_json::{Number, Value};

use crate::json;

/// A value written as text - in a query, on a command line - as the type its schema asks for. What is not of that type
/// stays text, so that decoding refuses it with the field's name like any other wrong value.
pub fn value(schema: &Value, text: &str) -> Value {
    let read = match schema["type"].as_str() {
        Some("integer") => text.parse::<i64>().map(Value::from).ok().or_else(|| text.parse::<u64>().map(Value::from).ok()),
        Some("number") => text.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number),
        Some("boolean") => text.parse::<bool>().map(Value::Bool).ok(),
        Some("object") => json::parse(text.as_bytes()).ok().filter(Value::is_object),
        _ => None,
    };
    read.unwrap_or_else(|| text.into())
}
