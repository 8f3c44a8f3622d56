//! Requested sizes against stated ones.

use super::standards::{self, Instead};
use super::units;
use super::{Kind, Size};

/// The outcome, in words a salesperson reads: what agrees, what contradicts, what the product does not state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    pub agrees: Vec<String>,
    pub conflicts: Vec<String>,
    pub missing: Vec<String>,
}

/// How one requested size stands to one stated size.
#[derive(Clone, Copy)]
enum Relation {
    Equal,
    /// About the same property, with another value.
    Differs,
    /// The product states less than was asked.
    Less,
    Unrelated,
}

/// Compares each requested size with what a product states; a stated length answers one requested length only, so
/// `100x100` is not `100x60`. A coating that is not stated is not missing: finish is a note, not a size.
///
/// A size that the product states only in its description can agree; it contradicts only where name and attributes
/// state nothing of that kind. A size that only the request's description states can contradict, but is never missing.
pub fn compare(asked: &[Size], stated: &[Size]) -> Comparison {
    let mut result = Comparison::default();
    let mut used = vec![false; stated.len()];
    let mut open = Vec::new();
    for size in asked {
        let once = matches!(size.kind, Kind::Length | Kind::Diameter | Kind::Dimension);
        let free = |at: usize| !(once && used[at]);
        match (0..stated.len()).find(|at| free(*at) && matches!(relation(size, &stated[*at]), Relation::Equal)) {
            Some(at) => {
                used[at] = true;
                result.agrees.push(format!("{} {size}", size.name()));
            }
            None => open.push(size),
        }
    }
    for size in open {
        match standards::instead(size, asked, stated).filter(|_| size.kind == Kind::Standard) {
            Some(Instead::Same(why)) => {
                result.agrees.push(why);
                continue;
            }
            Some(Instead::Other(difference)) => {
                result.missing.push(difference);
                continue;
            }
            None => {}
        }
        let unused = stated.iter().zip(&used).filter(|(_, used)| !**used).map(|(other, _)| other);
        match nearest(size, unused, stated) {
            Some((Relation::Differs, other)) => result.conflicts.push(format!("{} {size}, product states {other}", size.name())),
            _ if size.aside || size.kind == Kind::Coating => {}
            Some((_, less)) => result.missing.push(format!("{} {size}, product states only {less}", size.name())),
            None => result.missing.push(format!("{} {size}", size.name())),
        }
    }
    result
}

/// The stated size that is about the same as the requested one: one that states less before one that differs, and of
/// those that differ the nearest.
fn nearest<'a>(size: &Size, unused: impl Iterator<Item = &'a Size>, stated: &[Size]) -> Option<(Relation, &'a Size)> {
    let in_name = stated.iter().any(|other| !other.aside && other.kind == size.kind);
    unused
        .filter(|other| !(other.aside && (in_name || size.aside)))
        .map(|other| (relation(size, other), other))
        .filter(|(relation, _)| matches!(relation, Relation::Less | Relation::Differs))
        .min_by_key(|(relation, other)| (matches!(relation, Relation::Differs), distance(size, other)))
}

fn distance(a: &Size, b: &Size) -> i64 {
    a.value.saturating_sub(b.value).saturating_abs()
}

fn relation(asked: &Size, stated: &Size) -> Relation {
    use Kind::{Coating, Diameter, Dimension, Length, MetricThread, Stainless, Standard, Strength};
    match (asked.kind, stated.kind) {
        (Length | Diameter, Length | Diameter) if same_length(asked.value, stated.value) => Relation::Equal,
        (Length, Length) | (Diameter, Diameter) if comparable_lengths(asked.value, stated.value) => Relation::Differs,
        (Length | Diameter, Length | Diameter) => Relation::Unrelated,
        (Dimension, Length | Diameter) => dimension(asked, stated),
        (Length | Diameter, Dimension) => dimension(stated, asked),
        (MetricThread, MetricThread) => metric_thread(asked, stated),
        (Stainless, Stainless) if asked.value != stated.value => Relation::Differs,
        (Stainless, Stainless) | (Standard, Standard) if asked == &(Size { unit: asked.unit, aside: asked.aside, ..*stated }) => {
            Relation::Equal
        }
        (Stainless, Stainless) => match (asked.second, stated.second) {
            (0, _) => Relation::Equal,
            (_, 0) => Relation::Less,
            _ => Relation::Differs,
        },
        (Standard, Standard) => standard(asked, stated),
        (Stainless, Strength | Coating) | (Strength | Coating, Stainless) => Relation::Differs,
        (a, b) if a != b => Relation::Unrelated,
        _ if asked.value == stated.value && asked.second == stated.second => Relation::Equal,
        _ => Relation::Differs,
    }
}

