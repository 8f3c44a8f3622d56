//! The envelope of both directions: `{"type":…,"id":…,"data":{…}}`.

use platform::{Error, Result, error};
use serde_json::{Map, Value};

use crate::json;

/// What a client asks for.
#[derive(Debug, PartialEq)]
pub enum Asked {
    Auth { token: String },
    Call { operation: String, input: Map<String, Value>, idempotency_key: Option<String> },
    Subscribe(Subject),
    Unsubscribe { subscription: Value },
    Ping,
}

/// The thing to watch, and the last position of the log the client has seen.
#[derive(Debug, PartialEq)]
pub struct Subject {
    pub kind: String,
    pub id: String,
    pub after: Option<i64>,
}

const TYPES: &str = "auth, call, subscribe, unsubscribe, ping";

/// The message's id, null if there is none or it cannot be read, and what it asks for.
pub fn read(text: &str) -> (Value, Result<Asked>) {
    let mut fields = match json::parse(text.as_bytes()) {
        Ok(Value::Object(fields)) => Fields { place: "", fields },
        Ok(_) => return (Value::Null, Err(error::INPUT.error("A message is a JSON object."))),
        Err(error) => return (Value::Null, Err(error)),
    };
    match fields.id("id") {
        Ok(id) => (id.clone().unwrap_or_default(), asked(fields, id.is_some())),
        Err(error) => (Value::Null, Err(error)),
    }
}

fn asked(mut envelope: Fields, has_id: bool) -> Result<Asked> {
    let kind = required(envelope.text("type")?, "type")?;
    let mut data = Fields { place: "data.", fields: envelope.object("data")? };
    envelope.end()?;
    let asked = match kind.as_str() {
        "auth" => Asked::Auth { token: required(data.text("token")?, "data.token")? },
        "call" => Asked::Call {
            operation: required(data.text("operation")?, "data.operation")?,
            input: data.object("input")?,
            idempotency_key: data.text("idempotency_key")?,
        },
        "subscribe" if has_id => Asked::Subscribe(data.subject()?),
        "subscribe" => return Err(error::INPUT.error("A subscription needs an id, which its events carry.").at("id")),
        "unsubscribe" => Asked::Unsubscribe { subscription: required(data.id("subscription")?, "data.subscription")? },
        "ping" => Asked::Ping,
        other => return Err(error::MESSAGE_UNKNOWN.error(format!("There is no message of type `{other}`; there are {TYPES}.")).at("type")),
    };
    data.end()?;
    Ok(asked)
}

fn required<T>(field: Option<T>, place: &str) -> Result<T> {
    field.ok_or_else(|| error::INPUT.error(format!("`{place}` is missing.")).at(place))
}

/// Fields of an object, taken out one by one; what is left in the end is not known.
struct Fields {
    place: &'static str,
    fields: Map<String, Value>,
}

impl Fields {
    fn text(&mut self, name: &str) -> Result<Option<String>> {
        match self.fields.shift_remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(name, "text")),
        }
    }

    fn object(&mut self, name: &str) -> Result<Map<String, Value>> {
        match self.fields.shift_remove(name) {
            None => Ok(Map::new()),
            Some(Value::Object(fields)) => Ok(fields),
            Some(_) => Err(self.wrong(name, "an object")),
        }
    }

    fn id(&mut self, name: &str) -> Result<Option<Value>> {
        match self.fields.shift_remove(name) {
            None => Ok(None),
            Some(Value::String(text)) if (1..=100).contains(&text.chars().count()) => Ok(Some(Value::String(text))),
            Some(Value::Number(number)) if number.is_i64() => Ok(Some(Value::Number(number))),
            Some(_) => Err(self.wrong(name, "a text of 1 to 100 characters or a whole number")),
        }
    }

    /// `{"rfq": "…"}`: one field, whose name is the kind of thing.
    fn subject(&mut self) -> Result<Subject> {
        let after = match self.fields.shift_remove("after") {
            None => None,
            Some(given) => match given.as_i64() {
                Some(position) if position >= 0 => Some(position),
                _ => return Err(self.wrong("after", "a position of the log: a whole number from 0")),
            },
        };
        let kind = required(self.fields.keys().next().cloned(), "data")?;
        let id = required(self.text(&kind)?, "data")?;
        Ok(Subject { kind, id, after })
    }

    fn end(self) -> Result<()> {
        match self.fields.keys().next() {
            None => Ok(()),
            Some(name) => Err(error::INPUT
                .error(format!("There is no field `{}{name}` in this message.", self.place))
                .at(format!("{}{name}", self.place))),
        }
    }

    fn wrong(&self, name: &str, wanted: &str) -> Error {
        let place = format!("{}{name}", self.place);
        error::INPUT.error(format!("`{place}` must be {wanted}.")).at(place)
    }
}

