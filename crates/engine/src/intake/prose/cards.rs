//! Requests written as labels and values, one under the other: "Item: …", "Qty: …", and again.

use super::super::document::{Cell, Row, Table, TextLine};
use super::super::header::{self, Role};

/// Line, label, value, and what the label means.
type Field<'a> = (&'a TextLine, &'a str, &'a str, Role);

/// The cards that begin at a line as a table, a header row before each, and the index behind them.
///
/// A card needs a label for its goods and one for its quantity; a label that comes again begins the next card.
pub(super) fn read(said: &[&TextLine], at: usize) -> Option<(Table, usize)> {
    let mut cards: Vec<Vec<Field>> = Vec::new();
    let mut end = at;
    while let Some(line) = said.get(end).filter(|line| end == at || line.number <= said[end - 1].number + 3) {
        let Some((label, value, role)) = labelled(&line.text) else {
            break;
        };
        match cards.last_mut().filter(|card| card.iter().all(|(.., known)| *known != role)) {
            Some(card) => card.push((line, label, value, role)),
            None => cards.push(vec![(line, label, value, role)]),
        }
        end += 1;
    }
    let whole = |card: &Vec<Field>| {
        let has = |roles: &[Role]| card.iter().any(|(.., role)| roles.contains(role));
        has(&[Role::Item, Role::ItemOrNumber, Role::Code, Role::Mpn, Role::Gtin])
            && has(&[Role::Quantity, Role::UnitOrQuantity, Role::MaybeQuantity])
    };
    if cards.is_empty() || !cards.iter().all(whole) {
        return None;
    }
    let rows = cards.iter().flat_map(|card| {
        let row = |text: &dyn Fn(&Field) -> String| Row {
            number: card[0].0.number,
            cells: card
                .iter()
                .zip(0..)
                .map(|(field, column)| Cell::new(column, text(field)))
                .filter(|cell| !cell.text.is_empty())
                .collect(),
        };
        [row(&|(_, label, ..)| (*label).to_owned()), row(&|(_, _, value, _)| (*value).to_owned())]
    });
    Some((Table { sheet: None, rows: rows.collect() }, end))
}

fn labelled(text: &str) -> Option<(&str, &str, Role)> {
    let (label, value) = text.split_once(':')?;
    let label = label.trim().trim_start_matches(['-', '*', '•', ' ']);
    let role = header::role(label);
    (label.split_whitespace().count() <= 3 && !value.trim().is_empty() && role != Role::Unknown).then_some((label, value.trim(), role))
}
