//! An operation's input out of a parsed command line. Files are handed in on the way.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use platform::Result;
use serde_json::{Map, Value, json};

use super::field::{self, Kind};
use super::place::{Call, Refused, unreadable};
use crate::json as strict;
use crate::listing::Listed;

/// Written for a file name where the file was handed in before.
pub const HANDLE: &str = "upload:";

pub async fn read(listed: &Listed, matches: &ArgMatches, call: &Call<'_>, stdin: &mut (dyn Read + Send)) -> Result<Value, Refused> {
    let mut input = Map::new();
    let mut files = Files { call, stdin, handed_in: 0 };
    for (name, schema) in listed.fields() {
        let id = field::id(name);
        if matches.value_source(&id).is_none() {
            continue;
        }
        let value = match Kind::of(schema) {
            Kind::List(element) if *element == Kind::File => {
                let mut handles = Vec::new();
                for path in matches.get_many::<PathBuf>(&id).into_iter().flatten() {
                    handles.push(files.handle(path).await?);
                }
                Value::Array(handles)
            }
            Kind::List(element) => Value::Array(values(&element, matches, &id)),
            Kind::File => match matches.get_one::<PathBuf>(&id) {
                Some(path) => files.handle(path).await?,
                None => continue,
            },
            Kind::Map => {
                let pairs = matches.get_many::<(String, String)>(&id).into_iter().flatten();
                Value::Object(pairs.map(|(key, value)| (key.clone(), json!(value))).collect())
            }
            Kind::FileOrJson if is_path(matches.get_one::<String>(&id).map_or("", String::as_str)) => {
                files.handle(Path::new(matches.get_one::<String>(&id).map_or("", String::as_str))).await?
            }
            Kind::Json | Kind::FileOrJson => {
                let text = matches.get_one::<String>(&id).map_or("", String::as_str);
                strict::parse(&text_or_file(text, files.stdin)?).map_err(|error| error.at(name))?
            }
            kind => match values(&kind, matches, &id).pop() {
                Some(value) => value,
                None => continue,
            },
        };
        input.insert(name.to_owned(), value);
    }
    Ok(Value::Object(input))
}

/// Neither JSON nor a reference to it.
fn is_path(text: &str) -> bool {
    !text.starts_with(['[', '{', '@'])
}

fn values(kind: &Kind, matches: &ArgMatches, id: &str) -> Vec<Value> {
    match kind {
        Kind::Switch => matches.get_many::<bool>(id).into_iter().flatten().map(|value| json!(value)).collect(),
        Kind::Integer => matches.get_many::<i64>(id).into_iter().flatten().map(|value| json!(value)).collect(),
        Kind::Number => matches.get_many::<f64>(id).into_iter().flatten().map(|value| json!(value)).collect(),
        _ => matches.get_many::<String>(id).into_iter().flatten().map(|value| json!(value)).collect(),
    }
}

/// JSON given as text, as `@file`, or as `@-` for standard input.
pub fn text_or_file(text: &str, stdin: &mut (dyn Read + Send)) -> Result<Vec<u8>> {
    match text.strip_prefix('@') {
        Some(path) => bytes(Path::new(path), stdin),
        None => Ok(text.as_bytes().to_vec()),
    }
}

struct Files<'a> {
    call: &'a Call<'a>,
    stdin: &'a mut (dyn Read + Send),
    handed_in: u32,
}

impl Files<'_> {
    async fn handle(&mut self, path: &Path) -> Result<Value, Refused> {
        if let Some(handle) = path.to_str().and_then(|text| text.strip_prefix(HANDLE)) {
            return Ok(json!(handle));
        }
        self.handed_in += 1;
        if path == Path::new("-") {
            return self.call.hand_in("stdin", self.stdin, self.handed_in).await;
        }
        let mut file = File::open(path).map_err(|source| unreadable(&path.display().to_string(), source))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.call.hand_in(&name, &mut file, self.handed_in).await
    }
}

/// Reads a file, or standard input for `-`.
fn bytes(path: &Path, stdin: &mut (dyn Read + Send)) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        stdin.read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(source) => Err(unreadable(&path.display().to_string(), source)),
    }
}
