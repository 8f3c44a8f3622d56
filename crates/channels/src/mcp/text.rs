//! An answer within a model's window: its text copy, which stands alone, and its rows as far as they fit. What was cut is said.

use serde_json::Value;

use crate::cli::show;
use crate::listing::Listed;

/// Longest text in bytes, about four to a token: 4,000 tokens, and 12,000 when details are asked for. No answer is longer.
const CONCISE: usize = 16_000;
const DETAILED: usize = 48_000;

/// Leaves off the last rows of an answer that is longer than a window; answers the note that says so.
pub fn fitted(output: &mut Value, listed: &Listed) -> Option<String> {
    let surplus = output.to_string().len().checked_sub(DETAILED)?;
    let rows = output.get_mut(listed.rows()?)?.as_array_mut()?;
    let all = rows.len();
    let mut freed = 0;
    while freed <= surplus && rows.len() > 1 {
        freed += rows.pop().map_or(0, |row| row.to_string().len() + 1);
    }
    let (field, shown) = (listed.rows()?, rows.len());
    Some(format!(
        "[cut: {shown} of {all} {field} are shown; read on from the next with `first_line` or `cursor`, or read the resource, which is whole]"
    ))
}

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
        text.push_str(&format!("… [cut: {most} of {whole} bytes; more is in structuredContent]"));
    }
    text
}
