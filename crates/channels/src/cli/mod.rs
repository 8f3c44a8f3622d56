//! The command line: a command per operation, generated from the list; and the commands that start the other channels.
//!
//! Answers go to stdout, everything else to stderr. With `--format json` a failure's problem object goes to stdout too,
//! so that a program reads one stream. Exit codes: 0 done, 1 refused or failed, 2 usage, 78 configuration.

mod command;
mod field;
mod files;
mod input;
mod line;
mod own;
mod place;
mod progress;
mod server;
pub(crate) mod show;
mod signals;

use std::ffi::OsString;
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::pin::Pin;

use clap::ArgMatches;
use comfy_table::Table;
use platform::config::Config;
use platform::confirmation;
use platform::context::Services;
use platform::operation::Shown;
use platform::{Error, Result, error};
use serde_json::Value;

use crate::listing::{Listed, Operations};
use place::{Place, Refused};

pub use command::{helps, root};
pub use line::words;
pub use own::serve_until_stopped;
pub use show::Format;
pub use signals::Signals;

/// What the command line offers, and where it finds what it needs. There are no globals.
pub struct Program<'a> {
    pub operations: Operations,
    /// Commands that are not operations, written by hand by who starts the program.
    pub commands: Vec<Command>,
    pub environment: &'a (dyn Fn(&str) -> Option<String> + Sync),
    /// Starts logging to stderr; told the level that suits the command unless the environment says otherwise.
    pub log: &'a (dyn Fn(&str) + Sync),
    /// The program that reads documents as a child; `None`: they are read within this process.
    pub reader: Option<PathBuf>,
    /// Given: every command works on these, and no data directory is opened.
    pub services: Option<Services>,
}

/// A hand-written command.
#[derive(Clone, Copy)]
pub struct Command {
    pub name: &'static str,
    pub about: &'static str,
    /// Adds the arguments.
    pub build: fn(clap::Command) -> clap::Command,
    /// Answers the exit code.
    pub run: for<'a> fn(Call<'a>) -> Running<'a>,
}

pub type Running<'a> = Pin<Box<dyn Future<Output = Result<u8>> + 'a>>;

/// What a hand-written command gets.
pub struct Call<'a> {
    pub matches: &'a ArgMatches,
    pub operations: &'a Operations,
    pub config: Config,
    /// Only if `--data-dir` was given.
    pub data_dir: Option<PathBuf>,
    pub quiet: bool,
    /// Columns of the terminal that stdout is; `None`: it is none.
    pub width: Option<u16>,
    pub stdout: &'a mut (dyn Write + Send),
    pub stderr: &'a mut (dyn Write + Send),
}

/// The streams, and what they are connected to.
pub struct Terminal<'a> {
    pub stdin: &'a mut (dyn Read + Send),
    pub stdout: &'a mut (dyn Write + Send),
    pub stderr: &'a mut (dyn Write + Send),
    /// Stdout is a terminal.
    pub interactive: bool,
    /// Stderr is a terminal: progress may be drawn on it.
    pub watched: bool,
    /// Stdout is a terminal that wants colour.
    pub colour: bool,
    /// What was heard since the program began; `None`: a server begins to listen when it starts.
    pub signals: Option<Signals>,
}

/// Runs one command line (without the program's name) and answers its exit code.
pub async fn run(program: &Program<'_>, arguments: impl IntoIterator<Item = OsString>, mut terminal: Terminal<'_>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let named = [OsString::from(command::NAME)].into_iter().chain(arguments.iter().cloned());
    let matches = match root(program, terminal.colour).try_get_matches_from(named) {
        Ok(matches) => matches,
        Err(usage) => return command::misused(&usage, &arguments, &mut terminal),
    };
    let format = matches.get_one::<Format>("format").copied();
    let ended = match command::chosen(program, &matches) {
        command::Chosen::Operation(listed, matches) => {
            (program.log)("warn");
            let format = show::resolved(format, listed.entry.spec.cli.shown, terminal.interactive);
            operation_command(program, listed, matches, format, &mut terminal).await
        }
        command::Chosen::Own(name, matches) => own::run(program, name, matches, format, &mut terminal).await,
        command::Chosen::Written(command, matches) => {
            (program.log)("warn");
            written_command(program, command, matches, &mut terminal).await.map_err(|error| Failed::early(error, format))
        }
    };
    match ended {
        Ok(code) => code,
        Err(failed) => failed.reported(&mut terminal),
    }
}

/// A failure on its way to the user.
struct Failed {
    refused: Refused,
    /// Of the call that failed; `None`: it failed before there was one, or a server names it in its problem.
    request_id: Option<String>,
    format: Option<Format>,
}

impl Failed {
    /// Before there was a call.
    fn early(error: Error, format: Option<Format>) -> Self {
        Failed { refused: Refused::Error(error), request_id: None, format }
    }

