//! What can be served: each part adds its routes. `/health` and `/ready` stand on every server, whatever it serves.

use std::sync::Arc;

use axum::Router;

use super::{Site, documentation, operation};
use crate::{mcp, websocket};

/// A part of what is served. All of them share one port, or one stands on its own, so that an image scales by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The operations with their documentation.
    Api,
    /// The operations as tools for agents.
    Mcp,
    /// Calls, and changes as they happen, over WebSocket.
    Ws,
}

impl Part {
    pub const ALL: &[Part] = &[Part::Api, Part::Mcp, Part::Ws];

    pub const fn name(self) -> &'static str {
        match self {
            Part::Api => "api",
            Part::Mcp => "mcp",
            Part::Ws => "ws",
        }
    }

    /// Where it listens when it is served alone.
    pub const fn port(self) -> u16 {
        match self {
            Part::Api => 8000,
            Part::Mcp => 3002,
            Part::Ws => 8001,
        }
    }

    pub(super) fn routes(self, site: &Arc<Site>) -> Router<Arc<Site>> {
        match self {
            Part::Api => documentation::routes(&site.operations).fallback(operation),
            Part::Mcp => mcp::http::routes(site),
            Part::Ws => websocket::routes(),
        }
    }
}
