//! Walls the compiler cannot draw: direction between features, SQL in stores, drivers in one module, tenant in every
//! statement, no floats near money, no feature named by a channel, documents that name only what exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which features a feature may use, lowest first. Adding an arrow is a design decision.
const MAY_USE: &[(&str, &[&str])] = &[
    ("upload", &[]),
    ("seller", &[]),
    ("ingest", &[]),
    ("customer", &["ingest", "catalogue"]),
    ("catalogue", &["ingest", "seller"]),
    ("search", &["ingest", "catalogue", "matching", "seller"]),
    ("matching", &["ingest", "catalogue", "customer", "search"]),
    ("rfq", &["ingest", "catalogue", "customer", "matching", "search"]),
    ("quote", &["catalogue", "customer", "matching", "rfq", "search", "seller"]),
    ("verification", &["catalogue", "customer", "quote", "rfq", "seller"]),
    ("example", &["catalogue", "sample"]),
    ("sample", &["ingest", "catalogue", "customer", "matching", "quote", "rfq", "seller"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every Rust file below `folder` (relative to the root) with its text, but for files of tests.
fn sources(folder: &str) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                found.insert(path.clone(), fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(!found.is_empty(), "no source in {folder}");
    found
}

/// The text without comments and without what follows `#[cfg(test)]`.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn features_use_only_what_stands_below_them() {
    let folder = root().join("crates/features/src");
    let features: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let listed: BTreeSet<String> = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(features, listed, "a feature is missing in the table, or the table names one that is gone");
    for (feature, allowed) in MAY_USE {
        for (path, text) in sources(&format!("crates/features/src/{feature}")) {
            let text = code(&text);
            for other in features.iter().filter(|other| *other != feature && !allowed.contains(&other.as_str())) {
                let used =
                    text.contains(&format!("crate::{other}::")) || text.contains(&format!("crate::{other};")) || grouped(&text, other);
                assert!(!used, "{} uses {other}, which the table does not allow", path.display());
            }
        }
    }
}

/// Whether `use crate::{…}` names the feature.
fn grouped(text: &str, feature: &str) -> bool {
    text.split("use crate::{")
        .skip(1)
        .any(|rest| rest.split(';').next().unwrap().split([',', '{', '}', ':']).any(|name| name.trim() == feature))
}

#[test]
fn only_the_db_module_names_a_driver() {
    for crate_name in ["platform", "features", "channels", "app"] {
        for (path, text) in sources(&format!("crates/{crate_name}/src")) {
            let inside = path.to_string_lossy().contains("platform/src/db/");
            assert!(inside || !code(&text).contains("sqlx"), "{} names the driver", path.display());
        }
    }
}

#[test]
fn features_speak_sql_in_their_stores_and_always_with_the_tenant() {
    let platform: Vec<(PathBuf, String)> =
        sources("crates/platform/src").into_iter().filter(|(path, _)| path.ends_with("journal.rs") || path.ends_with("blobs.rs")).collect();
    let mut statements = 0;
    for (path, text) in sources("crates/features/src").into_iter().chain(platform) {
        let text = code(&text);
        let quoted: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
        for statement in quoted.iter().filter(|text| speaks_sql(text)) {
            let place = path.to_string_lossy();
            let store = place.ends_with("store.rs") || place.contains("/store/") || place.contains("/platform/");
            assert!(store, "{place} holds SQL outside a store: {statement}");
            assert!(statement.contains("tenant"), "{place}: a statement without the tenant: {statement}");
            statements += 1;
        }
    }
    assert!(statements > 30, "only {statements} statements found: the test has lost its eyes");
}

fn speaks_sql(text: &str) -> bool {
    let tables = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM "];
    tables.iter().any(|verb| text.starts_with(verb))
}

#[test]
fn no_float_comes_near_money() {
    let money = [
        "crates/platform/src/money.rs",
        "crates/features/src/quote/rules.rs",
        "crates/features/src/quote/pricing.rs",
        "crates/features/src/quote/store.rs",
        "crates/features/src/quote/documents/figures.rs",
    ];
    for file in money {
        let text = code(&fs::read_to_string(root().join(file)).unwrap());
        assert!(!text.contains("f32") && !text.contains("f64"), "{file} uses a float");
    }
    let model = code(&fs::read_to_string(root().join("crates/features/src/quote/model.rs")).unwrap());
    let floats: Vec<&str> = model.lines().filter(|line| line.contains("f64") || line.contains("f32")).map(str::trim).collect();
    assert_eq!(floats, ["pub confidence: f64,"], "only the confidence may be a float");
}

#[test]
fn channels_name_no_operation() {
    let operations = features::operations();
    for (path, text) in sources("crates/channels/src") {
        let text = code(&text);
        for entry in &operations {
            assert!(!text.contains(entry.spec.name), "{} names {}", path.display(), entry.spec.name);
        }
        assert!(!text.contains("features::"), "{} names a feature", path.display());
    }
}

#[test]
fn the_architecture_page_names_only_what_exists() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut checked = 0;
    for quoted in page.split('`').skip(1).step_by(2) {
        let path = quoted.trim_end_matches('/');
        let is_path =
            path.contains('/') && !path.contains([' ', '{', '*', '<', ':']) && !path.starts_with('/') && !path.starts_with("POST");
        if is_path {
            assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}, which does not exist");
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} paths found in ARCHITECTURE.md");
}

#[test]
fn every_migration_file_is_applied() {
    let list = fs::read_to_string(root().join("crates/platform/src/db/migrate.rs")).unwrap();
    for entry in fs::read_dir(root().join("migrations")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(list.contains(&name), "{name} is not in the list of migrations");
    }
}
