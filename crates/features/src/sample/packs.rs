//! The packs inside the binary: a folder of `data/packs` each, described by its `pack.toml`. The taxonomy comes first,
//! for products name its categories.

use std::collections::BTreeMap;

use platform::{Error, Result};
use serde::Deserialize;

/// A `pack.toml` with the files beside it.
type Embedded = (&'static str, &'static [(&'static str, &'static [u8])]);

macro_rules! pack {
    ($folder:literal: $($file:literal),+) => {
        (
            include_str!(concat!("../../../../data/packs/", $folder, "/pack.toml")),
            &[$(($file, include_bytes!(concat!("../../../../data/packs/", $folder, "/", $file)))),+],
        )
    };
}

const EMBEDDED: &[Embedded] = &[
    pack!("taxonomy": "categories.csv", "category_names_i18n.csv"),
    pack!("hardware-shop": "ferreteria_es.csv"),
    pack!("fasteners": "standard_parts.csv"),
    pack!("smart-home": "zigbee_devices.csv", "zwave_devices.csv"),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub id: String,
    pub title: String,
    pub licence: String,
    pub attribution: String,
    pub source: String,
    pub files: Vec<PackFile>,
    /// The shop whose prices the pack has.
    pub seller: Option<Shop>,
    #[serde(skip)]
    contents: &'static [(&'static str, &'static [u8])],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    pub name: String,
    pub kind: FileKind,
    /// As of an import.
    #[serde(default)]
    pub map: BTreeMap<String, String>,
    #[serde(default)]
    pub set: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Products,
    Categories,
}

/// Settings of a sample seller.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shop {
    pub name: String,
    pub address: String,
    pub currency: String,
    pub tax_label: String,
    pub tax_rate: String,
    pub time_zone: String,
    pub price_basis: String,
}

pub fn all() -> Result<Vec<Pack>> {
    EMBEDDED
        .iter()
        .map(|(description, contents)| {
            let mut pack: Pack = toml::from_str(description).map_err(Error::internal)?;
            pack.contents = contents;
            Ok(pack)
        })
        .collect()
}

impl Pack {
    pub fn bytes(&self, file: &str) -> Result<&'static [u8]> {
        let found = self.contents.iter().find(|(name, _)| *name == file).map(|(_, bytes)| *bytes);
        found.ok_or_else(|| Error::internal(format!("pack {} has no file {file}", self.id)))
    }
}
