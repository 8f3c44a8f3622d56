use engine::matching::Calibration;
use platform::blobs::UploadId;
use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Shown, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::calibration::{self, CalibrationInUse};
use super::line_input::Lines;
use super::{Matcher, NO_CALIBRATION, TOO_FEW_LINES, labelled, store};
use crate::{seed, timestamp};

/// Fits the confidence of matches on your own labelled lines, and uses it from then on.
///
/// What is learnt: what each reason is worth among your products, which words tell them apart, and from which probability
/// the wanted share of accepted lines is right. It may put another of the best three candidates first, never one that a
/// stated size or brand contradicts; what a number names, vetoes and questions stay as they are.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalibrateMatching {
    /// A table with the columns line_id and text, and what else is known of the lines; some hundred at least.
    lines: Lines,
    /// A table with the columns line_id and sku: the right product of a line; a line without one has none.
    truth: UploadId,
}

/// Below this nothing can be said about one accepted line in fifty.
const LEAST: usize = 30;

impl Operation for CalibrateMatching {
    const SPEC: Spec =
        Spec::new("calibrate_matching", Method::Post, "/api/matching/calibration", Access::Role(Role::Administrator), Effect::Write)
            .cli("calibrate", &[])
            .shown(Shown::Json);
    type Output = CalibrationInUse;

    fn examples() -> Vec<Example> {
        let line = |at: usize| json!({ "line_id": at.to_string(), "text": format!("hex bolt M8x{}", at + 5) });
        let lines = |count: usize| (1..=count).map(line).collect::<Vec<_>>();
        vec![
            Example::ok("lines of which one has a product", json!({ "lines": lines(LEAST), "truth": seed::TRUTH })),
            Example::refused("too few to learn from", json!({ "lines": lines(3), "truth": seed::TRUTH }), "matching.too_few_lines"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<CalibrationInUse> {
        let labelled = labelled::read(ctx, self.lines, &self.truth).await?;
        let requests = labelled.iter().map(|labelled| labelled.line.request()).collect();
        let mut lessons = Matcher::open(ctx, None, 1).await?.lessons(&labelled, requests).await?;
        lessons.retain(|lesson| !lesson.is_empty());
        if lessons.len() < LEAST {
            let message = format!("{} of the lines are decided by their words; at least {LEAST} are needed.", lessons.len());
            return Err(TOO_FEW_LINES.error(message).at("lines"));
        }
        let (lines, right) = (lessons.len() as u64, lessons.iter().filter(|lesson| lesson[0].1).count() as u64);
        let calibration = platform::off_thread(move || Ok(Calibration::fit(&lessons))).await?;
        let id = ctx.new_id();
        let mut tx = ctx.write().await?;
        store::save(&mut tx, ctx, &id, &calibration, lines, right).await?;
        let shown = CalibrationInUse {
            id: Some(id.clone()),
            created_at: Some(timestamp(ctx.now())),
            created_by: Some(ctx.principal.name.clone()),
            lines,
            right,
            ..CalibrationInUse::of(&calibration, ctx)
        };
        ctx.commit(tx, Change::of("matching_calibration", id, "fitted"), shown).await
    }
}

/// Shows how the confidence of matches is made: fitted on your lines, or as shipped.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GetCalibration {}

impl Operation for GetCalibration {
    const SPEC: Spec =
        Spec::new("get_matching_calibration", Method::Get, "/api/matching/calibration", Access::Role(Role::Reader), Effect::Read)
            .cli("calibration show", &[]);
    type Output = CalibrationInUse;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("the shipped one", json!({})),
            Example::refused("a field that does not exist", json!({ "id": "1" }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<CalibrationInUse> {
        Ok(calibration::in_use(&mut ctx.read().await?, ctx).await?.1)
    }
}

/// Takes the fitted confidence out of use; the one before it, or the shipped one, is used again.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveCalibration {
    /// Id of the calibration you saw in use; refused if another one is by now.
    #[schemars(length(max = 100))]
    id: Option<String>,
}

impl Operation for RemoveCalibration {
    const SPEC: Spec = Spec::new(
        "remove_matching_calibration",
        Method::Delete,
        "/api/matching/calibration",
        Access::Role(Role::Administrator),
        Effect::Remove,
    )
    .cli("calibration remove", &[]);
    type Output = CalibrationInUse;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("what was fitted, if anything was", json!({})),
            Example::refused("one that is not in use", json!({ "id": "none" }), "matching.calibration_not_in_use"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<CalibrationInUse> {
        let mut tx = ctx.write().await?;
        let (_, before) = calibration::in_use(&mut tx, ctx).await?;
        if let Some(seen) = self.id.filter(|seen| before.id.as_ref() != Some(seen)) {
            return Err(NO_CALIBRATION.error(format!("`{seen}` is not the calibration in use.")).at("id"));
        }
        let id = before.id.unwrap_or_default();
        store::mark_removed(&mut tx, ctx, &id).await?;
        let (_, now) = calibration::in_use(&mut tx, ctx).await?;
        ctx.commit(tx, Change::of("matching_calibration", id, "removed"), now).await
    }
}
