//! Which standard took the place of which, and what is different about the article.
//!
//! An edge is a cited fact: from the standard that is asked for to the one that a product may state instead. Read
//! backwards it says the same with the two articles exchanged. What is not on record is no equivalence, and a difference
//! that is not on record is said to be unknown rather than taken for none.

use super::{Kind, Size};

/// From one standard to the one that holds for the same article now.
#[derive(Debug)]
pub struct Edge {
    from: Standard,
    /// `None`: there is none.
    to: Option<Standard>,
    kind: Link,
    differs: Differs,
    /// Who says so.
    source: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    /// As in [`Size::second`]: 1 DIN, 2 ISO.
    body: i64,
    number: i64,
    /// 0: the standard as a whole, or its part is not told.
    part: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Withdrawn, and this is the successor its body names.
    Replaced,
    /// An article of the same use that does not do the same.
    Near,
    /// Withdrawn, and nothing came after it.
    Withdrawn,
    /// Holds, and the other body has no such article.
    Alone,
}

#[derive(Debug)]
enum Differs {
    /// In nothing that matters for use.
    Nothing,
    /// At these thread diameters (mm) in what is said there, elsewhere in nothing.
    At(&'static [(i64, &'static str)]),
    /// In this at every size.
    Always(&'static str),
    /// Above this diameter (mm) in this, up to it in nothing.
    Above(i64, &'static str),
    /// Not on record.
    Unknown,
}

/// How a product's standard stands to the one asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Instead {
    /// The same article; why.
    Same(String),
    /// The same use, and what is different.
    Other(String),
}

use Differs::{Above, Always, At, Nothing, Unknown};
use Link::{Alone, Near, Replaced, Withdrawn};

/// Sources: the register entries of the withdrawn DIN sheets name their successors; differences from ISO 272 (widths across
/// flats) and from the national forewords of the DIN EN ISO sheets, which list what changed.
const FOREWORD: &str = "national foreword of the DIN EN ISO sheet";
const ISO_272: &str = "ISO 272 and the national foreword of the DIN EN ISO sheet";
const REGISTER: &str = "DIN register entry of the withdrawn sheet";

/// Widths across flats that ISO 272 changed against the DIN sheets.
const WIDTHS: Differs = At(&[
    (10, "width across flats 16 mm instead of 17 mm"),
    (12, "width across flats 18 mm instead of 19 mm"),
    (14, "width across flats 21 mm instead of 22 mm"),
    (22, "width across flats 34 mm instead of 32 mm"),
]);
const NUTS: &str = "nut higher (M8 6.8 mm instead of 6.5 mm), from M10 partly of another width across flats";
const HEAD: &str = "head of other diameter and height";
const HARDNESS: &str = "hardness 200 HV instead of 140 HV";

