//! Articles that fit a line as well as the best one: then the line is silent on what tells them apart.

use crate::index::{Hit, Index, Request};
use crate::sizes::{Size, read};
use crate::text;

/// What the line would have to say.
pub(super) struct Silent {
    pub(super) missing: Vec<String>,
    pub(super) reason: String,
}

/// How much less of the line a rival may hold, as a share of the line's rarity.
const AS_WELL: f32 = 0.02;

/// `None` if the best hit is the only one that holds what it holds of the line. Rivals that contradict a size, or that
/// agree with fewer sizes or a lesser code, are none.
pub(super) fn silent(index: &Index, request: &Request, hits: &[Hit]) -> Option<Silent> {
    let best = hits.first()?;
    let (mine, code) = (&best.reasons, |hit: &Hit| hit.reasons.code.unwrap_or(0.0));
    let rivals: Vec<&Hit> = hits[1..]
        .iter()
        .filter(|hit| hit.reasons.sizes.conflicts.is_empty() && hit.reasons.sizes.agrees.len() >= mine.sizes.agrees.len())
        .filter(|hit| hit.reasons.covered >= mine.covered - AS_WELL && code(hit) >= code(best))
        .filter(|hit| hit.reasons.named >= mine.named - 0.25)
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

/// A kind of size on which the line is silent and the rivals differ, with the values there are.
fn size_told_apart(index: &Index, asked: &[Size], best: &Hit, rivals: &[&Hit]) -> Option<(&'static str, String)> {
    let silent = |size: &&Size| !size.aside && asked.iter().all(|asked| asked.kind != size.kind);
    for size in index.sizes(best.article).iter().filter(silent) {
        let mut values = vec![size.to_string()];
        for rival in rivals {
            let other = index.sizes(rival.article).iter().find(|other| other.kind == size.kind && !other.aside);
            let other = other.filter(|other| !index.sizes(best.article).contains(other)).map(Size::to_string);
            values.extend(other.filter(|other| !values.contains(other)));
        }
        if values.len() > 1 {
            values.truncate(4);
            return Some((size.name(), values.join(" or ")));
        }
    }
    None
}

/// Words of one name that the other lacks, at most four.
fn own_words(index: &Index, of: u32, without: u32) -> String {
    let other = text::fold(index.name(without));
    let other: Vec<&str> = other.split_whitespace().collect();
    let own: Vec<&str> = index.name(of).split_whitespace().filter(|word| !other.contains(&&*text::fold(word))).collect();
    own.iter().take(4).copied().collect::<Vec<_>>().join(" ")
}
