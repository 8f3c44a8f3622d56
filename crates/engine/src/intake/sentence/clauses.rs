//! One sentence, several items: where one ends and the next begins, and which of its numbers is the quantity.

use super::amount::{self, Hit, Strength};
use super::buried;
use super::tokens::Token;
use super::vocabulary::JOINTS;
use std::ops::Range;

/// A stretch of tokens about one item, with its quantity. `glue`: connecting words before it.
#[derive(Debug)]
pub(super) struct Clause {
    pub tokens: Range<usize>,
    pub hit: Option<Hit>,
    pub glue: Option<Range<usize>>,
}

/// Cuts the tokens from `start` on. `asked`: a lead-in came before, so a comma and a number begin another item.
pub(super) fn clauses(text: &str, tokens: &[Token], start: usize, asked: bool) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut current = Clause { tokens: start..start, hit: amount::at(text, tokens, start, true), glue: None };
    let mut prose = asked;
    let mut at = current.hit.as_ref().map_or(start, |hit| hit.tokens.end);
    while at < tokens.len() {
        let next = connector(text, tokens, at);
        if let Some(next) = next
            && let Some(hit) = amount::at(text, tokens, next, true)
            && match &current.hit {
                Some(own) => own.tokens.end < at && splits(text, tokens, &current, &hit, at, next, prose),
                None => asked && joins(text, tokens, &current, &hit, at, next),
            }
        {
            current.tokens.end = at;
            prose = true;
            let begun = Clause { tokens: next..next, glue: Some(at..next), hit: None };
            at = hit.tokens.end;
            clauses.push(std::mem::replace(&mut current, Clause { hit: Some(hit), ..begun }));
            continue;
        }
        let Some(hit) = amount::at(text, tokens, at, false).filter(|hit| {
            let own = current.hit.as_ref().map_or(1, |own| worth(text, tokens, own, current.tokens.start));
            worth(text, tokens, hit, current.tokens.start) > own
        }) else {
            at += 1;
            continue;
        };
        at = hit.tokens.end;
        let leads = hit.tokens.start == current.tokens.start;
        current.hit = Some(hit);
        // "bolts 20 pcs, washers 40 pcs": the quantity ends the clause when another item with its own follows.
        let follows = (at..tokens.len())
            .find_map(|later| amount::at(text, tokens, later, false).filter(|hit| hit.strength >= Strength::Package))
            .is_some_and(|hit| hit.strength != Strength::Explicit);
        if !leads && at < tokens.len() && ends(text, &tokens[at - 1]) && follows {
            current.tokens.end = at;
            let next = connector(text, tokens, at).unwrap_or(at);
            let glue = (next > at).then_some(at..next);
            clauses.push(std::mem::replace(&mut current, Clause { tokens: next..next, hit: None, glue }));
            at = next;
        }
    }
    current.tokens.end = tokens.len();
    let first = current.tokens.start;
    if let Some(last) = amount::trailing(text, &tokens[first..]).map(|hit| hit.shift(first))
        && current.hit.as_ref().is_none_or(|own| worth(text, tokens, own, first) < TRAILING)
    {
        current.hit = Some(last);
    }
    clauses.push(current);
    clauses
}

/// A bare number behind a separator at the very end.
const TRAILING: u8 = 4;

/// How much a number's place speaks for its being the quantity rather than a part of the item's name: first or last,
/// and set apart. 1 and less: not at all.
fn worth(text: &str, tokens: &[Token], hit: &Hit, start: usize) -> u8 {
    let leads = hit.tokens.start == start;
    let last = hit.tokens.end == tokens.len() || ends(text, &tokens[hit.tokens.end - 1]);
    let apart = leads || text[tokens[hit.tokens.start].start..].starts_with('(') || is_separator(text, &tokens[hit.tokens.start - 1]);
    match (hit.strength, leads, last, apart) {
        (Strength::Explicit, ..) => 8,
        (Strength::Measure, true, ..) => 4,
        (Strength::Bare | Strength::Trailing, ..) => 4,
        (_, true, ..) => 7,
        (Strength::Measure, _, true, true) => 4,
        (Strength::Measure, ..) => 0,
        (_, _, true, true) => 6,
        (Strength::Times, ..) => 5,
        (_, _, true, _) | (_, _, _, true) => 3,
        _ => 2,
    }
}

