//! Sizes as text states them: lengths, threads, voltages, capacities, strength classes …, as typed values.
//!
//! Equal values are equal however they are written (`1/2"` is `12.7 mm`); a near value is a different one. What is
//! nominal (a thread, a pipe size) never equals what is measured: a 1/2" pipe is 21.3 mm outside. Reading is careful
//! rather than complete: a number inside a model name is not a size, and what cannot be told is not claimed.

mod compare;
mod context;
mod grades;
mod labelled;
mod lexicon;
mod read;
mod standards;
#[cfg(test)]
mod tests;
mod threads;
mod trades;
mod units;

use serde::{Deserialize, Serialize};

pub use compare::{Comparison, Point, compare, in_words, unanswered};
pub(crate) use lexicon::{stems, trade_words};
pub use read::{counts_by_hundreds, read, read_places, read_product, read_request};
pub use standards::is_number_of_standard;
pub use units::is_unit;

/// What a size is about. Two sizes of different kinds are never equal; see [`compare`] for the few that touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    Length,
    Diameter,
    /// A number of a group such as `2x4x8` whose unit nobody states.
    Dimension,
    /// ISO metric thread: diameter; `second` is the pitch.
    MetricThread,
    /// Unified thread: nominal diameter (a number size `#8` as −8 − 1); `second` is threads per inch × 10⁶, 0 where unstated.
    InchThread,
    /// Nominal pipe size or pipe thread in inches.
    Pipe,
    /// Metric nominal diameter (DN), without unit.
    PipeDn,
    Area,
    Voltage,
    Current,
    Power,
    Charge,
    Capacity,
    Mass,
    Volume,
    Pressure,
    Frequency,
    Torque,
    Luminous,
    /// Gauge number; `second` is the system: 0 American wire gauge, 1 sheet, 2 standard wire gauge.
    Gauge,
    /// Strength class of steel (8.8); the class.
    Strength,
    /// Stainless grade (A2 = 2); `second` is the class (70), 0 where unstated.
    Stainless,
    /// 1 zinc plated, 2 hot-dip galvanised, 3 black, 4 plain, 5 nickel plated.
    Coating,
    /// Number of a standard; `second` is the body (its place in [`STANDARD_BODIES`], from 1) × 100 plus the part.
    Standard,
    /// SAE grade of a bolt, property class of a nut.
    SaeGrade,
    Colour,
    /// Number of a RAL colour.
    Ral,
    /// Family of a pipe thread: 1 NPT, 2 BSP parallel (G), 3 BSP tapered (R), 4 BSP of either form.
    PipeThread,
    /// Nominal pressure (PN 16), in bar by name.
    NominalPressure,
    /// Schedule of a pipe's wall.
    Schedule,
    Teeth,
    /// Teeth per inch.
    Tpi,
    Grit,
    /// Conductors of a cable.
    Cores,
    /// Poles of a breaker; `second` is 1 with a neutral.
    Poles,
    /// Tripping curve of a breaker; its letter.
    Curve,
    BreakingCapacity,
    /// Degree of protection (IP 65).
    Ip,
    /// Size of what is worn, in tenths; a letter size is below zero, from −1 (XXS). `second` is the system of a shoe size.
    Worn,
    /// Class of safety footwear.
    SafetyClass,
    /// Base of a lamp.
    Base,
    ColourTemperature,
    /// Shank of a drill: 1 SDS-plus, 2 SDS-max.
    Shank,
    /// Designation of a rolling bearing; `second` is its seal.
    Bearing,
    Speed,
    Force,
    ApparentPower,
    Energy,
    /// What it is: hex bolt, flap disc, ball valve. This and the following: the place in the trade's list of words.
    Article,
    Head,
    Drive,
    /// Point of a set screw.
    Point,
    /// Full or part thread.
    Threading,
    Material,
    /// What a blade, disc or bit works on.
    Purpose,
    /// Grain of an abrasive.
    Grain,
    Gloss,
    /// Of a retaining ring: for shafts or for bores.
    Side,
    /// Of a tube: soft, half hard, hard.
    Temper,
    /// Of a lamp: dimmable or not.
    Dimming,
    /// Of an elbow: 45 or 90 degrees.
    Bend,
    /// What a drill is made of.
    ToolSteel,
    /// How fast a fuse acts and on what: gG, aM; time-lag, fast. The place in the trade's list of words.
    FuseClass,
    /// Size of a knife-blade fuse: the place in `trades::FUSES`.
    FuseSize,
    /// Grade of a lifting chain (80).
    ChainGrade,
    /// Legs of a sling.
    Legs,
    /// Which residual currents a device sees: type AC, A, F, B (IEC 60755).
    ResidualType,
    /// What comes with a cordless tool: nothing, or batteries and charger.
    Scope,
    /// What a worm drive clip is made of, W1 to W5 (DIN 3017-1).
    ClipClass,
    /// Which ends of a fitting have their thread inside.
    Ends,
    /// What a contact does at rest: open or closed.
    Contact,
    /// Whether a voltage alternates.
    CurrentType,
}

