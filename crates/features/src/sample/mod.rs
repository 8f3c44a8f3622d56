//! Sample data to try the system with: packs inside the binary, taken in by the import a user's file goes through.
//!
//! Every row names its pack's source, is labelled as sample in every answer, and goes with one operation. Sample data
//! never replaces a product of the seller's own, and a sample seller never one that was set.

mod operations;
mod packs;
mod store;
#[cfg(test)]
mod tests;

use platform::ErrorCode;
use platform::db::Tx;
use platform::error::Kind;
use platform::money::{Exact, PriceBasis, RoundingPolicy};
use platform::operation::{Entry, entry};
use platform::{Context, Error, Result};
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalogue::import::{Counts, InputFile, SamplePack, Settings};
use crate::catalogue::{self};
use crate::seller::{self, Seller};
use operations::{ListSamples, LoadSamples, RemoveSamples};
use packs::{FileKind, Pack};

pub const OPERATIONS: &[Entry] = &[entry::<ListSamples>(), entry::<LoadSamples>(), entry::<RemoveSamples>()];
pub const ERRORS: &[&ErrorCode] = &[&PACK_UNKNOWN];

static PACK_UNKNOWN: ErrorCode =
    ErrorCode::new(Kind::Meaning, "sample.pack_unknown", "There is no sample pack of this name.", "`horme sample list` shows the packs.");

/// A pack of sample data.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Sample {
    pub pack: String,
    pub title: String,
    pub licence: String,
    pub attribution: String,
    /// Where the data comes from and what was changed.
    pub source: String,
    pub files: Vec<String>,
    /// Rows of it are in the store.
    pub loaded: bool,
}

/// What loading a pack did.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LoadedPack {
    pub pack: String,
    #[serde(flatten)]
    pub counts: Counts,
    /// Rejected rows with their reasons, at most 20.
    pub rejects: Vec<catalogue::import::Note>,
}

/// Loads packs into the caller's transaction; puts the sample seller in place where none is set.
pub async fn load(ctx: &Context, tx: &mut Tx, packs: &[Pack]) -> Result<Vec<LoadedPack>> {
    let mut loaded = Vec::with_capacity(packs.len());
    for pack in packs {
        let mut result = LoadedPack { pack: pack.id.clone(), counts: Counts::default(), rejects: Vec::new() };
        for file in &pack.files {
            let sample = SamplePack { pack: pack.id.clone(), licence: pack.licence.clone(), attribution: pack.attribution.clone() };
            let files = [InputFile { name: file.name.clone(), bytes: pack.bytes(&file.name)?.into(), sample: Some(sample) }];
            let settings = Settings { map: file.map.clone(), set: file.set.clone() };
            let report = match file.kind {
                FileKind::Products => catalogue::import_products(ctx, tx, &files, &settings).await?,
                FileKind::Categories => catalogue::import_categories(ctx, tx, &files, &settings).await?,
            };
            result.counts += report.counts;
            result.rejects.extend(report.rejects);
            result.rejects.truncate(20);
        }
        if let Some(shop) = &pack.seller {
            seller::save_sample(tx, ctx.tenant(), &shop.seller()?, ctx.now()).await?;
        }
        loaded.push(result);
    }
    Ok(loaded)
}

/// Names of the packs with products that are not in the store.
pub async fn unloaded_product_packs(tx: &mut Tx, tenant: &str) -> Result<Vec<String>> {
    let loaded = store::loaded_packs(tx, tenant).await?;
    let with_products = |pack: &Pack| pack.files.iter().any(|file| matches!(file.kind, FileKind::Products));
    Ok(packs::all()?.into_iter().filter(with_products).map(|pack| pack.id).filter(|id| !loaded.contains(id)).collect())
}

impl packs::Shop {
    fn seller(&self) -> Result<Seller> {
        Ok(Seller {
            name: self.name.clone(),
            address: Some(self.address.clone()),
            tax_number: None,
            currency: self.currency.clone(),
            tax_label: self.tax_label.clone(),
            tax_rate: Exact::parse(&self.tax_rate)?,
            time_zone: self.time_zone.clone(),
            rounding: RoundingPolicy::default(),
            price_basis: PriceBasis::parse(&self.price_basis)?,
            sample: true,
        })
    }
}

/// The packs of these names, all without names; in their own order, each once.
fn chosen(names: Option<&[String]>) -> Result<Vec<Pack>> {
    let packs = packs::all()?;
    let Some(names) = names else { return Ok(packs) };
    let unknown = |name: &String| -> Error {
        let known: Vec<_> = packs.iter().map(|pack| pack.id.as_str()).collect();
        PACK_UNKNOWN.error(format!("There is no pack `{name}`; there are {}.", known.join(", "))).at("packs")
    };
    if let Some(name) = names.iter().find(|name| packs.iter().all(|pack| pack.id != **name)) {
        return Err(unknown(name));
    }
    Ok(packs.into_iter().filter(|pack| names.contains(&pack.id)).collect())
}
