//! Sizes, packs and standards: a made-up catalogue of dense neighbourhoods, requests for it in many writing styles with
//! known answers, and the measure of how well they are answered.
//!
//! The writer shares no code, no word list and no author with the readers. Everything comes from one seed: the same seed
//! gives the same bytes. Each stated answer is what a careful salesperson would give.
//!
//! Features are developed on [`DEVELOPMENT`], figures are reported on [`REPORT`]. The styles of [`styles::HELD_OUT`] and the
//! families of [`families::HELD_OUT`] exist under the reporting seed alone and are never looked at while developing: no
//! wrong line of theirs is ever shown.

mod amounts;
mod catalogue;
mod families;
mod forms;
mod hand;
mod kind;
mod lines;
mod measure;
mod styles;
mod values;
mod write;

use engine::metrics::Random;

pub use catalogue::{Catalogue, Product};
pub use forms::{catalogue_csv, index, lines_csv, truth_csv};
pub use lines::{Item, Line, Truth};
pub use measure::{Answer, Tally, Verdict, Wrong, judge};

/// The seed for developing.
pub const DEVELOPMENT: u64 = 1;
/// The seed for reporting; the only one with what is held out.
pub const REPORT: u64 = 20_270_101;

/// A catalogue and what is asked of it.
pub struct Corpus {
    pub catalogue: Catalogue,
    pub lines: Vec<Line>,
}

/// `products`: about how many to keep of the whole catalogue; all if absent.
pub fn generate(seed: u64, lines: usize, products: Option<usize>) -> Corpus {
    let mut random = Random::new(seed);
    let all = seed == REPORT;
    let catalogue = catalogue::catalogue(families::kinds(all), products, &mut random);
    let lines = lines::lines(&catalogue, lines, all, &mut random);
    Corpus { catalogue, lines }
}

/// Whether this line is of a style or family that is held out.
pub fn is_held_out(line: &Line) -> bool {
    line.families.iter().any(|family| families::HELD_OUT.contains(family)) || styles::HELD_OUT.iter().any(|(style, _)| *style == line.style)
}

#[cfg(test)]
mod tests;
