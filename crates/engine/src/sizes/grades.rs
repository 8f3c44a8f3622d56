//! What a thing is made of and made to: classes of strength, stainless grades, coatings, standards, colours.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::context::{ABRASIVE, BEARING, Context, FASTENER, INOX, PIPE, RING, SEAL, STAINLESS, STEEL, TIE, WORN};
use super::read::Reader;
use super::{Kind, STANDARD_BODIES};

pub(super) const ZINC: i64 = 1;
pub(super) const HOT_DIP: i64 = 2;
pub(super) const BLACK: i64 = 3;
pub(super) const PLAIN: i64 = 4;
pub(super) const NICKEL: i64 = 5;
pub(super) const YELLOW_ZINC: i64 = 6;

const COATINGS: &[(i64, &str)] = &[
    (ZINC, "zinc zincado zincada cincado cincada verzinkt bzp zp zn zingue"),
    (HOT_DIP, "galvanised galvanized galvanizado galvanizada galv hdg gi feuerverzinkt tzn"),
    (BLACK, "black blk negro negra schwarz noir pavonado phosphated bruniert"),
    (PLAIN, "plain unbeschichtet unbehandelt blank bruto uncoated"),
    (NICKEL, "nickel niquelado niquelada vernickelt"),
    (YELLOW_ZINC, "yzp zyp bicromatado bicromatada gelbverzinkt gelbchromatiert bichromate bichromatee"),
];

/// Trades in which stainless is a grade of the article and not a look.
const TRADES: Context = Context::any(&[FASTENER, ABRASIVE, PIPE, SEAL, TIE, RING, BEARING]);

/// Colours, most usual first; the first word is how it is shown.
pub(super) const COLOURS: &[&str] = &[
    "black negro negra schwarz noir blk bk",
    "white blanco blanca weiss blanc wht",
    "red rojo roja rot rouge",
    "blue azul blau bleu blu",
    "green verde grun gruen vert grn",
    "yellow amarillo amarilla gelb jaune ylw yel",
    "grey gray gris grau gry",
    "brown marron braun brn",
    "orange naranja org",
    "beige",
    "pink",
    "purple violet morado violett",
    "natural natl nat natur",
    "clear transparent transparente klar clr",
];

