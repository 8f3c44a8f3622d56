//! What the command line has beside the operations.

use channels::Operations;
use channels::cli::{Call, Command, Program, Running};
use platform::db::sql;
use platform::testing::TestStore;
use serde_json::{Value, json};

use crate::channel::{self, Ended, command};

async fn ended(words: &[&str]) -> Ended {
    let store = TestStore::new().await.unwrap();
    let operations = Operations::new(&features::operations());
    command(&channel::program(&operations, Some(store.services.clone())), words, b"{}").await
}

#[tokio::test]
async fn exit_codes_tell_what_happened() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("horme.toml");
    std::fs::write(&config, "[limits]\npage_sise = 1").unwrap();
    let operations = Operations::new(&features::operations());
    let program = channel::program(&operations, None);
    let (data, config) = (folder.path().join("data"), config.to_str().unwrap().to_owned());
    let data = data.to_str().unwrap();
    for (words, code) in [
        (vec!["--version"], 0),
        (vec!["--help"], 0),
        (vec!["seller", "show", "--data-dir", data], 1),
        (vec![], 2),
        (vec!["frobnicate"], 2),
        (vec!["seller", "set"], 2),
        (vec!["seller", "show", "--config", &config, "--data-dir", data], 78),
    ] {
        let ended = command(&program, &words, b"").await;
        assert_eq!(ended.code, code, "{words:?}: {}{}", ended.stdout, ended.stderr);
        assert_eq!(ended.stdout.is_empty(), code != 0, "{words:?} answers on stdout if and only if it succeeds");
    }
}

#[tokio::test]
async fn a_failure_is_a_sentence_for_people_and_a_problem_for_programs() {
    let people = ended(&["seller", "show"]).await;
    assert!(
        people.stdout.is_empty() && people.stderr.contains("seller.not_set") && people.stderr.contains("horme seller set"),
        "{}",
        people.stderr
    );
    let programs = ended(&["seller", "show", "--format", "json"]).await;
    assert!(programs.stderr.is_empty());
    assert_eq!(serde_json::from_str::<Value>(&programs.stdout).unwrap()["code"], "seller.not_set");
    let usage = ended(&["seller", "set", "--format=json"]).await;
    assert_eq!((usage.code, serde_json::from_str::<Value>(&usage.stdout).unwrap()["code"].as_str()), (2, Some("usage")));
}

#[tokio::test]
async fn the_rejects_are_written_also_when_every_row_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let (file, rejects) = (folder.path().join("prices.csv"), folder.path().join("out/rejects.csv"));
    std::fs::write(&file, format!("sku,price,currency,tax_included\n{}", "X-1,\"1,200\",EUR,no\n".repeat(1100))).unwrap();
    let refused = ended(&["import", "prices", file.to_str().unwrap(), "--rejects", rejects.to_str().unwrap()]).await;
    assert!(
        refused.code == 1 && refused.stderr.contains("import.nothing_valid") && refused.stderr.contains("wrote "),
        "{}",
        refused.stderr
    );
    let written = std::fs::read_to_string(&rejects).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!((lines.len(), lines[0]), (1101, "file,sheet,row,column,value,reason"));
    assert!(lines[1].starts_with("prices.csv,,2,price,\"1,200\",\"can be read as"), "{}", lines[1]);

    // What fails before there are rows has no rejects to show.
    std::fs::remove_file(&rejects).unwrap();
    std::fs::write(&file, "no,columns\n1,2\n").unwrap();
    let refused = ended(&["import", "prices", file.to_str().unwrap(), "--rejects", rejects.to_str().unwrap()]).await;
    assert!(refused.stderr.contains("import.unreadable") && !rejects.exists(), "{}", refused.stderr);
}

#[tokio::test]
async fn any_operation_is_called_by_name() {
    let ended_well = ended(&["call", "create_upload", "--json", r#"{"name":"a.txt","text":"a"}"#]).await;
    assert_eq!((ended_well.code, &serde_json::from_str::<Value>(&ended_well.stdout).unwrap()["name"]), (0, &json!("a.txt")));
    assert!(ended(&["call", "get_seller", "--json", "-"]).await.stderr.contains("seller.not_set"));
    assert!(ended(&["call", "no_such"]).await.stderr.contains("operation.unknown"));
    let listed: Value = serde_json::from_str(&ended(&["operations", "--format", "json"]).await.stdout).unwrap();
    assert_eq!(listed["operations"].as_array().unwrap().len(), features::operations().len());
    assert!(ended(&["openapi"]).await.stdout.starts_with("{\"openapi\":\"3.1.0\""));
}

#[tokio::test]
async fn a_data_directory_is_used_by_one_command_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let held = platform::data_dir::DataDir::open(folder.path()).unwrap();
    let operations = Operations::new(&features::operations());
    let program = channel::program(&operations, None);
    let refused = command(&program, &["call", "get_seller", "--data-dir", folder.path().to_str().unwrap()], b"").await;
    assert!(refused.code == 1 && refused.stderr.contains("data_dir.locked"), "{}", refused.stderr);
    drop(held);
}

#[tokio::test]
async fn a_command_written_by_hand_stands_beside_the_others() {
    fn run(call: Call<'_>) -> Running<'_> {
        Box::pin(async move {
            let times = call.matches.get_count("times");
            writeln!(call.stdout, "{times} of {}", call.operations.iter().count()).unwrap();
            Ok(times)
        })
    }
    let operations = Operations::new(&features::operations());
    let build = |command: clap::Command| command.arg(clap::Arg::new("times").short('t').action(clap::ArgAction::Count));
    let program = Program { commands: vec![Command { name: "greet", about: "Greets", build, run }], ..channel::program(&operations, None) };
    let ended = command(&program, &["greet", "-tt"], b"").await;
    assert_eq!((ended.code, ended.stdout), (2, format!("2 of {}\n", features::operations().len())));
}

#[tokio::test]
async fn verify_data_ends_with_1_when_something_is_violated() {
    let store = features::seed::store().await.unwrap();
    let operations = Operations::new(&features::operations());
    let program = channel::program(&operations, Some(store.services.clone()));
    let sound = command(&program, &["verify-data"], b"").await;
    assert_eq!(sound.code, 0, "{}{}", sound.stdout, sound.stderr);
    let mut tx = store.services.db.write().await.unwrap();
    sql("UPDATE quotations SET gross_minor = 1 WHERE number = 'Q-2026-00001'").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let table = command(&program, &["verify-data"], b"").await;
    assert!(table.code == 1 && table.stdout.contains("Q-2026-00001: column gross_minor is 1"), "{}", table.stdout);
    let programs = command(&program, &["verify-data", "--format", "json"], b"").await;
    let verification: Value = serde_json::from_str(&programs.stdout).unwrap();
    assert_eq!((programs.code, &verification["sound"], &verification["violations"]), (1, &json!(false), &json!(1)));
}
