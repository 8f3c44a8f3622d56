//! HTML as a reader sees it: lines of text, and the tables that hold goods rather than layout.

use super::{Cell, Content, IngestError, Limit, Limits, Part, Row, Table, TextLine, Voice};
use html5gum::{Token, Tokenizer};

/// Tables inside tables that only a page built to break a reader has.
const TABLES: u64 = 100;

/// The parts of a page, in reading order. Lines and table rows are numbered through, from 1.
///
/// A table is kept as one if it has two rows and two columns and holds no other table; all others only lay out the page.
/// Quoted history becomes quoted lines, its tables too, unless `forwarded`: then it is what the sender sends.
pub(super) fn parts(html: &str, name: &str, forwarded: bool, limits: &Limits) -> Result<Vec<Part>, IngestError> {
    let mut page = Page::default();
    let mut hidden: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) if hidden.is_none() => {
                let number = |key: &[u8]| {
                    tag.attributes
                        .get(key)
                        .and_then(|value| String::from_utf8_lossy(value).trim().parse::<u32>().ok())
                        .unwrap_or(1)
                        .clamp(1, 100)
                };
                let class =
                    tag.attributes.get(&b"class"[..]).map(|value| String::from_utf8_lossy(value).to_lowercase()).unwrap_or_default();
                if page.tables.len() as u64 > TABLES {
                    return Err(IngestError::too_large(name, "", Limit::Tables, TABLES));
                }
                match tag.name.as_slice() {
                    b"style" | b"script" | b"title" | b"template" if !tag.self_closing => hidden = Some(tag.name.to_vec()),
                    b"td" | b"th" => page.open_cell(number(b"colspan"), number(b"rowspan")),
                    other => page.open(other, &class),
                }
            }
            Token::EndTag(tag) => {
                if hidden.as_deref() == Some(tag.name.as_slice()) {
                    hidden = None;
                } else if hidden.is_none() {
                    page.close(&tag.name);
                }
            }
            Token::String(text) if hidden.is_none() => page.say(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    page.finish(name, forwarded, limits)
}

#[derive(Debug)]
enum Item {
    Line(String, bool),
    Grid(Vec<Vec<GridCell>>, bool),
}

#[derive(Debug, Default)]
struct GridCell {
    items: Vec<Item>,
    columns: u32,
    rows: u32,
}

#[derive(Debug, Default)]
struct Page {
    /// What is outside all tables, then one frame per open table.
    items: Vec<Item>,
    tables: Vec<Vec<Vec<GridCell>>>,
    line: String,
    /// Open elements that quote: their names.
    quotes: Vec<Vec<u8>>,
    /// Depth of `div` inside each quoting `div`.
    depth: Vec<usize>,
}

