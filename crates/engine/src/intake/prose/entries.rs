//! Lines put back together where a mail program broke them, and taken apart into sentences.

use super::super::document::TextLine;
use super::super::sentence;
use super::super::words::{self, fold};

/// One line, or several that were wrapped into one.
pub(super) struct Entry {
    pub number: u32,
    pub text: String,
    /// Begins like a sentence that asks, so that its wrapped lines belong together.
    asks: bool,
}

pub(super) fn entries(lines: &[&TextLine]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut last = 0;
    let mut length = 0;
    for line in lines {
        let text = line.text.trim().trim_start_matches('>').trim();
        let indent = line.text.len() - line.text.trim_start().len();
        match entries.last_mut().filter(|before| line.number == last + 1 && wraps(before, text, length, indent)) {
            Some(before) => {
                before.text.push(' ');
                before.text.push_str(text);
            }
            None => {
                let folded = fold(text);
                let asks = words::LEAD_INS.iter().any(|head| words::begins(&folded, head)) && !text.ends_with(':');
                entries.push(Entry { number: line.number, text: text.to_owned(), asks });
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
    // As written: "10 A" ends in a size, not in a word.
    let tail = before.text.rsplit(' ').next().unwrap_or_default();
    let needs_more =
        ["of", "and", "the", "de", "y", "with", "con", "for", "para", "plus", "und", "et", "x", "in", "en", "a", "or", "o", "mit", "von"]
            .contains(&tail);
    let lower = text.starts_with(|sign: char| sign.is_lowercase() || sign == '(');
    match () {
        () if before.asks => length >= 50,
        () if needs_more => length >= 30,
        () => {
            let runs_on = lower && (length >= 60 || before.text.ends_with(',') && length >= 40);
            (runs_on || indent >= 2 && sentence::is_listed(&before.text))
                && !(sentence::has_quantity(text) && sentence::may_count(&before.text))
        }
    }
}

/// Sentences of a line: cut after `.`, `!`, `?` before a capital, where what follows is plainly another sentence.
/// The dots of abbreviations in a name ("Punt.Compos. Racing") cut nothing.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['.', '!', '?']) {
        let after = &text[at + 1..];
        let next = after.trim_start();
        let capital = after.starts_with(' ') && next.starts_with(|sign: char| sign.is_uppercase() || sign == '¿' || sign == '¡');
        if capital && (words::chatter(next).is_some() || starts_sentence(next)) && text[from..at].chars().any(char::is_alphabetic) {
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
    let first = folded.split(|sign: char| !sign.is_alphanumeric() && sign != '\'').next().unwrap_or_default();
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
