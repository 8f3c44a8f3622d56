//! What people say at the counter, written as it would be written: `M eight by fifty` is `M8 x 50`, `three quarter inch` is
//! `3/4 inch`, `thirteen mil` is `13 mm`. A word that is a number stays as it is where nothing makes it a figure: `two boxes`.
//!
//! English, German and Spanish, as the trade speaks them.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A text with its figures written, each as one word, and which places of it stand for which of the text before; what lies between is as it was.
pub struct Written {
    pub text: String,
    /// New place, old place; ascending.
    changes: Vec<(Range<usize>, Range<usize>)>,
}

impl Written {
    /// The place in the text before from which this one comes, whole spoken figures only.
    pub fn before(&self, place: &Range<usize>) -> Range<usize> {
        self.old(place.start, false)..self.old(place.end, true)
    }

    fn old(&self, at: usize, is_end: bool) -> usize {
        let inside = |new: &Range<usize>| if is_end { new.start < at && at <= new.end } else { new.contains(&at) };
        if let Some((_, old)) = self.changes.iter().find(|(new, _)| inside(new)) {
            return if is_end { old.end } else { old.start };
        }
        let passed = self.changes.iter().rev().find(|(new, _)| new.end <= at);
        passed.map_or(at, |(new, old)| at - new.end + old.end)
    }
}

/// The text with its spoken figures written.
pub fn figures(plain: String) -> String {
    written(&plain).map_or(plain, |written| written.text)
}

/// The text with its spoken figures written, if there are any; the text is in plain form. Linear in the text.
pub fn written(plain: &str) -> Option<Written> {
    let tokens = tokens(plain);
    if !tokens.iter().any(|token| matches!(token.is, Is::Number(_) | Is::Compound(_) | Is::By | Is::Millimetre)) {
        return None;
    }
    let mut writer = Writer { plain, tokens: &tokens, changes: Vec::new(), in_inches: false };
    writer.write();
    let changes = writer.changes;
    if changes.is_empty() {
        return None;
    }
    let (mut text, mut places, mut end) = (String::with_capacity(plain.len()), Vec::new(), 0);
    for (old, new) in changes {
        text.push_str(&plain[end..old.start]);
        places.push((text.len()..text.len() + new.len(), old.clone()));
        text.push_str(&new);
        end = old.end;
    }
    text.push_str(&plain[end..]);
    Some(Written { text, changes: places })
}

struct Token {
    place: Range<usize>,
    is: Is,
}

#[derive(Clone, Copy, PartialEq)]
enum Is {
    Number(Spoken),
    /// A number in one word, as German has them.
    Compound(u32),
    Digits,
    And,
    Point,
    Article,
    By,
    /// So many of what was named before.
    Times,
    Millimetre,
    Inch,
    /// Another unit of a size.
    Unit,
    /// A grit's word stands before its figure or after it.
    Grit,
    /// A letter or word before a figure of a size: `M`, `P`.
    Mark(Mark),
    Hyphen,
    Film,
    Belt,
    Other,
}

#[derive(Clone, Copy, PartialEq)]
enum Spoken {
    /// 0 to 9; `o` is a figure among figures only.
    Figure(u32),
    Teen(u32),
    Tens(u32),
    /// 100 and, in Spanish, each hundred.
    Hundred(u32),
    Thousand,
    /// One part of so many.
    Part(u32),
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// Written without a space: `M8`, `P120`.
    Joined(char),
    /// `number eight`
    Hash,
    /// What needs no change but says that a figure follows: `size`, `RAL`.
    Named,
    /// The section of a belt.
    Section,
}

