//! Requested sizes against stated ones.

use super::standards::{self, Instead};
use super::units::{self, SIXTEENTH};
use super::{Kind, Role, Size};
use super::{grades, lexicon};

/// The outcome: what agrees, what contradicts, what the product does not state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    pub agrees: Vec<Point>,
    pub conflicts: Vec<Point>,
    /// How many of `agrees` and of `conflicts` are about colours.
    pub agreeing_colours: usize,
    pub conflicting_colours: usize,
    pub missing: Vec<Point>,
    /// Looks that were asked for and that the product does not state.
    pub notes: Vec<Point>,
    /// Sizes that the product states of itself and that no requested one speaks of; words and looks left out.
    pub unasked: usize,
    /// The product states two measures in another order, and nobody knows which is which: `60x50` for `50x60`.
    pub turned: bool,
}

/// One point of a comparison; put into words a salesperson reads only when somebody reads it.
#[derive(Clone, PartialEq, Eq)]
pub enum Point {
    /// Requested; that it agrees or is not stated, the list says.
    Asked(Size),
    /// Requested, and what the product states instead.
    Against(Size, Size),
    /// Requested, and what the product states of it.
    Only(Size, Size),
    /// How the product's standard stands to the one requested.
    Standard(String),
}

/// The points in words.
pub fn in_words(points: &[Point]) -> Vec<String> {
    points.iter().map(Point::to_string).collect()
}

impl std::fmt::Display for Point {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Point::Asked(size) => write!(out, "{} {size}", size.name()),
            Point::Against(size, other) => write!(out, "{} {size}, product states {other}", size.name()),
            Point::Only(size, less) => write!(out, "{} {size}, product states only {less}", size.name()),
            Point::Standard(how) => out.write_str(how),
        }
    }
}

impl std::fmt::Debug for Point {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "{:?}", self.to_string())
    }
}

impl Comparison {
    /// Sizes that agree, colours left out: words speak for those.
    pub fn agreed(&self) -> usize {
        self.agrees.len() - self.agreeing_colours
    }

    /// Whether the request names an article and the product states the same.
    pub fn same_article(&self) -> bool {
        self.agrees.iter().any(|point| matches!(point, Point::Asked(size) if size.kind == Kind::Article))
    }

    /// How far the contradicted measures are apart, 0 to 1: the share by which the longest falls short, worst of all.
    pub fn apart(&self) -> f32 {
        let shares = self.conflicts.iter().map(|point| match point {
            Point::Against(asked, stated) if asked.kind == stated.kind && is_long(asked.kind) => {
                1.0 - asked.value.min(stated.value) as f32 / asked.value.max(stated.value).max(1) as f32
            }
            _ => 1.0,
        });
        shares.fold(0.0, f32::max)
    }

    /// Sizes and looks of the request that the product contradicts or does not state.
    pub fn unmet(&self) -> usize {
        self.conflicts.len() + self.missing.len() + self.notes.len()
    }

