//! What always holds of stored RFQs, and the look at every one of them.

use platform::db::Tx;
use platform::verify::{Promise, Tally, holds};
use platform::{Context, Result};

use super::model::{Rfq, RfqLine};
use super::store::{self, verify::Stored};

static WHOLE: Promise = Promise::new("I2", "header, lines and columns of an RFQ say the same");
static HEADED: Promise = Promise::new("I2", "no RFQ line is without its RFQ");
static ANSWERED: Promise = Promise::new("I1", "an RFQ that was answered under a key is there");
static COUNTED: Promise = Promise::new("I12", "an RFQ's version counts every decision: none was lost");
static DECIDED: Promise = Promise::new("I14", "a product was decided by the match or a person");
static KEPT: Promise = Promise::new("files", "an RFQ's document is there, unchanged");

pub const PROMISES: &[&Promise] = &[&WHOLE, &HEADED, &ANSWERED, &COUNTED, &DECIDED, &KEPT];

/// RFQs of one transaction.
const PAGE: i64 = 100;

/// Looks at every RFQ of the tenant, one in memory at a time.
pub async fn verify(ctx: &Context, tenant: &str, tally: &mut Tally) -> Result<()> {
    let mut after = String::new();
    loop {
        let mut tx = ctx.read().await?;
        let page = store::verify::after(&mut tx, tenant, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        for stored in page {
            tally.look(&KEPT, &stored.id, ctx.blobs.verify(&stored.sha256, None).await);
            look_at(&mut tx, tenant, stored, tally).await?;
        }
    }
    let mut tx = ctx.read().await?;
    tally.sweep(&mut tx, &HEADED, &store::verify::HEADLESS).await?;
    tally.sweep(&mut tx, &COUNTED, &store::verify::UNCOUNTED).await
}

async fn look_at(tx: &mut Tx, tenant: &str, stored: Stored, tally: &mut Tally) -> Result<()> {
    let read: Result<Vec<(RfqLine, Vec<String>)>, String> = store::verify::lines(tx, tenant, &stored.id).await?.into_iter().collect();
    let verdict = read.and_then(|lines| {
        for (line, _) in &lines {
            let what = format!("{}, line {}", stored.id, line.position);
            if line.sku.is_some() {
                let known = line.decided_by.as_deref().is_some_and(|by| !by.is_empty()) && !line.no_bid;
                tally.look(&DECIDED, &what, holds(known, || "nobody decided its product".to_owned()));
            }
        }
        whole(stored.body?, &stored.columns, lines)
    });
    tally.look(&WHOLE, &stored.id, verdict);
    Ok(())
}

/// Columns are the row's, in the order of what a new row of the same body would say.
fn whole(header: Rfq, columns: &[String], lines: Vec<(RfqLine, Vec<String>)>) -> Result<(), String> {
    let expected = store::verify::columns_of(&header);
    let differing = expected.iter().zip(columns).find(|((_, expected), found)| expected != *found);
    if let Some(((name, expected), found)) = differing {
        return Err(format!("column {name} is {found}, its body says {expected}"));
    }
    for ((line, columns), position) in lines.iter().zip(1_u32..) {
        holds(line.position == position, || format!("line {position} is missing"))?;
        holds(*columns == store::verify::line_columns_of(line), || format!("line {position} and its columns differ"))?;
    }
    let mut counted = Rfq { lines: lines.into_iter().map(|(line, _)| line).collect(), ..header.clone() };
    counted.count();
    holds(counted.outcomes == header.outcomes && !counted.lines.is_empty(), || {
        format!("its header counts {:?}, its lines {:?}", header.outcomes, counted.outcomes)
    })
}

/// Looks at what was answered under a key, if it is an RFQ.
pub async fn look_at_answer(tx: &mut Tx, tenant: &str, key: &str, answer: &str, tally: &mut Tally) -> Result<()> {
    let Ok(answered) = serde_json::from_str::<Rfq>(answer) else { return Ok(()) };
    let removed = answered.sample && platform::journal::verify::happened(tx, tenant, "sample", "removed").await?;
    let verdict = match store::rfq(tx, tenant, &answered.id).await {
        Ok(Some(stored)) => holds(stored.version >= answered.version && stored.lines.len() == answered.lines.len(), || {
            format!("version {} was answered, version {} is stored", answered.version, stored.version)
        }),
        Ok(None) => holds(removed, || "it was answered and is not there".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    tally.look(&ANSWERED, &format!("key {key}, RFQ {}", answered.id), verdict);
    Ok(())
}
