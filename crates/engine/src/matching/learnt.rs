//! What a seller's labelled lines add to the shipped model: what each reason is worth among this seller's articles, of the
//! candidate that the search put first and of the others, and which words tell articles apart when only the line or only the
//! name has them (`refill`, `upgrade`, `set`). It looks at the best few candidates and may put another of them first.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::confidence::{Features, SHIPPED, as_good};
use super::logistic::{self, Row, bent, probability};
use crate::index::{Hit, Index, Request};
use crate::text::{self, Token};

/// Candidates of a line that are looked at.
pub const LOOKED_AT: usize = 3;

/// One candidate as the learnt model sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    pub article: u32,
    /// Log odds by the shipped model.
    shipped: f32,
    is_first: bool,
    reasons: Reasons,
    /// Words that the line has and the article has not, with a `-`; that its name has and the line has not, with a `+`.
    words: Vec<String>,
    contradicted: bool,
    /// Were it surely right, a person would be asked all the same: other articles fit as well, a size is not stated. Known
    /// where lines teach; a line that is decided finds it out itself.
    pub(super) asked: bool,
}

/// About 0 to 1 each, but for the shipped log odds, which speak against a candidate as well.
type Reasons = [f32; REASONS];
const REASONS: usize = OWN + 2 * GAPS;
/// Those of the candidate itself; and how far it is ahead of the others, or behind.
const OWN: usize = 25;
const GAPS: usize = 7;
/// The reasons, and again for the candidate that the search put first: of it they tell something else than of those behind it.
const COLUMNS: usize = 2 * REASONS;

/// How strongly a coefficient is held at 0, as so many lines: a word, which few lines show, more than a reason.
const REASON_RIDGE: f64 = 0.4;
const WORD_RIDGE: f64 = 4.0;
/// A word that fewer lines show teaches nothing.
const LEAST_LINES: usize = 4;

impl Look {
    /// The best [`LOOKED_AT`] of a search's hits, best first.
    pub fn at(index: &Index, request: &Request, hits: &[Hit]) -> Vec<Look> {
        let line = words(&request.text);
        let makers = [&request.brand, &request.manufacturer].map(|field| words(field)).concat();
        let asked = [line.clone(), makers.clone(), words(&request.mpn)].concat();
        let looked_at = hits.iter().take(LOOKED_AT);
        looked_at
            .enumerate()
            .map(|(at, hit)| {
                let shipped = SHIPPED.log_odds(&Features::of(hits, at));
                let name = words(index.name(hit.article));
                let known = [words(index.brand(hit.article)), name.clone()].concat();
                let mut only: Vec<String> = line.iter().filter(|word| !known.contains(word)).map(|word| format!("-{word}")).collect();
                only.extend(name.iter().filter(|word| !asked.contains(word)).map(|word| format!("+{word}")));
                only.sort_unstable();
                only.dedup();
                let led = known.first().is_some_and(|first| makers.contains(first));
                let said = line.iter().filter(|word| index.says(hit.article, word)).count() as f32 / line.len().max(1) as f32;
                Look {
                    article: hit.article,
                    shipped,
                    is_first: at == 0,
                    reasons: reasons(hits, at, led, said, shipped),
                    words: only,
                    contradicted: contradicted(hit),
                    asked: false,
                }
            })
            .collect()
    }

    /// (column, value) of what is looked at; words come after the reasons.
    fn columns(&self, known: &[String]) -> Vec<(u32, f32)> {
        let again = if self.is_first { self.reasons } else { [0.0; REASONS] };
        let columns = self.reasons.into_iter().chain(again);
        let said = columns.enumerate().filter(|(_, value)| *value != 0.0).map(|(at, value)| (at as u32, value));
        let words = self.words.iter().filter_map(|word| known.binary_search(word).ok()).map(|at| ((COLUMNS + at) as u32, 1.0));
        said.chain(words).collect()
    }
}

/// A stated size or brand differs: such an article is never put before one that does not.
fn contradicted(hit: &Hit) -> bool {
    !hit.reasons.sizes.conflicts.is_empty() || hit.reasons.other_brand
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    text::tokens(&text::fold(text), |token, kind| {
        if kind != Token::Code {
            words.push(token.to_owned());
        }
    });
    words
}