    /// Whether a size contradicts, colours left out: makers name them as they like.
    pub fn contradicts(&self) -> bool {
        self.conflicts.len() > self.conflicting_colours
    }
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
/// state nothing of that kind, and a look never. A size that only the request's description states can contradict, but is never missing.
pub fn compare(asked: &[Size], stated: &[Size]) -> Comparison {
    let mut result = Comparison::default();
    let (used, open) = paired(asked, stated, |size| {
        result.agreeing_colours += usize::from(size.kind == Kind::Colour);
        result.agrees.push(Point::Asked(*size));
    });
    for size in &open {
        let instead = if size.kind == Kind::Standard { standards::instead(size, asked, stated) } else { None };
        match instead {
            Some(Instead::Same(why)) => {
                result.agrees.push(Point::Standard(why));
                continue;
            }
            Some(Instead::Other(difference)) => {
                result.missing.push(Point::Standard(difference));
                continue;
            }
            None => {}
        }
        let unused = stated.iter().zip(&used).filter(|(_, used)| !**used).map(|(other, _)| other);
        match nearest(size, unused, stated) {
            Some((Relation::Differs, other)) => {
                result.conflicting_colours += usize::from(size.kind == Kind::Colour);
                result.conflicts.push(Point::Against(**size, *other));
            }
            _ if size.aside => {}
            _ if size.kind == Kind::Article => {}
            _ if size.kind.is_look() || size.kind.is_word() => result.notes.push(Point::Asked(**size)),
            Some((_, less)) => result.missing.push(Point::Only(**size, *less)),
            None => result.missing.push(Point::Asked(**size)),
        }
    }
    result.unasked = unspoken_of(&open, stated, &used).filter(|size| !size.kind.is_word() && !size.kind.is_look()).count();
    result.turned = is_turned(asked, stated);
    result
}

/// What a product states of itself that no requested size speaks of.
pub fn unanswered<'a>(asked: &[Size], stated: &'a [Size]) -> Vec<&'a Size> {
    let (used, open) = paired(asked, stated, |_| {});
    unspoken_of(&open, stated, &used).collect()
}

/// What is of two values the longer, or the more.
fn is_long(kind: Kind) -> bool {
    kind.is_measure() || matches!(kind, Kind::Dimension | Kind::MetricThread)
}

/// Whether measures of which nobody knows what they measure stand in another order, `60x50` for `50x60`; what is so many
/// times as long as another is in any order what it is: `65x2.5`.
fn is_turned(asked: &[Size], stated: &[Size]) -> bool {
    const UNMISTAKABLE: i64 = 5;
    let beside = |one: i64, other: i64| pairs(stated).any(|pair| pair == (one, other));
    pairs(asked).any(|(one, other)| one.max(other) < UNMISTAKABLE * one.min(other) && !beside(one, other) && beside(other, one))
}

/// Each measure of which nobody knows what it measures, with the next.
fn pairs(sizes: &[Size]) -> impl Iterator<Item = (i64, i64)> {
    let measure = |size: &&Size| matches!(size.kind, Kind::Dimension | Kind::Length) && size.role == Role::None && !size.aside;
    let values = sizes.iter().filter(measure).map(|size| size.value);
    values.clone().zip(values.skip(1))
}

/// Stated sizes that were not paired and that no open requested one is about either.
fn unspoken_of<'a>(open: &[&Size], stated: &'a [Size], used: &[bool]) -> impl Iterator<Item = &'a Size> {
    let spoken_of = |size: &Size| open.iter().any(|asked| !matches!(relation(asked, size), Relation::Unrelated));
    stated.iter().zip(used).filter(move |(size, used)| !**used && !size.aside && !spoken_of(size)).map(|(size, _)| size)
}

/// Pairs requested with stated sizes that are equal: which stated ones were used, and which requested ones stay open.
fn paired<'a>(asked: &'a [Size], stated: &[Size], mut equal: impl FnMut(&'a Size)) -> (Vec<bool>, Vec<&'a Size>) {
    let mut used = vec![false; stated.len()];
    let mut open = Vec::new();
    for size in asked {
        let once = matches!(size.kind, Kind::Length | Kind::Diameter | Kind::Dimension);
        let free = |at: &usize| !(once && used[*at]) && matches!(relation(size, &stated[*at]), Relation::Equal);
        // A length is rather a length than the diameter of a thread; of lengths, rather the one of the same role.
        let best = (0..stated.len()).filter(free).min_by_key(|at| {
            let other = &stated[*at];
            (other.kind == Kind::MetricThread || other.kind == Kind::InchThread, other.role != size.role)
        });
        match best {
            Some(at) => {
                used[at] = true;
                equal(size);
            }
            None => open.push(size),
        }
    }
    (used, open)
}

