//! Bytes to "every parser reads this JSON the same way", or the reason why not.
//!
//! A signature covers bytes, but verdicts are read by parsers, and parsers differ on duplicate keys, large numbers,
//! byte order marks and what follows the value. So everything signed passes here before anything else reads it.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::shown;

/// The largest integer that survives a consumer that reads numbers as doubles.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// How deep arrays and objects may nest; the outermost counts as 1.
pub const MAX_DEPTH: usize = 64;

/// Why a text is not accepted as JSON that everybody reads alike.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are not UTF-8.
    #[error("the JSON text is not UTF-8 at byte {offset}")]
    Utf8 {
        /// The first byte that does not fit.
        offset: usize,
    },
    /// The text begins with a byte order mark.
    #[error("the JSON text begins with a byte order mark")]
    ByteOrderMark,
    /// An object names a key twice.
    #[error("the key `{}` stands twice in one object", shown(key))]
    DuplicateKey {
        /// The key, unescaped.
        key: String,
    },
    /// A key that JSON libraries reserve for themselves.
    #[error("the key `{}` is reserved", shown(key))]
    ReservedKey {
        /// The key, unescaped.
        key: String,
    },
    /// A number that is not an integer within ±(2^53 − 1).
    #[error("the number {number} is not an integer between -(2^53 - 1) and 2^53 - 1")]
    Number {
        /// The number as it was read.
        number: String,
    },
    /// Arrays and objects nest too deep.
    #[error("arrays and objects nest deeper than {MAX_DEPTH} levels")]
    Depth,
    /// Not JSON at all, or something follows the value.
    #[error("the text is not one JSON value")]
    Json {
        /// What the parser said.
        source: serde_json::Error,
    },
}

impl Error {
    /// What the reader can do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Number { .. } => Some("write shares, scores, thresholds and seeds as strings".to_owned()),
            Error::ByteOrderMark => Some("save the file as UTF-8 without a byte order mark".to_owned()),
            _ => None,
        }
    }
}

/// Accepts exactly one JSON value, with nothing but white space around it: UTF-8 without a byte order mark, no key
/// twice in one object at any depth, integers within ±(2^53 − 1) as the only numbers, at most [`MAX_DEPTH`] levels.
pub fn check(bytes: &[u8]) -> Result<(), Error> {
    examine(bytes, Numbers::SafeIntegers)
}

/// The same as [`check`], but any number passes. For wrappers whose unknown fields must be ignored.
pub fn check_structure(bytes: &[u8]) -> Result<(), Error> {
    examine(bytes, Numbers::Any)
}

#[derive(Clone, Copy, PartialEq)]
enum Numbers {
    SafeIntegers,
    Any,
}

fn examine(bytes: &[u8], numbers: Numbers) -> Result<(), Error> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Err(Error::ByteOrderMark);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Error::Utf8 { offset: error.valid_up_to() })?;
    let mut fault = None;
    let mut parser = serde_json::Deserializer::from_str(text);
    let read = Examiner { depth: 0, numbers, fault: &mut fault }.deserialize(&mut parser).and_then(|()| parser.end());
    match (fault, read) {
        (Some(fault), _) => Err(fault),
        (None, Err(source)) => Err(Error::Json { source }),
        (None, Ok(())) => Ok(()),
    }
}

/// Walks a value and keeps nothing but the first fault.
struct Examiner<'a> {
    depth: usize,
    numbers: Numbers,
    fault: &'a mut Option<Error>,
}

impl Examiner<'_> {
    /// Remembers our own error, and stops the parser with one of its kind.
    fn refuse<E: de::Error>(&mut self, error: Error) -> E {
        let stop = E::custom(&error);
        *self.fault = Some(error);
        stop
    }

    fn number<E: de::Error>(&mut self, safe: bool, number: impl fmt::Display) -> Result<(), E> {
        match safe || self.numbers == Numbers::Any {
            true => Ok(()),
            false => Err(self.refuse(Error::Number { number: number.to_string() })),
        }
    }

    fn inner(&mut self) -> Examiner<'_> {
        Examiner { depth: self.depth + 1, numbers: self.numbers, fault: self.fault }
    }
}

