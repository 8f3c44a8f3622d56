//! The ways a line is written. Each person has one.

use engine::metrics::Random;

use super::hand::{Hand, Inches, Language, Lengths};
use super::kind::Kind;
use super::values::{Value, exact_mm};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `20 pcs hex bolt M8x50 8.8 zinc plated`
    Plain,
    /// `M 8 X 50`
    Spaced,
    /// `M8-1.25 x 50`
    Pitch,
    /// `50mm M8`
    Turned,
    /// `8 mm x 50 mm`
    Millimetres,
    /// `5 cm`, `1.5 m`, inches in exact millimetres, DN for nominal inches
    OtherUnit,
    /// `4,0x40`
    DecimalComma,
    /// `1 1/4"`, `1.25"`, `1¼"`
    Fractions,
    /// `SCR,CAP,HEX HD,M8-1.25X50,CL8.8,ZN`
    Upper,
    /// `hex hd scr M8x50 SS A2`
    Short,
    German,
    Spanish,
    /// Letters swapped, lost, doubled; never in a size.
    Typos,
    /// Words in an order nobody expects.
    Shuffled,
    /// `please quote … for site Northgate, PO 45001187, urgent`
    Talkative,
    /// `2 boxes of 100`, `3 C`, `6 LGTH`
    Packs,
    /// Two items in one line.
    Two,
    /// DIN 933 where ISO 4017 is sold, and the reverse.
    OtherStandard,
    /// `Item: hex bolt; thread: M8; length: 50 mm; qty: 20`
    Keyed,
    /// `M8 by 50 long hex bolts in 8.8 zinc plated, need 200`
    Spoken,
    /// `need 200 m8x50 8.8 zn hex bolt asap thx`
    Chat,
}

/// With how many lines of a hundred and fifty or so each is seen.
pub const STYLES: &[(Style, u32)] = &[
    (Style::Plain, 12),
    (Style::Spaced, 8),
    (Style::Pitch, 8),
    (Style::Turned, 7),
    (Style::Millimetres, 7),
    (Style::OtherUnit, 7),
    (Style::DecimalComma, 7),
    (Style::Fractions, 8),
    (Style::Upper, 10),
    (Style::Short, 9),
    (Style::German, 9),
    (Style::Spanish, 9),
    (Style::Typos, 8),
    (Style::Shuffled, 8),
    (Style::Talkative, 8),
    (Style::Packs, 12),
    (Style::Two, 6),
    (Style::OtherStandard, 5),
];

/// Styles that only the reporting seed contains, and that nobody looks at while developing.
pub const HELD_OUT: &[(Style, u32)] = &[(Style::Keyed, 8), (Style::Spoken, 8), (Style::Chat, 8)];

