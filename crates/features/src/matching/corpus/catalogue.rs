//! The catalogue: the grids' articles as their makers write them, with holes where something is not stocked.

use engine::metrics::Random;

use super::hand::{Hand, Said};
use super::kind::{Kind, Sold};
use super::values::{Number, Value};
use super::write::{everything, words};

/// A product as a catalogue row has it, and which cell of which grid it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    pub kind: usize,
    pub cell: Vec<u16>,
    pub sku: String,
    pub name: String,
    pub brand: String,
    pub mpn: String,
    pub gtin: String,
    pub category: &'static str,
    pub attributes: Vec<(String, String)>,
    /// UN/ECE code.
    pub unit: Option<&'static str>,
    pub pack: Option<u32>,
    /// Under which number of its standard it is sold.
    pub number: Number,
}

/// How a maker writes names.
#[derive(Clone, Copy, PartialEq)]
enum Hands {
    /// `Hex bolt M8x50 8.8 zinc plated DIN 933`
    Full,
    /// `HEX BOLT,M8X50,8.8,ZP,DIN 933`
    Upper,
    /// `DIN 933 M8 x 50 8.8 zinc plated hex bolt`
    NumberFirst,
    /// `Hex bolt - M8 x 50 mm - class 8.8 - zinc plated`
    Dashed,
    /// `Hex bolt M8x50`, all else in attributes
    Listed,
    /// `M8x50 Hex Bolt, 8.8, Zinc Plated (DIN 933)`
    SizeFirst,
}

/// Made-up makers.
const MAKERS: &[(&str, Hands)] = &[
    ("Acme", Hands::Full),
    ("Talleres Ibor", Hands::Upper),
    ("Norwerk", Hands::NumberFirst),
    ("Kestrel", Hands::Dashed),
    ("Bramont", Hands::Listed),
    ("Hallgate", Hands::SizeFirst),
    ("Veldhuis", Hands::Full),
    ("Lindqvist", Hands::Listed),
];

/// Share of the cells that the house does not stock.
const HOLES: f64 = 0.07;

pub struct Catalogue {
    pub kinds: Vec<Kind>,
    pub products: Vec<Product>,
    /// Cells that exist in the trade and are not stocked: kind and cell.
    pub gaps: Vec<(usize, Vec<u16>)>,
    /// Products of each kind.
    pub of_kind: Vec<Vec<usize>>,
}

/// `most`: products to keep, whole neighbourhoods of every kind; all if absent.
pub fn catalogue(mut kinds: Vec<Kind>, most: Option<usize>, random: &mut Random) -> Catalogue {
    if let Some(most) = most {
        let all: usize = kinds.iter().map(|kind| kind.cells.len()).sum();
        for kind in &mut kinds {
            let kept = (kind.cells.len() * most).div_ceil(all.max(1)).max(2);
            let from = random.below(kind.cells.len().saturating_sub(kept) + 1);
            kind.cells = kind.cells.iter().skip(from).take(kept).cloned().collect();
        }
    }
    let mut products = Vec::new();
    let mut gaps = Vec::new();
    let mut of_kind = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let mut stocked = Vec::new();
        let first_maker = random.below(MAKERS.len());
        // Which axis tells one maker's range from another's: the last with more than one value.
        let range = (0..kind.axes.len()).rev().find(|axis| kind.values[*axis].len() > 1).unwrap_or(0);
        for cell in &kind.cells {
            if random.chance(HOLES) {
                gaps.push((at, cell.clone()));
                continue;
            }
            let maker = (first_maker + usize::from(cell[range]) * 3) % MAKERS.len();
            let number = products.len();
            products.push(product(kind, at, cell, maker, number, random));
            stocked.push(number);
        }
        of_kind.push(stocked);
    }
    Catalogue { kinds, products, gaps, of_kind }
}

