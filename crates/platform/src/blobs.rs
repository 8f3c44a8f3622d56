//! Bytes people handed in or got from us: one file per SHA-256 under the data directory, listed in `uploads` per tenant.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::UNIX_EPOCH;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::context::Context;
use crate::db::{Tx, sql};
use crate::error::{self, Error, Result};
use crate::journal::{Change, hex};
use crate::text::is_invisible;
use crate::verify::{Promise, Tally, holds};

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

/// Extension of a file that is being written.
const PARTIAL: &str = "partial";
/// A partial file this old belongs to nobody.
const ABANDONED_SECONDS: i64 = 600;

/// The folder of blobs. Cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    folder: Arc<PathBuf>,
}

impl Blobs {
    pub fn at(folder: PathBuf) -> Self {
        Blobs { folder: Arc::new(folder) }
    }

    /// Keeps the bytes and answers their SHA-256. The same bytes are kept once.
    pub async fn put(&self, bytes: &[u8]) -> Result<String> {
        let mut file = self.incoming(u64::MAX).await?;
        file.write(bytes).await?;
        file.keep().await
    }

    /// Begins a file of at most `limit` bytes.
    pub async fn incoming(&self, limit: u64) -> Result<Incoming> {
        static FILES: AtomicU64 = AtomicU64::new(0);
        fs::create_dir_all(self.folder.as_path()).await.map_err(unstored)?;
        let (file, partial) = loop {
            // Another process on the same folder may have our number: its file is left alone.
            let file = FILES.fetch_add(1, Ordering::Relaxed);
            let partial = self.folder.join(format!("{}.{file}.{PARTIAL}", std::process::id()));
            // Made without waiting: a caller that gives up in between would leave it behind.
            match std::fs::OpenOptions::new().write(true).create_new(true).open(&partial) {
                Err(taken) if taken.kind() == ErrorKind::AlreadyExists => {}
                opened => break (fs::File::from_std(opened.map_err(unstored)?), partial),
            }
        };
        Ok(Incoming { folder: self.folder.clone(), file, partial, digest: Sha256::new(), size: 0, limit })
    }

