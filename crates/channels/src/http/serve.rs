//! The accept loop. `axum::serve` has no deadline for the head of a request, no limit of connections, and no end to a
//! client that does not read; here a slow client costs a connection for a stated time, and nothing else.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use platform::{Result, error};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{Sleep, sleep};

use super::{Part, Site, router_of};
use crate::stopping::{Stage, Stopping};

/// Serves these parts until the stage is `Finishing`, then finishes what was begun; at `Gone` it lets go of the rest.
pub async fn serve(site: Site, parts: &[Part], listener: TcpListener, mut stopping: Stopping) {
    let config = site.services.config.clone();
    let settings = &config.serve;
    let sockets = site.sockets.clone();
    let routes = router_of(site, parts).layer(Extension(stopping.clone()));
    let mut http = http1::Builder::new();
    // What is only somewhat too large is refused with a problem further in, the rest by a bare 431.
    let largest_head = settings.head_bytes.saturating_mul(2).max(1 << 14);
    http.timer(TokioTimer::new()).header_read_timeout(Duration::from_millis(settings.head_ms)).max_buf_size(largest_head);
    let patience = Duration::from_millis(settings.answer_ms);
    let room = Arc::new(Semaphore::new(settings.connections));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = stopping.reached(Stage::Finishing) => break,
            // Forgets what has ended.
            Some(_) = connections.join_next() => {}
            (stream, place) = accepted(&listener, &room) => {
                let stream = Taken { stream, patience, waiting: None, parting: None };
                connections.spawn(connection(http.clone(), stream, routes.clone(), stopping.clone(), place));
            }
        }
    }
    drop(listener);
    tokio::select! {
        () = stopping.reached(Stage::Gone) => tracing::warn!(connections.open = connections.len(), "requests were cut off by the stop"),
        ((), ()) = async { tokio::join!(async { while connections.join_next().await.is_some() {} }, sockets.close()) } => {}
    }
}

/// The next connection for which there is room.
async fn accepted(listener: &TcpListener, room: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { std::future::pending().await };
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            // The client went away while it waited.
            Err(gone) if matches!(gone.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            // Out of file descriptors or memory: trying again at once would only burn the processor.
            Err(source) => {
                tracing::warn!(error = %source, "no connection can be taken at the moment");
                sleep(Duration::from_millis(500)).await;
            }
        }
    }
}

async fn connection(http: http1::Builder, stream: Taken, routes: Router, mut stopping: Stopping, _place: OwnedSemaphorePermit) {
    let served = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes)).with_upgrades();
    let mut served = pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = stopping.reached(Stage::Finishing) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(source) = ended {
        tracing::debug!(error = %source, "connection ended early");
    }
}

/// A connection whose client must go on taking what it is sent.
struct Taken {
    stream: TcpStream,
    patience: Duration,
    /// Runs while the client takes nothing.
    waiting: Option<Pin<Box<Sleep>>>,
    /// Runs once we have said all.
    parting: Option<Pin<Box<Sleep>>>,
}

/// How long a client is heard out that goes on sending after the last answer.
const PARTING: Duration = Duration::from_secs(1);

impl Taken {
    fn unless_stalled<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = None;
            return written;
        }
        let patience = self.patience;
        ready!(self.waiting.get_or_insert_with(|| Box::pin(sleep(patience))).as_mut().poll(context));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Taken {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Taken {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.unless_stalled(context, written)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.unless_stalled(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.unless_stalled(context, flushed)
    }

    /// Says that nothing more comes, then hears the client out for a moment: closing over bytes that are still on their way
    /// would reset the connection, and a client whose body was refused might never see why.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.parting.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
            self.parting = Some(Box::pin(sleep(PARTING)));
        }
        let mut unheard = [0; 1 << 13];
        loop {
            let mut buffer = ReadBuf::new(&mut unheard);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => break,
            }
        }
        self.parting.as_mut().map_or(Poll::Ready(Ok(())), |parting| parting.as_mut().poll(context).map(Ok))
    }
}

/// Writes the access token to the file `token` in the folder, readable by its owner alone; answers its path.
pub fn write_token(folder: &Path, token: &str) -> Result<PathBuf> {
    let (path, partial) = (folder.join("token"), folder.join("token.partial"));
    let written = || {
        if fs::exists(&partial)? {
            fs::remove_file(&partial)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&partial)?;
        file.write_all(token.as_bytes())?;
        file.sync_all()?;
        fs::rename(&partial, &path)
    };
    written().map_err(|source| error::DATA_DIR_UNUSABLE.error("The access token cannot be written.").because(source))?;
    Ok(path)
}
