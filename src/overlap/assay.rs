//! One document against the index: what of it is evidence.

use std::collections::BTreeMap;

use super::chain::{self, Chain};
use super::index::Index;
use super::matcher::{DocumentTokens, Matcher, UnitRun};
use super::{EVIDENCE_CAP, FAMILY_LIMIT, NEAR_TOKENS, RUN_LETTERS, RUN_WORDS, SEED_WORDS, WEIGHT_PERCENT, companion};
use crate::model::{Field, Run, Share};

/// A part of a document with a text of its own: a column, or one turn of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The text. Spans count its bytes.
    pub text: &'a str,
}

/// A document as the matcher takes it. Runs never cross segments; an answer may stand in a later segment than its
/// question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'a> {
    /// The parts, in reading order.
    pub segments: Vec<Segment<'a>>,
}

impl<'a> Document<'a> {
    /// A document that is one text.
    pub fn of_text(text: &'a str) -> Self {
        Self { segments: vec![Segment { text }] }
    }
}

/// What one document has of all items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentOverlap {
    /// The document's length in tokens.
    pub token_count: u64,
    /// What passes the evidence floor, by item, field and segment.
    pub evidence: Vec<FieldEvidence>,
    /// Every verified run of at least [`RUN_WORDS`] tokens, whether or not it is evidence: what `positions` counts.
    pub grams: Vec<GramRun>,
}

/// What one document has of one field of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEvidence {
    /// The item's number in the index.
    pub item: u32,
    /// The field.
    pub field: Field,
    /// The document's segment.
    pub segment: u32,
    /// The field's length in tokens.
    pub item_tokens: u32,
    /// The runs, by chain and document position.
    pub runs: Vec<Run>,
    /// How many of the field's tokens the runs cover together.
    pub covered: u32,
    /// The longest run in tokens.
    pub longest: u32,
    /// The weight that the heaviest chain covers, in hundredths of a bit.
    pub weight_covered: u64,
    /// The field's weight, in hundredths of a bit.
    pub weight_total: u64,
    /// Of the field's tokens with digits, those that the heaviest chain covers.
    pub numbers: Share,
    /// Whether a cap left something out.
    pub truncated: bool,
}

/// A run as `positions` counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GramRun {
    /// The unit: see [`Index::owners`].
    pub unit: u32,
    /// First token in the unit.
    pub item_token: u32,
    /// Length in tokens.
    pub token_count: u32,
}

/// Working memory, one per thread; results do not depend on what it was used for before.
#[derive(Debug, Default)]
pub struct Scratch {
    document: DocumentTokens,
    matcher: Matcher,
}

/// The chains of one field in one segment.
struct Found {
    field: Field,
    unit: u32,
    segment: u32,
    chains: Vec<Chain>,
}

/// The most chains of one field in one segment: more copies than this add nothing.
const CHAIN_CAP: usize = 64;

impl Index {
    /// Everything `document` has of the items.
    pub fn assay(&self, document: &Document<'_>, scratch: &mut Scratch) -> DocumentOverlap {
        let Scratch { document: tokens, matcher } = scratch;
        tokens.fill(self, document.segments.iter().map(|segment| segment.text));
        matcher.run(self, tokens);
        let mut overlap = DocumentOverlap { token_count: tokens.len() as u64, ..DocumentOverlap::default() };
        if matcher.runs.is_empty() {
            return overlap;
        }
        overlap.grams = grams(&matcher.runs);
        let mut truncated = matcher.truncated;
        let mut items: BTreeMap<u32, Vec<Found>> = BTreeMap::new();
        let mut pairs = 0;
        for runs in matcher.runs.chunk_by(|a, b| a.unit == b.unit) {
            for (segment, chains) in self.chains_that_count(tokens, runs) {
                let unit = runs[0].unit;
                for owner in self.units.owners_of(unit) {
                    pairs += 1;
                    if pairs > EVIDENCE_CAP {
                        truncated = true;
                        break;
                    }
                    let found = Found { field: owner.field, unit, segment, chains: chains.clone() };
                    items.entry(owner.item).or_default().push(found);
                }
            }
        }
        for (item, mut found) in items {
            self.add_companions(tokens, item, &mut found);
            found.sort_by_key(|found| (found.field, found.segment));
            let numbers = chain_numbers(&found);
            for (found, numbers) in found.iter().zip(numbers) {
                overlap.evidence.push(self.evidence(tokens, item, found, &numbers, truncated));
            }
        }
        overlap
    }

