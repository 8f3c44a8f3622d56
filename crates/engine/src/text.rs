//! Text as a distributor's customers write it, brought to one form: folding, words, part codes, letter triples.
//!
//! Everything that compares texts goes through here, on both sides, so two spellings meet or they do not, everywhere
//! alike. Nothing is language specific except the plural `s`, which English, Spanish, French and Portuguese share.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of one text that are looked at; what follows is ignored. A long datasheet fits, a book does not, and
/// the work for one text stays below a millisecond.
pub const LONGEST: usize = 16_384;

/// Longest code that is kept whole; longer runs of letters and digits are hashes or noise.
const LONGEST_CODE: usize = 40;

/// Lower case form of [`plain`], without apostrophes inside words (`cook'n` is `cookn`); what all words, codes and
/// triples are made of.
pub fn fold(text: &str) -> String {
    let mut folded = without_inner_apostrophes(plain(text));
    if folded.is_ascii() {
        folded.make_ascii_lowercase();
        return folded;
    }
    folded.to_lowercase()
}

fn without_inner_apostrophes(text: String) -> String {
    if !text.contains('\'') {
        return text;
    }
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let inner = c == '\'' && before.is_alphabetic() && chars.peek().is_some_and(|next| next.is_alphabetic());
        if !inner {
            out.push(c);
        }
        before = c;
    }
    out
}

/// One spelling for characters that mean the same, case kept (a unit may hang on it).
///
/// Compatibility decomposition without accents; `½` is `1/2` and `1½` is `1 1/2`; `×` is `x`, `µ` is `u`, `Ω` is `ohm`;
/// all dashes are `-`, all quotes `'` or `"`; `Ø` before a number stays as the diameter sign, elsewhere it is the
/// letter `o`. Cyrillic and Greek look-alikes become Latin only inside a run that also holds Latin letters or digits
/// (`М8` typed on a Russian keyboard), so Russian words stay Russian.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text[..text.len().min(LONGEST)].replace(|c: char| c.is_ascii_control(), " ");
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().take(LONGEST).peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '×' | '✕' | '✖' | '⨯' => out.push('x'),
            'µ' => out.push('u'),
            // What a spreadsheet makes of `100 µm` in upper case: the Greek capital.
            'Μ' if chars.peek() == Some(&'M') && !out.ends_with(char::is_alphabetic) => out.push('u'),
            '\u{2126}' => out.push_str("ohm"),
            'Ω' if out.is_ascii() && !chars.peek().is_some_and(|next| next.is_alphabetic()) => out.push_str("ohm"),
            'Ø' | 'ø' | '⌀' | '∅' | 'Φ' => {
                let diameter = c == '⌀' || chars.clone().find(|next| *next != ' ').is_some_and(|next| next.is_ascii_digit());
                out.push(if diameter { 'ø' } else { 'o' });
            }
            // `45°` is `45 deg`; of a temperature the letter follows.
            '°' if !chars.peek().is_some_and(|next| next.is_alphabetic()) => out.push_str(" deg"),
            '″' | '“' | '”' | '„' | '‟' | '«' | '»' | '〃' => out.push('"'),
            '′' | '‘' | '’' | '‚' | '´' | '`' => out.push('\''),
            '‐'..='―' | '−' | '﹣' | '-' => out.push('-'),
            '¼'..='¾' | '⅐'..='⅞' => {
                if out.ends_with(|last: char| last.is_ascii_digit()) {
                    out.push(' ');
                }
                out.extend(c.nfkd().map(|part| if part == '\u{2044}' { '/' } else { part }));
            }
            c if c.is_control() => out.push(' '),
            c => c.nfkd().filter(|part| !is_combining_mark(*part)).for_each(|part| push_latin(part, &mut out)),
        }
    }
    latin_look_alikes(&out)
}

