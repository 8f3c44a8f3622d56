//! Everything a stranger can send, against the real program: it answers, refuses with a reason, and is as well as before.

mod books;
mod corpus;
mod packed;
mod server;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use corpus::{Case, Door, POISON};
use server::{Answer, Server, command, path_of_program};

/// Most that all of it together may leave in the server's memory, or need there at any time.
const GROWTH_KIB: i64 = 64 << 10;

/// What came of one family.
#[derive(Default)]
struct Family {
    files: usize,
    taken: usize,
    refused: BTreeMap<String, usize>,
    slowest: Duration,
    slowest_file: String,
    peak_kib: i64,
}

#[test]
fn nothing_a_stranger_sends_breaks_the_server() {
    let canary = TcpListener::bind("127.0.0.1:0").unwrap();
    canary.set_nonblocking(true).unwrap();
    let mut server = Server::start();
    for _ in 0..3 {
        let answer = server.request("list.csv", b"Item;Qty\nHex bolt M8x50;20\n");
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(server.import("products.csv", b"sku,name\nX,Bolt\n", true).status, 200);
    }
    let (rested, _) = server.memory();
    let mut families: BTreeMap<&str, Family> = BTreeMap::new();
    let mut wrong = Vec::new();
    let cases = corpus::cases(&canary.local_addr().unwrap().to_string());
    for case in &cases {
        server.forget_peak();
        let (before, _) = server.memory();
        let answer = sent(&server, case);
        let (_, peak) = server.memory();
        if answer.took > Duration::from_secs(2) {
            println!("{} {}: {:?}, {} KiB", case.family, case.name, answer.took, peak - before);
        }
        let code = judged(case, &answer).unwrap_or_else(|why| {
            wrong.push(format!("{} {}: {}: {why}", case.family, case.name, answer.status));
            None
        });
        assert!(server.is_well(), "{}: the server is gone", case.name);
        let family = families.entry(case.family).or_default();
        family.files += 1;
        family.taken += usize::from(code.is_none());
        if let Some(code) = code {
            *family.refused.entry(code).or_default() += 1;
        }
        if answer.took > family.slowest {
            (family.slowest, family.slowest_file) = (answer.took, case.name.clone());
        }
        family.peak_kib = family.peak_kib.max(peak - before);
    }
    let (held, _) = server.memory();
    let document = table(&families, cases.len(), held - rested);
    println!("{document}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() >= 110, "{} files", cases.len());
    assert_eq!(server.children(), 0, "a reading child was left");
    assert!(canary.accept().is_err(), "a document made the server call somebody");
    let peak = families.values().map(|family| family.peak_kib).max().unwrap_or_default();
    assert!(held - rested <= GROWTH_KIB && peak <= GROWTH_KIB, "{} KiB more are held, at most {peak} KiB more were needed", held - rested);
    written(&document);
}

fn sent(server: &Server, case: &Case) -> Answer {
    match case.door {
        Door::Request => server.request(&case.name, &case.bytes),
        Door::Catalogue => server.import(&case.name, &case.bytes, true),
        Door::Body => server.send("POST", "/api/rfqs", "application/json", &case.bytes),
        Door::Command => {
            let file = server.folder().join(&case.name);
            std::fs::write(&file, &case.bytes).unwrap();
            // A folder of its own: the server holds the other.
            let folder = tempfile::tempdir().unwrap();
            let catalogue = server.folder().join("catalogue.csv");
            command(folder.path(), &["import", "catalogue", catalogue.to_str().unwrap()]);
            let begun = Instant::now();
            let done = command(folder.path(), &["rfq", "create", file.to_str().unwrap(), "--format", "json"]);
            let status = match done.status.code() {
                Some(0) => 200,
                Some(1) => 422,
                _ => 500,
            };
            Answer { status, body: String::from_utf8(done.stdout).unwrap(), took: begun.elapsed() }
        }
    }
}

/// The code of a refusal, `None` if it was taken; or what is wrong with the answer.
fn judged(case: &Case, answer: &Answer) -> Result<Option<String>, String> {
    let body: String = answer.body.chars().take(600).collect();
    if !answer.body.contains(case.says) {
        return Err(format!("`{}` is not said: {body}", case.says));
    }
    let problem = answer.json();
    let told = |field: &str| problem[field].as_str().is_some_and(|text| !text.is_empty());
    match answer.status {
        200..300 => Ok(None),
        400..500 if told("code") && told("detail") && told("remedy") => Ok(problem["code"].as_str().map(str::to_owned)),
        _ => Err(format!("no refusal: {body}")),
    }
}

fn table(families: &BTreeMap<&str, Family>, files: usize, held_kib: i64) -> String {
    let mut text = String::from(
        "| family | files | taken | refused with | slowest | server grew for one file, at most |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for (name, family) in families {
        let refused: Vec<String> = family.refused.iter().map(|(code, count)| format!("`{code}` {count}")).collect();
        writeln!(
            text,
            "| {name} | {} | {} | {} | {} ms (`{}`) | {:+.1} MiB |",
            family.files,
            family.taken,
            if refused.is_empty() { "–".to_owned() } else { refused.join(", ") },
            family.slowest.as_millis(),
            family.slowest_file.chars().filter(|sign| !sign.is_control()).take(30).collect::<String>(),
            family.peak_kib as f64 / 1024.0
        )
        .unwrap();
    }
    let slow = families.values().filter(|family| family.slowest > Duration::from_secs(2)).count();
    writeln!(
        text,
        "\n{files} files; 0 failures of ours, 0 children left, 0 calls to the outside. After all of them the server holds {:+.1} MiB. Families with an answer\nslower than 2 s: {slow}. Measured on a {} build.",
        held_kib as f64 / 1024.0,
        if path_of_program().contains("release") { "release" } else { "development" }
    )
    .unwrap();
    text
}

/// `HORME_UPDATE=1` puts the figures into the documentation; they differ from run to run and are not compared.
#[expect(clippy::disallowed_methods, reason = "a test is told by the environment to rewrite what it measures")]
fn written(table: &str) {
    if std::env::var("HORME_UPDATE").is_ok() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reliability.md");
        let page = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = page.split_once("<!-- measured: hostile -->\n").unwrap();
        let (_, after) = rest.split_once("<!-- end -->").unwrap();
        std::fs::write(&path, format!("{before}<!-- measured: hostile -->\n{table}<!-- end -->{after}")).unwrap();
    }
}