/// The stated size that is about the same as the requested one: one that states less before one that differs, and of
/// those that differ the nearest.
fn nearest<'a>(size: &Size, unused: impl Iterator<Item = &'a Size>, stated: &[Size]) -> Option<(Relation, &'a Size)> {
    let in_name = stated.iter().any(|other| !other.aside && other.kind == size.kind);
    unused
        .filter(|other| !(other.aside && (in_name || size.aside || size.kind.is_look())))
        .map(|other| (relation(size, other), other))
        .filter(|(relation, _)| matches!(relation, Relation::Less | Relation::Differs))
        .min_by_key(|(relation, other)| (matches!(relation, Relation::Differs), distance(size, other)))
}

fn distance(a: &Size, b: &Size) -> i64 {
    a.value.saturating_sub(b.value).saturating_abs()
}

fn relation(asked: &Size, stated: &Size) -> Relation {
    use Kind::{
        Bearing, Coating, Diameter, Dimension, Gauge, InchThread, Length, Material, MetricThread, Pipe, PipeDn, PipeThread, Poles,
        SaeGrade, Stainless, Standard, Strength, Worn,
    };
    match (asked.kind, stated.kind) {
        (Length | Diameter, Length | Diameter) if same_length(asked.value, stated.value) => Relation::Equal,
        (Length, Length) | (Diameter, Diameter) if comparable_lengths(asked.value, stated.value) => Relation::Differs,
        (Length | Diameter, Length | Diameter) => Relation::Unrelated,
        (Dimension, Length | Diameter) => dimension(asked, stated),
        (Length | Diameter, Dimension) => dimension(stated, asked),
        // Whoever writes `8 x 50` for a screw means the M8.
        (Length | Diameter | Dimension, MetricThread | InchThread) if same_length(asked.value, stated.value) => Relation::Equal,
        (MetricThread, MetricThread) => metric_thread(asked, stated),
        (InchThread, InchThread) if asked.value == stated.value => unsaid(asked.second, stated.second),
        (Stainless, Stainless) if asked.value == 0 => Relation::Equal,
        (Stainless, Stainless) if stated.value == 0 => Relation::Less,
        (Stainless, Stainless) if asked.value != stated.value => Relation::Differs,
        (Stainless, Stainless) | (Bearing, Bearing) | (Poles, Poles) if asked.value == stated.value => unsaid(asked.second, stated.second),
        (Standard, Standard) => standard(asked, stated),
        (Stainless, Strength | Coating | SaeGrade) | (Strength | Coating | SaeGrade, Stainless) => Relation::Differs,
        // Nobody galvanises brass or plastic.
        (Coating, Material) if is_metal_coat(asked.value) && lexicon::is_body(stated.value) && !lexicon::is_ferrous(stated.value) => {
            Relation::Differs
        }
        (Stainless, Material) if lexicon::is_body(stated.value) => Relation::Differs,
        (Material, Stainless) if lexicon::is_body(asked.value) => Relation::Differs,
        (Pipe, PipeDn) => nominal_pipe(asked.value, stated.value),
        (PipeDn, Pipe) => nominal_pipe(stated.value, asked.value),
        (PipeThread, PipeThread) => pipe_thread(asked.value, stated.value),
        (Gauge, Gauge) if asked.second != stated.second => Relation::Unrelated,
        (Worn, Worn) => worn(asked, stated),
        (a, b) if a != b => Relation::Unrelated,
        _ if asked.value == stated.value && asked.second == stated.second => Relation::Equal,
        _ => Relation::Differs,
    }
}

fn is_metal_coat(coating: i64) -> bool {
    matches!(coating, grades::ZINC | grades::HOT_DIP | grades::YELLOW_ZINC)
}

/// Second values where 0 is unsaid: who does not ask takes any, who does not state has less.
fn unsaid(asked: i64, stated: i64) -> Relation {
    match (asked, stated) {
        (0, _) => Relation::Equal,
        (_, 0) => Relation::Less,
        (asked, stated) if asked == stated => Relation::Equal,
        _ => Relation::Differs,
    }
}

