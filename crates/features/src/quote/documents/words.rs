//! What the documents say in their own words, in the reader's language.

use platform::money::{PriceBasis, RoundingPolicy};
use serde::Serialize;

use super::{Line, Outcome, Sheet, figures};

/// The language of labels and numbers; texts of seller, customer and catalogue stay in theirs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Es,
}

/// Labels that need no figures.
#[derive(Debug, Serialize)]
pub struct Words {
    pub quotation: &'static str,
    pub customer: &'static str,
    pub customer_unknown: &'static str,
    pub tax_number: &'static str,
    pub revision: &'static str,
    pub state: &'static str,
    pub issued: &'static str,
    pub valid_until: &'static str,
    pub currency: &'static str,
    pub sample: &'static str,
    pub sample_sentence: &'static str,
    pub incomplete: &'static str,
    pub position: &'static str,
    pub sku: &'static str,
    pub description: &'static str,
    pub requested: &'static str,
    pub quantity: &'static str,
    pub unit: &'static str,
    pub unit_price: &'static str,
    pub note: &'static str,
    pub no_product: &'static str,
    pub price_unknown: &'static str,
    pub to_be_clarified: &'static str,
    pub not_found: &'static str,
    pub net: &'static str,
    pub total: &'static str,
    pub page: &'static str,
    pub of: &'static str,
    pub internal: &'static str,
    pub internal_sentence: &'static str,
    pub outcome: &'static str,
    pub confidence: &'static str,
    pub reason: &'static str,
    pub source: &'static str,
    pub remainder: &'static str,
    pub quantity_rule: &'static str,
}

const ENGLISH: Words = Words {
    quotation: "Quotation",
    customer: "Prepared for",
    customer_unknown: "Customer not stated",
    tax_number: "Tax no.",
    revision: "Revision",
    state: "State",
    issued: "Issued",
    valid_until: "Valid until",
    currency: "Currency",
    sample: "SAMPLE",
    sample_sentence: "Made from sample data. This is not an offer.",
    incomplete: "Incomplete: cannot be sent",
    position: "Pos.",
    sku: "SKU",
    description: "Description",
    requested: "Requested",
    quantity: "Quantity",
    unit: "Unit",
    unit_price: "Unit price",
    note: "Note",
    no_product: "No product chosen",
    price_unknown: "price unknown",
    to_be_clarified: "to be clarified",
    not_found: "no matching product",
    net: "Net",
    total: "Total",
    page: "Page",
    of: "of",
    internal: "Internal",
    internal_sentence: "Internal: this workbook is not for the customer.",
    outcome: "Outcome",
    confidence: "Confidence",
    reason: "Why",
    source: "Source",
    remainder: "Words not used",
    quantity_rule: "The quantity is a number, zero or more.",
};

const SPANISH: Words = Words {
    quotation: "Presupuesto",
    customer: "Preparado para",
    customer_unknown: "Cliente no indicado",
    tax_number: "NIF",
    revision: "Revisión",
    state: "Estado",
    issued: "Fecha",
    valid_until: "Válido hasta",
    currency: "Moneda",
    sample: "MUESTRA",
    sample_sentence: "Hecho con datos de muestra. No es una oferta.",
    incomplete: "Incompleto: no se puede enviar",
    position: "Pos.",
    sku: "Ref.",
    description: "Descripción",
    requested: "Solicitado",
    quantity: "Cantidad",
    unit: "Unidad",
    unit_price: "Precio unitario",
    note: "Nota",
    no_product: "Sin producto elegido",
    price_unknown: "precio desconocido",
    to_be_clarified: "por aclarar",
    not_found: "sin producto que coincida",
    net: "Base imponible",
    total: "Total",
    page: "Página",
    of: "de",
    internal: "Interno",
    internal_sentence: "Interno: este libro no es para el cliente.",
    outcome: "Resultado",
    confidence: "Confianza",
    reason: "Por qué",
    source: "Origen",
    remainder: "Palabras sin usar",
    quantity_rule: "La cantidad es un número, cero o mayor.",
};

