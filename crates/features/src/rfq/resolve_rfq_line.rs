use engine::unit;
use platform::journal::Change;
use platform::money::Exact;
use platform::operation::{Access, Effect, Example, Method, Operation, Spec};
use platform::{Context, Result, Role};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::model::{Rfq, RfqLine};
use super::{DECISION_EMPTY, LINE_NOT_FOUND, QUANTITY, STALE, UNIT_UNKNOWN, required, store};
use crate::matching::Outcome;
use crate::{catalogue, customer, seed};

/// Decides what the match left open on one line: the product, the quantity, the unit, or that nothing is offered.
///
/// What a person decided is kept as theirs. Quotations that exist do not change; make a new one from the RFQ.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveRfqLine {
    /// Id of the RFQ.
    #[schemars(length(max = 100))]
    rfq: String,
    /// Position of the line, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// The product to quote.
    #[schemars(length(max = 200))]
    sku: Option<String>,
    /// The quantity wanted, in the line's unit.
    quantity: Option<Exact>,
    /// UN/ECE Recommendation 20 code, or a word such as "boxes".
    #[schemars(length(max = 40))]
    unit: Option<String>,
    /// False: this once. Else the line's code or words will mean this product for this customer (undo: `remove_part_number`).
    #[serde(default = "yes")]
    remember: bool,
    /// True: nothing is offered for this line.
    #[serde(default)]
    no_bid: bool,
    /// Version of the RFQ you saw; refused if it has changed since.
    version: Option<i64>,
}

impl Operation for ResolveRfqLine {
    const SPEC: Spec =
        Spec::new("resolve_rfq_line", Method::Post, "/api/rfqs/{rfq}/lines/{line}/resolve", Access::Role(Role::Sales), Effect::Replace)
            .cli("rfq resolve", &["rfq", "line"])
            .rows("lines")
            .columns(&["position", "source.text", "quantity", "unit_text", "outcome", "sku", "confidence", "reason"])
            .everyday();
    type Output = Rfq;

    fn examples() -> Vec<Example> {
        vec![
            Example::ok("a product is chosen", json!({ "rfq": seed::RFQ, "line": 1, "sku": seed::SKU, "quantity": "24" })),
            Example::refused("a line the RFQ does not have", json!({ "rfq": seed::RFQ, "line": 99, "no_bid": true }), "rfq.line_not_found"),
            Example::refused(
                "a product that does not exist",
                json!({ "rfq": seed::RFQ, "line": 1, "sku": "NO-SUCH" }),
                "product.not_found",
            ),
        ]
    }

    async fn run(self, ctx: &Context) -> Result<Rfq> {
        if self.sku.is_none() && self.quantity.is_none() && self.unit.is_none() && !self.no_bid {
            return Err(DECISION_EMPTY.error("The decision says nothing."));
        }
        let mut tx = ctx.write().await?;
        let mut rfq = required(&mut tx, ctx.tenant(), &self.rfq).await?;
        if self.version.is_some_and(|seen| seen != rfq.version) {
            return Err(STALE.error(format!("The RFQ is at version {} now.", rfq.version)).at("version"));
        }
        if let Some(sku) = &self.sku {
            catalogue::required_card(&mut tx, ctx.tenant(), sku).await?;
        }
        let line = rfq.lines.iter_mut().find(|line| line.position == self.line);
        let line = line.ok_or_else(|| LINE_NOT_FOUND.error(format!("The RFQ has no line {}.", self.line)).at("line"))?;
        self.decide(line, &ctx.principal.name)?;
        if let (true, Some(customer), Some(sku)) = (self.remember, &rfq.customer, &self.sku)
            && let Some(words) = habitual(line)
        {
            customer::remember(&mut tx, ctx, customer, words, sku).await?;
            line.reason.push_str(", and remembered for this customer");
        }
        let line = line.clone();
        rfq.count();
        if !store::update_line(&mut tx, ctx.tenant(), &rfq, &line).await? {
            return Err(STALE.error("Somebody changed the RFQ at the same time."));
        }
        rfq.version += 1;
        ctx.commit(tx, Change::of("rfq", &self.rfq, "line resolved"), rfq).await
    }
}

fn yes() -> bool {
    true
}

/// What the customer will write again: their number for the item, else its words; `None` where they are too long to be a habit.
fn habitual(line: &RfqLine) -> Option<&str> {
    let words = line.code.as_deref().unwrap_or(&line.item);
    (words.chars().any(char::is_alphanumeric) && words.chars().count() <= LONGEST_HABIT).then_some(words)
}

const LONGEST_HABIT: usize = 200;

impl ResolveRfqLine {
    fn decide(&self, line: &mut RfqLine, by: &str) -> Result<()> {
        if let Some(quantity) = self.quantity {
            if quantity.0 <= Decimal::ZERO || quantity.0 > Decimal::from(999_999_999) {
                return Err(QUANTITY.error(format!("{quantity} is not a quantity.")).at("quantity"));
            }
            line.quantity = Some(quantity);
            line.quantity_readings.clear();
            line.questions.clear();
        }
        if let Some(word) = &self.unit {
            let known = unit::read(word, unit::Context::Column);
            let read = known.first().ok_or_else(|| UNIT_UNKNOWN.error(format!("`{word}` is not a unit we know.")).at("unit"))?;
            line.unit = Some(read.code.to_string());
            line.unit_text = Some(word.clone());
            line.pack_quantity = read.pack.map(Exact);
        }
        if let Some(sku) = &self.sku {
            line.sku = Some(sku.clone());
            line.outcome = Outcome::Accepted;
            line.no_bid = false;
            line.decided_by = Some(by.to_owned());
            line.reason = format!("chosen by {by}");
        }
        if self.no_bid {
            line.sku = None;
            line.outcome = Outcome::None;
            line.no_bid = true;
            line.decided_by = Some(by.to_owned());
            line.reason = format!("declined by {by}");
        }
        Ok(())
    }
}
