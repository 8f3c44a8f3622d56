//! A table of a request: header found or guessed, rows told apart, cells put into fields.
//!
//! Columns are anchored on header words, then typed by content; rows are anchored on the columns that are filled most
//! reliably. Rows that request nothing become notes with their kind.

mod fields;

use super::columns;
use super::document::{Cell, Row, Table};
use super::header::{self, Column, Role};
use super::quantity::{self, Quantity};
use super::words;
use super::{Note, NoteKind, Place, ReadResult, join, sentence};
use crate::number::Convention;

/// Reads one table into the result. Several tables in one sheet are told apart by their header rows.
pub(crate) fn read(document: &str, table: &Table, result: &mut ReadResult) {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !row.cells.is_empty()).collect();
    let place = |row: &Row| Place { document: document.to_owned(), sheet: table.sheet.clone(), row: row.number };
    let headers: Vec<usize> = (0..rows.len()).filter(|index| header::read(rows[*index]).is_some()).collect();
    let first = headers.first().copied().unwrap_or(0);
    for row in &rows[..first] {
        result.notes.push(Note { kind: NoteKind::Title, place: place(row), text: said(row) });
    }
    if headers.is_empty() {
        return headerless(&rows, &place, result);
    }
    for (index, start) in headers.iter().enumerate() {
        let end = headers.get(index + 1).copied().unwrap_or(rows.len());
        result.notes.push(Note { kind: NoteKind::Header, place: place(rows[*start]), text: said(rows[*start]) });
        let body = &rows[start + 1..end];
        // A repeated header continues the same columns, judged over all their rows.
        let names = said(rows[*start]);
        let alike = headers.iter().zip(headers.iter().skip(1).map(Some).chain([None])).filter(|(other, _)| said(rows[**other]) == names);
        let all: Vec<&Row> = alike.flat_map(|(other, next)| &rows[other + 1..next.copied().unwrap_or(rows.len())]).copied().collect();
        let mut columns = header::read(rows[*start]).unwrap_or_default();
        let titled = columns.clone();
        columns::settle(&mut columns, &columns::survey(all.iter().copied().filter(|row| is_dense(row, &titled))));
        Reader::new(&columns, &place, &all).rows(body, result);
    }
}

/// True if some row names columns of items.
pub(crate) fn is_headed(table: &Table) -> bool {
    table.rows.iter().any(|row| header::read(row).is_some())
}

/// A sheet of titles and addresses beside the list: notes, but for what it counts. With a column of quantities it is a list.
pub(crate) fn read_cover(document: &str, table: &Table, result: &mut ReadResult) {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !row.cells.is_empty()).collect();
    let content = columns::survey(rows.iter().copied().filter(|row| row.cells.len() > 1));
    if columns::guess(&content).iter().any(|column| column.role == Role::Quantity) {
        return read(document, table, result);
    }
    for row in rows {
        let place = Place { document: document.to_owned(), sheet: table.sheet.clone(), row: row.number };
        let text = said(row);
        if sentence::has_quantity(&text) {
            sentence::read(&text, &place, None, sentence::Setting::List, result);
        } else {
            sentence::set_aside(&text, words::chatter(&text).unwrap_or(NoteKind::Title), &place, None, result);
        }
    }
}

/// Rows that look like requests, so that titles, sections and footers do not blur what a column holds.
fn is_dense(row: &Row, columns: &[Column]) -> bool {
    row.cells.len() >= 2 || columns.len() <= 1
}

fn headerless(rows: &[&Row], place: &dyn Fn(&Row) -> Place, result: &mut ReadResult) {
    let wide = rows.iter().any(|row| row.cells.len() > 1);
    let content = columns::survey(rows.iter().copied().filter(|row| !wide || row.cells.len() > 1));
    let columns = if wide { columns::guess(&content) } else { Vec::new() };
    let quantity = columns.iter().any(|column| column.role == Role::Quantity);
    if columns.is_empty() || !quantity {
        return free_rows(rows, place, result);
    }
    Reader::new(&columns, place, rows).rows(rows, result);
}

/// A table without header and without a column of quantities: each row is read as a line of text would be.
fn free_rows(rows: &[&Row], place: &dyn Fn(&Row) -> Place, result: &mut ReadResult) {
    for row in rows {
        if result.is_beyond() {
            return;
        }
        let text = said(row);
        match words::chatter(&text).filter(|_| !sentence::has_quantity(&text)) {
            Some(kind) => sentence::set_aside(&text, kind, &place(row), None, result),
            None => sentence::read(&text, &place(row), None, sentence::Setting::List, result),
        }
    }
}

/// The words of a row as they stand, cells apart by a bar when there are several.
fn said(row: &Row) -> String {
    row.cells.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join(" | ")
}

