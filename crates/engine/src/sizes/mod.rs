//! Sizes as text states them: lengths, threads, voltages, capacities, strength classes …, as typed values.
//!
//! Equal values are equal however they are written (`1/2"` is `12.7 mm`); a near value is a different one. What is
//! nominal (a thread, a pipe size) never equals what is measured: a 1/2" pipe is 21.3 mm outside. Reading is careful
//! rather than complete: a number inside a model name is not a size, and what cannot be told is not claimed.

mod compare;
mod read;
mod signs;
pub(crate) mod standards;
#[cfg(test)]
mod tests;
mod units;

use serde::{Deserialize, Serialize};

pub use compare::{Comparison, compare};
pub use read::{read, read_product, read_request};

/// What a size is about. Two sizes of different kinds are never equal; see [`compare`] for the few that touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    Length,
    Diameter,
    /// A number of a group such as `2x4x8` whose unit nobody states.
    Dimension,
    /// ISO metric thread: diameter; `second` is the pitch.
    MetricThread,
    /// Unified thread: nominal diameter (a number size `#8` as −8 − 1); `second` is threads per inch × 10⁶.
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
    /// American wire gauge.
    Gauge,
    /// Strength class of steel (8.8); the class.
    Strength,
    /// Stainless grade (A2 = 2); `second` is the class (70), 0 where unstated.
    Stainless,
    /// 1 zinc plated, 2 hot-dip galvanised, 3 black.
    Coating,
    /// Number of a standard; `second` is the body (1 DIN, 2 ISO) × 100 plus the part.
    Standard,
}

/// One stated size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Size {
    pub kind: Kind,
    /// In millionths of the kind's base unit: mm, mm², V, A, W, Ah, kB, g, ml, Pa, Hz, Nm, lm; 1 for the rest.
    pub value: i64,
    /// The kind's second value, in the same manner; 0 is unstated.
    pub second: i64,
    /// Row of the unit table the text used; 0 where it stated none.
    unit: u8,
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

    /// What a person calls this kind of size.
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Length => "length",
            Kind::Diameter => "diameter",
            Kind::Dimension => "dimension",
            Kind::MetricThread | Kind::InchThread => "thread",
            Kind::Pipe | Kind::PipeDn => "pipe size",
            Kind::Area => "area",
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
            Kind::Gauge => "wire gauge",
            Kind::Strength => "strength class",
            Kind::Stainless => "stainless grade",
            Kind::Coating => "coating",
            Kind::Standard => "standard",
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
            Kind::InchThread if self.value < 0 => {
                write!(out, "#{}-{}", -self.value - 1, millionths(self.second))
            }
            Kind::InchThread => write!(out, "{}-{}", units::inches(self.value), millionths(self.second)),
            Kind::Pipe => write!(out, "{} in nominal", units::inches(self.value)),
            Kind::PipeDn => write!(out, "DN {}", millionths(self.value)),
            Kind::Gauge => write!(out, "AWG {}", millionths(self.value)),
            Kind::Strength => write!(out, "{}", units::decimal(self.value, 10)),
            Kind::Stainless if self.second == 0 => write!(out, "A{}", self.value),
            Kind::Stainless => write!(out, "A{}-{}", self.value, self.second),
            Kind::Coating => out.write_str(["", "zinc plated", "hot-dip galvanised", "black"][self.value.clamp(0, 3) as usize]),
            Kind::Standard => {
                out.write_str(if self.second / 100 == 1 { "DIN" } else { "ISO" })?;
                write!(out, " {}", self.value)?;
                if self.second % 100 == 0 { Ok(()) } else { write!(out, "-{}", self.second % 100) }
            }
            _ => out.write_str(&units::amount(self.value, self.unit)),
        }
    }
}
