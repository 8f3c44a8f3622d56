//! Lines to match: given inline, or as a table of the same columns.

use std::collections::HashMap;

use engine::index::Request;
use platform::blobs::{self, UploadId};
use platform::text::visible;
use platform::{Context, Result};
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{LINE_UNNAMED, NO_LINES, TOO_MANY_LINES};
use crate::ingest::{NamedRow, columns};

/// One line of a list.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct LineInput {
    /// Comes back with the outcome; each line has one of its own.
    #[schemars(length(max = 200))]
    pub line_id: String,
    /// The customer's words.
    #[schemars(length(max = 10_000))]
    pub text: String,
    /// Further words; they count less.
    #[schemars(length(max = 20_000))]
    pub description: Option<String>,
    #[schemars(length(max = 200))]
    pub brand: Option<String>,
    #[schemars(length(max = 200))]
    pub manufacturer: Option<String>,
    #[schemars(length(max = 200))]
    pub manufacturer_part_number: Option<String>,
    #[schemars(length(max = 40))]
    pub gtin: Option<String>,
    /// Accepted so that a line can be sent as it is; the match does not depend on it.
    #[schemars(length(max = 40))]
    pub quantity: Option<String>,
    /// Accepted so that a line can be sent as it is; the match does not depend on it.
    #[schemars(length(max = 40))]
    pub unit: Option<String>,
    /// A price the customer named; only its nearness is used, and weakly.
    #[schemars(length(max = 40))]
    pub price: Option<String>,
}

/// Lines inline, or the handle of a table with the same columns.
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
pub enum Lines {
    File(UploadId),
    Inline(Vec<LineInput>),
}

/// By hand, for the derived form of an untagged choice cannot say which field of which line is wrong.
impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(handle) => Ok(Lines::File(UploadId(handle))),
            lines => serde_path_to_error::deserialize(lines)
                .map(Lines::Inline)
                .map_err(|error| D::Error::custom(format!("lines{}: {}", error.path(), error.inner()))),
        }
    }
}

const COLUMNS: &[&str] =
    &["line_id", "text", "description", "brand", "manufacturer", "manufacturer_part_number", "gtin", "quantity", "unit", "price"];

impl Lines {
    pub async fn read(self, ctx: &Context) -> Result<Vec<LineInput>> {
        let limit = ctx.config.limits.lines;
        let (lines, places) = match self {
            Lines::Inline(lines) => {
                let places = (0..lines.len()).map(|at| format!("lines[{at}]")).collect();
                (lines, places)
            }
            Lines::File(file) => {
                let (upload, bytes) = blobs::open(ctx, &file).await?;
                let rows = columns(ctx, &upload.name, &bytes, COLUMNS, limit).await?;
                let placed = |row: NamedRow| (LineInput::from_row(row.cells), format!("`{}`, row {}", upload.name, row.number));
                rows.into_iter().map(placed).unzip::<_, _, Vec<_>, Vec<_>>()
            }
        };
        if lines.is_empty() {
            return Err(NO_LINES.error("There is no line.").at("lines"));
        }
        if lines.len() > limit {
            return Err(TOO_MANY_LINES.error(format!("{} lines; limits.lines is {limit}.", lines.len())).at("lines"));
        }
        each_named(&lines, &places)?;
        Ok(lines)
    }
}

/// Outcomes are told apart by their `line_id`: refuses the first line without one, or with another's.
fn each_named(lines: &[LineInput], places: &[String]) -> Result<()> {
    let mut first: HashMap<&str, &str> = HashMap::new();
    for (line, place) in lines.iter().zip(places) {
        let id = line.line_id.trim();
        if id.is_empty() {
            return Err(LINE_UNNAMED.error(format!("{place}: the line has no `line_id`.")).at("lines"));
        }
        if let Some(other) = first.insert(id, place) {
            return Err(LINE_UNNAMED.error(format!("{place}: the line has the `line_id` \"{id}\" of {other}.")).at("lines"));
        }
    }
    Ok(())
}

impl LineInput {
    fn from_row(mut row: HashMap<&'static str, String>) -> Self {
        let mut take = |column: &str| row.remove(column).filter(|text| !text.trim().is_empty());
        LineInput {
            line_id: take("line_id").unwrap_or_default(),
            text: take("text").unwrap_or_default(),
            description: take("description"),
            brand: take("brand"),
            manufacturer: take("manufacturer"),
            manufacturer_part_number: take("manufacturer_part_number"),
            gtin: take("gtin"),
            quantity: take("quantity"),
            unit: take("unit"),
            price: take("price"),
        }
    }

    pub fn request(&self) -> Request {
        let text = |field: &Option<String>| visible(field.as_deref().unwrap_or_default()).into_owned();
        Request {
            text: visible(&self.text).into_owned(),
            description: text(&self.description),
            brand: text(&self.brand),
            manufacturer: text(&self.manufacturer),
            mpn: text(&self.manufacturer_part_number),
            gtin: text(&self.gtin),
            sku: String::new(),
            price: self.price.clone(),
        }
    }
}
