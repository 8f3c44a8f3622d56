//! Catalogue rows: what a row says about a product, merged into what is stored.
//!
//! Sample data never replaces a product of the seller's own; a seller's row over a sample product takes its place whole,
//! so that no sample value is left in it.

use std::collections::{HashMap, HashSet};

use engine::codes::Gtin;
use platform::db::Tx;
use platform::money::{Currency, PriceBasis};
use platform::text::visible;
use platform::{Context, Result};
use rust_decimal::Decimal;

use super::import::{Desk, Field, Kind, Place, Placed, Record, Refusal, Stated, read_number};
use super::store::{self, BasePrice, ProductRow, SpecificationRow, StoredProduct};
use super::terms::{Terms, terms};
use super::unit_words::UnitWords;
use crate::seller;

/// Longest SKU, in characters.
const SKU_LENGTH: usize = 200;

/// Rows of a catalogue. Holds what the call knows beforehand and the SKUs met so far.
pub struct CatalogueRows {
    currency: Option<Currency>,
    basis: Option<PriceBasis>,
    /// Of the file being read; the same SKU in a later file changes the product again.
    seen: HashMap<String, Place>,
    seen_in: String,
    /// Sources that are sample data.
    samples: HashSet<String>,
    units: UnitWords,
}

/// A row's statements about one product.
pub struct Draft {
    sku: String,
    name: String,
    description: Stated<String>,
    brand: Stated<String>,
    manufacturer: Stated<String>,
    manufacturer_part_number: Stated<String>,
    gtin: Stated<String>,
    category: Stated<String>,
    unit: Stated<String>,
    pack_quantity: Stated<String>,
    price: Stated<BasePrice>,
    stock: Stated<String>,
    attributes: Attributes,
}

#[derive(Default)]
struct Attributes {
    /// The row has an `attributes` object: what it does not name is gone.
    whole: bool,
    stated: Vec<(String, Stated<Quantity>)>,
    /// Of what is stated.
    names: HashSet<String>,
}

/// An attribute's text, with value and unit where it is a number of a unit we know.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Quantity {
    text: String,
    value: Option<String>,
    unit: Option<String>,
}

impl Kind for CatalogueRows {
    const NAME: &'static str = "catalogue";
    const FIELDS: &'static [Field] = &[
        Field::new("sku", &["article_number", "item_number", "product_code"]).required(),
        Field::new("name", &["title", "product_name"]).required(),
        Field::new("description", &[]),
        Field::new("brand", &[]),
        Field::new("manufacturer", &[]),
        Field::new("manufacturer_part_number", &["mpn", "manufacturer_part_no", "mfr_part_number"]),
        Field::new("gtin", &["ean", "upc", "gtin13", "ean13", "barcode"]),
        Field::new("category", &[]),
        Field::new("unit", &["uom"]),
        Field::new("pack_quantity", &["pack_size"]),
        Field::new("price", &[]),
        Field::new("currency", &[]),
        Field::new("tax_included", &[]),
        Field::new("stock", &["stock_quantity"]),
        Field::new("attributes", &[]),
    ];
    const ATTRIBUTES: bool = true;
    const IN_ARTICLES: bool = true;
    type Draft = Draft;

    /// The seller gives prices their currency and basis where the file states none.
    async fn begin(ctx: &Context, tx: &mut Tx) -> Result<Self> {
        let seller = seller::find(tx, ctx.tenant()).await?;
        Ok(CatalogueRows {
            currency: seller.as_ref().and_then(|seller| seller.currency().ok()),
            basis: seller.map(|seller| seller.price_basis),
            seen: HashMap::new(),
            seen_in: String::new(),
            samples: store::sample_sources(tx, ctx.tenant()).await?,
            units: UnitWords::default(),
        })
    }

    fn read(&mut self, record: &Record<'_>, warn: &mut Vec<Refusal>) -> Result<Draft, Refusal> {
        let sku = required(record, "sku")?;
        if sku.chars().count() > SKU_LENGTH {
            return Err(Refusal::new(record.column("sku"), &sku, format!("an SKU has at most {SKU_LENGTH} characters")));
        }
        let name = required(record, "name")?;
        let price = self.price(record, warn)?;
        let draft = Draft {
            name,
            description: owned(record.text("description")),
            brand: owned(record.text("brand")),
            manufacturer: owned(record.text("manufacturer")),
            manufacturer_part_number: owned(record.text("manufacturer_part_number")),
            gtin: checked(record, "gtin", warn, |text| match Gtin::parse(text) {
                Some(_) => Ok(text.chars().filter(char::is_ascii_digit).collect()),
                None => Err("is no bar-code number (its length or check digit is wrong); the GTIN stays unknown".to_owned()),
            }),
            category: owned(record.text("category")),
            unit: checked(record, "unit", warn, |text| Ok(self.units.code(text).unwrap_or_else(|| text.to_owned()))),
            pack_quantity: decimal(record, "pack_quantity", warn, |value| value > Decimal::ZERO, "must be above zero"),
            price,
            stock: decimal(record, "stock", warn, |_| true, ""),
            attributes: self.attributes(record, warn)?,
            sku,
        };
        Ok(draft)
    }

    async fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Result<()> {
        let batch = self.once(batch, desk);
        let tenant = desk.tenant().to_owned();
        let skus: Vec<&str> = batch.iter().map(|placed| placed.draft.sku.as_str()).collect();
        let mut stored = store::stored(tx, &tenant, &skus).await?;
        let mut changes = store::Changes::default();
        for Placed { place, draft } in batch {
            let before = stored.remove(&draft.sku);
            let is_sample = before.as_ref().is_some_and(|before| self.samples.contains(&before.product.source));
            match before {
                None => {
                    desk.added();
                    desk.touched(&draft.sku);
                    changes.add(draft.merged(None, desk));
                }
                Some(_) if desk.sample && !is_sample => desk.reject(
                    place,
                    Refusal::new("sku", &draft.sku, "the catalogue has this SKU already, and sample data does not replace it"),
                ),
                Some(_) if !desk.sample && is_sample => {
                    desk.changed();
                    desk.touched(&draft.sku);
                    changes.replace_sample(draft.merged(None, desk));
                }
                Some(before) => {
                    let after = draft.merged(Some(&before), desk);
                    if after.same_as(&before) {
                        desk.unchanged();
                    } else {
                        desk.changed();
                        desk.touched(&after.product.sku);
                        changes.change(&before, after);
                    }
                }
            }
        }
        changes.write(tx, desk.ctx).await
    }
}

