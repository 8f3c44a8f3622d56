//! The letters a document can be set in.

use std::collections::BTreeSet;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Sans-serif for Latin, Greek, Cyrillic and Vietnamese, then drawing symbols. Licence beside the files.
const BUILT_IN: [&[u8]; 4] = [
    include_bytes!("../../../../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../../../../assets/fonts/Inter-SemiBold.otf"),
    include_bytes!("../../../../../assets/fonts/Inter-Italic.otf"),
    include_bytes!("../../../../../assets/fonts/NotoSansSymbols-Regular.ttf"),
];

/// The built-in fonts and, after them, those of the seller's folder: a character the built-in ones lack is taken from
/// the first of the others that has it. Parsing takes a few milliseconds: build once, keep.
pub struct Fonts {
    pub(super) fonts: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
}

impl Fonts {
    pub fn built_in() -> Self {
        Self::with(Vec::new())
    }

    /// `files`: whole TrueType or OpenType files or collections; what is none of these is passed over.
    pub fn with(files: Vec<Vec<u8>>) -> Self {
        let built_in = BUILT_IN.into_iter().map(Bytes::new);
        let fonts: Vec<Font> = built_in.chain(files.into_iter().map(Bytes::new)).flat_map(Font::iter).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }

    /// The characters of a text that none of the fonts has, in order of their code points. Blanks and controls need no letter.
    pub fn lacking(&self, text: &str) -> BTreeSet<char> {
        let known = |letter: char| self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)));
        text.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control() && !known(*letter)).collect()
    }
}
