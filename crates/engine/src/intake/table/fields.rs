//! The cells of a request row, each put into its field.

use super::super::columns;
use super::super::document::{Cell, Row};
use super::super::header::{self, Role};
use super::super::quantity::{self, Quantity};
use super::super::{RequestLine, TargetPrice, join, sentence, words};
use super::{Reader, said};
use crate::number::{self, Convention};
use crate::unit::{self, Context, Family};

impl Reader<'_> {
    /// The row's cells by their columns' roles; what has no role is remainder.
    pub(super) fn line(&self, row: &Row) -> RequestLine {
        let mut line = RequestLine::blank((self.place)(row), said(row), self.section.clone());
        let mut item = None;
        let mut unit_cell = None;
        for cell in &row.cells {
            let text = cell.text.trim();
            match self.role(cell) {
                Role::Position => join(&mut line.customer_position, text),
                Role::Item | Role::Detail => join(&mut item, text),
                Role::Code if columns::is_gtin(text) && self.column(Role::Gtin).is_none() && text.len() >= 12 => join(&mut line.gtin, text),
                Role::Code => join(&mut line.customer_code, text),
                Role::Mpn => join(&mut line.mpn, text),
                Role::Gtin if columns::is_gtin(text) => join(&mut line.gtin, text),
                Role::Gtin => {
                    line.questions.push(format!("Is \"{text}\" a GTIN? Its check digit does not fit."));
                    line.remainder.push(text.to_owned());
                }
                Role::Brand => join(&mut line.brand, text),
                Role::Quantity => put_quantity(&mut line, cell),
                Role::Unit => unit_cell = Some(text),
                Role::Price => put_price(&mut line, cell),
                Role::Remark => join(&mut line.remark, text),
                Role::Fact => join(&mut line.remark, &self.named(cell)),
                Role::ItemOrNumber | Role::UnitOrQuantity | Role::MaybeQuantity | Role::Unknown => line.remainder.push(text.to_owned()),
            }
        }
        if let Some(text) = unit_cell {
            self.put_unit(&mut line, text);
        }
        if line.unit.is_none() && unit_cell.is_none() {
            // "Qty (pcs)": the header names the unit; its words stay with the header's note.
            line.unit = self.columns.iter().find(|column| column.role == Role::Quantity).and_then(|column| header::unit_in(&column.name));
        }
        let code = [&line.customer_code, &line.mpn, &line.gtin].into_iter().flatten().next().cloned();
        line.item = item.or(code).unwrap_or_default();
        if line.item.is_empty() {
            line.questions.push("Which item is meant? The row names none.".to_owned());
        }
        if self.column(Role::Quantity).is_none() {
            sentence::split_item(&mut line);
        }
        line
    }

    /// Settles an ambiguous quantity by the other quantities of the column; says so. A part of a piece contradicts them: it is asked.
    pub(super) fn settle(&self, line: &mut RequestLine) -> Option<String> {
        let (Quantity::Ambiguous(readings), Some(text)) = (&line.quantity, &line.quantity_text) else { return None };
        let value = quantity::settled(readings, text, self.decimals)?;
        let measured = line.unit.as_ref().is_none_or(|unit| unit::family(&unit.code) == Some(Family::Measure));
        if !value.fract().is_zero() && !measured {
            return None;
        }
        let sheet = line.place.sheet.as_ref().map(|sheet| format!("sheet {sheet}, ")).unwrap_or_default();
        let sign = if self.decimals == Convention::Comma { "comma" } else { "point" };
        let told = format!(
            "{sheet}row {}: \"{text}\" is read as {value}, for other quantities of the column have a decimal {sign}",
            line.place.row
        );
        line.quantity = Quantity::Stated(value);
        Some(told)
    }

    fn put_unit(&self, line: &mut RequestLine, text: &str) {
        let english = !self.columns.iter().any(|column| {
            ["cant", "ctd", "uds", "menge", "anzahl", "qt"]
                .iter()
                .any(|head| words::fold(&column.name).starts_with(head) && !words::fold(&column.name).starts_with("qty"))
        });
        let mut units = unit::read(text, Context::Column);
        if !english {
            units.reverse();
        }
        if units.len() > 1 {
            let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
            line.questions.push(format!("Which unit does \"{text}\" mean: {}?", codes.join(" or ")));
        }
        match units.into_iter().next() {
            Some(unit) => {
                if let Some(before) = line.unit.replace(unit) {
                    // Both cells name a unit; the unit column wins, the other word stays in the quantity's words.
                    if let Some(now) = &mut line.unit
                        && now.code == before.code
                        && now.pack.is_none()
                    {
                        now.pack = before.pack;
                    }
                }
            }
            None => {
                let amount = quantity::read_cell(text, false);
                match amount.units.into_iter().next() {
                    // "1 pc", "100 m": a price or pack base rather than a second quantity.
                    Some(unit) if amount.quantity == Quantity::Stated(rust_decimal::Decimal::ONE) => {
                        line.unit = Some(unit::Unit { word: text.to_owned(), ..unit })
                    }
                    _ => {
                        line.questions.push(format!("Which unit does \"{text}\" mean?"));
                        line.remainder.push(text.to_owned());
                    }
                }
            }
        }
    }

    /// "Delivery date: 2026-01-31": a value that is no remark of its own needs its column's name.
    fn named(&self, cell: &Cell) -> String {
        let name = self.columns.iter().find(|column| column.column == cell.column).map_or("", |column| column.name.trim());
        let text = cell.text.trim();
        if name.is_empty() { text.to_owned() } else { format!("{}: {text}", name.trim_end_matches(':')) }
    }
}

fn put_quantity(line: &mut RequestLine, cell: &Cell) {
    let amount = quantity::read_cell(&cell.text, cell.numeric);
    let text = cell.text.trim();
    if amount.quantity == Quantity::Missing {
        // "as required", "tbc", "abc": said, but no number. A bare dash says nothing.
        if text.chars().any(char::is_alphanumeric) {
            line.questions.push(format!("The quantity \"{text}\" cannot be read."));
        }
        line.remainder.push(text.to_owned());
        return;
    }
    line.quantity = amount.quantity;
    match amount.rest {
        Some(rest) => {
            let kept = text.strip_suffix(rest.as_str()).map_or(text, str::trim);
            line.quantity_text = Some(kept.to_owned());
            if kept.len() + rest.len() <= text.len() {
                line.questions.push(format!("Which unit does \"{rest}\" mean?"));
                line.remainder.push(rest);
            }
        }
        None => line.quantity_text = Some(text.to_owned()),
    }
    if amount.units.len() > 1 {
        let codes: Vec<&str> = amount.units.iter().map(|unit| unit.code.as_str()).collect();
        line.questions.push(format!("Which unit does \"{text}\" mean: {}?", codes.join(" or ")));
    }
    line.unit = amount.units.into_iter().next();
}

fn put_price(line: &mut RequestLine, cell: &Cell) {
    let text = cell.text.trim();
    let figures = text.trim_matches(|sign: char| !sign.is_ascii_digit());
    let amount = if cell.numeric { number::read_plain(text) } else { number::read(figures).and_then(|reading| reading.exact()) };
    match &mut line.target_price {
        Some(price) => {
            price.text.push(' ');
            price.text.push_str(text);
            price.amount = None;
        }
        None => line.target_price = Some(TargetPrice { text: text.to_owned(), amount }),
    }
}
