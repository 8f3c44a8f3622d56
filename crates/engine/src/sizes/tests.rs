use super::*;
use proptest::prelude::*;

/// Sizes of a text; what its words mean is tested apart.
fn sizes(text: &str) -> Vec<Size> {
    read(text).into_iter().filter(|size| !size.kind.is_word()).collect()
}

fn shown(text: &str) -> Vec<String> {
    sizes(text).iter().map(Size::to_string).collect()
}

fn product(name: &str) -> Vec<Size> {
    let mut sizes = Vec::new();
    read_product(name, &[], "", &mut sizes);
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
fn the_steel_of_a_drill_the_form_of_a_nut_and_a_gas_thread_are_read_in_the_words_of_the_trade() {
    let shown = |text: &str| read(text).iter().map(|size| format!("{} {size}", size.name())).collect::<Vec<_>>();
    assert_eq!(shown("DRL BIT HSS-G 8.3 mm")[..2], ["article twist drill", "tool steel hss g"]);
    assert_eq!(shown("broca HSS-Co 5,2mm")[..2], ["article twist drill", "tool steel hss co"]);
    assert_eq!(shown("HSS-G twist drill bit 5.2 mm")[..2], ["tool steel hss g", "article twist drill"]);
    assert_eq!(shown("Inbus-Senkschraube M4x30")[0], "article countersunk socket screw");
    assert_eq!(shown("flache Sechskantmutter M16")[0], "article thin nut");
    for text in ["te igual 2\" rosca gas", "T-Stück 2\" Whitworth-Rohrgewinde", "té égal 2\" filetage gaz"] {
        assert!(shown(text).contains(&"pipe thread BSP".to_owned()), "{:?}", shown(text));
    }
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
        ("SPZ 1600 V-belt", &[]),
        ("18 V-Akku", &["18 V"]),
        ("18V-Akku", &["18 V"]),
        ("ferrule 16 mm²x12 mm", &["16 mm2", "12 mm"]),
        ("bow shackle 3.25T galv", &["3.25 t", "hot-dip galvanised"]),
        ("Rundschlinge 2 t, 4 m", &["2 t", "4 m"]),
        ("lag 2 t bolt", &[]),
        ("saw chain 52T", &["52 teeth"]),
        ("2-leg chain sling 8 mm G80", &["2 legs", "8 mm", "grade 80"]),
        ("Kettengehänge 2-strängig, Güteklasse 8", &["2 legs", "grade 80"]),
        ("fuse 10x38 16A gG", &["10", "38", "16 A"]),
        ("NH00 63 A", &["NH00", "63 A"]),
        ("fusible NH 1 aM 160A", &["NH1", "160 A"]),
        ("Neozed D02 fuse 35 A", &["D02", "35 A"]),
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
        ("Cable 3X1,5Mm 10Mt", &["3 cores", "1.5 mm2", "10 m"]),
        ("hilo 2,5 mm²", &["2.5 mm2"]),
        ("04,8Lt 600Gr 20Kg", &["4.8 l", "600 g", "20 kg"]),
        ("Lona 650 g/m² 1,5x20 m", &["1.5 m", "20 m"]),
        ("5/16-18 x 1.75 in", &["5/16-18", "1-3/4 in"]),
        ("#8-32 x 1-1/4", &["#8-32", "1-1/4 in"]),
        ("G1/2 valve", &["1/2 in nominal", "BSPP"]),
        ("racor DN 50", &["DN 50"]),
        ("wire 12 AWG", &["AWG 12"]),
        ("DIN EN ISO 4014", &["ISO 4014"]),
        ("arena 2 m³", &["2 m3"]),
        ("ventilador 496 m³/h", &[]),
        ("fridge 24.7 cu. ft.", &["24.7 cu ft"]),
        (".5\" bit", &["1/2 in"]),
        ("M 8 X 50 hex bolt", &["M8", "50 mm"]),
        ("SCR,CAP,HEX HD,M8-1.25X50,CL8.8,ZN", &["M8x1.25", "50 mm", "8.8", "zinc plated"]),
        ("bolt M8-50", &["M8", "50 mm"]),
        ("cup mount/12-volt adapter", &["12 V"]),
        ("AB3/12V module", &[]),
        ("nitrile gloves box/10", &[]),
        ("boots pack/40", &[]),
        ("hose EUR/100 m", &[]),
        ("Ref/10/20 and REF/10-24 screws", &[]),
        ("hex bolt 1/2\"-13 x 2\" gr 5", &["1/2-13", "2 in", "grade 5"]),
        ("1/4-20UNC x 1-1/2 screw", &["1/4-20", "1-1/2 in"]),
        ("3/8 UNC x 1.1/4\" bolt", &["3/8-16", "1-1/4 in"]),
        ("wood screw #8 x 1-1/4\"", &["#8", "1-1/4 in"]),
        ("wood screw No. 8 x 1 1/4", &["#8", "1-1/4 in"]),
        ("1/4 x 2 bolt", &["1/4 in", "2 in"]),
        ("bolt M10 AISI 316L", &["M10", "A4"]),
        ("bolt M10 A4 stainless", &["M10", "A4"]),
        ("bolt M10 stainless", &["M10", "stainless"]),
        ("cutting disc 100*1.2*16 INOX", &["100", "1.2", "16"]),
        ("disc 355*3.0*25.4", &["355", "3", "25.4"]),
        ("flap disc 125 P60", &["125 mm", "grit 60"]),
        ("sanding belt 75x533 grit 80", &["75", "533", "grit 80"]),
        ("saw blade 190x30 24T", &["190", "30", "24 teeth"]),
        ("Kreissägeblatt 190 x 30 Z=24", &["190", "30", "24 teeth"]),
        ("cable 3G1.5 H07RN-F", &["3 cores", "1.5 mm2"]),
        ("cable 3 x 2,5 mm²", &["3 cores", "2.5 mm2"]),
        ("NM-B cable 14/2", &["AWG 14", "2 cores"]),
        ("cable tie 300x4.8 black", &["300", "4.8", "black"]),
        ("ball bearing 6204-2RS1", &["6204-2RS"]),
        ("6204ZZ", &["6204-ZZ"]),
        ("rodamiento 6204", &["6204"]),
        ("MCB C16 2P 10kA", &["curve C", "16 A", "2P", "10 kA"]),
        ("PE FILM 100 \u{39c}M", &["100 um"]),
        ("bulb E27 9W 2700K", &["E27", "9 W", "2700 K"]),
        ("glove nitrile size 9", &["size 9"]),
        ("guantes nitrilo talla XL", &["size XL"]),
        ("safety shoe S1P EU 43", &["S1P", "EU 43"]),
        ("SDS-plus drill bit 10x160", &["SDS-plus", "10", "160"]),
        ("broca SDS max 12 mm", &["SDS-max", "12 mm"]),
        ("luminaire IP65", &["IP65"]),
        ("pipe 2\" SCH 40", &["2 in nominal", "schedule 40"]),
        ("nipple 1/2\" NPT", &["1/2 in nominal", "NPT"]),
        ("sheet steel 16 ga", &["16 gauge"]),
        ("length 50", &["50 mm"]),
        ("1.2 cm", &["1.2 cm"]),
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
        "P60 router",
        "C16 connector",
        "6204 pieces",
        "road map 4096K",
        "gloves 12 pairs",
        "size matters",
        "L shaped",
        "#8 of our list",
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
    agrees("hex bolt 8 mm x 50 mm", "hex bolt M8x50");
    agrees("bolt 1/4 x 1-1/2", "bolt 1/4-20 x 1-1/2 in");
    agrees("bolt M8 stainless", "bolt M8 A2-70");
    agrees("bearing 6204", "bearing 6204-2RS");
    agrees("bearing 6204 2RS1", "bearing 6204-2RSR");
    agrees("pipe DN15", "pipe 1/2\"");
    agrees("glove M", "glove size 8");
    agrees("fitting 1/2 BSP", "fitting G1/2");
    agrees("boot 43", "boot 43");
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
    conflicts("disc 125 P60", "disc 125 P80");
    conflicts("saw blade 190x30 24T", "saw blade 190x30 48T");
    conflicts("cable 3G1.5", "cable 5G1.5");
    conflicts("cable 3G1.5", "cable 3G2.5");
    conflicts("bearing 6204 2RS", "bearing 6204 ZZ");
    conflicts("glove size 9", "glove size 10");
    conflicts("glove L", "glove size 8");
    conflicts("MCB C16", "MCB B16");
    conflicts("bulb E27", "bulb E14");
    conflicts("nipple 1/2 NPT", "nipple G1/2");
    conflicts("tie 300x4.8 black", "tie 300x4.8 white");
    conflicts("SDS-plus bit 10x160", "SDS-max bit 10x160");
    conflicts("screw M8 plain", "screw M8 A2-70");
    conflicts("pipe DN20", "pipe 1/2\"");
    assert_eq!(in_words(&verdict("M8x50", "bolt M8x55").conflicts), ["length 50 mm, product states 55 mm"]);
}

#[test]
fn what_the_product_does_not_state_is_missing() {
    misses("M8x50 A2-70", "bolt M8x50");
    misses("18 V", "cordless drill");
    misses("1/2\" pex pipe", "tube 12.7 mm");
    misses("bolt A2-70", "bolt A2");
    misses("ISO 4017", "DIN 933 bolt");
    misses("hose 3 m", "hose with 2 mm wall");
    misses("bearing 6204 2RS", "bearing 6204");
    misses("bolt M8 A2", "bolt M8 stainless");
    misses("sheet 16 ga steel", "steel wire AWG 16");
    misses("boot UK 9", "boot EU 43");
    misses("glove EN 388", "glove EN 420");
    for (asked, stated, note) in [("bolt M8 zinc", "bolt M8", "coating zinc plated"), ("tie 300x4.8 black", "tie 300x4.8", "colour black")]
    {
        let comparison = verdict(asked, stated);
        assert!(comparison.missing.is_empty() && comparison.conflicts.is_empty(), "a look that is not stated is a note");
        assert_eq!(in_words(&comparison.notes), [note]);
    }
}

#[test]
fn a_description_agrees_but_contradicts_only_where_the_name_is_silent() {
    let mut sizes = Vec::new();
    read_product("Drill 18 V", &[], "charger for 230 V", &mut sizes);
    assert!(!compare(&read("18 V"), &sizes).agrees.is_empty());
    assert!(!compare(&read("230 V"), &sizes).agrees.is_empty());
    assert_eq!(in_words(&compare(&read("12 V"), &sizes).conflicts), ["voltage 12 V, product states 18 V"]);
}

#[test]
fn a_length_with_its_name_beside_it_is_read_without_a_unit() {
    agrees("lip seal id 25 od 47 thickness 7", "OIL SEAL 25X47X7 NBR");
    conflicts("lip seal id 25 od 47 thickness 7", "OIL SEAL 25X40X7 NBR");
    agrees("machine key 8 wide 7 high 50 long", "Parallel key DIN 6885 8x7x50 mm");
    agrees("electrode 3.2x350 mm", "ELECTR. RUTILE D3.2 L350 PK 5KG");
    agrees("radiator 900 x 2000 mm", "PANEL RAD T33 H900 L2000 WHITE");
    agrees("end mill 10 mm 4 flutes", "END MILL D10 Z4 HSSCO8 SHORT");
    conflicts("end mill 10 mm 3 flutes", "END MILL D10 Z4 HSSCO8 SHORT");
    // A type, a number, a tool: nothing else that it could say of them stands beside.
    assert_eq!(read("10 long nose pliers D20 ID 40213"), []);
    assert_eq!(read("radiator T33 H900"), []);
}

#[test]
fn a_range_is_two_lengths_in_either_order() {
    agrees("collet 14-15mm", "COLLET 15-14MM STD");
    agrees("rivet nut M6 grip 0,5-3,0", "RIVET NUT M6 0.5-3.0");
    conflicts("rivet nut M6 grip 0,5-3,0", "RIVET NUT M6 3.0-5.5");
    agrees("heat shrink 12.7 to 6.4 mm", "HEATSHRINK 12.7/6.4MM BLUE");
    assert_eq!(read("HOSE CLIP,12-20,12MM"), read("HOSE CLIP"));
    assert_eq!(read("hose clip 12-20,12MM"), read("hose clip"));
}

#[test]
fn the_other_ways_to_say_what_a_thing_is_agree() {
    agrees("LED lamp GU10 4000 K", "LED spot GU10 8 W, 840");
    conflicts("LED lamp GU10 2700 K", "LED spot GU10 8 W, 840");
    agrees("contactor 24VDC normally closed", "Contactor coil 24 V DC, 1 NC");
    conflicts("contactor 24VDC normally closed", "Contactor coil 24 V DC, 1 NO");
    conflicts("contactor coil 24 V AC", "CONTACTOR COIL 24VDC 1NO");
    agrees("ball valve 1/2 in F/F", "Ball valve 1/2\", female x female thread");
    conflicts("ball valve 1/2 in M/F", "Ball valve 1/2\", female x female thread");
    agrees("flap disc 4-1/2 in grit 60", "FLAP DISC 115 P60");
    conflicts("flap disc 5 in grit 60", "FLAP DISC 115 P60");
    agrees("pneumatic tube OD 6 ID 4", "TUBE PA12 6X4 BLACK");
}

#[test]
fn two_sizes_with_a_stroke_are_a_group_and_a_fraction_is_one() {
    agrees("shaft oil seal 35/50/8 in NBR", "OIL SEAL 35X50X8 NBR");
    agrees("open ended spanner 7/9", "Open ended spanner 7x9 mm");
    agrees("open ended spanner 14/16", "Open ended spanner 14x16 mm");
    conflicts("open ended spanner 6/8", "Open ended spanner 3/4 in");
    agrees("profile cylinder 30 x 40", "Euro profile cylinder 30/40 nickel");
    conflicts("profile cylinder 30/45", "Euro profile cylinder 30/40 nickel");
    assert_eq!(read("1/3 share, 12/05/26, 5/8 in, 230/400 V, 24/7/365"), read("5/8 in"));
}

#[test]
fn a_load_is_one_in_tonnes_and_kilograms_and_a_fuse_is_as_slow_as_it_says() {
    agrees("round sling 2 t 3 m", "Round sling 2000 kg, 3 m");
    conflicts("shackle 3,25 t", "Bow shackle 4.75 t");
    agrees("glass fuse 5x20 T2A", "Fuse 5x20, time-lag, 2 A, glass fuse");
    conflicts("glass fuse 5x20 T2A", "Glass fuse 5x20 fast 2 A");
    for written in
        ["fuse 5x20 2A T", "fuse 5x20 T2AL250V", "Fuse 5x20 2AT", "fuse 5x20 2A, delay", "FUSE 5X20 T 2000MA", "Feinsicherung 5x20 T 2 A"]
    {
        agrees(written, "Fuse 5x20 2 A slow-blow 250 V");
        conflicts(written, "Fuse 5x20 2 A TT 250 V");
    }
    agrees("glass fuse link 1A/250V 5x20 slow", "Fuse 5x20 mm glass T 1A 250V");
    conflicts("glass fuse link 0.1A/250V 5x20", "Fuse 5x20 mm glass 1A 250V");
    conflicts("fuse 5x20 FF2A", "Fuse 5x20 F 2 A");
    agrees("ultra rapid fuse 2A 5x20", "Fuse 5x20 mm FF 2A");
    conflicts("2A fuse 5x20 M", "Fuse 5x20 2 A T");
    conflicts("fuse 5x20 2A glass", "Ceramic fuse 5x20 2A");
    conflicts("glass fuse 5x20 2A", "Fuse 5x20 2A, ceramic");
    agrees("2A glass fast fuse 5x20", "Fast glass fuse 5x20, 2 A");
    conflicts("fuse 10x38 16A aM", "Cylindrical fuse 10x38 gG 16 A");
    agrees("fuse 10x38 16A gL/gG", "Cylindrical fuse 10x38 gG 16 A");
    conflicts("fuse NH00 63A", "Fuse NH1 63 A gG");
}

#[test]
fn what_an_attribute_is_called_is_not_what_it_says() {
    let stated = |name: &str, value: &str| {
        let mut sizes = Vec::new();
        read_product("Metal enamel paint 2.5 l", &[(name.to_owned(), value.to_owned())], "", &mut sizes);
        sizes.into_iter().find(|size| size.kind == Kind::Gloss).map(|size| size.to_string())
    };
    assert_eq!(stated("gloss", "satin").as_deref(), Some("satin"));
    assert_eq!(stated("gloss", "70 units"), None);
    assert_eq!(stated("Gloss", "Yes").as_deref(), Some("gloss"), "a name that is affirmed is what the attribute says");
    let mut sizes = Vec::new();
    read_product("Hex bolt", &[("length".to_owned(), "50 mm".to_owned())], "", &mut sizes);
    assert!(compare(&read("bolt length 50 mm"), &sizes).missing.is_empty());
}

#[test]
fn the_article_says_what_its_other_signs_mean() {
    assert_eq!(shown("SMS 4.2x13"), ["4.2", "13"]);
    let drive = |text: &str| read(text).into_iter().find(|size| size.kind == Kind::Drive).map(|size| size.to_string());
    assert_eq!(drive("SMS 4.2X13 PAN HD PHIL").as_deref(), Some("phillips"), "a screw, although no word says so");
    assert_eq!(drive("PHIL COLLINS CD"), None);
    assert_eq!(shown("residual current device 40 amp 2 pole"), ["40 A", "2P"]);
}

#[test]
fn what_comes_with_a_tool_what_a_clip_is_made_of_and_what_a_device_sees_tell_articles_apart() {
    for (text, expected) in [
        ("RCCB 63A 4P 30mA TYP AC", "type AC"),
        ("interruptor diferencial 40A 2P tipo A", "type A"),
        ("cordless angle grinder 18 V w/o batt", "bare unit"),
        ("Akku-Bohrschrauber 36 V mit 2 Akkus und Ladegerät", "kit with batteries and charger"),
        ("hose clip 20-32 9mm W4", "W4"),
        ("hose clip 20-32 9mm stainless band", "W2"),
        ("wood screw 4x40 csk pozi yellow zinc", "yellow zinc plated"),
        ("tirafondo avellanado 4x40 torx", "wood screw"),
        ("tirafondo 8x80", "coach screw"),
    ] {
        let read: Vec<String> = read(text).iter().map(Size::to_string).collect();
        assert!(read.iter().any(|size| size == expected), "{text}: {read:?}");
    }
    assert!(shown("MCB type B 16 A").iter().all(|size| !size.starts_with("type")), "the curve of a breaker");
    conflicts("RCD 40A 2P 30mA type A", "RCD 40A 2P 30mA type AC");
    conflicts("drill driver 18 V bare unit", "cordless drill driver 18 V kit with 2 batteries and charger");
    agrees("all stainless hose clip 20-32", "hose clip 20-32 W4");
}

#[test]
fn a_size_said_twice_is_one_requirement_but_two_equal_lengths_are_two() {
    agrees("drill 18 V with 18 V battery", "drill 18 V");
    conflicts("100 x 100 mm", "plate 100 x 60 mm");
}

#[test]
fn of_a_requests_description_only_what_decides_counts() {
    let asked = read_request("drill", "18 V, 3 m cable, M8");
    assert_eq!(asked.iter().map(Size::to_string).collect::<Vec<_>>(), ["18 V", "M8"]);
    assert!(compare(&asked, &product("drill")).missing.is_empty());
    assert_eq!(in_words(&compare(&asked, &product("drill 12 V")).conflicts), ["voltage 18 V, product states 12 V"]);
    assert!(read_request("drill 12 V", "charger 18 V").iter().all(|size| !size.aside));
}

/// Every kind that has a spelling of its own, with words of its trade before it.
const SPELT: &[(&str, &[&str])] = &[
    ("bolt", &["M8", "M10x1", "1/4-20", "#8-32", "#10", "8.8", "10.9", "A2", "A4-80", "stainless", "grade 5", "DIN 933", "ISO 7380-2"]),
    ("screw", &["zinc plated", "black", "plain", "nickel plated", "yellow zinc plated"]),
    ("pipe", &["1-1/4 in nominal", "DN 50", "NPT", "BSPP", "BSPT", "BSP", "PN 16", "schedule 40"]),
    ("steel sheet", &["16 gauge", "18 SWG"]),
    ("cable", &["AWG 14", "3 cores", "1.5 mm2"]),
    ("disc", &["grit 60"]),
    ("saw", &["24 teeth", "14 TPI"]),
    ("breaker", &["2P", "1P+N", "10 kA", "16 A"]),
    ("glove", &["size 9", "size XL", "EN 388"]),
    ("boot", &["EU 43", "UK 9", "S1P", "S3"]),
    ("lamp", &["E27", "GU5.3", "2700 K", "806 lm", "IP65"]),
    ("drill bit", &["SDS-plus", "SDS-max", "12.7 mm", "1/2 in"]),
    ("bearing", &["6204", "6204-2RS", "6204-ZZ"]),
    ("paint", &["red", "white", "RAL 9005", "2.5 l"]),
    ("tool", &["18 V", "5 Ah", "1500 rpm", "230 V", "6 bar", "50 Nm", "5 kN", "10 kVA", "90 Wh"]),
];

#[test]
fn stainless_is_what_a_disc_cuts_and_what_a_bolt_is_of() {
    let kinds = |text: &str| read(text).iter().map(|size| size.kind).collect::<Vec<_>>();
    assert!(kinds("cutting disc 100x1.2x16 INOX").contains(&Kind::Purpose));
    assert!(kinds("hex bolt M8 INOX").contains(&Kind::Stainless));
}

#[test]
fn what_is_shown_reads_as_itself() {
    for (trade, spellings) in SPELT {
        for spelling in *spellings {
            let shown = shown(&format!("{trade} {spelling}"));
            // Two of the shown words are further sizes of the same text: `hot-dip`, `nominal`.
            assert_eq!(shown, [*spelling], "{trade}");
        }
    }
}

#[test]
fn ten_ways_to_write_one_bolt_read_equal() {
    let ways = [
        "hex bolt M8x50 A2-70",
        "HEX BOLT M8 X 50 A2-70",
        "bolt M8*50 A2-70",
        "bolt M 8 x 50 A2-70",
        "bolt M8×50mm A2-70",
        "bolt M8 x 5 cm A2-70",
        "bolt 50mm M8 A2-70",
        "A2-70 bolt M8-50",
        "bolt M8, length 50 mm, A2 70",
        "bolt, L=50, M8, A2/70",
        "Sechskantschraube М8х50 A2-70",
    ];
    let stated = product(ways[0]);
    for way in ways {
        let comparison = compare(&sizes(way), &stated);
        assert_eq!(comparison.agrees.len(), 3, "{way}: {comparison:?}");
        assert!(comparison.conflicts.is_empty() && comparison.missing.is_empty(), "{way}: {comparison:?}");
        assert!(!compare(&read(way), &product("hex bolt M8x55 A2-70")).conflicts.is_empty(), "{way}");
    }
}

#[test]
fn places_point_at_what_was_read() {
    let (plain, places) = read_places("10 × hex bolts M8×50, ½″ socket");
    let read: Vec<(&str, String)> =
        places.iter().filter(|(_, size)| !size.kind.is_word()).map(|(place, size)| (&plain[place.clone()], size.to_string())).collect();
    assert_eq!(read, [("M8x50", "M8".to_owned()), ("M8x50", "50 mm".to_owned()), ("1/2\"", "1/2 in".to_owned())]);
}

#[test]
fn numbers_of_a_group_have_the_roles_of_their_trade() {
    let names = |text: &str| sizes(text).iter().map(Size::name).collect::<Vec<_>>();
    assert_eq!(names("cutting disc 125x1.0x22.23"), ["diameter", "thickness", "bore"]);
    assert_eq!(names("oil seal 25x35x7 mm"), ["bore", "outside diameter", "width"]);
    assert_eq!(names("copper tube 22 mm x 1.5 mm"), ["outside diameter", "wall"]);
    assert_eq!(names("Mesa 120x60x77 cm"), ["length", "length", "length"]);
}

proptest! {
    #[test]
    fn a_measure_that_is_shown_reads_as_itself(value in 1_u32..1_000_000, unit in "(mm|cm|m|V|W|Ah|kg|GB|bar|Nm|lm|Hz|mm2|l|kN|rpm)") {
        let text = format!("{} {unit}", f64::from(value) / 100.0);
        let sizes = read(&text);
        prop_assert_eq!(sizes.len(), 1, "{}", text);
        prop_assert_eq!(&read(&sizes[0].to_string()), &sizes, "{}", text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        let (plain, places) = read_places(&text);
        for (place, size) in places {
            prop_assert!(!size.to_string().is_empty() && !plain[place].is_empty());
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
