//! Is this number a quantity? The rules of place and neighbourhood.

use super::super::quantity::{self, Quantity};
use super::tokens::Token;
use super::vocabulary::{GRADES, NAMES, NAMING, NOT_GOODS_AFTER, SINGULAR, SINGULAR_ES, SIZES};
use crate::number::{self, Reading};
use crate::sizes;
use crate::unit::{self, Context, Family, Unit};
use rust_decimal::Decimal;
use std::ops::Range;

/// How sure a number is to be a quantity, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A number behind a dash, comma or colon at the end.
    Trailing,
    /// A number at the start, before a word.
    Bare,
    /// A number with a measure at the start: `20 m cable`.
    Measure,
    /// `3 boxes`.
    Package,
    /// `20 pcs`, `4 pairs`.
    Pieces,
    /// `20 x`, `x 20`.
    Times,
    /// `qty 20`.
    Explicit,
}

#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub tokens: Range<usize>,
    pub quantity: Quantity,
    pub units: Vec<Unit>,
    pub strength: Strength,
    pub question: Option<String>,
}

impl Hit {
    fn new(tokens: Range<usize>, quantity: Quantity, units: Vec<Unit>, strength: Strength) -> Hit {
        Hit { tokens, quantity, units, strength, question: None }
    }

    pub fn shift(mut self, by: usize) -> Hit {
        self.tokens = self.tokens.start + by..self.tokens.end + by;
        self
    }
}

/// The quantity that begins at token `at`. `leads`: the token begins a clause, where weaker signs are enough.
pub(super) fn at(text: &str, tokens: &[Token], at: usize, leads: bool) -> Option<Hit> {
    let mut hit = find(text, tokens, at, leads)?;
    pack_after(text, tokens, &mut hit);
    dozens_of_pairs(tokens, &mut hit);
    Some(hit)
}

