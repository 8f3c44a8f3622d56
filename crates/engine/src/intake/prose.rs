//! The text of a mail or a pasted note: what the sender asks, told apart from greetings, wishes, signatures and history.
//!
//! Lines that stand in columns are read as a table. The rest is read line by line, wrapped lines joined.

use super::document::{Cell, Row, Table, TextLine, Voice};
use super::header;
use super::sentence::{self, Setting};
use super::words::{self, fold};
use super::{Note, NoteKind, Place, ReadResult, table};

/// Reads one text into the result. `alone`: the document has no other part where its requests could be.
pub(crate) fn read(document: &str, lines: &[TextLine], alone: bool, result: &mut ReadResult) {
    let place = |number: u32| Place {
        document: document.to_owned(),
        sheet: None,
        row: number,
    };
    let mut note = |kind: NoteKind, line: &TextLine| {
        result.notes.push(Note {
            kind,
            place: place(line.number),
            text: line.text.trim().to_owned(),
        })
    };
    let forwarded = lines
        .iter()
        .any(|line| line.voice == Voice::Envelope && is_forward_subject(&line.text));
    let mut said: Vec<&TextLine> = Vec::new();
    let mut history = false;
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        history |= !forwarded && starts_history(&line.text);
        match line.voice {
            Voice::Envelope => note(NoteKind::Envelope, line),
            Voice::Quoted if !forwarded => note(NoteKind::Quoted, line),
            _ if history || !forwarded && line.text.trim_start().starts_with('>') => {
                note(NoteKind::Quoted, line)
            }
            _ if is_mail_header(&line.text, forwarded) => note(NoteKind::Envelope, line),
            _ => said.push(line),
        }
    }
    let said = until_signature(said, &mut note);
    let counted = said
        .iter()
        .any(|line| sentence::has_quantity(&line.text) || may_count(&line.text));
    let counted = counted || !alone;
    let mut section = None;
    for block in blocks(&said) {
        match block {
            Block::Table(table) => table::read(document, &table, result),
            Block::Lines(lines) => read_lines(&lines, counted, &mut section, &place, result),
        }
    }
}

enum Block<'a> {
    Table(Table),
    Lines(Vec<&'a TextLine>),
}

/// Everything before the signature; the signature's lines go to the notes. A late line with a certain quantity is kept.
fn until_signature<'a>(
    said: Vec<&'a TextLine>,
    note: &mut dyn FnMut(NoteKind, &TextLine),
) -> Vec<&'a TextLine> {
    let mut kept = Vec::new();
    let mut signing = false;
    for line in said {
        let text = line.text.trim();
        let folded = fold(text.trim_matches(|sign: char| !sign.is_alphanumeric()));
        let closes = text == "--"
            || text == "—"
            || text.starts_with("__")
            || words::CLOSINGS
                .iter()
                .any(|closing| words::begins(&folded, closing))
                && folded.split_whitespace().count() <= 8;
        if closes && !sentence::has_quantity(text) {
            signing = true;
            note(NoteKind::Courtesy, line);
        } else if signing && !(sentence::has_quantity(text) && !words::contact(&fold(text))) {
            note(NoteKind::Signature, line);
        } else {
            signing = false;
            kept.push(line);
        }
    }
    kept
}

fn starts_history(text: &str) -> bool {
    let folded = fold(text.trim());
    let wrote = ["wrote:", "escribio:", "schrieb:", "a ecrit :", "a ecrit:"]
        .iter()
        .any(|end| folded.ends_with(end));
    wrote
        || folded.contains("-----original message")
        || folded.contains("-----mensaje original")
        || folded.contains("-----ursprungliche nachricht")
        || folded.contains("-----message d'origine")
}

fn is_forward_subject(text: &str) -> bool {
    let folded = fold(
        text.split_once(':')
            .map_or("", |(_, subject)| subject)
            .trim(),
    );
    ["fw:", "fwd:", "wg:", "rv:", "tr:", "i:"]
        .iter()
        .any(|head| folded.starts_with(head))
}

