//! Threads, pipes and gauges: sizes by name, which are not what a rule would measure.

use super::context::{CABLE, CONTACT, FASTENER, PIPE, STEEL};
use super::read::{Number, Reader};
use super::units::SIXTEENTH;
use super::{Kind, Role, units};

/// Coarse and fine threads by diameter: sixteenths of an inch, or below zero a number size (`#8` is −8); threads per inch.
/// Source: ASME B1.1, tables of UNC and UNF.
type Series = &'static [(i64, i64)];
const COARSE: Series = &[
    (-4, 40),
    (-5, 40),
    (-6, 32),
    (-8, 32),
    (-10, 24),
    (-12, 24),
    (4, 20),
    (5, 18),
    (6, 16),
    (7, 14),
    (8, 13),
    (9, 12),
    (10, 11),
    (12, 10),
    (14, 9),
    (16, 8),
    (18, 7),
    (20, 7),
    (22, 6),
    (24, 6),
];
const FINE: Series = &[
    (-4, 48),
    (-5, 44),
    (-6, 40),
    (-8, 36),
    (-10, 32),
    (-12, 28),
    (4, 28),
    (5, 24),
    (6, 24),
    (7, 20),
    (8, 20),
    (9, 18),
    (10, 18),
    (12, 16),
    (14, 14),
    (16, 12),
    (18, 12),
    (20, 12),
    (22, 12),
    (24, 12),
];

/// Thread families of pipes.
pub(super) const NPT: i64 = 1;
pub(super) const BSP_PARALLEL: i64 = 2;
pub(super) const BSP_TAPERED: i64 = 3;
/// Written as `BSP`: either.
pub(super) const BSP: i64 = 4;

/// Systems of gauges.
pub(super) const AWG: i64 = 0;
pub(super) const SHEET: i64 = 1;
pub(super) const SWG: i64 = 2;

