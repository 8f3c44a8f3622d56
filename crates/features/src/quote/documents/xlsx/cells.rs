//! Single cells: how text, numbers and formulas are written, and how they look.

use platform::money::Currency;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

pub const ACCENT: Color = Color::RGB(0x0017_456E);
pub const ALARM: Color = Color::RGB(0x00A3_261F);
pub const DOUBT: Color = Color::RGB(0x008A_5300);
pub const SOFT: Color = Color::RGB(0x0066_7281);
const DOUBT_GROUND: Color = Color::RGB(0x00FF_F4E5);
const HAIR: Color = Color::RGB(0x00D9_DEE5);

/// Height of a line of text, in points.
pub const LINE_HEIGHT: f64 = 15.0;
/// Excel's limit for a cell, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;

/// Writes text as text, cut at Excel's limit. What would become a formula if someone retyped the cell is marked as text
/// for Excel as well.
pub fn text(page: &mut Worksheet, row: u32, column: u16, value: &str, format: &Format) -> Result<(), XlsxError> {
    let mut room = CELL_LIMIT;
    let fits: String = value.chars().take_while(|letter| room.checked_sub(letter.len_utf16()).map(|left| room = left).is_some()).collect();
    if fits.is_empty() {
        page.write_blank(row, column, format)?;
    } else if fits.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        page.write_string_with_format(row, column, fits, &format.clone().set_quote_prefix())?;
    } else {
        page.write_string_with_format(row, column, fits, format)?;
    }
    Ok(())
}

/// Writes a number, nothing for an unknown one. The file format knows only binary numbers; the figures we answer for
/// are the formulas' stored results, which are text.
pub fn figure(page: &mut Worksheet, row: u32, column: u16, value: Option<Decimal>, format: &Format) -> Result<(), XlsxError> {
    match value.and_then(|value| value.to_f64()) {
        Some(number) => page.write_number_with_format(row, column, number, format)?,
        None => page.write_blank(row, column, format)?,
    };
    Ok(())
}

pub fn formula(page: &mut Worksheet, row: u32, column: u16, formula: &str, result: Decimal, format: &Format) -> Result<(), XlsxError> {
    page.write_formula_with_format(row, column, Formula::new(formula).set_result(result.to_string()), format)?;
    Ok(())
}

/// Header cells: numbers end where their column ends, texts begin where theirs begin.
pub fn head(numeric: bool) -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_font_color(Color::White).set_background_color(ACCENT);
    let format = format.set_align(FormatAlign::VerticalCenter);
    if numeric { format.set_align(FormatAlign::Right) } else { format.set_align(FormatAlign::Left).set_indent(1) }
}

/// A cell of a line; `open` lines are tinted.
pub fn of_line(format: Format, open: bool) -> Format {
    let format = format.set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin).set_border_bottom_color(HAIR);
    if open { format.set_background_color(DOUBT_GROUND) } else { format }
}

pub fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Left).set_indent(1)
}

pub fn money(currency: Currency) -> Format {
    let digits = currency.minor_digits() as usize;
    Format::new().set_num_format(if digits == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(digits)) })
}

/// As many decimals as the currency has, up to the six a unit price may have. Where the currency has none the program
/// decides: a pattern would end whole prices with a bare point.
pub fn unit_price(currency: Currency) -> Format {
    let digits = currency.minor_digits() as usize;
    if digits == 0 {
        return Format::new();
    }
    Format::new().set_num_format(format!("#,##0.{}{}", "0".repeat(digits), "#".repeat(6_usize.saturating_sub(digits))))
}

/// The height, in points, that the tallest of these texts needs in its width (in characters), at most what Excel
/// allows. Not every program fits wrapped rows when it opens a file.
pub fn height(texts: &[(&str, u32)]) -> f64 {
    // Words are not parted, so a line is rarely full.
    let lines = |text: &str, width: u32| -> usize { text.lines().map(|line| line.chars().count() * 10 / (width as usize * 9) + 1).sum() };
    let tallest = texts.iter().map(|(text, width)| lines(text, *width)).max().unwrap_or(1).clamp(1, 27);
    f64::from(u8::try_from(tallest).unwrap_or(27)) * LINE_HEIGHT
}
