//! An article's words put together by one hand: noun, size, and what else decides.

use super::hand::{Hand, Lengths};
use super::kind::Kind;
use super::values::Value;

/// The parts of a line or a name, each as it is written.
pub struct Words {
    pub noun: String,
    pub size: String,
    /// What the size does not hold, in the order of the axes; never empty texts.
    pub rest: Vec<String>,
    /// Its number or words, or nothing.
    pub standard: String,
}

/// `said`: which axes are stated. `converted`: lengths in another unit than the trade's.
pub fn words(kind: &Kind, cell: &[u16], said: &[bool], size: &str, converted: Option<Lengths>, hand: &mut Hand) -> Words {
    let noun = hand.term(kind.noun);
    let shown = |name: &str| kind.axis(name).filter(|axis| said[*axis] && *kind.value(cell, *axis) != Value::Nothing);
    let kept = kept(size, &|name| shown(name).is_some());
    let alone = kept.matches('{').count() == 1;
    let mut text = String::new();
    let mut rest = kept.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        let (name, unit) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
        if let Some(axis) = shown(name) {
            let (usual, tenths) = (hand.lengths, hand.tenths);
            if name == "length" {
                hand.lengths = converted.unwrap_or(usual);
                hand.tenths = false;
            }
            text.push_str(&kind.value(cell, axis).written(hand, unit || alone || hand.lengths != usual));
            (hand.lengths, hand.tenths) = (usual, tenths);
        }
        rest = after;
    }
    text.push_str(rest);
    let size = times(&text, hand.times);
    let mut others = Vec::new();
    let mut standard = String::new();
    for (axis, said) in said.iter().enumerate() {
        let value = kind.value(cell, axis);
        if !said || holds(kind.size, kind.axes[axis].name) {
            continue;
        }
        let text = value.written(hand, true);
        if matches!(value, Value::Standard(_)) {
            standard = text;
        } else if !text.is_empty() {
            others.push(text);
        }
    }
    Words { noun, size, rest: others, standard }
}

/// Whether the size has this axis.
pub fn holds(size: &str, axis: &str) -> bool {
    size.contains(&format!("{{{axis}}}")) || size.contains(&format!("{{{axis}!}}"))
}

/// The size without the bracketed parts whose value is not shown.
fn kept(size: &str, shown: &impl Fn(&str) -> bool) -> String {
    let mut kept = String::new();
    let mut rest = size;
    while let Some((before, after)) = rest.split_once('[') {
        kept.push_str(before);
        let Some((part, after)) = after.split_once(']') else { break };
        let name = part.split_once('{').and_then(|(_, name)| name.split_once('}')).map_or("", |(name, _)| name.trim_end_matches('!'));
        if shown(name) {
            kept.push_str(part);
        }
        rest = after;
    }
    kept + rest
}

fn times(size: &str, sign: &str) -> String {
    let spaced = format!(" {} ", sign.trim());
    size.replace(" * ", &spaced).replace('*', sign).trim().to_owned()
}

/// What is stated when everything is.
pub fn everything(kind: &Kind) -> Vec<bool> {
    vec![true; kind.axes.len()]
}
