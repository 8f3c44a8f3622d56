//! A guard in front of XML readers: no document type (and so no entities), little depth, few attributes, and no announcement
//! of more texts than there may be cells, for which a reader would set memory aside before it has seen one.
//!
//! It checks no grammar; what is malformed the reader itself refuses.

const DEPTH: u32 = 256;
const ATTRIBUTES: u32 = 512;
/// The attribute by which a workbook's table of texts says how many it holds.
const COUNT: &[u8] = b"uniqueCount";

/// Fed with the bytes of one XML file as they come.
pub(super) struct Markup {
    /// What may be announced at most.
    texts: u64,
    state: State,
    depth: u32,
    /// Of the tag being read.
    attributes: u32,
    /// How much of [`COUNT`] the attribute's name is so far; beyond its length: it is another.
    named: usize,
    /// The number in the value of that attribute.
    announced: Option<u64>,
    /// The last bytes inside a declaration, a comment or a tag, oldest first.
    last: [u8; 2],
    begun: bool,
}

#[derive(Clone, Copy)]
enum State {
    Text,
    /// After `<`.
    Opened,
    /// After `<!`, with the number of bytes seen.
    Declared(u8),
    Comment,
    CharacterData,
    Instruction,
    EndTag,
    Tag,
    /// Inside an attribute's value, until this quote.
    Value(u8),
}

impl Markup {
    pub fn new(texts: u64) -> Markup {
        Markup { texts, state: State::Text, depth: 0, attributes: 0, named: 0, announced: None, last: [0; 2], begun: false }
    }

    /// The error says what the file does.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), &'static str> {
        if !self.begun {
            self.begun = true;
            // In any other encoding a reader would see other tags than we do.
            if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
                return Err("is not written in UTF-8");
            }
        }
        for byte in bytes {
            self.state = self.step(*byte)?;
            self.last = [self.last[1], *byte];
        }
        Ok(())
    }

    fn step(&mut self, byte: u8) -> Result<State, &'static str> {
        if byte == 0 {
            return Err("is not written in UTF-8");
        }
        Ok(match (self.state, byte) {
            (State::Text, b'<') => State::Opened,
            (State::Text, _) => State::Text,
            (State::Opened, b'!') => State::Declared(0),
            (State::Opened, b'?') => State::Instruction,
            (State::Opened, b'/') => State::EndTag,
            (State::Opened, _) => {
                (self.attributes, self.named, self.announced) = (0, COUNT.len() + 1, None);
                return self.in_tag(byte);
            }
            (State::Declared(0), b'-') => State::Declared(1),
            (State::Declared(0), b'[') => State::CharacterData,
            (State::Declared(1), b'-') => {
                // The dashes that open a comment do not close it.
                self.last = [0, 0];
                return Ok(State::Comment);
            }
            (State::Declared(_), _) => return Err("declares a document type"),
            (State::Comment, b'>') if self.last == *b"--" => State::Text,
            (State::CharacterData, b'>') if self.last == *b"]]" => State::Text,
            (State::Instruction, b'>') if self.last[1] == b'?' => State::Text,
            (State::EndTag, b'>') => {
                self.depth = self.depth.saturating_sub(1);
                State::Text
            }
            (State::Tag, _) => return self.in_tag(byte),
            (State::Value(quote), _) if quote == byte => {
                if self.announced.take().is_some_and(|texts| texts > self.texts) {
                    return Err("announces more texts than a file may have cells");
                }
                self.named = 0;
                State::Tag
            }
            (State::Value(_), _) => {
                let digit = u64::from(byte.wrapping_sub(b'0'));
                self.announced = self.announced.filter(|_| digit < 10).map(|texts| texts.saturating_mul(10).saturating_add(digit));
                self.state
            }
            (state, _) => state,
        })
    }

    fn in_tag(&mut self, byte: u8) -> Result<State, &'static str> {
        match byte {
            b'"' | b'\'' => return Ok(State::Value(byte)),
            b'=' => {
                self.attributes += 1;
                self.announced = (self.named == COUNT.len()).then_some(0);
            }
            b'>' if self.last[1] == b'/' => return Ok(State::Text),
            b'>' => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err("nests elements more than 256 deep");
                }
                return Ok(State::Text);
            }
            // A blank may stand between the name and its `=`.
            b' ' | b'\t' | b'\r' | b'\n' if self.named == COUNT.len() => {}
            b' ' | b'\t' | b'\r' | b'\n' => self.named = 0,
            _ if COUNT.get(self.named) == Some(&byte) => self.named += 1,
            // The name goes on, or another begins after a blank.
            _ => self.named = if self.last[1].is_ascii_whitespace() && byte == COUNT[0] { 1 } else { COUNT.len() + 1 },
        }
        if self.attributes > ATTRIBUTES { Err("has an element with more than 512 attributes") } else { Ok(State::Tag) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(text: &str) -> Result<(), &'static str> {
        // Byte by byte: chunks may end anywhere.
        let mut markup = Markup::new(2_000);
        text.as_bytes().chunks(1).try_for_each(|chunk| markup.feed(chunk))
    }

    #[test]
    fn ordinary_markup_passes() {
        let deep = format!("{}{}", "<a>".repeat(256), "</a>".repeat(256)).repeat(3);
        for text in [
            "<?xml version=\"1.0\"?><a b='>' c=\"</a>\"><!-- <!DOCTYPE --><d/><![CDATA[<!DOCTYPE]]></a>",
            "\u{feff}<a/>",
            &"<a></a><b/>".repeat(1000),
            "<sst count=\"9000\" uniqueCount=\"2000\" xuniqueCount='9000' uniqueCounts='9000' b='uniqueCount=9000'>uniqueCount='9000'</sst>",
            "<uniqueCount a='9000'/><a uniqueCount b='9000'/>",
            &deep,
        ] {
            assert_eq!(guarded(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_breaks_readers_is_named() {
        assert_eq!(guarded("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), Err("declares a document type"));
        assert_eq!(guarded("<!--->--><!doctype a>"), Err("declares a document type"));
        assert_eq!(guarded(&"<a>".repeat(257)), Err("nests elements more than 256 deep"));
        assert_eq!(guarded(&format!("<a {}>", "b='' ".repeat(513))), Err("has an element with more than 512 attributes"));
        for count in [
            "uniqueCount=\"2001\"",
            "uniqueCount = '90000000000000000000000'",
            "a='b'\nuniqueCount\t='2001'",
            "uniqueCount uniqueCount='2001'",
        ] {
            assert_eq!(guarded(&format!("<sst {count}>")), Err("announces more texts than a file may have cells"), "{count}");
        }
        assert_eq!(guarded("<\0a\0>\0"), Err("is not written in UTF-8"));
        assert_eq!(Markup::new(0).feed(&[0xFF, 0xFE, b'<', 0]), Err("is not written in UTF-8"));
    }
}
