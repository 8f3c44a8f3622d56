use std::future::Future;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use platform::{Result, error};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The open connections of one server: counted, and closed together. Cheap to clone.
#[derive(Clone, Default)]
pub struct Sockets(Arc<Open>);

#[derive(Default)]
struct Open {
    connections: Mutex<JoinSet<()>>,
    stopping: watch::Sender<bool>,
}

impl Sockets {
    /// Tells every connection to finish and to say goodbye, and waits until they have.
    pub async fn close(&self) {
        self.0.stopping.send_replace(true);
        let mut connections = mem::take(&mut *self.0.connections.lock().unwrap_or_else(PoisonError::into_inner));
        while connections.join_next().await.is_some() {}
    }

    /// Runs a connection, if there is room for one more. What it is given turns true when it has to end.
    pub(super) fn open<C>(&self, most: usize, connection: impl FnOnce(watch::Receiver<bool>) -> C) -> Result<()>
    where
        C: Future<Output = ()> + Send + 'static,
    {
        let mut connections = self.0.connections.lock().unwrap_or_else(PoisonError::into_inner);
        while connections.try_join_next().is_some() {}
        if connections.len() >= most {
            return Err(error::TOO_MANY.error(format!("{most} connections are open, the limit is websocket.connections.")));
        }
        connections.spawn(connection(self.0.stopping.subscribe()));
        Ok(())
    }
}
