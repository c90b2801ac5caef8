//! Files to the manifest that a statement is about: one line per file, in one possible form only.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::shown;
use super::strict::{self, MAX_INTEGER};
use crate::model::Source;

/// The longest line a manifest may have, in bytes.
pub const MAX_LINE: usize = 64 * 1024;

/// The longest name a manifest may hold, in bytes.
pub const MAX_NAME: usize = 4096;

/// Why a list of files is not a manifest.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name that could point outside the folder, or mean different files on different systems.
    #[error("the file name `{}` {reason}", shown(name))]
    Name {
        /// The name as given.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Names that stand more than once.
    #[error("more than one file has the name {}", quoted(names))]
    Duplicate {
        /// Each such name once, sorted.
        names: Vec<String>,
    },
    /// Two names that some file systems take for one.
    #[error("the file names `{}` and `{}` differ only in case or in Unicode form", shown(first), shown(second))]
    Alike {
        /// The one that sorts first.
        first: String,
        /// The other.
        second: String,
    },
    /// A digest that is not 64 lowercase hex digits.
    #[error("the digest of `{}` is not 64 lowercase hex digits", shown(name))]
    Digest {
        /// The file's name.
        name: String,
    },
    /// A size that not every JSON reader can hold.
    #[error("the size of `{}` is more than 2^53 - 1", shown(name))]
    Size {
        /// The file's name.
        name: String,
    },
    /// A line that is too long, or the last one without its end.
    #[error("manifest line {line} {reason}")]
    Line {
        /// 1-based.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A line that is not the JSON a manifest line must be.
    #[error("manifest line {line} is not JSON that every parser reads alike")]
    Strict {
        /// 1-based.
        line: usize,
        /// What is wrong with it.
        source: strict::Error,
    },
    /// A line with other fields than name, size and sha256.
    #[error("manifest line {line} does not name a file")]
    Fields {
        /// 1-based.
        line: usize,
        /// What the parser said.
        source: serde_json::Error,
    },
}

impl Error {
    /// What the reader can do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Duplicate { .. } | Error::Alike { .. } => {
                Some("give one of them another name with `NAME=PATH`".to_owned())
            }
            Error::Name { .. } => Some("rename the file, or give it a name with `NAME=PATH`".to_owned()),
            Error::Line { .. } | Error::Fields { .. } => {
                Some("a line is `{\"name\":…,\"size\":…,\"sha256\":…}` without spaces, lines sorted by name".to_owned())
            }
            Error::Strict { source, .. } => source.hint(),
            Error::Digest { .. } | Error::Size { .. } => None,
        }
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{}`", shown(name))).collect::<Vec<_>>().join(", ")
}

/// One file: what it is called, how long it is, and what its bytes hash to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// A relative path with `/` between its parts.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in lowercase hex.
    pub sha256: String,
}

/// Files in the order of their names' UTF-8 bytes; no two have the same name on any file system, every name is a safe
/// relative path. Equal sets of files have equal manifests, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    entries: Vec<Entry>,
}

impl Manifest {
    /// Sorts the entries; refuses what [`Manifest::parse`] would refuse.
    pub fn new(mut entries: Vec<Entry>) -> Result<Self, Error> {
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let mut names: Vec<_> =
            entries.windows(2).filter(|pair| pair[0].name == pair[1].name).map(|pair| pair[0].name.clone()).collect();
        names.dedup();
        if !names.is_empty() {
            return Err(Error::Duplicate { names });
        }
        entries.iter().try_for_each(check_entry)?;
        check_alike(&entries)?;
        Ok(Self { entries })
    }

    /// The manifest of files that were read.
    pub fn from_sources(sources: &[Source]) -> Result<Self, Error> {
        let entry =
            |source: &Source| Entry { name: source.name.clone(), size: source.size, sha256: source.sha256.clone() };
        Self::new(sources.iter().map(entry).collect())
    }

    /// Reads what [`Manifest::to_jsonl`] writes and nothing else: whatever parses is written back byte for byte, so
    /// a set of files has one manifest and one digest.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let mut entries: Vec<Entry> = Vec::new();
        for (at, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
            let number = at + 1;
            let refused = |reason| Error::Line { line: number, reason };
            if line.len() > MAX_LINE {
                return Err(refused("is longer than 64 KiB"));
            }
            let line = line.strip_suffix(b"\n").ok_or_else(|| refused("does not end with a line feed"))?;
            strict::check(line).map_err(|source| Error::Strict { line: number, source })?;
            let entry: Entry = serde_json::from_slice(line).map_err(|source| Error::Fields { line: number, source })?;
            if to_line(&entry).as_bytes() != line {
                return Err(refused("is not in the one form a manifest line has"));
            }
            match entries.last().map(|last| last.name.cmp(&entry.name)) {
                Some(std::cmp::Ordering::Greater) => return Err(refused("is not sorted by name")),
                Some(std::cmp::Ordering::Equal) => return Err(Error::Duplicate { names: vec![entry.name] }),
                Some(std::cmp::Ordering::Less) | None => entries.push(entry),
            }
        }
        Self::new(entries)
    }

    /// The files, sorted by name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The text whose SHA-256 is the statement's subject: one line of compact JSON per file, each ended by LF.
    pub fn to_jsonl(&self) -> String {
        self.entries.iter().map(|entry| to_line(entry) + "\n").collect()
    }

    /// The sum of all sizes.
    pub fn bytes(&self) -> u64 {
        self.entries.iter().fold(0, |sum, entry| sum.saturating_add(entry.size))
    }

    /// What has to change for `found` to be this manifest, by name. Empty only if the two are equal.
    pub fn difference(&self, found: &Manifest) -> Vec<Difference> {
        let (mut ours, mut theirs) = (self.entries.iter().peekable(), found.entries.iter().peekable());
        let mut differences = Vec::new();
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (None, None) => return differences,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(our), Some(their)) => our.name.cmp(&their.name),
            };
            let our = ours.next_if(|_| order.is_le());
            let their = theirs.next_if(|_| order.is_ge());
            differences.extend(match (our, their) {
                (Some(our), None) => Some(Difference::Missing(our.name.clone())),
                (None, Some(their)) => Some(Difference::Extra(their.name.clone())),
                (Some(our), Some(their)) if our != their => {
                    Some(Difference::Changed { expected: our.clone(), found: their.clone() })
                }
                _ => None,
            });
        }
    }
}

/// One way in which a folder is not what its manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The manifest names a file that is not there.
    Missing(String),
    /// A file is there that the manifest does not name.
    Extra(String),
    /// The file has other bytes.
    Changed {
        /// What the manifest says.
        expected: Entry,
        /// What is there.
        found: Entry,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Missing(name) => write!(f, "`{}` is missing", shown(name)),
            Difference::Extra(name) => write!(f, "`{}` is not in the manifest", shown(name)),
            Difference::Changed { expected, found } if expected.size != found.size => {
                write!(f, "`{}` has {} bytes instead of {}", shown(&found.name), found.size, expected.size)
            }
            Difference::Changed { found, .. } => {
                write!(f, "`{}` has the expected size but other bytes", shown(&found.name))
            }
        }
    }
}

fn to_line(entry: &Entry) -> String {
    // By hand, so that no serializer setting can change a digest.
    let name = serde_json::Value::from(entry.name.as_str());
    format!("{{\"name\":{name},\"size\":{},\"sha256\":\"{}\"}}", entry.size, entry.sha256)
}

fn check_entry(entry: &Entry) -> Result<(), Error> {
    let name = || entry.name.clone();
    if let Some(reason) = unsafe_name(&entry.name) {
        return Err(Error::Name { name: name(), reason });
    }
    if !is_sha256_hex(&entry.sha256) {
        return Err(Error::Digest { name: name() });
    }
    if entry.size > MAX_INTEGER {
        return Err(Error::Size { name: name() });
    }
    Ok(())
}

/// What makes a name more than a plain path below a folder; `None` when it is safe everywhere.
fn unsafe_name(name: &str) -> Option<&'static str> {
    let dangerous = |c: char| c.is_control() || c == '\\' || c == ':';
    match name {
        "" => Some("is empty"),
        _ if name.len() > MAX_NAME => Some("is longer than 4096 bytes"),
        _ if name.starts_with('/') => Some("is not relative"),
        _ if name.contains(dangerous) => Some("contains a backslash, a colon or a control character"),
        _ if name.split('/').any(str::is_empty) => Some("has an empty part"),
        _ if name.split('/').any(|part| part == "." || part == "..") => Some("has a part `.` or `..`"),
        _ => None,
    }
}

/// Refuses names that a file system without case, or with another Unicode form, takes for one.
fn check_alike(entries: &[Entry]) -> Result<(), Error> {
    let mut seen: HashMap<String, &str> = HashMap::with_capacity(entries.len());
    for entry in entries {
        if let Some(first) = seen.insert(folded(&entry.name), &entry.name) {
            return Err(Error::Alike { first: first.to_owned(), second: entry.name.clone() });
        }
    }
    Ok(())
}

/// The name without case and in NFC. Upper case first, because `ſ`, `ß` and `ς` have no lower case of their own.
fn folded(name: &str) -> String {
    name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// Whether `text` is a SHA-256 as manifests and statements write it: 64 lowercase hex digits.
pub fn is_sha256_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The SHA-256 of `bytes` in lowercase hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes).into())
}

/// The size and the SHA-256 of a file, read once from beginning to end in pieces.
pub fn hash_file(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok((size, hex(&hasher.finalize().into()))),
            Ok(length) => {
                hasher.update(&piece[..length]);
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn hex(hash: &[u8; 32]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    hash.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod tests;
