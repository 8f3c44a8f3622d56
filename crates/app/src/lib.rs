//! Commands that are no operation, supplied to the command line by the program.

mod demo;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use channels::cli::{self, Call, Command, Signals};
use clap::{Arg, ArgAction, value_parser};
use platform::{Error, Result};

/// Every hand-written command.
pub fn commands() -> Vec<Command> {
    vec![Command {
        name: "demo",
        about: "Quotes three example requests on the sample data, in a folder of its own",
        build: |command| {
            command
                .arg(
                    Arg::new("out")
                        .long("out")
                        .value_name("DIR")
                        .value_parser(value_parser!(PathBuf))
                        .default_value("horme-demo")
                        .help("Where data and documents go"),
                )
                .arg(
                    Arg::new("serve")
                        .long("serve")
                        .action(ArgAction::SetTrue)
                        .help("Serve the demo's data over HTTP afterwards, on port 8002"),
                )
                .after_help("Examples:\n  horme demo\n  horme demo --out /tmp/try --serve")
        },
        run: |call| Box::pin(demonstrate(call)),
    }]
}

async fn demonstrate(call: Call<'_>) -> Result<u8> {
    let out = call.matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    let (data, services) = demo::run(&out, call.config, call.stdout, call.width).await?;
    if call.matches.get_flag("serve") {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 8002));
        let signals = Signals::listen().map_err(Error::internal)?;
        cli::serve_until_stopped(&services, call.operations, Some(data.path()), None, address, signals, call.stderr).await?;
    }
    services.db.close().await;
    Ok(0)
}