    /// The chains of one unit that pass the evidence floor, by segment.
    fn chains_that_count(&self, tokens: &mut DocumentTokens, runs: &[UnitRun]) -> Vec<(u32, Vec<Chain>)> {
        let mut found = Vec::new();
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let segment = tokens.segment(first.doc) as u32;
            let (_, segment_end) = tokens.segment_bounds(first.doc);
            let (runs, later) = rest.split_at(rest.partition_point(|run| run.doc < segment_end));
            rest = later;
            let mut kept = Vec::new();
            for chain in chain::chains(self, runs).into_iter().take(CHAIN_CAP) {
                if !self.is_worth_stretching(tokens, &chain) {
                    continue;
                }
                let chain = chain::stretch(self, tokens, chain);
                if self.passes_floor(tokens, &chain) {
                    kept.push(chain);
                }
            }
            if !kept.is_empty() {
                kept.sort_by_key(Chain::doc_start);
                found.push((segment, kept));
            }
        }
        found
    }

    /// A cheap look before the costly one: nothing that fails it could pass the floor after stretching.
    fn is_worth_stretching(&self, tokens: &DocumentTokens, chain: &Chain) -> bool {
        let unit = chain.runs[0].unit;
        let total: u64 = self.unit_weights(unit).iter().map(|&w| u64::from(w)).sum();
        let covered: u64 = chain.runs.iter().map(|run| self.run_weight(run)).sum();
        covered * 10 >= total || chain.runs.iter().any(|run| self.is_evidence_alone(tokens, run))
    }

    fn passes_floor(&self, tokens: &DocumentTokens, chain: &Chain) -> bool {
        let unit = chain.runs[0].unit;
        let total: u64 = self.unit_weights(unit).iter().map(|&w| u64::from(w)).sum();
        let covered: u64 = chain.runs.iter().map(|run| self.run_weight(run)).sum();
        let words: u32 = chain.runs.iter().map(|run| run.len).sum();
        covered * 100 >= total * WEIGHT_PERCENT
            || words as usize >= self.unit_len(unit)
            || chain.runs.iter().any(|run| self.is_evidence_alone(tokens, run))
    }

    /// Whether one run is evidence without its neighbours: long enough, and not made of templates alone.
    fn is_evidence_alone(&self, tokens: &DocumentTokens, run: &UnitRun) -> bool {
        let letters =
            || (run.doc..run.doc_end()).map(|at| tokens.tokens.text(at as usize).chars().count()).sum::<usize>();
        (run.len as usize >= RUN_WORDS || (run.len as usize >= SEED_WORDS && letters() >= RUN_LETTERS))
            && self.unit_family(run.unit)[run.item as usize..(run.item_end() as usize + 1 - SEED_WORDS)]
                .iter()
                .any(|&family| family <= FAMILY_LIMIT)
    }

    fn run_weight(&self, run: &UnitRun) -> u64 {
        self.unit_weights(run.unit)[run.item as usize..run.item_end() as usize].iter().map(|&w| u64::from(w)).sum()
    }

    /// Looks for the item's other fields near those found.
    fn add_companions(&self, tokens: &mut DocumentTokens, item: u32, found: &mut Vec<Found>) {
        let anchors: Vec<(u32, u32)> = found
            .iter()
            .filter(|found| found.field != Field::Passage)
            .flat_map(|found| found.chains.iter().map(|chain| (chain.doc_start(), chain.doc_end())))
            .collect();
        if anchors.is_empty() {
            return;
        }
        for &(field, unit) in self.units.fields_of(item) {
            if field == Field::Passage || found.iter().any(|found| found.field == field) {
                continue;
            }
            if let Some(chain) = companion::near(self, tokens, unit, &anchors) {
                let segment = tokens.segment(chain.doc_start()) as u32;
                found.push(Found { field, unit, segment, chains: vec![chain] });
            }
        }
    }

    fn evidence(
        &self,
        tokens: &DocumentTokens,
        item: u32,
        found: &Found,
        numbers: &[u32],
        truncated: bool,
    ) -> FieldEvidence {
        let ids = self.units.tokens_of(found.unit);
        let weights = self.unit_weights(found.unit);
        let is_number = |at: usize| self.vocabulary.is_numeric(ids[at]);
        let mut runs: Vec<Run> = Vec::new();
        let mut by_chain: BTreeMap<u32, Vec<bool>> = BTreeMap::new();
        let mut all = vec![false; ids.len()];
        for (chain, &number) in found.chains.iter().zip(numbers) {
            let covered = by_chain.entry(number).or_insert_with(|| vec![false; ids.len()]);
            for run in &chain.runs {
                covered[run.item as usize..run.item_end() as usize].fill(true);
                all[run.item as usize..run.item_end() as usize].fill(true);
                runs.push(Run {
                    item_token: run.item,
                    doc_token: u64::from(run.doc),
                    token_count: run.len,
                    start: u64::from(tokens.tokens.span(run.doc as usize).start),
                    end: u64::from(tokens.tokens.span(run.doc_end() as usize - 1).end),
                    chain: number,
                });
            }
        }
        runs.sort_by_key(|run| (run.chain, run.doc_token, run.item_token));
        let weight = |covered: &[bool]| -> u64 {
            covered.iter().zip(weights).filter(|(c, _)| **c).map(|(_, &w)| u64::from(w)).sum()
        };
        let heaviest = by_chain.values().max_by_key(|covered| weight(covered));
        let in_heaviest = |at: usize| heaviest.is_some_and(|covered| covered[at]);
        FieldEvidence {
            item,
            field: found.field,
            segment: found.segment,
            item_tokens: ids.len() as u32,
            covered: all.iter().filter(|c| **c).count() as u32,
            longest: runs.iter().map(|run| run.token_count).max().unwrap_or(0),
            weight_covered: heaviest.map_or(0, |covered| weight(covered)),
            weight_total: weights.iter().map(|&w| u64::from(w)).sum(),
            numbers: Share {
                numerator: (0..ids.len()).filter(|&at| is_number(at) && in_heaviest(at)).count() as u64,
                denominator: (0..ids.len()).filter(|&at| is_number(at)).count() as u64,
            },
            runs,
            truncated,
        }
    }
}

fn grams(runs: &[UnitRun]) -> Vec<GramRun> {
    runs.iter()
        .filter(|run| run.len as usize >= RUN_WORDS)
        .map(|run| GramRun { unit: run.unit, item_token: run.item, token_count: run.len })
        .collect()
}

/// Numbers the chains of an item: those that stand near each other in the document share a number.
fn chain_numbers(found: &[Found]) -> Vec<Vec<u32>> {
    let mut places: Vec<(u32, u32, usize, usize)> = found
        .iter()
        .enumerate()
        .flat_map(|(at, found)| {
            found.chains.iter().enumerate().map(move |(k, chain)| (chain.doc_start(), chain.doc_end(), at, k))
        })
        .collect();
    places.sort_unstable();
    let mut numbers: Vec<Vec<u32>> = found.iter().map(|found| vec![0; found.chains.len()]).collect();
    let (mut number, mut reach) = (0, None);
    for (start, end, at, k) in places {
        if reach.is_some_and(|reach: u32| start > reach.saturating_add(NEAR_TOKENS)) {
            number += 1;
        }
        reach = Some(reach.map_or(end, |reach| reach.max(end)));
        numbers[at][k] = number;
    }
    numbers
}
