//! Content keys: what an item says, whatever file it came from.

use sha2::{Digest, Sha256};

use super::normalize;
use crate::model::Item;

/// The key of an item: SHA-256 over its normalised question, choices in source order, answer and passage, each with
/// its length in bytes as a big-endian u64 before it; before the choices stands their
/// number, in decimal, as a part of its own. Lowercase hex.
pub fn item_key(item: &Item) -> String {
    let choices: Vec<_> = item.choices.iter().map(|choice| normalize(choice)).collect();
    key(&item.question, &choices, item.answer.as_deref(), item.passage.as_deref())
}

/// The key for logs that shuffle choices or lack the answer: choices sorted, answer left out.
pub fn shuffled_key(item: &Item) -> String {
    let mut choices: Vec<_> = item.choices.iter().map(|choice| normalize(choice)).collect();
    choices.sort();
    key(&item.question, &choices, None, item.passage.as_deref())
}

fn key(question: &str, choices: &[String], answer: Option<&str>, passage: Option<&str>) -> String {
    let mut sha = Sha256::new();
    let mut part = |text: &str| {
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text.as_bytes());
    };
    part(&normalize(question));
    part(&choices.len().to_string());
    choices.iter().for_each(|choice| part(choice));
    part(&normalize(answer.unwrap_or_default()));
    part(&normalize(passage.unwrap_or_default()));
    hex(&sha.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    fn item(question: &str, choices: &[&str], answer: &str) -> Item {
        Item {
            benchmark: "b".into(),
            revision: None,
            subset: None,
            split: None,
            role: Role::Unknown,
            item_id: "1".into(),
            row: 1,
            question: question.into(),
            choices: choices.iter().map(|&c| c.into()).collect(),
            answer: Some(answer.into()),
            passage: None,
            source_file: "f".into(),
            withheld: false,
        }
    }

    #[test]
    fn keys_see_words_not_layout() {
        let a = item("How many legs?", &["Two", "Four"], "Four");
        assert_eq!(item_key(&a), item_key(&item("how MANY -- legs", &["two", "four"], "four!")));
        assert_ne!(item_key(&a), item_key(&item("How many legs?", &["Four", "Two"], "Four")));
        assert_ne!(item_key(&a), item_key(&item("How many legs? Two", &["Four"], "Four")));
    }

    #[test]
    fn the_shuffled_key_forgets_order_and_answer() {
        let a = item("How many legs?", &["Two", "Four"], "Four");
        assert_eq!(shuffled_key(&a), shuffled_key(&item("How many legs?", &["Four", "Two"], "")));
    }

    #[test]
    fn the_key_is_the_one_the_documentation_gives() {
        // sha256 of: u64be(1) "a" u64be(1) "0" u64be(1) "b" u64be(0)
        let mut bytes = Vec::new();
        for part in ["a", "0", "b", ""] {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part.as_bytes());
        }
        assert_eq!(item_key(&item("A", &[], "B.")), hex(&Sha256::digest(&bytes)));
    }
}