impl<'de> DeserializeSeed<'de> for Examiner<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Examiner<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: de::Error>(mut self, number: u64) -> Result<(), E> {
        self.number(number <= MAX_INTEGER, number)
    }

    fn visit_i64<E: de::Error>(mut self, number: i64) -> Result<(), E> {
        self.number(number.unsigned_abs() <= MAX_INTEGER, number)
    }

    // A fraction, an exponent, a negative zero, or an integer beyond 64 bits.
    fn visit_f64<E: de::Error>(mut self, number: f64) -> Result<(), E> {
        self.number(false, format_args!("{number:e}"))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(Error::Depth));
        }
        while values.next_element_seed(self.inner())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(Error::Depth));
        }
        let mut keys = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            // serde_json gives such keys a meaning of their own when some crate turns its optional features on.
            if key.starts_with("$serde_json::private::") {
                return Err(self.refuse(Error::ReservedKey { key }));
            }
            entries.next_value_seed(self.inner())?;
            if let Some(key) = keys.replace(key) {
                return Err(self.refuse(Error::DuplicateKey { key }));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        check(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn ordinary_json_passes() {
        for text in ["{}", " [1, -2, 0]\n", r#"{"a":{"a":null},"b":[{"a":true},{"a":"1.5"}]}"#, "9007199254740991"] {
            assert!(check(text.as_bytes()).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_key_may_not_stand_twice_at_any_depth_however_it_is_escaped() {
        assert_eq!(fault(r#"{"a":1,"a":1}"#), "the key `a` stands twice in one object");
        assert_eq!(fault(r#"{"x":[{"y":{"a":1,"\u0061":2}}]}"#), "the key `a` stands twice in one object");
    }

    #[test]
    fn only_integers_that_a_double_can_hold_pass() {
        let words = "is not an integer between -(2^53 - 1) and 2^53 - 1";
        assert_eq!(fault("[9007199254740993]"), format!("the number 9007199254740993 {words}"));
        assert_eq!(fault("[9007199254740992]"), format!("the number 9007199254740992 {words}"));
        assert_eq!(fault("-9007199254740992"), format!("the number -9007199254740992 {words}"));
        assert_eq!(fault("1.0"), format!("the number 1e0 {words}"));
        assert_eq!(fault("1e2"), format!("the number 1e2 {words}"));
        assert_eq!(fault("-0"), format!("the number -0e0 {words}"));
        assert_eq!(fault("18446744073709551616"), format!("the number 1.8446744073709552e19 {words}"));
        assert!(check(b"[-9007199254740991]").is_ok());
    }

    #[test]
    fn nothing_may_stand_before_or_after_the_value() {
        assert!(matches!(check(b"\xef\xbb\xbf{}"), Err(Error::ByteOrderMark)));
        assert!(matches!(check(b"{}{}"), Err(Error::Json { .. })));
        assert!(matches!(check(b"{} x"), Err(Error::Json { .. })));
        assert!(matches!(check(b"{}\0"), Err(Error::Json { .. })));
        assert!(matches!(check(b""), Err(Error::Json { .. })));
        assert!(matches!(check(b"{\"a\":\"\xff\"}"), Err(Error::Utf8 { offset: 6 })));
        assert!(matches!(check(br#"["\ud800"]"#), Err(Error::Json { .. })));
    }

    #[test]
    fn sixty_four_levels_pass_and_sixty_five_do_not() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(check(nested(64).as_bytes()).is_ok());
        assert!(matches!(check(nested(65).as_bytes()), Err(Error::Depth)));
        assert!(matches!(check(nested(100_000).as_bytes()), Err(Error::Depth)));
        let objects = |levels: usize| format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
        assert!(check(objects(64).as_bytes()).is_ok());
        assert!(matches!(check(objects(65).as_bytes()), Err(Error::Depth)));
    }

    #[test]
    fn keys_that_the_json_library_reserves_are_refused() {
        assert!(matches!(check(br#"{"$serde_json::private::Number":"1.5"}"#), Err(Error::ReservedKey { .. })));
    }

    #[test]
    fn the_structure_check_lets_any_number_pass_but_no_duplicate() {
        assert!(check_structure(br#"{"a":1.5,"b":1e300}"#).is_ok());
        assert!(matches!(check_structure(br#"{"a":1.5,"a":2}"#), Err(Error::DuplicateKey { .. })));
    }
}
