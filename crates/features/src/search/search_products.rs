use std::collections::BTreeMap;

use engine::index::{Condition, Filter, Found, Hit, How, Index, Number, Order, Place, Query, Range, Read, Reasons};
use platform::blobs::{self, UploadId};
use platform::money::{Exact, UnitPrice, price_micro};
use platform::operation::{Access, Effect, Example, Method, Operation, Shown, Spec};
use platform::text::visible;
use platform::{Context, Result, Role};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::fresh_index::{Current, current};
use super::{CONDITION_UNREADABLE, QUERIES_EMPTY, QUERY_MISSING, TERMS_UNKNOWN};
use crate::ingest::columns;
use crate::matching::rounded;
use crate::page::{self, Cursor};

/// Finds products by words, sizes, brands or numbers, as a person at the counter would ask.
///
/// Slips of the keyboard and half-typed words are forgiven, numbers and codes are not. For the lines of a customer's list
/// use match_lines: it decides, this one only ranks.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchProducts {
    /// What to look for: words, a size, a SKU, a GTIN, a part number. Blank: everything the filters leave.
    #[schemars(length(max = 10_000))]
    query: Option<String>,
    /// A table with the columns query_id and query, instead of one query.
    queries: Option<UploadId>,
    /// Only products of this brand.
    #[schemars(length(max = 200))]
    brand: Option<String>,
    /// Only products of this category or below it: its name, or its path with ` > `.
    #[schemars(length(max = 500))]
    category: Option<String>,
    /// Conditions on attributes that must all hold: `thread = M8`, `length >= 40 mm`, `length between 40 and 60 mm`.
    #[serde(default)]
    #[schemars(length(max = 20), inner(length(max = 200)))]
    attributes: Vec<String>,
    /// Least price of one, in the seller's currency. Products of unknown price are left out.
    price_min: Option<Exact>,
    /// Most price of one, in the seller's currency. Products of unknown price are left out.
    price_max: Option<Exact>,
    /// Only products of which stock is known.
    #[serde(default)]
    in_stock: bool,
    /// Count the results by these: brand, category, price, stock, or an attribute's name.
    #[serde(default)]
    #[schemars(length(max = 20), inner(length(min = 1, max = 100)))]
    facets: Vec<String>,
    /// The order of the results; relevance if absent.
    #[serde(default)]
    sort: Sort,
    /// Results, 1 to the setting limits.page_size_max; the setting limits.page_size if absent.
    limit: Option<u32>,
    /// The `next_cursor` of the page before, with everything else as it was.
    cursor: Option<Cursor>,
    /// Also say what each part of the score was and how each word was read.
    #[serde(default)]
    explain: bool,
}

/// The order of results; equal ones stand by SKU.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Sort {
    #[default]
    Relevance,
    /// Cheapest first, unknown prices last.
    Price,
    /// Dearest first, unknown prices last.
    PriceDescending,
    Name,
    Sku,
}

/// A product found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SearchResult {
    pub rank: u32,
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    /// With those above it, where they are known.
    pub category: Option<String>,
    /// What one costs now on the standard list, in the seller's currency; null if that is unknown.
    pub price: Option<UnitPrice>,
    /// Whether any is in stock; null if that is unknown.
    pub in_stock: Option<bool>,
    /// True when the product is sample data.
    pub sample: bool,
    /// Comparable within this answer only.
    pub score: f64,
    /// What speaks for it, in words.
    pub reasons: Vec<String>,
    /// The parts of the score, when `explain` was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_parts: Option<BTreeMap<String, f64>>,
}

/// What was understood of the query.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Interpreted {
    /// The words searched for, folded.
    pub words: Vec<String>,
    /// Sizes, voltages and the like that were read.
    pub sizes: Vec<String>,
    /// The bar-code number, if the query is one.
    pub gtin: Option<String>,
    /// Where the query was not taken as it stands, or less was found than asked for, in words.
    pub relaxations: Vec<String>,
    /// How each word was read, when `explain` was asked; most trusted first. A product counts by its best reading of a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readings: Option<Vec<WordReading>>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct WordReading {
    pub word: String,
    /// exact, synonym, compound, slip or beginning.
    pub how: String,
    pub read_as: String,
    /// Products that hold it.
    pub products: u32,
}

