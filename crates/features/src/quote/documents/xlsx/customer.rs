//! The sheet as the customer sees it: letterhead, lines, totals.

use platform::money::{Currency, PriceBasis, RoundingPolicy};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::super::{Line, Party, Sheet, words};
use super::cells::{ACCENT, ALARM, DOUBT, LINE_HEIGHT, SOFT, figure, formula, head, height, money, of_line, text, unit_price, wrapped};
use super::print_setup;

const POSITION: u16 = 0;
const SKU: u16 = 1;
const DESCRIPTION: u16 = 2;
const REQUESTED: u16 = 3;
const QUANTITY: u16 = 4;
const UNIT: u16 = 5;
const UNIT_PRICE: u16 = 6;
const AMOUNT: u16 = 7;
/// Only where tax is rounded line by line; the note comes after it, or in its place.
const TAX: u16 = 8;

/// Widths in characters, in the order of the columns.
const WIDTHS: [u32; 9] = [6, 17, 40, 32, 10, 10, 13, 14, 12];
const NOTE_WIDTH: u32 = 34;

pub fn write(page: &mut Worksheet, sheet: &Sheet, currency: Currency) -> Result<(), XlsxError> {
    let words = sheet.language.words();
    page.set_name(words.quotation)?;
    let table = Table::below(letterhead(page, sheet)?, sheet, currency)?;
    table.header(page)?;
    for (row, line) in (table.first..).zip(&sheet.lines) {
        table.line(page, row, line)?;
    }
    table.totals(page)?;
    if table.after > table.first {
        let rule = DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
            .set_error_message(words.quantity_rule)?;
        page.add_data_validation(table.first, QUANTITY, table.after - 1, QUANTITY, &rule)?;
    }
    print_setup(page, sheet, table.first - 1)
}

