//! Which 5-grams may start a match, and how they are looked up.

use rayon::prelude::*;

use super::units::Units;
use super::{FAMILY_LIMIT, RUN_WORDS, SEED_BITS, SEED_WORDS};

/// Where a seed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    pub(super) unit: u32,
    /// First token of the 5-gram in the unit.
    pub(super) at: u32,
}

/// Chooses the seeds of one unit from its 5-grams, each given as (rarity in hundredths of a bit, family count).
///
/// Rare 5-grams that are no template all may start. Of the others, only as many as are needed for every window of
/// [`RUN_WORDS`] tokens to hold at least one seed, so that no run of that length can be missed.
pub(super) fn choose(grams: &[(u32, u32)]) -> Vec<bool> {
    let mut chosen: Vec<bool> =
        grams.iter().map(|&(bits, family)| bits >= SEED_BITS * 100 && family <= FAMILY_LIMIT).collect();
    let window = (RUN_WORDS - SEED_WORDS + 1).min(grams.len());
    if window == 0 {
        return chosen;
    }
    for start in 0..=grams.len() - window {
        if chosen[start..start + window].contains(&true) {
            continue;
        }
        // The fewest relatives first, then the rarest, then the last, which serves the windows to come.
        let best = (start..start + window).max_by_key(|&at| (std::cmp::Reverse(grams[at].1), grams[at].0, at));
        if let Some(best) = best {
            chosen[best] = true;
        }
    }
    chosen
}

/// Fingerprints to postings: sorted pairs under a directory on the leading bits, behind a bit filter.
#[derive(Debug, Clone, Default)]
pub(super) struct Seeds {
    pub(super) keys: Vec<u64>,
    pub(super) postings: Vec<Posting>,
    directory: Vec<u32>,
    directory_shift: u32,
    filter: Vec<u64>,
    filter_mask: u64,
}

impl Seeds {
    /// Builds the table from unsorted pairs.
    pub(super) fn new(mut pairs: Vec<(u64, Posting)>) -> Self {
        pairs.par_sort_unstable();
        let (keys, postings): (Vec<u64>, Vec<Posting>) = pairs.into_iter().unzip();
        Self::of_sorted(keys, postings)
    }

    /// Builds the table from pairs sorted by key.
    pub(super) fn of_sorted(keys: Vec<u64>, postings: Vec<Posting>) -> Self {
        let directory_bits = (keys.len().max(2).next_power_of_two()).ilog2();
        let directory_shift = 64 - directory_bits;
        let mut directory = vec![0u32; (1usize << directory_bits) + 1];
        let filter_words = (keys.len() / 4).next_power_of_two().max(64);
        let filter_mask = filter_words as u64 * 64 - 1;
        let mut filter = vec![0u64; filter_words];
        for &key in &keys {
            directory[(key >> directory_shift) as usize + 1] += 1;
            let bit = key & filter_mask;
            filter[(bit / 64) as usize] |= 1 << (bit % 64);
        }
        for at in 1..directory.len() {
            directory[at] += directory[at - 1];
        }
        Self { keys, postings, directory, directory_shift, filter, filter_mask }
    }

    /// `false` only when no seed has this fingerprint.
    #[inline]
    pub(super) fn may_hold(&self, fingerprint: u64) -> bool {
        let bit = fingerprint & self.filter_mask;
        self.filter[(bit / 64) as usize] >> (bit % 64) & 1 == 1
    }

    /// The postings with exactly this fingerprint.
    pub(super) fn get(&self, fingerprint: u64) -> &[Posting] {
        let bucket = (fingerprint >> self.directory_shift) as usize;
        let (start, end) = (self.directory[bucket] as usize, self.directory[bucket + 1] as usize);
        let keys = &self.keys[start..end];
        let first = keys.partition_point(|&key| key < fingerprint);
        let count = keys[first..].partition_point(|&key| key == fingerprint);
        &self.postings[start + first..start + first + count]
    }

    /// Bytes held in memory.
    pub(super) fn bytes(&self) -> usize {
        self.keys.len() * 8 + self.postings.len() * 8 + self.directory.len() * 4 + self.filter.len() * 8
    }
}

/// The seeds of all units that may be found on their own.
pub(super) fn of_units(
    units: &Units,
    grams_of: impl Fn(u32) -> Vec<(u32, u32)> + Sync,
    fingerprints_of: impl Fn(u32) -> Vec<u64> + Sync,
) -> Seeds {
    let pairs: Vec<(u64, Posting)> = (0..units.units.len() as u32)
        .into_par_iter()
        .filter(|&unit| units.units[unit as usize].alone)
        .flat_map_iter(|unit| {
            let chosen = choose(&grams_of(unit));
            let fingerprints = fingerprints_of(unit);
            chosen
                .into_iter()
                .zip(fingerprints)
                .enumerate()
                .filter(|(_, (chosen, _))| *chosen)
                .map(move |(at, (_, fingerprint))| (fingerprint, Posting { unit, at: at as u32 }))
        })
        .collect();
    Seeds::new(pairs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_eight_words_hold_a_seed(grams in prop::collection::vec((0u32..8000, 1u32..40), 1..40)) {
            let chosen = choose(&grams);
            let window = (RUN_WORDS - SEED_WORDS + 1).min(grams.len());
            for four in chosen.windows(window) {
                prop_assert!(four.contains(&true));
            }
        }

        #[test]
        fn lookups_find_every_pair(keys in prop::collection::vec(prop_oneof![0u64..5, any::<u64>()], 0..60)) {
            let pairs: Vec<_> = keys.iter().zip(0..).map(|(&key, unit)| (key, Posting { unit, at: 0 })).collect();
            let seeds = Seeds::new(pairs.clone());
            for (key, posting) in pairs {
                prop_assert!(seeds.may_hold(key));
                prop_assert!(seeds.get(key).contains(&posting));
                prop_assert_eq!(seeds.get(key).len(), keys.iter().filter(|&&other| other == key).count());
            }
        }
    }
}
