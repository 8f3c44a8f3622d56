//! What columns hold, judged by their content: the answer when there is no header, or when its words are not enough.

use super::document::Row;
use super::header::{Column, Role};
use crate::number;
use crate::unit::{self, Context};
use std::collections::BTreeMap;

/// Shares of one column's filled cells, 0 to 1, except where said otherwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Content {
    pub filled: usize,
    numbers: f32,
    /// Counts up by a constant step: 1 2 3, 10 20 30.
    sequence: bool,
    units: f32,
    codes: f32,
    /// Cells with at least one word of three letters.
    prose: f32,
    /// A number followed or preceded by a unit word.
    amounts: f32,
    gtins: f32,
    prices: f32,
    /// Different texts, as a share of the filled cells.
    distinct: f32,
    /// Mean length in characters.
    length: f32,
}

/// Rows that are enough to judge a column by.
const SAMPLE: usize = 400;

/// The content of each column over the first rows, keyed by column number.
pub(crate) fn survey<'a>(rows: impl Iterator<Item = &'a Row>) -> BTreeMap<u32, Content> {
    let mut texts: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for cell in rows.take(SAMPLE).flat_map(|row| &row.cells) {
        texts.entry(cell.column).or_default().push(&cell.text);
    }
    texts.into_iter().map(|(column, texts)| (column, weigh(&texts))).collect()
}

fn weigh(texts: &[&str]) -> Content {
    let share = |test: &dyn Fn(&str) -> bool| texts.iter().filter(|text| test(text)).count() as f32 / texts.len().max(1) as f32;
    let is_number = |text: &str| number::read(text).is_some();
    let values: Vec<i64> = texts.iter().filter_map(|text| text.trim_end_matches(['.', ')']).parse().ok()).collect();
    let step = values.get(1).zip(values.first()).map(|(second, first)| second - first);
    let rising = values.windows(2).filter(|pair| Some(pair[1] - pair[0]) == step).count();
    let length = texts.iter().map(|text| text.chars().count()).sum::<usize>() as f32 / texts.len().max(1) as f32;
    Content {
        filled: texts.len(),
        numbers: share(&is_number),
        sequence: values.len() >= 2
            && values.len() * 10 >= texts.len() * 9
            && step.is_some_and(|step| matches!(step, 1 | 5 | 10 | 100))
            && rising * 10 >= (values.len() - 1) * 8,
        units: share(&|text| !is_number(text) && !unit::read(text, Context::Column).is_empty()),
        codes: share(&is_code),
        prose: share(&|text| is_prose(text)),
        amounts: share(&|text| is_amount(text)),
        gtins: share(&is_gtin),
        prices: share(&|text| text.contains(['€', '$', '£']) || is_number(text) && text.contains(['.', ','])),
        distinct: texts.iter().collect::<std::collections::BTreeSet<_>>().len() as f32 / texts.len().max(1) as f32,
        length,
    }
}

fn is_prose(text: &str) -> bool {
    unit::read(text, Context::Column).is_empty()
        && text.split(|sign: char| !sign.is_alphabetic()).any(|word| word.chars().count() >= 3)
        && !is_code(text)
        && !is_amount(text)
}

fn is_amount(text: &str) -> bool {
    let amount = super::quantity::read_cell(text, false);
    amount.rest.is_none() && !amount.units.is_empty()
}

/// One word with a digit that is not a plain quantity: `AB-1234`, `00451`, `4711.20`.
pub(crate) fn is_code(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|sign| sign.is_alphabetic()).count();
    !text.contains(' ')
        && digits > 0
        && text.chars().count() >= 3
        && (letters > 0 && !is_amount(text) || digits >= 5 || text.starts_with('0') && digits >= 3 || text.contains('-'))
}

