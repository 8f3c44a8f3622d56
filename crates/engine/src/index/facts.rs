//! What articles are filtered, counted and sorted by: brand, category, attributes, prices, stock.
//!
//! A brand, a category or an attribute's value is a *fact*: a name with a value, kept once however many articles state
//! it. Values that mean the same (`50 mm`, `5 cm`; `Norfast`, `NORFAST`) are one fact, so the count of a facet is what
//! filtering by it finds. A category stands with every category above it.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Article, Rows};
use crate::number::{self, Reading};
use crate::sizes::{self, Kind};
use crate::text;

/// What one unit costs, from when to when. Terms are currency and tax basis; only equal terms compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub terms: String,
    /// In 10⁻⁶ of the currency's major unit.
    pub price_micro: i64,
    /// Epoch seconds, inclusive; `None`: since ever.
    pub from: Option<i64>,
    /// Epoch seconds, exclusive; `None`: without end.
    pub to: Option<i64>,
}

pub(super) const BRAND: &str = "brand";
pub(super) const CATEGORY: &str = "category";
pub(super) const SAMPLE: &str = "sample";
/// Facets that are no facts: numbers of the article itself.
pub(super) const PRICE: &str = "price";
pub(super) const STOCK: &str = "stock";

/// The facts of one part of the index.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Facts {
    names: Vec<Name>,
    /// By name, then key.
    facts: Vec<Fact>,
    /// Facts of each article.
    pub(super) rows: Rows,
    /// The fact that is the article's brand, its own category; none is `NONE`.
    brands: Vec<u32>,
    categories: Vec<u32>,
    terms: Vec<String>,
    offers: Vec<Priced>,
    offer_ends: Vec<u32>,
    /// NaN is unknown.
    stock: Vec<f64>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Name {
    /// As the catalogue first writes it.
    text: String,
    key: String,
    /// Without the unit it ends with: `length` of `length_mm`.
    bare: String,
    /// Its facts end here in the list; they begin where those of the name before end.
    end: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Fact {
    name: u32,
    /// Equal for values that mean the same.
    key: String,
    text: String,
    amount: Option<Amount>,
}

/// A number with what it measures: 0 nothing, else the kind of size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Amount {
    measure: u8,
    /// In millionths of the measure's base unit.
    value: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Priced {
    terms: u32,
    price_micro: i64,
    from: Option<i64>,
    to: Option<i64>,
}

const NONE: u32 = u32::MAX;

/// Longest value that is looked at as a quantity.
const LONGEST_QUANTITY: usize = 40;

#[derive(Default)]
pub(super) struct FactsBuilder {
    facts: Facts,
    names: FxHashMap<String, u32>,
    known: FxHashMap<(u32, String), u32>,
    terms: FxHashMap<String, u32>,
}

impl FactsBuilder {
    pub(super) fn push(&mut self, article: &Article) {
        let mut held = Vec::with_capacity(article.attributes.len() + 4);
        let brand = if article.brand.is_empty() { article.manufacturer } else { article.brand };
        let brand = self.fact(BRAND, brand, &mut held);
        self.facts.brands.push(brand);
        let mut category = NONE;
        for (at, _) in article.category.match_indices(SEPARATOR).chain([(article.category.len(), "")]) {
            category = self.fact(CATEGORY, &article.category[..at], &mut held);
        }
        self.facts.categories.push(category);
        if article.sample {
            self.fact(SAMPLE, "true", &mut held);
        }
        for (name, value) in article.attributes {
            self.fact(name, value, &mut held);
        }
        held.sort_unstable();
        held.dedup();
        self.facts.rows.push(held.into_iter());
        for offer in article.offers {
            let next = self.terms.len() as u32;
            let terms = *self.terms.entry(offer.terms.clone()).or_insert(next);
            if terms == next {
                self.facts.terms.push(offer.terms.clone());
            }
            self.facts.offers.push(Priced { terms, price_micro: offer.price_micro, from: offer.from, to: offer.to });
        }
        self.facts.offer_ends.push(self.facts.offers.len() as u32);
        self.facts.stock.push(article.stock.unwrap_or(f64::NAN));
    }

    fn fact(&mut self, name: &str, text: &str, held: &mut Vec<u32>) -> u32 {
        let text = text.trim();
        if text.is_empty() {
            return NONE;
        }
        let name = match self.names.get(name) {
            Some(name) => *name,
            None => self.name(name),
        };
        // Most values come again as they are; only a new spelling is read.
        if let Some(known) = self.known.get(&(name, text.to_owned())) {
            held.push(*known);
            return *known;
        }
        let amount = amount(text, &self.facts.names[name as usize]);
        let key = key(text, amount);
        let next = self.facts.facts.len() as u32;
        let number = *self.known.entry((name, key.clone())).or_insert(next);
        if number == next {
            self.facts.facts.push(Fact { name, key, text: text.to_owned(), amount });
        }
        self.known.insert((name, text.to_owned()), number);
        held.push(number);
        number
    }

    /// Spellings of one name share a number.
    fn name(&mut self, text: &str) -> u32 {
        let key = name_key(text);
        let next = self.facts.names.len() as u32;
        let number = *self.names.entry(key.clone()).or_insert(next);
        if number == next {
            let bare = key.rsplit_once(' ').filter(|(_, unit)| sizes::read(&format!("1 {unit}")).len() == 1);
            let bare = bare.map_or_else(|| key.clone(), |(bare, _)| bare.to_owned());
            self.facts.names.push(Name { text: text.to_owned(), key, bare, end: 0 });
        }
        self.names.insert(text.to_owned(), number);
        number
    }

    /// Puts facts in order, so that those of a name stand together.
    pub(super) fn finish(self) -> Facts {
        let mut facts = self.facts;
        let mut order: Vec<u32> = (0..facts.facts.len() as u32).collect();
        order.sort_unstable_by(|left, right| {
            let fact = |at: &u32| &facts.facts[*at as usize];
            (fact(left).name, &fact(left).key).cmp(&(fact(right).name, &fact(right).key))
        });
        let mut place = vec![0; order.len()];
        for (to, from) in order.iter().enumerate() {
            place[*from as usize] = to as u32;
        }
        let mut sorted: Vec<(u32, Fact)> = facts.facts.into_iter().enumerate().map(|(at, fact)| (place[at], fact)).collect();
        sorted.sort_unstable_by_key(|(place, _)| *place);
        facts.facts = sorted.into_iter().map(|(_, fact)| fact).collect();
        for number in facts.rows.terms.iter_mut().chain(&mut facts.brands).chain(&mut facts.categories).filter(|number| **number != NONE) {
            *number = place[*number as usize];
        }
        for (name, known) in facts.names.iter_mut().enumerate() {
            known.end = facts.facts.partition_point(|fact| fact.name as usize <= name) as u32;
        }
        facts
    }
}

/// Between a category and the one below it.
pub(super) const SEPARATOR: &str = " > ";

/// Letters and digits of the name, folded: `Length (mm)` is `length mm`.
fn name_key(text: &str) -> String {
    let folded = text::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn key(text: &str, amount: Option<Amount>) -> String {
    match amount {
        Some(Amount { measure, value }) => format!("={measure}:{value}"),
        None => text::fold(text).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn amount(text: &str, name: &Name) -> Option<Amount> {
    let unit = name.key.strip_prefix(&name.bare).map(str::trim).filter(|unit| !unit.is_empty());
    quantity(text).map(|plain| match unit {
        Some(unit) if plain.measure == 0 => quantity(&format!("{text} {unit}")).unwrap_or(plain),
        _ => plain,
    })
}

/// `50 mm`, `0,5 kg`, `12`: a text that is one number, with or without a unit we know.
fn quantity(text: &str) -> Option<Amount> {
    let text = text.trim();
    if text.len() > LONGEST_QUANTITY || !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.')) {
        return None;
    }
    if let Some(Reading::Exact(value)) = number::read(text) {
        let millionths = value.checked_mul(1_000_000.into())?.round();
        return Some(Amount { measure: 0, value: millionths.try_into().ok()? });
    }
    let [size] = sizes::read(text)[..] else { return None };
    let measure = match size.kind {
        Kind::Diameter => Kind::Length,
        // Nominal sizes, classes and standards are compared as words.
        kind if !kind.is_measure() => return None,
        kind => kind,
    };
    Some(Amount { measure: measure as u8 + 1, value: size.value })
}

/// What results must be. Conditions hold together; within the article one fact must meet each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    pub conditions: Vec<Condition>,
    /// Least and most price in millionths, both inclusive, of offers on these terms at this instant.
    pub price: Option<Range>,
    pub in_stock: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    pub terms: String,
    pub at: i64,
    pub least: Option<i64>,
    pub most: Option<i64>,
}

/// A condition on a fact: `brand` is something, `length` lies between two values.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    name: String,
    test: Test,
}

#[derive(Debug, Clone, PartialEq)]
enum Test {
    Is(String),
    /// Bounds in millionths; `true`: the bound itself is in.
    Within {
        measure: u8,
        least: Option<(i64, bool)>,
        most: Option<(i64, bool)>,
    },
}

/// Why a condition cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl Condition {
    pub fn brand(brand: &str) -> Condition {
        Condition { name: BRAND.to_owned(), test: Test::Is(key(brand, None)) }
    }

    pub fn category(category: &str) -> Condition {
        Condition { name: CATEGORY.to_owned(), test: Test::Is(key(category, None)) }
    }

    /// What it is about, in the form that names are compared.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads `NAME = VALUE`, `NAME >= VALUE` (`>`, `<=`, `<`), `NAME between VALUE and VALUE`. A unit said once holds for both.
    pub fn parse(text: &str) -> Result<Condition, Unreadable> {
        let unreadable =
            || Unreadable(format!("`{text}` is no condition; write `thread = M8`, `length >= 40 mm` or `length between 40 and 60 mm`"));
        let lower = text.to_ascii_lowercase();
        if let Some(at) = lower.find(" between ") {
            let (name, rest) = (&text[..at], &text[at + " between ".len()..]);
            let and = rest.to_ascii_lowercase().find(" and ").ok_or_else(unreadable)?;
            let (low, high) = (rest[..and].trim(), rest[and + " and ".len()..].trim());
            let unit = high.trim_start_matches(|c: char| !c.is_alphabetic() && !matches!(c, '"' | '%')).trim();
            let high = bound(high)?;
            let low = bound(low).ok().filter(|low| low.measure == high.measure).map_or_else(|| bound(&format!("{low} {unit}")), Ok)?;
            if low.measure != high.measure {
                return Err(Unreadable(format!("the two ends of `{text}` measure different things")));
            }
            let test = Test::Within { measure: high.measure, least: Some((low.value, true)), most: Some((high.value, true)) };
            return Ok(Condition { name: name_key(name), test }).and_then(Condition::named);
        }
        let (at, sign) = ["<=", ">=", "<", ">", "="]
            .iter()
            .filter_map(|sign| text.find(sign).map(|at| (at, *sign)))
            .min_by_key(|(at, sign)| (*at, 2 - sign.len()))
            .ok_or_else(unreadable)?;
        let (name, value) = (name_key(&text[..at]), text[at + sign.len()..].trim());
        if value.is_empty() {
            return Err(unreadable());
        }
        let test = match sign {
            "=" => Test::Is(key(value, quantity(value))),
            sign => {
                let Amount { measure, value } = bound(value)?;
                let end = Some((value, sign.len() == 2));
                if sign.starts_with('<') {
                    Test::Within { measure, least: None, most: end }
                } else {
                    Test::Within { measure, least: end, most: None }
                }
            }
        };
        Condition { name, test }.named()
    }

    fn named(self) -> Result<Condition, Unreadable> {
        if self.name.is_empty() { Err(Unreadable("a condition begins with the attribute's name".to_owned())) } else { Ok(self) }
    }
}

