//! What strangers wrote, on its way to people and to their programs.

use std::borrow::Cow;

/// Shows nothing and separates nothing: controls, zero-width and direction signs, tag characters, selectors of variants.
/// With them a text reads other than it looks.
pub fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
        || sign.is_control() && !sign.is_whitespace()
}

/// The text without what nobody sees; line breaks and tabs stay, rarer breaks become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    let rare = |sign: char| matches!(sign, '\u{b}' | '\u{c}' | '\u{85}');
    // Nearly every text is of this kind, and is not looked at sign by sign.
    let plain = text.bytes().all(|byte| (b' '..0x7f).contains(&byte));
    if plain || !text.chars().any(|sign| is_invisible(sign) || rare(sign)) {
        return text.into();
    }
    text.chars().filter(|sign| !is_invisible(*sign)).map(|sign| if rare(sign) { ' ' } else { sign }).collect::<String>().into()
}

/// The text as a CSV cell that no spreadsheet program takes for a formula: an apostrophe goes before what would begin one.
pub fn inert(text: &str) -> Cow<'_, str> {
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    match text.strip_prefix(['+', '-']) {
        Some(rest) if is_number(rest) => text.into(),
        None if !text.starts_with(['=', '@', '\t', '\r']) => text.into(),
        _ => format!("'{text}").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_sees_goes() {
        for (written, seen) in [
            ("Hexagon bolt M8 × 50, ½\" – « Ø »\n2. Zeile\t", "Hexagon bolt M8 × 50, ½\" – « Ø »\n2. Zeile\t"),
            ("1\u{200b}0 pcs", "10 pcs"),
            ("\u{202e}gnp.exe\u{202c}", "gnp.exe"),
            ("bolt\u{e0069}\u{e0067}\u{e006e}", "bolt"),
            ("a\0b\u{1b}[31mc\u{7f}\u{9b}d", "ab[31mcd"),
            ("one\u{b}two", "one two"),
            ("مسمار ١٠", "مسمار ١٠"),
        ] {
            assert_eq!(visible(written), seen, "{written:?}");
        }
    }

    #[test]
    fn what_would_be_a_formula_is_text() {
        for formula in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+-1"] {
            assert_eq!(inert(formula), format!("'{formula}"));
        }
        for harmless in ["", "-5", "+49.5", "-1,234.50", "M8=M8", "a-b"] {
            assert_eq!(inert(harmless), harmless);
        }
    }
}
