//! Readers of strangers' bytes, each in a process of its own that may take little and touch nothing.
//!
//! A [`Reader`] is a pure function over bytes. The program starts itself once for each document; the child limits itself before
//! it reads a byte and has no environment. Whatever ends it - memory, time, a defect of a parser - ends nothing else: the
//! caller gets `document.unprocessable`. A child is killed when its caller goes away.
//!
//! On Unix a child has an address space, processor time and no core dump; it writes no file, starts no process, and opens no
//! descriptor beyond the three it was born with, so that it reaches neither a file nor the network. No privilege is needed
//! for that. On other systems only the time on the clock and the number of children are limited.

use std::ffi::OsString;
use std::future::Future;
use std::io::{Read, Write, stdin, stdout};
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::config::Reading;
use crate::error::{self, Error, Result};

/// The hidden command that makes the program a child: `horme read-document READER MEMORY_BYTES CPU_SECONDS`.
pub const COMMAND: &str = "read-document";

/// Turns bytes into bytes: what it is asked and what it answers are the feature's own.
pub trait Reader: 'static {
    const NAME: &'static str;
    type Ask: Serialize + DeserializeOwned;

    fn read(ask: Self::Ask, bytes: &[u8]) -> Vec<u8>;
}

/// A reader with its types erased, for the child's list.
#[derive(Clone, Copy)]
pub struct Entry {
    name: &'static str,
    /// `None`: the input was cut short.
    run: fn(&[u8]) -> Option<Vec<u8>>,
}

pub const fn entry<R: Reader>() -> Entry {
    let run = |input: &[u8]| {
        let ((ask, length), bytes) = postcard::take_from_bytes::<(R::Ask, u64)>(input).ok()?;
        (bytes.len() as u64 == length).then(|| R::read(ask, bytes))
    };
    Entry { name: R::NAME, run }
}

/// Where readers run. Cheap to clone.
#[derive(Clone)]
pub enum Sandbox {
    /// Within this process: tests, and programs that use the crates as a library.
    InProcess,
    Children(Arc<Children>),
}

pub struct Children {
    program: PathBuf,
    limits: Reading,
    seats: Semaphore,
}

impl Sandbox {
    pub fn new(limits: &Reading) -> Self {
        match &limits.program {
            None => Sandbox::InProcess,
            Some(program) => Sandbox::Children(Arc::new(Children {
                program: program.clone(),
                limits: limits.clone(),
                seats: Semaphore::new(limits.at_once),
            })),
        }
    }

    /// What reader `R` makes of the bytes. `name`: the document's, for the refusal when reading it ends badly.
    pub async fn read<R: Reader>(&self, name: &str, ask: R::Ask, bytes: &[u8]) -> Result<Vec<u8>> {
        let Sandbox::Children(children) = self else { return Ok(R::read(ask, bytes)) };
        let head = postcard::to_stdvec(&(ask, bytes.len() as u64)).map_err(Error::internal)?;
        let seat = children.seats.acquire().await.map_err(Error::internal)?;
        let limit = children.limits.wall_seconds;
        let ended = tokio::time::timeout(Duration::from_secs(limit), children.run(R::NAME, &head, bytes)).await;
        drop(seat);
        let why = match ended {
            Ok(Ok((status, answer))) if status.success() => return Ok(answer),
            Ok(Ok((status, _))) => children.limits.why(status),
            Ok(Err(source)) => return Err(Error::internal(source)),
            Err(_) => format!("it took longer than reading.wall_seconds, {limit} s"),
        };
        tracing::warn!(reader = R::NAME, document.bytes = bytes.len(), why, "a reading child was ended");
        Err(error::DOCUMENT_UNPROCESSABLE.error(format!("`{name}` cannot be processed: {why}.")))
    }
}

impl Children {
    /// Dropping the future kills the child.
    fn run<'a>(
        &self,
        reader: &str,
        head: &'a [u8],
        bytes: &'a [u8],
    ) -> impl Future<Output = std::io::Result<(ExitStatus, Vec<u8>)>> + Send + 'a {
        let (memory, cpu) = (self.limits.memory_bytes, self.limits.cpu_seconds);
        let started = Command::new(&self.program)
            .args([COMMAND, reader, &memory.to_string(), &cpu.to_string()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn();
        async move {
            let mut child = started?;
            let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
            let feed = async move {
                let Some(mut stdin) = stdin else { return };
                // A child that is gone takes no more; its end says why.
                if stdin.write_all(head).await.is_ok() {
                    let _ = stdin.write_all(bytes).await;
                }
            };
            let mut answer = Vec::new();
            let listen = async {
                match stdout {
                    // No answer is larger than what the child may hold.
                    Some(stdout) => stdout.take(memory).read_to_end(&mut answer).await,
                    None => Ok(0),
                }
            };
            let ((), heard) = tokio::join!(feed, listen);
            heard?;
            Ok((child.wait().await?, answer))
        }
    }
}

