//! The documents the example lines are written into.

use platform::{Error, Result};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{Asked, ExampleRequest};

fn expected(lines: &[Asked]) -> Vec<Option<String>> {
    lines.iter().map(|line| line.sku.clone()).collect()
}

/// A Spanish workbook: cover rows, a header, two sections over merged cells, a closing remark.
pub fn workbook(lines: &[Asked]) -> Result<ExampleRequest> {
    let bytes = write_workbook(lines).map_err(Error::internal)?;
    Ok(ExampleRequest { name: "solicitud.xlsx", bytes, expected: expected(lines) })
}

fn write_workbook(lines: &[Asked]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet().set_name("Pedido")?;
    sheet.write_with_format(0, 0, "Solicitud de oferta", &bold)?;
    sheet.write(1, 0, "Obra: reforma nave 3, entrega en almacén")?;
    for (column, title) in (0_u16..).zip(["Pos.", "Referencia", "EAN", "Marca", "Descripción", "Cantidad", "Ud."]) {
        sheet.write_with_format(3, column, title, &bold)?;
    }
    let half = lines.len() / 2;
    let mut row = 4;
    for (at, line) in lines.iter().enumerate() {
        if at == 0 || at == half {
            sheet.merge_range(row, 0, row, 6, if at == 0 { "Lote A: taller" } else { "Lote B: obra" }, &bold)?;
            row += 1;
        }
        sheet.write(row, 0, u32::try_from(at + 1).unwrap_or(u32::MAX))?;
        for (column, text) in (1_u16..).zip([&line.reference, &line.gtin, &line.brand, &line.text]) {
            if !text.is_empty() {
                sheet.write(row, column, text.as_str())?;
            }
        }
        if let Ok(quantity) = line.quantity.parse::<u32>() {
            sheet.write(row, 5, quantity)?;
        }
        sheet.write(row, 6, "ud")?;
        row += 1;
    }
    sheet.write(row + 1, 0, "Rogamos indiquen plazo de entrega.")?;
    sheet.set_column_width(4, 50)?;
    workbook.save_to_buffer()
}

/// An English mail whose text names the first lines and whose attachment holds the rest.
pub fn mail(lines: &[Asked]) -> ExampleRequest {
    let (spoken, tabled) = lines.split_at(3.min(lines.len()));
    let body: String = spoken.iter().map(|line| format!("- {} pcs {}\r\n", line.quantity, said(line))).collect();
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows: String = tabled
        .iter()
        .map(|line| format!("{};{};{};{};pcs\r\n", cell(&line.reference), cell(&line.brand), cell(&line.text), line.quantity))
        .collect();
    let text = format!(
        "From: Purchasing <purchasing@harbour-works.example>\r\n\
         To: Sales <sales@shop.example>\r\n\
         Subject: Request for quotation\r\n\
         Date: Mon, 2 Mar 2026 09:12:00 +0000\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"part\"\r\n\r\n\
         --part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Hello,\r\n\r\nplease quote:\r\n\r\n{body}\r\nThe rest is in the attached list.\r\n\r\nKind regards\r\nPurchasing\r\n\
         --part\r\nContent-Type: text/csv; charset=utf-8; name=\"list.csv\"\r\nContent-Disposition: attachment; filename=\"list.csv\"\r\n\r\n\
         part no;brand;description;qty;unit\r\n{rows}--part--\r\n"
    );
    ExampleRequest { name: "request.eml", bytes: text.into_bytes(), expected: expected(lines) }
}

/// A pasted message, partly Spanish, partly English.
pub fn text(lines: &[Asked]) -> ExampleRequest {
    let mut text = "Hola, necesitamos para el jueves:\n\n".to_owned();
    for (at, line) in lines.iter().enumerate() {
        let said = said(line);
        let line = match at % 3 {
            0 => format!("{} x {said}\n", line.quantity),
            1 => format!("- {} uds {said}\n", line.quantity),
            _ => format!("{said}: {} pcs\n", line.quantity),
        };
        text.push_str(&line);
    }
    text.push_str("\nGracias y un saludo\n");
    ExampleRequest { name: "message.txt", bytes: text.into_bytes(), expected: expected(lines) }
}

/// The line in one breath: brand, number, words.
fn said(line: &Asked) -> String {
    [&line.brand, &line.reference, &line.text].into_iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}
