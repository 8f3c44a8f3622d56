//! The tree of commands, with its help.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::builder::EnumValueParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, ColorChoice, value_parser};
use platform::error;
use platform::operation::Where;

use super::show::Format;
use super::{Command, Program, Terminal, field, line, own, problem};
use crate::listing::Listed;

pub const NAME: &str = "horme";
pub const DATA_DIR: &str = "./horme-data";

const FILES: &str = "Files";
const EVERYWHERE: &str = "Everywhere";

pub fn root(program: &Program<'_>, colour: bool) -> clap::Command {
    let root = clap::Command::new(NAME)
        .version(env!("CARGO_PKG_VERSION"))
        .about("Turns customers' lists into products and an exact quotation")
        .after_help("Exit codes: 0 done, 1 refused or failed, 2 usage, 78 configuration. With --format json a failure is a problem object on stdout.")
        .color(if colour { ColorChoice::Always } else { ColorChoice::Never })
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .infer_long_args(true)
        .args(everywhere());
    let members = program.operations.iter().map(|listed| (listed.entry.spec.cli.words, listed)).collect();
    let mut root = with_operations(root, members);
    for command in &program.commands {
        root = root.subcommand((command.build)(clap::Command::new(command.name).about(command.about)));
    }
    root.subcommands(own::commands())
}

/// Adds the operations to `parent`, each by the words that are left of its command; words that several begin with become a group.
fn with_operations(mut parent: clap::Command, members: Vec<(&'static str, &Listed)>) -> clap::Command {
    let mut groups: BTreeMap<&str, Vec<(&'static str, &Listed)>> = BTreeMap::new();
    for (words, listed) in members {
        match words.split_once(' ') {
            Some((first, rest)) => groups.entry(first).or_default().push((rest, listed)),
            None => parent = parent.subcommand(of_operation(listed, words)),
        }
    }
    for (name, members) in groups {
        let mut firsts: Vec<&str> = members.iter().filter_map(|(words, _)| words.split(' ').next()).collect();
        firsts.dedup();
        let group = clap::Command::new(name).about(firsts.join(", ")).subcommand_required(true).arg_required_else_help(true);
        parent = parent.subcommand(with_operations(group, members));
    }
    parent
}

fn everywhere() -> [Arg; 6] {
    [
        Arg::new("data-dir")
            .long("data-dir")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .help(format!("Folder of the store [default: {DATA_DIR}]")),
        Arg::new("server")
            .long("server")
            .value_name("URL")
            .conflicts_with("data-dir")
            .help("Work on this server instead, as in http://127.0.0.1:8080 [env: HORME_SERVER]"),
        Arg::new("token-file")
            .long("token-file")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Access token for the server [env: HORME_TOKEN_FILE]"),
        Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Settings that override the defaults [env: HORME_CONFIG]"),
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(EnumValueParser::<Format>::new())
            .help("A table for people, the JSON of the API, or a row a line"),
        Arg::new("quiet").long("quiet").short('q').action(ArgAction::SetTrue).help("No progress and no remarks"),
    ]
    .map(|arg| arg.global(true).help_heading(EVERYWHERE))
}

pub fn idempotency_key() -> Arg {
    Arg::new("idempotency-key")
        .long("idempotency-key")
        .value_name("KEY")
        .help("Repeating the command with this key answers the same and changes nothing more")
}

fn of_operation(listed: &Listed, word: &'static str) -> clap::Command {
    let spec = &listed.entry.spec;
    let mut command = clap::Command::new(word)
        .about(listed.entry.summary())
        .long_about(field::unwrapped(&listed.entry.description()))
        .after_help(examples(listed));
    for name in spec.cli.positional {
        command = command.arg(field::argument(name, listed.field(name), listed.requires(name), true));
    }
    for (name, schema) in listed.fields().filter(|(name, _)| !spec.cli.positional.contains(name)) {
        command = command.arg(field::argument(name, schema, listed.requires(name), false));
    }
    if listed.writes() {
        command = command.arg(idempotency_key());
    }
    let whole: Vec<&str> = spec.representations.iter().filter(|form| form.written == Where::Directory).map(|form| form.extension).collect();
    if !whole.is_empty() {
        command = command.arg(to_file("out", "DIR", format!("Write the answer there as {}", whole.join(", "))));
    }
    for form in spec.representations {
        if let Where::Flag(flag) = form.written {
            command = command.arg(to_file(flag, "FILE", format!("Write the answer's {} form to this file", form.extension)));
        }
    }
    command
}

fn to_file(flag: &'static str, value_name: &'static str, help: String) -> Arg {
    Arg::new(flag).long(flag).value_name(value_name).value_parser(value_parser!(PathBuf)).help(help).help_heading(FILES)
}

fn examples(listed: &Listed) -> String {
    let mut text = String::from("Examples:");
    for example in (listed.entry.examples)() {
        if let Some(line) = line::shown(NAME, listed, &example.input) {
            let refused = example.error.map(|code| format!(" (refused: {code})")).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = write!(text, "\n  # {}{refused}\n  {line}", example.title);
        }
    }
    text
}

/// What a parsed command line asks for.
pub enum Chosen<'a> {
    Operation(&'a Listed, &'a ArgMatches),
    Own(&'a str, &'a ArgMatches),
    Written(&'a Command, &'a ArgMatches),
}

pub fn chosen<'a>(program: &'a Program<'_>, matches: &'a ArgMatches) -> Chosen<'a> {
    let (mut words, mut innermost) = (Vec::new(), matches);
    while let Some((word, inner)) = innermost.subcommand() {
        words.push(word);
        innermost = inner;
    }
    let words_text = words.join(" ");
    if let Some(listed) = program.operations.iter().find(|listed| listed.entry.spec.cli.words == words_text) {
        return Chosen::Operation(listed, innermost);
    }
    let first = words.first().copied().unwrap_or_default();
    match program.commands.iter().find(|command| command.name == first) {
        Some(command) => Chosen::Written(command, matches.subcommand().map_or(matches, |(_, inner)| inner)),
        None => Chosen::Own(first, innermost),
    }
}

/// Help and version are answers; anything else is wrong usage.
pub fn misused(usage: &clap::Error, arguments: &[OsString], terminal: &mut Terminal<'_>) -> u8 {
    let text = if terminal.colour { usage.render().ansi().to_string() } else { usage.render().to_string() };
    let json =
        arguments.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json") || arguments.iter().any(|word| word == "--format=json");
    // A reader that went away is no failure worth a word.
    let _ = match usage.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = terminal.stdout.write_all(text.as_bytes());
            return 0;
        }
        _ if json => {
            let said = usage.render().to_string();
            let said = said.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            writeln!(terminal.stdout, "{}", problem(&error::USAGE.error(said), None))
        }
        _ => terminal.stderr.write_all(text.as_bytes()),
    };
    2
}

/// The help of every command, one after the other.
pub fn helps(program: &Program<'_>) -> String {
    let mut root = root(program, false).term_width(120);
    root.build();
    let mut text = String::new();
    append(&mut root, &mut text);
    text
}

fn append(command: &mut clap::Command, text: &mut String) {
    let help = command.render_long_help().to_string();
    let _ = writeln!(text, "{}", help.trim_end());
    for inner in command.get_subcommands_mut() {
        let name = inner.get_bin_name().unwrap_or_default().to_owned();
        let _ = write!(text, "\n\n=== {name} ===\n\n");
        append(inner, text);
    }
}
