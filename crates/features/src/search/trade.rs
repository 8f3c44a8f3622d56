//! Words of the trade in four languages with their usual short forms, built in. `data/trade/words.csv` holds one thing a
//! row; `horme eval language --each-word` measures what each row does.

use std::sync::LazyLock;

use engine::index::comparable;

use super::synonyms::{Origin, Synonym};

/// One thing with all its words.
#[derive(Debug)]
pub struct TradeWord {
    /// The form in which its first word is compared.
    pub key: String,
    /// The first word, then the others, each once.
    pub all: Vec<String>,
}

static WORDS: LazyLock<Vec<TradeWord>> = LazyLock::new(|| {
    let mut words: Vec<TradeWord> = include_str!("../../../../data/trade/words.csv").lines().skip(1).map(row).collect();
    words.sort_by(|left, right| left.key.cmp(&right.key));
    words
});

/// By key.
pub fn words() -> &'static [TradeWord] {
    &WORDS
}

/// `word,en,es,de,fr,why`; several words of one language are parted by a bar.
fn row(line: &str) -> TradeWord {
    let mut all: Vec<String> = Vec::new();
    for word in line.split(',').take(5).flat_map(|cell| cell.split('|')).filter(|word| !word.is_empty()) {
        if !all.iter().any(|known| known == word) {
            all.push(word.to_owned());
        }
    }
    TradeWord { key: comparable(&all[0]), all }
}

impl TradeWord {
    pub fn shown(&self) -> Synonym {
        let (word, means) = (self.all[0].clone(), self.all[1..].to_vec());
        Synonym { word, means, mutual: true, origin: Origin::BuiltIn, changed_by: None, changed_at: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_one_thing_of_its_own() {
        assert!(words().len() > 20);
        assert!(words().windows(2).all(|two| two[0].key < two[1].key), "a word stands twice");
        for word in words() {
            assert!(word.all.len() > 1 && word.all.iter().all(|word| !comparable(word).is_empty()), "{word:?}");
        }
    }
}
