//! One person's way of writing: which language, which signs, how short.

use engine::metrics::Random;

use super::values::{Number, Standard, Term};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    German,
    Spanish,
}

/// How a length within a size is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lengths {
    /// The figure alone where the size says what it is: `M8x50`.
    Bare,
    Millimetres,
    Centimetres,
    Metres,
}

/// How a length in inches is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inches {
    /// `1-1/4"`
    Dashed,
    /// `1 1/4"`
    Spaced,
    /// `1.25"`
    Decimal,
    /// `1¼"`
    Signs,
    /// `31.75 mm`
    Millimetres,
}

/// What the writer says about the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Number(Number),
    Words,
    Silent,
}

pub struct Hand<'a> {
    pub random: &'a mut Random,
    pub language: Language,
    /// Decimal comma.
    pub comma: bool,
    /// Between the measures of a size.
    pub times: &'static str,
    pub lengths: Lengths,
    pub inches: Inches,
    /// After inches.
    pub mark: &'static str,
    /// `1/4"-20` rather than `1/4-20`.
    pub inch_marks: bool,
    /// 0: `1/4-20`, 1: `1/4-20 UNC`, 2: `1/4 UNC`.
    pub unified: u8,
    /// `M 8`
    pub spaced_threads: bool,
    /// `8 mm` for M8.
    pub millimetre_threads: bool,
    /// `M8-1.25`
    pub pitches: bool,
    /// `50 mm` rather than `50mm`.
    pub spaced_units: bool,
    /// DN15 for 1/2".
    pub dn: bool,
    /// Abbreviations of the trade.
    pub short: bool,
    /// `class 8.8` rather than `8.8`; an index into the forms.
    pub graded: u8,
    /// `1.0` for a thickness of 1.
    pub tenths: bool,
    pub standard: Said,
    /// Whether other words than the first are used.
    pub varied: bool,
}

impl<'a> Hand<'a> {
    /// Writes as most do.
    pub fn plain(random: &'a mut Random) -> Hand<'a> {
        Hand {
            random,
            language: Language::English,
            comma: false,
            times: "x",
            lengths: Lengths::Bare,
            inches: Inches::Dashed,
            mark: "\"",
            inch_marks: false,
            unified: 0,
            spaced_threads: false,
            millimetre_threads: false,
            pitches: false,
            spaced_units: true,
            dn: false,
            short: false,
            graded: 0,
            tenths: false,
            standard: Said::Silent,
            varied: true,
        }
    }

    /// One of the forms: the first if this hand does not vary.
    pub fn choose(&mut self, forms: &'static [&'static str]) -> &'static str {
        if forms.is_empty() {
            return "";
        }
        if self.varied { forms[self.random.below(forms.len())] } else { forms[0] }
    }

    pub fn figure(&self, text: &str) -> String {
        if self.comma { text.replace('.', ",") } else { text.to_owned() }
    }

    pub fn inch_mark(&self) -> &'static str {
        self.mark
    }

    pub fn thickness(&self, thousandths: i64) -> String {
        let text = super::values::decimal(thousandths);
        let text = if self.tenths && !text.contains('.') && thousandths < 10_000 { text + ".0" } else { text };
        self.figure(&text)
    }

    pub fn term(&mut self, term: &'static Term) -> String {
        let forms = match self.language {
            Language::German => term.german,
            Language::Spanish => term.spanish,
            Language::English if self.short && !term.short.is_empty() => term.short,
            Language::English => term.english,
        };
        self.choose(forms).to_owned()
    }

    pub fn grade(&self, grade: &str) -> String {
        let steel = grade.starts_with(|c: char| c.is_ascii_digit());
        if !steel {
            return grade.to_owned();
        }
        // An `8` alone would be a number without a meaning.
        match (if grade.contains('.') { self.graded } else { self.graded.max(1) }, self.language) {
            (0, _) => grade.to_owned(),
            (1, Language::English) => format!("class {grade}"),
            (1, Language::German) => format!("Festigkeitsklasse {grade}"),
            (1, Language::Spanish) => format!("calidad {grade}"),
            (2, Language::English) => format!("grade {grade}"),
            (2, Language::German) => format!("Güte {grade}"),
            (2, Language::Spanish) => format!("clase {grade}"),
            _ => format!("CL{grade}"),
        }
    }

    pub fn standard(&mut self, standard: &'static Standard) -> String {
        match self.standard {
            Said::Silent => String::new(),
            Said::Words => self.term(&standard.words),
            Said::Number(number) => {
                let text = standard.number(number);
                if self.varied && self.random.chance(0.2) { text.replacen(' ', "", 1) } else { text }
            }
        }
    }
}
