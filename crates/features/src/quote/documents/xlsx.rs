//! The quotation as a workbook: a sheet as the customer sees it, whose amounts are live formulas, and an internal one.
//!
//! The formulas repeat the money function, and each carries our figure as its stored result: a reader that does not
//! recalculate shows the same cents as one that does. Texts are always text cells, never formulas.

use platform::money::{Currency, PriceBasis, RoundingPolicy};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};

use super::{DocumentError, Outcome, Party, Sheet, figures, words};

/// Columns of the customer's sheet; the last two move up when no tax is shown per line.
const POSITION: u16 = 0;
const SKU: u16 = 1;
const DESCRIPTION: u16 = 2;
const REQUESTED: u16 = 3;
const QUANTITY: u16 = 4;
const UNIT: u16 = 5;
const UNIT_PRICE: u16 = 6;
const AMOUNT: u16 = 7;
const TAX: u16 = 8;

const ACCENT: Color = Color::RGB(0x0017_456E);
const ALARM: Color = Color::RGB(0x00A3_261F);
const DOUBT: Color = Color::RGB(0x008A_5300);
const DOUBT_GROUND: Color = Color::RGB(0x00FF_F4E5);
const SOFT: Color = Color::RGB(0x0066_7281);
const HAIR: Color = Color::RGB(0x00D9_DEE5);

/// Excel's limit for a cell, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;

pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    let currency = figures::check(sheet)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheet)?);
    customer_sheet(workbook.add_worksheet(), sheet, currency)?;
    internal_sheet(workbook.add_worksheet(), sheet)?;
    Ok(workbook.save_to_buffer()?)
}

