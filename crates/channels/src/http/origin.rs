//! What keeps a foreign web page from speaking to us through a person's browser.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, header};
use platform::config::Http;
use platform::{Result, error};

/// Refuses what a page of another origin sends, and what is addressed to a name that is not ours: a page may point its own
/// name at this server (DNS rebinding), and then origin and host agree. Programs send no `Origin`.
pub fn check(headers: &HeaderMap, settings: &Http) -> Result<()> {
    let host = only(headers, header::HOST)?.ok_or_else(|| error::HOST_UNKNOWN.error("The request names no host."))?;
    if !is_ours(host, &settings.hosts) {
        return Err(error::HOST_UNKNOWN.error(format!("`{host}` is not a name of this server.")));
    }
    let Some(origin) = only(headers, header::ORIGIN)? else { return Ok(()) };
    let own = |scheme: &str| origin.strip_prefix(scheme).is_some_and(|rest| rest.eq_ignore_ascii_case(host));
    if own("http://") || own("https://") || settings.origins.iter().any(|listed| origin.eq_ignore_ascii_case(listed)) {
        return Ok(());
    }
    Err(error::ORIGIN_FOREIGN.error(format!("`{origin}` is not an origin of this server.")))
}

/// The header's value; given twice it has none that could be trusted.
fn only(headers: &HeaderMap, name: HeaderName) -> Result<Option<&str>> {
    let mut given = headers.get_all(&name).iter();
    match (given.next().map(|value| value.to_str()), given.next()) {
        (None, _) => Ok(None),
        (Some(Ok(value)), None) => Ok(Some(value)),
        _ => Err(error::INPUT.error(format!("The header `{name}` is not readable, or given twice."))),
    }
}

/// A loopback name, or one of `hosts`; listed without a port it stands for every port.
fn is_ours(host: &str, hosts: &[String]) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        || hosts.iter().any(|listed| listed.eq_ignore_ascii_case(host) || listed.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_pages_and_foreign_names_are_refused() {
        let settings =
            Http { hosts: vec!["horme.example".to_owned(), "b.example:81".to_owned()], origins: vec!["https://shop.example".to_owned()] };
        let refused = |host: &str, origin: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            check(&headers, &settings).err().map(|error| error.code())
        };
        for host in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:8080",
            "127.9.9.9",
            "[::1]:8080",
            "[::1]",
            "horme.example",
            "Horme.Example:443",
            "b.example:81",
        ] {
            assert_eq!(refused(host, None), None, "{host}");
        }
        for host in
            ["evil.example", "localhost.evil.example", "10.0.0.1:8080", "b.example", "b.example:82", "", "[::1", "127.0.0.1.evil.example"]
        {
            assert_eq!(refused(host, None), Some("access.host_unknown"), "{host}");
        }
        for origin in ["http://localhost:8080", "https://localhost:8080", "https://shop.example"] {
            assert_eq!(refused("localhost:8080", Some(origin)), None, "{origin}");
        }
        for origin in
            ["http://evil.example", "http://localhost:8081", "http://localhost", "null", "", "file://", "https://shop.example.evil.example"]
        {
            assert_eq!(refused("localhost:8080", Some(origin)), Some("access.origin_foreign"), "{origin}");
        }
        assert_eq!(refused("evil.example", Some("http://evil.example")), Some("access.host_unknown"));
        assert_eq!(check(&HeaderMap::new(), &settings).unwrap_err().code(), "access.host_unknown");
        let mut twice = HeaderMap::new();
        twice.append(header::HOST, "localhost".parse().unwrap());
        twice.append(header::HOST, "evil.example".parse().unwrap());
        assert_eq!(check(&twice, &settings).unwrap_err().code(), "input.malformed");
    }
}
