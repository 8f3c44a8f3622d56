//! Answers with an address: `product://{sku}` reads what the operation answers for that SKU.

use platform::error::Kind;
use platform::{Context, Error, operation};
use rmcp::model::{ErrorData, ReadResourceResult, Resource, ResourceContents, ResourceTemplate};
use serde_json::{Map, Value, json};

use super::tool::title;
use crate::http::route;
use crate::listing::{Listed, Operations};
use crate::typed;

const JSON: &str = "application/json";

/// Every address with its operation, in their order.
fn addresses(operations: &Operations) -> impl Iterator<Item = (&'static str, &Listed)> {
    operations.iter().flat_map(|listed| listed.entry.spec.resources.iter().map(move |address| (*address, listed)))
}

/// The addresses without variables.
pub fn fixed(operations: &Operations) -> Vec<Resource> {
    let fixed = addresses(operations).filter(|(address, _)| !address.contains('{'));
    let resource = |(address, listed): (&'static str, &Listed)| {
        let about = listed.entry.summary();
        Resource::new(address, listed.name()).with_title(title(listed.name())).with_description(about).with_mime_type(JSON)
    };
    fixed.map(resource).collect()
}

pub fn templates(operations: &Operations) -> Vec<ResourceTemplate> {
    let open = addresses(operations).filter(|(address, _)| address.contains('{'));
    let template = |(address, listed): (&'static str, &Listed)| {
        let about = listed.entry.summary();
        ResourceTemplate::new(address, listed.name()).with_title(title(listed.name())).with_description(about).with_mime_type(JSON)
    };
    open.map(template).collect()
}

pub fn is_template(operations: &Operations, uri: &str) -> bool {
    addresses(operations).any(|(address, _)| address == uri)
}

pub async fn read(operations: &Operations, uri: &str, ctx: &Context) -> Result<ReadResourceResult, ErrorData> {
    let Some((listed, fields)) = addresses(operations).find_map(|(address, listed)| Some((listed, route::fields(address, uri)?))) else {
        return Err(ErrorData::resource_not_found(format!("There is no resource `{uri}`."), Some(json!({ "uri": uri }))));
    };
    let input: Map<String, Value> =
        fields.into_iter().map(|(name, text)| (name.to_owned(), typed::value(listed.field(name), &text))).collect();
    match operation::invoke(&listed.entry, Value::Object(input), ctx).await {
        Ok(output) => Ok(ReadResourceResult::new(vec![ResourceContents::text(output.to_string(), uri).with_mime_type(JSON)])),
        Err(error) => Err(refused(&error, ctx)),
    }
}

fn refused(error: &Error, ctx: &Context) -> ErrorData {
    let (message, problem) = (error.message().to_owned(), Some(error.problem(&ctx.request_id)));
    match error.kind() {
        Kind::NotFound => ErrorData::resource_not_found(message, problem),
        Kind::Internal | Kind::Unavailable => ErrorData::internal_error(message, problem),
        _ => ErrorData::invalid_params(message, problem),
    }
}