/// The creation time is the issue date, so that the same sheet gives the same bytes.
fn properties(sheet: &Sheet) -> Result<DocProperties, XlsxError> {
    let issued: Option<jiff::civil::Date> = sheet.issued.as_deref().and_then(|date| date.parse().ok());
    let parts = |date: jiff::civil::Date| Some((u16::try_from(date.year()).ok()?, date.month().unsigned_abs(), date.day().unsigned_abs()));
    let (year, month, day) = issued.and_then(parts).unwrap_or((2000, 1, 1));
    Ok(DocProperties::new()
        .set_title(words::heading(sheet))
        .set_author(&sheet.seller.name)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

fn customer_sheet(page: &mut Worksheet, sheet: &Sheet, currency: Currency) -> Result<(), XlsxError> {
    let words = sheet.language.words();
    page.set_name(words.quotation)?;
    let header = letterhead(page, sheet)?;
    let per_line_tax = sheet.rounding == RoundingPolicy::PerLineTax;
    let note = if per_line_tax { TAX + 1 } else { TAX };

    let mut titles = vec![
        words.position.to_owned(),
        words.sku.to_owned(),
        words.description.to_owned(),
        words.requested.to_owned(),
        words.quantity.to_owned(),
        words.unit.to_owned(),
        format!("{} {}", words.unit_price, sheet.currency),
        format!("{} {}", words::amount(sheet), sheet.currency),
    ];
    if per_line_tax {
        titles.push(words::tax(sheet));
    }
    titles.push(words.note.to_owned());
    for (column, title) in (0..).zip(&titles) {
        let numeric = matches!(column, POSITION | QUANTITY | UNIT_PRICE | AMOUNT) || (per_line_tax && column == TAX);
        let align = if numeric { FormatAlign::Right } else { FormatAlign::Left };
        text(page, header, column, title, &head().set_align(align))?;
    }
    for (column, width) in
        [(POSITION, 6), (SKU, 18), (DESCRIPTION, 46), (REQUESTED, 38), (QUANTITY, 11), (UNIT, 9), (UNIT_PRICE, 15), (AMOUNT, 16)]
    {
        page.set_column_width(column, width)?;
    }
    if per_line_tax {
        page.set_column_width(TAX, 13)?;
    }
    page.set_column_width(note, 44)?;

    let money = money_format(currency);
    let first = header + 1;
    // Where the tax rate stands, below the lines and the row of net.
    let after = first + row_count(sheet)?;
    let rate = format!("$G${}", after + 3);
    for (row, line) in (first..).zip(&sheet.lines) {
        let open = words::open(sheet.language, line);
        let base = |format: Format| {
            let format = format.set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin).set_border_bottom_color(HAIR);
            if open.is_some() { format.set_background_color(DOUBT_GROUND) } else { format }
        };
        let plain = base(Format::new().set_text_wrap());
        page.write_number_with_format(row, POSITION, line.position, &base(Format::new().set_font_color(SOFT)))?;
        text(page, row, SKU, line.sku.as_deref().unwrap_or_default(), &plain)?;
        text(page, row, DESCRIPTION, line.description.as_deref().unwrap_or(words.no_product), &plain)?;
        text(
            page,
            row,
            REQUESTED,
            line.requested.as_deref().unwrap_or_default(),
            &base(Format::new().set_text_wrap().set_font_color(SOFT)),
        )?;
        figure(page, row, QUANTITY, line.quantity, &base(Format::new().set_num_format("#,##0.######")))?;
        text(page, row, UNIT, line.unit.as_deref().unwrap_or_default(), &plain)?;
        figure(page, row, UNIT_PRICE, line.unit_price, &base(Format::new().set_num_format(price_format(currency))))?;
        if let Some(amounts) = line.amounts {
            let digits = currency.minor_digits();
            let excel = row + 1;
            let amount = format!("=ROUND(E{excel}*G{excel},{digits})");
            formula(page, row, AMOUNT, &amount, currency.major(amounts.in_basis(sheet.price_basis)), &base(money.clone()))?;
            if per_line_tax {
                let tax = tax_formula(sheet, &format!("H{excel}"), &rate, digits);
                formula(page, row, TAX, &tax, currency.major(amounts.tax), &base(money.clone()))?;
            }
        } else {
            page.write_blank(row, AMOUNT, &base(Format::new()))?;
            if per_line_tax {
                page.write_blank(row, TAX, &base(Format::new()))?;
            }
        }
        let remark: Vec<&str> = open.into_iter().chain(line.note.as_deref()).collect();
        let format = Format::new().set_text_wrap().set_font_color(if open.is_some() { DOUBT } else { SOFT });
        text(page, row, note, &remark.join(": "), &base(format))?;
    }
    totals(page, sheet, currency, first, after)?;

    if after > first {
        let rule = DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
            .set_error_message(words.quantity_rule)?;
        page.add_data_validation(first, QUANTITY, after - 1, QUANTITY, &rule)?;
    }
    page.set_freeze_panes(first, 0)?;
    page.set_repeat_rows(header, header)?;
    print_setup(page, sheet);
    Ok(())
}

/// Who, for whom, which one, and what to beware of. Returns the row of the table's header.
fn letterhead(page: &mut Worksheet, sheet: &Sheet) -> Result<u32, XlsxError> {
    let words = sheet.language.words();
    text(page, 0, 0, &sheet.seller.name, &Format::new().set_bold().set_font_size(16).set_font_color(ACCENT))?;
    text(page, 1, 0, &address(&sheet.seller, words.tax_number), &Format::new().set_font_color(SOFT))?;
    let facts = [
        Some(format!("{} {}", words.revision, sheet.revision)),
        Some(sheet.language.state(&sheet.state)),
        sheet.issued.as_ref().map(|date| format!("{} {date}", words.issued)),
        sheet.valid_until.as_ref().map(|date| format!("{} {date}", words.valid_until)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    text(page, 2, 0, &format!("{} · {}", words::heading(sheet), facts.join(" · ")), &Format::new().set_bold().set_font_size(12))?;
    let customer = match &sheet.customer {
        Some(customer) => format!("{}: {}", words.customer, [customer.name.clone(), address(customer, words.tax_number)].join(", ")),
        None => words.customer_unknown.to_owned(),
    };
    text(page, 3, 0, customer.trim_end_matches(", "), &Format::new())?;
    let mut row = 4;
    if let Some(title) = &sheet.title {
        text(page, row, 0, title, &Format::new().set_font_color(SOFT))?;
        row += 1;
    }
    let alarm = Format::new().set_bold().set_font_color(ALARM);
    if sheet.sample {
        text(page, row, 0, &format!("{} · {}", words.sample, words.sample_sentence), &alarm)?;
        row += 1;
    }
    if !sheet.complete {
        text(page, row, 0, &format!("{}. {}", words.incomplete, sheet.incomplete_reasons.join(" ")), &alarm)?;
        row += 1;
    }
    let basis: Vec<String> =
        [Some(words::basis(sheet)), Some(words::rounding(sheet).to_owned()), words::left_out(sheet)].into_iter().flatten().collect();
    text(page, row, 0, &basis.join(" "), &Format::new().set_font_color(SOFT))?;
    Ok(row + 2)
}

/// Net, tax and total below the lines, from row `after` + 1 on; the rate stands beside its label.
fn totals(page: &mut Worksheet, sheet: &Sheet, currency: Currency, first: u32, after: u32) -> Result<(), XlsxError> {
    let words = sheet.language.words();
    let digits = currency.minor_digits();
    let (net, tax, total) = (after + 1, after + 2, after + 3);
    let sum = |column: char| {
        if after > first { format!("ROUND(SUM({column}{}:{column}{after}),{digits})", first + 1) } else { "0".to_owned() }
    };
    // Excel counts rows from one.
    let (net_cell, tax_cell, total_cell) = (format!("H{}", net + 1), format!("H{}", tax + 1), format!("H{}", total + 1));
    let (base_cell, net_formula, total_formula) = match sheet.price_basis {
        PriceBasis::Excluded => (&net_cell, format!("={}", sum('H')), format!("=ROUND({net_cell}+{tax_cell},{digits})")),
        PriceBasis::Included => (&total_cell, format!("=ROUND({total_cell}-{tax_cell},{digits})"), format!("={}", sum('H'))),
    };
    let tax_formula = match sheet.rounding {
        RoundingPolicy::LineThenCategory => tax_formula(sheet, base_cell, &format!("$G${}", tax + 1), digits),
        RoundingPolicy::PerLineTax => format!("={}", sum('I')),
    };
    let label = Format::new().set_align(FormatAlign::Right);
    let money = money_format(currency);
    let strong = |format: &Format| {
        format.clone().set_bold().set_font_size(12).set_font_color(ACCENT).set_border_top(FormatBorder::Medium).set_border_top_color(ACCENT)
    };
    text(page, net, UNIT, words.net, &label)?;
    formula(page, net, AMOUNT, &net_formula, currency.major(sheet.totals.net), &money)?;
    text(page, tax, UNIT, &sheet.tax_label, &label)?;
    figure(page, tax, UNIT_PRICE, Some(sheet.tax_percent), &Format::new().set_num_format("General\" %\""))?;
    formula(page, tax, AMOUNT, &tax_formula, currency.major(sheet.totals.tax), &money)?;
    text(page, total, UNIT, &words::total(sheet), &strong(&label))?;
    page.write_blank(total, UNIT_PRICE, &strong(&Format::new()))?;
    formula(page, total, AMOUNT, &total_formula, currency.major(sheet.totals.gross), &strong(&money))
}

/// The tax on (basis excluded) or inside (basis included) the amount in `cell`.
fn tax_formula(sheet: &Sheet, cell: &str, rate: &str, digits: u32) -> String {
    match sheet.price_basis {
        PriceBasis::Excluded => format!("=ROUND({cell}*{rate}/100,{digits})"),
        PriceBasis::Included => format!("=ROUND({cell}*{rate}/(100+{rate}),{digits})"),
    }
}

/// Why each line is what it is; for the seller's own eyes.
fn internal_sheet(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let words = sheet.language.words();
    page.set_name(words.internal)?;
    page.set_tab_color(ALARM);
    text(page, 0, 0, words.internal_sentence, &Format::new().set_bold().set_font_color(ALARM))?;
    let titles = [
        (words.position, 6),
        (words.outcome, 16),
        (words.sku, 18),
        (words.confidence, 12),
        (words.note, 48),
        (words.source, 34),
        (words.requested, 48),
        (words.remainder, 34),
    ];
    for (column, (title, width)) in (0..).zip(titles) {
        text(page, 2, column, title, &head())?;
        page.set_column_width(column, width)?;
    }
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, line) in (3..).zip(&sheet.lines) {
        let outcome = match line.outcome {
            Outcome::Accepted => "accepted",
            Outcome::Choose => "choose",
            Outcome::None => "none",
        };
        page.write_number_with_format(row, 0, line.position, &wrapped)?;
        let remainder = line.remainder.join(" · ");
        let cells = [
            Some(outcome),
            line.sku.as_deref(),
            line.confidence.as_deref(),
            line.note.as_deref(),
            line.source.as_deref(),
            line.requested.as_deref(),
            Some(remainder.as_str()),
        ];
        for (column, cell) in (1..).zip(cells) {
            text(page, row, column, cell.unwrap_or_default(), &wrapped)?;
        }
    }
    page.set_freeze_panes(3, 0)?;
    page.set_repeat_rows(2, 2)?;
    print_setup(page, sheet);
    Ok(())
}

fn print_setup(page: &mut Worksheet, sheet: &Sheet) {
    let words = sheet.language.words();
    // A4, as wide as the page, as long as it takes. In footers `&` opens a code; 255 characters is Excel's limit.
    let name: String = format!("{} · {}", sheet.seller.name, words::heading(sheet)).chars().take(90).collect();
    page.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    page.set_footer(format!("&L&8{}&R&8{} &P {} &N", name.replace('&', "&&"), words.page, words.of));
}

fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_font_color(Color::White)
        .set_background_color(ACCENT)
        .set_align(FormatAlign::VerticalCenter)
}

fn money_format(currency: Currency) -> Format {
    Format::new().set_num_format(decimals_format(currency.minor_digits(), 0))
}

/// As many decimals as the currency has, up to the six a unit price may have.
fn price_format(currency: Currency) -> String {
    decimals_format(currency.minor_digits(), 6_u32.saturating_sub(currency.minor_digits()))
}

/// `#,##0.00##`: thousands apart, `always` decimals and up to `more`.
fn decimals_format(always: u32, more: u32) -> String {
    let point = if always + more > 0 { "." } else { "" };
    format!("#,##0{point}{}{}", "0".repeat(always as usize), "#".repeat(more as usize))
}

fn address(party: &Party, tax_number: &str) -> String {
    let number = party.tax_number.as_ref().map(|number| format!("{tax_number} {number}"));
    party.address.iter().cloned().chain(number).collect::<Vec<_>>().join(", ")
}

fn row_count(sheet: &Sheet) -> Result<u32, XlsxError> {
    u32::try_from(sheet.lines.len()).map_err(|_| XlsxError::RowColumnLimitError)
}

/// Writes text as text. What would open a formula if someone retyped the cell is marked as text for Excel as well.
fn text(page: &mut Worksheet, row: u32, column: u16, value: &str, format: &Format) -> Result<(), XlsxError> {
    if value.is_empty() {
        page.write_blank(row, column, format)?;
        return Ok(());
    }
    let mut room = CELL_LIMIT;
    let fits: String = value.chars().take_while(|letter| room.checked_sub(letter.len_utf16()).map(|left| room = left).is_some()).collect();
    if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        page.write_string_with_format(row, column, fits, &format.clone().set_quote_prefix())?;
    } else {
        page.write_string_with_format(row, column, fits, format)?;
    }
    Ok(())
}

/// The file format knows only binary numbers; the figures we answer for are the formulas' stored texts.
fn figure(page: &mut Worksheet, row: u32, column: u16, value: Option<Decimal>, format: &Format) -> Result<(), XlsxError> {
    match value.and_then(|value| value.to_f64()) {
        Some(number) => page.write_number_with_format(row, column, number, format)?,
        None => page.write_blank(row, column, format)?,
    };
    Ok(())
}

fn formula(page: &mut Worksheet, row: u32, column: u16, formula: &str, result: Decimal, format: &Format) -> Result<(), XlsxError> {
    page.write_formula_with_format(row, column, Formula::new(formula).set_result(result.to_string()), format)?;
    Ok(())
}
