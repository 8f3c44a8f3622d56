//! Example requests to try with: three documents drawn from the catalogue by a seeded generator, with the right SKU of every
//! line, so that anyone can count how many the system got right.
//!
//! The lines are worded as customers word them: bar codes, references, shortened and misspelt names, sizes in another
//! order, a missing quantity. Some ask for things no hardware shop sells and must not match.

mod documents;
mod wording;

use engine::sizes;
use platform::Result;
use platform::db::Tx;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng, rngs::StdRng};

use crate::catalogue::{self, Article};

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
/// Empty when the catalogue has too little to draw from: load the samples first.
pub async fn requests(tx: &mut Tx, tenant: &str, seed: u64) -> Result<Vec<ExampleRequest>> {
    let mut articles: Vec<Article> = Vec::new();
    catalogue::for_each_article(tx, tenant, |batch| {
        articles.extend(batch);
        Ok(())
    })
    .await?;
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
    coded: Vec<&'a Article>,
    /// With a brand and a maker's number, without a bar code.
    branded: Vec<&'a Article>,
    /// Without brand, known by a thread and other sizes in the name.
    sized: Vec<&'a Article>,
}

impl<'a> Draw<'a> {
    fn from(articles: &'a [Article]) -> Self {
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

    fn coded(&self, rng: &mut StdRng) -> &'a Article {
        pick(&self.coded, rng)
    }

    fn branded(&self, rng: &mut StdRng) -> &'a Article {
        pick(&self.branded, rng)
    }

    fn sized(&self, rng: &mut StdRng) -> &'a Article {
        pick(&self.sized, rng)
    }
}

fn pick<'a>(articles: &[&'a Article], rng: &mut impl Rng) -> &'a Article {
    articles.choose(rng).unwrap_or(&articles[0])
}
