//! Both documents read back as a stranger's program would: the PDF as text, the workbook as cells and formulas.

use platform::money::{Charge, Currency, PriceBasis, RoundingPolicy, Rules, price};
use rust_decimal::Decimal;

use super::{Amounts, DocumentError, Fonts, Language, Line, Outcome, Party, Sheet, internal_xlsx, pdf, pdf_with, xlsx};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn line(position: u32, description: &str, quantity: &str, unit_price: Option<&str>) -> Line {
    Line {
        position,
        outcome: Outcome::Accepted,
        sku: Some(format!("SKU-{position:04}")),
        description: Some(description.to_owned()),
        requested: Some(format!("{quantity} {}", description.to_lowercase())),
        quantity: Some(decimal(quantity)),
        unit: Some("pc".to_owned()),
        unit_price: unit_price.map(decimal),
        amounts: None,
        note: None,
        reason: Some("Its name is near.".to_owned()),
        source: Some(format!("request.xlsx, Sheet1, row {}", position + 1)),
        confidence: Some("0.97".to_owned()),
        remainder: Vec::new(),
    }
}

/// A sheet of these lines, those with a unit price counted.
fn sheet(basis: PriceBasis, rounding: RoundingPolicy, mut lines: Vec<Line>) -> Sheet {
    let tax_percent = decimal("21");
    let rules = Rules { currency: Currency::parse("EUR").unwrap(), basis, policy: rounding, tax_percent };
    let charges: Vec<Charge> = lines
        .iter()
        .filter(|line| line.unit_price.is_some())
        .map(|line| Charge { quantity: line.quantity.unwrap(), unit_price: line.unit_price.unwrap(), discount_percent: Decimal::ZERO })
        .collect();
    let (priced, totals) = price(&rules, &charges, 0).unwrap();
    for (line, amounts) in lines.iter_mut().filter(|line| line.unit_price.is_some()).zip(priced) {
        line.amounts = Some(amounts.into());
    }
    Sheet {
        language: Language::En,
        seller: Party {
            name: "Ferretería Ejemplo S.L.".to_owned(),
            address: vec!["Calle Mayor 1".to_owned(), "28013 Madrid".to_owned()],
            tax_number: Some("B00000000".to_owned()),
        },
        customer: Some(Party { name: "Talleres Norte".to_owned(), address: vec!["Bilbao".to_owned()], tax_number: None }),
        number: "Q-2026-0017".to_owned(),
        revision: 1,
        state: "draft".to_owned(),
        title: None,
        sample: false,
        issued: Some("2026-11-22".to_owned()),
        valid_until: Some("2026-12-22".to_owned()),
        currency: "EUR".to_owned(),
        price_basis: basis,
        rounding,
        tax_label: "IVA".to_owned(),
        tax_percent,
        complete: true,
        incomplete_reasons: Vec::new(),
        lines,
        totals: totals.into(),
    }
}

fn golden() -> Sheet {
    sheet(PriceBasis::Included, RoundingPolicy::LineThenCategory, vec![line(1, "Hex bolt M8 × 50 A2-70", "2", Some("1.57"))])
}

/// Three priced lines, one without a price, one to be chosen, one without a match.
fn mixed(basis: PriceBasis, rounding: RoundingPolicy) -> Sheet {
    let mut unclear = line(5, "Battery pack 18 V", "1", None);
    unclear.outcome = Outcome::Choose;
    unclear.note = Some("The platform is not stated.".to_owned());
    unclear.remainder = vec!["for the old drill".to_owned()];
    let mut none = line(6, "x", "3", None);
    (none.outcome, none.sku, none.description) = (Outcome::None, None, None);
    none.note = Some("Nothing in the catalogue fits.".to_owned());
    let lines = vec![
        line(1, "Hex bolt M8 × 50 A2-70", "1200", Some("0.043215")),
        line(2, "Cable NYM-J 3 × 1.5 mm²", "2.5", Some("64.22")),
        line(3, "Ladder", "1", Some("1249.9")),
        line(4, "Safety goggles", "10", None),
        unclear,
        none,
    ];
    let mut sheet = sheet(basis, rounding, lines);
    sheet.complete = false;
    sheet.incomplete_reasons = vec!["Line 4 has no price.".to_owned(), "Lines 5 and 6 have no product.".to_owned()];
    sheet
}

fn pages(bytes: &[u8]) -> Vec<String> {
    pdf_extract::extract_text_from_mem_by_pages(bytes).unwrap()
}

