//! Exact money: the one place where amounts are computed. No float ever holds a price; a test over the source keeps it so.
//!
//! Amounts are integers in minor units of their currency; unit prices are decimals of at most six places. Rounding is
//! half-up (away from zero), and where it happens is a policy stored on the quotation.
//!
//! Line amounts shown to the customer always add up to the totals: tax computed on a sum is shared out over the lines
//! by largest remainder ([`allocate`]).

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::{self, Error, ErrorCode, Kind, Result};

pub const ERRORS: &[&ErrorCode] = &[&CURRENCY_UNKNOWN, &OUT_OF_RANGE, &DECIMAL_MALFORMED];

pub static CURRENCY_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "money.currency_unknown",
    "The currency is not an active ISO 4217 code.",
    "Use a three-letter code such as EUR, USD or SGD.",
);
pub static OUT_OF_RANGE: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "money.out_of_range",
    "The amount is larger than can be computed exactly.",
    "Check quantity and price; split the line if they are right.",
);
pub static DECIMAL_MALFORMED: ErrorCode = ErrorCode::new(
    Kind::Input,
    "money.decimal_malformed",
    "The text is not a plain decimal number.",
    "Write digits with a point before the decimals, as in \"12.50\".",
);

/// A decimal that travels as text, so that no reader turns it into a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(pub Decimal);

impl Exact {
    /// Reads `12.5`, `-3`, `0.043210`: digits, perhaps a point between them, nothing else. What a decimal cannot hold to its
    /// last digit is refused, never rounded.
    pub fn parse(text: &str) -> Result<Self> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let plain =
            text.len() <= LONGEST && unsigned.split_once('.').map_or(digits(unsigned), |(whole, rest)| digits(whole) && digits(rest));
        let parsed = if plain { Decimal::from_str_exact(text).ok() } else { None };
        parsed
            .map(Exact)
            .ok_or_else(|| DECIMAL_MALFORMED.error(format!("`{}` is not a decimal number.", text.chars().take(40).collect::<String>())))
    }
}

/// Of the texts that a decimal is written as: a sign, 29 digits, a point.
const LONGEST: usize = 31;

/// Of the texts that a caller may send: whatever its digits, it can be held.
const LONGEST_SENT: usize = 28;

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Exact(value)
    }
}

impl Serialize for Exact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Exact::parse(&text).map_err(|error| serde::de::Error::custom(error.message().trim_end_matches('.')))
    }
}

impl JsonSchema for Exact {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let longest = if generator.contract().is_deserialize() { LONGEST_SENT } else { LONGEST };
        json_schema!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "maxLength": longest })
    }
}

/// An ISO 4217 currency. Holds only codes of the table, so its minor digits are always known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: [u8; 3],
    minor_digits: u32,
}

/// Currencies whose minor unit is not a hundredth (ISO 4217, list one, column "Mnr Unt").
const UNUSUAL_MINOR_DIGITS: &[(&str, u32)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLF", 4),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("UYI", 0),
    ("UYW", 4),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

/// Currencies with two minor digits (ISO 4217, list one, without funds, metals and testing codes).
const TWO_MINOR_DIGITS: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
    CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD \
    KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB \
    PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS \
    UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

impl Currency {
    pub fn parse(text: &str) -> Result<Self> {
        let unusual = UNUSUAL_MINOR_DIGITS.iter().find(|(code, _)| *code == text).map(|(_, digits)| *digits);
        let two = || TWO_MINOR_DIGITS.split_ascii_whitespace().any(|code| code == text).then_some(2);
        let code: Option<[u8; 3]> = text.as_bytes().try_into().ok();
        match (code, unusual.or_else(two)) {
            (Some(code), Some(minor_digits)) => Ok(Currency { code, minor_digits }),
            _ => Err(CURRENCY_UNKNOWN.error(format!("`{}` is not a known currency code.", text.chars().take(20).collect::<String>()))),
        }
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    pub fn minor_digits(self) -> u32 {
        self.minor_digits
    }

    /// `314` in EUR is `3.14`.
    pub fn major(self, amount_minor: i64) -> Decimal {
        Decimal::new(amount_minor, self.minor_digits)
    }

    /// Rounds an exact value half-up to minor units.
    pub fn minor(self, value: Decimal) -> Result<i64> {
        let rounded = value.round_dp_with_strategy(self.minor_digits, RoundingStrategy::MidpointAwayFromZero);
        let scaled = rounded.checked_mul(Decimal::from(10_i64.pow(self.minor_digits))).ok_or_else(out_of_range)?;
        i64::try_from(scaled.trunc()).map_err(|_| out_of_range())
    }

    pub fn amount(self, amount_minor: i64) -> Amount {
        Amount { amount_minor, currency: self.code().to_owned() }
    }

    pub fn unit_price(self, price_micro: i64) -> UnitPrice {
        UnitPrice { price: Exact(Decimal::new(price_micro, 6).normalize()), currency: self.code().to_owned() }
    }
}

/// A sum of money on the wire: 3.14 EUR is `{"amount_minor":314,"currency":"EUR"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Amount {
    /// In the currency's minor unit (cents).
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
}

/// A price per unit on the wire, at most six decimals: `{"price":"0.043210","currency":"EUR"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct UnitPrice {
    /// In the currency's major unit.
    pub price: Exact,
    /// ISO 4217 code.
    pub currency: String,
}

/// A unit price in 10⁻⁶ of the major unit, as it is stored. Refuses what six decimals cannot hold: no silent rounding of a price.
pub fn price_micro(price: Decimal) -> Result<i64> {
    let scaled = price.normalize().checked_mul(Decimal::from(1_000_000)).ok_or_else(out_of_range)?;
    if !scaled.fract().is_zero() {
        return Err(DECIMAL_MALFORMED.error(format!("A unit price has at most six decimals, {price} has more.")));
    }
    i64::try_from(scaled.trunc()).map_err(|_| out_of_range())
}

