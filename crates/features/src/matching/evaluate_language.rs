use std::collections::{BTreeMap, HashMap, HashSet};

use engine::index::{Filter, Index, Order, Query, Request, spellings};
use engine::metrics::Random;
use engine::sizes;
use platform::operation::{Access, Effect, Example, Method, Operation, Shown, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::evaluate_matching::flag;
use super::leg::Leg;
use super::{Estimate, Matcher, estimate, rounded};
use crate::catalogue::{self, Article, NamedCategory};
use crate::search;

/// Measures whether articles are found by words of another language: each is asked for by its category's name in that
/// language and a size or a brand, and the whole catalogue is ranked.
///
/// Right is every article of that category with that size or brand. What names of categories and synonyms add is measured by
/// leaving them out. Nothing is stored.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateLanguage {
    /// Articles to ask for, 1 to 2,000; 200 if absent.
    #[schemars(range(min = 1, max = 2000))]
    articles: Option<u32>,
    /// Seed of the choice; 1 if absent.
    #[schemars(range(min = 0))]
    seed: Option<u64>,
    /// Language to ask in, as the names of categories have it; the taxonomy's own (English in the samples) if absent.
    #[schemars(length(max = 20))]
    language: Option<String>,
    /// How an article's category is known.
    #[serde(default)]
    category_by: CategoryBy,
    /// Also measure what each built-in synonym does, by leaving it out where names of categories are not used.
    #[serde(default)]
    each_word: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum CategoryBy {
    /// Its attribute `article type` begins with the category's name in another language, and with no other category's.
    #[default]
    ArticleType,
    /// It names the category by its id.
    Category,
}

#[derive(Serialize, JsonSchema)]
pub struct LanguageQuality {
    pub seed: u64,
    /// 0: no article's category has a name in that language.
    pub questions: u64,
    /// Categories they are of.
    pub categories: u64,
    pub products: u64,
    /// With everything, without names of categories, without synonyms, without both.
    pub measured: Vec<LanguageVariant>,
    /// Most helpful first, when `each_word` was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordEffect>,
    /// The first questions, to see what is asked.
    pub examples: Vec<String>,
}

/// How often a right article is among the first, with one part or more left out.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LanguageVariant {
    pub without: Vec<Leg>,
    /// As lines of a list (match_lines).
    pub lines: FoundShares,
    /// As queries (search_products).
    pub search: FoundShares,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct FoundShares {
    pub recall_at_1: Estimate,
    pub recall_at_5: Estimate,
    pub recall_at_10: Estimate,
}

/// What one built-in synonym does.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct WordEffect {
    pub word: String,
    /// Questions that hold one of its words.
    pub asked: u64,
    /// Sum of reciprocal ranks over these with it, and without it.
    pub with: f64,
    pub without: f64,
}

const RANKED: usize = 10;
const SHOWN: usize = 12;

