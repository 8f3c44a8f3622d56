use super::*;
use engine::intake::{self, Quantity, conservation};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn cells(document: &Document) -> Vec<(u32, Vec<&str>)> {
    let tables = document.parts.iter().filter_map(|part| match &part.content {
        Content::Table(table) => Some(table),
        Content::Text(_) => None,
    });
    tables.flat_map(|table| &table.rows).map(|row| (row.number, row.cells.iter().map(|cell| cell.text.as_str()).collect())).collect()
}

fn read(text: &[u8], name: &str) -> Document {
    ingest(text, name, &Limits::REQUEST).unwrap()
}

#[test]
fn rows_of_a_csv_are_numbered_as_a_spreadsheet_does() {
    let document = read(b"sep=;\r\n\r\nQty;Item\r\n20;\"Hex bolt\r\nM8x50\"\r\n\r\n30;Washer; extra\r\n40;Nut", "list.csv");
    assert_eq!(
        cells(&document),
        [(3, vec!["Qty", "Item"]), (4, vec!["20", "Hex bolt\r\nM8x50"]), (6, vec!["30", "Washer", "extra"]), (7, vec!["40", "Nut"])]
    );
    let unix = read(b"\n\na,b\n\n1,2\n3,4\n", "list.csv");
    assert_eq!(cells(&unix).iter().map(|(number, _)| *number).collect::<Vec<_>>(), [3, 5, 6]);
}

#[test]
fn delimiters_are_found() {
    for (text, delimiter) in [
        ("Item;Qty\nBolt, zinc;2,5\nNut, A2;1,5\n", "delimiter: ;"),
        ("Item,Qty\n\"Bolt, zinc\",2\nNut,3\n", "delimiter: ,"),
        ("Item\tQty\nBolt, zinc\t2\nNut\t3\n", "delimiter: tab"),
        ("Item|Qty\nBolt, zinc|2\nNut|3\n", "delimiter: |"),
    ] {
        assert!(read(text.as_bytes(), "list.csv").notes.iter().any(|note| note == delimiter), "{text}");
    }
}

#[test]
fn a_workbook_shows_its_numbers_and_names_its_sheets() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Fixings").unwrap();
    let zeros = Format::new().set_num_format("00000");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.merge_range(0, 0, 0, 3, "Request 4711", &Format::new()).unwrap();
    for (column, name) in ["Code", "Description", "Qty", "Needed"].into_iter().enumerate() {
        sheet.write(2, u16::try_from(column).unwrap(), name).unwrap();
    }
    sheet.write_with_format(3, 0, 451, &zeros).unwrap();
    sheet.write(3, 1, "Hex bolt").unwrap();
    sheet.write(3, 2, 20).unwrap();
    sheet.write_with_format(3, 3, ExcelDateTime::from_ymd(2026, 1, 31).unwrap(), &day).unwrap();
    sheet.write(4, 0, 4711).unwrap();
    sheet.write(4, 1, "Cable").unwrap();
    sheet.write(4, 2, 2.5).unwrap();
    book.add_worksheet().set_name("Empty").unwrap();
    book.add_worksheet().set_name("More").unwrap().write(9, 1, "Glue").unwrap();
    let document = read(&book.save_to_buffer().unwrap(), "list.xlsx");
    assert_eq!(
        cells(&document),
        [
            (1, vec!["Request 4711"]),
            (3, vec!["Code", "Description", "Qty", "Needed"]),
            (4, vec!["00451", "Hex bolt", "20", "2026-01-31"]),
            (5, vec!["4711", "Cable", "2.5"]),
            (10, vec!["Glue"])
        ]
    );
    let Content::Table(first) = &document.parts[0].content else { panic!("a table") };
    assert_eq!((first.sheet.as_deref(), first.rows[0].cells[0].span, first.rows[2].cells[2].numeric), (Some("Fixings"), 4, true));
    assert_eq!(document.warnings, ["sheet Fixings, column A is numeric: leading zeros of codes may have been lost"]);
    let result = intake::read(&document.parts);
    assert_eq!(
        result.lines.iter().map(|line| (line.customer_code.as_deref(), line.quantity.clone())).take(2).collect::<Vec<_>>(),
        [(Some("00451"), Quantity::Stated(20.into())), (Some("4711"), Quantity::Stated("2.5".parse().unwrap())),]
    );
    assert_eq!(conservation::lost(&document.parts, &result), []);
}

