//! The folder that holds everything of record in embedded mode, and files that can be rebuilt in either.
//!
//! One process at a time: an OS lock on `lock`, released by the system when the process dies, however it dies.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::blobs::Blobs;
use crate::config::Config;
use crate::context::{Clock, Ids, Services};
use crate::db::{Db, migrate, sql};
use crate::error::{self, Error, Result};

pub struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Creates the folder if need be and takes its lock.
    pub fn open(path: &Path) -> Result<Self> {
        let unusable = |source: std::io::Error| {
            error::DATA_DIR_UNUSABLE.error(format!("The data directory `{}` cannot be used: {source}.", path.display())).because(source)
        };
        if !path.exists() {
            fs::create_dir_all(path).and_then(|()| keep_private(path)).map_err(unusable)?;
        }
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("lock")).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(DataDir { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(error::DATA_DIR_LOCKED
                .error(format!("`{}` is in use by another process. Stop it, or use its API if it serves one.", path.display()))),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the store the configuration names, brings it to this version's schema, and answers the services on top.
    pub async fn services(&self, config: Config) -> Result<Services> {
        let db = if config.store.url == "embedded:" {
            Db::open_sqlite(&self.path.join("horme.sqlite")).await?
        } else {
            Db::open_postgres(&config.store.url, config.store.connections).await?
        };
        migrate(&db).await?;
        let ids = Ids::random();
        let clock = Clock::system();
        identify(&db, &ids, clock).await?;
        let blobs = Blobs::at(self.path.join("uploads"));
        let swept = blobs.sweep(clock.now()).await?;
        if swept > 0 {
            tracing::info!(swept, "files of interrupted uploads removed");
        }
        Ok(Services::new(db, blobs, clock, ids, config).rebuildable_in(self.path.join("index")))
    }
}

/// Customers' documents lie here: nobody but the owner looks in.
#[cfg(unix)]
fn keep_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn keep_private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Gives a new store its identity.
pub(crate) async fn identify(db: &Db, ids: &Ids, clock: Clock) -> Result<()> {
    let mut tx = db.write().await?;
    if sql("SELECT id FROM store_identity").fetch_optional(&mut tx).await?.is_none() {
        sql("INSERT INTO store_identity (id) VALUES (?)").bind(ids.next(clock.now())).execute(&mut tx).await?;
    }
    tx.commit().await
}

/// Writes a file so that a reader sees the old bytes or the new ones, never a part.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let partial = path.with_extension("partial");
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&partial, bytes))
        .and_then(|()| fs::rename(&partial, path));
    written.map_err(|source| {
        let _ = fs::remove_file(&partial);
        Error::internal(source)
    })
}
