//! The index that belongs to the catalogue as it is now: from memory, from its file with what changed since, or built anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use engine::index::{self, Index, NamedCategory, Offer};
use platform::db::{Tx, identity};
use platform::money::PriceBasis;
use platform::{Context, Error, Result, data_dir};
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::synonyms;
use crate::catalogue::{self, Article};
use crate::seller;

/// Raised whenever the index' own layout or reading changes, so that older files are rebuilt.
const FORMAT: u32 = 16;

/// Changed products from which the index is built anew beside the searches, and how many it may carry at most.
const MANY_CHANGED: usize = 500;
const MOST_CHANGED: usize = 2_000;
/// Changed products that any index may carry, however small it is.
const FEW_CHANGED: usize = 8;

/// Bytes of the file that are read at once; the longest piece of it, a text or a row's part, is shorter.
const AT_ONCE: usize = 1 << 20;

/// Whose index a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
    format: u32,
    store: String,
    tenant: String,
    catalogue_version: i64,
}

/// The indexes in memory, by tenant. The lock is held while one is brought up to date, so that it is done once.
#[derive(Default)]
struct Indexes {
    known: Mutex<HashMap<String, Known>>,
    /// What is known, with the commits it is good for. Read by every search: who finds it there stands in no queue, in which
    /// each would wait until the one before him is polled again.
    ready: RwLock<HashMap<String, (u64, Current)>>,
    rebuilding: std::sync::Mutex<JoinSet<()>>,
}

impl Indexes {
    fn ready(&self, tenant: &str, commits: Option<u64>) -> Option<Current> {
        let ready = self.ready.read().unwrap_or_else(PoisonError::into_inner);
        let (good_for, current) = ready.get(tenant)?;
        (Some(*good_for) == commits).then(|| current.clone())
    }

    /// `commits`: read before the store was; `None`: others write too, and every search asks the store.
    fn make_ready(&self, tenant: &str, commits: Option<u64>, current: &Current) {
        let Some(commits) = commits else { return };
        let mut ready = self.ready.write().unwrap_or_else(PoisonError::into_inner);
        ready.insert(tenant.to_owned(), (commits, current.clone()));
    }

    fn forget_ready(&self, tenant: &str) {
        self.ready.write().unwrap_or_else(PoisonError::into_inner).remove(tenant);
    }
}

/// What searches of one tenant need, and what it was read from.
struct Known {
    /// Of the built part.
    owner: Owner,
    /// Of all of it.
    catalogue_version: i64,
    /// Products that changed since the build; `None` is gone.
    changed: BTreeMap<String, Option<Indexed>>,
    index: Arc<Index>,
    synonyms: Arc<index::Synonyms>,
    synonyms_version: i64,
    rebuilding: bool,
}

/// What a search runs on. Cheap to clone.
#[derive(Clone)]
pub struct Current {
    pub index: Arc<Index>,
    /// Currency and tax basis of the seller's prices, as offers name them; `None`: no seller is set up.
    pub terms: Option<Arc<Terms>>,
}

/// What prices are stated in.
pub struct Terms {
    pub currency: String,
    /// As the index names the pair of currency and basis.
    pub name: String,
}

/// The tenant's index of the current catalogue. 100,000 products are built in seconds, loaded in a fraction of one; a
/// changed product is taken in within milliseconds.
pub async fn index(ctx: &Context) -> Result<Arc<Index>> {
    current(ctx).await.map(|current| current.index)
}

/// The index with what people's searches need besides.
pub async fn current(ctx: &Context) -> Result<Current> {
    let shared = ctx.shared::<Indexes>();
    if let Some(current) = shared.ready(ctx.tenant(), ctx.commits()) {
        return Ok(current);
    }
    let mut indexes = shared.known.lock().await;
    // Read before the store is: what is committed meanwhile is looked for by the next call.
    let commits = ctx.commits();
    if let Some(current) = shared.ready(ctx.tenant(), commits) {
        return Ok(current);
    }
    // An index that is built anew must not find the old one still in memory.
    shared.forget_ready(ctx.tenant());
    let mut tx = ctx.read().await?;
    let store = identity(&mut tx).await?;
    let version = catalogue::version(&mut tx, ctx.tenant()).await?;
    let known = indexes.remove(ctx.tenant()).filter(|known| known.owner.store == store);
    let owner = Owner { format: FORMAT, store, tenant: ctx.tenant().to_owned(), catalogue_version: version };
    let known = match known {
        Some(known) => Some(known),
        None => load(file(ctx), owner.clone()).await?.map(Known::built),
    };
    let mut known = match known {
        Some(known) => match followed(ctx, &mut tx, known, version).await? {
            Some(known) => known,
            None => Known::built(build(ctx, &mut tx, owner).await?),
        },
        None => Known::built(build(ctx, &mut tx, owner).await?),
    };
    let current = known.with_settings(ctx, &mut tx).await?;
    if known.changed.len() >= MANY_CHANGED && !known.rebuilding {
        known.rebuilding = true;
        rebuild_beside(ctx.clone(), &shared);
    }
    indexes.insert(ctx.tenant().to_owned(), known);
    shared.make_ready(ctx.tenant(), commits, &current);
    Ok(current)
}