#[test]
fn a_number_too_long_for_its_cell_is_named() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("List").unwrap();
    for (column, heading) in (0..).zip(["Article no.", "Qty"]) {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, 1_234_567_890_123_456.0).unwrap().write(1, 1, 5).unwrap();
    let document = read(&book.save_to_buffer().unwrap(), "list.xlsx");
    let named = "sheet List, A2: a number of more than 15 digits loses the others; the column should be formatted as text";
    assert!(document.warnings.iter().any(|warning| warning == named), "{:?}", document.warnings);
}

/// As openpyxl, a library that programs write workbooks with, saves them: it computes nothing.
const UNCOMPUTED: &[u8] = include_bytes!("testdata/formula_without_result.xlsx");

#[test]
fn a_formula_without_result_is_named_and_its_line_asked_about() {
    let document = read(UNCOMPUTED, "list.xlsx");
    let told = "sheet List: the file holds no result for the formula in D2; open and save it in a spreadsheet program";
    assert!(document.warnings.iter().any(|warning| warning == told), "{:?}", document.warnings);
    let result = intake::read(&document.parts);
    let read: Vec<(&str, Quantity)> = result.lines.iter().map(|line| (line.item.as_str(), line.quantity.clone())).collect();
    assert_eq!(read, [("Hex bolt M8x50", Quantity::Missing), ("Hex nut M8", Quantity::Stated(40.into()))]);
}

#[test]
fn a_hidden_sheet_is_named_and_not_read() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("List").unwrap().write(0, 0, "20 x hex bolt").unwrap();
    book.add_worksheet().set_name("Old").unwrap().set_hidden(true).write(0, 0, "99 x old thing").unwrap();
    let document = read(&book.save_to_buffer().unwrap(), "list.xlsx");
    assert_eq!(cells(&document), [(1, vec!["20 x hex bolt"])]);
    assert_eq!(document.warnings, ["sheet Old is hidden and was not read"]);
}

#[test]
fn a_cover_sheet_asks_for_nothing() {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Cover").unwrap();
    for (row, text) in ["Harbour Works Ltd", "Angebotsanfrage", "Hauptstr. 12, 10115 Berlin"].into_iter().enumerate() {
        cover.write(u32::try_from(row).unwrap(), 0, text).unwrap();
    }
    let list = book.add_worksheet().set_name("List").unwrap();
    for (column, (name, value)) in [("Description", "Hex bolt M8x50"), ("Qty", "TBD")].into_iter().enumerate() {
        list.write(0, u16::try_from(column).unwrap(), name).unwrap();
        list.write(1, u16::try_from(column).unwrap(), value).unwrap();
    }
    let document = read(&book.save_to_buffer().unwrap(), "list.xlsx");
    let result = intake::read(&document.parts);
    assert_eq!(result.lines.iter().map(|line| line.item.as_str()).collect::<Vec<_>>(), ["Hex bolt M8x50"]);
    assert!(result.lines[0].questions.iter().any(|question| question == "The quantity \"TBD\" cannot be read."));
    assert_eq!(conservation::lost(&document.parts, &result), []);
}

#[test]
fn a_far_away_cell_costs_one_cell() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Hex bolt").unwrap();
    sheet.write(1_048_575, 16_383, "far").unwrap();
    assert_eq!(cells(&read(&book.save_to_buffer().unwrap(), "list.xlsx")), [(1, vec!["Hex bolt"]), (1_048_576, vec!["far"])]);
}

#[test]
fn a_merged_cell_over_rows_stands_in_each() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 1, 0, "Acme", &Format::new()).unwrap();
    sheet.write(0, 1, "Bolt").unwrap();
    sheet.write(1, 1, "Nut").unwrap();
    assert_eq!(cells(&read(&book.save_to_buffer().unwrap(), "list.xlsx")), [(1, vec!["Acme", "Bolt"]), (2, vec!["Acme", "Nut"])]);
}