/// Who, for whom, which one, and what to beware of, a row each. Returns the first row below.
fn letterhead(page: &mut Worksheet, sheet: &Sheet) -> Result<u32, XlsxError> {
    let words = sheet.language.words();
    let facts = [
        Some(words::heading(sheet)),
        Some(format!("{} {}", words.revision, sheet.revision)),
        Some(sheet.language.state(&sheet.state)),
        sheet.issued.as_ref().map(|date| format!("{} {date}", words.issued)),
        sheet.valid_until.as_ref().map(|date| format!("{} {date}", words.valid_until)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let address = |party: &Party| {
        let number = party.tax_number.as_ref().map(|number| format!("{} {number}", words.tax_number));
        party.address.iter().cloned().chain(number).collect::<Vec<_>>()
    };
    let customer = match &sheet.customer {
        Some(customer) => format!("{}: {}", words.customer, [vec![customer.name.clone()], address(customer)].concat().join(", ")),
        None => words.customer_unknown.to_owned(),
    };
    let basis = [Some(words::basis(sheet)), Some(words::rounding(sheet).to_owned()), words::left_out(sheet)];

    let soft = Format::new().set_font_color(SOFT);
    let alarm = Format::new().set_bold().set_font_color(ALARM);
    let mut rows = vec![
        (sheet.seller.name.clone(), Format::new().set_bold().set_font_size(16).set_font_color(ACCENT)),
        (address(&sheet.seller).join(", "), soft.clone()),
        (facts, Format::new().set_bold().set_font_size(12)),
        (customer, Format::new()),
    ];
    rows.extend(sheet.title.clone().map(|title| (title, soft.clone())));
    if sheet.sample {
        rows.push((format!("{} · {}", words.sample, words.sample_sentence), alarm.clone()));
    }
    if !sheet.complete {
        rows.push((format!("{}. {}", words.incomplete, sheet.incomplete_reasons.join(" ")), alarm));
    }
    rows.push((basis.into_iter().flatten().collect::<Vec<_>>().join(" "), soft));

    let mut next = 0;
    for (written, format) in rows {
        // Across the table, so that a long text widens neither a column nor the printed page. These rows do not scroll:
        // what needs more than three lines is cut to the eye.
        page.merge_range(next, POSITION, next, TAX, "", &format)?;
        text(page, next, POSITION, written.trim_end(), &format.clone().set_text_wrap().set_align(FormatAlign::Top))?;
        let size = if next == 0 { 1.6 } else { 1.1 };
        page.set_row_height(next, height(&[(&written, 150)]).min(3.0 * LINE_HEIGHT) * size)?;
        next += 1;
    }
    Ok(next)
}

/// Where the lines stand. Rows count from 0 here and from 1 in formulas.
struct Table<'a> {
    sheet: &'a Sheet,
    currency: Currency,
    per_line_tax: bool,
    /// Row of the first line.
    first: u32,
    /// Row below the last line; net, tax and total follow after an empty one.
    after: u32,
    /// The cell with the tax rate in percent.
    rate: String,
}

impl<'a> Table<'a> {
    fn below(letterhead: u32, sheet: &'a Sheet, currency: Currency) -> Result<Self, XlsxError> {
        let first = letterhead + 2;
        let count = u32::try_from(sheet.lines.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
        let after = first + count;
        let per_line_tax = sheet.rounding == RoundingPolicy::PerLineTax;
        Ok(Table { sheet, currency, per_line_tax, first, after, rate: format!("$G${}", after + 3) })
    }

    fn note(&self) -> u16 {
        if self.per_line_tax { TAX + 1 } else { TAX }
    }

    fn header(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.sheet.language.words();
        let row = self.first - 1;
        let currency = &self.sheet.currency;
        let mut titles = vec![
            (words.position.to_owned(), true),
            (words.sku.to_owned(), false),
            (words.description.to_owned(), false),
            (words.requested.to_owned(), false),
            (words.quantity.to_owned(), true),
            (words.unit.to_owned(), false),
            (format!("{} {currency}", words.unit_price), true),
            (format!("{} {currency}", words::amount(self.sheet)), true),
        ];
        if self.per_line_tax {
            titles.push((words::tax(self.sheet), true));
        }
        titles.push((words.note.to_owned(), false));
        for ((column, (title, numeric)), width) in (0..).zip(&titles).zip(WIDTHS.into_iter().chain([NOTE_WIDTH])) {
            text(page, row, column, title, &head(*numeric))?;
            page.set_column_width(column, if column == self.note() { NOTE_WIDTH } else { width })?;
        }
        page.set_row_height(row, 2.0 * LINE_HEIGHT)?;
        Ok(())
    }

    fn line(&self, page: &mut Worksheet, row: u32, line: &Line) -> Result<(), XlsxError> {
        let sheet = self.sheet;
        let open = words::open(sheet.language, line);
        let cell = |format: Format| of_line(format, open.is_some());
        let description = line.description.as_deref().unwrap_or(sheet.language.words().no_product);
        let [sku, requested, unit] = [&line.sku, &line.requested, &line.unit].map(|text| text.as_deref().unwrap_or_default());
        let note: Vec<&str> = open.into_iter().chain(line.note.as_deref()).collect();
        let note = note.join(": ");
        let money = cell(money(self.currency));

        page.write_number_with_format(row, POSITION, line.position, &cell(Format::new().set_font_color(SOFT)))?;
        text(page, row, SKU, sku, &cell(wrapped()))?;
        text(page, row, DESCRIPTION, description, &cell(wrapped()))?;
        text(page, row, REQUESTED, requested, &cell(wrapped().set_font_color(SOFT)))?;
        figure(page, row, QUANTITY, line.quantity, &cell(Format::new()))?;
        text(page, row, UNIT, unit, &cell(wrapped()))?;
        figure(page, row, UNIT_PRICE, line.unit_price, &cell(unit_price(self.currency)))?;
        match line.amounts {
            Some(amounts) => {
                let (excel, digits) = (row + 1, self.currency.minor_digits());
                let amount = format!("=ROUND(E{excel}*G{excel},{digits})");
                formula(page, row, AMOUNT, &amount, self.currency.major(amounts.in_basis(sheet.price_basis)), &money)?;
                if self.per_line_tax {
                    formula(page, row, TAX, &self.tax_of(&format!("H{excel}")), self.currency.major(amounts.tax), &money)?;
                }
            }
            None => {
                page.write_blank(row, AMOUNT, &money)?;
                if self.per_line_tax {
                    page.write_blank(row, TAX, &money)?;
                }
            }
        }
        text(page, row, self.note(), &note, &cell(wrapped().set_font_color(if open.is_some() { DOUBT } else { SOFT })))?;
        let texts = [(sku, SKU), (description, DESCRIPTION), (requested, REQUESTED), (unit, UNIT)];
        let texts = texts.map(|(text, column)| (text, WIDTHS[usize::from(column)]));
        page.set_row_height(row, height(&texts).max(height(&[(&note, NOTE_WIDTH)])))?;
        Ok(())
    }

    /// Net, tax and total as the policy has them; the rate stands beside its label.
    fn totals(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let sheet = self.sheet;
        let digits = self.currency.minor_digits();
        let (net, tax, total) = (self.after + 1, self.after + 2, self.after + 3);
        let (net_cell, tax_cell, total_cell) = (format!("H{}", net + 1), format!("H{}", tax + 1), format!("H{}", total + 1));
        let (net_formula, total_formula) = match sheet.price_basis {
            PriceBasis::Excluded => (self.sum('H'), format!("=ROUND({net_cell}+{tax_cell},{digits})")),
            PriceBasis::Included => (format!("=ROUND({total_cell}-{tax_cell},{digits})"), self.sum('H')),
        };
        let tax_formula = match (sheet.rounding, sheet.price_basis) {
            (RoundingPolicy::PerLineTax, _) => self.sum('I'),
            (RoundingPolicy::LineThenCategory, PriceBasis::Excluded) => self.tax_of(&net_cell),
            (RoundingPolicy::LineThenCategory, PriceBasis::Included) => self.tax_of(&total_cell),
        };
        let label = Format::new().set_align(FormatAlign::Right).set_indent(1);
        let money = money(self.currency);
        let strong = |format: &Format| {
            let format = format.clone().set_bold().set_font_size(12).set_font_color(ACCENT);
            format.set_border_top(FormatBorder::Medium).set_border_top_color(ACCENT)
        };
        text(page, net, UNIT, sheet.language.words().net, &label)?;
        formula(page, net, AMOUNT, &net_formula, self.currency.major(sheet.totals.net), &money)?;
        text(page, tax, UNIT, &sheet.tax_label, &label)?;
        let percent = Format::new().set_num_format("General\" %\"").set_align(FormatAlign::Left);
        figure(page, tax, UNIT_PRICE, Some(sheet.tax_percent), &percent)?;
        formula(page, tax, AMOUNT, &tax_formula, self.currency.major(sheet.totals.tax), &money)?;
        text(page, total, UNIT, &words::total(sheet), &strong(&label))?;
        page.write_blank(total, UNIT_PRICE, &strong(&Format::new()))?;
        page.set_row_height(total, 1.3 * LINE_HEIGHT)?;
        formula(page, total, AMOUNT, &total_formula, self.currency.major(sheet.totals.gross), &strong(&money))
    }

    /// The sum of a column over all lines. Rounded, since spreadsheets add binary numbers.
    fn sum(&self, column: char) -> String {
        if self.after == self.first {
            return "=0".to_owned();
        }
        format!("=ROUND(SUM({column}{}:{column}{}),{})", self.first + 1, self.after, self.currency.minor_digits())
    }

    /// The tax on (basis excluded) or inside (basis included) the amount in `cell`.
    fn tax_of(&self, cell: &str) -> String {
        let (rate, digits) = (&self.rate, self.currency.minor_digits());
        match self.sheet.price_basis {
            PriceBasis::Excluded => format!("=ROUND({cell}*{rate}/100,{digits})"),
            PriceBasis::Included => format!("=ROUND({cell}*{rate}/(100+{rate}),{digits})"),
        }
    }
}
