//! How customers word what they want.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::Asked;
use crate::catalogue::ProductCard;

const QUANTITIES: &[&str] = &["1", "2", "4", "5", "6", "10", "12", "20", "24", "25", "50", "100", "250"];

fn asked(article: &ProductCard, rng: &mut StdRng) -> Asked {
    let quantity = QUANTITIES.choose(rng).copied().unwrap_or("1").to_owned();
    Asked { quantity, sku: Some(article.sku.clone()), ..Asked::default() }
}

/// The bar code, and the first words of the name.
pub fn by_gtin(article: &ProductCard, rng: &mut StdRng) -> Asked {
    let text = article.name.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    Asked { gtin: article.gtin.clone().unwrap_or_default(), text, ..asked(article, rng) }
}

/// The maker's number and brand, and the first words of the name.
pub fn by_reference(article: &ProductCard, rng: &mut StdRng) -> Asked {
    let text = article.name.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    Asked {
        reference: article.manufacturer_part_number.clone().unwrap_or_default(),
        brand: article.brand.clone().unwrap_or_default(),
        text,
        ..asked(article, rng)
    }
}

/// The name in lower case with words left out and perhaps a slip of the finger; figures stay.
pub fn by_words(article: &ProductCard, rng: &mut StdRng) -> Asked {
    let words: Vec<&str> = article.name.split_whitespace().collect();
    let mut kept: Vec<String> = Vec::new();
    for word in &words {
        let figure = word.chars().any(|c| c.is_ascii_digit());
        if figure || words.len() <= 4 || rng.random_bool(0.8) {
            kept.push(word.to_lowercase());
        }
    }
    if rng.random_bool(0.4) {
        slip(&mut kept, rng);
    }
    Asked { text: kept.join(" "), ..asked(article, rng) }
}

/// Two neighbouring letters of one longer word change places.
fn slip(words: &mut [String], rng: &mut StdRng) {
    let long: Vec<usize> =
        (0..words.len()).filter(|at| words[*at].len() > 5 && words[*at].bytes().all(|byte| byte.is_ascii_lowercase())).collect();
    if let Some(at) = long.choose(rng) {
        let mut letters: Vec<char> = words[*at].chars().collect();
        let place = rng.random_range(1..letters.len() - 2);
        letters.swap(place, place + 1);
        words[*at] = letters.into_iter().collect();
    }
}

/// The sizes first, then what it is, as on a picking list.
pub fn by_size(article: &ProductCard, rng: &mut StdRng) -> Asked {
    let (sizes, words): (Vec<&str>, Vec<&str>) = article.name.split_whitespace().partition(|word| word.chars().any(|c| c.is_ascii_digit()));
    let text = if rng.random_bool(0.5) {
        format!("{} {}", words.join(" ").to_lowercase(), sizes.join(" "))
    } else {
        format!("{} {}", sizes.join(" "), words.join(" "))
    };
    Asked { text, ..asked(article, rng) }
}

pub fn foreign(text: &str, rng: &mut StdRng) -> Asked {
    let quantity = QUANTITIES.choose(rng).copied().unwrap_or("1").to_owned();
    Asked { text: text.to_owned(), quantity, ..Asked::default() }
}