/// The results counted by the values of one attribute.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FacetCounts {
    pub name: String,
    /// Most frequent first, at most 100. Asking for a value with everything else as it was finds this many.
    pub values: Vec<FacetCount>,
    /// Values left out.
    pub values_left_out: u32,
    /// Results for which it is not known.
    pub unknown: u32,
    /// Of price: the lowest and the highest, in the seller's currency.
    pub lowest: Option<Exact>,
    pub highest: Option<Exact>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct FacetCount {
    pub value: String,
    pub products: u32,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SearchAnswer {
    /// The query's number in a file of queries; null for a single one.
    pub query_id: Option<String>,
    pub results: Vec<SearchResult>,
    /// Products that answer the query: those that hold at least half of what the best one holds of it.
    pub total: u32,
    /// Asks for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
    /// Those asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<FacetCounts>,
    pub interpreted: Interpreted,
    /// Time spent ranking, in microseconds.
    pub took_us: u64,
}

/// One answer, or one for each query of the file.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum SearchOutput {
    Many {
        /// Each as the answer to a single query.
        #[schemars(with = "Vec<serde_json::Map<String, serde_json::Value>>")]
        answers: Vec<SearchAnswer>,
    },
    One(Box<SearchAnswer>),
}

impl Operation for SearchProducts {
    const SPEC: Spec = Spec::new("search_products", Method::Post, "/api/search/products", Access::Role(Role::Reader), Effect::Read)
        .cli("search", &["query"])
        .shown(Shown::Jsonl)
        .rows("answers")
        .everyday()
        .offers("sku", "results.sku", Some("query"));
    type Output = SearchOutput;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a bolt by its size", json!({ "query": "hexagon bolt M8x50", "limit": 3 })),
            Example::ok("the parts of the score", json!({ "query": "4006381333931", "explain": true })),
            Example::ok(
                "filtered, counted and sorted",
                json!({ "query": "hexagon", "attributes": ["length between 40 and 60 mm"], "price_max": "0.50", "facets": ["brand", "thread"], "sort": "price" }),
            ),
            Example::refused("no query", json!({ "limit": 3 }), "search.query_missing"),
            Example::refused(
                "a condition without a value",
                json!({ "query": "bolt", "attributes": ["length between 40"] }),
                "search.condition_unreadable",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<SearchOutput> {
        let current = current(ctx).await?;
        let search = Search::read(&self, ctx, current)?;
        match (self.query, self.queries) {
            // Shorter than handing it to another thread and back would be worth.
            (Some(query), None) => Ok(SearchOutput::One(Box::new(search.answer(None, &query)))),
            (None, Some(file)) => {
                let (upload, bytes) = blobs::open(ctx, &file).await?;
                let rows = columns(ctx, &upload.name, &bytes, &["query_id", "query"], ctx.config.limits.lines).await?;
                if rows.is_empty() {
                    return Err(QUERIES_EMPTY.error(format!("`{}` holds no query.", upload.name)).at("queries"));
                }
                let answers = rows.into_iter().map(move |mut row| {
                    let query = row.cells.remove("query").unwrap_or_default();
                    search.answer(row.cells.remove("query_id"), &query)
                });
                platform::off_thread(move || Ok(SearchOutput::Many { answers: answers.collect() })).await
            }
            _ => Err(QUERY_MISSING.error("Give either `query` or `queries`.")),
        }
    }
}

/// Values of one facet that an answer lists.
const MOST_VALUES: usize = 100;

/// A search made ready: what it runs on and everything but the words.
struct Search {
    current: Current,
    filter: Filter,
    order: Order,
    now: i64,
    limit: usize,
    after: Option<Place>,
    facets: Vec<String>,
    explain: bool,
    clock: platform::context::Clock,
}

impl Search {
    fn read(asked: &SearchProducts, ctx: &Context, current: Current) -> Result<Search> {
        let mut conditions = Vec::new();
        conditions.extend(asked.brand.as_deref().map(Condition::brand));
        conditions.extend(asked.category.as_deref().map(Condition::category));
        for text in &asked.attributes {
            let condition = Condition::parse(&visible(text));
            conditions.push(condition.map_err(|why| CONDITION_UNREADABLE.error(format!("{}.", sentence(&why.0))).at("attributes"))?);
        }
        let now = ctx.now();
        let bounds = [asked.price_min, asked.price_max];
        let priced = bounds.iter().any(Option::is_some) || matches!(asked.sort, Sort::Price | Sort::PriceDescending);
        if priced && current.terms.is_none() {
            return Err(TERMS_UNKNOWN.error("No seller is set up, so no currency is known."));
        }
        let [least, most] = bounds.map(|bound| bound.map(|bound| price_micro(bound.0)).transpose());
        let (least, most) = (least?, most?);
        let range = |name: &str| Range { terms: name.to_owned(), at: now, least, most };
        let price = current.terms.as_ref().filter(|_| least.or(most).is_some()).map(|terms| range(&terms.name));
        let order = match asked.sort {
            Sort::Relevance => Order::Relevance,
            Sort::Price => Order::Price { descending: false },
            Sort::PriceDescending => Order::Price { descending: true },
            Sort::Name => Order::Name,
            Sort::Sku => Order::Sku,
        };
        Ok(Search {
            current,
            filter: Filter { conditions, price, in_stock: asked.in_stock },
            order,
            now,
            limit: page::size(ctx, asked.limit)? as usize,
            after: page::after(asked.cursor.as_ref())?.map(|key| place(&key).ok_or_else(page::not_ours)).transpose()?,
            facets: asked.facets.clone(),
            explain: asked.explain,
            clock: ctx.clock,
        })
    }