fn bound(text: &str) -> Result<Amount, Unreadable> {
    quantity(text).ok_or_else(|| Unreadable(format!("`{}` is no number with a unit we know", text.trim())))
}

/// A filter made ready for one part of the index.
pub(super) struct Admission<'f> {
    /// For each condition the facts that meet it.
    conditions: Vec<Vec<u32>>,
    price: Option<(&'f Range, Option<u32>)>,
    in_stock: bool,
}

impl Facts {
    pub(super) fn admission<'f>(&self, filter: &'f Filter) -> Admission<'f> {
        Admission {
            conditions: filter.conditions.iter().map(|condition| self.meeting(condition)).collect(),
            price: filter.price.as_ref().map(|range| (range, self.terms(&range.terms))),
            in_stock: filter.in_stock,
        }
    }

    pub(super) fn admits(&self, article: u32, admission: &Admission) -> bool {
        if !admission.conditions.is_empty() {
            let held = self.rows.row(article);
            if !admission.conditions.iter().all(|facts| held.iter().any(|fact| facts.binary_search(fact).is_ok())) {
                return false;
            }
        }
        if admission.in_stock && self.stock(article).is_none_or(|stock| stock <= 0.0) {
            return false;
        }
        let Some((range, terms)) = admission.price else { return true };
        self.lowest(article, terms, range.at)
            .is_some_and(|price| range.least.is_none_or(|least| price >= least) && range.most.is_none_or(|most| price <= most))
    }

    /// Lowest price on these terms at this instant.
    pub(super) fn price(&self, article: u32, terms: &str, at: i64) -> Option<i64> {
        self.lowest(article, self.terms(terms), at)
    }

    fn lowest(&self, article: u32, terms: Option<u32>, at: i64) -> Option<i64> {
        let terms = terms?;
        let valid = |offer: &&Priced| offer.terms == terms && offer.from.is_none_or(|from| from <= at) && offer.to.is_none_or(|to| at < to);
        super::row(&self.offers, &self.offer_ends, article).iter().filter(valid).map(|offer| offer.price_micro).min()
    }

    fn terms(&self, terms: &str) -> Option<u32> {
        self.terms.iter().position(|known| known == terms).map(|at| at as u32)
    }

    pub(super) fn stock(&self, article: u32) -> Option<f64> {
        Some(self.stock[article as usize]).filter(|stock| !stock.is_nan())
    }

    pub(super) fn brand(&self, article: u32) -> Option<&str> {
        self.facts.get(self.brands[article as usize] as usize).map(|fact| &*fact.text)
    }

    pub(super) fn category(&self, article: u32) -> Option<&str> {
        self.facts.get(self.categories[article as usize] as usize).map(|fact| &*fact.text)
    }

    pub(super) fn is_sample(&self, article: u32) -> bool {
        let samples = self.named(SAMPLE).next().unwrap_or(0..0);
        self.rows.row(article).iter().any(|fact| samples.contains(fact))
    }

    /// Ranges of the facts of every name that is called so.
    fn named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = std::ops::Range<u32>> + 'n {
        let called = move |known: &&(usize, &Name)| known.1.key == name || known.1.bare == name;
        let names = self.names.iter().enumerate();
        names.filter(move |known| called(&known)).map(|(at, known)| if at == 0 { 0 } else { self.names[at - 1].end }..known.end)
    }

    /// Facts that meet the condition, ascending.
    fn meeting(&self, condition: &Condition) -> Vec<u32> {
        let mut found: Vec<u32> =
            self.named(&condition.name).flatten().filter(|fact| condition.test.holds(&self.facts[*fact as usize])).collect();
        if let (Test::Is(key), true, true) = (&condition.test, found.is_empty(), condition.name == CATEGORY) {
            // Not a whole path: the last category of one.
            let last = |fact: &u32| self.facts[*fact as usize].key.rsplit(SEPARATOR).next() == Some(key);
            found = self.named(CATEGORY).flatten().filter(last).collect();
        }
        found.sort_unstable();
        found
    }

    /// The name as the catalogue writes it, if anything is stated under it.
    pub(super) fn name(&self, name: &str) -> Option<&str> {
        let key = name_key(name);
        self.names.iter().find(|known| known.key == key || known.bare == key).map(|known| &*known.text)
    }

    /// Adds to the counts by key, with the value's text, what the articles state under this name; returns how many state any.
    pub(super) fn count(&self, name: &str, articles: impl Iterator<Item = u32>, counts: &mut FxHashMap<String, (String, u32)>) -> u32 {
        let key = name_key(name);
        let ranges: Vec<_> = self.named(&key).collect();
        let mut tally: Vec<Vec<u32>> = ranges.iter().map(|range| vec![0; range.len()]).collect();
        let mut known = 0;
        for article in articles {
            let mut states = false;
            for fact in self.rows.row(article) {
                if let Some(at) = ranges.iter().position(|range| range.contains(fact)) {
                    tally[at][(fact - ranges[at].start) as usize] += 1;
                    states = true;
                }
            }
            known += u32::from(states);
        }
        for (range, tally) in ranges.iter().zip(tally) {
            for (fact, count) in range.clone().zip(tally).filter(|(_, count)| *count > 0) {
                let fact = &self.facts[fact as usize];
                counts.entry(fact.key.clone()).or_insert_with(|| (fact.text.clone(), 0)).1 += count;
            }
        }
        known
    }
}

