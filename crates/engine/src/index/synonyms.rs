//! Words that mean other words: those somebody set, those of the trade, and the names of categories in several languages.
//!
//! A phrase is read as it stands and as what it means besides, each meaning with a discount; the longest phrase that has a
//! meaning the catalogue knows is taken. No word is dropped for it.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::dictionary::Strings;
use super::people::words_of;
use super::{Index, Rows};
use crate::text;

/// How much a meaning is worth of the word itself, by who says so.
const SET: f32 = 0.95;
const TRADE: f32 = 0.9;
const NAME: f32 = 0.8;
/// An article that only stands in the category of this name: it may be called anything.
const WITHIN: f32 = 0.5;

/// Longest phrase that is looked up, in words.
const LONGEST: usize = 6;

/// Words with what they also mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Synonyms {
    by_first: FxHashMap<String, Vec<Synonym>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Synonym {
    phrase: Vec<String>,
    means: Vec<String>,
    share: f32,
}

impl Synonyms {
    /// Pairs of a phrase and what it also means, set by an administrator.
    pub fn new<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Synonyms {
        let mut synonyms = Synonyms::default();
        synonyms.extend(pairs, SET);
        synonyms
    }

    /// With pairs that are usual in the trade.
    pub fn and_trade<'a>(mut self, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Synonyms {
        self.extend(pairs, TRADE);
        self
    }

    fn extend<'a>(&mut self, pairs: impl Iterator<Item = (&'a str, &'a str)>, share: f32) {
        for (phrase, means) in pairs {
            let (phrase, means) = (words_of(phrase), words_of(means));
            if let Some(first) = phrase.first().filter(|_| !means.is_empty() && phrase != means) {
                self.by_first.entry(first.clone()).or_default().push(Synonym { phrase, means, share });
            }
        }
    }

    fn of(&self, phrase: &[&str]) -> impl Iterator<Item = &Synonym> {
        let entries = phrase.first().and_then(|first| self.by_first.get(*first)).map(Vec::as_slice).unwrap_or_default();
        entries.iter().filter(move |entry| entry.phrase == phrase)
    }
}

/// A category with its names in several languages.
#[derive(Debug, Clone)]
pub struct NamedCategory<'a> {
    /// As articles state it.
    pub path: &'a str,
    /// Language and name.
    pub names: Vec<(&'a str, &'a str)>,
}

/// Names of categories, to be looked up from any language.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Names {
    /// Every name in the form that is searched, ascending, with the things of that name.
    phrases: Strings,
    things: Rows,
    /// Names of each thing.
    names: Strings,
    name_ends: Vec<u32>,
    /// The term of the category that each thing is.
    categories: Vec<u32>,
    terms: Strings,
}

/// What a category is in the index: one term for all its articles.
pub(super) fn category_term(path: &str) -> String {
    format!("{CATEGORY}{}", text::fold(path))
}

const CATEGORY: &str = "=c:";

/// What a term that is no word says.
pub(super) fn spoken(term: &str) -> Option<String> {
    term.strip_prefix(CATEGORY).map(|path| format!("category {path}"))
}

/// Words that titles leave out of a name.
const LITTLE: &[&str] = &[
    "de", "del", "la", "el", "los", "las", "para", "y", "e", "con", "a", "of", "for", "and", "the", "with", "und", "fur", "mit", "et",
    "des", "du", "pour", "le", "les", "d", "l", "sur", "en", "zu", "von",
];

/// One letter may as well be a class or a type.
pub(super) fn is_little(term: &str) -> bool {
    term.len() > 1 && LITTLE.contains(&term)
}

