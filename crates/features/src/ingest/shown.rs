//! The text a spreadsheet shows for a stored number, without its rounding and digit grouping.

/// `text`, and whether it is still just a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub text: String,
    pub numeric: bool,
}

/// Applies a number format as far as it adds information: leading zeros (`00000`), dashes inside codes (`000-000`),
/// trailing zeros (`0.00`), literal words (`0 "pcs"`), per cent. Digit grouping, colours and rounding are left out, so
/// that a quantity stays exact. Unknown formats show the plain number.
pub(super) fn show(value: f64, format: &str) -> Shown {
    let plain = plain(value);
    let section = section(format, value);
    let unsigned = plain.trim_start_matches('-');
    if section.is_empty()
        || section.eq_ignore_ascii_case("general")
        || section == "@"
        || section.contains(['E', 'e', '?', '*']) && !section.contains("00")
    {
        return Shown { text: plain, numeric: true };
    }
    let pattern = parse(&section);
    if pattern.per_cent {
        return Shown { text: format!("{}%", self::plain(value * 100.0)), numeric: false };
    }
    let (whole, rest) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let decimals = if rest.len() < pattern.decimals { format!("{rest:0<width$}", width = pattern.decimals) } else { rest.to_owned() };
    let mut digits = format!("{whole:0>width$}", width = pattern.zeros);
    let mut numeric = true;
    if !pattern.inner.is_empty() && whole.len() <= pattern.places {
        digits = format!("{digits:0>width$}", width = pattern.zeros);
        for (from_right, sign) in &pattern.inner {
            if let Some(at) = digits.len().checked_sub(*from_right).filter(|at| *at > 0) {
                digits.insert(at, *sign);
                numeric = false;
            }
        }
    }
    let sign = if plain.starts_with('-') { "-" } else { "" };
    let dot = if decimals.is_empty() { "" } else { "." };
    let text = format!("{}{sign}{digits}{dot}{decimals}{}", pattern.before, pattern.after);
    let numeric = numeric && pattern.before.is_empty() && pattern.after.is_empty();
    Shown { text: text.trim().to_owned(), numeric }
}

/// The shortest decimal for the value at a spreadsheet's own precision of 15 digits; integers without point.
pub(super) fn plain(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// The part of a format that applies: positive; negative; zero.
fn section(format: &str, value: f64) -> String {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for sign in format.chars() {
        match sign {
            ';' if !quoted && !escaped => {
                sections.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = sign == '\\' && !escaped;
        if let Some(last) = sections.last_mut() {
            last.push(sign);
        }
    }
    let wanted = if value == 0.0 { 2 } else { 0 };
    sections.get(wanted).or(sections.first()).filter(|section| !section.is_empty()).cloned().unwrap_or_default()
}

#[derive(Default)]
struct Pattern {
    before: String,
    after: String,
    zeros: usize,
    places: usize,
    decimals: usize,
    per_cent: bool,
    /// Signs between digits, by the number of places to their right.
    inner: Vec<(usize, char)>,
}

fn parse(section: &str) -> Pattern {
    let mut pattern = Pattern::default();
    let mut literals: Vec<(usize, char)> = Vec::new();
    let (mut started, mut fraction) = (false, false);
    let mut signs = section.chars().peekable();
    let mut put = |pattern: &mut Pattern, started: bool, sign: char| {
        if !started {
            pattern.before.push(sign);
        } else {
            literals.push((pattern.places, sign));
        }
    };
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                for inner in signs.by_ref().take_while(|sign| *sign != '"') {
                    put(&mut pattern, started, inner);
                }
            }
            '\\' => {
                if let Some(next) = signs.next() {
                    put(&mut pattern, started, next);
                }
            }
            '_' | '*' => {
                signs.next();
            }
            '[' => {
                // `[$€-407]` names a currency, `[Red]` a colour.
                let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                for inner in inside.strip_prefix('$').map(|rest| rest.split('-').next().unwrap_or_default()).unwrap_or_default().chars() {
                    put(&mut pattern, started, inner);
                }
            }
            '0' | '#' | '?' => {
                started = true;
                match (fraction, sign) {
                    (true, '0') => pattern.decimals += 1,
                    (true, _) => {}
                    (false, '0') => {
                        pattern.places += 1;
                        pattern.zeros += 1;
                    }
                    (false, _) => pattern.places += 1,
                }
            }
            '.' if started || signs.peek().is_some_and(|next| matches!(next, '0' | '#')) => {
                started = true;
                fraction = true;
            }
            ',' => {}
            '%' => pattern.per_cent = true,
            other => put(&mut pattern, started, other),
        }
    }
    let places = pattern.places;
    for (at, sign) in literals {
        if at < places && !fraction {
            pattern.inner.push((places - at, sign));
        } else {
            pattern.after.push(sign);
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_carry_meaning_are_kept_and_rounding_is_not() {
        for (value, format, text, numeric) in [
            (451.0, "00000", "00451", true),
            (20.0, "General", "20", true),
            (20.0, "0", "20", true),
            (1200.0, "#,##0", "1200", true),
            (2.5, "0.00", "2.50", true),
            (2.555, "0.00", "2.555", true),
            (0.1 + 0.2, "General", "0.3", true),
            (4_006_381_333_931.0, "0", "4006381333931", true),
            (123_456.0, "000-000", "123-456", false),
            (12.0, "0 \"pcs\"", "12 pcs", false),
            (42.0, "\"AB-\"0000", "AB-0042", false),
            (1.5, "#,##0.00 \"€\"", "1.50 €", false),
            (3.0, "[$€-407] 0.00", "€ 3.00", false),
            (-5.0, "0;[Red]-0", "-5", true),
            (0.25, "0%", "25%", false),
            (7.0, "_-* #,##0_-;-* #,##0_-", "7", true),
        ] {
            assert_eq!(show(value, format), Shown { text: text.to_owned(), numeric }, "{value} {format}");
        }
    }
}
