//! One definition per operation: the struct *is* the input, its doc comments are the text of every channel.
//!
//! A feature implements [`Operation`] and lists [`entry`]s; channels walk the list and only translate. Decoding,
//! authorising, idempotency and logging happen once, in [`invoke`].

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tracing::Instrument;

use crate::blobs::{self, Incoming, Upload};
use crate::context::{Context, Role};
use crate::error::{self, Error, Result};
use crate::{Promise, journal, limits, schema};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    pub const fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// Who may call. There is no default: forgetting it does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, unauthenticated included.
    Public,
    /// A principal with this role or a higher one.
    Role(Role),
}

/// What a call does to the store; channels derive hints and method checks from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Adds or advances something; repeating it does it again, unless an idempotency key says otherwise.
    Write,
    /// Sets a state; repeating it changes nothing more.
    Replace,
    /// Takes something away; repeating it changes nothing more.
    Remove,
}

/// How a person at a terminal sees the answer when `--format` is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A table a person can read, also in a pipe.
    Table,
    /// A table on a terminal; one JSON object a line in a pipe (the contract programs rely on).
    Jsonl,
    /// Always JSON.
    Json,
}

/// How the command line reaches an operation: `words` is the command ("seller set"), `positional` the fields that are
/// arguments rather than flags, in order; every other field is a flag `--field-name`.
#[derive(Debug, Clone, Copy)]
pub struct Cli {
    pub words: &'static str,
    pub positional: &'static [&'static str],
    pub shown: Shown,
    /// A boolean field of the answer; where it is false the command ends with exit code 1.
    pub fails_unless: Option<&'static str>,
}

/// A file form of an operation's answer: a quotation's PDF, an import's rejects.
///
/// HTTP: a GET operation answers it at its path with `.extension` appended. CLI: `--out DIR` writes every form of
/// `Where::Directory`, `--rejects FILE` (the flag's name) one of `Where::Flag`.
#[derive(Debug, Clone, Copy)]
pub struct Representation {
    pub extension: &'static str,
    pub media_type: &'static str,
    pub written: Where,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Directory,
    Flag(&'static str),
}

/// The facts of an operation. Built as a `const` in its `impl`.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// snake_case verb_noun, the same on every channel.
    pub name: &'static str,
    pub method: Method,
    /// `{field}` names an input field; every other field is the query of a GET or DELETE, else the body.
    pub path: &'static str,
    pub access: Access,
    pub effect: Effect,
    pub cli: Cli,
    pub representations: &'static [Representation],
    /// The array field of the answer whose elements are the rows of jsonl, csv and the table. An answer without it is one
    /// row itself. `None`: the first array of objects.
    pub rows: Option<&'static str>,
    /// What of a row a person sees in the table, as `field` or `field.inner`; everything if empty.
    pub columns: &'static [&'static str],
    /// For clients that show few tools: part of the default toolset.
    pub everyday: bool,
    /// It commits the seller towards somebody: asks for a person's confirmation (see [`crate::confirmation`]).
    pub commits: bool,
    /// Addresses at which agents read its answer, `product://{sku}`: every variable is an input field.
    pub resources: &'static [&'static str],
    /// It lists what an argument can be.
    pub offers: Option<Offer>,
    /// It shows one thing whose changes can be followed.
    pub watched: Option<Watched>,
}

/// What a reading operation shows the present state of: subjects of this kind in the audit log (see [`crate::journal`]).
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    pub kind: &'static str,
    /// The input field that is the subject's id.
    pub field: &'static str,
}

/// An answer that holds the values of an argument other operations take: completions come from it.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    pub argument: &'static str,
    /// Where the values stand in the answer, through every element of its lists: "quotations.number".
    pub values: &'static str,
    /// The input field that takes what was typed; `None`: the list is short enough to look through.
    pub typed: Option<&'static str>,
}

impl Spec {
    pub const fn new(name: &'static str, method: Method, path: &'static str, access: Access, effect: Effect) -> Self {
        let cli = Cli { words: name, positional: &[], shown: Shown::Table, fails_unless: None };
        Spec {
            name,
            method,
            path,
            access,
            effect,
            cli,
            representations: &[],
            rows: None,
            columns: &[],
            everyday: false,
            commits: false,
            resources: &[],
            offers: None,
            watched: None,
        }
    }

    pub const fn cli(mut self, words: &'static str, positional: &'static [&'static str]) -> Self {
        self.cli.words = words;
        self.cli.positional = positional;
        self
    }

    pub const fn fails_unless(mut self, field: &'static str) -> Self {
        self.cli.fails_unless = Some(field);
        self
    }

    pub const fn shown(mut self, shown: Shown) -> Self {
        self.cli.shown = shown;
        self
    }

    pub const fn representations(mut self, representations: &'static [Representation]) -> Self {
        self.representations = representations;
        self
    }

    pub const fn rows(mut self, field: &'static str) -> Self {
        self.rows = Some(field);
        self
    }

    pub const fn columns(mut self, columns: &'static [&'static str]) -> Self {
        self.columns = columns;
        self
    }

