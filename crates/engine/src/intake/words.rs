//! Words of letters and tables that are not goods: greetings, wishes, totals, headings, in English, Spanish, German, French.
//!
//! All lists are folded: lower case, no accents.

use super::NoteKind;

/// Lower case without accents; one sign stays one sign.
pub(crate) fn fold(text: &str) -> String {
    text.chars()
        .map(|sign| {
            let sign = sign.to_lowercase().next().unwrap_or(sign);
            match sign {
                'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
                'é' | 'è' | 'ê' | 'ë' => 'e',
                'í' | 'ì' | 'î' | 'ï' => 'i',
                'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
                'ú' | 'ù' | 'û' | 'ü' => 'u',
                'ñ' => 'n',
                'ç' => 'c',
                'º' => 'o',
                'ª' => 'a',
                'ß' => 's',
                '\u{a0}' | '\u{202f}' => ' ',
                other => other,
            }
        })
        .collect()
}

/// The kind of a text that requests nothing, or `None` if it may well be an item. Judge lines with a quantity first.
pub(crate) fn chatter(text: &str) -> Option<NoteKind> {
    let folded = fold(text.trim());
    let body = folded.trim_matches(|sign: char| !sign.is_alphanumeric());
    let starts = |list: &[&str]| list.iter().any(|head| begins(body, head));
    let words = body.split_whitespace().count();
    if is_courteous(body) && (words <= 8 || starts(CLOSINGS)) {
        return Some(NoteKind::Courtesy);
    }
    if contact(&folded) {
        return Some(NoteKind::Signature);
    }
    if TERM_HEADS.iter().any(|head| names_term(body, head)) || holds_any(body, TERMS) {
        return Some(NoteKind::Terms);
    }
    if starts(LEAD_INS) || holds_any(body, ASKS) {
        return Some(NoteKind::Courtesy);
    }
    None
}

/// A folded text begins with a greeting, thanks or a closing; "hi-vis vest" does not.
pub(crate) fn is_courteous(body: &str) -> bool {
    let begins = |head: &&&str| begins(body, head) && !body[head.len()..].starts_with(['-', '/']);
    GREETINGS
        .iter()
        .chain(CLOSINGS)
        .find(begins)
        .is_some_and(|head| *head != "hi" || !["vis", "viz"].iter().any(|word| body[head.len()..].split_whitespace().next() == Some(word)))
}

/// A head such as "delivery" names a term before a colon, alone, or in a sentence; "delivery hose 10 m" is goods.
fn names_term(body: &str, head: &str) -> bool {
    let Some(rest) = body.strip_prefix(head).filter(|_| begins(body, head)) else {
        return false;
    };
    let next = rest.split_whitespace().next().unwrap_or_default();
    rest.is_empty()
        || rest.trim_start().starts_with([':', '.', '='])
        || rest.split_whitespace().count() >= 5
        || [
            "to", "is", "by", "on", "in", "at", "must", "required", "needed", "ex", "within", "before", "please", "a", "en", "antes",
            "sin", "con", "an", "nach", "bis", "bei", "dans", "avant", "sous", "ddp", "dap", "exw", "cif", "fob", "no", "nr",
        ]
        .contains(&next)
}

/// A mail address, a web address or a telephone number.
pub(crate) fn contact(folded: &str) -> bool {
    let mail = folded.split_whitespace().any(|word| word.contains('@') && word.split('@').nth(1).is_some_and(|host| host.contains('.')));
    let web = folded.contains("www.") || folded.contains("http://") || folded.contains("https://");
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    let phone = digits >= 7
        && ["tel", "phone", "mob", "movil", "fax", "cell", "telefon", "handy"].iter().any(|word| begins(folded.trim(), word))
        || folded.trim().starts_with('+') && digits >= 9;
    mail || web || phone
}