/// `at`: the hit's place. `led`: its brand or name begins with a maker the line names. `said`: the share
/// of the line's words that the article says anywhere. `shipped`: its log odds by the shipped model.
fn reasons(hits: &[Hit], at: usize, led: bool, said: f32, shipped: f32) -> Reasons {
    let hit = &hits[at];
    let mine = &hit.reasons;
    let flag = |set: bool| f32::from(u8::from(set));
    let known = |reason: Option<f32>| reason.unwrap_or(0.0);
    let others = || hits.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, hit)| hit);
    let ahead = |of: fn(&Hit) -> f32| of(hit) - others().map(of).fold(0.0_f32, f32::max);
    let gaps: [f32; GAPS] = [
        ahead(|hit| hit.score),
        ahead(|hit| hit.reasons.words),
        ahead(|hit| hit.reasons.letters),
        ahead(|hit| hit.reasons.covered),
        ahead(|hit| hit.reasons.named),
        ahead(|hit| hit.reasons.price.unwrap_or(0.0)),
        ahead(|hit| hit.reasons.alike),
    ];
    let [ahead, behind] = [gaps.map(|gap| gap.clamp(0.0, 1.0)), gaps.map(|gap| (-gap).clamp(0.0, 1.0))];
    let own: [f32; OWN] = [
        1.0,
        mine.words,
        mine.letters,
        mine.covered,
        mine.named,
        mine.covered * mine.named,
        known(mine.code),
        known(mine.numbers),
        known(mine.brand),
        known(mine.price),
        (hit.score / MOST_SCORE).clamp(0.0, 1.0),
        mine.alike,
        flag(mine.code.is_none()),
        flag(mine.code == Some(0.0)),
        flag(mine.own_code),
        flag(mine.numbers.is_none()),
        flag(mine.brand.is_none()),
        flag(mine.price.is_none()),
        flag(mine.sizes.agreed() > 0),
        flag(contradicted(hit)),
        flag(!mine.sizes.missing.is_empty()),
        as_good(hits, at),
        flag(led),
        said,
        // The shipped model may be too sure or too unsure of itself among this seller's articles.
        shipped / SURELY,
    ];
    let mut all = [0.0; REASONS];
    own.into_iter().chain(ahead).chain(behind).zip(&mut all).for_each(|(reason, place)| *place = reason);
    all
}

/// About what the shipped weights reach when everything agrees that a line of words and sizes can say.
const MOST_SCORE: f32 = 3.0;

/// Log odds of what the shipped model is sure of.
const SURELY: f32 = 4.0;

/// The coefficients that were learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learnt {
    reasons: Vec<f32>,
    /// Ascending.
    words: Vec<String>,
    worth: Vec<f32>,
    /// From the log odds of the first candidate to those that lines it had not seen bore out.
    honest: Honest,
}

/// A line that bends softly where right and wrong are as probable: of the improbable it has the slope, of the probable the slope
/// and the bend.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Honest {
    constant: f32,
    slope: f32,
    bend: f32,
}

/// What a labelled line shows: its best candidates in the search's order, each with whether it is right.
pub type Lesson = Vec<(Look, bool)>;

/// What became of a line that the fit had not seen.
pub(super) struct Tried {
    /// Of the candidate put first.
    pub(super) log_odds: f32,
    pub(super) right: bool,
    /// As in [`Look`].
    pub(super) asked: bool,
}