impl CatalogueRows {
    /// The batch without rows whose SKU an earlier row had.
    fn once(&mut self, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Vec<Placed<Draft>> {
        if self.seen_in != desk.source {
            self.seen.clear();
            desk.source.clone_into(&mut self.seen_in);
        }
        let mut kept = Vec::with_capacity(batch.len());
        for placed in batch {
            match self.seen.get(&placed.draft.sku) {
                Some(first) => {
                    let sheet = first.sheet.as_ref().map(|sheet| format!(" of sheet `{sheet}`")).unwrap_or_default();
                    let reason = format!("row {}{sheet} has the same SKU", first.row);
                    desk.reject(placed.place, Refusal::new("sku", &placed.draft.sku, reason));
                }
                None => {
                    self.seen.insert(placed.draft.sku.clone(), placed.place.clone());
                    kept.push(placed);
                }
            }
        }
        kept
    }

    /// The row's price. A price that cannot be read refuses the row; one without currency or basis stays unknown.
    fn price(&self, record: &Record<'_>, warn: &mut Vec<Refusal>) -> Result<Stated<BasePrice>, Refusal> {
        let text = match record.text("price") {
            Stated::Absent => return Ok(Stated::Absent),
            Stated::Unknown => return Ok(Stated::Unknown),
            Stated::Value(text) => text,
        };
        let Terms { priced, currency, basis } = terms(record, &text, self.currency, self.basis)?;
        match (currency, basis) {
            (Some(currency), Some(basis)) => {
                Ok(Stated::Value(BasePrice { price_micro: priced.price_micro, currency: currency.code().to_owned(), basis }))
            }
            (currency, _) => {
                let missing = if currency.is_none() { "its currency" } else { "whether it contains tax" };
                let fix = if currency.is_none() { "currency=EUR" } else { "tax_included=true" };
                let reason = format!("nothing says {missing}, so the price stays unknown; add a column, set {fix}, or set up the seller");
                warn.push(Refusal::new(record.column("price"), &text, reason));
                Ok(Stated::Unknown)
            }
        }
    }

    fn attributes(&mut self, record: &Record<'_>, warn: &mut Vec<Refusal>) -> Result<Attributes, Refusal> {
        let mut attributes = Attributes::default();
        match record.text("attributes") {
            Stated::Absent => {}
            Stated::Unknown => attributes.whole = true,
            Stated::Value(text) => {
                attributes.whole = true;
                let object: serde_json::Map<String, serde_json::Value> =
                    serde_json::from_str(&text).map_err(|_| Refusal::new(record.column("attributes"), &text, "is not a JSON object"))?;
                for (name, value) in &object {
                    let text = super::import::json_text(value);
                    attributes.state(&visible(name), self.quantity(visible(&text).trim()));
                }
            }
        }
        for (name, stated) in record.attributes() {
            let quantity = match stated {
                // Of many columns a row of JSON has few; what is not said takes no room.
                Stated::Absent => continue,
                Stated::Unknown => Stated::Unknown,
                Stated::Value(text) => self.quantity(&text),
            };
            if !attributes.state(name, quantity) {
                warn.push(Refusal::new(name, "", "the row states this attribute twice; the first is kept"));
            }
        }
        Ok(attributes)
    }

    fn quantity(&mut self, text: &str) -> Stated<Quantity> {
        if text.is_empty() {
            return Stated::Unknown;
        }
        let (value, unit) = match self.units.quantity(text) {
            Some((value, unit)) => (Some(value.normalize().to_string()), Some(unit)),
            None => (None, None),
        };
        Stated::Value(Quantity { text: text.to_owned(), value, unit })
    }
}

impl Attributes {
    /// False if the name was stated before.
    fn state(&mut self, name: &str, quantity: Stated<Quantity>) -> bool {
        let fresh = self.names.insert(name.to_owned());
        if fresh {
            self.stated.push((name.to_owned(), quantity));
        }
        fresh
    }

