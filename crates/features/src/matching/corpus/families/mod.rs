//! The goods, a file a trade. Nothing here names a real maker.

mod axes;
mod cutting;
mod electrical;
mod fasteners;
mod held_out;
mod plumbing;
mod rotating;
mod workshop;

pub use held_out::FAMILIES as HELD_OUT;

use super::kind::Kind;

/// Every kind of goods; `all` has those that are kept for the reporting seed, too.
pub fn kinds(all: bool) -> Vec<Kind> {
    let mut kinds = fasteners::kinds();
    kinds.push(fasteners::unified_nuts());
    kinds.extend(plumbing::kinds());
    kinds.extend(electrical::kinds());
    kinds.extend(cutting::kinds());
    kinds.extend(rotating::kinds());
    kinds.extend(workshop::kinds());
    if all {
        kinds.extend(held_out::kinds());
    }
    kinds
}
