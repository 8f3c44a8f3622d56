//! What always holds of stored quotations, and the look at every one of them.
//!
//! A quotation is read with its lines in one transaction, decoded, and compared with its columns; everything computed is
//! computed again. A row that cannot be decoded breaks the promise of being readable and is not looked at further.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use platform::db::Tx;
use platform::money::{self, Amount, Charge, Currency, Priced, Rules};
use platform::verify::{Promise, Tally, holds};
use platform::{Context, Result, journal};
use rust_decimal::Decimal;

use super::model::{Listed, Quotation, QuotationLine, State};
use super::store::{self, verify::Stored};
use super::{print, rules};

static MADE: Promise = Promise::new("I1", "a quotation that was made is there");
static ANSWERED: Promise = Promise::new("I1", "a quotation is byte by byte what was answered for it");
static WHOLE: Promise = Promise::new("I2", "header, lines and columns of a quotation say the same");
static HEADED: Promise = Promise::new("I2", "no quotation line is without its quotation");
static ADDS_UP: Promise = Promise::new("I2", "lines and totals are what quantity, price and tax give");
static ONCE: Promise = Promise::new("I3", "a key that made a quotation made one of its own");
static NUMBERED: Promise = Promise::new("I4", "a number is given out once, by the counter");
static SENT: Promise = Promise::new("I5", "a sent quotation is as it was sent");
static LEGAL: Promise = Promise::new("I6", "every state was reached legally, with its audit row");
static SOURCED: Promise = Promise::new("I7", "a priced line holds its price, where from, and tax");
static OWN: Promise = Promise::new("I8", "a quotation answers the lines of its tenant's RFQ");
static PRINTS: Promise = Promise::new("I10", "printed forms accept the stored figures");
static VALID: Promise = Promise::new("I11", "it is valid until a day 1 to 365 days later");
static COUNTED: Promise = Promise::new("I12", "the version counts every change: none was lost");
static CURRENCY: Promise = Promise::new("I13", "every price and amount is in one currency");

pub const PROMISES: &[&Promise] =
    &[&MADE, &ANSWERED, &WHOLE, &HEADED, &ADDS_UP, &ONCE, &NUMBERED, &SENT, &LEGAL, &SOURCED, &OWN, &PRINTS, &VALID, &COUNTED, &CURRENCY];

/// Quotations of one transaction.
const PAGE: i64 = 100;

/// Looks at every quotation of the tenant.
///
/// Memory: one quotation, and 16 bytes for each number to see that none was given out twice.
pub async fn verify(ctx: &Context, tenant: &str, tally: &mut Tally) -> Result<()> {
    let last_number = store::verify::last_number(&mut ctx.read().await?, tenant).await?;
    let mut given_out = HashSet::new();
    let mut after = (String::new(), 0);
    loop {
        let mut tx = ctx.read().await?;
        let page = store::verify::after(&mut tx, tenant, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.number.clone(), last.revision);
        for stored in page {
            let number = counter_of(&stored.number);
            let first = stored.revision > 1 || number.is_some_and(|number| number <= last_number && given_out.insert(number));
            tally.look(&NUMBERED, &stored.number, holds(first, || "the counter never gave this number, or gave it twice".to_owned()));
            look_at(&mut tx, tenant, stored, tally).await?;
        }
    }
    let mut tx = ctx.read().await?;
    tally.sweep(&mut tx, &MADE, &store::verify::LOST).await?;
    tally.sweep(&mut tx, &HEADED, &store::verify::HEADLESS).await?;
    tally.sweep(&mut tx, &LEGAL, &store::verify::ILLEGAL).await?;
    tally.sweep(&mut tx, &COUNTED, &store::verify::UNCOUNTED).await
}

/// `Q-2026-00042` was the 42nd.
fn counter_of(number: &str) -> Option<i64> {
    number.rsplit('-').next()?.parse().ok()
}

