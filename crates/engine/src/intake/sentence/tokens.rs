//! The words of a line with their places, and the bullet or number it begins with.

use super::super::words::fold;

/// One word with its place in the text; `bare` is folded and free of punctuation around it.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) bare: String,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (sign.is_whitespace(), start) {
            (true, Some(begun)) => {
                let bare = fold(text[begun..at].trim_matches(|sign: char| {
                    !sign.is_alphanumeric()
                        && !matches!(sign, '"' | '″' | '%' | '°' | '&' | '+' | '#' | '€' | '$' | '£' | '@' | '×' | '*' | '½' | '¼' | '¾')
                }));
                tokens.push(Token { start: begun, end: at, bare: if matches!(bare.as_str(), "×" | "*") { "x".to_owned() } else { bare } });
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
