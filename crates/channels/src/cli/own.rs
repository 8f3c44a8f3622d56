//! The commands of the command line itself: what there is, any operation by name, and the other channels.

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, value_parser};
use platform::data_dir::DataDir;
use platform::operation::Shown;
use platform::{Error, Principal, Result, Services, error};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::place::Place;
use super::show::Format;
use super::signals::Signals;
use super::{Failed, Program, Terminal, command, input, only_here, print, show_own};
use crate::http::{self, Part, Site};
use crate::mcp::{self, Toolset};
use crate::stopping::stages;
use crate::{Operations, json as strict};

pub fn commands() -> Vec<clap::Command> {
    let ports: Vec<String> = Part::ALL.iter().map(|part| format!("{} {}", part.name(), part.port())).collect();
    vec![
        clap::Command::new("operations").about("Lists every operation with its route and its command"),
        clap::Command::new("call")
            .about("Calls an operation by its name, with its input as JSON")
            .arg(Arg::new("operation").required(true).value_name("OPERATION").help("Name, as `horme operations` lists it"))
            .arg(
                Arg::new("json")
                    .long("json")
                    .value_name("INPUT|@FILE|-")
                    .help("The input; nothing is the empty object, - is standard input"),
            )
            .arg(command::idempotency_key()),
        clap::Command::new("serve")
            .about("Serves HTTP: the operations, /docs, /openapi.json, /health and /ready")
            .arg(
                Arg::new("port")
                    .long("port")
                    .value_name("N")
                    .value_parser(value_parser!(u16))
                    .help("Port; 0 takes a free one [default: 8080, or the part's own]"),
            )
            .arg(
                Arg::new("only")
                    .long("only")
                    .value_name("PART")
                    .value_parser(PossibleValuesParser::new(Part::ALL.iter().map(|part| part.name())))
                    .help(format!("Serve this part alone, on its own port: {}", ports.join(", "))),
            )
            .arg(
                Arg::new("bind")
                    .long("bind")
                    .value_name("ADDRESS")
                    .value_parser(value_parser!(IpAddr))
                    .default_value("127.0.0.1")
                    .help("Address to listen on"),
            ),
        clap::Command::new("mcp").about("Serves the operations as MCP tools over standard input and output").arg(
            Arg::new("toolset")
                .long("toolset")
                .value_name("NAME")
                .default_value("everyday")
                .help("Which tools are listed: everyday, all, read, or an area such as quotations"),
        ),
        clap::Command::new("openapi").about("Prints the OpenAPI document"),
    ]
}

pub(super) async fn run(
    program: &Program<'_>,
    name: &str,
    matches: &ArgMatches,
    format: Option<Format>,
    terminal: &mut Terminal<'_>,
) -> Result<u8, Failed> {
    (program.log)(if name == "serve" { "info" } else { "warn" });
    let done = match name {
        "call" => return call(program, matches, format, terminal).await,
        "operations" => show_own(&operations(program), Some("operations"), Shown::Table, format, terminal),
        "openapi" => print(terminal.stdout, &format!("{}\n", http::document(&program.operations))).map(|()| 0),
        "serve" => serve(program, matches, terminal).await,
        "mcp" => speak_mcp(program, matches).await,
        other => Err(error::USAGE.error(format!("There is no command `{other}`."))),
    };
    done.map_err(|error| Failed::early(error, format))
}

fn operations(program: &Program<'_>) -> Value {
    let row = |listed: &crate::listing::Listed| {
        let spec = &listed.entry.spec;
        json!({ "name": spec.name, "method": spec.method.name(), "path": spec.path, "command": spec.cli.words, "summary": listed.entry.summary() })
    };
    json!({ "operations": program.operations.iter().map(row).collect::<Vec<_>>() })
}

async fn call(program: &Program<'_>, matches: &ArgMatches, format: Option<Format>, terminal: &mut Terminal<'_>) -> Result<u8, Failed> {
    let early = |error| Failed::early(error, format);
    let name = matches.get_one::<String>("operation").map_or("", String::as_str);
    let listed =
        program.operations.find(name).ok_or_else(|| early(error::UNKNOWN_OPERATION.error(format!("There is no operation `{name}`."))))?;
    let text = matches.get_one::<String>("json").map_or("", String::as_str);
    let place = Place::open(program, matches).await.map_err(early)?;
    let call = place.call(matches, terminal, false);
    let answered = async {
        let text = input::text_or_file(if text == "-" { "@-" } else { text }, terminal.stdin)?;
        call.invoke(listed, &Value::Object(strict::parse_object(&text)?)).await
    };
    let answered = answered.await;
    let request_id = call.request_id();
    place.close().await;
    let output = answered.map_err(|refused| Failed { refused, request_id, format })?;
    show_own(&output, listed.rows(), Shown::Json, format, terminal).map_err(early)
}

