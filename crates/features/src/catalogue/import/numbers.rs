//! Numbers and prices in files: how a column writes its decimals is learned from the column, never from a country.

use engine::number::{Convention, Reading};
use platform::money::{self, Currency};
use rust_decimal::Decimal;

/// The convention named by the constant `decimal`.
pub fn named(text: &str) -> Option<Convention> {
    match text {
        "point" => Some(Convention::Point),
        "comma" => Some(Convention::Comma),
        _ => None,
    }
}

/// Takes a cell as evidence of how its column writes decimals. `numeric`: the file stores a number, whose point is a decimal point.
pub fn look_at(convention: &mut Convention, cell: &str, numeric: bool) {
    match numeric {
        true if cell.contains('.') => convention.learn(Convention::Point),
        true => {}
        false => convention.look_at(marked(cell).1),
    }
}

/// The number, or why it cannot be read.
pub fn read_number(text: &str, convention: Convention) -> Result<Decimal, String> {
    match convention.read(text) {
        None => Err("is not a number".to_owned()),
        Some(Reading::Exact(value)) => Ok(value),
        Some(Reading::Ambiguous(values)) => {
            let readings: Vec<_> = values.iter().map(|value| value.normalize().to_string()).collect();
            Err(format!(
                "can be read as {}, and the column does not show which; say `decimal=point` or `decimal=comma`",
                readings.join(" or ")
            ))
        }
    }
}

/// A price as its cell states it.
#[derive(Debug, PartialEq, Eq)]
pub struct Priced {
    /// In 10⁻⁶ of the major unit.
    pub price_micro: i64,
    /// Where the cell names it.
    pub currency: Option<Currency>,
}

/// `12,50 €`, `EUR 12.50`, `12.5`. A `$` is taken off but names no currency: it has twenty.
pub fn read_price(text: &str, convention: Convention) -> Result<Priced, String> {
    let (mark, number) = marked(text);
    let currency = match mark {
        "" | "$" | "¥" => None,
        "€" => Currency::parse("EUR").ok(),
        "£" => Currency::parse("GBP").ok(),
        code => Some(Currency::parse(&code.to_ascii_uppercase()).map_err(|_| "is not a price".to_owned())?),
    };
    let price = read_number(number, convention).map_err(|why| why.replace("is not a number", "is not a price"))?;
    if price.is_sign_negative() && !price.is_zero() {
        return Err("is a negative price".to_owned());
    }
    let price_micro = money::price_micro(price).map_err(|error| error.message().trim_end_matches('.').to_owned())?;
    Ok(Priced { price_micro, currency })
}

/// A currency's sign or code before or after the number, and the number.
fn marked(text: &str) -> (&str, &str) {
    let text = text.trim();
    let is_mark = |sign: char| sign.is_ascii_alphabetic() || matches!(sign, '€' | '$' | '£' | '¥');
    let front = text.len() - text.trim_start_matches(is_mark).len();
    if front > 0 {
        return (&text[..front], text[front..].trim_start());
    }
    let number = text.trim_end_matches(is_mark);
    (&text[number.len()..], number.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(text: &str, convention: Convention) -> Result<(i64, Option<String>), String> {
        read_price(text, convention).map(|priced| (priced.price_micro, priced.currency.map(|currency| currency.code().to_owned())))
    }

    #[test]
    fn prices_are_read_with_the_column_s_own_decimals() {
        let euro = Some("EUR".to_owned());
        assert_eq!(price("12,50 €", Convention::Unknown), Ok((12_500_000, euro.clone())));
        assert_eq!(price("EUR 1.234,50", Convention::Unknown), Ok((1_234_500_000, euro)));
        assert_eq!(price("12.50", Convention::Comma), Ok((12_500_000, None)));
        assert_eq!(price("$0.043210", Convention::Unknown), Ok((43_210, None)));
        assert_eq!(price("1,200", Convention::Comma), Ok((1_200_000, None)));
        assert_eq!(price("1,200", Convention::Point), Ok((1_200_000_000, None)));
        for (text, why) in
            [("1,200", "can be read as"), ("-1", "negative"), ("on request", "not a price"), ("", "not a price"), ("0.0000001", "six")]
        {
            let refused = price(text, Convention::Mixed).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }
}
