//! How long rows of numbers and long texts are stored: in pieces of plain bytes, so that reading them is copying and needs
//! no more room than a piece.

/// Elements of one piece. A reader needs room for the bytes of one: 256 kB.
const PIECE: usize = 65_536;

/// A number of fixed length, lowest byte first.
pub(super) trait Number: Copy {
    fn put(self, bytes: &mut Vec<u8>);
    /// `None`: the bytes do not come out even.
    fn take(bytes: &[u8], numbers: &mut Vec<Self>) -> Option<()>;
}

macro_rules! number {
    ($type:ty) => {
        impl Number for $type {
            fn put(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn take(bytes: &[u8], numbers: &mut Vec<Self>) -> Option<()> {
                let (whole, rest) = bytes.as_chunks();
                numbers.extend(whole.iter().map(|bytes| <$type>::from_le_bytes(*bytes)));
                rest.is_empty().then_some(())
            }
        }
    };
}
number!(u8);
number!(u16);
number!(u32);

/// For `#[serde(with = "stored::numbers")]`.
pub(super) mod numbers {
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
    use serde::ser::{Serialize, SerializeSeq, Serializer};

    use super::{Number, PIECE};

    pub fn serialize<T: Number, S: Serializer>(numbers: &[T], serializer: S) -> Result<S::Ok, S::Error> {
        let pieces = numbers.chunks(PIECE);
        let mut written = serializer.serialize_seq(Some(pieces.len()))?;
        let mut bytes = Vec::new();
        for piece in pieces {
            bytes.clear();
            piece.iter().for_each(|number| number.put(&mut bytes));
            written.serialize_element(&Bytes(&bytes))?;
        }
        written.end()
    }

    pub fn deserialize<'de, T: Number, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(Pieces(PhantomData))
    }

    struct Bytes<'b>(&'b [u8]);

    impl Serialize for Bytes<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(self.0)
        }
    }

    struct Pieces<T>(PhantomData<T>);

    impl<'de, T: Number> Visitor<'de> for Pieces<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("pieces of bytes")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut pieces: A) -> Result<Vec<T>, A::Error> {
            let mut numbers = Vec::new();
            // What a damaged file says of its length is believed as far as it costs nothing.
            numbers.try_reserve_exact(pieces.size_hint().unwrap_or_default().min(PIECE).saturating_mul(PIECE)).map_err(A::Error::custom)?;
            while pieces.next_element_seed(Piece(&mut numbers))?.is_some() {}
            numbers.shrink_to_fit();
            Ok(numbers)
        }
    }

    struct Piece<'n, T>(&'n mut Vec<T>);

    impl<'de, T: Number> DeserializeSeed<'de> for Piece<'_, T> {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_byte_buf(self)
        }
    }

    impl<'de, T: Number> Visitor<'de> for Piece<'_, T> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<(), E> {
            T::take(bytes, self.0).ok_or_else(|| E::custom("a number is cut off"))
        }
    }
}

/// For `#[serde(with = "stored::text")]`.
pub(super) mod text {
    use serde::de::{Deserializer, Error};
    use serde::ser::Serializer;

    use super::numbers;

    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        numbers::serialize(text.as_bytes(), serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::from_utf8(numbers::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Stored {
        #[serde(with = "numbers")]
        wide: Vec<u32>,
        #[serde(with = "numbers")]
        narrow: Vec<u16>,
        #[serde(with = "text")]
        text: String,
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn what_is_stored_in_pieces_is_read_back(length in prop_oneof![0..3_usize, PIECE - 1..PIECE + 2, 2 * PIECE..2 * PIECE + 2], salt in any::<u32>()) {
            let wide: Vec<u32> = (0..length as u32).map(|at| at.wrapping_mul(salt)).collect();
            let stored = Stored { narrow: wide.iter().map(|number| *number as u16).collect(), text: "aé".repeat(length), wide };
            let bytes = postcard::to_stdvec(&stored).unwrap();
            let mut room = vec![0; 4 * PIECE];
            let (read, _) = postcard::from_io::<Stored, _>((&*bytes, &mut room)).unwrap();
            prop_assert_eq!(&read, &stored);
            if length > 0 {
                prop_assert!(postcard::from_io::<Stored, _>((&bytes[..bytes.len() - 1], &mut room)).is_err());
            }
        }
    }

    #[test]
    fn a_number_cut_off_is_an_error_and_no_number() {
        let mut numbers: Vec<u32> = Vec::new();
        assert!(u32::take(&[1, 0, 0, 0, 2], &mut numbers).is_none());
    }
}
