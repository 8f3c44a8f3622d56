//! Which price holds: the customer's list before the standard one, the highest quantity break reached, valid at the
//! instant. Prices of another currency or tax basis are never used, and said to be there.

use platform::Result;
use platform::db::Tx;
use platform::money::{Currency, PriceBasis};
use rust_decimal::Decimal;

use super::store::{self, PriceRow, STANDARD};

/// What prices are asked for.
#[derive(Debug, Clone, Copy)]
pub struct PriceTerms<'a> {
    /// The customer's list; the standard list is looked at after it.
    pub price_list: Option<&'a str>,
    pub currency: Currency,
    pub basis: PriceBasis,
    /// Epoch seconds.
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceFound {
    /// Means this price for ever.
    pub id: String,
    /// In 10⁻⁶ of the major unit, for one unit of the product.
    pub price_micro: i64,
    pub price_list: String,
    pub min_quantity: Decimal,
    /// Epoch seconds, half open; `None`: no end.
    pub valid_from: Option<i64>,
    pub valid_to: Option<i64>,
    /// The import it came from.
    pub source: String,
}

/// Why there is no price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriceMissing {
    NoPrice,
    /// There are prices, of these currencies and bases only.
    OtherTerms(Vec<(String, PriceBasis)>),
    NotValidAt,
    /// The lowest quantity that has a price.
    BelowMinimum(Decimal),
}

impl PriceMissing {
    /// A sentence for people.
    pub fn reason(&self) -> String {
        match self {
            PriceMissing::NoPrice => "no price list has this product".to_owned(),
            PriceMissing::OtherTerms(terms) => {
                let basis = |basis| if basis == PriceBasis::Included { "with tax" } else { "without tax" };
                let terms: Vec<_> = terms.iter().map(|(currency, with)| format!("{currency} {}", basis(*with))).collect();
                format!("its prices are in {} only, and nothing is converted", terms.join(" and "))
            }
            PriceMissing::NotValidAt => "no price is valid at this time".to_owned(),
            PriceMissing::BelowMinimum(minimum) => format!("the lowest quantity with a price is {minimum}"),
        }
    }
}

/// The price of each SKU at its quantity, in the order asked. One statement for each 200 SKUs.
pub async fn prices_for(
    tx: &mut Tx,
    tenant: &str,
    asked: &[(&str, Decimal)],
    terms: PriceTerms<'_>,
) -> Result<Vec<Result<PriceFound, PriceMissing>>> {
    let mut skus: Vec<&str> = asked.iter().map(|(sku, _)| *sku).collect();
    skus.sort_unstable();
    skus.dedup();
    let prices = store::prices_of(tx, tenant, &skus).await?;
    Ok(asked.iter().map(|(sku, quantity)| choose(prices.get(*sku).map_or(&[], Vec::as_slice), *quantity, terms)).collect())
}

/// [`prices_for`] one SKU.
pub async fn price_for(
    tx: &mut Tx,
    tenant: &str,
    sku: &str,
    quantity: Decimal,
    terms: PriceTerms<'_>,
) -> Result<Result<PriceFound, PriceMissing>> {
    let prices = store::prices_of(tx, tenant, &[sku]).await?;
    Ok(choose(prices.get(sku).map_or(&[], Vec::as_slice), quantity, terms))
}

