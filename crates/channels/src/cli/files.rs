//! File forms of an answer, written once the operation has ended.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use platform::operation::Where;
use platform::{Error, Result, error};
use serde_json::Value;

use super::place::{Call, Refused};
use crate::listing::Listed;

/// Refuses before anything is done what could not be written afterwards: a folder that cannot be made.
pub fn prepare(listed: &Listed, matches: &ArgMatches) -> Result<()> {
    for form in listed.entry.spec.representations {
        let folder = match form.written {
            Where::Directory => matches.get_one::<PathBuf>("out").map(PathBuf::as_path),
            Where::Flag(flag) => matches.get_one::<PathBuf>(flag).and_then(|path| path.parent()),
        };
        if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
        }
    }
    Ok(())
}

/// Whether a file form of the answer will be asked for.
pub fn wanted(listed: &Listed, matches: &ArgMatches) -> bool {
    listed.entry.spec.representations.iter().any(|form| match form.written {
        Where::Directory => matches.contains_id("out"),
        Where::Flag(flag) => matches.contains_id(flag),
    })
}

/// Writes the forms the flags ask for; answers their paths.
///
/// A refusal whose `extra` has the fields of the answer is told like one in the forms with a flag of their own: an import
/// of which no row could be taken has rejects to show, too.
pub async fn write(
    listed: &Listed,
    input: &Value,
    answer: &Result<Value, Refused>,
    matches: &ArgMatches,
    call: &Call<'_>,
) -> Result<Vec<PathBuf>, Refused> {
    let refusal;
    let (account, refused) = match answer {
        Ok(output) => (output, false),
        Err(error) => {
            refusal = error.problem(None)["extra"].take();
            (&refusal, true)
        }
    };
    let mut written = Vec::new();
    for form in listed.entry.spec.representations {
        let path = match form.written {
            Where::Flag(flag) if !refused || listed.is_answer(account) => matches.get_one::<PathBuf>(flag).cloned(),
            Where::Directory if !refused => {
                matches.get_one::<PathBuf>("out").map(|folder| folder.join(format!("{}.{}", stem(listed, account), form.extension)))
            }
            _ => None,
        };
        if let Some(path) = path {
            let bytes = match call.represent(listed, input, account, form).await {
                // An answer need not have every form of its operation.
                Err(refused) if form.written == Where::Directory && refused.code() == error::REPRESENTATION_UNKNOWN.code => continue,
                made => made?,
            };
            fs::write(&path, bytes).map_err(|source| unwritable(&path, source))?;
            written.push(path);
        }
    }
    Ok(written)
}

fn unwritable(path: &Path, source: std::io::Error) -> Error {
    error::FILE_UNREADABLE.error(format!("`{}` cannot be written: {source}.", path.display())).because(source)
}

/// The file's name: the answer's number, else its id, else the operation's name.
fn stem(listed: &Listed, output: &Value) -> String {
    let named = ["number", "id"].iter().find_map(|field| output[*field].as_str()).unwrap_or(listed.name());
    named.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '_' }).collect()
}
