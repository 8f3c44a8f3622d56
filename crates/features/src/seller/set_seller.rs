use platform::journal::Change;
use platform::money::{Currency, Exact, PriceBasis, RoundingPolicy};
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{NAME_BLANK, Seller, TAX_RATE, store};

/// Sets who sells: name, currency, tax and price basis of every quotation from now on.
///
/// Quotations that exist keep the settings they were made with.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetSeller {
    /// Name on the letterhead.
    #[schemars(length(min = 1, max = 200))]
    name: String,
    /// ISO 4217 code, as in "EUR".
    #[schemars(length(min = 3, max = 3))]
    currency: String,
    /// What the tax is called, as in "VAT".
    #[schemars(length(min = 1, max = 40))]
    tax_label: String,
    /// In percent: "21" for 21 %.
    tax_rate: Exact,
    /// Whether the seller's prices contain tax.
    price_basis: PriceBasis,
    /// Address; line breaks are kept.
    #[schemars(length(max = 500))]
    address: Option<String>,
    /// Tax number, printed as it is.
    #[schemars(length(max = 60))]
    tax_number: Option<String>,
    /// IANA name, as in "Europe/Madrid"; "UTC" if absent.
    #[schemars(length(max = 60))]
    time_zone: Option<String>,
    /// Where amounts are rounded; `line_then_category` if absent.
    rounding: Option<RoundingPolicy>,
}

impl Operation for SetSeller {
    const SPEC: Spec =
        Spec::new("set_seller", Method::Put, "/api/seller", Access::Role(Role::Administrator), Effect::Replace).cli("seller set", &[]);
    type Output = Seller;

    fn examples() -> Vec<Example> {
        let seller = json!({ "name": "Tan Hardware Pte Ltd", "currency": "SGD", "tax_label": "GST", "tax_rate": "9", "price_basis": "excluded", "time_zone": "Asia/Singapore" });
        let mut unknown = seller.clone();
        unknown["currency"] = json!("ZZZ");
        vec![
            Example::ok("a seller in Singapore", seller),
            Example::refused("a currency that does not exist", unknown, "money.currency_unknown"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Seller> {
        Currency::parse(&self.currency).map_err(|error| error.at("currency"))?;
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&self.tax_rate.0) {
            return Err(TAX_RATE.error(format!("{} is not a percentage.", self.tax_rate)).at("tax_rate"));
        }
        for (field, text) in [("name", &self.name), ("tax_label", &self.tax_label)] {
            if text.trim().is_empty() {
                return Err(NAME_BLANK.error(format!("`{field}` is blank.")).at(field));
            }
        }
        let seller = Seller {
            name: visible(&self.name).trim().to_owned(),
            address: self.address.map(|address| visible(&address).into_owned()),
            tax_number: self.tax_number,
            currency: self.currency,
            tax_label: self.tax_label.trim().to_owned(),
            tax_rate: self.tax_rate,
            time_zone: self.time_zone.unwrap_or_else(|| "UTC".to_owned()),
            rounding: self.rounding.unwrap_or_default(),
            price_basis: self.price_basis,
            sample: false,
        };
        seller.zone().map_err(|error| error.at("time_zone"))?;
        let mut tx = ctx.write().await?;
        store::save(&mut tx, ctx.tenant(), &seller, ctx.now()).await?;
        ctx.commit(tx, Change::of("seller", ctx.tenant(), "set"), seller).await
    }
}
