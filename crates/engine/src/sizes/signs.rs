//! Sizes that begin with a sign of their own: threads, pipes, gauges, grades, standards, coatings.

use super::read::{Number, Reader};
use super::{Kind, units};

impl Reader<'_> {
    /// `M8`, `M8x50`, `M8-1.25 x 50`, `M8 x 1.25 x 50 mm`, `M4x10 (P0.7)`. A second number that is small for the
    /// diameter is a pitch, any other the length, in millimetres unless a unit follows.
    pub(super) fn metric_thread(&mut self) -> bool {
        let Some(diameter) = self.number(self.at + 1).filter(|number| !number.fraction) else {
            return self.word();
        };
        let Some(value) = units::millionths(diameter.above, diameter.below, units::MM) else {
            return false;
        };
        if !(1_600_000..=200_000_000).contains(&value) || self.byte(self.at + 1) == b'0' {
            return false;
        }
        let is_pitch = |number: Number| {
            units::millionths(number.above, number.below, units::MM)
                .filter(|pitch| *pitch >= 200_000 && *pitch <= value / 100 * 13 + 300_000)
        };
        let mut end = diameter.end;
        let mut pitch = 0;
        if self.byte(end) == b'-'
            && let Some((fine, number)) = self.number(end + 1).and_then(|number| Some((is_pitch(number)?, number)))
        {
            (pitch, end) = (fine, number.end);
        }
        let mut length = None;
        while let Some(number) = self.group_next(end).and_then(|next| self.number(next)) {
            let unit = self.unit(number).filter(|(row, _)| units::kind(*row) == Kind::Length);
            match is_pitch(number) {
                Some(fine) if pitch == 0 && length.is_none() && unit.is_none() => pitch = fine,
                _ if length.is_none() => length = Some((number, unit.map_or(units::MM, |(row, _)| row))),
                _ => break,
            }
            end = unit.map_or(number.end, |(_, end)| end);
        }
        let square_or_cubic = length.is_none() && value <= 3_000_000 && self.byte(self.at) == b'm' && self.follows_a_number();
        if !self.ends(end) || square_or_cubic {
            return false;
        }
        let sign = self.blanks(end);
        if self.byte(sign) == b'('
            && self.byte(sign + 1).eq_ignore_ascii_case(&b'p')
            && let Some(number) = self.number(sign + 2)
        {
            pitch = is_pitch(number).unwrap_or(pitch);
            end = number.end;
        }
        self.push(Kind::MetricThread, value, pitch, units::MM);
        self.at = end;
        length.is_none_or(|(number, unit)| self.amount(Kind::Length, number, unit))
    }

    /// `496 m3` is a volume, not a thread.
    pub(super) fn follows_a_number(&self) -> bool {
        self.text[..self.at].iter().rposition(|b| *b != b' ').is_some_and(|last| self.text[last].is_ascii_digit())
    }

    /// `1/4-20`, `#8-32`, `10-24`, each perhaps with `x 1-1/4"`; a length without unit is in inches.
    pub(super) fn inch_thread(&mut self) -> bool {
        const TPI: &[i64] = &[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24, 27, 28, 32, 36, 40, 44, 48, 56, 64, 72, 80];
        const NUMBERED: &[(i64, i64)] = &[(4, 40), (5, 40), (6, 32), (8, 32), (10, 24), (10, 32), (12, 24)];
        let sign = usize::from(self.byte(self.at) == b'#');
        let from = self.at + sign;
        let whole_end = self.digits(from);
        let number = self.fraction(from, whole_end);
        let end = number.map_or(whole_end, |number| number.end);
        let tpi_end = self.digits(end + 1);
        let Some(tpi) = self.integer(end + 1, tpi_end).filter(|tpi| TPI.contains(tpi) && self.byte(end) == b'-') else {
            return false;
        };
        if !self.ends(tpi_end) || matches!(self.byte(tpi_end), b'/' | b'"' | b'-') {
            return false;
        }
        let value = match (number, self.integer(from, whole_end)) {
            (Some(number), _) => units::millionths(number.above, number.below, units::INCH),
            (None, Some(numbered)) if sign == 1 || NUMBERED.contains(&(numbered, tpi)) => Some(-numbered - 1),
            _ => None,
        };
        let Some(value) = value else { return false };
        self.push(Kind::InchThread, value, tpi * 1_000_000, units::INCH);
        self.at = tpi_end;
        let name = self.letters(self.blanks(tpi_end));
        let after = if matches!(&*name, "unc" | "unf" | "un") { self.blanks(tpi_end) + name.len() } else { tpi_end };
        if let Some(length) = self.group_next(after).and_then(|next| self.number(next)) {
            let (unit, end) = self.unit(length).unwrap_or((units::INCH, length.end));
            self.at = end;
            return self.amount(Kind::Length, length, unit);
        }
        true
    }

    /// `G1/2`, `R 3/4`, `G 1"`: pipe threads, in nominal inches.
    pub(super) fn pipe_thread(&mut self) -> bool {
        let from = self.blanks(self.at + 1);
        let Some(number) = self.number(from).filter(|number| number.fraction || self.plumbing && self.byte(number.end) == b'"') else {
            return self.word();
        };
        let end = number.end + usize::from(self.byte(number.end) == b'"');
        self.at = end;
        self.ends(end) && self.amount(Kind::Pipe, number, units::INCH)
    }

    pub(super) fn pipe_dn(&mut self) -> bool {
        if self.letters(self.at) != "dn" {
            return false;
        }
        let from = self.blanks(self.at + 2);
        let end = self.digits(from);
        let Some(value) = self.integer(from, end).filter(|_| self.ends(end)) else {
            return false;
        };
        self.push(Kind::PipeDn, value * 1_000_000, 0, 0);
        self.at = end;
        true
    }

    pub(super) fn gauge(&mut self) -> bool {
        if self.letters(self.at) != "awg" {
            return false;
        }
        let from = self.blanks(self.at + 3);
        let end = self.digits(from);
        let before = self.text[..self.at].iter().rposition(|b| *b != b' ' && *b != b'-').map_or(0, |last| last + 1);
        let start = self.text[..before].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |last| last + 1);
        let (value, end) = match self.integer(from, end).filter(|_| self.ends(end)) {
            Some(value) => (Some(value), end),
            None => (self.integer(start, before), self.at + 3),
        };
        let Some(value) = value.filter(|value| *value <= 40) else {
            return false;
        };
        self.push(Kind::Gauge, value * 1_000_000, 0, 0);
        self.at = end;
        true
    }

    /// `A2`, `A4-80`, `V2A`, `AISI 316`, `SS304`, in a text about steel.
    pub(super) fn stainless(&mut self) -> bool {
        if !self.steel {
            return false;
        }
        let at = self.at;
        let digit = i64::from(self.byte(at + 1)) - i64::from(b'0');
        if self.byte(at).eq_ignore_ascii_case(&b'a') && (1..=5).contains(&digit) {
            let class =
                self.integer(at + 3, self.digits(at + 3)).filter(|class| self.byte(at + 2) == b'-' && matches!(class, 50 | 70 | 80 | 100));
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
            ("aisi" | "ss", Some(304)) => 2,
            ("aisi" | "ss", Some(316)) => 4,
            _ => return false,
        };
        self.push(Kind::Stainless, grade, 0, 0);
        self.at = end + usize::from(self.byte(end).eq_ignore_ascii_case(&b'l'));
        true
    }

    /// `8.8`, `10.9`, `12.9`, … standing alone, in a text about steel.
    pub(super) fn strength(&mut self) -> bool {
        let Some(number) = self.number(self.at).filter(|number| self.steel && number.below == 10 && self.ends(number.end)) else {
            return false;
        };
        let followed = self.unit(number).is_some() || self.group_goes_on(number.end);
        let class = matches!(number.above, 46 | 48 | 56 | 58 | 68 | 88 | 98 | 109 | 129);
        if !class || followed || self.byte(self.digits(self.at)) != b'.' {
            return false;
        }
        self.push(Kind::Strength, number.above, 0, 0);
        self.at = number.end;
        true
    }

    /// `DIN 933`, `ISO 7380-2`, `DIN EN ISO 4014` (the last body counts).
    pub(super) fn standard(&mut self) -> bool {
        let body = match &*self.letters(self.at) {
            "din" => 1,
            "iso" => 2,
            _ => return false,
        };
        let mut from = self.at + 3;
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
        self.push(Kind::Standard, number, body * 100 + part.unwrap_or(0), 0);
        self.at = if part.is_some() { part_end } else { end };
        true
    }

    /// Words that are sizes themselves (a coating) or announce one (`diam. 18`); any other word is passed over.
    pub(super) fn word(&mut self) -> bool {
        let word = self.letters(self.at);
        let end = self.at + word.len();
        if word.is_empty() {
            return false;
        }
        match &*word {
            "dia" | "diam" | "diameter" | "diametro" | "durchmesser" => {
                let from = if matches!(self.byte(end), b'.' | b':' | b'=') { end + 1 } else { end };
                return self.diameter(from);
            }
            "zinc" | "zincado" | "zincada" | "cincado" | "cincada" | "verzinkt" | "bzp" | "zp" | "zn" if self.steel => {
                self.push(Kind::Coating, 1, 0, 0)
            }
            "galvanised" | "galvanized" | "galvanizado" | "galvanizada" | "hdg" | "feuerverzinkt" | "tzn" if self.steel => {
                self.push(Kind::Coating, 2, 0, 0)
            }
            _ => return false,
        }
        self.at = end;
        true
    }
}