static WORDS: LazyLock<FxHashMap<&'static str, Is>> = LazyLock::new(|| {
    let number = |words: &'static str, is: Spoken| words.split(' ').map(move |word| (word, Is::Number(is)));
    let mut all: FxHashMap<&'static str, Is> = FxHashMap::default();
    for (value, words) in (0..).zip(FIGURES) {
        all.extend(number(words, Spoken::Figure(value)));
    }
    for (value, words) in (10..).zip(TEENS) {
        all.extend(number(words, Spoken::Teen(value)));
    }
    for (value, words) in (2..).zip(TENS) {
        all.extend(number(words, Spoken::Tens(value * 10)));
    }
    for (value, words) in (1..).zip(HUNDREDS) {
        all.extend(number(words, Spoken::Hundred(value * 100)));
    }
    for (parts, words) in PARTS {
        all.extend(number(words, Spoken::Part(*parts)));
    }
    all.extend(number("thousand tausend", Spoken::Thousand));
    let said = |words: &'static str, is: Is| words.split(' ').map(move |word| (word, is));
    all.extend(said("and y und", Is::And));
    all.extend(said("point dot decimal komma coma", Is::Point));
    all.extend(said("a an un una ein eine einen", Is::Article));
    all.extend(said("by x mal por", Is::By));
    all.extend(said("times", Is::Times));
    all.extend(said("mil mill mils mills mm millimeter millimetre millimeters millimetres milimetro milimetros", Is::Millimetre));
    all.extend(said("inch inches zoll pulgada pulgadas", Is::Inch));
    all.extend(said(UNITS, Is::Unit));
    all.extend(said("grit grano korn kornung", Is::Grit));
    all.extend(said("m em", Is::Mark(Mark::Joined('M'))));
    all.extend(said("p", Is::Mark(Mark::Joined('P'))));
    all.extend(said("number numero nummer", Is::Mark(Mark::Hash)));
    all.extend(said(
        "size talla grosse große ral iso din pn dn grade class klasse clase dia diameter diametro durchmesser",
        Is::Mark(Mark::Named),
    ));
    all.extend(said("b c z spa spb spz", Is::Mark(Mark::Section)));
    all.extend(said("polythene polyethylene film tarp tarpaulin sheeting liner bag bags sack sacks", Is::Film));
    all.extend(said("belt belts keilriemen riemen correa correas", Is::Belt));
    all
});

/// Zero to nine.
const FIGURES: [&str; 10] = [
    "zero oh nought naught null cero",
    "one uno eins",
    "two dos zwei zwo",
    "three tres drei",
    "four cuatro vier",
    "five cinco funf fuenf",
    "six seis sechs",
    "seven siete sieben",
    "eight ocho acht",
    "nine nueve neun",
];
/// Ten to nineteen.
const TEENS: [&str; 10] = [
    "ten diez zehn",
    "eleven once elf",
    "twelve doce zwolf zwoelf",
    "thirteen trece dreizehn",
    "fourteen catorce vierzehn",
    "fifteen quince funfzehn fuenfzehn",
    "sixteen dieciseis sechzehn",
    "seventeen diecisiete siebzehn",
    "eighteen dieciocho achtzehn",
    "nineteen diecinueve neunzehn",
];
/// Twenty to ninety.
const TENS: [&str; 8] = [
    "twenty veinte zwanzig",
    "thirty treinta dreissig dreißig",
    "forty fourty cuarenta vierzig",
    "fifty cincuenta funfzig fuenfzig",
    "sixty sesenta sechzig",
    "seventy setenta siebzig",
    "eighty ochenta achtzig",
    "ninety noventa neunzig",
];
const HUNDREDS: [&str; 9] = [
    "hundred cien ciento hundert",
    "doscientos doscientas",
    "trescientos trescientas",
    "cuatrocientos cuatrocientas",
    "quinientos quinientas",
    "seiscientos seiscientas",
    "setecientos setecientas",
    "ochocientos ochocientas",
    "novecientos novecientas",
];
const PARTS: &[(u32, &str)] = &[
    (2, "half media medio halb halbe halber halbes"),
    (3, "third thirds"),
    (4, "quarter quarters cuarto cuartos viertel"),
    (8, "eighth eighths octavo octavos achtel"),
    (16, "sixteenth sixteenths dieciseisavos sechzehntel"),
    (32, "thirtysecond thirtyseconds"),
    (64, "sixtyfourth sixtyfourths"),
];
const UNITS: &str = "cm centimetre centimetres centimeter centimeters centimetro centimetros metre metres meter meters metro metros foot feet ft \
     amp amps ampere amperes amperio amperios volt volts voltio voltios watt watts vatio vatios bar square squares core cores pole poles polig \
     litre litres liter liters litro litros kilo kilos gram grams gramm degree degrees grad tooth teeth ton tonne tonnes tons kg";

