//! The index: everything about the items that the matcher needs, built once and shared by all threads.

use rayon::prelude::*;

use super::SEED_WORDS;
use super::family::Family;
use super::seeds::{self, Seeds};
use super::units::Units;
use super::vocabulary::Vocabulary;
use crate::fingerprint::NgramHasher;
use crate::model::{Field, Item};

/// Items, cut, numbered, weighed and made searchable.
#[derive(Debug, Clone)]
pub struct Index {
    pub(super) hasher: NgramHasher,
    pub(super) items: Vec<Item>,
    pub(super) vocabulary: Vocabulary,
    pub(super) units: Units,
    /// Per unit token: its weight in hundredths of a bit.
    pub(super) weights: Vec<u16>,
    /// Per unit token: how many units of the benchmark share the 5-gram that begins there.
    pub(super) family: Family,
    pub(super) seeds: Seeds,
}

/// What the index knows of one field of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFacts {
    /// Which field.
    pub field: Field,
    /// Its length.
    pub token_count: u32,
    /// The sum of its tokens' weights, in hundredths of a bit.
    pub weight: u64,
}

impl Index {
    /// Builds the index with the hasher that audits use.
    pub fn build(items: Vec<Item>) -> Self {
        Self::with_hasher(items, NgramHasher::new(0))
    }

    /// Builds the index with a given hasher; matches do not depend on it.
    pub fn with_hasher(items: Vec<Item>, hasher: NgramHasher) -> Self {
        let mut vocabulary = Vocabulary::default();
        let units = Units::of_items(&items, hasher, &mut vocabulary);
        let hashes = token_hashes(&vocabulary, hasher);
        let family = Family::of_units(&units, &hashes, hasher);
        Self::assemble(hasher, items, vocabulary, units, family)
    }

    /// Weighs, chooses seeds and joins the parts.
    pub(super) fn assemble(
        hasher: NgramHasher,
        items: Vec<Item>,
        vocabulary: Vocabulary,
        units: Units,
        family: Family,
    ) -> Self {
        let hashes = token_hashes(&vocabulary, hasher);
        let weights: Vec<u16> = units
            .units
            .par_iter()
            .enumerate()
            .flat_map_iter(|(number, unit)| {
                family.weights(units.tokens_of(number as u32), unit.start as usize, &vocabulary)
            })
            .collect();
        let grams_of = |unit: u32| -> Vec<(u32, u32)> {
            let start = units.units[unit as usize].start as usize;
            let tokens = units.tokens_of(unit);
            tokens
                .windows(SEED_WORDS)
                .enumerate()
                .map(|(at, gram)| {
                    (gram.iter().map(|&id| u32::from(vocabulary.centibits(id))).sum(), family.counts[start + at])
                })
                .collect()
        };
        let fingerprints_of = |unit: u32| -> Vec<u64> {
            let own: Vec<u64> = units.tokens_of(unit).iter().map(|&id| hashes[id as usize]).collect();
            hasher.ngrams(&own, SEED_WORDS).map(|fingerprint| fingerprint.0).collect()
        };
        let seeds = seeds::of_units(&units, grams_of, fingerprints_of);
        Self { hasher, items, vocabulary, units, weights, family, seeds }
    }

    /// The items, in the order they were given.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Length and weight of every field of item `at`, in table order.
    ///
    /// # Panics
    /// When `at` is not the number of an item.
    pub fn fields(&self, at: usize) -> Vec<FieldFacts> {
        let fields = self.units.fields_of(at as u32);
        fields
            .iter()
            .map(|&(field, unit)| FieldFacts {
                field,
                token_count: self.units.units[unit as usize].len,
                weight: self.unit_weights(unit).iter().map(|&w| u64::from(w)).sum(),
            })
            .collect()
    }

    /// The (item, field) pairs whose text is unit `unit`.
    pub fn owners(&self, unit: u32) -> impl Iterator<Item = (usize, Field)> + '_ {
        self.units.owners_of(unit).iter().map(|owner| (owner.item as usize, owner.field))
    }

    /// The number of tokens in unit `unit`.
    pub fn unit_len(&self, unit: u32) -> usize {
        self.units.units[unit as usize].len as usize
    }

    /// How many tokens are indexed, counting each distinct text of a benchmark once.
    pub fn token_count(&self) -> usize {
        self.units.tokens.len()
    }

    /// How many 5-grams may start a match.
    pub fn seed_count(&self) -> usize {
        self.seeds.keys.len()
    }

    /// Bytes held in memory beside the items' own text.
    pub fn bytes(&self) -> usize {
        self.seeds.bytes() + self.units.tokens.len() * (4 + 2 + 4) + self.vocabulary.len() * 24
    }

    pub(super) fn unit_weights(&self, unit: u32) -> &[u16] {
        let unit = &self.units.units[unit as usize];
        &self.weights[unit.start as usize..][..unit.len as usize]
    }

    /// Per token of the unit: family count of the 5-gram that begins there.
    pub(super) fn unit_family(&self, unit: u32) -> &[u32] {
        let unit = &self.units.units[unit as usize];
        &self.family.counts[unit.start as usize..][..unit.len as usize]
    }
}

fn token_hashes(vocabulary: &Vocabulary, hasher: NgramHasher) -> Vec<u64> {
    (0..vocabulary.len() as u32).into_par_iter().map(|id| hasher.token(vocabulary.text(id))).collect()
}
