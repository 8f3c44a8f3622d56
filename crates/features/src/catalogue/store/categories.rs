//! Categories as an import sees them.

use std::collections::HashMap;

use super::super::NamedCategory;
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

/// Categories that have names in other languages: id, path, own name, and language and name of the others.
pub async fn named_categories(tx: &mut Tx, tenant: &str) -> Result<Vec<NamedCategory>> {
    let rows = sql("SELECT c.id AS id, c.path AS path, c.name AS own, n.language AS language, n.name AS name FROM categories c \
         JOIN category_names n ON n.tenant = c.tenant AND n.id = c.id WHERE c.tenant = ? ORDER BY c.id, n.language")
    .bind(tenant)
    .fetch_all(tx)
    .await?;
    let mut found: Vec<NamedCategory> = Vec::new();
    for row in &rows {
        let id: String = row.get("id")?;
        if found.last().is_none_or(|last| last.id != id) {
            found.push(NamedCategory { id, path: row.get("path")?, name: row.get("own")?, names: Vec::new() });
        }
        if let Some(last) = found.last_mut() {
            last.names.push((row.get("language")?, row.get("name")?));
        }
    }
    Ok(found)
}
