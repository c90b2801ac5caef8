//! Documents against items: an index over all item fields, and the matcher that finds what a document repeats.
//!
//! The index cuts every field into *units* (the distinct texts of one benchmark) and picks *seeds* among their
//! 5-grams. The matcher looks a document's 5-grams up, compares the tokens of every hit, extends it to a maximal run,
//! chains the runs of a unit that stand in order, and keeps what passes the evidence floor.
//!
//! Two promises, both tested: every run of [`RUN_WORDS`] or more equal tokens is found, whatever else is loaded; and
//! nothing about one benchmark depends on which other benchmarks are loaded.

mod assay;
mod chain;
mod companion;
mod family;
mod index;
mod matcher;
mod seeds;
mod units;
mod vocabulary;

pub use assay::{Document, DocumentOverlap, FieldEvidence, GramRun, Scratch, Segment};
pub use index::{FieldFacts, Index};

/// The n of the n-grams that may start a match.
pub const SEED_WORDS: usize = 5;

/// A run of this many words is evidence by itself, and is never missed.
pub const RUN_WORDS: usize = 8;

/// Or a run with this many letters and digits.
pub const RUN_LETTERS: usize = 50;

/// Or a chain that covers this share of the field's weight, in percent.
pub const WEIGHT_PERCENT: u64 = 50;

/// A 5-gram in more than this many items of one benchmark is a template: it may only extend, it weighs less,
/// and a run made of templates alone is no evidence.
pub const FAMILY_LIMIT: u32 = 16;

/// A 5-gram rarer than this in ordinary text, in bits, may always start a match.
pub const SEED_BITS: u32 = 40;

/// A choice or an answer of at least this many words is looked for on its own; a shorter one only near its question.
pub const ALONE_WORDS: usize = 8;

/// The longest gap between two runs of a chain, in tokens, on either side.
pub const CHAIN_GAP: u32 = 64;

/// The distance in tokens within which fields of one item belong together.
pub const NEAR_TOKENS: u32 = 128;

/// The most runs of one unit, and of one n-gram, that are kept for one document; more mark the evidence as truncated.
pub const RUN_CAP: usize = 4096;

/// The most (item, field, segment) rows for one document; more mark all of them as truncated.
pub const EVIDENCE_CAP: usize = 262_144;

/// The n for which the number of documents is counted at every item position.
pub const POSITION_NS: &[u32] = &[8, 9, 10, 11, 12, 13];
