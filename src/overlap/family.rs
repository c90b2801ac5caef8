//! How many items of its own benchmark share a 5-gram. A template ("Which of the following statements is true")
//! stands in hundreds of items: it says nothing about any one of them. A passage counts once, however many questions
//! are asked about it; a question that several items ask in the same words counts for each.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::units::Units;
use super::vocabulary::{TokenId, Vocabulary};
use super::{FAMILY_LIMIT, SEED_WORDS};
use crate::fingerprint::NgramHasher;
use crate::model::Field;

/// One 5-gram of one unit.
#[derive(Debug, Clone, Copy)]
struct Gram {
    fingerprint: u64,
    benchmark: u32,
    unit: u32,
    /// Position in [`Units::tokens`].
    at: u32,
}

/// How many items ask the unit as their question, at least 1.
fn askers(units: &Units, unit: u32) -> u32 {
    let asking = units.owners_of(unit).iter().filter(|owner| owner.field == Field::Question);
    (asking.count() as u32).max(1)
}

/// What is known of every token position of every unit; parallel to [`Units::tokens`].
#[derive(Debug, Clone, Default)]
pub(super) struct Family {
    /// In how many items of the benchmark the 5-gram that begins here stands; 0 where none begins.
    pub(super) counts: Vec<u32>,
}

impl Family {
    /// Counts, for all units, within each benchmark apart.
    pub(super) fn of_units(units: &Units, hashes: &[u64], hasher: NgramHasher) -> Self {
        let mut grams: Vec<Gram> = units
            .units
            .par_iter()
            .enumerate()
            .flat_map_iter(|(number, unit)| {
                let start = unit.start as usize;
                let own: Vec<u64> =
                    units.tokens[start..][..unit.len as usize].iter().map(|&id| hashes[id as usize]).collect();
                let fingerprints: Vec<_> = hasher.ngrams(&own, SEED_WORDS).collect();
                fingerprints.into_iter().enumerate().map(move |(at, fingerprint)| Gram {
                    fingerprint: fingerprint.0,
                    benchmark: unit.benchmark,
                    unit: number as u32,
                    at: (start + at) as u32,
                })
            })
            .collect();
        let words = |gram: &Gram| -> &[TokenId] { &units.tokens[gram.at as usize..][..SEED_WORDS] };
        let same_gram = |a: &Gram, b: &Gram| -> Ordering {
            (a.benchmark, a.fingerprint).cmp(&(b.benchmark, b.fingerprint)).then_with(|| words(a).cmp(words(b)))
        };
        grams.par_sort_unstable_by(|a, b| same_gram(a, b).then(a.unit.cmp(&b.unit)).then(a.at.cmp(&b.at)));
        let mut counts = vec![0; units.tokens.len()];
        for group in grams.chunk_by(|a, b| same_gram(a, b).is_eq()) {
            let distinct = group.chunk_by(|a, b| a.unit == b.unit).map(|same| askers(units, same[0].unit)).sum::<u32>();
            group.iter().for_each(|gram| counts[gram.at as usize] = distinct);
        }
        Family { counts }
    }

    /// Weights of the tokens `[start, start + len)`, in hundredths of a bit: rarity in ordinary text, where every
    /// 5-gram that covers the token is a template divided by the number of items that share it.
    pub(super) fn weights(&self, tokens: &[TokenId], start: usize, vocabulary: &Vocabulary) -> Vec<u16> {
        let grams = (tokens.len() + 1).saturating_sub(SEED_WORDS);
        (0..tokens.len())
            .map(|at| {
                let first = at.saturating_sub(SEED_WORDS - 1);
                let last = at.min(grams.saturating_sub(1));
                let fewest =
                    if grams == 0 { 1 } else { (first..=last).map(|g| self.counts[start + g]).min().unwrap_or(1) };
                let bits = u32::from(vocabulary.centibits(tokens[at]));
                if fewest > FAMILY_LIMIT { (bits / fewest) as u16 } else { bits as u16 }
            })
            .collect()
    }
}
