//! What a server does with slow, large and many clients, and when it is told to stop; over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;

use channels::{Operations, Stage};
use platform::config::Config;
use platform::testing::TestStore;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::channel::{Running, TOKEN};

struct Server {
    running: Running,
    store: TestStore,
}

async fn server(change: impl FnOnce(&mut Config)) -> Server {
    let mut store = TestStore::new().await.unwrap();
    let mut config = (*store.services.config).clone();
    change(&mut config);
    store.services.config = Arc::new(config);
    let running = Running::new(&store.services, &Operations::new(&features::operations())).await;
    Server { running, store }
}

struct Client(TcpStream);

impl Client {
    async fn new(address: SocketAddr) -> Self {
        Client(TcpStream::connect(address).await.unwrap())
    }

    async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Everything until the server closes, by which way ever.
    async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        let _ = self.0.read_to_end(&mut bytes).await;
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// One answer whose body is JSON, on a connection that stays open.
    async fn answer(&mut self) -> String {
        let mut text = String::new();
        while !text.ends_with('}') {
            let mut bytes = [0; 4096];
            let length = self.0.read(&mut bytes).await.unwrap();
            assert!(length > 0, "closed after: {text}");
            text.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
        }
        text
    }
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {TOKEN}\r\n\r\n")
}

fn post(path: &str, length: usize, body: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {TOKEN}\r\ncontent-length: {length}\r\n\r\n{body}")
}

async fn asked(address: SocketAddr, request: &str) -> String {
    let mut client = Client::new(address).await;
    client.send(&request.replacen("\r\n", "\r\nconnection: close\r\n", 1)).await;
    client.rest().await
}

#[tokio::test]
async fn who_does_not_send_the_head_of_a_request_is_let_go() {
    let server = server(|config| config.serve.head_ms = 100).await;
    let mut silent = Client::new(server.running.address).await;
    assert_eq!(silent.rest().await, "");
    let mut half = Client::new(server.running.address).await;
    half.send("GET /health HTTP/1.1\r\nhost: a\r\nx-a: ").await;
    assert!(!half.rest().await.contains("200 OK"));
    let mut idle = Client::new(server.running.address).await;
    idle.send(&get("/health")).await;
    assert!(idle.rest().await.starts_with("HTTP/1.1 200 OK"), "the first answer comes, then the idle connection goes");
}

#[tokio::test]
async fn a_body_that_stalls_or_drips_is_refused() {
    let server = server(|config| (config.serve.body_ms, config.serve.body_bytes_per_second) = (200, 1000)).await;
    let mut stalls = Client::new(server.running.address).await;
    stalls.send(&post("/api/uploads?name=a.csv", 100, "a,b")).await;
    let refused = stalls.rest().await;
    assert!(refused.starts_with("HTTP/1.1 408") && refused.contains("input.too_slow"), "{refused}");

    let (mut reads, mut writes) = Client::new(server.running.address).await.0.into_split();
    writes.write_all(post("/api/uploads?name=a.csv", 1_000_000, "").as_bytes()).await.unwrap();
    let mut refused = Vec::new();
    let drip = async {
        // Until the server hangs up.
        while writes.write_all(b"x").await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::join!(drip, async { drop(reads.read_to_end(&mut refused).await) });
    assert!(refused.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&refused));
    assert_eq!(std::fs::read_dir(server.store.folder().join("uploads")).unwrap().count(), 0, "what had come is gone");
}

#[tokio::test]
async fn who_does_not_read_the_answers_is_let_go() {
    let mut server = server(|config| config.serve.answer_ms = 200).await;
    let mut client = Client::new(server.running.address).await;
    // Far more than the system keeps for a reader.
    client.send(&get("/openapi.json").repeat(200)).await;
    server.running.stage.send_replace(Stage::Finishing);
    server.running.served.join_next().await.unwrap().unwrap();
    assert_eq!(*server.running.stage.borrow(), Stage::Finishing, "the server has not waited for this client to the last");
}

#[tokio::test]
async fn urls_and_heads_have_limits_to_the_byte() {
    let server = server(|_| {}).await;
    let url = |length: usize| format!("/health?{}", "a".repeat(length - "/health?".len()));
    let head = |length: usize| {
        let bare = "GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-a: \r\n\r\n".len();
        format!("GET /health HTTP/1.1\r\nhost: a\r\nx-a: {}\r\n\r\n", "a".repeat(length - bare))
    };
    for (request, status) in [
        (get(&url(8191)), "200"),
        (get(&url(8192)), "200"),
        (get(&url(8193)), "414"),
        (head(16383), "200"),
        (head(16384), "200"),
        (head(16385), "431"),
        (head(60_000), "431"),
    ] {
        let answer = asked(server.running.address, &request).await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{} bytes: {}", request.len(), &answer[..answer.len().min(300)]);
    }
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_their_turn() {
    let server = server(|config| config.serve.connections = 1).await;
    let mut first = Client::new(server.running.address).await;
    first.send(&get("/health")).await;
    first.answer().await;
    let mut second = Client::new(server.running.address).await;
    second.send(&get("/health")).await;
    drop(first);
    assert!(second.answer().await.contains("healthy"));
}

#[tokio::test]
async fn a_server_that_leaves_says_so_and_serves_on() {
    let server = server(|_| {}).await;
    let address = server.running.address;
    assert!(asked(address, &get("/ready")).await.starts_with("HTTP/1.1 200"));
    server.running.stage.send_replace(Stage::Leaving);
    let ready = asked(address, &get("/ready")).await;
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("server.stopping"), "{ready}");
    assert!(asked(address, &get("/health")).await.starts_with("HTTP/1.1 200"));
    assert!(asked(address, &get("/api/products")).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_server_that_finishes_answers_what_was_begun_and_nothing_new() {
    let mut server = server(|_| {}).await;
    let mut idle = Client::new(server.running.address).await;
    idle.send(&get("/health")).await;
    idle.answer().await;
    let mut begun = Client::new(server.running.address).await;
    begun.send(&post("/api/uploads?name=a.csv", 6, "a,b")).await;
    // The server has the head when it has made room for the file.
    while std::fs::read_dir(server.store.folder().join("uploads")).map_or(0, Iterator::count) == 0 {
        tokio::task::yield_now().await;
    }
    server.running.stage.send_replace(Stage::Finishing);
    assert_eq!(idle.rest().await, "", "an idle connection is closed");
    begun.send("\nc\n").await;
    let answer = begun.rest().await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"size_bytes\":6"), "{answer}");
    server.running.served.join_next().await.unwrap().unwrap();
    assert!(TcpStream::connect(server.running.address).await.is_err());
}

