//! Floors and bans over Cargo.lock. No advisory database is consulted: these are the advisories known when they were written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Lowest version without the named weakness; checked for every version of the crate in the lock file.
const FLOORS: &[(&str, &str, &str)] = &[
    ("jsonwebtoken", "10.3.0", "CVE-2026-25537, claim type confusion"),
    ("lopdf", "0.44.1", "RUSTSEC-2026-0187 and crashes reported up to 0.44.0"),
    ("pdf-extract", "0.12.0", "pulls the fixed lopdf"),
    ("quick-xml", "0.41.0", "RUSTSEC-2026-0194 quadratic attributes, RUSTSEC-2026-0195 namespace memory"),
    ("calamine", "0.36.0", "pulls the fixed quick-xml"),
    ("ammonia", "4.1.3", "RUSTSEC-2026-0193, mutation XSS"),
    ("crossbeam-epoch", "0.9.20", "RUSTSEC-2026-0204"),
    ("sqlx", "0.8.1", "RUSTSEC-2024-0363"),
    ("rustls", "0.23.18", "RUSTSEC-2024-0399"),
    ("h2", "0.4.4", "RUSTSEC-2024-0332"),
    ("tungstenite", "0.20.1", "RUSTSEC-2023-0065"),
];

/// Crates that stay out, with the reason.
const BANNED: &[(&str, &str)] = &[("openssl-sys", "TLS is rustls; no system library"), ("native-tls", "TLS is rustls; no system library")];

/// Weak versions we cannot leave yet: crate, version, why it does no harm here.
const ACCEPTED: &[(&str, &str, &str)] = &[
    ("lopdf", "0.42.0", "in tests only, through pdf-extract, reading PDFs we made ourselves"),
    ("quick-xml", "0.38.4", "through the typesetter's bibliography styles, which come with it; no document of a stranger reaches it"),
];

fn locked() -> BTreeMap<String, Vec<String>> {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock")).unwrap();
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let field = |name: &str| {
            package.lines().find_map(|line| line.strip_prefix(&format!("{name} = \""))).map(|rest| rest.trim_end_matches('"').to_owned())
        };
        versions.entry(field("name").unwrap()).or_default().push(field("version").unwrap());
    }
    assert!(versions.len() > 100, "the lock file was not read");
    versions
}

fn parts(version: &str) -> Vec<u64> {
    version.split(['-', '+']).next().unwrap().split('.').map(|part| part.parse().unwrap()).collect()
}

#[test]
fn no_dependency_is_below_its_floor() {
    let versions = locked();
    for (name, floor, reason) in FLOORS {
        for version in versions.get(*name).into_iter().flatten() {
            let accepted = ACCEPTED.iter().any(|(known, at, _)| known == name && at == version);
            assert!(accepted || parts(version) >= parts(floor), "{name} {version} is below {floor}: {reason}");
        }
    }
}

#[test]
fn banned_crates_stay_out() {
    let versions = locked();
    for (name, reason) in BANNED {
        assert!(!versions.contains_key(*name), "{name} is in the lock file: {reason}");
    }
}
