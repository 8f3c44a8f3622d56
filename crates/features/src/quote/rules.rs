//! Pure decisions: how much is charged for, whether the quotation is complete, how long it is valid.

use std::collections::BTreeMap;

use engine::unit::{self, Family};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use platform::{Error, Result};
use rust_decimal::Decimal;

use super::model::QuotationLine;

/// How the reason of a line begins whose product and quantity are known and only the price is not.
pub const PRICE_UNKNOWN: &str = "price unknown";

/// A quantity in the unit the price is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charged {
    pub quantity: Decimal,
    pub unit: Option<String>,
    /// How it was converted, if it was: "3 XBX of 100 = 300", "250 CMT = 2.5 MTR".
    pub note: Option<String>,
}

/// What the customer asks for, and how the product is sold. Unknown is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Units<'a> {
    pub requested: Option<&'a str>,
    /// Pieces in one requested pack, where the line says so.
    pub requested_pack: Option<Decimal>,
    pub sold: Option<&'a str>,
    /// Pieces in one sold unit, where the catalogue says so.
    pub sold_pack: Option<Decimal>,
}

/// The unit of bars, tubes and rods as they come: a stock length.
const LENGTH: &str = "LN";

/// Box, pack, packet, carton, case and bag: who names none of them may mean what is inside.
const HOLDS_SOME: &[&str] = &["XBX", "XPK", "XPA", "XCT", "XCS", "XBG"];

/// Roll, coil and reel.
const WOUND: &[&str] = &["XRO", "XCL", "XRL"];

/// Converts the requested quantity into the unit the product is priced in, or says what has to be asked.
///
/// A product without a stated unit is priced per article; metric units of one dimension convert. Nothing is rounded: a quantity
/// that does not fill whole packs is asked.
pub fn charged(quantity: Decimal, units: Units) -> Result<Charged, String> {
    let charged = converted(quantity, units)?;
    let whole = charged.unit.as_deref().or(units.requested).and_then(unit::family).is_none_or(|family| family != Family::Measure);
    if whole && !charged.quantity.fract().is_zero() {
        let unit = charged.unit.as_deref().unwrap_or("whole articles");
        return Err(format!("{} is not a whole number, and it is sold in {unit}", charged.quantity.normalize()));
    }
    Ok(charged)
}

fn converted(quantity: Decimal, units: Units) -> Result<Charged, String> {
    let family = |code: Option<&str>| code.and_then(unit::family);
    let as_is = |unit: Option<&str>| Ok(Charged { quantity, unit: unit.map(str::to_owned), note: None });
    let sold_by_piece = matches!(family(units.sold), None | Some(Family::Piece)) && (units.sold.is_none() || family(units.sold).is_some());
    let Some(requested) = units.requested else {
        return match units.sold {
            // "100 anchors" of what is sold in boxes of 100 are articles, one box; 30 are asked.
            Some(_) if units.sold_pack.is_some() && !sold_by_piece => converted(quantity, Units { requested: Some("C62"), ..units }),
            Some(sold) if HOLDS_SOME.contains(&sold) => {
                Err(format!("asked without a unit, sold in {sold}, and nothing says how many one holds"))
            }
            sold => as_is(sold),
        };
    };
    if Some(requested) == units.sold {
        return match (units.requested_pack, units.sold_pack) {
            (Some(asked), Some(sold)) if asked != sold => Err(format!("asked in {requested} of {asked}, sold in {requested} of {sold}")),
            _ => as_is(units.sold),
        };
    }
    if let Some(sold) = units.sold
        && let Some(metric) = unit::converted(quantity, requested, sold)
    {
        let note = Some(format!("{} {requested} = {metric} {sold}", quantity.normalize()));
        return Ok(Charged { quantity: metric, unit: Some(sold.to_owned()), note });
    }
    // Tape, hose and cord come wound: who asks for coils or reels of what is sold in rolls means the same.
    if let Some(sold) = units.sold
        && WOUND.contains(&requested)
        && WOUND.contains(&sold)
        && units.requested_pack.is_none()
    {
        let note = Some(format!("{} {requested} taken as {sold}", quantity.normalize()));
        return Ok(Charged { quantity, unit: Some(sold.to_owned()), note });
    }
    let pieces = match family(Some(requested)) {
        Some(Family::Piece) => Some(quantity),
        Some(Family::Multiple) if requested == "PR" && units.sold.is_none() => None,
        Some(Family::Multiple) => unit::articles_in(requested).map(|articles| quantity * articles),
        // A bar, tube or rod that is sold by the piece is sold by the length it comes in.
        Some(Family::Package) if requested == LENGTH && sold_by_piece && units.sold.is_some() => Some(quantity),
        Some(Family::Package) => units.requested_pack.or(units.sold_pack.filter(|_| sold_by_piece)).map(|pack| quantity * pack),
        Some(Family::Measure) | None => None,
    };
    let Some(pieces) = pieces else {
        let sold = units
            .sold
            .map_or_else(|| "the catalogue does not say in which unit it is sold".to_owned(), |sold| format!("it is sold in {sold}"));
        return Err(format!("asked in {requested}, but {sold}"));
    };
    if sold_by_piece {
        let note = (pieces != quantity).then(|| match units.requested_pack.or(units.sold_pack) {
            Some(pack) if family(Some(requested)) == Some(Family::Package) => format!("{quantity} {requested} of {pack} = {pieces}"),
            _ => format!("{quantity} {requested} = {pieces}"),
        });
        let unit = units.sold.or(Some("C62")).map(str::to_owned);
        return Ok(Charged { quantity: pieces, unit, note });
    }
    let pack = units.sold_pack.or_else(|| units.sold.and_then(unit::articles_in)).filter(|pack| !pack.is_zero());
    match (pack, units.sold) {
        (Some(pack), Some(sold)) if (pieces % pack).is_zero() => Ok(Charged {
            quantity: (pieces / pack).normalize(),
            unit: Some(sold.to_owned()),
            note: Some(format!("{pieces} = {} {sold} of {pack}", (pieces / pack).normalize())),
        }),
        (Some(pack), Some(sold)) => Err(format!("{pieces} pieces do not fill whole {sold} of {pack}")),
        _ => Err(format!("asked in {requested}, sold in {}, and nothing says how many one holds", units.sold.unwrap_or("packs"))),
    }
}