/// Equal, or equal after the rounding to 0.01 mm that tables of inch sizes use (5/16" = 7.9375 mm is sold as 7.94).
fn same_length(a: i64, b: i64) -> bool {
    let difference = (a - b).abs();
    difference <= 5_000 && difference <= a.min(b) / 100
}

/// Lengths twenty times apart are about different things: the wall of a tube and the tube.
fn comparable_lengths(a: i64, b: i64) -> bool {
    a.max(b) <= a.min(b).saturating_mul(20)
}

/// A bare number agrees with a length that was written with the same number, in whatever unit.
fn dimension(bare: &Size, length: &Size) -> Relation {
    let same = units::millionths(bare.value, 1_000_000, length.unit).is_some_and(|value| same_length(value, length.value));
    if same { Relation::Equal } else { Relation::Differs }
}

/// A thread without a pitch is the coarse one (ISO 261): M10 is M10x1.5 and is not M10x1.
fn metric_thread(asked: &Size, stated: &Size) -> Relation {
    let pitch = |size: &Size| {
        if size.second == 0 { coarse_pitch(size.value) } else { Some(size.second) }
    };
    if asked.value != stated.value {
        return Relation::Differs;
    }
    match (pitch(asked), pitch(stated)) {
        (Some(a), Some(b)) if a == b => Relation::Equal,
        (Some(_), _) if asked.second != 0 && stated.second == 0 => Relation::Less,
        (Some(_), Some(_)) => Relation::Differs,
        _ => Relation::Equal,
    }
}

/// Coarse pitch by diameter, both in millionths of a millimetre. Source: ISO 261, table of coarse pitches.
fn coarse_pitch(diameter: i64) -> Option<i64> {
    const COARSE: &[(i64, i64)] = &[
        (1600, 350),
        (2000, 400),
        (2500, 450),
        (3000, 500),
        (3500, 600),
        (4000, 700),
        (5000, 800),
        (6000, 1000),
        (7000, 1000),
        (8000, 1250),
        (10_000, 1500),
        (12_000, 1750),
        (14_000, 2000),
        (16_000, 2000),
        (18_000, 2500),
        (20_000, 2500),
        (22_000, 2500),
        (24_000, 3000),
        (27_000, 3000),
        (30_000, 3500),
        (33_000, 3500),
        (36_000, 4000),
        (39_000, 4000),
        (42_000, 4500),
        (45_000, 4500),
        (48_000, 5000),
        (52_000, 5000),
        (56_000, 5500),
        (60_000, 5500),
        (64_000, 6000),
    ];
    COARSE.iter().find(|(of, _)| of * 1000 == diameter).map(|(_, pitch)| pitch * 1000)
}

/// Standards of one body with other numbers contradict; of different bodies they may be the same article.
fn standard(asked: &Size, stated: &Size) -> Relation {
    match (asked.second / 100 == stated.second / 100, asked.value == stated.value) {
        (false, _) if standards::is_another(asked, stated) => Relation::Differs,
        (false, _) => Relation::Unrelated,
        (true, false) => Relation::Differs,
        (true, true) if asked.second % 100 == 0 => Relation::Equal,
        (true, true) if stated.second % 100 == 0 => Relation::Less,
        (true, true) => Relation::Differs,
    }
}