fn find(text: &str, tokens: &[Token], at: usize, leads: bool) -> Option<Hit> {
    let token = tokens.get(at)?;
    if token.in_size {
        return None;
    }
    if let Some(hit) = beside_code(text, tokens, at) {
        return Some(hit);
    }
    let bare = |index: usize| tokens.get(index).map_or("", |token| token.bare.as_str());
    if NAMES.contains(&bare(at)) {
        return named(text, tokens, at);
    }
    let before = if at == 0 { "" } else { bare(at - 1) };
    // "Gr. 5": the dot of what is shortened ends nothing.
    let shortened = || before.len() <= 4 && text[..tokens[at - 1].end].ends_with('.');
    if at > 0 && NAMING.contains(&before) && (shortened() || !ends_phrase(text, &tokens[at - 1])) {
        return None;
    }
    // `x 20`, `x20`
    if let Some(figure) = token.bare.strip_prefix('x') {
        let (figure, end) = if figure.is_empty() { (bare(at + 1), at + 2) } else { (figure, at + 1) };
        let value = whole(figure)?;
        let sized = at > 0 && is_dimension(before) || continues_size(bare(end)) || SIZES.contains(&bare(end)) || bare(end).contains('/');
        let units = units_after(text, tokens, end, value);
        return (!sized || !units.is_empty() && leads).then(|| counted(at..end, Quantity::Stated(value), units, Strength::Times));
    }
    if let Some(hit) = article(text, tokens, at, leads) {
        return Some(hit);
    }
    let (reading, end, attached) = figure(text, tokens, at, leads)?;
    if is_long(&token.bare, 6 - usize::from(attached.len() == 1)) {
        return None;
    }
    let value = reading.exact();
    let fraction = token.bare.contains('/') || value.is_some_and(|value| !value.fract().is_zero());
    // `20x`, `20 x`: but `20 x 30` is a size unless it starts the clause and a word follows.
    let times = attached == "x" || attached.is_empty() && bare(end) == "x" && end == at + 1;
    if times && !fraction {
        let next = if attached == "x" { end } else { end + 1 };
        let follower = bare(next);
        if follower.is_empty() && next >= tokens.len() {
            return (attached == "x" && at > 0 && !is_dimension(before))
                .then(|| Hit::new(at..next, reading.into(), Vec::new(), Strength::Times));
        }
        let numeric = follower.starts_with(|sign: char| sign.is_ascii_digit());
        // "12 x 10cm lag screws": of a screw, two numbers with a unit are its diameter and length.
        let measured = follower.ends_with("cm") || follower.ends_with("mm") || matches!(bare(next + 1), "cm" | "mm");
        if numeric && measured && sizes::counts_by_hundreds(text) {
            return None;
        }
        if numeric
            && (!leads
                || is_dimension_chain(tokens, next)
                || attached.is_empty() && number::read(follower).is_some() && !follower.contains('/') && !SIZES.contains(&bare(next + 1)))
        {
            return None;
        }
        // "D 10 X Al": inside a name the sign belongs to the name.
        if !leads && (is_dimension(before) || at > 0 && !ends_phrase(text, &tokens[at - 1])) {
            return None;
        }
        let units = units_after(text, tokens, next, value.unwrap_or(Decimal::TWO));
        let mut hit = counted(at..next, reading.into(), units, Strength::Times);
        if numeric && hit.units.is_empty() && number::read(follower).is_some() && !follower.contains('/') {
            hit.question = Some(format!("Does \"{} x {follower}\" begin with the quantity {}?", token.bare, token.bare));
        }
        return Some(hit);
    }
    if !attached.is_empty() {
        // `20pcs`, `500m`
        let codes = unit::lookup(&attached, Context::Prose);
        let code = codes.first()?;
        let strength = strength_of(code)?;
        let units = codes.iter().map(|code| Unit { code: (*code).to_owned(), word: attached.clone(), pack: None }).collect();
        let fits = strength > Strength::Measure
            || leads && !NOT_GOODS_AFTER.contains(&bare(end)) && end < tokens.len()
            || at + 1 == tokens.len()
                && at > 0
                && strength == Strength::Measure
                && !is_dimension(before)
                && matches!(*code, "MTR" | "KGM" | "LTR")
                && ends_phrase(text, &tokens[at - 1]);
        return fits.then(|| Hit::new(at..end, reading.into(), units, strength));
    }
    let units = units_after(text, tokens, end, value.unwrap_or(Decimal::TWO));
    if let Some(unit) = units.first() {
        // "500 g of grease" is an amount, "500 g hammer" a size.
        let poured = leads && matches!(bare(end + 1), "of" | "de" | "d'") && matches!(unit::family(&unit.code), Some(Family::Measure));
        let strength = strength_of(&unit.code).or(poured.then_some(Strength::Measure))?;
        let ends = end + 1 >= tokens.len() || ends_phrase(text, &tokens[end]);
        let raw = &text[token.start..];
        let closed = raw.starts_with('(') && text[..tokens[end].end].ends_with(')') && end + 1 == tokens.len();
        let separate = at > 0 && ends && ends_phrase(text, &tokens[at - 1]);
        if strength == Strength::Measure && !leads && !matches!(bare(end + 1), "of" | "de") && !separate && !closed {
            return None;
        }
        let mut hit = counted(at..end, reading.into(), units, strength);
        hit.strength = hit.strength.max(strength);
        if strength == Strength::Measure && closed {
            hit.question = Some(format!("Is {} the quantity, or a size?", raw.trim_end()));
        }
        return Some(hit);
    }
    // "12 - 2x4x8 studs": a dash between the count and the goods. Numbered lists are told apart before.
    if leads && bare(end).is_empty() && end < tokens.len() && attached.is_empty() {
        let next = end + 1;
        let units = units_after(text, tokens, next, value.unwrap_or(Decimal::TWO));
        let goods = !fraction && tokens.get(next).is_some() && bare(next).chars().any(char::is_alphabetic);
        return goods.then(|| counted(at..next, reading.into(), units, Strength::Bare));
    }
    let follower = bare(end);
    // "50 #8 x 1-1/2 wood screws": the size of a screw begins with the sign.
    let word = follower.chars().any(char::is_alphabetic) || follower.strip_prefix('#').is_some_and(|size| number::read(size).is_some());
    let size = SIZES.contains(&follower) || follower.starts_with(['"', '″', '°', '%', '€', '$', '£', '+']) || continues_size(follower);
    let raw = &text[tokens[end - 1].start..tokens[end - 1].end];
    let closed = raw.ends_with([':', ',', ';', ')', '"', '%', '″']) || raw.ends_with("''");
    // "36 hole saws" are counted, a "4 hole hinge" is not.
    let size = size && !(follower == "hole" && bare(end + 1).starts_with("saw"));
    let plain = !fraction && value.is_none_or(|value| !GRADES.iter().any(|grade| value == Decimal::from(*grade)));
    (leads && word && !size && plain && !closed && end < tokens.len() && !NOT_GOODS_AFTER.contains(&follower))
        .then(|| Hit::new(at..end, reading.into(), Vec::new(), Strength::Bare))
}

