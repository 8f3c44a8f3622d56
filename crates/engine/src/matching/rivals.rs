//! Articles that fit a line as well as the best one: then the line is silent on what tells them apart.

use crate::index::{Hit, Index, Request, SHORTENED_TO};
use crate::sizes::{Kind, Size, read, read_places, unanswered};
use crate::text::{self, Token};

/// What the line would have to say.
pub(super) struct Silent {
    pub(super) missing: Vec<String>,
    pub(super) reason: String,
}

/// How much less of the line a rival may hold, as a share of the line's rarity.
const AS_WELL: f32 = 0.02;
/// The same where so many sizes agree on both.
const WORDED_OTHERWISE: f32 = 0.25;
const SAYS_ALL: usize = 3;
/// So many sizes tell, within a category, what a thing is: `SDS+, 5.5 mm` is a drill bit.
const TELLS: usize = 2;

/// `None` if the best hit is the only one that holds what it holds of the line, or is the thing it asks for. Rivals that
/// contradict a size, state them in another order, or agree with fewer sizes or a lesser code, are none.
pub(super) fn silent(index: &Index, request: &Request, hits: &[Hit], unread: &[(String, Token)]) -> Option<Silent> {
    let best = hits.first()?;
    let (mine, code) = (&best.reasons, |hit: &Hit| hit.reasons.code.unwrap_or(0.0));
    let says_all = mine.sizes.agreed() >= SAYS_ALL;
    // Where sizes say it all, words only say it in another way.
    let said = if says_all { WORDED_OTHERWISE } else { AS_WELL };
    let category = index.category_shown(best.article);
    let alike = |hit: &&Hit| {
        let reasons = &hit.reasons;
        let same_article = mine.sizes.same_article() && reasons.sizes.same_article();
        let same_category = category.is_some() && category == index.category_shown(hit.article);
        let same_thing = same_article || same_category && mine.sizes.agreed() >= TELLS;
        let said_too = |(token, _): &(String, Token)| !index.says(best.article, token) || index.says(hit.article, token);
        let worded = reasons.covered >= mine.covered - said && (says_all || reasons.named >= mine.named - 0.25);
        worded || same_thing && unread.iter().all(said_too)
    };
    let rivals: Vec<&Hit> = hits[1..]
        .iter()
        .filter(|hit| hit.reasons.sizes.conflicts.is_empty() && hit.reasons.sizes.agreed() >= mine.sizes.agreed())
        .filter(|hit| (mine.sizes.turned || !hit.reasons.sizes.turned) && code(hit) >= code(best))
        .filter(alike)
        .collect();
    let first = rivals.first()?;
    let asked = read(&request.text);
    if let Some((name, values)) = size_told_apart(index, &asked, best, &rivals) {
        let reason = format!("The line does not say which {name}: {values}.");
        return Some(Silent { missing: vec![format!("{name}: {values}")], reason });
    }
    let (mine, other) = (own_words(index, best.article, first.article), own_words(index, first.article, best.article));
    let reason = match (mine.is_empty(), other.is_empty()) {
        (true, true) => format!("{} and {} read alike.", index.sku(best.article), index.sku(first.article)),
        (false, true) => format!("The line does not say whether {mine} is wanted; another article fits as well without."),
        (true, false) => format!("The line does not say whether {other} is wanted; another article fits as well with it."),
        (false, false) => format!("The line does not say which: {mine} or {other}."),
    };
    Some(Silent { missing: Vec::new(), reason })
}

/// What the best article is made of, made for or made like, where the line does not speak of it and says something that was not
/// understood: its unread words may ask for another.
pub(super) fn unspoken(index: &Index, request: &Request, best: &Hit) -> Option<Size> {
    if best.reasons.covered >= UNDERSTOOD || best.reasons.sizes.agreed() < 2 {
        return None;
    }
    let asked = read(&request.text);
    let decides = |size: &&Size| {
        use Kind::{
            ClipClass, Coating, Colour, Dimming, Drive, Grain, Head, Material, Point, Purpose, ResidualType, Scope, Side, Stainless,
            Threading,
        };
        matches!(
            size.kind,
            Material
                | Stainless
                | Coating
                | Colour
                | Purpose
                | Grain
                | Dimming
                | Head
                | Drive
                | Point
                | Threading
                | Side
                | ClipClass
                | ResidualType
                | Scope
        )
    };
    unanswered(&asked, index.sizes(best.article)).into_iter().find(decides).copied()
}

