//! Bytes people handed in or got from us: one file per SHA-256 under the data directory, listed in `uploads` per tenant.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt;

use crate::context::Context;
use crate::db::sql;
use crate::error::{self, Error, Result};
use crate::journal::{Change, hex};
use crate::text::is_invisible;

/// The handle of an uploaded file. In a command line a file name stands for it; the CLI uploads the file first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadId(pub String);

impl UploadId {
    /// The `format` that marks a schema as an upload handle, for channels.
    pub const FORMAT: &str = "upload";
}

impl JsonSchema for UploadId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UploadId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": UploadId::FORMAT, "maxLength": 100 })
    }
}

/// A file that was handed in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Upload {
    /// Handle, used by imports and RFQs.
    pub id: UploadId,
    /// File name without folders.
    pub name: String,
    pub sha256: String,
    pub size_bytes: i64,
}

/// The folder of blobs. Cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    folder: Arc<PathBuf>,
}

impl Blobs {
    pub fn at(folder: PathBuf) -> Self {
        Blobs { folder: Arc::new(folder) }
    }

    /// Writes the bytes durably (temporary file, fsync, rename) and answers their SHA-256. The same bytes are kept once.
    ///
    /// Two calls with the same bytes at once each write a file of their own; the last rename wins, with equal content.
    pub async fn put(&self, bytes: &[u8]) -> Result<String> {
        static WRITES: AtomicU64 = AtomicU64::new(0);
        let sha256 = hex(&Sha256::digest(bytes));
        let target = self.folder.join(&sha256);
        if fs::try_exists(&target).await.unwrap_or(false) {
            return Ok(sha256);
        }
        let written = async {
            fs::create_dir_all(self.folder.as_path()).await?;
            let write = WRITES.fetch_add(1, Ordering::Relaxed);
            let partial = self.folder.join(format!("{sha256}.{}.{write}.partial", std::process::id()));
            let mut file = fs::File::create(&partial).await?;
            file.write_all(bytes).await?;
            file.sync_all().await?;
            fs::rename(&partial, &target).await
        };
        written.await.map_err(|source| error::DATA_DIR_UNUSABLE.error("The file could not be stored.").because(source))?;
        Ok(sha256)
    }

    pub async fn get(&self, sha256: &str) -> Result<Vec<u8>> {
        fs::read(self.folder.join(sha256)).await.map_err(Error::internal)
    }
}

/// Takes a file in. `name` may carry folders of the sender's machine; they are dropped.
pub async fn accept(ctx: &Context, name: &str, bytes: &[u8]) -> Result<Upload> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let limit = ctx.config.limits.upload_bytes;
    if size > limit {
        return Err(error::TOO_LARGE.error(format!("`{}` has {size} bytes, limits.upload_bytes is {limit}.", plain_name(name))));
    }
    let sha256 = ctx.blobs.put(bytes).await?;
    let upload = Upload { id: UploadId(ctx.new_id()), name: plain_name(name), sha256, size_bytes: size.cast_signed() };
    let mut tx = ctx.write().await?;
    sql("INSERT INTO uploads (tenant, id, name, sha256, size_bytes, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(ctx.tenant())
        .bind(&upload.id.0)
        .bind(&upload.name)
        .bind(&upload.sha256)
        .bind(upload.size_bytes)
        .bind(ctx.now())
        .bind(&ctx.principal.name)
        .execute(&mut tx)
        .await?;
    ctx.commit(tx, Change::of("upload", &upload.id.0, "accepted"), upload).await
}

/// The tenant's upload of this handle.
pub async fn upload(ctx: &Context, id: &UploadId) -> Result<Upload> {
    let mut tx = ctx.read().await?;
    let row = sql("SELECT name, sha256, size_bytes FROM uploads WHERE tenant = ? AND id = ?")
        .bind(ctx.tenant())
        .bind(&id.0)
        .fetch_optional(&mut tx)
        .await?
        .ok_or_else(|| error::UPLOAD_UNKNOWN.error("There is no upload with this handle."))?;
    Ok(Upload { id: id.clone(), name: row.get("name")?, sha256: row.get("sha256")?, size_bytes: row.get("size_bytes")? })
}

/// The upload with its bytes.
pub async fn open(ctx: &Context, id: &UploadId) -> Result<(Upload, Vec<u8>)> {
    let upload = upload(ctx, id).await?;
    let bytes = ctx.blobs.get(&upload.sha256).await?;
    Ok((upload, bytes))
}

/// The last segment of a path of either kind, without what nobody sees, at most 200 characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).take(200).collect();
    if plain.is_empty() { "upload".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use tokio::task::JoinSet;

    use super::*;
    use crate::testing::TestStore;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_same_file_handed_in_many_times_at_once_is_kept_once() {
        let store = TestStore::new().await.unwrap();
        let mut calls = JoinSet::new();
        for _ in 0..20 {
            let ctx = store.ctx();
            calls.spawn(async move { accept(&ctx, "a/b\\list.csv", &[b'x'; 100_000]).await.unwrap() });
        }
        let uploads = calls.join_all().await;
        assert!(uploads.iter().all(|upload| upload.name == "list.csv" && upload.sha256 == uploads[0].sha256));
        assert_eq!(std::fs::read_dir(store.folder().join("uploads")).unwrap().count(), 1);
    }
}
