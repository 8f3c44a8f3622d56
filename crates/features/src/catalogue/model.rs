//! What the catalogue answers.

use std::collections::BTreeMap;

use platform::money::{Exact, PriceBasis, UnitPrice};
use schemars::JsonSchema;
use serde::Serialize;

/// A product in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct ProductCard {
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    pub manufacturer_part_number: Option<String>,
    pub gtin: Option<String>,
    pub category: Option<String>,
    /// UN/ECE Recommendation 20 code where the word is known, else the word as it came.
    pub unit: Option<String>,
    /// Articles in one unit.
    pub pack_quantity: Option<Exact>,
    /// True: sample data, not the seller's own.
    pub sample: bool,
}

/// Everything that is known about a product. What is unknown is null, with its reason in `unknown`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Product {
    pub sku: String,
    pub name: String,
    pub description: Option<String>,
    pub brand: Option<String>,
    pub manufacturer: Option<String>,
    pub manufacturer_part_number: Option<String>,
    pub gtin: Option<String>,
    /// As the source states it: an id of a taxonomy, or words.
    pub category: Option<String>,
    /// The category's full path, where `category` is an id of a loaded taxonomy.
    pub category_path: Option<String>,
    /// UN/ECE Recommendation 20 code where the word is known, else the word as it came.
    pub unit: Option<String>,
    /// Articles in one unit.
    pub pack_quantity: Option<Exact>,
    /// One unit's price of the standard list, now.
    pub price: Option<UnitPrice>,
    /// Whether `price` contains tax.
    pub price_basis: Option<PriceBasis>,
    /// Why `price` is null.
    pub price_reason: Option<String>,
    /// Sum over the locations.
    pub stock: Option<Exact>,
    /// Why `stock` is null.
    pub stock_reason: Option<String>,
    /// Field: why it is null.
    pub unknown: BTreeMap<String, String>,
    pub specifications: Vec<Specification>,
    pub prices: Vec<Price>,
    pub stocks: Vec<Stock>,
    /// What a kit or pack contains.
    pub components: Vec<Component>,
    /// Other numbers that mean this product.
    pub cross_references: Vec<CrossReference>,
    pub source: Source,
    /// True: sample data, not the seller's own.
    pub sample: bool,
}

/// An attribute, as it came; where it is a quantity, also its value and unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Specification {
    pub name: String,
    pub text: String,
    /// Null where the text is not a number with a known unit.
    pub value: Option<Exact>,
    /// UN/ECE Recommendation 20 code of `value`.
    pub unit: Option<String>,
}

/// A price as it is stored.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Price {
    /// Means this price for ever.
    pub id: String,
    pub price_list: String,
    pub price: UnitPrice,
    pub basis: PriceBasis,
    /// Holds from this quantity up.
    pub min_quantity: Exact,
    /// RFC 3339, inclusive; null: since ever.
    pub valid_from: Option<String>,
    /// RFC 3339, exclusive; null: without end.
    pub valid_to: Option<String>,
    /// True: sample data, not the seller's own.
    pub sample: bool,
}

/// What lies at one place.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Stock {
    /// Null: the source names none.
    pub location: Option<String>,
    pub quantity: Exact,
    /// When it was imported, RFC 3339.
    pub counted_at: String,
    /// True: sample data, not the seller's own.
    pub sample: bool,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Component {
    pub sku: String,
    pub quantity: Exact,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct CrossReference {
    /// `mpn`, `gtin` or `sku`.
    pub kind: String,
    pub number: String,
}

/// The import a product's facts came from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Source {
    pub id: String,
    /// The file's name.
    pub name: String,
    /// Of the file's bytes.
    pub sha256: String,
    pub sample: bool,
    /// The sample pack; null where it is the seller's own file.
    pub pack: Option<String>,
    pub licence: Option<String>,
    pub attribution: Option<String>,
    /// RFC 3339.
    pub imported_at: String,
}

/// A category of a loaded taxonomy, or one that products name.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Category {
    pub id: String,
    pub parent: Option<String>,
    /// In the language asked for where it is known, else as the source has it.
    pub name: String,
    pub path: String,
    /// Products that name exactly this category.
    pub products: u64,
    /// True: sample data, not the seller's own.
    pub sample: bool,
}

/// A brand that products name.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Brand {
    pub brand: String,
    pub products: u64,
}
