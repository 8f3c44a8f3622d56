//! From an understood request to a priced quotation. Reads prices; stores nothing.

use std::collections::HashMap;

use platform::db::Tx;
use platform::money::{self, Charge, Rules, UnitPrice};
use platform::{Context, Result};
use rust_decimal::Decimal;

use super::documents;
use super::model::{Language, Letterhead, Listed, PriceStep, Quotation, QuotationLine, QuotedCustomer, State, Tax, Totals};
use super::rules::{self, PRICE_UNKNOWN, Units};
use crate::catalogue::{self, PriceFound, PriceTerms, ProductCard};
use crate::customer::Customer;
use crate::rfq::{Rfq, RfqLine};
use crate::seller::Seller;
use crate::timestamp;

/// What a quotation is made of.
pub struct Basis<'a> {
    pub seller: &'a Seller,
    pub customer: Option<&'a Customer>,
    pub rfq: &'a Rfq,
    pub valid_days: u32,
    pub language: Language,
}

/// The first revision of a quotation that answers the RFQ, under `number`.
pub async fn draft(ctx: &Context, tx: &mut Tx, basis: &Basis<'_>, number: String) -> Result<Quotation> {
    let seller = basis.seller;
    let currency = seller.currency()?;
    let skus: Vec<&str> = basis.rfq.lines.iter().filter_map(|line| line.sku.as_deref()).collect();
    let cards = catalogue::product_cards(tx, ctx.tenant(), &skus).await?;
    let mut lines: Vec<QuotationLine> = basis.rfq.lines.iter().map(unpriced).collect();
    let mut wanted: Vec<(usize, &str, Decimal)> = Vec::new();
    for (at, asked) in basis.rfq.lines.iter().enumerate() {
        if let (Some(quantity), Some(sku)) = (chargeable(asked, &cards, &mut lines[at]), &asked.sku) {
            wanted.push((at, sku, quantity));
        }
    }
    let terms = PriceTerms {
        price_list: basis.customer.and_then(|customer| customer.price_list.as_deref()),
        currency,
        basis: seller.price_basis,
        at: ctx.now(),
    };
    let asked: Vec<(&str, Decimal)> = wanted.iter().map(|(_, sku, quantity)| (*sku, *quantity)).collect();
    let mut charges: Vec<(usize, Charge)> = Vec::new();
    for ((at, _, quantity), found) in wanted.into_iter().zip(catalogue::prices_for(tx, ctx.tenant(), &asked, terms).await?) {
        match found {
            Ok(found) => {
                let unit_price = currency.unit_price(found.price_micro);
                charges.push((at, Charge { quantity, unit_price: Decimal::new(found.price_micro, 6), discount_percent: Decimal::ZERO }));
                lines[at].price_steps = vec![step(&found, unit_price.clone())];
                lines[at].unit_price = Some(unit_price);
            }
            Err(missing) => lines[at].not_priced = Some(format!("{PRICE_UNKNOWN}: {}", missing.reason())),
        }
    }
    let rules = Rules { currency, basis: seller.price_basis, policy: seller.rounding, tax_percent: seller.tax_rate.0 };
    let priced: Vec<Charge> = charges.iter().map(|(_, charge)| *charge).collect();
    let (amounts, total) = money::price(&rules, &priced, 0)?;
    for ((at, _), amount) in charges.into_iter().zip(amounts) {
        lines[at].net = Some(currency.amount(amount.net));
        lines[at].tax = Some(currency.amount(amount.tax));
        lines[at].gross = Some(currency.amount(amount.gross));
        lines[at].not_priced = None;
    }
    let incomplete_reasons = rules::incomplete_reasons(&lines);
    Ok(Quotation {
        number,
        revision: 1,
        state: State::Draft,
        sample: seller.sample || basis.rfq.sample || lines.iter().any(|line| line.sample),
        rfq: basis.rfq.id.clone(),
        seller: Letterhead { name: seller.name.clone(), address: seller.address.clone(), tax_number: seller.tax_number.clone() },
        customer: basis.customer.map(|customer| QuotedCustomer { id: customer.customer.clone(), name: customer.name.clone() }),
        created_at: timestamp(ctx.now()),
        sent_at: None,
        language: basis.language,
        valid_until: rules::valid_until(ctx.now(), &seller.zone()?, basis.valid_days)?,
        time_zone: Some(seller.time_zone.clone()),
        currency: seller.currency.clone(),
        price_basis: seller.price_basis,
        tax: Tax { label: seller.tax_label.clone(), rate: seller.tax_rate },
        rounding_policy: seller.rounding,
        complete: incomplete_reasons.is_empty(),
        incomplete_reasons,
        warnings: warnings(basis.rfq, &lines),
        lines,
        totals: Totals { net: currency.amount(total.net), tax: currency.amount(total.tax), gross: currency.amount(total.gross) },
        version: 1,
    })
}

