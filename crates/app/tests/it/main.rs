//! Sweeps over the list of operations, and what each channel does beside them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod access;
mod agents;
mod channel;
mod commands;
mod contract;
mod crash;
mod dependencies;
mod disk;
#[cfg(target_os = "linux")]
mod hostile;
mod kinds;
mod layering;
mod paging;
mod parity;
mod remote;
mod serving;
mod shape;
mod web;
mod websocket;