    fn answer(&self, query_id: Option<String>, query: &str) -> SearchAnswer {
        let text = visible(query);
        let index: &Index = &self.current.index;
        let started = self.clock.monotonic_us();
        let found = index.find(&Query {
            text: &text,
            filter: &self.filter,
            order: self.order,
            terms: self.current.terms.as_ref().map(|terms| (&*terms.name, self.now)),
            after: self.after.as_ref(),
            limit: self.limit,
            facets: &self.facets,
        });
        let took_us = self.clock.monotonic_us() - started;
        let interpreted = Interpreted {
            words: words(&text),
            sizes: found.sizes.iter().map(ToString::to_string).collect(),
            gtin: engine::codes::Gtin::parse(&text).map(|gtin| gtin.to_string()),
            relaxations: self.relaxations(&found),
            readings: self.explain.then(|| found.words.iter().flat_map(word_readings).collect()),
        };
        let last = found.hits.last().filter(|_| found.more);
        let next_cursor = last.map(|(_, place)| Cursor::behind(&format!("{}:{}:{}", place.tier, place.key, place.sku)));
        let facets = found.facets.into_iter().map(Self::facet).collect();
        let blank = text.trim().is_empty();
        let results = found.hits.iter().zip(1..).map(|((hit, _), rank)| self.result(hit, rank, blank)).collect();
        SearchAnswer { query_id, results, total: found.total, next_cursor, facets, interpreted, took_us }
    }

    fn result(&self, hit: &Hit, rank: u32, blank: bool) -> SearchResult {
        let index: &Index = &self.current.index;
        let article = hit.article;
        let micro = self.current.terms.as_ref().and_then(|terms| index.price(article, (&terms.name, self.now)));
        SearchResult {
            rank,
            sku: index.sku(article).to_owned(),
            name: index.name(article).to_owned(),
            brand: index.brand_shown(article).map(str::to_owned),
            category: index.category_shown(article).map(str::to_owned),
            price: micro.and_then(|micro| self.price(micro)),
            in_stock: index.stock(article).map(|stock| stock > 0.0),
            sample: index.is_sample(article),
            score: rounded(hit.score),
            reasons: if blank { Vec::new() } else { in_words(&hit.reasons) },
            score_parts: self.explain.then(|| parts(&hit.reasons)),
        }
    }

    fn price(&self, micro: i64) -> Option<UnitPrice> {
        let terms = self.current.terms.as_ref()?;
        Some(UnitPrice { price: Exact(Decimal::new(micro, 6).normalize()), currency: terms.currency.clone() })
    }

