use super::*;
use proptest::prelude::*;

fn shown(text: &str) -> Vec<String> {
    read(text).iter().map(Size::to_string).collect()
}

fn product(name: &str) -> Vec<Size> {
    let mut sizes = Vec::new();
    read_product(name, "", "", &mut sizes);
    sizes
}

fn verdict(asked: &str, stated: &str) -> Comparison {
    compare(&read(asked), &product(stated))
}

fn agrees(asked: &str, stated: &str) {
    let comparison = verdict(asked, stated);
    assert!(
        !comparison.agrees.is_empty() && comparison.conflicts.is_empty() && comparison.missing.is_empty(),
        "{asked} / {stated}: {comparison:?}"
    );
}

fn conflicts(asked: &str, stated: &str) {
    let comparison = verdict(asked, stated);
    assert!(!comparison.conflicts.is_empty(), "{asked} / {stated}: {comparison:?}");
}

fn misses(asked: &str, stated: &str) {
    let comparison = verdict(asked, stated);
    assert!(comparison.conflicts.is_empty() && !comparison.missing.is_empty(), "{asked} / {stated}: {comparison:?}");
}

#[test]
fn sizes_are_read_in_the_trades_spellings() {
    for (text, sizes) in [
        ("M8x50", &["M8", "50 mm"][..]),
        ("M8-1.25 x 50", &["M8x1.25", "50 mm"]),
        ("M 8", &[]),
        ("bolt M10x1x30 mm", &["M10x1", "30 mm"]),
        ("ISO 4762 - M3.5x16 (P0.6)", &["ISO 4762", "M3.5x0.6", "16 mm"]),
        ("hex bolt M8x50-8.8 zinc", &["M8", "50 mm", "8.8", "zinc plated"]),
        ("M8x50 A2-70", &["M8", "50 mm", "A2-70"]),
        ("Schraube V4A M6x20", &["A4", "M6", "20 mm"]),
        ("1/2\"", &["1/2 in"]),
        ("½ in", &["1/2 in"]),
        ("1-1/4\"", &["1-1/4 in"]),
        ("1¼\" elbow", &["1-1/4 in nominal"]),
        ("12,7 mm", &["12.7 mm"]),
        ("25.4mm spanner", &["25.4 mm"]),
        ("100*1.2*16", &["100", "1.2", "16"]),
        ("timber 2x4x8", &["2", "4", "8"]),
        ("Mesa 120x60x77 cm", &["120 cm", "60 cm", "77 cm"]),
        ("213X150X80Mm Ø18 acero", &["213 mm", "150 mm", "80 mm", "18 mm"]),
        ("Corona Ø 06Mm M14", &["6 mm", "M14"]),
        ("18 V drill", &["18 V"]),
        ("230V 60W", &["230 V", "60 W"]),
        ("18-volt", &["18 V"]),
        ("2x18V 5.0Ah", &["18 V", "5 Ah"]),
        ("16 GB / 16gb", &["16 GB", "16 GB"]),
        ("Cable 3 m", &["3 m"]),
        ("Cable 3X1,5Mm 10Mt", &["3 mm", "1.5 mm", "10 m"]),
        ("hilo 2,5 mm²", &["2.5 mm2"]),
        ("04,8Lt 600Gr 20Kg", &["4.8 l", "600 g", "20 kg"]),
        ("Lona 650 g/m² 1,5x20 m", &["1.5 m", "20 m"]),
        ("5/16-18 x 1.75 in", &["5/16-18", "1-3/4 in"]),
        ("#8-32 x 1-1/4", &["#8-32", "1-1/4 in"]),
        ("G1/2 valve", &["1/2 in nominal"]),
        ("racor DN 50", &["DN 50"]),
        ("wire 12 AWG", &["AWG 12"]),
        ("DIN EN ISO 4014", &["ISO 4014"]),
        ("arena 2 m³", &["2 m3"]),
        ("ventilador 496 m³/h", &[]),
        ("fridge 24.7 cu. ft.", &["24.7 cu ft"]),
        (".5\" bit", &["1/2 in"]),
    ] {
        let expected: Vec<String> = sizes.iter().map(ToString::to_string).collect();
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn model_names_and_prose_are_not_sizes() {
    for text in [
        "Sony KDL-40S5100",
        "Linksys EZXS88W",
        "Onkyo TX-8255 A/V Receiver",
        "17-in-1 card reader",
        "3 in 1 collection",
        "version 10.2.8",
        "33x speed",
        "S4100BR",
        "FC-30/3-102",
        "10/100 switch",
        "the 90's",
        "5 a day",
        "A4 paper",
        "8.8 megapixel",
        "1.2.3.4",
        "M5799DWF",
        "MB739LL/A",
    ] {
        assert_eq!(shown(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn equal_values_agree_however_written() {
    agrees("1/2\"", "12.7 mm pin");
    agrees("½ in", "0.5\" pin");
    agrees("5/16\" drill", "drill 7.94 mm");
    agrees("3 m", "cable 300 cm");
    agrees("16gb", "16 GB card");
    agrees("18V", "18 Volt drill");
    agrees("100x60x77 cm", "mesa 770 x 1000 x 600 mm");
    agrees("2x4x8", "stud 2 in x 4 in x 8 in");
    agrees("M8-1.25", "M8 nut");
    agrees("A2 bolt", "bolt A2-70");
    agrees("18 mm", "hook Ø18");
    agrees("1/2 pipe", "pipe 1/2\"");
}

#[test]
fn near_values_conflict() {
    conflicts("25.4mm", "spanner 23.4 mm");
    conflicts("M8x50", "bolt M8x55");
    conflicts("18 V", "drill 12 V");
    conflicts("M8x50 A2-70", "bolt M8x50 8.8 zinc plated");
    conflicts("bolt M8x50 A2-70", "bolt M8x50 zinc");
    conflicts("bolt 8.8 M8", "bolt M8 10.9");
    conflicts("100x100", "plate 100x60");
    conflicts("M10", "nut M10x1");
    conflicts("DIN 933", "DIN 931 bolt");
    assert_eq!(verdict("M8x50", "bolt M8x55").conflicts, ["length 50 mm, product states 55 mm"]);
}

#[test]
fn what_the_product_does_not_state_is_missing() {
    misses("M8x50 A2-70", "bolt M8x50");
    misses("18 V", "cordless drill");
    misses("1/2\" pex pipe", "tube 12.7 mm");
    misses("bolt A2-70", "bolt A2");
    misses("ISO 4017", "DIN 933 bolt");
    misses("hose 3 m", "hose with 2 mm wall");
    assert!(verdict("bolt M8 zinc", "bolt M8").missing.is_empty(), "a finish that is not stated is a note");
}

#[test]
fn a_description_agrees_but_contradicts_only_where_the_name_is_silent() {
    let mut sizes = Vec::new();
    read_product("Drill 18 V", "", "charger for 230 V", &mut sizes);
    assert!(!compare(&read("18 V"), &sizes).agrees.is_empty());
    assert!(!compare(&read("230 V"), &sizes).agrees.is_empty());
    assert_eq!(compare(&read("12 V"), &sizes).conflicts, ["voltage 12 V, product states 18 V"]);
}

#[test]
fn a_size_said_twice_is_one_requirement_but_two_equal_lengths_are_two() {
    agrees("drill 18 V with 18 V battery", "drill 18 V");
    conflicts("100 x 100 mm", "plate 100 x 60 mm");
}

#[test]
fn of_a_requests_description_only_what_decides_counts() {
    let asked = read_request("cordless drill", "18 V, 3 m cable, M8");
    assert_eq!(asked.iter().map(Size::to_string).collect::<Vec<_>>(), ["18 V", "M8"]);
    assert!(compare(&asked, &product("drill")).missing.is_empty());
    assert_eq!(compare(&asked, &product("drill 12 V")).conflicts, ["voltage 18 V, product states 12 V"]);
    assert!(read_request("drill 12 V", "charger 18 V").iter().all(|size| !size.aside));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        for size in read(&text) {
            prop_assert!(!size.to_string().is_empty());
        }
    }

    #[test]
    fn every_size_agrees_with_itself(value in 1_u32..100_000, unit in "(mm|cm|m|V|W|kg|GB|bar|Nm)") {
        let text = format!("{}.{} {unit}", value / 10, value % 10);
        let comparison = compare(&read(&text), &product(&text));
        prop_assert_eq!(comparison.agrees.len(), 1);
        prop_assert!(comparison.conflicts.is_empty() && comparison.missing.is_empty());
    }

    #[test]
    fn a_metric_bolt_never_agrees_with_its_neighbour(diameter in 3_u32..36, length in 10_u32..200, longer in 1_u32..10) {
        let comparison = verdict(&format!("M{diameter}x{length}"), &format!("bolt M{diameter}x{}", length + longer));
        prop_assert!(!comparison.conflicts.is_empty());
    }

    #[test]
    fn an_inch_size_is_its_millimetres(above in 1_u32..512) {
        let (mut rest, mut below) = (above % 64, 64);
        while rest > 0 && rest % 2 == 0 {
            (rest, below) = (rest / 2, below / 2);
        }
        let inch = match (above / 64, rest) {
            (whole, 0) => format!("{whole}\""),
            (0, rest) => format!("{rest}/{below}\""),
            (whole, rest) => format!("{whole}-{rest}/{below}\""),
        };
        let metric = format!("{:.2} mm", f64::from(above) * 25.4 / 64.0);
        prop_assert!(!verdict(&inch, &metric).agrees.is_empty(), "{} {}", inch, metric);
    }
}
