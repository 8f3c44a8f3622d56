//! The words of a line with their places, and the bullet or number it begins with.

use super::super::words::fold;
use crate::spoken::{self, Written};
use crate::unit::{self, Context, Family};
use crate::{sizes, text};

/// One word with its place in the text; `bare` is folded and free of punctuation around it.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) bare: String,
    /// Goes on with a size that began before it, or names an article: `50` of `4 mm x 50`, `6204` of `6204 2RS`.
    pub(super) in_size: bool,
}

/// The words, a spoken figure as one, with what belongs to a size marked: for whoever looks for amounts.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = unmarked(text);
    let plain = text::plain(text);
    match spoken::written(&plain) {
        Some(written) => {
            tokens = as_written(tokens, &plain, &written);
            mark_sizes(&written.text, &mut tokens);
        }
        None => mark_sizes(&plain, &mut tokens),
    }
    tokens
}

/// Each word of the written text, at the place of those that were said.
fn as_written(tokens: Vec<Token>, plain: &str, written: &Written) -> Vec<Token> {
    let said = unmarked(plain);
    if said.len() != tokens.len() {
        return tokens;
    }
    let at_place = |new: Token| {
        let place = written.before(&(new.start..new.end));
        let first = said.iter().position(|token| token.end > place.start)?;
        let last = said.iter().rposition(|token| token.start < place.end)?;
        Some(Token { start: tokens[first].start, end: tokens[last].end, ..new })
    };
    unmarked(&written.text).into_iter().filter_map(at_place).collect()
}

/// Marks what the reader of sizes takes for the further words of one. `M8x50 x 20` is a size and a count all the same.
fn mark_sizes(plain: &str, tokens: &mut [Token]) {
    if tokens.len() < 2 || !plain.contains(|sign: char| sign.is_ascii_digit()) {
        return;
    }
    let (plain, places) = sizes::read_places(plain);
    let spelt = unmarked(&plain);
    if spelt.len() != tokens.len() {
        return;
    }
    for (place, size) in places.into_iter().filter(|(_, size)| !size.kind.is_word()) {
        let named = size.kind == sizes::Kind::Bearing;
        // `10006994 x 3`: an article number is no size.
        let digits = plain[place.start..].bytes().take_while(u8::is_ascii_digit).count();
        if digits >= 5 && !named {
            continue;
        }
        for at in (0..spelt.len()).filter(|at| place.contains(&spelt[*at].start)) {
            let first = spelt[at].start <= place.start;
            let chained = at > 0 && spelt[at - 1].bare.matches('x').count() >= 1 && spelt[at - 1].bare.len() > 1;
            // "grain: 300 pcs": what is counted is no grain.
            let counted = spelt.get(at + 1).is_some_and(|next| {
                matches!(unit::lookup(&next.bare, Context::Prose).first(), Some(code) if unit::family(code) != Some(Family::Measure))
            });
            tokens[at].in_size |= !counted && (named || !first && !chained);
        }
    }
}

/// The words alone; cheaper by the reading of sizes.
pub(super) fn unmarked(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (sign.is_whitespace(), start) {
            (true, Some(begun)) => {
                let bare = fold(text[begun..at].trim_matches(|sign: char| {
                    !sign.is_alphanumeric()
                        && !matches!(sign, '"' | '″' | '%' | '°' | '&' | '+' | '#' | '€' | '$' | '£' | '@' | '×' | '*' | '½' | '¼' | '¾')
                }));
                tokens.push(Token {
                    start: begun,
                    end: at,
                    bare: if matches!(bare.as_str(), "×" | "*") { "x".to_owned() } else { bare },
                    in_size: false,
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
pub(super) fn marker(text: &str, tokens: &[Token]) -> Option<(usize, Option<String>)> {
    let first = tokens.first()?;
    let raw = &text[first.start..first.end];
    if tokens.len() < 2 {
        return None;
    }
    if raw.chars().all(|sign| matches!(sign, '-' | '*' | '•' | '·' | '–' | '—' | '+' | '>' | '▪' | '●' | '◦' | '‣' | '□' | '☐' | '✓'))
        && raw.chars().count() <= 2
    {
        let rest = marker(text, &tokens[1..]).filter(|(_, number)| number.is_some());
        return Some(rest.map_or((1, None), |(count, number)| (count + 1, number)));
    }
    let named = ["pos", "position", "item", "line", "nr", "no", "linea", "partida", "zeile", "ligne"].contains(&first.bare.as_str());
    if named
        && let Some(number) = tokens
            .get(1)
            .filter(|token| token.bare.len() <= 4 && token.bare.bytes().all(|byte| byte.is_ascii_digit()) && !token.bare.is_empty())
        && tokens.len() > 2
        && (text[number.start..number.end].ends_with([':', '.', ')', '-']) || tokens[2].bare.is_empty())
    {
        return Some((2, Some(text[first.start..number.end].trim_end_matches([':', '.', ')', '-']).to_owned())));
    }
    let inner = raw.trim_start_matches(['(', '#', '[']).trim_end_matches([')', '.', ':', ']', '-']);
    // `#10 x 1 in`, `#8-32`, `#6 UNC`: the number size of a screw.
    if raw.starts_with('#') && matches!(tokens[1].bare.as_str(), "x" | "unc" | "unf" | "un" | "screw" | "screws") {
        return None;
    }
    let closed = raw.ends_with([')', '.', ']']) || raw.ends_with(".-") || raw.ends_with(")-") || raw.starts_with('#') || raw.ends_with(':');
    let numbered = !inner.is_empty()
        && inner.len() <= 5
        && inner.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let lettered = inner.len() == 1 && inner.chars().all(|sign| sign.is_ascii_lowercase()) && raw.ends_with([')', '.']);
    (closed && (numbered || lettered)).then(|| (1, Some(inner.to_owned())))
}

pub(super) fn slice<'a>(text: &'a str, tokens: &[Token]) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => "",
    }
}
