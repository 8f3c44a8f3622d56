use std::collections::BTreeMap;

use engine::metrics::Random;
use platform::operation::{Access, Effect, Example, Method, Operation, Representation, Shown, Spec, Where, answered};
use platform::{Context, Result, Role, error};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::rules::{self, Units};
use crate::matching::corpus::{self, Answer, Corpus, Item, Line, Product, Tally, Truth, Verdict};
use crate::matching::{Estimate, Matcher, estimate};
use crate::rfq;

/// Measures sizes, packs and standards: requests in many writing styles for a generated catalogue of dense neighbourhoods.
///
/// Each line is read as a pasted request, decided with the shipped weights and calibration, and counted in articles. The
/// generator shares no code with the readers; your own catalogue is not looked at. Nothing is stored.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateSizes {
    /// Seed of the generator; 1, for developing, if absent. Seed 20270101 is for reporting and alone has what is held out.
    #[schemars(range(min = 0))]
    seed: Option<u64>,
    /// Lines to generate, 1 to 100,000; 20,000 if absent.
    #[schemars(range(min = 1, max = 100_000))]
    lines: Option<u32>,
    /// About how many products to keep of the generated catalogue, some of every kind; all, more than 20,000, if absent.
    #[schemars(range(min = 100, max = 100_000))]
    products: Option<u32>,
    /// Share of accepted lines that is wanted right; matching.wanted_precision if absent.
    #[schemars(range(min = 0.5, max = 0.9999))]
    wanted_precision: Option<f64>,
    /// Wrong lines to show, up to 1,000, drawn evenly from all; none if absent. What is held out is never shown.
    #[schemars(range(min = 0, max = 1000))]
    show_wrong: Option<u32>,
}

/// Some of several. `share` is null where there are none.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SizesShare {
    pub of: u64,
    pub count: u64,
    pub share: Option<f64>,
}

/// The figures of one group of lines.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SizesQuality {
    /// Style or family; "all".
    pub name: String,
    /// Items asked for.
    pub items: u64,
    /// Of the items with one right product, under the number it is sold by: those with it first.
    pub right_first: SizesShare,
    /// Of the items with one right product: those accepted with it.
    pub accepted_right: SizesShare,
    /// Accepted items, of all.
    pub accepted: SizesShare,
    /// Of the accepted: another article than asked for, and a stated size or class differs.
    pub wrong_size: SizesShare,
    /// Of the accepted: another kind of product than asked for.
    pub wrong_kind: SizesShare,
    /// Of the items that are not stocked: those accepted anyway. They count in `wrong_size` or `wrong_kind`, too.
    pub not_stocked_accepted: SizesShare,
    /// Of the items that several products fit: those asked with an attribute named in which they differ.
    pub ambiguous_asked: SizesShare,
    /// Of the same: those accepted anyway.
    pub ambiguous_accepted: SizesShare,
    /// Of the items asked for under another number of the standard than they are sold by: those with it first.
    pub equivalents_found: SizesShare,
    /// Of the same: those also told that the number differs.
    pub equivalents_told: SizesShare,
    /// Of the quantities in packs, hundreds, dozens, pairs, rolls, lengths: right in articles of the right product.
    pub packs_right: SizesShare,
    /// The same of plain quantities.
    pub counts_right: SizesShare,
    /// Of the lines with two items: read as two.
    pub two_split: SizesShare,
    /// Of the same: both right products first.
    pub two_right: SizesShare,
    /// Of the lines with one item: read as none or several.
    pub misread: SizesShare,
}

