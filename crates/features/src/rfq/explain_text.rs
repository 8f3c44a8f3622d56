use std::ops::Range;

use engine::intake::{self, Content, Part, Quantity, RequestLine, TextLine};
use engine::sizes::{Size, read_places};
use engine::unit::Unit;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::read::kind_of;

/// Shows how a customer's words are read, span by span: items, quantities and units, threads, sizes, grades, standards and
/// what stands between them.
///
/// Reads no catalogue and stores nothing; match_lines says which product is meant.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplainText {
    /// The customer's words: a line, or a pasted list.
    #[schemars(length(max = 10_000))]
    text: String,
}

/// A stretch of the text and what it was read as. Words that say two things (`M8x50`) have a span for each.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub struct Span {
    /// Which of the requested items, from 1; null for words of no item.
    pub item: Option<u32>,
    /// As written; sizes in one spelling for signs that mean the same (`½″` is `1/2"`).
    pub words: String,
    /// `quantity`, `unit`, `thread`, `length`, `standard` …; `words` where only the words count.
    pub about: String,
    /// What was read, in its own unit. Null for words, and for a quantity with two readings.
    pub value: Option<String>,
    /// The same in the unit that sizes are compared in, where it was written in another.
    pub equals: Option<String>,
    /// Standards under which a product may be offered instead; match_lines says what differs.
    pub instead: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct TextReading {
    /// In the order of the text, item by item; quantity and unit before the words of the item.
    pub spans: Vec<Span>,
    /// What would have to be asked about quantities and units.
    pub questions: Vec<String>,
}

impl Operation for ExplainText {
    const SPEC: Spec = Spec::new("explain_text", Method::Post, "/api/explain", Access::Role(Role::Reader), Effect::Read)
        .cli("explain", &["text"])
        .rows("spans")
        .columns(&["item", "words", "about", "value", "equals", "instead"]);
    type Output = TextReading;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a line of a list", json!({ "text": "2 boxes of 100 hex bolts DIN 933 M8x50 A2-70" })),
            Example::ok("an inch size", json!({ "text": "1/2\" drill bit, 3 pcs" })),
            Example::refused("more than is read", json!({ "text": "x".repeat(10_001) }), "input.malformed"),
        ]
    }

    async fn run(self, _: &Context) -> Result<TextReading> {
        let text = visible(&self.text);
        let part = Part { document: String::new(), content: Content::Text(TextLine::all(&text)) };
        let read = intake::read(&[part]);
        let mut spans: Vec<Span> = read.notes.iter().map(|note| Span::said(None, kind_of(note.kind), &note.text)).collect();
        spans.extend(read.lines.iter().flat_map(spans_of));
        let questions = read.lines.iter().flat_map(|line| line.questions.iter().map(|question| format!("{}: {question}", line.position)));
        Ok(TextReading { spans, questions: questions.collect() })
    }
}

impl Span {
    fn said(item: Option<u32>, about: &str, words: &str) -> Span {
        Span { item, words: words.to_owned(), about: about.to_owned(), value: None, equals: None, instead: Vec::new() }
    }

    fn size(item: Option<u32>, words: &str, size: &Size) -> Span {
        Span {
            value: Some(size.to_string()),
            equals: size.in_base_unit(),
            instead: size.instead().iter().map(Size::to_string).collect(),
            ..Span::said(item, size.name(), words)
        }
    }
}

fn spans_of(line: &RequestLine) -> Vec<Span> {
    let item = Some(line.position);
    let mut spans = Vec::new();
    if let Some(words) = &line.quantity_text {
        let value = match &line.quantity {
            Quantity::Stated(value) => Some(value.to_string()),
            Quantity::Ambiguous(_) | Quantity::Missing => None,
        };
        spans.push(Span { value, ..Span::said(item, "quantity", words) });
    }
    if let Some(unit) = &line.unit {
        spans.push(Span { value: Some(shown(unit)), ..Span::said(item, "unit", &unit.word) });
    }
    let fields = [("code", &line.customer_code), ("bar code", &line.gtin), ("part number", &line.mpn), ("brand", &line.brand)];
    for (about, words) in fields {
        // A code that is all of the item is shown as the item's words.
        spans.extend(words.iter().filter(|words| **words != line.item).map(|words| Span::said(item, about, words)));
    }
    spans.extend(spans_of_item(item, &line.item));
    if let Some(price) = &line.target_price {
        spans.push(Span { value: price.amount.map(|amount| amount.to_string()), ..Span::said(item, "named price", &price.text) });
    }
    spans.extend(line.remark.iter().map(|words| Span::said(item, "remark", words)));
    spans.extend(line.remainder.iter().map(|words| Span::said(item, "not understood", words)));
    spans
}

/// UN/ECE code, and what a pack holds where the words say so.
fn shown(unit: &Unit) -> String {
    match unit.pack {
        Some(pack) => format!("{} of {pack}", unit.code),
        None => unit.code.clone(),
    }
}

/// Sizes where they stand, and the words between them.
fn spans_of_item(item: Option<u32>, text: &str) -> Vec<Span> {
    let (plain, mut places) = read_places(text);
    places.sort_by_key(|(place, _)| place.start);
    let mut spans = Vec::new();
    let between = |place: Range<usize>, spans: &mut Vec<Span>| {
        let words = plain[place].trim_matches(|sign: char| !sign.is_alphanumeric());
        if !words.is_empty() {
            spans.push(Span::said(item, "words", words));
        }
    };
    let mut end = 0;
    for (place, size) in &places {
        between(end..place.start.max(end), &mut spans);
        spans.push(Span::size(item, plain[place.clone()].trim(), size));
        end = end.max(place.end);
    }
    between(end..plain.len(), &mut spans);
    spans
}