/// Whether prices contain tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum PriceBasis {
    Excluded,
    Included,
}

/// Where rounding happens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum RoundingPolicy {
    /// Line amounts rounded, tax rounded once on their sum (as EN 16931 states it).
    #[default]
    LineThenCategory,
    /// Tax rounded on each line.
    PerLineTax,
}

macro_rules! stored_as_text {
    ($type:ident { $($variant:ident = $text:literal),+ }) => {
        impl $type {
            pub const fn as_str(self) -> &'static str {
                match self { $($type::$variant => $text),+ }
            }

            /// Reads what [`Self::as_str`] wrote.
            pub fn parse(text: &str) -> Result<Self> {
                match text { $($text => Ok($type::$variant),)+ _ => Err(error::INTERNAL.error(format!("`{text}` is not stored by us."))) }
            }
        }
    };
}
stored_as_text!(PriceBasis { Excluded = "excluded", Included = "included" });
stored_as_text!(RoundingPolicy { LineThenCategory = "line_then_category", PerLineTax = "per_line_tax" });

/// How a quotation computes: one currency, one basis, one tax rate, one policy.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub currency: Currency,
    pub basis: PriceBasis,
    pub policy: RoundingPolicy,
    /// In percent: 21 for 21 %.
    pub tax_percent: Decimal,
}

/// What is charged for: quantity × unit price less a discount in percent.
#[derive(Debug, Clone, Copy)]
pub struct Charge {
    pub quantity: Decimal,
    pub unit_price: Decimal,
    pub discount_percent: Decimal,
}

/// Net, tax and gross in minor units; gross = net + tax.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Priced {
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
}

/// Prices the lines of a quotation, in order, with their total. `header_discount` (minor units, of the basis the prices
/// are in) is shared out over the lines before tax. The total is always the sum of the lines.
pub fn price(rules: &Rules, charges: &[Charge], header_discount: i64) -> Result<(Vec<Priced>, Priced)> {
    let mut bases = charges.iter().map(|charge| base(rules, charge)).collect::<Result<Vec<i64>>>()?;
    if header_discount != 0 {
        let shares = allocate(header_discount, &bases)?;
        for (base, share) in bases.iter_mut().zip(shares) {
            *base -= share;
        }
    }
    let taxes = match rules.policy {
        RoundingPolicy::PerLineTax => bases.iter().map(|base| tax_within(rules, *base)).collect::<Result<Vec<i64>>>()?,
        RoundingPolicy::LineThenCategory => allocate(tax_within(rules, sum(bases.iter().copied())?)?, &bases)?,
    };
    let lines: Vec<Priced> = bases
        .iter()
        .zip(taxes)
        .map(|(base, tax)| match rules.basis {
            PriceBasis::Excluded => Priced { net: *base, tax, gross: base + tax },
            PriceBasis::Included => Priced { net: base - tax, tax, gross: *base },
        })
        .collect();
    let total = Priced {
        net: sum(lines.iter().map(|line| line.net))?,
        tax: sum(lines.iter().map(|line| line.tax))?,
        gross: sum(lines.iter().map(|line| line.gross))?,
    };
    Ok((lines, total))
}

/// The line's amount in the basis its price is in, rounded.
fn base(rules: &Rules, charge: &Charge) -> Result<i64> {
    let kept = Decimal::ONE_HUNDRED - charge.discount_percent;
    let exact = charge.quantity.checked_mul(charge.unit_price).and_then(|full| full.checked_mul(kept)).ok_or_else(out_of_range)?;
    rules.currency.minor(exact / Decimal::ONE_HUNDRED)
}

/// The tax on (basis excluded) or inside (basis included) an amount, rounded.
fn tax_within(rules: &Rules, base: i64) -> Result<i64> {
    let base = rules.currency.major(base);
    let divisor = match rules.basis {
        PriceBasis::Excluded => Decimal::ONE_HUNDRED,
        PriceBasis::Included => Decimal::ONE_HUNDRED + rules.tax_percent,
    };
    rules.currency.minor(base.checked_mul(rules.tax_percent).ok_or_else(out_of_range)? / divisor)
}

fn sum(amounts: impl Iterator<Item = i64>) -> Result<i64> {
    amounts.into_iter().try_fold(0_i64, i64::checked_add).ok_or_else(out_of_range)
}

/// Shares `total` out in proportion to `weights` by largest remainder: the shares add up to `total` exactly, each is
/// within one minor unit of its exact share, ties go to the earlier line. All weights zero: the first takes everything.
pub fn allocate(total: i64, weights: &[i64]) -> Result<Vec<i64>> {
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if weights.is_empty() {
        return if total == 0 { Ok(Vec::new()) } else { Err(out_of_range()) };
    }
    if whole == 0 {
        return Ok((0..weights.len()).map(|line| if line == 0 { total } else { 0 }).collect());
    }
    let exact = |weight: i64| i128::from(total) * i128::from(weight);
    let mut shares: Vec<i128> = weights.iter().map(|weight| exact(*weight).div_euclid(whole)).collect();
    let mut left = i128::from(total) - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|line| (std::cmp::Reverse(exact(weights[*line]).rem_euclid(whole)), *line));
    for line in order {
        if left == 0 {
            break;
        }
        let step = left.signum();
        shares[line] += step;
        left -= step;
    }
    shares.into_iter().map(|share| i64::try_from(share).map_err(|_| out_of_range())).collect()
}

fn out_of_range() -> Error {
    OUT_OF_RANGE.error("The amount is too large to compute exactly.")
}

#[cfg(test)]
#[path = "money_tests.rs"]
mod tests;
