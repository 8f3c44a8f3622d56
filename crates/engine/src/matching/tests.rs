use super::generate;
use super::*;
use crate::index::Article;
use crate::metrics::{Judged, Random, calibration_error};
use proptest::prelude::*;

fn index(names: &[&str]) -> Index {
    let skus: Vec<String> = (0..names.len()).map(|at| format!("SKU-{at}")).collect();
    Index::build(names.iter().zip(&skus).map(|(name, sku)| Article { sku, name, ..Article::default() }))
}

fn request(text: &str) -> Request {
    Request { text: text.to_owned(), ..Request::default() }
}

fn decided(index: &Index, text: &str) -> Decision {
    decide(index, &request(text), None, &Settings::default())
}

/// A catalogue in which every diameter, length and finish exists, but for the one asked in some tests.
fn bolts(without: &str) -> Index {
    let mut names = Vec::new();
    for diameter in [6, 8, 10, 12] {
        for length in [40, 45, 50, 55, 60] {
            for finish in ["A2-70", "A4-80", "8.8 zinc plated"] {
                names.push(format!("Hexagon bolt DIN 933 M{diameter}x{length} {finish}"));
            }
        }
    }
    names.retain(|name| !name.contains(without));
    index(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_line_that_says_a_whole_name_and_no_more_is_accepted_in_a_trade_nobody_taught() {
    let widths = ["40", "50", "60"].iter();
    let padlocks = widths.flat_map(|width| ["brass", "steel"].map(|body| [width.to_string(), body.to_owned()]));
    let names =
        padlocks.flat_map(|[width, body]| ["standard", "long"].map(|shackle| format!("Padlock {width} mm {body}, {shackle} shackle")));
    let mut names: Vec<String> = names.collect();
    names.extend(["Butt hinge 60 x 50 mm brass".to_owned(), "Round nail 2.5 x 60 mm bright".to_owned()]);
    let index = index(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for (line, accepted) in [
        ("50mm brass padlock long shackle", true),
        ("brass padlock 50", false),
        ("60*50 brass butt hinge", true),
        ("50*60 brass butt hinge", false),
        ("round nail 60x2.5 bright", true),
        ("round nail 60x2.8 bright", false),
    ] {
        let decision = decided(&index, line);
        assert_eq!(decision.outcome == Outcome::Accepted, accepted, "{line}: {decision:?}");
    }
}

#[test]
fn the_line_that_says_all_is_accepted() {
    let index = bolts("nothing");
    let decision = decided(&index, "hexagon bolt DIN933 M8 x 50 A2-70");
    assert_eq!(index.name(decision.candidates[0].article), "Hexagon bolt DIN 933 M8x50 A2-70");
    assert_eq!(decision.outcome, Outcome::Accepted, "{decision:?}");
    assert!(decision.candidates[0].agrees.contains(&"length 50 mm".to_owned()));
}

#[test]
fn another_length_or_finish_is_never_accepted() {
    for (without, asked) in
        [("M8x50 A2-70", "hexagon bolt M8x50 A2-70"), ("M8x50", "hexagon bolt DIN 933 M8x50 A2-70"), ("A2-70", "bolt DIN 933 M8x50 A2-70")]
    {
        let decision = decided(&bolts(without), asked);
        assert_ne!(decision.outcome, Outcome::Accepted, "{decision:?}");
        assert!(!decision.candidates[0].conflicts.is_empty(), "{decision:?}");
    }
}

#[test]
fn what_the_product_does_not_state_is_asked_for() {
    let decision = decided(&index(&["Hexagon bolt M8x50", "Wood screw 4x40", "Washer M8"]), "hexagon bolt M8x50 A2-70");
    assert_eq!(decision.outcome, Outcome::Choose);
    assert_eq!(decision.missing, ["stainless grade A2-70"]);
}

#[test]
fn what_the_line_does_not_say_is_asked_for() {
    let decision = decided(&bolts("nothing"), "hexagon bolt DIN 933 M8 A2-70");
    assert_eq!(decision.outcome, Outcome::Choose);
    assert!(decision.reason.starts_with("The line does not say which length: "), "{decision:?}");
    let decision = decided(&index(&["Work glove nitrile black", "Work glove nitrile white", "Hammer"]), "work glove nitrile");
    assert_eq!((decision.outcome, &*decision.reason), (Outcome::Choose, "The line does not say which colour: black or white."));
}

#[test]
fn another_voltage_is_never_accepted() {
    let decision = decided(&index(&["Bosch cordless drill GSR 12 V", "Hammer", "Saw blade"]), "Bosch cordless drill GSR 18 V");
    assert_eq!(decision.outcome, Outcome::Choose);
    assert_eq!(decision.candidates[0].conflicts, ["voltage 18 V, product states 12 V"]);
}

#[test]
fn nothing_alike_is_none() {
    let decision = decided(&bolts("nothing"), "olive oil extra virgin");
    assert_eq!(decision.outcome, Outcome::None);
    assert!(decided(&bolts("nothing"), "").candidates.is_empty());
    assert_eq!(decided(&Index::build(std::iter::empty()), "bolt").outcome, Outcome::None);
}

#[test]
fn what_meets_more_sizes_goes_before_what_is_worded_alike() {
    let index = index(&["Square hollow section 40x40x3 S235", "SHS,40X40X3,SS304", "Square plate 40x40x3"]);
    let decision = decided(&index, "square hollow section 40 x 40 x 3 stainless 304");
    assert_eq!(decision.candidates[0].sku, "SKU-1", "{decision:?}");
}

#[test]
fn measures_in_the_order_asked_go_first_and_turned_ones_are_asked_about() {
    let hinges = index(&["Butt hinge 75 x 100 mm brass", "Butt hinge 100 x 75 mm brass"]);
    let decision = decided(&hinges, "brass butt hinge 100x75 mm");
    assert_eq!((decision.candidates[0].sku.as_str(), decision.outcome), ("SKU-1", Outcome::Accepted), "{decision:?}");
    let turned = decided(&index(&["Butt hinge 75 x 100 mm brass"]), "butt hinge 100x75 mm brass");
    assert_eq!(turned.outcome, Outcome::Choose);
    assert!(turned.reason.contains("another order"), "{}", turned.reason);
}

#[test]
fn of_sizes_that_are_not_asked_for_the_nearest_goes_first() {
    let brushes = index(&["Flat brush 100 mm", "Flat brush 50 mm", "Flat brush 25 mm", "Flat brush 75 mm"]);
    let decision = decided(&brushes, "1 1/2 in flat brush");
    assert_eq!((decision.candidates[0].sku.as_str(), decision.outcome), ("SKU-1", Outcome::Choose), "{decision:?}");
    assert!(decision.reason.contains("differs: length"), "{}", decision.reason);
}

#[test]
fn what_is_not_wanted_is_not_offered() {
    let masks = index(&["FFP2 mask with valve, box of 10", "FFP2 mask without valve, box of 10"]);
    for (text, right) in [("ffp2 masks no valve 10", "SKU-1"), ("FFP2 mask, unvalved", "SKU-1"), ("mask FFP2 with valve", "SKU-0")] {
        assert_eq!(decided(&masks, text).candidates[0].sku, right, "{text}");
    }
    let only = decided(&index(&["FFP2 mask with valve, box of 10"]), "ffp2 mask w/o valve box of 10");
    assert_eq!((only.outcome, only.candidates[0].conflicts.len()), (Outcome::Choose, 1), "{only:?}");
}

#[test]
fn a_word_that_only_another_article_says_is_asked_about() {
    let drivers = index(&["Screwdriver PH2 100 mm", "Screwdriver PH1 100 mm insulated", "Chisel 20 mm"]);
    let decision = decided(&drivers, "insulated screwdriver PH2 100 mm");
    assert_eq!(decision.outcome, Outcome::Choose, "{decision:?}");
}

#[test]
fn a_little_word_of_a_name_is_no_reason_against_it() {
    let castors = index(&["Castor 100 mm swivel rubber", "Castor 100 mm swivel with brake rubber", "Castor 100 mm fixed rubber"]);
    assert_eq!(decided(&castors, "100 mm castor rubber braked swivel").candidates[0].sku, "SKU-1");
}

#[test]
fn a_slip_in_a_word_of_the_trade_is_read_through_and_said() {
    let index = index(&["Wood screw 4x30 slotted", "Wood screw 4x30 pozidriv", "Slottermeyer hammer"]);
    let decision = decided(&index, "wood screw 4x30 sloted");
    assert_eq!(decision.candidates[0].sku, "SKU-0");
    assert!(decision.reason.ends_with("“sloted” read as “slotted”."), "{}", decision.reason);
    // Words that somebody knows, numbers, codes and what may be short for a word stay as they are.
    for text in ["slottermeyer", "wood screws 4x30", "pozidr 4x30", "SLOTD-40", "4x30", "plate", "xyzzyx"] {
        assert_eq!(index.mended(&request(text)), None, "{text}");
    }
}

#[test]
fn a_number_that_another_article_says_is_asked() {
    let index = index(&["Slow blow widget fuse NH 63 gG", "Slow blow widget fuse gG", "Hammer"]);
    let best = index.find_sku("SKU-1").expect("there");
    let mut hits = index.search(&request("slow blow widget fuse gG 63"), 5);
    hits.sort_by_key(|hit| hit.article != best);
    let asked = |number: u32, hits: &[Hit], taught: bool| {
        let unread = rivals::unread(&format!("slow blow widget fuse gG {number}"));
        rivals::number_of_another(&index, hits, &unread, taught).map(|(number, other)| (number, index.sku(other)))
    };
    let other = Some(("63".to_owned(), "SKU-0"));
    assert_eq!((asked(63, &hits, false), asked(63, &hits, true)), (other.clone(), other.clone()));
    assert_eq!(asked(64, &hits, false), None, "nobody says 64");
    // What says it is another thing: where lines taught what tells things apart, nobody is asked.
    hits[1].reasons.covered = hits[0].reasons.covered / 3.0;
    assert_eq!((asked(63, &hits, false), asked(63, &hits, true)), (other, None));
}

fn drills() -> Index {
    let article = |sku, name, brand, mpn, gtin| Article { sku, name, brand, mpn, gtin, ..Article::default() };
    Index::build(
        [
            article("100", "Cordless drill 18 V", "Bosch", "0 601 9H1-200", "4006381333931"),
            article("101", "Cordless drill 12 V", "Makita", "06019H1200", "036000291452"),
            article("102", "Cordless drill 10.8 V", "Makita", "DF-333D", ""),
        ]
        .into_iter(),
    )
}

#[test]
fn a_bar_code_names_itself_or_nothing() {
    let index = drills();
    for gtin in ["4006381333931", "4006381-333931"] {
        let decision = decide(&index, &Request { gtin: gtin.to_owned(), ..Request::default() }, None, &Settings::default());
        assert_eq!((decision.outcome, &*decision.candidates[0].sku), (Outcome::Accepted, "100"));
        assert_eq!(decided(&index, gtin).outcome, Outcome::Accepted);
    }
    assert_eq!(decided(&index, "0036000291452").candidates[0].sku, "101", "EAN-13 of a UPC");
    let unknown = decided(&index, "4006381333948");
    assert_eq!((unknown.outcome, unknown.candidates.len()), (Outcome::None, 0));
    assert_eq!(unknown.reason, "No article has the bar-code number 04006381333948.");
    let with_words = Request { text: "Cordless drill 18 V".to_owned(), gtin: "4006381333948".to_owned(), ..Request::default() };
    assert_eq!(decide(&index, &with_words, None, &Settings::default()).outcome, Outcome::Choose);
}

#[test]
fn a_bar_code_among_words_counts_as_one() {
    let index = drills();
    let known = decided(&index, "please quote 4006381333931");
    assert_eq!((known.outcome, &*known.candidates[0].sku), (Outcome::Accepted, "100"));
    let unknown = decided(&index, "Cordless drill 18 V 4006381333948");
    assert_eq!((unknown.outcome, &*unknown.reason), (Outcome::Choose, "No article has the bar-code number 04006381333948."));
    let wrong = Request { gtin: "4006381333932".to_owned(), ..request("Cordless drill 18 V") };
    assert_eq!(decide(&index, &wrong, None, &Settings::default()).reason, "4006381333932 is not a valid bar-code number.");
    let two = Request { sku: "101".to_owned(), gtin: "4006381333931".to_owned(), ..Request::default() };
    assert_eq!(decide(&index, &two, None, &Settings::default()).outcome, Outcome::Choose, "two numbers, two articles");
}

#[test]
fn a_decisive_size_of_the_description_contradicts_too() {
    let request = Request { description: "for 18 V packs".to_owned(), sku: "102".to_owned(), ..request("Cordless drill") };
    let decision = decide(&drills(), &request, None, &Settings::default());
    assert_eq!((decision.outcome, &*decision.candidates[0].sku), (Outcome::Choose, "102"));
    assert_eq!(decision.candidates[0].conflicts, ["voltage 18 V, product states 10.8 V"]);
}

#[test]
fn a_line_does_not_depend_on_other_lines() {
    let index = bolts("nothing");
    let line = "hexagon bolt DIN 933 M8x50 A2-70";
    let before = decided(&index, line);
    for other in [line, "hexagon bolt DIN 933 M8x55 A2-70", "nothing at all"] {
        decided(&index, other);
    }
    assert_eq!(decided(&index, line), before);
}

#[test]
fn a_part_number_needs_its_brand() {
    let index = drills();
    let ask = |brand: &str| {
        let request = Request { mpn: "0601 9h1.200".to_owned(), brand: brand.to_owned(), ..Request::default() };
        decide(&index, &request, None, &Settings::default())
    };
    let bosch = ask("BOSCH");
    assert_eq!((bosch.outcome, &*bosch.candidates[0].sku), (Outcome::Accepted, "100"));
    assert_eq!(ask("Makita").candidates[0].sku, "101");
    assert_eq!(ask("").outcome, Outcome::Choose, "two makers use this number");
    assert_ne!(ask("Metabo").outcome, Outcome::Accepted);
    assert_eq!(decided(&index, "makita df333d").candidates[0].sku, "102");
}

#[test]
fn another_number_on_record_names_its_article() {
    let numbers = ["QX-77120-L", "036000291452", "4711"].map(str::to_owned);
    let hammer = Article { sku: "5", name: "Hammer 500 g", brand: "Picard", numbers: &numbers, ..Article::default() };
    let chisel = Article { sku: "6", name: "Chisel 20 mm", brand: "Kirschen", mpn: "QX 7712", ..Article::default() };
    let index = Index::build([hammer, chisel].into_iter());
    for text in ["qx77120l", "please send QX-77120-L", "0036000291452"] {
        let decision = decided(&index, text);
        assert_eq!((decision.outcome, &*decision.candidates[0].sku), (Outcome::Accepted, "5"), "{text}: {decision:?}");
    }
    let field = Request { sku: "QX-77120-L".to_owned(), ..Request::default() };
    assert_eq!(decide(&index, &field, None, &Settings::default()).outcome, Outcome::Accepted, "a former article number");
    assert_ne!(decided(&index, "4711").outcome, Outcome::Accepted, "short, and no brand");
    let other = Request { brand: "Kirschen".to_owned(), ..request("QX-77120-L") };
    assert_ne!(decide(&index, &other, None, &Settings::default()).outcome, Outcome::Accepted, "another brand");
    let conflict = Request { text: "Hammer 300 g QX-77120-L".to_owned(), ..Request::default() };
    assert_eq!(decide(&index, &conflict, None, &Settings::default()).outcome, Outcome::Choose);
}

#[test]
fn a_short_number_alone_names_nothing_for_sure() {
    let article = |sku, name, brand, mpn| Article { sku, name, brand, mpn, ..Article::default() };
    let index = Index::build([article("5", "Hammer", "Picard", "100"), article("AB-1234", "Chisel", "Kirschen", "2117")].into_iter());
    let ask = |text: &str, mpn: &str, brand: &str| {
        let request = Request { mpn: mpn.to_owned(), brand: brand.to_owned(), ..request(text) };
        decide(&index, &request, None, &Settings::default()).outcome
    };
    assert_ne!(ask("5", "", ""), Outcome::Accepted);
    assert_eq!(ask("", "100", ""), Outcome::Choose);
    assert_eq!(ask("", "100", "Picard"), Outcome::Accepted);
    assert_eq!(ask("please send ab1234", "", ""), Outcome::Accepted);
}

#[test]
fn a_confirmed_number_comes_first_but_not_against_a_size() {
    let index = drills();
    let ask = |text: &str, sku: &str| decide(&index, &request(text), Some(sku), &Settings::default());
    let decision = ask("our item 4711", "102");
    assert_eq!((decision.outcome, &*decision.candidates[0].sku), (Outcome::Accepted, "102"));
    assert_eq!(ask("drill 18 V", "102").outcome, Outcome::Choose);
    let gone = ask("drill 18 V", "999");
    assert_eq!(gone.outcome, Outcome::Choose);
    assert!(gone.reason.contains("999"));
}

#[test]
fn odd_lines_are_answered_politely() {
    let index = bolts("nothing");
    let long = "hexagon bolt ".repeat(800);
    for text in ["the of and", "x", "🔩🔩", "\u{0}", "½", long.as_str(), "-/-", "0", "\"\"", "M", "Ø"] {
        let decision = decided(&index, text);
        assert_ne!(decision.outcome, Outcome::Accepted, "{text}: {decision:?}");
        assert!(!decision.reason.is_empty());
    }
}

#[test]
fn a_line_of_forty_words_is_read_to_its_end() {
    let filler = "please send us your best price and time of delivery for the following goods as soon as possible because our stock is nearly used up and the site is waiting for it since last week namely";
    let index = bolts("nothing");
    let decision = decided(&index, &format!("{filler} hexagon bolt DIN 933 M10x45 A4-80"));
    assert_eq!(index.name(decision.candidates[0].article), "Hexagon bolt DIN 933 M10x45 A4-80");
}

#[test]
fn probabilities_are_probabilities() {
    let decision = decided(&bolts("nothing"), "hexagon bolt M8");
    assert!(decision.candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.confidence)));
    assert!(decision.candidates.iter().map(|candidate| candidate.confidence).sum::<f32>() <= 1.0 + 1e-5);
}

/// Titles of a made-up trade: every maker has every tool in some sizes, with a part code of its own.
fn titles(random: &mut Random) -> Vec<String> {
    let makers = ["Arvo", "Belmont", "Corvid", "Dunlin", "Eskdale"];
    let things = ["angle grinder", "hinge stainless", "garden hose", "door handle", "socket spanner", "paint brush", "padlock brass"];
    let mut titles = Vec::new();
    for maker in makers {
        for thing in things {
            for size in ["10 mm", "12 mm", "1/2\"", "25 mm", "40x60 mm", "230 V", "18 V"] {
                let code = format!("{}{}-{}", &maker[..2].to_uppercase(), 100 + random.below(900), random.below(90) + 10);
                titles.push(format!("{maker} {thing} {size} {code}"));
            }
        }
    }
    titles
}

#[test]
fn what_is_accepted_of_generated_lines_is_right() {
    let mut random = Random::new(11);
    let all = titles(&mut random);
    let kept: Vec<&str> = all.iter().enumerate().filter(|(at, _)| at % 6 != 0).map(|(_, title)| title.as_str()).collect();
    let index = index(&kept);
    let (mut accepted, mut right, mut judged) = (0, 0, Vec::new());
    for round in 0..4 {
        for (at, title) in all.iter().enumerate() {
            let other = &all[(at + 17 * round + 5) % all.len()];
            let decision = decided(&index, &generate::line(title, other, &mut random).0);
            let Some(best) = decision.candidates.first() else {
                continue;
            };
            let hit = index.name(best.article) == title;
            judged.push(Judged { confidence: decision.confidence, right: hit });
            if decision.outcome == Outcome::Accepted {
                accepted += 1;
                right += usize::from(hit);
                assert!(best.conflicts.is_empty() && decision.missing.is_empty());
            }
        }
    }
    assert!(accepted * 4 > judged.len(), "{accepted} of {} accepted", judged.len());
    assert!(right * 100 >= accepted * 95, "{right} of {accepted} right");
    assert!(calibration_error(&judged) < 0.15, "{}", calibration_error(&judged));
}

#[test]
fn another_number_or_another_thing_is_not_accepted() {
    let mut random = Random::new(12);
    let all = titles(&mut random);
    let index = index(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let mut accepted = 0;
    for (at, title) in all.iter().enumerate() {
        let plain = title.rsplit_once(' ').map_or("", |(name, _)| name);
        let lines = [generate::with_other_number(plain, &mut random), generate::with_other_words(plain, "Gloves nitrile powder free")];
        for line in lines.into_iter().flatten().filter(|line| !all.iter().any(|title| title.starts_with(line))) {
            accepted += usize::from(decided(&index, &line).outcome == Outcome::Accepted);
        }
        assert!(accepted * 50 <= at + 50, "{accepted} of {at}");
    }
}

proptest! {
    #[test]
    fn any_line_is_answered(text in "\\PC{0,60}", description in "[ -~]{0,30}", gtin in "[0-9 -]{0,14}") {
        let request = Request { text, description, gtin, ..Request::default() };
        let decision = decide(&drills(), &request, None, &Settings::default());
        prop_assert!((0.0..=1.0).contains(&decision.confidence) && !decision.reason.is_empty());
        prop_assert!(decision.outcome != Outcome::Accepted || decision.missing.is_empty());
        prop_assert!(decision.candidates.len() <= Settings::default().top);
    }
}
