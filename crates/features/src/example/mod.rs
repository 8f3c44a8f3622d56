//! Example requests to try with: three documents drawn from the catalogue by a seeded generator, with the right SKU of every
//! line, so that anyone can count how many the system got right.
//!
//! The lines are worded as customers word them: bar codes, references, shortened and misspelt names, sizes in another
//! order, a missing quantity. Some ask for things no hardware shop sells and must not match.

mod documents;
mod operations;
mod wording;

use engine::sizes;
use platform::db::Tx;
use platform::error::Kind;
use platform::operation::{Entry, Representation, Where, entry};
use platform::{Context, ErrorCode, Result};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng, rngs::StdRng};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalogue::{self, ProductCard};
use crate::sample;
use operations::{GetExample, ListExamples};

pub const OPERATIONS: &[Entry] = &[entry::<ListExamples>(), entry::<GetExample>()];
pub const ERRORS: &[&ErrorCode] = &[&EXAMPLE_UNKNOWN, &NOT_READY];

static EXAMPLE_UNKNOWN: ErrorCode =
    ErrorCode::new(Kind::NotFound, "example.not_found", "There is no example of this id.", "`horme example list` shows them.");
static NOT_READY: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "example.not_ready",
    "The sample packs that the examples are drawn from are not loaded.",
    "`horme sample load`, or POST /api/samples, loads them; they go again as they came.",
);

/// A sample request to try with.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct ExampleDocument {
    pub id: String,
    /// File name; the document is at /examples/NAME.
    pub name: String,
    pub media_type: String,
    pub about: String,
    /// Always true: no customer wrote it.
    pub sample: bool,
    /// The document can be fetched.
    pub ready: bool,
    /// Why it cannot, and what to do.
    pub not_ready: Option<String>,
}

/// One of the documents [`requests`] writes.
struct Described {
    name: &'static str,
    form: &'static Representation,
    about: &'static str,
}

const FORMS: &[Representation] = &[XLSX, EML, TXT];
const XLSX: Representation = Representation {
    extension: "xlsx",
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    written: Where::Directory,
};
const EML: Representation = Representation { extension: "eml", media_type: "message/rfc822", written: Where::Directory };
const TXT: Representation = Representation { extension: "txt", media_type: "text/plain; charset=utf-8", written: Where::Directory };

const DOCUMENTS: &[Described] = &[
    Described {
        name: "solicitud.xlsx",
        form: &XLSX,
        about: "A Spanish workbook: cover rows, two sections, bar codes, references and words",
    },
    Described { name: "request.eml", form: &EML, about: "An English mail that names some items and attaches a list of the others" },
    Described { name: "message.txt", form: &TXT, about: "A pasted message, partly Spanish, partly English" },
];

impl Described {
    fn id(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(id, _)| id)
    }

    /// `missing`: packs that are not loaded.
    fn described(&self, missing: &[String]) -> ExampleDocument {
        let not_ready = (!missing.is_empty())
            .then(|| format!("Not loaded: {}. `horme sample load`, or POST /api/samples, loads the sample packs.", missing.join(", ")));
        ExampleDocument {
            id: self.id().to_owned(),
            name: self.name.to_owned(),
            media_type: self.form.media_type.to_owned(),
            about: self.about.to_owned(),
            sample: true,
            ready: not_ready.is_none(),
            not_ready,
        }
    }
}

/// The sample packs with products that are not loaded, in their order.
async fn missing_packs(ctx: &Context) -> Result<Vec<String>> {
    sample::unloaded_product_packs(&mut ctx.read().await?, ctx.tenant()).await
}

/// The seed of the examples that the demo shows.
pub const SEED: u64 = 2026;

/// A document as a customer would send it, with what is right for each of its lines, in order.
pub struct ExampleRequest {
    /// File name.
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// The right SKU; `None` where nothing of the catalogue is meant.
    pub expected: Vec<Option<String>>,
}

/// One line before it is written into a document.
#[derive(Debug, Clone, Default)]
struct Asked {
    reference: String,
    gtin: String,
    brand: String,
    text: String,
    /// Empty: the customer forgot it.
    quantity: String,
    sku: Option<String>,
}

/// What no line of a hardware catalogue means, in the language of the document.
const FOREIGN_ES: &[&str] = &["Tarta de cumpleaños para veinte personas", "Clases particulares de piano a domicilio"];
const FOREIGN_EN: &[&str] = &["Monthly window cleaning contract", "Return flight to Lisbon, two adults"];

