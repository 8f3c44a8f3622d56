//! An answer for eyes or programs: a table, JSON, one JSON object a line, or CSV.

use std::borrow::Cow;
use std::collections::HashSet;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use comfy_table::{Attribute, Cell, ContentArrangement, LineStyle, Table, TableStyle};
use platform::money::Currency;
use platform::operation::Shown;
use platform::text::{inert, is_invisible};
use platform::{Error, Result};
use serde_json::{Map, Value, json};

use super::{Terminal, print};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Table,
    Json,
    Jsonl,
    Csv,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Format::Table, Format::Json, Format::Jsonl, Format::Csv]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Format::Table => PossibleValue::new("table"),
            Format::Json => PossibleValue::new("json"),
            Format::Jsonl => PossibleValue::new("jsonl"),
            Format::Csv => PossibleValue::new("csv"),
        })
    }
}

/// The format that was asked for, or the one the operation is shown in here.
pub fn resolved(asked: Option<Format>, shown: Shown, interactive: bool) -> Format {
    asked.unwrap_or(match shown {
        Shown::Jsonl if !interactive => Format::Jsonl,
        Shown::Json => Format::Json,
        Shown::Table | Shown::Jsonl => Format::Table,
    })
}

/// Prints an answer. `columns`: what a person sees of each of its rows.
pub fn answer(output: &Value, rows: Option<&str>, columns: &[&str], format: Format, terminal: &mut Terminal<'_>) -> Result<()> {
    let text = match format {
        Format::Json => format!("{output}\n"),
        Format::Jsonl => elements(output, rows).iter().map(|row| format!("{row}\n")).collect(),
        Format::Csv => csv(&elements(output, rows))?,
        Format::Table => tables(&narrowed(output, rows, columns), rows, terminal),
    };
    print(terminal.stdout, &text)
}

/// The rows of an answer; an answer without rows is one row itself.
fn elements<'a>(output: &'a Value, rows: Option<&str>) -> Vec<&'a Value> {
    match rows.and_then(|field| output[field].as_array()) {
        Some(rows) => rows.iter().collect(),
        None => vec![output],
    }
}

/// Columns are the fields of all rows in their order, inner fields as "outer.inner"; an array is JSON in its cell.
fn csv(rows: &[&Value]) -> Result<String> {
    let flat: Vec<Map<String, Value>> = rows.iter().map(|row| flattened(row)).collect();
    let mut columns = columns(flat.iter());
    // What is an object in some rows and unknown in others: the unknown ones leave the inner columns empty.
    let inner: HashSet<&str> = columns.iter().flat_map(|name| name.match_indices('.').map(|(dot, _)| &name[..dot])).collect();
    columns.retain(|name| !inner.contains(name) || flat.iter().any(|row| row.get(*name).is_some_and(|value| !value.is_null())));
    let mut writer = csv::Writer::from_writer(Vec::new());
    if !columns.is_empty() {
        writer.write_record(&columns).map_err(Error::internal)?;
    }
    for row in &flat {
        let cell = |column: &&str| match row.get(*column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => inert(text).into_owned(),
            Some(other) => other.to_string(),
        };
        writer.write_record(columns.iter().map(cell)).map_err(Error::internal)?;
    }
    String::from_utf8(writer.into_inner().map_err(|source| Error::internal(source.to_string()))?).map_err(Error::internal)
}

fn columns<'a>(rows: impl Iterator<Item = &'a Map<String, Value>>) -> Vec<&'a str> {
    let mut columns: Vec<&str> = Vec::new();
    for row in rows {
        for name in row.keys() {
            if !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
    }
    columns
}

fn flattened(value: &Value) -> Map<String, Value> {
    let mut flat = Map::new();
    flatten("", value, &mut flat);
    flat
}

fn flatten(name: &str, value: &Value, flat: &mut Map<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (inner, value) in fields {
                flatten(&if name.is_empty() { inner.clone() } else { format!("{name}.{inner}") }, value, flat);
            }
        }
        other => drop(flat.insert(name.to_owned(), other.clone())),
    }
}

/// Most characters of a text in a narrowed row.
const GLANCE: usize = 44;

/// The answer with only the `columns` of its rows, long texts cut: what a person takes in at a glance.
pub fn narrowed<'a>(output: &'a Value, rows: Option<&str>, columns: &[&str]) -> Cow<'a, Value> {
    let Some((field, elements)) = rows.and_then(|field| Some((field, output[field].as_array()?))) else { return Cow::Borrowed(output) };
    if columns.is_empty() {
        return Cow::Borrowed(output);
    }
    let glance = |element: &Value, path: &str| match element.pointer(&format!("/{}", path.replace('.', "/"))) {
        Some(Value::String(text)) if text.chars().count() > GLANCE => json!(text.chars().take(GLANCE - 1).chain(['…']).collect::<String>()),
        found => found.cloned().unwrap_or_default(),
    };
    let name = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let row = |element: &Value| -> Value { columns.iter().map(|path| (name(path), glance(element, path))).collect::<Map<_, _>>().into() };
    let mut narrow = output.clone();
    narrow[field] = elements.iter().map(row).collect();
    Cow::Owned(narrow)
}

