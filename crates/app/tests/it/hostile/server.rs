//! The real program, serving a folder of its own, watched from outside: what it answers, holds in memory and leaves running.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// However busy the machine is, nothing may take longer.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Server {
    process: Child,
    address: String,
    token: String,
    folder: TempDir,
}

pub struct Answer {
    /// 0: none came.
    pub status: u16,
    pub body: String,
    pub took: Duration,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

impl Server {
    /// Serves a small catalogue and a seller.
    pub fn start() -> Server {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = folder.path().join("catalogue.csv");
        std::fs::write(&catalogue, CATALOGUE).unwrap();
        let seller = ["--name", "Norfast", "--currency", "EUR", "--tax-label", "VAT", "--tax-rate", "21", "--price-basis", "excluded"];
        for words in [&["import", "catalogue", catalogue.to_str().unwrap()][..], &[&["seller", "set"][..], &seller].concat()] {
            let done = command(folder.path(), words);
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        let mut process =
            program(folder.path()).args(["serve", "--port", "0"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.split("http://").nth(1).unwrap().split(' ').next().unwrap().to_owned();
        lines.next().unwrap().unwrap();
        // Its log must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let token = std::fs::read_to_string(folder.path().join("data/token")).unwrap();
        Server { process, address, token, folder }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn send(&self, method: &str, path: &str, media_type: &str, body: &[u8]) -> Answer {
        let begun = Instant::now();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\nconnection: close\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\n\r\n",
            self.address,
            self.token,
            body.len()
        );
        // A server that has read enough to refuse may close before it has read all.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        let mut answer = Vec::new();
        if let Err(error) = stream.read_to_end(&mut answer) {
            return Answer { status: 0, body: error.to_string(), took: begun.elapsed() };
        }
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or(("- 0", "no answer"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, body: body.to_owned(), took: begun.elapsed() }
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, "application/json", body.to_string().as_bytes())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "application/json", b"")
    }

    /// The file's handle; the answer if it is not taken.
    pub fn upload(&self, name: &str, bytes: &[u8]) -> Result<Value, Answer> {
        let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        let answer = self.send("POST", &format!("/api/uploads?name={name}"), "application/octet-stream", bytes);
        if answer.status == 200 { Ok(answer.json()["id"].clone()) } else { Err(answer) }
    }

    pub fn request(&self, name: &str, bytes: &[u8]) -> Answer {
        self.upload(name, bytes).map_or_else(|refused| refused, |upload| self.post("/api/rfqs", &json!({ "upload": upload })))
    }

    pub fn import(&self, name: &str, bytes: &[u8], dry_run: bool) -> Answer {
        let import = |upload| self.post("/api/catalogue/imports", &json!({ "files": [upload], "dry_run": dry_run }));
        self.upload(name, bytes).map_or_else(|refused| refused, import)
    }

    /// Lives, and answers who asks.
    pub fn is_well(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none() && self.get("/health").status == 200
    }

    /// Forgets the most memory it ever held.
    pub fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5").unwrap();
    }

    /// Memory held now and at most since [`Server::forget_peak`], in KiB.
    pub fn memory(&self) -> (i64, i64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        (field("VmRSS:"), field("VmHWM:"))
    }

    /// Processes it has started and not ended.
    pub fn children(&self) -> usize {
        let parent = self.process.id().to_string();
        let is_child = |path: std::path::PathBuf| {
            let stat = std::fs::read_to_string(path.join("stat")).unwrap_or_default();
            stat.rsplit(')').next().is_some_and(|rest| rest.split_whitespace().nth(1) == Some(&parent))
        };
        std::fs::read_dir("/proc").unwrap().flatten().filter(|entry| is_child(entry.path())).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One command on a folder of its own.
pub fn command(folder: &Path, words: &[&str]) -> Output {
    program(folder).args(words).output().unwrap()
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(path_of_program());
    command.env_clear().args(["--data-dir", folder.join("data").to_str().unwrap()]).stdin(Stdio::null());
    command
}

/// The one built with the tests, or the one that `HORME_PROGRAM` names: a release build, for figures worth writing down.
#[expect(clippy::disallowed_methods, reason = "a test is told by the environment which program it measures")]
pub fn path_of_program() -> String {
    std::env::var("HORME_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_horme").to_owned())
}

const CATALOGUE: &str = "\
sku,name,brand,gtin,unit,price,currency,tax_included,attr:thread
HB-M8-50,Hexagon bolt M8 x 50 A2-70,Norfast,4006381333931,pc,0.42,EUR,no,M8
HN-M8,Hexagon nut M8 A2,Norfast,,pc,0.09,EUR,no,M8
GL-NIT-9,Nitrile glove size 9,Handsafe,,box,11.90,EUR,no,
WS-M8,Washer M8 zinc,Norfast,,pc,0.03,EUR,no,M8
";