impl Style {
    pub const fn name(self) -> &'static str {
        match self {
            Style::Plain => "plain",
            Style::Spaced => "spaced",
            Style::Pitch => "pitch",
            Style::Turned => "turned",
            Style::Millimetres => "millimetres",
            Style::OtherUnit => "other unit",
            Style::DecimalComma => "decimal comma",
            Style::Fractions => "fractions",
            Style::Upper => "upper case",
            Style::Short => "abbreviated",
            Style::German => "German",
            Style::Spanish => "Spanish",
            Style::Typos => "typos",
            Style::Shuffled => "shuffled",
            Style::Talkative => "talkative",
            Style::Packs => "packs",
            Style::Two => "two items",
            Style::OtherStandard => "other standard",
            Style::Keyed => "keyed",
            Style::Spoken => "spoken",
            Style::Chat => "chat",
        }
    }

    /// Whether the style says anything of its own about such an article.
    pub fn suits(self, kind: &Kind, cell: &[u16]) -> bool {
        let any = |wanted: &dyn Fn(&Value) -> bool| (0..kind.axes.len()).any(|axis| wanted(kind.value(cell, axis)));
        let sized = |wanted: &dyn Fn(&Value) -> bool| {
            (0..kind.axes.len()).any(|axis| super::write::holds(kind.size, kind.axes[axis].name) && wanted(kind.value(cell, axis)))
        };
        let several = kind.size.contains('*');
        match self {
            Style::Spaced => several,
            Style::Pitch => several && any(&|value| matches!(value, Value::Metric { .. })),
            Style::Turned => !kind.turned.is_empty(),
            Style::Millimetres => several && sized(&|value| matches!(value, Value::Mm(mm) if *mm < 1_000_000)),
            Style::OtherUnit => {
                any(&|value| match value {
                    Value::Pipe { .. } => true,
                    Value::Inch(inches) => exact_mm(*inches).is_some(),
                    _ => false,
                }) || kind.axis("length").is_some_and(|axis| match kind.value(cell, axis) {
                    Value::Mm(mm) => mm % 10_000 == 0 && *mm >= 20_000 && *mm <= 500_000 || mm % 100_000 == 0 && *mm <= 3_000_000,
                    _ => false,
                })
            }
            Style::DecimalComma => sized(&|value| match value {
                Value::Mm(mm) => mm % 1_000 != 0 && *mm < 1_000_000,
                Value::Of(milli, _) => milli % 1_000 != 0,
                Value::Code(code) => code.contains('.'),
                Value::Metric { diameter, pitch, coarse } => diameter % 1_000 != 0 || !coarse && pitch % 1_000 != 0,
                _ => false,
            }),
            Style::Fractions => any(&|value| match value {
                Value::Inch(inches) => inches % 64 != 0,
                Value::Pipe { inches, .. } => inches.contains('/'),
                _ => false,
            }),
            Style::OtherStandard => kind.standard(cell).is_some_and(|standard| !standard.din.is_empty() && !standard.iso.is_empty()),
            Style::Packs => !matches!(kind.sold, super::kind::Sold::Each | super::kind::Sold::Metre),
            _ => true,
        }
    }

    pub const fn language(self) -> Language {
        match self {
            Style::German => Language::German,
            Style::Spanish => Language::Spanish,
            _ => Language::English,
        }
    }

    /// Sets the hand; answers in which unit lengths are written if not in the trade's.
    pub fn take(self, hand: &mut Hand, kind: &Kind, cell: &[u16]) -> Option<Lengths> {
        hand.language = self.language();
        hand.spaced_units = hand.random.chance(0.5);
        hand.times = if hand.random.chance(0.3) { " x " } else { "x" };
        hand.graded = if hand.random.chance(0.6) { 0 } else { 1 + u8::from(hand.random.chance(0.4)) };
        hand.unified = u8::from(hand.random.chance(0.3)) * (1 + u8::from(hand.random.chance(0.4)));
        hand.mark = if hand.random.chance(0.7) { "\"" } else { ["in", " in", " inch", "''"][hand.random.below(4)] };
        hand.inch_marks = hand.mark == "\"" && hand.random.chance(0.4);
        hand.tenths = hand.random.chance(0.3);
        hand.lengths = if hand.random.chance(0.15) { Lengths::Millimetres } else { Lengths::Bare };
        match self {
            Style::Spaced => {
                hand.times = if hand.random.chance(0.7) { " X " } else { " × " };
                hand.spaced_threads = true;
                hand.spaced_units = true;
            }
            Style::Pitch => {
                hand.pitches = true;
                hand.times = [" x ", "x", "X"][hand.random.below(3)];
            }
            Style::Turned => hand.spaced_units = hand.random.chance(0.3),
            Style::Millimetres => {
                hand.lengths = Lengths::Millimetres;
                hand.times = " x ";
                // A millimetre bolt is a metric thread; a fine one has to be named.
                hand.millimetre_threads = true;
            }
            Style::OtherUnit => {
                hand.dn = true;
                hand.times = " x ";
                hand.lengths = Lengths::Bare;
                hand.inches = Inches::Millimetres;
                let long = kind.axis("length").map_or(0, |axis| super::kind::length(kind.value(cell, axis)));
                return Some(match long {
                    1_000_000.. => Lengths::Millimetres,
                    500_000.. if long % 100_000 == 0 => Lengths::Metres,
                    _ => Lengths::Centimetres,
                });
            }
            Style::DecimalComma | Style::German | Style::Spanish => hand.comma = true,
            Style::Fractions => hand.inches = [Inches::Spaced, Inches::Decimal, Inches::Signs][hand.random.below(3)],
            Style::Upper => {
                hand.short = true;
                hand.times = "X";
                hand.spaced_units = false;
                hand.graded = if hand.random.chance(0.5) { 3 } else { 0 };
                hand.pitches = hand.random.chance(0.5);
                hand.lengths = Lengths::Bare;
            }
            Style::Short => hand.short = true,
            Style::Spoken => {
                hand.times = " by ";
                hand.lengths = Lengths::Bare;
            }
            Style::Chat => {
                hand.short = hand.random.chance(0.5);
                hand.spaced_units = false;
                hand.times = "x";
            }
            _ => {}
        }
        None
    }
}

/// One or two mistakes of a fast hand in words of six letters and more; figures stay as they are.
pub fn mistyped(text: &str, random: &mut Random) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let long: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].chars().count() >= 6 && words[*at].chars().all(|letter| letter.is_ascii_lowercase()))
        .collect();
    if long.is_empty() {
        return text.to_owned();
    }
    for _ in 0..1 + random.below(2) {
        let word = &mut words[long[random.below(long.len())]];
        let mut letters: Vec<char> = word.chars().collect();
        // The first letter is seldom wrong.
        let at = 1 + random.below(letters.len() - 2);
        match random.below(4) {
            0 => letters.swap(at, at + 1),
            1 => {
                letters.remove(at);
            }
            2 => letters.insert(at, letters[at]),
            _ => letters[at] = ['a', 'e', 'i', 'o', 'r', 's', 't'][random.below(7)],
        }
        *word = letters.into_iter().collect();
    }
    words.join(" ")
}

pub fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for at in (1..list.len()).rev() {
        list.swap(at, random.below(at + 1));
    }
}
