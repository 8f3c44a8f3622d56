use platform::Result;
use platform::db::{Row, Tx, sql};
use platform::money::{Exact, PriceBasis, RoundingPolicy};

use super::Seller;

pub async fn seller(tx: &mut Tx, tenant: &str) -> Result<Option<Seller>> {
    sql("SELECT name, address, tax_number, currency, tax_label, tax_percent, time_zone, rounding_policy, price_basis, sample \
         FROM seller WHERE tenant = ?")
    .bind(tenant)
    .fetch_optional(tx)
    .await?
    .map(from_row)
    .transpose()
}

fn from_row(row: Row) -> Result<Seller> {
    Ok(Seller {
        name: row.get("name")?,
        address: row.get("address")?,
        tax_number: row.get("tax_number")?,
        currency: row.get("currency")?,
        tax_label: row.get("tax_label")?,
        tax_rate: Exact::parse(&row.get::<String>("tax_percent")?)?,
        time_zone: row.get("time_zone")?,
        rounding: RoundingPolicy::parse(&row.get::<String>("rounding_policy")?)?,
        price_basis: PriceBasis::parse(&row.get::<String>("price_basis")?)?,
        sample: row.flag("sample")?,
    })
}

pub async fn save(tx: &mut Tx, tenant: &str, seller: &Seller, now: i64) -> Result<()> {
    sql(
        "INSERT INTO seller (tenant, name, address, tax_number, currency, tax_label, tax_percent, time_zone, rounding_policy, price_basis, sample, updated_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (tenant) DO UPDATE SET name = excluded.name, address = excluded.address, tax_number = excluded.tax_number, \
         currency = excluded.currency, tax_label = excluded.tax_label, tax_percent = excluded.tax_percent, time_zone = excluded.time_zone, \
         rounding_policy = excluded.rounding_policy, price_basis = excluded.price_basis, sample = excluded.sample, updated_at = excluded.updated_at",
    )
    .bind(tenant)
    .bind(&seller.name)
    .bind(seller.address.clone())
    .bind(seller.tax_number.clone())
    .bind(&seller.currency)
    .bind(&seller.tax_label)
    .bind(seller.tax_rate.to_string())
    .bind(&seller.time_zone)
    .bind(seller.rounding.as_str())
    .bind(seller.price_basis.as_str())
    .bind(seller.sample)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

pub async fn remove_sample(tx: &mut Tx, tenant: &str) -> Result<u64> {
    sql("DELETE FROM seller WHERE tenant = ? AND sample = 1").bind(tenant).execute(tx).await
}
