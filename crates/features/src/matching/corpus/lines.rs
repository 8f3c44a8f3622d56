//! The requests: what is asked, what a careful salesperson would answer, and the line that says it.

use std::collections::BTreeSet;

use engine::metrics::Random;

use super::amounts::{self, Amount};
use super::catalogue::{Catalogue, Product, capital};
use super::hand::{Hand, Language, Said};
use super::styles::{HELD_OUT, STYLES, Style, mistyped, shuffle};
use super::values::{Number, Value};
use super::write::{Words, holds, words};

/// The right answer to an item of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Truth {
    /// This product and no other.
    Product(usize),
    /// This product, sold under another number of the same standard: right if found, and the difference told.
    Equivalent { product: usize, asked: &'static str, sold: &'static str },
    /// Several products fit what is said: a question is right that names one of the axes in which they differ.
    Ambiguous { among: Vec<usize>, axes: Vec<usize> },
    /// The trade has it, the house does not: nothing may be accepted.
    NotStocked,
}

impl Truth {
    pub const fn name(&self) -> &'static str {
        match self {
            Truth::Product(_) => "product",
            Truth::Equivalent { .. } => "equivalent",
            Truth::Ambiguous { .. } => "ambiguous",
            Truth::NotStocked => "not stocked",
        }
    }

    pub const fn product(&self) -> Option<usize> {
        match self {
            Truth::Product(product) | Truth::Equivalent { product, .. } => Some(*product),
            Truth::Ambiguous { .. } | Truth::NotStocked => None,
        }
    }
}

/// One thing a line asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub truth: Truth,
    /// `None`: the line states no quantity.
    pub amount: Option<Amount>,
    pub kind: usize,
    /// What was asked for, value by value, and which values the line states.
    pub cell: Vec<u16>,
    pub said: Vec<bool>,
    /// The words of the item without its quantity.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub id: String,
    pub text: String,
    pub style: Style,
    /// Of its items.
    pub families: Vec<&'static str>,
    pub items: Vec<Item>,
}

/// Share of the lines that ask for what is not stocked, and of those that leave something out.
const NOT_STOCKED: f64 = 0.11;
const AMBIGUOUS: f64 = 0.10;
/// Share of the items with a quantity, where the style does not demand one.
const COUNTED: f64 = 0.85;

pub fn lines(catalogue: &Catalogue, count: usize, all: bool, random: &mut Random) -> Vec<Line> {
    let styles: Vec<(Style, u32)> = STYLES.iter().chain(HELD_OUT.iter().filter(|_| all)).copied().collect();
    let total: u32 = styles.iter().map(|(_, weight)| weight).sum();
    let families: Vec<&'static str> = {
        let names: BTreeSet<&'static str> = catalogue.kinds.iter().map(|kind| kind.family).collect();
        names.into_iter().collect()
    };
    let mut lines = Vec::with_capacity(count);
    while lines.len() < count {
        let mut drawn = random.below(total as usize) as u32;
        let style = styles.iter().find(|(_, weight)| {
            let here = drawn < *weight;
            drawn = drawn.saturating_sub(*weight);
            here
        });
        let style = style.map_or(Style::Plain, |(style, _)| *style);
        if let Some(line) = line(catalogue, &families, style, lines.len() + 1, random) {
            lines.push(line);
        }
    }
    lines
}