async fn look_at(tx: &mut Tx, tenant: &str, stored: Stored, tally: &mut Tally) -> Result<()> {
    let (what, columns) = (stored.number, stored.columns);
    let read = store::verify::lines(tx, tenant, &what, stored.revision).await?;
    let lines: Result<Vec<(QuotationLine, Vec<String>)>, String> = read.into_iter().collect();
    let (quotation, lines) = match (stored.body, lines) {
        (Ok(header), Ok(lines)) => (header, lines),
        (Err(how), _) | (_, Err(how)) => {
            tally.look(&WHOLE, &what, Err(how));
            return Ok(());
        }
    };
    let (lines, line_columns): (Vec<QuotationLine>, Vec<Vec<String>>) = lines.into_iter().unzip();
    let quotation = Quotation { lines, ..quotation };
    tally.look(&WHOLE, &what, whole(&quotation, &columns, &line_columns));
    tally.look(&ADDS_UP, &what, adds_up(&quotation));
    tally.look(&SOURCED, &what, sourced(&quotation));
    tally.look(&VALID, &what, valid(&quotation));
    tally.look(&CURRENCY, &what, one_currency(&quotation));
    let asked = store::verify::asked(tx, tenant, &quotation.rfq).await?;
    let answered: Vec<i64> = quotation.lines.iter().map(|line| line.position.into()).collect();
    let own = holds(asked == answered, || format!("it has the lines {answered:?}, RFQ {} has {asked:?}", quotation.rfq));
    tally.look(&OWN, &what, own);
    if quotation.state == State::Sent {
        let seal = store::seal(&quotation)?;
        tally.look(&SENT, &what, holds(stored.seal.as_ref() == Some(&seal), || "it was changed after it was sent".to_owned()));
    }
    tally.look(&PRINTS, &what, print::agrees(quotation).map_err(|error| error.to_string()));
    Ok(())
}

/// `columns` are the row's, in the order in which a new row of the same body would be written.
fn whole(quotation: &Quotation, columns: &[String], line_columns: &[Vec<String>]) -> Result<(), String> {
    if quotation.lines.is_empty() {
        return Err("it has no lines".to_owned());
    }
    let differs = |expected: Vec<(&'static str, String)>, found: &[String], place: &str| {
        let differing = expected.into_iter().zip(found).find(|((_, expected), found)| expected != *found);
        differing.map_or(Ok(()), |((name, expected), found)| Err(format!("{place}column {name} is {found}, its body says {expected}")))
    };
    differs(store::verify::columns_of(quotation), columns, "")?;
    for (line, found) in quotation.lines.iter().zip(line_columns) {
        differs(store::verify::line_columns_of(line), found, &format!("line {}: ", line.position))?;
    }
    Ok(())
}

fn adds_up(quotation: &Quotation) -> Result<(), String> {
    let wrong = |error: platform::Error| error.to_string();
    let currency = Currency::parse(&quotation.currency).map_err(wrong)?;
    let rules = Rules { currency, basis: quotation.price_basis, policy: quotation.rounding_policy, tax_percent: quotation.tax.rate.0 };
    let mut charges = Vec::new();
    let mut stated = Vec::new();
    for line in &quotation.lines {
        match (&line.net, &line.tax, &line.gross, line.quantity, &line.unit_price) {
            (None, None, None, _, _) => {
                holds(line.not_priced.is_some(), || format!("line {} is not priced and does not say why", line.position))?
            }
            (Some(net), Some(tax), Some(gross), Some(quantity), Some(price)) => {
                charges.push(Charge { quantity: quantity.0, unit_price: price.price.0, discount_percent: Decimal::ZERO });
                stated.push((line.position, priced(net, tax, gross)));
            }
            _ => return Err(format!("line {} has an amount without its ground", line.position)),
        }
    }
    let (lines, total) = money::price(&rules, &charges, 0).map_err(wrong)?;
    for ((position, stated), computed) in stated.into_iter().zip(lines) {
        holds(stated == computed, || format!("line {position} states {stated:?}, computed {computed:?}"))?;
    }
    let totals = priced(&quotation.totals.net, &quotation.totals.tax, &quotation.totals.gross);
    holds(totals == total, || format!("the total is {totals:?}, computed {total:?}"))?;
    let reasons = rules::incomplete_reasons(&quotation.lines);
    holds(quotation.complete == reasons.is_empty() && quotation.incomplete_reasons == reasons, || {
        format!("it says complete: {}, its lines say otherwise", quotation.complete)
    })
}

fn priced(net: &Amount, tax: &Amount, gross: &Amount) -> Priced {
    Priced { net: net.amount_minor, tax: tax.amount_minor, gross: gross.amount_minor }
}