/// "Total", "Subtotal", "Summe", "Gesamtbetrag": the first word of a row that adds up others.
pub(crate) fn is_total(text: &str) -> bool {
    let folded = fold(text.trim());
    let body = folded.trim_matches(|sign: char| !sign.is_alphanumeric());
    body.split_whitespace().count() <= 5
        && [
            "total",
            "totals",
            "totales",
            "subtotal",
            "sub total",
            "sub-total",
            "grand total",
            "suma",
            "summe",
            "gesamt",
            "gesamtsumme",
            "gesamtbetrag",
            "zwischensumme",
            "somme",
            "sous-total",
            "sous total",
            "montant total",
            "importe total",
            "base imponible",
            "iva",
            "vat",
            "mwst",
            "tva",
            "total lines",
            "item count",
        ]
        .iter()
        .any(|head| begins(body, head))
}

/// A heading by its words: "Section 2", "Lote A", "Floor 3: wet rooms".
pub(crate) fn is_section(text: &str) -> bool {
    let folded = fold(text.trim());
    let body = folded.trim_matches(|sign: char| !sign.is_alphanumeric());
    is_department(body)
        || body.split_whitespace().count() <= 8
            && [
                "section",
                "seccion",
                "area",
                "lot",
                "lote",
                "los",
                "abschnitt",
                "capitulo",
                "chapter",
                "kapitel",
                "group",
                "grupo",
                "gruppe",
                "groupe",
                "zone",
                "zona",
                "building",
                "edificio",
                "floor",
                "planta",
                "phase",
                "fase",
                "part",
                "parte",
                "bloque",
                "block",
                "obra",
                "titel",
                "bereich",
                "category",
                "categoria",
            ]
            .iter()
            .any(|head| begins(body, head))
}

/// A heading because it names a whole trade or department and nothing else.
fn is_department(body: &str) -> bool {
    [
        "electrical",
        "electric",
        "plumbing",
        "hardware",
        "fixings",
        "fasteners",
        "tools",
        "hand tools",
        "power tools",
        "safety",
        "ppe",
        "safety equipment",
        "workshop",
        "warehouse",
        "consumables",
        "maintenance",
        "office",
        "production",
        "lighting",
        "hvac",
        "painting",
        "paint",
        "abrasives",
        "welding",
        "cleaning",
        "site",
        "stores",
        "electricidad",
        "fontaneria",
        "ferreteria",
        "fijaciones",
        "tornilleria",
        "herramientas",
        "herramienta manual",
        "seguridad",
        "epis",
        "epi",
        "equipos de proteccion",
        "taller",
        "almacen",
        "consumibles",
        "mantenimiento",
        "oficina",
        "produccion",
        "iluminacion",
        "climatizacion",
        "pintura",
        "abrasivos",
        "soldadura",
        "limpieza",
        "elektro",
        "elektrik",
        "sanitar",
        "befestigung",
        "befestigungstechnik",
        "werkzeug",
        "werkzeuge",
        "arbeitsschutz",
        "werkstatt",
        "lager",
        "wartung",
        "verbrauchsmaterial",
        "electricite",
        "plomberie",
        "quincaillerie",
        "fixations",
        "visserie",
        "outillage",
        "securite",
        "atelier",
        "magasin",
        "consommables",
        "entretien",
    ]
    .contains(&body)
}

/// `body` starts with the word or words `head`.
pub(crate) fn begins(body: &str, head: &str) -> bool {
    // Hundreds of heads are tried on every line, and most differ in their first byte.
    body.as_bytes().first() == head.as_bytes().first()
        && body.strip_prefix(head).is_some_and(|rest| !rest.starts_with(|sign: char| sign.is_alphanumeric()))
}

/// `body` holds one of the phrases as whole words.
fn holds_any(body: &str, phrases: &[&str]) -> bool {
    let mut inside = false;
    body.char_indices().any(|(at, sign)| {
        let before = std::mem::replace(&mut inside, sign.is_alphanumeric());
        inside && !before && phrases.iter().any(|phrase| begins(&body[at..], phrase))
    })
}

