//! Figures on paper: whether they agree with each other, and how they are written in the reader's language.

use platform::money::{Charge, Currency, Priced, Rules, price};
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Amounts, DocumentError, Language, Line, Outcome, Sheet};

/// Recomputes every counted line and the totals from quantities and unit prices; `Err` names the first disagreement.
pub fn check(sheet: &Sheet) -> Result<Currency, DocumentError> {
    let currency = Currency::parse(&sheet.currency).map_err(unpriceable)?;
    let counted: Vec<(&Line, Amounts)> = sheet.lines.iter().filter_map(|line| Some((line, line.amounts?))).collect();
    let charges = counted.iter().map(|(line, _)| charge(line)).collect::<Result<Vec<_>, _>>()?;
    let rules = Rules { currency, basis: sheet.price_basis, policy: sheet.rounding, tax_percent: sheet.tax_percent };
    let (lines, totals) = price(&rules, &charges, 0).map_err(unpriceable)?;
    for ((line, stated), computed) in counted.into_iter().zip(lines) {
        let computed = Amounts::from(computed);
        if stated != computed {
            return Err(DocumentError::LineDisagrees { position: line.position, stated, computed });
        }
    }
    match Amounts::from(totals) {
        computed if computed == sheet.totals => Ok(currency),
        computed => Err(DocumentError::TotalsDisagree { stated: sheet.totals, computed }),
    }
}

fn unpriceable(error: platform::Error) -> DocumentError {
    DocumentError::Money(Box::new(error))
}

impl From<Priced> for Amounts {
    fn from(priced: Priced) -> Self {
        Amounts { net: priced.net, tax: priced.tax, gross: priced.gross }
    }
}

fn charge(line: &Line) -> Result<Charge, DocumentError> {
    let without = |missing| DocumentError::LineWithoutGround { position: line.position, missing };
    if line.outcome != Outcome::Accepted {
        return Err(without("accepted product"));
    }
    Ok(Charge {
        quantity: line.quantity.ok_or_else(|| without("quantity"))?,
        unit_price: line.unit_price.ok_or_else(|| without("unit price"))?,
        discount_percent: Decimal::ZERO,
    })
}

/// A number as printed. `pad` is what it lacks on the right to end where the column's longest fraction ends, so that
/// right-aligned numbers stand with their decimal separators below each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    pub text: String,
    pub pad: String,
}

/// Writes a column of numbers, each with at least `decimals` decimals and as many more as it needs.
pub fn column(language: Language, values: &[Option<Decimal>], decimals: u32) -> Vec<Option<Figure>> {
    let written: Vec<Option<String>> = values.iter().map(|value| Some(number(language, (*value)?, decimals))).collect();
    let separator = language.decimal_separator();
    let fraction = |text: &str| text.find(separator).map_or(0, |at| text.len() - at);
    let longest = written.iter().flatten().map(|text| fraction(text)).max().unwrap_or(0);
    let pad = |own: usize| match longest - own {
        0 => String::new(),
        lacking if own == 0 => format!("{separator}{}", "0".repeat(lacking - 1)),
        lacking => "0".repeat(lacking),
    };
    written.into_iter().map(|text| text.map(|text| Figure { pad: pad(fraction(&text)), text })).collect()
}

/// `1234.5` with two decimals: `1,234.50` in English, `1.234,50` in Spanish.
pub fn number(language: Language, value: Decimal, decimals: u32) -> String {
    let mut value = value.normalize();
    if value.scale() < decimals {
        value.rescale(decimals);
    }
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::from(if value.is_sign_negative() && !value.is_zero() { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(language.group_separator());
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(language.decimal_separator());
        text.push_str(fraction);
    }
    text
}