/// Nominal pipe sizes: sixteenths of an inch, DN. Source: ISO 6708 with ASME B36.10M.
const SIXTEENTHS_AND_DN: &[(i64, i64)] = &[
    (2, 6),
    (4, 8),
    (6, 10),
    (8, 15),
    (12, 20),
    (16, 25),
    (20, 32),
    (24, 40),
    (32, 50),
    (40, 65),
    (48, 80),
    (64, 100),
    (80, 125),
    (96, 150),
    (128, 200),
    (160, 250),
    (192, 300),
];

/// DN 1 as a value.
const DN: i64 = 1_000_000;

fn nominal_pipe(inches: i64, dn: i64) -> Relation {
    if SIXTEENTHS_AND_DN.contains(&(inches / SIXTEENTH, dn / DN)) { Relation::Equal } else { Relation::Differs }
}

/// The same nominal pipe size in the other system.
pub(super) fn other_pipe(size: &Size) -> Option<Size> {
    let known = |of: &&(i64, i64)| if size.kind == Kind::Pipe { of.0 * SIXTEENTH == size.value } else { of.1 * DN == size.value };
    let (sixteenths, dn) = SIXTEENTHS_AND_DN.iter().find(known)?;
    Some(match size.kind {
        Kind::Pipe => Size { kind: Kind::PipeDn, value: dn * DN, ..*size },
        _ => Size { kind: Kind::Pipe, value: sixteenths * SIXTEENTH, ..*size },
    })
}

/// `BSP` alone is either of its two forms; the rest do not mate.
fn pipe_thread(asked: i64, stated: i64) -> Relation {
    use super::threads::{BSP, BSP_PARALLEL, BSP_TAPERED};
    let of_bsp = |family: i64| matches!(family, BSP_PARALLEL | BSP_TAPERED | BSP);
    match (asked, stated) {
        (asked, stated) if asked == stated => Relation::Equal,
        (BSP, stated) if of_bsp(stated) => Relation::Equal,
        (asked, BSP) if of_bsp(asked) => Relation::Less,
        _ => Relation::Differs,
    }
}

/// Sizes of hands have letters (EN ISO 21420: 8 is M); those of feet have systems that do not compare.
fn worn(asked: &Size, stated: &Size) -> Relation {
    // 6 is XS, the second of the letters.
    let letter_of = |tenths: i64| -(tenths / 10 - 4);
    match (asked.value < 0, stated.value < 0) {
        (false, true) if (60..=120).contains(&asked.value) && letter_of(asked.value) == stated.value => Relation::Equal,
        (true, false) if (60..=120).contains(&stated.value) && letter_of(stated.value) == asked.value => Relation::Equal,
        (false, true) | (true, false) if asked.value.max(stated.value) > 120 => Relation::Unrelated,
        (false, true) | (true, false) => Relation::Differs,
        _ if asked.second != 0 && stated.second != 0 && asked.second != stated.second => Relation::Unrelated,
        _ if asked.value == stated.value => Relation::Equal,
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

/// A bare number agrees with a length that was written with the same number, in whatever unit, or has so many millimetres.
fn dimension(bare: &Size, length: &Size) -> Relation {
    let written = units::millionths(bare.value, 1_000_000, length.unit).is_some_and(|value| same_length(value, length.value));
    // Who writes no unit mostly means millimetres: `10 x 40` is 4 cm long.
    let same = written || units::is_longer_than_mm(length.unit) && same_length(bare.value, length.value);
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

/// Dimensional standards of one body with other numbers contradict, of different bodies they may be the same article; an
/// article meets many standards that say what it can do (EN, BS).
fn standard(asked: &Size, stated: &Size) -> Relation {
    match (asked.second / 100 == stated.second / 100, asked.value == stated.value) {
        (false, _) if standards::is_another(asked, stated) => Relation::Differs,
        (false, _) => Relation::Unrelated,
        (true, false) if asked.second / 100 > 2 => Relation::Unrelated,
        (true, false) => Relation::Differs,
        (true, true) if asked.second % 100 == 0 => Relation::Equal,
        (true, true) if stated.second % 100 == 0 => Relation::Less,
        (true, true) => Relation::Differs,
    }
}