/// Ascending by body, number and part of `from`.
const EDGES: &[Edge] = &[
    din((7, 0), (2338, 0), Replaced, Always("tolerance is m6 or h8 and has to be named, ends of other shape"), FOREWORD),
    din((84, 0), (1207, 0), Replaced, Nothing, FOREWORD),
    din((94, 0), (1234, 0), Replaced, Unknown, REGISTER),
    din((125, 0), (7089, 0), Replaced, Always(HARDNESS), FOREWORD),
    din((125, 0), (7090, 0), Replaced, Always("chamfered, and hardness 200 HV instead of 140 HV"), FOREWORD),
    none(127, Withdrawn),
    none(128, Withdrawn),
    none(137, Withdrawn),
    din((433, 0), (7092, 0), Replaced, Always(HARDNESS), FOREWORD),
    din((439, 1), (4036, 0), Replaced, WIDTHS, ISO_272),
    din((439, 2), (4035, 0), Replaced, WIDTHS, ISO_272),
    din((555, 0), (4034, 0), Replaced, Always(NUTS), ISO_272),
    din((558, 0), (4018, 0), Replaced, WIDTHS, ISO_272),
    din((601, 0), (4016, 0), Replaced, WIDTHS, ISO_272),
    din((912, 0), (4762, 0), Replaced, Nothing, FOREWORD),
    din((913, 0), (4026, 0), Replaced, Nothing, FOREWORD),
    din((914, 0), (4027, 0), Replaced, Nothing, FOREWORD),
    din((915, 0), (4028, 0), Replaced, Nothing, FOREWORD),
    din((916, 0), (4029, 0), Replaced, Nothing, FOREWORD),
    din((931, 0), (4014, 0), Replaced, WIDTHS, ISO_272),
    din((933, 0), (4017, 0), Replaced, WIDTHS, ISO_272),
    // Below M5 the heights are the same.
    din((934, 0), (4032, 0), Replaced, Above(4, NUTS), ISO_272),
    din((936, 0), (4035, 0), Replaced, Unknown, REGISTER),
    din((960, 0), (8765, 0), Replaced, WIDTHS, ISO_272),
    din((961, 0), (8676, 0), Replaced, WIDTHS, ISO_272),
    din((963, 0), (2009, 0), Replaced, Always(HEAD), FOREWORD),
    din((964, 0), (2010, 0), Replaced, Always(HEAD), FOREWORD),
    din((965, 0), (7046, 0), Replaced, Always(HEAD), FOREWORD),
    din((966, 0), (7047, 0), Replaced, Always(HEAD), FOREWORD),
    din((982, 0), (7040, 0), Replaced, Always("nut of other height, from M10 partly of another width across flats"), ISO_272),
    din((985, 0), (10511, 0), Near, Always("thin nut of class 04 or 05 that carries less"), FOREWORD),
    din((1481, 0), (8752, 0), Replaced, Unknown, REGISTER),
    none(1587, Alone),
    din((6325, 0), (8734, 0), Replaced, Always("ends of other shape, through hardened (A) or case hardened (B) has to be named"), FOREWORD),
    none(6797, Withdrawn),
    none(6798, Withdrawn),
    none(7349, Alone),
    din((7971, 0), (1481, 0), Replaced, Unknown, REGISTER),
    din((7972, 0), (1482, 0), Replaced, Unknown, REGISTER),
    din((7973, 0), (1483, 0), Replaced, Unknown, REGISTER),
    din((7976, 0), (1479, 0), Replaced, Unknown, REGISTER),
    none(7980, Withdrawn),
    din((7981, 0), (7049, 0), Replaced, Always(HEAD), FOREWORD),
    din((7982, 0), (7050, 0), Replaced, Always(HEAD), FOREWORD),
    din((7983, 0), (7051, 0), Replaced, Always(HEAD), FOREWORD),
    din((7985, 0), (7045, 0), Replaced, Always(HEAD), FOREWORD),
    din((7991, 0), (10642, 0), Replaced, Always(HEAD), FOREWORD),
    din((9021, 0), (7093, 0), Replaced, Always(HARDNESS), FOREWORD),
];

const fn din(from: (i64, i64), to: (i64, i64), kind: Link, differs: Differs, source: &'static str) -> Edge {
    let (from, to) = (Standard { body: 1, number: from.0, part: from.1 }, Standard { body: 2, number: to.0, part: to.1 });
    Edge { from, to: Some(to), kind, differs, source }
}

const fn none(number: i64, kind: Link) -> Edge {
    Edge { from: Standard { body: 1, number, part: 0 }, to: None, kind, differs: Nothing, source: REGISTER }
}

/// Whether a word is the number of a standard among the sizes: `15480` of `ISO 15480` is no article's number.
pub fn is_number_of_standard(sizes: &[Size], word: &str) -> bool {
    word.parse().is_ok_and(|number: i64| sizes.iter().any(|size| size.kind == Kind::Standard && size.value == number))
}