struct Reader<'a> {
    columns: &'a [Column],
    place: &'a dyn Fn(&Row) -> Place,
    section: Option<String>,
    /// Index of the line a continuation row would belong to.
    open: Option<usize>,
    /// Most items begin with a small letter, so that one tells nothing about a wrapped row and a capital tells a heading.
    lower: bool,
    /// The table opens with a heading in this column, so that others like it are headings too.
    headings: Option<u32>,
    /// How the column of quantities writes its decimals.
    decimals: Convention,
}

impl<'a> Reader<'a> {
    /// `all`: the rows that have these columns.
    fn new(columns: &'a [Column], place: &'a dyn Fn(&Row) -> Place, all: &[&Row]) -> Reader<'a> {
        let quantities = columns.iter().find(|column| column.role == Role::Quantity);
        let decimals = quantity::convention(all.iter().filter_map(|row| row.cell(quantities?.column)));
        Reader { columns, place, section: None, open: None, lower: false, headings: None, decimals }
    }

    fn rows(&mut self, rows: &[&Row], result: &mut ReadResult) {
        let item = self.column(Role::Item).or(self.column(Role::Code)).or(self.column(Role::Mpn)).or(self.column(Role::Gtin));
        // The columns that nearly every request row fills tell a wrapped row from a new one.
        let dense = rows.iter().filter(|row| row.cells.len() >= 2).count();
        let anchors: Vec<u32> = self
            .columns
            .iter()
            .filter(|column| matches!(column.role, Role::Position | Role::Code | Role::Mpn | Role::Gtin | Role::Unit))
            .map(|column| column.column)
            .filter(|column| {
                let filled = rows.iter().filter(|row| row.cells.len() >= 2 && !row.text(*column).is_empty()).count();
                dense > 0 && filled * 10 >= dense * 9
            })
            .collect();
        self.lower = item.is_some_and(|item| {
            let starts = rows.iter().filter(|row| row.cells.len() >= 2).filter_map(|row| row.text(item).chars().next());
            let (small, all) = starts.fold((0, 0), |(small, all), sign| (small + usize::from(sign.is_lowercase()), all + 1));
            small * 2 > all
        });
        self.headings = rows.first().filter(|row| row.cells.len() == 1).map(|row| row.cells[0].column).filter(|column| {
            let lone = rows.iter().filter(|row| row.cells.len() == 1 && row.cells[0].column == *column);
            is_title(&rows[0].cells[0].text)
                && rows.get(1).is_some_and(|next| self.asks(next))
                && lone.clone().filter(|row| is_title(&row.cells[0].text)).count() * 2 > lone.count()
        });
        let last_request = rows.iter().rposition(|row| self.asks(row)).unwrap_or(0);
        let mut before = None;
        for (index, row) in rows.iter().enumerate() {
            if result.is_beyond() {
                return;
            }
            let gap = before.is_some_and(|before: u32| row.number > before + 1);
            before = Some(row.number);
            let kind = self.kind(row, item, &anchors, gap, index > last_request, rows.get(index + 1).copied());
            self.put(row, kind, result);
        }
    }

    fn column(&self, role: Role) -> Option<u32> {
        self.columns.iter().find(|column| column.role == role).map(|column| column.column)
    }

    fn role(&self, cell: &Cell) -> Role {
        self.columns.iter().find(|column| column.column == cell.column).map_or(Role::Unknown, |column| column.role)
    }

    /// The row has a readable quantity.
    fn asks(&self, row: &Row) -> bool {
        self.column(Role::Quantity)
            .and_then(|column| row.cell(column))
            .is_some_and(|cell| quantity::read_cell(&cell.text, cell.numeric).quantity != Quantity::Missing)
    }

    fn kind(&self, row: &Row, item: Option<u32>, anchors: &[u32], gap: bool, after: bool, next: Option<&Row>) -> Kind {
        let first = row.cells[0].text.as_str();
        let described =
            row.cells.iter().any(|cell| matches!(self.role(cell), Role::Item | Role::Code | Role::Mpn | Role::Gtin | Role::Detail));
        let names = row.cells.iter().any(|cell| cell.text.chars().any(char::is_alphabetic));
        let anchored = anchors.iter().any(|column| row.cell(*column).is_some());
        let total = row.cells.iter().any(|cell| words::is_total(&cell.text));
        if total && (!anchored || words::is_total(first)) && (!self.asks(row) || row.cells.len() <= 3) {
            return Kind::Note(NoteKind::Total);
        }
        if row.cells.len() == 1 && words::is_section(first) && !first.starts_with(|sign: char| sign.is_ascii_digit()) {
            return self.lone_cell(row, item, anchors, gap, after, next);
        }
        if !described && (!names || !self.asks(row)) {
            let kind = if names { words::chatter(&said(row)).unwrap_or(NoteKind::Section) } else { NoteKind::Other };
            return if row.cells.len() == 1 && kind == NoteKind::Section && !after {
                Kind::Section
            } else {
                Kind::Note(if kind == NoteKind::Section { NoteKind::Other } else { kind })
            };
        }
        if self.asks(row) {
            return Kind::Line;
        }
        if row.cells.len() > 1 {
            // A label and its value below the table, or a wrapped row of several columns.
            if !anchored && (after || anchors.is_empty()) && first.trim_end().ends_with(':') {
                return Kind::Note(words::chatter(first).unwrap_or(NoteKind::Terms));
            }
            let only_wrapped =
                row.cells.iter().all(|cell| matches!(self.role(cell), Role::Item | Role::Detail | Role::Remark | Role::Fact | Role::Brand));
            return if only_wrapped && !anchors.is_empty() && self.open.is_some() && !gap { Kind::Continued } else { Kind::Line };
        }
        self.lone_cell(row, item, anchors, gap, after, next)
    }

    /// Every request row has a number or code of its own, so that a row without one is no new request.
    fn numbered(&self, anchors: &[u32]) -> bool {
        self.columns.iter().any(|column| anchors.contains(&column.column) && column.role != Role::Unit)
    }

    /// A row of one cell: heading, wrapped text, footer, or an item nobody gave a quantity.
    fn lone_cell(&self, row: &Row, item: Option<u32>, anchors: &[u32], gap: bool, after: bool, next: Option<&Row>) -> Kind {
        let cell = &row.cells[0];
        let text = cell.text.trim();
        let in_item = Some(cell.column) == item || self.role(cell) == Role::Item;
        let leads_column = self.columns.first().is_some_and(|column| column.column == cell.column);
        let upper = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
        let heads = next.is_some_and(|next| self.asks(next));
        let wrapped =
            text.starts_with(|sign: char| sign.is_lowercase() && !self.lower || matches!(sign, '(' | ',' | '-' | '/' | '+' | '&'));
        let title = self.lower && text.starts_with(char::is_uppercase);
        if cell.span > 1 && !after {
            return words::chatter(text).map_or(Kind::Section, Kind::Note);
        }
        if words::is_section(text) || text.ends_with(':') {
            return if after { Kind::Note(words::chatter(text).unwrap_or(NoteKind::Other)) } else { Kind::Section };
        }
        if self.headings == Some(cell.column) && heads && !wrapped && is_title(text) {
            return Kind::Section;
        }
        if in_item && self.open.is_some() && !gap && (wrapped || self.numbered(anchors)) && !((upper || title) && heads && leads_column) {
            let footer = after && !wrapped && words::chatter(text).is_some();
            return if footer { Kind::Note(words::chatter(text).unwrap_or(NoteKind::Other)) } else { Kind::Continued };
        }
        if let Some(kind) = words::chatter(text) {
            return Kind::Note(kind);
        }
        let sentence = text.split_whitespace().count() > 12 || text.ends_with('.') && text.split_whitespace().count() > 5;
        match () {
            () if after && (!in_item || sentence) => Kind::Note(NoteKind::Other),
            () if !in_item && heads => Kind::Section,
            () if !in_item && matches!(self.role(cell), Role::Code | Role::Mpn | Role::Gtin) && columns::is_code(text) => Kind::Line,
            () if !in_item => Kind::Section,
            () if heads && (upper || title || !anchors.is_empty() && is_title(text) && (gap || leads_column)) => Kind::Section,
            () => Kind::Line,
        }
    }

    fn put(&mut self, row: &Row, kind: Kind, result: &mut ReadResult) {
        match kind {
            Kind::Line => {
                let mut line = self.line(row);
                result.settled.extend(self.settle(&mut line));
                self.open = Some(result.lines.len());
                result.lines.push(line);
            }
            Kind::Continued => match self.open.and_then(|open| result.lines.get_mut(open)) {
                Some(line) => {
                    line.verbatim.push('\n');
                    line.verbatim.push_str(&said(row));
                    for cell in &row.cells {
                        match self.role(cell) {
                            Role::Remark => join(&mut line.remark, &cell.text),
                            Role::Brand => join(&mut line.brand, &cell.text),
                            _ => {
                                line.item.push(' ');
                                line.item.push_str(cell.text.trim());
                            }
                        }
                    }
                }
                None => result.notes.push(Note { kind: NoteKind::Other, place: (self.place)(row), text: said(row) }),
            },
            Kind::Section => {
                let text = said(row);
                self.section = Some(text.trim().trim_end_matches(':').to_owned());
                self.open = None;
                result.notes.push(Note { kind: NoteKind::Section, place: (self.place)(row), text });
            }
            Kind::Note(kind) => {
                self.open = None;
                result.notes.push(Note { kind, place: (self.place)(row), text: said(row) });
            }
        }
    }
}

/// Up to five words and no figure.
fn is_title(text: &str) -> bool {
    text.split_whitespace().count() <= 5 && !text.chars().any(|sign| sign.is_ascii_digit()) && words::chatter(text).is_none()
}

enum Kind {
    Line,
    Continued,
    Section,
    Note(NoteKind),
}
