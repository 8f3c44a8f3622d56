//! Lines of text that stand in columns: tabs, bars, semicolons, or blanks under a header.

use super::super::document::{Cell, Row, Table, TextLine};
use super::super::header;
use super::super::quantity::{self, Quantity};

/// A table that begins at a line, and the index behind it. Tabs, bars, semicolons, or two spaces and more stand between cells.
pub(super) fn table_at(said: &[&TextLine], at: usize) -> Option<(Table, usize)> {
    [Gap::Tab, Gap::Bar, Gap::Semicolon, Gap::Spaces].into_iter().find_map(|gap| {
        let width = cells(&said[at].text, gap).len();
        if width < 2 {
            return None;
        }
        // Lines close to one another; most texts have few of them, and no table reaches further.
        let close = said[at..].windows(2).take_while(|pair| pair[1].number <= pair[0].number + 3).count();
        let rows: Vec<Vec<(usize, &str)>> = said[at..=at + close].iter().map(|line| cells(&line.text, gap)).collect();
        let as_row = |index: usize| Row {
            number: said[at + index].number,
            cells: rows[index]
                .iter()
                .zip(0..)
                .map(|((_, text), column)| Cell::new(column, *text))
                .filter(|cell| !cell.text.is_empty())
                .collect(),
        };
        let headed = header::read(&as_row(0)).is_some();
        let ruled = |index: usize| said[at + index].text.chars().all(|sign| matches!(sign, '-' | '|' | '+' | '=' | ' ' | ':' | '\t'));
        // Aligned text: every row with a gap belongs; without a header the rows must agree in width.
        let aligned = gap == Gap::Spaces;
        let mut end = 0;
        while end < rows.len() {
            let neighbour = end == 0 || said[at + end].number <= said[at + end - 1].number + 2;
            let wide = |index: usize| rows.get(index).is_some_and(|row| row.len() >= 2);
            // Inside a table with header a line of one cell is a heading or a wrapped row, if rows follow.
            let close = |index: usize| said.get(at + index).is_some_and(|line| line.number <= said[at + end].number + 3);
            let inside = headed
                && neighbour
                && ((end + 1..end + 4).any(|later| wide(later) && close(later)) || aligned && said[at + end].text.starts_with("  "));
            let fits = ruled(end) || wide(end) && (headed || rows[end].len() == width || !aligned) || inside;
            if !fits || !neighbour {
                break;
            }
            end += 1;
        }
        let dense = (0..end).filter(|index| !ruled(*index)).count();
        if dense < 2 || !headed && !numeric_column(&rows[..end]) {
            return None;
        }
        let starts: Vec<usize> = rows[0].iter().map(|(start, _)| *start).collect();
        let table_rows = (0..end)
            .filter(|index| !ruled(*index))
            .map(|index| if headed && aligned { aligned_row(said[at + index], &rows[index], &starts, &rows[0]) } else { as_row(index) })
            .collect();
        Some((Table { sheet: None, rows: table_rows }, at + end))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Tab,
    Bar,
    Semicolon,
    Spaces,
}

/// The cells of a line with the character each starts at.
fn cells(text: &str, gap: Gap) -> Vec<(usize, &str)> {
    let sign = match gap {
        Gap::Tab => '\t',
        Gap::Bar => '|',
        Gap::Semicolon => ';',
        Gap::Spaces => return spaced(text),
    };
    let text = if gap == Gap::Bar { text.trim().trim_start_matches('|').trim_end_matches('|') } else { text };
    if !text.contains(sign) {
        return vec![(0, text.trim())];
    }
    text.split(sign).map(|cell| (0, cell.trim())).collect()
}

fn spaced(text: &str) -> Vec<(usize, &str)> {
    let mut cells = Vec::new();
    let mut from = None;
    let mut blanks = 0;
    let mut end = 0;
    for (column, (at, sign)) in text.char_indices().enumerate() {
        if sign == ' ' || sign == '\u{a0}' {
            blanks += 1;
            continue;
        }
        if blanks >= 2
            && let Some((column, start)) = from.take()
        {
            cells.push((column, text[start..end].trim()));
        }
        from = from.or(Some((column, at)));
        blanks = 0;
        end = at + sign.len_utf8();
    }
    if let Some((column, start)) = from {
        cells.push((column, text[start..end].trim()));
    }
    cells
}

/// Cells put under the header they overlap, or the nearest one to the left.
fn aligned_row(line: &TextLine, cells: &[(usize, &str)], starts: &[usize], header: &[(usize, &str)]) -> Row {
    let mut row = Row { number: line.number, cells: Vec::new() };
    for (start, text) in cells {
        let end = start + text.chars().count();
        let overlap = |index: usize| {
            let (from, name) = header[index];
            end.min(from + name.chars().count()).saturating_sub((*start).max(from))
        };
        let best = (0..starts.len()).max_by_key(|index| (overlap(*index), usize::MAX - starts[*index].abs_diff(*start))).unwrap_or(0);
        let column = u32::try_from(best).unwrap_or(u32::MAX);
        match row.cells.iter_mut().find(|cell| cell.column == column) {
            Some(cell) => {
                cell.text.push(' ');
                cell.text.push_str(text);
            }
            None => row.cells.push(Cell::new(column, *text)),
        }
    }
    row
}

/// Some column holds quantities in most rows, and some other column words.
fn numeric_column(rows: &[Vec<(usize, &str)>]) -> bool {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let share = |test: &dyn Fn(&str) -> bool| {
        (0..width)
            .any(|column| rows.iter().filter(|row| row.get(column).is_some_and(|(_, text)| test(text))).count() * 10 >= rows.len() * 7)
    };
    share(&|text| quantity::read_cell(text, false).quantity != Quantity::Missing)
        && share(&|text| text.chars().filter(|sign| sign.is_alphabetic()).count() >= 3)
}