/// `From: …` and its like inside a forwarded or pasted mail, and the forward mark itself.
fn is_mail_header(text: &str, forwarded: bool) -> bool {
    let folded = fold(text.trim().trim_start_matches('>').trim_start());
    let mark = folded.contains("forwarded message")
        || folded.contains("mensaje reenviado")
        || folded.contains("weitergeleitete nachricht")
        || folded.contains("message transfere");
    let head = [
        "from:",
        "sent:",
        "to:",
        "cc:",
        "subject:",
        "date:",
        "de:",
        "enviado:",
        "para:",
        "asunto:",
        "fecha:",
        "von:",
        "gesendet:",
        "an:",
        "betreff:",
        "datum:",
        "envoye:",
        "objet:",
        "a:",
    ]
    .iter()
    .any(|head| folded.starts_with(head));
    mark || head
        && (forwarded
            || folded.contains('@')
            || folded.starts_with("subject:")
            || folded.starts_with("asunto:")
            || folded.starts_with("betreff:")
            || folded.starts_with("objet:"))
}

/// Groups of lines: tables where at least two neighbours have columns, lines elsewhere.
fn blocks<'a>(said: &[&'a TextLine]) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < said.len() {
        if let Some((table, next)) = table_at(said, at) {
            blocks.push(Block::Table(table));
            at = next;
            continue;
        }
        match blocks.last_mut() {
            Some(Block::Lines(lines)) => lines.push(said[at]),
            _ => blocks.push(Block::Lines(vec![said[at]])),
        }
        at += 1;
    }
    blocks
}