/// First what the answer says once, then its rows, then its other lists.
fn tables(output: &Value, rows: Option<&str>, terminal: &Terminal<'_>) -> String {
    let Some(fields) = output.as_object() else { return format!("{}\n", cell(output)) };
    let is_list = |value: &Value| value.as_array().is_some_and(|elements| elements.first().is_some_and(Value::is_object));
    let mut once = Table::new();
    let mut lists: Vec<(&str, &Vec<Value>)> = Vec::new();
    for (name, value) in fields {
        match value {
            Value::Array(elements) if is_list(value) || rows == Some(name) => lists.push((name, elements)),
            Value::Object(_) if money(value).is_none() => {
                for (inner, value) in flattened_for_eyes(name, value) {
                    once.add_row([heading(&inner, terminal), Cell::new(value)]);
                }
            }
            _ => drop(once.add_row([heading(name, terminal), Cell::new(cell(value))])),
        }
    }
    lists.sort_by_key(|(name, _)| rows != Some(*name));
    let mut parts = Vec::new();
    if once.row_count() > 0 {
        parts.push(drawn(once, terminal));
    }
    let alone = lists.len() == 1 && parts.is_empty();
    for (name, elements) in lists {
        let title = name.replace('_', " ");
        parts.push(match (elements.is_empty(), alone) {
            (true, _) => format!("{title}: none\n"),
            (false, true) => list(elements, terminal),
            (false, false) => format!("{title}:\n{}", list(elements, terminal)),
        });
    }
    parts.join("\n")
}

/// Widest table in a pipe, in characters.
const PIPE_WIDTH: usize = 160;