impl Test {
    fn holds(&self, fact: &Fact) -> bool {
        match self {
            Test::Is(key) => fact.key == *key,
            Test::Within { measure, least, most } => fact.amount.is_some_and(|amount| {
                let above = |(least, itself): (i64, bool)| amount.value > least || itself && amount.value == least;
                let below = |(most, itself): (i64, bool)| amount.value < most || itself && amount.value == most;
                amount.measure == *measure && least.is_none_or(above) && most.is_none_or(below)
            }),
        }
    }
}

/// How many results state each value of something.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// As it was asked for.
    pub name: String,
    /// Most frequent first: value, results that state it.
    pub values: Vec<(String, u32)>,
    /// Results that state nothing of it.
    pub unknown: u32,
    /// Lowest and highest price, in millionths.
    pub prices: Option<(i64, i64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let mut builder = FactsBuilder::default();
        for (category, length) in [("Fasteners > Bolts", "50 mm"), ("Fasteners > Bolts", "5 cm"), ("Fasteners > Nuts", "70 mm"), ("", "M8")]
        {
            let attributes = [("Length".to_owned(), length.to_owned())];
            builder.push(&Article { category, attributes: &attributes, brand: "Norfast", ..Article::default() });
        }
        builder.finish()
    }

    fn admitted(condition: Condition) -> Vec<u32> {
        let facts = facts();
        let filter = Filter { conditions: vec![condition], ..Filter::default() };
        let admission = facts.admission(&filter);
        (0..4).filter(|article| facts.admits(*article, &admission)).collect()
    }

    #[test]
    fn a_condition_compares_values_not_spellings() {
        let read = |text: &str| admitted(Condition::parse(text).unwrap());
        assert_eq!(read("length between 40 and 60 mm"), [0, 1]);
        assert_eq!(read("LENGTH = 0.05 m"), [0, 1]);
        assert_eq!(read("length > 5 cm"), [2]);
        assert_eq!(read("length >= 50mm"), [0, 1, 2]);
        assert_eq!(read("length = m8"), [3]);
        assert_eq!(read("length <= 50 kg"), [0; 0]);
        assert_eq!(admitted(Condition::category("fasteners")), [0, 1, 2]);
        assert_eq!(admitted(Condition::category("Nuts")), [2]);
        assert_eq!(admitted(Condition::brand("NORFAST")), [0, 1, 2, 3]);
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for text in ["length", "length between 40", "= 5", "length >= long", "length between 4 kg and 5 mm", "thread ="] {
            assert!(Condition::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_unit_may_stand_in_the_name() {
        let mut builder = FactsBuilder::default();
        builder.push(&Article { attributes: &[("length_mm".to_owned(), "50".to_owned())], ..Article::default() });
        let facts = builder.finish();
        let filter = Filter { conditions: vec![Condition::parse("length = 5 cm").unwrap()], ..Filter::default() };
        assert!(facts.admits(0, &facts.admission(&filter)));
    }

    #[test]
    fn a_facet_counts_equal_values_together() {
        let mut counts = FxHashMap::default();
        facts().count("length", 0..4, &mut counts);
        let mut counts: Vec<_> = counts.into_values().collect();
        counts.sort();
        assert_eq!(counts, [("50 mm".to_owned(), 2), ("70 mm".to_owned(), 1), ("M8".to_owned(), 1)]);
    }
}