/// A table that begins at a line, and the index behind it. Tabs, bars, semicolons, or two spaces and more stand between cells.
fn table_at(said: &[&TextLine], at: usize) -> Option<(Table, usize)> {
    [Gap::Tab, Gap::Bar, Gap::Semicolon, Gap::Spaces]
        .into_iter()
        .find_map(|gap| {
            let rows: Vec<Vec<(usize, &str)>> = said[at..]
                .iter()
                .map(|line| cells(&line.text, gap))
                .collect();
            let width = rows[0].len();
            if width < 2 {
                return None;
            }
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
            let ruled = |index: usize| {
                said[at + index]
                    .text
                    .chars()
                    .all(|sign| matches!(sign, '-' | '|' | '+' | '=' | ' ' | ':' | '\t'))
            };
            // Aligned text: every row with a gap belongs; without a header the rows must agree in width.
            let aligned = gap == Gap::Spaces;
            let mut end = 0;
            while end < rows.len() {
                let neighbour = end == 0 || said[at + end].number <= said[at + end - 1].number + 2;
                let wide = |index: usize| rows.get(index).is_some_and(|row| row.len() >= 2);
                // Inside a table with header a line of one cell is a heading or a wrapped row, if rows follow.
                let close = |index: usize| {
                    said.get(at + index)
                        .is_some_and(|line| line.number <= said[at + end].number + 3)
                };
                let inside = headed
                    && neighbour
                    && ((end + 1..end + 4).any(|later| wide(later) && close(later))
                        || aligned && said[at + end].text.starts_with("  "));
                let fits = ruled(end)
                    || wide(end) && (headed || rows[end].len() == width || !aligned)
                    || inside;
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
                .map(|index| {
                    if headed && aligned {
                        aligned_row(said[at + index], &rows[index], &starts, &rows[0])
                    } else {
                        as_row(index)
                    }
                })
                .collect();
            Some((
                Table {
                    sheet: None,
                    rows: table_rows,
                },
                at + end,
            ))
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
    let text = if gap == Gap::Bar {
        text.trim().trim_start_matches('|').trim_end_matches('|')
    } else {
        text
    };
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
fn aligned_row(
    line: &TextLine,
    cells: &[(usize, &str)],
    starts: &[usize],
    header: &[(usize, &str)],
) -> Row {
    let mut row = Row {
        number: line.number,
        cells: Vec::new(),
    };
    for (start, text) in cells {
        let end = start + text.chars().count();
        let overlap = |index: usize| {
            let (from, name) = header[index];
            end.min(from + name.chars().count())
                .saturating_sub((*start).max(from))
        };
        let best = (0..starts.len())
            .max_by_key(|index| {
                (
                    overlap(*index),
                    usize::MAX - starts[*index].abs_diff(*start),
                )
            })
            .unwrap_or(0);
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
        (0..width).any(|column| {
            rows.iter()
                .filter(|row| row.get(column).is_some_and(|(_, text)| test(text)))
                .count()
                * 10
                >= rows.len() * 7
        })
    };
    share(&|text| super::quantity::read_cell(text, false).quantity != super::Quantity::Missing)
        && share(&|text| text.chars().filter(|sign| sign.is_alphabetic()).count() >= 3)
}

fn may_count(text: &str) -> bool {
    sentence::may_count(text) && words::chatter(text).is_none()
}

fn read_lines(
    lines: &[&TextLine],
    counted: bool,
    section: &mut Option<String>,
    place: &dyn Fn(u32) -> Place,
    result: &mut ReadResult,
) {
    let entries = entries(lines);
    for (index, entry) in entries.iter().enumerate() {
        let text = entry.text.as_str();
        let at = place(entry.number);
        let strong = sentence::has_quantity(text);
        let chatter = words::chatter(text);
        let listed = sentence::is_listed(text);
        if !strong && let Some(kind) = heading(text, chatter, entries.get(index + 1), listed) {
            if kind == NoteKind::Section {
                *section = Some(
                    text.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != ')')
                        .to_owned(),
                );
            }
            result.notes.push(Note {
                kind,
                place: at,
                text: text.to_owned(),
            });
            continue;
        }
        let short = text.split_whitespace().count() <= 12 && !text.ends_with(['.', '!', '?']);
        // Beside counted lines, or in a text that counts nothing at all, a short line without number is a request too.
        let neighbour = [index.checked_sub(1), Some(index + 1)]
            .into_iter()
            .flatten()
            .filter_map(|near| entries.get(near))
            .any(|near| near.number.abs_diff(entry.number) <= 1 && may_count(&near.text));
        let setting = if listed || short && (neighbour || !counted) {
            Setting::List
        } else {
            Setting::Prose
        };
        for part in sentences(text) {
            let weak = !sentence::has_quantity(part);
            match words::chatter(part).filter(|kind| {
                weak && !(*kind == NoteKind::Courtesy && sentence::may_count(part))
                    && !(listed && *kind != NoteKind::Signature && part == text)
            }) {
                // "Please quote a bench grinder": asked for, though not counted.
                Some(NoteKind::Courtesy)
                    if !part.trim_end().ends_with([':', '?', '!']) && asks_for_goods(part) =>
                {
                    sentence::read(part, &at, section.as_deref(), Setting::List, result)
                }
                Some(kind) => result.notes.push(Note {
                    kind,
                    place: at.clone(),
                    text: part.trim().to_owned(),
                }),
                None => sentence::read(part, &at, section.as_deref(), setting, result),
            }
        }
    }
}

/// A lead-in with goods behind it rather than a mention of a list.
fn asks_for_goods(text: &str) -> bool {
    let folded = fold(text);
    let begins = [
        "please quote",
        "please send",
        "please supply",
        "please offer",
        "we need",
        "i need",
        "need",
        "necesito",
        "necesitamos",
        "wir benotigen",
        "wir brauchen",
        "quote for",
        "precio para",
        "looking for",
        "we are looking for",
        "cotizar",
    ]
    .iter()
    .find(|head| words::begins(folded.trim(), head));
    begins.is_some_and(|head| {
        let rest = &folded.trim()[head.len()..];
        let words = rest
            .split_whitespace()
            .filter(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() >= 3)
            .count();
        (1..=15).contains(&words)
            && ![
                "following",
                "list",
                "items",
                "attached",
                "below",
                "quotation",
                "price",
                "prices",
                "siguiente",
                "lista",
                "articulos",
                "adjunt",
                "folgende",
                "artikel",
                "offer",
                "it ",
                "this",
                "these",
                "them",
                "delivery",
                "by ",
                "urgent",
                "material",
            ]
            .iter()
            .any(|word| rest.contains(word))
    })
}

/// The kind of a line that heads what follows, or `None`.
fn heading(
    text: &str,
    chatter: Option<NoteKind>,
    next: Option<&Entry>,
    listed: bool,
) -> Option<NoteKind> {
    if listed && !text.ends_with(':') {
        return None;
    }
    let count = text.split_whitespace().count();
    if text.ends_with(':') && !sentence::may_count(text) {
        return Some(match chatter {
            Some(kind) => kind,
            None if count <= 8 => NoteKind::Section,
            None => NoteKind::Courtesy,
        });
    }
    let fenced = text.starts_with(['#', '=', '*', '-', '['])
        && text.ends_with(['#', '=', '*', '-', ']'])
        || text.starts_with("##");
    let upper = text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_lowercase)
        && !text.chars().any(|sign| sign.is_ascii_digit());
    let follows = next.is_some_and(|next| sentence::may_count(&next.text));
    (chatter.is_none()
        && count <= 8
        && follows
        && (fenced || upper || words::is_section(text) && !sentence::may_count(text)))
    .then_some(NoteKind::Section)
}

/// One line, or several that were wrapped into one.
struct Entry {
    number: u32,
    text: String,
    /// Begins like a sentence that asks, so that its wrapped lines belong together.
    asks: bool,
}

fn entries(lines: &[&TextLine]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut last = 0;
    let mut length = 0;
    for line in lines {
        let text = line.text.trim().trim_start_matches('>').trim();
        let indent = line.text.len() - line.text.trim_start().len();
        match entries
            .last_mut()
            .filter(|before| line.number == last + 1 && wraps(before, text, length, indent))
        {
            Some(before) => {
                before.text.push(' ');
                before.text.push_str(text);
            }
            None => {
                let folded = fold(text);
                let asks = words::LEAD_INS
                    .iter()
                    .any(|head| words::begins(&folded, head))
                    && !text.ends_with(':');
                entries.push(Entry {
                    number: line.number,
                    text: text.to_owned(),
                    asks,
                });
            }
        }
        last = line.number;
        length = line.text.trim().chars().count();
    }
    entries
}

/// The line goes on with the sentence before: that one is open and long, or ends in a word that needs another. Two lines
/// with a quantity each are two requests, unless a sentence runs through both.
fn wraps(before: &Entry, text: &str, length: usize, indent: usize) -> bool {
    let open = !before.text.ends_with(['.', ':', ';', '!', '?']);
    if !open || sentence::is_listed(text) {
        return false;
    }
    let tail = fold(before.text.rsplit(' ').next().unwrap_or_default());
    let needs_more = [
        "of", "and", "the", "de", "y", "with", "con", "for", "para", "plus", "und", "et", "x",
        "in", "en", "a", "or", "o", "mit", "von",
    ]
    .contains(&tail.as_str());
    let lower = text.starts_with(|sign: char| sign.is_lowercase() || sign == '(');
    let both_count = sentence::has_quantity(text) && sentence::may_count(&before.text);
    match () {
        () if before.asks => length >= 50,
        () if needs_more => length >= 30,
        () if both_count => false,
        () if sentence::is_listed(&before.text) && indent >= 2 => true,
        () => lower && (length >= 60 || before.text.ends_with(',') && length >= 40),
    }
}

/// Sentences of a line: cut after `.`, `!`, `?` before a capital, where what follows is plainly another sentence.
/// The dots of abbreviations in a name ("Punt.Compos. Racing") cut nothing.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let after = &text[at + 1..];
        let next = after.trim_start();
        let capital = after.starts_with(' ')
            && next.starts_with(|sign: char| sign.is_uppercase() || sign == '¿' || sign == '¡');
        if capital
            && (words::chatter(next).is_some() || starts_sentence(next))
            && text[from..at].chars().any(char::is_alphabetic)
        {
            parts.push(&text[from..=at]);
            from = at + 1;
        }
    }
    parts.push(&text[from..]);
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    parts
}

