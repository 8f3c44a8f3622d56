//! What import operations share: what they are told, and how a call runs. Each import states its text, its route and
//! the kind of its rows.

use std::collections::BTreeMap;

use platform::blobs::UploadId;
use platform::db::Tx;
use platform::journal::Change;
use platform::operation::{Access, Effect, Method, Spec};
use platform::{Context, Result, Role};
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::store;
use super::report::{ImportReport, REJECTS};
use super::{InputFile, Kind, Settings, run};

/// The input of an import; the struct of an operation is one of these under the operation's own text.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportInput {
    /// The files: csv, tsv, xlsx (every sheet), json or jsonl.
    files: Vec<UploadId>,
    /// Field: the column it is read from, or a template with columns in braces, as in "{title} {size}".
    #[serde(default)]
    map: BTreeMap<String, String>,
    /// Field: the value for rows that state none; `decimal` = "comma" or "point" says how numbers are written.
    #[serde(default)]
    set: BTreeMap<String, String>,
    /// Do everything but keep nothing.
    #[serde(default)]
    dry_run: bool,
}

/// The facts of an import; `words`: its command.
pub const fn spec(name: &'static str, path: &'static str, words: &'static str) -> Spec {
    Spec::new(name, Method::Post, path, Access::Role(Role::Administrator), Effect::Write).cli(words, &["files"]).representations(REJECTS)
}

impl ImportInput {
    /// Takes the files' rows into the store, in a transaction of its own.
    pub async fn run<K: Kind>(self, ctx: &Context) -> Result<ImportReport> {
        let files = InputFile::uploads(ctx, &self.files).await?;
        let settings = Settings { map: self.map, set: self.set };
        let mut tx = ctx.write().await?;
        let report = run::<K>(ctx, &mut tx, &files, &settings).await?;
        if self.dry_run {
            return Ok(ImportReport { dry_run: true, ..report });
        }
        kept(ctx, tx, report).await
    }
}

/// Keeps the report with what was imported.
async fn kept(ctx: &Context, mut tx: Tx, mut report: ImportReport) -> Result<ImportReport> {
    let id = ctx.new_id();
    report.import = Some(id.clone());
    store::save_import(&mut tx, ctx, &id, &report).await?;
    ctx.commit(tx, Change::of("import", id, "imported"), report).await
}
