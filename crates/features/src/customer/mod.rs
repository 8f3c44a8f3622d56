//! Buying companies: name, mail domains, price list, and their own numbers for our products.
//!
//! A mail domain belongs to one customer. A customer's part number means one product; it is compared without case,
//! blanks and punctuation, and is the first thing a match looks at.

mod operations;
mod rows;
mod store;
pub mod verify;

use std::collections::HashMap;

use platform::db::Tx;
use platform::error::Kind;
use platform::operation::{Entry, entry};
use platform::{Context, ErrorCode, Result};
use schemars::JsonSchema;
use serde::Serialize;

use operations::{
    GetCustomer, ImportCustomers, ListCustomers, ListPartNumbers, RemoveCustomer, RemovePartNumber, SaveCustomer, SavePartNumber,
};

pub const OPERATIONS: &[Entry] = &[
    entry::<SaveCustomer>(),
    entry::<GetCustomer>(),
    entry::<ListCustomers>(),
    entry::<RemoveCustomer>(),
    entry::<ListPartNumbers>(),
    entry::<SavePartNumber>(),
    entry::<RemovePartNumber>(),
    entry::<ImportCustomers>(),
];
pub const ERRORS: &[&ErrorCode] =
    &[&UNKNOWN, &DOMAIN_TAKEN, &DOMAIN_MALFORMED, &BLANK, &PART_NUMBER_UNKNOWN, &PART_NUMBER_BLANK, &SKU_UNKNOWN];

static UNKNOWN: ErrorCode =
    ErrorCode::new(Kind::NotFound, "customer.not_found", "No customer has this id.", "List the customers, or save this one first.");
static DOMAIN_TAKEN: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "customer.domain_taken",
    "The mail domain belongs to another customer.",
    "Take it from the customer named in the message first.",
);
static DOMAIN_MALFORMED: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "customer.domain_malformed",
    "The text is no mail domain.",
    "Write the part behind the @, as in \"example.com\".",
);
static BLANK: ErrorCode = ErrorCode::new(Kind::Meaning, "customer.blank", "Id or name is blank.", "Fill in the field named.");
static PART_NUMBER_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "customer.part_number_not_found",
    "The customer has no such part number.",
    "List the customer's part numbers.",
);
static PART_NUMBER_BLANK: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "customer.part_number_blank",
    "A part number needs at least one letter or digit.",
    "Write the number as the customer writes it.",
);
static SKU_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "customer.sku_unknown",
    "A part number was to mean a product that does not exist.",
    "Use an SKU of the catalogue; import the catalogue first.",
);

/// A buying company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Customer {
    pub customer: String,
    pub name: String,
    /// Mail domains in lower case, sorted.
    pub domains: Vec<String>,
    /// The price list looked at before the standard one; null: the standard list only.
    pub price_list: Option<String>,
}

/// A customer's own number for a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartNumber {
    /// As the customer writes it.
    pub part_number: String,
    pub sku: String,
    /// Who said that they are the same.
    pub confirmed_by: String,
    /// RFC 3339.
    pub confirmed_at: String,
}

/// The customer, if there is one.
pub async fn find(tx: &mut Tx, tenant: &str, id: &str) -> Result<Option<Customer>> {
    store::customer(tx, tenant, id).await
}

/// The customer, or the error that says there is none.
pub async fn required(tx: &mut Tx, tenant: &str, id: &str) -> Result<Customer> {
    let unknown = || UNKNOWN.error(format!("There is no customer `{}`.", id.chars().take(100).collect::<String>())).at("customer");
    find(tx, tenant, id).await?.ok_or_else(unknown)
}

/// The customer whose domain a mail address, or a bare domain, has; a subdomain counts for its domain.
pub async fn by_mail(tx: &mut Tx, tenant: &str, address: &str) -> Result<Option<Customer>> {
    let domain = address.rsplit('@').next().unwrap_or_default().trim().to_lowercase();
    let mut rest = domain.as_str();
    while rest.contains('.') {
        if let Some(id) = store::owner_of(tx, tenant, rest).await? {
            return find(tx, tenant, &id).await;
        }
        rest = rest.split_once('.').map_or("", |(_, parent)| parent);
    }
    Ok(None)
}

/// Every part number of a customer by its comparable form; compare with [`engine::codes::habitual`].
pub async fn part_numbers(tx: &mut Tx, tenant: &str, customer: &str) -> Result<HashMap<String, PartNumber>> {
    Ok(store::part_numbers(tx, tenant, customer, "", u32::MAX).await?.into_iter().collect())
}

/// Remembers that this customer means the product by this number or these words, confirmed by the caller now.
pub async fn remember(tx: &mut Tx, ctx: &Context, customer: &str, part_number: &str, sku: &str) -> Result<PartNumber> {
    let number = PartNumber {
        part_number: part_number.trim().to_owned(),
        sku: sku.to_owned(),
        confirmed_by: ctx.principal.name.clone(),
        confirmed_at: crate::timestamp(ctx.now()),
    };
    store::save_part_number(tx, ctx, customer, &operations::key(part_number)?, &number).await?;
    Ok(number)
}

#[cfg(test)]
mod tests;
