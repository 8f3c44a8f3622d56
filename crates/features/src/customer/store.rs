pub mod verify;

use std::collections::{BTreeMap, HashMap};

use platform::db::{Row, Tx, sql};
use platform::{Context, Result};

use super::{Customer, PartNumber};

pub async fn customer(tx: &mut Tx, tenant: &str, id: &str) -> Result<Option<Customer>> {
    let row =
        sql("SELECT id, name, price_list FROM customers WHERE tenant = ? AND id = ?").bind(tenant).bind(id).fetch_optional(tx).await?;
    let Some(row) = row else { return Ok(None) };
    let rows = sql("SELECT domain FROM customer_domains WHERE tenant = ? AND customer = ? ORDER BY domain")
        .bind(tenant)
        .bind(id)
        .fetch_all(tx)
        .await?;
    let domains = rows.iter().map(|row| row.get("domain")).collect::<Result<_>>()?;
    Ok(Some(Customer { customer: row.get("id")?, name: row.get("name")?, domains, price_list: row.get("price_list")? }))
}

/// Customers after `after` by id; at most `limit`.
pub async fn list(tx: &mut Tx, tenant: &str, after: &str, limit: u32) -> Result<Vec<Customer>> {
    let rows = sql("SELECT id, name, price_list FROM customers WHERE tenant = ? AND id > ? ORDER BY id LIMIT ?")
        .bind(tenant)
        .bind(after)
        .bind(limit)
        .fetch_all(tx)
        .await?;
    let Some(last) = rows.last() else { return Ok(Vec::new()) };
    let last: String = last.get("id")?;
    let mut domains: HashMap<String, Vec<String>> = HashMap::new();
    let found = sql("SELECT customer, domain FROM customer_domains WHERE tenant = ? AND customer > ? AND customer <= ? ORDER BY domain")
        .bind(tenant)
        .bind(after)
        .bind(last)
        .fetch_all(tx)
        .await?;
    for row in found {
        domains.entry(row.get("customer")?).or_default().push(row.get("domain")?);
    }
    rows.iter().map(|row| from_row(row, &mut domains)).collect()
}

fn from_row(row: &Row, domains: &mut HashMap<String, Vec<String>>) -> Result<Customer> {
    let customer: String = row.get("id")?;
    let domains = domains.remove(&customer).unwrap_or_default();
    Ok(Customer { customer, name: row.get("name")?, domains, price_list: row.get("price_list")? })
}

/// Every customer of the tenant by id, and every domain's owner.
pub async fn all(tx: &mut Tx, tenant: &str) -> Result<(BTreeMap<String, Customer>, HashMap<String, String>)> {
    let mut domains: HashMap<String, Vec<String>> = HashMap::new();
    let mut owners = HashMap::new();
    let rows = sql("SELECT customer, domain FROM customer_domains WHERE tenant = ? ORDER BY domain").bind(tenant).fetch_all(tx).await?;
    for row in rows {
        let (customer, domain): (String, String) = (row.get("customer")?, row.get("domain")?);
        owners.insert(domain.clone(), customer.clone());
        domains.entry(customer).or_default().push(domain);
    }
    let rows = sql("SELECT id, name, price_list FROM customers WHERE tenant = ?").bind(tenant).fetch_all(tx).await?;
    let customers = rows.iter().map(|row| from_row(row, &mut domains).map(|customer| (customer.customer.clone(), customer)));
    Ok((customers.collect::<Result<_>>()?, owners))
}

/// Whose domain it is.
pub async fn owner_of(tx: &mut Tx, tenant: &str, domain: &str) -> Result<Option<String>> {
    let row =
        sql("SELECT customer FROM customer_domains WHERE tenant = ? AND domain = ?").bind(tenant).bind(domain).fetch_optional(tx).await?;
    row.map(|row| row.get("customer")).transpose()
}

/// Saves the customer with exactly these domains. `source`: the import it came from.
pub async fn save(tx: &mut Tx, ctx: &Context, customer: &Customer, source: Option<&str>) -> Result<()> {
    sql("INSERT INTO customers (tenant, id, name, price_list, source, updated_at) VALUES (?, ?, ?, ?, ?, ?) \
         ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, price_list = excluded.price_list, source = excluded.source, \
         updated_at = excluded.updated_at")
    .bind(ctx.tenant())
    .bind(&customer.customer)
    .bind(&customer.name)
    .bind(customer.price_list.clone())
    .bind(source)
    .bind(ctx.now())
    .execute(tx)
    .await?;
    remove_domains(tx, ctx.tenant(), &customer.customer).await?;
    for domain in &customer.domains {
        sql("INSERT INTO customer_domains (tenant, domain, customer) VALUES (?, ?, ?)")
            .bind(ctx.tenant())
            .bind(domain)
            .bind(&customer.customer)
            .execute(tx)
            .await?;
    }
    Ok(())
}

async fn remove_domains(tx: &mut Tx, tenant: &str, customer: &str) -> Result<()> {
    sql("DELETE FROM customer_domains WHERE tenant = ? AND customer = ?").bind(tenant).bind(customer).execute(tx).await.map(drop)
}

/// Removes the customer with domains and part numbers.
pub async fn remove(tx: &mut Tx, tenant: &str, customer: &str) -> Result<()> {
    remove_domains(tx, tenant, customer).await?;
    sql("DELETE FROM customer_part_numbers WHERE tenant = ? AND customer = ?").bind(tenant).bind(customer).execute(tx).await?;
    sql("DELETE FROM customers WHERE tenant = ? AND id = ?").bind(tenant).bind(customer).execute(tx).await?;
    Ok(())
}

/// Part numbers after `after` in comparable form; at most `limit`, each with its comparable form.
pub async fn part_numbers(tx: &mut Tx, tenant: &str, customer: &str, after: &str, limit: u32) -> Result<Vec<(String, PartNumber)>> {
    let rows = sql("SELECT match_key, part_number, sku, confirmed_by, confirmed_at FROM customer_part_numbers \
         WHERE tenant = ? AND customer = ? AND match_key > ? ORDER BY match_key LIMIT ?")
    .bind(tenant)
    .bind(customer)
    .bind(after)
    .bind(limit)
    .fetch_all(tx)
    .await?;
    rows.iter()
        .map(|row| {
            let number = PartNumber {
                part_number: row.get("part_number")?,
                sku: row.get("sku")?,
                confirmed_by: row.get("confirmed_by")?,
                confirmed_at: crate::timestamp(row.get("confirmed_at")?),
            };
            Ok((row.get("match_key")?, number))
        })
        .collect()
}

pub async fn save_part_number(tx: &mut Tx, ctx: &Context, customer: &str, key: &str, number: &PartNumber) -> Result<()> {
    sql("INSERT INTO customer_part_numbers (tenant, customer, part_number, match_key, sku, confirmed_by, confirmed_at, source) \
         VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (tenant, customer, match_key) DO UPDATE SET part_number = excluded.part_number, \
         sku = excluded.sku, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at")
    .bind(ctx.tenant())
    .bind(customer)
    .bind(&number.part_number)
    .bind(key)
    .bind(&number.sku)
    .bind(&number.confirmed_by)
    .bind(ctx.now())
    .execute(tx)
    .await?;
    Ok(())
}

/// How many were removed: 0 or 1.
pub async fn remove_part_number(tx: &mut Tx, tenant: &str, customer: &str, key: &str) -> Result<u64> {
    sql("DELETE FROM customer_part_numbers WHERE tenant = ? AND customer = ? AND match_key = ?")
        .bind(tenant)
        .bind(customer)
        .bind(key)
        .execute(tx)
        .await
}
