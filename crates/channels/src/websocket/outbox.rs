//! What waits for a client: bounded in number and in bytes. Whoever has more waits for room, so that a client that does
//! not read stops the work done for it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{Sink, SinkExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use super::connection::End;

const MESSAGES: usize = 256;
const BYTES: usize = 1 << 20;

#[derive(Clone)]
pub struct Outbox {
    messages: mpsc::Sender<Waiting>,
    room: Arc<Semaphore>,
}

pub struct Queue(mpsc::Receiver<Waiting>);

/// A message with the room it takes; one larger than the whole room waits until nothing else does.
struct Waiting {
    message: Message,
    _room: OwnedSemaphorePermit,
}

pub fn bounded() -> (Outbox, Queue) {
    let (messages, queue) = mpsc::channel(MESSAGES);
    (Outbox { messages, room: Arc::new(Semaphore::new(BYTES)) }, Queue(queue))
}

impl Outbox {
    /// Returns when there was room. Once the connection has ended it does nothing.
    pub async fn send(&self, message: impl Into<Message>) {
        let message = message.into();
        let bytes = u32::try_from(message.len().min(BYTES)).unwrap_or_default();
        if let Ok(room) = self.room.clone().acquire_many_owned(bytes).await {
            let _ = self.messages.send(Waiting { message, _room: room }).await;
        }
    }
}

impl Queue {
    /// Sends what comes, until nothing more can come. The client has `patience` to take each message.
    pub async fn pour(mut self, sink: &mut (impl Sink<Message> + Unpin), patience: Duration) -> Result<(), End> {
        while let Some(waiting) = self.0.recv().await {
            let Waiting { message, _room } = waiting;
            timeout(patience, sink.send(message)).await.map_err(|_| End::Slow)?.map_err(|_| End::Gone)?;
        }
        Ok(())
    }
}