/// A message of ours. `data` is written as it is, so that an answer has the same bytes as on every channel.
pub fn written(kind: &str, id: &Value, data: &Value) -> String {
    format!(r#"{{"type":"{kind}","id":{id},"data":{data}}}"#)
}

pub fn refused(id: &Value, error: &Error, request_id: &str) -> String {
    written("error", id, &error.problem(request_id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn messages_read_as_written() {
        let call = r#"{"type":"call","id":"7","data":{"operation":"op","input":{"a":1},"idempotency_key":"k"}}"#;
        let input = json!({ "a": 1 }).as_object().unwrap().clone();
        let (id, asked) = read(call);
        assert_eq!(
            (id, asked.unwrap()),
            (json!("7"), Asked::Call { operation: "op".to_owned(), input, idempotency_key: Some("k".to_owned()) })
        );
        let (id, asked) = read(r#"{"type":"subscribe","id":3,"data":{"rfq":"r-1","after":12}}"#);
        let subject = Subject { kind: "rfq".to_owned(), id: "r-1".to_owned(), after: Some(12) };
        assert_eq!((id, asked.unwrap()), (json!(3), Asked::Subscribe(subject)));
        assert_eq!(read(r#"{"type":"ping"}"#).1.unwrap(), Asked::Ping);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (text, code, place) in [
            (r#"{"type":"chat","id":"1","data":{"query":"x"}}"#, "message.type_unknown", json!("type")),
            (r#"{"id":"1"}"#, "input.malformed", json!("type")),
            (r#"{"type":"ping","id":""}"#, "input.malformed", json!("id")),
            (r#"{"type":"ping","id":null}"#, "input.malformed", json!("id")),
            (r#"{"type":"ping","id":"1","extra":1}"#, "input.malformed", json!("extra")),
            (r#"{"type":"ping","id":"1","data":{"x":1}}"#, "input.malformed", json!("data.x")),
            (r#"{"type":"ping","id":"1","data":[]}"#, "input.malformed", json!("data")),
            (r#"{"type":"auth","data":{}}"#, "input.malformed", json!("data.token")),
            (r#"{"type":"call","id":"1","data":{"operation":"o","input":[]}}"#, "input.malformed", json!("data.input")),
            (
                r#"{"type":"call","id":"1","data":{"operation":"o","idempotency_key":null}}"#,
                "input.malformed",
                json!("data.idempotency_key"),
            ),
            (r#"{"type":"subscribe","data":{"rfq":"r"}}"#, "input.malformed", json!("id")),
            (r#"{"type":"subscribe","id":"1","data":{}}"#, "input.malformed", json!("data")),
            (r#"{"type":"subscribe","id":"1","data":{"rfq":"r","quotation":"q"}}"#, "input.malformed", json!("data.quotation")),
            (r#"{"type":"subscribe","id":"1","data":{"rfq":"r","after":-1}}"#, "input.malformed", json!("data.after")),
            (r#"{"type":"subscribe","id":"1","data":{"rfq":"r","after":1.5}}"#, "input.malformed", json!("data.after")),
            (r#"{"type":"ping","type":"ping"}"#, "input.malformed", Value::Null),
            (r#"{"type":"ping""#, "input.malformed", Value::Null),
            ("[]", "input.malformed", Value::Null),
        ] {
            let problem = read(text).1.unwrap_err().problem("r-1");
            assert_eq!((&problem["code"], &problem["field"]), (&json!(code), &place), "{text}: {problem}");
        }
    }
}