    pub const fn everyday(mut self) -> Self {
        self.everyday = true;
        self
    }

    pub const fn commits(mut self) -> Self {
        self.commits = true;
        self
    }

    pub const fn resources(mut self, addresses: &'static [&'static str]) -> Self {
        self.resources = addresses;
        self
    }

    pub const fn offers(mut self, argument: &'static str, values: &'static str, typed: Option<&'static str>) -> Self {
        self.offers = Some(Offer { argument, values, typed });
        self
    }

    /// Its answer is the state of the audit log's subjects of this kind; `field` of the input is their id. Every change of
    /// such a subject must be recorded with this kind and that id.
    pub const fn watched(mut self, kind: &'static str, field: &'static str) -> Self {
        self.watched = Some(Watched { kind, field });
        self
    }
}

/// A way of working for an agent, chosen by a person: a text with `{argument}`s.
#[derive(Debug, Clone, Copy)]
pub struct Prompt {
    pub name: &'static str,
    pub about: &'static str,
    /// Name, meaning, required.
    pub arguments: &'static [(&'static str, &'static str, bool)],
    pub text: &'static str,
}

/// A call that documents and proves an operation. It runs on a fresh copy of the seeded store, on every channel.
pub struct Example {
    /// What it shows, as a sentence fragment: "a price with its quantity breaks".
    pub title: &'static str,
    pub input: Value,
    /// `None`: succeeds. `Some(code)`: refused with this error code.
    pub error: Option<&'static str>,
}

impl Example {
    pub fn ok(title: &'static str, input: Value) -> Self {
        Example { title, input, error: None }
    }

    pub fn refused(title: &'static str, input: Value, code: &'static str) -> Self {
        Example { title, input, error: Some(code) }
    }
}

/// A request to the system. The struct's fields are the input; `#[serde(deny_unknown_fields)]` is required and swept.
pub trait Operation: DeserializeOwned + JsonSchema + Send + Sync + 'static {
    const SPEC: Spec;
    /// Always a JSON object.
    type Output: Serialize + JsonSchema + Send + Sync + 'static;

    /// At least one success with a non-empty answer and one refusal.
    fn examples() -> Vec<Example>;

    fn run(self, ctx: &Context) -> impl Future<Output = Result<Self::Output>> + Send;

    /// The bytes of one of `SPEC.representations`, from an earlier answer: [`answered`] reads it. Untyped, so that only answers
    /// that have such forms are compiled for reading back.
    fn represent(_answer: Value, extension: &str, _ctx: &Context) -> impl Future<Output = Result<Vec<u8>>> + Send {
        let unknown = error::REPRESENTATION_UNKNOWN.error(format!("There is no `{extension}` form of this answer."));
        async move { Err(unknown) }
    }
}

/// An operation with its types erased to JSON, so that four channels do not multiply every operation.
#[derive(Clone, Copy)]
pub struct Entry {
    pub spec: Spec,
    pub examples: fn() -> Vec<Example>,
    /// JSON Schema 2020-12 of the input: a closed object, `$ref`s inlined. Computed by each call: keep it.
    pub input_schema: fn() -> Value,
    pub output_schema: fn() -> Value,
    run: for<'a> fn(Value, &'a Context) -> Promise<'a, Value>,
    represent: for<'a> fn(Value, &'a str, &'a Context) -> Promise<'a, Vec<u8>>,
}

pub const fn entry<O: Operation>() -> Entry {
    Entry {
        spec: O::SPEC,
        examples: O::examples,
        input_schema: schema::input::<O>,
        output_schema: schema::output::<O::Output>,
        run: |input, ctx| {
            Box::pin(async move {
                let operation: O = decode(input)?;
                encode(&operation.run(ctx).await?)
            })
        },
        represent: |answer, extension, ctx| Box::pin(O::represent(answer, extension, ctx)),
    }
}

impl Entry {
    /// First sentence of the operation's documentation.
    pub fn summary(&self) -> String {
        let description = self.description();
        description.split("\n\n").next().unwrap_or_default().replace('\n', " ")
    }

    /// The operation's documentation, whole.
    pub fn description(&self) -> String {
        (self.input_schema)()["description"].as_str().unwrap_or_default().to_owned()
    }

    /// The part of the system it belongs to: the first segment of its path, or the one after `/api/`.
    pub fn area(&self) -> &'static str {
        self.spec.path.strip_prefix("/api").unwrap_or(self.spec.path).split('/').nth(1).unwrap_or_default()
    }

    /// The input fields that stand in the path, in order.
    pub fn path_fields(&self) -> impl Iterator<Item = &'static str> {
        self.spec.path.split('{').skip(1).filter_map(|part| part.split('}').next())
    }
}

