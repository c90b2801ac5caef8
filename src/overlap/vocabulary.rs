//! The distinct tokens of all items, numbered: equal numbers mean equal tokens, compared as text.

use crate::fingerprint::NgramHasher;
use crate::text::Background;

/// A token's number in the vocabulary.
pub(super) type TokenId = u32;

/// Marks a document's token that no item has. Never the id of a token.
pub(super) const FOREIGN: TokenId = u32::MAX;

/// Token texts to numbers and back, with what is known of each token.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    text: String,
    ends: Vec<u32>,
    /// Open addressing: the id plus one, 0 for empty; a power of two, at most half full.
    slots: Vec<u32>,
    centibits: Vec<u16>,
    numeric: Vec<bool>,
}

impl Vocabulary {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn text(&self, id: TokenId) -> &str {
        let at = id as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    /// How rare the token is in ordinary text, in hundredths of a bit.
    pub(super) fn centibits(&self, id: TokenId) -> u16 {
        self.centibits[id as usize]
    }

    /// Whether the token holds a digit.
    pub(super) fn is_numeric(&self, id: TokenId) -> bool {
        self.numeric[id as usize]
    }

    /// The number of `token`, or [`FOREIGN`]. `hash` is the token's hash.
    #[inline]
    pub(super) fn get(&self, hash: u64, token: &str) -> TokenId {
        if self.slots.is_empty() {
            return FOREIGN;
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return FOREIGN,
                id if self.text(id - 1) == token => return id - 1,
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The number of `token`, new or old.
    pub(super) fn intern(&mut self, hasher: NgramHasher, token: &str) -> TokenId {
        let hash = hasher.token(token);
        let known = self.get(hash, token);
        if known != FOREIGN {
            return known;
        }
        let id = self.ends.len() as TokenId;
        self.text.push_str(token);
        self.ends.push(self.text.len() as u32);
        self.centibits.push((Background::pinned().bits(token) * 100.0).round().clamp(0.0, 60_000.0) as u16);
        self.numeric.push(token.chars().any(char::is_numeric));
        if self.ends.len() * 2 > self.slots.len() {
            self.rehash(hasher);
        } else {
            self.place(hash, id);
        }
        id
    }

    fn rehash(&mut self, hasher: NgramHasher) {
        self.slots = vec![0; (self.ends.len() * 4).next_power_of_two().max(1024)];
        for id in 0..self.ends.len() as TokenId {
            self.place(hasher.token(self.text(id)), id);
        }
    }

    fn place(&mut self, hash: u64, id: TokenId) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = id + 1;
    }
}