/// The text with every run of white space as one blank: line breaks are the layout's.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_says_what_the_quotation_says() {
    let mut sheet = mixed(PriceBasis::Included, RoundingPolicy::LineThenCategory);
    sheet.sample = true;
    let made = pdf(&sheet).unwrap();
    assert!(made.warnings.is_empty(), "{:?}", made.warnings);
    let text: Vec<String> = pages(&made.bytes).join("\n").lines().map(flowing).filter(|line| !line.is_empty()).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn numbers_and_labels_are_in_the_language_asked_for() {
    let mut sheet = mixed(PriceBasis::Excluded, RoundingPolicy::LineThenCategory);
    sheet.language = Language::Es;
    let text = flowing(&pages(&pdf(&sheet).unwrap().bytes).join(" "));
    for expected in
        ["Presupuesto Q-2026-0017", "0,043215", "1.249,90", "IVA 21 %", "Los precios no incluyen IVA 21 %.", "precio desconocido"]
    {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn a_long_quotation_repeats_its_header_and_keeps_its_totals_together() {
    let lines = (1..=120).map(|position| line(position, "Wall plug 8 mm", "40", Some("0.12"))).collect();
    let pages = pages(&pdf(&sheet(PriceBasis::Excluded, RoundingPolicy::LineThenCategory, lines)).unwrap().bytes);
    assert!((6..=10).contains(&pages.len()), "{} pages", pages.len());
    for (number, page) in (1..).zip(&pages) {
        let page = flowing(page);
        assert!(page.contains(&format!("Page {number} of {}", pages.len())), "{page}");
        assert!(page.contains("Unit price"), "page {number} has no header: {page}");
    }
    let last = flowing(pages.last().unwrap());
    assert!(last.contains("Net 576.00") && last.contains("IVA 21 % 120.96") && last.contains("Total EUR 696.96"), "{last}");
}

#[test]
fn what_a_customer_wrote_is_printed_and_never_carried_out() {
    let hostile = r##"#import "x": y $a_1^2$ *bold* _soft_ <label> @ref `raw` // gone? /* gone? */ \u{41} = head #panic() "quoted" 'it'"##;
    let mut sheet = golden();
    sheet.lines[0].requested = Some(hostile.to_owned());
    sheet.lines[0].description = Some(hostile.to_owned());
    sheet.lines[0].sku = Some("#emph[A]".to_owned());
    sheet.seller.name = "Bolts & *Nuts* #1".to_owned();
    sheet.title = Some("= Title $x$".to_owned());
    let text = flowing(&pages(&pdf(&sheet).unwrap().bytes).join(" "));
    assert_eq!(text.matches(hostile).count(), 2, "{text}");
    for expected in ["#emph[A]", "Bolts & *Nuts* #1", "= Title $x$"] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn characters_without_a_letter_form_are_named() {
    let mut sheet = golden();
    sheet.lines[0].description = Some("Ø½×µ€°‑“”…Ðđ⌀≤ Ống thép mạ kẽm, Βαλβίδα, Шаровой кран".to_owned());
    assert!(pdf(&sheet).unwrap().warnings.is_empty());
    sheet.lines[0].description = Some("螺栓 M8".to_owned());
    let warnings = pdf(&sheet).unwrap().warnings;
    assert_eq!(warnings, ["No font has these characters, a box stands in their place: 栓 (U+6813), 螺 (U+87BA)."]);
    assert_eq!(pdf_with(&sheet, &Fonts::with(vec![b"not a font".to_vec()])).unwrap().warnings, warnings);
}

#[test]
fn a_word_longer_than_its_column_is_broken() {
    let mut sheet = golden();
    sheet.lines[0].requested = Some("X".repeat(300));
    let text = pages(&pdf(&sheet).unwrap().bytes).join("\n");
    assert!(text.lines().all(|line| line.matches('X').count() < 80), "{text}");
    assert_eq!(text.matches('X').count(), 300);
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let sheet = mixed(PriceBasis::Excluded, RoundingPolicy::LineThenCategory);
    assert_eq!(pdf(&sheet).unwrap().bytes, pdf(&sheet).unwrap().bytes);
    assert_eq!(xlsx(&sheet).unwrap(), xlsx(&sheet).unwrap());
}

#[test]
fn figures_that_disagree_are_not_printed() {
    let mut sheet = golden();
    sheet.totals.tax += 1;
    assert!(matches!(pdf(&sheet), Err(DocumentError::TotalsDisagree { .. })));
    assert!(matches!(xlsx(&sheet), Err(DocumentError::TotalsDisagree { .. })));
    let mut sheet = golden();
    sheet.lines[0].unit_price = Some(decimal("1.56"));
    assert!(matches!(pdf(&sheet), Err(DocumentError::LineDisagrees { position: 1, .. })));
    sheet.lines[0].outcome = Outcome::Choose;
    assert!(matches!(pdf(&sheet), Err(DocumentError::LineWithoutGround { position: 1, .. })));
}

#[test]
fn a_quotation_of_which_little_is_known_is_a_page_and_a_workbook() {
    let mut sheet = sheet(PriceBasis::Included, RoundingPolicy::PerLineTax, Vec::new());
    (sheet.customer, sheet.issued, sheet.valid_until) = (None, Some("soon".to_owned()), None);
    (sheet.seller.address, sheet.seller.tax_number, sheet.complete) = (Vec::new(), None, false);
    assert_eq!(pages(&pdf(&sheet).unwrap().bytes).len(), 1);
    assert_eq!(Book::read(&sheet).totals(), Amounts::default());
}

#[test]
fn numbers_stand_with_their_separators_below_each_other() {
    let values = ["1234567.5", "0.043215", "-12", "3"].map(|value| Some(decimal(value)));
    let figures: Vec<_> = super::figures::column(Language::Es, &values, 2).into_iter().flatten().map(|it| (it.text, it.pad)).collect();
    let expected = [("1.234.567,50", "0000"), ("0,043215", ""), ("-12,00", "0000"), ("3,00", "0000")];
    assert_eq!(figures, expected.map(|(text, pad)| (text.to_owned(), pad.to_owned())));
    let whole = super::figures::column(Language::En, &[Some(decimal("40")), None, Some(decimal("2.50"))], 0);
    assert_eq!(whole.into_iter().map(|it| Some(it?.pad)).collect::<Vec<_>>(), [Some(".0".to_owned()), None, Some(String::new())]);
}

#[path = "workbook_tests.rs"]
mod workbook;
use workbook::Book;
