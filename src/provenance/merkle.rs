//! Rows to one hash: the SHA-256 Merkle tree of RFC 6962 and RFC 9162.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::manifest::hex;

/// The name written beside every root, so that a reader can recompute it.
pub const SCHEME: &str = "rfc6962-sha256";

/// A tree's root as the statement holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Root {
    /// How the root is made: [`SCHEME`].
    pub scheme: String,
    /// How many leaves the tree has.
    pub tree_size: u64,
    /// The root in lowercase hex.
    pub root_hash: String,
}

/// A Merkle tree that is built leaf by leaf and keeps one hash per level. The order of the leaves is part of the root.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Roots of the complete subtrees so far, the largest first: one per set bit of `len`.
    peaks: Vec<[u8; 32]>,
    len: u64,
}

impl Tree {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends one leaf.
    pub fn push(&mut self, leaf: &[u8]) {
        let mut hash: [u8; 32] = Sha256::new().chain_update([0]).chain_update(leaf).finalize().into();
        // Every trailing one of the old length is a subtree as large as the one in hand.
        for _ in 0..self.len.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(left, hash);
            }
        }
        self.peaks.push(hash);
        self.len += 1;
    }

    /// How many leaves were pushed.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether no leaf was pushed yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The root of the leaves so far in lowercase hex; without leaves, the hash of nothing.
    pub fn root_hex(&self) -> String {
        let root = self.peaks.iter().rev().copied().reduce(|right, left| node(left, right));
        hex(&root.unwrap_or_else(|| Sha256::digest(b"").into()))
    }

    /// The root of the leaves so far as the statement holds it.
    pub fn root(&self) -> Root {
        Root { scheme: SCHEME.to_owned(), tree_size: self.len, root_hash: self.root_hex() }
    }
}

impl<L: AsRef<[u8]>> FromIterator<L> for Tree {
    fn from_iter<I: IntoIterator<Item = L>>(leaves: I) -> Self {
        let mut tree = Tree::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf.as_ref()));
        tree
    }
}

fn node(left: [u8; 32], right: [u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The leaf of a table row: compact JSON, one object, the columns in the order given, which is the schema's. Every
/// number stands as a decimal string (a float as its shortest exact form without exponent), so that a reader's number
/// type cannot change the hash. Objects inside a value have their keys sorted by UTF-8 bytes.
pub fn row_leaf(row: &[(&str, Value)]) -> Vec<u8> {
    let mut leaf = String::from("{");
    write_members(&mut leaf, row.iter().map(|(column, value)| (*column, value)));
    leaf.into_bytes()
}

fn write_members<'a>(out: &mut String, members: impl Iterator<Item = (&'a str, &'a Value)>) {
    for (at, (key, value)) in members.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_string(out, key);
        out.push(':');
        write_value(out, value);
    }
    out.push('}');
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_string(out, &decimal(number)),
        Value::String(text) => write_string(out, text),
        Value::Array(values) => {
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_value(out, value);
            }
            out.push(']');
        }
        Value::Object(members) => {
            // Sorted here, because the map's own order depends on a feature that any crate may turn on.
            let mut members: Vec<_> = members.iter().map(|(key, value)| (key.as_str(), value)).collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            write_members(out, members.into_iter());
        }
    }
}

fn decimal(number: &serde_json::Number) -> String {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(count), _, _) => count.to_string(),
        (_, Some(count), _) => count.to_string(),
        (_, _, Some(score)) => score.to_string(),
        _ => number.to_string(),
    }
}

fn write_string(out: &mut String, text: &str) {
    out.push_str(&Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// The leaves of Certificate Transparency's own reference test.
    fn ct_leaves() -> Vec<Vec<u8>> {
        let hex = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        hex.iter().map(|leaf| leaf.as_bytes().chunks(2).map(byte).collect()).collect()
    }

    #[test]
    fn roots_are_those_of_certificate_transparency() {
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        for (size, root) in roots.into_iter().enumerate() {
            let tree: Tree = ct_leaves().into_iter().take(size).collect();
            assert_eq!((tree.len(), tree.root_hex().as_str()), (size as u64, root));
        }
    }

    #[test]
    fn the_root_of_one_leaf_is_not_its_plain_hash() {
        let tree: Tree = ["a"].iter().collect();
        assert_ne!(tree.root_hex(), hex(&Sha256::digest("a").into()));
    }

    #[test]
    fn a_row_is_compact_json_in_column_order_with_numbers_as_strings() {
        let row = [
            ("zebra", json!(1)),
            ("apple", json!(null)),
            ("score", json!(0.1)),
            ("whole", json!(1.0)),
            ("small", json!(1e-7)),
            ("least", json!(i64::MIN)),
            ("most", json!(u64::MAX)),
            ("runs", json!([{"b": 2, "a": true}, []])),
            ("text", json!("ü\n\"")),
        ];
        assert_eq!(
            String::from_utf8(row_leaf(&row)).unwrap(),
            r#"{"zebra":"1","apple":null,"score":"0.1","whole":"1","small":"0.0000001","least":"-9223372036854775808","#
                .to_owned()
                + r#""most":"18446744073709551615","runs":[{"a":true,"b":"2"},[]],"text":"ü\n\""}"#
        );
        assert_eq!(row_leaf(&[]), b"{}");
    }

    proptest! {
        #[test]
        fn roots_equal_those_of_an_independent_tree(
            leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..130),
        ) {
            let mut oracle = ct_merkle::mem_backed_tree::MemoryBackedTree::<Sha256, Vec<u8>>::new();
            leaves.iter().for_each(|leaf| oracle.push(leaf.clone()));
            let tree: Tree = leaves.iter().collect();
            let expected: String = oracle.root().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            prop_assert_eq!(tree.root_hex(), expected);
        }
    }
}