impl Kind {
    /// A quantity on a scale, of which more or less can be wanted; the rest are names, classes and counts of a kind.
    pub fn is_measure(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Length
                | Diameter
                | Area
                | Voltage
                | Current
                | Power
                | Charge
                | Capacity
                | Mass
                | Volume
                | Pressure
                | Frequency
                | Torque
                | Luminous
                | BreakingCapacity
                | ColourTemperature
                | Speed
                | Force
                | ApparentPower
                | Energy
        )
    }

    /// Said by words of the trade and often left unsaid: what a product does not say of it is no gap, only what it says
    /// differently is.
    pub fn is_word(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Article
                | Head
                | Drive
                | Point
                | Threading
                | Material
                | Purpose
                | Grain
                | Gloss
                | Side
                | Temper
                | Dimming
                | Bend
                | ToolSteel
                | FuseClass
                | ResidualType
                | Scope
                | ClipClass
                | Ends
                | Contact
                | CurrentType
        )
    }

    /// Looks, not fit: what a product does not say of it is a note.
    fn is_look(self) -> bool {
        matches!(self, Kind::Coating | Kind::Colour | Kind::Ral)
    }
}

/// What a length is of a thing, where the trade's order of numbers tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    #[default]
    None,
    Diameter,
    Length,
    Thickness,
    Bore,
    Outside,
    Width,
    Wall,
}

/// Bodies whose standards are read; the order is stored in indexes, new ones go to the end.
const STANDARD_BODIES: &[&str] = &["DIN", "ISO", "EN", "BS", "UNE", "NF"];

/// One stated size.
#[derive(Debug, Clone, Copy, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Size {
    pub kind: Kind,
    /// In millionths of the kind's base unit: mm, mm², V, A, W, Ah, kB, g, ml, Pa, Hz, Nm, lm; 1 for the rest.
    pub value: i64,
    /// The kind's second value, in the same manner; 0 is unstated.
    pub second: i64,
    /// Row of the unit table the text used; 0 where it stated none.
    unit: u8,
    /// For people; no part of what is equal.
    pub role: Role,
    /// Stated only in the description, where a size may belong to something else than the article itself.
    pub aside: bool,
}

impl Size {
    /// A word for the index that is equal for equal sizes, whatever their units; lengths to 0.01 mm.
    pub fn term(&self) -> String {
        let hundredth = |value: i64| (value + value.signum() * 5_000) / 10_000;
        match self.kind {
            Kind::Length | Kind::Diameter => format!("=mm{}", hundredth(self.value)),
            kind => format!("={}:{}", kind as u8, self.value),
        }
    }

    /// Terms of other sizes that a product may state and that agree with this one: `8` may be 8 mm, 8 in or an M8.
    pub fn other_terms(&self) -> Vec<String> {
        let mut sizes = Vec::new();
        let mut add = |kind, value| sizes.push(Size { kind, value, ..*self }.term());
        match self.kind {
            Kind::Dimension => {
                add(Kind::Length, self.value);
                add(Kind::MetricThread, self.value);
                if let Some(inches) = units::millionths(self.value, 1_000_000, units::INCH) {
                    add(Kind::Length, inches);
                }
            }
            Kind::Length | Kind::Diameter => {
                if let Some(bare) = units::bare(self.value, self.unit) {
                    add(Kind::Dimension, bare);
                }
                if units::is_longer_than_mm(self.unit) {
                    add(Kind::Dimension, self.value);
                }
                add(Kind::MetricThread, self.value);
                add(Kind::InchThread, self.value);
            }
            Kind::Pipe | Kind::PipeDn => return compare::other_pipe(self).map(|other| other.term()).into_iter().collect(),
            Kind::Standard => return standards::instead_of(self).iter().map(Size::term).collect(),
            _ => {}
        }
        sizes
    }

    /// What a measure is in the unit that its kind is compared in, where it was written in another: `12.7 mm` of `1/2 in`.
    pub fn in_base_unit(&self) -> Option<String> {
        if self.unit == 0 || !self.kind.is_measure() {
            return None;
        }
        units::in_base(self.value, self.unit)
    }

