//! The ways in: HTTP, command line, MCP, WebSocket. Each walks the list of operations it is given and only translates.
//!
//! Invariants: no channel names a feature, not even as a string; input is decoded, authorised and logged by
//! [`platform::operation::invoke`] alone; an answer and a problem are the same JSON on every channel.

pub mod cli;
pub mod http;
pub mod mcp;
pub mod websocket;

mod json;
mod listing;
mod stopping;
mod typed;

pub use json::parse as parse_json;
pub use listing::{Listed, Operations};
pub use stopping::{Stage, Stopping, stages};
