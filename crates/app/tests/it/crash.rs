//! kill −9 of the real program while it writes: nothing that was acknowledged is lost, half or there twice.
//!
//! Eight writers make RFQs and quotations, resolve lines and send, each call under a key of its own; what was not
//! acknowledged is repeated with the same key until it is. Meanwhile the program is killed at random instants and started
//! again. `cargo test` kills a few times; `./crash` many times, on PostgreSQL also the server and its processes.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use platform::db::{Db, sql};
use serde_json::{Value, json};

/// Large enough a wait that only a hang reaches it.
const PATIENCE: Duration = Duration::from_secs(300);
const WRITERS: u64 = 8;

const PRODUCTS: &str = "sku,name,brand,unit,price,currency,tax_included\n\
    HB-M8-50,Hexagon bolt M8 x 50 A2-70,Norfast,pc,0.42,EUR,no\n\
    HN-M8,Hexagon nut M8 A2,Norfast,pc,0.09,EUR,no\n";

#[test]
fn what_was_acknowledged_survives_kill_9() {
    quotations(&Store::Embedded, setting("HORME_CRASH_KILLS", 5));
}

#[test]
fn an_import_that_is_killed_took_all_rows_or_none() {
    imports(&Store::Embedded, setting("HORME_CRASH_IMPORT_KILLS", 2), setting("HORME_CRASH_IMPORT_ROWS", 1500));
}

#[test]
#[ignore = "needs a cluster of its own that keeps what it commits; `./crash --postgres` starts one"]
fn what_was_acknowledged_survives_kill_9_on_postgresql() {
    quotations(&Store::cluster("quotations"), setting("HORME_CRASH_KILLS", 30));
}

#[test]
#[ignore = "as above"]
fn an_import_that_is_killed_took_all_rows_or_none_on_postgresql() {
    imports(&Store::cluster("imports"), setting("HORME_CRASH_IMPORT_KILLS", 5), setting("HORME_CRASH_IMPORT_ROWS", 20_000));
}

#[expect(clippy::disallowed_methods, reason = "`./crash` says by the environment how large the run is")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn setting(name: &str, default: u64) -> u64 {
    variable(name).map_or(default, |value| value.parse().unwrap())
}

/// Pseudo-random numbers from a seed (xorshift), so that a run can be repeated.
struct Dice(u64);

impl Dice {
    fn new(salt: u64) -> Self {
        Dice((setting("HORME_CRASH_SEED", 20_260_302) ^ (salt + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)) | 1)
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        low + self.0 % (high - low)
    }
}

/// Where the rows are.
enum Store {
    Embedded,
    /// The URL of a database, and the folder `scripts/postgres` keeps its cluster in.
    Postgres {
        url: String,
        folder: PathBuf,
    },
}

impl Store {
    /// A new database of the cluster `./crash` started.
    fn cluster(database: &str) -> Store {
        let url = variable("HORME_CRASH_POSTGRES").expect("HORME_CRASH_POSTGRES: URL of a cluster; `./crash --postgres` sets it");
        let folder = PathBuf::from(variable("HORME_CRASH_CLUSTER").expect("HORME_CRASH_CLUSTER: the cluster's folder"));
        let created = Command::new("psql").args([&format!("{url}/postgres"), "-qc", &format!("CREATE DATABASE {database}")]).status();
        assert!(created.unwrap().success());
        Store::Postgres { url: format!("{url}/{database}"), folder }
    }

    fn url(&self) -> &str {
        match self {
            Store::Embedded => "embedded:",
            Store::Postgres { url, .. } => url,
        }
    }

    /// Kills one of the database server's processes, or all of it (and starts it again).
    fn kill_server(&self, whole: bool) {
        let Store::Postgres { folder, .. } = self else { return };
        if whole {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
            assert!(Command::new(script).arg("crash").arg(folder).stdout(Stdio::null()).status().unwrap().success());
            return;
        }
        let postmaster = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap();
        let postmaster = postmaster.lines().next().unwrap().trim().to_owned();
        let children = fs::read_to_string(format!("/proc/{postmaster}/task/{postmaster}/children")).unwrap();
        let serves_us =
            |pid: &&str| fs::read_to_string(format!("/proc/{pid}/cmdline")).is_ok_and(|line| line.starts_with("postgres: horme "));
        if let Some(backend) = children.split_whitespace().find(serves_us) {
            assert!(Command::new("kill").args(["-9", backend]).status().unwrap().success());
        }
    }
}