/// Letters that have no decomposition but a usual spelling in plain Latin.
fn push_latin(c: char, out: &mut String) {
    match c {
        'ß' => out.push_str("ss"),
        'ẞ' => out.push_str("SS"),
        'æ' => out.push_str("ae"),
        'Æ' => out.push_str("AE"),
        'œ' => out.push_str("oe"),
        'Œ' => out.push_str("OE"),
        'ø' => out.push('o'),
        'Ø' => out.push('O'),
        'đ' | 'ð' => out.push('d'),
        'Đ' | 'Ð' => out.push('D'),
        'ł' => out.push('l'),
        'Ł' => out.push('L'),
        'ı' => out.push('i'),
        '\u{2044}' => out.push('/'),
        c => out.push(c),
    }
}

fn latin_look_alikes(text: &str) -> String {
    if !text.chars().any(|c| latin_twin(c).is_some()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for run in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let letters = || run.chars().filter(|c| c.is_alphanumeric());
        let mixed = letters().any(|c| c.is_ascii()) && letters().all(|c| c.is_ascii() || latin_twin(c).is_some());
        out.extend(run.chars().map(|c| if mixed { latin_twin(c).unwrap_or(c) } else { c }));
    }
    out
}

fn latin_twin(c: char) -> Option<char> {
    Some(match c {
        'А' | 'Α' => 'A',
        'а' | 'α' => 'a',
        'В' | 'Β' => 'B',
        'Е' | 'Ε' => 'E',
        'е' => 'e',
        'К' | 'Κ' => 'K',
        'к' | 'κ' => 'k',
        'М' | 'Μ' => 'M',
        'м' => 'm',
        'μ' => 'u',
        'Н' | 'Η' => 'H',
        'О' | 'Ο' => 'O',
        'о' | 'ο' => 'o',
        'Р' | 'Ρ' => 'P',
        'р' | 'ρ' => 'p',
        'С' => 'C',
        'с' => 'c',
        'Т' | 'Τ' => 'T',
        'т' | 'τ' => 't',
        'Х' | 'Χ' => 'X',
        'х' | 'χ' => 'x',
        'У' | 'Υ' => 'Y',
        'у' => 'y',
        _ => return None,
    })
}

/// What a token is, as far as its letters and digits tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// Letters only, without a plural `s`.
    Word,
    /// Digits, perhaps with decimals; no leading zeros, no trailing zeros after the point (`8.0` is `8`).
    Number,
    /// Letters and digits that belong together, without the symbols between them: `wfm5799dwf`, `16gb`, `100x60`.
    Code,
}

/// Calls `found` with every token of a folded text, in order; a token may come more than once.
///
/// A part code is given whole, without its symbols, and again split at every symbol and letter-digit border:
/// `wf-m5799dwf` gives `wf`, `m5799`, `5799dwf`, `m5799dwf`, `5799`, `dwf`, `wfm5799dwf`. So a fragment finds its
/// code, and `ab42` meets `AB0042` in `42`. The cross between two numbers is no token.
pub fn tokens(folded: &str, mut found: impl FnMut(&str, Token)) {
    let mut joined = String::new();
    let mut after_digit = false;
    for chunk in chunks(folded) {
        if chunk == "x" && after_digit {
            continue;
        }
        after_digit = chunk.ends_with(|c: char| c.is_ascii_digit());
        if chunk.bytes().all(|b| b.is_ascii_lowercase()) {
            found(singular(chunk), Token::Word);
        } else {
            chunk_tokens(chunk, &mut joined, &mut found);
        }
    }
}

/// Calls `found` with the first letters of what a folded text says is not there, in order: `valv` of `without valve`, `w/o valve`,
/// `no valve`, `non-valved`, `unvalved`, `ohne Ventil` (`vent`).
pub fn denied(folded: &str, mut found: impl FnMut(&str)) {
    const LETTERS: usize = 4;
    const BETWEEN: &[&str] = &["a", "an", "any", "the", "with"];
    let mut open = false;
    for word in folded.split(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '.')).filter(|word| !word.is_empty()) {
        if matches!(word, "without" | "w/o" | "no" | "non" | "not" | "ohne" | "sin" | "sans") {
            open = true;
            continue;
        }
        if open && BETWEEN.contains(&word) {
            continue;
        }
        let past = |rest: &&str| rest.len() > LETTERS && rest.ends_with("ed");
        let thing = if open { Some(word) } else { word.strip_prefix("un").filter(past) };
        if let Some(stem) = thing.and_then(|thing| thing.get(..LETTERS)).filter(|stem| stem.bytes().all(|b| b.is_ascii_lowercase())) {
            found(stem);
        }
        open = false;
    }
}

