//! Following what is subscribed to. Nothing is pushed through from the writer: after each commit, and once a second for
//! commits of other processes, the audit log is read from where each subscription stands. So events come in the order of
//! the commits, each once, and a client that comes back with the last position it saw misses none.

use std::sync::Arc;
use std::time::Duration;

use platform::context::timestamp;
use platform::operation::{self, Entry, Watched};
use platform::{Context, Kind, Principal, Result, error, journal};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::answer;
use super::message::{self, Subject};
use super::outbox::Outbox;
use crate::http::Site;

/// How long a commit of another process may go unseen.
const LOOK: Duration = Duration::from_secs(1);

/// Events read at once.
const PAGE: u32 = 100;

pub enum Order {
    Subscribe { id: Value, subject: Subject, ctx: Box<Context> },
    Unsubscribe { id: Value, subscription: Value, request_id: String },
}

/// Follows the subscriptions of one connection, one after the other: what is made for a client and not yet taken stays little.
pub async fn watch(site: Arc<Site>, mut orders: mpsc::Receiver<Order>, outbox: Outbox) {
    let mut commits = site.services.committed();
    let mut watching = Watching { site, outbox, subscriptions: Vec::new() };
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(order) => watching.obey(order).await,
                None => return,
            },
            // An error: the services are gone, and the connection with them.
            _ = commits.changed(), if !watching.subscriptions.is_empty() => {}
            () = sleep(LOOK), if !watching.subscriptions.is_empty() => {}
        }
        watching.catch_up().await;
    }
}

struct Watching {
    site: Arc<Site>,
    outbox: Outbox,
    subscriptions: Vec<Subscription>,
}

/// Stands at the last position whose events have gone out.
struct Subscription {
    /// Of the message that made it; its events carry it.
    id: Value,
    principal: Principal,
    entry: Entry,
    watched: Watched,
    subject: String,
    position: i64,
}

impl Watching {
    async fn obey(&mut self, order: Order) {
        let (id, request_id, done) = match order {
            Order::Subscribe { id, subject, ctx } => (id.clone(), ctx.request_id.clone(), self.subscribe(id, subject, *ctx).await),
            Order::Unsubscribe { id, subscription, request_id } => (id, request_id, self.unsubscribe(&subscription)),
        };
        let message = match done {
            Ok(data) => message::written("result", &id, &data),
            Err(error) => message::refused(&id, &error, &request_id),
        };
        self.outbox.send(message).await;
    }

    /// The position is read before the state: what is committed in between is in both, never in neither.
    async fn subscribe(&mut self, id: Value, subject: Subject, ctx: Context) -> Result<Value> {
        let most = self.site.services.config.websocket.subscriptions;
        if self.subscriptions.len() >= most {
            return Err(error::TOO_MANY.error(format!("There are {most} subscriptions, the limit is websocket.subscriptions.")));
        }
        if self.subscriptions.iter().any(|subscription| subscription.id == id) {
            return Err(error::SUBSCRIPTION_TAKEN.error(format!("There is a subscription {id} already.")));
        }
        let (entry, watched) = self.shown(&subject.kind)?;
        operation::authorise(&entry, &ctx)?;
        let head = journal::position(&ctx).await?;
        let position = subject.after.unwrap_or(head);
        if position > head {
            return Err(error::POSITION_UNKNOWN.error(format!("The log ends at position {head}.")).at("data.after"));
        }
        let principal = ctx.principal.clone();
        let state = answer(entry, json!({ watched.field: subject.id }), ctx).await?;
        self.subscriptions.push(Subscription { id, principal, entry, watched, subject: subject.id, position });
        Ok(json!({ "position": position, "state": state }))
    }

    /// The operation that shows things of this kind.
    fn shown(&self, kind: &str) -> Result<(Entry, Watched)> {
        let mut kinds = Vec::new();
        for listed in self.site.operations.iter() {
            match listed.entry.spec.watched {
                Some(watched) if watched.kind == kind => return Ok((listed.entry, watched)),
                Some(watched) => kinds.push(watched.kind),
                None => {}
            }
        }
        let kinds = kinds.join(", ");
        Err(error::INPUT.error(format!("`{kind}` is nothing that can be watched; there are: {kinds}.")).at(format!("data.{kind}")))
    }

    fn unsubscribe(&mut self, id: &Value) -> Result<Value> {
        let at = self.subscriptions.iter().position(|subscription| subscription.id == *id);
        let at = at.ok_or_else(|| error::SUBSCRIPTION_UNKNOWN.error(format!("There is no subscription {id}.")))?;
        self.subscriptions.remove(at);
        Ok(json!({}))
    }

    async fn catch_up(&mut self) {
        for subscription in &mut self.subscriptions {
            if let Err(source) = subscription.catch_up(&self.site, &self.outbox).await {
                // Nothing is lost: the next look starts where this one did.
                tracing::warn!(error = ?source, "subscription could not be followed");
            }
        }
    }
}

impl Subscription {
    async fn catch_up(&mut self, site: &Site, outbox: &Outbox) -> Result<()> {
        loop {
            let ctx = site.services.context(self.principal.clone(), None);
            let events = journal::events(&ctx, self.watched.kind, &self.subject, self.position, PAGE).await?;
            if events.is_empty() {
                return Ok(());
            }
            let request_id = ctx.request_id.clone();
            // Null with the reason beside it: the thing is gone, or hidden from this caller by now.
            let (state, problem) = match answer(self.entry, json!({ self.watched.field: self.subject }), ctx).await {
                Ok(state) => (state, None),
                Err(error) if error.kind() == Kind::Unavailable => return Err(error),
                Err(error) => (Value::Null, Some(error.problem(&request_id))),
            };
            for event in events {
                let mut data = json!({
                    "position": event.position,
                    "kind": self.watched.kind,
                    "id": self.subject,
                    "action": event.action,
                    "at": timestamp(event.at),
                    "by": event.principal,
                    "state": state,
                });
                if let Some(problem) = &problem {
                    data["problem"] = problem.clone();
                }
                outbox.send(message::written("event", &self.id, &data)).await;
                self.position = event.position;
            }
        }
    }
}
