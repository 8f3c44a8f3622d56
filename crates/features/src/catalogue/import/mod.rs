//! Rows of people's files into the store: one way in, for a user's file and for a sample alike.
//!
//! An import reads every file twice: once to know its columns and how its numbers are written, once to take the rows.
//! What a row becomes is a [`Kind`]. All valid rows of all files of a call are written in the caller's transaction;
//! a row that cannot be taken is listed with its place and the reason.
//!
//! Columns a file does not have leave what is stored alone; a blank cell of a column it has makes the value unknown.

mod columns;
mod json;
mod numbers;
mod operation;
mod report;
mod rows;

use std::borrow::Cow;
use std::collections::BTreeMap;

use platform::blobs::{self, UploadId};
use platform::db::Tx;
use platform::{Context, Result};
use sha2::{Digest, Sha256};

pub use columns::{Field, Record, Stated};
pub use json::text as json_text;
pub use numbers::{Priced, read_number, read_price};
pub use operation::{ImportInput, spec};
pub use report::{Counts, ImportReport, Note, Place, REJECTS, Refusal};

use super::{FILE_UNREADABLE, NO_FILES, NOTHING_VALID, Touched, store};
use columns::Plan;
use report::Recorder;
use rows::{Row, Rows};

/// Rows that are merged and written together.
const BATCH: usize = 1000;

/// What one kind of file is: its columns, what a row says, and how rows are stored.
pub trait Kind: Send + Sized {
    const NAME: &'static str;
    const FIELDS: &'static [Field];
    /// Whether `attr:NAME` columns mean something.
    const ATTRIBUTES: bool = false;
    /// Whether articles, and so the indexes built from them, change with it.
    const IN_ARTICLES: bool = false;
    type Draft: Send;

    /// Before the first row: takes from the store what reading rows needs.
    fn begin(ctx: &Context, tx: &mut Tx) -> impl Future<Output = Result<Self>> + Send;

    /// What the row says, or why it cannot be taken. Warnings go to `warn`.
    fn read(&mut self, record: &Record<'_>, warn: &mut Vec<Refusal>) -> Result<Self::Draft, Refusal>;

    /// Merges a batch into the store and counts what changed.
    fn write(&mut self, tx: &mut Tx, batch: Vec<Placed<Self::Draft>>, desk: &mut Desk<'_>) -> impl Future<Output = Result<()>> + Send;
}

/// A draft and the row it came from.
pub struct Placed<D> {
    pub place: Place,
    pub draft: D,
}

/// Where a batch is being written: whose store, from which source, and the tally.
pub struct Desk<'a> {
    pub ctx: &'a Context,
    /// Id of the source the file's rows will carry.
    pub source: &'a str,
    /// The source is sample data.
    pub sample: bool,
    recorder: &'a mut Recorder,
}

impl Desk<'_> {
    /// What was just counted as added or changed is this product. Where a kind does not say so, everything counts as changed.
    pub fn touched(&mut self, sku: &str) {
        self.recorder.touched(sku);
    }

    pub fn added(&mut self) {
        self.recorder.count(|counts| &mut counts.added);
    }

    pub fn changed(&mut self) {
        self.recorder.count(|counts| &mut counts.changed);
    }

    pub fn unchanged(&mut self) {
        self.recorder.count(|counts| &mut counts.unchanged);
    }

    pub fn reject(&mut self, place: Place, refusal: Refusal) {
        self.recorder.reject(place, refusal);
    }

    pub fn tenant(&self) -> &str {
        self.ctx.tenant()
    }
}

/// A file with where it comes from.
pub struct InputFile {
    pub name: String,
    pub bytes: Cow<'static, [u8]>,
    pub sample: Option<SamplePack>,
}

/// Whose data a sample file is.
#[derive(Clone)]
pub struct SamplePack {
    pub pack: String,
    pub licence: String,
    pub attribution: String,
}