/// Begins with a word that begins sentences rather than names of goods.
fn starts_sentence(text: &str) -> bool {
    let folded = fold(text.trim_start_matches(['¿', '¡']));
    let first = folded
        .split(|sign: char| !sign.is_alphanumeric() && sign != '\'')
        .next()
        .unwrap_or_default();
    [
        "the",
        "they",
        "it",
        "this",
        "these",
        "those",
        "we",
        "i",
        "our",
        "if",
        "as",
        "also",
        "and",
        "please",
        "can",
        "could",
        "is",
        "are",
        "do",
        "what",
        "when",
        "all",
        "for",
        "you",
        "your",
        "there",
        "no",
        "not",
        "thanks",
        "plus",
        "then",
        "both",
        "they're",
        "it's",
        "we'd",
        "los",
        "las",
        "es",
        "son",
        "si",
        "lo",
        "nos",
        "tambien",
        "ademas",
        "necesito",
        "necesitamos",
        "por",
        "todo",
        "todos",
        "esto",
        "estos",
        "estas",
        "su",
        "nuestra",
        "nuestro",
        "que",
        "cuando",
        "para",
        "gracias",
        "y",
        "die",
        "das",
        "wir",
        "ich",
        "bitte",
        "auch",
        "wenn",
        "sie",
        "alle",
        "les",
        "nous",
        "merci",
        "si",
        "aussi",
        "veuillez",
    ]
    .contains(&first)
}
