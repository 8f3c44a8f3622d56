//! Category rows: a taxonomy's categories, or their names in other languages.

use std::collections::HashSet;

use platform::db::Tx;
use platform::{Context, Result};

use super::import::{Desk, Field, Kind, Placed, Record, Refusal};
use super::products::required;
use super::store;

/// Rows of a taxonomy.
#[derive(Default)]
pub struct CategoryRows {
    /// Category, or category and language, of rows met so far in this call.
    seen: HashSet<(String, Option<String>)>,
}

pub struct Draft {
    id: String,
    /// Present: the row is a name in this language.
    language: Option<String>,
    name: String,
    parent: Option<String>,
    path: Option<String>,
}

impl Kind for CategoryRows {
    const NAME: &'static str = "categories";
    const IN_ARTICLES: bool = true;
    const FIELDS: &'static [Field] = &[
        Field::new("id", &[]).required(),
        Field::new("name", &[]).required(),
        Field::new("parent_id", &["parent"]),
        Field::new("full_path", &["path"]),
        Field::new("language", &["lang"]),
    ];
    type Draft = Draft;

    async fn begin(_: &Context, _: &mut Tx) -> Result<Self> {
        Ok(Self::default())
    }

    fn read(&mut self, record: &Record<'_>, _: &mut Vec<Refusal>) -> Result<Draft, Refusal> {
        let optional = |field| record.text(field).value().map(std::borrow::Cow::into_owned);
        Ok(Draft {
            id: required(record, "id")?,
            name: required(record, "name")?,
            language: optional("language"),
            parent: optional("parent_id"),
            path: optional("full_path"),
        })
    }

    async fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Draft>>, desk: &mut Desk<'_>) -> Result<()> {
        let tenant = desk.tenant().to_owned();
        let ids: Vec<&str> = batch.iter().map(|placed| placed.draft.id.as_str()).collect();
        let mut stored = store::categories_by_id(tx, &tenant, &ids).await?;
        let names = store::category_names(tx, &tenant, &ids).await?;
        let (mut categories, mut translations) = (Vec::new(), Vec::new());
        for Placed { place, draft } in batch {
            if !self.seen.insert((draft.id.clone(), draft.language.clone())) {
                desk.reject(place, Refusal::new("id", &draft.id, "an earlier row has the same id"));
                continue;
            }
            let Draft { id, language, name, parent, path } = draft;
            let source = desk.source;
            if let Some(language) = language {
                if !stored.contains_key(&id) {
                    desk.reject(place, Refusal::new("id", &id, "no category has this id"));
                    continue;
                }
                let key = (id, language);
                match names.get(&key) {
                    Some(known) if *known == name => {
                        desk.unchanged();
                        continue;
                    }
                    Some(_) => desk.changed(),
                    None => desk.added(),
                }
                translations.push(vec![tenant.as_str().into(), key.0.into(), key.1.into(), name.into(), source.into()]);
            } else {
                let after = store::CategoryRow { path: path.unwrap_or_else(|| name.clone()), parent, name };
                match stored.get(&id) {
                    Some(before) if *before == after => {
                        desk.unchanged();
                        continue;
                    }
                    Some(_) => desk.changed(),
                    None => desk.added(),
                }
                stored.insert(id.clone(), after.clone());
                categories.push(vec![
                    tenant.as_str().into(),
                    id.into(),
                    after.parent.into(),
                    after.name.into(),
                    after.path.into(),
                    source.into(),
                ]);
            }
        }
        store::save_categories(tx, categories, translations).await
    }
}
