//! The commands of the command line itself: what there is, any operation by name, and the other channels.

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use clap::{Arg, ArgMatches, value_parser};
use platform::operation::{self, Shown};
use platform::{Error, Principal, Result, Services, error};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::show::Format;
use super::{Failed, Opened, Program, Terminal, command, input, print, show_own};
use crate::Operations;
use crate::http::{self, Site};
use crate::json as strict;
use crate::mcp::{self, Toolset};

pub fn commands() -> Vec<clap::Command> {
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
                    .default_value("8080")
                    .help("Port; 0 takes a free one"),
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
    done.map_err(|error| Failed { error, request_id: None, format })
}

fn operations(program: &Program<'_>) -> Value {
    let row = |listed: &crate::listing::Listed| {
        let spec = &listed.entry.spec;
        json!({ "name": spec.name, "method": spec.method.name(), "path": spec.path, "command": spec.cli.words, "summary": listed.entry.summary() })
    };
    json!({ "operations": program.operations.iter().map(row).collect::<Vec<_>>() })
}

async fn call(program: &Program<'_>, matches: &ArgMatches, format: Option<Format>, terminal: &mut Terminal<'_>) -> Result<u8, Failed> {
    let early = |error| Failed { error, request_id: None, format };
    let name = matches.get_one::<String>("operation").map_or("", String::as_str);
    let listed =
        program.operations.find(name).ok_or_else(|| early(error::UNKNOWN_OPERATION.error(format!("There is no operation `{name}`."))))?;
    let text = matches.get_one::<String>("json").map_or("", String::as_str);
    let opened = Opened::new(program, matches).await.map_err(early)?;
    let ctx = opened.context(matches, terminal);
    let answered = async {
        let text = input::text_or_file(if text == "-" { "@-" } else { text }, terminal.stdin)?;
        operation::invoke(&listed.entry, Value::Object(strict::parse_object(&text)?), &ctx).await
    };
    let answered = answered.await;
    opened.close().await;
    let output = answered.map_err(|error| Failed { error, request_id: Some(ctx.request_id), format })?;
    show_own(&output, listed.rows(), Shown::Json, format, terminal).map_err(early)
}

async fn serve(program: &Program<'_>, matches: &ArgMatches, terminal: &mut Terminal<'_>) -> Result<u8> {
    let opened = Opened::new(program, matches).await?;
    let address = matches.get_one::<IpAddr>("bind").copied().unwrap_or(IpAddr::from([127, 0, 0, 1]));
    let port = matches.get_one::<u16>("port").copied().unwrap_or_default();
    let folder = opened.folder.as_ref().map(|folder| folder.path());
    serve_until_stopped(&opened.services, &program.operations, folder, SocketAddr::new(address, port), terminal.stderr).await?;
    opened.close().await;
    let _ = writeln!(terminal.stderr, "stopped");
    Ok(0)
}

/// Serves HTTP until the process is interrupted or terminated. `folder`: the data directory, where the access token is written.
pub async fn serve_until_stopped(
    services: &Services,
    operations: &Operations,
    folder: Option<&Path>,
    address: SocketAddr,
    stderr: &mut (dyn Write + Send),
) -> Result<()> {
    let unusable =
        |source: std::io::Error| error::CONFIGURATION.error(format!("{address} cannot be listened on: {source}.")).because(source);
    let listener = TcpListener::bind(address).await.map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let token = services.ids.secret();
    let _ = writeln!(stderr, "Horme listens on http://{address} - documentation at http://{address}/docs");
    if let Some(folder) = folder {
        let file = http::write_token(folder, &token)?;
        let store = services.db.engine();
        let _ = writeln!(stderr, "Development profile: {store} store, data in {}, access token in {}", folder.display(), file.display());
    }
    let site = Site { services: services.clone(), operations: operations.clone(), token, principal: Principal::token() };
    http::serve(site, listener, stopped()).await
}

/// The first interrupt or termination signal.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

async fn speak_mcp(program: &Program<'_>, matches: &ArgMatches) -> Result<u8> {
    let name = matches.get_one::<String>("toolset").map_or("", String::as_str);
    let toolset = Toolset::named(name, &program.operations).ok_or_else(|| {
        let known: Vec<&str> = Toolset::every(&program.operations).iter().map(Toolset::name).collect();
        error::USAGE.error(format!("There is no toolset `{name}`; there are {}.", known.join(", ")))
    })?;
    let opened = Opened::new(program, matches).await?;
    let handler = mcp::Tools::new(opened.services.clone(), program.operations.clone(), Principal::local(), toolset);
    mcp::serve(handler, tokio::io::stdin(), tokio::io::stdout()).await.map_err(Error::internal)?;
    opened.close().await;
    Ok(0)
}
