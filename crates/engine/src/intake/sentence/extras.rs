//! What else a line of text says about its item: labelled codes, a bar code, a target price, when it is needed.

use super::super::columns::is_gtin;
use super::super::{RequestLine, TargetPrice, join};
use super::tidy;
use super::tokens::{Token, slice, unmarked};
use crate::number;

/// Moves labelled codes, GTINs, prices and delivery wishes out of the item's text into their fields.
/// `label` receives the words that only named a field ("ref", "EAN"), which are nobody's value.
pub(super) fn take(line: &mut RequestLine, mut label: impl FnMut(&str)) {
    wish(line);
    codes(line, &mut label);
    price(line, &mut label);
}

/// ", delivered to site by Friday", ", asap" and the like become the remark.
fn wish(line: &mut RequestLine) {
    let text = line.item.clone();
    let words = unmarked(&text);
    let cut = (1..words.len()).find(|at| {
        let open = text[words[at - 1].start..words[at - 1].end].ends_with([',', '.', ';', '?', '!', '-', '–']);
        let next = words.get(at + 1).map_or("", |word| word.bare.as_str());
        match words[*at].bare.as_str() {
            "needed" | "required" if matches!(next, "urgently" | "by" | "asap" | "before" | "urgent") => true,
            "asap" | "urgent" if matches!(next, "" | "please" | "pls") => true,
            "your" => open && next == "best",
            "ref" | "po" | "wo" => {
                (open || text[words[*at].start..].starts_with('('))
                    && words.get(at + 1).is_some_and(|word| word.bare.len() <= 3 || has_digit(&word.bare))
            }
            "delivered" | "delivery" | "asap" | "urgent" | "urgently" | "please" | "pls" | "thanks" | "thank" | "gracias" | "danke"
            | "bitte" | "merci" | "entregar" | "entrega" | "entregado" | "entregados" | "urgente" | "lieferung" | "livraison"
            | "needed" | "required" => {
                open || *at + 1 == words.len() && !matches!(words[*at].bare.as_str(), "delivery" | "delivered" | "entrega")
            }
            "to" => open && matches!(next, "be" | "our" | "site"),
            // "for site Northgate", "for Harbour job", "for workshop": whose it is, at the end.
            "for" if words.len() - *at <= 4 => {
                let mut place = words[at + 1..].iter().take_while(|word| word.bare != "for");
                place.any(|word| PLACES.contains(&word.bare.as_str()))
            }
            "for" | "para" => {
                open && matches!(
                    next,
                    "delivery"
                        | "our"
                        | "the"
                        | "entrega"
                        | "entregar"
                        | "la"
                        | "el"
                        | "nuestra"
                        | "use"
                        | "collection"
                        | "friday"
                        | "monday"
                        | "tuesday"
                        | "wednesday"
                        | "thursday"
                        | "next"
                        | "manana"
                )
            }
            "by" => matches!(next, "friday" | "monday" | "tuesday" | "wednesday" | "thursday" | "tomorrow" | "next" | "end"),
            "por" => next == "favor",
            "too" | "tambien" | "auch" | "aussi" => *at + 1 == words.len(),
            "can" | "could" | "podeis" | "podrian" => open && matches!(next, "you" | "enviar" | "pasar"),
            "if" | "or" | "o" | "oder" | "ou" => {
                open && matches!(next, "equivalent" | "equal" | "similar" | "equivalente" | "gleichwertig" | "possible" | "available")
            }
            _ => false,
        }
    });
    if let Some(cut) = cut {
        join(&mut line.remark, tidy(slice(&text, &words[cut..])));
        line.item = tidy(slice(&text, &words[..cut])).to_owned();
    }
}

/// Where goods are for, as a buyer notes it beside an item.
const PLACES: &[&str] = &["site", "job", "workshop", "project", "yard", "stores"];

