//! Requested items inside running text: a list line, a cell, or a sentence that names several.
//!
//! A number is a quantity because of where it stands and what stands beside it (`20 x`, `3 boxes of`, `: 500 pairs`,
//! `qty 12`), never because it is a number: `M8 x 50`, `2x4x8`, `DIN 933` and `12 V` are sizes.

mod amount;
mod clauses;
mod extras;

use super::quantity::Quantity;
use super::words::{self, fold};
use super::{Note, NoteKind, Place, ReadResult, RequestLine};
use amount::Strength;
use clauses::{Clause, clauses};

/// Where the text stands: in a list every entry is a request, in prose only what is counted or asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    List,
    Prose,
}

/// One word with its place in the text; `bare` is folded and free of punctuation around it.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    start: usize,
    end: usize,
    bare: String,
}

/// True if some number of the text is certainly a quantity: counted in units, multiplied, or named.
pub(crate) fn has_quantity(text: &str) -> bool {
    let tokens = tokens(text);
    let skip = marker(text, &tokens).map_or(0, |(count, _)| count);
    (skip..tokens.len()).any(|at| {
        amount::at(text, &tokens, at, at == skip)
            .is_some_and(|hit| hit.strength >= Strength::Measure)
    })
}

/// True if the text begins with a number that may be a quantity, or has a certain one.
pub(crate) fn may_count(text: &str) -> bool {
    let tokens = tokens(text);
    let skip = marker(text, &tokens).map_or(0, |(count, _)| count);
    has_quantity(text)
        || amount::at(text, &tokens, skip, true).is_some()
        || amount::trailing(text, &tokens[skip..]).is_some()
}

/// True if the text starts with a bullet or a list number.
pub(crate) fn is_listed(text: &str) -> bool {
    marker(text, &tokens(text)).is_some()
}

/// Reads one text into lines and notes. All of its words end in one of them.
pub(crate) fn read(
    text: &str,
    place: &Place,
    section: Option<&str>,
    setting: Setting,
    result: &mut ReadResult,
) {
    let note = |kind: NoteKind, text: &str, result: &mut ReadResult| {
        if text.chars().any(char::is_alphanumeric) {
            result.notes.push(Note {
                kind,
                place: place.clone(),
                text: text.trim().to_owned(),
            });
        }
    };
    let tokens = tokens(text);
    let mut at = 0;
    let mut position = None;
    if let Some((count, number)) = marker(text, &tokens) {
        at = count;
        position = number;
    }
    let lead = lead_in(text, &tokens, at);
    let asked = lead > at;
    if asked {
        note(NoteKind::Courtesy, slice(text, &tokens[at..lead]), result);
    }
    let setting = if asked || position.is_some() {
        Setting::List
    } else {
        setting
    };
    let clauses = clauses(text, &tokens, lead, asked);
    if clauses.iter().all(|clause| clause.hit.is_none()) {
        let rest = slice(text, &tokens[lead..]);
        let kind = words::chatter(rest);
        let wish = !asked || rest.split_whitespace().count() <= 15;
        if setting == Setting::Prose
            || kind.is_some()
            || !wish
            || !rest.chars().any(char::is_alphabetic)
        {
            note(kind.unwrap_or(NoteKind::Other), rest, result);
            if let Some(position) = position {
                note(NoteKind::Other, &position, result);
            }
            return;
        }
    }
    for clause in clauses {
        let mut line = RequestLine::blank(
            place.clone(),
            text.trim().to_owned(),
            section.map(str::to_owned),
        );
        line.customer_position = position.take();
        for glue in &clause.glue {
            note(
                NoteKind::Courtesy,
                slice(text, &tokens[glue.clone()]),
                result,
            );
        }
        fill(text, &tokens, &clause, &mut line);
        extras::take(&mut line, |label| {
            result.notes.push(Note {
                kind: NoteKind::Header,
                place: place.clone(),
                text: label.to_owned(),
            })
        });
        if line.item.chars().any(char::is_alphanumeric) {
            result.lines.push(line);
        } else {
            // A quantity of nothing ("20 pcs" alone) is not a request, but it is not lost.
            let said = [line.customer_position, line.quantity_text, line.remark]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ");
            note(NoteKind::Other, &said, result);
        }
    }
}