/// What a person should look at before sending.
fn warnings(rfq: &Rfq, lines: &[QuotationLine]) -> Vec<String> {
    // Prose that holds a number may hold a wish that was not understood as one. Headers, totals and old mails do not.
    let unread = rfq.other_text.iter().filter(|other| matches!(other.kind.as_str(), "other" | "courtesy" | "terms"));
    let unread = unread.filter(|other| other.source.text.chars().any(|c| c.is_ascii_digit()));
    let mut warnings: Vec<String> = unread
        .map(|other| format!("Not read as a line: \"{}\" ({}, {}).", other.source.text.trim(), other.source.document, other.source.row))
        .collect();
    let texts = lines.iter().flat_map(|line| line.description.as_deref().into_iter().chain([line.source.text.as_str()]));
    warnings.extend(documents::unprintable(texts));
    warnings
}

fn step(found: &PriceFound, price: UnitPrice) -> PriceStep {
    let from = if found.min_quantity > Decimal::ONE { format!(", from {}", found.min_quantity.normalize()) } else { String::new() };
    let kind = if from.is_empty() { "list" } else { "quantity_break" };
    let listed = Listed {
        price_list: found.price_list.clone(),
        price: found.id.clone(),
        valid_from: found.valid_from.map(timestamp),
        valid_to: found.valid_to.map(timestamp),
    };
    PriceStep { step: kind.to_owned(), rule: format!("price list {}{from}", found.price_list), listed: Some(listed), price }
}

/// The line as asked and matched, before anything is charged.
fn unpriced(asked: &RfqLine) -> QuotationLine {
    QuotationLine {
        position: asked.position,
        source: asked.source.clone(),
        outcome: asked.outcome,
        sku: asked.sku.clone(),
        description: None,
        sample: false,
        quantity: asked.quantity,
        unit: asked.unit.clone(),
        quantity_note: None,
        unit_price: None,
        price_steps: Vec::new(),
        net: None,
        tax: None,
        gross: None,
        confidence: asked.confidence,
        reason: asked.reason.clone(),
        declined: asked.no_bid,
        not_priced: None,
        missing: asked.missing.clone(),
        remainder: asked.remainder.clone(),
        candidates: if asked.sku.is_some() { Vec::new() } else { asked.candidates.iter().map(|candidate| candidate.sku.clone()).collect() },
    }
}

/// The quantity to charge for, or `None` with the reason written into the line.
fn chargeable(asked: &RfqLine, cards: &HashMap<String, ProductCard>, line: &mut QuotationLine) -> Option<Decimal> {
    let mut open = |reason: String| {
        line.not_priced = Some(reason);
        None
    };
    if asked.no_bid {
        return open("nothing is offered for this line".to_owned());
    }
    let Some(sku) = asked.sku.as_deref() else { return open("no product is decided".to_owned()) };
    let Some(card) = cards.get(sku) else { return open(format!("{sku} is no longer in the catalogue")) };
    line.description = Some(card.name.clone());
    line.sample = card.sample;
    let quantity = match asked.quantity {
        Some(quantity) if asked.questions.is_empty() => quantity.0,
        _ => {
            line.quantity = None;
            line.not_priced = Some(asked.questions.join(" "));
            return None;
        }
    };
    let units = Units {
        requested: asked.unit.as_deref(),
        requested_pack: asked.pack_quantity.map(|pack| pack.0),
        sold: card.unit.as_deref(),
        sold_pack: card.pack_quantity.map(|pack| pack.0),
    };
    match rules::charged(quantity, units) {
        Ok(charged) => {
            line.quantity = Some(charged.quantity.into());
            line.unit = charged.unit;
            line.quantity_note = charged.note;
            Some(charged.quantity)
        }
        Err(question) => {
            line.not_priced = Some(question);
            None
        }
    }
}
