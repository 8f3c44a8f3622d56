//! Customer rows of an import: id, name, domains, price list.

use std::collections::{BTreeMap, HashMap};

use platform::db::Tx;
use platform::{Context, Result};

use super::{Customer, store};
use crate::catalogue::import::{Desk, Field, Kind, Place, Placed, Record, Refusal, Stated};

/// Rows of customers, merged into all the customers there are.
pub struct CustomerRows {
    customers: BTreeMap<String, Customer>,
    /// Customer by domain.
    owners: HashMap<String, String>,
    seen: HashMap<String, Place>,
}

pub struct Draft {
    id: String,
    name: String,
    domains: Stated<Vec<String>>,
    price_list: Stated<String>,
}

impl Kind for CustomerRows {
    const NAME: &'static str = "customers";
    const FIELDS: &'static [Field] = &[
        Field::new("id", &["customer", "customer_id", "customer_number"]).required(),
        Field::new("name", &["company", "customer_name"]).required(),
        Field::new("domains", &["domain", "email_domains", "mail_domains"]),
        Field::new("price_list", &[]),
    ];
    type Draft = Draft;

    async fn begin(ctx: &Context, tx: &mut Tx) -> Result<Self> {
        let (customers, owners) = store::all(tx, ctx.tenant()).await?;
        Ok(CustomerRows { customers, owners, seen: HashMap::new() })
    }

    fn read(&mut self, record: &Record<'_>, _: &mut Vec<Refusal>) -> Result<Draft, Refusal> {
        let required = |field| match record.text(field) {
            Stated::Value(text) => Ok(text.into_owned()),
            _ => Err(Refusal::new(record.column(field), "", format!("`{field}` is missing"))),
        };
        let domains = match record.text("domains") {
            Stated::Absent => Stated::Absent,
            Stated::Unknown => Stated::Unknown,
            Stated::Value(text) => {
                let parts = text.split([',', ';', '|', ' ', '\n']).filter(|part| !part.trim().is_empty()).map(str::to_owned);
                let domains = super::operations::domains(parts).map_err(|error| {
                    let reason = error.message().trim_end_matches('.').to_owned();
                    Refusal::new(record.column("domains"), &text, reason)
                })?;
                Stated::Value(domains)
            }
        };
        let price_list = match record.text("price_list") {
            Stated::Absent => Stated::Absent,
            Stated::Unknown => Stated::Unknown,
            Stated::Value(text) => Stated::Value(text.into_owned()),
        };
        Ok(Draft { id: required("id")?, name: required("name")?, domains, price_list })
    }

    async fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Result<()> {
        let CustomerRows { customers, owners, seen } = self;
        for Placed { place, draft } in batch {
            if let Some(first) = seen.get(&draft.id) {
                let reason = format!("row {} has the same id", first.row);
                desk.reject(place, Refusal::new("id", &draft.id, reason));
                continue;
            }
            let before = customers.get(&draft.id).cloned();
            let stored = before.as_ref().map(|before| before.domains.clone());
            let after = Customer {
                name: draft.name,
                domains: draft.domains.over(stored).unwrap_or_default(),
                price_list: draft.price_list.over(before.as_ref().and_then(|before| before.price_list.clone())),
                customer: draft.id,
            };
            let taken = after
                .domains
                .iter()
                .find_map(|domain| owners.get(domain).filter(|owner| **owner != after.customer).map(|owner| (domain, owner)));
            if let Some((domain, owner)) = taken {
                let reason = format!("the domain belongs to customer `{owner}`");
                desk.reject(place, Refusal::new("domains", domain, reason));
                continue;
            }
            seen.insert(after.customer.clone(), place);
            match &before {
                Some(before) if *before == after => {
                    desk.unchanged();
                    continue;
                }
                Some(before) => {
                    desk.changed();
                    for domain in &before.domains {
                        owners.remove(domain);
                    }
                }
                None => desk.added(),
            }
            store::save(tx, desk.ctx, &after, Some(desk.source)).await?;
            for domain in &after.domains {
                owners.insert(domain.clone(), after.customer.clone());
            }
            customers.insert(after.customer.clone(), after);
        }
        Ok(())
    }
}
