//! Commands that are no operation, supplied to the command line by the program.

use channels::cli::Command;

/// Every hand-written command.
pub fn commands() -> Vec<Command> {
    Vec::new()
}