/// The program on a data directory of its own.
struct Horme<'a> {
    folder: &'a Path,
    store: &'a Store,
    port: u16,
}

impl Horme<'_> {
    fn command(&self, words: &[&str]) -> Command {
        // Another build than the one just made: a release.
        let program = variable("HORME_CRASH_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_horme").to_owned());
        let mut command = Command::new(program);
        let log = File::options().create(true).append(true).open(self.folder.join("log")).unwrap();
        command.args(words).arg("--data-dir").arg(self.folder.join("data")).env("DATABASE_URL", self.store.url()).stderr(log);
        command
    }

    fn done(&self, words: &[&str]) -> Value {
        let output = self.command(&[words, &["--format", "json"]].concat()).output().unwrap();
        let answer = serde_json::from_slice(&output.stdout).unwrap_or_default();
        assert!(output.status.success(), "{words:?}: {answer:#}");
        answer
    }

    /// Serves, once it is ready; and how long that took.
    fn serve(&self) -> (Child, Duration) {
        let started = Instant::now();
        let child = self.command(&["serve", "--port", &self.port.to_string()]).stdout(Stdio::null()).spawn().unwrap();
        self.wait(|| matches!(http(self.port, "GET", "/ready", "", None, ""), Ok((200, _))));
        (child, started.elapsed())
    }

    fn wait(&self, until: impl Fn() -> bool) {
        let started = Instant::now();
        while !until() {
            assert!(started.elapsed() < PATIENCE, "gave up waiting; see {}", self.folder.join("log").display());
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    fn token(&self) -> String {
        fs::read_to_string(self.folder.join("data/token")).unwrap_or_default()
    }
}

/// One request on a connection of its own. An answer that is not whole is no answer.
fn http(port: u16, method: &str, path: &str, token: &str, key: Option<&str>, body: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let key = key.map(|key| format!("Idempotency-Key: {key}\r\n")).unwrap_or_default();
    let kind = if body.is_empty() { "" } else { "Content-Type: application/json\r\n" };
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n{key}{kind}Content-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let broken = || std::io::Error::other("the answer is not whole");
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok());
    if length == Some(body.len()) { Ok((status, body.to_owned())) } else { Err(broken()) }
}

/// A call that was acknowledged.
struct Acknowledged {
    key: String,
    path: String,
    body: String,
    answer: String,
}

/// What the writers share.
struct Ledger<'a> {
    horme: &'a Horme<'a>,
    stopping: AtomicBool,
    acknowledged: Mutex<Vec<Acknowledged>>,
    count: AtomicU64,
    /// Attempts that found nobody, or were cut off, or refused for the time being.
    repeated: AtomicU64,
    /// Answers that are neither an acknowledgement nor "try again".
    unexpected: Mutex<Vec<String>>,
}