/// `10006995 2`, `HB-M8-50 100`, `3 x 00042`, `00042 x 3`: a count and an article code, and nothing else.
fn beside_code(text: &str, tokens: &[Token], at: usize) -> Option<Hit> {
    let from = super::tokens::marker(text, tokens).map_or(0, |(count, _)| count);
    let own = tokens.get(from..)?;
    let at = at.checked_sub(from)?;
    let code = |index: usize| own.get(index).is_some_and(|token: &Token| is_article(&token.bare));
    let count = |index: usize| {
        let figure = own.get(index)?.bare.as_str();
        let plain = (1..=5).contains(&figure.len()) && figure.bytes().all(|byte| byte.is_ascii_digit()) && !figure.starts_with('0');
        plain.then(|| whole(figure)).flatten().filter(|_| !code(index))
    };
    let times = |index: usize| own.get(index).is_some_and(|token| token.bare == "x");
    let glued = |index: usize, figure: Option<&str>| -> Option<Decimal> {
        figure.filter(|figure| figure.len() <= 4 && own.get(index).is_some() && !figure.starts_with('0')).and_then(whole)
    };
    let (range, value) = match own.len() {
        2 if at == 0 && code(1) && glued(0, own[0].bare.strip_suffix(['x', '×'])).is_some() => {
            (0..1, glued(0, own[0].bare.strip_suffix(['x', '×']))?)
        }
        2 if at == 1 && code(0) => (1..2, count(1).or_else(|| glued(1, own[1].bare.strip_prefix(['x', '×'])))?),
        3 if at == 0 && times(1) && code(2) => (0..2, count(0)?),
        3 if at == 1 && times(1) && code(0) => (1..3, count(2)?),
        _ => return None,
    };
    Some(Hit::new(range.start + from..range.end + from, Quantity::Stated(value), Vec::new(), Strength::Times))
}

/// Looks like an article code: five digits or more, a leading zero, or a letter and digits that are no size or amount.
fn is_article(bare: &str) -> bool {
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    if bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits >= 5 || digits >= 2 && bare.starts_with('0');
    }
    let letters = bare.chars().filter(|sign| sign.is_alphabetic()).count();
    let only = bare.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '.' | '/' | '_'));
    // "M8x50", "500g", "2x4", "ip65" are sizes and names rather than codes.
    let long = bare.chars().count() >= 6 || bare.contains(['-', '_', '/']) && letters >= 1;
    let sized = bare.trim_start_matches('m').chars().all(|sign| sign.is_ascii_digit() || matches!(sign, 'x' | '.' | '/' | '-'));
    let measured =
        bare.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '/' | '-')).chars().all(char::is_alphabetic)
            && bare.starts_with(|sign: char| sign.is_ascii_digit())
            && SIZES.contains(&bare.trim_start_matches(|sign: char| !sign.is_alphabetic()));
    digits >= 2 && letters >= 1 && only && long && !sized && !measured
}

/// A number at the very end behind a colon, dash, comma, equals sign or in brackets.
pub(super) fn trailing(text: &str, tokens: &[Token]) -> Option<Hit> {
    let last = tokens.len().checked_sub(1)?;
    let (token, before) = (&tokens[last], tokens.get(last.checked_sub(1)?)?);
    let raw = &text[token.start..token.end];
    let previous = &text[before.start..before.end];
    let separate = previous.ends_with([':', ',', ';', '='])
        || matches!(previous, "-" | "–" | "—" | "=" | ">" | "->" | "=>" | ":" | "/" | "..." | "…")
        || raw.starts_with('(') && raw.ends_with(')')
        || previous.ends_with("..");
    let dotted = raw.rsplit_once("..").map(|(_, figure)| figure);
    let figure = dotted.unwrap_or(&token.bare);
    let reading = number::read(figure).filter(|_| !is_long(figure, 5))?;
    let plain =
        !figure.contains('/') && reading.exact().is_none_or(|value| value.fract().is_zero()) && !NAMING.contains(&before.bare.as_str());
    let from = if before.bare.is_empty() { last - 1 } else { last };
    ((separate || dotted.is_some()) && plain && from > 0).then(|| Hit::new(from..last + 1, reading.into(), Vec::new(), Strength::Trailing))
}

