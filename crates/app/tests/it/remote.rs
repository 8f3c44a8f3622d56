//! The command line on a server: what differs from working in process, and what must not.

use std::fs;

use channels::Operations;
use platform::testing::TestStore;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::channel::{self, Ended, Running, command};

async fn on(server: &Running, words: &[&str]) -> Ended {
    let operations = Operations::new(&features::operations());
    let (url, token) = (server.url(), server.token_file());
    let words = [&["--server", &url, "--token-file", &token], words].concat();
    command(&channel::program(&operations, None), &words, b"20 x HB-M8-50\n").await
}

async fn at(url: &str, words: &[&str]) -> (u8, Value) {
    let operations = Operations::new(&features::operations());
    let words = [&["--format", "json", "--server", url], words].concat();
    let ended = command(&channel::program(&operations, None), &words, b"").await;
    (ended.code, serde_json::from_str(&ended.stdout).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_go_there_and_printed_forms_come_back() {
    let seeded = features::seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let server = Running::new(&seeded.services, &operations).await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("request.txt"), "20 x HB-M8-50\n").unwrap();

    let quoted = on(&server, &["quote", &path("request.txt"), "--out", &path("out"), "--format", "json"]).await;
    assert_eq!(quoted.code, 0, "{}{}", quoted.stdout, quoted.stderr);
    let quotation: Value = serde_json::from_str(&quoted.stdout).unwrap();
    assert_eq!((&quotation["lines"][0]["source"]["document"], quotation["lines"].as_array().unwrap().len()), (&json!("request.txt"), 1));
    let number = quotation["number"].as_str().unwrap();
    let printed: Value = serde_json::from_slice(&fs::read(path(&format!("out/{number}.json"))).unwrap()).unwrap();
    assert_eq!(printed, quotation);
    assert!(fs::read(path(&format!("out/{number}.pdf"))).unwrap().starts_with(b"%PDF"));
    let listed = on(&server, &["quotation", "list", "--format", "json"]).await;
    assert_eq!(serde_json::from_str::<Value>(&listed.stdout).unwrap()["quotations"][0]["number"], number, "the forms made no further one");

    fs::write(path("bad.csv"), "sku,name\n,nameless\nOK-1,Bolt\n").unwrap();
    let dry = on(&server, &["import", "catalogue", &path("bad.csv"), "--dry-run", "--rejects", &path("rejects.csv")]).await;
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    assert!(fs::read_to_string(path("rejects.csv")).unwrap().starts_with("file,sheet,row,column,value,reason\nbad.csv"));
    let stdin = on(&server, &["quote", "-", "--idempotency-key", "k", "--format", "json"]).await;
    let again = on(&server, &["quote", "-", "--idempotency-key", "k", "--format", "json"]).await;
    assert_eq!((stdin.code, stdin.stdout), (0, again.stdout), "{}", stdin.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_reads_the_same_as_in_process() {
    let seeded = features::seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let server = Running::new(&seeded.services, &operations).await;
    for words in [&["product", "list"][..], &["quotation", "show", "Q-2026-00001"], &["seller", "show"]] {
        let here = command(&channel::program(&operations, Some(seeded.services.clone())), words, b"").await;
        let there = on(&server, words).await;
        assert_eq!((there.code, there.stdout, there.stderr), (here.code, here.stdout, here.stderr), "{words:?}");
    }
    let refused = on(&server, &["quotation", "show", "Q-1"]).await;
    assert!(refused.code == 1 && refused.stderr.contains("[quotation.not_found]"), "{}", refused.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_server_is_said() {
    let store = TestStore::new().await.unwrap();
    let operations = Operations::new(&features::operations());
    let server = Running::new(&store.services, &operations).await;
    let (code, problem) = at(&server.url(), &["seller", "show"]).await;
    assert_eq!((code, &problem["code"]), (1, &json!("access.unauthenticated")), "without a token");
    for (url, code, problem) in [
        ("http://127.0.0.1:1", 1, "server.unreachable"),
        (&*format!("https://{}", server.address), 1, "server.unreachable"),
        (&*format!("{}/elsewhere", server.url()), 1, "server.version_differs"),
        ("127.0.0.1:8080", 2, "usage"),
        ("ftp://a", 2, "usage"),
    ] {
        let (ended, said) = at(url, &["seller", "show"]).await;
        assert_eq!((ended, &said["code"]), (code, &json!(problem)), "{url}: {said}");
    }
    let (_, older) = at(&format!("{}/elsewhere", server.url()), &["seller", "show"]).await;
    assert!(older["detail"].as_str().unwrap().contains("does not know `get_seller`"), "{older}");
    let unread = at(&server.url(), &["--token-file", "/nowhere/token", "seller", "show"]).await;
    assert_eq!((unread.0, &unread.1["code"]), (1, &json!("file.unreadable")));
    for own in [&["serve"][..], &["mcp"], &["demo"]] {
        assert_eq!(at(&server.url(), own).await.0, 2, "{own:?} is of this machine");
    }

    let foreign = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", foreign.local_addr().unwrap());
    let page = async {
        let (mut stream, _) = foreign.accept().await.unwrap();
        assert!(stream.read(&mut [0; 1000]).await.unwrap() > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-type: text/html\r\n\r\nhello").await.unwrap();
    };
    let ((code, problem), ()) = tokio::join!(at(&url, &["seller", "show"]), page);
    assert_eq!((code, &problem["code"]), (1, &json!("server.foreign")), "{problem}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_environment_names_a_server_unless_a_folder_is_named() {
    let seeded = features::seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let server = Running::new(&seeded.services, &operations).await;
    let (url, token) = (server.url(), server.token_file());
    let environment = move |name: &str| match name {
        "HORME_SERVER" => Some(url.clone()),
        "HORME_TOKEN_FILE" => Some(token.clone()),
        _ => None,
    };
    let program = channels::cli::Program { environment: &environment, ..channel::program(&operations, None) };
    let shown = command(&program, &["seller", "show", "--format", "json"], b"").await;
    assert!(shown.code == 0 && shown.stdout.contains("Norfast Trading"), "{}", shown.stdout);
    let folder = tempfile::tempdir().unwrap();
    let own = command(&program, &["--data-dir", folder.path().to_str().unwrap(), "seller", "show", "--format", "json"], b"").await;
    assert!(own.stdout.contains("seller.not_set"), "{}", own.stdout);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_refused_on_the_way_is_refused_with_the_reason() {
    let mut store = TestStore::new().await.unwrap();
    let mut config = (*store.services.config).clone();
    config.limits.upload_bytes = 1000;
    store.services.config = config.into();
    let operations = Operations::new(&features::operations());
    let server = Running::new(&store.services, &operations).await;
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().set_len(20_000_000).unwrap();
    for _ in 0..10 {
        let ended = on(&server, &["import", "catalogue", file.path().to_str().unwrap()]).await;
        assert!(ended.code == 1 && ended.stderr.contains("[input.too_large]"), "{}", ended.stderr);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_of_nothing_has_rejects_there_as_here() {
    let seeded = features::seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let server = Running::new(&seeded.services, &operations).await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("bad.csv"), "sku,name\n,nameless\n").unwrap();
    let here = channel::program(&operations, Some(seeded.services.clone()));
    let here = command(&here, &["import", "catalogue", &path("bad.csv"), "--rejects", &path("here.csv")], b"").await;
    let there = on(&server, &["import", "catalogue", &path("bad.csv"), "--rejects", &path("there.csv")]).await;
    assert_eq!((there.code, there.stderr.replace("there.csv", "here.csv")), (1, here.stderr));
    assert_eq!(fs::read(path("there.csv")).unwrap(), fs::read(path("here.csv")).unwrap());
}
