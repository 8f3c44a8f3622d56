//! JSON as people send it: one meaning or none. A name twice in an object is refused rather than the last one taken.

use std::fmt;

use platform::{Result, error};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Arrays and objects inside one another; no input of ours needs a dozen.
const DEPTH: u8 = 64;

/// Reads one JSON text. The error names line and column.
pub fn parse(bytes: &[u8]) -> Result<Value> {
    let malformed = |source: serde_json::Error| error::INPUT.error(format!("The JSON is malformed: {source}.")).because(source);
    let mut text = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { left: DEPTH }.deserialize(&mut text).map_err(malformed)?;
    text.end().map_err(malformed)?;
    Ok(value)
}

/// An input: a JSON object; an empty text is the empty object.
pub fn parse_object(bytes: &[u8]) -> Result<Map<String, Value>> {
    if bytes.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    match parse(bytes)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(error::INPUT.error("The input must be a JSON object.")),
    }
}

/// Reads a value in which so many more levels may open.
#[derive(Clone, Copy)]
struct Strict {
    left: u8,
}

impl Strict {
    fn inside<E: serde::de::Error>(self) -> Result<Strict, E> {
        let deep = || E::custom(format_args!("more than {DEPTH} levels inside one another"));
        self.left.checked_sub(1).map(|left| Strict { left }).ok_or_else(deep)
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut values = Vec::new();
        while let Some(value) = elements.next_element_seed(inside)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut fields = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(inside)?;
            if fields.contains_key(&name) {
                return Err(A::Error::custom(format_args!("`{name}` is given twice")));
            }
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_written_and_a_name_twice_is_refused() {
        let text = r#"{"a":[1,-2,0.5,true,null,"x"],"b":{"c":18446744073709551615}}"#;
        assert_eq!(parse(text.as_bytes()).unwrap().to_string(), text);
        let twice = parse(b"{\n\"a\":1,\n\"a\":2}").unwrap_err();
        assert!(twice.message().contains("`a` is given twice") && twice.message().contains("line 3"), "{twice}");
        assert!(parse(b"{} {}").is_err());
        let nested = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(nested(64).as_bytes()).is_ok());
        assert!(parse(nested(65).as_bytes()).unwrap_err().message().contains("more than 64 levels"));
        assert!(parse_object(b" ").unwrap().is_empty());
        assert!(parse_object(b"[]").is_err());
    }
}
