//! The signals that end a server. Ordinary commands leave them to the system, which ends them at once.

use std::ffi::OsString;
use std::io;
use std::time::Duration;

use platform::config::Serve;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::stopping::Stage;

/// Heard from the moment this is made; what comes before somebody waits for it is kept.
pub struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(not(unix))]
    interrupt: tokio::signal::windows::CtrlC,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// A supervisor wants the process to end.
    Terminate,
    /// Somebody at the keyboard does.
    Interrupt,
}

impl Signals {
    /// Needs a running runtime.
    #[cfg(unix)]
    pub fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    #[cfg(not(unix))]
    pub fn listen() -> io::Result<Self> {
        Ok(Signals { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    /// Listens if the command line is `serve`, so that a signal is heard while the program is still getting ready.
    pub fn if_serving(arguments: &[OsString]) -> Option<Self> {
        if serves(arguments) { Signals::listen().ok() } else { None }
    }

    /// The next signal.
    pub async fn next(&mut self) {
        self.heard().await;
    }

    #[cfg(unix)]
    async fn heard(&mut self) -> Heard {
        tokio::select! {
            _ = self.terminate.recv() => Heard::Terminate,
            _ = self.interrupt.recv() => Heard::Interrupt,
        }
    }

    #[cfg(not(unix))]
    async fn heard(&mut self) -> Heard {
        self.interrupt.recv().await;
        Heard::Interrupt
    }

    /// Moves a server from stage to stage; every further signal ends the stage at once.
    pub async fn conduct(&mut self, stage: &watch::Sender<Stage>, settings: &Serve) {
        if self.heard().await == Heard::Terminate {
            stage.send_replace(Stage::Leaving);
            self.waited(settings.leave_ms).await;
        }
        stage.send_replace(Stage::Finishing);
        self.waited(settings.finish_ms).await;
        stage.send_replace(Stage::Gone);
        std::future::pending().await
    }

    async fn waited(&mut self, ms: u64) {
        tokio::select! {
            () = sleep(Duration::from_millis(ms)) => {}
            _ = self.heard() => {}
        }
    }
}

/// Whether the first word that is neither a flag nor a flag's value is `serve`.
fn serves(arguments: &[OsString]) -> bool {
    let mut words = arguments.iter().map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        match &*word {
            "-q" | "--quiet" => {}
            flag if flag.starts_with("--") && !flag.contains('=') => drop(words.next()),
            flag if flag.starts_with('-') => {}
            command => return command == "serve",
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_listens_for_signals() {
        let serves = |line: &str| serves(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert!(serves("serve") && serves("--data-dir serve -q --format=json serve --port 0"));
        assert!(!serves("search serve") && !serves("--data-dir serve search x") && !serves("--help"));
    }
}