/// The last token if it is a plain number that could be a count.
pub(super) fn last(tokens: &[Token]) -> Option<Hit> {
    let last = tokens.len().checked_sub(1)?;
    let figure = &tokens[last].bare;
    let reading = number::read(figure).filter(|_| !is_long(figure, 5) && !figure.contains('/'))?;
    Some(Hit::new(last..last + 1, reading.into(), Vec::new(), Strength::Trailing))
}

/// `qty 12`, `cant.: 12 uds`, `Menge = 5 Stk`.
fn named(text: &str, tokens: &[Token], at: usize) -> Option<Hit> {
    let mut next = at + 1;
    while tokens
        .get(next)
        .is_some_and(|token| token.bare.is_empty() || matches!(token.bare.as_str(), "of" | "de" | "is" | "x" | "required" | "needed"))
    {
        next += 1;
    }
    let raw = tokens.get(next)?;
    let (reading, end, attached) = figure(text, tokens, next, true)?;
    if !attached.is_empty() {
        let amount = quantity::read_cell(&raw.bare, false);
        return Some(Hit::new(at..end, amount.quantity, amount.units, Strength::Explicit));
    }
    let units = units_after(text, tokens, end, Decimal::ONE);
    Some(counted(at..end, reading.into(), units, Strength::Explicit))
}

/// `a box of`, `una caja de`, `half a dozen`, `a dozen`.
fn article(text: &str, tokens: &[Token], at: usize, leads: bool) -> Option<Hit> {
    let bare = |index: usize| tokens.get(index).map_or("", |token| token.bare.as_str());
    if bare(at) == "half" && matches!(bare(at + 1), "a" | "dozen") {
        let end = at + if bare(at + 1) == "a" { 3 } else { 2 };
        return (bare(end - 1) == "dozen").then(|| Hit::new(at..end, Quantity::Stated(Decimal::from(6)), Vec::new(), Strength::Pieces));
    }
    if !leads || !matches!(bare(at), "a" | "an" | "un" | "una" | "ein" | "eine" | "einen" | "une" | "media") {
        return None;
    }
    let units = units_after(text, tokens, at + 1, Decimal::ONE);
    let unit = units.first()?;
    let strength = strength_of(&unit.code).filter(|strength| *strength >= Strength::Package)?;
    let of = matches!(bare(at + 2), "of" | "de" | "d'") || unit.code == "DZN";
    let value = if bare(at) == "media" { Decimal::new(5, 1) } else { Decimal::ONE };
    (of && !unit::is_piece(&unit.code)).then(|| counted(at..at + 1, Quantity::Stated(value), units, strength))
}

/// The number at a token: its reading, the token after it, and letters stuck to it (`20pcs`, `20x`).
fn figure(text: &str, tokens: &[Token], at: usize, leads: bool) -> Option<(Reading, usize, String)> {
    let token = &tokens[at];
    let figure = token.bare.trim_start_matches('~');
    if let Some(reading) = number::read(figure) {
        // `1 200 uds`, `1 1/2 doz`: joined only when a unit follows.
        if leads
            && let Some(next) = tokens.get(at + 1)
            && let Some(joined) = number::read(&format!("{figure} {}", next.bare))
            && !ends_phrase(text, token)
            && tokens
                .get(at + 2)
                .is_some_and(|unit| unit::lookup(&unit.bare, Context::Prose).first().is_some_and(|code| *code != "INH" && *code != "MMT"))
        {
            return Some((joined, at + 2, String::new()));
        }
        return Some((reading, at + 1, String::new()));
    }
    if let Some(value) = number::word(figure) {
        return Some((Reading::Exact(value), at + 1, String::new()));
    }
    let cut = figure.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, '.' | ','))?;
    let (digits, letters) = figure.split_at(cut);
    let reading = number::read(digits)?;
    let letters = letters.trim_end_matches('.');
    (letters.chars().all(|sign| sign.is_alphabetic() || sign == '.') || letters == "×" || letters == "*")
        .then(|| (reading, at + 1, if matches!(letters, "×" | "*") { "x".to_owned() } else { letters.to_owned() }))
}

