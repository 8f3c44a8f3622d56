//! A kind of goods as a grid: every sensible combination of its deciding values is an article.

use super::values::{Measure, Standard, Term, Value, sixty_fourths, thousandths};

/// What a value decides, with the words by which a question may name it.
#[derive(Debug, PartialEq)]
pub struct Axis {
    pub name: &'static str,
    pub called: &'static [&'static str],
}

/// How the trade sells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sold {
    /// By the piece or by the box, in one of these packs.
    Boxed(&'static [u32]),
    /// One at a time.
    Each,
    /// By the pair.
    Pair,
    /// By the roll.
    Roll,
    /// By the metre.
    Metre,
    /// By the bar of a fixed length.
    Bar,
}

pub struct Kind {
    pub family: &'static str,
    pub noun: &'static Term,
    pub axes: Vec<&'static Axis>,
    /// The size as catalogues write it. `{axis}` is a value, `*` the sign between measures, `[…]` a part that falls away
    /// with its value; `{axis!}` needs its unit always.
    pub size: &'static str,
    /// The size in another order that customers use; empty: there is none.
    pub turned: &'static str,
    pub sold: Sold,
    /// Distinct values of each axis.
    pub values: Vec<Vec<Value>>,
    /// Articles of the grid: which value of each axis.
    pub cells: Vec<Vec<u16>>,
    /// Axes that a catalogue may leave to its list of attributes.
    pub listed: bool,
}

impl Kind {
    pub fn new(family: &'static str, noun: &'static Term, size: &'static str, sold: Sold, axes: &[&'static Axis]) -> Kind {
        let values = axes.iter().map(|_| Vec::new()).collect();
        Kind { family, noun, axes: axes.to_vec(), size, turned: "", sold, values, cells: Vec::new(), listed: true }
    }

    pub fn turned(mut self, size: &'static str) -> Kind {
        self.turned = size;
        self
    }

    /// Every combination of these values, an axis each.
    pub fn grid(self, axes: &[Vec<Value>]) -> Kind {
        self.grid_where(axes, |_| true)
    }

    /// Every combination that the trade makes.
    pub fn grid_where(mut self, axes: &[Vec<Value>], made: impl Fn(&[&Value]) -> bool) -> Kind {
        let mut chosen = vec![0; axes.len()];
        if axes.iter().any(Vec::is_empty) {
            return self;
        }
        loop {
            let cell: Vec<&Value> = axes.iter().zip(&chosen).map(|(values, at)| &values[*at]).collect();
            if made(&cell) {
                let cell: Vec<u16> = cell.into_iter().enumerate().map(|(axis, value)| self.known(axis, value)).collect();
                self.cells.push(cell);
            }
            let Some(turn) = (0..chosen.len()).rev().find(|axis| chosen[*axis] + 1 < axes[*axis].len()) else { return self };
            chosen[turn] += 1;
            chosen[turn + 1..].fill(0);
        }
    }

    fn known(&mut self, axis: usize, value: &Value) -> u16 {
        let values = &mut self.values[axis];
        let at = values.iter().position(|known| known == value).unwrap_or_else(|| {
            values.push(value.clone());
            values.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    pub fn axis(&self, name: &str) -> Option<usize> {
        self.axes.iter().position(|axis| axis.name == name)
    }

    pub fn value(&self, cell: &[u16], axis: usize) -> &Value {
        &self.values[axis][usize::from(cell[axis])]
    }

    /// The standard of an article, if its kind has one.
    pub fn standard(&self, cell: &[u16]) -> Option<&'static Standard> {
        (0..self.axes.len()).find_map(|axis| match self.value(cell, axis) {
            Value::Standard(standard) => Some(*standard),
            _ => None,
        })
    }
}

pub fn mm(list: &str) -> Vec<Value> {
    list.split_whitespace().map(|text| Value::Mm(thousandths(text))).collect()
}

pub fn metres(list: &str) -> Vec<Value> {
    list.split_whitespace().map(|text| Value::Mm(thousandths(text) * 1000)).collect()
}

pub fn inches(list: &str) -> Vec<Value> {
    list.split_whitespace().map(|text| Value::Inch(sixty_fourths(text))).collect()
}

pub fn of(list: &str, measure: &'static Measure) -> Vec<Value> {
    list.split_whitespace().map(|text| Value::Of(thousandths(text), measure)).collect()
}

pub fn codes(list: &str) -> Vec<Value> {
    list.split_whitespace().map(|text| Value::Code(text.to_owned())).collect()
}

pub fn grades(list: &'static str) -> Vec<Value> {
    list.split_whitespace().map(Value::Grade).collect()
}

pub fn terms(list: &[&'static Term]) -> Vec<Value> {
    list.iter().map(|term| Value::Term(term)).collect()
}

pub fn standards(list: &[&'static Standard]) -> Vec<Value> {
    list.iter().map(|standard| Value::Standard(standard)).collect()
}

pub fn nothing() -> Vec<Value> {
    vec![Value::Nothing]
}

/// Coarse pitches in millimetres. Source: ISO 261.
const COARSE: &[(&str, &str)] = &[
    ("2", "0.4"),
    ("2.5", "0.45"),
    ("3", "0.5"),
    ("4", "0.7"),
    ("5", "0.8"),
    ("6", "1"),
    ("8", "1.25"),
    ("10", "1.5"),
    ("12", "1.75"),
    ("14", "2"),
    ("16", "2"),
    ("18", "2.5"),
    ("20", "2.5"),
    ("22", "2.5"),
    ("24", "3"),
    ("27", "3"),
    ("30", "3.5"),
    ("33", "3.5"),
    ("36", "4"),
];

/// Metric threads: `8` is coarse, `8x1` fine.
pub fn metric(list: &str) -> Vec<Value> {
    list.split_whitespace()
        .map(|text| {
            let (diameter, fine) = text.split_once('x').map_or((text, None), |(diameter, pitch)| (diameter, Some(pitch)));
            let coarse = COARSE.iter().find(|(of, _)| *of == diameter).map_or("1", |(_, pitch)| *pitch);
            Value::Metric { diameter: thousandths(diameter), pitch: thousandths(fine.unwrap_or(coarse)), coarse: fine.is_none() }
        })
        .collect()
}

/// Nominal pipe sizes and their DN. Source: ISO 6708, ASME B36.10M.
const NOMINAL: &[(&str, i64)] = &[
    ("1/8", 6),
    ("1/4", 8),
    ("3/8", 10),
    ("1/2", 15),
    ("3/4", 20),
    ("1", 25),
    ("1-1/4", 32),
    ("1-1/2", 40),
    ("2", 50),
    ("2-1/2", 65),
    ("3", 80),
    ("4", 100),
    ("5", 125),
    ("6", 150),
    ("8", 200),
    ("10", 250),
    ("12", 300),
];

/// Nominal pipe sizes from one to another, both included.
pub fn nominal(from: &str, to: &str) -> Vec<Value> {
    let sizes = NOMINAL.iter().skip_while(|(inches, _)| *inches != from);
    let mut sizes: Vec<_> = sizes.collect();
    if let Some(last) = sizes.iter().position(|(inches, _)| *inches == to) {
        sizes.truncate(last + 1);
    }
    sizes.into_iter().map(|(inches, dn)| Value::Pipe { inches, dn: *dn }).collect()
}

/// A length in thousandths of a millimetre, whatever it is written in; 0 for what is no length.
pub fn length(value: &Value) -> i64 {
    match value {
        Value::Mm(value) => *value,
        Value::Inch(value) => value * 25_400 / 64,
        Value::Metric { diameter, .. } => *diameter,
        _ => 0,
    }
}
