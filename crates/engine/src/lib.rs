//! Pure algorithms of the trade: no IO, no async, no clock; plain values in and out.
//!
//! Reading (`number`, `unit`, `sizes`, `codes`, `text`), the request in a document (`intake`), finding (`index`),
//! deciding (`matching`) and judging all of it (`metrics`). Nothing here knows a product, a tenant or a store.

pub mod codes;
pub mod index;
pub mod intake;
pub mod matching;
pub mod metrics;
pub mod number;
pub mod sizes;
pub mod spoken;
pub mod text;
pub mod unit;