/// Pieces between white space and those symbols that never join a code. A slash joins only where a digit is near:
/// `mrw62e/s1` is one chunk, `win/mac` two.
fn chunks(folded: &str) -> impl Iterator<Item = &str> {
    folded.split_whitespace().flat_map(|chunk| {
        let slash_joins = chunk.bytes().any(|b| b.is_ascii_digit());
        chunk
            .split(move |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ',') || c == '/' && slash_joins))
            .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|part| !part.is_empty())
    })
}

/// Runs of one class (letters, digits) inside a chunk; `glued` when no symbol stands before it.
struct Run<'a> {
    text: &'a str,
    digits: bool,
    glued: bool,
}

fn runs(chunk: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    let mut glued = false;
    let mut chars = chunk.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_alphanumeric() {
            start = at + c.len_utf8();
            glued = false;
            continue;
        }
        let end = at + c.len_utf8();
        let digits = c.is_ascii_digit();
        let border = chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric() || next.is_ascii_digit() != digits);
        if border {
            runs.push(Run { text: &chunk[start..end], digits, glued });
            start = end;
            glued = true;
        }
    }
    runs
}

fn chunk_tokens(chunk: &str, joined: &mut String, found: &mut dyn FnMut(&str, Token)) {
    if fraction(chunk) {
        return found(chunk, Token::Number);
    }
    if let Some((numbers, unit)) = decimals(chunk) {
        numbers.iter().for_each(|number| found(number, Token::Number));
        if !unit.is_empty() {
            found(singular(unit), Token::Word);
        }
        return;
    }
    if chunk.contains(',') {
        // What a price list enumerates: `scr,5.5x32,zp`.
        return chunk.split(',').filter(|part| !part.is_empty()).for_each(|part| chunk_tokens(part, joined, found));
    }
    let runs = runs(chunk);
    for (at, run) in runs.iter().enumerate() {
        let between_numbers = run.text == "x" && at > 0 && runs.get(at + 1).is_some_and(|next| next.digits) && runs[at - 1].digits;
        if run.digits {
            found(without_zeros(run.text), Token::Number);
        } else if !between_numbers {
            found(singular(run.text), Token::Word);
        }
    }
    if runs.len() < 2 {
        return;
    }
    let mut emit = |parts: &[Run]| {
        joined.clear();
        joined.extend(parts.iter().map(|run| run.text));
        if joined.len() <= LONGEST_CODE {
            found(joined, Token::Code);
        }
    };
    let mut start = 0;
    for end in 1..=runs.len() {
        if runs.get(end).is_some_and(|run| run.glued) {
            continue;
        }
        let group = &runs[start..end];
        if group.len() > 1 {
            emit(group);
        }
        if group.len() > 2 && !group.iter().any(|run| run.text == "x") {
            group.windows(2).for_each(&mut emit);
        }
        start = end;
    }
    let one_group = runs[1..].iter().all(|run| run.glued);
    let numbers_only = runs.iter().all(|run| run.digits);
    let list = numbers_only && chunk.contains(['/', '.']);
    if !one_group && !list {
        emit(&runs);
    }
}

/// `7.2`, `7,20`, `0.5` in one spelling (`7.2`, `0.5`); not `10.2.8`, not `1,200` (three digits may be thousands).
fn decimal(chunk: &str) -> Option<String> {
    let (whole, part) = chunk.split_once(['.', ','])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() == 3 && chunk.contains(',') {
        return None;
    }
    let part = part.trim_end_matches('0');
    let whole = without_zeros(whole);
    Some(if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") })
}

/// A number with decimals or several with a cross between, and a unit at the last: `7.2`, `70x2.8mm`, `2.4ghz`. Their digits
/// belong together: `2.8` is no `2` and no `8`.
fn decimals(chunk: &str) -> Option<(Vec<String>, &str)> {
    let number = chunk.trim_end_matches(|c: char| c.is_ascii_lowercase());
    if !number.contains(['.', ',']) {
        return None;
    }
    let parts = number.split('x').map(|part| {
        let whole = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if whole { Some(without_zeros(part).to_owned()) } else { decimal(part) }
    });
    Some((parts.collect::<Option<_>>()?, &chunk[number.len()..]))
}

fn fraction(chunk: &str) -> bool {
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    chunk.split_once('/').is_some_and(|(above, below)| digits(above) && digits(below))
}

fn without_zeros(digits: &str) -> &str {
    let short = digits.trim_start_matches('0');
    if short.is_empty() { &digits[..digits.len().min(1)] } else { short }
}

fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= 3 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => word,
    }
}