/// Of two prices with one break the later one in force wins, then the smaller id: the choice never depends on the order.
pub fn choose(prices: &[PriceRow], quantity: Decimal, terms: PriceTerms<'_>) -> Result<PriceFound, PriceMissing> {
    let mut missing = PriceMissing::NoPrice;
    for list in terms.price_list.into_iter().filter(|list| *list != STANDARD).chain([STANDARD]) {
        let listed: Vec<&PriceRow> = prices.iter().filter(|price| price.key.price_list == list).collect();
        let (ours, others): (Vec<&PriceRow>, Vec<&PriceRow>) =
            listed.into_iter().partition(|price| price.key.currency == terms.currency.code() && price.key.basis == terms.basis);
        let valid: Vec<&PriceRow> = ours.iter().copied().filter(|price| price.is_valid(terms.at)).collect();
        let reached = valid.iter().copied().filter(|price| price.key.min_quantity <= quantity);
        let best = reached.max_by(|left, right| {
            let rank = |price: &PriceRow| (price.key.min_quantity, price.key.valid_from);
            rank(left).cmp(&rank(right)).then_with(|| right.id.cmp(&left.id))
        });
        if let Some(best) = best {
            return Ok(PriceFound {
                id: best.id.clone(),
                price_micro: best.price_micro,
                price_list: best.key.price_list.clone(),
                min_quantity: best.key.min_quantity,
                valid_from: best.key.valid_from,
                valid_to: best.valid_to,
                source: best.source.clone(),
            });
        }
        if let Some(minimum) = valid.iter().map(|price| price.key.min_quantity).min() {
            missing = PriceMissing::BelowMinimum(minimum);
        } else if !ours.is_empty() {
            missing = PriceMissing::NotValidAt;
        } else if !others.is_empty() && missing == PriceMissing::NoPrice {
            let mut found: Vec<_> = others.iter().map(|price| (price.key.currency.clone(), price.key.basis)).collect();
            found.sort_by(|left, right| (&left.0, left.1.as_str()).cmp(&(&right.0, right.1.as_str())));
            found.dedup();
            missing = PriceMissing::OtherTerms(found);
        }
    }
    Err(missing)
}

impl PriceRow {
    fn is_valid(&self, at: i64) -> bool {
        self.key.valid_from.is_none_or(|from| from <= at) && self.valid_to.is_none_or(|to| at < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::store::PriceKey;

    fn price(id: &str, list: &str, min: i64, micro: i64) -> PriceRow {
        PriceRow {
            id: id.to_owned(),
            sku: "A".to_owned(),
            key: PriceKey {
                price_list: list.to_owned(),
                currency: "EUR".to_owned(),
                basis: PriceBasis::Excluded,
                min_quantity: Decimal::from(min),
                valid_from: None,
            },
            valid_to: None,
            price_micro: micro,
            source: "s".to_owned(),
        }
    }

    fn terms(list: Option<&str>) -> PriceTerms<'_> {
        PriceTerms { price_list: list, currency: Currency::parse("EUR").unwrap(), basis: PriceBasis::Excluded, at: 100 }
    }

    #[test]
    fn the_highest_break_reached_of_the_customer_s_list_wins() {
        let prices = [price("1", "standard", 0, 10), price("2", "standard", 100, 8), price("3", "trade", 10, 7)];
        let at = |quantity: i64, list| choose(&prices, Decimal::from(quantity), terms(list)).unwrap().price_micro;
        assert_eq!((at(1, None), at(99, None), at(100, None)), (10, 10, 8));
        assert_eq!((at(1, Some("trade")), at(10, Some("trade")), at(500, Some("trade"))), (10, 7, 7));
    }

    #[test]
    fn why_there_is_no_price_is_said() {
        let mut dated = price("1", "standard", 0, 10);
        dated.valid_to = Some(100);
        let choose = |prices: &[PriceRow]| choose(prices, Decimal::ONE, terms(None)).unwrap_err();
        assert_eq!(choose(&[]), PriceMissing::NoPrice);
        assert_eq!(choose(&[dated.clone()]), PriceMissing::NotValidAt);
        assert_eq!(choose(&[price("1", "standard", 5, 10)]), PriceMissing::BelowMinimum(Decimal::from(5)));
        let mut dollars = price("1", "standard", 0, 10);
        dollars.key.currency = "USD".to_owned();
        assert!(choose(&[dollars]).reason().contains("USD without tax only"));
        assert_eq!(choose(&[price("1", "trade", 0, 10)]), PriceMissing::NoPrice);
    }
}
