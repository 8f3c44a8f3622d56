//! Numbers that name an article outright: own number, bar code, part number, other numbers on record.

use serde::{Deserialize, Serialize};

use crate::codes::{Gtin, part_number};

/// Sorted lists of (key, article); a key is the number's normal form, or a hash of it.
///
/// Hashes are verified by the caller against the texts, so a collision costs a comparison, never an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Codes {
    skus: Vec<(u64, u32)>,
    gtins: Vec<(u64, u32)>,
    mpns: Vec<(u64, u32)>,
    /// Normal form of the part number, empty where unknown.
    pub(super) mpn: super::Strings,
    others: Vec<(u64, u32)>,
    /// Normal forms of the article's other numbers, a blank between.
    other: super::Strings,
}

impl Codes {
    pub(super) fn push(&mut self, article: u32, sku: &str, gtin: &str, mpn: &str, others: &[String]) {
        self.skus.push((hash(&part_number(sku)), article));
        if let Some(gtin) = Gtin::parse(gtin) {
            self.gtins.push((gtin.key(), article));
        }
        let mpn = part_number(mpn);
        if !mpn.is_empty() {
            self.mpns.push((hash(&mpn), article));
        }
        self.mpn.push(&mpn);
        self.gtins.extend(others.iter().filter_map(|other| Gtin::parse(other)).map(|gtin| (gtin.key(), article)));
        let others: Vec<String> = others.iter().map(|other| part_number(other)).filter(|other| !other.is_empty()).collect();
        self.others.extend(others.iter().map(|other| (hash(other), article)));
        self.other.push(&others.join(" "));
    }

    pub(super) fn finish(&mut self) {
        self.skus.sort_unstable();
        self.gtins.sort_unstable();
        self.mpns.sort_unstable();
        self.others.sort_unstable();
    }

    /// Articles whose own number may be `sku`, in normal form.
    pub(super) fn sku(&self, sku: &str) -> impl Iterator<Item = u32> {
        equal(&self.skus, hash(&part_number(sku)))
    }

    pub(super) fn gtin(&self, gtin: Gtin) -> impl Iterator<Item = u32> {
        equal(&self.gtins, gtin.key())
    }

    pub(super) fn knows_gtins(&self) -> bool {
        !self.gtins.is_empty()
    }

    /// Articles with this part number; `mpn` in normal form.
    pub(super) fn mpn(&self, mpn: &str) -> impl Iterator<Item = u32> {
        equal(&self.mpns, hash(mpn)).filter(move |article| self.mpn.get(*article) == mpn)
    }

    /// Articles with this other number, in normal form.
    pub(super) fn other(&self, number: &str) -> impl Iterator<Item = u32> {
        equal(&self.others, hash(number)).filter(move |article| self.other.get(*article).split(' ').any(|other| other == number))
    }
}

fn equal(list: &[(u64, u32)], key: u64) -> impl Iterator<Item = u32> {
    let start = list.partition_point(|(other, _)| *other < key);
    list[start..].iter().take_while(move |(other, _)| *other == key).map(|(_, article)| *article)
}

/// FNV-1a, 64 bits: the same on every machine and in every version, as a stored key must be.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