impl Reader<'_> {
    /// `A2`, `A4-80`, `V2A`, `AISI 316`, `SS304`, in a text about steel.
    pub(super) fn stainless(&mut self) -> bool {
        if !self.about(STEEL) {
            return false;
        }
        let at = self.at;
        let digit = i64::from(self.byte(at + 1)) - i64::from(b'0');
        if self.byte(at).eq_ignore_ascii_case(&b'a') && (1..=5).contains(&digit) {
            let class = self
                .integer(at + 3, self.digits(at + 3))
                .filter(|class| matches!(self.byte(at + 2), b'-' | b' ' | b'/') && matches!(class, 50 | 70 | 80 | 100));
            let end = if class.is_some() { self.digits(at + 3) } else { at + 2 };
            self.push(Kind::Stainless, digit, class.unwrap_or(0), 0);
            self.at = end;
            return self.ends(end) && (class.is_some() || self.byte(end) != b'-' || !self.byte(end + 1).is_ascii_digit());
        }
        if self.byte(at).eq_ignore_ascii_case(&b'v')
            && matches!(digit, 2 | 4)
            && self.byte(at + 2).eq_ignore_ascii_case(&b'a')
            && self.ends(at + 3)
        {
            self.push(Kind::Stainless, digit, 0, 0);
            self.at = at + 3;
            return true;
        }
        let name = self.letters(at);
        let from = self.blanks(at + name.len());
        let end = self.digits(from);
        let grade = match (&*name, self.integer(from, end)) {
            ("aisi" | "ss" | "sus", Some(304)) => 2,
            ("aisi" | "ss" | "sus", Some(316)) => 4,
            _ => return false,
        };
        self.push(Kind::Stainless, grade, 0, 0);
        self.at = end + usize::from(self.byte(end).eq_ignore_ascii_case(&b'l'));
        self.ends(self.at)
    }

    /// `304`, `316L` of what is said to be stainless; `1.4301`, `1.4404` of steel.
    pub(super) fn grade_number(&mut self) -> bool {
        let end = self.digits(self.at);
        let part_end = self.digits(end + 1);
        let (grade, end) = match (self.integer(self.at, end), self.integer(end + 1, part_end)) {
            (Some(1), Some(4301 | 4305 | 4307)) if self.about(STEEL) && self.byte(end) == b'.' => (2, part_end),
            (Some(1), Some(4401 | 4404 | 4571)) if self.about(STEEL) && self.byte(end) == b'.' => (4, part_end),
            (Some(18), Some(8)) if self.about(STEEL) && matches!(self.byte(end), b'-' | b'/') => (2, part_end),
            // `316L` is steel whatever else the line says.
            (Some(304), _) if self.about(INOX) || self.about(STEEL | PIPE) && self.byte(end) == b'L' => (2, end),
            (Some(316), _) if self.about(INOX) || self.about(STEEL | PIPE) && self.byte(end) == b'L' => (4, end),
            _ => return false,
        };
        let low_carbon = usize::from(self.byte(end).eq_ignore_ascii_case(&b'l') && self.ends(end + 1));
        self.push(Kind::Stainless, grade, 0, 0);
        self.at = end + low_carbon;
        self.ends(self.at) && !self.group_goes_on(self.at) && self.byte(self.at) != b'-'
    }

    /// `8.8`, `10.9`, `12.9`, … standing alone, in a text about steel.
    pub(super) fn strength(&mut self) -> bool {
        self.about(STEEL) && self.strength_at(self.at, self.about(FASTENER))
    }

    /// `comma`: it may be written with one.
    pub(super) fn strength_at(&mut self, from: usize, comma: bool) -> bool {
        let Some(number) = self.number(from).filter(|number| number.below == 10 && self.ends(number.end)) else {
            return false;
        };
        let followed = self.unit(number).is_some() || self.group_goes_on(number.end);
        let class = matches!(number.above, 46 | 48 | 56 | 58 | 68 | 88 | 98 | 109 | 129);
        let separator = self.byte(self.digits(from));
        if !class || followed || separator != b'.' && !(comma && separator == b',') {
            return false;
        }
        self.push(Kind::Strength, number.above, 0, 0);
        self.at = number.end;
        true
    }

    /// `DIN 933`, `ISO 7380-2`, `DIN EN ISO 4014` (the last body counts), `EN 388`, `BS 1387`.
    pub(super) fn standard(&mut self) -> bool {
        let name = self.letters(self.at);
        let Some(body) = STANDARD_BODIES.iter().position(|known| known.eq_ignore_ascii_case(&name)) else {
            return false;
        };
        let mut from = self.at + name.len();
        if self.byte(from) == b'-' {
            from += 1;
        }
        from = self.blanks(from);
        let end = self.digits(from);
        let other = |number: i64| matches!(number, 9001 | 14001 | 27001 | 45001 | 1600 | 3200 | 6400) || number < 1000 && number % 100 == 0;
        let Some(number) = self.integer(from, end).filter(|number| end - from >= 2 && self.ends(end) && !other(*number)) else {
            return false;
        };
        let part_end = self.digits(end + 1);
        let part = self.integer(end + 1, part_end).filter(|part| self.byte(end) == b'-' && (1..10).contains(part) && self.ends(part_end));
        self.push(Kind::Standard, number, (body as i64 + 1) * 100 + part.unwrap_or(0), 0);
        self.at = if part.is_some() { part_end } else { end };
        true
    }

    /// A word that names a coating, stainless steel or a colour.
    pub(super) fn finish(&mut self, word: &str) -> bool {
        let Some((kind, value)) = FINISHES.get(word).copied() else { return false };
        let told = match (kind, value) {
            (Kind::Coating, ZINC | HOT_DIP | YELLOW_ZINC) => self.about(STEEL | PIPE),
            (Kind::Coating, BLACK) => self.about(FASTENER | PIPE) && !self.about(WORN),
            (Kind::Coating, _) => self.about(FASTENER) && !self.about(WORN),
            (Kind::Stainless, _) => self.about(TRADES),
            _ => true,
        };
        if told {
            // What is no screw is dipped when it is called verzinkt.
            let dipped = word == "verzinkt" && !self.about(FASTENER);
            self.push(kind, if dipped { HOT_DIP } else { value }, 0, 0);
            return true;
        }
        // Black is a coating of screws and a colour of the rest.
        let colour = COLOUR_OF.get(word).copied().filter(|_| kind == Kind::Coating);
        colour.inspect(|colour| self.push(Kind::Colour, *colour, 0, 0)).is_some()
    }
}

static COLOUR_OF: LazyLock<FxHashMap<&str, i64>> =
    LazyLock::new(|| COLOURS.iter().zip(1..).flat_map(|(words, colour)| words.split(' ').map(move |word| (word, colour))).collect());

/// What a word names first of all: a coating before stainless steel before a colour.
static FINISHES: LazyLock<FxHashMap<&str, (Kind, i64)>> = LazyLock::new(|| {
    let colours = COLOUR_OF.iter().map(|(word, colour)| (*word, (Kind::Colour, *colour)));
    let stainless = STAINLESS.split(' ').map(|word| (word, (Kind::Stainless, 0)));
    let coatings = COATINGS.iter().flat_map(|(coating, words)| words.split(' ').map(|word| (word, (Kind::Coating, *coating))));
    colours.chain(stainless).chain(coatings).collect()
});
