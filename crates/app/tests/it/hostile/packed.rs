//! Packed and compound files written byte by byte, so that they can lie.

/// One part of a ZIP file. What it says about itself need not be true.
#[derive(Clone)]
pub struct Part {
    pub name: String,
    /// As it stands in the file.
    pub packed: Vec<u8>,
    pub deflated: bool,
    pub size: u32,
    pub checksum: u32,
    pub flags: u16,
    pub attributes: u32,
}

impl Part {
    pub fn stored(name: &str, content: impl AsRef<[u8]>) -> Part {
        let content = content.as_ref();
        let size = u32::try_from(content.len()).unwrap();
        Part {
            name: name.to_owned(),
            packed: content.to_vec(),
            deflated: false,
            size,
            checksum: checksum(content),
            flags: 0,
            attributes: 0,
        }
    }

    /// `head`, then so many spaces: a thousandth of that in the file.
    pub fn inflating(name: &str, head: &str, spaces: usize) -> Part {
        let packed = deflated(head.as_bytes(), spaces);
        let size = u32::try_from(head.len() + spaces).unwrap_or(u32::MAX);
        Part { name: name.to_owned(), packed, deflated: true, size, checksum: 0, flags: 0, attributes: 0 }
    }
}

pub fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut contents) = (Vec::new(), Vec::new());
    for part in parts {
        let at = u32::try_from(file.len()).unwrap();
        file.extend(b"PK\x03\x04\x14\0");
        file.extend(facts(part));
        file.extend(0u16.to_le_bytes());
        file.extend(part.name.as_bytes());
        file.extend(&part.packed);
        contents.extend(entry(part, at));
    }
    ended(file, &contents, parts.len())
}

/// As [`zip`], but all parts are the same bytes of the file.
pub fn overlapping(part: &Part, times: usize) -> Vec<u8> {
    let file = zip(std::slice::from_ref(part));
    let contents: Vec<u8> = (0..times).flat_map(|number| entry(&Part { name: format!("xl/{number}"), ..part.clone() }, 0)).collect();
    let body = file.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    ended(file[..body].to_vec(), &contents, times)
}

fn entry(part: &Part, at: u32) -> Vec<u8> {
    let mut entry = b"PK\x01\x02\x14\x03\x14\0".to_vec();
    entry.extend(facts(part));
    entry.extend([0; 8]);
    entry.extend(part.attributes.to_le_bytes());
    entry.extend(at.to_le_bytes());
    entry.extend(part.name.as_bytes());
    entry
}

/// Flags, method, time, checksum, sizes, length of the name: alike in both places.
fn facts(part: &Part) -> Vec<u8> {
    let mut facts = part.flags.to_le_bytes().to_vec();
    facts.extend((if part.deflated { 8u16 } else { 0 }).to_le_bytes());
    facts.extend([0, 0, 0x21, 0]);
    facts.extend(part.checksum.to_le_bytes());
    facts.extend(u32::try_from(part.packed.len()).unwrap().to_le_bytes());
    facts.extend(part.size.to_le_bytes());
    facts.extend(u16::try_from(part.name.len()).unwrap().to_le_bytes());
    // The local header ends with one more length; the table of contents has it among the eight zeros.
    facts
}

fn ended(mut file: Vec<u8>, contents: &[u8], parts: usize) -> Vec<u8> {
    let at = u32::try_from(file.len()).unwrap();
    file.extend(contents);
    file.extend(b"PK\x05\x06\0\0\0\0");
    let parts = u16::try_from(parts).unwrap().to_le_bytes();
    file.extend([parts, parts].concat());
    file.extend(u32::try_from(contents.len()).unwrap().to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0, 0]);
    file
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}

/// A raw deflate stream of one block with the fixed codes: `head` letter by letter, then repetitions of a space.
fn deflated(head: &[u8], spaces: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.low_first(0b011, 3);
    for byte in head.iter().chain(b" ") {
        match byte {
            0..=143 => bits.high_first(0x30 + u32::from(*byte), 8),
            _ => bits.high_first(0x190 + u32::from(*byte) - 144, 9),
        }
    }
    for _ in 0..spaces.saturating_sub(1) / 258 {
        // Length 258, distance 1.
        bits.high_first(0b1100_0101, 8);
        bits.high_first(0, 5);
    }
    bits.high_first(0, 7);
    bits.done()
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn low_first(&mut self, value: u32, width: u32) {
        self.held |= value << self.count;
        self.count += width;
        while self.count >= 8 {
            self.bytes.push((self.held & 0xFF) as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    fn high_first(&mut self, value: u32, width: u32) {
        self.low_first(value.reverse_bits() >> (32 - width), width);
    }

    fn done(mut self) -> Vec<u8> {
        self.low_first(0, 7);
        self.bytes
    }
}

/// An old Office file with one stream.
pub fn compound(stream: &str, content: &[u8]) -> Vec<u8> {
    // Streams below 4096 bytes would need a second allocation table.
    let mut content = content.to_vec();
    content.resize(content.len().next_multiple_of(512).max(4096), 0);
    let sectors = u32::try_from(content.len() / 512).unwrap();
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.extend([0; 16]);
    file.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    file.extend([0; 10]);
    // One allocation sector (0), the directory in sector 1, no small streams.
    for word in [1, 1, 0, 4096, u32::MAX - 1, 0, u32::MAX - 1, 0, 0] {
        file.extend(u32::to_le_bytes(word));
    }
    file.resize(512, 0xFF);
    let mut chain = vec![u32::MAX - 2, u32::MAX - 1];
    chain.extend((0..sectors).map(|sector| if sector + 1 == sectors { u32::MAX - 1 } else { sector + 3 }));
    chain.resize(128, u32::MAX);
    file.extend(chain.iter().flat_map(|next| next.to_le_bytes()));
    file.extend(directory("Root Entry", 5, 1, u32::MAX - 1, 0));
    file.extend(directory(stream, 2, u32::MAX, 2, u32::try_from(content.len()).unwrap()));
    file.resize(1536, 0);
    file.extend(content);
    file
}

fn directory(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(entry.len() + 2).unwrap();
    entry.resize(64, 0);
    entry.extend(length.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([u32::MAX, u32::MAX, child].iter().flat_map(|link| link.to_le_bytes()));
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.resize(128, 0);
    entry
}
