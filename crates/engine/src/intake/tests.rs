use super::*;
use proptest::prelude::*;

pub(super) fn text(body: &str) -> Vec<Part> {
    vec![Part { document: "mail".into(), content: Content::Text(TextLine::all(body)) }]
}

pub(super) fn table(body: &str) -> Vec<Part> {
    let rows = body
        .lines()
        .zip(1..)
        .map(|(line, number)| Row {
            number,
            cells: line
                .split('|')
                .zip(0..)
                .filter(|(cell, _)| !cell.trim().is_empty())
                .map(|(cell, column)| Cell::new(column, cell.trim()))
                .collect(),
        })
        .collect();
    vec![Part { document: "list".into(), content: Content::Table(Table { sheet: None, rows }) }]
}

/// Quantity, unit, item of every line, and a check that nothing was lost.
pub(super) fn lines(parts: &[Part]) -> Vec<String> {
    let result = read(parts);
    assert_eq!(conservation::lost(parts, &result), Vec::new(), "{result:#?}");
    result.lines.iter().map(show).collect()
}

fn show(line: &RequestLine) -> String {
    let quantity = match &line.quantity {
        Quantity::Stated(value) => value.to_string(),
        Quantity::Ambiguous(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join("?"),
        Quantity::Missing => "-".to_owned(),
    };
    let unit =
        line.unit.as_ref().map_or("-".to_owned(), |unit| unit.pack.map_or(unit.code.clone(), |pack| format!("{}/{pack}", unit.code)));
    format!("{quantity} {unit} {}", line.item)
}

#[test]
fn single_lines_of_text() {
    for (said, expected) in [
        ("20 x hex bolt M8x50", "20 - hex bolt M8x50"),
        ("20x hex bolt M8 x 50", "20 - hex bolt M8 x 50"),
        ("hex bolts: 500 pairs", "500 PR hex bolts"),
        ("- 3 boxes of cable ties 300x4.8", "3 XBX cable ties 300x4.8"),
        ("1) 24 pcs angle grinder disc 125 mm", "24 H87 angle grinder disc 125 mm"),
        ("safety gloves size 9, qty 12", "12 - safety gloves size 9"),
        ("necesito 10 uds de tornillo M8x50", "10 C62 tornillo M8x50"),
        ("Necesitamos 3 cajas de 100 tornillos DIN 933 M8x50", "3 XBX/100 tornillos DIN 933 M8x50"),
        ("wood 2x4x8 x 20", "20 - wood 2x4x8"),
        ("M8 x 50 hex bolt - 100 pcs", "100 H87 M8 x 50 hex bolt"),
        ("12 V drill battery: 3 pcs", "3 H87 12 V drill battery"),
        ("20 m of cable 3x2.5", "20 MTR cable 3x2.5"),
        ("hex bolt M8x50 x 20", "20 - hex bolt M8x50"),
        ("washers x 20", "20 - washers"),
        ("2 boxes of 100 wood screws 4x40", "2 XBX/100 wood screws 4x40"),
        ("two boxes of nitrile gloves", "2 XBX nitrile gloves"),
        ("a box of nitrile gloves", "1 XBX nitrile gloves"),
        ("5 Stk. Sechskantschraube M8x50", "5 H87 Sechskantschraube M8x50"),
        ("Sechskantschraube M8x50, 100 Stück", "100 H87 Sechskantschraube M8x50"),
        ("1,200 pcs washer M8", "1200?1.2 H87 washer M8"),
        ("24 hex bolts M8x50", "24 - hex bolts M8x50"),
        ("20 18V batteries", "20 - 18V batteries"),
        ("3/4 ball valve - 10 pcs", "10 H87 3/4 ball valve"),
        ("hex bolt M8x50", "- - hex bolt M8x50"),
        ("hex bolt M8x50 (20)", "20 - hex bolt M8x50"),
        ("20 box spanners", "20 - box spanners"),
        ("300 mm steel rule, 4 ea", "4 EA 300 mm steel rule"),
        ("6 dozen paint brushes 50 mm", "6 DZN paint brushes 50 mm"),
        ("Please quote 50 lengths of 20 mm PVC conduit.", "50 LN 20 mm PVC conduit"),
        ("10 pares de guantes talla 9", "10 PR guantes talla 9"),
        ("Pos 2: 3 Rollen Klebeband 50mm", "3 XRO Klebeband 50mm"),
        ("1.- 10 uds. Tornillo M8x50", "10 C62 Tornillo M8x50"),
        ("10no. 22mm elbows", "10 H87 22mm elbows"),
        ("20 off 15mm copper pipe", "20 - 15mm copper pipe"),
        ("10 St. Bohrer HSS 8 mm", "10 H87 Bohrer HSS 8 mm"),
        ("3 Bisagra 120x40 mm 2 Pz", "3 - Bisagra 120x40 mm 2 Pz"),
        ("Panel 3D 24 unidades blanco - 2455 cajas", "2455 XBX Panel 3D 24 unidades blanco"),
        ("Pila alcalina 1,5 V 4 Pz: 28", "28 - Pila alcalina 1,5 V 4 Pz"),
        ("49 x caja de herramientas", "49 - caja de herramientas"),
        ("24 hex bolts M8x50 @ 0.35 EUR each", "24 - hex bolts M8x50"),
        ("Ref 4711-22 10 pcs", "10 H87 4711-22"),
        ("12 - 2x4x8 studs", "12 - 2x4x8 studs"),
        ("cable ties 300x4.8 black, 5 packs of 100", "5 XPK/100 cable ties 300x4.8 black"),
    ] {
        assert_eq!(lines(&text(said)), [expected], "{said}");
    }
}

#[test]
fn several_items_in_one_sentence() {
    assert_eq!(
        lines(&text("Hi, we need 24 of the hex bolts M8x50, plus 3 boxes of washers M8 and 12 safety glasses.")),
        ["24 - hex bolts M8x50", "3 XBX washers M8", "12 - safety glasses"]
    );
    assert_eq!(
        lines(&text("Necesito 10 uds de tornillo M8x50 y 4 cajas de guantes talla 9")),
        ["10 C62 tornillo M8x50", "4 XBX guantes talla 9"]
    );
}

#[test]
fn a_mail_keeps_greeting_terms_signature_and_history_apart() {
    let mail = "Hi Anna,\n\nPlease quote the following:\n\n- 20 x hex bolt M8x50\n- washers M8: 200 pcs\n- threadlocker 50 ml\n\nDelivery to Leeds by Friday please.\n\nBest regards,\nJohn Smith\nTel: +44 113 555 0100\n\nOn Monday Anna wrote:\n> 30 x old item\n";
    let parts = text(mail);
    assert_eq!(lines(&parts), ["20 - hex bolt M8x50", "200 H87 washers M8", "- - threadlocker 50 ml"]);
    let result = read(&parts);
    assert!(result.lines[2].questions[0].starts_with("How many"));
    assert!(result.lines.iter().all(|line| line.remainder.is_empty()));
    assert_eq!(result.lines[1].place.row, 6);
    assert!(result.notes.iter().any(|note| note.kind == NoteKind::Quoted && note.text.contains("old item")));
}

#[test]
fn nothing_is_looked_for_beyond_the_lines_that_are_wanted() {
    let list = text(&"20 x hex bolt M8x50\n".repeat(50));
    let rows = table(&format!("Item | Qty\n{}", "Hex bolt M8x50 | 20\n".repeat(50)));
    let bare = table(&"Hex bolt M8x50 | stainless\n".repeat(50));
    for parts in [list, rows, bare] {
        assert_eq!(read(&parts).lines.len(), 50);
        assert_eq!(read_within(&parts, Some(50)), ReadResult { most: Some(50), ..read(&parts) });
        assert_eq!(read_within(&parts, Some(7)).lines.len(), 8);
    }
}

#[test]
fn a_long_sentence_gives_its_items() {
    let said = "Could you please send us your best price for 24 of the stainless hex head bolts that we bought last spring, the M8 by 50 ones in A2, plus three boxes of the matching washers, delivered to our site in Leeds by Friday?";
    assert_eq!(
        lines(&text(said)),
        ["24 - stainless hex head bolts that we bought last spring, the M8 by 50 ones in A2", "3 XBX matching washers"]
    );
}

#[test]
fn tables_with_headers_sections_totals_and_wraps() {
    let body = "ACME Ltd | RFQ 4711\n\nPos | Part no | Description | Qty | Unit | Notes\nSection A: Fixings\n1 | AB-100 | Hex bolt M8x50 | 20 | pcs | zinc\n | | DIN 933 8.8\n2 | AB-200 | Washer M8 | 1,200 | pcs\nPos | Part no | Description | Qty | Unit | Notes\nSection B: Cable\n3 | AB-300 | Cable 3x2.5 | 2,5 | m\n4 | AB-400 | Gland M20 | | pcs\n | | Total | 4\nPlease deliver by Friday";
    let parts = table(body);
    assert_eq!(lines(&parts), ["20 H87 Hex bolt M8x50 DIN 933 8.8", "1200?1.2 H87 Washer M8", "2.5 MTR Cable 3x2.5", "- H87 Gland M20"]);
    let result = read(&parts);
    assert_eq!(result.lines[0].section.as_deref(), Some("Section A: Fixings"));
    assert_eq!(result.lines[0].customer_code.as_deref(), Some("AB-100"));
    assert_eq!(result.lines[0].remark.as_deref(), Some("zinc"));
    assert_eq!(result.lines[2].section.as_deref(), Some("Section B: Cable"));
    assert_eq!(result.sections().count(), 2);
}

#[test]
fn tables_without_header_are_typed_by_content() {
    assert_eq!(
        lines(&table("AB-100 | Hex bolt M8x50 | 20 | pcs\nAB-200 | Washer M8 | 40 | pcs\nAB-300 | Nut M8 | 60 | pcs")),
        ["20 H87 Hex bolt M8x50", "40 H87 Washer M8", "60 H87 Nut M8"]
    );
    assert_eq!(
        lines(&table("1 | 20 | Hex bolt M8x50\n2 | 35 | Washer M8\n3 | 10 | Nut M8")),
        ["20 - Hex bolt M8x50", "35 - Washer M8", "10 - Nut M8"]
    );
    assert_eq!(lines(&table("20 x Hex bolt M8x50\n3 boxes of washers M8")), ["20 - Hex bolt M8x50", "3 XBX washers M8"]);
}

#[test]
fn a_spanish_and_a_german_table() {
    assert_eq!(
        lines(&table("Cant. | Ud. | Descripción\n10 | cajas | Tornillo M8x50\n2,5 | m | Cable RV-K 3x2,5")),
        ["10 XBX Tornillo M8x50", "2.5 MTR Cable RV-K 3x2,5"]
    );
    assert_eq!(
        lines(&table(
            "Pos. | Artikel-Nr. | Bezeichnung | Menge | ME\n10 | 4711 | Sechskantschraube M8x50 | 100 | Stk\n20 | 4712 | Scheibe | 200 | Stk"
        )),
        ["100 H87 Sechskantschraube M8x50", "200 H87 Scheibe"]
    );
}

#[test]
fn a_header_may_name_the_unit_and_several_description_columns() {
    assert_eq!(
        lines(&table("Item | Size | Material | Qty (pcs)\nHex bolt | M8x50 | A2 | 20\nWasher | M8 | A4 | 40")),
        ["20 H87 Hex bolt M8x50 A2", "40 H87 Washer M8 A4"]
    );
}

#[test]
fn dashed_numbers_that_count_up_are_list_numbers() {
    let parts = text("1 - hex bolt M8x50: 20\n2 - washer M8: 40\n3 - nut M8: 60");
    assert_eq!(lines(&parts), ["20 - hex bolt M8x50", "40 - washer M8", "60 - nut M8"]);
    assert_eq!(read(&parts).lines[1].customer_position.as_deref(), Some("2"));
}

#[test]
fn labels_and_values_are_cards() {
    let cards = "Item: hex bolt M8x50\nQty: 20\nUnit: pcs\n\nItem: washer M8\nQty: 40\nUnit: pcs\n";
    assert_eq!(lines(&text(cards)), ["20 H87 hex bolt M8x50", "40 H87 washer M8"]);
}

#[test]
fn a_forwarded_mail_is_read_and_a_quoted_one_is_not() {
    let body = |subject: &str, head: &str| {
        let mut said = vec![TextLine { number: 0, text: format!("Subject: {subject}"), voice: Voice::Envelope }];
        said.extend(TextLine::all(&format!("see below\n{head}\n\n> 20 x hex bolt M8x50\n> washer M8: 40 pcs\n")));
        vec![Part { document: "mail".into(), content: Content::Text(said) }]
    };
    let read = ["20 - hex bolt M8x50", "40 H87 washer M8"];
    assert_eq!(lines(&body("Fwd: list", "")), read);
    assert_eq!(lines(&body("list", "---------- Forwarded message ---------\nFrom: Tom <tom@example.com>")), read);
    assert_eq!(lines(&body("Re: list", "On Monday Tom wrote:")), Vec::<String>::new());
}

#[test]
fn a_heading_that_ends_in_quantity_explains_the_last_number() {
    assert_eq!(lines(&text("Material Qty\nHex bolt M8x50 20\nWasher M8 40\n\nThanks")), ["20 - Hex bolt M8x50", "40 - Washer M8"]);
}

#[test]
fn the_head_of_an_answered_mail_begins_history() {
    let said = "20 x hex bolt M8x50\n\nFrom: Anna <anna@example.com>\nSent: Monday\nSubject: Offer\n\n30 x old item";
    assert_eq!(lines(&text(said)), ["20 - hex bolt M8x50"]);
    let pasted = "From: Anna\nTo: Sales\nSubject: list\n\n20 x hex bolt M8x50";
    assert_eq!(lines(&text(pasted)), ["20 - hex bolt M8x50"]);
}

#[test]
fn columns_of_other_facts_are_remarks_under_their_name() {
    let parts = table("Description | Pack size | Qty | Delivery date\nHex bolt M8x50 | 100 | 2 | 2026-01-31");
    assert_eq!(lines(&parts), ["2 - Hex bolt M8x50"]);
    assert_eq!(read(&parts).lines[0].remark.as_deref(), Some("Pack size: 100 Delivery date: 2026-01-31"));
}

#[test]
fn an_ambiguous_unit_is_asked() {
    let result = read(&table("Description | Qty | Unit\nHex bolt M8x50 | 2 | M"));
    assert!(result.lines[0].questions[0].contains("MIL or MTR"), "{:?}", result.lines[0].questions);
}

#[test]
fn text_in_columns_is_a_table() {
    let body = "Qty   Unit   Description\n20    pcs    Hex bolt M8x50\n3     box    Washers M8\n";
    assert_eq!(lines(&text(body)), ["20 H87 Hex bolt M8x50", "3 XBX Washers M8"]);
    assert_eq!(lines(&text("20\tpcs\tHex bolt M8x50\n3\tbox\tWashers M8")), ["20 H87 Hex bolt M8x50", "3 XBX Washers M8"]);
}

#[test]
fn goods_joined_to_counted_ones_are_a_line_of_their_own() {
    for (said, expected) in [
        ("need hex bolts and 12 washers", vec!["- - hex bolts", "12 - washers"]),
        ("Please quote hex bolts M8x50 and 3 boxes of nitrile gloves", vec!["- - hex bolts M8x50", "3 XBX nitrile gloves"]),
        ("necesito tornillos M8 y 12 arandelas", vec!["- - tornillos M8", "12 - arandelas"]),
        // One item, or not certain to be two.
        ("need size 9 and 10 gloves", vec!["- - size 9 and 10 gloves"]),
        ("need hex bolts with nuts and 2 washers", vec!["- - hex bolts with nuts and 2 washers"]),
        ("need hex bolts and nuts, 12 pcs", vec!["12 H87 hex bolts and nuts"]),
        ("need hex bolts and 2 washers, 50 sets", vec!["50 SET hex bolts and 2 washers"]),
    ] {
        assert_eq!(lines(&text(said)), expected, "{said}");
    }
}

#[test]
fn a_column_settles_what_could_be_read_in_two_ways() {
    let comma = table(
        "Item | Qty | Unit\nCable 3x2.5 | 2,5 | m\nCable 5x2.5 | 10,25 | m\nChain | 1,200 | m\nWasher M8 | 1.200 | pcs\nNut M8 | 1,200 | pcs",
    );
    assert_eq!(
        lines(&comma),
        ["2.5 MTR Cable 3x2.5", "10.25 MTR Cable 5x2.5", "1.2 MTR Chain", "1200 H87 Washer M8", "1200?1.2 H87 Nut M8"]
    );
    assert_eq!(
        read(&comma).settled,
        [
            "row 4: \"1,200\" is read as 1.2, for other quantities of the column have a decimal comma",
            "row 5: \"1.200\" is read as 1200, for other quantities of the column have a decimal comma"
        ]
    );
    let point = table("Item | Qty\nWasher M8 | 1,200 pcs\nCable 3x2.5 | 12.5 m\nNut M8 | 3");
    assert_eq!(lines(&point), ["1200 H87 Washer M8", "12.5 MTR Cable 3x2.5", "3 - Nut M8"]);
    let both = table("Item | Qty\nWasher M8 | 1,200\nCable 3x2.5 | 12.5\nCable 5x2.5 | 2,5");
    assert_eq!(lines(&both)[0], "1200?1.2 - Washer M8");
    // A range has two ends, not two readings.
    let range = table("Item | Qty\nWasher M8 | 20-25\nCable 3x2.5 | 12.5");
    assert_eq!(lines(&range)[0], "20?25 - Washer M8");
}

proptest! {
    #[test]
    fn no_word_of_a_text_is_lost(body in "([-A-Za-z0-9 ,.:x/()\"@€ñ]{0,60}\n){0,8}") {
        let parts = text(&body);
        let result = read(&parts);
        prop_assert_eq!(conservation::lost(&parts, &result), Vec::new());
    }

    #[test]
    fn no_word_of_a_table_is_lost(rows in proptest::collection::vec(proptest::collection::vec("(Qty|Description|Unit|Ref|Total|Hex bolt M8|20 pcs|1,200|box|note:|[a-z0-9 ]{0,12})", 0..6), 0..10)) {
        let body = rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n");
        let parts = table(&body);
        let result = read(&parts);
        prop_assert_eq!(conservation::lost(&parts, &result), Vec::new());
    }

    #[test]
    fn words_of_the_trade_are_conserved_in_any_order(picks in proptest::collection::vec(0usize..28, 1..30)) {
        const WORDS: &[&str] = &["20", "x", "pcs", "hex", "bolt", "M8x50,", "and", "plus", "3", "boxes", "of", "100", "qty", "12", "ref", "AB-12", "@", "1.25", "EUR", "please", "we", "need", "EAN", "4006381333931", "(", "1)", "delivered", "by"];
        let body = picks.iter().map(|pick| WORDS[*pick]).collect::<Vec<_>>().join(" ");
        let parts = text(&body);
        let result = read(&parts);
        prop_assert_eq!(conservation::lost(&parts, &result), Vec::new(), "{:#?}", result);
    }
}
