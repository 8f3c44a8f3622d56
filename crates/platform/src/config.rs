//! Settings: the embedded, commented `defaults.toml` is the manual; a file and the environment override single keys.
//! Checked once at start into typed values, then passed down.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{self, Error, Result};

const DEFAULTS: &str = include_str!("defaults.toml");

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub store: Store,
    pub http: Http,
    pub limits: Limits,
    pub reading: Reading,
    pub serve: Serve,
    pub websocket: WebSocket,
    pub matching: Matching,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    pub url: String,
    pub connections: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    pub hosts: Vec<String>,
    pub origins: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub upload_bytes: u64,
    pub rfq_bytes: u64,
    pub lines: usize,
    pub page_size: u32,
    pub page_size_max: u32,
    pub body_bytes: usize,
    pub mcp_bytes: usize,
}

/// What a child process that reads a document may take (see [`crate::sandbox`]).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub memory_bytes: u64,
    pub cpu_seconds: u64,
    pub wall_seconds: u64,
    pub at_once: usize,
    /// The program that is started to read; `None`: documents are read within this process. Set by the binary, not by a file.
    #[serde(skip)]
    pub program: Option<PathBuf>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Serve {
    pub connections: usize,
    pub url_bytes: usize,
    pub head_bytes: usize,
    pub head_ms: u64,
    pub body_ms: u64,
    pub body_bytes_per_second: u64,
    pub answer_ms: u64,
    pub leave_ms: u64,
    pub finish_ms: u64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebSocket {
    pub connections: usize,
    pub message_bytes: usize,
    pub calls: usize,
    pub subscriptions: usize,
    pub auth_ms: u64,
    pub ping_ms: u64,
    pub send_ms: u64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    pub wanted_precision: f32,
}

impl Config {
    /// The defaults, then `file`, then the environment.
    pub fn load(file: Option<&Path>, environment: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let unreadable = |source| error::CONFIGURATION.error("The configuration file cannot be read.").because(source);
        let text = file.map(std::fs::read_to_string).transpose().map_err(unreadable)?;
        Self::read(text.as_deref().unwrap_or_default(), environment)
    }

    /// The same with the text of the file.
    pub fn read(text: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let mut settings: toml::Table = toml::from_str(DEFAULTS).map_err(Error::internal)?;
        let overrides: toml::Table = toml::from_str(text)
            .map_err(|source| error::CONFIGURATION.error(format!("The configuration file is not TOML: {}", source.message())))?;
        overlay(&mut settings, overrides)?;
        let mut config: Config = settings
            .try_into()
            .map_err(|source: toml::de::Error| error::CONFIGURATION.error(format!("Settings: {}.", source.message())))?;
        if let Some(url) = environment("DATABASE_URL") {
            config.store.url = url;
        }
        if let Some(size) = environment("DATABASE_POOL_SIZE") {
            config.store.connections =
                size.parse().map_err(|_| error::CONFIGURATION.error("DATABASE_POOL_SIZE must be a whole number from 1 to 1000."))?;
        }
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<()> {
        let known =
            self.store.url == "embedded:" || self.store.url.starts_with("postgresql://") || self.store.url.starts_with("postgres://");
        let rules = [
            (known, "store.url (DATABASE_URL) must be `embedded:` or start with `postgresql://`."),
            ((1..=1000).contains(&self.store.connections), "store.connections (DATABASE_POOL_SIZE) must be from 1 to 1000."),
            ((0.5..=0.9999).contains(&self.matching.wanted_precision), "matching.wanted_precision must be from 0.5 to 0.9999."),
            (
                self.limits.page_size >= 1 && self.limits.page_size <= self.limits.page_size_max,
                "limits.page_size must be from 1 to limits.page_size_max.",
            ),
            (self.limits.page_size_max <= 1000, "limits.page_size_max must be at most 1000."),
            (self.reading.memory_bytes >= 128 << 20, "reading.memory_bytes must be at least 134217728 (128 MiB)."),
            (
                self.reading.cpu_seconds >= 1 && self.reading.wall_seconds >= 1,
                "reading.cpu_seconds and reading.wall_seconds must be at least 1.",
            ),
            ((1..=64).contains(&self.reading.at_once), "reading.at_once must be from 1 to 64."),
            (self.serve.connections >= 1, "serve.connections must be at least 1."),
            (
                (256..=self.serve.head_bytes).contains(&self.serve.url_bytes) && self.serve.head_bytes <= 1 << 20,
                "serve.url_bytes must be from 256 to serve.head_bytes, and that at most 1048576.",
            ),
            (
                [self.serve.head_ms, self.serve.body_ms, self.serve.body_bytes_per_second, self.serve.answer_ms]
                    .iter()
                    .all(|least| *least >= 1),
                "serve.head_ms, body_ms, body_bytes_per_second and answer_ms must be at least 1.",
            ),
            (
                [self.websocket.connections, self.websocket.calls, self.websocket.subscriptions]
                    .iter()
                    .all(|most| (1..=1_000_000).contains(most)),
                "websocket.connections, calls and subscriptions must be from 1 to 1000000.",
            ),
            ((1024..=1 << 26).contains(&self.websocket.message_bytes), "websocket.message_bytes must be from 1024 to 67108864."),
            (
                [self.websocket.auth_ms, self.websocket.ping_ms, self.websocket.send_ms].iter().all(|wait| (1..=3_600_000).contains(wait)),
                "websocket.auth_ms, ping_ms and send_ms must be from 1 to 3600000.",
            ),
        ];
        match rules.iter().find(|(holds, _)| !holds) {
            Some((_, broken)) => Err(error::CONFIGURATION.error(*broken)),
            None => Ok(()),
        }
    }
}

/// Sets the keys of `overrides` over `settings`; a section or key that has no default does not exist.
fn overlay(settings: &mut toml::Table, overrides: toml::Table) -> Result<()> {
    for (section, keys) in overrides {
        let (Some(toml::Value::Table(known)), toml::Value::Table(keys)) = (settings.get_mut(&section), keys) else {
            return Err(error::CONFIGURATION.error(format!("There is no section [{section}] in the settings.")));
        };
        for (key, value) in keys {
            if known.insert(key.clone(), value).is_none() {
                return Err(error::CONFIGURATION.error(format!("There is no setting {section}.{key}.")));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid_and_the_environment_overrides_them() {
        let config = Config::load(None, |_| None).unwrap();
        assert_eq!((config.store.url.as_str(), config.limits.page_size), ("embedded:", 10));
        let config = Config::load(None, |name| (name == "DATABASE_URL").then(|| "postgresql://a@b/c".to_owned())).unwrap();
        assert_eq!(config.store.url, "postgresql://a@b/c");
    }

    #[test]
    fn unknown_keys_and_values_out_of_range_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("horme.toml");
        let refused = |text: &str| {
            std::fs::write(&file, text).unwrap();
            Config::load(Some(&file), |_| None).unwrap_err().message().to_owned()
        };
        assert!(refused("[limits]\npage_sise = 3").contains("limits.page_sise"));
        assert!(refused("[matching]\nwanted_precision = 1.5").contains("wanted_precision"));
        assert!(Config::load(None, |name| (name == "DATABASE_URL").then(|| "mysql://x".to_owned())).is_err());
    }
}
