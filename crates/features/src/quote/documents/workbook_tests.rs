//! The workbook read back: formulas recalculated by an evaluator of exactly what we write, against the stored results.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use platform::money::{Currency, PriceBasis, RoundingPolicy};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Amounts, Language, Sheet, decimal, golden, internal_xlsx, line, mixed, sheet, xlsx};

pub struct Book {
    currency: Currency,
    values: Range<Data>,
    formulas: Range<String>,
}

impl Book {
    pub fn read(sheet: &Sheet) -> Book {
        let mut file: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(sheet).unwrap())).unwrap();
        let names = file.sheet_names();
        assert_eq!(names.len(), 1, "the customer's workbook has one sheet");
        Book {
            currency: Currency::parse(&sheet.currency).unwrap(),
            values: file.worksheet_range(&names[0]).unwrap(),
            formulas: file.worksheet_formula(&names[0]).unwrap(),
        }
    }

    fn rows(&self) -> u32 {
        self.values.end().map_or(0, |(row, _)| row + 1)
    }

    fn stored(&self, row: u32, column: u32) -> Decimal {
        match self.values.get_value((row, column)) {
            Some(Data::Float(number)) => number.to_string().parse().unwrap(),
            Some(Data::Int(number)) => Decimal::from(*number),
            _ => Decimal::ZERO,
        }
    }

    /// Recalculates a cell from the formulas alone.
    fn computed(&self, row: u32, column: u32) -> Decimal {
        match self.formulas.get_value((row, column)).filter(|formula| !formula.is_empty()) {
            Some(formula) => {
                let mut rest = formula.trim_start_matches('=');
                let value = self.sum(&mut rest);
                assert!(rest.is_empty(), "{rest} is left of {formula}");
                value
            }
            None => self.stored(row, column),
        }
    }

    fn sum(&self, rest: &mut &str) -> Decimal {
        let mut value = self.product(rest);
        while let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, '+' | '-')) {
            *rest = &rest[1..];
            let next = self.product(rest);
            value = if sign == '+' { value + next } else { value - next };
        }
        value
    }

    fn product(&self, rest: &mut &str) -> Decimal {
        let mut value = self.factor(rest);
        while let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, '*' | '/')) {
            *rest = &rest[1..];
            let next = self.factor(rest);
            value = if sign == '*' { value * next } else { value / next };
        }
        value
    }

    fn factor(&self, rest: &mut &str) -> Decimal {
        if let Some(inner) = rest.strip_prefix("ROUND(") {
            *rest = inner;
            let value = self.sum(rest);
            expect(rest, ",");
            let digits = self.sum(rest).try_into().unwrap();
            expect(rest, ")");
            return value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        }
        if let Some(inner) = rest.strip_prefix("SUM(") {
            *rest = inner;
            let (first, column) = cell(rest);
            expect(rest, ":");
            let (last, _) = cell(rest);
            expect(rest, ")");
            return (first..=last).map(|row| self.computed(row, column)).sum();
        }
        if let Some(inner) = rest.strip_prefix('(') {
            *rest = inner;
            let value = self.sum(rest);
            expect(rest, ")");
            return value;
        }
        if rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            return decimal(&taken(rest, |letter| letter.is_ascii_digit()));
        }
        let (row, column) = cell(rest);
        self.computed(row, column)
    }

    /// The last three rows of the amounts, stored and recalculated alike.
    pub fn totals(&self) -> Amounts {
        let minor = |row: u32| {
            assert_eq!(self.stored(row, 7), self.computed(row, 7), "row {row}");
            self.currency.minor(self.stored(row, 7)).unwrap()
        };
        let end = self.rows();
        Amounts { net: minor(end - 3), tax: minor(end - 2), gross: minor(end - 1) }
    }

    /// The row whose first cell is this position.
    fn line(&self, position: u32) -> u32 {
        (0..self.rows())
            .find(|row| matches!(self.values.get_value((*row, 0)), Some(Data::Float(at)) if *at == f64::from(position)))
            .unwrap()
    }

    fn text(&self, row: u32, column: u32) -> String {
        self.values.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
    }
}

fn expect(rest: &mut &str, token: &str) {
    *rest = rest.strip_prefix(token).unwrap_or_else(|| panic!("{token} expected at {rest}"));
}

fn taken(rest: &mut &str, wanted: impl Fn(char) -> bool) -> String {
    let end = rest.find(|letter| !wanted(letter)).unwrap_or(rest.len());
    let (token, left) = rest.split_at(end);
    *rest = left;
    token.to_owned()
}

/// `$G$12` as row 11, column 6.
fn cell(rest: &mut &str) -> (u32, u32) {
    let name = taken(rest, |letter| letter.is_ascii_alphanumeric() || letter == '$').replace('$', "");
    let (column, row) = name.split_at(1);
    (row.parse::<u32>().unwrap() - 1, u32::from(column.as_bytes()[0] - b'A'))
}