impl Reader<'_> {
    /// `M8`, `M8x50`, `M 8 x 50`, `M8-1.25 x 50`, `M8 x 1.25 x 50 mm`, `M4x10 (P0.7)`. A second number that is small for
    /// the diameter is a pitch, any other the length, in millimetres unless a unit follows.
    pub(super) fn metric_thread(&mut self) -> bool {
        let spaced = self.byte(self.at + 1) == b' ';
        let from = self.at + 1 + usize::from(spaced);
        let Some(diameter) = self.number(from).filter(|number| !number.fraction) else {
            return false;
        };
        let Some(value) = units::millionths(diameter.above, diameter.below, units::MM) else {
            return false;
        };
        let apart = spaced && !(self.byte(self.at) == b'M' && (self.about(FASTENER) || self.group_goes_on(diameter.end)));
        if apart || spaced && self.follows_a_number() || !(1_600_000..=200_000_000).contains(&value) || self.byte(from) == b'0' {
            return false;
        }
        let is_pitch = |number: Number| {
            units::millionths(number.above, number.below, units::MM)
                .filter(|pitch| *pitch >= 200_000 && *pitch <= value / 100 * 13 + 300_000)
        };
        let mut end = diameter.end;
        let mut pitch = 0;
        let mut length = None;
        if self.byte(end) == b'-'
            && let Some(number) = self.number(end + 1).filter(|number| !number.fraction)
        {
            match is_pitch(number) {
                Some(fine) => (pitch, end) = (fine, number.end),
                None if number.below == 1 && self.ends(number.end) && number.above >= 5 => {
                    (length, end) = (Some((number, units::MM)), number.end);
                }
                None => {}
            }
        }
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
    fn follows_a_number(&self) -> bool {
        self.text[..self.at].iter().rposition(|b| *b != b' ').is_some_and(|last| self.text[last].is_ascii_digit())
    }

    /// `1/4-20`, `1/4"-20`, `#8-32`, `10-24`, `1/2 UNC`, `1-8 UNC`, `#8`, each perhaps with `x 1-1/4"`; a length without
    /// unit is in inches.
    pub(super) fn inch_thread(&mut self) -> bool {
        let sign = usize::from(self.byte(self.at) == b'#');
        let from = self.at + sign;
        let whole_end = self.digits(from);
        let fraction = self.fraction(from, whole_end);
        // `#8` must be a screw's where `#8` may as well be a list's number.
        let numbered = self.integer(from, whole_end).filter(|number| (0..=14).contains(number));
        // `1-8 x 2"`, `1-1/8-7`: an inch and more, where the pair is one of the standard.
        if sign == 0
            && self.about(FASTENER)
            && let Some((sixteenths, end)) = self.inches_and_more(from)
            && let Some((tpi, end)) = self.threads_per_inch(sixteenths * SIXTEENTH, end + usize::from(self.byte(end) == b'"'), false)
            && COARSE.iter().chain(FINE).any(|known| *known == (sixteenths, tpi))
        {
            self.push(Kind::InchThread, sixteenths * SIXTEENTH, tpi * 1_000_000, units::INCH);
            return self.inch_length(end);
        }
        let (value, end) = match (fraction, numbered) {
            (Some(number), _) => (units::millionths(number.above, number.below, units::INCH), number.end),
            (None, Some(number)) => (Some(-number - 1), whole_end),
            _ => return false,
        };
        let Some(value) = value else { return false };
        let quoted = end + usize::from(sign == 0 && self.byte(end) == b'"');
        if let Some((tpi, end)) = self.threads_per_inch(value, quoted, sign == 1) {
            self.push(Kind::InchThread, value, tpi * 1_000_000, units::INCH);
            return self.inch_length(end);
        }
        if let Some((series, end)) = self.series(quoted) {
            let size = if value < 0 { value + 1 } else { value / SIXTEENTH };
            // `1 UNC` is one inch.
            let size = if value < 0 && sign == 0 { -size * 16 } else { size };
            let Some(tpi) = series.and_then(|table| table.iter().find(|(known, _)| *known == size)).map(|(_, tpi)| *tpi) else {
                return false;
            };
            let value = if size > 0 { size * SIXTEENTH } else { value };
            self.push(Kind::InchThread, value, tpi * 1_000_000, units::INCH);
            return self.inch_length(end);
        }
        if sign == 1 && self.about(FASTENER) && (self.ends(end) || self.group_goes_on(end)) {
            self.push(Kind::InchThread, value, 0, units::INCH);
            return self.inch_length(end);
        }
        false
    }

    /// `1`, `1-1/8`, `1 1/4` in sixteenths, with its end.
    fn inches_and_more(&self, from: usize) -> Option<(i64, usize)> {
        let end = self.digits(from);
        let whole = self.integer(from, end).filter(|whole| (1..=2).contains(whole))?;
        if matches!(self.byte(end), b'-' | b' ')
            && let Some(part) = self.fraction(end + 1, self.digits(end + 1)).filter(|part| 16 % part.below == 0)
        {
            return Some((whole * 16 + part.above * 16 / part.below, part.end));
        }
        Some((whole * 16, end))
    }

    /// The threads per inch behind a hyphen: known to belong to the diameter, or any usual number after a fraction or sign.
    fn threads_per_inch(&self, value: i64, hyphen: usize, sign: bool) -> Option<(i64, usize)> {
        const USUAL: &[i64] = &[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 24, 27, 28, 32, 36, 40, 44, 48, 56, 64, 72, 80];
        let end = self.digits(hyphen + 1);
        let tpi = self.integer(hyphen + 1, end).filter(|tpi| self.byte(hyphen) == b'-' && USUAL.contains(tpi))?;
        let listed = |size: i64| COARSE.iter().chain(FINE).any(|known| *known == (size, tpi));
        let after = self.series(end).map_or(end, |(_, end)| end);
        if !self.ends(end) && after == end && !self.group_goes_on(end) || matches!(self.byte(end), b'/' | b'"' | b'-') {
            return None;
        }
        (value > 0 || sign || listed(value + 1)).then_some((tpi, after))
    }

    /// `UNC` or `UNF`, behind a blank or nothing: its table and where it ends.
    fn series(&self, at: usize) -> Option<(Option<Series>, usize)> {
        let at = self.blanks(at);
        let name = self.letters(at);
        let name = name.strip_suffix('x').filter(|_| self.byte(at + name.len()).is_ascii_digit()).unwrap_or(&name).to_owned();
        let table = match &*name {
            // `1 NC` of a relay is a contact.
            "nc" if self.about(CONTACT) => return None,
            "unc" | "nc" => Some(COARSE),
            "unf" | "nf" => Some(FINE),
            "un" => None,
            _ => return None,
        };
        Some((table, at + name.len()))
    }

    fn inch_length(&mut self, end: usize) -> bool {
        self.at = end;
        if let Some(length) = self.group_next(end).and_then(|next| self.number(next)) {
            let (unit, end) = self.unit(length).unwrap_or((units::INCH, length.end));
            self.at = end;
            return (self.ends(end) || self.group_goes_on(end)) && self.amount(Kind::Length, length, unit);
        }
        self.ends(end)
    }

    /// `No. 8` of a screw, which is `#8`.
    pub(super) fn number_size(&mut self, from: usize) -> bool {
        let end = self.digits(from);
        let Some(number) = self.integer(from, end).filter(|number| (0..=14).contains(number) && self.group_goes_on(end)) else {
            return false;
        };
        self.push(Kind::InchThread, -number - 1, 0, units::INCH);
        self.inch_length(end)
    }

    /// `G1/2`, `R 3/4`, `G 1"`: pipe threads, in nominal inches.
    pub(super) fn pipe_thread(&mut self) -> bool {
        let family = if self.byte(self.at) == b'G' { BSP_PARALLEL } else { BSP_TAPERED };
        let from = self.blanks(self.at + 1);
        let Some(number) = self.number(from).filter(|number| number.fraction || self.about(PIPE) && self.byte(number.end) == b'"') else {
            return false;
        };
        self.at = number.end + usize::from(self.byte(number.end) == b'"');
        if !self.ends(self.at) || !self.amount(Kind::Pipe, number, units::INCH) {
            return false;
        }
        self.push(Kind::PipeThread, family, 0, 0);
        true
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

    /// `AWG 14`, `14 AWG`, `16 ga`, `18 SWG`; a cable's gauge is AWG.
    pub(super) fn gauge(&mut self) -> bool {
        let name = self.letters(self.at);
        let system = match &*name {
            "awg" => AWG,
            "swg" => SWG,
            "ga" | "gauge" if self.about(CABLE) => AWG,
            "ga" | "gauge" if self.about(STEEL) => SHEET,
            _ => return false,
        };
        let after = self.at + name.len();
        let from = self.blanks(after);
        let end = self.digits(from);
        let before = self.text[..self.at].iter().rposition(|b| *b != b' ' && *b != b'-').map_or(0, |last| last + 1);
        let start = self.text[..before].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |last| last + 1);
        let (value, end) = match self.integer(start, before) {
            Some(value) if self.ends(after) => (Some(value), after),
            _ => (self.integer(from, end).filter(|_| self.ends(end)), end),
        };
        let Some(value) = value.filter(|value| *value <= 40) else {
            return false;
        };
        self.push(Kind::Gauge, value * 1_000_000, system, 0);
        self.at = end;
        true
    }

    /// `14/2`, `12-2` of a cable: gauge and cores.
    pub(super) fn gauge_and_cores(&mut self) -> bool {
        let gauge_end = self.digits(self.at);
        let end = self.digits(gauge_end + 1);
        let gauge = self.integer(self.at, gauge_end).filter(|gauge| (6..=22).contains(gauge) && gauge % 2 == 0);
        let cores = self.integer(gauge_end + 1, end).filter(|cores| (2..=5).contains(cores));
        let (Some(gauge), Some(cores)) = (gauge, cores) else { return false };
        if !matches!(self.byte(gauge_end), b'/' | b'-') || !self.ends(end) || matches!(self.byte(end), b'/' | b'-' | b'"') {
            return false;
        }
        self.push(Kind::Gauge, gauge * 1_000_000, AWG, 0);
        self.push(Kind::Cores, cores, 0, 0);
        self.at = end;
        true
    }

    /// Names the numbers of a group by the trade: a disc is diameter × thickness × bore.
    pub(super) fn name_roles(&mut self, from: usize) {
        let mut roles = self.group_roles(self.sizes.len() - from);
        // Two walls do not leave less than nothing: the second is what is inside.
        let inside = |sizes: &[super::Size]| matches!(sizes, [outside, wall] if 2 * wall.value >= outside.value);
        if roles == [Role::Outside, Role::Wall] && inside(&self.sizes[from..]) {
            roles = &[Role::Outside, Role::Bore];
        }
        for (size, role) in self.sizes[from..].iter_mut().zip(roles) {
            if matches!(size.kind, Kind::Length | Kind::Dimension) {
                size.role = *role;
            }
        }
    }

    fn group_roles(&self, count: usize) -> &'static [Role] {
        use super::context::{ABRASIVE, BEARING, DRILL, ROLL, SAW, SEAL, TIE};
        use Role::{Bore, Diameter, Length, Outside, Thickness, Wall, Width};
        let about = |context| self.about(context);
        match count {
            3 if about(ABRASIVE) => &[Diameter, Thickness, Bore],
            2 if about(ABRASIVE) => &[Diameter, Thickness],
            3 if about(SAW) => &[Diameter, Thickness, Bore],
            2 if about(SAW) => &[Diameter, Bore],
            3 if about(BEARING) || about(SEAL) => &[Bore, Outside, Width],
            2 if about(SEAL) => &[Bore, Thickness],
            2 if about(TIE) => &[Length, Width],
            2 if about(DRILL) || about(FASTENER) => &[Diameter, Length],
            2 if about(PIPE) => &[Outside, Wall],
            2 if about(ROLL) => &[Width, Length],
            _ => &[],
        }
    }
}