    fn facet(facet: engine::index::Facet) -> FacetCounts {
        let values_left_out = facet.values.len().saturating_sub(MOST_VALUES) as u32;
        let values = facet.values.into_iter().take(MOST_VALUES).map(|(value, products)| FacetCount { value, products });
        let price = |micro: i64| Exact(Decimal::new(micro, 6).normalize());
        FacetCounts {
            name: facet.name,
            values: values.collect(),
            values_left_out,
            unknown: facet.unknown,
            lowest: facet.prices.map(|(lowest, _)| price(lowest)),
            highest: facet.prices.map(|(_, highest)| price(highest)),
        }
    }

    fn relaxations(&self, found: &Found) -> Vec<String> {
        let mut said = Vec::new();
        for read in &found.words {
            match &*read.readings {
                [] => said.push(format!("No product holds `{}` or a word like it.", read.word)),
                [(How::Exact, ..), ..] => {}
                readings => {
                    let others: Vec<String> = readings.iter().take(3).map(|(_, other, _)| format!("`{other}`")).collect();
                    said.push(format!("`{}` was read as {}.", read.word, others.join(" or ")));
                }
            }
        }
        if found.by_letters {
            said.push("No word of the query is known; these products are only spelt alike.".to_owned());
        }
        if found.weaker {
            said.push("The filters leave none of the products that fit the words best; these hold less of them.".to_owned());
        }
        for name in self.filter.conditions.iter().map(Condition::name).filter(|name| !self.current.index.states(name)) {
            said.push(format!("No product states `{name}`."));
        }
        said
    }
}

fn place(key: &str) -> Option<Place> {
    let mut parts = key.splitn(3, ':');
    Some(Place { tier: parts.next()?.parse().ok()?, key: parts.next()?.parse().ok()?, sku: parts.next()?.to_owned() })
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn word_readings(read: &Read) -> impl Iterator<Item = WordReading> + '_ {
    let how = |how: How| match how {
        How::Exact => "exact",
        How::Synonym => "synonym",
        How::Compound => "compound",
        How::Slip => "slip",
        How::Beginning => "beginning",
    };
    read.readings.iter().map(move |(kind, read_as, products)| WordReading {
        word: read.word.clone(),
        how: how(*kind).to_owned(),
        read_as: read_as.clone(),
        products: *products,
    })
}

/// The words searched for, folded, in order.
fn words(query: &str) -> Vec<String> {
    let mut words = Vec::new();
    engine::text::tokens(&engine::text::fold(query), |word, token| {
        if token == engine::text::Token::Word {
            words.push(word.to_owned());
        }
    });
    words
}

/// What speaks for a product, the strongest first.
fn in_words(reasons: &Reasons) -> Vec<String> {
    let mut words = Vec::new();
    match reasons.number {
        Some(Number::Sku) => words.push("our article number".to_owned()),
        Some(Number::Gtin) => words.push("its bar code".to_owned()),
        Some(Number::PartNumber) => words.push("the maker's part number".to_owned()),
        Some(Number::Other { .. }) => words.push("another number on record for it".to_owned()),
        None => {}
    }
    if reasons.code.is_some_and(|code| code > 0.9) {
        words.push("the part code in the name".to_owned());
    }
    if reasons.brand.is_some_and(|brand| brand > 0.9) {
        words.push("the brand".to_owned());
    }
    if reasons.covered > 0.0 {
        words.push(format!("{:.0} % of what the words say", f64::from(reasons.covered) * 100.0));
    }
    if words.is_empty() {
        words.push("similar spelling".to_owned());
    }
    words
}

/// The parts of the score, each 0 to 1; what one side does not state is absent.
fn parts(reasons: &Reasons) -> BTreeMap<String, f64> {
    let always = [("words", Some(reasons.words)), ("covered", Some(reasons.covered)), ("named", Some(reasons.named))];
    let stated = [
        ("letters", Some(reasons.letters).filter(|letters| *letters > 0.0)),
        ("code", reasons.code),
        ("brand", reasons.brand),
        ("price", reasons.price),
    ];
    always.into_iter().chain(stated).filter_map(|(part, value)| Some((part.to_owned(), rounded(value?)))).collect()
}
