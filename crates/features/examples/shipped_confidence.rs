//! Fits the shipped confidence on made-up lines alone and prints the numbers that stand in `engine::matching`, with how honest
//! they are on lines the fit has not seen. No argument; some minutes.
//!
//! - 9,000 lines made from the titles of the sample packs: a hardware shop (Spanish), standard fasteners, both together. So that
//!   some lines have no right answer, 15 % of the titles are not in the catalogue, 8 % of the lines ask for something of another
//!   trade, 5 % have a number changed and 5 % the words replaced. Two writers never agree, so 70 % of the catalogue's titles are
//!   written otherwise, too.
//! - 3,000 lines of the corpus of sizes, packs and standards, its seed for developing.
//!
//! The least probability for a wanted share is that of the set that needs the highest: the share is to hold in each trade, not
//! over all of them.

use std::collections::BTreeMap;

use engine::index::{Article, Index, Request};
use engine::matching::{Features, Model, Outcome, SHARES, Settings, decide, generate, least_probabilities};
use engine::metrics::{Judged, Random, calibration_error};
use features::matching::corpus;

/// What a line shows: its first candidate's features, whether that is right, whether it would be accepted if it were sure enough.
struct Shown {
    features: Features,
    right: bool,
    open: bool,
}

const LINES: usize = 3_000;

fn main() -> Result<(), csv::Error> {
    let shop = titles("hardware-shop/ferreteria_es.csv", &["title_es"])?;
    let fasteners = titles("fasteners/standard_parts.csv", &["title", "designation", "standard"])?;
    let devices = titles("smart-home/zigbee_devices.csv", &["title"])?;
    let both = [shop.clone(), fasteners.clone()].concat();
    let sets = |seed: u64| {
        BTreeMap::from([
            ("shop", written(&shop, &fasteners, seed)),
            ("fasteners", written(&fasteners, &shop, seed)),
            ("both", written(&both, &devices, seed)),
            ("sizes", sizes(if seed == 1 { corpus::DEVELOPMENT } else { seed })),
        ])
    };
    let taught: Vec<(Features, bool)> = sets(1).into_values().flatten().map(|shown| (shown.features, shown.right)).collect();
    let model = Model::fit(&taught);
    println!("SHIPPED: {:?}", model.0.map(|coefficient| (coefficient * 100.0).round() / 100.0));
    let mut least = [0.0_f32; SHARES.len()];
    for (name, fresh) in sets(4) {
        let judged = |shown: &Shown| Judged { confidence: model.probability(&shown.features), right: shown.right };
        let all: Vec<Judged> = fresh.iter().map(judged).collect();
        let open: Vec<Judged> = fresh.iter().filter(|shown| shown.open).map(judged).collect();
        println!("{name}: {} lines, {} open, calibration error {:.3}", all.len(), open.len(), calibration_error(&all));
        let of_set = least_probabilities(&open);
        println!("  {of_set:.3?}");
        least.iter_mut().zip(of_set).for_each(|(least, of_set)| *least = least.max(of_set));
    }
    println!("SHIPPED_REACHED, for {SHARES:?}: {least:.3?}");
    Ok(())
}

/// Of a pack's file the columns, joined, each title once.
fn titles(file: &str, columns: &[&str]) -> Result<Vec<String>, csv::Error> {
    let path = format!("{}/../../data/packs/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut rows = csv::Reader::from_path(path)?;
    let rows: Vec<BTreeMap<String, String>> = rows.deserialize().collect::<Result<_, _>>()?;
    let mut titles: Vec<String> =
        rows.iter().map(|row| columns.iter().map(|column| row[*column].as_str()).collect::<Vec<_>>().join(" ")).collect();
    titles.sort();
    titles.dedup();
    Ok(titles)
}

/// Lines made from titles, `others` for what the catalogue's trade does not have.
fn written(titles: &[String], others: &[String], seed: u64) -> Vec<Shown> {
    let mut random = Random::new(seed);
    let mut catalogue: BTreeMap<usize, (String, String)> = BTreeMap::new();
    for (at, title) in titles.iter().enumerate() {
        if !random.chance(0.15) {
            let name = if random.chance(0.7) { otherwise(title, &mut random) } else { title.clone() };
            catalogue.insert(at, (format!("T{at:06}"), name));
        }
    }
    let index = Index::build(catalogue.values().map(|(sku, name)| Article { sku, name, ..Default::default() }));
    let mut shown = Vec::new();
    for _ in 0..LINES {
        let (at, other) = (random.below(titles.len()), &titles[random.below(titles.len())]);
        let (title, mut right) = match random.chance(0.08) {
            true => (&others[random.below(others.len())], None),
            false => (&titles[at], catalogue.get(&at).map(|(sku, _)| sku.as_str())),
        };
        let mut text = generate::line(title, other, &mut random);
        let changed = match random.below(20) {
            0 => generate::with_other_number(&text, &mut random),
            1 => generate::with_other_words(&text, other),
            _ => None,
        };
        if let Some(changed) = changed {
            (text, right) = (changed, None);
        }
        shown.extend(show(&index, &text, right));
    }
    shown
}

/// A title as another writer would have it: words left out, begun elsewhere.
fn otherwise(title: &str, random: &mut Random) -> String {
    let drop = [0.0, 0.1, 0.2, 0.3][random.below(4)];
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut kept: Vec<&str> =
        words.iter().filter(|word| !random.chance(if has_digit(word) { drop * 0.2 } else { drop })).copied().collect();
    if kept.is_empty() {
        kept.extend(words.first());
    }
    if random.chance(0.2) {
        let by = random.below(kept.len());
        kept.rotate_left(by);
    }
    kept.join(" ")
}

/// Lines of one item of the corpus.
fn sizes(seed: u64) -> Vec<Shown> {
    let corpus = corpus::generate(seed, LINES, None);
    let index = corpus::index(&corpus);
    let lines = corpus.lines.iter().filter(|line| line.items.len() == 1);
    let right = |truth: &corpus::Truth| match truth {
        corpus::Truth::Product(product) | corpus::Truth::Equivalent { product, .. } => {
            Some(corpus.catalogue.products[*product].sku.as_str())
        }
        corpus::Truth::Ambiguous { .. } | corpus::Truth::NotStocked => None,
    };
    lines.filter_map(|line| show(&index, &line.items[0].text, right(&line.items[0].truth))).collect()
}

/// `None`: the line has no candidate, or a number decides it.
fn show(index: &Index, text: &str, right: Option<&str>) -> Option<Shown> {
    let request = Request { text: text.to_owned(), ..Request::default() };
    let mended = index.mended(&request).map_or(request, |(mended, _)| mended);
    let hits = index.search(&mended, 2);
    let best = hits.first().filter(|best| best.reasons.number.is_none())?;
    let open = decide(index, &mended, None, &Settings { precision: 0.0, ..Settings::default() }).outcome == Outcome::Accepted;
    Some(Shown { features: Features::of(best, hits.get(1)), right: right == Some(index.sku(best.article)), open })
}
