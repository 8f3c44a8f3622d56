//! The way back: the command line that means an input. Help shows the examples with it, and tests run them.

use serde_json::Value;

use super::field::{self, Kind};
use super::input::HANDLE;
use crate::listing::Listed;

/// The words after the program's name, or `None` if the input cannot be said on a command line (an unknown field, a
/// missing or wrongly typed value): the command line refuses it as usage before there is an input.
pub fn words(listed: &Listed, input: &Value) -> Option<Vec<String>> {
    let spec = &listed.entry.spec;
    let given = input.as_object()?;
    if given.keys().any(|name| listed.field(name).is_null()) {
        return None;
    }
    let (mut flags, mut positional) = (Vec::new(), Vec::new());
    for (name, schema) in listed.fields() {
        if spec.cli.positional.contains(&name) {
            continue;
        }
        match given.get(name) {
            Some(value) => flags.extend(texts(&Kind::of(schema), value)?.into_iter().map(|text| flag(name, &Kind::of(schema), &text))),
            None if listed.requires(name) => return None,
            None => {}
        }
    }
    let mut ended = false;
    for name in spec.cli.positional {
        match given.get(*name) {
            Some(_) if ended => return None,
            Some(value) => positional.extend(texts(&Kind::of(listed.field(name)), value)?),
            None if listed.requires(name) => return None,
            None => ended = true,
        }
    }
    let mut words: Vec<String> = spec.cli.words.split(' ').map(str::to_owned).collect();
    words.extend(flags.into_iter().flatten());
    if positional.iter().any(|text| text.starts_with('-')) {
        words.push("--".to_owned());
    }
    words.extend(positional);
    Some(words)
}

fn flag(name: &str, kind: &Kind, text: &str) -> Vec<String> {
    let name = format!("--{}", field::flag(name));
    match kind {
        Kind::Switch if text == "true" => vec![name],
        Kind::Switch => vec![format!("{name}={text}")],
        _ if text.is_empty() || text.starts_with('-') => vec![format!("{name}={text}")],
        _ => vec![name, text.to_owned()],
    }
}

/// What stands on the command line for a value: several texts for what is repeated.
fn texts(kind: &Kind, value: &Value) -> Option<Vec<String>> {
    let one = match (kind, value) {
        (Kind::Switch, Value::Bool(value)) => value.to_string(),
        (Kind::Integer, Value::Number(number)) if number.is_i64() => number.to_string(),
        (Kind::Number, Value::Number(number)) => number.to_string(),
        (Kind::Text, Value::String(text)) => text.clone(),
        (Kind::Word(words), Value::String(text)) if words.contains(text) => text.clone(),
        (Kind::File | Kind::FileOrJson, Value::String(handle)) => format!("{HANDLE}{handle}"),
        (Kind::FileOrJson, value) if value.is_array() || value.is_object() => value.to_string(),
        (Kind::Json, value) if !value.is_null() => value.to_string(),
        (Kind::Map, Value::Object(pairs)) if !pairs.is_empty() => {
            let pair = |(key, value): (&String, &Value)| {
                (!key.is_empty() && !key.contains('=')).then(|| Some(format!("{key}={}", value.as_str()?)))?
            };
            return pairs.iter().map(pair).collect();
        }
        (Kind::List(element), Value::Array(values)) if !values.is_empty() => {
            return values.iter().map(|value| texts(element, value)?.pop()).collect();
        }
        _ => return None,
    };
    Some(vec![one])
}

/// The line as a person writes it in a POSIX shell, with `FILE` for a handle; a long one goes on after a backslash.
pub fn shown(program: &str, listed: &Listed, input: &Value) -> Option<String> {
    let mut line = program.to_owned();
    let mut width = program.len();
    for word in words(listed, input)? {
        let word = if word.starts_with(HANDLE) { "FILE".to_owned() } else { quoted(&word) };
        let length = word.chars().count();
        if width + length > WIDTH {
            line.push_str(" \\\n     ");
            width = 4;
        }
        line.push(' ');
        line.push_str(&word);
        width += length + 1;
    }
    Some(line)
}

/// Characters of an example's line, short enough not to be broken elsewhere on a narrow terminal.
const WIDTH: usize = 74;

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_=./:,@+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
