//! How fast searching is; one JSON object is printed. One thread; times in microseconds unless said otherwise.
//!
//! - `search_speed [PRODUCTS] [QUERIES] [DIRECTORY]` makes a catalogue and a query log, builds the index and measures all of
//!   it. With a directory it also writes the catalogue, the log and the index there, for measurements from outside.
//! - `search_speed DIRECTORY` reads log and index from there: what a process that only searches needs and does.
//!
//! The catalogue is recombined from the titles of the sample packs by a seeded generator, the query log from its names:
//! whole words, misspelt ones, sizes, part codes and fragments of them. The log is gone through several times; each figure
//! is the median of those.

use std::fs::read_to_string;
use std::io::BufReader;
use std::path::Path;
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

/// One line of the log: what kind it is, what was typed, the SKU of the product it was made from.
struct Asked {
    kind: String,
    query: String,
    target: String,
}

/// Times the log is gone through.
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = arguments.iter().map_while(|text| text.parse().ok()).collect();
    match (&*numbers, &*arguments) {
        ([], [folder]) => read_and_search(Path::new(folder)),
        _ => build_and_search(&numbers, arguments.get(2).map(Path::new)),
    }
}

fn build_and_search(numbers: &[usize], folder: Option<&Path>) {
    let (products, queries) = (numbers.first().copied().unwrap_or(100_000), numbers.get(1).copied().unwrap_or(2_000));
    let products = recombine(&titles(), products);
    let log = queries_of(&products, queries);
    let started = Instant::now();
    let index = Index::build(products.iter().map(article)).with_synonyms(synonyms());
    let build_ms = started.elapsed().as_millis();
    let built_kb = peak_rss_kb();

    let late: Vec<Product> =
        products.iter().take(1).map(|product| Product { name: format!("{} neu", product.name), ..product.clone() }).collect();
    let changes =
        (0..ROUNDS).map(|_| time(|| index.with_changes(late.iter().map(article), late.iter().map(|product| &*product.sku)).len()));
    let change_us = median(changes.collect());
    let stored = postcard::to_stdvec(&index).unwrap_or_default();
    if let Some(folder) = folder {
        write(folder, &products, &log, &stored);
    }
    println!(
        "{{\"products\":{},\"build_ms\":{build_ms},\"build_peak_rss_kb\":{built_kb},\"stored_bytes\":{},\"change_us\":{change_us:.0},{}}}",
        products.len(),
        stored.len(),
        searched(&index, &log)
    );
}

fn read_and_search(folder: &Path) {
    let rows = csv(&read_to_string(folder.join("queries.csv")).unwrap_or_default());
    let log: Vec<Asked> = rows
        .into_iter()
        .skip(1)
        .filter_map(|row| <[String; 4]>::try_from(row).ok())
        .map(|[_, query, kind, target]| Asked { kind, query, target })
        .collect();
    let started = Instant::now();
    let mut room = vec![0; 1 << 20];
    let file = std::fs::File::open(folder.join("index")).map(|file| BufReader::with_capacity(1 << 20, file));
    let index = file.ok().and_then(|file| postcard::from_io::<Index, _>((file, &mut room)).ok());
    let Some((index, _)) = index else {
        return eprintln!("{} holds no index of this version", folder.display());
    };
    let index = index.with_synonyms(synonyms());
    let read_ms = started.elapsed().as_millis();
    index.search(&request("tornilol hexagonal m8x50"), 10);
    find(&index, "typo", "tornilol hexagonal m8x50", 10);
    let ready_ms = started.elapsed().as_millis();
    println!(
        "{{\"products\":{},\"read_ms\":{read_ms},\"ready_ms\":{ready_ms},\"ready_peak_rss_kb\":{},{}}}",
        index.len(),
        peak_rss_kb(),
        searched(&index, &log)
    );
}