/// For a table row without a quantity column: a quantity inside the item's words, if it is a certain one.
pub(crate) fn split_item(line: &mut RequestLine) {
    let text = line.item.clone();
    let tokens = tokens(&text);
    let mut found = clauses(&text, &tokens, 0, false);
    if let (1, Some(clause)) = (found.len(), found.pop())
        && clause
            .hit
            .as_ref()
            .is_some_and(|hit| hit.strength >= Strength::Bare)
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
        while last < all.end
            && (GLUE.contains(&tokens[last].bare.as_str()) || tokens[last].bare == "x")
            && last + 1 < all.end
        {
            last += 1;
        }
    } else {
        while first > all.start
            && matches!(
                tokens[first - 1].bare.as_str(),
                "" | "qty" | "quantity" | "total" | "x"
            )
        {
            first -= 1;
        }
    }
    let before = tidy(slice(text, &tokens[all.start..first]));
    let after = tidy(slice(text, &tokens[last..all.end]));
    line.item = [before, after]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    line.quantity_text = Some(
        slice(text, &tokens[first..last])
            .trim_matches([':', ',', ';', ' ', '(', ')', '–', '-'])
            .to_owned(),
    );
    line.quantity = hit.quantity.clone();
    if let Some(question) = &hit.question {
        line.questions.push(question.clone());
    }
    if hit.units.len() > 1 {
        let codes: Vec<&str> = hit.units.iter().map(|unit| unit.code.as_str()).collect();
        line.questions.push(format!(
            "Which unit does \"{}\" mean: {}?",
            hit.units[0].word,
            codes.join(" or ")
        ));
    }
    line.unit = hit.units.first().cloned();
    if line.quantity == Quantity::Missing {
        line.quantity_text = None;
    }
}

const GLUE: &[&str] = &[
    "of", "de", "del", "the", "los", "las", "von", "der", "des", "d'", "your", "each", "off", "no",
    "nos", "",
];

