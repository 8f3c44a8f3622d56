//! Categories as an import sees them.

use std::collections::HashMap;

use platform::Result;
use platform::db::{Tx, Value, insert_rows, sql};

use super::{WIDTH, bind_keys, keys};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRow {
    pub parent: Option<String>,
    pub name: String,
    pub path: String,
}

pub async fn categories_by_id(tx: &mut Tx, tenant: &str, ids: &[&str]) -> Result<HashMap<String, CategoryRow>> {
    let mut found = HashMap::new();
    for some in ids.chunks(WIDTH) {
        let query = sql(concat!("SELECT id, parent, name, path FROM categories WHERE tenant = ? AND id IN", keys!()));
        for row in bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await? {
            let category = CategoryRow { parent: row.get("parent")?, name: row.get("name")?, path: row.get("path")? };
            found.insert(row.get("id")?, category);
        }
    }
    Ok(found)
}

/// Names by id and language.
pub async fn category_names(tx: &mut Tx, tenant: &str, ids: &[&str]) -> Result<HashMap<(String, String), String>> {
    let mut found = HashMap::new();
    for some in ids.chunks(WIDTH) {
        let query = sql(concat!("SELECT id, language, name FROM category_names WHERE tenant = ? AND id IN", keys!()));
        for row in bind_keys(query.bind(tenant), some.iter().copied()).fetch_all(tx).await? {
            found.insert((row.get("id")?, row.get("language")?), row.get("name")?);
        }
    }
    Ok(found)
}

/// `categories`: rows of `tenant, id, parent, name, path, source`; `names`: rows of `tenant, id, language, name, source`.
pub async fn save_categories(tx: &mut Tx, categories: Vec<Vec<Value>>, names: Vec<Vec<Value>>) -> Result<()> {
    let head = "INSERT INTO categories (tenant, id, parent, name, path, source) VALUES";
    let tail = "ON CONFLICT (tenant, id) DO UPDATE SET parent = excluded.parent, name = excluded.name, path = excluded.path, source = excluded.source";
    insert_rows(tx, head, 6, categories, tail).await?;
    let head = "INSERT INTO category_names (tenant, id, language, name, source) VALUES";
    let tail = "ON CONFLICT (tenant, id, language) DO UPDATE SET name = excluded.name, source = excluded.source";
    insert_rows(tx, head, 5, names, tail).await?;
    Ok(())
}
