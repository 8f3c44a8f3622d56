//! How a server ends: in stages that only go forward. Signals move the stage; whoever serves waits for it.

use std::future;

use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Serving,
    /// Not ready any more, but still serving, so that a load balancer can see it and turn away.
    Leaving,
    /// Takes no new connection; finishes the requests it has.
    Finishing,
    /// Lets go of what is left.
    Gone,
}

/// The stage as the served see it. Cheap to clone; a request carries it as an extension.
#[derive(Debug, Clone)]
pub struct Stopping(watch::Receiver<Stage>);

/// A server's stages, from the first one on, and what moves them.
pub fn stages() -> (watch::Sender<Stage>, Stopping) {
    let (sender, receiver) = watch::channel(Stage::Serving);
    (sender, Stopping(receiver))
}

impl Stopping {
    pub fn stage(&self) -> Stage {
        *self.0.borrow()
    }

    /// Waits until the stage is this one or a later one.
    pub async fn reached(&mut self, stage: Stage) {
        if self.0.wait_for(|now| *now >= stage).await.is_err() {
            // Nobody can move the stage any more.
            future::pending().await
        }
    }
}