/// An xlsx in Spanish, an English mail with an attached csv, and a pasted text. The same store and seed give the same bytes.
///
/// Drawn from sample articles alone. Empty when there are too few: load the samples first.
pub async fn requests(tx: &mut Tx, tenant: &str, seed: u64) -> Result<Vec<ExampleRequest>> {
    let articles = catalogue::all_cards(tx, tenant).await?;
    platform::off_thread(move || written(articles, seed)).await
}

fn written(mut articles: Vec<ProductCard>, seed: u64) -> Result<Vec<ExampleRequest>> {
    articles.retain(|article| article.sample);
    // The same draw on every database, whatever its order of text.
    articles.sort_by(|left, right| left.sku.cmp(&right.sku));
    let draw = Draw::from(&articles);
    if draw.coded.is_empty() || draw.sized.is_empty() || draw.branded.is_empty() {
        return Ok(Vec::new());
    }
    let mut rng = StdRng::seed_from_u64(seed);
    let workbook = shuffled(&mut rng, |rng| {
        let mut lines: Vec<Asked> = (0..14).map(|_| wording::by_gtin(draw.coded(rng), rng)).collect();
        lines.extend((0..10).map(|_| wording::by_reference(draw.coded(rng), rng)));
        lines.extend((0..10).map(|_| wording::by_words(draw.coded(rng), rng)));
        lines.extend((0..8).map(|_| wording::by_size(draw.sized(rng), rng)));
        lines.extend(FOREIGN_ES.iter().map(|text| wording::foreign(text, rng)));
        lines[20].quantity.clear();
        lines
    });
    let mail = shuffled(&mut rng, |rng| {
        let mut lines: Vec<Asked> = (0..6).map(|_| wording::by_reference(draw.branded(rng), rng)).collect();
        lines.extend((0..6).map(|_| wording::by_size(draw.sized(rng), rng)));
        lines.push(wording::foreign(FOREIGN_EN[0], rng));
        lines
    });
    let text = shuffled(&mut rng, |rng| {
        let mut lines: Vec<Asked> = (0..5).map(|_| wording::by_words(draw.coded(rng), rng)).collect();
        lines.extend((0..3).map(|_| wording::by_size(draw.sized(rng), rng)));
        lines.push(wording::foreign(FOREIGN_EN[1], rng));
        lines
    });
    Ok(vec![documents::workbook(&workbook)?, documents::mail(&mail), documents::text(&text)])
}

fn shuffled(rng: &mut StdRng, lines: impl FnOnce(&mut StdRng) -> Vec<Asked>) -> Vec<Asked> {
    use rand::seq::SliceRandom;
    let mut lines = lines(rng);
    lines.shuffle(rng);
    lines
}

/// Articles by what a customer can name of them.
struct Draw<'a> {
    /// With a bar code and a maker's number.
    coded: Vec<&'a ProductCard>,
    /// With a brand and a maker's number, without a bar code.
    branded: Vec<&'a ProductCard>,
    /// Without brand, known by a thread and other sizes in the name.
    sized: Vec<&'a ProductCard>,
}

impl<'a> Draw<'a> {
    fn from(articles: &'a [ProductCard]) -> Self {
        let known = |field: &Option<String>| field.as_deref().is_some_and(|text| !text.is_empty());
        let mut draw = Draw { coded: Vec::new(), branded: Vec::new(), sized: Vec::new() };
        for article in articles {
            match (known(&article.gtin), known(&article.brand) && known(&article.manufacturer_part_number)) {
                (true, true) => draw.coded.push(article),
                (false, true) => draw.branded.push(article),
                (false, false) if sizes::read(&article.name).len() >= 2 => draw.sized.push(article),
                _ => {}
            }
        }
        draw
    }

    fn coded(&self, rng: &mut StdRng) -> &'a ProductCard {
        pick(&self.coded, rng)
    }

    fn branded(&self, rng: &mut StdRng) -> &'a ProductCard {
        pick(&self.branded, rng)
    }

    fn sized(&self, rng: &mut StdRng) -> &'a ProductCard {
        pick(&self.sized, rng)
    }
}

fn pick<'a>(articles: &[&'a ProductCard], rng: &mut impl Rng) -> &'a ProductCard {
    articles.choose(rng).unwrap_or(&articles[0])
}
