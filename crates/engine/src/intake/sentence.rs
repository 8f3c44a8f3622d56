//! Requested items inside running text: a list line, a cell, or a sentence that names several.
//!
//! A number is a quantity because of where it stands and what stands beside it (`20 x`, `3 boxes of`, `: 500 pairs`,
//! `qty 12`), never because it is a number: `M8 x 50`, `2x4x8`, `DIN 933` and `12 V` are sizes.

mod amount;
mod buried;
mod clauses;
mod extras;
mod lead;
mod tokens;
mod vocabulary;

use super::quantity::Quantity;
use super::words;
use super::{Note, NoteKind, Place, ReadResult, RequestLine};
use amount::Strength;
use clauses::{Clause, clauses};
use lead::lead_in;
use tokens::{Token, marker, slice, tokens, unmarked};
use vocabulary::GLUE;

/// Where the text stands: in a list every entry is a request, in prose only what is counted or asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    List,
    /// A list whose entries begin with a rising number and a dash: "1 - bolt", "2 - nut".
    Numbered,
    /// Lines under a heading that ends in "Qty": a bare number at the end is the quantity.
    Tailed,
    Prose,
    /// All there is, and it names goods.
    Whole,
}

/// True if some number of the text is certainly a quantity: counted in units, multiplied, or named.
pub(crate) fn has_quantity(text: &str) -> bool {
    let tokens = tokens(text);
    let skip = marker(text, &tokens).map_or(0, |(count, _)| count);
    is_certain(text, &tokens, skip)
}

/// As [`has_quantity`], for a text whose words are known; `skip`: those of its bullet or list number.
fn is_certain(text: &str, tokens: &[Token], skip: usize) -> bool {
    (skip..tokens.len()).any(|at| amount::at(text, tokens, at, at == skip).is_some_and(|hit| hit.strength >= Strength::Measure))
}

/// True if the text begins with a number that may be a quantity, also behind a lead-in, or has a certain one.
pub(crate) fn may_count(text: &str) -> bool {
    let tokens = tokens(text);
    let skip = marker(text, &tokens).map_or(0, |(count, _)| count);
    is_certain(text, &tokens, skip)
        || amount::at(text, &tokens, lead_in(text, &tokens, skip), true).is_some()
        || amount::trailing(text, &tokens[skip..]).is_some()
}

/// True if the text starts with a bullet or a list number.
pub(crate) fn is_listed(text: &str) -> bool {
    marker(text, &unmarked(text)).is_some()
}

/// The number of "12 - studs", and where its words end.
pub(crate) fn dashed_number(text: &str) -> Option<(u32, usize)> {
    let tokens = unmarked(text);
    let (first, dash) = (tokens.first()?, tokens.get(1)?);
    let number = text[first.start..first.end].parse().ok()?;
    (tokens.len() > 2 && matches!(&text[dash.start..dash.end], "-" | "–" | "—" | ".-" | ":")).then_some((number, dash.end))
}

/// True if goods are counted in a text that stands below a closing, where names and addresses are expected.
pub(crate) fn asks_late(text: &str, kind: NoteKind) -> bool {
    let tokens = tokens(text);
    let skip = marker(text, &tokens).map_or(0, |(count, _)| count);
    is_certain(text, &tokens, skip) || buried::goods(text, &tokens, skip, kind).is_some()
}

/// Puts a text that seems to request nothing into the notes; goods counted in it are read all the same.
pub(crate) fn set_aside(text: &str, kind: NoteKind, place: &Place, section: Option<&str>, result: &mut ReadResult) {
    let tokens = tokens(text);
    let goods = buried::goods(text, &tokens, 0, kind);
    let said = slice(text, &tokens[..goods.unwrap_or(tokens.len())]);
    if said.chars().any(char::is_alphanumeric) {
        result.notes.push(Note { kind, place: place.clone(), text: said.to_owned() });
    }
    if let Some(goods) = goods {
        read(&text[tokens[goods].start..], place, section, Setting::List, result);
    }
}

