//! Lines as customers might write them, made from catalogue titles: the neutral data the shipped model is fitted on.

use crate::codes::{looks_like_code, part_number};
use crate::metrics::Random;

/// How roughly one line is treated; drawn anew for each line, so that easy and hard ones mix.
struct Mood {
    drop: f64,
    typo: f64,
    shorten: f64,
    respell: f64,
}

/// One line asking for the article with this title: words dropped, misspelt, shortened, moved; sizes and codes
/// respelt; words of another title and prose mixed in. And the words of the title that it says, as they stand there.
pub fn line<'t>(title: &'t str, other_title: &str, random: &mut Random) -> (String, Vec<&'t str>) {
    let mood = Mood {
        drop: [0.0, 0.1, 0.2, 0.3, 0.45][random.below(5)],
        typo: [0.0, 0.0, 0.05, 0.15][random.below(4)],
        shorten: [0.0, 0.0, 0.1, 0.2][random.below(4)],
        respell: [0.0, 0.3, 0.6][random.below(3)],
    };
    let (mut words, mut said): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
    for word in title.split_whitespace() {
        let has_digit = word.chars().any(|c| c.is_ascii_digit());
        if random.chance(if has_digit { mood.drop * 0.2 } else { mood.drop }) {
            continue;
        }
        said.push(word);
        words.push(if has_digit { respelt(word, &mood, random) } else { rewritten(word, &mood, random) });
    }
    if words.is_empty() {
        said.extend(title.split_whitespace().next());
        words.extend(said.iter().map(|word| (*word).to_owned()));
    }
    if random.chance(0.3) {
        let by = random.below(words.len());
        words.rotate_left(by);
    }
    if random.chance(0.3) {
        let (from, to) = (random.below(words.len()), random.below(words.len()));
        words.swap(from, to);
    }
    if random.chance(0.5) {
        let count = 1 + random.below(5);
        let foreign = other_title.split_whitespace().filter(|word| !word.chars().any(|c| c.is_ascii_digit()));
        words.extend(foreign.take(count).map(str::to_owned));
    }
    if random.chance(0.1) {
        words.insert(0, ["please quote", "10 pcs", "urgent:", "as last time", "pos. 3"][random.below(5)].to_owned());
    }
    let line = words.join(" ");
    let line = match random.below(10) {
        0 => line.to_uppercase(),
        1..=4 => line.to_lowercase(),
        _ => line,
    };
    (line, said)
}

/// The text with its first number changed, so that it asks for something else; `None` if it holds no number.
pub fn with_other_number(line: &str, random: &mut Random) -> Option<String> {
    let at = line.find(|c: char| c.is_ascii_digit())?;
    let end = line[at..].find(|c: char| !c.is_ascii_digit()).map_or(line.len(), |length| at + length);
    let number: u64 = line[at..end].parse().ok()?;
    Some(format!("{}{}{}", &line[..at], number + 1 + random.below(7) as u64, &line[end..]))
}

/// The sizes of the line with the words of another title: the right size of the wrong thing. `None` without a size.
pub fn with_other_words(line: &str, other_title: &str) -> Option<String> {
    let has_digit = |word: &&str| word.chars().any(|c| c.is_ascii_digit());
    let sizes: Vec<&str> = line.split_whitespace().filter(has_digit).filter(|word| !looks_like_code(&part_number(word))).collect();
    let words = other_title.split_whitespace().filter(|word| !has_digit(word)).take(3);
    (!sizes.is_empty()).then(|| words.chain(sizes.iter().copied()).collect::<Vec<_>>().join(" "))
}

fn rewritten(word: &str, mood: &Mood, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 5 && random.chance(mood.shorten) {
        letters.truncate(3 + random.below(3));
        if random.chance(0.5) {
            letters.push('.');
        }
    }
    if letters.len() > 3 && random.chance(mood.typo) {
        let at = random.below(letters.len() - 1);
        match random.below(4) {
            0 => letters.swap(at, at + 1),
            1 => drop(letters.remove(at)),
            2 => letters.insert(at, letters[at]),
            _ => letters[at] = (b'a' + random.below(26) as u8) as char,
        }
    }
    letters.into_iter().collect()
}

/// A size or code in another spelling; now and then a code without its end.
fn respelt(word: &str, mood: &Mood, random: &mut Random) -> String {
    let code = looks_like_code(&part_number(word));
    if code && random.chance(mood.respell * 0.3) {
        let length = word.chars().count() - 1 - random.below(2);
        return word.chars().take(length).collect();
    }
    if !random.chance(mood.respell) {
        return word.to_owned();
    }
    match random.below(4) {
        0 if code => word.replace(['-', '/', '_'], ""),
        0 => word.to_owned(),
        1 => word.replace(['x', 'X'], " x "),
        2 if word.contains(',') => word.replace(',', "."),
        2 => word.replace('.', ","),
        _ => {
            let border = word.find(|c: char| c.is_ascii_alphabetic()).filter(|at| !code && *at > 0);
            border.map_or(word.to_owned(), |at| format!("{} {}", &word[..at], &word[at..]))
        }
    }
}
