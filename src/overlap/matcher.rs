//! Seed, verify, extend: a document's tokens to its maximal runs of tokens shared with units.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::index::Index;
use super::seeds::Posting;
use super::vocabulary::{FOREIGN, TokenId};
use super::{RUN_CAP, SEED_WORDS};
use crate::text::Tokens;

/// A maximal stretch of equal tokens; positions are token numbers in the unit and in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnitRun {
    pub(super) unit: u32,
    pub(super) doc: u32,
    pub(super) item: u32,
    pub(super) len: u32,
}

impl UnitRun {
    pub(super) fn doc_end(&self) -> u32 {
        self.doc + self.len
    }

    pub(super) fn item_end(&self) -> u32 {
        self.item + self.len
    }
}

/// A fast hasher for keys that are already well spread after one multiplication.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(u64::from(key));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = (self.0.rotate_left(5) ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 29;
    }
}

type KeyMap<K, V> = HashMap<K, V, BuildHasherDefault<KeyHasher>>;

/// A tokenised document, with the numbers of its tokens found out as they are asked for.
#[derive(Debug, Default)]
pub(super) struct DocumentTokens {
    pub(super) tokens: Tokens,
    hashes: Vec<u64>,
    ids: Vec<TokenId>,
    /// First token of each segment, and the number of tokens at the end.
    pub(super) bounds: Vec<u32>,
}

/// Not looked up yet. Never the id of a token.
const UNKNOWN: TokenId = u32::MAX - 1;

impl DocumentTokens {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Tokenises `texts`, one segment each.
    pub(super) fn fill<'a>(&mut self, index: &Index, texts: impl Iterator<Item = &'a str>) {
        self.tokens.clear();
        self.bounds.clear();
        self.bounds.push(0);
        for text in texts {
            self.tokens.push_text(text);
            self.bounds.push(self.tokens.len() as u32);
        }
        self.hashes.clear();
        self.hashes.extend(self.tokens.iter().map(|token| index.hasher.token(token)));
        self.ids.clear();
        self.ids.resize(self.tokens.len(), UNKNOWN);
    }

    /// The vocabulary's number of token `at`.
    #[inline]
    pub(super) fn id(&mut self, index: &Index, at: usize) -> TokenId {
        if self.ids[at] == UNKNOWN {
            self.ids[at] = index.vocabulary.get(self.hashes[at], self.tokens.text(at));
        }
        self.ids[at]
    }

    /// Whether token `at` is the token numbered `id`.
    #[inline]
    pub(super) fn is(&mut self, index: &Index, at: usize, id: TokenId) -> bool {
        let own = self.id(index, at);
        own == id && own != FOREIGN
    }

    /// The segment that token `at` lies in.
    pub(super) fn segment(&self, at: u32) -> usize {
        self.bounds.partition_point(|&bound| bound <= at).saturating_sub(1)
    }

    /// First token of the segment of token `at`, and one past its last.
    pub(super) fn segment_bounds(&self, at: u32) -> (u32, u32) {
        let segment = self.segment(at);
        (self.bounds[segment], self.bounds[segment + 1])
    }
}

/// Working memory of the matcher.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    candidates: Vec<(u32, u64)>,
    /// Per (unit, diagonal): where in the document the last run on it ends.
    ends: KeyMap<u64, u32>,
    runs_of_unit: KeyMap<u32, u32>,
    hits_of_gram: KeyMap<u64, u32>,
    pub(super) runs: Vec<UnitRun>,
    pub(super) truncated: bool,
}

/// Posting lists longer than this are counted per document, so that a repeated template cannot take over a scan.
const LONG_LIST: usize = 64;

impl Matcher {
    /// Fills `runs` with every maximal run that holds a seed, sorted by unit and place in the document.
    pub(super) fn run(&mut self, index: &Index, document: &mut DocumentTokens) {
        self.runs.clear();
        self.truncated = false;
        self.candidates.clear();
        self.candidates.extend(
            index
                .hasher
                .ngrams(&document.hashes, SEED_WORDS)
                .enumerate()
                .filter(|(_, fingerprint)| index.seeds.may_hold(fingerprint.0))
                .map(|(at, fingerprint)| (at as u32, fingerprint.0)),
        );
        if self.candidates.is_empty() {
            return;
        }
        self.ends.clear();
        self.runs_of_unit.clear();
        self.hits_of_gram.clear();
        for at in 0..self.candidates.len() {
            let (doc, fingerprint) = self.candidates[at];
            let postings = index.seeds.get(fingerprint);
            if postings.is_empty() || (postings.len() > LONG_LIST && self.is_worn(fingerprint)) {
                continue;
            }
            let bounds = document.segment_bounds(doc);
            for &posting in postings {
                self.hit(index, document, doc, posting, bounds);
            }
        }
        self.runs.sort_unstable();
    }

    fn is_worn(&mut self, fingerprint: u64) -> bool {
        let hits = self.hits_of_gram.entry(fingerprint).or_default();
        *hits += 1;
        let worn = *hits as usize > RUN_CAP;
        self.truncated |= worn;
        worn
    }

    /// Compares the words behind one hit and extends them both ways.
    fn hit(&mut self, index: &Index, document: &mut DocumentTokens, doc: u32, seed: Posting, bounds: (u32, u32)) {
        // Diagonals may be negative; the offset keeps the key unsigned.
        let diagonal = u64::from(doc) + (1 << 31) - u64::from(seed.at);
        let key = u64::from(seed.unit) << 32 | (diagonal & 0xFFFF_FFFF);
        if self.ends.get(&key).is_some_and(|&end| doc < end) {
            return;
        }
        let unit = index.units.tokens_of(seed.unit);
        let words = &unit[seed.at as usize..][..SEED_WORDS];
        if doc + SEED_WORDS as u32 > bounds.1
            || !words.iter().zip(doc as usize..).all(|(&id, at)| document.is(index, at, id))
        {
            return;
        }
        let (mut item, mut start) = (seed.at, doc);
        while item > 0 && start > bounds.0 && document.is(index, start as usize - 1, unit[item as usize - 1]) {
            item -= 1;
            start -= 1;
        }
        let (mut item_end, mut end) = (seed.at + SEED_WORDS as u32, doc + SEED_WORDS as u32);
        while (item_end as usize) < unit.len()
            && end < bounds.1
            && document.is(index, end as usize, unit[item_end as usize])
        {
            item_end += 1;
            end += 1;
        }
        self.ends.insert(key, end);
        let kept = self.runs_of_unit.entry(seed.unit).or_default();
        *kept += 1;
        if *kept as usize > RUN_CAP {
            self.truncated = true;
        } else {
            self.runs.push(UnitRun { unit: seed.unit, doc: start, item, len: end - start });
        }
    }
}
