//! The composition root: reads the environment and the streams once, hands the operations to the command line.

use std::ffi::OsString;
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use channels::Operations;
use channels::cli::{self, Program, Signals, Terminal};
use platform::sandbox;
use tracing_subscriber::EnvFilter;

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Logs to stderr: for people on a terminal, JSON otherwise. `level` unless HORME_LOG or LOG_LEVEL says otherwise.
fn log(level: &str) {
    let wanted = environment("HORME_LOG").or_else(|| environment("LOG_LEVEL")).unwrap_or_else(|| level.to_owned());
    let filter = EnvFilter::try_new(&wanted).unwrap_or_else(|_| EnvFilter::new(level));
    let lines = tracing_subscriber::fmt().with_writer(stderr).with_env_filter(filter);
    if stderr().is_terminal() {
        lines.with_ansi(environment("NO_COLOR").is_none()).init();
    } else {
        lines.json().flatten_event(true).with_current_span(false).init();
    }
}

/// This very program, also when its file has been replaced since it was started.
fn itself() -> Option<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Some(running) } else { std::env::current_exe().ok() }
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let Some(code) = sandbox::as_child(&features::readers(), arguments.iter().cloned()) {
        return code;
    }
    let Ok(runtime) = tokio::runtime::Runtime::new() else { return ExitCode::FAILURE };
    // Before anything slow: a server that is told to stop while it starts ends in order, too.
    let signals = {
        let _entered = runtime.enter();
        Signals::if_serving(&arguments)
    };
    let program = Program {
        operations: Operations::new(&features::operations()).with_prompts(features::PROMPTS),
        commands: app::commands(),
        environment: &environment,
        log: &log,
        reader: itself(),
        services: None,
    };
    let interactive = stdout().is_terminal();
    let terminal = Terminal {
        stdin: &mut stdin(),
        stdout: &mut stdout(),
        stderr: &mut stderr(),
        interactive,
        watched: stderr().is_terminal(),
        colour: interactive && environment("NO_COLOR").is_none(),
        signals,
    };
    let code = runtime.block_on(cli::run(&program, arguments, terminal));
    // Reading standard input may still block a thread; nothing waits for it.
    runtime.shutdown_background();
    ExitCode::from(code)
}
