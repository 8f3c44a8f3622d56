//! Real stores for tests: a SQLite file, or a database of its own on a PostgreSQL server; fixed clock, seeded ids.
//!
//! `HORME_TEST_POSTGRES` names a server (a URL without database) and makes every test use it.
//! `HORME_REQUIRE_POSTGRES=1` makes its absence a failure rather than a run on SQLite.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;

use crate::blobs::Blobs;
use crate::config::Config;
use crate::context::{Clock, Context, Ids, Principal, Services};
use crate::data_dir::identify;
use crate::db::{Db, migrate};
use crate::error::{Error, Result};

/// 2026-03-02 09:30:00 UTC, a Monday.
pub const NOW: i64 = 1_772_443_800;
/// Seeds of the ids: of a new store, and of every copy, which must not give out again what the original gave.
const SEED: u64 = 7;
const COPY_SEED: u64 = 8;

/// A store that lives as long as this value.
pub struct TestStore {
    pub services: Services,
    folder: TempDir,
    postgres: Option<String>,
}

impl TestStore {
    /// An empty store of the current schema.
    pub async fn new() -> Result<Self> {
        let folder = tempfile::tempdir().map_err(Error::internal)?;
        let postgres = match postgres_server() {
            Some(server) => Some(create_database(&server, None).await?),
            None => None,
        };
        let store = Self::opened(folder, postgres, SEED).await?;
        migrate(&store.services.db).await?;
        identify(&store.services.db, &Ids::seeded(1), store.services.clock).await?;
        Ok(store)
    }

    /// An independent copy: the same rows and blobs, the clock where it was, an id sequence of its own, the same for all copies. Ends the use of `self`'s connections.
    pub async fn copy(&self) -> Result<Self> {
        self.services.db.close().await;
        let folder = tempfile::tempdir().map_err(Error::internal)?;
        copy_folder(self.folder.path(), folder.path()).map_err(Error::internal)?;
        let postgres = match &self.postgres {
            Some(url) => Some(create_database(url, url.rsplit('/').next()).await?),
            None => None,
        };
        Self::opened(folder, postgres, COPY_SEED).await
    }

    async fn opened(folder: TempDir, postgres: Option<String>, seed: u64) -> Result<Self> {
        let db = match &postgres {
            Some(url) => Db::open_postgres(url, 60).await?,
            None => Db::open_sqlite(&folder.path().join("horme.sqlite")).await?,
        };
        let services = Services::new(
            db,
            Blobs::at(folder.path().join("uploads")),
            Clock::Fixed { epoch_seconds: NOW },
            Ids::seeded(seed),
            Config::load(None, |_| None)?,
        )
        .rebuildable_in(folder.path().join("index"));
        Ok(TestStore { services, folder, postgres })
    }

    /// A call by the local administrator.
    pub fn ctx(&self) -> Context {
        self.services.context(Principal::local(), None)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

#[expect(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "tests are told by the environment which server to use, and must fail without it"
)]
fn postgres_server() -> Option<String> {
    let server = std::env::var("HORME_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if server.is_none() && std::env::var("HORME_REQUIRE_POSTGRES").is_ok_and(|value| value == "1") {
        panic!("HORME_REQUIRE_POSTGRES is set, but HORME_TEST_POSTGRES names no server");
    }
    server
}

/// Creates a database on the server of `url`, a copy of `template` if given; answers its URL.
async fn create_database(url: &str, template: Option<&str>) -> Result<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = if template.is_some() { url.rsplit_once('/').map_or(url, |(server, _)| server) } else { url.trim_end_matches('/') };
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = Db::open_postgres(&format!("{server}/postgres"), 1).await?;
    crate::db::create_test_database(&admin, &name, template).await?;
    admin.close().await;
    Ok(format!("{server}/{name}"))
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
