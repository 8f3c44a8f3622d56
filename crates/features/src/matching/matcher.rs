//! Matching for one customer: the index, what that customer confirmed, and the wanted precision.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use engine::codes;
use engine::index::{Index, Request, Synonyms};
use engine::matching::{self, Calibration, Lesson, Settings};
use platform::{Context, Result};

use super::labelled::Labelled;
use super::leg::Leg;
use super::{CATALOGUE_EMPTY, Candidate, Outcome, calibration, rounded};
use crate::customer::{self, PartNumber};
use crate::search;

/// Cheap to clone; decides any number of lines.
#[derive(Clone)]
pub struct Matcher {
    index: Arc<Index>,
    /// The customer's own numbers and habitual words, by their comparable form.
    part_numbers: Arc<HashMap<String, PartNumber>>,
    settings: Settings,
}

/// What a line came to.
#[derive(Debug, Clone)]
pub struct Decided {
    pub outcome: Outcome,
    pub confidence: f64,
    pub reason: String,
    pub missing: Vec<String>,
    pub candidates: Vec<Candidate>,
}

impl Matcher {
    /// `top`: how many candidates to keep.
    pub async fn open(ctx: &Context, customer: Option<&str>, top: usize) -> Result<Self> {
        let index = search::index(ctx).await?;
        if index.is_empty() {
            return Err(CATALOGUE_EMPTY.error("The catalogue is empty."));
        }
        let part_numbers = match customer {
            Some(customer) => customer::part_numbers(&mut ctx.read().await?, ctx.tenant(), customer).await?,
            None => HashMap::new(),
        };
        let (calibration, _) = calibration::in_use(&mut ctx.read().await?, ctx).await?;
        let settings = Settings { precision: ctx.config.matching.wanted_precision, top, calibration, ..Settings::default() };
        Ok(Matcher { index, part_numbers: Arc::new(part_numbers), settings })
    }

    /// For an index that stands nowhere but here, and nobody's own numbers: with the shipped weights and calibration.
    pub fn over(index: Index, precision: f32, top: usize) -> Self {
        let settings = Settings { precision, top, ..Settings::default() };
        Matcher { index: Arc::new(index), part_numbers: Arc::default(), settings }
    }

    /// How many products there are to choose from.
    pub fn products(&self) -> u64 {
        self.index.len() as u64
    }

    /// Decides for this precision instead of the setting's.
    pub fn wanting(mut self, precision: f32) -> Self {
        self.settings.precision = precision;
        self
    }

    /// Decides without these parts.
    pub fn without(mut self, legs: &[Leg]) -> Self {
        legs.iter().for_each(|leg| leg.leave_out(&mut self.settings));
        if legs.contains(&Leg::Synonyms) {
            self.index = Arc::new(self.index.with_synonyms(Arc::default()));
        }
        if legs.contains(&Leg::Names) {
            self.index = Arc::new(self.index.without_names());
        }
        self
    }

    /// Decides with these synonyms instead of those in use.
    pub fn speaking(mut self, synonyms: Synonyms) -> Self {
        self.index = Arc::new(self.index.with_synonyms(Arc::new(synonyms)));
        self
    }

    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Decides by this calibration instead of the one in use.
    pub fn taught(mut self, calibration: Calibration) -> Self {
        self.settings.calibration = calibration;
        self
    }

    /// The requests' outcomes, in order, on all processors.
    pub async fn decide_all(&self, requests: Vec<Request>) -> Result<Vec<Decided>> {
        self.on_all_processors(requests, Self::decide).await
    }

    /// What each line teaches; nothing for a line without a candidate, or that a number decides.
    pub async fn lessons(&self, labelled: &[Labelled], requests: Vec<Request>) -> Result<Vec<Lesson>> {
        let asked = requests.into_iter().zip(labelled).map(|(request, labelled)| (request, labelled.right.clone())).collect();
        self.on_all_processors(asked, |matcher, (request, right)| {
            let looks = matching::evidence(&matcher.index, request, &matcher.settings).into_iter();
            looks
                .map(|look| {
                    let right = right.contains(matcher.index.sku(look.article));
                    (look, right)
                })
                .collect()
        })
        .await
    }

    async fn on_all_processors<I, O>(&self, requests: Vec<I>, answer: impl Fn(&Self, &I) -> O + Send + Sync + 'static) -> Result<Vec<O>>
    where
        I: Send + Sync + 'static,
        O: Send + 'static,
    {
        let matcher = self.clone();
        platform::off_thread(move || {
            let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
            let share = requests.len().div_ceil(threads).max(1);
            let decided = std::thread::scope(|scope| {
                let workers: Vec<_> = requests
                    .chunks(share)
                    .map(|part| scope.spawn(|| part.iter().map(|request| answer(&matcher, request)).collect::<Vec<_>>()))
                    .collect();
                workers.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<std::thread::Result<Vec<_>>>()
            });
            decided.map(|parts| parts.into_iter().flatten().collect()).map_err(|_| platform::Error::internal("a matching thread panicked"))
        })
        .await
    }

    /// What the customer's number, or else their words, were confirmed to mean.
    fn confirmed(&self, request: &Request) -> Option<&PartNumber> {
        [&request.sku, &request.mpn, &request.text].into_iter().find_map(|number| self.part_numbers.get(&codes::habitual(number)))
    }

    /// One request's outcome.
    pub fn decide(&self, request: &Request) -> Decided {
        let confirmed = if self.part_numbers.is_empty() { None } else { self.confirmed(request) };
        let mut decision = matching::decide(&self.index, request, confirmed.map(|number| number.sku.as_str()), &self.settings);
        if let Some(number) = confirmed {
            let (day, _) = number.confirmed_at.split_at(10);
            write!(decision.reason, " ({} confirmed `{}` on {day}.)", number.confirmed_by, number.part_number).unwrap_or_default();
        }
        Decided {
            outcome: match decision.outcome {
                matching::Outcome::Accepted => Outcome::Accepted,
                matching::Outcome::Choose => Outcome::Choose,
                matching::Outcome::None => Outcome::None,
            },
            confidence: rounded(decision.confidence),
            reason: decision.reason,
            missing: decision.missing,
            candidates: decision
                .candidates
                .into_iter()
                .map(|candidate| Candidate {
                    sku: candidate.sku,
                    name: self.index.name(candidate.article).to_owned(),
                    score: rounded(candidate.score),
                    confidence: rounded(candidate.confidence),
                    agrees: candidate.agrees,
                    conflicts: candidate.conflicts,
                })
                .collect(),
        }
    }
}