    /// Standards that a product may state instead of this one; nothing for a size that is no standard.
    pub fn instead(&self) -> Vec<Size> {
        standards::instead_of(self)
    }

    fn is_graded_stainless(&self) -> bool {
        self.kind == Kind::Stainless && self.value != 0
    }

    fn is_ungraded_stainless(&self) -> bool {
        self.kind == Kind::Stainless && self.value == 0
    }

    fn is_thread_with_pitch(&self) -> bool {
        matches!(self.kind, Kind::MetricThread | Kind::InchThread) && self.second != 0
    }

    /// What a person calls this size.
    pub fn name(&self) -> &'static str {
        match (self.kind, self.role) {
            (Kind::Length | Kind::Dimension, Role::Diameter) => "diameter",
            (Kind::Dimension, Role::Length) => "length",
            (Kind::Length | Kind::Dimension, Role::Thickness) => "thickness",
            (Kind::Length | Kind::Dimension, Role::Bore) => "bore",
            (Kind::Length | Kind::Dimension, Role::Outside) => "outside diameter",
            (Kind::Length | Kind::Dimension, Role::Width) => "width",
            (Kind::Length | Kind::Dimension, Role::Wall) => "wall",
            (kind, _) => kind.name(),
        }
    }
}

/// All that is stated; not what it is of the thing.
impl PartialEq for Size {
    fn eq(&self, other: &Size) -> bool {
        (self.kind, self.value, self.second, self.unit, self.aside) == (other.kind, other.value, other.second, other.unit, other.aside)
    }
}

impl std::hash::Hash for Size {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.kind, self.value, self.second, self.unit, self.aside).hash(state);
    }
}

impl Kind {
    /// What a person calls this kind of size.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Length => "length",
            Kind::Diameter => "diameter",
            Kind::Dimension => "dimension",
            Kind::MetricThread | Kind::InchThread => "thread",
            Kind::Pipe | Kind::PipeDn => "pipe size",
            Kind::Area => "cross section",
            Kind::Voltage => "voltage",
            Kind::Current => "current",
            Kind::Power => "power",
            Kind::Charge => "battery capacity",
            Kind::Capacity => "memory",
            Kind::Mass => "weight",
            Kind::Volume => "volume",
            Kind::Pressure => "pressure",
            Kind::Frequency => "frequency",
            Kind::Torque => "torque",
            Kind::Luminous => "luminous flux",
            Kind::Gauge => "gauge",
            Kind::Strength => "strength class",
            Kind::Stainless => "stainless grade",
            Kind::Coating => "coating",
            Kind::Standard => "standard",
            Kind::SaeGrade => "grade",
            Kind::Colour => "colour",
            Kind::Ral => "RAL colour",
            Kind::PipeThread => "pipe thread",
            Kind::NominalPressure => "nominal pressure",
            Kind::Schedule => "schedule",
            Kind::Teeth => "number of teeth",
            Kind::Tpi => "teeth per inch",
            Kind::Grit => "grit",
            Kind::Cores => "number of cores",
            Kind::Poles => "number of poles",
            Kind::Curve => "tripping curve",
            Kind::BreakingCapacity => "breaking capacity",
            Kind::Ip => "degree of protection",
            Kind::Worn => "size",
            Kind::SafetyClass => "safety class",
            Kind::Base => "lamp base",
            Kind::ColourTemperature => "colour temperature",
            Kind::Shank => "shank",
            Kind::Bearing => "bearing",
            Kind::Speed => "speed",
            Kind::Force => "force",
            Kind::ApparentPower => "apparent power",
            Kind::Energy => "energy",
            Kind::Article => "article",
            Kind::Head => "head",
            Kind::Drive => "drive",
            Kind::Point => "point",
            Kind::Threading => "threading",
            Kind::Material => "material",
            Kind::Purpose => "purpose",
            Kind::Grain => "grain",
            Kind::Gloss => "gloss",
            Kind::Side => "side",
            Kind::Temper => "temper",
            Kind::Dimming => "dimming",
            Kind::Bend => "bend",
            Kind::ToolSteel => "tool steel",
            Kind::FuseClass => "fuse class",
            Kind::FuseSize => "fuse size",
            Kind::ChainGrade => "chain grade",
            Kind::Legs => "number of legs",
            Kind::ResidualType => "type of residual current",
            Kind::Scope => "scope of supply",
            Kind::ClipClass => "class of clip",
            Kind::Ends => "ends",
            Kind::Contact => "contact",
            Kind::CurrentType => "kind of voltage",
        }
    }
}