/// A line that is not answered as it should be.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct WrongLine {
    pub line_id: String,
    pub text: String,
    pub style: String,
    /// Gravest first.
    pub wrong: Vec<String>,
    /// What a careful salesperson would answer, an item each.
    pub expected: Vec<String>,
    /// What was answered, an item read each.
    pub answered: Vec<String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SizesQualities {
    pub seed: u64,
    /// Whether this is the seed to report figures of.
    pub report: bool,
    pub products: u64,
    /// The limit asked for; null: none.
    pub products_wanted: Option<u32>,
    pub lines: u64,
    pub wanted_precision: f64,
    /// Of the items with one right product, with its 95 % bootstrap interval.
    pub recall_at_1: Estimate,
    /// Upper end of the one-sided 95 % interval of the share of accepted items that are of another size (Clopper-Pearson); null: none was accepted.
    pub wrong_size_at_most: Option<f64>,
    pub all: SizesQuality,
    pub styles: Vec<SizesQuality>,
    pub families: Vec<SizesQuality>,
    /// Lines by what is wrong with them; a line may have several.
    pub wrong: BTreeMap<String, u64>,
    pub wrong_lines: Vec<WrongLine>,
    /// Reading and deciding all lines, in microseconds.
    pub took_us: u64,
}

const LINES: u32 = 20_000;
const CANDIDATES: usize = 5;
const FORMS: &[Representation] = &[
    Representation { extension: "catalogue.csv", media_type: "text/csv; charset=utf-8", written: Where::Flag("catalogue") },
    Representation { extension: "lines.csv", media_type: "text/csv; charset=utf-8", written: Where::Flag("requests") },
    Representation { extension: "truth.csv", media_type: "text/csv; charset=utf-8", written: Where::Flag("truth") },
];

