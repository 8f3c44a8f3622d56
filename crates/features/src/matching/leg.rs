//! Parts of the matching that a measurement can leave out, to see what each adds.

use engine::index::{Request, Weights};
use engine::matching::{Calibration, Settings};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Leg {
    /// Whole words.
    Words,
    /// Letter triples.
    Letters,
    /// Agreement of part codes, and the part number's field.
    Codes,
    /// Sizes and colours for and against, and what must not be there; a size that contradicts still keeps a line from being accepted.
    Sizes,
    /// The brand's and the manufacturer's field.
    Brand,
    Price,
    /// What was learnt from labelled lines.
    Learnt,
    /// Words that mean other words, set or built in.
    Synonyms,
    /// Names of categories in other languages.
    Names,
}

impl Leg {
    pub(super) fn leave_out(self, settings: &mut Settings) {
        let weights: &mut Weights = &mut settings.weights;
        match self {
            Leg::Words => weights.words = 0.0,
            Leg::Letters => weights.letters = 0.0,
            Leg::Codes => (weights.code, weights.other_code) = (0.0, 0.0),
            Leg::Sizes => (weights.numbers, weights.contradicted, weights.apart, weights.other_colour) = (0.0, 0.0, 0.0, 0.0),
            Leg::Brand => weights.brand = 0.0,
            Leg::Price => weights.price = 0.0,
            Leg::Learnt => settings.calibration = Calibration::default(),
            Leg::Synonyms | Leg::Names => {}
        }
    }

    pub(super) fn leave_unsaid(self, request: &mut Request) {
        match self {
            Leg::Codes => request.mpn.clear(),
            Leg::Brand => [&mut request.brand, &mut request.manufacturer].into_iter().for_each(String::clear),
            Leg::Price => request.price = None,
            _ => {}
        }
    }
}