fn tokens(plain: &str) -> Vec<Token> {
    let bytes = plain.as_bytes();
    let class = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | 128.. => 1,
        b'0'..=b'9' | b'/' => 2,
        b' ' => 0,
        _ => 3,
    };
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let kind = class(bytes[at]);
        let length = if kind == 3 { 1 } else { bytes[at..].iter().take_while(|byte| class(**byte) == kind).count() };
        let place = at..at + length;
        at += length;
        let is = match kind {
            0 => continue,
            1 => {
                let word = plain[place.clone()].to_ascii_lowercase();
                WORDS.get(&*word).copied().or_else(|| compound(&word).map(Is::Compound)).unwrap_or(Is::Other)
            }
            2 => Is::Digits,
            _ if bytes[place.start] == b'-' => Is::Hyphen,
            _ => Is::Other,
        };
        tokens.push(Token { place, is });
    }
    tokens
}

/// `funfundzwanzig`, `hundertfunfundzwanzig`, `zweihundert`, `veinticinco`.
fn compound(word: &str) -> Option<u32> {
    if let Some(figure) = word.strip_prefix("veinti") {
        return value_of(figure).filter(|value| (1..10).contains(value)).map(|value| value + 20);
    }
    if let Some(at) = word.find("hundert") {
        let hundreds = match &word[..at] {
            "" | "ein" => 1,
            figure => value_of(figure).filter(|value| (2..10).contains(value))?,
        };
        let rest = word[at + "hundert".len()..].trim_start_matches("und");
        return if rest.is_empty() { Some(hundreds * 100) } else { Some(hundreds * 100 + value_of(rest).or_else(|| compound(rest))?) };
    }
    let (figure, tens) = word.split_once("und")?;
    let tens = value_of(tens).filter(|value| *value >= 20)?;
    let figure = if figure == "ein" { 1 } else { value_of(figure).filter(|value| (1..10).contains(value))? };
    Some(tens + figure)
}

fn value_of(word: &str) -> Option<u32> {
    match WORDS.get(word)? {
        Is::Number(Spoken::Figure(value) | Spoken::Teen(value) | Spoken::Tens(value)) => Some(*value),
        _ => None,
    }
}

/// A number as it was said: where it ends, how it is written, and of how many words it is.
struct Said {
    end: usize,
    whole: Option<u32>,
    decimals: String,
    /// Over, under.
    part: Option<(u32, u32)>,
    words: usize,
}

struct Writer<'a> {
    plain: &'a str,
    tokens: &'a [Token],
    changes: Vec<(Range<usize>, String)>,
    /// A part of an inch was said, so that what follows `by` is in inches too.
    in_inches: bool,
}