/// The value in the unit it was written in: `50 mm`, `1-1/4 in`, `M8`, `A2-70`.
impl std::fmt::Display for Size {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let millionths = |value: i64| units::decimal(value, 1_000_000);
        match self.kind {
            Kind::MetricThread if self.second == 0 => write!(out, "M{}", millionths(self.value)),
            Kind::MetricThread => write!(out, "M{}x{}", millionths(self.value), millionths(self.second)),
            Kind::InchThread => {
                if self.value < 0 {
                    write!(out, "#{}", -self.value - 1)?;
                } else {
                    out.write_str(&units::inches(self.value))?;
                }
                if self.second == 0 { Ok(()) } else { write!(out, "-{}", millionths(self.second)) }
            }
            Kind::Pipe => write!(out, "{} in nominal", units::inches(self.value)),
            Kind::PipeDn => write!(out, "DN {}", millionths(self.value)),
            Kind::Gauge => match self.second {
                threads::SHEET => write!(out, "{} gauge", millionths(self.value)),
                threads::SWG => write!(out, "{} SWG", millionths(self.value)),
                _ => write!(out, "AWG {}", millionths(self.value)),
            },
            Kind::Strength => write!(out, "{}", units::decimal(self.value, 10)),
            Kind::Stainless if self.value == 0 => out.write_str("stainless"),
            Kind::Stainless if self.second == 0 => write!(out, "A{}", self.value),
            Kind::Stainless => write!(out, "A{}-{}", self.value, self.second),
            Kind::Coating => out.write_str(
                ["", "zinc plated", "hot-dip galvanised", "black", "plain", "nickel plated", "yellow zinc plated"]
                    [self.value.clamp(0, 6) as usize],
            ),
            Kind::Standard => {
                let body = usize::try_from(self.second / 100 - 1).ok().and_then(|body| STANDARD_BODIES.get(body));
                write!(out, "{} {}", body.unwrap_or(&""), self.value)?;
                if self.second % 100 == 0 { Ok(()) } else { write!(out, "-{}", self.second % 100) }
            }
            Kind::SaeGrade => write!(out, "grade {}", self.value),
            Kind::Colour => out.write_str(listed(grades::COLOURS, self.value).split(' ').next().unwrap_or_default()),
            Kind::Ral => write!(out, "RAL {}", self.value),
            Kind::PipeThread => out.write_str(["", "NPT", "BSPP", "BSPT", "BSP"][self.value.clamp(0, 4) as usize]),
            Kind::NominalPressure => write!(out, "PN {}", self.value),
            Kind::Schedule => write!(out, "schedule {}", self.value),
            Kind::Teeth => write!(out, "{} teeth", self.value),
            Kind::Tpi => write!(out, "{} TPI", self.value),
            Kind::Grit => write!(out, "grit {}", self.value),
            Kind::Cores => write!(out, "{} cores", self.value),
            Kind::Poles => write!(out, "{}P{}", self.value, if self.second == 1 { "+N" } else { "" }),
            Kind::Curve => write!(out, "curve {}", u8::try_from(self.value).map_or('?', char::from)),
            Kind::Ip => write!(out, "IP{:02}", self.value),
            Kind::Worn if self.value < 0 => write!(out, "size {}", listed(trades::LETTERS, -self.value)),
            Kind::Worn => {
                let system = trades::SYSTEMS.get(self.second as usize).filter(|system| !system.is_empty()).unwrap_or(&"size");
                write!(out, "{system} {}", units::decimal(self.value, 10))
            }
            Kind::SafetyClass => out.write_str(listed(trades::SAFETY, self.value)),
            Kind::Base => out.write_str(listed(trades::BASES, self.value)),
            Kind::FuseSize => out.write_str(listed(trades::FUSES, self.value)),
            Kind::ChainGrade => write!(out, "grade {}", self.value),
            Kind::Legs => write!(out, "{} legs", self.value),
            kind if kind.is_word() => out.write_str(lexicon::shown(kind, self.value)),
            Kind::Shank => out.write_str(["", "SDS-plus", "SDS-max"][self.value.clamp(0, 2) as usize]),
            Kind::Bearing => {
                write!(out, "{}", self.value)?;
                match trades::SEALS.iter().find(|(seal, _)| *seal == self.second) {
                    Some((_, names)) => write!(out, "-{}", names[0]),
                    None => Ok(()),
                }
            }
            _ => out.write_str(&units::amount(self.value, self.unit)),
        }
    }
}

/// Of a list whose places count from 1.
fn listed(list: &[&'static str], place: i64) -> &'static str {
    usize::try_from(place - 1).ok().and_then(|place| list.get(place)).copied().unwrap_or_default()
}