/// A table if it can be read as one: first with every column, then without those that are empty throughout; else the
/// elements one below the other.
fn list(elements: &[Value], terminal: &Terminal<'_>) -> String {
    let width = if terminal.interactive { Table::new().width().map_or(PIPE_WIDTH, usize::from) } else { PIPE_WIDTH };
    let columns = columns(elements.iter().filter_map(Value::as_object));
    let (filled, empty): (Vec<&str>, Vec<&str>) =
        columns.iter().partition(|name| elements.iter().any(|element| !is_empty(&element[**name])));
    for (columns, left_out) in [(&columns, &[][..]), (&filled, &empty)] {
        let mut table = Table::new();
        table.set_header(columns.iter().map(|name| heading(name, terminal)));
        for element in elements {
            table.add_row(columns.iter().map(|name| cell(&element[*name])));
        }
        if table.lines().all(|line| line.chars().count() <= width) {
            let note = if left_out.is_empty() { String::new() } else { format!("empty: {}\n", left_out.join(", ").replace('_', " ")) };
            return format!("{}{note}", drawn(table, terminal));
        }
    }
    let blocks = elements.iter().map(|element| {
        let mut table = Table::new();
        for name in filled.iter().filter(|name| !is_empty(&element[**name])) {
            table.add_row([heading(name, terminal), Cell::new(cell(&element[*name]))]);
        }
        drawn(table, terminal)
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A line below the heading, none between rows.
const LINES: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

fn drawn(mut table: Table, terminal: &Terminal<'_>) -> String {
    table.load_style(LINES);
    if terminal.interactive {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    } else {
        table.force_no_tty();
    }
    if terminal.colour {
        table.enforce_styling();
    }
    format!("{}\n", table.trim_fmt())
}

fn heading(name: &str, terminal: &Terminal<'_>) -> Cell {
    let cell = Cell::new(name.replace('_', " "));
    if terminal.colour { cell.add_attribute(Attribute::Bold) } else { cell }
}

fn flattened_for_eyes(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(fields) if money(value).is_none() => {
            fields.iter().flat_map(|(inner, value)| flattened_for_eyes(&format!("{name} {inner}"), value)).collect()
        }
        other => vec![(name.to_owned(), cell(other))],
    }
}

/// A value in one cell: nothing is left out, unknown is a dash.
pub fn cell(value: &Value) -> String {
    if let Some(money) = money(value) {
        return money;
    }
    match value {
        Value::Null => "–".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        // What a customer or supplier wrote must not steer the terminal.
        Value::String(text) => {
            text.chars().map(|c| if (c.is_control() || is_invisible(c)) && c != '\n' { '\u{fffd}' } else { c }).collect()
        }
        Value::Array(elements) if elements.is_empty() => "none".to_owned(),
        Value::Array(elements) => {
            let separator = if elements.iter().any(Value::is_object) { "\n" } else { ", " };
            elements.iter().map(cell).collect::<Vec<_>>().join(separator)
        }
        Value::Object(fields) => {
            let shown = fields.iter().filter(|(_, value)| !is_empty(value));
            shown.map(|(name, value)| format!("{}: {}", name.replace('_', " "), cell(value))).collect::<Vec<_>>().join("; ")
        }
    }
}

/// An amount or a unit price as "3.14 EUR".
fn money(value: &Value) -> Option<String> {
    let fields = value.as_object().filter(|fields| fields.len() == 2)?;
    let currency = Currency::parse(fields.get("currency")?.as_str()?).ok()?;
    if let Some(minor) = fields.get("amount_minor").and_then(Value::as_i64) {
        return Some(format!("{} {}", currency.major(minor), currency.code()));
    }
    let price = fields.get("price")?.as_str()?;
    Some(format!("{} {}", significant(price, currency.minor_digits()), currency.code()))
}

/// A decimal with at least the currency's own digits, and no zeros beyond them.
fn significant(price: &str, digits: u32) -> String {
    let (whole, fraction) = price.split_once('.').unwrap_or((price, ""));
    let fraction = fraction.trim_end_matches('0');
    let width = usize::try_from(digits).unwrap_or_default();
    if width == 0 && fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction:0<width$}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(output: &Value, rows: Option<&str>, format: Format) -> String {
        let (mut stdin, mut stdout, mut stderr) = (std::io::empty(), Vec::new(), Vec::new());
        let terminal = &mut Terminal {
            stdin: &mut stdin,
            stdout: &mut stdout,
            stderr: &mut stderr,
            interactive: false,
            watched: false,
            colour: false,
            signals: None,
        };
        answer(output, rows, &[], format, terminal).unwrap();
        String::from_utf8(stdout).unwrap()
    }

    #[test]
    fn a_table_reads_like_a_document() {
        let answer = json!({ "number": "Q-1", "complete": null, "totals": { "net": { "amount_minor": 260, "currency": "EUR" } },
            "lines": [{ "sku": "A\u{1b}", "unit_price": { "price": "0.043200", "currency": "EUR" } }, { "sku": "B", "tags": ["x", "y"] }] });
        let table = shown(&answer, Some("lines"), Format::Table);
        for part in ["number", "Q-1", "–", "totals net", "2.60 EUR", "0.0432 EUR", "A\u{fffd}", "x, y"] {
            assert!(table.contains(part), "{part} in\n{table}");
        }
        assert_eq!(shown(&json!({ "lines": [] }), Some("lines"), Format::Table), "lines: none\n");
        assert_eq!(significant("11.9", 2), "11.90");
        assert_eq!((significant("5.000000", 0), significant("0.0432", 2)), ("5".to_owned(), "0.0432".to_owned()));
    }

    #[test]
    fn rows_too_wide_for_a_table_stand_one_below_the_other() {
        let long = "x".repeat(100);
        let narrow =
            shown(&json!({ "rows": [{ "a": long, "b": null, "c": 1 }, { "a": "y", "b": null, "c": 2 }] }), Some("rows"), Format::Table);
        assert!(narrow.lines().count() == 4 && narrow.contains("b"), "{narrow}");
        let fields =
            "bcdefghijklmnopq".chars().map(|name| (name.to_string(), json!(if name == 'q' { json!("last") } else { Value::Null })));
        let filled = shown(
            &json!({ "rows": [Map::from_iter([("a".to_owned(), json!(long))].into_iter().chain(fields))] }),
            Some("rows"),
            Format::Table,
        );
        assert!(filled.contains("last") && filled.contains("empty: b, c, d"), "{filled}");
        let blocks = shown(&json!({ "rows": [{ "a": long, "b": long }, { "a": "y", "b": "z" }] }), Some("rows"), Format::Table);
        assert_eq!(blocks.lines().count(), 5, "{blocks}");
    }

    #[test]
    fn rows_are_lines_of_json_and_records_of_csv() {
        let answer = json!({ "took": 1, "rows": [{ "a": "x,y", "b": { "c": 1 } }, { "a": null, "d": [1, 2] }] });
        assert_eq!(shown(&answer, Some("rows"), Format::Jsonl), "{\"a\":\"x,y\",\"b\":{\"c\":1}}\n{\"a\":null,\"d\":[1,2]}\n");
        assert_eq!(shown(&answer, Some("rows"), Format::Csv), "a,b.c,d\n\"x,y\",1,\n,,\"[1,2]\"\n");
        let half_priced =
            json!({ "rows": [{ "price": null, "net": null }, { "price": { "price": "1.5", "currency": "EUR" }, "net": null }] });
        assert_eq!(shown(&half_priced, Some("rows"), Format::Csv), "net,price.price,price.currency\n,,\n,1.5,EUR\n");
        assert_eq!(shown(&json!({ "a": 1 }), Some("rows"), Format::Jsonl), "{\"a\":1}\n");
        let formulas = json!({ "rows": [{ "sku": "=1+1", "name": "@SUM(A1)", "change": "-5" }] });
        assert_eq!(shown(&formulas, Some("rows"), Format::Csv), "sku,name,change\n'=1+1,'@SUM(A1),-5\n");
    }
}