    fn over(self, stored: &[SpecificationRow], source: &str) -> Vec<SpecificationRow> {
        let mut stated: Vec<(String, Option<Stated<Quantity>>)> =
            self.stated.into_iter().map(|(name, quantity)| (name, Some(quantity))).collect();
        let mut merged = Vec::with_capacity(stored.len().max(stated.len()));
        if !self.whole {
            for before in stored {
                match stated.iter_mut().find(|(name, _)| *name == before.name).map(|(_, quantity)| quantity.take()) {
                    None | Some(None | Some(Stated::Absent)) => merged.push(before.clone()),
                    Some(Some(Stated::Unknown)) => {}
                    Some(Some(Stated::Value(quantity))) => merged.push(specification(&before.name, quantity, source)),
                }
            }
        }
        for (name, quantity) in stated {
            if let Some(Stated::Value(quantity)) = quantity {
                merged.push(specification(&name, quantity, source));
            }
        }
        merged
    }
}

fn specification(name: &str, quantity: Quantity, source: &str) -> SpecificationRow {
    SpecificationRow { name: name.to_owned(), text: quantity.text, value: quantity.value, unit: quantity.unit, source: source.to_owned() }
}

impl Draft {
    /// The product after this row.
    fn merged(self, before: Option<&StoredProduct>, desk: &Desk<'_>) -> StoredProduct {
        let stored = before.map(|before| &before.product);
        let keep = |field: fn(&ProductRow) -> &Option<String>| stored.and_then(|stored| field(stored).clone());
        let product = ProductRow {
            name: self.name,
            description: self.description.over(keep(|row| &row.description)),
            brand: self.brand.over(keep(|row| &row.brand)),
            manufacturer: self.manufacturer.over(keep(|row| &row.manufacturer)),
            manufacturer_part_number: self.manufacturer_part_number.over(keep(|row| &row.manufacturer_part_number)),
            gtin: self.gtin.over(keep(|row| &row.gtin)),
            category: self.category.over(keep(|row| &row.category)),
            unit: self.unit.over(keep(|row| &row.unit)),
            pack_quantity: self.pack_quantity.over(keep(|row| &row.pack_quantity)),
            sku: self.sku,
            source: desk.source.to_owned(),
        };
        StoredProduct {
            product,
            specifications: self.attributes.over(before.map_or(&[], |before| &before.specifications), desk.source),
            price: self.price.over(before.and_then(|before| before.price.clone())),
            stock: self.stock.over(before.and_then(|before| before.stock.clone())),
        }
    }
}

/// The trimmed text of a column a row cannot do without.
pub fn required(record: &Record<'_>, field: &str) -> Result<String, Refusal> {
    match record.text(field) {
        Stated::Value(text) => Ok(text.into_owned()),
        _ => Err(Refusal::new(record.column(field), "", format!("`{field}` is missing"))),
    }
}

pub fn owned(stated: Stated<std::borrow::Cow<'_, str>>) -> Stated<String> {
    match stated {
        Stated::Absent => Stated::Absent,
        Stated::Unknown => Stated::Unknown,
        Stated::Value(text) => Stated::Value(text.into_owned()),
    }
}

/// A value that stays unknown, with a warning, when it cannot be used.
fn checked(
    record: &Record<'_>,
    field: &str,
    warn: &mut Vec<Refusal>,
    mut read: impl FnMut(&str) -> Result<String, String>,
) -> Stated<String> {
    match record.text(field) {
        Stated::Absent => Stated::Absent,
        Stated::Unknown => Stated::Unknown,
        Stated::Value(text) => match read(&text) {
            Ok(value) => Stated::Value(value),
            Err(why) => {
                warn.push(Refusal::new(record.column(field), &text, why));
                Stated::Unknown
            }
        },
    }
}

fn decimal(record: &Record<'_>, field: &str, warn: &mut Vec<Refusal>, sound: fn(Decimal) -> bool, rule: &str) -> Stated<String> {
    let convention = record.convention(field);
    checked(record, field, warn, |text| match read_number(text, convention) {
        Ok(value) if sound(value) => Ok(value.normalize().to_string()),
        Ok(_) => Err(format!("{rule}; it stays unknown")),
        Err(why) => Err(format!("{why}; it stays unknown")),
    })
}