/// A number of the line that was read as no size, that the best article does not say and that another one says: it may be
/// what the customer means, in a trade whose signs nobody taught us. `taught`: lines taught what tells articles apart; then only
/// one that holds half of what the best holds of the line is asked about, as anything at all says `2`.
pub(super) fn number_of_another(index: &Index, hits: &[Hit], unread: &[(String, Token)], taught: bool) -> Option<(String, u32)> {
    // Whoever writes its part code means it.
    let best = hits.first().filter(|best| best.reasons.code.is_none_or(|code| code < 1.0))?;
    let least = if taught { best.reasons.covered * NEAR_ENOUGH } else { 0.0 };
    let mut numbers = unread.iter().filter(|(number, kind)| *kind == Token::Number && !index.says(best.article, number));
    let others = || hits[1..].iter().filter(|hit| hit.reasons.covered >= least);
    let sayer = |number: &str| others().find(|hit| index.says(hit.article, number));
    numbers.find_map(|(number, _)| sayer(number).map(|hit| (number.clone(), hit.article)))
}

/// Share of what the best article holds of a line.
const NEAR_ENOUGH: f32 = 0.5;

/// A word of the line that was read as no size, that the best article does not say in any form and that the name of another
/// hit says: it may tell the two apart.
pub(super) fn word_of_another(index: &Index, hits: &[Hit], unread: &[(String, Token)]) -> Option<(String, u32)> {
    let best = hits.first().filter(|best| best.reasons.covered < UNDERSTOOD && best.reasons.code.is_none_or(|code| code < 1.0))?;
    let akin = |one: &str, other: &str| {
        one.len() >= SHORTENED_TO && other.starts_with(one) || other.len() >= SHORTENED_TO && one.starts_with(other)
    };
    let words_of = |tokens: &[(String, Token)]| -> Vec<String> {
        tokens.iter().filter(|(_, kind)| *kind == Token::Word).map(|(word, _)| word.clone()).collect()
    };
    let mine = words_of(&tokens(index.name(best.article)));
    let mut words = words_of(unread);
    words.retain(|word| word.len() >= SHORTENED_TO && !index.says(best.article, word) && !mine.iter().any(|own| akin(own, word)));
    if words.is_empty() {
        return None;
    }
    hits[1..].iter().find_map(|hit| {
        let others = words_of(&tokens(index.name(hit.article)));
        words.iter().find(|word| others.contains(word)).map(|word| (word.clone(), hit.article))
    })
}

/// Tokens of a text that were read as no size and as no name of a thing.
pub(super) fn unread(text: &str) -> Vec<(String, Token)> {
    let (plain, places) = read_places(text);
    let mut unread = plain.into_bytes();
    places.into_iter().for_each(|(place, _)| unread[place].fill(b' '));
    tokens(&String::from_utf8_lossy(&unread))
}

fn tokens(text: &str) -> Vec<(String, Token)> {
    let mut tokens = Vec::new();
    text::tokens(&text::fold(text), |token, kind| tokens.push((token.to_owned(), kind)));
    tokens
}

/// Share of a line's rarity from which on nothing that matters is left unread.
const UNDERSTOOD: f32 = 0.95;

/// A size on which the line is silent and the rivals differ, with the values there are, smallest first.
fn size_told_apart(index: &Index, asked: &[Size], best: &Hit, rivals: &[&Hit]) -> Option<(&'static str, String)> {
    let stated = |hit: &Hit| unanswered(asked, index.sizes(hit.article));
    let others: Vec<Vec<&Size>> = rivals.iter().map(|rival| stated(rival)).collect();
    for size in stated(best) {
        let mut values = vec![size];
        for other in others.iter().flat_map(|sizes| sizes.iter().find(|other| (other.kind, other.role) == (size.kind, size.role))) {
            if !values.contains(other) && !index.sizes(best.article).contains(other) {
                values.push(other);
            }
        }
        if values.len() > 1 {
            values.truncate(MOST_VALUES);
            values.sort();
            return Some((size.name(), values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")));
        }
    }
    None
}

/// Values a question names.
const MOST_VALUES: usize = 6;

/// Words of one name that the other lacks, at most four.
fn own_words(index: &Index, of: u32, without: u32) -> String {
    let other = text::fold(index.name(without));
    let other: Vec<&str> = other.split_whitespace().collect();
    let own: Vec<&str> = index.name(of).split_whitespace().filter(|word| !other.contains(&&*text::fold(word))).collect();
    own.iter().take(4).copied().collect::<Vec<_>>().join(" ")
}