    fn reported(self, terminal: &mut Terminal<'_>) -> u8 {
        let problem = self.refused.problem(self.request_id.as_deref());
        // A reader that went away is no failure worth a word.
        let _ = if self.format == Some(Format::Json) {
            writeln!(terminal.stdout, "{problem}")
        } else {
            let said = |field: &str| problem[field].as_str().unwrap_or_default();
            let place = problem["field"].as_str().map(|field| format!(" (at {field})")).unwrap_or_default();
            let remedy = match problem["extra"][confirmation::FIELD].as_str() {
                Some(token) => format!("If it is right, repeat the command with --{} {token}", confirmation::FIELD),
                None => said("remedy").to_owned(),
            };
            writeln!(terminal.stderr, "error: {}{place} [{}]\n  {remedy}", said("detail"), said("code"))
        };
        exit_code(&problem)
    }
}

/// The problem object; what failed before there was a call has no request id.
fn problem(error: &Error, request_id: Option<&str>) -> Value {
    let mut problem = error.problem(request_id.unwrap_or_default());
    if let (None, Some(fields)) = (request_id, problem.as_object_mut()) {
        fields.shift_remove("request_id");
    }
    problem
}

fn exit_code(problem: &Value) -> u8 {
    match problem["code"].as_str() {
        Some(code) if code == error::CONFIGURATION.code => 78,
        Some(code) if code == error::USAGE.code => 2,
        _ => 1,
    }
}

async fn operation_command(
    program: &Program<'_>,
    listed: &Listed,
    matches: &ArgMatches,
    format: Format,
    terminal: &mut Terminal<'_>,
) -> Result<u8, Failed> {
    let early = |error| Failed::early(error, Some(format));
    files::prepare(listed, matches).map_err(early)?;
    let place = Place::open(program, matches).await.map_err(early)?;
    let call = place.call(matches, terminal, files::wanted(listed, matches));
    let answered = async {
        let input = input::read(listed, matches, &call, terminal.stdin).await?;
        let answer = call.invoke(listed, &input).await;
        let written = files::write(listed, &input, &answer, matches, &call).await?;
        Ok((answer, written))
    };
    let answered = answered.await;
    let request_id = call.request_id();
    place.close().await;
    let failed = |refused| Failed { refused, request_id, format: Some(format) };
    let (answer, written) = match answered {
        Ok(done) => done,
        Err(refused) => return Err(failed(refused)),
    };
    if let Ok(output) = &answer {
        show::answer(output, listed.rows(), listed.entry.spec.columns, format, terminal).map_err(early)?;
    }
    if !matches.get_flag("quiet") {
        for path in written {
            let _ = writeln!(terminal.stderr, "wrote {}", path.display());
        }
    }
    let found_wanting = |output: &Value| listed.entry.spec.cli.fails_unless.is_some_and(|field| output[field] == false);
    answer.map(|output| u8::from(found_wanting(&output))).map_err(failed)
}

async fn written_command(program: &Program<'_>, command: &Command, matches: &ArgMatches, terminal: &mut Terminal<'_>) -> Result<u8> {
    only_here(matches, command.name)?;
    let call = Call {
        matches,
        operations: &program.operations,
        config: configuration(program, matches)?,
        data_dir: matches.get_one::<PathBuf>("data-dir").cloned(),
        quiet: matches.get_flag("quiet"),
        width: if terminal.interactive { Table::new().width() } else { None },
        stdout: &mut *terminal.stdout,
        stderr: &mut *terminal.stderr,
    };
    (command.run)(call).await
}

/// Refuses a server for a command that has none.
fn only_here(matches: &ArgMatches, command: &str) -> Result<()> {
    match matches.get_one::<String>("server") {
        Some(_) => Err(error::USAGE.error(format!("`{command}` works on this machine; leave out --server."))),
        None => Ok(()),
    }
}

fn configuration(program: &Program<'_>, matches: &ArgMatches) -> Result<Config> {
    let file = matches.get_one::<PathBuf>("config").cloned().or_else(|| (program.environment)("HORME_CONFIG").map(PathBuf::from));
    let mut config = Config::load(file.as_deref(), program.environment)?;
    config.reading.program.clone_from(&program.reader);
    Ok(config)
}

/// Prints; a reader that went away ends the output, not the command.
fn print(stream: &mut (dyn Write + Send), text: &str) -> Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(source) if source.kind() != ErrorKind::BrokenPipe => {
            Err(error::FILE_UNREADABLE.error("The answer cannot be written.").because(source))
        }
        _ => Ok(()),
    }
}

/// An answer of the command line itself, shown like an operation's.
fn show_own(output: &Value, rows: Option<&str>, shown: Shown, format: Option<Format>, terminal: &mut Terminal<'_>) -> Result<u8> {
    show::answer(output, rows, &[], show::resolved(format, shown, terminal.interactive), terminal)?;
    Ok(0)
}