impl Ledger<'_> {
    /// Calls until acknowledged; the answer.
    fn call(&self, key: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let (started, mut token) = (Instant::now(), self.horme.token());
        loop {
            match http(self.horme.port, "POST", path, &token, Some(key), &body) {
                Ok((200, answer)) => {
                    let value = serde_json::from_str(&answer).unwrap();
                    let acknowledged = Acknowledged { key: key.to_owned(), path: path.to_owned(), body, answer };
                    self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).push(acknowledged);
                    self.count.fetch_add(1, Ordering::Relaxed);
                    return value;
                }
                Ok((503, _)) | Err(_) => drop(self.repeated.fetch_add(1, Ordering::Relaxed)),
                // The program wrote another token when it started again.
                Ok((401, _)) => {}
                Ok((status, answer)) => {
                    self.unexpected.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{path}: {status} {answer}"));
                }
            }
            assert!(started.elapsed() < PATIENCE, "{key} was never acknowledged; unexpected: {:?}", self.unexpected);
            std::thread::sleep(Duration::from_millis(20));
            token = self.horme.token();
        }
    }

    /// The token a committing call asks a person with.
    fn confirmation(&self, path: &str) -> Value {
        loop {
            if let Ok((409, refusal)) = http(self.horme.port, "POST", path, &self.horme.token(), None, "{}") {
                return serde_json::from_str::<Value>(&refusal).unwrap()["extra"]["confirm"].clone();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Writes until told to stop. Every request asks for a number of bolts nobody else asks for.
    fn write(&self, writer: u64) {
        let mut dice = Dice::new(1000 + writer);
        for turn in 1.. {
            if self.stopping.load(Ordering::Relaxed) {
                return;
            }
            // Five digits: more of them are read as an article number.
            let bolts = writer * 10_000 + turn;
            let key = |what: &str| format!("{bolts}-{what}");
            let quotation = if dice.between(0, 3) == 0 {
                let rfq = self.call(&key("rfq"), "/api/rfqs", &json!({ "text": format!("{bolts} x HB-M8-50\nHN-M8\n") }));
                let path = format!("/api/rfqs/{}/lines/2/resolve", rfq["id"].as_str().unwrap());
                self.call(&key("line"), &path, &json!({ "quantity": "10", "version": 1 }));
                self.call(&key("quotation"), "/api/quotations", &json!({ "rfq": rfq["id"] }))
            } else {
                self.call(&key("quotation"), "/api/quotations", &json!({ "text": format!("{bolts} x HB-M8-50\n10 pcs HN-M8\n") }))
            };
            if dice.between(0, 2) == 0 {
                let path = format!("/api/quotations/{}/send", quotation["number"].as_str().unwrap());
                self.call(&key("send"), &path, &json!({ "confirm": self.confirmation(&path) }));
            }
        }
    }
}

fn quotations(store: &Store, kills: u64) {
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let horme = Horme { folder: folder.path(), store, port };
    set_up(&horme);
    let ledger = Ledger {
        horme: &horme,
        stopping: AtomicBool::new(false),
        acknowledged: Mutex::default(),
        count: AtomicU64::new(0),
        repeated: AtomicU64::new(0),
        unexpected: Mutex::default(),
    };
    let (mut child, mut longest) = horme.serve();
    let mut recovered = Duration::ZERO;
    let mut dice = Dice::new(0);
    std::thread::scope(|scope| {
        for writer in 1..=WRITERS {
            let ledger = &ledger;
            scope.spawn(move || ledger.write(writer));
        }
        for kill in 0..kills {
            std::thread::sleep(Duration::from_millis(dice.between(50, 1500)));
            let program = matches!(store, Store::Embedded) || kill % 3 == 0;
            if program {
                child.kill().unwrap();
                child.wait().unwrap();
                if kill % 25 == 24 {
                    assert_eq!(horme.done(&["verify-data"])["violations"], 0);
                }
                let (next, took) = horme.serve();
                (child, longest) = (next, longest.max(took));
            } else {
                store.kill_server(kill % 3 == 2);
                let (back, before) = (Instant::now(), ledger.count.load(Ordering::Relaxed));
                horme.wait(|| ledger.count.load(Ordering::Relaxed) > before);
                recovered = recovered.max(back.elapsed());
            }
        }
        ledger.stopping.store(true, Ordering::Relaxed);
    });
    child.kill().unwrap();
    child.wait().unwrap();
    let (mut child, took) = horme.serve();
    let acknowledged = ledger.acknowledged.into_inner().unwrap();
    let Found { lost, changed, doubled, quotations } = compare(&horme, &acknowledged);
    child.kill().unwrap();
    child.wait().unwrap();
    let verified = Instant::now();
    let verification = horme.done(&["verify-data"]);
    println!(
        "{} kills on {}: {} calls acknowledged ({quotations} quotations), {} attempts in vain meanwhile; lost {lost}, changed {changed}, doubled {doubled}, violations {}; \
         ready after at most {:?}, writing again after a database crash after at most {recovered:?}; verify-data {:?}",
        kills + 1,
        if matches!(store, Store::Embedded) { "the embedded store" } else { "PostgreSQL" },
        acknowledged.len(),
        ledger.repeated.into_inner(),
        verification["violations"],
        longest.max(took),
        verified.elapsed(),
    );
    let unexpected = ledger.unexpected.into_inner().unwrap();
    if !unexpected.is_empty() {
        let log = fs::read_to_string(folder.path().join("log")).unwrap();
        log.lines().filter(|line| line.contains("\"ERROR\"")).for_each(|line| eprintln!("{line}"));
    }
    assert_eq!(unexpected, Vec::<String>::new(), "only acknowledged, unavailable or no answer is expected");
    assert_eq!((lost, changed, doubled, &verification["sound"]), (0, 0, 0, &json!(true)), "{verification:#}");
}

/// What the kernel was asked, in order: the log is written, synchronised, and only then is the answer sent.
#[test]
fn a_write_is_synchronised_before_it_is_acknowledged() {
    if !Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: strace cannot be used here; nothing is proved about the order of fsync and answer");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let horme = Horme { folder: folder.path(), store: &Store::Embedded, port };
    set_up(&horme);
    let trace = folder.path().join("trace");
    let served = horme.command(&["serve", "--port", &port.to_string()]);
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-y", "-s", "20", "-e", "trace=pwrite64,fsync,fdatasync,write,writev,sendto", "-o"]).arg(&trace);
    let mut traced = traced.arg(served.get_program()).args(served.get_args()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    horme.wait(|| matches!(http(port, "GET", "/ready", "", None, ""), Ok((200, _))));
    let body = json!({ "text": "120 x HB-M8-50\n10 pcs HN-M8\n" }).to_string();
    let (status, answer) = http(port, "POST", "/api/quotations", &horme.token(), Some("k"), &body).unwrap();
    assert_eq!(status, 200, "{answer}");
    let strace = traced.id();
    let program = fs::read_to_string(format!("/proc/{strace}/task/{strace}/children")).unwrap();
    assert!(Command::new("kill").args(["-9", program.trim()]).status().unwrap().success());
    traced.wait().unwrap();

    let trace = fs::read_to_string(trace).unwrap();
    let calls: Vec<&str> = trace.lines().collect();
    let sent = calls.iter().rposition(|call| call.contains("\"HTTP/1.1 200")).expect("the answer is in the trace");
    let written =
        calls[..sent].iter().rposition(|call| call.contains("pwrite64(") && call.contains("sqlite-wal>")).expect("the log is written");
    // A call that another thread's interrupts is continued on a line of its own, by the same thread.
    let synchronised = calls[written..sent].iter().enumerate().any(|(at, call)| {
        let begun = call.contains("sync(") && call.contains("sqlite-wal>");
        let thread = call.split(' ').next().unwrap_or_default();
        let continued = |later: &&&str| later.starts_with(thread) && later.contains("sync resumed>") && later.ends_with("= 0");
        begun && (call.ends_with("= 0") || calls[written + at..sent].iter().any(|later| continued(&later)))
    });
    assert!(synchronised, "between the last write of the log and the answer:\n{}", calls[written..=sent].join("\n"));
}

fn set_up(horme: &Horme<'_>) {
    fs::write(horme.folder.join("products.csv"), PRODUCTS).unwrap();
    let seller = ["seller", "set", "--name", "Norfast Trading GmbH", "--currency", "EUR", "--tax-label", "VAT", "--tax-rate", "21"];
    horme.done(&[&seller[..], &["--price-basis", "excluded", "--time-zone", "Europe/Berlin"]].concat());
    horme.done(&["import", "catalogue", horme.folder.join("products.csv").to_str().unwrap()]);
}

struct Found {
    lost: usize,
    changed: usize,
    doubled: usize,
    quotations: usize,
}

/// Every acknowledged call answers the same bytes again; every quotation is there once, in the last acknowledged state.
fn compare(horme: &Horme<'_>, acknowledged: &[Acknowledged]) -> Found {
    let token = horme.token();
    let mut found = Found { lost: 0, changed: 0, doubled: 0, quotations: 0 };
    let mut last: BTreeMap<String, &str> = BTreeMap::new();
    let mut bolts: HashMap<String, String> = HashMap::new();
    for call in acknowledged {
        let again = http(horme.port, "POST", &call.path, &token, Some(&call.key), &call.body).unwrap();
        found.changed += usize::from(again != (200, call.answer.clone()));
        let answer: Value = serde_json::from_str(&call.answer).unwrap();
        if let Some(number) = answer["number"].as_str() {
            last.insert(number.to_owned(), &call.answer);
            let other = bolts.insert(answer["lines"][0]["quantity"].to_string(), number.to_owned());
            found.doubled += usize::from(other.is_some_and(|other| other != number));
        }
    }
    for (number, answer) in &last {
        let stored = http(horme.port, "GET", &format!("/api/quotations/{number}"), &token, None, "").unwrap();
        found.lost += usize::from(stored.0 != 200);
        found.changed += usize::from(stored.0 == 200 && stored.1 != **answer);
    }
    let mut cursor = String::new();
    loop {
        let (status, page) = http(horme.port, "GET", &format!("/api/quotations?limit=100{cursor}"), &token, None, "").unwrap();
        assert_eq!(status, 200, "{page}");
        let page: Value = serde_json::from_str(&page).unwrap();
        for quotation in page["quotations"].as_array().unwrap() {
            found.quotations += 1;
            found.doubled += usize::from(!last.contains_key(quotation["number"].as_str().unwrap()));
        }
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    found
}

/// Imports the same products again and again, each time with another brand and price throughout, and kills in between.
fn imports(store: &Store, kills: u64, rows: u64) {
    let folder = tempfile::tempdir().unwrap();
    let horme = Horme { folder: folder.path(), store, port: 0 };
    let mut dice = Dice::new(7);
    let import = |version: u64| {
        let file = folder.path().join(format!("catalogue-{version}.csv"));
        let mut text = String::from("sku,name,brand,price,currency,tax_included,attr:version\n");
        for row in 0..rows {
            text.push_str(&format!("C-{row:06},Hexagon bolt {row},v{version},{version},EUR,no,{version}\n"));
        }
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    horme.done(&["import", "catalogue", &import(1)]);
    let started = Instant::now();
    horme.done(&["import", "catalogue", &import(2)]);
    let whole = u64::try_from(started.elapsed().as_millis()).unwrap();
    let (mut took_none, mut took_all) = (0, 0);
    for version in 3..3 + kills {
        let file = import(version);
        let mut child = horme.command(&["import", "catalogue", &file]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(dice.between(10, whole + whole / 4)));
        child.kill().unwrap();
        child.wait().unwrap();
        let (stored, source) = stored_version(&horme, rows, version);
        assert!(stored == version || stored == version - 1, "version {stored} after an import of {version}");
        assert_eq!(source, stored == version, "the source's row says whether the import was taken");
        took_all += u64::from(source);
        took_none += u64::from(!source);
        let again = horme.done(&["import", "catalogue", &file]);
        let expected = if source { (Some(0), Some(rows)) } else { (Some(rows), Some(0)) };
        assert_eq!((again["changed"].as_u64(), again["unchanged"].as_u64()), expected, "the same import again");
        assert_eq!(stored_version(&horme, rows, version), (version, true));
    }
    assert_eq!(horme.done(&["verify-data"])["violations"], 0);
    println!("{kills} kills during imports of {rows} rows ({whole} ms each): none taken {took_none}, all taken {took_all}, half 0");
}

/// The one version all products, prices and specifications are of, and whether the import of `version` has a source.
fn stored_version(horme: &Horme<'_>, rows: u64, version: u64) -> (u64, bool) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let db = match horme.store {
            Store::Embedded => Db::open_sqlite(&horme.folder.join("data/horme.sqlite")).await.unwrap(),
            Store::Postgres { url, .. } => Db::open_postgres(url, 2).await.unwrap(),
        };
        let mut tx = db.read().await.unwrap();
        let mut versions = Vec::new();
        for statement in [
            "SELECT brand AS version, COUNT(*) AS number FROM products WHERE tenant = 'main' AND sku LIKE 'C-%' GROUP BY brand",
            "SELECT text AS version, COUNT(*) AS number FROM product_specifications WHERE tenant = 'main' AND sku LIKE 'C-%' GROUP BY text",
        ] {
            let found = sql(statement).fetch_all(&mut tx).await.unwrap();
            assert_eq!(found.len(), 1, "products of several versions");
            assert_eq!(found[0].get::<i64>("number").unwrap(), rows.cast_signed());
            versions.push(found[0].get::<String>("version").unwrap().trim_start_matches('v').parse().unwrap());
        }
        let prices =
            "SELECT price_micro, COUNT(*) AS number FROM product_prices WHERE tenant = 'main' AND sku LIKE 'C-%' GROUP BY price_micro";
        let prices = sql(prices).fetch_all(&mut tx).await.unwrap();
        assert_eq!((prices.len(), prices[0].get::<i64>("number").unwrap()), (1, rows.cast_signed()));
        versions.push(prices[0].get::<i64>("price_micro").unwrap().cast_unsigned() / 1_000_000);
        assert!(versions.iter().all(|found| *found == versions[0]), "half updated: {versions:?}");
        let source =
            sql("SELECT COUNT(*) AS number FROM sources WHERE tenant = 'main' AND name = ?").bind(format!("catalogue-{version}.csv"));
        let source: i64 = source.fetch_one(&mut tx).await.unwrap().get("number").unwrap();
        drop(tx);
        db.close().await;
        (versions[0], source > 0)
    })
}