/// May the hit at `next` begin another item, after the clause's own quantity?
fn splits(text: &str, tokens: &[Token], current: &Clause, hit: &Hit, at: usize, next: usize, prose: bool) -> bool {
    let parted = at > 0 && text[..tokens[at - 1].end].ends_with(';');
    let word = |token: &Token, list: &[&str]| list.contains(&token.bare.as_str());
    let contains =
        tokens[current.tokens.start..at].iter().any(|token| word(token, &["with", "con", "mit", "avec", "including", "incl", "incluye"]));
    let worded = tokens[at..next]
        .iter()
        .any(|token| word(token, &["plus", "also", "and", "y", "und", "et", "sowie", "mas", "ademas", "tambien", "as"]));
    // "20 nuts & 30 bolts M8": counted from the start on both sides, and the second has a size of its own.
    let signed = tokens[at..next].iter().any(|token| matches!(token.bare.as_str(), "&" | "+")) || parted;
    let figures = tokens[hit.tokens.end..].iter().any(|token| token.bare.contains(|sign: char| sign.is_ascii_digit()));
    let own_first = current.hit.as_ref().is_some_and(|own| own.tokens.start == current.tokens.start);
    let both = signed && own_first && figures;
    // ", 80 x 50 cm" goes on with a size; ", 6 x 5Ah batteries" is another item.
    let sized = tokens.get(hit.tokens.end).is_some_and(|token| {
        token.bare.starts_with(|sign: char| sign.is_ascii_digit())
            && (crate::number::read(&token.bare).is_some() || token.bare.contains('x') || token.bare.ends_with(['m', '"']))
    });
    match hit.strength {
        Strength::Explicit => false,
        Strength::Bare => !contains && (worded || both || prose && at == next),
        Strength::Measure => worded || both || prose,
        Strength::Times => !sized,
        _ => worded || prose || hit.tokens.end < tokens.len(),
    }
}

/// "need hex bolts and 12 washers": the number counts what follows it, and is not shared with the goods before, whose own is
/// missing. Only where nothing else speaks for one item: a size counted up ("9 and 10"), parts of a set ("with"), a number at
/// the end that counts everything.
fn joins(text: &str, tokens: &[Token], current: &Clause, hit: &Hit, at: usize, next: usize) -> bool {
    let before = &tokens[current.tokens.start..at];
    let named = before.iter().any(|token| token.bare.chars().filter(|sign| sign.is_alphabetic()).count() >= 3);
    let counted_up = before.last().is_some_and(|token| token.bare.chars().all(|sign| !sign.is_alphabetic()));
    let later = (hit.tokens.end..tokens.len()).any(|later| amount::at(text, tokens, later, false).is_some())
        || amount::trailing(text, &tokens[hit.tokens.end..]).is_some();
    named
        && !counted_up
        && !later
        && hit.strength != Strength::Measure
        && splits(text, tokens, current, hit, at, next, false)
        && buried::counts(text, tokens, next, hit)
}

fn ends(text: &str, token: &Token) -> bool {
    let raw = &text[token.start..token.end];
    // The dot of "pcs." or "uds." ends nothing.
    raw.ends_with([',', ';']) || raw.ends_with('.') && token.bare.chars().count() > 4
}

fn is_separator(text: &str, token: &Token) -> bool {
    let raw = &text[token.start..token.end];
    raw.ends_with([',', ';', ':', '.', '=']) || matches!(raw, "-" | "–" | "—" | "/" | "|" | ">" | "->" | "=>")
}

/// If a new clause may begin at `at`: the first token after connecting words. A comma before counts, and so do "and", "plus".
fn connector(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let comma = at > 0 && ends(text, &tokens[at - 1]);
    let mut next = at;
    while next < tokens.len() && next < at + 5 && JOINTS.contains(&tokens[next].bare.as_str()) {
        next += 1;
    }
    (next < tokens.len() && (comma || next > at)).then_some(next)
}