impl Names {
    pub(super) fn new<'a>(categories: impl Iterator<Item = NamedCategory<'a>>) -> Names {
        let mut names = Names::default();
        let mut by_phrase: Vec<(String, u32)> = Vec::new();
        let mut terms: FxHashMap<String, u32> = FxHashMap::default();
        for NamedCategory { path, names: called } in categories {
            let next = terms.len() as u32;
            let term = *terms.entry(category_term(path)).or_insert_with(|| {
                names.terms.push(&category_term(path));
                next
            });
            for (languages, called) in things(&called) {
                let thing = names.categories.len() as u32;
                let mut known: FxHashSet<String> = FxHashSet::default();
                for (language, name) in languages.iter().zip(called) {
                    for phrase in spellings(language, &name) {
                        if known.insert(phrase.clone()) {
                            names.names.push(&phrase);
                            by_phrase.push((phrase, thing));
                        }
                    }
                }
                names.name_ends.push(names.names.len() as u32);
                names.categories.push(term);
            }
        }
        by_phrase.sort_unstable();
        by_phrase.dedup();
        for same in by_phrase.chunk_by(|left, right| left.0 == right.0) {
            names.phrases.push(&same[0].0);
            names.things.push(same.iter().map(|(_, thing)| *thing));
        }
        names
    }

    /// Whether the category of this term has a name in another language.
    pub(super) fn knows(&self, term: &str) -> bool {
        (0..self.terms.len() as u32).any(|at| self.terms.get(at) == term)
    }

    /// Where a phrase that begins with these words would stand.
    fn place(&self, words: &str) -> u32 {
        let (mut low, mut high) = (0, self.phrases.len() as u32);
        while low < high {
            let middle = u32::midpoint(low, high);
            if self.phrases.get(middle) < words { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn of(&self, phrase: &str) -> &[u32] {
        let at = self.place(phrase);
        let found = (at as usize) < self.phrases.len() && self.phrases.get(at) == phrase;
        if found { self.things.row(at) } else { &[] }
    }

    fn begins(&self, word: &str) -> bool {
        let at = self.place(word);
        (at as usize) < self.phrases.len() && self.phrases.get(at).starts_with(word)
    }

    fn called(&self, thing: u32) -> impl Iterator<Item = &str> {
        let start = if thing == 0 { 0 } else { self.name_ends[thing as usize - 1] };
        (start..self.name_ends[thing as usize]).map(|at| self.names.get(at))
    }
}

/// The category as a whole, and, where its names join as many things in several languages (`Locks & Latches`, `Cerraduras
/// y pestillos`), each of them.
fn things<'n>(names: &[(&'n str, &'n str)]) -> Vec<(Vec<&'n str>, Vec<String>)> {
    let all = (names.iter().map(|(language, _)| *language).collect(), names.iter().map(|(_, name)| (*name).to_owned()).collect());
    let mut found = vec![all];
    let parted: Vec<(&'n str, Vec<String>)> = names.iter().map(|(language, name)| (*language, parts(name))).collect();
    let Some(count) = parted.first().map(|(_, parts)| parts.len()).filter(|count| *count > 1) else { return found };
    let alike: Vec<&(&'n str, Vec<String>)> = parted.iter().filter(|(_, parts)| parts.len() == count).collect();
    if alike.len() > 1 {
        for at in 0..count {
            let part = |(language, parts): &&(&'n str, Vec<String>)| (*language, parts[at].clone());
            found.push(alike.iter().map(part).unzip());
        }
    }
    found
}

fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in name.split_whitespace() {
        let (word, ends) = word.strip_suffix(',').map_or((word, false), |word| (word, true));
        let joins = matches!(word, "&" | "and" | "y" | "e" | "und" | "et");
        if let Some(part) = parts.last_mut().filter(|_| !joins) {
            part.push_str(word);
            part.push(' ');
        }
        if (joins || ends) && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// A name in the form that is searched: as it stands, without little words, and in the singular of its language.
pub fn spellings(language: &str, name: &str) -> Vec<String> {
    let words = words_of(name);
    let short: Vec<String> = words.iter().filter(|word| !LITTLE.contains(&word.as_str())).cloned().collect();
    let single: Vec<String> = short.iter().map(|word| singular(language, word).unwrap_or_else(|| word.clone())).collect();
    let mut found: Vec<String> =
        [words, short, single].map(|words| words.join(" ")).into_iter().filter(|phrase| phrase.len() > 1).collect();
    found.dedup();
    found
}

/// Singular of a word that has lost its `s` already, where that leaves more.
fn singular(language: &str, word: &str) -> Option<String> {
    let cut = |ending: &str, by: &str| word.strip_suffix(ending).filter(|stem| stem.len() >= 3).map(|stem| format!("{stem}{by}"));
    match language {
        // What language a taxonomy's own names are in, nobody says; where it is another, these rules do nothing much.
        "en" | "" => cut("ie", "y").or_else(|| ["she", "che", "xe", "sse"].iter().find_map(|end| cut(end, &end[..end.len() - 1]))),
        "es" => ["re", "ne", "le", "de"].iter().find_map(|end| cut(end, &end[..1])).or_else(|| cut("ce", "z")),
        "de" => cut("en", "e").or_else(|| cut("n", "")).or_else(|| cut("e", "")),
        _ => None,
    }
}

/// A phrase of a request with what it also means to this catalogue.
pub(super) struct Meant {
    /// How many words it takes.
    pub(super) words: usize,
    /// Terms that must all be there, and how much of the phrase they are worth.
    pub(super) readings: Vec<(Vec<u32>, f32)>,
}

impl Index {
    /// The longest phrase at the beginning of these words that has another meaning known to the catalogue.
    pub(super) fn meant(&self, words: &[&str]) -> Option<Meant> {
        let first = words.first()?;
        let named = !self.nameless && self.main.foreign.begins(first);
        if !named && !self.synonyms.by_first.contains_key(*first) {
            return None;
        }
        (1..=LONGEST.min(words.len())).rev().find_map(|length| {
            let phrase = &words[..length];
            let mut readings: Vec<(Vec<u32>, f32)> = Vec::new();
            let mut add = |terms: Option<Vec<u32>>, share: f32| match terms {
                Some(terms) if !terms.is_empty() && readings.iter().all(|(known, _)| *known != terms) => readings.push((terms, share)),
                _ => {}
            };
            for synonym in self.synonyms.of(phrase) {
                add(synonym.means.iter().map(|word| self.find_term(word)).collect(), synonym.share);
            }
            if named {
                let phrase = phrase.join(" ");
                for thing in self.main.foreign.of(&phrase) {
                    for name in self.main.foreign.called(*thing).filter(|name| **name != *phrase) {
                        add(name.split(' ').map(|word| self.find_term(word)).collect(), NAME);
                    }
                    let category = self.main.foreign.terms.get(self.main.foreign.categories[*thing as usize]);
                    add(self.find_term(category).map(|term| vec![term]), WITHIN);
                }
            }
            (!readings.is_empty()).then_some(Meant { words: length, readings })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_every_language_and_in_the_singular() {
        let names = vec![("en", "Locks & Latches"), ("es", "Cerraduras y pestillos"), ("de", "Schlösser & Riegel")];
        let names = Names::new([NamedCategory { path: "Hardware > Locks & Latches", names }].into_iter());
        let called = |phrase: &str| names.of(phrase).iter().flat_map(|thing| names.called(*thing)).collect::<Vec<_>>();
        assert!(called("lock").contains(&"cerradura"));
        assert!(called("pestillo").contains(&"latche") && called("pestillo").contains(&"latch"));
        assert!(!called("lock").contains(&"pestillo"));
        assert!(called("lock latche").contains(&"cerradura pestillo"));
        assert!(names.knows("=c:hardware > locks & latches") && !names.knows("=c:hardware"));
    }

    #[test]
    fn names_that_join_otherwise_are_not_parted() {
        assert_eq!(parts("Locks & Latches"), ["Locks ", "Latches "]);
        assert_eq!(parts("Solvents, Strippers & Thinners").len(), 3);
        assert_eq!(things(&[("en", "Hasps & Staples"), ("es", "Cerrojos")]).len(), 1);
    }
}
