//! Lengths whose name stands beside the number: `OD 25`, `D3.2 L350`, `8 wide 7 high 50 long`; and the colour of light by its
//! code, `830`.

use super::context::{ABRASIVE, Context, DRILL, FASTENER, LAMP, PIPE, SAW, SEAL};
use super::read::{Number, Reader};
use super::{Kind, Role, units};

/// What a name of a length says of it; in front of the number, or behind it.
const NAMES: &[(Role, &[&str])] = &[
    (Role::Outside, &["od", "outside", "outer", "aussen"]),
    (Role::Bore, &["id", "inside", "inner", "bore", "innen"]),
    (Role::Thickness, &["thickness", "thick", "thk", "dicke", "dick", "espesor", "grosor", "cs", "cord"]),
    (Role::Width, &["width", "wide", "breite", "breit", "ancho"]),
    (Role::Wall, &["wall", "wandstarke"]),
    (Role::Length, &["height", "high", "hohe", "hoch", "alto", "depth", "deep", "tiefe", "stroke", "travel", "str", "extended"]),
];

/// Capitals that stand for a length right before its number: `D3.2 L350`, `H900 L2000`.
const LETTERS: &[(u8, Role)] =
    &[(b'D', Role::Diameter), (b'L', Role::Length), (b'H', Role::Length), (b'W', Role::Width), (b'B', Role::Width)];

/// Trades in which one such letter alone is a length.
const TRADES: Context = Context::any(&[ABRASIVE, DRILL, FASTENER, PIPE, SAW, SEAL]);

/// No length with a name is longer, in millimetres: `ID 40213` is a number.
const LONGEST: i64 = 6000;

impl Reader<'_> {
    /// `OD 25`, `ID8`, `thickness 7`, `D3.2 L350`; in millimetres unless a unit follows.
    pub(super) fn named_before(&mut self, name: &str, attached: bool, from: usize) -> bool {
        if name.len() > 1 {
            let Some((role, _)) = NAMES.iter().find(|(_, names)| names.contains(&name)) else { return false };
            // `6 mm outside 4 mm inside`: these stand behind their numbers. `full bore 2"` is how wide a valve opens.
            if matches!(name, "outside" | "outer" | "inside" | "inner") || name == "bore" && self.about(PIPE) {
                return false;
            }
            // An extension cord, a dry wall.
            if name == "cord" && !self.about(SEAL) || name == "wall" && !self.about(PIPE) {
                return false;
            }
            let capital = self.byte(self.at).is_ascii_uppercase();
            return (!attached || name.len() <= 3 && capital) && self.named_length(from, *role);
        }
        let letter = self.byte(self.at);
        let Some((_, role)) = LETTERS.iter().find(|(known, _)| attached && *known == letter) else { return false };
        let told = self.lettered || letter == b'D' && self.about(TRADES);
        told && self.named_length(from, *role)
    }

    /// `8 wide`, `50 long`, where nothing follows that it could say of something else: `10 long nose pliers`.
    pub(super) fn named_after(&mut self) -> bool {
        let from = self.at;
        let Some(number) = self.number(from).filter(|number| !number.fraction) else { return false };
        let at = self.blanks(number.end);
        let name = self.letters(at);
        let end = at + name.len();
        let role = NAMES.iter().find(|(_, names)| names.contains(&&*name)).map(|(role, _)| *role);
        let Some(role) = role.or(matches!(&*name, "long" | "lang" | "largo").then_some(Role::Length)) else { return false };
        let next = self.blanks(end);
        let alone = !self.byte(next).is_ascii_alphabetic() || matches!(self.byte(next), b'x' | b'X') && self.ends(next + 1);
        let engine = name == "stroke" && number.above < 5 * number.below;
        if engine || at == number.end || !self.ends(end) || !alone || number.above > LONGEST * number.below {
            return false;
        }
        self.at = end;
        self.length_of(role, number, units::MM)
    }

    fn named_length(&mut self, from: usize, role: Role) -> bool {
        let Some(number) = self.number(from).filter(|number| number.above <= LONGEST * number.below) else { return false };
        let unit = self.unit(number);
        let (row, end) = unit.unwrap_or((if number.fraction { units::INCH } else { units::MM }, number.end));
        if !self.ends(end) || self.group_goes_on(end) || units::kind(row) != Kind::Length || matches!(self.byte(end), b'-' | b'.') {
            return false;
        }
        self.at = end;
        self.length_of(role, number, row)
    }

    /// A length of which it is known what it is of the thing.
    pub(super) fn length_of(&mut self, role: Role, number: Number, unit: u8) -> bool {
        let known = self.amount(Kind::Length, number, unit);
        if let Some(size) = self.sizes.last_mut().filter(|_| known) {
            size.role = role;
        }
        known
    }

    /// Whether two different letters stand before numbers: one alone may be a type.
    pub(super) fn names_two_lengths(&self) -> bool {
        let begins = |at: usize| at == 0 || matches!(self.byte(at - 1), b' ' | b',' | b'/' | b'(');
        let mut first = None;
        for at in (0..self.text.len()).filter(|at| begins(*at)) {
            let letter = self.byte(at);
            let named = LETTERS.iter().any(|(known, _)| *known == letter) && self.byte(at + 1).is_ascii_digit();
            let end = self.number(at + 1).filter(|_| named).map(|number| number.end);
            if end.is_some_and(|end| self.ends(end) && self.byte(end) != b'-') && *first.get_or_insert(letter) != letter {
                return true;
            }
        }
        false
    }

    /// `830`, `840` of a lamp: how true colours look in its light, and its temperature in hundreds of kelvin. Source: the
    /// international colour code of lamps.
    pub(super) fn light_colour(&mut self) -> bool {
        const KELVIN: &[i64] = &[22, 25, 27, 30, 35, 40, 50, 65];
        let end = self.digits(self.at);
        let code = self.integer(self.at, end).filter(|code| end - self.at == 3 && matches!(code / 100, 8 | 9));
        let Some(hundreds) = code.map(|code| code % 100).filter(|hundreds| KELVIN.contains(hundreds)) else { return false };
        let alone = self.ends(end) && !self.group_goes_on(end) && !matches!(self.byte(end), b'-' | b'/' | b'.');
        if !self.about(LAMP)
            || !alone
            || self.counts_pieces(end)
            || self.unit(Number { above: 1, below: 1, end, fraction: false }).is_some()
        {
            return false;
        }
        let Some(row) = units::find("kelvin") else { return false };
        self.at = end;
        self.amount(Kind::ColourTemperature, Number { above: hundreds * 100, below: 1, end, fraction: false }, row)
    }
}
