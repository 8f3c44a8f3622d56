//! `horme demo`: the main job on the labelled sample data, in an empty folder, through the ordinary operations.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use features::catalogue::ProductCard;
use features::example::{self, ExampleRequest};
use features::matching::Outcome;
use features::quote::{Quotation, QuotationLine};
use platform::config::Config;
use platform::data_dir::{DataDir, write_whole};
use platform::money::{Amount, Currency};
use platform::operation::{self, Entry};
use platform::{Context, Error, Principal, Result, Services, blobs};
use serde_json::{Value, json};

/// Loads the sample packs into `out/data`, quotes the three example requests, writes their documents to `out` and shows
/// what came of every line beside what was right. The caller closes the services it gets back. Writing again into the same folder makes new quotations.
pub async fn run(out: &Path, config: Config, shown: &mut (dyn Write + Send), width: Option<u16>) -> Result<(DataDir, Services)> {
    let begun = Instant::now();
    let data = DataDir::open(&out.join("data"))?;
    let services = data.services(config).await?;
    let demo = Demo { ctx: services.context(Principal::local(), None), operations: features::operations(), out: out.to_owned(), width };
    let mut say = |text: String| writeln!(shown, "{text}").map_err(Error::internal);

    say("Horme demo: sample data, labelled as such everywhere. Development profile: embedded store, no server, no network.".to_owned())?;
    let step = Instant::now();
    let loaded = demo.call("load_samples", json!({})).await?;
    say(format!("\n1. Loaded the sample packs{} in {}.", counted(&loaded), seconds(step)))?;
    let step = Instant::now();
    // Neither needs the other, and both read the whole catalogue.
    let requests = async {
        let mut tx = demo.ctx.read().await?;
        example::requests(&mut tx, demo.ctx.tenant(), example::SEED).await
    };
    let (requests, _) = tokio::try_join!(requests, features::search::index(&demo.ctx))?;
    say(format!("2. Built the search index and wrote {} example requests in {}.", requests.len(), seconds(step)))?;

    let mut score = Score::default();
    for (request, number) in requests.iter().zip(3..) {
        let step = Instant::now();
        let quoted = demo.quote(request).await?;
        say(format!("\n{number}. {}: read, matched, priced and printed in {}.", request.name, seconds(step)))?;
        let names = demo.names(&quoted, request).await?;
        say(demo.table(&quoted, request, &names, &mut score))?;
        say(totals(&quoted))?;
    }
    say(format!("\n{}", score.sentence()))?;
    let out = out.display();
    say(format!(
        "\nAll in {}. The requests and the quotations (JSON, XLSX, PDF) are in {out}.\n\
         Fasteners have no prices in the open data: their price is unknown, and the quotations say so.\n\nTry next:\n  \
         horme --data-dir {out}/data search \"hexagon nut M8\"\n  \
         horme --data-dir {out}/data quote {out}/message.txt --out {out}\n  \
         horme --data-dir {out}/data sample remove\n  \
         horme --help",
        seconds(begun)
    ))?;
    Ok((data, services))
}

struct Demo {
    ctx: Context,
    operations: Vec<Entry>,
    out: PathBuf,
    width: Option<u16>,
}

impl Demo {
    async fn call(&self, name: &str, input: Value) -> Result<Value> {
        let entry = self.entry(name)?;
        operation::invoke(entry, input, &self.ctx).await
    }

    fn entry(&self, name: &str) -> Result<&Entry> {
        let known = self.operations.iter().find(|entry| entry.spec.name == name);
        known.ok_or_else(|| platform::error::UNKNOWN_OPERATION.error(format!("There is no operation {name}.")))
    }

    /// Hands the request in, quotes it and writes every printed form.
    async fn quote(&self, request: &ExampleRequest) -> Result<Quotation> {
        write_whole(&self.out.join(request.name), &request.bytes)?;
        let upload = blobs::accept(&self.ctx, request.name, &request.bytes).await?;
        let answer = self.call("create_quotation", json!({ "upload": upload.id })).await?;
        let entry = self.entry("create_quotation")?;
        let quotation: Quotation = serde_json::from_value(answer.clone()).map_err(Error::internal)?;
        for form in entry.spec.representations {
            let bytes = operation::represent(entry, answer.clone(), form.extension, &self.ctx).await?;
            write_whole(&self.out.join(format!("{}.{}", quotation.number, form.extension)), &bytes)?;
        }
        Ok(quotation)
    }

    /// Names of the products that are right.
    async fn names(&self, quotation: &Quotation, request: &ExampleRequest) -> Result<HashMap<String, ProductCard>> {
        let right = request.expected.iter().flatten().map(String::as_str);
        let chosen = quotation.lines.iter().filter_map(|line| line.sku.as_deref());
        let skus: Vec<&str> = right.chain(chosen).collect();
        features::catalogue::product_cards(&mut self.ctx.read().await?, self.ctx.tenant(), &skus).await
    }