impl InputFile {
    /// The uploads a caller named.
    pub async fn uploads(ctx: &Context, handles: &[UploadId]) -> Result<Vec<InputFile>> {
        if handles.is_empty() {
            return Err(NO_FILES.error("No file is named.").at("files"));
        }
        let mut files = Vec::with_capacity(handles.len());
        for handle in handles {
            let (upload, bytes) = blobs::open(ctx, handle).await?;
            files.push(InputFile { name: upload.name, bytes: bytes.into(), sample: None });
        }
        Ok(files)
    }
}

/// How the caller wants columns read.
#[derive(Default, Clone)]
pub struct Settings {
    /// Field: source column, or a template with `{column}` placeholders.
    pub map: BTreeMap<String, String>,
    /// Field: value for rows that state none. `decimal` = `point` or `comma` says how numbers are written.
    pub set: BTreeMap<String, String>,
}

/// Imports the files into the caller's transaction. Refused as a whole when a file cannot be read or no row is valid.
pub async fn run<K: Kind>(ctx: &Context, tx: &mut Tx, files: &[InputFile], settings: &Settings) -> Result<ImportReport> {
    let mut readings = Vec::with_capacity(files.len());
    for file in files {
        let rows = Rows::open(ctx, &file.name, &file.bytes).await?;
        readings.push(Reading::of::<K>(&file.name, rows, settings)?);
    }
    let total = readings.iter().flat_map(|reading| &reading.sheets).map(|sheet| sheet.rows).sum();
    store::lock(tx, ctx.tenant()).await?;
    let mut kind = K::begin(ctx, tx).await?;
    let mut recorder = Recorder::new(K::NAME);
    for (file, reading) in files.iter().zip(&readings) {
        recorder.open(file, &reading.sheets);
        let source = ctx.new_id();
        reading.take(ctx, tx, &mut kind, &source, file.sample.is_some(), &mut recorder, total).await?;
        if recorder.file_changed_something() {
            store::save_source(tx, ctx, &source, K::NAME, file, &sha256(&file.bytes)).await?;
        }
    }
    let touched = recorder.take_touched();
    let report = recorder.finish(ctx).await?;
    if report.counts.read == report.counts.rejected {
        let account = serde_json::to_value(&report).map_err(platform::Error::internal)?;
        return Err(NOTHING_VALID.error(report.why_nothing()).with(account));
    }
    if K::IN_ARTICLES && report.counts.added + report.counts.changed > 0 {
        let all_known = touched.len() as u64 == report.counts.added + report.counts.changed;
        let touched = if all_known { Touched::Products(&touched) } else { Touched::Everything };
        super::touch(tx, ctx.tenant(), touched).await?;
    }
    Ok(report)
}

fn sha256(bytes: &[u8]) -> String {
    platform::journal::hex(&Sha256::digest(bytes))
}

/// A file after the first look: its sheets, each with its plan.
struct Reading<'a> {
    rows: Rows<'a>,
    sheets: Vec<Sheet>,
}

/// One table of a file.
struct Sheet {
    name: Option<String>,
    /// Number of the header row; 0 where the format names its columns in every row.
    header: u64,
    /// How to read its rows, or why it is left out.
    plan: Result<Plan, String>,
    /// Rows below the header.
    rows: u64,
}

/// Rows that may stand above a header: a title, a date, a logo's cell.
const ROWS_ABOVE_HEADER: usize = 20;

