//! Looking whether what is stored keeps what is promised of it.
//!
//! A feature states its promises next to its store and looks at every row of a tenant; the tally counts what was looked
//! at and names what broke a promise. A promise for which nothing was looked at is not counted as kept.

use crate::db::{Tx, sql};
use crate::error::Result;

/// Something that always holds of stored data.
#[derive(Debug)]
pub struct Promise {
    /// What it belongs to: `I1` to `I14` are the invariants of a money document, a word is the part of the store.
    pub invariant: &'static str,
    pub says: &'static str,
}

impl Promise {
    pub const fn new(invariant: &'static str, says: &'static str) -> Self {
        Promise { invariant, says }
    }
}

/// What became of one promise.
#[derive(Debug)]
pub struct Kept {
    pub promise: &'static Promise,
    pub checked: u64,
    pub broken: u64,
    /// The first that broke it, each with how.
    pub first: Vec<String>,
}

/// A look by SQL at everything at once, for what no single row shows: something missing, something left over.
#[derive(Debug)]
pub struct Sweep {
    /// Answers `number`: how many are looked at. The tenant fills every placeholder, here and in `broken`.
    pub number: &'static str,
    /// Answers `what` of each that breaks the promise.
    pub broken: &'static str,
    pub how: &'static str,
}

/// Offenders named for each promise; all are counted.
const NAMED: usize = 5;

/// Counts promises over all tenants. Rows of a tenant that is not the caller's are counted, never named.
#[derive(Debug)]
pub struct Tally {
    caller: String,
    tenant: String,
    kept: Vec<Kept>,
}

impl Tally {
    pub fn new(caller: &str, promises: impl IntoIterator<Item = &'static Promise>) -> Self {
        let kept = promises.into_iter().map(|promise| Kept { promise, checked: 0, broken: 0, first: Vec::new() }).collect();
        Tally { caller: caller.to_owned(), tenant: caller.to_owned(), kept }
    }

    /// What follows is this tenant's.
    pub fn of_tenant(&mut self, tenant: &str) {
        tenant.clone_into(&mut self.tenant);
    }

    /// `what` was looked at: it keeps the promise, or the verdict says how not.
    pub fn look(&mut self, promise: &'static Promise, what: &str, verdict: Result<(), String>) {
        let hidden = self.caller != self.tenant;
        let kept = self.row(promise);
        kept.checked += 1;
        let Err(how) = verdict else { return };
        kept.broken += 1;
        if kept.first.len() < NAMED {
            kept.first.push(if hidden { "something of another tenant".to_owned() } else { format!("{what}: {how}") });
        }
    }

    /// Looks by a statement that finds only what breaks the promise.
    pub async fn sweep(&mut self, tx: &mut Tx, promise: &'static Promise, sweep: &Sweep) -> Result<()> {
        let tenant = self.tenant.clone();
        let bound = |text: &'static str| text.matches('?').fold(sql(text), |query, _| query.bind(tenant.as_str()));
        let number = bound(sweep.number).fetch_one(tx).await?.get::<i64>("number")?;
        let broken = bound(sweep.broken).fetch_all(tx).await?;
        let sound = u64::try_from(number).unwrap_or_default().saturating_sub(u64::try_from(broken.len()).unwrap_or(u64::MAX));
        self.row(promise).checked += sound;
        for row in broken {
            self.look(promise, &row.get::<String>("what")?, Err(sweep.how.to_owned()));
        }
        Ok(())
    }

    fn row(&mut self, promise: &'static Promise) -> &mut Kept {
        let known = self.kept.iter().position(|kept| kept.promise.says == promise.says);
        let at = known.unwrap_or_else(|| {
            self.kept.push(Kept { promise, checked: 0, broken: 0, first: Vec::new() });
            self.kept.len() - 1
        });
        &mut self.kept[at]
    }

    pub fn finish(self) -> Vec<Kept> {
        self.kept
    }
}

/// `Ok` if it holds, else how it does not.
pub fn holds(it: bool, how: impl FnOnce() -> String) -> Result<(), String> {
    if it { Ok(()) } else { Err(how()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    static PROMISE: Promise = Promise::new("I2", "it adds up");

    #[test]
    fn all_offenders_are_counted_the_first_are_named_and_another_tenants_are_not() {
        let mut tally = Tally::new("main", [&PROMISE]);
        for number in 0..7 {
            tally.look(&PROMISE, &format!("Q-{number}"), holds(number == 0, || "does not".to_owned()));
        }
        tally.of_tenant("other");
        tally.look(&PROMISE, "secret", Err("wrong".to_owned()));
        let kept = &tally.finish()[0];
        assert_eq!((kept.checked, kept.broken, kept.first.len()), (8, 7, NAMED));
        assert!(kept.first[0] == "Q-1: does not" && !format!("{kept:?}").contains("secret"));
    }
}