/// Why the quotation cannot be sent, one sentence a cause with the lines it concerns; empty when it is complete.
pub fn incomplete_reasons(lines: &[QuotationLine]) -> Vec<String> {
    let mut causes: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.gross.is_none() && !line.declined) {
        let cause = if line.sku.is_none() {
            "no product is decided"
        } else if line.quantity.is_none() {
            "the quantity is not known"
        } else if line.not_priced.as_deref().is_some_and(|reason| reason.starts_with(PRICE_UNKNOWN)) {
            "the price is not known"
        } else {
            "the quantity does not fit the unit it is sold in"
        };
        causes.entry(cause).or_default().push(line.position);
    }
    let mut reasons: Vec<String> = causes
        .into_iter()
        .map(|(cause, positions)| {
            let places: Vec<String> = positions.iter().map(ToString::to_string).collect();
            format!("{cause}: {} {}", if positions.len() == 1 { "line" } else { "lines" }, places.join(", "))
        })
        .collect();
    if lines.iter().all(|line| line.gross.is_none()) && reasons.is_empty() {
        reasons.push("no line is offered".to_owned());
    }
    reasons
}

/// The last day of validity in the seller's zone, inclusive, as `2026-04-01`.
pub fn valid_until(now: i64, zone: &TimeZone, days: u32) -> Result<String> {
    let today = Timestamp::from_second(now).map_err(Error::internal)?.to_zoned(zone.clone()).date();
    today.checked_add(i64::from(days).days()).map(|date| date.to_string()).map_err(Error::internal)
}

