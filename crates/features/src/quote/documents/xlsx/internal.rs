//! Why each line is what it is; for the seller's own eyes.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::super::{Outcome, Sheet};
use super::cells::{ALARM, head, height, text, wrapped};
use super::print_setup;

const HEADER: u32 = 2;
/// Widths in characters: position, outcome, SKU, confidence, reason, source, requested, words not used.
const WIDTHS: [u32; 8] = [6, 11, 17, 12, 40, 30, 40, 26];

pub fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let words = sheet.language.words();
    page.set_name(words.internal)?.set_tab_color(ALARM);
    text(page, 0, 0, words.internal_sentence, &Format::new().set_bold().set_font_color(ALARM))?;
    let titles = [words.position, words.outcome, words.sku, words.confidence, words.reason, words.source, words.requested, words.remainder];
    for ((column, title), width) in (0_u16..).zip(titles).zip(WIDTHS) {
        text(page, HEADER, column, title, &head(column == 0))?;
        page.set_column_width(column, width)?;
    }
    let top = wrapped().set_align(FormatAlign::Top);
    for (row, line) in (HEADER + 1..).zip(&sheet.lines) {
        let outcome = match line.outcome {
            Outcome::Accepted => "accepted",
            Outcome::Choose => "choose",
            Outcome::None => "none",
        };
        let remainder = line.remainder.join(" · ");
        let optional = |text: &'_ Option<String>| -> String { text.clone().unwrap_or_default() };
        let texts = [
            outcome.to_owned(),
            optional(&line.sku),
            optional(&line.confidence),
            optional(&line.reason),
            optional(&line.source),
            optional(&line.requested),
            remainder,
        ];
        page.write_number_with_format(row, 0, line.position, &Format::new().set_align(FormatAlign::Top))?;
        for (column, written) in (1..).zip(&texts) {
            text(page, row, column, written, &top)?;
        }
        let fields: Vec<(&str, u32)> = texts.iter().map(String::as_str).zip(WIDTHS.into_iter().skip(1)).collect();
        page.set_row_height(row, height(&fields))?;
    }
    print_setup(page, sheet, HEADER)
}
