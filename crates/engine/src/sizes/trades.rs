//! Sizes of single trades: teeth, grits, cores, poles, what is worn, lamps, bearings.

use super::context::{
    ABRASIVE, BEARING, BREAKER, CABLE, CLOTHES, Context, DRILL, FASTENER, FEET, FUSE, HANDS, LAMP, LIFTING, PIPE, SAW, STEEL, WORN,
};
use super::lexicon;
use super::read::{Number, Reader};
use super::threads::{BSP, BSP_PARALLEL, BSP_TAPERED, NPT};
use super::{Kind, units};

/// Lamp bases; the place in the list is the value.
pub(super) const BASES: &[&str] =
    &["E14", "E27", "E40", "B15", "B22", "GU10", "GU5.3", "GU4", "G4", "G9", "G13", "G5", "GX53", "R7", "E26", "E12"];

/// Letters of what is worn, from the smallest.
pub(super) const LETTERS: &[&str] = &["XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL"];

/// Classes of safety footwear. Source: EN ISO 20345, categories.
pub(super) const SAFETY: &[&str] = &["SB", "S1", "S1P", "S2", "S3", "S4", "S5", "S6", "S7"];

/// Systems of shoe sizes.
pub(super) const SYSTEMS: &[&str] = &["", "EU", "UK", "US"];

/// Seals of a bearing: both sides rubber, both sides steel, one of each.
pub(super) const SEALS: &[(i64, &[&str])] =
    &[(1, &["2RS", "2RS1", "2RSR", "2RSH", "DDU", "LLU", "DD", "2NSE"]), (2, &["ZZ", "2Z", "2ZR"]), (3, &["RS", "RS1", "DU"]), (4, &["Z"])];

/// Sizes of fuses with a letter: with knife blades (IEC 60269-2, system A), with screw caps (systems F and G).
pub(super) const FUSES: &[&str] = &["NH000", "NH00", "NH0", "NH1", "NH2", "NH3", "NH4", "D01", "D02", "D03", "DII", "DIII", "DIV"];

/// Grades of lifting chain as it is sold; a class is a tenth of its grade (EN 818-2: class 8 is grade 80).
const CHAIN_GRADES: &[i64] = &[30, 40, 50, 60, 70, 80, 100, 120];

/// Rated currents of miniature breakers, in amperes. Source: IEC 60898-1, preferred values.
const BREAKERS: &[i64] = &[1, 2, 3, 4, 6, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125];

/// Cross sections of conductors in hundredths of mm². Source: IEC 60228, nominal areas.
const SECTIONS: &[i64] =
    &[22, 25, 34, 35, 50, 75, 100, 150, 250, 400, 600, 1000, 1600, 2500, 3500, 5000, 7000, 9500, 12_000, 15_000, 18_500, 24_000, 30_000];

/// Diameters of abrasive discs in millimetres. Source: ISO 603-16 and EN 12413, outside diameters.
const DISCS: &[i64] = &[100, 115, 125, 150, 180, 230];

/// Sixteenths of an inch and the millimetres of the same disc or belt. Source: ISO 603-16, ISO 2976.
const INCHES_OF_ABRASIVES: &[(i64, i64)] =
    &[(48, 75), (64, 100), (72, 115), (80, 125), (96, 150), (112, 180), (144, 230), (288, 457), (336, 533), (384, 610), (576, 915)];

/// What a number before a word counts. `needs`: only in a text about that.
const COUNTED: &[(Kind, Option<Context>, &[&str])] = &[
    (Kind::Teeth, None, &["teeth", "tooth", "dientes", "zahne", "zaehne", "dents"]),
    (Kind::Teeth, Some(SAW), &["t", "z", "d"]),
    (Kind::Teeth, Some(DRILL), &["flute", "flutes", "fl", "schneiden", "labios"]),
    (Kind::Tpi, None, &["tpi", "dpp", "zpz"]),
    (Kind::Grit, None, &["grit", "grano", "kornung"]),
    (
        Kind::Cores,
        Some(CABLE),
        &["core", "cores", "c", "conductor", "conductors", "conductores", "hilos", "adern", "adrig", "adriges", "brins"],
    ),
    (Kind::Poles, Some(BREAKER), &["p", "pole", "poles", "polos", "polig", "poles"]),
    (Kind::Legs, Some(LIFTING), &["leg", "legs", "legged", "ramal", "ramales", "strang", "strangig", "straengig", "brin", "brins"]),
];