const MAIL: &str = "From: Ann <ann@example.com>\r\nTo: sales@example.com\r\nSubject: Request\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Hello,</p><p>please quote:</p><table><tr><td><table><tr><th>Qty</th><th>Item</th></tr><tr><td>20</td><td>Hex bolt M8x50</td></tr><tr><td>3 boxes</td><td>Washer&nbsp;M8</td></tr></table></td></tr></table><p>Regards<br>Ann</p><blockquote>9 x old thing</blockquote></body></html>\r\n--b\r\nContent-Type: text/csv; name=more.csv\r\nContent-Disposition: attachment; filename=more.csv\r\n\r\nItem;Qty\r\nNut M8;40\r\n--b\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n";

#[test]
fn a_mail_gives_its_tables_and_its_attachments() {
    let document = read(MAIL.as_bytes(), "request.eml");
    assert_eq!(
        cells(&document).into_iter().map(|(_, cells)| cells).collect::<Vec<_>>(),
        [vec!["Qty", "Item"], vec!["20", "Hex bolt M8x50"], vec!["3 boxes", "Washer M8"], vec!["Item", "Qty"], vec!["Nut M8", "40"]]
    );
    assert!(document.warnings[0].contains("plan.pdf"), "{:?}", document.warnings);
    let result = intake::read(&document.parts);
    let lines: Vec<(&str, &str)> = result.lines.iter().map(|line| (line.place.document.as_str(), line.item.as_str())).collect();
    assert_eq!(lines, [("request.eml", "Hex bolt M8x50"), ("request.eml", "Washer M8"), ("more.csv", "Nut M8")]);
    assert_eq!(conservation::lost(&document.parts, &result), []);
}

#[test]
fn what_cannot_be_read_is_named() {
    let error = |bytes: &[u8], name: &str, limits: &Limits| ingest(bytes, name, limits).unwrap_err().to_string();
    let all = &Limits::REQUEST;
    assert!(error(b"%PDF-1.7 ...", "a.pdf", all).contains("a PDF"));
    assert!(error(b" \r\n ", "a.txt", all).contains("holds no text"));
    assert!(error(b"a,b\n1,2\n3,4\n", "a.csv", &Limits { rows: 2, ..*all }).contains("limit of 2 rows"));
    assert!(error(b"a,b\n1,2\n3,4\n", "a.csv", &Limits { cells: 3, ..*all }).contains("limit of 3 cells"));
    assert!(error(b"a,b\n1,2\n3,4\n", "a.csv", &Limits { bytes: 3, ..*all }).contains("limit of 3 bytes"));
    assert!(error(b"PK\x03\x04 broken", "a.xlsx", all).contains("damaged"));
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "x").unwrap();
    assert!(error(&book.save_to_buffer().unwrap(), "a.xlsx", &Limits { unpacked_bytes: 10, ..*all }).contains("unpacked"));
}

#[test]
fn a_long_csv_is_read_row_by_row() {
    let mut text = String::from("sku,name,price\n");
    for row in 0..100_000 {
        text.push_str(&format!("A-{row},\"Bolt, {row}\",1.5\n"));
    }
    let rows = open_table(text.as_bytes(), "catalogue.csv", &Limits::CATALOGUE).unwrap();
    assert_eq!(rows.map(Result::unwrap).last().map(|row| (row.number, row.cells.len())), Some((100_001, 3)));
}