#[tokio::test]
async fn a_server_that_is_hurried_lets_go_of_the_rest() {
    let mut server = server(|_| {}).await;
    let mut begun = Client::new(server.running.address).await;
    begun.send(&post("/api/uploads?name=a.csv", 6, "a,b")).await;
    while std::fs::read_dir(server.store.folder().join("uploads")).map_or(0, Iterator::count) == 0 {
        tokio::task::yield_now().await;
    }
    server.running.stage.send_replace(Stage::Gone);
    server.running.served.join_next().await.unwrap().unwrap();
    assert_eq!(begun.rest().await, "");
    assert_eq!(std::fs::read_dir(server.store.folder().join("uploads")).unwrap().count(), 0, "what had come is gone");
}

#[cfg(target_os = "linux")]
mod process {
    use std::io::{BufRead, BufReader, Read};
    use std::net::SocketAddr;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    use super::{asked, get};

    fn horme(folder: &Path, before: &str, flags: &str) -> Child {
        std::fs::write(folder.join("horme.toml"), "[serve]\nleave_ms = 0\n").unwrap();
        let line = format!("{before} exec \"$0\" --data-dir \"$1\" --config \"$1\"/horme.toml serve --port 0 {flags}");
        let mut command = Command::new("sh");
        command.args(["-c", &line, env!("CARGO_BIN_EXE_horme")]).arg(folder);
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Its address, once it listens.
    fn address(child: &mut Child) -> SocketAddr {
        let mut line = String::new();
        BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
        line.split("http://").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_else(|| panic!("{line}")).parse().unwrap()
    }

    fn signal(child: &Child, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// The program catches SIGTERM, as the system sees it.
    fn listens(child: &Child) -> bool {
        let program = std::fs::read_link(format!("/proc/{}/exe", child.id())).is_ok_and(|exe| exe.ends_with("horme"));
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
        program && u64::from_str_radix(caught.trim(), 16).unwrap() & (1 << 14) != 0
    }

    #[test]
    fn a_signal_while_it_starts_ends_a_server_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..20_u64 {
            let mut child = horme(folder.path(), "", "");
            while !listens(&child) {}
            sleep(Duration::from_millis(round * 5));
            signal(&child, if round % 2 == 0 { "TERM" } else { "INT" });
            let status = child.wait().unwrap();
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            assert!(status.success(), "round {round}: {status}: {said}");
        }
    }

    #[test]
    fn a_server_that_other_machines_reach_is_warned_of() {
        let folder = tempfile::tempdir().unwrap();
        for (flags, warned) in [("", false), ("--bind 0.0.0.0", true), ("--bind 0.0.0.0 --only mcp", true)] {
            let mut child = horme(folder.path(), "", flags);
            let mut said = String::new();
            let mut lines = BufReader::new(child.stderr.take().unwrap());
            while lines.read_line(&mut said).unwrap() > 0 && !said.contains(if warned { "WARNING" } else { "access token in" }) {}
            signal(&child, "INT");
            lines.read_to_string(&mut said).unwrap();
            assert!(child.wait().unwrap().success());
            assert_eq!(said.contains("WARNING"), warned, "{flags}: {said}");
            assert_eq!(said.contains("Horme serves mcp on http://0.0.0.0:"), flags.contains("mcp"), "{said}");
        }
    }

    #[tokio::test]
    async fn without_file_descriptors_a_server_waits_and_recovers() {
        let folder = tempfile::tempdir().unwrap();
        let mut child = horme(folder.path(), "ulimit -n 40;", "");
        let address = address(&mut child);
        let mut crowd = Vec::new();
        for _ in 0..100 {
            crowd.push(tokio::net::TcpStream::connect(address).await.unwrap());
        }
        sleep(Duration::from_millis(300));
        assert!(child.try_wait().unwrap().is_none(), "the server lives");
        drop(crowd);
        assert!(asked(address, &get("/health")).await.starts_with("HTTP/1.1 200"));
        signal(&child, "INT");
        assert!(child.wait().unwrap().success());
    }
}
