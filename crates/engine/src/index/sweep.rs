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

/// Sums that are looked at together, as the processor can.
const BLOCK: usize = 64;
const LANES: usize = 8;

/// Looking one article up costs as much as adding so many entries of a list.
const LOOK_UP: usize = 16;

/// Entries that are added without asking whether looking up would be cheaper; and how much less the lists that are left
/// must be able to give before it is asked again.
const FEW: usize = 512;
const WORTH_A_TRY: f32 = 0.6;

/// How much a bound is raised above the sum it bounds, so that rounding leaves nothing out.
const ROUNDING: f32 = 1.000_01;

/// A row of postings, and how much its weights count; the part before the place reached is cut off.
pub(super) struct List<'p> {
    articles: &'p [u32],
    weights: &'p [u16],
    /// By one step of the stored weight.
    factor: f32,
    /// Most it gives to any article.
    most: f32,
}

impl<'p> List<'p> {
    /// `factor`: not negative.
    pub(super) fn new(postings: &'p Postings, row: u32, factor: f32) -> List<'p> {
        let (articles, weights) = postings.list(row);
        let factor = factor / SCALE;
        List { articles, weights, factor, most: factor * f32::from(postings.greatest(row)) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many entries lie before the article.
    fn length_before(&self, article: u32) -> usize {
        gallop(self.articles, article)
    }

    fn skip(&mut self, article: u32) {
        self.before(article);
    }

    /// What lies before the article; the list goes on from there.
    fn before(&mut self, article: u32) -> (&'p [u32], &'p [u16]) {
        let at = gallop(self.articles, article);
        let (articles, weights) = (&self.articles[..at], &self.weights[..at]);
        (self.articles, self.weights) = (&self.articles[at..], &self.weights[at..]);
        (articles, weights)
    }

    /// What it gives to the article, which lies at or after the place reached.
    pub(super) fn gain(&mut self, article: u32) -> f32 {
        self.before(article);
        if self.articles.first() == Some(&article) { self.factor * f32::from(self.weights[0]) } else { 0.0 }
    }
}

/// What adds to an article's sum, on one of the legs that are added up beside each other.
pub(super) struct Summand<'p> {
    leg: usize,
    most: f32,
    gain: Gain<'p>,
}

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
        let lists: usize = readings.iter().map(Vec::len).sum();
        if lists == 1 {
            readings.retain(|reading| !reading.is_empty());
            if let Some(list) = readings.pop().and_then(|mut reading| reading.pop()) {
                return Summand::of(0, list);
            }
        }
        let most = readings.iter().map(|reading| reading.iter().map(|list| list.most).sum::<f32>()).fold(0.0, f32::max);
        Summand { leg: 0, most: most * ROUNDING, gain: Gain::Best(readings) }
    }

    /// Adds what it gives to the articles of the window that ends at `end`; false if that is nothing.
    fn add<const LEGS: usize>(&mut self, end: u32, sums: &mut [[f32; WINDOW]; LEGS], best: &mut Scratch) -> bool {
        // Windows begin at multiples of their length.
        let place = |article: u32| article as usize % WINDOW;
        let sums = &mut sums[self.leg];
        match &mut self.gain {
            Gain::Of(list) => {
                let factor = list.factor;
                let (articles, weights) = list.before(end);
                for (article, weight) in articles.iter().zip(weights) {
                    sums[place(*article)] += factor * f32::from(*weight);
                }
                !articles.is_empty()
            }
            Gain::Best(readings) => {
                let Scratch { of_summand, of_reading, touched, .. } = best;
                for reading in readings {
                    let from = touched.len();
                    let several = reading.len() > 1;
                    for list in reading {
                        let factor = list.factor;
                        let (articles, weights) = list.before(end);
                        for (article, weight) in articles.iter().zip(weights) {
                            let at = place(*article);
                            let mut gain = factor * f32::from(*weight);
                            if several {
                                of_reading[at] += gain;
                                gain = of_reading[at];
                            }
                            let more = gain - of_summand[at];
                            if more > 0.0 {
                                of_summand[at] += more;
                                sums[at] += more;
                            }
                            touched.push(at as u32);
                        }
                    }
                    if several {
                        touched[from..].iter().for_each(|at| of_reading[*at as usize] = 0.0);
                    }
                }
                let added = !touched.is_empty();
                touched.drain(..).for_each(|at| of_summand[at as usize] = 0.0);
                added
            }
        }
    }

    fn skip(&mut self, start: u32) {
        match &mut self.gain {
            Gain::Of(list) => list.skip(start),
            Gain::Best(readings) => readings.iter_mut().flatten().for_each(|list| list.skip(start)),
        }
    }

    fn length_before(&self, article: u32) -> usize {
        match &self.gain {
            Gain::Of(list) => list.length_before(article),
            Gain::Best(readings) => readings.iter().flatten().map(|list| list.length_before(article)).sum(),
        }
    }

    fn gain(&mut self, article: u32) -> f32 {
        match &mut self.gain {
            Gain::Of(list) => list.gain(article),
            Gain::Best(readings) => {
                let sum = |reading: &mut Vec<List>| reading.iter_mut().map(|list| list.gain(article)).sum();
                readings.iter_mut().map(sum).fold(0.0, f32::max)
            }
        }
    }
}

