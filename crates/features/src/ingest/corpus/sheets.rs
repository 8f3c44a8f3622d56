//! Requests as tables: one layout, written as CSV, as a workbook, or into a mail.

use super::words::*;
use super::{ExpectedLine, ExpectedQuantity, Line, Sample, Writer};
use rand::Rng;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A cell: text, or a number a spreadsheet would store.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Number(f64),
}

/// Rows of cells by column; a missing cell is blank. `merged`: rows whose only cell spans the table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<Vec<Option<Value>>>,
    pub merged: Vec<usize>,
    pub width: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Position,
    Code,
    Item,
    Brand,
    Quantity,
    Unit,
    Note,
    Price,
}

impl Writer<'_> {
    pub(super) fn csv(&mut self, number: usize) -> Sample {
        let (grid, expected) = self.grid(false);
        let delimiter =
            *if self.spanish { &[";", ";", "\t", ","] } else { &[",", ",", ";", "\t"] }.get(self.random.random_range(0..4)).unwrap_or(&",");
        let ending = if self.chance(0.5) { "\r\n" } else { "\n" };
        let mut text = String::new();
        for row in &grid.rows {
            let fields: Vec<String> = row.iter().map(|value| quoted(&plain(value.as_ref()), delimiter)).collect();
            text.push_str(&fields.join(delimiter));
            text.push_str(ending);
        }
        let bytes = match self.random.random_range(0..5) {
            0 => [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(),
            1 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            2 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            _ => text.into_bytes(),
        };
        (bytes, format!("request-{number}.csv"), expected)
    }

    pub(super) fn xlsx(&mut self, number: usize) -> Sample {
        let mut book = Workbook::new();
        let mut expected = Vec::new();
        let sheets = if self.chance(0.2) { 2 } else { 1 };
        for _ in 0..sheets {
            let (grid, mut lines) = self.grid(true);
            // A workbook that cannot be written would show up as a document without lines.
            if write(&mut book, &grid).is_ok() {
                expected.append(&mut lines);
            }
        }
        (book.save_to_buffer().unwrap_or_default(), format!("request-{number}.xlsx"), expected)
    }

    /// `stored`: numbers are stored as such, and so have one reading.
    pub(super) fn grid(&mut self, stored: bool) -> (Grid, Vec<ExpectedLine>) {
        let fields = self.fields();
        let glued = !fields.contains(&Field::Unit);
        let headed = self.chance(0.88) || fields.len() < 3;
        let mut grid = Grid { width: fields.len(), ..Grid::default() };
        let blank = || vec![None; fields.len()];
        if headed && self.chance(0.4) {
            for _ in 0..self.random.random_range(1..4) {
                let mut row = blank();
                row[0] = Some(Value::Text(self.pick(COVERS_EN, COVERS_ES).to_owned()));
                grid.rows.push(row);
            }
            grid.rows.push(blank());
        }
        let names: Vec<Option<Value>> = fields.iter().map(|field| Some(Value::Text(self.name(*field).to_owned()))).collect();
        if headed {
            grid.rows.push(names.clone());
        }
        let sections = headed && self.chance(0.25);
        let wraps = fields.contains(&Field::Position) && headed && self.chance(0.3);
        let mut expected = Vec::new();
        let lines = self.lines(3, 25);
        // A figure with a decimal sign in the same column settles those that could be read in two ways.
        let shown = lines.iter().any(|line| matches!(&line.quantity, ExpectedQuantity::Exact(_)) && line.figure.contains(['.', ',']));
        for (index, mut line) in lines.into_iter().enumerate() {
            if sections && index % 6 == 0 {
                let mut row = blank();
                row[0] = Some(Value::Text(self.pick(SECTIONS_EN, SECTIONS_ES).to_owned()));
                if stored && self.chance(0.5) {
                    grid.merged.push(grid.rows.len());
                }
                grid.rows.push(row);
            }
            if headed && index == 10 && self.chance(0.2) {
                grid.rows.push(names.clone());
            }
            if stored && line.quantity == ExpectedQuantity::Ambiguous {
                line.figure = line.figure.replace(['.', ','], "");
                line.quantity = ExpectedQuantity::Exact(line.figure.clone());
            }
            if shown && line.quantity == ExpectedQuantity::Ambiguous {
                line.quantity = ExpectedQuantity::Exact(line.figure.replace(['.', ','], ""));
            }
            if !headed && line.quantity == ExpectedQuantity::Missing {
                line.figure = "7".to_owned();
                line.quantity = ExpectedQuantity::Exact("7".to_owned());
            }
            let wrapped = wraps && line.item.contains(' ') && self.chance(0.3);
            let row: Vec<Option<Value>> = fields.iter().map(|field| self.value(*field, &line, index, glued, stored, wrapped)).collect();
            grid.rows.push(row);
            if wrapped && let Some((_, tail)) = line.item.rsplit_once(' ') {
                let mut row = blank();
                if let Some(at) = fields.iter().position(|field| *field == Field::Item) {
                    row[at] = Some(Value::Text(tail.to_owned()));
                }
                grid.rows.push(row);
            }
            if self.chance(0.04) {
                grid.rows.push(blank());
            }
            expected.push(line.expected());
        }
        if headed && self.chance(0.2) {
            let mut row = blank();
            row[0] = Some(Value::Text("Total".to_owned()));
            if let Some(at) = fields.iter().position(|field| *field == Field::Quantity).filter(|at| *at > 0) {
                row[at] = Some(Value::Number(1234.0));
            }
            grid.rows.push(row);
        }
        if headed && self.chance(0.3) {
            grid.rows.push(blank());
            let mut row = blank();
            row[0] = Some(Value::Text(self.pick(FOOTERS_EN, FOOTERS_ES).to_owned()));
            grid.rows.push(row);
        }
        (grid, expected)
    }

    fn fields(&mut self) -> Vec<Field> {
        let mut fields = vec![Field::Item];
        if self.chance(0.35) {
            fields.insert(0, Field::Code);
        }
        if self.chance(0.2) {
            fields.push(Field::Brand);
        }
        let unit = self.chance(0.6);
        if self.chance(0.7) {
            fields.push(Field::Quantity);
            if unit {
                fields.push(Field::Unit);
            }
        } else {
            fields.insert(0, Field::Quantity);
            if unit {
                fields.insert(1, Field::Unit);
            }
        }
        if self.chance(0.4) {
            fields.insert(0, Field::Position);
        }
        if self.chance(0.15) {
            fields.push(Field::Price);
        }
        if self.chance(0.25) {
            fields.push(Field::Note);
        }
        fields
    }

    fn name(&mut self, field: Field) -> &'static str {
        match field {
            Field::Position => self.pick(POSITION_EN, POSITION_ES),
            Field::Code => self.pick(CODE_EN, CODE_ES),
            Field::Item => self.pick(ITEM_EN, ITEM_ES),
            Field::Brand => self.pick(BRAND_EN, BRAND_ES),
            Field::Quantity => self.pick(QUANTITY_EN, QUANTITY_ES),
            Field::Unit => self.pick(UNIT_EN, UNIT_ES),
            Field::Note => self.pick(NOTE_EN, NOTE_ES),
            Field::Price => self.pick(PRICE_EN, PRICE_ES),
        }
    }

    fn value(&mut self, field: Field, line: &Line, index: usize, glued: bool, stored: bool, wrapped: bool) -> Option<Value> {
        let text = |text: String| (!text.is_empty()).then_some(Value::Text(text));
        match field {
            Field::Position => text((index + 1).to_string()),
            Field::Code => text(format!("{}-{:04}", ["AB", "TX", "9", "K10"][index % 4], self.random.random_range(0..10_000))),
            Field::Item if wrapped => line.item.rsplit_once(' ').and_then(|(head, _)| text(head.to_owned())),
            Field::Item => text(line.item.clone()),
            Field::Brand => text(BRANDS[self.random.random_range(0..BRANDS.len())].to_owned()),
            Field::Quantity if line.figure.is_empty() => None,
            Field::Quantity if glued && line.unit.is_some() => text(format!("{} {}", line.figure, self.unit_text(line))),
            Field::Quantity => match line.figure.replace(',', ".").parse() {
                Ok(number) if stored => Some(Value::Number(number)),
                _ => text(line.figure.clone()),
            },
            Field::Unit => text(self.unit_text(line)),
            Field::Note if self.chance(0.3) => text(self.pick(REMARKS_EN, REMARKS_ES).to_owned()),
            Field::Price if self.chance(0.5) => {
                text(format!("{}.{:02}", self.random.random_range(0..90), self.random.random_range(1..100)))
            }
            Field::Note | Field::Price => None,
        }
    }

    fn unit_text(&mut self, line: &Line) -> String {
        let Some(unit) = line.unit else {
            return String::new();
        };
        match line.pack {
            None => unit.word.to_owned(),
            Some(pack) if self.spanish => format!("{} de {pack}", unit.word),
            Some(pack) if self.chance(0.5) => format!("{}/{pack}", unit.word),
            Some(pack) => format!("{} of {pack}", unit.word),
        }
    }
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
    }
}

fn quoted(field: &str, delimiter: &str) -> String {
    if field.contains(delimiter) || field.contains(['"', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

pub(super) fn write(book: &mut Workbook, grid: &Grid) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    for (row, (number, values)) in (0u32..).zip(grid.rows.iter().enumerate()) {
        for (column, value) in (0u16..).zip(values) {
            match value {
                Some(Value::Text(text)) if grid.merged.contains(&number) && grid.width > 1 => {
                    let last = u16::try_from(grid.width - 1).unwrap_or(1);
                    sheet.merge_range(row, column, row, last, text, &Format::new())?;
                }
                Some(Value::Text(text)) => {
                    sheet.write_string(row, column, text)?;
                }
                Some(Value::Number(number)) => {
                    sheet.write_number(row, column, *number)?;
                }
                None => {}
            }
        }
    }
    Ok(())
}