fn sourced(quotation: &Quotation) -> Result<(), String> {
    holds(!quotation.tax.label.is_empty(), || "the tax has no label".to_owned())?;
    for line in quotation.lines.iter().filter(|line| line.gross.is_some()) {
        let last = line.price_steps.last().map(|step| &step.price);
        holds(last.is_some() && last == line.unit_price.as_ref(), || {
            format!("line {}: its price is not where its steps end", line.position)
        })?;
        let known = line.sku.is_some() && line.description.is_some() && line.price_steps.iter().all(|step| !step.rule.is_empty());
        holds(known, || format!("line {} is priced without product or price list", line.position))?;
        let listed = line.price_steps.iter().filter_map(|step| step.listed.as_ref());
        let held = |listed: &Listed| {
            let at = &quotation.created_at;
            !listed.price.is_empty()
                && listed.valid_from.as_ref().is_none_or(|from| from <= at)
                && listed.valid_to.as_ref().is_none_or(|to| at < to)
        };
        holds(listed.into_iter().all(held), || format!("line {}: its price did not hold when the quotation was made", line.position))?;
    }
    Ok(())
}

fn one_currency(quotation: &Quotation) -> Result<(), String> {
    let totals = &quotation.totals;
    let amounts = [&totals.net, &totals.tax, &totals.gross].into_iter();
    let lines = quotation.lines.iter().flat_map(|line| [&line.net, &line.tax, &line.gross].into_iter().flatten());
    let prices = quotation.lines.iter().flat_map(|line| line.price_steps.iter().map(|step| &step.price).chain(&line.unit_price));
    let other = amounts.chain(lines).map(|amount| &amount.currency).chain(prices.map(|price| &price.currency));
    let other = other.into_iter().find(|currency| **currency != quotation.currency);
    other.map_or(Ok(()), |other| Err(format!("it is in {}, and {other} is in it", quotation.currency)))
}

/// Days are those of the zone that the quotation keeps; an old one keeps none, and a day more or less is granted for it.
fn valid(quotation: &Quotation) -> Result<(), String> {
    let zone = quotation.time_zone.as_deref();
    let made: Option<Timestamp> = quotation.created_at.parse().ok();
    let made = made.and_then(|made| Some(made.in_tz(zone.unwrap_or("UTC")).ok()?.date()));
    let until: Option<Date> = quotation.valid_until.parse().ok();
    let days = made.zip(until).and_then(|(made, until)| made.until(until).ok()).map(|span| span.get_days());
    let allowed = if zone.is_some() { 1..=365 } else { 0..=366 };
    holds(days.is_some_and(|days| allowed.contains(&days)), || {
        format!("made {}, it is valid until {}", quotation.created_at, quotation.valid_until)
    })
}

/// Numbers of quotations that idempotency keys made, of one tenant.
#[derive(Default)]
pub struct MadeByKeys(HashSet<String>);

/// Looks at what was answered under a key, if it is a quotation: the stored one is the same, but for having been sent since.
pub async fn look_at_answer(tx: &mut Tx, tenant: &str, key: &str, answer: &str, made: &mut MadeByKeys, tally: &mut Tally) -> Result<()> {
    let Ok(answered) = serde_json::from_str::<Quotation>(answer) else { return Ok(()) };
    let what = format!("key {key}, {}", answered.number);
    if answered.version == 1 {
        let own = made.0.insert(answered.number.clone());
        tally.look(&ONCE, &what, holds(own, || "another key made it too".to_owned()));
    }
    let removed = answered.sample && journal::verify::happened(tx, tenant, "sample", "removed").await?;
    let verdict = match store::quotation(tx, tenant, &answered.number).await {
        Ok(Some(stored)) => same(answer, answered, &stored),
        Ok(None) => holds(removed, || "it was answered and is not there".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    tally.look(&ANSWERED, &what, verdict);
    Ok(())
}

fn same(answer: &str, answered: Quotation, stored: &Quotation) -> Result<(), String> {
    let bytes = |quotation: &Quotation| serde_json::to_string(quotation).map_err(|error| error.to_string());
    let sent_since = answered.state == State::Draft && stored.state == State::Sent;
    let expected = if sent_since {
        bytes(&Quotation { state: stored.state, sent_at: stored.sent_at.clone(), version: answered.version + 1, ..answered })?
    } else {
        answer.to_owned()
    };
    holds(bytes(stored)? == expected, || "what is stored is not what was answered".to_owned())
}
