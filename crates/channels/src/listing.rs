use std::sync::Arc;

use platform::blobs::UploadId;
use platform::operation::{Effect, Entry, Method, Prompt};
use serde_json::Value;

/// The operations a channel serves, with their schemas computed once. Cheap to clone.
#[derive(Clone)]
pub struct Operations {
    listed: Arc<[Listed]>,
    prompts: &'static [Prompt],
}

pub struct Listed {
    pub entry: Entry,
    pub input: Value,
    pub output: Value,
}

impl Operations {
    pub fn new(entries: &[Entry]) -> Self {
        let listed = |entry: &Entry| Listed { entry: *entry, input: (entry.input_schema)(), output: (entry.output_schema)() };
        Operations { listed: entries.iter().map(listed).collect(), prompts: &[] }
    }

    /// With ways of working for agents.
    pub fn with_prompts(mut self, prompts: &'static [Prompt]) -> Self {
        self.prompts = prompts;
        self
    }

    pub fn prompts(&self) -> &'static [Prompt] {
        self.prompts
    }

    pub fn iter(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter()
    }

    pub fn find(&self, name: &str) -> Option<&Listed> {
        self.iter().find(|listed| listed.entry.spec.name == name)
    }
}

impl Listed {
    pub fn name(&self) -> &'static str {
        self.entry.spec.name
    }

    /// Input fields with their schemas, as declared.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.input["properties"].as_object().into_iter().flatten().map(|(name, schema)| (name.as_str(), schema))
    }

    /// The schema of an input field; null for a field that does not exist.
    pub fn field(&self, name: &str) -> &Value {
        &self.input["properties"][name]
    }

    pub fn requires(&self, field: &str) -> bool {
        self.input["required"].as_array().is_some_and(|names| names.iter().any(|name| name == field))
    }

    pub fn writes(&self) -> bool {
        self.entry.spec.effect != Effect::Read
    }

    /// It answers the handle of a file, so that over HTTP the file itself may be sent.
    pub fn takes_files(&self) -> bool {
        self.entry.spec.method == Method::Post && self.output["properties"]["id"]["format"] == UploadId::FORMAT
    }

    /// The value has every field of an answer.
    pub fn is_answer(&self, value: &Value) -> bool {
        let required = self.output["required"].as_array();
        required.is_some_and(|names| names.iter().filter_map(Value::as_str).all(|name| value.get(name).is_some()))
    }

    /// The field of the answer whose elements are its rows.
    pub fn rows(&self) -> Option<&str> {
        let is_rows = |schema: &Value| schema["items"]["type"] == "object";
        let first = || self.output["properties"].as_object()?.iter().find(|(_, schema)| is_rows(schema)).map(|(name, _)| name.as_str());
        self.entry.spec.rows.or_else(first)
    }
}
