//! Made-up requests with known answers, and the measure of how well they are read.
//!
//! The writer shares no code and no word list with the reader. The same seed gives the same documents, except for time
//! stamps inside spreadsheet files. Goods are generic trade words with sizes, or a list the caller hands in.

mod letters;
mod measure;
mod sheets;
mod words;

pub use measure::{Score, Share, measure};

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// What a line of a document says, as its writer meant it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedLine {
    pub item: String,
    pub quantity: ExpectedQuantity,
    /// UN/ECE code.
    pub unit: Option<&'static str>,
    /// Pieces in one unit, if the line says so.
    pub pack: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedQuantity {
    /// A decimal with a point.
    Exact(String),
    /// Written so that it has two readings.
    Ambiguous,
    Missing,
}

/// Bytes, file name and lines of one document.
pub type Sample = (Vec<u8>, String, Vec<ExpectedLine>);

/// `count` documents about generic goods, in turn as CSV, XLSX, text and mail, half of them in Spanish.
pub fn generate(seed: u64, count: usize) -> Vec<Sample> {
    generate_from(seed, count, &[])
}

/// The same with the caller's wordings of goods; generic ones when `goods` is empty.
pub fn generate_from(seed: u64, count: usize, goods: &[String]) -> Vec<Sample> {
    let mut random = StdRng::seed_from_u64(seed);
    (0..count)
        .map(|index| {
            let mut writer = Writer { spanish: random.random_bool(0.5), random: &mut random, goods };
            let number = index + 1;
            match index % 4 {
                0 => writer.csv(number),
                1 => writer.xlsx(number),
                2 => writer.text(number),
                _ => writer.mail(number),
            }
        })
        .collect()
}

/// Writes one document in one language.
struct Writer<'a> {
    random: &'a mut StdRng,
    spanish: bool,
    goods: &'a [String],
}

/// A unit as it is written, and what it means.
#[derive(Debug, Clone, Copy)]
struct UnitWord {
    word: &'static str,
    code: &'static str,
    /// May be followed by a pack size.
    packs: bool,
    /// Takes fractions.
    measure: bool,
}

/// A line before it is laid out. `figure` is the quantity as written, empty when missing.
#[derive(Debug, Clone)]
struct Line {
    item: String,
    figure: String,
    unit: Option<UnitWord>,
    pack: Option<u32>,
    quantity: ExpectedQuantity,
}

impl Line {
    fn expected(&self) -> ExpectedLine {
        ExpectedLine { item: self.item.clone(), quantity: self.quantity.clone(), unit: self.unit.map(|unit| unit.code), pack: self.pack }
    }
}

impl Writer<'_> {
    fn pick<T: Copy>(&mut self, english: &[T], spanish: &[T]) -> T {
        let list = if self.spanish { spanish } else { english };
        list[self.random.random_range(0..list.len())]
    }

    fn chance(&mut self, share: f64) -> bool {
        self.random.random_bool(share)
    }

    fn lines(&mut self, least: usize, most: usize) -> Vec<Line> {
        let count = self.random.random_range(least..=most);
        (0..count).map(|_| self.line()).collect()
    }

    fn line(&mut self) -> Line {
        let item = self.item();
        let unit = if self.chance(0.7) { Some(self.pick(words::UNITS_EN, words::UNITS_ES)) } else { None };
        let pack =
            (unit.is_some_and(|unit| unit.packs) && self.chance(0.3)).then(|| *[10, 25, 50, 100, 200].choose(self.random).unwrap_or(&10));
        let measured = unit.is_some_and(|unit| unit.measure);
        let roll = self.random.random_range(0..100);
        let (figure, quantity) = match roll {
            0..5 => (String::new(), ExpectedQuantity::Missing),
            5..9 => {
                let whole = self.random.random_range(1..9);
                let sign = if self.spanish { '.' } else { ',' };
                (format!("{whole}{sign}{:03}", self.random.random_range(0..20) * 50), ExpectedQuantity::Ambiguous)
            }
            _ if measured && self.chance(0.4) => {
                let (whole, tenth) = (self.random.random_range(1..60), self.random.random_range(1..10));
                let sign = if self.spanish { ',' } else { '.' };
                (format!("{whole}{sign}{tenth}"), ExpectedQuantity::Exact(format!("{whole}.{tenth}")))
            }
            _ => {
                let most = *[12, 60, 500, 2500].choose(self.random).unwrap_or(&12);
                let count: u32 = self.random.random_range(2..most);
                (count.to_string(), ExpectedQuantity::Exact(count.to_string()))
            }
        };
        // Without a quantity nobody writes a unit in running text; a table may, and adds it itself.
        let stated = quantity != ExpectedQuantity::Missing;
        Line { item, figure, unit: unit.filter(|_| stated), pack: pack.filter(|_| stated), quantity }
    }

    fn item(&mut self) -> String {
        if let Some(item) = self.goods.choose(self.random) {
            return item.clone();
        }
        let noun = self.pick(words::GOODS_EN, words::GOODS_ES);
        let size = words::SIZES[self.random.random_range(0..words::SIZES.len())];
        let quality = self.pick(words::QUALITIES_EN, words::QUALITIES_ES);
        match self.random.random_range(0..4) {
            0 => format!("{noun} {size}"),
            1 => format!("{noun} {size} {quality}"),
            2 => format!("{noun} {quality} {size}"),
            _ => format!("{noun} {quality}"),
        }
    }
}