#[test]
fn the_workbook_agrees_to_the_cent_under_every_policy() {
    for basis in [PriceBasis::Excluded, PriceBasis::Included] {
        for rounding in [RoundingPolicy::LineThenCategory, RoundingPolicy::PerLineTax] {
            let sheet = mixed(basis, rounding);
            let book = Book::read(&sheet);
            assert_eq!(book.totals(), sheet.totals, "{basis:?} {rounding:?}");
            for line in &sheet.lines {
                let row = book.line(line.position);
                assert_eq!(book.stored(row, 7), book.computed(row, 7), "line {}", line.position);
                let formula = book.formulas.get_value((row, 7)).filter(|formula| !formula.is_empty());
                assert_eq!(formula.is_some(), line.amounts.is_some(), "line {}", line.position);
            }
        }
    }
}

#[test]
fn tax_included_golden_case() {
    let book = Book::read(&golden());
    assert_eq!(book.totals(), Amounts { net: 260, tax: 54, gross: 314 });
    let row = book.line(1);
    assert_eq!(book.formulas.get_value((row, 7)).unwrap(), &format!("ROUND(E{0}*G{0},2)", row + 1));
}

#[test]
fn currencies_without_cents_and_with_mills_agree_too() {
    for (currency, unit_price) in [("JPY", "157"), ("KWD", "0.157")] {
        let mut sheet = golden();
        sheet.currency = currency.to_owned();
        sheet.lines[0].unit_price = Some(decimal(unit_price));
        assert_eq!(Book::read(&sheet).totals(), Amounts { net: 260, tax: 54, gross: 314 }, "{currency}");
    }
}

#[test]
fn the_two_policies_differ_where_they_must() {
    let lines = || vec![line(1, "a", "1", Some("55.55")), line(2, "b", "1", Some("11.11"))];
    let rate = |sheet: &mut Sheet, tax: i64| {
        sheet.tax_percent = decimal("23");
        sheet.totals = Amounts { net: 6666, tax, gross: 6666 + tax };
    };
    let mut once = sheet(PriceBasis::Excluded, RoundingPolicy::LineThenCategory, lines());
    rate(&mut once, 1533);
    once.lines[0].amounts = Some(Amounts { net: 5555, tax: 1278, gross: 6833 });
    once.lines[1].amounts = Some(Amounts { net: 1111, tax: 255, gross: 1366 });
    assert_eq!(Book::read(&once).totals().tax, 1533);
    let mut each = sheet(PriceBasis::Excluded, RoundingPolicy::PerLineTax, lines());
    rate(&mut each, 1534);
    each.lines[0].amounts = Some(Amounts { net: 5555, tax: 1278, gross: 6833 });
    each.lines[1].amounts = Some(Amounts { net: 1111, tax: 256, gross: 1367 });
    assert_eq!(Book::read(&each).totals().tax, 1534);
}

#[test]
fn text_is_never_a_formula() {
    let mut sheet = golden();
    let hostile = ["=1+1", "+1", "-1", "@SUM(A1)"];
    sheet.lines[0].description = Some(hostile[0].to_owned());
    sheet.lines[0].requested = Some(hostile[1].to_owned());
    sheet.lines[0].note = Some(hostile[2].to_owned());
    sheet.lines[0].sku = Some(hostile[3].to_owned());
    let book = Book::read(&sheet);
    let row = book.line(1);
    for (column, written) in [(2, hostile[0]), (3, hostile[1]), (8, hostile[2]), (1, hostile[3])] {
        assert_eq!(book.text(row, column), written);
        assert!(book.formulas.get_value((row, column)).is_none_or(String::is_empty));
    }
}

#[test]
fn open_lines_are_marked_and_the_internal_workbook_says_why() {
    let mut sheet = mixed(PriceBasis::Included, RoundingPolicy::LineThenCategory);
    sheet.sample = true;
    let book = Book::read(&sheet);
    assert_eq!(book.text(book.line(4), 8), "price unknown");
    assert_eq!(book.text(book.line(5), 8), "to be clarified: The platform is not stated.");
    assert_eq!(book.text(book.line(6), 8), "no matching product: Nothing in the catalogue fits.");
    let top: Vec<String> = (0..book.line(1)).map(|row| book.text(row, 0)).collect();
    assert!(top.iter().any(|text| text.starts_with("SAMPLE")), "{top:?}");
    assert!(top.iter().any(|text| text.starts_with("Incomplete: cannot be sent. Line 4 has no price.")), "{top:?}");
    assert!(top.iter().any(|text| text.starts_with("Prices include IVA 21\u{a0}%.")), "{top:?}");
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(internal_xlsx(&sheet).unwrap())).unwrap();
    let pages = file.worksheets();
    assert_eq!(pages.len(), 2);
    let internal: Vec<String> = (0..8).map(|column| pages[1].1.get_value((7, column)).unwrap().to_string()).collect();
    assert_eq!(internal[..5], ["5", "choose", "SKU-0005", "0.97", "Its name is near."]);
    assert_eq!(internal[7], "for the old drill");
}

#[test]
fn a_long_text_is_cut_where_a_cell_ends() {
    let mut sheet = golden();
    sheet.language = Language::Es;
    sheet.lines[0].requested = Some("🔩".repeat(20_000));
    let book = Book::read(&sheet);
    assert_eq!(book.text(book.line(1), 3).chars().count(), 16_383);
}