#[test]
fn poisoned_words_change_nothing_but_what_is_shown() {
    let server = Server::start();
    let rows: String =
        POISON.iter().enumerate().map(|(at, words)| format!("P{at},\"{}\",1.00,EUR,no\n", words.replace('"', "\"\""))).collect();
    let imported =
        server.import("products.csv", format!("sku,name,price,currency,tax_included\n{rows}=1+1,@SUM(A1),1.00,EUR,no\n").as_bytes(), false);
    assert_eq!(imported.json()["added"], json!(9), "{}", imported.body);
    for at in 0..POISON.len() {
        let name = server.get(&format!("/api/products/P{at}")).json()["name"].as_str().unwrap().to_owned();
        assert!(!name.chars().any(|sign| sign.is_control() || platform::text::is_invisible(sign)), "{name:?}");
    }
    assert_eq!(server.get("/api/products/P4").json()["name"], "bolt M8");

    // Whatever the names say, a line is what the customer wrote.
    let lines = POISON.map(|words| format!("3 x {words}\n")).concat();
    let asked = server.post("/api/rfqs", &json!({ "text": format!("20 x hex bolt M8x50\n{lines}") })).json();
    let bolt = &asked["lines"][0];
    assert_eq!((&bolt["quantity"], &bolt["candidates"][0]["sku"]), (&json!("20"), &json!("HB-M8-50")), "{bolt}");
    let sources = asked["lines"].to_string() + &asked["other_text"].to_string();
    assert!(
        sources.contains("\\u001b") && sources.contains("\u{202e}") && sources.contains("\u{e0049}"),
        "the source shows what was written"
    );

    // Printed, it is text.
    let quoted = server.post("/api/quotations", &json!({ "text": "2 x P1\n2 x P2\n3 x HB-M8-50\n4 x =1+1\n" })).json();
    let number = quoted["number"].as_str().unwrap();
    for form in ["pdf", "xlsx"] {
        let printed = server.get(&format!("/api/quotations/{number}.{form}"));
        assert_eq!(printed.status, 200, "{form}: {}", printed.body);
        assert!(!printed.body.contains("root:"), "{form}");
    }
    let again = server.post("/api/rfqs", &json!({ "text": "20 x hex bolt M8x50\n" })).json();
    assert_eq!(again["lines"][0]["outcome"], bolt["outcome"]);
}

/// What the fuzzer begins with, one folder a target: `cargo test -p app --test it seeds -- --ignored` writes it.
#[test]
#[ignore = "writes fuzzing/seeds"]
fn the_corpus_becomes_seeds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzzing/seeds");
    // Of the rectangle around a far cell of an old workbook the child's limits make a refusal; the fuzzer has no child.
    let fits = |case: &Case| case.bytes.len() <= 6_000 && case.name != "far-cell.xls";
    for (number, case) in corpus::cases("127.0.0.1:9").iter().enumerate().filter(|(_, case)| fits(case)) {
        let ending = case.name.rsplit('.').next().unwrap_or_default();
        let targets: &[&str] = match (case.door, ending) {
            (Door::Body, _) | (_, "json" | "jsonl") => &["json"],
            (_, "csv") => &["csv", "document"],
            (_, "xlsx" | "ods" | "xls") => &["workbook", "document"],
            (_, "eml") => &["mail", "document"],
            (_, "html") => &["page", "document"],
            (_, "txt") => &["request_text", "match_line", "sizes", "shown_text"],
            _ => &["document"],
        };
        for target in targets {
            let folder = folder.join(target);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{number:03}")), &case.bytes).unwrap();
        }
    }
}