impl Operation for EvaluateLanguage {
    const SPEC: Spec =
        Spec::new("evaluate_language", Method::Post, "/api/evaluations/language", Access::Role(Role::Administrator), Effect::Read)
            .cli("eval language", &[])
            .shown(Shown::Json);
    type Output = LanguageQuality;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("few articles; none, where categories have no names in other languages", json!({ "articles": 5 })),
            Example::refused("more than the limit", json!({ "articles": 100_000 }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<LanguageQuality> {
        let (seed, articles) = (self.seed.unwrap_or(1), self.articles.unwrap_or(200) as usize);
        let mut tx = ctx.read().await?;
        let categories = catalogue::named_categories(&mut tx, ctx.tenant()).await?;
        let assignment = Assignment::new(&categories, self.language.as_deref(), self.category_by);
        let mut assigned: Vec<Assigned> = Vec::new();
        catalogue::for_each_article(&mut tx, ctx.tenant(), |batch| {
            assigned.extend(batch.iter().filter_map(|article| assignment.of(article)));
            Ok(())
        })
        .await?;
        let known = search::known_synonyms(&mut tx, ctx.tenant()).await?;
        drop(tx);
        // Databases sort text each in their own way.
        assigned.sort_by(|left, right| left.sku.cmp(&right.sku));
        let questions = questions(&assigned, &assignment, articles, seed);
        let matcher = Matcher::open(ctx, None, RANKED).await?;
        let mut measured = Vec::new();
        for without in [vec![], vec![Leg::Names], vec![Leg::Synonyms], vec![Leg::Names, Leg::Synonyms]] {
            let matcher = matcher.clone().without(&without);
            let lines = shares(&as_lines(&matcher, questions.iter()).await?);
            measured.push(LanguageVariant { without, lines, search: shares(&as_queries(&matcher, &questions)) });
        }
        let mut words = Vec::new();
        if self.each_word {
            let nameless = matcher.clone().without(&[Leg::Names]);
            for word in &known.trade {
                let mine: Vec<&Question> = questions.iter().filter(|question| word.all.iter().any(|word| question.holds(word))).collect();
                let with = as_lines(&nameless, mine.iter().copied()).await?;
                let others = nameless.clone().speaking(known.with(|other| other.key != word.key));
                let without = as_lines(&others, mine.iter().copied()).await?;
                let (with, without) = (reciprocal(&with), reciprocal(&without));
                words.push(WordEffect { word: word.all[0].clone(), asked: mine.len() as u64, with, without });
            }
            words.sort_by(|left, right| (right.with - right.without).total_cmp(&(left.with - left.without)));
        }
        let categories: HashSet<usize> = questions.iter().map(|question| question.category).collect();
        Ok(LanguageQuality {
            seed,
            questions: questions.len() as u64,
            categories: categories.len() as u64,
            products: matcher.products(),
            measured,
            words,
            examples: questions.iter().take(SHOWN).map(|question| question.text.clone()).collect(),
        })
    }
}

/// Which category an article is of.
struct Assignment<'c> {
    by: CategoryBy,
    /// Name of each category in the language asked, where it has one.
    asked: Vec<Option<&'c str>>,
    ids: HashMap<&'c str, usize>,
    /// Categories by name in another language.
    by_name: HashMap<String, Vec<usize>>,
}

struct Assigned {
    sku: String,
    brand: String,
    sizes: Vec<sizes::Size>,
    category: usize,
}

impl<'c> Assignment<'c> {
    fn new(categories: &'c [NamedCategory], language: Option<&str>, by: CategoryBy) -> Self {
        let in_language = |category: &'c NamedCategory, language: &str| {
            category.names.iter().find(|(other, _)| other == language).map(|(_, name)| name.as_str())
        };
        let asked = |category: &'c NamedCategory| language.map_or(Some(category.name.as_str()), |language| in_language(category, language));
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, category) in categories.iter().enumerate() {
            let own = language.map(|_| ("", category.name.as_str()));
            let others = category.names.iter().filter(|(other, _)| Some(other.as_str()) != language);
            let others = others.map(|(language, name)| (language.as_str(), name.as_str()));
            let phrases: HashSet<String> = own.into_iter().chain(others).flat_map(|(language, name)| spellings(language, name)).collect();
            phrases.into_iter().for_each(|phrase| by_name.entry(phrase).or_default().push(at));
        }
        Assignment {
            by,
            asked: categories.iter().map(asked).collect(),
            ids: categories.iter().enumerate().map(|(at, category)| (category.id.as_str(), at)).collect(),
            by_name,
        }
    }

    fn of(&self, article: &Article) -> Option<Assigned> {
        let category = match self.by {
            CategoryBy::Category => *self.ids.get(article.category.as_deref()?)?,
            CategoryBy::ArticleType => {
                let kind = article.specifications.iter().find(|specification| specification.name == "article type")?;
                let words = spellings("", &kind.text).pop()?;
                let words: Vec<&str> = words.split(' ').collect();
                let named = (1..=words.len()).rev().find_map(|length| self.by_name.get(&words[..length].join(" ")))?;
                let [one] = named[..] else { return None };
                one
            }
        };
        self.asked[category]?;
        let sizes = sizes::read(&article.name);
        Some(Assigned { sku: article.sku.clone(), brand: article.brand.clone().unwrap_or_default(), sizes, category })
    }
}

