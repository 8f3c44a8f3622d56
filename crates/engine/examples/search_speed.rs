//! How fast searching is: `search_speed [PRODUCTS] [QUERIES] [DIRECTORY]` prints one JSON object; with a directory it also
//! writes the catalogue and the queries there, for measurements from outside.
//!
//! The catalogue is recombined from the titles of the sample packs by a seeded generator, the query log from its names:
//! whole words, misspelt ones, sizes, part codes and fragments of them. One thread; times in microseconds.

use std::fs::read_to_string;
use std::sync::Arc;
use std::time::Instant;

use engine::index::{Article, Condition, Filter, Index, Order, Query, Request, Synonyms};
use engine::metrics::Random;

struct Title {
    brand: String,
    words: Vec<String>,
    category: String,
}

#[derive(Clone)]
struct Product {
    sku: String,
    mpn: String,
    brand: String,
    category: String,
    name: String,
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|text| text.parse::<usize>().ok());
    let (products, queries) = (numbers.next().unwrap_or(100_000), numbers.next().unwrap_or(2_000));
    let titles = titles();
    let products = recombine(&titles, products);
    let log = queries_of(&products, queries);

    if let Some(folder) = std::env::args().nth(3) {
        write(&folder, &products, &log);
    }
    let started = Instant::now();
    let index = Index::build(products.iter().map(article));
    let build_ms = started.elapsed().as_millis();

    let stored = postcard::to_stdvec(&index).unwrap_or_default();
    let started = Instant::now();
    let read: Result<Index, _> = postcard::from_bytes(&stored);
    let load_ms = started.elapsed().as_millis();
    drop(read);

    let lines: Vec<f64> = log.iter().map(|(_, query)| time(|| index.search(&request(query), 10).len())).collect();
    let index = index.with_synonyms(Arc::new(Synonyms::new([("tornillo", "perno")].into_iter())));
    let filter = Filter { conditions: vec![Condition::category("Fasteners")], ..Filter::default() };
    let (nothing, facets) = (Filter::default(), ["brand".to_owned(), "category".to_owned()]);
    let find = |kind: &str, query: &str| {
        let filtered = kind == "facets";
        let (filter, facets): (_, &[String]) = if filtered { (&filter, &facets) } else { (&nothing, &[]) };
        let query = Query { text: query, filter, order: Order::Relevance, terms: None, after: None, limit: 10, facets };
        index.find(&query).hits.len()
    };
    find("words", "tornilol");
    let times: Vec<(&str, f64)> = log.iter().map(|(kind, query)| (*kind, time(|| find(kind, query)))).collect();
    let of = |kind: &str| spread(times.iter().filter(|(other, _)| *other == kind).map(|(_, time)| *time).collect());
    let kinds: Vec<String> =
        ["words", "typo", "size", "code", "fragment", "line", "facets"].iter().map(|kind| format!("\"{kind}\":{}", of(kind))).collect();
    let started = Instant::now();
    let late: Vec<Product> =
        products.iter().take(1).map(|product| Product { name: format!("{} neu", product.name), ..product.clone() }).collect();
    let changed = index.with_changes(late.iter().map(article), late.iter().map(|product| &*product.sku));
    let change_us = started.elapsed().as_micros();
    drop(changed);
    println!(
        "{{\"products\":{},\"build_ms\":{build_ms},\"stored_bytes\":{},\"load_ms\":{load_ms},\"change_us\":{change_us},\"peak_rss_kb\":{},\
         \"search\":{},\"search_by_kind\":{{{}}},\"match\":{}}}",
        products.len(),
        stored.len(),
        peak_rss_kb(),
        spread(times.iter().map(|(_, time)| *time).collect()),
        kinds.join(","),
        spread(lines)
    );
}

fn write(folder: &str, products: &[Product], log: &[(&str, String)]) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut catalogue = "sku,name,brand,manufacturer_part_number,category\n".to_owned();
    for product in products {
        let Product { sku, mpn, brand, category, name } = product;
        catalogue += &format!("{sku},{},{},{mpn},{}\n", quoted(name), quoted(brand), quoted(category));
    }
    let mut queries = "query_id,query\n".to_owned();
    log.iter().enumerate().for_each(|(at, (_, query))| queries += &format!("{at},{}\n", quoted(query)));
    for (name, text) in [("catalogue.csv", catalogue), ("queries.csv", queries)] {
        if let Err(why) = std::fs::write(std::path::Path::new(folder).join(name), text) {
            eprintln!("{name} cannot be written: {why}");
        }
    }
}

fn time(work: impl FnOnce() -> usize) -> f64 {
    let started = Instant::now();
    std::hint::black_box(work());
    started.elapsed().as_secs_f64() * 1e6
}

fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    format!(
        "{{\"p50_us\":{:.0},\"p90_us\":{:.0},\"p99_us\":{:.0},\"max_us\":{:.0},\"mean_us\":{mean:.0}}}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    )
}

fn request(text: &str) -> Request {
    Request { text: text.to_owned(), ..Request::default() }
}

fn article(product: &Product) -> Article<'_> {
    Article {
        sku: &product.sku,
        name: &product.name,
        brand: &product.brand,
        mpn: &product.mpn,
        category: &product.category,
        ..Article::default()
    }
}

/// Titles of the packs: the hardware shop's, and the fasteners with their sizes.
fn titles() -> Vec<Title> {
    let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/packs");
    let rows = |file: &str| read_to_string(format!("{packs}/{file}")).map(|text| csv(&text)).unwrap_or_default();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let shop = rows("hardware-shop/ferreteria_es.csv").into_iter().skip(1).filter(|row| row.len() > 10).map(|row| Title {
        brand: row[2].clone(),
        words: words(&row[5]),
        category: format!("{} > {}", row[9], row[10]),
    });
    let fasteners = rows("fasteners/standard_parts.csv").into_iter().skip(1).filter(|row| row.len() > 5).map(|row| Title {
        brand: String::new(),
        words: words(&format!("{} {} {}", row[1], row[0], row[4])),
        category: format!("Fasteners > {}", row[2]),
    });
    shop.chain(fasteners).collect()
}

/// Quoted values may hold commas; the packs hold no line breaks in values.
fn csv(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .map(|line| {
            let (mut cells, mut quoted) = (vec![String::new()], false);
            let mut chars = line.chars().peekable();
            while let Some(c) = chars.next() {
                match c {
                    '"' if quoted && chars.peek() == Some(&'"') => cells.last_mut().into_iter().for_each(|cell| cell.push('"')),
                    '"' => quoted = !quoted,
                    ',' if !quoted => cells.push(String::new()),
                    c => cells.last_mut().into_iter().for_each(|cell| cell.push(c)),
                }
            }
            cells
        })
        .collect()
}

/// The first words of one title with the last of another, digits of its own, and a part code.
fn recombine(titles: &[Title], count: usize) -> Vec<Product> {
    let mut random = Random::new(7);
    (0..count)
        .map(|at| {
            let (first, second) = (&titles[random.below(titles.len())], &titles[random.below(titles.len())]);
            let head = first.words.len().div_ceil(2);
            let tail = second.words.len() / 2;
            let mut name: Vec<String> = first.words[..head].to_vec();
            name.extend(second.words[tail..].iter().cloned());
            if random.chance(0.3) {
                name.push(format!("{}x{}", 2 + random.below(40), 5 * (1 + random.below(60))));
            }
            let letters: String = (0..2 + random.below(3)).map(|_| char::from(b'A' + random.below(26) as u8)).collect();
            Product {
                sku: format!("P{at:07}"),
                mpn: format!("{letters}-{}{}", 100 + random.below(90_000), ["", "B", "X2"][random.below(3)]),
                brand: first.brand.clone(),
                category: first.category.clone(),
                name: name.join(" "),
            }
        })
        .collect()
}

/// What people type: (kind, query).
fn queries_of(products: &[Product], count: usize) -> Vec<(&'static str, String)> {
    let mut random = Random::new(11);
    (0..count)
        .map(|_| {
            let product = &products[random.below(products.len())];
            let words: Vec<&str> = product.name.split_whitespace().collect();
            let some = |random: &mut Random, most: usize| -> Vec<String> {
                let length = 1 + random.below(most.min(words.len()));
                let start = random.below(words.len() - length + 1);
                words[start..start + length].iter().map(|word| (*word).to_owned()).collect()
            };
            match random.below(20) {
                0..=8 => ("words", some(&mut random, 5).join(" ")),
                9..=12 => {
                    let mut words = some(&mut random, 4);
                    let at = random.below(words.len());
                    words[at] = misspelt(&words[at], &mut random);
                    ("typo", words.join(" "))
                }
                13..=15 => {
                    let sizes = words.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).map(|word| (*word).to_owned());
                    ("size", some(&mut random, 3).into_iter().chain(sizes.take(2)).collect::<Vec<_>>().join(" "))
                }
                16..=17 => ("code", product.mpn.clone()),
                18 if random.chance(0.5) => ("facets", some(&mut random, 2).join(" ")),
                18 => ("fragment", product.mpn.chars().skip(3).collect()),
                _ => ("line", words.join(" ")),
            }
        })
        .collect()
}

fn misspelt(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 {
        let at = random.below(letters.len() - 1);
        match random.below(3) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, letters[at]),
        }
    }
    letters.into_iter().collect()
}

/// Most memory the process ever held; 0 where the system does not say.
fn peak_rss_kb() -> u64 {
    let status = read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or_default()
}