impl Learnt {
    /// From lessons; without any, it adds nothing to the shipped model.
    ///
    /// The same lessons in the same order give the same result.
    pub fn fit<'a>(lessons: impl Iterator<Item = &'a Lesson> + Clone) -> Learnt {
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        for lesson in lessons.clone() {
            let shown: FxHashSet<&str> = lesson.iter().flat_map(|(look, _)| look.words.iter().map(String::as_str)).collect();
            shown.into_iter().for_each(|word| *lines.entry(word).or_default() += 1);
        }
        let words: Vec<String> = lines.into_iter().filter(|(_, lines)| *lines >= LEAST_LINES).map(|(word, _)| word.to_owned()).collect();
        let rows: Vec<Row> =
            lessons.flatten().map(|(look, right)| Row { known: look.shipped, values: look.columns(&words), right: *right }).collect();
        let ridge = [vec![REASON_RIDGE; COLUMNS], vec![WORD_RIDGE; words.len()]].concat();
        let fitted: Vec<f32> = logistic::fit(&rows, &ridge).into_iter().map(|coefficient| coefficient as f32).collect();
        let (reasons, worth) = fitted.split_at(COLUMNS);
        Learnt { reasons: reasons.to_vec(), worth: worth.to_vec(), words, honest: Honest { constant: 0.0, slope: 1.0, bend: 0.0 } }
    }

    /// Makes the probability of a first candidate honest by lines that the fit had not seen.
    pub(super) fn made_honest(mut self, unseen: &[Tried]) -> Learnt {
        let row = |Tried { log_odds, right, .. }: &Tried| {
            let values = vec![(0, 1.0), (1, *log_odds), (2, bent(f64::from(*log_odds)) as f32)];
            Row { known: *log_odds, values, right: *right }
        };
        let fitted = logistic::fit(&unseen.iter().map(row).collect::<Vec<_>>(), &[1.0; 3]);
        let [constant, slope, bend] = [fitted[0], fitted[1], fitted[2]].map(|coefficient| coefficient as f32);
        // What is more probable stays more probable.
        let [of_improbable, of_probable] = [1.0 + slope, 1.0 + slope + bend].map(|slope| slope.max(0.0));
        self.honest = Honest { constant, slope: of_improbable, bend: of_probable - of_improbable };
        self
    }

    /// Positions in `looks`, the most probable first, each with its log odds among them. The search's order stays where
    /// it would otherwise give way to a contradicted article.
    pub fn order<'a>(&self, looks: impl Iterator<Item = &'a Look>) -> Vec<(usize, f32)> {
        let looks: Vec<&Look> = looks.collect();
        let probabilities: Vec<f64> = looks.iter().map(|look| probability(f64::from(look.shipped + self.worth_of(look)))).collect();
        let mut order: Vec<usize> = (0..looks.len()).collect();
        order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]).then(a.cmp(b)));
        if order.first().is_some_and(|first| looks[*first].contradicted && !looks[0].contradicted) {
            order.sort_unstable();
        }
        let all = probabilities.iter().sum::<f64>().max(1.0);
        let log_odds = |share: f64| (share / (1.0 - share)).ln() as f32;
        order.into_iter().map(|at| (at, log_odds((probabilities[at] / all).clamp(SURE, 1.0 - SURE)))).collect()
    }

    /// Whether it was learnt from the reasons that are looked at now.
    pub(super) fn is_current(&self) -> bool {
        self.reasons.len() == COLUMNS
    }

    /// What the coefficients add to the log odds.
    fn worth_of(&self, look: &Look) -> f32 {
        let coefficient = |column: usize| if column < COLUMNS { self.reasons.get(column) } else { self.worth.get(column - COLUMNS) };
        look.columns(&self.words).iter().map(|(column, value)| coefficient(*column as usize).map_or(0.0, |worth| worth * value)).sum()
    }

    /// Probability that the candidate of these log odds is right.
    pub fn probability(&self, log_odds: f32) -> f32 {
        let Honest { constant, slope, bend } = self.honest;
        probability(f64::from(constant + slope * log_odds + bend * bent(f64::from(log_odds)) as f32)) as f32
    }

    /// Words with what they are worth, those that tell most first: `-` only the line has it, `+` only the article's name.
    pub fn telling_words(&self) -> Vec<(&str, f32)> {
        let mut words: Vec<(&str, f32)> = self.words.iter().map(String::as_str).zip(self.worth.iter().copied()).collect();
        words.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(b.0)));
        words
    }
}