impl Known {
    fn built((owner, index): (Owner, Index)) -> Known {
        let index = Arc::new(index);
        let catalogue_version = owner.catalogue_version;
        let (changed, synonyms_version) = (BTreeMap::new(), -1);
        Known { owner, catalogue_version, changed, index, synonyms: Arc::default(), synonyms_version, rebuilding: false }
    }

    async fn with_settings(&mut self, ctx: &Context, tx: &mut Tx) -> Result<Current> {
        let version = synonyms::version(tx, ctx.tenant()).await?;
        if version != self.synonyms_version {
            self.synonyms = Arc::new(synonyms::read(tx, ctx.tenant()).await?.all());
            self.synonyms_version = version;
        }
        let seller = seller::find(tx, ctx.tenant()).await?;
        let terms = seller.map(|seller| Arc::new(Terms { name: terms(&seller.currency, seller.price_basis), currency: seller.currency }));
        Ok(Current { index: Arc::new(self.index.with_synonyms(self.synonyms.clone())), terms })
    }
}

fn terms(currency: &str, basis: PriceBasis) -> String {
    format!("{currency} {}", basis.as_str())
}

/// The index with what changed since, or `None` where that is not known or too much.
async fn followed(ctx: &Context, tx: &mut Tx, mut known: Known, version: i64) -> Result<Option<Known>> {
    if known.catalogue_version == version {
        return Ok(Some(known));
    }
    let Some(skus) = catalogue::changed_since(tx, ctx.tenant(), known.catalogue_version, version, MOST_CHANGED).await? else {
        return Ok(None);
    };
    take_in(ctx, tx, &mut known.changed, &skus).await?;
    // A small index is built in no time, and its statistics would say nothing of many newcomers.
    if known.changed.len() > MOST_CHANGED || known.changed.len() > known.index.len() / 4 + FEW_CHANGED {
        return Ok(None);
    }
    let (built, changed) = (known.index.clone(), known.changed);
    let (index, changed) = platform::off_thread(move || {
        let articles = changed.values().flatten().map(Indexed::borrowed);
        Ok((built.with_changes(articles, changed.keys().map(String::as_str)), changed))
    })
    .await?;
    Ok(Some(Known { index: Arc::new(index), changed, catalogue_version: version, ..known }))
}

async fn take_in(ctx: &Context, tx: &mut Tx, changed: &mut BTreeMap<String, Option<Indexed>>, skus: &BTreeSet<String>) -> Result<()> {
    let names: Vec<&str> = skus.iter().map(String::as_str).collect();
    let articles = catalogue::articles(tx, ctx.tenant(), &names).await?;
    changed.extend(skus.iter().map(|sku| (sku.clone(), None)));
    changed.extend(articles.into_iter().map(|article| (article.sku.clone(), Some(Indexed::from(article)))));
    Ok(())
}

