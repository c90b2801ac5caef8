//! The nouns of an audit: what is read, what is compared, what is found. No rule lives here.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The version of the audit folder's tables; written into every table file and into the statement.
pub const SCHEMA_VERSION: u32 = 1;

/// A half-open range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes of `text` that the span names; `None` when it does not fit the text.
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }
}

/// One input file as it was read: its public name, where it lies, and what it weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Last component of the argument, `/`, path below it. Unique within one side of an audit.
    pub name: String,
    /// Where it was found; never written into a table.
    pub path: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in lowercase hex.
    pub sha256: String,
}

/// A record or file that could not be judged, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The source's name.
    pub file: String,
    /// 1-based record number where one is known.
    pub row: Option<u64>,
    /// Offset into the (decompressed) bytes where one is known.
    pub byte_offset: Option<u64>,
    /// A permanent kebab-case code, such as `invalid-utf8`.
    pub reason: &'static str,
    /// One sentence for a person.
    pub message: String,
}

/// What a benchmark's authors meant a split for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Meant for training.
    Train,
    /// Meant for tuning: dev, validation.
    Dev,
    /// Meant for measuring.
    Test,
    /// Not said.
    Unknown,
}

impl Role {
    /// The role that a split's name tells.
    pub fn of_split(split: Option<&str>) -> Self {
        let Some(split) = split else { return Role::Unknown };
        match split.trim().to_ascii_lowercase().as_str() {
            s if s.contains("train") => Role::Train,
            "dev" | "val" | "valid" | "validation" => Role::Dev,
            s if s.starts_with("test") => Role::Test,
            _ => Role::Unknown,
        }
    }

    /// The word the tables hold.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Train => "train",
            Role::Dev => "dev",
            Role::Test => "test",
            Role::Unknown => "unknown",
        }
    }
}

/// One question of a benchmark, as its authors publish it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The benchmark's name.
    pub benchmark: String,
    /// The published revision, where one is known.
    pub revision: Option<String>,
    /// The configuration within the benchmark, such as an AGIEval task.
    pub subset: Option<String>,
    /// The split's own name.
    pub split: Option<String>,
    /// What the split is meant for.
    pub role: Role,
    /// The benchmark's own id, else `<subset>/<0-based row>`.
    pub item_id: String,
    /// 1-based row in the source file.
    pub row: u64,
    /// What is asked.
    pub question: String,
    /// The options in source order.
    pub choices: Vec<String>,
    /// The expected answer as text.
    pub answer: Option<String>,
    /// A source text that the question is about.
    pub passage: Option<String>,
    /// The name of the file it came from.
    pub source_file: String,
    /// Whether its text must stay out of every table and report.
    pub withheld: bool,
}

impl Item {
    /// The text of one field; `None` when the item has no such field.
    pub fn text(&self, field: Field) -> Option<&str> {
        match field {
            Field::Question => Some(&self.question),
            Field::Choice(k) => self.choices.get(usize::from(k)).map(String::as_str),
            Field::Answer => self.answer.as_deref(),
            Field::Passage => self.passage.as_deref(),
        }
    }

    /// Every field the item has, in table order.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        let choices = (0..self.choices.len()).map(|k| Field::Choice(u16::try_from(k).unwrap_or(u16::MAX)));
        std::iter::once(Field::Question)
            .chain(choices)
            .chain(self.answer.iter().map(|_| Field::Answer))
            .chain(self.passage.iter().map(|_| Field::Passage))
    }
}

/// The part of an item that a piece of evidence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What is asked.
    Question,
    /// The k-th option, from 0 in source order.
    Choice(u16),
    /// The expected answer.
    Answer,
    /// The source text.
    Passage,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Question => f.write_str("question"),
            Field::Choice(k) => write!(f, "choice:{k}"),
            Field::Answer => f.write_str("answer"),
            Field::Passage => f.write_str("passage"),
        }
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "question" => Ok(Field::Question),
            "answer" => Ok(Field::Answer),
            "passage" => Ok(Field::Passage),
            _ => word
                .strip_prefix("choice:")
                .and_then(|k| k.parse().ok())
                .map(Field::Choice)
                .ok_or_else(|| format!("unknown field `{word}`")),
        }
    }
}

/// A maximal stretch of equal tokens in a document and an item field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Run {
    /// First token in the field, from 0.
    pub item_token: u32,
    /// First token in the document, from 0.
    pub doc_token: u64,
    /// Length in tokens.
    pub token_count: u32,
    /// First byte in the segment.
    pub start: u64,
    /// One past the last byte in the segment.
    pub end: u64,
    /// Runs with one number belong together, across the fields of an item too.
    pub chain: u32,
}

/// An exact share. Never reduced: the counts themselves are the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Share {
    /// What was counted.
    pub numerator: u64,
    /// Out of how many.
    pub denominator: u64,
}

/// What a policy says of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Left out by a person's decision, with a reason.
    Excluded,
    /// Nothing in the item can be told from ordinary text under this policy.
    Unscannable,
    /// Scanned, and nothing passes. The best verdict there is.
    NoOverlap,
    /// Something a person should look at.
    Suspect,
    /// The policy calls it leaked.
    Overlap,
}

impl Verdict {
    /// The word the tables hold.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Excluded => "excluded",
            Verdict::Unscannable => "unscannable",
            Verdict::NoOverlap => "no-overlap",
            Verdict::Suspect => "suspect",
            Verdict::Overlap => "overlap",
        }
    }
}

impl FromStr for Verdict {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        [Verdict::Excluded, Verdict::Unscannable, Verdict::NoOverlap, Verdict::Suspect, Verdict::Overlap]
            .into_iter()
            .find(|verdict| verdict.as_str() == word)
            .ok_or_else(|| format!("unknown verdict `{word}`"))
    }
}

/// The result a statement bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Outcome {
    /// Everything read, nothing denied, nothing suspect.
    Passed,
    /// Something is suspect, or something could not be read.
    Warned,
    /// The policy denies.
    Failed,
}

impl Outcome {
    /// The word the statement holds.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Passed => "PASSED",
            Outcome::Warned => "WARNED",
            Outcome::Failed => "FAILED",
        }
    }
}