/// Runs an operation for a channel: authorises, replays an idempotent call, decodes, runs, logs the outcome once.
pub fn invoke<'a>(entry: &'a Entry, input: Value, ctx: &'a Context) -> Promise<'a, Value> {
    let span =
        tracing::info_span!("operation", operation.name = entry.spec.name, request.id = %ctx.request_id, principal = %ctx.principal.name);
    let answered = async move {
        let started = ctx.clock.monotonic_us();
        let answer = authorised(entry, input, ctx).await;
        let took_us = ctx.clock.monotonic_us() - started;
        match &answer {
            Ok(_) => tracing::info!(took_us, "operation done"),
            Err(error) if error.kind() == error::Kind::Internal => tracing::error!(took_us, error = ?error, "operation failed"),
            Err(error) => tracing::info!(took_us, error.code = error.code(), "operation refused"),
        }
        answer
    };
    Box::pin(answered.instrument(span))
}

/// Refuses a caller whose role does not reach the operation.
pub fn authorise(entry: &Entry, ctx: &Context) -> Result<()> {
    let Access::Role(needed) = entry.spec.access else { return Ok(()) };
    match ctx.principal.role {
        None => Err(error::UNAUTHENTICATED.error("This operation needs a caller who is known.")),
        Some(role) if role < needed => Err(error::FORBIDDEN.error(format!("{} needs the role `{}`.", entry.spec.name, needed.name()))),
        Some(_) => Ok(()),
    }
}

async fn authorised(entry: &Entry, mut input: Value, ctx: &Context) -> Result<Value> {
    authorise(entry, ctx)?;
    whole_numbers(&mut input);
    limits::check(&known_schema(entry, ctx), &input)?;
    if entry.spec.effect == Effect::Read {
        return (entry.run)(input, ctx).await;
    }
    match claimed(entry.spec.name, &input, ctx).await? {
        Claimed::Stored(answer) => Ok(answer),
        Claimed::Free(ctx) => replayed((entry.run)(input, &ctx).await),
    }
}

/// Takes a file in for a channel that got it as bytes rather than as an operation's input. Under an idempotency key the
/// same file is taken in once.
pub async fn accept_file(name: &str, file: Incoming, ctx: &Context) -> Result<Upload> {
    if ctx.idempotency_key.is_none() {
        return blobs::accept_incoming(ctx, name, file).await;
    }
    let input = json!({ "name": name, "sha256": file.sha256() });
    let answer = match claimed("file", &input, ctx).await? {
        Claimed::Stored(answer) => answer,
        Claimed::Free(ctx) => replayed(blobs::accept_incoming(&ctx, name, file).await.and_then(|upload| encode(&upload)))?,
    };
    serde_json::from_value(answer).map_err(Error::internal)
}

enum Claimed {
    /// The call was completed before, with this answer.
    Stored(Value),
    /// It is to be done, in this context.
    Free(Context),
}

async fn claimed(name: &str, input: &Value, ctx: &Context) -> Result<Claimed> {
    let Some(key) = &ctx.idempotency_key else { return Ok(Claimed::Free(ctx.clone())) };
    let fingerprint = journal::Fingerprint::of(name, input, key)?;
    match journal::stored_answer(ctx, &fingerprint).await? {
        Some(stored) => Ok(Claimed::Stored(stored)),
        None => Ok(Claimed::Free(ctx.claiming(fingerprint))),
    }
}

/// Input schemas by operation, made once a process.
#[derive(Default)]
struct Schemas(Mutex<HashMap<&'static str, Arc<Value>>>);

fn known_schema(entry: &Entry, ctx: &Context) -> Arc<Value> {
    let schemas = ctx.shared::<Schemas>();
    let mut known = schemas.0.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(entry.spec.name).or_insert_with(|| Arc::new((entry.input_schema)())).clone()
}

/// Two calls with one key at once: the second waited for the first's commit and now answers with what it stored.
fn replayed(answer: Result<Value>) -> Result<Value> {
    answer.or_else(|mut error| match error.take_replay() {
        Some(stored) => Ok(stored),
        None => Err(error),
    })
}

/// The bytes of one form of an answer (see [`Representation`]).
pub async fn represent(entry: &Entry, output: Value, extension: &str, ctx: &Context) -> Result<Vec<u8>> {
    (entry.represent)(output, extension, ctx).await
}

/// An operation's answer, as [`invoke`] gave it, as its type.
pub fn answered<T: DeserializeOwned>(answer: Value) -> Result<T> {
    serde_json::from_value(answer).map_err(Error::internal)
}

/// In JSON and its schemas 8.0 is the integer 8; decoding is pickier.
fn whole_numbers(value: &mut Value) {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(number) if number.is_f64() => {
            if let Some(whole) = number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < EXACT) {
                *value = Value::from(whole as i64);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(whole_numbers),
        Value::Object(fields) => fields.values_mut().for_each(whole_numbers),
        _ => {}
    }
}

fn decode<T: DeserializeOwned>(input: Value) -> Result<T> {
    serde_path_to_error::deserialize(input).map_err(|error| {
        let place = error.path().to_string();
        let refused = error::INPUT.error(format!("The input is not understood: {}.", error.inner()));
        if place == "." { refused } else { refused.at(place) }
    })
}

fn encode<T: Serialize>(output: &T) -> Result<Value> {
    serde_json::to_value(output).map_err(Error::internal)
}
