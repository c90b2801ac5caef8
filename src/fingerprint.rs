//! Tokens to fingerprints: one 64-bit hash per n-gram, stable for ever.
//!
//! A token's hash is XXH3-64 of its folded UTF-8 bytes. The fingerprint of an n-gram is the polynomial
//! `h₁·Bⁿ⁻¹ + h₂·Bⁿ⁻² + … + hₙ` modulo 2⁶⁴ over its tokens' hashes, passed through XXH3's finaliser: it rolls from one
//! n-gram to the next in constant time, whatever n is.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The name written into `params.json`, so that a reader can recompute fingerprints.
pub const ALGORITHM: &str = "xxh3-64-rolling/v1";

/// The odd base of the polynomial (2⁶⁴ divided by the golden ratio).
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of one n-gram. Equal n-grams have equal fingerprints; the converse is not promised, so `overlap` compares
/// the tokens after every hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

/// Hashes tokens and n-grams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NgramHasher {
    seed: u64,
    mask: u64,
}

impl NgramHasher {
    /// A hasher with the given seed. Audits use seed 0.
    pub const fn new(seed: u64) -> Self {
        Self { seed, mask: u64::MAX }
    }

    /// A hasher that keeps only the bits in `mask`. Tests pass 0, which makes every token and every n-gram collide,
    /// and expect the same matches.
    pub const fn with_mask(self, mask: u64) -> Self {
        Self { mask, ..self }
    }

    /// The hash of one folded token.
    #[inline]
    pub fn token(&self, token: &str) -> u64 {
        xxh3_64_with_seed(token.as_bytes(), self.seed) & self.mask
    }

    /// The fingerprint of the n-gram whose token hashes are `hashes`.
    pub fn ngram(&self, hashes: &[u64]) -> Fingerprint {
        self.finish(hashes.iter().fold(0, |state, hash| push(state, *hash)))
    }

    /// The fingerprints of every n-gram of `hashes`, in order; none when there are fewer than `n` or `n` is 0.
    pub fn ngrams<'a>(&'a self, hashes: &'a [u64], n: usize) -> impl Iterator<Item = Fingerprint> + 'a {
        let count = if n == 0 { 0 } else { (hashes.len() + 1).saturating_sub(n) };
        let leaving = (1..n).fold(1u64, |power, _| power.wrapping_mul(BASE));
        let mut state = hashes.iter().take(n.saturating_sub(1)).fold(0, |state, hash| push(state, *hash));
        (0..count).map(move |at| {
            state = push(state, hashes[at + n - 1]);
            let fingerprint = self.finish(state);
            state = state.wrapping_sub(hashes[at].wrapping_mul(leaving));
            fingerprint
        })
    }

    #[inline]
    fn finish(&self, state: u64) -> Fingerprint {
        let mut hash = state;
        hash ^= hash >> 37;
        hash = hash.wrapping_mul(0x1656_6791_9E37_79F9);
        hash ^= hash >> 32;
        Fingerprint(hash & self.mask)
    }
}

#[inline]
fn push(state: u64, hash: u64) -> u64 {
    state.wrapping_mul(BASE).wrapping_add(hash)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hashes(hasher: NgramHasher, words: &str) -> Vec<u64> {
        words.split(' ').map(|word| hasher.token(word)).collect()
    }

    #[test]
    fn fingerprints_are_those_that_an_independent_program_computes() {
        let hasher = NgramHasher::new(0);
        assert_eq!(hasher.token("the"), 0xcb12_8363_1cf3_3d7d);
        let golden: Vec<_> = hasher.ngrams(&hashes(hasher, "the cat sat on the mat"), 5).map(|f| f.0).collect();
        assert_eq!(golden, [0xccee_8fbe_3754_43f9, 0xeb0d_e0d1_19d3_0114]);
        assert_eq!(NgramHasher::new(7).token("the"), 0x93dc_2bfb_b28f_c60a);
    }

    #[test]
    fn too_few_tokens_give_no_ngram() {
        let hasher = NgramHasher::new(0);
        assert_eq!(hasher.ngrams(&[1, 2], 3).count(), 0);
        assert_eq!(hasher.ngrams(&[], 1).count(), 0);
        assert_eq!(hasher.ngrams(&[1, 2], 0).count(), 0);
        assert_eq!(hasher.ngrams(&[1, 2], 2).count(), 1);
    }

    proptest! {
        #[test]
        fn rolling_equals_hashing_each(hashes in prop::collection::vec(any::<u64>(), 0..20), n in 1usize..7) {
            let hasher = NgramHasher::new(0);
            let rolled: Vec<_> = hasher.ngrams(&hashes, n).collect();
            let each: Vec<_> = hashes.windows(n).map(|ngram| hasher.ngram(ngram)).collect();
            prop_assert_eq!(rolled, each);
        }
    }
}