/// Both kinds of search over the log.
fn searched(index: &Index, log: &[Asked]) -> String {
    find(index, "words", "tornilol", 10);
    let is_found = |asked: &Asked| find(index, &asked.kind, &asked.query, 10).contains(&&*asked.target);
    let found: String = log.iter().map(|asked| if is_found(asked) { '1' } else { '0' }).collect();
    let rounds = |work: &dyn Fn(&Asked) -> usize| -> Vec<Vec<f64>> {
        (0..ROUNDS).map(|_| log.iter().map(|asked| time(|| work(asked))).collect()).collect()
    };
    let people = rounds(&|asked| find(index, &asked.kind, &asked.query, 10).len());
    let kinds = ["words", "typo", "size", "code", "fragment", "line", "facets"].map(|kind| {
        let of = |times: &Vec<f64>| times.iter().zip(log).filter(|(_, asked)| asked.kind == kind).map(|(time, _)| *time).collect();
        format!("\"{kind}\":{}", spread(people.iter().map(of).collect()))
    });
    let lines = rounds(&|asked| index.search(&request(&asked.query), 20).len());
    format!(
        "\"queries\":{},\"target_in_first_10\":\"{found}\",\"search\":{},\"search_by_kind\":{{{}}},\"match\":{},\"peak_rss_kb\":{}",
        log.len(),
        spread(people.clone()),
        kinds.join(","),
        spread(lines),
        peak_rss_kb()
    )
}

fn synonyms() -> Arc<Synonyms> {
    Arc::new(Synonyms::new([("tornillo", "perno")].into_iter()))
}

/// SKUs of the first results.
fn find<'i>(index: &'i Index, kind: &str, query: &str, limit: usize) -> Vec<&'i str> {
    let (filter, facets) = match kind {
        "facets" => (
            Filter { conditions: vec![Condition::category("Fasteners")], ..Filter::default() },
            vec!["brand".to_owned(), "category".to_owned()],
        ),
        _ => (Filter::default(), Vec::new()),
    };
    let query = Query { text: query, filter: &filter, order: Order::Relevance, terms: None, after: None, limit, facets: &facets };
    index.find(&query).hits.iter().map(|(hit, _)| index.sku(hit.article)).collect()
}

fn write(folder: &Path, products: &[Product], log: &[Asked], index: &[u8]) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut catalogue = "sku,name,brand,manufacturer_part_number,category\n".to_owned();
    for product in products {
        let Product { sku, mpn, brand, category, name } = product;
        catalogue += &format!("{sku},{},{},{mpn},{}\n", quoted(name), quoted(brand), quoted(category));
    }
    let mut queries = "query_id,query,kind,target\n".to_owned();
    for (at, Asked { kind, query, target }) in log.iter().enumerate() {
        queries += &format!("{at},{},{kind},{target}\n", quoted(query));
    }
    for (name, bytes) in [("catalogue.csv", catalogue.as_bytes()), ("queries.csv", queries.as_bytes()), ("index", index)] {
        if let Err(why) = std::fs::write(folder.join(name), bytes) {
            eprintln!("{name} cannot be written: {why}");
        }
    }
}

fn time(work: impl FnOnce() -> usize) -> f64 {
    let started = Instant::now();
    std::hint::black_box(work());
    started.elapsed().as_secs_f64() * 1e6
}

/// Each figure is the median of the rounds'.
fn spread(rounds: Vec<Vec<f64>>) -> String {
    let sorted: Vec<Vec<f64>> = rounds
        .into_iter()
        .map(|mut times| {
            times.sort_by(f64::total_cmp);
            times
        })
        .collect();
    let of = |figure: &dyn Fn(&Vec<f64>) -> f64| median(sorted.iter().filter(|times| !times.is_empty()).map(figure).collect());
    let at = |share: f64| of(&|times| times[((times.len() - 1) as f64 * share) as usize]);
    let mean = of(&|times| times.iter().sum::<f64>() / times.len() as f64);
    format!(
        "{{\"p50_us\":{:.0},\"p90_us\":{:.0},\"p99_us\":{:.0},\"max_us\":{:.0},\"mean_us\":{mean:.0}}}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    )
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
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

/// What people type.
fn queries_of(products: &[Product], count: usize) -> Vec<Asked> {
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
            let (kind, query) = match random.below(20) {
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
            };
            Asked { kind: kind.to_owned(), query, target: product.sku.clone() }
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
