//! Wordings a reader must not lose: each was once taken for courtesy, a size, or half a number.

use super::tests::{lines, table, text};

#[test]
fn courtesy_swallows_no_goods() {
    for (said, expected) in [
        ("Hi Bob, 20 hammers 500 g please", "20 - hammers 500 g"),
        ("Thanks, and 20 hammers 500 g", "20 - hammers 500 g"),
        ("thanks for your help! we need 20 hammers 500 g asap.", "20 - hammers 500 g"),
        ("Could you also add 4 safety gloves size 10?", "4 - safety gloves size 10"),
        ("Best regards, also 10 m copper pipe 22 mm", "10 MTR copper pipe 22 mm"),
        ("Gracias, y tambien 20 martillos 500 g", "20 - martillos 500 g"),
        ("Saludos, 3 m tubo de cobre 22 mm", "3 MTR tubo de cobre 22 mm"),
        ("Vielen Dank und noch 20 Hammer 500 g", "20 - Hammer 500 g"),
        ("Thanks in advance for quoting 7 washers M8 zinc", "7 - washers M8 zinc"),
        ("Por favor, añadan 20 martillos 500 g", "20 - martillos 500 g"),
        ("If you have them, 3 m copper pipe 22 mm too.", "3 MTR copper pipe 22 mm"),
        ("I would also like some washers M8 zinc.", "- - washers M8 zinc"),
        ("Merci, et aussi 20 marteaux 500 g", "20 - marteaux 500 g"),
        ("Cheers Tom, can you throw in 6 paint brushes 50 mm", "6 - paint brushes 50 mm"),
        ("Mit freundlichen Grüßen und bitte noch 3 Rollen Klebeband", "3 XRO Klebeband"),
    ] {
        for frame in ["{}", "Hello,\n\nwe need:\n- 5 x bolt M6\n\n{}\n", "Hi\n\n{}\n\nRegards\nTom", "20 x nut M8\n\nThanks\nAnna\n{}"] {
            let body = frame.replace("{}", said);
            let read = lines(&text(&body));
            assert!(read.iter().any(|line| line == expected), "{body:?}: {read:?}");
        }
    }
}

#[test]
fn courtesy_with_dates_and_numbers_of_other_things_stays_a_note() {
    for said in [
        "Thanks, and please deliver before 12 March.",
        "We need delivery within 2 weeks.",
        "Could you quote by 15 May?",
        "Thanks, call me on 0113 555 0100",
        "Best regards, 12 High Street, Leeds LS1 4AP",
        "Gracias, entrega antes del 12 de marzo",
        "Vielen Dank, Lieferung bis 12. März",
        "Please send your offer by 10:30 tomorrow.",
        "Thanks for the 3 quotes last week.",
        "Hauptstr. 12, 10115 Berlin",
        "Hi Bob, hope you are well.",
        "Could you let me know the lead time?",
        "I would like to thank you for your help.",
        "Please confirm receipt within 24 hours.",
        "Payment 30 days net.",
        "We would like to receive your offer.",
    ] {
        for frame in ["20 x nut M8\n\n{}", "20 x nut M8\n\nThanks\nAnna\n{}"] {
            let read = lines(&text(&frame.replace("{}", said)));
            assert_eq!(read, ["20 - nut M8"], "{said}");
        }
    }
}

#[test]
fn an_article_number_beside_a_count_is_the_item() {
    for (said, expected) in [
        ("00042 10", "10 - 00042"),
        ("10006995 2", "2 - 10006995"),
        ("HB-M8-50 100", "100 - HB-M8-50"),
        ("3 x 10006994", "3 - 10006994"),
        ("3 x 00042", "3 - 00042"),
        ("3x 00042", "3 - 00042"),
        ("10006994 x 3", "3 - 10006994"),
        ("10006995 2 pcs", "2 H87 10006995"),
    ] {
        for frame in ["{}", "Hi,\nplease quote:\n{}\nThanks"] {
            assert_eq!(lines(&text(&frame.replace("{}", said))), [expected], "{said}");
        }
    }
}

#[test]
fn a_unit_between_number_and_goods_is_read() {
    for (said, expected) in [
        ("2 tons sand 0-4 mm", "2 TNE sand 0-4 mm"),
        ("1 ton Sand", "1 TNE Sand"),
        ("2 t sand", "2 TNE sand"),
        ("4 Tonnen Sand", "4 TNE Sand"),
        ("2 toneladas de arena", "2 TNE arena"),
        ("5 T profile 40x40", "5 - T profile 40x40"),
        ("trolley jack 2 t", "- - trolley jack 2 t"),
        ("500 g of grease", "500 GRM grease"),
        ("500 g hammer", "- - 500 g hammer"),
        ("3 lbs nails", "3 LBR nails"),
        ("1 pallet cement", "1 XPX cement"),
        ("20 m² tiles", "20 MTK tiles"),
        ("2 bar pressure gauge", "- - 2 bar pressure gauge"),
        ("Hi-vis vest size L", "- - Hi-vis vest size L"),
    ] {
        assert_eq!(lines(&text(said)), [expected], "{said}");
    }
    let asked = super::read(&text("2 tons sand"));
    assert!(asked.lines[0].questions[0].contains("TNE or STN or LTN"), "{:?}", asked.lines[0].questions);
}

#[test]
fn a_quantity_that_cannot_be_read_is_shown_and_asked() {
    let parts = table("Description | Qty | Unit\nHex bolt M8x50 | 2 | pcs\nWasher M8 | TBD | pcs\nNut M8 | abc | pcs");
    assert_eq!(lines(&parts), ["2 H87 Hex bolt M8x50", "- H87 Washer M8", "- H87 Nut M8"]);
    let asked = super::read(&parts);
    assert_eq!(asked.lines[1].remainder, ["TBD"]);
    assert!(asked.lines[1].questions.contains(&"The quantity \"TBD\" cannot be read.".to_owned()));
}
