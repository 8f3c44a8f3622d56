//! Where a sentence stops asking and begins to name goods.

use super::super::NoteKind;
use super::super::words::{self, fold};
use super::amount::{self, Strength};
use super::buried;
use super::tokens::Token;
use super::vocabulary::LEAD_WORDS;

/// The index of the first token after greeting and lead-in ("Hi, we need the", "please quote"), `from` if there is none.
pub(super) fn lead_in(text: &str, tokens: &[Token], from: usize) -> usize {
    let Some(first) = tokens.get(from) else { return from };
    if first.bare == "urgent" && text[..first.end].ends_with(':') {
        return lead_in(text, tokens, from + 1);
    }
    let folded = fold(&text[first.start..]);
    if words::is_courteous(&folded)
        && let Some(goods) = buried::goods(text, tokens, from, NoteKind::Courtesy)
        && goods > from
        && !tokens[from..goods].iter().any(|token| token.bare.contains(|sign: char| sign.is_ascii_digit()))
    {
        return goods;
    }
    let asks = words::LEAD_INS.iter().any(|head| words::begins(&folded, head))
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
    // "Need by Friday: 24 bolts": a colon ends the lead-in.
    let colon = (from..tokens.len().min(from + 8)).find(|at| text[tokens[*at].start..tokens[*at].end].ends_with(':')).map(|at| at + 1);
    if let Some(next) = colon.filter(|next| amount::at(text, tokens, *next, true).is_some()) {
        return next;
    }
    // Up to the first counted thing, if only lead-in words come before it; else up to the last lead-in word.
    let mut at = from;
    while at < tokens.len() && (LEAD_WORDS.contains(&tokens[at].bare.as_str()) || tokens[at].bare.is_empty()) {
        if at > from && amount::at(text, tokens, at, true).is_some() {
            break;
        }
        at += 1;
    }
    let counted = (from + 1..tokens.len().min(from + 25))
        .find(|at| amount::at(text, tokens, *at, true).is_some_and(|hit| hit.strength >= Strength::Bare));
    match counted {
        Some(counted)
            if counted >= at
                && counted - at <= 4
                && !text[tokens[from].start..tokens[counted].start].contains(" with ")
                && after_ask(tokens, from, counted)
                && !joined(tokens, at, counted) =>
        {
            counted
        }
        _ if at < tokens.len() => at,
        _ => from,
    }
}

/// "need hex bolts and 12 washers": what stands between the asking and the "and" is goods too, though nobody counted them.
fn joined(tokens: &[Token], at: usize, counted: usize) -> bool {
    let is = |index: usize, list: &[&str]| tokens.get(index).is_some_and(|token| list.contains(&token.bare.as_str()));
    at + 1 < counted && at.checked_sub(1).is_some_and(|verb| is(verb, ASKING)) && is(counted - 1, &["and", "y", "und", "et", "plus", "&"])
}

/// Words that goods follow at once.
const ASKING: &[&str] = &[
    "need",
    "require",
    "want",
    "order",
    "quote",
    "necesito",
    "necesitamos",
    "quiero",
    "queremos",
    "brauche",
    "brauchen",
    "benotige",
    "benotigen",
];

/// Between the lead-in and the number only connecting words or none: otherwise these are the item's words ("need hex bolts: 20").
fn after_ask(tokens: &[Token], from: usize, counted: usize) -> bool {
    counted > from
        && tokens[counted - 1].bare.chars().all(|sign| sign.is_alphabetic() || sign == '\'')
        && LEAD_WORDS.contains(&tokens[counted - 1].bare.as_str())
        || tokens[from..counted].iter().filter(|token| !LEAD_WORDS.contains(&token.bare.as_str())).count() == 0
}
