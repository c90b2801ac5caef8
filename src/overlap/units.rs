//! Items to units: the distinct field texts of each benchmark, as token numbers.

use std::collections::HashMap;

use rayon::prelude::*;

use super::vocabulary::{TokenId, Vocabulary};
use crate::fingerprint::NgramHasher;
use crate::model::{Field, Item};
use crate::text::{Tokens, tokenize};

/// One distinct text of one benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// First token in [`Units::tokens`].
    pub(super) start: u32,
    /// Number of tokens.
    pub(super) len: u32,
    /// First owner in [`Units::owners`].
    pub(super) owners_start: u32,
    /// Number of owners.
    pub(super) owner_count: u32,
    /// The benchmark, by order of first appearance.
    pub(super) benchmark: u32,
    /// Whether it may be found on its own.
    pub(super) alone: bool,
}

/// Whose field a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) item: u32,
    pub(super) field: Field,
}

/// All units of all items.
#[derive(Debug, Clone, Default)]
pub(super) struct Units {
    pub(super) units: Vec<Unit>,
    pub(super) tokens: Vec<TokenId>,
    pub(super) owners: Vec<Owner>,
    /// Per item, where its fields begin in `fields`; one entry more than items.
    pub(super) item_starts: Vec<u32>,
    /// Per item field, in table order, its unit.
    pub(super) fields: Vec<(Field, u32)>,
}

impl Units {
    pub(super) fn tokens_of(&self, unit: u32) -> &[TokenId] {
        let unit = &self.units[unit as usize];
        &self.tokens[unit.start as usize..][..unit.len as usize]
    }

    pub(super) fn owners_of(&self, unit: u32) -> &[Owner] {
        let unit = &self.units[unit as usize];
        &self.owners[unit.owners_start as usize..][..unit.owner_count as usize]
    }

    pub(super) fn fields_of(&self, item: u32) -> &[(Field, u32)] {
        let (start, end) = (self.item_starts[item as usize], self.item_starts[item as usize + 1]);
        &self.fields[start as usize..end as usize]
    }

    /// Cuts `items` into units; new tokens go into `vocabulary`.
    pub(super) fn of_items(items: &[Item], hasher: NgramHasher, vocabulary: &mut Vocabulary) -> Self {
        let tokenized: Vec<Vec<(Field, Tokens)>> = items
            .par_iter()
            .map(|item| item.fields().map(|field| (field, tokenize(item.text(field).unwrap_or_default()))).collect())
            .collect();
        let mut all = Units { item_starts: vec![0], ..Units::default() };
        let mut benchmarks: HashMap<&str, u32> = HashMap::new();
        let mut known: HashMap<(u32, Vec<TokenId>), u32> = HashMap::new();
        let mut owners: Vec<Vec<Owner>> = Vec::new();
        for (at, (item, fields)) in items.iter().zip(&tokenized).enumerate() {
            let next = benchmarks.len() as u32;
            let benchmark = *benchmarks.entry(&item.benchmark).or_insert(next);
            for (field, tokens) in fields {
                let ids: Vec<TokenId> = tokens.iter().map(|token| vocabulary.intern(hasher, token)).collect();
                let unit = *known.entry((benchmark, ids)).or_insert_with_key(|(_, ids)| {
                    all.push_unit(benchmark, ids);
                    owners.push(Vec::new());
                    owners.len() as u32 - 1
                });
                owners[unit as usize].push(Owner { item: at as u32, field: *field });
                all.fields.push((*field, unit));
            }
            all.item_starts.push(all.fields.len() as u32);
        }
        for (unit, owners) in all.units.iter_mut().zip(&owners) {
            unit.owners_start = all.owners.len() as u32;
            unit.owner_count = owners.len() as u32;
            unit.alone = may_stand_alone(unit.len, owners);
            all.owners.extend_from_slice(owners);
        }
        all
    }

    fn push_unit(&mut self, benchmark: u32, ids: &[TokenId]) {
        self.units.push(Unit {
            start: self.tokens.len() as u32,
            len: ids.len() as u32,
            owners_start: 0,
            owner_count: 0,
            benchmark,
            alone: false,
        });
        self.tokens.extend_from_slice(ids);
    }
}

/// Questions and passages are looked for by themselves; so are choices and answers that are long, and that are not the
/// stock of their benchmark ("none of the answers given above is right").
fn may_stand_alone(len: u32, owners: &[Owner]) -> bool {
    let asks = owners.iter().any(|owner| matches!(owner.field, Field::Question | Field::Passage));
    len as usize >= super::SEED_WORDS
        && (asks || (len as usize >= super::ALONE_WORDS && owners.len() as u32 <= 2 * super::FAMILY_LIMIT))
}