    fn table(&self, quotation: &Quotation, request: &ExampleRequest, names: &HashMap<String, ProductCard>, score: &mut Score) -> String {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(self.width.unwrap_or(140).max(100));
        table.set_header(["", "customer wrote", "outcome", "product", "quantity", "gross", "why"]);
        let same_length = quotation.lines.len() == request.expected.len();
        for (at, line) in quotation.lines.iter().enumerate() {
            let expected = request.expected.get(at).filter(|_| same_length).cloned().flatten();
            let verdict = score.judge(line, expected.as_deref());
            let name = |sku: &str| names.get(sku).map_or_else(|| sku.to_owned(), |card| format!("{sku} {}", short(&card.name, 40)));
            let product = match (&line.sku, &expected) {
                (Some(sku), _) => name(sku),
                (None, Some(right)) => format!("(right: {})", name(right)),
                (None, None) => "–".to_owned(),
            };
            let quantity = line.quantity.map_or("?".to_owned(), |quantity| quantity.to_string());
            let gross = line.gross.as_ref().map_or("–".to_owned(), money);
            let why = line.not_priced.as_ref().filter(|_| line.sku.is_some()).unwrap_or(&line.reason);
            table.add_row([
                verdict.to_owned(),
                short(&line.source.text, 60),
                line.outcome.as_str().to_owned(),
                product,
                quantity,
                gross,
                short(why, 90),
            ]);
        }
        for column in [4, 5] {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        if !same_length {
            score.unread += request.expected.len().abs_diff(quotation.lines.len());
        }
        table.to_string()
    }
}

/// What came of the lines, beside what was right.
#[derive(Default)]
struct Score {
    right: usize,
    /// The right product is the first to choose from.
    asked_right: usize,
    asked: usize,
    wrong: usize,
    rightly_none: usize,
    unread: usize,
}

impl Score {
    fn judge(&mut self, line: &QuotationLine, expected: Option<&str>) -> &'static str {
        match (line.sku.as_deref(), expected) {
            (Some(sku), Some(right)) if sku == right => {
                self.right += 1;
                "✓"
            }
            (Some(_), _) => {
                self.wrong += 1;
                "✗"
            }
            (None, None) if line.outcome == Outcome::None => {
                self.rightly_none += 1;
                "✓"
            }
            (None, Some(right)) if line.candidates.first().is_some_and(|first| first == right) => {
                self.asked_right += 1;
                "?"
            }
            (None, _) => {
                self.asked += 1;
                "?"
            }
        }
    }

    fn sentence(&self) -> String {
        let lines = self.right + self.asked_right + self.asked + self.wrong + self.rightly_none;
        let unread = if self.unread > 0 { format!(" {} lines more or fewer were read than written.", self.unread) } else { String::new() };
        format!(
            "Of {lines} lines: {} accepted and right, {} accepted and wrong, {} rightly without a product, \
             {} asked with the right product first, {} asked otherwise.{unread}",
            self.right, self.wrong, self.rightly_none, self.asked_right, self.asked
        )
    }
}

fn totals(quotation: &Quotation) -> String {
    let total = &quotation.totals;
    let state =
        if quotation.complete { "complete".to_owned() } else { format!("incomplete ({})", quotation.incomplete_reasons.join("; ")) };
    if quotation.lines.iter().all(|line| line.gross.is_none()) {
        return format!("{} [SAMPLE] no line could be priced; {state}", quotation.number);
    }
    let (net, tax, gross) = (money(&total.net), money(&total.tax), money(&total.gross));
    format!("{} [SAMPLE] net {net} + {} {} % {tax} = {gross}; {state}", quotation.number, quotation.tax.label, quotation.tax.rate)
}

fn money(amount: &Amount) -> String {
    Currency::parse(&amount.currency)
        .map_or_else(|_| amount.amount_minor.to_string(), |currency| format!("{} {}", currency.major(amount.amount_minor), amount.currency))
}

/// `: 18,176 products`, from whatever the loading counted.
fn counted(loaded: &Value) -> String {
    let added = |pack: &Value| ["added", "unchanged"].iter().filter_map(|count| pack["counts"][count].as_u64()).sum::<u64>();
    let rows: u64 = loaded["packs"].as_array().into_iter().flatten().map(added).sum();
    if rows == 0 { String::new() } else { format!(" ({rows} rows)") }
}

fn short(text: &str, most: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= most { one_line } else { one_line.chars().take(most - 1).chain(['…']).collect() }
}

fn seconds(since: Instant) -> String {
    format!("{:.2} s", since.elapsed().as_secs_f64())
}