/// 8, 12, 13 or 14 digits with a correct GS1 check digit.
pub(crate) fn is_gtin(text: &str) -> bool {
    let digits: Vec<u32> = text.trim().chars().filter(|sign| !matches!(sign, ' ' | '-')).map_while(|sign| sign.to_digit(10)).collect();
    let all = text.trim().chars().filter(|sign| !matches!(sign, ' ' | '-')).count();
    if all != digits.len() || !matches!(all, 8 | 12 | 13 | 14) {
        return false;
    }
    let sum: u32 = digits.iter().rev().enumerate().map(|(index, digit)| if index % 2 == 0 { *digit } else { digit * 3 }).sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

/// Settles the ambiguous roles of a header and finds the item and the quantity if no name gave them.
pub(crate) fn settle(columns: &mut Vec<Column>, content: &BTreeMap<u32, Content>) {
    let of = |column: u32| content.get(&column).cloned().unwrap_or_default();
    // Columns without a name join as unknown.
    for column in content.keys() {
        if !columns.iter().any(|known| known.column == *column) {
            columns.push(Column { column: *column, role: Role::Unknown, name: String::new() });
        }
    }
    let has = |columns: &[Column], role: Role| columns.iter().any(|column| column.role == role);
    let named_item = has(columns, Role::Item);
    for index in 0..columns.len() {
        let seen = of(columns[index].column);
        let role = match columns[index].role {
            Role::ItemOrNumber if seen.sequence || seen.numbers > 0.8 && seen.length < 4.0 => Role::Position,
            Role::ItemOrNumber if named_item && seen.codes + seen.numbers > 0.6 => Role::Code,
            Role::ItemOrNumber if named_item && columns[index].name.to_lowercase().starts_with("material") => Role::Detail,
            Role::ItemOrNumber
                if seen.codes + seen.numbers > 0.8
                    && seen.prose < 0.2
                    && content.values().any(|other| other.prose > 0.6 && other.length > seen.length) =>
            {
                Role::Code
            }
            Role::ItemOrNumber => Role::Item,
            Role::UnitOrQuantity if seen.numbers + seen.amounts > 0.5 && !has(columns, Role::Quantity) => Role::Quantity,
            Role::UnitOrQuantity => Role::Unit,
            Role::MaybeQuantity if seen.prose > 0.5 && !named_item => Role::Item,
            Role::MaybeQuantity if seen.numbers + seen.amounts > 0.5 && !has(columns, Role::Quantity) => Role::Quantity,
            Role::MaybeQuantity => Role::Fact,
            Role::Position if seen.prose > 0.5 && !named_item => Role::Item,
            Role::Unit if seen.filled > 0 && seen.numbers > 0.8 && !has(columns, Role::Quantity) => Role::Quantity,
            other => other,
        };
        columns[index].role = role;
    }
    let maker = has(columns, Role::Brand);
    for column in columns.iter_mut() {
        let name = column.name.to_lowercase();
        if column.role == Role::Code
            && maker
            && (name.contains("part") || name.contains("p/n"))
            && !name.contains("customer")
            && !name.contains("our")
            && !name.contains("your")
        {
            column.role = Role::Mpn;
        }
    }
    keep_first(columns, Role::Quantity, &of);
    keep_first(columns, Role::Unit, &of);
    keep_first(columns, Role::Code, &of);
    keep_first(columns, Role::Mpn, &of);
    if !has(columns, Role::Item) {
        let candidate = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| {
                matches!(column.role, Role::Unknown | Role::Detail | Role::Code | Role::Position | Role::Mpn)
                    && of(column.column).prose > 0.5
            })
            .max_by(|left, right| (of(left.1.column).length).total_cmp(&of(right.1.column).length))
            .map(|(index, _)| index);
        if let Some(index) = candidate {
            columns[index].role = Role::Item;
        }
    }
    if !has(columns, Role::Quantity) {
        let candidate = columns.iter().position(|column| {
            column.role == Role::Unknown
                && column.name.is_empty()
                && of(column.column).numbers + of(column.column).amounts > 0.7
                && !of(column.column).sequence
        });
        if let Some(index) = candidate {
            columns[index].role = Role::Quantity;
        }
    }
    columns.sort_by_key(|column| column.column);
}

/// A second column of the same role is one more fact; the best filled wins, the first among equals.
fn keep_first(columns: &mut [Column], role: Role, of: &dyn Fn(u32) -> Content) {
    let best = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.role == role)
        .max_by(|left, right| of(left.1.column).filled.cmp(&of(right.1.column).filled).then(right.0.cmp(&left.0)))
        .map(|(index, _)| index);
    for (index, column) in columns.iter_mut().enumerate() {
        if column.role == role && Some(index) != best {
            column.role = Role::Fact;
        }
    }
}

/// Columns of a table without header, by content alone. Empty when no column holds prose or codes.
pub(crate) fn guess(content: &BTreeMap<u32, Content>) -> Vec<Column> {
    let mut columns: Vec<Column> =
        content.keys().map(|column| Column { column: *column, role: Role::Unknown, name: String::new() }).collect();
    let mut take = |role: Role, score: &dyn Fn(&Content) -> f32| {
        let best = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.role == Role::Unknown)
            .map(|(index, column)| (index, score(&content[&column.column])))
            .filter(|(_, score)| *score > 0.0)
            .fold(None, |best: Option<(usize, f32)>, next| if best.is_some_and(|best| best.1 >= next.1) { best } else { Some(next) });
        if let Some((index, _)) = best {
            columns[index].role = role;
        }
        best.is_some()
    };
    let numeric_columns = content.values().filter(|seen| seen.numbers + seen.amounts > 0.6).count();
    let item = take(Role::Item, &|seen| {
        if seen.prose >= 0.5 { seen.length } else { 0.0 }
    });
    take(Role::Gtin, &|seen| {
        if seen.gtins > 0.8 && seen.filled > 1 { 1.0 } else { 0.0 }
    });
    // Most often filled, and rather a count than a price or a code; a unit beside the number is the best sign.
    take(Role::Quantity, &|seen| {
        let fits = seen.numbers + seen.amounts > 0.6 && seen.codes < 0.5 && !(seen.sequence && numeric_columns > 1);
        let doubt = if seen.prices > 0.5 { 0.5 } else { 1.0 + seen.amounts };
        if fits { seen.filled as f32 * doubt } else { 0.0 }
    });
    take(Role::Unit, &|seen| {
        if seen.units > 0.6 { seen.units } else { 0.0 }
    });
    take(Role::Position, &|seen| {
        if seen.sequence { 1.0 } else { 0.0 }
    });
    take(Role::Code, &|seen| {
        if seen.codes > 0.6 { seen.codes } else { 0.0 }
    });
    take(Role::Price, &|seen| {
        if seen.prices > 0.6 { 1.0 } else { 0.0 }
    });
    // Further words: now and then a remark, the same few short ones again and again a brand, else more of the item.
    let rows = content.values().map(|seen| seen.filled).max().unwrap_or(0);
    for column in &mut columns {
        let seen = &content[&column.column];
        column.role = match column.role {
            Role::Unknown if !item || seen.prose <= 0.3 => Role::Unknown,
            Role::Unknown if seen.filled * 10 < rows * 6 => Role::Remark,
            Role::Unknown if seen.distinct <= 0.6 && seen.length < 20.0 && rows >= 4 => Role::Brand,
            Role::Unknown => Role::Detail,
            known => known,
        };
    }
    if item || columns.iter().any(|column| column.role == Role::Code) { columns } else { Vec::new() }
}
