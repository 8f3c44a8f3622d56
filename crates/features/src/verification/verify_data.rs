use platform::db::damage;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::verify::{Kept, Tally, holds};
use platform::{Context, Result, Role, blobs, error, journal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{INTACT, promises, store};
use crate::{catalogue, customer, quote, rfq, seller};

/// Looks at every stored row of every tenant and says which invariants hold: sums, numbers, states, audit log, files.
///
/// Everything computed is computed again. On the command line it ends with exit code 1 if anything is violated. What is
/// wrong is named for the caller's own tenant, and only counted for others.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyData {}

#[derive(Serialize, JsonSchema)]
pub struct Verification {
    /// Nothing is violated.
    pub sound: bool,
    pub violations: u64,
    pub tenants: u64,
    pub invariants: Vec<Verified>,
}

/// One promise and what became of it.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Verified {
    /// I1 to I14 are the invariants of a money document, a word is the part of the store.
    pub invariant: String,
    pub promise: String,
    pub checked: u64,
    pub violations: u64,
    pub result: Verdict,
    /// The first that violate it, and how.
    pub first: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub enum Verdict {
    #[serde(rename = "holds")]
    Holds,
    #[serde(rename = "violated")]
    Violated,
    /// Nothing of it is stored, so nothing is proved.
    #[serde(rename = "nothing to check")]
    NothingToCheck,
}

impl Operation for VerifyData {
    const SPEC: Spec = Spec::new("verify_data", Method::Get, "/api/admin/verification", Access::Role(Role::Administrator), Effect::Read)
        .cli("verify-data", &[])
        .rows("invariants")
        .columns(&["invariant", "promise", "checked", "violations", "result", "first"])
        .fails_unless("sound");
    type Output = Verification;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a sound store", json!({})),
            Example::refused("a field that does not exist", json!({ "tenant": "main" }), "input.malformed"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Verification> {
        let mut tally = Tally::new(ctx.tenant(), promises());
        if let Some(damage) = damage(&mut ctx.read().await?).await? {
            if !damage.is_empty() {
                let more = json!({ "damage": damage });
                return Err(error::STORE_DAMAGED.error("The database's file is damaged; its rows were not looked at.").with(more));
            }
            tally.look(&INTACT, "the file", Ok(()));
        }
        let tenants = store::tenants(&mut ctx.read().await?).await?;
        for (tenant, done) in tenants.iter().zip(0..) {
            ctx.progress("tenants", done, u64::try_from(tenants.len()).ok());
            tally.of_tenant(tenant);
            journal::verify::verify(ctx, tenant, &mut tally).await?;
            blobs::verify(ctx, tenant, &mut tally).await?;
            seller::verify::verify(ctx, tenant, &mut tally).await?;
            customer::verify::verify(ctx, &mut tally).await?;
            catalogue::verify::verify(ctx, tenant, &mut tally).await?;
            rfq::verify::verify(ctx, tenant, &mut tally).await?;
            quote::verify::verify(ctx, tenant, &mut tally).await?;
            answers(ctx, tenant, &mut tally).await?;
        }
        let invariants: Vec<Verified> = tally.finish().into_iter().map(Verified::from).collect();
        let violations = invariants.iter().map(|verified| verified.violations).sum();
        Ok(Verification { sound: violations == 0, violations, tenants: tenants.len() as u64, invariants })
    }
}

/// Answers of one transaction.
const PAGE: i64 = 200;

/// What was answered under idempotency keys; each feature knows its own answers.
async fn answers(ctx: &Context, tenant: &str, tally: &mut Tally) -> Result<()> {
    let mut made = quote::verify::MadeByKeys::default();
    let mut after = String::new();
    loop {
        let mut tx = ctx.read().await?;
        let page = journal::verify::answers(&mut tx, tenant, &after, PAGE).await?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after.clone_from(last);
        for (key, answer) in page {
            let there = serde_json::from_str::<serde_json::Value>(&answer).is_ok_and(|answer| answer.is_object());
            tally.look(&journal::verify::ANSWERED, &format!("key {key}"), holds(there, || "no answer is stored with it".to_owned()));
            quote::verify::look_at_answer(&mut tx, tenant, &key, &answer, &mut made, tally).await?;
            rfq::verify::look_at_answer(&mut tx, tenant, &key, &answer, tally).await?;
            blobs::look_at_answer(&mut tx, tenant, &key, &answer, tally).await?;
        }
    }
}

impl From<Kept> for Verified {
    fn from(kept: Kept) -> Self {
        Verified {
            invariant: kept.promise.invariant.to_owned(),
            promise: kept.promise.says.to_owned(),
            checked: kept.checked,
            violations: kept.broken,
            result: match (kept.checked, kept.broken) {
                (0, _) => Verdict::NothingToCheck,
                (_, 0) => Verdict::Holds,
                _ => Verdict::Violated,
            },
            first: kept.first,
        }
    }
}
