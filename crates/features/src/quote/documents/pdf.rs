//! The quotation on paper, set by Typst from `quotation.typ`.
//!
//! The template reads the sheet as JSON from a virtual file: what a customer wrote is a value, never markup. The
//! typesetter sees that file, the template and the fonts, nothing else: no file system, no packages, no clock.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use platform::money::Currency;
use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::figures::{self, Figure};
use super::words::{self, Words};
use super::{Amounts, DocumentError, Fonts, Line, Sheet};

const TEMPLATE: &str = include_str!("quotation.typ");

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static BUILT_IN: LazyLock<Fonts> = LazyLock::new(Fonts::built_in);

/// A finished PDF: tagged, A4, the same bytes for the same sheet.
pub struct Pdf {
    pub bytes: Vec<u8>,
    /// What the reader will not see as it was meant, a sentence each; above all characters that no font has.
    pub warnings: Vec<String>,
}

/// Sets the sheet in the built-in fonts.
pub fn pdf(sheet: &Sheet) -> Result<Pdf, DocumentError> {
    pdf_with(sheet, &BUILT_IN)
}

/// What the built-in fonts cannot show of the texts, as the sentence [`Pdf::warnings`] would hold; `None` if nothing.
pub fn unprintable<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    named(texts.flat_map(|text| BUILT_IN.lacking(text)).collect())
}

pub fn pdf_with(sheet: &Sheet, fonts: &Fonts) -> Result<Pdf, DocumentError> {
    let currency = figures::check(sheet)?;
    let printed = serde_json::to_vec(&Printed::of(sheet, currency)).map_err(|error| DocumentError::Typesetting(error.to_string()))?;
    let desk = Desk::new(fonts, printed)?;
    let set = typst::compile::<PagedDocument>(&desk);
    let document = set.output.map_err(|errors| typesetting(&errors))?;
    let ident = Smart::Custom(format!("{} {} {}", sheet.seller.name, sheet.number, sheet.revision));
    let bytes = typst_pdf::pdf(&document, &PdfOptions { ident, ..PdfOptions::default() }).map_err(|errors| typesetting(&errors))?;
    // What the typesetter remembers of earlier documents would otherwise only grow.
    typst::comemo::evict(3);

    let mut missing = BTreeSet::new();
    for page in document.pages() {
        collect_missing(&page.frame, &mut missing);
    }
    let mut warnings: Vec<String> = set.warnings.iter().map(|warning| warning.message.to_string()).collect();
    warnings.extend(named(missing));
    Ok(Pdf { bytes, warnings })
}

fn named(missing: BTreeSet<char>) -> Option<String> {
    let named: Vec<String> = missing.into_iter().map(|letter| format!("{letter} (U+{:04X})", u32::from(letter))).collect();
    (!named.is_empty()).then(|| format!("No font has these characters, a box stands in their place: {}.", named.join(", ")))
}

fn typesetting(errors: &[SourceDiagnostic]) -> DocumentError {
    DocumentError::Typesetting(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// Typst reports no missing characters: they are those set as glyph 0, which every font keeps for what it lacks.
fn collect_missing(frame: &Frame, missing: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_missing(&group.frame, missing),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    missing.extend(text.text.get(glyph.range()).unwrap_or_default().chars());
                }
            }
            _ => {}
        }
    }
}

/// What the typesetter can see.
struct Desk<'a> {
    fonts: &'a Fonts,
    template: Source,
    printed: (FileId, Bytes),
}

impl<'a> Desk<'a> {
    fn new(fonts: &'a Fonts, printed: Vec<u8>) -> Result<Self, DocumentError> {
        let file = |name: &str| -> Result<FileId, DocumentError> {
            let path = VirtualPath::new(name).map_err(|error| DocumentError::Typesetting(error.to_string()))?;
            Ok(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let template = Source::new(file("quotation.typ")?, TEMPLATE.to_owned());
        Ok(Desk { fonts, template, printed: (file("quotation.json")?, Bytes::new(printed)) })
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(absent(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.printed.0 { Ok(self.printed.1.clone()) } else { Err(absent(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

/// The sheet as the template reads it: every number written out, every choice of words made.
#[derive(Serialize)]
struct Printed<'a> {
    sheet: &'a Sheet,
    words: &'a Words,
    heading: String,
    /// Year, month, day of issue.
    date: Option<[i32; 3]>,
    state: String,
    amount: String,
    basis: String,
    rounding: &'a str,
    left_out: Option<String>,
    lines: Vec<PrintedLine<'a>>,
    /// Label and amount, the last one is what is to be paid.
    totals: [(String, String); 3],
}

#[derive(Serialize)]
struct PrintedLine<'a> {
    line: &'a Line,
    open: Option<&'static str>,
    quantity: Option<Figure>,
    unit_price: Option<Figure>,
    amount: Option<Figure>,
}

impl<'a> Printed<'a> {
    fn of(sheet: &'a Sheet, currency: Currency) -> Self {
        let language = sheet.language;
        let words = language.words();
        let amount = |minor: i64| figures::number(language, currency.major(minor), currency.minor_digits());
        let Amounts { net, tax, gross } = sheet.totals;
        Printed {
            sheet,
            words,
            heading: words::heading(sheet),
            date: sheet.issued.as_deref().and_then(calendar_date),
            state: language.state(&sheet.state),
            amount: words::amount(sheet),
            basis: words::basis(sheet),
            rounding: words::rounding(sheet),
            left_out: words::left_out(sheet),
            lines: lines(sheet, currency),
            totals: [(words.net.to_owned(), amount(net)), (words::tax(sheet), amount(tax)), (words::total(sheet), amount(gross))],
        }
    }
}

fn lines(sheet: &Sheet, currency: Currency) -> Vec<PrintedLine<'_>> {
    let column = |value: &dyn Fn(&Line) -> Option<rust_decimal::Decimal>, decimals| {
        let values: Vec<_> = sheet.lines.iter().map(value).collect();
        figures::column(sheet.language, &values, decimals)
    };
    let quantities = column(&|line| line.quantity, 0);
    let prices = column(&|line| line.unit_price, currency.minor_digits());
    let amounts = column(&|line| Some(currency.major(line.amounts?.in_basis(sheet.price_basis))), currency.minor_digits());
    let figures = quantities.into_iter().zip(prices).zip(amounts);
    sheet
        .lines
        .iter()
        .zip(figures)
        .map(|(line, ((quantity, unit_price), amount))| PrintedLine {
            line,
            open: words::open(sheet.language, line),
            quantity,
            unit_price,
            amount,
        })
        .collect()
}

fn calendar_date(iso: &str) -> Option<[i32; 3]> {
    let date: jiff::civil::Date = iso.parse().ok()?;
    Some([i32::from(date.year()), i32::from(date.month()), i32::from(date.day())])
}
