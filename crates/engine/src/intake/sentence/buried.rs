//! Goods inside a sentence that is otherwise courtesy, a wish or a signature: "Thanks, and 20 hammers".
//!
//! Too many lines can be struck by a person; a swallowed one nobody sees. So doubt makes a line here, and only what is
//! plainly a date, a time, an address or a telephone number stays with the sentence.

use super::super::NoteKind;
use super::amount::{self, Hit, Strength};
use super::tokens::Token;
use super::vocabulary::{GLUE, JOINTS, NOT_GOODS_AFTER};
use crate::number;

/// The first token of the first counted goods from `from` on. `kind`: what the sentence would be without them.
pub(super) fn goods(text: &str, tokens: &[Token], from: usize, kind: NoteKind) -> Option<usize> {
    (from..tokens.len()).find(|at| {
        amount::at(text, tokens, *at, true)
            .is_some_and(|hit| hit.strength >= Strength::Bare && counts(text, tokens, *at, &hit) && fits(text, tokens, *at, &hit, kind))
    })
}

/// Courtesy may run straight into goods; elsewhere a word that asks or joins, or a new phrase, must come before them.
fn fits(text: &str, tokens: &[Token], at: usize, hit: &Hit, kind: NoteKind) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else {
        // "12 Station Yard" below a name: an address has neither a size nor a small word.
        return kind != NoteKind::Signature
            || hit.strength > Strength::Bare
            || tokens[hit.tokens.end..].iter().any(|token| {
                let raw = &text[token.start..token.end];
                raw.starts_with(|sign: char| sign.is_lowercase() || sign.is_ascii_digit()) && !GLUE.contains(&token.bare.as_str())
            });
    };
    let asked = ASKING.contains(&before.bare.as_str()) || JOINTS.contains(&before.bare.as_str());
    match kind {
        NoteKind::Courtesy => true,
        NoteKind::Signature => asked && !before.bare.is_empty() || amount::ends_phrase(text, before) && hit.strength >= Strength::Measure,
        NoteKind::Terms => asked || amount::ends_phrase(text, before),
        _ => asked || amount::ends_phrase(text, before) || hit.strength >= Strength::Measure,
    }
}

/// The number counts goods that are named behind it, rather than days, a house or a telephone.
pub(super) fn counts(text: &str, tokens: &[Token], at: usize, hit: &Hit) -> bool {
    let bare = |index: usize| tokens.get(index).map_or("", |token| token.bare.as_str());
    let mut next = hit.tokens.end;
    while GLUE.contains(&bare(next)) && next < tokens.len() {
        next += 1;
    }
    let named = tokens[next..].iter().any(|token| token.bare.chars().filter(|sign| sign.is_alphabetic()).count() >= 3);
    if !named || NOT_GOODS_AFTER.contains(&bare(next)) || NO_GOODS.contains(&bare(next)) {
        return false;
    }
    if hit.strength > Strength::Measure {
        return true;
    }
    let before = at.checked_sub(1).map_or("", bare);
    let numeric = |word: &str| word.starts_with(|sign: char| sign.is_ascii_digit() || sign == '+');
    let same_phrase = at > 0 && !amount::ends_phrase(text, &tokens[at - 1]);
    if BEFORE_OTHERS.contains(&before) || numeric(before) && same_phrase {
        return false;
    }
    if hit.strength == Strength::Measure {
        return true;
    }
    let figure = bare(at);
    let zero = figure.len() > 1 && figure.starts_with('0');
    let postal = figure.len() >= 5 && figure.bytes().all(|byte| byte.is_ascii_digit()) || figure.len() == 4 && numeric(before);
    let year = figure.len() == 4 && same_phrase && number::read_plain(figure).is_some() && matches!(&figure[..2], "19" | "20");
    let period = TIMES.contains(&bare(next + 1)) && !amount::ends_phrase(text, &tokens[next]);
    let street = (next..tokens.len().min(next + 4)).any(|word| {
        STREETS.contains(&bare(word)) && (word + 1 == tokens.len() || amount::ends_phrase(text, &tokens[word]))
            || ["strasse", "straße", "strase", "weg", "platz", "allee"]
                .iter()
                .any(|end| bare(word).len() > end.len() && bare(word).ends_with(end))
    });
    !(zero || postal || year || period || street)
}

/// Before a number: it is asked for.
const ASKING: &[&str] = &[
    "need",
    "want",
    "order",
    "quote",
    "quoting",
    "require",
    "add",
    "adding",
    "send",
    "supply",
    "include",
    "including",
    "pls",
    "asap",
    "urgently",
    "forget",
    "like",
    "get",
    "some",
    "extra",
    "additional",
    "bitte",
    "benotige",
    "brauche",
    "dazu",
    "tambien",
    "queremos",
    "quiero",
    "anadir",
    "anadan",
    "anada",
    "incluir",
    "incluyan",
    "agregar",
    "pedir",
    "besoin",
    "ajouter",
    "ajoutez",
    "for",
    "para",
];

/// Before a number: it is a day, an hour, a place.
const BEFORE_OTHERS: &[&str] = &[
    "within",
    "before",
    "until",
    "till",
    "by",
    "at",
    "on",
    "after",
    "since",
    "from",
    "between",
    "bis",
    "vor",
    "ab",
    "um",
    "am",
    "nach",
    "seit",
    "binnen",
    "innerhalb",
    "antes",
    "del",
    "el",
    "dia",
    "desde",
    "hasta",
    "avant",
    "le",
    "depuis",
    "dans",
    "last",
    "past",
    "next",
    "every",
    "warehouse",
    "gate",
    "building",
    "suite",
    "apt",
    "almacen",
    "nave",
    "halle",
    "tor",
];

/// Behind a number, beside those of the lists of sizes and dates: counted, but no goods.
const NO_GOODS: &[&str] = &[
    "quotes",
    "quotations",
    "offers",
    "questions",
    "orders",
    "emails",
    "mails",
    "suppliers",
    "options",
    "alternatives",
    "minutes",
    "times",
    "employees",
    "locations",
    "projects",
    "things",
    "attachments",
    "pages",
    "files",
    "pictures",
    "photos",
    "us",
    "you",
    "working",
    "business",
    "calendar",
    "ofertas",
    "presupuestos",
    "preguntas",
    "horas",
    "veces",
    "minutos",
    "fotos",
    "paginas",
    "archivos",
    "angebote",
    "angeboten",
    "fragen",
    "stunden",
    "minuten",
    "uhr",
    "tagen",
    "monate",
    "monaten",
    "jahre",
    "jahren",
    "bilder",
    "seiten",
    "prozent",
    "positionen",
    "artikel",
    "heures",
    "heure",
    "mois",
    "ans",
    "fois",
    "offres",
    "januar",
    "februar",
    "marz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// Behind the word behind the number: "5 full days".
const TIMES: &[&str] = &["days", "weeks", "months", "hours", "dias", "semanas", "meses", "horas", "tage", "wochen", "jours", "semaines"];

const STREETS: &[&str] =
    &["street", "st", "road", "rd", "avenue", "ave", "lane", "drive", "close", "court", "way", "place", "square", "calle", "rue"];