/// Without punctuation and brackets that enclose or end it; inch signs and inner brackets stay.
fn tidy(text: &str) -> &str {
    let mut text = text.trim_matches([
        ' ', ',', ';', ':', '\u{2013}', '\u{2014}', '*', '|', '\t', '=', '?', '!',
    ]);
    loop {
        let shorter = text
            .trim_start_matches(['-', '.', ')', ' '])
            .trim_end_matches(['-', '.', '(', ' ', ',', ';', ':']);
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

/// The index of the first token after greeting and lead-in ("Hi, we need the", "please quote"), `from` if there is none.
fn lead_in(text: &str, tokens: &[Token], from: usize) -> usize {
    let Some(first) = tokens.get(from) else {
        return from;
    };
    let folded = fold(&text[first.start..]);
    let asks = words::LEAD_INS
        .iter()
        .any(|head| words::begins(&folded, head))
        || matches!(
            first.bare.as_str(),
            "hi" | "hello"
                | "hola"
                | "hallo"
                | "bonjour"
                | "dear"
                | "also"
                | "and"
                | "y"
                | "und"
                | "tambien"
                | "ademas"
                | "we"
                | "para"
                | "for"
                | "us"
                | "ps"
        );
    if !asks {
        return from;
    }
    // Up to the first counted thing, if only lead-in words come before it; else up to the last lead-in word.
    let mut at = from;
    while at < tokens.len()
        && (LEAD_WORDS.contains(&tokens[at].bare.as_str()) || tokens[at].bare.is_empty())
    {
        if at > from && amount::at(text, tokens, at, true).is_some() {
            break;
        }
        at += 1;
    }
    let counted = (from + 1..tokens.len().min(from + 25)).find(|at| {
        amount::at(text, tokens, *at, true).is_some_and(|hit| hit.strength >= Strength::Bare)
    });
    match counted {
        Some(counted)
            if counted >= at
                && counted - at <= 4
                && !text[tokens[from].start..tokens[counted].start].contains(" with ")
                && after_ask(tokens, from, counted) =>
        {
            counted
        }
        _ if at < tokens.len() => at,
        _ => from,
    }
}

/// Between the lead-in and the number only connecting words or none: otherwise these are the item's words ("need hex bolts: 20").
fn after_ask(tokens: &[Token], from: usize, counted: usize) -> bool {
    counted > from
        && tokens[counted - 1]
            .bare
            .chars()
            .all(|sign| sign.is_alphabetic() || sign == '\'')
        && LEAD_WORDS.contains(&tokens[counted - 1].bare.as_str())
        || tokens[from..counted]
            .iter()
            .filter(|token| !LEAD_WORDS.contains(&token.bare.as_str()))
            .count()
            == 0
}

/// Words of which lead-ins are made.
const LEAD_WORDS: &[&str] = &[
    "hi",
    "hello",
    "dear",
    "all",
    "team",
    "there",
    "please",
    "pls",
    "kindly",
    "can",
    "could",
    "would",
    "you",
    "we",
    "i",
    "us",
    "me",
    "to",
    "quote",
    "quotation",
    "price",
    "offer",
    "send",
    "supply",
    "provide",
    "for",
    "on",
    "need",
    "needs",
    "require",
    "want",
    "like",
    "looking",
    "are",
    "am",
    "is",
    "will",
    "be",
    "buy",
    "order",
    "get",
    "have",
    "your",
    "best",
    "and",
    "also",
    "let",
    "know",
    "the",
    "following",
    "a",
    "an",
    "some",
    "with",
    "in",
    "we'd",
    "i'd",
    "i'm",
    "as",
    "urgently",
    "about",
    "around",
    "approx",
    "approximately",
    "some",
    "hola",
    "buenos",
    "buenas",
    "dias",
    "tardes",
    "necesito",
    "necesitamos",
    "necesitaria",
    "necesitariamos",
    "solicito",
    "solicitamos",
    "ruego",
    "rogamos",
    "por",
    "favor",
    "podria",
    "podrias",
    "podrian",
    "nos",
    "gustaria",
    "quisiera",
    "quisieramos",
    "queremos",
    "quiero",
    "cotizar",
    "cotizarme",
    "cotizarnos",
    "precio",
    "precios",
    "para",
    "de",
    "presupuesto",
    "oferta",
    "enviar",
    "enviarnos",
    "pasar",
    "pasarme",
    "pasarnos",
    "unos",
    "unas",
    "un",
    "una",
    "y",
    "tambien",
    "ademas",
    "los",
    "las",
    "comprar",
    "pedir",
    "mas",
    "otros",
    "otras",
    "e",
    "hallo",
    "wir",
    "ich",
    "benotigen",
    "benotige",
    "brauchen",
    "brauche",
    "bitte",
    "anfrage",
    "fur",
    "uber",
    "ein",
    "eine",
    "angebot",
    "um",
    "suchen",
    "und",
    "auch",
    "noch",
    "gerne",
    "hatten",
    "konnen",
    "sie",
    "uns",
    "bonjour",
    "nous",
    "avons",
    "besoin",
    "j'ai",
    "ai",
    "merci",
    "veuillez",
    "devis",
    "pour",
    "d'",
    "et",
    "aussi",
    "souhaitons",
    "souhaite",
    "je",
    "chiffrer",
    "ps",
];

fn slice<'a>(text: &'a str, tokens: &[Token]) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => "",
    }
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (sign.is_whitespace(), start) {
            (true, Some(begun)) => {
                let bare = fold(text[begun..at].trim_matches(|sign: char| {
                    !sign.is_alphanumeric()
                        && !matches!(
                            sign,
                            '"' | '″'
                                | '%'
                                | '°'
                                | '&'
                                | '+'
                                | '#'
                                | '€'
                                | '$'
                                | '£'
                                | '@'
                                | '×'
                                | '*'
                                | '½'
                                | '¼'
                                | '¾'
                        )
                }));
                tokens.push(Token {
                    start: begun,
                    end: at,
                    bare: if matches!(bare.as_str(), "×" | "*") {
                        "x".to_owned()
                    } else {
                        bare
                    },
                });
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    tokens
}

/// A bullet or list number at the start: how many tokens it takes, and the number if it is one.
fn marker(text: &str, tokens: &[Token]) -> Option<(usize, Option<String>)> {
    let first = tokens.first()?;
    let raw = &text[first.start..first.end];
    if tokens.len() < 2 {
        return None;
    }
    if raw.chars().all(|sign| {
        matches!(
            sign,
            '-' | '*'
                | '•'
                | '·'
                | '–'
                | '—'
                | '+'
                | '>'
                | '▪'
                | '●'
                | '◦'
                | '‣'
                | '□'
                | '☐'
                | '✓'
        )
    }) && raw.chars().count() <= 2
    {
        let rest = marker(text, &tokens[1..]).filter(|(_, number)| number.is_some());
        return Some(rest.map_or((1, None), |(count, number)| (count + 1, number)));
    }
    let inner = raw
        .trim_start_matches(['(', '#', '['])
        .trim_end_matches([')', '.', ':', ']']);
    let closed = raw.ends_with([')', '.', ']']) || raw.starts_with('#') || raw.ends_with(':');
    let numbered = !inner.is_empty()
        && inner.len() <= 5
        && inner
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let lettered = inner.len() == 1
        && inner.chars().all(|sign| sign.is_ascii_lowercase())
        && raw.ends_with([')', '.']);
    (closed && (numbered || lettered)).then(|| (1, Some(inner.to_owned())))
}