async fn serve(program: &Program<'_>, matches: &ArgMatches, terminal: &mut Terminal<'_>) -> Result<u8> {
    only_here(matches, "serve")?;
    let mut signals = match terminal.signals.take() {
        Some(signals) => signals,
        None => Signals::listen().map_err(Error::internal)?,
    };
    let opened = tokio::select! {
        biased;
        opened = here(program, matches) => opened?,
        // Waiting for a database that does not answer, say.
        () = signals.next() => {
            let _ = writeln!(terminal.stderr, "stopped before it served");
            return Ok(0);
        }
    };
    let (services, folder) = opened;
    let part = matches.get_one::<String>("only").and_then(|name| Part::ALL.iter().find(|part| part.name() == name)).copied();
    let port = matches.get_one::<u16>("port").copied().unwrap_or(part.map_or(EVERYTHING, Part::port));
    let address = matches.get_one::<IpAddr>("bind").copied().unwrap_or(IpAddr::from([127, 0, 0, 1]));
    let address = SocketAddr::new(address, port);
    let path = folder.as_ref().map(|folder| folder.path());
    serve_until_stopped(&services, &program.operations, path, part, address, signals, terminal.stderr).await?;
    if folder.is_some() {
        services.db.close().await;
    }
    let _ = writeln!(terminal.stderr, "stopped");
    Ok(0)
}

/// The port of everything together.
const EVERYTHING: u16 = 8080;

/// The services of a channel that only works on a store of its own.
async fn here(program: &Program<'_>, matches: &ArgMatches) -> Result<(Services, Option<DataDir>)> {
    match &program.services {
        Some(services) => Ok((services.clone(), None)),
        None => Place::own(program, matches).await,
    }
}

/// Serves HTTP until a signal ends it. `folder`: the data directory, where the access token is written. `part`: the only
/// one that is served.
pub async fn serve_until_stopped(
    services: &Services,
    operations: &Operations,
    folder: Option<&Path>,
    part: Option<Part>,
    address: SocketAddr,
    mut signals: Signals,
    stderr: &mut (dyn Write + Send),
) -> Result<()> {
    let unusable =
        |source: std::io::Error| error::CONFIGURATION.error(format!("{address} cannot be listened on: {source}.")).because(source);
    let listener = TcpListener::bind(address).await.map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let token = services.ids.secret();
    let _ = match part {
        None | Some(Part::Api) => writeln!(stderr, "Horme listens on http://{address} - documentation at http://{address}/docs"),
        Some(part) => writeln!(stderr, "Horme serves {} on http://{address}", part.name()),
    };
    if let Some(folder) = folder {
        let file = http::write_token(folder, &token)?;
        let store = services.db.engine();
        let _ = writeln!(stderr, "Development profile: {store} store, data in {}, access token in {}", folder.display(), file.display());
    }
    if !address.ip().is_loopback() {
        let _ = writeln!(
            stderr,
            "WARNING: {address} can be reached from other machines, in the development profile and without TLS: whoever reads the \
             traffic reads the token and the customers' documents. Put a proxy with TLS before it, or leave out --bind."
        );
    }
    let site = Site::new(services.clone(), operations.clone(), token, Principal::token());
    let parts = part.as_ref().map_or(Part::ALL, std::slice::from_ref);
    let (stage, stopping) = stages();
    tokio::select! {
        () = http::serve(site, parts, listener, stopping) => {}
        () = signals.conduct(&stage, &services.config.serve) => {}
    }
    Ok(())
}

async fn speak_mcp(program: &Program<'_>, matches: &ArgMatches) -> Result<u8> {
    only_here(matches, "mcp")?;
    let name = matches.get_one::<String>("toolset").map_or("", String::as_str);
    let toolset = Toolset::named(name, &program.operations).ok_or_else(|| {
        let known: Vec<&str> = Toolset::every(&program.operations).iter().map(Toolset::name).collect();
        error::USAGE.error(format!("There is no toolset `{name}`; there are {}.", known.join(", ")))
    })?;
    let (services, folder) = here(program, matches).await?;
    let handler = mcp::Tools::new(services.clone(), program.operations.clone(), Principal::local(), toolset);
    mcp::serve(handler, tokio::io::stdin(), tokio::io::stdout()).await.map_err(Error::internal)?;
    if folder.is_some() {
        services.db.close().await;
    }
    Ok(0)
}
