//! One connection: what the client says is heard while calls run and answers go out.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use platform::config::WebSocket;
use platform::{Context, Principal, Result, Role, error};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{self, CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{self, Bytes, Message};

use super::message::{self, Asked};
use super::outbox::{self, Outbox};
use super::subscription::{self, Order};
use crate::http::Site;

type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// How long a client may take to answer our goodbye.
const GOODBYE: Duration = Duration::from_secs(10);

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The client said goodbye, or is gone.
    Gone,
    /// The server stops.
    Stopping,
    /// What came is no WebSocket.
    Protocol,
    Binary,
    NotUtf8,
    TooLarge,
    /// Our fault.
    Defect,
    /// The client takes nothing.
    Slow,
    /// The token is wrong, or none came in time.
    Unauthenticated,
    /// Nothing was heard, not even the answer to a ping.
    Silent,
}

impl End {
    /// The codes of RFC 6455, and our own from 4000 on.
    fn code(self) -> Option<(u16, &'static str)> {
        match self {
            End::Gone => None,
            End::Stopping => Some((1001, "the server stops")),
            End::Protocol => Some((1002, "not the WebSocket protocol")),
            End::Binary => Some((1003, "messages are JSON text")),
            End::NotUtf8 => Some((1007, "text is not UTF-8")),
            End::TooLarge => Some((1009, "a message is larger than websocket.message_bytes")),
            End::Defect => Some((1011, "something went wrong on our side")),
            End::Slow => Some((1013, "messages are not taken")),
            End::Unauthenticated => Some((4401, "no valid token")),
            End::Silent => Some((4408, "nothing heard")),
        }
    }
}

impl From<tungstenite::Error> for End {
    fn from(source: tungstenite::Error) -> Self {
        match source {
            tungstenite::Error::Capacity(_) => End::TooLarge,
            tungstenite::Error::Utf8(_) => End::NotUtf8,
            tungstenite::Error::Protocol(tungstenite::error::ProtocolError::ResetWithoutClosingHandshake) => End::Gone,
            tungstenite::Error::Protocol(_) => End::Protocol,
            _ => End::Gone,
        }
    }
}

pub async fn serve(site: Arc<Site>, principal: Principal, upgrade: OnUpgrade, stop: watch::Receiver<bool>) {
    // An error: the client went away before the handshake was done.
    let Ok(upgraded) = upgrade.await else { return };
    let settings = site.services.config.websocket.clone();
    let limits = WebSocketConfig::default()
        .read_buffer_size(1 << 13)
        .write_buffer_size(0)
        .max_frame_size(Some(settings.message_bytes))
        .max_message_size(Some(settings.message_bytes));
    let socket = Socket::from_raw_socket(TokioIo::new(upgraded), protocol::Role::Server, Some(limits)).await;
    let (mut sink, mut stream) = socket.split();
    let (outbox, queue) = outbox::bounded();
    let patience = Duration::from_millis(settings.send_ms);
    let client = Client::new(site, principal, settings, outbox);
    // A client that takes nothing ends the connection at once; otherwise what was said before the end still goes out.
    let ended = tokio::try_join!(async { Ok(client.hear(&mut stream, stop).await) }, queue.pour(&mut sink, patience));
    let end = ended.map_or_else(|end| end, |(end, ())| end);
    tracing::info!(websocket.close_code = end.code().map(|(code, _)| code), "websocket ended");
    if let Ok(socket) = sink.reunite(stream) {
        let _ = timeout(GOODBYE, goodbye(socket, end)).await;
    }
}

/// Closes with the code, and reads on until the client has answered or hung up: closing over unread bytes would reset the
/// connection, and the client might never see why.
async fn goodbye(mut socket: Socket, end: End) {
    let Some((code, reason)) = end.code() else {
        let _ = socket.close(None).await;
        return;
    };
    let frame = CloseFrame { code: code.into(), reason: reason.into() };
    if socket.close(Some(frame)).await.is_err() {
        return;
    }
    while let Some(Ok(message)) = socket.next().await {
        if message.is_close() {
            return;
        }
    }
    let mut rest = vec![0; 1 << 13];
    while socket.get_mut().read(&mut rest).await.is_ok_and(|read| read > 0) {}
}

async fn told(stop: &mut watch::Receiver<bool>) {
    // An error: whoever could tell us is gone, and the server with them.
    let _ = stop.wait_for(|stop| *stop).await;
}

struct Client {
    site: Arc<Site>,
    settings: WebSocket,
    principal: Principal,
    outbox: Outbox,
    calls: JoinSet<()>,
    orders: mpsc::Sender<Order>,
    /// Follows what is subscribed to; ends with the connection.
    watching: JoinSet<()>,
}