const GREETINGS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "dear",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "greetings",
    "to whom",
    "hola",
    "buenos dias",
    "buenas tardes",
    "buenas",
    "estimado",
    "estimada",
    "estimados",
    "estimadas",
    "muy senores",
    "apreciado",
    "hallo",
    "guten tag",
    "guten morgen",
    "sehr geehrte",
    "sehr geehrter",
    "moin",
    "servus",
    "gruss gott",
    "bonjour",
    "salut",
    "madame",
    "monsieur",
    "cher",
    "chere",
    "team",
    "ladies and gentlemen",
];

pub(crate) const CLOSINGS: &[&str] = &[
    "thanks",
    "thank you",
    "many thanks",
    "thx",
    "cheers",
    "regards",
    "best regards",
    "kind regards",
    "warm regards",
    "best",
    "all the best",
    "sincerely",
    "yours",
    "yours sincerely",
    "yours faithfully",
    "best wishes",
    "looking forward",
    "i look forward",
    "we look forward",
    "saludos",
    "un saludo",
    "un cordial saludo",
    "gracias",
    "muchas gracias",
    "mil gracias",
    "atentamente",
    "cordialmente",
    "quedo a la espera",
    "quedamos a la espera",
    "quedo a",
    "a la espera",
    "en espera",
    "mit freundlichen",
    "freundliche grusse",
    "freundliche gruse",
    "viele grusse",
    "viele gruse",
    "beste grusse",
    "beste gruse",
    "liebe gruse",
    "mfg",
    "vielen dank",
    "danke",
    "besten dank",
    "herzlichen dank",
    "merci",
    "merci d'avance",
    "cordialement",
    "bien cordialement",
    "bien a vous",
    "salutations",
    "sinceres salutations",
    "sent from my",
    "enviado desde",
    "von meinem",
    "envoye de",
];

/// Beginnings of sentences that introduce a request.
pub(crate) const LEAD_INS: &[&str] = &[
    "please quote",
    "please provide",
    "please send",
    "please price",
    "please find",
    "please see",
    "please offer",
    "please let",
    "please advise",
    "pls quote",
    "kindly",
    "can you",
    "could you",
    "would you",
    "can i",
    "could i",
    "may we",
    "we are looking",
    "i am looking",
    "i'm looking",
    "looking for",
    "we need",
    "i need",
    "need",
    "we require",
    "i require",
    "we would like",
    "we'd like",
    "i would like",
    "i'd like",
    "i would also like",
    "we would also like",
    "i'd also like",
    "we'd also like",
    "i also need",
    "we also need",
    "we want",
    "request for",
    "rfq",
    "bestellung",
    "commande",
    "pedido",
    "materialliste",
    "einkaufsliste",
    "rfp",
    "quotation request",
    "quote request",
    "enquiry",
    "inquiry",
    "as discussed",
    "as per",
    "following",
    "see below",
    "below",
    "attached",
    "quote for",
    "shopping list",
    "order list",
    "necesito",
    "necesitamos",
    "necesitaria",
    "necesitariamos",
    "solicito",
    "solicitamos",
    "solicitud",
    "ruego",
    "rogamos",
    "por favor",
    "favor",
    "podria",
    "podrias",
    "podrian",
    "podeis",
    "nos gustaria",
    "me gustaria",
    "quisiera",
    "quisieramos",
    "queremos",
    "quiero",
    "adjunto",
    "precio para",
    "cotizar",
    "cotizacion",
    "peticion de",
    "pedido de oferta",
    "presupuesto",
    "a continuacion",
    "les escribo",
    "le escribo",
    "lista de",
    "wir benotigen",
    "wir brauchen",
    "ich brauche",
    "ich benotige",
    "bitte",
    "anfrage",
    "konnen sie",
    "konnten sie",
    "wir bitten",
    "anbei",
    "hiermit",
    "wir suchen",
    "gerne",
    "nous avons besoin",
    "j'ai besoin",
    "merci de",
    "pouvez-vous",
    "pourriez-vous",
    "veuillez",
    "demande de",
    "nous souhaitons",
    "je souhaite",
    "nous cherchons",
    "ci-dessous",
    "ci-joint",
    "devis",
];