/// The unit word at a token, by the rules of running text. A singular English noun after a plural number is goods ("20 box spanners").
fn units_after(text: &str, tokens: &[Token], at: usize, value: Decimal) -> Vec<Unit> {
    let Some(token) = tokens.get(at) else {
        return Vec::new();
    };
    let raw = &text[token.start..token.end];
    // Tables of figures are long, and neither a figure nor a bar between cells is a unit.
    if raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'|') {
        return Vec::new();
    }
    // A price list's letters: `7 C` of screws are hundreds, `1.5 M` thousands; of a chain, metres.
    let letter = raw.trim_matches([',', ';', ')', '.']);
    if matches!(letter, "C" | "M") {
        let code = match (letter, sizes::counts_by_hundreds(text)) {
            ("C", true) => "CEN",
            ("M", true) => "MIL",
            ("M", false) => "MTR",
            _ => return Vec::new(),
        };
        return vec![Unit { code: code.to_owned(), word: letter.to_owned(), pack: None }];
    }
    let codes = if raw == "St." { vec!["H87"] } else { unit::lookup(&token.bare, Context::Prose) };
    let next = tokens.get(at + 1).map_or("", |token| token.bare.as_str());
    let ends = at + 1 >= tokens.len() || ends_phrase(text, token);
    let of = matches!(next, "of" | "de" | "d'" | "à" | "a") || next.starts_with("d'");
    let many = value > Decimal::ONE;
    let goods = SINGULAR_ES.contains(&token.bare.as_str()) || next == "de" && matches!(token.bare.as_str(), "set" | "kit");
    if many && goods && !ends {
        return Vec::new();
    }
    // A lone capital is a letter of a name, unless "of" or the end makes it a unit: "5 L of", "T 16".
    if raw.len() == 1 && raw.starts_with(|sign: char| sign.is_uppercase()) && !of && !ends {
        return Vec::new();
    }
    let singular = SINGULAR.contains(&token.bare.as_str()) && many;
    let counts = number::read(next).is_some() && ["box", "pack", "bag", "carton"].contains(&token.bare.as_str());
    if codes.is_empty() || singular && !of && !ends && !counts || raw.starts_with('(') {
        // `BX/100`, `bx100` in one word.
        return unit::read(raw.trim_matches([',', ';', '.', '(', ')']), Context::Prose)
            .into_iter()
            .filter(|unit| unit.pack.is_some())
            .collect();
    }
    codes
        .into_iter()
        .map(|code| Unit {
            code: code.to_owned(),
            word: raw.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '²' && sign != '³').to_owned(),
            pack: None,
        })
        .collect()
}

/// A hit whose unit words follow its number; takes them in, with a pack factor if one follows.
fn counted(tokens_hit: Range<usize>, quantity: Quantity, units: Vec<Unit>, strength: Strength) -> Hit {
    let end = if units.is_empty() { tokens_hit.end } else { tokens_hit.end + 1 };
    let measured = units.first().and_then(|unit| strength_of(&unit.code));
    let strength = if strength < Strength::Times { measured.unwrap_or(strength) } else { strength };
    Hit::new(tokens_hit.start..end, quantity, units, strength)
}

/// `4 dozen pairs`: 48 pairs.
fn dozens_of_pairs(tokens: &[Token], hit: &mut Hit) {
    let Some(next) = tokens.get(hit.tokens.end) else { return };
    let pairs = unit::lookup(&next.bare, Context::Prose).first() == Some(&"PR");
    if let (Quantity::Stated(dozens), [unit]) = (&hit.quantity, &mut hit.units[..])
        && unit.code == "DZN"
        && pairs
    {
        hit.quantity = Quantity::Stated(dozens * Decimal::from(12));
        *unit = Unit { code: "PR".to_owned(), word: format!("{} {}", unit.word, next.bare), pack: None };
        hit.tokens.end += 1;
    }
}

