//! Where a command's operations run: in this process on its store, or on a server. What a user sees is the same.

use std::io::Read;
use std::path::PathBuf;

use clap::ArgMatches;
use platform::context::Ids;
use platform::data_dir::DataDir;
use platform::operation::{self, Representation};
use platform::{Context, Error, Principal, Result, Services, error};
use serde_json::{Value, json};

use super::server::Server;
use super::{Program, Terminal, command, configuration, problem, progress};
use crate::listing::Listed;

/// Bytes read from a file at once.
pub const PIECE: usize = 1 << 16;

pub enum Place {
    /// The services, and the lock of the directory they stand on.
    Here(Services, Option<DataDir>),
    There(Server),
}

/// One call at its place.
pub enum Call<'a> {
    Here(Box<Context>),
    There { server: &'a Server, key: Option<String> },
}

/// Why a call did not succeed: our own error, or the problem object a server answered with.
pub enum Refused {
    Error(Error),
    Problem(Value),
}

impl Refused {
    pub fn problem(&self, request_id: Option<&str>) -> Value {
        match self {
            Refused::Error(error) => problem(error, request_id),
            Refused::Problem(problem) => problem.clone(),
        }
    }

    pub fn code(&self) -> &str {
        match self {
            Refused::Error(error) => error.code(),
            Refused::Problem(problem) => problem["code"].as_str().unwrap_or_default(),
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Refused::Error(error)
    }
}

impl Place {
    pub async fn open(program: &Program<'_>, matches: &ArgMatches) -> Result<Self> {
        if let Some(services) = &program.services {
            return Ok(Place::Here(services.clone(), None));
        }
        if let Some(server) = Server::chosen(program, matches)? {
            return Ok(Place::There(server));
        }
        let (services, folder) = Place::own(program, matches).await?;
        Ok(Place::Here(services, folder))
    }

    /// The services on the data directory of the command line.
    pub async fn own(program: &Program<'_>, matches: &ArgMatches) -> Result<(Services, Option<DataDir>)> {
        let config = configuration(program, matches)?;
        let path = matches.get_one::<PathBuf>("data-dir").cloned().unwrap_or_else(|| PathBuf::from(command::DATA_DIR));
        let folder = DataDir::open(&path)?;
        Ok((folder.services(config).await?, Some(folder)))
    }

    /// `forms`: file forms of the answer will be asked for.
    pub fn call(&self, matches: &ArgMatches, terminal: &Terminal<'_>, forms: bool) -> Call<'_> {
        let key = matches.try_get_one::<String>("idempotency-key").ok().flatten().cloned();
        match self {
            Place::Here(services, _) => {
                let ctx = services.context(Principal::local(), None).with_idempotency_key(key);
                let drawn = terminal.watched && !matches.get_flag("quiet");
                Call::Here(Box::new(if drawn { ctx.watched(progress::drawn()) } else { ctx }))
            }
            // Each form is asked for by repeating the call, which must not do its work again.
            Place::There(server) => Call::There { server, key: key.or_else(|| forms.then(|| Ids::random().secret())) },
        }
    }

    pub async fn close(self) {
        if let Place::Here(services, Some(_)) = self {
            services.db.close().await;
        }
    }
}

impl Call<'_> {
    pub async fn invoke(&self, listed: &Listed, input: &Value) -> Result<Value, Refused> {
        match self {
            Call::Here(ctx) => Ok(operation::invoke(&listed.entry, input.clone(), ctx).await?),
            Call::There { server, key } => server.invoke(listed, input, key.as_deref()).await,
        }
    }

    /// One file form of the call's answer, or of a refusal that tells like one.
    pub async fn represent(&self, listed: &Listed, input: &Value, account: &Value, form: &Representation) -> Result<Vec<u8>, Refused> {
        match self {
            Call::Here(ctx) => Ok(operation::represent(&listed.entry, account.clone(), form.extension, ctx).await?),
            Call::There { server, key } => server.represent(listed, input, form, key.as_deref()).await,
        }
    }

    /// Hands a file in; `nth` counts the files of a command, so that the same command under a key hands the same ones in
    /// once, and its input is the same too.
    pub async fn hand_in(&self, name: &str, file: &mut (dyn Read + Send), nth: u32) -> Result<Value, Refused> {
        match self {
            Call::Here(ctx) => {
                let key = ctx.idempotency_key.as_ref().map(|key| format!("{key}.file{nth}"));
                let ctx = Context::clone(ctx).with_idempotency_key(key);
                let mut incoming = ctx.blobs.incoming(ctx.config.limits.upload_bytes).await?;
                let mut piece = vec![0; PIECE];
                loop {
                    match file.read(&mut piece) {
                        Ok(0) => break,
                        Ok(length) => incoming.write(&piece[..length]).await?,
                        Err(again) if again.kind() == std::io::ErrorKind::Interrupted => {}
                        Err(source) => return Err(unreadable(name, source).into()),
                    }
                }
                Ok(json!(operation::accept_file(name, incoming, &ctx).await?.id))
            }
            Call::There { server, key } => {
                let key = key.as_ref().map(|key| format!("{key}.file{nth}"));
                server.hand_in(name, file, key.as_deref()).await
            }
        }
    }

    /// Names the call in the log of this process.
    pub fn request_id(self) -> Option<String> {
        match self {
            Call::Here(ctx) => Some(ctx.request_id),
            Call::There { .. } => None,
        }
    }
}

pub fn unreadable(name: &str, source: std::io::Error) -> Error {
    error::FILE_UNREADABLE.error(format!("`{name}` cannot be read: {source}.")).because(source)
}