fn product(kind: &Kind, at: usize, cell: &[u16], maker: usize, number: usize, random: &mut Random) -> Product {
    let (brand, hands) = MAKERS[maker];
    let standard = kind.standard(cell);
    let sold_as = match standard {
        Some(standard) if standard.iso.is_empty() => Number::Din,
        Some(standard) if standard.din.is_empty() => Number::Iso,
        Some(_) => [Number::Din, Number::Iso, Number::Din, Number::Iso, Number::Both][(maker + at) % 5],
        None => Number::Din,
    };
    let attributes = if matches!(hands, Hands::Upper | Hands::NumberFirst) {
        Vec::new()
    } else {
        let listed = kind.axes.iter().enumerate().map(|(axis, named)| (named.name.to_owned(), kind.value(cell, axis).attribute(sold_as)));
        listed.filter(|(name, value)| !value.is_empty() && name != "brand").collect()
    };
    let name = name(kind, cell, hands, sold_as, random);
    let (unit, pack) = sold(kind.sold, at + usize::from(cell.first().copied().unwrap_or(0)) + maker);
    let named = (0..kind.axes.len()).find_map(|axis| match kind.value(cell, axis) {
        Value::Term(term) if kind.axes[axis].name == "brand" => Some(term.english[0]),
        _ => None,
    });
    let mpn = if random.chance(0.6) {
        let letters: String = brand.chars().filter(|letter| letter.is_ascii_alphabetic()).take(2).collect();
        format!("{}{:02}-{:05}", letters.to_uppercase(), at, random.below(90_000) + 10_000)
    } else {
        String::new()
    };
    let gtin = if random.chance(0.4) { gtin(number) } else { String::new() };
    Product {
        kind: at,
        cell: cell.to_vec(),
        sku: format!("S{at:03}-{number:05}"),
        name,
        brand: named.unwrap_or(brand).to_owned(),
        mpn,
        gtin,
        category: kind.family,
        attributes,
        unit,
        pack,
        number: sold_as,
    }
}

fn name(kind: &Kind, cell: &[u16], hands: Hands, number: Number, random: &mut Random) -> String {
    let mut hand = Hand::plain(random);
    hand.varied = false;
    hand.standard = Said::Number(number);
    match hands {
        Hands::Upper => {
            hand.short = true;
            hand.times = "X";
            hand.spaced_units = false;
        }
        Hands::NumberFirst => hand.times = " x ",
        Hands::Dashed => {
            hand.times = " x ";
            hand.graded = 1;
            hand.unified = 1;
        }
        Hands::SizeFirst => {
            hand.unified = 1;
            hand.tenths = true;
        }
        Hands::Full | Hands::Listed => {}
    }
    let written = words(kind, cell, &everything(kind), kind.size, None, &mut hand);
    let noun = capital(&written.noun);
    let rest: Vec<&str> = written.rest.iter().map(String::as_str).collect();
    let all = |parts: &[&[&str]], between: &str| {
        let parts: Vec<&str> = parts.iter().flat_map(|part| part.iter().copied()).filter(|part| !part.is_empty()).collect();
        parts.join(between)
    };
    let (size, standard) = (written.size.as_str(), written.standard.as_str());
    match hands {
        Hands::Full => all(&[&[&noun, size], &rest, &[standard]], " "),
        Hands::Upper => all(&[&[&written.noun, size], &rest, &[standard]], ",").to_uppercase(),
        Hands::NumberFirst => all(&[&[standard, size], &rest, &[&written.noun]], " "),
        Hands::Dashed => all(&[&[&noun, size], &rest, &[standard]], " - "),
        Hands::Listed => all(&[&[&noun, size]], " "),
        Hands::SizeFirst => {
            let text = all(&[&[size, &noun]], " ");
            let text = all(&[&[&text], &rest], ", ");
            if standard.is_empty() { text } else { format!("{text} ({standard})") }
        }
    }
}

pub fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().collect::<String>() + signs.as_str()).unwrap_or_default()
}

fn sold(sold: Sold, turn: usize) -> (Option<&'static str>, Option<u32>) {
    match sold {
        Sold::Boxed(packs) => {
            let pack = packs[turn % packs.len()];
            match turn % 4 {
                0 => (Some("C62"), Some(pack)),
                1 => (Some("XBX"), Some(pack)),
                2 => (Some("H87"), Some(pack)),
                _ => (Some("C62"), None),
            }
        }
        Sold::Each => (if turn.is_multiple_of(3) { None } else { Some("C62") }, None),
        Sold::Bar => (Some("C62"), None),
        Sold::Pair => (Some("PR"), None),
        Sold::Roll => (Some("XRO"), None),
        Sold::Metre => (Some("MTR"), None),
    }
}

/// An EAN-13 of the range 200 to 299, which is for use within a house.
fn gtin(number: usize) -> String {
    let digits = format!("21{:010}", number * 7 + 13);
    let sum: usize = digits.bytes().enumerate().map(|(at, digit)| usize::from(digit - b'0') * if at % 2 == 0 { 1 } else { 3 }).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

impl Catalogue {
    /// Products stand in the order of their numbers, which end each SKU.
    pub fn product(&self, sku: &str) -> Option<&Product> {
        let (_, number) = sku.split_once('-')?;
        self.products.get(number.parse::<usize>().ok()?).filter(|product| product.sku == sku)
    }

    /// Products of a kind that have these values where `said`.
    pub fn fitting(&self, kind: usize, cell: &[u16], said: &[bool]) -> Vec<usize> {
        let fits = |product: &Product| said.iter().zip(cell.iter().zip(&product.cell)).all(|(said, (asked, has))| !said || asked == has);
        self.of_kind[kind].iter().copied().filter(|at| fits(&self.products[*at])).collect()
    }
}
