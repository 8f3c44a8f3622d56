//! Adding up weighted lists: the sum of every article that may still matter.
//!
//! Articles are gone through in windows small enough for the processor's cache. Once the least sum that counts is above
//! what the weakest lists give together, no article can matter by those alone: in each window they are added only while
//! that is cheaper than looking up the few articles the stronger lists left in play. Nothing is approximated.
//!
//! Source: Turtle & Flood, "Query evaluation: strategies and optimizations", IPM 1995 (MaxScore); by windows, as Lucene does.

use std::cell::RefCell;

use super::postings::{Postings, SCALE};

/// Articles of one window; their sums take 64 or 192 kB.
const WINDOW: usize = 16_384;

/// Sums that are looked at and cleared together.
const BLOCK: usize = 16;
const BLOCKS: usize = WINDOW / BLOCK;

/// Looking one article up costs as much as adding so many entries of a list.
const LOOK_UP: usize = 16;

/// Entries that are added without asking whether looking up would be cheaper; and how much less the lists that are left
/// must be able to give before it is asked again.
const FEW: usize = 512;
const WORTH_A_TRY: f32 = 0.6;

/// How much a bound is raised above the sum it bounds, so that rounding leaves nothing out.
const ROUNDING: f32 = 1.000_01;

/// Articles of which the whole sum is looked up before all others, to know soon how much counts.
const SAMPLE: usize = 6;

/// A row of postings, and how much its weights count; the part before the place reached is cut off.
#[derive(Clone)]
pub(super) struct List<'p> {
    articles: &'p [u32],
    weights: &'p [u16],
    /// By one step of the stored weight.
    factor: f32,
    /// Most it gives to any article.
    most: f32,
    /// How many of its entries lie in the window that is open.
    inside: usize,
}