fn codes(line: &mut RequestLine, label: &mut dyn FnMut(&str)) {
    let text = line.item.clone();
    let words = unmarked(&text);
    let mut kept = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (kind, count) = labelled(&words, at);
        let code = words
            .get(at + count)
            .map(|word| (word, text[word.start..word.end].trim_matches(['(', ')', ',', ';', ':', '.', '#', '[', ']'])));
        // `ref:ABC-12` in one word.
        let glued = text[words[at].start..words[at].end]
            .trim_matches(['(', ')', ',', ';'])
            .split_once([':', '#'])
            .filter(|(head, tail)| !tail.is_empty() && labelled_word(&head.to_lowercase()).is_some() && has_digit(tail));
        if let Some((head, tail)) = glued {
            put(line, labelled_word(&head.to_lowercase()).unwrap_or(Kind::Code), tail.trim_matches([':', '.', ' ']));
            label(head);
            at += 1;
        } else if let (Some(kind), Some((_, code))) = (kind, code)
            && has_digit(code)
            && code.chars().count() >= 3
        {
            put(line, kind, code);
            label(slice(&text, &words[at..at + count]));
            at += count + 1;
        } else if words[at].bare.len() >= 12 && is_gtin(&words[at].bare) && line.gtin.is_none() {
            line.gtin = Some(words[at].bare.clone());
            at += 1;
        } else {
            kept.push(&text[words[at].start..words[at].end]);
            at += 1;
        }
    }
    // An item that is only its code keeps it.
    if kept.len() < words.len() {
        let rest = kept.join(" ");
        let rest = tidy(&rest).trim_matches(['(', ')', '[', ']', ' ', ',', '-']).to_owned();
        let code = [&line.customer_code, &line.mpn, &line.gtin].into_iter().flatten().next().cloned().unwrap_or_default();
        line.item = if rest.is_empty() { code } else { rest };
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Code,
    Mpn,
    Gtin,
}

fn put(line: &mut RequestLine, kind: Kind, code: &str) {
    match kind {
        Kind::Gtin if is_gtin(code) => join(&mut line.gtin, code),
        Kind::Gtin | Kind::Code => join(&mut line.customer_code, code),
        Kind::Mpn => join(&mut line.mpn, code),
    }
}

/// A label and how many words it takes: "ref", "part no", "art. nr".
fn labelled(words: &[Token], at: usize) -> (Option<Kind>, usize) {
    let bare = |index: usize| words.get(index).map_or("", |word| word.bare.as_str());
    let two = matches!(bare(at), "part" | "art" | "article" | "item" | "catalogue" | "cat" | "product" | "model" | "artikel")
        && matches!(bare(at + 1), "no" | "nr" | "number" | "num" | "code" | "#");
    if two {
        let kind = if bare(at) == "model" { Kind::Mpn } else { Kind::Code };
        return (Some(kind), 2);
    }
    (labelled_word(bare(at)), 1)
}

fn labelled_word(word: &str) -> Option<Kind> {
    match word.trim_matches('.') {
        "ref" | "sku" | "codigo" | "código" | "cod" | "cód" | "p/n" | "art.nr" | "art.no" | "art-nr" | "art.-nr" | "referencia"
        | "artikelnummer" | "bestellnummer" => Some(Kind::Code),
        "mpn" => Some(Kind::Mpn),
        "ean" | "gtin" | "upc" => Some(Kind::Gtin),
        _ => None,
    }
}

fn has_digit(code: &str) -> bool {
    code.chars().any(|sign| sign.is_ascii_digit())
}

/// `@ 1.25 EUR`, `target 3,20 €`, `$4.50 each`.
fn price(line: &mut RequestLine, label: &mut dyn FnMut(&str)) {
    let text = line.item.clone();
    let words = unmarked(&text);
    let currency = |word: &str| matches!(word, "€" | "$" | "£" | "eur" | "usd" | "gbp" | "chf" | "euro" | "euros");
    let raw = |at: usize| &text[words[at].start..words[at].end];
    let found = (0..words.len()).find_map(|at| {
        let bare = words[at].bare.as_str();
        let figures = bare.trim_matches(['€', '$', '£', '@']);
        let reading = number::read(figures)?;
        let marked = figures.len() < bare.len();
        let before = at > 0 && (currency(&words[at - 1].bare) || matches!(words[at - 1].bare.as_str(), "@" | "target" | "max"));
        let after = words.get(at + 1).is_some_and(|word| currency(&word.bare));
        (marked || before || after).then(|| {
            let mut from = if before { at - 1 } else { at };
            while from > 0
                && matches!(words[from - 1].bare.as_str(), "@" | "target" | "max" | "price" | "at" | "precio" | "objetivo" | "maximo")
            {
                from -= 1;
            }
            let mut to = if after { at + 2 } else { at + 1 };
            while to < words.len()
                && matches!(words[to].bare.as_str(), "each" | "ea" | "c/u" | "ud" | "per" | "unit" | "pc" | "/pc" | "unidad")
            {
                to += 1;
            }
            (from, to, reading.exact())
        })
    });
    if let Some((from, to, amount)) = found
        && from > 0
    {
        let said = (from..to).map(raw).collect::<Vec<_>>().join(" ");
        match line.target_price {
            None => line.target_price = Some(TargetPrice { text: tidy(&said).to_owned(), amount }),
            Some(_) => label(&said),
        }
        let rest = [slice(&text, &words[..from]), slice(&text, &words[to..])].map(tidy).join(" ");
        line.item = tidy(&rest).to_owned();
    }
}
