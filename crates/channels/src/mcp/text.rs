//! The text copy of an answer, for clients that read nothing else. It stands alone, and says where it was cut.

use serde_json::Value;

use crate::cli::show;
use crate::listing::Listed;

/// Longest text in bytes, about four to a token: 4,000 tokens, and 12,000 when details are asked for.
const CONCISE: usize = 16_000;
const DETAILED: usize = 48_000;

/// What the answer says once, then its rows with the columns a person would see.
pub fn concise(output: &Value, listed: &Listed) -> String {
    let rows = listed.rows();
    let narrow = show::narrowed(output, rows, listed.entry.spec.columns);
    let mut lines = Vec::new();
    for (name, value) in narrow.as_object().into_iter().flatten() {
        match value {
            Value::Array(elements) if rows == Some(name) || elements.iter().any(Value::is_object) => {
                lines.push(format!("{name} ({}):", elements.len()));
                lines.extend(elements.iter().map(|element| format!("- {}", show::cell(element))));
            }
            Value::Null => lines.push(format!("{name}: unknown")),
            other => lines.push(format!("{name}: {}", show::cell(other))),
        }
    }
    cut(lines.join("\n"), CONCISE)
}

pub fn detailed(output: &Value) -> String {
    cut(output.to_string(), DETAILED)
}

fn cut(mut text: String, most: usize) -> String {
    if text.len() > most {
        let whole = text.len();
        text.truncate(text.floor_char_boundary(most));
        text.push_str(&format!("… [cut: {most} of {whole} bytes; structuredContent is whole, or ask for less with `limit` and `cursor`]"));
    }
    text
}