/// Words that ask, anywhere in a sentence.
const ASKS: &[&str] = &[
    "the following",
    "your best price",
    "best price",
    "price and availability",
    "quotation for",
    "a quote",
    "as follows",
    "listed below",
    "items below",
    "list below",
    "lo siguiente",
    "los siguientes",
    "las siguientes",
    "siguiente material",
    "siguientes articulos",
    "mejor precio",
    "precio y plazo",
    "oferta para",
    "su mejor oferta",
    "folgende",
    "folgenden",
    "folgendes",
    "ein angebot",
    "les articles suivants",
    "suivants",
    "votre meilleur prix",
    "request a quotation",
    "our requirements",
    "let me know",
    "get back to",
    "questions",
];

const TERM_HEADS: &[&str] = &[
    "delivery to",
    "delivery",
    "deliver",
    "delivered",
    "deliveries",
    "shipping",
    "ship to",
    "payment",
    "incoterm",
    "incoterms",
    "terms",
    "validity",
    "valid",
    "note",
    "notes",
    "nb",
    "n.b",
    "remark",
    "remarks",
    "deadline",
    "prices",
    "price",
    "due",
    "quote by",
    "quotes",
    "offers",
    "site address",
    "address",
    "project",
    "customer",
    "job",
    "date",
    "ref",
    "our ref",
    "your ref",
    "required by",
    "needed by",
    "page",
    "entrega",
    "entregar",
    "plazo",
    "forma de pago",
    "pago",
    "portes",
    "nota",
    "notas",
    "validez",
    "precios",
    "direccion",
    "obra",
    "fecha",
    "cliente",
    "proyecto",
    "pagina",
    "condiciones",
    "lieferung",
    "lieferadresse",
    "lieferzeit",
    "liefertermin",
    "zahlung",
    "zahlungsbedingungen",
    "hinweis",
    "preise",
    "frei haus",
    "gultig",
    "kunde",
    "datum",
    "projekt",
    "seite",
    "livraison",
    "adresse",
    "paiement",
    "delai",
    "remarque",
    "franco",
    "validite",
    "client",
    "projet",
    "chantier",
    "company",
    "empresa",
    "firma",
    "contact",
    "contacto",
    "attn",
    "att",
    "prepared by",
    "approved by",
    "requested by",
    "solicitado por",
    "buyer",
    "comprador",
    "authorised",
    "authorized",
    "signature",
    "firma",
];

const TERMS: &[&str] = &[
    "lead time",
    "by friday",
    "by monday",
    "by tuesday",
    "by wednesday",
    "by thursday",
    "next week",
    "this week",
    "end of month",
    "end of the week",
    "as soon as possible",
    "asap",
    "urgent",
    "urgently",
    "delivery date",
    "delivery time",
    "payment terms",
    "net 30",
    "30 days",
    "60 days",
    "exw",
    "ddp",
    "free delivery",
    "free of charge",
    "carriage paid",
    "excluding vat",
    "ex vat",
    "plus vat",
    "certificates",
    "quote before",
    "valid for",
    "plazo de entrega",
    "antes del",
    "lo antes posible",
    "cuanto antes",
    "la semana que viene",
    "esta semana",
    "urgente",
    "sin iva",
    "iva incluido",
    "gastos de envio",
    "puesto en obra",
    "puesto en",
    "dias",
    "lieferzeit",
    "schnellstmoglich",
    "bis freitag",
    "bis montag",
    "dringend",
    "delai de livraison",
    "des que possible",
    "avant le",
    "hors taxe",
    "purchase order",
    "confidential",
    "confidencial",
    "this e-mail",
    "this email",
    "este correo",
    "or equal",
    "or equivalent",
    "o equivalente",
    "no substitutes",
    "alternatives are",
    "alternatives accepted",
    "subject to",
    "invoice",
    "factura",
    "rechnung",
];