impl Language {
    pub fn words(self) -> &'static Words {
        match self {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
        }
    }

    pub fn decimal_separator(self) -> char {
        match self {
            Language::En => '.',
            Language::Es => ',',
        }
    }

    pub fn group_separator(self) -> char {
        match self {
            Language::En => ',',
            Language::Es => '.',
        }
    }

    /// A stored state in words; one that is not known as it stands.
    pub fn state(self, stored: &str) -> String {
        let known = match (stored, self) {
            ("draft", Language::En) => "Draft",
            ("draft", Language::Es) => "Borrador",
            ("pending_approval", Language::En) => "Pending approval",
            ("pending_approval", Language::Es) => "Pendiente de aprobación",
            ("approved", Language::En) => "Approved",
            ("approved", Language::Es) => "Aprobado",
            ("sent", Language::En) => "Sent",
            ("sent", Language::Es) => "Enviado",
            ("viewed", Language::En) => "Viewed",
            ("viewed", Language::Es) => "Visto",
            ("accepted", Language::En) => "Accepted",
            ("accepted", Language::Es) => "Aceptado",
            ("change_requested", Language::En) => "Change requested",
            ("change_requested", Language::Es) => "Cambio solicitado",
            ("declined", Language::En) => "Declined",
            ("declined", Language::Es) => "Rechazado",
            ("expired", Language::En) => "Expired",
            ("expired", Language::Es) => "Caducado",
            ("withdrawn", Language::En) => "Withdrawn",
            ("withdrawn", Language::Es) => "Retirado",
            ("superseded", Language::En) => "Superseded",
            ("superseded", Language::Es) => "Sustituido",
            ("converted", Language::En) => "Converted to an order",
            ("converted", Language::Es) => "Convertido en pedido",
            _ => stored,
        };
        known.to_owned()
    }
}

/// Why a line has no amount, in two words; `None` when it has one.
pub fn open(language: Language, line: &Line) -> Option<&'static str> {
    let words = language.words();
    match (line.amounts, line.outcome) {
        (Some(_), _) => None,
        (None, Outcome::Accepted) if line.unit_price.is_none() => Some(words.price_unknown),
        (None, Outcome::Accepted | Outcome::Choose) => Some(words.to_be_clarified),
        (None, Outcome::None) => Some(words.not_found),
    }
}

/// "IVA 21 %": the label never stands without its rate. The space does not break.
pub fn tax(sheet: &Sheet) -> String {
    format!("{} {}\u{a0}%", sheet.tax_label, figures::number(sheet.language, sheet.tax_percent, 0))
}

/// "Quotation Q-17".
pub fn heading(sheet: &Sheet) -> String {
    format!("{} {}", sheet.language.words().quotation, sheet.number)
}

/// Heads the column of line amounts.
pub fn amount(sheet: &Sheet) -> String {
    match (sheet.language, sheet.price_basis) {
        (Language::En, PriceBasis::Excluded) => "Net amount".to_owned(),
        (Language::Es, PriceBasis::Excluded) => "Importe neto".to_owned(),
        (Language::En, PriceBasis::Included) => "Amount".to_owned(),
        (Language::Es, PriceBasis::Included) => "Importe".to_owned(),
    }
}

pub fn total(sheet: &Sheet) -> String {
    format!("{} {}", sheet.language.words().total, sheet.currency)
}

/// Whether prices contain the tax, and where rounding happens.
pub fn basis(sheet: &Sheet) -> String {
    let tax = tax(sheet);
    match (sheet.language, sheet.price_basis) {
        (Language::En, PriceBasis::Included) => format!("Prices include {tax}."),
        (Language::Es, PriceBasis::Included) => format!("Los precios incluyen {tax}."),
        (Language::En, PriceBasis::Excluded) => format!("Prices exclude {tax}."),
        (Language::Es, PriceBasis::Excluded) => format!("Los precios no incluyen {tax}."),
    }
}

pub fn rounding(sheet: &Sheet) -> &'static str {
    match (sheet.language, sheet.rounding) {
        (Language::En, RoundingPolicy::LineThenCategory) => "Line amounts are rounded, the tax is rounded once on their sum.",
        (Language::Es, RoundingPolicy::LineThenCategory) => "Los importes se redondean por línea y el impuesto una sola vez sobre su suma.",
        (Language::En, RoundingPolicy::PerLineTax) => "Line amounts and their tax are rounded line by line.",
        (Language::Es, RoundingPolicy::PerLineTax) => "Los importes y su impuesto se redondean línea a línea.",
    }
}

/// How many lines the totals leave out; `None` when they leave out none.
pub fn left_out(sheet: &Sheet) -> Option<String> {
    let all = sheet.lines.len();
    match (all - sheet.lines.iter().filter(|line| line.amounts.is_some()).count(), sheet.language) {
        (0, _) => None,
        (1, Language::En) => Some(format!("1 of {all} lines is not included in the total.")),
        (open, Language::En) => Some(format!("{open} of {all} lines are not included in the total.")),
        (1, Language::Es) => Some(format!("1 de {all} líneas no está incluida en el total.")),
        (open, Language::Es) => Some(format!("{open} de {all} líneas no están incluidas en el total.")),
    }
}