impl<'p> List<'p> {
    /// `factor`: not negative.
    pub(super) fn new(postings: &'p Postings, row: u32, factor: f32) -> List<'p> {
        let (articles, weights) = postings.list(row);
        let factor = factor / SCALE;
        List { articles, weights, factor, most: factor * f32::from(postings.greatest(row)), inside: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    fn cut(&mut self, at: usize) {
        (self.articles, self.weights) = (&self.articles[at..], &self.weights[at..]);
        self.inside = self.inside.saturating_sub(at);
    }

    /// Goes on to the window of articles from `start` to before `end`, or stays there; answers how many entries it has in it
    /// from the place reached.
    fn open(&mut self, start: u32, end: u32) -> usize {
        self.cut(gallop(self.articles, start));
        self.inside = gallop(self.articles, end);
        self.inside
    }

    /// Place in the open window, and gain, of each of its entries there.
    fn gains(&self) -> impl Iterator<Item = (usize, f32)> {
        let (articles, weights, factor) = (&self.articles[..self.inside], &self.weights[..self.inside], self.factor);
        // Windows begin at multiples of their length.
        articles.iter().zip(weights).map(move |(article, weight)| (*article as usize % WINDOW, factor * f32::from(*weight)))
    }

    /// What it gives to the article, which lies at or after the place reached.
    fn gain(&mut self, article: u32) -> f32 {
        self.cut(gallop(self.articles, article));
        if self.articles.first() == Some(&article) { self.factor * f32::from(self.weights[0]) } else { 0.0 }
    }
}

/// What adds to an article's sum, on one of the legs that are added up beside each other.
#[derive(Clone)]
pub(super) struct Summand<'p> {
    leg: usize,
    most: f32,
    gain: Gain<'p>,
}

#[derive(Clone)]
enum Gain<'p> {
    Of(List<'p>),
    /// The greatest of these sums.
    Best(Vec<Vec<List<'p>>>),
}

impl<'p> Summand<'p> {
    pub(super) fn of(leg: usize, list: List<'p>) -> Summand<'p> {
        Summand { leg, most: list.most * ROUNDING, gain: Gain::Of(list) }
    }

    pub(super) fn best(mut readings: Vec<Vec<List<'p>>>) -> Summand<'p> {
        readings.retain(|reading| !reading.is_empty());
        if let [reading] = &mut *readings
            && reading.len() == 1
            && let Some(list) = reading.pop()
        {
            return Summand::of(0, list);
        }
        let most = readings.iter().map(|reading| reading.iter().map(|list| list.most).sum::<f32>()).fold(0.0, f32::max);
        Summand { leg: 0, most: most * ROUNDING, gain: Gain::Best(readings) }
    }

    /// Goes on to the window; answers how many entries it has there.
    fn open(&mut self, start: u32, end: u32) -> usize {
        match &mut self.gain {
            Gain::Of(list) => list.open(start, end),
            Gain::Best(readings) => readings.iter_mut().flatten().map(|list| list.open(start, end)).sum(),
        }
    }

    /// Adds what it gives to the articles of the open window.
    fn add<const LEGS: usize>(&self, sums: &mut Sums<LEGS>, best: &mut Scratch) {
        let Sums { of_legs, touched } = sums;
        let sums = &mut of_legs[self.leg];
        match &self.gain {
            Gain::Of(list) => {
                for (at, gain) in list.gains() {
                    sums[at] += gain;
                    touched[at / BLOCK] = true;
                }
            }
            Gain::Best(readings) => {
                let Scratch { of_summand, of_reading, .. } = best;
                let mut raise = |at: usize, sum: f32| of_summand[at] = of_summand[at].max(sum);
                for reading in readings {
                    match &**reading {
                        [list] => list.gains().for_each(|(at, gain)| raise(at, gain)),
                        lists => {
                            for list in lists {
                                for (at, gain) in list.gains() {
                                    of_reading[at] += gain;
                                    raise(at, of_reading[at]);
                                }
                            }
                            lists.iter().for_each(|list| list.gains().for_each(|(at, _)| of_reading[at] = 0.0));
                        }
                    }
                }
                // In one piece, as a looked-up gain is added: equal articles have equal sums to the last bit.
                for list in readings.iter().flatten() {
                    for (at, _) in list.gains() {
                        sums[at] += std::mem::take(&mut of_summand[at]);
                        touched[at / BLOCK] = true;
                    }
                }
            }
        }
    }

    /// What it gives to the article, which lies at or after the place reached.
    fn gain(&mut self, article: u32) -> f32 {
        match &mut self.gain {
            Gain::Of(list) => list.gain(article),
            Gain::Best(readings) => {
                let sum = |reading: &mut Vec<List>| reading.iter_mut().map(|list| list.gain(article)).sum();
                readings.iter_mut().map(sum).fold(0.0, f32::max)
            }
        }
    }

    /// Articles of its lists from the first on, some of them twice; and how many there are.
    fn articles(&self) -> (impl Iterator<Item = u32>, usize) {
        let (one, several) = match &self.gain {
            Gain::Of(list) => (Some(list), [].as_slice()),
            Gain::Best(readings) => (None, readings.as_slice()),
        };
        let lists = one.into_iter().chain(several.iter().flatten());
        let count = lists.clone().map(|list| list.articles.len()).sum();
        (lists.flat_map(|list| list.articles).copied(), count)
    }
}

/// The sums of the open window. Kept by each thread with [`Scratch`], so that a search allocates nothing large; all zeros
/// between searches.
struct Sums<const LEGS: usize> {
    of_legs: [[f32; WINDOW]; LEGS],
    /// Blocks in which there may be a sum.
    touched: [bool; BLOCKS],
}

impl<const LEGS: usize> Sums<LEGS> {
    fn new() -> Box<Sums<LEGS>> {
        Box::new(Sums { of_legs: [[0.0; WINDOW]; LEGS], touched: [false; BLOCKS] })
    }

    fn total(&self, at: u32) -> f32 {
        self.of_legs.iter().map(|sums| sums[at as usize]).sum()
    }

    /// Places of the sums above 0 that reach `least`; none, and false, if they are more than `most`.
    fn collect(&self, least: f32, most: usize, places: &mut Vec<u32>) -> bool {
        let least = least.max(f32::MIN_POSITIVE);
        for block in (0..BLOCKS).filter(|block| self.touched[*block]) {
            // Without a branch, so that the processor takes several at once.
            let mut totals = [0.0_f32; BLOCK];
            for sums in &self.of_legs {
                totals.iter_mut().zip(&sums.as_chunks::<BLOCK>().0[block]).for_each(|(total, sum)| *total += sum);
            }
            if !totals.iter().fold(false, |any, total| any | (*total >= least)) {
                continue;
            }
            let (mut found, mut count) = ([0_u32; BLOCK], 0);
            for (at, total) in ((block * BLOCK) as u32..).zip(&totals) {
                found[count % BLOCK] = at;
                count += usize::from(*total >= least);
            }
            places.extend_from_slice(&found[..count]);
            if places.len() > most {
                places.clear();
                return false;
            }
        }
        true
    }

    fn clear(&mut self) {
        for block in (0..BLOCKS).filter(|block| self.touched[*block]) {
            self.of_legs.iter_mut().for_each(|sums| sums.as_chunks_mut::<BLOCK>().0[block].fill(0.0));
        }
        self.touched.fill(false);
    }
}

struct Scratch {
    of_summand: Box<[f32; WINDOW]>,
    of_reading: Box<[f32; WINDOW]>,
    /// Places of the window whose sums may still count.
    in_play: Vec<u32>,
}

thread_local! {
    static ONE: RefCell<Box<Sums<1>>> = RefCell::new(Sums::new());
    static THREE: RefCell<Box<Sums<3>>> = RefCell::new(Sums::new());
    static BEST: RefCell<Scratch> = RefCell::new(Scratch {
        of_summand: Box::new([0.0; WINDOW]),
        of_reading: Box::new([0.0; WINDOW]),
        in_play: Vec::new(),
    });
}

/// Calls `found` with the articles, ascending, whose sum is above 0 and at least the least that counts, which is what
/// `found` answered last; returns it. `articles`: how many there are. `seen` is called before, with a few articles that may
/// be among the best, and answers as `found` does.
pub(super) fn sweep(
    summands: Vec<Summand>,
    articles: usize,
    least: f32,
    mut seen: impl FnMut(u32, f32) -> f32,
    mut found: impl FnMut(u32, f32) -> f32,
) -> f32 {
    let least = sample(&summands).into_iter().fold(least, |_, (article, sum)| seen(article, sum / ROUNDING));
    ONE.with_borrow_mut(|sums| in_windows(summands, articles, least, sums, |article, [sum]| found(article, sum)))
}

/// As [`sweep`], with three sums beside each other; all together are what counts. None is looked up before.
pub(super) fn sweep_three(summands: Vec<Summand>, articles: usize, least: f32, found: impl FnMut(u32, [f32; 3]) -> f32) -> f32 {
    THREE.with_borrow_mut(|sums| in_windows(summands, articles, least, sums, found))
}

/// A few articles that the rarest of the summands gives to, and their sums; none where one list is all there is.
fn sample(summands: &[Summand]) -> Vec<(u32, f32)> {
    let given = summands.iter().filter(|summand| summand.most > 0.0);
    let Some(rarest) = given.clone().min_by_key(|summand| summand.articles().1).filter(|_| given.count() > 1) else {
        return Vec::new();
    };
    let (articles, count) = rarest.articles();
    let mut articles: Vec<u32> = articles.step_by(count / SAMPLE + 1).collect();
    articles.sort_unstable();
    articles.dedup();
    let mut summands = summands.to_vec();
    articles.into_iter().map(|article| (article, summands.iter_mut().map(|summand| summand.gain(article)).sum())).collect()
}

fn in_windows<const LEGS: usize>(
    mut summands: Vec<Summand>,
    articles: usize,
    mut least: f32,
    sums: &mut Sums<LEGS>,
    mut found: impl FnMut(u32, [f32; LEGS]) -> f32,
) -> f32 {
    // Always in this order, so that equal articles have equal sums to the last bit.
    summands.sort_by(|left, right| right.most.total_cmp(&left.most));
    // What all from here on give together, at most.
    let mut rest = vec![0.0_f32; summands.len() + 1];
    for (at, summand) in summands.iter().enumerate().rev() {
        rest[at] = (rest[at + 1] + summand.most) * ROUNDING;
    }
    // An article that holds none of those before it cannot matter.
    let mut needed = summands.len();
    BEST.with_borrow_mut(|best| {
        let mut in_play = std::mem::take(&mut best.in_play);
        for start in (0..articles as u32).step_by(WINDOW) {
            while needed > 0 && rest[needed - 1] < least {
                needed -= 1;
            }
            if needed == 0 {
                break;
            }
            let end = start.saturating_add(WINDOW as u32);
            let (strong, weak) = summands.split_at_mut(needed);
            // How many entries were added: no more articles than that are in play.
            let mut added = 0;
            for summand in strong {
                added += summand.open(start, end);
                summand.add(sums, best);
            }
            if added == 0 {
                continue;
            }
            let mut weak = weak.iter_mut().zip(&rest[needed..]).peekable();
            // While the others can give most of what counts, almost every article is in play.
            let mut tried = least;
            while let Some((summand, rest)) = weak.peek_mut() {
                let length = summand.open(start, end);
                let few = length / LOOK_UP;
                if length > FEW && (added <= few || **rest < WORTH_A_TRY * tried) {
                    tried = **rest;
                    if sums.collect(least - tried, few, &mut in_play) {
                        break;
                    }
                }
                added += length;
                summand.add(sums, best);
                weak.next();
            }
            if weak.peek().is_none() {
                sums.collect(least, WINDOW, &mut in_play);
            }
            for (summand, rest) in weak {
                in_play.retain(|at| sums.total(*at) >= least - rest);
                if summand.open(start, end) < LOOK_UP * in_play.len() {
                    summand.add(sums, best);
                } else {
                    let sums = &mut sums.of_legs[summand.leg];
                    in_play.iter().for_each(|at| sums[*at as usize] += summand.gain(start + at));
                }
            }
            for at in in_play.drain(..) {
                if sums.total(at) >= least {
                    least = found(start + at, std::array::from_fn(|leg| sums.of_legs[leg][at as usize]));
                }
            }
            sums.clear();
        }
        best.in_play = in_play;
    });
    least
}

/// Place of the first that is not smaller.
pub(super) fn gallop(articles: &[u32], article: u32) -> usize {
    if articles.first().is_none_or(|first| *first >= article) {
        return 0;
    }
    let mut step = 1;
    while step < articles.len() && articles[step] < article {
        step *= 2;
    }
    let (from, to) = (step / 2, (step + 1).min(articles.len()));
    from + articles[from..to].partition_point(|other| *other < article)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::postings::Entry;
    use super::*;

    proptest! {
        #[test]
        fn a_sweep_finds_what_adding_everything_finds(
            rows in prop::collection::vec((1..40_u32, 0.01..1.0_f32, 1..200_u32), 1..12),
            most in 1..30_usize,
        ) {
            let articles = 3 * WINDOW + 17;
            let holds = |row: usize, every: u32| (0..articles as u32).filter(move |at| (at * 7 + row as u32 * 13).is_multiple_of(every));
            let mut entries: Vec<Entry> = Vec::new();
            for (row, (every, _, salt)) in rows.iter().enumerate() {
                let weight = |article: u32| ((article.wrapping_mul(2_654_435_761) ^ salt) % 1_000) as f32 / 1_000.0;
                entries.extend(holds(row, *every).map(|article| Entry { row: row as u32, article, weight: weight(article) }));
            }
            entries.sort_by_key(|entry| (entry.article, entry.row));
            let postings = Postings::new(rows.len(), &entries);
            let list = |row: usize| List::new(&postings, row as u32, rows[row].1);

            let mut all = vec![0.0_f32; articles];
            for (row, (_, factor, _)) in rows.iter().enumerate() {
                let (held, weights) = postings.list(row as u32);
                held.iter().zip(weights).for_each(|(article, weight)| all[*article as usize] += factor / SCALE * f32::from(*weight));
            }
            let mut best = all.clone();
            best.sort_by(|a, b| b.total_cmp(a));
            best.truncate(most);

            let (mut found, mut by_legs) = (Vec::new(), Vec::new());
            let keep = |kept: &mut Vec<f32>, sum: f32| {
                kept.push(sum);
                kept.sort_by(|a, b| b.total_cmp(a));
                kept.truncate(most);
                if kept.len() == most { kept[most - 1] } else { 0.0 }
            };
            let mut before: Vec<f32> = Vec::new();
            let seen = |_, sum| keep(&mut before, sum);
            sweep((0..rows.len()).map(|row| Summand::of(0, list(row))).collect(), articles, 0.0, seen, |_, sum| keep(&mut found, sum));
            sweep_three((0..rows.len()).map(|row| Summand::of(row % 3, list(row))).collect(), articles, 0.0, |_, [one, two, three]| keep(&mut by_legs, one + two + three));
            for kept in [found, by_legs] {
                prop_assert_eq!(kept.len(), best.iter().filter(|sum| **sum > 0.0).count());
                prop_assert!(kept.iter().zip(&best).all(|(kept, best)| (kept - best).abs() < 1e-4), "{:?} {:?}", kept, best);
            }
        }

        #[test]
        fn the_best_reading_counts_and_no_other(first in 0.1..1.0_f32, second in 0.1..1.0_f32, article in 0..40_000_u32) {
            let entry = |row: u32| Entry { row, article, weight: 1.0 };
            let postings = Postings::new(3, &[entry(0), entry(1), entry(2)]);
            let list = |row: u32, factor: f32| List::new(&postings, row, factor);
            let readings = vec![vec![list(0, first), list(1, second)], vec![list(2, 0.5)]];
            let mut found = Vec::new();
            sweep(vec![Summand::best(readings)], 40_000, 0.0, |_, _| 0.0, |article, sum| { found.push((article, sum)); 0.0 });
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].0, article);
            prop_assert!((found[0].1 - f32::max(first + second, 0.5)).abs() < 1e-5);
        }
    }
}
