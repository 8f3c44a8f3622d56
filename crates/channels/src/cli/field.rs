//! How an input field looks on a command line, from its schema.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, value_parser};
use platform::blobs::UploadId;
use serde_json::Value;

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Switch,
    Integer,
    Number,
    Text,
    Word(Vec<String>),
    /// A file, which is handed in first; the operation gets its handle.
    File,
    /// `key=value`, repeated.
    Map,
    /// JSON text, or `@file`.
    Json,
    /// A file that is handed in, or what would stand in it as JSON text or `@file`.
    FileOrJson,
    /// Repeated.
    List(Box<Kind>),
}

impl Kind {
    pub fn of(schema: &Value) -> Self {
        match schema["type"].as_str() {
            Some("boolean") => Kind::Switch,
            Some("integer") => Kind::Integer,
            Some("number") => Kind::Number,
            Some("string") if schema["format"] == UploadId::FORMAT => Kind::File,
            Some("string") => match schema["enum"].as_array() {
                Some(words) => Kind::Word(words.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
                None => Kind::Text,
            },
            Some("array") => match Kind::of(&schema["items"]) {
                Kind::Switch | Kind::Map | Kind::Json | Kind::FileOrJson | Kind::List(_) => Kind::Json,
                element => Kind::List(Box::new(element)),
            },
            Some("object") if schema["additionalProperties"]["type"] == "string" && named_fields(schema) == 0 => Kind::Map,
            _ if schema["anyOf"].as_array().is_some_and(|forms| forms.iter().any(|form| Kind::of(form) == Kind::File)) => Kind::FileOrJson,
            _ => Kind::Json,
        }
    }

    fn value_name(&self) -> &'static str {
        match self {
            Kind::Switch => "BOOL",
            Kind::Integer | Kind::Number => "N",
            Kind::Text => "TEXT",
            Kind::Word(_) => "WORD",
            Kind::File => "FILE",
            Kind::Map => "KEY=VALUE",
            Kind::Json => "JSON|@FILE",
            Kind::FileOrJson => "FILE|JSON|@FILE",
            Kind::List(element) => element.value_name(),
        }
    }

    fn parsed(&self, arg: Arg) -> Arg {
        match self {
            Kind::Switch => arg
                .value_parser(value_parser!(bool))
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true")
                .hide_possible_values(true),
            Kind::Integer => arg.value_parser(value_parser!(i64)).allow_negative_numbers(true),
            Kind::Number => arg.value_parser(value_parser!(f64)).allow_negative_numbers(true),
            Kind::Text | Kind::Json | Kind::FileOrJson => arg.value_parser(value_parser!(String)),
            Kind::Word(words) => arg.value_parser(PossibleValuesParser::new(words)),
            Kind::File => arg.value_parser(value_parser!(PathBuf)),
            Kind::Map => arg.value_parser(key_and_value).action(ArgAction::Append),
            Kind::List(element) => element.parsed(arg).action(ArgAction::Append),
        }
    }
}

fn named_fields(schema: &Value) -> usize {
    schema["properties"].as_object().map_or(0, serde_json::Map::len)
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write KEY=VALUE".to_owned()),
    }
}

/// The argument's id, apart from the ids of the command line's own flags.
pub fn id(field: &str) -> String {
    format!("field.{field}")
}

pub fn flag(field: &str) -> String {
    field.replace('_', "-")
}

pub fn argument(field: &str, schema: &Value, required: bool, positional: bool) -> Arg {
    let kind = Kind::of(schema);
    let many = matches!(kind, Kind::List(_));
    let help = unwrapped(schema["description"].as_str().unwrap_or_default());
    let arg = kind.parsed(Arg::new(id(field)).help(help).required(required));
    if positional {
        let arg = arg.value_name(flag(field).to_uppercase());
        return if many { arg.num_args(1..) } else { arg };
    }
    let arg = arg.long(flag(field));
    arg.value_name(kind.value_name())
}

/// Text without the line breaks inside its paragraphs; the terminal makes its own. List items keep theirs.
pub fn unwrapped(text: &str) -> String {
    let mut unwrapped = String::new();
    for line in text.lines() {
        let goes_on = !line.trim().is_empty() && !line.starts_with(['-', '*', '|', ' ']);
        if goes_on && !unwrapped.is_empty() && !unwrapped.ends_with('\n') {
            unwrapped.push(' ');
        } else if !unwrapped.is_empty() {
            unwrapped.push('\n');
        }
        unwrapped.push_str(line);
    }
    unwrapped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paragraphs_are_joined_and_lists_kept() {
        assert_eq!(unwrapped("One\ntwo.\n\nThree\n- a\n- b"), "One two.\n\nThree\n- a\n- b");
    }

    #[test]
    fn a_schema_decides_how_a_field_is_said() {
        let texts = json!({ "type": "object", "additionalProperties": { "type": "string" } });
        assert_eq!(Kind::of(&texts), Kind::Map);
        assert_eq!(Kind::of(&json!({ "type": "array", "items": texts })), Kind::Json);
        assert_eq!(
            Kind::of(&json!({ "type": "array", "items": { "type": "string", "format": "upload" } })),
            Kind::List(Box::new(Kind::File))
        );
        assert_eq!(Kind::of(&json!({ "anyOf": [] })), Kind::Json);
        assert_eq!(Kind::of(&json!({ "anyOf": [{ "type": "string", "format": "upload" }, { "type": "array" }] })), Kind::FileOrJson);
    }
}