impl Page {
    fn items(&mut self) -> &mut Vec<Item> {
        match self.tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.last_mut()) {
            Some(cell) => &mut cell.items,
            None => &mut self.items,
        }
    }

    fn say(&mut self, text: &str) {
        for sign in text.chars() {
            if sign.is_whitespace() && sign != '\u{a0}' {
                if !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
            } else {
                self.line.push(if sign == '\u{a0}' { ' ' } else { sign });
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let quoted = !self.quotes.is_empty();
        if !line.trim().is_empty() {
            self.items().push(Item::Line(line.trim_end().to_owned(), quoted));
        }
    }

    fn open(&mut self, name: &[u8], class: &str) {
        match name {
            b"br" => self.end_line(),
            b"table" => {
                self.end_line();
                self.tables.push(Vec::new());
            }
            b"tr" => {
                self.end_line();
                if let Some(rows) = self.tables.last_mut() {
                    rows.push(Vec::new());
                }
            }
            b"li" => {
                self.end_line();
                self.line.push_str("- ");
            }
            b"blockquote" => {
                self.end_line();
                self.quotes.push(name.to_vec());
                self.depth.push(0);
            }
            b"div" => {
                self.end_line();
                if class.contains("gmail_quote") || class.contains("moz-cite") {
                    self.quotes.push(name.to_vec());
                    self.depth.push(0);
                } else if let Some(depth) = self.depth.last_mut() {
                    *depth += 1;
                }
            }
            name if BLOCKS.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    fn open_cell(&mut self, columns: u32, rows: u32) {
        self.end_line();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if table.is_empty() {
            table.push(Vec::new());
        }
        if let Some(row) = table.last_mut() {
            row.push(GridCell { items: Vec::new(), columns, rows });
        }
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"table" => {
                self.end_line();
                let Some(grid) = self.tables.pop() else {
                    return;
                };
                let quoted = !self.quotes.is_empty();
                let goods = is_grid(&grid);
                let items = self.items();
                if goods {
                    items.push(Item::Grid(grid, quoted));
                } else {
                    for row in grid {
                        flatten(row, quoted, items);
                    }
                }
            }
            b"blockquote" | b"div" => {
                self.end_line();
                match (self.quotes.last().is_some_and(|open| open == name), self.depth.last_mut()) {
                    (true, Some(depth)) if name == b"div" && *depth > 0 => *depth -= 1,
                    (true, _) => {
                        self.quotes.pop();
                        self.depth.pop();
                    }
                    (false, Some(depth)) if name == b"div" => *depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            b"td" | b"th" | b"tr" | b"li" => self.end_line(),
            name if BLOCKS.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    fn finish(mut self, name: &str, forwarded: bool, limits: &Limits) -> Result<Vec<Part>, IngestError> {
        self.end_line();
        while !self.tables.is_empty() {
            self.close(b"table");
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut number = 0;
        let mut cells = 0;
        for item in self.items {
            match item {
                Item::Line(text, quoted) => {
                    number += 1;
                    push_line(&mut parts, name, TextLine { number, text, voice: voice(quoted) });
                }
                Item::Grid(grid, quoted) if quoted && !forwarded => {
                    for row in grid {
                        number += 1;
                        let text = row.iter().map(cell_text).collect::<Vec<_>>().join("\t");
                        push_line(&mut parts, name, TextLine { number, text, voice: Voice::Quoted });
                    }
                }
                Item::Grid(grid, _) => {
                    let rows = rows(&grid, &mut number, &mut cells, name, limits)?;
                    parts.push(Part { document: name.to_owned(), content: Content::Table(Table { sheet: None, rows }) });
                }
            }
        }
        Ok(parts)
    }
}

const BLOCKS: &[&[u8]] = &[
    b"p", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"ul", b"ol", b"dl", b"dt", b"dd", b"pre", b"hr", b"section", b"article", b"header",
    b"footer", b"address", b"tbody", b"thead",
];

fn voice(quoted: bool) -> Voice {
    if quoted { Voice::Quoted } else { Voice::Sender }
}

fn push_line(parts: &mut Vec<Part>, name: &str, line: TextLine) {
    match parts.last_mut().map(|part| &mut part.content) {
        Some(Content::Text(lines)) => lines.push(line),
        _ => parts.push(Part { document: name.to_owned(), content: Content::Text(vec![line]) }),
    }
}

fn is_grid(grid: &[Vec<GridCell>]) -> bool {
    let wide = grid.iter().filter(|row| row.iter().filter(|cell| !cell.items.is_empty()).count() >= 2).count();
    let nested = grid.iter().flatten().flat_map(|cell| &cell.items).any(|item| matches!(item, Item::Grid(..)));
    wide >= 2 && !nested
}

/// A layout row: cells of a single line each stand on one line, apart by a tab; anything more keeps its own lines.
fn flatten(row: Vec<GridCell>, quoted: bool, items: &mut Vec<Item>) {
    let single =
        row.len() > 1 && row.iter().all(|cell| cell.items.len() <= 1 && cell.items.iter().all(|item| matches!(item, Item::Line(..))));
    if single {
        let text = row.iter().map(cell_text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\t");
        if !text.is_empty() {
            items.push(Item::Line(text, quoted));
        }
    } else {
        items.extend(row.into_iter().flat_map(|cell| cell.items));
    }
}

fn cell_text(cell: &GridCell) -> String {
    let lines = cell.items.iter().filter_map(|item| match item {
        Item::Line(text, _) => Some(text.trim()),
        Item::Grid(..) => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Cells by column, with column and row spans; a cell that spans rows stands in each of them.
fn rows(grid: &[Vec<GridCell>], number: &mut u32, cells: &mut u64, name: &str, limits: &Limits) -> Result<Vec<Row>, IngestError> {
    let mut hanging: Vec<(u32, u32, Cell)> = Vec::new();
    let mut rows = Vec::new();
    for line in grid {
        *number += 1;
        // What hangs down from above counts each time: a short page can ask for very many cells.
        *cells += (line.len() + hanging.len()) as u64;
        for (size, limit, allowed) in
            [(*cells, Limit::Cells, limits.cells), ((line.len() + hanging.len()) as u64, Limit::Columns, limits.columns)]
        {
            if size > allowed {
                return Err(IngestError::too_large(name, &format!("row {number}"), limit, allowed));
            }
        }
        let mut row = Row { number: *number, cells: Vec::new() };
        let mut column = 0;
        for (_, left, cell) in &mut hanging {
            *left -= 1;
            row.cells.push(cell.clone());
        }
        let taken: Vec<(u32, u32)> = hanging.iter().map(|(_, _, cell)| (cell.column, cell.span)).collect();
        hanging.retain(|(_, left, _)| *left > 0);
        for cell in line {
            while let Some((start, span)) = taken.iter().find(|(start, span)| (*start..*start + *span).contains(&column)) {
                column = start + span;
            }
            let placed = Cell { column, span: cell.columns, text: cell_text(cell), numeric: false };
            if cell.rows > 1 && !placed.text.is_empty() {
                hanging.push((column, cell.rows - 1, placed.clone()));
            }
            column += cell.columns;
            if !placed.text.is_empty() {
                row.cells.push(placed);
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
        if !row.cells.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}