/// `Q-2026-00042`, the year in the seller's zone.
pub fn number(now: i64, zone: &TimeZone, counter: i64) -> Result<String> {
    let year = Timestamp::from_second(now).map_err(Error::internal)?.to_zoned(zone.clone()).year();
    Ok(format!("Q-{year}-{counter:05}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: i64) -> Decimal {
        Decimal::from(value)
    }

    fn charge(quantity: i64, units: Units) -> Result<(Decimal, Option<String>), String> {
        charged(decimal(quantity), units).map(|charged| (charged.quantity, charged.unit))
    }

    #[test]
    fn pieces_and_unstated_units_are_articles() {
        assert_eq!(charge(20, Units::default()), Ok((decimal(20), None)));
        assert_eq!(charge(20, Units { requested: Some("C62"), ..Units::default() }), Ok((decimal(20), Some("C62".into()))));
        assert_eq!(
            charge(2, Units { requested: Some("DZN"), sold: Some("H87"), ..Units::default() }),
            Ok((decimal(24), Some("H87".into())))
        );
    }

    #[test]
    fn boxes_are_counted_only_when_somebody_says_what_they_hold() {
        let asked = Units { requested: Some("XBX"), ..Units::default() };
        assert!(charge(3, asked).is_err());
        assert_eq!(charge(3, Units { requested_pack: Some(decimal(100)), ..asked }), Ok((decimal(300), Some("C62".into()))));
        assert_eq!(charge(3, Units { sold: Some("C62"), sold_pack: Some(decimal(50)), ..asked }), Ok((decimal(150), Some("C62".into()))));
    }

    #[test]
    fn a_length_of_what_is_sold_by_the_piece_is_a_piece() {
        let asked = Units { requested: Some("LN"), sold: Some("C62"), ..Units::default() };
        assert_eq!(charge(6, asked), Ok((decimal(6), Some("C62".into()))));
        assert!(charge(6, Units { sold: Some("MTR"), ..asked }).is_err());
        assert!(charge(6, Units { sold: None, ..asked }).is_err());
    }

    #[test]
    fn a_number_without_a_unit_counts_articles() {
        let sold = Units { sold: Some("XBX"), sold_pack: Some(decimal(100)), ..Units::default() };
        assert_eq!(charge(300, sold), Ok((decimal(3), Some("XBX".into()))));
        assert!(charge(30, sold).is_err());
        assert!(charge(30, Units { sold_pack: None, ..sold }).is_err());
        assert_eq!(charge(3, Units { sold: Some("XRO"), sold_pack: None, ..sold }), Ok((decimal(3), Some("XRO".into()))));
    }

    #[test]
    fn coils_of_what_is_sold_in_rolls_are_rolls() {
        let asked = Units { requested: Some("XCL"), sold: Some("XRO"), ..Units::default() };
        let found = charged(decimal(7), asked).unwrap();
        assert_eq!((found.quantity, found.unit.as_deref(), found.note.as_deref()), (decimal(7), Some("XRO"), Some("7 XCL taken as XRO")));
        assert!(
            charge(7, Units { requested_pack: Some(decimal(100)), ..asked }).is_err(),
            "how long a coil is was said, but not of a roll"
        );
    }

    #[test]
    fn pieces_of_what_is_sold_in_boxes_must_fill_whole_boxes() {
        let sold = Units { requested: Some("C62"), sold: Some("XBX"), sold_pack: Some(decimal(100)), ..Units::default() };
        assert_eq!(charge(500, sold), Ok((decimal(5), Some("XBX".into()))));
        assert!(charge(450, sold).is_err());
        assert!(charge(500, Units { sold_pack: None, ..sold }).is_err());
    }

    #[test]
    fn articles_and_packs_are_sold_whole_and_measures_are_not() {
        let half = Decimal::new(25, 1);
        assert!(charged(half, Units::default()).is_err());
        assert!(charged(half, Units { requested: Some("C62"), sold: Some("C62"), ..Units::default() }).is_err());
        assert!(charged(half, Units { requested: Some("XBX"), sold: Some("XBX"), ..Units::default() }).is_err());
        let metres = Units { requested: Some("MTR"), sold: Some("MTR"), ..Units::default() };
        assert_eq!(charged(half, metres).unwrap().quantity, half);
        let dozens = Units { requested: Some("DZN"), sold: Some("C62"), ..Units::default() };
        assert_eq!(charged(half, dozens).unwrap().quantity, decimal(30));
    }

    #[test]
    fn another_kind_of_unit_is_asked_never_guessed() {
        assert!(charge(20, Units { requested: Some("MTR"), sold: Some("C62"), ..Units::default() }).is_err());
        assert!(charge(20, Units { requested: Some("PR"), ..Units::default() }).is_err());
        assert_eq!(
            charge(20, Units { requested: Some("MTR"), sold: Some("MTR"), ..Units::default() }),
            Ok((decimal(20), Some("MTR".into())))
        );
        let packs = Units { requested: Some("XBX"), requested_pack: Some(decimal(100)), sold: Some("XBX"), sold_pack: Some(decimal(50)) };
        assert!(charge(1, packs).is_err());
    }

    #[test]
    fn validity_ends_on_a_day_of_the_sellers_zone() {
        // 2026-03-02 23:30 UTC is already 3 March in Singapore.
        let zone = TimeZone::get("Asia/Singapore").unwrap();
        assert_eq!(valid_until(1_772_494_200, &zone, 30).unwrap(), "2026-04-02");
        assert_eq!(number(1_772_494_200, &zone, 7).unwrap(), "Q-2026-00007");
    }
}
