//! Numbers and prices in files: how a column writes its decimals is learned from the column, never from a country.

use engine::number::{self, Reading};
use platform::money::{self, Currency};
use rust_decimal::Decimal;

/// How numbers are written where one alone can be read two ways (`1,200`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Convention {
    /// Nothing has shown it.
    #[default]
    Unknown,
    Point,
    Comma,
    /// The column shows both.
    Mixed,
}

impl Convention {
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "point" => Some(Convention::Point),
            "comma" => Some(Convention::Comma),
            _ => None,
        }
    }

    /// Takes a cell as evidence; one that can be read two ways, or is no number, shows nothing.
    pub fn look_at(&mut self, cell: &str) {
        let number = marked(cell).1;
        if !number.contains(['.', ',']) || !matches!(number::read(number), Some(Reading::Exact(_))) {
            return;
        }
        let last = number.rfind(['.', ',']).and_then(|at| number[at..].chars().next()).unwrap_or('.');
        let other = if last == '.' { ',' } else { '.' };
        // A sign that stands several times groups digits.
        let decimal = if number.matches(last).count() > 1 { other } else { last };
        self.learn(if decimal == ',' { Convention::Comma } else { Convention::Point });
    }

    /// Takes a cell that the file stores as a number: a point in it is a decimal point.
    pub fn is_plain(&mut self, cell: &str) {
        if cell.contains('.') {
            self.learn(Convention::Point);
        }
    }

    fn learn(&mut self, shown: Convention) {
        *self = match *self {
            Convention::Unknown => shown,
            known if known == shown => known,
            _ => Convention::Mixed,
        };
    }

    /// The number, or why it cannot be read.
    pub fn read(self, text: &str) -> Result<Decimal, String> {
        match number::read(text) {
            None => Err("is not a number".to_owned()),
            Some(Reading::Exact(value)) => Ok(value),
            Some(Reading::Ambiguous(values)) => {
                let decimal = match self {
                    Convention::Point => '.',
                    Convention::Comma => ',',
                    Convention::Unknown | Convention::Mixed => {
                        let readings: Vec<_> = values.iter().map(|value| value.normalize().to_string()).collect();
                        return Err(format!(
                            "can be read as {}, and the column does not show which; say `decimal=point` or `decimal=comma`",
                            readings.join(" or ")
                        ));
                    }
                };
                let at = usize::from(text.contains(decimal));
                values.get(at).copied().ok_or_else(|| "is not a number".to_owned())
            }
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
    let price = convention.read(number).map_err(|why| why.replace("is not a number", "is not a price"))?;
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

    #[test]
    fn a_column_shows_its_decimals_by_what_has_one_reading() {
        let learned = |cells: &[&str]| {
            let mut convention = Convention::default();
            cells.iter().for_each(|cell| convention.look_at(cell));
            convention
        };
        assert_eq!(learned(&["1,200", "3"]), Convention::Unknown);
        assert_eq!(learned(&["1,200", "3,5 €"]), Convention::Comma);
        assert_eq!(learned(&["1,200,000", "3"]), Convention::Point);
        assert_eq!(learned(&["1,5", "1.5"]), Convention::Mixed);
    }
}
