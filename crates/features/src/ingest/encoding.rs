//! Bytes to text: byte order mark, then UTF-8, then UTF-16 by its zeros, then the detector browsers use.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The text without byte order mark and without NUL, which no text has and no database takes; and the name of the encoding.
/// Valid UTF-8 is not copied. O(bytes).
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    let (text, encoding) = decoded(bytes);
    if text.contains('\0') { (text.replace('\0', "").into(), encoding) } else { (text, encoding) }
}

fn decoded(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[length..]).0, encoding.name());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return (Cow::Borrowed(text), UTF_8.name()),
        // A text cut inside a sign at its end is UTF-8 still.
        Err(error) if error.error_len().is_none() && bytes.len() > 4 => {
            return (String::from_utf8_lossy(bytes), UTF_8.name());
        }
        _ => {}
    }
    let zeros =
        |odd: usize| bytes.iter().skip(odd).step_by(2).take(2000).filter(|byte| **byte == 0).count() * 3 > bytes.len().min(4000) / 2;
    let encoding = match (zeros(0), zeros(1)) {
        (false, true) => UTF_16LE,
        (true, false) => UTF_16BE,
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(None, Utf8Detection::Allow)
        }
    };
    (encoding.decode_without_bom_handling(bytes).0, encoding.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_encodings_are_told_apart() {
        let text = "Artículo;Cantidad;Observación\nTornillo de cabeza hexagonal;10;señalización pequeña\n";
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(decode(text.as_bytes()), (Cow::Borrowed(text), "UTF-8"));
        assert_eq!(decode(&latin), (Cow::Borrowed(text), "windows-1252"));
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide), (Cow::Borrowed(text), "UTF-16LE"));
        assert_eq!(decode(&wide[2..]), (Cow::Borrowed(text), "UTF-16LE"));
    }
}