impl Reader<'_> {
    /// `24T`, `24 teeth`, `60 grit`, `3-core`, `2P`, `1P+N`.
    pub(super) fn counted(&mut self) -> bool {
        let end = self.digits(self.at);
        let joint = end + usize::from(matches!(self.byte(end), b' ' | b'-'));
        let word = self.letters(joint);
        let after = joint + word.len();
        let Some(value) = self.integer(self.at, end).filter(|value| *value > 0 && self.ends(after)) else {
            return false;
        };
        let counts = |(_, needs, words): &&(Kind, Option<Context>, &[&str])| {
            words.contains(&&*word)
                && needs.is_none_or(|context| self.about(context))
                && (word.len() > 1 || joint == end || self.byte(joint).is_ascii_uppercase())
        };
        let Some((kind, ..)) = COUNTED.iter().find(counts) else {
            return false;
        };
        let neutral =
            *kind == Kind::Poles && self.byte(after) == b'+' && self.byte(after + 1).eq_ignore_ascii_case(&b'n') && self.ends(after + 2);
        self.push(*kind, value, i64::from(neutral), 0);
        self.at = after + 2 * usize::from(neutral);
        true
    }

    /// `3G1.5`, `3x2.5 mm²`, `3 x 1,5 mm` of a cable: cores and their cross section; `14/2` likewise.
    pub(super) fn cores(&mut self) -> bool {
        if self.about(CABLE) && self.gauge_and_cores() {
            return true;
        }
        let end = self.digits(self.at);
        let Some(cores) = self.integer(self.at, end).filter(|cores| (1..=61).contains(cores)) else {
            return false;
        };
        let cross = self.blanks(end);
        let earth = matches!(self.byte(cross), b'G' | b'g');
        let from = self.blanks(cross + 1);
        if !earth && !matches!(self.byte(cross), b'x' | b'X' | b'*') {
            return false;
        }
        let Some(section) = self.number(from).filter(|number| !number.fraction && 100 % number.below == 0) else {
            return false;
        };
        let hundredths = section.above * (100 / section.below);
        let unit = self.unit(section);
        let area = unit.is_some_and(|(row, _)| units::kind(row) == Kind::Area);
        let length = unit.is_some_and(|(row, _)| row != units::MM && !area);
        let after = unit.map_or(section.end, |(_, end)| end);
        let told = area || (earth && cross == end) || self.about(CABLE);
        if !told || length || !SECTIONS.contains(&hundredths) || !self.ends(after) || self.group_goes_on(after) {
            return false;
        }
        self.push(Kind::Cores, cores, 0, 0);
        self.at = after;
        self.amount(Kind::Area, section, units::MM2)
    }

    /// `6204-2RS`, `6204 ZZ C3`, and in a text about bearings the number alone.
    pub(super) fn bearing(&mut self) -> bool {
        let end = self.digits(self.at);
        let Some(number) = self.integer(self.at, end).filter(|number| (600..=99_999).contains(number)) else {
            return false;
        };
        let about = self.about(BEARING);
        let joint = end + usize::from(matches!(self.byte(end), b'-' | b'/') || about && self.byte(end) == b' ');
        let (suffix, suffix_end) = self.sign(joint);
        let seal = SEALS.iter().find(|(_, names)| names.contains(&&*suffix)).map(|(seal, _)| *seal);
        let (seal, end) = match seal {
            Some(seal) => (seal, suffix_end),
            None if about && self.ends(end) => (0, end),
            None => return false,
        };
        // Of bearings so large a number is none of a group: `6205 x 4` is four of them.
        if !about && self.group_goes_on(end)
            || seal == 0 && self.byte(end) == b'-'
            || matches!(self.byte(end), b'.' | b',') && self.byte(end + 1).is_ascii_digit()
        {
            return false;
        }
        self.push(Kind::Bearing, number, seal, 0);
        self.at = end;
        true
    }

    /// An abrasive's size in inches is that of the metric one: a 4-1/2" disc is the one of 115 mm.
    pub(super) fn abrasive_of_inches(&self, number: Number, unit: u8) -> Option<i64> {
        let sixteenths = number.above * 16 / number.below;
        let exact = number.above * 16 % number.below == 0;
        let row = INCHES_OF_ABRASIVES.iter().find(|(inches, _)| *inches == sixteenths);
        row.filter(|_| exact && unit == units::INCH && self.about(ABRASIVE) && !self.about(SAW)).map(|(_, mm)| *mm)
    }

    /// `FLAP DISC 115 P60`: of a disc, a number that stands alone and is a diameter of discs.
    pub(super) fn disc_diameter(&mut self) -> bool {
        let end = self.digits(self.at);
        let alone = self.ends(end) && !self.group_goes_on(end) && !matches!(self.byte(end), b'-' | b'/' | b'.' | b',');
        let begins = self.at == 0 || self.byte(self.at - 1) == b' ';
        let diameter = self.integer(self.at, end).filter(|diameter| alone && begins && DISCS.contains(diameter));
        let Some(diameter) = diameter.filter(|_| self.about(ABRASIVE) && self.names_disc()) else { return false };
        let number = Number { above: diameter, below: 1, end, fraction: false };
        if self.unit(number).is_some() || self.counts_pieces(end) {
            return false;
        }
        self.at = end;
        self.length_of(super::Role::Diameter, number, units::MM)
    }

    /// What follows is what the number before counts: `150 pcs`, `60 grit`.
    pub(super) fn counts_pieces(&self, end: usize) -> bool {
        let word = self.letters(self.blanks(end));
        matches!(&*word, "pcs" | "pc" | "off" | "pieces" | "stuck" | "stk" | "uds" | "ud" | "grit" | "lamps" | "bulbs" | "discs")
    }

    /// A disc was named before.
    fn names_disc(&self) -> bool {
        let disc = |size: &super::Size| size.kind == Kind::Article && lexicon::shown(Kind::Article, size.value).ends_with("disc");
        self.sizes.iter().any(disc)
    }

    /// `#60` of an abrasive.
    pub(super) fn grit_number(&mut self) -> bool {
        self.about(ABRASIVE) && self.signed(Kind::Grit, self.at + 1, 12..=5000)
    }

    fn signed(&mut self, kind: Kind, from: usize, range: std::ops::RangeInclusive<i64>) -> bool {
        self.signed_until(kind, from, self.digits(from), range)
    }

    /// `end`: where the sign ends, which may be a letter behind its digits.
    fn signed_until(&mut self, kind: Kind, from: usize, end: usize, range: std::ops::RangeInclusive<i64>) -> bool {
        let Some(value) = self.integer(from, self.digits(from)).filter(|value| range.contains(value) && self.ends(end)) else {
            return false;
        };
        self.push(kind, value, 0, 0);
        self.at = end;
        true
    }

    /// Letters and a number that belong together: `P60`, `Z24`, `C16`, `E27`, `IP65`, `PN16`, `S1P`, `size 9`, `class 8.8`.
    pub(super) fn lettered(&mut self) -> bool {
        let name = self.letters(self.at);
        let joint = self.at + name.len();
        if name.is_empty() {
            return false;
        }
        let attached = self.byte(joint).is_ascii_digit();
        let mut from = joint + usize::from(matches!(self.byte(joint), b'.' | b':' | b'=' | b'-' | b'_'));
        from = self.blanks(from);
        let capital = self.byte(self.at).is_ascii_uppercase();
        match &*name {
            "p" | "k" if attached && capital && self.about(ABRASIVE) => self.signed(Kind::Grit, joint, 12..=5000),
            "grit" | "grano" | "korn" | "kornung" | "grain" => self.signed(Kind::Grit, from, 12..=5000),
            "z" if self.about(SAW) => self.signed(Kind::Teeth, from, 4..=300),
            "z" if self.about(DRILL) => self.signed(Kind::Teeth, from, 1..=12),
            "teeth" | "dientes" | "zahne" => {
                let per_inch = matches!(&*self.letters(self.blanks(self.digits(from))), "tpi" | "dpp" | "zpz");
                !per_inch && self.signed(Kind::Teeth, from, 4..=300)
            }
            "cores" | "conductors" | "hilos" | "adern" if self.about(CABLE) => self.signed(Kind::Cores, from, 1..=61),
            "poles" | "polos" if self.about(BREAKER) => self.signed(Kind::Poles, from, 1..=4),
            "b" | "c" | "d" | "k" if attached && capital && self.about(BREAKER) => self.curve(joint),
            "nh" | "d" | "size" if self.about(FUSE) && self.fuse_size(&name, from, self.digits(from)) => true,
            "dii" | "diii" | "div" if self.about(FUSE) && self.fuse_size(&name, joint, joint) => true,
            "t" | "tt" | "f" | "ff" | "m" if capital && self.about(FUSE) && self.fuse_lag(joint, from) => true,
            _ if self.about(FUSE) && self.fuse_mark(joint) => true,
            "grade" | "grado" | "gr" | "g" | "gk" | "guteklasse" | "klasse" | "class" | "clase" | "classe"
                if self.about(LIFTING) && self.chain_grade(&name, from) =>
            {
                true
            }
            "e" | "b" | "g" | "gu" | "gx" | "r" if attached && capital && self.lamp_base() => true,
            "s" | "sb" if capital && self.about(FEET) => self.safety_class(),
            "ip" if capital => self.signed(Kind::Ip, from, 0..=69),
            "pn" if capital && self.about(PIPE) => self.signed(Kind::NominalPressure, from, 1..=420),
            "sch" | "schedule" | "cedula" if self.about(PIPE) => self.schedule(from),
            "ral" => self.signed(Kind::Ral, from, 1000..=9999),
            "no" | "nr" if self.about(FASTENER) && self.number_size(from) => true,
            "cl" | "class" | "clase" | "kl" | "klasse" | "festigkeitsklasse" | "fk" | "gr" | "grade" | "grado" | "g"
                if self.about(STEEL) && self.class(from) =>
            {
                true
            }
            "size" | "talla" | "taille" | "grosse" | "groesse" | "gr" | "sz" | "t" | "n" | "eu" | "uk" | "us" if self.about(WORN) => {
                self.worn(&name, from, attached)
            }
            "l" if !attached && !matches!(self.byte(joint), b'=' | b':') => self.about(WORN) && self.letter_size(joint),
            "length" | "longitud" | "largo" | "lange" | "laenge" | "longueur" | "lg" | "long" | "l" if !attached => {
                self.announced_length(from)
            }
            _ if self.named_before(&name, attached, from) => true,
            "sds" => self.shank(joint),
            "npt" => self.family(joint, NPT),
            "bspp" => self.family(joint, BSP_PARALLEL),
            "bspt" => self.family(joint, BSP_TAPERED),
            "bsp" => self.family(joint, BSP),
            "whitworth" if self.about(PIPE) => self.family(joint, BSP),
            "rosca" | "filetage" | "filetto" | "pas" => {
                let gas = self.blanks(joint);
                matches!(&*self.letters(gas), "gas" | "gaz") && self.family(gas + 3, BSP)
            }
            _ if attached => false,
            _ => self.about(WORN) && self.letter_size(joint),
        }
    }

    /// `SCH 40`, `SCH 40S`: the walls of stainless pipe have an S.
    fn schedule(&mut self, from: usize) -> bool {
        let end = self.digits(from);
        self.signed_until(Kind::Schedule, from, end + usize::from(self.byte(end).eq_ignore_ascii_case(&b's')), 5..=160)
    }

    fn family(&mut self, end: usize, family: i64) -> bool {
        self.push(Kind::PipeThread, family, 0, 0);
        self.at = end;
        self.ends(end)
    }

    /// `C16`: a curve and a current.
    fn curve(&mut self, from: usize) -> bool {
        let end = self.digits(from);
        let Some(amperes) = self.integer(from, end).filter(|amperes| BREAKERS.contains(amperes)) else {
            return false;
        };
        let letter = i64::from(self.byte(self.at));
        let after = end + usize::from(self.byte(end) == b'A');
        self.push(Kind::Curve, letter, 0, 0);
        self.push(Kind::Current, amperes * 1_000_000, 0, units::AMPERE);
        self.at = after;
        self.ends(after)
    }

    /// `NH00`, `NH 1`, `D02`, `DII`, `size 000`.
    fn fuse_size(&mut self, name: &str, from: usize, end: usize) -> bool {
        let series = if name.starts_with('d') { name.to_ascii_uppercase() } else { "NH".to_owned() };
        let written = series + &String::from_utf8_lossy(&self.text[from..end]);
        self.ends(end) && self.listed(Kind::FuseSize, FUSES, &written, end)
    }

    /// `T2A`, `F 500 mA`: how slow, and the current; in `T2AL250V` also how much it breaks. `T` alone is a mark.
    fn fuse_lag(&mut self, joint: usize, from: usize) -> bool {
        let breaks = |(row, mark, end): (u8, String, usize)| matches!(&*mark, "l" | "e" | "h").then_some((row, end));
        let current = self.number(from).and_then(|number| {
            let plain = self.unit(number).filter(|(row, _)| units::kind(*row) == Kind::Current);
            Some((number, plain.or_else(|| self.marked_current(number).and_then(breaks))?))
        });
        let lag = lexicon::spelt_so(Kind::FuseClass, &self.text[self.at..joint]);
        let (Some((number, (row, end))), Some(lag)) = (current, lag) else { return false };
        self.push(Kind::FuseClass, lag, 0, 0);
        self.at = end;
        self.amount(Kind::Current, number, row)
    }

    /// `2AT`, `500mAFF`.
    pub(super) fn fuse_current(&mut self) -> bool {
        let Some(number) = self.number(self.at).filter(|_| self.about(FUSE)) else { return false };
        let Some((row, mark, end)) = self.marked_current(number).filter(|(.., end)| self.ends(*end)) else { return false };
        let Some(lag) = lexicon::spelt_so(Kind::FuseClass, &self.text[end - mark.len()..end]) else { return false };
        self.push(Kind::FuseClass, lag, 0, 0);
        self.at = end;
        self.amount(Kind::Current, number, row)
    }

    /// Amperes with further letters at them: row of the unit, those letters, where they end.
    fn marked_current(&self, number: Number) -> Option<(u8, String, usize)> {
        let letters = self.letters(number.end);
        let unit = if letters.starts_with("ma") { "ma" } else { "a" };
        let mark = letters.strip_prefix(unit)?.to_owned();
        Some((units::find(unit)?, mark, number.end + letters.len()))
    }

    /// `gG`, `aM`, as fuses are marked: in these capitals, for `am` is a word.
    fn fuse_mark(&mut self, end: usize) -> bool {
        let class = lexicon::spelt_so(Kind::FuseClass, &self.text[self.at..end]).filter(|_| self.ends(end));
        if let Some(class) = class {
            self.push(Kind::FuseClass, class, 0, 0);
            self.at = end;
        }
        class.is_some()
    }

    /// `grade 80`, `G80`, `GK8`.
    fn chain_grade(&mut self, name: &str, from: usize) -> bool {
        let end = self.digits(from);
        let by_class = matches!(name, "gk" | "guteklasse" | "klasse" | "class" | "clase" | "classe");
        let grade = self.integer(from, end).map(|grade| if by_class && grade <= 12 { grade * 10 } else { grade });
        let Some(grade) = grade.filter(|grade| CHAIN_GRADES.contains(grade) && self.ends(end)) else { return false };
        self.push(Kind::ChainGrade, grade, 0, 0);
        self.at = end;
        !(matches!(self.byte(end), b'.' | b',') && self.byte(end + 1).is_ascii_digit())
    }

    fn lamp_base(&mut self) -> bool {
        let (mut written, end) = self.sign(self.at);
        if written == "GU5" && self.byte(end) == b'.' && self.byte(end + 1) == b'3' {
            written.push_str(".3");
        }
        let unmistakable = written.len() > 2 && !written.starts_with('R');
        match BASES.iter().position(|base| *base == written).filter(|_| self.about(LAMP) || unmistakable && written != "G13") {
            Some(base) => {
                self.push(Kind::Base, base as i64 + 1, 0, 0);
                self.at += written.len();
                true
            }
            None => false,
        }
    }

    fn safety_class(&mut self) -> bool {
        let (written, end) = self.sign(self.at);
        self.listed(Kind::SafetyClass, SAFETY, &written, end)
    }

    /// A sign of the list, which stands until `end`; its place is the value.
    fn listed(&mut self, kind: Kind, list: &[&str], written: &str, end: usize) -> bool {
        let place = list.iter().position(|sign| *sign == written);
        if let Some(place) = place {
            self.push(kind, place as i64 + 1, 0, 0);
            self.at = end;
        }
        place.is_some()
    }

    /// `class 8.8`, `CL10.9`, `grade 5` (SAE).
    fn class(&mut self, from: usize) -> bool {
        if self.strength_at(from, true) {
            return true;
        }
        let end = self.digits(from);
        let Some(grade) = self.integer(from, end).filter(|grade| matches!(grade, 2 | 4 | 5 | 6 | 8 | 10 | 12) && self.ends(end)) else {
            // Nuts have whole classes: 8, 10.
            return false;
        };
        let more = matches!(self.byte(end), b'.' | b',' | b'/') && self.byte(end + 1).is_ascii_digit();
        self.push(Kind::SaeGrade, grade, 0, 0);
        self.at = end;
        !more
    }

    /// `size 9`, `talla 42`, `EU 43`, `T-9`, `size 9.5`, `size XL`.
    fn worn(&mut self, name: &str, from: usize, attached: bool) -> bool {
        if matches!(name, "t" | "n") && !(attached || self.byte(from.saturating_sub(1)) == b'-') {
            return false;
        }
        let system = SYSTEMS.iter().position(|system| system.eq_ignore_ascii_case(name)).unwrap_or(0) as i64;
        let Some(number) = self.number(from).filter(|number| number.below <= 10 && self.ends(number.end)) else {
            return self.letter_at(from);
        };
        let tenths = number.above * 10 / number.below;
        if !(50..=600).contains(&tenths) {
            return false;
        }
        self.push(Kind::Worn, tenths, system, 0);
        self.at = number.end;
        true
    }

    /// `boots S3 43`, `gloves nitrile 9`: a number that is nothing else, of what is worn.
    pub(super) fn bare_size(&mut self) -> bool {
        let end = self.digits(self.at);
        let (feet, hands) = (self.about(FEET), self.about(HANDS));
        let Some(number) = self.integer(self.at, end).filter(|_| feet || hands) else {
            return false;
        };
        let next = self.byte(self.blanks(end));
        let alone = self.ends(end) && !matches!(self.byte(end), b'-' | b'/' | b'.' | b',' | b'%');
        let last = !next.is_ascii_alphanumeric();
        let size = feet && (35..=50).contains(&number) && !self.group_goes_on(end) || hands && last && (6..=12).contains(&number);
        if alone && size {
            self.push(Kind::Worn, number * 10, 0, 0);
            self.at = end;
        }
        alone && size
    }

    fn letter_at(&mut self, from: usize) -> bool {
        let (written, end) = self.sign(from);
        let written = match &*written {
            "2XL" => "XXL",
            "XXXL" => "3XL",
            other => other,
        };
        let Some(letter) = LETTERS.iter().position(|letter| *letter == written) else {
            return false;
        };
        self.push(Kind::Worn, -(letter as i64) - 1, 0, 0);
        self.at = end;
        true
    }

    /// `XL`, `L` standing alone in capitals, of what is worn.
    fn letter_size(&mut self, end: usize) -> bool {
        let capitals = self.text[self.at..end].iter().all(u8::is_ascii_uppercase);
        let alone = self.at == 0 || matches!(self.byte(self.at - 1), b' ' | b'/' | b'(' | b',' | b'-');
        capitals && alone && self.ends(end) && (self.about(HANDS) || self.about(CLOTHES)) && self.letter_at(self.at)
    }

    /// `length 50`, `L=50`, `long 50 mm`, `length_mm 50`: in millimetres unless a unit follows.
    fn announced_length(&mut self, from: usize) -> bool {
        let named = self.letters(from);
        let (row, from) = match units::find(&named).filter(|row| units::kind(*row) == Kind::Length) {
            Some(row) => (row, self.blanks(from + named.len() + usize::from(matches!(self.byte(from + named.len()), b':' | b'=')))),
            None => (units::MM, from),
        };
        let Some(number) = self.number(from) else { return false };
        let (row, end) = self.unit(number).unwrap_or((row, number.end));
        self.at = end;
        self.ends(end) && !self.group_goes_on(end) && units::kind(row) == Kind::Length && self.amount(Kind::Length, number, row)
    }

    /// `SDS-plus`, `SDS+`, `SDS max`.
    fn shank(&mut self, joint: usize) -> bool {
        let from = joint + usize::from(matches!(self.byte(joint), b'-' | b' '));
        let (shank, end) = match (&*self.letters(from), self.byte(joint)) {
            ("plus", _) => (1, from + 4),
            ("max", _) => (2, from + 3),
            (_, b'+') => (1, joint + 1),
            _ => return false,
        };
        self.push(Kind::Shank, shank, 0, 0);
        self.at = end;
        true
    }

    /// Words that are sizes themselves (a coating, a colour) or announce one (`diam. 18`); any other word is passed over.
    pub(super) fn word(&mut self) -> bool {
        let word = self.letters(self.at);
        let end = self.at + word.len();
        if word.is_empty() {
            return false;
        }
        if matches!(&*word, "dia" | "diam" | "diameter" | "diametro" | "durchmesser") {
            let from = if matches!(self.byte(end), b'.' | b':' | b'=') { end + 1 } else { end };
            return self.diameter(from);
        }
        // `S/S 316`
        if word == "s" && self.byte(end) == b'/' && self.byte(end + 1).eq_ignore_ascii_case(&b's') && self.ends(end + 2) {
            let told = self.finish("ss");
            self.at = if told { end + 2 } else { self.at };
            return told;
        }
        let told = self.ends(end) && self.finish(&word);
        if told {
            self.at = end;
        }
        told
    }
}