    /// Removes what writes that died left behind: partial files not touched for ten minutes. Answers how many.
    pub async fn sweep(&self, now: i64) -> Result<u32> {
        let mut swept = 0;
        let Ok(mut entries) = fs::read_dir(self.folder.as_path()).await else { return Ok(0) };
        while let Some(entry) = entries.next_entry().await.map_err(Error::internal)? {
            let path = entry.path();
            let touched = entry.metadata().await.and_then(|found| found.modified()).ok();
            let touched = touched.and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map_or(now, |since| since.as_secs().cast_signed());
            if path.extension().is_some_and(|extension| extension == PARTIAL) && now - touched > ABANDONED_SECONDS {
                fs::remove_file(&path).await.map_err(unstored)?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// Whether the file of this digest is there, holds these bytes, and has this size if one is given. Reads 64 KiB at a time.
    pub async fn verify(&self, sha256: &str, size_bytes: Option<i64>) -> Result<(), String> {
        let lost = |_| format!("the file {sha256} is not there");
        let mut file = fs::File::open(self.folder.join(sha256)).await.map_err(lost)?;
        let (mut digest, mut block, mut size) = (Sha256::new(), vec![0; 1 << 16], 0_i64);
        loop {
            match file.read(&mut block).await {
                Ok(0) => break,
                Ok(read) => {
                    digest.update(&block[..read]);
                    size += i64::try_from(read).unwrap_or_default();
                }
                Err(source) => return Err(format!("the file {sha256} cannot be read: {source}")),
            }
        }
        holds(hex(&digest.finalize()) == sha256, || format!("the file {sha256} does not have its digest"))?;
        holds(size_bytes.is_none_or(|stated| stated == size), || format!("the file {sha256} has {size} bytes"))
    }

    pub async fn get(&self, sha256: &str) -> Result<Vec<u8>> {
        fs::read(self.folder.join(sha256)).await.map_err(Error::internal)
    }
}

/// A file on its way in: written as it comes, hashed on the way. Until it is kept it is a temporary file, and dropped it
/// leaves nothing behind.
pub struct Incoming {
    folder: Arc<PathBuf>,
    file: fs::File,
    partial: PathBuf,
    digest: Sha256,
    size: u64,
    limit: u64,
}

impl Incoming {
    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.size += piece.len() as u64;
        if self.size > self.limit {
            return Err(error::TOO_LARGE.error(format!("The file is larger than limits.upload_bytes, {} bytes.", self.limit)));
        }
        self.digest.update(piece);
        self.file.write_all(piece).await.map_err(unstored)
    }

    /// Of what has come so far.
    pub fn sha256(&self) -> String {
        hex(&self.digest.clone().finalize())
    }

    /// Keeps it durably (fsync, rename) and answers its SHA-256.
    ///
    /// Of two calls with the same bytes at once the last rename wins, with equal content.
    async fn keep(mut self) -> Result<String> {
        let sha256 = self.sha256();
        let target = self.folder.join(&sha256);
        if !fs::try_exists(&target).await.unwrap_or(false) {
            let kept = async {
                self.file.flush().await?;
                self.file.sync_all().await?;
                fs::rename(&self.partial, &target).await?;
                // The file's name is as durable as its bytes only when its folder is.
                fs::File::open(self.folder.as_path()).await?.sync_all().await
            };
            kept.await.map_err(unstored)?;
        }
        Ok(sha256)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Kept under its own name, it is not there any more.
        let _ = std::fs::remove_file(&self.partial);
    }
}

fn unstored(source: std::io::Error) -> Error {
    if matches!(source.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        return error::STORE_FULL.error("The disk is full; the file was not stored.").because(source);
    }
    error::DATA_DIR_UNUSABLE.error("The file could not be stored.").because(source)
}

/// Takes a file in. `name` may carry folders of the sender's machine; they are dropped.
pub async fn accept(ctx: &Context, name: &str, bytes: &[u8]) -> Result<Upload> {
    let mut file = ctx.blobs.incoming(ctx.config.limits.upload_bytes).await?;
    file.write(bytes).await?;
    accept_incoming(ctx, name, file).await
}

/// Takes in a file that has come piece by piece, whole by now.
pub async fn accept_incoming(ctx: &Context, name: &str, file: Incoming) -> Result<Upload> {
    let (name, size) = (plain_name(name), file.size);
    if size == 0 {
        return Err(error::UPLOAD_EMPTY.error(format!("`{name}` has no bytes.")));
    }
    let sha256 = file.keep().await?;
    let upload = Upload { id: UploadId(ctx.new_id()), name, sha256, size_bytes: size.cast_signed() };
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

static KEPT: Promise = Promise::new("files", "every file handed in is there, unchanged");
static ANSWERED: Promise = Promise::new("I1", "a file that was answered under a key is listed");

pub const PROMISES: &[&Promise] = &[&KEPT, &ANSWERED];

/// Uploads of one transaction.
const PAGE: i64 = 1000;

/// Looks at the file of every upload of the tenant.
pub async fn verify(ctx: &Context, tenant: &str, tally: &mut Tally) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = sql("SELECT id, sha256, size_bytes FROM uploads WHERE tenant = ? AND id > ? ORDER BY id LIMIT ?");
        let page = page.bind(tenant).bind(&after).bind(PAGE).fetch_all(&mut ctx.read().await?).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.get("id")?;
        for row in page {
            let verdict = ctx.blobs.verify(&row.get::<String>("sha256")?, Some(row.get("size_bytes")?)).await;
            tally.look(&KEPT, &format!("upload {}", row.get::<String>("id")?), verdict);
        }
    }
}

/// Looks at what was answered under a key, if it is an upload.
pub async fn look_at_answer(tx: &mut Tx, tenant: &str, key: &str, answer: &str, tally: &mut Tally) -> Result<()> {
    let Ok(answered) = serde_json::from_str::<Upload>(answer) else { return Ok(()) };
    let stored = sql("SELECT sha256 FROM uploads WHERE tenant = ? AND id = ?").bind(tenant).bind(&answered.id.0).fetch_optional(tx).await?;
    let stored: Option<String> = stored.map(|row| row.get("sha256")).transpose()?;
    let verdict = holds(stored.as_ref() == Some(&answered.sha256), || "it was answered and is not listed".to_owned());
    tally.look(&ANSWERED, &format!("key {key}, upload {}", answered.id.0), verdict);
    Ok(())
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

    #[tokio::test]
    async fn a_file_that_is_too_large_or_empty_leaves_nothing_behind() {
        let store = TestStore::new().await.unwrap();
        let ctx = store.ctx();
        let mut file = ctx.blobs.incoming(10).await.unwrap();
        file.write(b"0123456789").await.unwrap();
        assert_eq!(file.write(b"x").await.unwrap_err().code(), "input.too_large");
        drop(file);
        assert_eq!(accept(&ctx, "empty.csv", b"").await.unwrap_err().code(), "upload.empty");
        assert_eq!(std::fs::read_dir(store.folder().join("uploads")).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn what_a_dead_write_left_is_swept_after_ten_minutes() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::at(folder.path().join("uploads"));
        assert_eq!(blobs.sweep(0).await.unwrap(), 0);
        let kept = blobs.put(b"kept").await.unwrap();
        std::fs::write(folder.path().join("uploads/abc.1.0.partial"), b"ke").unwrap();
        let written = std::fs::metadata(folder.path().join("uploads").join(&kept)).unwrap().modified().unwrap();
        let written = written.duration_since(UNIX_EPOCH).unwrap().as_secs().cast_signed();
        assert_eq!(blobs.sweep(written + 590).await.unwrap(), 0);
        assert_eq!(blobs.sweep(written + 700).await.unwrap(), 1);
        assert_eq!(blobs.get(&kept).await.unwrap(), b"kept");
    }
}