/// Nothing is surer than this, nor its opposite.
const SURE: f64 = 1e-4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Article;

    fn index(names: &[String]) -> Index {
        let skus: Vec<String> = (0..names.len()).map(|at| at.to_string()).collect();
        Index::build(names.iter().zip(&skus).map(|(name, sku)| Article { sku, name, ..Default::default() }))
    }

    fn looks(index: &Index, text: &str) -> Vec<Look> {
        let request = Request { text: text.to_owned(), ..Default::default() };
        Look::at(index, &request, &index.search(&request, 20))
    }

    /// Lines that name neither `refill` nor `with dispenser` always mean the one with the dispenser, which the search puts last;
    /// of everything else what it puts first is right.
    fn taught() -> (Index, Learnt) {
        let kinds = ["refill", "with dispenser and wall bracket"];
        let tapes = (0..40).flat_map(|tape| kinds.map(|kind| format!("Label tape model {tape} {kind}")));
        let hinges = (0..40).flat_map(|hinge| ["brass", "made of steel and zinc"].map(|kind| format!("Butt hinge pattern {hinge} {kind}")));
        let index = index(&tapes.chain(hinges).collect::<Vec<_>>());
        let lesson = |text: String, kind: &str| -> Lesson {
            let right = format!("{text} {kind}").to_lowercase();
            let looks = looks(&index, &text).into_iter();
            looks.map(|look| (look.clone(), index.name(look.article).to_lowercase() == right)).collect()
        };
        let lessons: Vec<Lesson> = (0..30)
            .flat_map(|at| [lesson(format!("label tape model {at}"), kinds[1]), lesson(format!("butt hinge pattern {at}"), "brass")])
            .collect();
        (index, Learnt::fit(lessons.iter()))
    }

    #[test]
    fn a_word_that_tells_articles_apart_is_learnt_and_used_on_lines_it_has_not_seen() {
        let (index, learnt) = taught();
        let looks = looks(&index, "label tape model 37");
        assert_eq!(index.name(looks[0].article), "Label tape model 37 refill");
        let (first, log_odds) = learnt.order(looks.iter())[0];
        assert_eq!(index.name(looks[first].article), "Label tape model 37 with dispenser and wall bracket");
        assert!(log_odds > 0.0 && learnt.telling_words().iter().any(|(word, worth)| *word == "+refill" && *worth < -0.3), "{learnt:?}");
    }

    #[test]
    fn a_contradicted_article_never_takes_the_first_place() {
        let (index, learnt) = taught();
        let mut looks = looks(&index, "label tape model 37");
        let likeliest = learnt.order(looks.iter())[0].0;
        looks[likeliest].contradicted = true;
        assert_eq!(learnt.order(looks.iter())[0].0, 0);
    }

    #[test]
    fn without_lessons_the_shipped_model_speaks_alone() {
        let (index, _) = taught();
        let looks = looks(&index, "label tape model 7 refill");
        let (first, log_odds) = Learnt::fit([].iter()).order(looks.iter())[0];
        let odds = |look: &Look| probability(f64::from(look.shipped));
        let share = odds(&looks[0]) / looks.iter().map(odds).sum::<f64>().max(1.0);
        assert_eq!((first, (probability(f64::from(log_odds)) * 1e4).round()), (0, (share * 1e4).round()));
    }

    #[test]
    fn boasting_is_made_honest() {
        let unseen: Vec<Tried> = (0..400).map(|at| Tried { log_odds: 4.0, right: at % 4 != 0, asked: false }).collect();
        let learnt = Learnt::fit([].iter()).made_honest(&unseen);
        assert!((learnt.probability(4.0) - 0.75).abs() < 0.02, "{}", learnt.probability(4.0));
    }

    #[test]
    fn honesty_among_the_probable_leaves_the_improbable_alone_and_never_turns_the_order() {
        // Of the improbable as many are right as stated, of the probable all.
        let improbable = (0..1_000).map(|at| Tried { log_odds: -2.2, right: at % 10 == 0, asked: false });
        let probable = [0.5, 2.0].into_iter().flat_map(|log_odds| (0..300).map(move |_| Tried { log_odds, right: true, asked: false }));
        let learnt = Learnt::fit([].iter()).made_honest(&improbable.chain(probable).collect::<Vec<_>>());
        assert!((learnt.probability(-2.2) - 0.1).abs() < 0.01 && learnt.probability(2.0) > 0.99, "{learnt:?}");
        let turned: Vec<Tried> =
            (0..400).map(|at| Tried { log_odds: if at % 2 == 0 { 3.0 } else { -3.0 }, right: at % 2 == 1, asked: false }).collect();
        let learnt = Learnt::fit([].iter()).made_honest(&turned);
        let all: Vec<f32> = (-80..=80).map(|tenth| learnt.probability(tenth as f32 / 10.0)).collect();
        assert!(all.is_sorted(), "{all:?}");
    }
}