/// Calls `found` with every letter triple of a folded text, each as one number.
///
/// Symbols inside a chunk are dropped before, so `KX-TCA86` and `KXTCA86` have the same triples; a blank is put before
/// and after each chunk, so beginnings and ends count.
pub fn triples(folded: &str, mut found: impl FnMut(u64)) {
    for chunk in chunks(folded) {
        let mut window = [' '; 3];
        let mut length = 1;
        for c in chunk.chars().filter(|c| c.is_alphanumeric()).chain([' ']) {
            window = [window[1], window[2], c];
            length += 1;
            if length >= 3 {
                found(window.iter().fold(0, |key, c| key << 21 | u64::from(*c)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut list = Vec::new();
        tokens(&fold(text), |token, _| list.push(token.to_owned()));
        list
    }

    #[test]
    fn spellings_of_one_character_meet() {
        assert_eq!(fold("Tubería Ø18 × 1½″ – Größe 10 µF"), "tuberia ø18 x 1 1/2\" - grosse 10 uf");
        assert_eq!(fold("Rør"), "ror");
        assert_eq!(fold("10 kΩ 5 μm"), "10 kohm 5 um", "greek letters as units");
        assert_eq!(fold("ΜΗΧΑΝΗ"), fold("μηχανη"), "a greek word stays");
        assert_eq!(fold("М8х50"), "m8x50", "cyrillic letters in a code");
        assert_eq!(fold("Болт"), "болт", "a russian word stays");
    }

    #[test]
    fn a_code_is_found_whole_and_by_fragment() {
        let found = all("WF-M5799DWF");
        for fragment in ["wfm5799dwf", "m5799", "5799", "dwf", "m5799dwf"] {
            assert!(found.iter().any(|token| token == fragment), "{fragment} in {found:?}");
        }
        assert!(all("AB0042").contains(&"42".to_owned()));
        assert!(all("KX-TCA86").contains(&"kxtca86".to_owned()));
    }

    #[test]
    fn numbers_have_one_spelling() {
        assert_eq!(all("8.0 7,20 007 10.2.8"), ["8", "7.2", "7", "10", "2", "8"]);
        assert_eq!(all("1/2 10/100"), ["1/2", "10", "100"]);
        assert_eq!(all("100x60"), ["100", "60", "100x60"]);
        assert_eq!(all("70x2.80mm"), ["70", "2.8", "mm"]);
        assert_eq!(all("SCR,5.5X32,ZP"), ["scr", "5.5", "32", "zp"]);
        assert_eq!(all("2,4GHz 60x2,5"), ["2.4", "ghz", "60", "2.5"]);
        assert_eq!(all("100 x 60"), ["100", "60"]);
    }

    #[test]
    fn words_lose_their_plural_and_slashes() {
        assert_eq!(all("Bolts, screws & glass win/mac e-mail"), ["bolt", "screw", "glass", "win", "mac", "e", "mail", "email"]);
    }

    #[test]
    fn long_texts_are_cut_not_refused() {
        let mut count = 0;
        tokens(&fold(&"bolt ".repeat(100_000)), |_, _| count += 1);
        assert!(count <= LONGEST / 5 + 1);
    }

    #[test]
    fn triples_ignore_symbols_inside_a_code() {
        let list = |text: &str| {
            let mut list = Vec::new();
            triples(text, |key| list.push(key));
            list
        };
        assert_eq!(list("kx-tca86"), list("kxtca86"));
        assert_eq!(list("5").len(), 1);
        assert!(list("🙂 – !").is_empty());
    }
}
