//! Bodies of requests: read in pieces, at most so much, and only from a client that keeps sending.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use http_body_util::BodyExt;
use hyper::body::Frame;
use platform::config::Serve;
use platform::{Error, Result, error};
use tokio::time::{Instant, Sleep, sleep};

/// A whole body of at most `limit` bytes; `too_large` is the refusal of a longer one.
pub async fn whole(mut body: Body, limit: usize, too_large: impl FnOnce() -> Error) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(piece) = next(&mut body).await? {
        if bytes.len() + piece.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// The next piece of a body.
pub async fn next(body: &mut Body) -> Result<Option<Bytes>> {
    while let Some(frame) = body.frame().await {
        if let Ok(piece) = frame.map_err(refused)?.into_data() {
            return Ok(Some(piece));
        }
    }
    Ok(None)
}

/// Why a body broke off: the client was too slow, or went away.
fn refused(source: axum::Error) -> Error {
    let slow = too_slow(&source);
    slow.unwrap_or_else(|| error::INPUT.error("The body broke off before its end.").because(source))
}

/// The refusal, if that is why reading failed.
pub fn too_slow(failed: &(dyn std::error::Error + 'static)) -> Option<Error> {
    let mut cause = Some(failed);
    while let Some(error) = cause {
        if error.is::<TooSlow>() {
            return Some(error::TOO_SLOW.error(TooSlow.to_string()));
        }
        cause = error.source();
    }
    None
}

#[derive(Debug)]
struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The body came too slowly.")
    }
}

impl std::error::Error for TooSlow {}

/// A body whose sender has a stock of patience: waiting for it uses the stock up, what it sends fills it again. So
/// neither silence nor a drip holds a request for long, and the server's own pauses cost the sender nothing.
pub struct Paced {
    body: Body,
    most: Duration,
    left: Duration,
    bytes_per_second: u64,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Paced {
    pub fn new(body: Body, settings: &Serve) -> Self {
        let most = Duration::from_millis(settings.body_ms);
        Paced { body, most, left: most, bytes_per_second: settings.body_bytes_per_second, waiting: None }
    }

    fn received(&mut self, bytes: u64) {
        if let Some((since, _)) = self.waiting.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
        let earned = Duration::from_millis(bytes.saturating_mul(1000) / self.bytes_per_second);
        self.left = self.left.saturating_add(earned).min(self.most);
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(frame) = polled {
            let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()).map_or(0, Bytes::len);
            self.received(bytes as u64);
            return Poll::Ready(frame);
        }
        let left = self.left;
        let (_, waiting) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        waiting.as_mut().poll(context).map(|()| Some(Err(axum::Error::new(TooSlow))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}
