//! The pinned background: how rare a word is in ordinary English, so that a match weighs what it tells.
//!
//! The table ships with the program and never depends on what was loaded, so a weight is the same in every audit.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

use super::class::{Class, entry};

const TABLE: &str = include_str!("../../assets/background-en-v1.tsv");

/// What a token of a script that is written without spaces weighs: one character is far less than a word.
const UNSPACED_BITS: f64 = 9.0;

/// The surprisal of words, in bits, from a table that is named, hashed and never changed under its name.
#[derive(Debug)]
pub struct Background {
    centibits: HashMap<&'static str, u16>,
    floor: u16,
}

impl Background {
    /// The table's name, as signed into `params.json` beside [`Background::sha256`].
    pub const NAME: &str = "background-en-v1";

    /// The table, parsed at the first call.
    pub fn pinned() -> &'static Background {
        static PINNED: OnceLock<Background> = OnceLock::new();
        PINNED.get_or_init(|| Background::parse(TABLE).expect("a test reads every line of the table that ships"))
    }

    fn parse(table: &'static str) -> Option<Background> {
        let mut centibits = HashMap::with_capacity(32_768);
        let mut floor = None;
        for line in table.lines() {
            if let Some(value) = line.strip_prefix("# floor_centibits\t") {
                floor = Some(value.parse().ok()?);
            } else if !line.starts_with('#') {
                let (word, value) = line.split_once('\t')?;
                centibits.insert(word, value.parse().ok()?);
            }
        }
        Some(Background { centibits, floor: floor? })
    }

    /// The SHA-256 of the table's bytes, in lowercase hex.
    pub fn sha256(&self) -> String {
        Sha256::digest(TABLE).iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a `String` has no error to report.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// How many bits it tells to meet `folded_token`, a token as [`tokenize`](super::tokenize) yields it.
    ///
    /// Numbers go by their digits (7, 9, 11, then 13 bits), a character of a script without spaces is 9 bits, and
    /// whatever else the table does not hold is a little rarer than the rarest word in it. Always finite and positive.
    pub fn bits(&self, folded_token: &str) -> f64 {
        if let Some(&centibits) = self.centibits.get(folded_token) {
            return f64::from(centibits) / 100.0;
        }
        if !folded_token.is_empty() && folded_token.chars().all(char::is_numeric) {
            return match folded_token.chars().count() {
                1 => 7.0,
                2 => 9.0,
                3 => 11.0,
                _ => 13.0,
            };
        }
        match folded_token.chars().next() {
            // Only its own marks can follow such a character within a token.
            Some(first) if entry(first).class == Class::Unspaced => UNSPACED_BITS,
            _ => f64::from(self.floor) / 100.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_weigh_little_and_rare_words_much() {
        let background = Background::pinned();
        for (word, bits) in [
            ("the", 4.19),
            ("of", 5.02),
            ("which", 8.69),
            ("school", 12.23),
            ("triangle", 14.82),
            ("photosynthesis", 19.26),
        ] {
            assert_eq!(background.bits(word), bits, "{word}");
        }
    }

    #[test]
    fn a_word_outside_the_table_weighs_more_than_every_word_in_it() {
        let background = Background::pinned();
        assert_eq!(background.bits("zyzzyvaish"), 20.86);
        assert_eq!(background.bits("x86"), 20.86);
        assert_eq!(background.bits(""), 20.86);
        assert!(background.centibits.values().all(|&centibits| centibits < background.floor));
    }

    #[test]
    fn a_number_weighs_by_its_digits() {
        let background = Background::pinned();
        for (number, bits) in [("7", 7.0), ("42", 9.0), ("365", 11.0), ("1984", 13.0), ("31415926", 13.0), ("٤٢", 9.0)]
        {
            assert_eq!(background.bits(number), bits, "{number}");
        }
    }

    #[test]
    fn a_character_of_a_script_without_spaces_weighs_nine_bits() {
        let background = Background::pinned();
        for token in ["水", "の", "ก", "ก\u{e48}"] {
            assert_eq!(background.bits(token), 9.0, "{token}");
        }
        assert_eq!(background.bits("вода"), 20.86);
    }

    #[test]
    fn the_table_is_sorted_by_bytes_and_holds_each_folded_word_once() {
        let words: Vec<&str> =
            TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()).collect();
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(words.len(), Background::pinned().centibits.len());
        assert_eq!(words.len(), 29_000);
        for word in words {
            assert_eq!(super::super::normalize(word), word);
        }
    }

    #[test]
    fn the_table_is_the_one_that_the_notice_names() {
        let notice = include_str!("../../assets/NOTICE.md");
        assert!(notice.contains(&format!("`{}`", Background::pinned().sha256())));
        assert!(TABLE.starts_with(&format!("# {}:", Background::NAME)));
    }
}