impl Reading {
    fn why(&self, status: ExitStatus) -> String {
        #[cfg(unix)]
        if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
            return match signal {
                9 | 24 => format!("it took longer than reading.cpu_seconds, {} s", self.cpu_seconds),
                _ => format!(
                    "it needs more memory than reading.memory_bytes, {}, or is built to break a reader (signal {signal})",
                    self.memory_bytes
                ),
            };
        }
        format!("it is built so that the reader gives up ({status})")
    }
}

/// The whole life of a child, if the arguments (without the program's name) make this process one. To be called before
/// anything else: before a thread is started or a file is opened.
pub fn as_child(readers: &[Entry], arguments: impl IntoIterator<Item = OsString>) -> Option<ExitCode> {
    let mut words = arguments.into_iter().map(|word| word.into_string().unwrap_or_default());
    if words.next()? != COMMAND {
        return None;
    }
    let words: Vec<String> = words.collect();
    Some(read_once(readers, &words).map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS))
}

fn read_once(readers: &[Entry], words: &[String]) -> Option<()> {
    let [reader, memory, cpu] = words else { return None };
    let reader = readers.iter().find(|known| known.name == reader)?;
    limit_itself(memory.parse().ok()?, cpu.parse().ok()?)?;
    let mut input = Vec::new();
    stdin().lock().read_to_end(&mut input).ok()?;
    let answer = (reader.run)(&input)?;
    let mut stdout = stdout().lock();
    stdout.write_all(&answer).and_then(|()| stdout.flush()).ok()
}

#[cfg(unix)]
fn limit_itself(memory: u64, cpu: u64) -> Option<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Descriptors: standard input, output and error are open already.
    for (resource, limit) in [
        (Resource::As, memory),
        (Resource::Cpu, cpu),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nofile, 3),
        (Resource::Nproc, 0),
    ] {
        setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) }).ok()?;
    }
    Some(())
}

#[cfg(not(unix))]
fn limit_itself(_memory: u64, _cpu: u64) -> Option<()> {
    Some(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::time::Instant;

    use super::*;
    use crate::config::Config;

    struct Echo;

    impl Reader for Echo {
        const NAME: &'static str = "echo";
        type Ask = String;

        fn read(ask: String, bytes: &[u8]) -> Vec<u8> {
            [ask.as_bytes(), bytes].concat()
        }
    }

    /// A sandbox whose children run this script, which notes its process first.
    fn children(folder: &Path, script: &str, wall_seconds: u64) -> Sandbox {
        let program = folder.join("reader");
        let text = format!("#!/bin/sh\necho $$ > {}\n{script}\n", folder.join("pid").display());
        fs::write(&program, text).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        let limits = Config::load(None, |_| None).unwrap().reading;
        Sandbox::new(&Reading { program: Some(program), wall_seconds, ..limits })
    }

    async fn is_gone(folder: &Path) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            let process = fs::read_to_string(folder.join("pid")).unwrap_or_default();
            if !process.is_empty() && !Path::new("/proc").join(process.trim()).exists() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }

    #[test]
    fn what_is_handed_over_comes_back_and_what_is_cut_short_is_not_read() {
        let read = entry::<Echo>().run;
        let whole = [postcard::to_stdvec(&("a", 3u64)).unwrap(), b"xyz".to_vec()].concat();
        assert_eq!(read(&whole).unwrap(), b"axyz");
        assert!(read(&whole[..whole.len() - 1]).is_none());
        assert!(as_child(&[entry::<Echo>()], ["serve".into()]).is_none());
    }

    #[tokio::test]
    async fn a_child_that_dies_or_never_ends_is_a_refusal() {
        let folder = tempfile::tempdir().unwrap();
        for (script, why) in
            [("exit 3", "gives up"), ("kill -SEGV $$", "memory"), ("kill -XCPU $$", "cpu_seconds"), ("exec /bin/sleep 600", "wall_seconds")]
        {
            let refused = children(folder.path(), script, 2).read::<Echo>("list.csv", "a".to_owned(), &[0; 1 << 20]).await.unwrap_err();
            assert_eq!(refused.code(), "document.unprocessable");
            assert!(refused.message().contains("`list.csv`") && refused.message().contains(why), "{script}: {refused}");
            assert!(is_gone(folder.path()).await, "{script}");
        }
    }

    #[tokio::test]
    async fn a_child_does_not_outlive_its_caller() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = children(folder.path(), "exec /bin/sleep 600", 60);
        let asked = sandbox.read::<Echo>("list.csv", "a".to_owned(), b"x");
        let begun = async {
            while fs::read_to_string(folder.path().join("pid")).unwrap_or_default().is_empty() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::select! {
            ended = asked => panic!("{ended:?}"),
            () = begun => {}
        }
        assert!(is_gone(folder.path()).await);
    }
}
