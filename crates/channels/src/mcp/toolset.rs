//! Which tools a path lists. `/mcp`: those of every day. `/mcp/x/NAME`: an area of the API (`quotations`), `all`, or
//! `read`, which also refuses to call what writes. Elsewhere every tool can be called, listed or not.

use std::collections::BTreeSet;

use platform::operation::Access;
use platform::{Principal, Role};

use crate::listing::{Listed, Operations};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolset {
    Everyday,
    All,
    Read,
    /// The segment after `/api/`.
    Area(&'static str),
}

impl Toolset {
    /// Every toolset that has tools.
    pub fn every(operations: &Operations) -> Vec<Toolset> {
        let areas: BTreeSet<&'static str> = operations.iter().map(|listed| listed.entry.area()).collect();
        [Toolset::Everyday, Toolset::All, Toolset::Read].into_iter().chain(areas.into_iter().map(Toolset::Area)).collect()
    }

    pub fn named(name: &str, operations: &Operations) -> Option<Toolset> {
        Self::every(operations).into_iter().find(|toolset| toolset.name() == name)
    }

    pub fn name(&self) -> &'static str {
        match self {
            Toolset::Everyday => "everyday",
            Toolset::All => "all",
            Toolset::Read => "read",
            Toolset::Area(area) => area,
        }
    }

    pub fn path(&self) -> String {
        match self {
            Toolset::Everyday => "/mcp".to_owned(),
            other => format!("/mcp/x/{}", other.name()),
        }
    }

    pub fn lists(&self, listed: &Listed, principal: &Principal) -> bool {
        let reached = match listed.entry.spec.access {
            Access::Public => true,
            Access::Role(needed) => principal.role.is_some_and(|role: Role| role >= needed),
        };
        reached
            && match self {
                Toolset::Everyday => listed.entry.spec.everyday,
                Toolset::All => true,
                Toolset::Read => !listed.writes(),
                Toolset::Area(area) => listed.entry.area() == *area,
            }
    }

    pub fn calls(&self, listed: &Listed) -> bool {
        *self != Toolset::Read || !listed.writes()
    }
}
