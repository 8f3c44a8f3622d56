//! Words of the dictionary that are one or two slips away from a misspelt one.
//!
//! Only words of letters alone are corrected: a code or a number with another digit is another article.

use super::dictionary::Dictionary;

/// Dictionary words by length, each with the set of its letters: two words that differ in more letters than the slips
/// allow are passed over without being compared, which leaves about one in a hundred.
#[derive(Debug, Default)]
pub(super) struct Speller {
    words: Vec<(u32, u32)>,
    /// Where the words of each length end.
    ends: Vec<u32>,
}

const SHORTEST: usize = 4;
const LONGEST: usize = 40;

/// Slips allowed in a word of so many letters.
pub(super) fn slips(letters: usize) -> usize {
    match letters {
        ..SHORTEST => 0,
        SHORTEST..8 => 1,
        _ => 2,
    }
}

pub(super) fn is_word(token: &str) -> bool {
    token.chars().all(char::is_alphabetic)
}

impl Speller {
    pub(super) fn new(dictionary: &Dictionary) -> Speller {
        let mut by_length: Vec<Vec<(u32, u32)>> = vec![Vec::new(); LONGEST + 1];
        for number in 0..dictionary.len() {
            let word = dictionary.get(number);
            let length = word.chars().count();
            if (SHORTEST - 1..=LONGEST).contains(&length) && is_word(word) {
                by_length[length].push((letters(word), number));
            }
        }
        let ends = by_length.iter().scan(0, |end, words| {
            *end += words.len() as u32;
            Some(*end)
        });
        Speller { ends: ends.collect(), words: by_length.concat() }
    }

    /// Words within so many slips (a letter too much, too few, wrong, or two swapped), with their number of slips.
    pub(super) fn near(&self, dictionary: &Dictionary, word: &str, slips: usize) -> Vec<(u32, usize)> {
        let asked: Vec<char> = word.chars().collect();
        let (shortest, longest) = (asked.len().saturating_sub(slips).max(1), (asked.len() + slips).min(LONGEST));
        if self.ends.is_empty() || shortest > longest {
            return Vec::new();
        }
        let set = letters(word);
        let range = self.ends[shortest - 1] as usize..self.ends[longest] as usize;
        let mut other: Vec<char> = Vec::new();
        let alike = self.words[range].iter().filter(|(letters, _)| (letters ^ set).count_ones() as usize <= 2 * slips);
        alike
            .filter_map(|(_, number)| {
                other.clear();
                other.extend(dictionary.get(*number).chars());
                Some((*number, distance(&asked, &other, slips)?))
            })
            .filter(|(_, distance)| *distance > 0)
            .collect()
    }
}

fn letters(word: &str) -> u32 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) & 31))
}

/// Optimal string alignment distance, if at most `most`.
/// Source: Damerau, "A technique for computer detection and correction of spelling errors", CACM 1964.
fn distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let mut rows = [[0_usize; LONGEST + 2]; 3];
    (0..=right.len()).for_each(|at| rows[0][at] = at);
    for (at, letter) in left.iter().enumerate() {
        let [above, last, row] = [(at + 2) % 3, at % 3, (at + 1) % 3];
        rows[row][0] = at + 1;
        let mut least = at + 1;
        for (to, other) in right.iter().enumerate() {
            let mut best = (rows[last][to] + usize::from(letter != other)).min(rows[last][to + 1] + 1).min(rows[row][to] + 1);
            if at > 0 && to > 0 && *letter == right[to - 1] && left[at - 1] == *other {
                best = best.min(rows[above][to - 1] + 1);
            }
            rows[row][to + 1] = best;
            least = least.min(best);
        }
        if least > most {
            return None;
        }
    }
    Some(rows[left.len() % 3][right.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_as_a_typist_makes_them() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for (left, right, expected) in [
            ("hammer", "hamer", Some(1)),
            ("hammer", "hamemr", Some(1)),
            ("hammer", "hammre", Some(1)),
            ("hammer", "hamster", Some(2)),
            ("hammer", "hammer", Some(0)),
            ("galvanised", "galvnaized", Some(2)),
            ("hammer", "screw", None),
        ] {
            assert_eq!(distance(&chars(left), &chars(right), 2), expected, "{left} {right}");
        }
    }

    #[test]
    fn near_words_are_found_and_codes_are_not() {
        let dictionary = Dictionary::new(["abc123", "bucket", "galvanised", "hammer", "m8x50"].into_iter());
        let speller = Speller::new(&dictionary);
        let near = |word: &str, slips| speller.near(&dictionary, word, slips).iter().map(|(at, _)| dictionary.get(*at)).collect::<Vec<_>>();
        assert_eq!(near("buckett", 1), ["bucket"]);
        assert_eq!(near("galvnised", 2), ["galvanised"]);
        assert!(near("mxso", 2).is_empty());
        assert!(near("", 2).is_empty());
        assert!(near(&"x".repeat(100), 2).is_empty());
    }
}
