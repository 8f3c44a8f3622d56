//! The printed forms of a quotation: its JSON, its workbooks, its PDF.

use platform::money::Amount;
use platform::{Error, Result};

use super::documents::{self, Amounts, Line, Outcome as PrintedOutcome, Party, Sheet};
use super::model::{Language, Quotation, QuotationLine, Totals};
use super::rules::PRICE_UNKNOWN;
use super::{DOCUMENT_FAILED, DOCUMENTS, INTERNAL};
use crate::matching::Outcome;

/// The bytes of one form, by extension.
pub async fn form(quotation: Quotation, extension: &str) -> Result<Vec<u8>> {
    if extension == "json" {
        let mut bytes = serde_json::to_vec_pretty(&quotation).map_err(Error::internal)?;
        bytes.push(b'\n');
        return Ok(bytes);
    }
    let sheet = sheet(quotation);
    let extension = extension.to_owned();
    platform::off_thread(move || match extension.as_str() {
        "pdf" => documents::pdf(&sheet).map(|pdf| pdf.bytes).map_err(failed),
        "xlsx" => documents::xlsx(&sheet).map_err(failed),
        INTERNAL => documents::internal_xlsx(&sheet).map_err(failed),
        _ => {
            let known: Vec<&str> = DOCUMENTS.iter().map(|form| form.extension).collect();
            Err(platform::error::REPRESENTATION_UNKNOWN.error(format!("A quotation comes as {}.", known.join(", "))))
        }
    })
    .await
}

/// Whether the printed forms would accept its figures.
pub fn agrees(quotation: Quotation) -> Result<(), documents::DocumentError> {
    documents::agrees(&sheet(quotation))
}

fn failed(source: documents::DocumentError) -> Error {
    DOCUMENT_FAILED.error("The document could not be made.").because(source)
}

fn sheet(quotation: Quotation) -> Sheet {
    let language = quotation.language;
    Sheet {
        language: match quotation.language {
            Language::En => documents::Language::En,
            Language::Es => documents::Language::Es,
        },
        seller: Party {
            name: quotation.seller.name,
            address: quotation.seller.address.iter().flat_map(|address| address.lines()).map(str::to_owned).collect(),
            tax_number: quotation.seller.tax_number,
        },
        customer: quotation.customer.map(|customer| Party { name: customer.name, address: Vec::new(), tax_number: None }),
        number: quotation.number,
        revision: quotation.revision,
        state: quotation.state.as_str().to_owned(),
        title: None,
        sample: quotation.sample,
        issued: quotation.created_at.split_once('T').map(|(date, _)| date.to_owned()),
        valid_until: Some(quotation.valid_until),
        currency: quotation.currency,
        price_basis: quotation.price_basis,
        rounding: quotation.rounding_policy,
        tax_label: quotation.tax.label,
        tax_percent: quotation.tax.rate.0,
        complete: quotation.complete,
        incomplete_reasons: quotation.incomplete_reasons,
        totals: amounts(&quotation.totals),
        lines: quotation.lines.into_iter().map(|asked| line(asked, language)).collect(),
    }
}

fn line(line: QuotationLine, language: Language) -> Line {
    let minor = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.amount_minor);
    let amounts = match (minor(&line.net), minor(&line.tax), minor(&line.gross)) {
        (Some(net), Some(tax), Some(gross)) => Some(Amounts { net, tax, gross }),
        _ => None,
    };
    let priceless = line.not_priced.as_deref().is_some_and(|reason| reason.starts_with(PRICE_UNKNOWN));
    let place = match &line.source.sheet {
        Some(sheet) => format!("{}, {sheet}, row {}", line.source.document, line.source.row),
        None => format!("{}, line {}", line.source.document, line.source.row),
    };
    // How sure the match is and what the price lists lack is the seller's matter; of those lines the customer reads that they are open.
    let note = match &line.not_priced {
        Some(_) if priceless || (line.sku.is_none() && !line.declined) => None,
        Some(open) => Some(open.clone()),
        None => line.quantity_note.as_ref().map(|note| in_words(note, language)),
    };
    let reason = line.not_priced.iter().chain([&line.reason]).map(String::as_str).collect::<Vec<_>>().join(": ");
    Line {
        position: line.position,
        outcome: match line.outcome {
            // The product is decided, but how much of it is not: to be clarified, whatever the price.
            Outcome::Accepted if amounts.is_none() && !priceless => PrintedOutcome::Choose,
            Outcome::Accepted => PrintedOutcome::Accepted,
            Outcome::Choose => PrintedOutcome::Choose,
            Outcome::None => PrintedOutcome::None,
        },
        sku: line.sku,
        description: line.description,
        requested: Some(line.source.text.clone()),
        quantity: line.quantity.map(|quantity| quantity.0),
        unit: line.unit.map(|code| unit_word(&code, language)),
        unit_price: line.unit_price.map(|price| price.price.0),
        amounts,
        note,
        reason: Some(reason),
        source: Some(place),
        confidence: Some(format!("{:.2}", line.confidence)),
        remainder: line.remainder,
    }
}

/// How a quantity was converted, with words in the place of codes.
fn in_words(note: &str, language: Language) -> String {
    note.split(' ').map(|word| unit_word(word, language)).collect::<Vec<_>>().join(" ")
}

/// The word customers use for a UN/ECE code; a code without one is printed as it is.
fn unit_word(code: &str, language: Language) -> String {
    let (en, es) = match code {
        "C62" | "H87" | "EA" => ("pcs", "uds"),
        "PR" => ("pairs", "pares"),
        "DZN" => ("dozen", "docenas"),
        "SET" => ("sets", "juegos"),
        "KMT" => ("km", "km"),
        "MTR" => ("m", "m"),
        "CMT" => ("cm", "cm"),
        "MMT" => ("mm", "mm"),
        "MTK" => ("m²", "m²"),
        "MTQ" => ("m³", "m³"),
        "TNE" => ("t", "t"),
        "KGM" => ("kg", "kg"),
        "GRM" => ("g", "g"),
        "LTR" => ("l", "l"),
        "CLT" => ("cl", "cl"),
        "MLT" => ("ml", "ml"),
        "XBX" => ("boxes", "cajas"),
        "XPK" => ("packs", "paquetes"),
        "XRO" => ("rolls", "rollos"),
        other => (other, other),
    };
    match language {
        Language::En => en.to_owned(),
        Language::Es => es.to_owned(),
    }
}

fn amounts(totals: &Totals) -> Amounts {
    Amounts { net: totals.net.amount_minor, tax: totals.tax.amount_minor, gross: totals.gross.amount_minor }
}
