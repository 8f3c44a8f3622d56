use platform::confirmation::{self, Commitment};
use platform::journal::Change;
use platform::money::Currency;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::model::Quotation;
use super::{COLUMNS, INCOMPLETE, STALE, required, store};
use crate::{seed, timestamp};

/// Marks a complete draft as sent to the customer; from then on it never changes.
///
/// A person confirms it: the first call is refused with a summary to show and a token; the same call with the token in
/// `confirm` does it. Delivery itself stays with you: take the PDF or XLSX and send it. An incomplete quotation is refused.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendQuotation {
    /// Number of the quotation.
    #[schemars(length(max = 40))]
    number: String,
    /// Version of the quotation you saw; refused if it has changed since.
    version: Option<i64>,
    /// The token of the refusal that asked for a person's confirmation; without it the call is refused and asks.
    #[schemars(length(max = 100))]
    confirm: Option<String>,
}

impl Operation for SendQuotation {
    const SPEC: Spec =
        Spec::new("send_quotation", Method::Post, "/api/quotations/{number}/send", Access::Role(Role::Sales), Effect::Replace)
            .cli("quotation send", &["number"])
            .rows("lines")
            .columns(COLUMNS)
            .everyday()
            .commits();
    type Output = Quotation;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok(
                "a complete draft that a person confirmed",
                json!({ "number": seed::QUOTATION, "version": 1, "confirm": seed::CONFIRMATION }),
            ),
            Example::refused("nobody confirmed it yet", json!({ "number": seed::QUOTATION, "version": 1 }), "confirmation.required"),
            Example::refused("lines are open", json!({ "number": seed::INCOMPLETE_QUOTATION }), "quotation.incomplete"),
            Example::refused("somebody changed it", json!({ "number": seed::QUOTATION, "version": 7 }), "quotation.stale"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Quotation> {
        let mut tx = ctx.write().await?;
        let draft = required(&mut tx, ctx.tenant(), &self.number).await?;
        if self.version.is_some_and(|seen| seen != draft.version) {
            return Err(STALE.error(format!("The quotation is at version {} now.", draft.version)).at("version"));
        }
        let state = draft.state.sent()?;
        if !draft.complete {
            return Err(INCOMPLETE
                .error(format!("{} is incomplete: {}.", draft.number, draft.incomplete_reasons.join("; ")))
                .with(json!({ "incomplete_reasons": draft.incomplete_reasons })));
        }
        let mut tx = confirmation::given(ctx, tx, commitment(&draft, self.confirm.as_deref())?).await?;
        let sent = Quotation { state, sent_at: Some(timestamp(ctx.now())), version: draft.version + 1, ..draft };
        if !store::mark_sent(&mut tx, ctx.tenant(), &sent, sent.version - 1).await? {
            return Err(STALE.error("Somebody changed the quotation at the same time."));
        }
        ctx.commit(tx, Change::of("quotation", &self.number, "sent"), sent).await
    }
}

/// What a person agrees to: this version, this total, this customer.
fn commitment<'a>(draft: &Quotation, token: Option<&'a str>) -> Result<Commitment<'a>> {
    let Quotation { number, version, currency, .. } = draft;
    let gross = Currency::parse(currency)?.major(draft.totals.gross.amount_minor);
    let customer = draft.customer.as_ref().map_or("a customer not named", |customer| &customer.name);
    let sample = if draft.sample { " It holds sample data: it is not a real offer." } else { "" };
    Ok(Commitment {
        subject: format!("send_quotation {number} version {version} {gross} {currency}"),
        summary: format!("Send quotation {number} over {gross} {currency} to {customer}; it cannot be changed afterwards.{sample}"),
        token,
    })
}
