//! The OpenAPI 3.1 document, made of the list alone.

use platform::operation::{Access, Method};
use serde_json::{Map, Value, json};

use crate::listing::{Listed, Operations};

pub fn document(operations: &Operations) -> Value {
    let mut paths = Map::new();
    for listed in operations.iter() {
        let spec = &listed.entry.spec;
        insert(&mut paths, spec.path.to_owned(), spec.method, operation(listed));
        for form in spec.representations {
            let mut as_file = operation(listed);
            as_file["operationId"] = json!(format!("{}_{}", spec.name, form.extension));
            as_file["summary"] = json!(format!("{} As {}.", listed.entry.summary(), form.extension));
            as_file["responses"]["200"]["content"] = json!({ form.media_type: {} });
            insert(&mut paths, format!("{}.{}", spec.path, form.extension), spec.method, as_file);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Horme",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Turns customers' lists into products and an exact quotation. Every operation is also a command (`horme --help`) and an MCP tool.\n\nEvery answer is a JSON object; every failure a problem of RFC 9457 with a stable `code`. `X-Request-ID` is echoed.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "The content of the file `token` in the server's data directory." } },
            "responses": { "Problem": { "description": "Refused or failed; `code` names why.", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } } },
            "schemas": { "Problem": problem() }
        }
    })
}

fn insert(paths: &mut Map<String, Value>, path: String, method: Method, operation: Value) {
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[method.name().to_ascii_lowercase()] = operation;
}

fn operation(listed: &Listed) -> Value {
    let spec = &listed.entry.spec;
    let in_path: Vec<&str> = listed.entry.path_fields().collect();
    let in_query = matches!(spec.method, Method::Get | Method::Delete);
    let mut parameters = Vec::new();
    for (name, schema) in listed.fields() {
        let place = if in_path.contains(&name) {
            "path"
        } else if in_query {
            "query"
        } else {
            continue;
        };
        parameters.push(parameter(name, place, schema, listed.requires(name)));
    }
    if listed.writes() {
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$" });
        let mut key = parameter("Idempotency-Key", "header", &schema, false);
        key["description"] = json!("Repeating the call with the same key answers the same and changes nothing more.");
        parameters.push(key);
    }
    let mut operation = json!({
        "operationId": spec.name,
        "tags": [listed.entry.area()],
        "summary": listed.entry.summary(),
        "description": listed.entry.description(),
        "parameters": parameters,
        "responses": {
            "200": { "description": "Done.", "content": { "application/json": { "schema": bare(&listed.output) } } },
            "default": { "$ref": "#/components/responses/Problem" }
        }
    });
    if !in_query {
        operation["requestBody"] = body(listed, &in_path);
    }
    if spec.access == Access::Public {
        operation["security"] = json!([]);
    }
    operation
}

fn parameter(name: &str, place: &str, schema: &Value, required: bool) -> Value {
    let mut schema = schema.clone();
    let description = schema.as_object_mut().and_then(|schema| schema.shift_remove("description"));
    let mut parameter = json!({ "name": name, "in": place, "required": required || place == "path", "schema": schema });
    if let Some(description) = description {
        parameter["description"] = description;
    }
    parameter
}

fn body(listed: &Listed, in_path: &[&str]) -> Value {
    let mut schema = bare(&listed.input);
    if let Some(fields) = schema["properties"].as_object_mut() {
        fields.retain(|name, _| !in_path.contains(&name.as_str()));
    }
    let mut required = false;
    if let Some(names) = schema["required"].as_array_mut() {
        names.retain(|name| !in_path.iter().any(|field| name == field));
        required = !names.is_empty();
    }
    let mut examples = Map::new();
    for example in (listed.entry.examples)() {
        let mut value = example.input;
        if let Some(fields) = value.as_object_mut() {
            fields.retain(|name, _| !in_path.contains(&name.as_str()));
        }
        let summary = example.error.map_or(example.title.to_owned(), |code| format!("{} ({code})", example.title));
        examples.insert(format!("example_{}", examples.len() + 1), json!({ "summary": summary, "value": value }));
    }
    let mut content = json!({ "application/json": { "schema": schema, "examples": examples } });
    if listed.takes_files() {
        let file = json!({ "type": "string", "format": "binary", "contentMediaType": "application/octet-stream" });
        let form = json!({ "type": "object", "properties": { "file": file }, "required": ["file"], "additionalProperties": false });
        content["multipart/form-data"] = json!({ "schema": form });
    }
    json!({ "required": required, "content": content })
}

/// A schema without its title and root description, which stand on the operation.
fn bare(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(object) = schema.as_object_mut() {
        object.shift_remove("title");
        object.shift_remove("description");
    }
    schema
}

fn problem() -> Value {
    let text = |description: &str| json!({ "type": "string", "description": description });
    json!({
        "type": "object",
        "properties": {
            "type": text("Always about:blank; `code` tells failures apart."),
            "title": text("The sort of failure."),
            "status": { "type": "integer" },
            "code": text("Stable name of the failure."),
            "detail": text("What was wrong."),
            "remedy": text("What to do."),
            "field": text("The place in the input."),
            "extra": { "description": "Particulars of the failure." },
            "request_id": text("Names this call in the log.")
        },
        "required": ["type", "title", "status", "code", "detail", "remedy", "request_id"]
    })
}