/// Edges from this standard; `part` 0 is unstated.
pub fn equivalents(body: i64, number: i64, part: i64) -> impl Iterator<Item = &'static Edge> {
    let start = EDGES.partition_point(|edge| (edge.from.body, edge.from.number) < (body, number));
    let of_it = move |edge: &&Edge| (edge.from.body, edge.from.number) == (body, number);
    EDGES[start..].iter().take_while(of_it).filter(move |edge| edge.from.is(Standard { body, number, part }))
}

/// Standards that a product may state instead of the requested one, as sizes: what to look for.
pub fn instead_of(asked: &Size) -> Vec<Size> {
    if asked.kind != Kind::Standard {
        return Vec::new();
    }
    let mut found: Vec<Size> = edges(Standard::of(asked)).map(|(_, other)| Size { unit: 0, aside: false, ..other.size() }).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// All edges of a standard, whichever end it is, with the other end.
fn edges(of: Standard) -> impl Iterator<Item = (&'static Edge, Standard)> {
    let there = equivalents(of.body, of.number, of.part).filter_map(|edge| Some((edge, edge.to?)));
    let back = EDGES.iter().filter(move |edge| edge.to.is_some_and(|to| to.is(of))).map(|edge| (edge, edge.from));
    there.chain(back)
}

/// What the product states in place of the requested standard; `asked`: everything the line asks, for its thread.
pub(super) fn instead(standard: &Size, asked: &[Size], stated: &[Size]) -> Option<Instead> {
    let diameter = asked.iter().chain(stated).find(|size| size.kind == Kind::MetricThread).map(|size| size.value);
    let of = Standard::of(standard);
    let products = stated.iter().filter(|size| size.kind == Kind::Standard);
    let (edge, other) = products.into_iter().find_map(|size| edges(of).find(|(_, other)| other.is(Standard::of(size))))?;
    let link = match (edge.kind, edge.from.is(of)) {
        (Near, _) => "is near it",
        (_, true) => "took its place",
        (_, false) => "is what it took the place of",
    };
    let told = |difference: &str| {
        let way = if edge.from.is(of) { "" } else { "read the other way round: " };
        Some(Instead::Other(format!("standard {of}, product states {other}, which {link}: {way}{difference} ({})", edge.source)))
    };
    let same = |at: &str| Some(Instead::Same(format!("standard {of} as {other}, which {link} without a difference that matters{at}")));
    match (&edge.differs, diameter) {
        (Nothing, _) => same(""),
        (Always(difference), _) | (Above(_, difference), None) => told(difference),
        (Unknown, _) => told("differences are not on record"),
        (At(sizes), None) => told(sizes[0].1),
        (At(sizes), Some(diameter)) => match sizes.iter().find(|(of, _)| of * 1_000_000 == diameter) {
            Some((_, difference)) => told(difference),
            None => same(" at this size"),
        },
        (Above(from, difference), Some(diameter)) => {
            if diameter > from * 1_000_000 {
                told(difference)
            } else {
                same(" at this size")
            }
        }
    }
}

/// Whether it is on record what of the other body is the same article, and this is not it: DIN 933 is not ISO 4014.
pub(super) fn is_another(asked: &Size, stated: &Size) -> bool {
    let (of, other) = (Standard::of(asked), Standard::of(stated));
    let alone = equivalents(of.body, of.number, of.part).any(|edge| edge.to.is_none());
    let known = alone || edges(of).any(|(_, end)| end.body == other.body);
    of.body != other.body && known && !edges(of).any(|(_, end)| end.is(other))
}

impl Standard {
    fn of(size: &Size) -> Standard {
        Standard { body: size.second / 100, number: size.value, part: size.second % 100 }
    }

    fn size(self) -> Size {
        Size {
            kind: Kind::Standard,
            value: self.number,
            second: self.body * 100 + self.part,
            unit: 0,
            role: super::Role::None,
            aside: false,
        }
    }

    /// The same, as far as both tell their part.
    fn is(self, other: Standard) -> bool {
        (self.body, self.number) == (other.body, other.number) && (self.part == other.part || self.part == 0 || other.part == 0)
    }
}

impl std::fmt::Display for Standard {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        self.size().fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{compare, in_words, read, read_product};
    use super::*;

    fn product(name: &str) -> Vec<Size> {
        let mut sizes = Vec::new();
        read_product(name, &[], "", &mut sizes);
        sizes
    }

    #[test]
    fn edges_are_in_order_and_cited() {
        let key = |edge: &Edge| (edge.from.body, edge.from.number, edge.from.part);
        assert!(EDGES.windows(2).all(|two| key(&two[0]) <= key(&two[1])));
        assert!(EDGES.iter().all(|edge| !edge.source.is_empty() && edge.to.is_none() == matches!(edge.kind, Withdrawn | Alone)));
    }

    #[test]
    fn the_successor_is_the_article_where_nothing_changed() {
        let found = compare(&read("hex bolt DIN 933 M8x50"), &product("hex bolt ISO 4017 M8x50"));
        assert!(found.missing.is_empty() && found.conflicts.is_empty(), "{found:?}");
        assert!(found.agrees.iter().any(|agrees| agrees.to_string().contains("standard DIN 933 as ISO 4017")), "{found:?}");
        let found = compare(&read("nut ISO 4032 M4"), &product("nut DIN 934 M4"));
        assert!(found.missing.is_empty() && found.conflicts.is_empty(), "{found:?}");
    }

    #[test]
    fn a_difference_that_matters_is_said() {
        let missing = |asked: &str, stated: &str| in_words(&compare(&read(asked), &product(stated)).missing).join("");
        assert!(missing("DIN 933 M10x50", "ISO 4017 M10x50").contains("16 mm instead of 17 mm"));
        assert!(missing("DIN 933 M22x50", "ISO 4017 M22x50").contains("34 mm instead of 32 mm"));
        assert!(missing("ISO 4017 M10x50", "DIN 933 M10x50").contains("the other way round: width across flats 16 mm instead of 17 mm"));
        assert!(missing("DIN 125-1 A M8", "ISO 7089 M8").contains("hardness 200 HV instead of 140 HV"));
        assert!(missing("washer DIN 125 M8", "washer ISO 7089 M8").contains("hardness 200 HV"));
        assert!(missing("DIN 934 M8", "ISO 4032 M8").contains("6.8 mm instead of 6.5 mm"));
        assert!(missing("DIN 985 M8", "ISO 10511 M8").contains("carries less"));
        assert!(missing("DIN 1481 M8", "ISO 8752 M8").contains("not on record"));
        assert!(missing("DIN 9021 M8", "ISO 7093-1 M8").contains("hardness"));
    }

    #[test]
    fn another_article_of_the_other_body_contradicts() {
        let conflicts = |asked: &str, stated: &str| !compare(&read(asked), &product(stated)).conflicts.is_empty();
        assert!(conflicts("DIN 933 M8x50", "ISO 4014 M8x50"));
        assert!(conflicts("ISO 4017 M8x50", "DIN 931 M8x50"));
        assert!(conflicts("DIN 127 M8", "ISO 7089 M8"), "nothing came after DIN 127");
        assert!(conflicts("DIN 1587 M8", "ISO 4032 M8"));
        assert!(!conflicts("DIN 444 M8x50", "ISO 4014 M8x50"), "nothing is on record of DIN 444");
    }

    #[test]
    fn what_may_be_stated_instead_is_looked_for() {
        let terms = |text: &str| instead_of(&read(text)[0]).iter().map(Size::to_string).collect::<Vec<_>>();
        assert_eq!(terms("DIN 933"), ["ISO 4017"]);
        assert_eq!(terms("DIN 125"), ["ISO 7089", "ISO 7090"]);
        assert_eq!(terms("ISO 4017"), ["DIN 933"]);
        assert_eq!(terms("DIN 127"), [""; 0]);
    }
}