impl Client {
    fn new(site: Arc<Site>, principal: Principal, settings: WebSocket, outbox: Outbox) -> Self {
        let (orders, received) = mpsc::channel(settings.subscriptions);
        let mut watching = JoinSet::new();
        watching.spawn(subscription::watch(site.clone(), received, outbox.clone()));
        Client { site, settings, principal, outbox, calls: JoinSet::new(), orders, watching }
    }

    /// Hears the client until there is a reason to end.
    async fn hear(mut self, stream: &mut SplitStream<Socket>, mut stop: watch::Receiver<bool>) -> End {
        let ping = Duration::from_millis(self.settings.ping_ms);
        let authenticated_by = Instant::now() + Duration::from_millis(self.settings.auth_ms);
        let (mut heard, mut pinged) = (Instant::now(), false);
        loop {
            tokio::select! {
                () = told(&mut stop) => {
                    while self.calls.join_next().await.is_some() {}
                    return End::Stopping;
                }
                // It ends before the connection only by a defect.
                _ = self.watching.join_next() => return End::Defect,
                () = sleep_until(authenticated_by), if self.principal.role.is_none() => return End::Unauthenticated,
                () = sleep_until(heard + ping) => {
                    if pinged {
                        return End::Silent;
                    }
                    self.outbox.send(Message::Ping(Bytes::new())).await;
                    (heard, pinged) = (Instant::now(), true);
                }
                frame = stream.next() => {
                    (heard, pinged) = (Instant::now(), false);
                    match frame {
                        None | Some(Ok(Message::Close(_))) => return End::Gone,
                        Some(Err(source)) => return source.into(),
                        Some(Ok(Message::Binary(_))) => return End::Binary,
                        Some(Ok(Message::Text(text))) => {
                            if let Err(end) = self.take(&text).await {
                                return end;
                            }
                        }
                        // Pings are answered by the library.
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    }
                }
            }
        }
    }

    /// Answers a message, or sets to work on it.
    async fn take(&mut self, text: &str) -> Result<(), End> {
        let (id, asked) = message::read(text);
        let authenticates = matches!(asked, Ok(Asked::Auth { .. }));
        let ctx = self.site.services.context(self.principal.clone(), None);
        let request_id = ctx.request_id.clone();
        match asked.and_then(|asked| self.begin(&id, asked, ctx)) {
            Ok(None) => {}
            Ok(Some(answer)) => self.outbox.send(answer).await,
            Err(error) => {
                self.outbox.send(message::refused(&id, &error, &request_id)).await;
                if authenticates {
                    return Err(End::Unauthenticated);
                }
            }
        }
        Ok(())
    }

    /// The answer, if it is there at once.
    fn begin(&mut self, id: &Value, asked: Asked, ctx: Context) -> Result<Option<String>> {
        match asked {
            Asked::Ping => return Ok(Some(message::written("pong", id, &json!({})))),
            Asked::Auth { token } => {
                let wrong = || error::UNAUTHENTICATED.error("The token is not valid.");
                self.principal = self.site.known(&token).ok_or_else(wrong)?;
                let who = json!({ "principal": self.principal.name, "role": self.principal.role.map(Role::name) });
                return Ok(Some(message::written("auth_success", id, &who)));
            }
            Asked::Call { operation, input, idempotency_key } => {
                self.call(id, &operation, Value::Object(input), ctx.with_idempotency_key(idempotency_key))?;
            }
            Asked::Subscribe(subject) => self.order(Order::Subscribe { id: id.clone(), subject, ctx: Box::new(ctx) })?,
            Asked::Unsubscribe { subscription } => {
                self.order(Order::Unsubscribe { id: id.clone(), subscription, request_id: ctx.request_id })?;
            }
        }
        Ok(None)
    }

    fn order(&self, order: Order) -> Result<()> {
        let most = self.settings.subscriptions;
        let full = |_| error::TOO_MANY.error(format!("{most} subscriptions are being made, the limit is websocket.subscriptions."));
        self.orders.try_send(order).map_err(full)
    }

    /// Starts a call; its answer goes out when it is there.
    fn call(&mut self, id: &Value, operation: &str, input: Value, ctx: Context) -> Result<()> {
        let unknown = || error::UNKNOWN_OPERATION.error(format!("There is no operation `{operation}`."));
        let entry = self.site.operations.find(operation).ok_or_else(unknown)?.entry;
        while self.calls.try_join_next().is_some() {}
        let most = self.settings.calls;
        if self.calls.len() >= most {
            return Err(error::TOO_MANY.error(format!("{most} calls are running, the limit is websocket.calls.")));
        }
        let (id, outbox, request_id) = (id.clone(), self.outbox.clone(), ctx.request_id.clone());
        self.calls.spawn(async move {
            let message = match super::answer(entry, input, ctx).await {
                Ok(output) => message::written("result", &id, &output),
                Err(error) => message::refused(&id, &error, &request_id),
            };
            outbox.send(message).await;
        });
        Ok(())
    }
}
