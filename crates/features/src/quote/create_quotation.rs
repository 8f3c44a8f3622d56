use platform::blobs::UploadId;
use platform::db::next_number;
use platform::journal::Change;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec, answered};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::model::{Language, Quotation};
use super::pricing::{self, Basis};
use super::{COLUMNS, DOCUMENTS, REQUEST_AMBIGUOUS, print, rules, store};
use crate::{customer, rfq, seed, seller};

/// Makes a priced quotation from a customer's request: a document, a pasted text, or an RFQ that was worked on.
///
/// A line without a product, a quantity or a price stays visible with its reason and is not in the total; the quotation
/// then says that it is incomplete and cannot be sent.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateQuotation {
    /// The request as a document: csv, xlsx, ods, txt or eml.
    upload: Option<UploadId>,
    /// The request as text.
    #[schemars(length(max = 1_000_000))]
    text: Option<String>,
    /// Id of an RFQ, with what was decided on its lines.
    #[schemars(length(max = 100))]
    rfq: Option<String>,
    /// Id of the buying customer; if absent the RFQ's, or recognised by the sender's mail domain.
    #[schemars(length(max = 100))]
    customer: Option<String>,
    /// Days of validity, 1 to 365; 30 if absent.
    #[schemars(range(min = 1, max = 365))]
    valid_days: Option<u32>,
    /// Language of the printed forms; en if absent.
    language: Option<Language>,
}

impl Operation for CreateQuotation {
    const SPEC: Spec = Spec::new("create_quotation", Method::Post, "/api/quotations", Access::Role(Role::Sales), Effect::Write)
        .cli("quote", &["upload"])
        .representations(DOCUMENTS)
        .rows("lines")
        .columns(COLUMNS)
        .everyday();
    type Output = Quotation;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a pasted list", json!({ "text": "20 x hex bolt M8x50 8.8 zinc\n3 pcs safety gloves\n" })),
            Example::ok("an RFQ that was worked on", json!({ "rfq": seed::RFQ, "valid_days": 15, "language": "es" })),
            Example::refused("two requests at once", json!({ "text": "20 x hex bolt", "rfq": seed::RFQ }), "quotation.request_ambiguous"),
            Example::refused("a customer nobody knows", json!({ "text": "20 x hex bolt", "customer": "nobody" }), "customer.not_found"),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Quotation> {
        // The request is read and matched before the writer is held: that is the long part.
        let fresh = match (&self.rfq, &self.upload, &self.text) {
            (Some(_), None, None) => None,
            (None, Some(_), None) | (None, None, Some(_)) => {
                seller::required(&mut ctx.read().await?, ctx.tenant()).await?;
                let request = rfq::Request { upload: self.upload, text: self.text, customer: self.customer.clone() };
                Some(rfq::understand(ctx, request).await?)
            }
            _ => return Err(REQUEST_AMBIGUOUS.error("Give one of `rfq`, `upload` and `text`.")),
        };
        ctx.progress("pricing", 0, None);
        let mut tx = ctx.write().await?;
        let new_rfq = fresh.is_some();
        let rfq = match (fresh, &self.rfq) {
            (Some((rfq, origin)), _) => {
                rfq::save_new(&mut tx, ctx.tenant(), &rfq, &origin, &ctx.principal.name).await?;
                rfq
            }
            (None, id) => rfq::required(&mut tx, ctx.tenant(), id.as_deref().unwrap_or_default()).await?,
        };
        let seller = seller::required(&mut tx, ctx.tenant()).await?;
        let customer = match self.customer.as_ref().or(rfq.customer.as_ref()) {
            Some(id) => Some(customer::required(&mut tx, ctx.tenant(), id).await?),
            None => None,
        };
        let counter = next_number(&mut tx, ctx.tenant(), "quotation").await?;
        let number = rules::number(ctx.now(), &seller.zone()?, counter)?;
        let basis = Basis {
            seller: &seller,
            customer: customer.as_ref(),
            rfq: &rfq,
            valid_days: self.valid_days.unwrap_or(30),
            language: self.language.unwrap_or_default(),
        };
        let quotation = pricing::draft(ctx, &mut tx, &basis, number).await?;
        store::insert(&mut tx, ctx.tenant(), &quotation, &ctx.principal.name).await?;
        let mut change = Change::of("quotation", &quotation.number, "created");
        if new_rfq {
            change = change.and("rfq", &quotation.rfq, "created");
        }
        ctx.commit(tx, change, quotation).await
    }

    async fn represent(answer: Value, extension: &str, _ctx: &Context) -> Result<Vec<u8>> {
        let quotation: Quotation = answered(answer)?;
        print::form(quotation, extension).await
    }
}
