//! Small spreadsheets of each format, with room for lies.

use super::packed::{self, Part};

pub struct Sheet<'a> {
    pub rows: &'a str,
    pub strings: &'a str,
    pub dimension: &'a str,
    pub merged: &'a str,
    /// Merged regions beside `merged`.
    pub merges: usize,
}

impl<'a> Sheet<'a> {
    pub fn of(rows: &'a str) -> Self {
        Sheet { rows, strings: "<sst><si><t>Hex bolt M8x50</t></si></sst>", dimension: "A1", merged: "", merges: 0 }
    }
}

/// A bolt, twenty of it.
pub const ROWS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Item</t></is></c><c r="B1" t="inlineStr"><is><t>Qty</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>20</v></c></row>"#;
pub const ODS_ROWS: &str = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>Item</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Qty</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>Hex bolt M8x50</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="20"><text:p>20</text:p></table:table-cell></table:table-row>"#;

pub fn xlsx(sheet: &Sheet) -> Vec<u8> {
    packed::zip(&parts(sheet))
}

pub fn parts(sheet: &Sheet) -> Vec<Part> {
    let merged: String = (0..sheet.merges).map(|row| format!("<mergeCell ref=\"A{}:XFD{}\"/>", row + 1, row + 2)).collect();
    let first = if sheet.merged.is_empty() { String::new() } else { format!("<mergeCell ref=\"{}\"/>", sheet.merged) };
    vec![
        Part::stored("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        Part::stored(
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        Part::stored(
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        Part::stored(
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        Part::stored("xl/sharedStrings.xml", sheet.strings),
        Part::stored(
            "xl/worksheets/sheet1.xml",
            format!(
                r#"<worksheet><dimension ref="{}"/><sheetData>{}</sheetData><mergeCells>{first}{merged}</mergeCells></worksheet>"#,
                sheet.dimension, sheet.rows
            ),
        ),
    ]
}

pub fn ods_type() -> Part {
    Part::stored("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
}

pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="List">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = r#"<manifest:manifest xmlns:manifest="m"/>"#;
    packed::zip(&[ods_type(), Part::stored("META-INF/manifest.xml", manifest), Part::stored("content.xml", content)])
}

/// An Excel 97 book of one sheet with texts at row and column.
pub fn xls(cells: &[(u16, u16, &str)]) -> Vec<u8> {
    let record = |kind: u16, body: &[u8]| [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    let begin = |kind: u16| record(0x0809, &[&0x0600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let end = record(0x000A, &[]);
    let globals = |at: u32| {
        let sheet = [&at.to_le_bytes()[..], &[0, 0, 4, 0], b"List"].concat();
        [begin(5), record(0x0085, &sheet), end.clone()].concat()
    };
    let mut book = globals(u32::try_from(globals(0).len()).unwrap());
    book.extend(begin(16));
    for (row, column, text) in cells {
        let head = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        match text.parse::<f64>() {
            Ok(number) => book.extend(record(0x0203, &[&head[..], &number.to_le_bytes()].concat())),
            Err(_) => {
                let length = u16::try_from(text.len()).unwrap().to_le_bytes();
                book.extend(record(0x0204, &[&head[..], &length, &[0], text.as_bytes()].concat()));
            }
        }
    }
    book.extend(end);
    packed::compound("Workbook", &book)
}
