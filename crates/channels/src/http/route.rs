//! From method and path to the operation. A written segment goes before a `{field}`; a file form before the field's text.

use axum::http::Method;
use percent_encoding::percent_decode_str;
use platform::operation::{self, Representation};

use crate::listing::{Listed, Operations};

pub struct Found<'a> {
    pub listed: &'a Listed,
    /// Fields that stand in the path, decoded.
    pub path_fields: Vec<(&'static str, String)>,
    pub form: Option<&'static Representation>,
}

pub enum Miss {
    Path,
    /// The path is known with these methods: "GET, PUT".
    Method(String),
}

pub fn find<'a>(operations: &'a Operations, method: &Method, path: &str) -> Result<Found<'a>, Miss> {
    let mut allowed: Vec<&str> = Vec::new();
    let mut best: Option<(usize, Found<'a>)> = None;
    for listed in operations.iter() {
        let Some(found) = matched(listed, path) else { continue };
        let name = listed.entry.spec.method.name();
        if !takes(listed.entry.spec.method, method) {
            allowed.push(name);
            continue;
        }
        // Fewer fields in the path: more of it is written. A file form leaves less to the field.
        let freedom = found.path_fields.len() * 2 + usize::from(found.form.is_none());
        if best.as_ref().is_none_or(|(least, _)| freedom < *least) {
            best = Some((freedom, found));
        }
    }
    match best {
        Some((_, found)) => Ok(found),
        None if allowed.is_empty() => Err(Miss::Path),
        None => {
            allowed.dedup();
            Err(Miss::Method(allowed.join(", ")))
        }
    }
}

fn takes(declared: operation::Method, method: &Method) -> bool {
    declared.name() == method.as_str() || (declared == operation::Method::Get && method == Method::HEAD)
}

fn matched<'a>(listed: &'a Listed, path: &str) -> Option<Found<'a>> {
    for form in listed.entry.spec.representations {
        if let Some(path) = path.strip_suffix(form.extension).and_then(|path| path.strip_suffix('.'))
            && let Some(path_fields) = fields(listed.entry.spec.path, path)
        {
            return Some(Found { listed, path_fields, form: Some(form) });
        }
    }
    let path_fields = fields(listed.entry.spec.path, path)?;
    Some(Found { listed, path_fields, form: None })
}

/// The variables of `a/{b}` in a text of that form, decoded; `None` if it is of another.
pub fn fields(pattern: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    // Nearly all patterns of a list end here.
    if !path.starts_with(pattern.split('{').next()?) {
        return None;
    }
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    let mut fields = Vec::new();
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return Some(fields),
            (Some(written), Some(given)) => match written.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) if !given.is_empty() => fields.push((name, percent_decode_str(given).decode_utf8().ok()?.into_owned())),
                None if written == given => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_in_a_path_may_hold_any_character() {
        assert_eq!(fields("/api/x/{sku}", "/api/x/A%2FB%20%C3%A9%25"), Some(vec![("sku", "A/B é%".to_owned())]));
        assert_eq!(fields("/api/x/{sku}/y", "/api/x/a.b/y"), Some(vec![("sku", "a.b".to_owned())]));
        for other in ["/api/x/", "/api/x/a/b", "/api/x", "/api/x/%FF", "/api/y/a"] {
            assert_eq!(fields("/api/x/{sku}", other), None, "{other}");
        }
    }
}