#[test]
fn made_up_requests_are_read_well_enough() {
    let scores = corpus::measure(&corpus::generate(20_260, 400));
    for (kind, score) in &scores {
        let least = if matches!(kind.as_str(), "csv" | "xlsx") { 0.97 } else { 0.90 };
        println!(
            "{kind}: item {:.3} quantity {:.3} unit {:.3} line {:.3} of {} documents, {} lines, {} without remainder",
            score.item.f1(),
            score.quantity.f1(),
            score.unit.f1(),
            score.line.f1(),
            score.documents,
            score.item.read,
            score.without_remainder
        );
        score.misses.iter().take(40).for_each(|miss| println!("    {miss}"));
        assert_eq!((score.failed, score.lost_words), (0, 0), "{kind}");
        for share in [score.item, score.quantity, score.unit] {
            assert!(share.f1() >= least, "{kind}: {share:?}");
        }
    }
    assert_eq!(scores.len(), 4);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), head in 0usize..8, name in 0usize..6) {
        let heads: [&[u8]; 8] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n", b"<html><table><tr><td rowspan=3>", b"\xFF\xFE", b"sep=;\n", b"a;b\n\"1"];
        let names = ["a.csv", "a.xlsx", "a.xls", "a.eml", "a.html", "a"];
        let all = [heads[head], &bytes].concat();
        if let Ok(document) = ingest(&all, names[name], &Limits::REQUEST) {
            let result = intake::read(&document.parts);
            proptest::prop_assert_eq!(conservation::lost(&document.parts, &result), vec![]);
        }
    }
}

fn refused(bytes: &[u8], name: &str) -> String {
    ingest(bytes, name, &Limits::REQUEST).unwrap_err().to_string()
}

#[test]
fn a_refusal_names_the_limit_and_the_place() {
    let nested = |tag: &str, times: usize| format!("<html>{}x", format!("<{tag}>").repeat(times));
    for (text, name, said) in [
        (format!("a,b\n1,{}\n", "x".repeat(2 << 20)), "a.csv", "row 2 exceeds the limit of 1048576 bytes in one row"),
        (format!("a\n{}1\n", "1,".repeat(2_000)), "a.csv", "row 2 exceeds the limit of 1024 columns"),
        (format!("a,b\n1,\"2{}", "\nx".repeat(600_000)), "a.csv", "row 2 exceeds the limit of 1048576 bytes in one row"),
        ("a bolt\n".repeat(700_000), "a.txt", "2097152 bytes of text"),
        (nested("table><tr><td", 5_000), "a.html", "100 tables inside one another"),
        (
            format!("<html><table>{}</table>", format!("<tr>{}</tr>", "<td rowspan=100>1".repeat(600)).repeat(2)),
            "a.html",
            "row 2 exceeds the limit of 1024 columns",
        ),
        (
            format!("From: a@b.c\r\nMIME-Version: 1.0\r\nX: {}\r\n\r\nbolt 5", "y".repeat(70_000)),
            "a.eml",
            "part 1 exceeds the limit of 65536 bytes of mail header",
        ),
    ] {
        assert!(refused(text.as_bytes(), name).contains(said), "{}", refused(text.as_bytes(), name));
    }
}

#[test]
fn nul_is_no_text() {
    let document = read(b"Item,Qty\nHex\0 bolt,2\0\n", "a.csv");
    assert_eq!(cells(&document)[1].1, ["Hex bolt", "2"]);
}

#[test]
fn a_mail_of_too_many_or_too_deep_parts_is_refused() {
    let mail = |body: &str| format!("From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{body}--b--\r\n");
    let many = mail(&"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(1_001));
    assert!(refused(many.as_bytes(), "a.eml").contains("1000 parts of a mail"));
    let deep: String =
        (0..30).map(|level| format!("--b{level}\r\nContent-Type: multipart/mixed; boundary=b{}\r\n\r\n", level + 1)).collect();
    let deep = format!(
        "From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n{deep}--b30\r\n\r\nx\r\n--b30--\r\n"
    );
    assert!(refused(deep.as_bytes(), "a.eml").contains("20 parts of a mail inside one another"), "{}", refused(deep.as_bytes(), "a.eml"));
}

#[test]
fn a_mail_that_confuses_its_reader_is_refused_like_a_damaged_one() {
    let said = refused(include_bytes!("testdata/confusing.eml"), "list.eml");
    assert_eq!(
        said,
        "list.eml is damaged: it is put together as no program writes it; open it in the program that wrote it, save it again and send that"
    );
}
