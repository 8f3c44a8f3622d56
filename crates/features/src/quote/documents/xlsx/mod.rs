//! The quotation as a workbook: a sheet as the customer sees it, whose amounts are live formulas; and a workbook for the
//! seller, which has an internal sheet beside it.
//!
//! The formulas repeat the money function, and each carries our figure as its stored result: a reader that does not
//! recalculate shows the same cents as one that does. Texts are always text cells, never formulas.

mod cells;
mod customer;
mod internal;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::{DocumentError, Sheet, figures, words};

/// For the customer.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    Ok(workbook(sheet)?.save_to_buffer()?)
}

/// For the seller's own eyes.
pub fn internal_xlsx(sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    let mut workbook = workbook(sheet)?;
    internal::write(workbook.add_worksheet(), sheet)?;
    Ok(workbook.save_to_buffer()?)
}

fn workbook(sheet: &Sheet) -> Result<Workbook, DocumentError> {
    let currency = figures::check(sheet)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheet)?);
    customer::write(workbook.add_worksheet(), sheet, currency)?;
    Ok(workbook)
}

/// The creation time is the issue date, so that the same sheet gives the same bytes.
fn properties(sheet: &Sheet) -> Result<DocProperties, XlsxError> {
    let issued: Option<jiff::civil::Date> = sheet.issued.as_deref().and_then(|date| date.parse().ok());
    let parts = |date: jiff::civil::Date| Some((u16::try_from(date.year()).ok()?, date.month().unsigned_abs(), date.day().unsigned_abs()));
    let created = issued.and_then(parts).and_then(|(year, month, day)| ExcelDateTime::from_ymd(year, month, day).ok());
    let created = created.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
    Ok(DocProperties::new().set_title(words::heading(sheet)).set_author(&sheet.seller.name).set_creation_datetime(&created))
}

/// A4 across, as wide as the page and as long as it takes, the header row on each page.
fn print_setup(page: &mut Worksheet, sheet: &Sheet, header: u32) -> Result<(), XlsxError> {
    let words = sheet.language.words();
    page.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    // In a footer `&` opens a code, and 255 characters are the limit.
    let name: String = format!("{} · {}", words::heading(sheet), sheet.seller.name).chars().take(90).collect();
    page.set_footer(format!("&L&8{}&R&8{} &P {} &N", name.replace('&', "&&"), words.page, words.of));
    page.set_freeze_panes(header + 1, 0)?;
    page.set_repeat_rows(header, header)?;
    Ok(())
}