/// Reads one text into lines and notes. All of its words end in one of them.
pub(crate) fn read(text: &str, place: &Place, section: Option<&str>, setting: Setting, result: &mut ReadResult) {
    let note = |kind: NoteKind, text: &str, result: &mut ReadResult| {
        if text.chars().any(char::is_alphanumeric) {
            result.notes.push(Note { kind, place: place.clone(), text: text.trim().to_owned() });
        }
    };
    let tokens = tokens(text);
    let mut at = 0;
    let mut position = None;
    if let Some((count, number)) = marker(text, &tokens) {
        at = count;
        position = number;
    } else if setting == Setting::Numbered
        && let Some((number, _)) = dashed_number(text)
    {
        at = 2;
        position = Some(number.to_string());
    }
    let lead = lead_in(text, &tokens, at);
    let asked = lead > at;
    if asked {
        note(NoteKind::Courtesy, slice(text, &tokens[at..lead]), result);
    }
    let whole = setting == Setting::Whole;
    let setting = if asked || position.is_some() { Setting::List } else { setting };
    let mut clauses = clauses(text, &tokens, lead, asked);
    if setting == Setting::Tailed
        && let [clause] = &mut clauses[..]
        && clause.hit.is_none()
    {
        clause.hit = amount::last(&tokens).filter(|hit| hit.tokens.start > lead);
    }
    if clauses.iter().all(|clause| clause.hit.is_none()) {
        let rest = slice(text, &tokens[lead..]);
        let kind = words::chatter(rest);
        let wish = !asked || rest.split_whitespace().count() <= 15;
        let refused = setting == Setting::Prose || kind.is_some() || !wish || !rest.chars().any(char::is_alphabetic);
        if refused && !whole {
            set_aside(rest, kind.unwrap_or(NoteKind::Other), place, section, result);
            if let Some(position) = position {
                note(NoteKind::Other, &position, result);
            }
            return;
        }
    }
    for clause in clauses {
        let mut line = RequestLine::blank(place.clone(), text.trim().to_owned(), section.map(str::to_owned));
        line.customer_position = position.take();
        if let Some(glue) = &clause.glue {
            note(NoteKind::Courtesy, slice(text, &tokens[glue.clone()]), result);
        }
        fill(text, &tokens, &clause, &mut line);
        extras::take(&mut line, |label| result.notes.push(Note { kind: NoteKind::Header, place: place.clone(), text: label.to_owned() }));
        if !line.item.chars().any(char::is_alphanumeric)
            && let Some(code) = [&line.customer_code, &line.mpn, &line.gtin].into_iter().flatten().next()
        {
            line.item = code.clone();
        }
        if line.item.chars().any(char::is_alphanumeric) {
            result.lines.push(line);
        } else {
            // A quantity of nothing ("20 pcs" alone) is not a request, but it is not lost.
            let price = line.target_price.map(|price| price.text);
            let fields = [line.customer_position, line.brand, line.quantity_text, price, line.remark];
            let said: Vec<String> = fields.into_iter().flatten().chain(line.remainder).collect();
            note(NoteKind::Other, &said.join(" "), result);
        }
    }
}

/// For a table row without a quantity column: a quantity inside the item's words, if it is a certain one.
pub(crate) fn split_item(line: &mut RequestLine) {
    let text = line.item.clone();
    let tokens = tokens(&text);
    let mut found = clauses(&text, &tokens, 0, false);
    if let (1, Some(clause)) = (found.len(), found.pop())
        && clause.hit.as_ref().is_some_and(|hit| hit.strength >= Strength::Bare)
    {
        let unit = line.unit.take();
        fill(&text, &tokens, &clause, line);
        line.unit = unit.or(line.unit.take());
    }
}

/// Splits the clause into quantity, unit and item.
fn fill(text: &str, tokens: &[Token], clause: &Clause, line: &mut RequestLine) {
    let all = clause.tokens.clone();
    let Some(hit) = &clause.hit else {
        line.item = tidy(slice(text, &tokens[all])).to_owned();
        return;
    };
    let mut first = hit.tokens.start;
    let mut last = hit.tokens.end;
    // "of the", "x", "-" after a leading quantity; ":", "-", "qty" before a trailing one belong to the quantity's words.
    if first == all.start {
        while last < all.end && (GLUE.contains(&tokens[last].bare.as_str()) || tokens[last].bare == "x") && last + 1 < all.end {
            last += 1;
        }
    } else {
        while first > all.start && matches!(tokens[first - 1].bare.as_str(), "" | "qty" | "quantity" | "total" | "x") {
            first -= 1;
        }
    }
    let before = tidy(slice(text, &tokens[all.start..first]));
    let after = tidy(slice(text, &tokens[last..all.end]));
    line.item = [before, after].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    line.quantity_text = Some(slice(text, &tokens[first..last]).trim_matches([':', ',', ';', ' ', '(', ')', '–', '-']).to_owned());
    line.quantity = hit.quantity.clone();
    if let Some(question) = &hit.question {
        line.questions.push(question.clone());
    }
    if hit.units.len() > 1 {
        let codes: Vec<&str> = hit.units.iter().map(|unit| unit.code.as_str()).collect();
        line.questions.push(format!("Which unit does \"{}\" mean: {}?", hit.units[0].word, codes.join(" or ")));
    }
    line.unit = hit.units.first().cloned();
    if line.quantity == Quantity::Missing {
        line.quantity_text = None;
    }
}

/// Without punctuation and brackets that enclose or end it; inch signs and inner brackets stay.
fn tidy(text: &str) -> &str {
    let mut text = text.trim_matches([' ', ',', ';', ':', '\u{2013}', '\u{2014}', '*', '|', '\t', '=', '?', '!']);
    loop {
        let shorter = text.trim_start_matches(['-', '.', ')', ' ']).trim_end_matches(['-', '.', '(', ' ', ',', ';', ':']);
        let shorter = match (shorter.starts_with('('), shorter.find(')')) {
            (true, Some(end)) if end == shorter.len() - 1 => &shorter[1..end],
            _ => shorter,
        };
        if shorter == text {
            return text;
        }
        text = shorter;
    }
}