struct Question {
    text: String,
    category: usize,
    right: HashSet<String>,
}

impl Question {
    fn holds(&self, word: &str) -> bool {
        let text = format!(" {} ", engine::index::comparable(&self.text));
        text.contains(&format!(" {} ", engine::index::comparable(word)))
    }

    fn request(&self) -> Request {
        Request { text: self.text.clone(), ..Request::default() }
    }
}

/// In turn one of each category, so that no large one outweighs the others; articles that state neither a size nor a brand
/// cannot be asked for.
fn questions(assigned: &[Assigned], assignment: &Assignment, count: usize, seed: u64) -> Vec<Question> {
    let mut random = Random::new(seed);
    let mut by_category: BTreeMap<usize, Vec<&Assigned>> = BTreeMap::new();
    for article in assigned.iter().filter(|article| !article.sizes.is_empty() || !article.brand.is_empty()) {
        by_category.entry(article.category).or_default().push(article);
    }
    for articles in by_category.values_mut() {
        for at in (1..articles.len()).rev() {
            articles.swap(at, random.below(at + 1));
        }
    }
    let mut order: Vec<usize> = by_category.keys().copied().collect();
    for at in (1..order.len()).rev() {
        order.swap(at, random.below(at + 1));
    }
    let mut questions: Vec<Question> = Vec::new();
    let most = by_category.values().map(Vec::len).max().unwrap_or_default();
    for round in 0..most {
        for category in &order {
            let Some(article) = by_category[category].get(round).filter(|_| questions.len() < count) else { continue };
            let by_size = article.brand.is_empty() || !article.sizes.is_empty() && random.chance(0.5);
            let size = by_size.then(|| article.sizes[random.below(article.sizes.len())]);
            let is_right = |other: &&&Assigned| match size {
                Some(size) => other.sizes.iter().any(|stated| stated.term() == size.term()),
                None => other.brand == article.brand,
            };
            let detail = size.map_or_else(|| article.brand.clone(), |size| size.to_string());
            let right = by_category[category].iter().filter(is_right).map(|other| other.sku.clone()).collect();
            let name = assignment.asked[*category].unwrap_or_default();
            questions.push(Question { text: format!("{name} {detail}"), category: *category, right });
        }
    }
    questions
}

/// Rank of the first right article of each question.
async fn as_lines(matcher: &Matcher, questions: impl Iterator<Item = &Question> + Clone) -> Result<Vec<Option<usize>>> {
    let decided = matcher.decide_all(questions.clone().map(Question::request).collect()).await?;
    let rank = |(question, decided): (&Question, super::Decided)| {
        decided.candidates.iter().take(RANKED).position(|candidate| question.right.contains(&candidate.sku))
    };
    Ok(questions.zip(decided).map(rank).collect())
}

fn as_queries(matcher: &Matcher, questions: &[Question]) -> Vec<Option<usize>> {
    let index: &Index = matcher.index();
    let filter = Filter::default();
    let rank = |question: &Question| {
        let text = &*question.text;
        let query = Query { text, filter: &filter, order: Order::Relevance, terms: None, after: None, limit: RANKED, facets: &[] };
        index.find(&query).hits.iter().position(|(hit, _)| question.right.contains(index.sku(hit.article)))
    };
    questions.iter().map(rank).collect()
}

fn shares(ranks: &[Option<usize>]) -> FoundShares {
    let recall = |k: usize| estimate(ranks.iter().map(|rank| flag(rank.is_some_and(|rank| rank < k))));
    FoundShares { recall_at_1: recall(1), recall_at_5: recall(5), recall_at_10: recall(RANKED) }
}

fn reciprocal(ranks: &[Option<usize>]) -> f64 {
    rounded(ranks.iter().flatten().map(|rank| 1.0 / (*rank as f32 + 1.0)).sum())
}