/// Draws until an article suits the style; `None` if none does.
fn line(catalogue: &Catalogue, families: &[&'static str], style: Style, number: usize, random: &mut Random) -> Option<Line> {
    let mut items = vec![drawn(catalogue, families, style, random)?];
    if style == Style::Two {
        items.push(drawn(catalogue, families, style, random)?);
    }
    let text = laid_out(style, &items, random);
    let families = items.iter().map(|item| catalogue.kinds[item.kind].family).collect();
    Some(Line { id: format!("L{number:05}"), text, style, families, items })
}

fn drawn(catalogue: &Catalogue, families: &[&'static str], style: Style, random: &mut Random) -> Option<Item> {
    (0..200).find_map(|_| {
        let family = families[random.below(families.len())];
        let kinds: Vec<usize> = (0..catalogue.kinds.len()).filter(|kind| catalogue.kinds[*kind].family == family).collect();
        let kind = kinds[random.below(kinds.len())];
        item(catalogue, kind, style, random)
    })
}

fn item(catalogue: &Catalogue, at: usize, style: Style, random: &mut Random) -> Option<Item> {
    let kind = &catalogue.kinds[at];
    let absent = style != Style::OtherStandard && random.chance(NOT_STOCKED);
    let cell = if absent {
        let gaps: Vec<&Vec<u16>> = catalogue.gaps.iter().filter(|(of, _)| *of == at).map(|(_, cell)| cell).collect();
        gaps.get(random.below(gaps.len().max(1)))?.to_vec()
    } else {
        let stocked = &catalogue.of_kind[at];
        catalogue.products[*stocked.get(random.below(stocked.len().max(1)))?].cell.clone()
    };
    if !style.suits(kind, &cell) {
        return None;
    }
    let mut said = vec![true; kind.axes.len()];
    let standard = (0..kind.axes.len()).find(|axis| matches!(kind.value(&cell, *axis), Value::Standard(_)));
    let wordless = matches!(standard.map(|axis| kind.value(&cell, axis)), Some(Value::Standard(norm)) if norm.words.english.is_empty());
    let several = standard.is_some_and(|axis| kind.values[axis].len() > 1);
    // Words say which standard where there are several; where there is one, saying nothing says enough.
    let mut norm = match standard {
        None => Said::Silent,
        Some(_) if style == Style::OtherStandard || random.chance(0.45) => Said::Number(Number::Din),
        Some(_) if !wordless => Said::Words,
        Some(_) if several => Said::Number(Number::Din),
        Some(_) => Said::Silent,
    };
    if !absent && style != Style::OtherStandard && random.chance(AMBIGUOUS) {
        leave_out(catalogue, at, &cell, &mut said, random)?;
    }
    if let Some(axis) = standard {
        if !said[axis] {
            norm = Said::Silent;
        } else if norm == Said::Silent {
            said[axis] = false;
        }
    }
    let among = catalogue.fitting(at, &cell, &said);
    let truth = match among.as_slice() {
        [] => Truth::NotStocked,
        [one] => Truth::Product(*one),
        _ => Truth::Ambiguous { axes: differing(catalogue, &among), among },
    };
    if absent != (truth == Truth::NotStocked) {
        return None;
    }
    let truth = number(catalogue, &mut norm, standard.map(|axis| kind.value(&cell, axis)), truth, style, random)?;
    let some_product = truth.product().or_else(|| catalogue.of_kind[at].first().copied())?;
    let product = &catalogue.products[some_product];
    let counted = matches!(style, Style::Packs | Style::Two | Style::Keyed | Style::Spoken | Style::Chat) || random.chance(COUNTED);
    let language = match style {
        Style::Packs => [Language::English, Language::English, Language::German, Language::Spanish][random.below(4)],
        _ => style.language(),
    };
    // The article decides what a box holds; without one, packs would have no answer.
    let amount = match style {
        Style::Packs => Some(amounts::packed(product, kind.sold, language, random)?),
        _ if counted => Some(count(product, &truth, kind.sold, language, style, random)),
        _ => None,
    };
    if style == Style::Packs && truth.product().is_none() {
        return None;
    }
    let mut item = Item { truth, amount, kind: at, cell, said, text: String::new() };
    item.text = text(catalogue, &item, norm, style, language, random)?;
    Some(item)
}

fn count(product: &Product, truth: &Truth, sold: super::kind::Sold, language: Language, style: Style, random: &mut Random) -> Amount {
    let bare = matches!(style, Style::Two | Style::Chat | Style::Plain | Style::Short | Style::Shuffled) && random.chance(0.4);
    let mut amount = amounts::plain(product, sold, language, bare, random);
    // Of an article that is not known, nobody knows in what it is sold.
    amount.packed = amount.packed && truth.product().is_some();
    amount
}

/// Decides under which number the line asks: one the product is sold under, or, in its style, the other one.
fn number(
    catalogue: &Catalogue,
    norm: &mut Said,
    standard: Option<&Value>,
    truth: Truth,
    style: Style,
    random: &mut Random,
) -> Option<Truth> {
    let Some(Value::Standard(standard)) = standard else { return Some(truth) };
    let Said::Number(_) = *norm else { return Some(truth) };
    let known: Vec<Number> = [(Number::Din, standard.din), (Number::Iso, standard.iso)]
        .into_iter()
        .filter(|(_, number)| !number.is_empty())
        .map(|(number, _)| number)
        .collect();
    let sold: Vec<Number> = match &truth {
        Truth::Product(product) => vec![catalogue.products[*product].number],
        Truth::Ambiguous { among, .. } => {
            let numbers: Vec<Number> = among.iter().map(|product| catalogue.products[*product].number).collect();
            if numbers.windows(2).all(|pair| pair[0] == pair[1]) { numbers[..1].to_vec() } else { Vec::new() }
        }
        _ => known.clone(),
    };
    if style == Style::OtherStandard {
        let Truth::Product(product) = truth else { return None };
        let (asked, has, number) = match catalogue.products[product].number {
            Number::Din => (standard.iso, standard.din, Number::Iso),
            Number::Iso => (standard.din, standard.iso, Number::Din),
            Number::Both => return None,
        };
        *norm = Said::Number(number);
        return Some(Truth::Equivalent { product, asked, sold: has });
    }
    let own = sold.first().copied()?;
    *norm = Said::Number(if own == Number::Both { [Number::Din, Number::Iso][random.below(2)] } else { own });
    Some(truth)
}

/// Leaves out one axis that tells siblings apart, with what of the size cannot stand without it.
fn leave_out(catalogue: &Catalogue, at: usize, cell: &[u16], said: &mut [bool], random: &mut Random) -> Option<()> {
    let kind = &catalogue.kinds[at];
    let mut axes: Vec<usize> = (0..kind.axes.len()).filter(|axis| kind.values[*axis].len() > 1).collect();
    shuffle(&mut axes, random);
    for axis in axes {
        let mut tried = said.to_vec();
        tried[axis] = false;
        let name = kind.axes[axis].name;
        if holds(kind.size, name) {
            // `125x22.23` would be read as something else than `125x1.0x22.23` without its middle.
            let place = kind.size.find(&format!("{{{name}")).unwrap_or(0);
            if kind.size.starts_with('{') && place == 0 {
                continue;
            }
            for (other, named) in kind.axes.iter().enumerate() {
                let later = kind.size.find(&format!("{{{}", named.name)).is_some_and(|found| found > place);
                tried[other] &= !(later && kind.size[place..].contains('*'));
            }
        }
        // Where a sibling, stocked or not, has no such value, saying nothing would mean that one.
        let among = catalogue.fitting(at, cell, &tried);
        let fitting =
            kind.cells.iter().filter(|other| tried.iter().zip(cell.iter().zip(*other)).all(|(said, (asked, has))| !said || asked == has));
        let silent = fitting.flat_map(|other| (0..kind.axes.len()).filter(|axis| !tried[*axis]).map(|axis| kind.value(other, axis)));
        let silent = silent.into_iter().any(|value| *value == Value::Nothing);
        if among.len() > 1 && !silent {
            said.copy_from_slice(&tried);
            return Some(());
        }
    }
    None
}

fn differing(catalogue: &Catalogue, among: &[usize]) -> Vec<usize> {
    let first = &catalogue.products[among[0]];
    (0..first.cell.len()).filter(|axis| among.iter().any(|other| catalogue.products[*other].cell[*axis] != first.cell[*axis])).collect()
}

/// The item's words in its style, without the quantity; `None` where the style cannot say it unmistakably.
fn text(catalogue: &Catalogue, item: &Item, norm: Said, style: Style, language: Language, random: &mut Random) -> Option<String> {
    let kind = &catalogue.kinds[item.kind];
    let mut hand = Hand::plain(random);
    let converted = style.take(&mut hand, kind, &item.cell);
    hand.language = language;
    hand.comma |= language != Language::English;
    hand.standard = norm;
    if hand.millimetre_threads
        && (0..kind.axes.len()).any(|axis| matches!(kind.value(&item.cell, axis), Value::Metric { coarse: false, .. }))
    {
        return None;
    }
    let size = if style == Style::Turned { kind.turned } else { kind.size };
    let mut written = words(kind, &item.cell, &item.said, size, converted, &mut hand);
    if style == Style::Keyed {
        return Some(keyed(catalogue, item, &written));
    }
    let Words { noun, size, rest, standard } = &mut written;
    let mut parts: Vec<String> = Vec::new();
    let mut order = random.below(6);
    if matches!(style, Style::Upper | Style::German | Style::Spanish) && order == 2 {
        order = 0;
    }
    match order {
        0 | 1 => parts.extend([noun.clone(), size.clone()].into_iter().chain(rest.drain(..)).chain([standard.clone()])),
        2 => parts.extend([size.clone(), noun.clone()].into_iter().chain(rest.drain(..)).chain([standard.clone()])),
        3 => parts.extend([noun.clone(), standard.clone(), size.clone()].into_iter().chain(rest.drain(..))),
        4 => parts.extend([noun.clone()].into_iter().chain(rest.drain(..)).chain([size.clone(), standard.clone()])),
        _ => parts.extend([standard.clone(), noun.clone(), size.clone()].into_iter().chain(rest.drain(..))),
    }
    parts.retain(|part| !part.is_empty());
    if style == Style::Shuffled {
        shuffle(&mut parts, random);
    }
    if style == Style::Spoken {
        let last = parts.len() - 1;
        if last > 1 {
            parts[last] = format!("in {}", parts[last]);
        }
    }
    let between = match style {
        Style::Upper if random.chance(0.6) => ",",
        Style::Short if random.chance(0.3) => ", ",
        Style::Plain if random.chance(0.15) => ", ",
        _ => " ",
    };
    let text = parts.join(between);
    Some(match style {
        Style::Upper => text.to_uppercase().replace(" X ", "X"),
        Style::Typos => mistyped(&text, random),
        Style::Chat => text.to_lowercase(),
        _ => text,
    })
}

fn keyed(catalogue: &Catalogue, item: &Item, written: &Words) -> String {
    let kind = &catalogue.kinds[item.kind];
    let mut parts = vec![format!("Item: {}", written.noun)];
    if !written.size.is_empty() {
        parts.push(format!("size: {}", written.size));
    }
    let mut rest = written.rest.iter();
    for axis in 0..kind.axes.len() {
        let value = kind.value(&item.cell, axis);
        let elsewhere = matches!(value, Value::Standard(_) | Value::Nothing) || holds(kind.size, kind.axes[axis].name);
        if item.said[axis]
            && !elsewhere
            && let Some(text) = rest.next()
        {
            parts.push(format!("{}: {text}", kind.axes[axis].name));
        }
    }
    if !written.standard.is_empty() {
        parts.push(format!("standard: {}", written.standard));
    }
    parts.join("; ")
}

const LEADS: &[&str] = &["please quote ", "pls quote: ", "urgent: ", "kindly offer ", "we need ", "need price for ", "can you quote "];
const TAILS: &[&str] = &[
    " for site Northgate",
    " - urgent",
    ", please advise stock",
    " (PO 45001187)",
    " for Harbour job",
    ", delivery Friday",
    " - your best price please",
    ", ref WO 778120",
    " for workshop",
    " asap please",
];

fn laid_out(style: Style, items: &[Item], random: &mut Random) -> String {
    let amount = |item: &Item| item.amount.as_ref().map(|amount| amount.text.clone()).unwrap_or_default();
    let first = &items[0];
    let written = |item: &Item, random: &mut Random| {
        let (amount, text) = (amount(item), &item.text);
        if amount.is_empty() {
            return text.clone();
        }
        let bare = amount.bytes().all(|sign| sign.is_ascii_digit());
        // A bare figure before a size would be taken for a part of it by anybody.
        let lettered = text.starts_with(|sign: char| sign.is_alphabetic()) && !text.starts_with("M ");
        // Two figures side by side would be one to anybody.
        let figures = amount.ends_with(|sign: char| sign.is_ascii_digit()) && !lettered;
        match random.below(6) {
            _ if bare && lettered => format!("{amount} {text}"),
            _ if bare => format!("{text}, qty {amount}"),
            0 | 1 | 4 if figures => format!("{text}, {amount}"),
            0 | 1 => format!("{amount} {text}"),
            2 => format!("{text} - {amount}"),
            3 => format!("{text}, {amount}"),
            4 if style.language() == Language::English && style != Style::Packs && style != Style::Upper => format!("{amount} of {text}"),
            4 => format!("{amount} {text}"),
            _ => format!("{text}: {amount}"),
        }
    };
    match (style, items) {
        (Style::Two, [one, other]) => {
            let and = [" and ", " + ", ", plus ", "; ", " & ", " and also "][random.below(6)];
            let front = |item: &Item| format!("{} {}", amount_or_pieces(item), item.text);
            format!("{}{and}{}", front(one), front(other))
        }
        (Style::Talkative, _) => {
            let lead = LEADS[random.below(LEADS.len())];
            let tail = TAILS[random.below(TAILS.len())];
            let text = match amount(first) {
                amount if amount.is_empty() => first.text.clone(),
                amount if amount.contains(' ') => format!("{amount} {}", first.text),
                amount => format!("{amount} pcs {}", first.text),
            };
            let lead = if random.chance(0.7) { lead } else { "" };
            let tail = if lead.is_empty() || random.chance(0.6) { tail } else { "" };
            let line = format!("{lead}{text}{tail}");
            if random.chance(0.4) { capital(&line) } else { line }
        }
        (Style::Keyed, _) => format!("{}; qty: {}", first.text, amount(first)),
        (Style::Spoken, _) => format!("{}, need {}", first.text, amount(first)),
        (Style::Chat, _) => {
            let thanks = ["", " asap", " thx", " pls", " cheers"][random.below(5)];
            format!("need {} {}{thanks}", amount_or_pieces(first).to_lowercase(), first.text)
        }
        (Style::Upper, _) => {
            let text = written(first, random);
            text.to_uppercase()
        }
        _ => written(first, random),
    }
    .trim()
    .to_owned()
}

/// A figure alone cannot stand before a size.
fn amount_or_pieces(item: &Item) -> String {
    let Some(amount) = &item.amount else { return String::new() };
    let bare = amount.text.bytes().all(|sign| sign.is_ascii_digit());
    if bare && !item.text.starts_with(|sign: char| sign.is_alphabetic()) { format!("{} pcs", amount.text) } else { amount.text.clone() }
}