impl Writer<'_> {
    fn write(&mut self) {
        let film = self.tokens.iter().any(|token| token.is == Is::Film);
        let mut at = 0;
        while at < self.tokens.len() {
            let figure_before = at > 0 && self.is_figure_at(at - 1);
            match self.is(at) {
                Is::By if figure_before && self.is_figure_ahead(at + 1) => self.change(at..at + 1, "x".to_owned()),
                // Of films and bags a mil is a thousandth of an inch.
                Is::Millimetre if figure_before && !film && self.word(at).starts_with("mil") => self.change(at..at + 1, "mm".to_owned()),
                Is::Inch if self.inch_and_part(at) => {
                    at += 3;
                    continue;
                }
                Is::Times => {
                    if let Some(said) = self.said(at + 1) {
                        self.figure(at + 1, &said);
                        at = said.end;
                        continue;
                    }
                }
                Is::Number(_) | Is::Compound(_) | Is::Article | Is::Point => {
                    if let Some(said) = self.said(at).filter(|said| self.is_size(at, said)) {
                        let end = said.end;
                        self.figure(at, &said);
                        at = end;
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn word(&self, at: usize) -> &str {
        &self.plain[self.tokens[at].place.clone()]
    }

    fn is(&self, at: usize) -> Is {
        self.tokens.get(at).map_or(Is::Other, |token| token.is)
    }

    /// A figure, or what was just written as one, ends with this token.
    fn is_figure_at(&self, at: usize) -> bool {
        if self.is(at) == Is::By {
            return false;
        }
        let end = self.tokens[at].place.end;
        let unit = matches!(self.is(at), Is::Inch | Is::Millimetre | Is::Unit);
        self.is(at) == Is::Digits
            || self.changes.iter().rev().take(2).any(|(place, _)| place.end == end)
            || unit && at > 0 && self.is_figure_at(at - 1)
    }

    fn is_figure_ahead(&self, at: usize) -> bool {
        self.is(at) == Is::Digits || self.is(at) == Is::Inch || self.said(at).is_some()
    }

    /// Whether something makes the number a figure: a unit, a neighbour in a chain, a mark before it, or that it is of several words.
    fn is_size(&self, at: usize, said: &Said) -> bool {
        let before = at.checked_sub(1).map_or(Is::Other, |before| self.is(before));
        let after = self.is(said.end);
        let measured = matches!(after, Is::Millimetre | Is::Inch | Is::Unit | Is::Grit);
        if let (Some((_, under)), None) = (said.part, said.whole) {
            let of_an_inch = under >= 8;
            return after == Is::Inch
                || of_an_inch
                || matches!(self.is(at), Is::Number(Spoken::Figure(_))) && (after == Is::By || before == Is::By);
        }
        let marked = match before {
            Is::Mark(Mark::Section) => self.speaks_of_belts(),
            Is::Mark(Mark::Joined(_)) => self.is_mark(at - 1),
            Is::Mark(_) | Is::Grit => true,
            Is::Article => self.speaks_of_belts(),
            _ => false,
        };
        let chained = before == Is::By && at >= 2 && self.is_figure_at(at - 2) || after == Is::By && self.is_figure_ahead(said.end + 1);
        measured || chained || marked || said.words > 1 || matches!(self.is(at), Is::Compound(_))
    }

    /// A letter at a figure is its unit, the `P` of `2P`; so is a small `m` after one, as in `25 m`.
    fn is_mark(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let joined = self.tokens[before].place.end == self.tokens[at].place.start;
        !(joined && self.is(before) == Is::Digits || self.word(at) == "m" && self.is_figure_at(before))
    }

    fn speaks_of_belts(&self) -> bool {
        self.tokens.iter().any(|token| token.is == Is::Belt)
    }

    fn change(&mut self, tokens: Range<usize>, new: String) {
        let place = self.tokens[tokens.start].place.start..self.tokens[tokens.end - 1].place.end;
        if self.plain[place.clone()] != new {
            self.changes.push((place, new));
        }
    }

    /// `inch and a half`: one and a half inches.
    fn inch_and_part(&mut self, at: usize) -> bool {
        let article = usize::from(self.is(at + 2) == Is::Article);
        let Is::Number(Spoken::Part(under)) = self.is(at + 2 + article) else { return false };
        let counted = at > 0 && self.is_figure_at(at - 1);
        if self.is(at + 1) != Is::And || counted {
            return false;
        }
        let from = if at > 0 && self.is(at - 1) == Is::Article { at - 1 } else { at };
        self.in_inches = true;
        self.change(from..at + 3 + article, format!("1-1/{under}\""));
        true
    }

    fn figure(&mut self, at: usize, said: &Said) {
        let measured = self.is(said.end);
        let mut text = said.whole.map_or_else(String::new, |whole| whole.to_string());
        let mut inches = false;
        match said.part {
            Some((over, under)) => {
                let metric = matches!(measured, Is::Millimetre | Is::Unit);
                inches = under >= 8 || measured == Is::Inch || self.in_inches;
                if !inches && (metric || said.whole.is_some()) && 1000 % under == 0 {
                    let thousandths = (1000 / under * over).to_string();
                    text = format!("{}.{}", said.whole.unwrap_or(0), format!("{thousandths:0>3}").trim_end_matches('0'));
                } else {
                    text = if text.is_empty() { format!("{over}/{under}") } else { format!("{text}-{over}/{under}") };
                }
            }
            None if !said.decimals.is_empty() => text = format!("{}.{}", said.whole.unwrap_or(0), said.decimals),
            None => {}
        }
        if inches {
            self.in_inches = true;
            if !matches!(measured, Is::Inch) {
                text.push('"');
            }
        }
        let mut from = at;
        match at.checked_sub(1).map_or(Is::Other, |before| self.is(before)) {
            Is::Mark(Mark::Joined(letter)) if self.is_mark(at - 1) => {
                text.insert(0, letter);
                from -= 1;
            }
            Is::Times => {
                text.insert(0, 'x');
                from -= 1;
            }
            Is::Mark(Mark::Hash) => {
                text.insert(0, '#');
                from -= 1;
            }
            Is::Mark(Mark::Section) | Is::Article if self.speaks_of_belts() => {
                text.insert_str(0, &self.word(at - 1).to_ascii_uppercase());
                from -= 1;
            }
            _ => {}
        }
        self.change(from..said.end, text);
    }

    /// The number said from here on, as long as it goes.
    fn said(&self, at: usize) -> Option<Said> {
        let mut said = Said { end: at, whole: None, decimals: String::new(), part: None, words: 0 };
        if self.is(at) == Is::Article && !matches!(self.is(at + 1), Is::Number(Spoken::Hundred(_) | Spoken::Thousand | Spoken::Part(_))) {
            return None;
        }
        if let Some((value, end)) = self.whole(at) {
            (said.whole, said.end) = (Some(value), end);
            // `three quarter`, `five sixteenths`.
            if let Is::Number(Spoken::Part(under)) = self.is(end)
                && value < under
            {
                return Some(Said { end: end + 1, whole: None, part: Some((value, under)), words: 2, ..said });
            }
        } else {
            let article = usize::from(self.is(at) == Is::Article);
            if let Is::Number(Spoken::Part(under)) = self.is(at + article) {
                // `half an inch`.
                let skipped = usize::from(self.is(at + article + 1) == Is::Article && self.is(at + article + 2) == Is::Inch);
                return Some(Said { end: at + article + 1 + skipped, part: Some((1, under)), words: 1, ..said });
            }
        }
        if self.is(said.end) == Is::Point {
            let mut end = said.end + 1;
            while let Some((text, next)) = self.decimal(end) {
                said.decimals.push_str(&text);
                end = next;
            }
            if !said.decimals.is_empty() {
                said.end = end;
            }
        } else if said.whole.is_some() && self.is(said.end) == Is::And {
            let article = usize::from(self.is(said.end + 1) == Is::Article);
            let over = match self.is(said.end + 1) {
                Is::Number(Spoken::Figure(over)) if article == 0 => Some(over),
                _ => None,
            };
            let skipped = article + usize::from(over.is_some());
            if let Is::Number(Spoken::Part(under)) = self.is(said.end + 1 + skipped) {
                said.part = Some((over.unwrap_or(1), under)).filter(|(over, under)| over < under);
                said.end += 2 + skipped;
            }
        }
        said.words = said.end - at;
        (said.whole.is_some() || !said.decimals.is_empty()).then_some(said)
    }

    fn decimal(&self, at: usize) -> Option<(String, usize)> {
        match self.is(at) {
            Is::Number(Spoken::Figure(value) | Spoken::Teen(value)) => Some((value.to_string(), at + 1)),
            Is::Compound(value) if value < 100 => Some((value.to_string(), at + 1)),
            Is::Number(Spoken::Tens(_)) => self.below_hundred(at).map(|(value, end)| (value.to_string(), end)),
            _ => None,
        }
    }

    fn below_hundred(&self, at: usize) -> Option<(u32, usize)> {
        match self.is(at) {
            Is::Number(Spoken::Figure(value) | Spoken::Teen(value)) => Some((value, at + 1)),
            Is::Compound(value) if value < 100 => Some((value, at + 1)),
            Is::Number(Spoken::Tens(tens)) => {
                let joined =
                    at + 1 + usize::from(matches!(self.is(at + 1), Is::Hyphen) || self.is(at + 1) == Is::And && self.is_spanish(at));
                match self.is(joined) {
                    Is::Number(Spoken::Figure(figure)) if figure > 0 => Some((tens + figure, joined + 1)),
                    _ => Some((tens, at + 1)),
                }
            }
            _ => None,
        }
    }

    fn is_spanish(&self, at: usize) -> bool {
        self.word(at + 1) == "y"
    }

    fn below_thousand(&self, at: usize) -> Option<(u32, usize)> {
        let (hundreds, mut end) = match (self.is(at), self.is(at + 1)) {
            (Is::Compound(value), _) if value >= 100 => return Some((value, at + 1)),
            (Is::Number(Spoken::Hundred(hundreds)), _) => (hundreds, at + 1),
            (Is::Article, Is::Number(Spoken::Hundred(100))) => (100, at + 2),
            (Is::Number(Spoken::Figure(figure)), Is::Number(Spoken::Hundred(100))) if figure > 0 => (figure * 100, at + 2),
            (Is::Number(Spoken::Teen(figure)), Is::Number(Spoken::Hundred(100))) => (figure * 100, at + 2),
            _ => return self.below_hundred(at),
        };
        let and = usize::from(self.is(end) == Is::And);
        let mut value = hundreds;
        if let Some((rest, after)) = self.below_hundred(end + and).filter(|(rest, _)| *rest > 0) {
            (value, end) = (hundreds + rest, after);
        }
        Some((value, end))
    }

    /// `one twenty`, `six two oh five`, `a hundred and fifteen`, `two thousand five hundred`.
    fn whole(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(run) = self.figures(at) {
            return Some(run);
        }
        let (value, end) = if self.is(at) == Is::Article && self.is(at + 1) == Is::Number(Spoken::Thousand) {
            (1, at + 1)
        } else {
            self.below_thousand(at)?
        };
        if self.is(end) == Is::Number(Spoken::Thousand) {
            let and = usize::from(self.is(end + 1) == Is::And);
            let rest = self.below_thousand(end + 1 + and).filter(|(rest, _)| *rest > 0);
            return Some(rest.map_or((value * 1000, end + 1), |(rest, after)| (value * 1000 + rest, after)));
        }
        match (self.is(at), value) {
            // One twenty, four fifty seven.
            (Is::Number(Spoken::Figure(_)), 1..=9) => match self.below_hundred(end) {
                Some((rest, after)) if rest >= 10 => Some((value * 100 + rest, after)),
                _ => Some((value, end)),
            },
            // Sixty two oh five.
            (_, 10..=99) if self.is(end) == Is::Number(Spoken::Figure(0)) => match self.is(end + 1) {
                Is::Number(Spoken::Figure(figure)) => Some((value * 100 + figure, end + 2)),
                _ => Some((value, end)),
            },
            _ => Some((value, end)),
        }
    }

    /// Three and more figures in a row are one number, as a part's number is read out.
    fn figures(&self, at: usize) -> Option<(u32, usize)> {
        let figure = |at: usize| match self.is(at) {
            Is::Number(Spoken::Figure(figure)) => Some(figure),
            _ => None,
        };
        let run: Vec<u32> = (at..).map_while(figure).take(9).collect();
        (run.len() >= 3 && run[0] > 0).then(|| (run.iter().fold(0, |sum, figure| sum * 10 + figure), at + run.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_written(text: &str) -> String {
        written(text).map_or_else(|| text.to_owned(), |written| written.text)
    }

    #[test]
    fn what_is_said_is_written() {
        for (said, shown) in [
            ("hex bolt M eight by fifty", "hex bolt M8 x 50"),
            ("em ten by one twenty threaded rod", "M10 x 120 threaded rod"),
            ("a hundred and fifteen mil cutting disc", "115 mm cutting disc"),
            ("two hundred and twenty-five mil", "225 mm"),
            ("two two five mil sanding disc eighty grit", "225 mm sanding disc 80 grit"),
            ("thirteen by four fifty seven P one twenty", "13 x 457 P120"),
            ("two and a half mil drill", "2.5 mm drill"),
            ("six point five mm", "6.5 mm"),
            ("nought point five mm sheet", "0.5 mm sheet"),
            ("point seven five square", "0.75 square"),
            ("half inch ball valve", "1/2 inch ball valve"),
            ("half an inch", "1/2 inch"),
            ("three quarter inch elbow", "3/4 inch elbow"),
            ("inch and a half elbow", "1-1/2\" elbow"),
            ("an inch and a quarter", "1-1/4\""),
            ("one and a quarter inch pipe", "1-1/4 inch pipe"),
            ("five sixteenths by one and a half hex bolt", "5/16\" x 1-1/2\" hex bolt"),
            ("number eight by inch and a half", "#8 x 1-1/2\""),
            ("bearing sixty two oh five", "bearing 6205"),
            ("bearing six two oh five", "bearing 6205"),
            ("v belt a forty two", "v belt A42"),
            ("two thousand five hundred watt", "2500 watt"),
            ("RAL nine thousand and ten", "RAL 9010"),
            ("Sechskantschraube M acht mal funfzig", "Sechskantschraube M8 x 50"),
            ("Trennscheibe hundertfunfundzwanzig mm", "Trennscheibe 125 mm"),
            ("tornillo M ocho por cincuenta", "tornillo M8 x 50"),
            ("broca de treinta y cinco mm", "broca de 35 mm"),
            ("media pulgada", "1/2 pulgada"),
            ("bearing sixty two oh five times four", "bearing 6205 x4"),
            ("zweihundert Muttern", "200 Muttern"),
            ("hose 25 m thirteen mil", "hose 25 m 13 mm"),
            ("MCB 2P ten amp", "MCB 2P 10 amp"),
            ("10 M eight nuts", "10 M8 nuts"),
            ("13 mil hose", "13 mm hose"),
            ("4 by 40", "4 x 40"),
        ] {
            assert_eq!(as_written(said), shown);
        }
    }

    #[test]
    fn what_is_no_figure_stays() {
        for text in [
            "two boxes of nails",
            "one of each",
            "half nut",
            "6 mil polythene sheeting",
            "by Friday",
            "quarter turn valve",
            "three way valve",
            "double sided tape",
            "the second one",
            "a pair of gloves",
            "twin and earth",
            "M8 x 50",
            "",
            "and",
            "point",
            "half",
            "a",
        ] {
            assert_eq!(as_written(text), text);
        }
    }

    #[test]
    fn places_lead_back() {
        let said = "bolt M eight by fifty zinc";
        let written = written(said).map(|written| (written.text.clone(), written)).expect("figures");
        let back = |new: &str| {
            let at = written.0.find(new).expect("written");
            &said[written.1.before(&(at..at + new.len()))]
        };
        assert_eq!(
            [back("M8"), back("M8 x 50"), back("50"), back("bolt"), back("zinc")],
            ["M eight", "M eight by fifty", "fifty", "bolt", "zinc"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_written_and_lead_back(words in proptest::collection::vec(proptest::sample::select(vec![
            "one", "two", "ten", "forty", "hundred", "thousand", "and", "a", "point", "half", "quarter", "inch", "by", "mil", "m", "p", "oh",
            "und", "y", "hundertzehn", "5", "-", "belt", "é", "sixteenths",
        ]), 0..14)) {
            let text = words.join(" ");
            if let Some(written) = written(&text) {
                for (at, _) in written.text.char_indices() {
                    let before = written.before(&(at..at + 1));
                    proptest::prop_assert!(before.start < before.end && before.end <= text.len(), "{text:?} {:?} {before:?}", written.text);
                }
            }
        }
    }
}