impl<'a> Reading<'a> {
    fn of<K: Kind>(file: &str, rows: Rows<'a>, settings: &Settings) -> Result<Self> {
        let mut sheets: Vec<Sheet> = Vec::new();
        let mut above: Vec<Row> = Vec::new();
        if let Some(columns) = rows.columns() {
            let plan = Plan::new::<K>(columns, settings)?;
            sheets.push(Sheet { name: None, header: 0, plan, rows: 0 });
        }
        let mut current: Option<Option<String>> = rows.columns().map(|_| None);
        for row in rows.iter()? {
            let row = row?;
            if current.as_ref() != Some(&row.sheet) {
                give_up::<K>(&mut sheets, &mut above, settings)?;
                current = Some(row.sheet.clone());
            }
            match sheets.last_mut().filter(|sheet| above.is_empty() && sheet.name == row.sheet) {
                Some(sheet) => sheet.look_at(&row),
                None => {
                    if row.is_blank() {
                        continue;
                    }
                    let plan = Plan::new::<K>(&row.names(), settings)?;
                    if plan.is_ok() {
                        above.clear();
                        sheets.push(Sheet { name: row.sheet.clone(), header: row.number, plan, rows: 0 });
                    } else if above.len() == ROWS_ABOVE_HEADER {
                        give_up::<K>(&mut sheets, &mut above, settings)?;
                    } else {
                        above.push(row);
                    }
                }
            }
        }
        give_up::<K>(&mut sheets, &mut above, settings)?;
        if !sheets.iter().any(|sheet| sheet.plan.is_ok()) {
            let why = sheets.iter().find_map(|sheet| sheet.plan.as_ref().err().cloned()).unwrap_or_else(|| "it is empty".to_owned());
            return Err(FILE_UNREADABLE.error(format!("`{file}` cannot be imported: {why}.")));
        }
        for plan in sheets.iter_mut().filter_map(|sheet| sheet.plan.as_mut().ok()) {
            plan.settle(settings)?;
        }
        Ok(Reading { rows, sheets })
    }

    #[expect(clippy::too_many_arguments, reason = "the call's own state, handed through once")]
    async fn take<K: Kind>(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        kind: &mut K,
        source: &str,
        sample: bool,
        recorder: &mut Recorder,
        total: u64,
    ) -> Result<()> {
        let mut batch = Vec::with_capacity(BATCH);
        let mut warnings = Vec::new();
        for row in self.rows.iter()? {
            let mut row = row?;
            let Some((sheet, plan)) = self.sheet_of(&row) else { continue };
            if row.is_blank() {
                continue;
            }
            recorder.count(|counts| &mut counts.read);
            let place = Place { sheet: sheet.name.clone(), row: row.number };
            if let Some(refusal) = row.broken {
                recorder.reject(place, refusal);
                continue;
            }
            if let Some(surplus) = plan.surplus(&row) {
                recorder.warn(place.clone(), surplus);
            }
            let exact = plan.without_inexact(&mut row, &mut warnings);
            match exact.and_then(|()| kind.read(&Record { plan, cells: &row.cells }, &mut warnings)) {
                Ok(draft) => batch.push(Placed { place: place.clone(), draft }),
                Err(refusal) => recorder.reject(place.clone(), refusal),
            }
            for warning in warnings.drain(..) {
                recorder.warn(place.clone(), warning);
            }
            if batch.len() == BATCH {
                let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                kind.write(tx, full, &mut Desk { ctx, source, sample, recorder }).await?;
                if recorder.has_doubled() {
                    store::count_afresh(tx).await?;
                }
                ctx.progress("rows", recorder.read(), Some(total));
            }
        }
        kind.write(tx, batch, &mut Desk { ctx, source, sample, recorder }).await?;
        ctx.progress("rows", recorder.read(), Some(total));
        Ok(())
    }

    fn sheet_of(&self, row: &Row) -> Option<(&Sheet, &Plan)> {
        let sheet = self.sheets.iter().find(|sheet| sheet.name == row.sheet)?;
        let plan = sheet.plan.as_ref().ok()?;
        (row.number > sheet.header).then_some((sheet, plan))
    }
}

impl Sheet {
    fn look_at(&mut self, row: &Row) {
        if let Ok(plan) = &mut self.plan {
            self.rows += u64::from(!row.is_blank());
            plan.look_at(row);
        }
    }
}

/// A sheet ended, or went on too long, without a header: its first row says what is missing.
fn give_up<K: Kind>(sheets: &mut Vec<Sheet>, above: &mut Vec<Row>, settings: &Settings) -> Result<()> {
    if let Some(first) = above.first() {
        let plan = Plan::new::<K>(&first.names(), settings)?;
        sheets.push(Sheet { name: first.sheet.clone(), header: first.number, plan, rows: 0 });
    }
    above.clear();
    Ok(())
}