/// Builds the index anew while searches go on with the old one and its changes.
fn rebuild_beside(ctx: Context, shared: &Arc<Indexes>) {
    let mut tasks = shared.rebuilding.lock().unwrap_or_else(PoisonError::into_inner);
    while tasks.try_join_next().is_some() {}
    let shared = shared.clone();
    tasks.spawn(async move {
        let rebuilt = rebuilt(&ctx).await;
        let mut indexes = shared.known.lock().await;
        let Some(known) = indexes.get_mut(ctx.tenant()) else { return };
        known.rebuilding = false;
        match rebuilt {
            // The next search takes in what changed meanwhile.
            Ok(rebuilt) if rebuilt.owner.store == known.owner.store && rebuilt.catalogue_version >= known.owner.catalogue_version => {
                known.owner = rebuilt.owner;
                known.catalogue_version = rebuilt.catalogue_version;
                known.index = rebuilt.index;
                known.changed.clear();
                shared.forget_ready(ctx.tenant());
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(error = ?error, "search index not built anew"),
        }
    });
}

async fn rebuilt(ctx: &Context) -> Result<Known> {
    let mut tx = ctx.read().await?;
    let owner = Owner {
        format: FORMAT,
        store: identity(&mut tx).await?,
        tenant: ctx.tenant().to_owned(),
        catalogue_version: catalogue::version(&mut tx, ctx.tenant()).await?,
    };
    build(ctx, &mut tx, owner).await.map(Known::built)
}

fn file(ctx: &Context) -> Option<PathBuf> {
    ctx.rebuildable.as_ref().map(|folder| folder.join(format!("{}.search", ctx.tenant())))
}

async fn build(ctx: &Context, tx: &mut Tx, owner: Owner) -> Result<(Owner, Index)> {
    let file = file(ctx);
    ctx.progress("building the search index", 0, None);
    let mut articles: Vec<Indexed> = Vec::new();
    catalogue::for_each_article(tx, ctx.tenant(), |batch| {
        articles.extend(batch.into_iter().map(Indexed::from));
        Ok(())
    })
    .await?;
    let categories = catalogue::named_categories(tx, ctx.tenant()).await?;
    platform::off_thread(move || {
        // Databases sort text each in their own way; equal scores must come out in one order on both.
        articles.sort_unstable_by(|left, right| left.article.sku.cmp(&right.article.sku));
        let named = categories.iter().map(|category| NamedCategory { path: &category.path, names: names(category) });
        let index = Index::build_named(articles.iter().map(Indexed::borrowed), named);
        drop(articles);
        // It can be built again: a full disk must not keep anybody from searching.
        if let Some(Err(error)) = file.map(|file| save(&file, &owner, &index)) {
            tracing::warn!(error = ?error, "search index not kept");
        }
        Ok((owner, index))
    })
    .await
}

/// Language and name, its own first: what language that is, nobody says.
fn names(category: &catalogue::NamedCategory) -> Vec<(&str, &str)> {
    let others = category.names.iter().map(|(language, name)| (language.as_str(), name.as_str()));
    std::iter::once(("", category.name.as_str())).chain(others).collect()
}

/// A product with its specifications in the form the index reads.
struct Indexed {
    article: Article,
    attributes: Vec<(String, String)>,
    numbers: Vec<String>,
    price: Option<String>,
    offers: Vec<Offer>,
    stock: Option<f64>,
}

impl From<Article> for Indexed {
    fn from(mut article: Article) -> Self {
        let specifications =
            std::mem::take(&mut article.specifications).into_iter().map(|specification| (specification.name, specification.text));
        let numbers = std::mem::take(&mut article.cross_references).into_iter().map(|reference| reference.number);
        let offers = std::mem::take(&mut article.offers).into_iter().map(|offer| Offer {
            terms: terms(&offer.currency, offer.basis),
            price_micro: offer.price_micro,
            from: offer.valid_from,
            to: offer.valid_to,
        });
        Indexed {
            attributes: specifications.collect(),
            offers: offers.collect(),
            stock: article.stock.and_then(|stock| stock.to_f64()),
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
            offers: &self.offers,
            stock: self.stock,
            sample: article.sample,
        }
    }
}

fn save(file: &std::path::Path, owner: &Owner, index: &Index) -> Result<()> {
    let bytes = postcard::to_stdvec(&(owner, index)).map_err(Error::internal)?;
    data_dir::write_whole(file, &bytes)
}

/// The file's index if it is `owner`'s, of this or an earlier version. A file that is absent, damaged or another's is no
/// failure: the index is built anew.
async fn load(file: Option<PathBuf>, owner: Owner) -> Result<Option<(Owner, Index)>> {
    let Some(file) = file else { return Ok(None) };
    platform::off_thread(move || {
        let Ok(file) = std::fs::File::open(file) else { return Ok(None) };
        let mut file = BufReader::with_capacity(AT_ONCE, file);
        let mut room = vec![0; AT_ONCE];
        let Ok((found, _)) = postcard::from_io::<Owner, _>((&mut file, &mut room)) else { return Ok(None) };
        let ours = Owner { catalogue_version: owner.catalogue_version, ..found.clone() } == owner;
        let known = ours && found.catalogue_version <= owner.catalogue_version;
        let index = known.then(|| postcard::from_io::<Index, _>((&mut file, &mut room)).ok()).flatten().map(|(index, _)| index);
        Ok(index.map(|index| (found, index)))
    })
    .await
}
