//! Numbers that name an article: bar-code numbers and part numbers, each in one comparable form.

use crate::{sizes, text};

/// A bar-code number (GTIN-8, -12, -13 or -14) whose check digit is right; held as its 14 digits, so UPC-12
/// `036000291452` and EAN-13 `0036000291452` are one number.
///
/// Source: GS1 General Specifications, section 7.9 (check digit), section 2 (leading zeros to 14 digits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin(u64);

impl Gtin {
    /// `None` unless it is 8, 12, 13 or 14 digits, blanks and hyphens aside, with a right check digit, and not all zeros.
    pub fn parse(text: &str) -> Option<Gtin> {
        let mut digits = 0_u64;
        let mut length = 0;
        for c in text.trim().chars() {
            match c {
                '0'..='9' if length < 14 => {
                    digits = digits * 10 + u64::from(c) - u64::from('0');
                    length += 1;
                }
                ' ' | '-' => {}
                _ => return None,
            }
        }
        (matches!(length, 8 | 12 | 13 | 14) && digits != 0 && check_digit_is_right(digits)).then_some(Gtin(digits))
    }

    /// Key that is equal for every way to write the number.
    pub fn key(self) -> u64 {
        self.0
    }
}

impl std::fmt::Display for Gtin {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "{:014}", self.0)
    }
}

/// From the right, after the check digit: weights 3, 1, 3, 1 …; the sum with the check digit is a multiple of ten.
fn check_digit_is_right(digits: u64) -> bool {
    let mut rest = digits;
    let mut sum = 0;
    let mut weight = 1;
    while rest > 0 {
        sum += rest % 10 * weight;
        rest /= 10;
        weight = 4 - weight;
    }
    sum % 10 == 0
}

/// The form in which part numbers are compared: letters and digits only, folded.
///
/// Case, blanks and symbols never tell two parts of one maker apart in practice; leading zeros do (`0451` and `451`
/// are different fuses), so they stay. The softer search by words forgives them.
pub fn part_number(text: &str) -> String {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    text::fold(&bare).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The form in which a customer's own numbers and habitual words are compared. One word is a number, as in
/// [`part_number`]; so are several, unless a figure in them has a decimal point, comma or slash, where leaving that out
/// would make 1.5 mm of 15 mm: they are compared as written, apart from case and blanks.
pub fn habitual(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let parted = |word: &str| {
        let chars: Vec<char> = word.chars().collect();
        (1..chars.len()).any(|at| matches!(chars[at], '.' | ',' | '/' | '⁄') && digit(chars.get(at - 1)) && digit(chars.get(at + 1)))
    };
    if words.len() > 1 && words.iter().any(|word| parted(word)) {
        return text::fold(&words.join(" "));
    }
    part_number(text)
}

/// Whether a token of [`text::tokens`] looks like a part code rather than a word, a size or a count: letters and
/// digits mixed and at least five, or at least five digits. `1080p`, `16gb` and `100x60` are not codes.
pub fn looks_like_code(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    if token.len() < 5 || digits == 0 || !token.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return false;
    }
    let letters = token.len() - digits;
    let number_and_unit = token.trim_start_matches(|c: char| c.is_ascii_digit());
    let starts_with_number = number_and_unit.len() < token.len();
    let size = starts_with_number && letters <= 4 && number_and_unit.len() == letters && digits <= 4;
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let dimensions = token.contains('x') && token.trim_start_matches('m').split('x').all(number);
    !size && !dimensions
}

/// [`looks_like_code`] and not a size or standard written in one word, as `din933` or `m8x50`.
pub fn is_part_code(token: &str) -> bool {
    looks_like_code(token) && sizes::read(token).is_empty()
}

/// How far two codes of [`part_number`] form agree, 0 to 1: the same 1; one ends or begins with the other
/// (a colour or country suffix, a leading maker's letter) 0.8; else the share of the common beginning where it is
/// long, so that `ystfsw100bk` and `ystfsw100bl` are near; otherwise 0.
pub fn agreement(left: &str, right: &str) -> f32 {
    if left == right {
        return 1.0;
    }
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short.len() >= 4 && (long.starts_with(short) || long.ends_with(short)) {
        return 0.8;
    }
    let common = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let share = common as f32 / long.len() as f32;
    let digits = short.bytes().take(common).filter(u8::is_ascii_digit).count();
    if common >= 5 && digits >= 2 && share >= 0.6 { share * 0.8 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_article_has_one_bar_code_number() {
        let upc = Gtin::parse("036000291452").unwrap();
        assert_eq!(Gtin::parse("0036000291452"), Some(upc));
        assert_eq!(Gtin::parse("00 036000-291452"), Some(upc));
        assert_eq!(upc.to_string(), "00036000291452");
        assert!(Gtin::parse("96385074").is_some());
    }

    #[test]
    fn a_wrong_number_is_no_bar_code_number() {
        for wrong in ["036000291453", "", "12345", "00000000", "4006381333931x", "400638133393100", "½"] {
            assert_eq!(Gtin::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_seen(at in 0_usize..12, by in 1_u8..10) {
            let mut digits = *b"4006381333931";
            digits[at] = (digits[at] - b'0' + by) % 10 + b'0';
            let text: String = digits.iter().map(|d| char::from(*d)).collect();
            prop_assert_eq!(Gtin::parse(&text), None);
        }

        #[test]
        fn a_part_number_is_already_in_its_form(text in ".{0,40}") {
            let once = part_number(&text);
            prop_assert_eq!(part_number(&once), once);
        }
    }

    #[test]
    fn habitual_words_forget_writing_but_never_a_decimal_point() {
        assert_eq!(habitual("HW 77-1"), habitual("hw77.1"));
        assert_eq!(habitual("04.12.3456"), "04123456");
        assert_eq!(habitual("The usual  gloves"), habitual("the usual gloves"));
        assert_ne!(habitual("sheet 1.5 mm"), habitual("sheet 15 mm"));
        assert_ne!(habitual("pipe 1/2 in"), habitual("pipe 12 in"));
        assert_eq!(habitual("sheet 1.5 mm"), habitual("Sheet  1.5 MM"));
        assert_eq!(habitual(" !? "), "");
    }

    #[test]
    fn part_numbers_forget_writing_but_not_zeros() {
        assert_eq!(part_number("WF-M5799 DWF"), part_number("wfm5799dwf"));
        assert_ne!(part_number("0451"), part_number("451"));
    }

    #[test]
    fn sizes_and_words_are_not_codes() {
        for code in ["kdl40s5100", "ezxs88w", "910000619", "m5799dwf", "vmpl3b"] {
            assert!(looks_like_code(code), "{code}");
        }
        for other in ["1080p", "16gb", "100x60", "bolt", "2007", "1800watt", "m8x50"] {
            assert!(!looks_like_code(other), "{other}");
        }
    }

    #[test]
    fn a_suffix_is_nearly_the_same_code() {
        assert!(agreement("kx7502", "kx7502") > agreement("ystfsw100", "ystfsw100bk"));
        assert!(agreement("ystfsw100bl", "ystfsw100bk") > 0.5);
        assert_eq!(agreement("tx8255", "sr8001"), 0.0);
    }
}
