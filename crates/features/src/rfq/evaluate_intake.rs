use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::ingest::corpus::{self, Score};

/// Measures the reading of requests on generated documents whose right answers are known, by kind of document.
///
/// The generator shares no code with the reader. Nothing is stored.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluateIntake {
    /// Documents to generate, 1 to 5,000; 400 if absent.
    #[schemars(range(min = 1, max = 5000))]
    documents: Option<u32>,
    /// Seed of the generator; 1 if absent.
    #[schemars(range(min = 0))]
    seed: Option<u64>,
}

/// How well one kind of document was read. F1 is the harmonic mean of the shares of read and of meant values that are right.
#[derive(Serialize, JsonSchema)]
pub struct IntakeQuality {
    pub kind: String,
    pub documents: u64,
    /// Lines the documents hold.
    pub lines: u64,
    pub item_f1: f64,
    pub quantity_f1: f64,
    pub unit_f1: f64,
    /// Item, quantity and unit of a line all right.
    pub line_f1: f64,
    /// Share of the lines whose every word ended in a field.
    pub without_remainder: f64,
    /// Words of the documents that are neither in a line nor in a note.
    pub lost_words: u64,
    pub unreadable_documents: u64,
}

#[derive(Serialize, JsonSchema)]
pub struct IntakeQualities {
    pub seed: u64,
    pub kinds: Vec<IntakeQuality>,
}

impl Operation for EvaluateIntake {
    const SPEC: Spec =
        Spec::new("evaluate_intake", Method::Post, "/api/evaluations/intake", Access::Role(Role::Administrator), Effect::Read)
            .cli("eval intake", &[])
            .rows("kinds");
    type Output = IntakeQualities;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a few documents", json!({ "documents": 12, "seed": 1 })),
            Example::refused("more than the limit", json!({ "documents": 100_000 }), "input.malformed"),
        ]
    }

    async fn run(self, _ctx: &Context) -> Result<IntakeQualities> {
        let seed = self.seed.unwrap_or(1);
        let documents = self.documents.unwrap_or(400) as usize;
        let scores = platform::off_thread(move || Ok(corpus::measure(&corpus::generate(seed, documents)))).await?;
        Ok(IntakeQualities { seed, kinds: scores.iter().map(|(kind, score)| quality(kind, score)).collect() })
    }
}

fn quality(kind: &str, score: &Score) -> IntakeQuality {
    let four = |value: f64| (value * 10_000.0).round() / 10_000.0;
    IntakeQuality {
        kind: kind.to_owned(),
        documents: score.documents as u64,
        lines: score.line.meant as u64,
        item_f1: four(score.item.f1()),
        quantity_f1: four(score.quantity.f1()),
        unit_f1: four(score.unit.f1()),
        line_f1: four(score.line.f1()),
        without_remainder: four(score.without_remainder as f64 / (score.line.read as f64).max(1.0)),
        lost_words: score.lost_words as u64,
        unreadable_documents: score.failed as u64,
    }
}