impl Operation for EvaluateSizes {
    const SPEC: Spec = Spec::new("evaluate_sizes", Method::Post, "/api/evaluations/sizes", Access::Role(Role::Administrator), Effect::Read)
        .cli("eval sizes", &[])
        .shown(Shown::Json)
        .representations(FORMS);
    type Output = SizesQualities;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a few lines for a small catalogue", json!({ "lines": 24, "products": 400, "show_wrong": 2 })),
            Example::refused("more lines than the limit", json!({ "lines": 1_000_000 }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<SizesQualities> {
        let seed = self.seed.unwrap_or(corpus::DEVELOPMENT);
        let (lines, products) = (self.lines.unwrap_or(LINES) as usize, self.products);
        let precision = self.wanted_precision.map_or(ctx.config.matching.wanted_precision, |wanted| wanted as f32);
        let (corpus, matcher) = platform::off_thread(move || {
            let corpus = corpus::generate(seed, lines, products.map(|products| products as usize));
            let matcher = Matcher::over(corpus::index(&corpus), precision, CANDIDATES);
            Ok((corpus, matcher))
        })
        .await?;
        let started = ctx.clock.monotonic_us();
        let read = {
            let texts: Vec<String> = corpus.lines.iter().map(|line| line.text.clone()).collect();
            platform::off_thread(move || Ok(texts.iter().map(|text| rfq::pasted(text)).collect::<Vec<_>>())).await?
        };
        let decided = matcher.decide_all(read.iter().flatten().map(|item| item.wanted.clone()).collect()).await?;
        let took_us = ctx.clock.monotonic_us() - started;
        let mut decided = decided.into_iter();
        let answers: Vec<Vec<Answer>> = corpus
            .lines
            .iter()
            .zip(&read)
            .map(|(line, items)| {
                let answered = items.iter().zip(decided.by_ref()).enumerate();
                answered
                    .map(|(at, (item, decided))| Answer {
                        outcome: decided.outcome,
                        candidates: decided.candidates.iter().map(|candidate| candidate.sku.clone()).collect(),
                        told: std::iter::once(decided.reason).chain(decided.missing).collect(),
                        agrees: decided.candidates.first().map(|first| first.agrees.clone()).unwrap_or_default(),
                        conflicts: decided.candidates.first().map(|first| first.conflicts.clone()).unwrap_or_default(),
                        articles: line.items.get(at).and_then(|meant| articles(&corpus, meant, item)),
                    })
                    .collect()
            })
            .collect();
        let show = self.show_wrong.unwrap_or(0) as usize;
        let mut quality = platform::off_thread(move || Ok(measured(&corpus, &answers, show))).await?;
        quality.seed = seed;
        quality.report = seed == corpus::REPORT;
        quality.products_wanted = products;
        quality.wanted_precision = four(f64::from(precision));
        quality.took_us = took_us;
        Ok(quality)
    }

    async fn represent(answer: Value, extension: &str, _ctx: &Context) -> Result<Vec<u8>> {
        let output: SizesQualities = answered(answer)?;
        let form: fn(&Corpus) -> String = match extension {
            "catalogue.csv" => corpus::catalogue_csv,
            "lines.csv" => corpus::lines_csv,
            "truth.csv" => corpus::truth_csv,
            _ => return Err(error::REPRESENTATION_UNKNOWN.error(format!("There is no `{extension}` form of this answer."))),
        };
        let products = output.products_wanted.map(|products| products as usize);
        platform::off_thread(move || Ok(form(&corpus::generate(output.seed, output.lines as usize, products)).into_bytes())).await
    }
}

/// How many articles would be charged for, were the right product decided; `None`: it is asked.
fn articles(corpus: &Corpus, meant: &Item, read: &rfq::Pasted) -> Option<Decimal> {
    let product = &corpus.catalogue.products[meant.truth.product()?];
    let sold_pack = product.pack.map(Decimal::from);
    let units = Units { requested: read.unit.as_deref(), requested_pack: read.pack, sold: product.unit, sold_pack };
    let charged = rules::charged(read.quantity?, units).ok()?;
    let pack = sold_pack.filter(|_| charged.unit.as_deref() == Some("XBX"));
    Some(charged.quantity * pack.unwrap_or(Decimal::ONE))
}

fn measured(corpus: &Corpus, answers: &[Vec<Answer>], show: usize) -> SizesQualities {
    let mut all = Tally::default();
    let mut styles: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut families: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    let mut first = Vec::new();
    let mut wrong = Vec::new();
    for (at, (line, answers)) in corpus.lines.iter().zip(answers).enumerate() {
        let verdict = corpus::judge(corpus, line, answers);
        all.add(&verdict.tally);
        styles.entry(line.style.name()).or_default().add(&verdict.tally);
        // A line of two items belongs to no one family.
        let family = if let [family] = line.families.as_slice() { family } else { "several" };
        families.entry(family).or_default().add(&verdict.tally);
        let (right, of) = (verdict.tally.right_first, verdict.tally.matchable);
        first.extend((0..of).map(|item| if item < right { 1.0 } else { 0.0 }));
        for wrong in &verdict.wrong {
            *kinds.entry(wrong.name().to_owned()).or_default() += 1;
        }
        if !verdict.wrong.is_empty() && !corpus::is_held_out(line) {
            wrong.push((at, verdict));
        }
    }
    let mut random = Random::new(corpus::DEVELOPMENT);
    while wrong.len() > show {
        wrong.swap_remove(random.below(wrong.len()));
    }
    wrong.sort_by_key(|(at, _)| *at);
    let groups = |groups: BTreeMap<&str, Tally>| groups.into_iter().map(|(name, tally)| quality(name, &tally)).collect();
    SizesQualities {
        seed: 0,
        report: false,
        products: corpus.catalogue.products.len() as u64,
        products_wanted: None,
        lines: corpus.lines.len() as u64,
        wanted_precision: 0.0,
        recall_at_1: estimate(first.into_iter()),
        wrong_size_at_most: at_most(all.wrong_size, all.accepted).map(five),
        all: quality("all", &all),
        styles: groups(styles),
        families: groups(families),
        wrong: kinds,
        wrong_lines: wrong.iter().map(|(at, verdict)| shown(corpus, &corpus.lines[*at], &answers[*at], verdict)).collect(),
        took_us: 0,
    }
}

fn quality(name: &str, tally: &Tally) -> SizesQuality {
    let part = |count: u64, of: u64| SizesShare { of, count, share: (of > 0).then(|| five(count as f64 / of as f64)) };
    SizesQuality {
        name: name.to_owned(),
        items: tally.items,
        right_first: part(tally.right_first, tally.matchable),
        accepted_right: part(tally.accepted_right, tally.matchable + tally.equivalents),
        accepted: part(tally.accepted, tally.items),
        wrong_size: part(tally.wrong_size, tally.accepted),
        wrong_kind: part(tally.wrong_kind, tally.accepted),
        not_stocked_accepted: part(tally.not_stocked_accepted, tally.not_stocked),
        ambiguous_asked: part(tally.ambiguous_asked, tally.ambiguous),
        ambiguous_accepted: part(tally.ambiguous_accepted, tally.ambiguous),
        equivalents_found: part(tally.equivalents_found, tally.equivalents),
        equivalents_told: part(tally.equivalents_told, tally.equivalents),
        packs_right: part(tally.packs_right, tally.packs),
        counts_right: part(tally.counts_right, tally.counts),
        two_split: part(tally.two_split, tally.two),
        two_right: part(tally.two_right, tally.two),
        misread: part(tally.misread, tally.one),
    }
}

fn shown(corpus: &Corpus, line: &Line, answers: &[Answer], verdict: &Verdict) -> WrongLine {
    let described = |product: &Product| {
        let listed: Vec<String> = product.attributes.iter().map(|(name, value)| format!("{name} {value}")).collect();
        format!("{} {} [{}]", product.sku, product.name, listed.join(", "))
    };
    let named = |product: usize| described(&corpus.catalogue.products[product]);
    let expected = |item: &Item| {
        let truth = match &item.truth {
            Truth::Product(product) => named(*product),
            Truth::Equivalent { product, asked, sold } => format!("{}; told that {asked} is not {sold}", named(*product)),
            Truth::Ambiguous { among, axes } => {
                let axes: Vec<&str> = axes.iter().map(|axis| corpus.catalogue.kinds[item.kind].axes[*axis].name).collect();
                format!("asked among {} such as {}: {}", among.len(), named(among[0]), axes.join(", "))
            }
            Truth::NotStocked => "not stocked".to_owned(),
        };
        let amount = item.amount.as_ref();
        let amount = amount.map(|amount| {
            let pack = amount.pack.map(|pack| format!(" of {pack}")).unwrap_or_default();
            format!("; {} {}{pack} = {} articles", amount.quantity, amount.unit, amount.articles)
        });
        truth + &amount.unwrap_or_default()
    };
    let answered = |answer: &Answer| {
        let first = answer.candidates.first();
        let product = first.and_then(|sku| corpus.catalogue.product(sku));
        let articles = answer.articles.map(|articles| format!("; {} articles", articles.normalize()));
        format!(
            "{} {}: {}{}",
            answer.outcome.as_str(),
            product.map(described).unwrap_or_default(),
            answer.told.join(" | "),
            articles.unwrap_or_default()
        )
    };
    WrongLine {
        line_id: line.id.clone(),
        text: line.text.clone(),
        style: line.style.name().to_owned(),
        wrong: verdict.wrong.iter().map(|wrong| wrong.name().to_owned()).collect(),
        expected: line.items.iter().map(expected).collect(),
        answered: answers.iter().map(answered).collect(),
    }
}

/// The largest share at which so few of so many would still be seen once in twenty times.
///
/// Source: Clopper & Pearson, "The use of confidence or fiducial limits", Biometrika 1934. Found by halving.
fn at_most(count: u64, of: u64) -> Option<f64> {
    if of == 0 {
        return None;
    }
    let (mut low, mut high) = (count as f64 / of as f64, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if at_most_so_many(count, of, middle) > 0.05 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(high)
}

/// Probability of `count` or fewer of `of` at this share each.
fn at_most_so_many(count: u64, of: u64, share: f64) -> f64 {
    if share >= 1.0 {
        return if count >= of { 1.0 } else { 0.0 };
    }
    let mut logarithm = of as f64 * (-share).ln_1p();
    let mut sum = logarithm.exp();
    for hit in 1..=count {
        logarithm += ((of - hit + 1) as f64 / hit as f64).ln() + share.ln() - (-share).ln_1p();
        sum += logarithm.exp();
    }
    sum
}

fn four(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// Wrong sizes are counted in thousandths: five decimals.
fn five(value: f64) -> f64 {
    (value * 100_000.0).round() / 100_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_of_many_is_still_not_never() {
        assert!((at_most(0, 3000).unwrap() - 0.000_998).abs() < 1e-5);
        assert!((at_most(5, 100).unwrap() - 0.102_3).abs() < 1e-3);
        assert_eq!((at_most(0, 0), at_most(4, 4).map(f64::round)), (None, Some(1.0)));
    }
}
