//! The index that belongs to the catalogue as it is now: from memory, from its file, or built anew.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use engine::index::{self, Index};
use platform::db::{Tx, identity};
use platform::{Context, Error, Result, data_dir};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::catalogue::{self, Article};

/// Raised whenever the index' own layout or reading changes, so that older files are rebuilt.
const FORMAT: u32 = 3;

/// Whose index a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
    format: u32,
    store: String,
    tenant: String,
    catalogue_version: i64,
}

/// The indexes in memory, by tenant. The lock is held while one is built, so that it is built once.
#[derive(Default)]
struct Indexes(Mutex<HashMap<String, (Owner, Arc<Index>)>>);

/// The tenant's index of the current catalogue. 100,000 products are built in seconds, loaded in a fraction of one.
pub async fn index(ctx: &Context) -> Result<Arc<Index>> {
    let shared = ctx.shared::<Indexes>();
    let mut indexes = shared.0.lock().await;
    let mut tx = ctx.read().await?;
    let owner = Owner {
        format: FORMAT,
        store: identity(&mut tx).await?,
        tenant: ctx.tenant().to_owned(),
        catalogue_version: catalogue::version(&mut tx, ctx.tenant()).await?,
    };
    if let Some((known, index)) = indexes.get(ctx.tenant())
        && *known == owner
    {
        return Ok(index.clone());
    }
    let file = ctx.rebuildable.as_ref().map(|folder| folder.join(format!("{}.search", ctx.tenant())));
    let index = match load(file.clone(), owner.clone()).await? {
        Some(index) => index,
        None => build(ctx, &mut tx, file, owner.clone()).await?,
    };
    let index = Arc::new(index);
    indexes.insert(ctx.tenant().to_owned(), (owner, index.clone()));
    Ok(index)
}

async fn build(ctx: &Context, tx: &mut Tx, file: Option<PathBuf>, owner: Owner) -> Result<Index> {
    ctx.progress("building the search index", 0, None);
    let mut articles: Vec<Indexed> = Vec::new();
    catalogue::for_each_article(tx, ctx.tenant(), |batch| {
        articles.extend(batch.into_iter().map(Indexed::from));
        Ok(())
    })
    .await?;
    off_thread(move || {
        // Databases sort text each in their own way; equal scores must come out in one order on both.
        articles.sort_unstable_by(|left, right| left.article.sku.cmp(&right.article.sku));
        let index = Index::build(articles.iter().map(Indexed::borrowed));
        drop(articles);
        // It can be built again: a full disk must not keep anybody from searching.
        if let Some(Err(error)) = file.map(|file| save(&file, &owner, &index)) {
            tracing::warn!(error = ?error, "search index not kept");
        }
        Ok(index)
    })
    .await
}

/// A product with its specifications in the form the index reads.
struct Indexed {
    article: Article,
    attributes: Vec<(String, String)>,
    numbers: Vec<String>,
    price: Option<String>,
}

impl From<Article> for Indexed {
    fn from(mut article: Article) -> Self {
        let specifications =
            std::mem::take(&mut article.specifications).into_iter().map(|specification| (specification.name, specification.text));
        let numbers = std::mem::take(&mut article.cross_references).into_iter().map(|reference| reference.number);
        Indexed {
            attributes: specifications.collect(),
            numbers: numbers.collect(),
            price: article.base_price.map(|price| price.to_string()),
            article,
        }
    }
}

impl Indexed {
    fn borrowed(&self) -> index::Article<'_> {
        fn known(field: &Option<String>) -> &str {
            field.as_deref().unwrap_or_default()
        }
        let article = &self.article;
        index::Article {
            sku: &article.sku,
            name: &article.name,
            description: known(&article.description),
            brand: known(&article.brand),
            manufacturer: known(&article.manufacturer),
            mpn: known(&article.manufacturer_part_number),
            gtin: known(&article.gtin),
            numbers: &self.numbers,
            category: article.category_path.as_deref().or(article.category.as_deref()).unwrap_or_default(),
            attributes: &self.attributes,
            price: self.price.as_deref(),
        }
    }
}

fn save(file: &std::path::Path, owner: &Owner, index: &Index) -> Result<()> {
    let bytes = postcard::to_stdvec(&(owner, index)).map_err(Error::internal)?;
    data_dir::write_whole(file, &bytes)
}

/// The file's index if it is `owner`'s. A file that is absent, damaged or another's is no failure: it is built anew.
async fn load(file: Option<PathBuf>, owner: Owner) -> Result<Option<Index>> {
    let Some(file) = file else { return Ok(None) };
    off_thread(move || {
        let Ok(bytes) = std::fs::read(file) else { return Ok(None) };
        let whose: Option<(Owner, &[u8])> = postcard::take_from_bytes(&bytes).ok();
        Ok(whose.filter(|(found, _)| *found == owner).and_then(|(_, rest)| postcard::from_bytes(rest).ok()))
    })
    .await
}

/// Work that keeps a processor busy, away from the threads that answer calls.
pub(crate) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
