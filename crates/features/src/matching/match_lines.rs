use platform::operation::{Access, Effect, Example, Method, Operation, Shown, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::line_input::Lines;
use super::{Candidate, Matcher, Outcome};

/// Decides for each line which product is meant: accepted, a choice to make, or none, with the reason.
///
/// Nothing is stored. To work on a customer's document use create_rfq.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchLines {
    /// The lines, or a table with the columns line_id and text (and description, brand, manufacturer, manufacturer_part_number, gtin where known).
    lines: Lines,
    /// The buying customer, whose own part numbers are looked at first.
    #[schemars(length(max = 100))]
    customer: Option<String>,
    /// Candidates per line, 1 to 100; 5 if absent.
    #[schemars(range(min = 1, max = 100))]
    top: Option<u32>,
}

/// What a line came to.
#[derive(Serialize, JsonSchema)]
pub struct LineOutcome {
    pub line_id: String,
    pub outcome: Outcome,
    /// Calibrated probability that the first candidate is right.
    pub confidence: f64,
    pub reason: String,
    /// Requested attributes that the first candidate does not state.
    pub missing: Vec<String>,
    /// Best first.
    pub candidates: Vec<Candidate>,
}

#[derive(Serialize, JsonSchema)]
pub struct LineOutcomes {
    /// In the order of the input.
    pub lines: Vec<LineOutcome>,
}

impl Operation for MatchLines {
    const SPEC: Spec = Spec::new("match_lines", Method::Post, "/api/match", Access::Role(Role::Reader), Effect::Read)
        .cli("match", &[])
        .shown(Shown::Jsonl)
        .rows("lines")
        .columns(&["line_id", "outcome", "confidence", "candidates.0.sku", "candidates.0.name", "reason"])
        .everyday();
    type Output = LineOutcomes;

    fn examples() -> Vec<Example> {
        let lines = json!([{ "line_id": "1", "text": "hex bolts M8x50 8.8 zinc" }, { "line_id": "2", "text": "birthday cake" }]);
        vec![
            Example::ok("a line that is there and one that is not", json!({ "lines": lines, "top": 3 })),
            Example::refused("no line", json!({ "lines": [] }), "matching.no_lines"),
            Example::refused(
                "two lines of one name",
                json!({ "lines": [{ "line_id": "1", "text": "bolt" }, { "line_id": "1", "text": "nut" }] }),
                "matching.line_unnamed",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<LineOutcomes> {
        let lines = self.lines.read(ctx).await?;
        let matcher = Matcher::open(ctx, self.customer.as_deref(), self.top.unwrap_or(5) as usize).await?;
        let decided = matcher.decide_all(lines.iter().map(super::line_input::LineInput::request).collect()).await?;
        let lines = lines
            .into_iter()
            .zip(decided)
            .map(|(line, decided)| LineOutcome {
                line_id: line.line_id,
                outcome: decided.outcome,
                confidence: decided.confidence,
                reason: decided.reason,
                missing: decided.missing,
                candidates: decided.candidates,
            })
            .collect();
        Ok(LineOutcomes { lines })
    }
}