/// Kept by each thread, so that a search allocates nothing large; all zeros between searches.
struct Scratch {
    of_summand: Box<[f32; WINDOW]>,
    of_reading: Box<[f32; WINDOW]>,
    touched: Vec<u32>,
    /// Places of the window whose sums may still count.
    in_play: Vec<u32>,
}

thread_local! {
    static ONE: RefCell<Box<[[f32; WINDOW]; 1]>> = RefCell::new(Box::new([[0.0; WINDOW]]));
    static THREE: RefCell<Box<[[f32; WINDOW]; 3]>> = RefCell::new(Box::new([[0.0; WINDOW]; 3]));
    static BEST: RefCell<Scratch> = RefCell::new(Scratch {
        of_summand: Box::new([0.0; WINDOW]),
        of_reading: Box::new([0.0; WINDOW]),
        touched: Vec::new(),
        in_play: Vec::new(),
    });
}

/// Calls `found` with the articles, ascending, whose sum is above 0 and at least the least that counts, which is what
/// `found` answered last; returns it. `articles`: how many there are.
pub(super) fn sweep(summands: Vec<Summand>, articles: usize, least: f32, mut found: impl FnMut(u32, f32) -> f32) -> f32 {
    ONE.with_borrow_mut(|sums| in_windows(summands, articles, least, sums, |article, [sum]| found(article, sum)))
}

/// As [`sweep`], with three sums beside each other; all together are what counts.
pub(super) fn sweep_three(summands: Vec<Summand>, articles: usize, least: f32, found: impl FnMut(u32, [f32; 3]) -> f32) -> f32 {
    THREE.with_borrow_mut(|sums| in_windows(summands, articles, least, sums, found))
}

fn in_windows<const LEGS: usize>(
    mut summands: Vec<Summand>,
    articles: usize,
    mut least: f32,
    sums: &mut [[f32; WINDOW]; LEGS],
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
            let mut added = false;
            strong.iter_mut().for_each(|summand| added |= summand.add(end, sums, best));
            if !added {
                continue;
            }
            let mut weak = weak.iter_mut().zip(&rest[needed..]).peekable();
            // While the others can give most of what counts, almost every article is in play.
            let mut tried = least;
            while let Some((summand, rest)) = weak.peek_mut() {
                summand.skip(start);
                let length = summand.length_before(end);
                if length > FEW && **rest < WORTH_A_TRY * tried {
                    tried = **rest;
                    if collect(sums, least - tried, length / LOOK_UP, &mut in_play) {
                        break;
                    }
                }
                summand.add(end, sums, best);
                weak.next();
            }
            if weak.peek().is_none() {
                collect(sums, least, WINDOW, &mut in_play);
            }
            for (summand, rest) in weak {
                in_play.retain(|at| total(sums, *at as usize) >= least - rest);
                summand.skip(start);
                if summand.length_before(end) < LOOK_UP * in_play.len() {
                    summand.add(end, sums, best);
                } else {
                    let sums = &mut sums[summand.leg];
                    in_play.iter().for_each(|at| sums[*at as usize] += summand.gain(start + at));
                }
            }
            for at in in_play.drain(..) {
                if total(sums, at as usize) >= least {
                    least = found(start + at, std::array::from_fn(|leg| sums[leg][at as usize]));
                }
            }
            sums.iter_mut().for_each(|sums| sums.fill(0.0));
        }
        best.in_play = in_play;
    });
    least
}

fn total<const LEGS: usize>(sums: &[[f32; WINDOW]; LEGS], at: usize) -> f32 {
    sums.iter().map(|sums| sums[at]).sum()
}

/// Places of the sums above 0 that reach `least`; none, and false, if they are more than `most`.
fn collect<const LEGS: usize>(sums: &[[f32; WINDOW]; LEGS], least: f32, most: usize, places: &mut Vec<u32>) -> bool {
    let least = least.max(f32::MIN_POSITIVE);
    for first in (0..WINDOW).step_by(BLOCK) {
        let blocks: [&[f32; BLOCK]; LEGS] = std::array::from_fn(|leg| &sums[leg].as_chunks::<BLOCK>().0[first / BLOCK]);
        // Without a branch and lane by lane, so that the processor takes several at once.
        let mut totals = *blocks[0];
        for block in &blocks[1..] {
            totals.iter_mut().zip(*block).for_each(|(total, sum)| *total += sum);
        }
        let mut greatest = [0.0_f32; LANES];
        for lanes in totals.as_chunks::<LANES>().0 {
            for (most, total) in greatest.iter_mut().zip(lanes) {
                *most = if total > most { *total } else { *most };
            }
        }
        if greatest.iter().all(|sum| *sum < least) {
            continue;
        }
        let (mut found, mut count) = ([0_u32; BLOCK], 0);
        for (at, total) in (first as u32..).zip(&totals) {
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
            sweep((0..rows.len()).map(|row| Summand::of(0, list(row))).collect(), articles, 0.0, |_, sum| keep(&mut found, sum));
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
            sweep(vec![Summand::best(readings)], 40_000, 0.0, |article, sum| { found.push((article, sum)); 0.0 });
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].0, article);
            prop_assert!((found[0].1 - f32::max(first + second, 0.5)).abs() < 1e-5);
        }
    }
}