/// `of 100`, `of 100 pcs` behind a package: the pack factor, unless the number is a size or the article's own count.
fn pack_after(text: &str, tokens: &[Token], hit: &mut Hit) {
    let Some(unit) = hit.units.first_mut() else {
        return;
    };
    if unit.pack.is_some() || !matches!(unit::family(&unit.code), Some(Family::Package)) {
        return;
    }
    let bare = |index: usize| tokens.get(index).map_or("", |token| token.bare.as_str());
    let mut at = hit.tokens.end;
    if !matches!(bare(at), "of" | "de" | "a" | "à" | "x" | "with" | "con" | "zu" | "d'") {
        return;
    }
    at += 1;
    let Some(count) = whole(bare(at)).filter(|count| *count > Decimal::ONE) else {
        return;
    };
    let next = bare(at + 1);
    // "of 50 part threaded bolts": the word belongs to the goods.
    if SIZES.contains(&next) && next != "part"
        || continues_size(next)
        || next == "x"
        || ["m", "mm", "cm", "kg", "g", "l", "ft", "lt", "ml", "mts", "metros", "metres", "meters"].contains(&next)
        || next.starts_with(['"', '″', '%'])
        || ends_phrase(text, &tokens[at]) && at + 1 < tokens.len() && bare(at + 1).is_empty()
    {
        return;
    }
    at += 1;
    if unit::lookup(bare(at), Context::Prose).first().is_some_and(|code| unit::is_piece(code)) {
        at += 1;
    }
    unit.pack = Some(count);
    unit.word = text[tokens[hit.tokens.end - 1].start..tokens[at - 1].end].trim_matches([',', '.', '(', ')']).to_owned();
    hit.tokens.end = at;
}

fn strength_of(code: &str) -> Option<Strength> {
    match unit::family(code)? {
        Family::Piece | Family::Multiple => Some(Strength::Pieces),
        Family::Package => Some(Strength::Package),
        // Millimetres and inches are sizes in running text.
        Family::Measure if matches!(code, "MMT" | "CMT" | "INH" | "MLT" | "CLT" | "GRM") => None,
        Family::Measure => Some(Strength::Measure),
    }
}

fn whole(figure: &str) -> Option<Decimal> {
    number::read(figure)?.exact().filter(|value| value.fract().is_zero() && *value > Decimal::ZERO)
}

/// More digits than a count has: a code.
fn is_long(figure: &str, most: usize) -> bool {
    figure.chars().filter(char::is_ascii_digit).count() > most
}

pub(super) fn ends_phrase(text: &str, token: &Token) -> bool {
    text[token.start..token.end].ends_with([',', ';', ':', '.', ')'])
        || matches!(&text[token.start..token.end], "-" | "–" | "—" | "=" | "/" | "|")
}

/// `8`, `m8`, `2x4`, `3/4"`, `50mm`: a token that a following `x 20` would continue as a size.
fn is_dimension(bare: &str) -> bool {
    let chained = bare.matches('x').count();
    let thread = bare.strip_prefix('m').unwrap_or(bare);
    if bare.starts_with('m') && chained >= 1 && thread.starts_with(|sign: char| sign.is_ascii_digit()) || chained >= 2 {
        return false;
    }
    thread.starts_with(|sign: char| sign.is_ascii_digit()) || bare.starts_with('ø') || SIZES.contains(&bare)
}

/// `x50`, `x`, `mmx50`: the token goes on with a size.
fn continues_size(bare: &str) -> bool {
    let sign = ["mm", "cm", "m"].into_iter().find_map(|unit| bare.strip_prefix(unit).filter(|rest| rest.starts_with('x'))).unwrap_or(bare);
    sign == "x" || sign.strip_prefix('x').is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
}

/// `50 x 3`, `50x3` right here.
fn is_dimension_chain(tokens: &[Token], at: usize) -> bool {
    let bare = |index: usize| tokens.get(index).map_or("", |token| token.bare.as_str());
    bare(at + 1) == "x" && bare(at + 2).starts_with(|sign: char| sign.is_ascii_digit())
}
