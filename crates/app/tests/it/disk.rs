//! A disk without room, and one that may only be read: real file systems of a few megabytes, mounted for the test.
//!
//! Mounting needs root. Without it these tests say so and prove nothing; `HORME_REQUIRE_MOUNT=1` makes that a failure.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use platform::config::Config;
use platform::context::{Clock, Ids};
use platform::data_dir::DataDir;
use platform::operation::invoke;
use platform::{Context, Principal, Result, Services};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A file system in memory, unmounted when this value goes, also by a failing test.
struct Disk {
    folder: TempDir,
}

impl Disk {
    #[expect(clippy::disallowed_methods, reason = "the environment says whether a machine that cannot mount is a failure")]
    fn new(megabytes: u32) -> Option<Disk> {
        let folder = tempfile::tempdir().unwrap();
        if mount(&["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "horme-test"], folder.path()) {
            return Some(Disk { folder });
        }
        assert!(
            !std::env::var("HORME_REQUIRE_MOUNT").is_ok_and(|value| value == "1"),
            "HORME_REQUIRE_MOUNT is set, and nothing can be mounted"
        );
        eprintln!("SKIPPED: a file system cannot be mounted here (needs root); nothing is proved about full disks");
        None
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }

    /// Leaves room for this many blocks of 4 KiB.
    fn fill_but(&self, blocks: u64) {
        let _ = fs::remove_file(self.filler());
        let mut filler = File::create(self.filler()).unwrap();
        while filler.write_all(&[0; 4096]).is_ok() {}
        let size = filler.metadata().unwrap().len();
        filler.set_len(size.saturating_sub(blocks * 4096)).unwrap();
    }

    fn free(&self) {
        fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

fn mount(options: &[&str], on: &Path) -> bool {
    Command::new("mount").args(options).arg(on).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

async fn call(ctx: &Context, name: &str, input: Value) -> Result<Value> {
    let operations = features::operations();
    let entry = operations.iter().find(|entry| entry.spec.name == name).unwrap();
    invoke(entry, input, ctx).await
}

async fn opened(data: &DataDir) -> Services {
    data.services(Config::load(None, |_| None).unwrap()).await.unwrap()
}

async fn stored(ctx: &Context) -> Vec<Value> {
    let page = call(ctx, "list_quotations", json!({ "limit": 100 })).await.unwrap();
    page["quotations"].as_array().unwrap().iter().map(|quotation| quotation["number"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_writes_whole_and_recovers_without_restart() {
    let Some(disk) = Disk::new(16) else { return };
    let data = DataDir::open(&disk.path().join("data")).unwrap();
    let services = opened(&data).await;
    let ctx = services.context(Principal::local(), None);
    // The seed needs ids of its own to name its files.
    let mut seeding = services.clone();
    (seeding.ids, seeding.clock) = (Ids::seeded(2), Clock::Fixed { epoch_seconds: platform::testing::NOW });
    features::seed::fill(&seeding.context(Principal::local(), None)).await.unwrap();
    let mut there = stored(&ctx).await;
    let (mut acknowledged, mut refused) = (0, 0);
    // Room for 0, 1, 2 … blocks: the disk fills up at another place of the write each time.
    for room in 0..60 {
        disk.fill_but(room);
        match call(&ctx, "create_quotation", json!({ "text": format!("{} x HB-M8-50\n10 pcs HN-M8\n", room + 1) })).await {
            Ok(quotation) => {
                acknowledged += 1;
                there.insert(0, quotation["number"].clone());
            }
            Err(error) => {
                refused += 1;
                assert_eq!((error.code(), error.kind().status()), ("store.full", 507), "with room for {room}: {error:?}");
            }
        }
        assert_eq!(stored(&ctx).await.len(), there.len(), "with room for {room}: as many as were acknowledged");
    }
    disk.fill_but(0);
    let upload = call(&ctx, "create_upload", json!({ "name": "list.txt", "text": "x".repeat(100_000) })).await.unwrap_err();
    assert_eq!(upload.code(), "store.full");
    let begun =
        fs::read_dir(data.path().join("uploads")).unwrap().filter(|file| file.as_ref().unwrap().path().extension().is_some()).count();
    assert_eq!(begun, 0, "a refused upload leaves nothing behind");
    for (reading, input) in [
        ("get_quotation", json!({ "number": there[0] })),
        ("search_products", json!({ "query": "hexagon bolt" })),
        ("list_products", json!({})),
        ("verify_data", json!({})),
    ] {
        let answer = call(&ctx, reading, input).await.unwrap();
        assert!(answer["sound"] != false, "{answer:#}");
    }
    disk.free();
    let quotation = call(&ctx, "create_quotation", json!({ "text": "99 x HB-M8-50\n10 pcs HN-M8\n" })).await.unwrap();
    assert_eq!(quotation["complete"], true);
    let verification = call(&ctx, "verify_data", json!({})).await.unwrap();
    assert_eq!(verification["sound"], true, "{verification:#}");
    assert!(refused > 0 && acknowledged > 0, "{refused} refused, {acknowledged} acknowledged: the disk was never at its edge");
    println!("{refused} writes refused, {acknowledged} acknowledged, none half");
    services.db.close().await;
}

#[tokio::test]
async fn a_disk_that_may_only_be_read_is_refused_at_the_start_in_words() {
    let Some(disk) = Disk::new(16) else { return };
    let path = disk.path().join("data");
    let data = DataDir::open(&path).unwrap();
    opened(&data).await.db.close().await;
    drop(data);
    assert!(mount(&["-o", "remount,ro"], disk.path()));
    let Err(refused) = DataDir::open(&path) else { panic!("opened on a disk that cannot be written") };
    assert!(refused.code() == "data_dir.unusable" && refused.message().contains("Read-only file system"), "{refused:?}");
}
