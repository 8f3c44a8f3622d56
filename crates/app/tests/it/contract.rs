//! The public contract is generated, committed and compared; `HORME_UPDATE=1` rewrites it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use channels::{Operations, cli, http, mcp};
use serde_json::{Value, json};

use crate::channel;

#[expect(clippy::disallowed_methods, reason = "the environment says whether to compare or to rewrite")]
fn is_current(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contract").join(name);
    if std::env::var("HORME_UPDATE").is_ok_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "contract/{name} is not current; look at what HORME_UPDATE=1 changes in it");
}

fn operations() -> Operations {
    Operations::new(&features::operations())
}

fn pretty(value: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap())
}

#[test]
fn the_openapi_document_is_current() {
    is_current("openapi.json", &pretty(&http::document(&operations())));
}

#[test]
fn the_list_of_tools_is_current() {
    is_current("mcp-tools.json", &pretty(&json!({ "tools": mcp::tools(&operations()) })));
}

#[test]
fn the_help_texts_are_current() {
    is_current("cli.txt", &cli::helps(&channel::program(&operations(), None)));
}

#[test]
fn the_error_codes_are_current() {
    let mut codes = features::error_codes();
    codes.sort_by_key(|code| code.code);
    let mut text = String::from(
        "# Error codes\n\nThe field `code` of every problem.\n\n| code | status | meaning | remedy |\n| --- | --- | --- | --- |\n",
    );
    for code in codes {
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(text, "| `{}` | {} | {} | {} |", code.code, code.kind.status(), cell(code.meaning), cell(code.remedy)).unwrap();
    }
    is_current("error-codes.md", &text);
}
