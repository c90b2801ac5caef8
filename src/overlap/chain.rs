//! Runs of one unit to chains: runs that stand in the same order on both sides, not far apart. Within a chain, runs
//! too short to start a match are added too: what edits leave between two changed words.

use super::CHAIN_GAP;
use super::index::Index;
use super::matcher::{DocumentTokens, UnitRun};

/// Runs in order on both sides, without overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) runs: Vec<UnitRun>,
}

impl Chain {
    pub(super) fn doc_start(&self) -> u32 {
        self.runs[0].doc
    }

    pub(super) fn doc_end(&self) -> u32 {
        self.runs[self.runs.len() - 1].doc_end()
    }
}

/// How many runs back a predecessor is looked for.
const LOOK_BACK: usize = 32;

/// How far a changed word or two may shift the sides against each other, in tokens.
const SHIFT: u32 = 4;

/// Splits `runs`, which are of one unit and one segment and sorted by document position, into chains, best first.
pub(super) fn chains(index: &Index, runs: &[UnitRun]) -> Vec<Chain> {
    if let [run] = runs {
        return vec![Chain { runs: vec![*run] }];
    }
    let weight = |run: &UnitRun| -> u64 {
        let weights = &index.unit_weights(run.unit)[run.item as usize..run.item_end() as usize];
        weights.iter().map(|&w| u64::from(w)).sum::<u64>() + u64::from(run.len)
    };
    let mut best: Vec<(u64, Option<usize>)> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let own = weight(run);
        let before = (at.saturating_sub(LOOK_BACK)..at)
            .filter(|&earlier| follows(&runs[earlier], run))
            .max_by_key(|&earlier| (best[earlier].0, earlier));
        best.push(before.map_or((own, None), |earlier| (own + best[earlier].0, Some(earlier))));
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(best[at].0), at));
    let mut used = vec![false; runs.len()];
    let mut found = Vec::new();
    for end in order {
        let mut chain = Vec::new();
        let mut next = Some(end);
        while let Some(at) = next.filter(|&at| !used[at]) {
            used[at] = true;
            chain.push(runs[at]);
            next = best[at].1;
        }
        if !chain.is_empty() {
            chain.reverse();
            found.push(Chain { runs: trimmed(chain) });
        }
    }
    found
}

/// Whether `b` may come after `a` in a chain. A short overlap is a word repeated at the seam.
fn follows(a: &UnitRun, b: &UnitRun) -> bool {
    let near = |end: u32, start: u32| start + SHIFT >= end && start <= end + CHAIN_GAP;
    b.doc > a.doc
        && b.item > a.item
        && b.doc_end() > a.doc_end()
        && b.item_end() > a.item_end()
        && near(a.doc_end(), b.doc)
        && near(a.item_end(), b.item)
}

/// Cuts from each run what the one before it already covers.
fn trimmed(runs: Vec<UnitRun>) -> Vec<UnitRun> {
    let mut kept: Vec<UnitRun> = Vec::with_capacity(runs.len());
    for mut run in runs {
        if let Some(last) = kept.last() {
            let cut = last.doc_end().saturating_sub(run.doc).max(last.item_end().saturating_sub(run.item));
            if cut >= run.len {
                continue;
            }
            run.doc += cut;
            run.item += cut;
            run.len -= cut;
        }
        kept.push(run);
    }
    kept
}

/// Adds the short runs between the runs of `chain` and beyond its ends.
pub(super) fn stretch(index: &Index, document: &mut DocumentTokens, chain: Chain) -> Chain {
    let unit = chain.runs[0].unit;
    let (first, last) = document.segment_bounds(chain.doc_start());
    let item_len = index.units.tokens_of(unit).len() as u32;
    let mut runs: Vec<UnitRun> = Vec::with_capacity(chain.runs.len() * 2);
    let mut before = leftwards(index, document, &chain.runs[0], first);
    before.reverse();
    runs.extend(before);
    for (at, run) in chain.runs.iter().enumerate() {
        runs.push(*run);
        let limits = chain.runs.get(at + 1).map_or((item_len, last), |next| (next.item, next.doc));
        runs.extend(rightwards(index, document, run, limits));
    }
    Chain { runs }
}

/// Steps over at most [`SHIFT`] changed tokens at a time, to the right, up to `limits` (item, document).
fn rightwards(index: &Index, document: &mut DocumentTokens, run: &UnitRun, limits: (u32, u32)) -> Vec<UnitRun> {
    let unit = index.units.tokens_of(run.unit);
    let (mut item, mut doc) = (run.item_end(), run.doc_end());
    let mut found = Vec::new();
    'step: while item < limits.0 && doc < limits.1 {
        for &(skip_item, skip_doc) in SKIPS {
            let (i, d) = (item + skip_item, doc + skip_doc);
            let mut len = 0;
            while i + len < limits.0
                && d + len < limits.1
                && document.is(index, (d + len) as usize, unit[(i + len) as usize])
            {
                len += 1;
            }
            if len >= enough(skip_item, skip_doc) {
                found.push(UnitRun { unit: run.unit, item: i, doc: d, len });
                (item, doc) = (i + len, d + len);
                continue 'step;
            }
        }
        break;
    }
    found
}

/// The same to the left of `run`, not beyond document token `first`; nearest run first.
fn leftwards(index: &Index, document: &mut DocumentTokens, run: &UnitRun, first: u32) -> Vec<UnitRun> {
    let unit = index.units.tokens_of(run.unit);
    let (mut item, mut doc) = (run.item, run.doc);
    let mut found = Vec::new();
    'step: while item > 0 && doc > first {
        for &(skip_item, skip_doc) in SKIPS {
            let (Some(i), Some(d)) = (item.checked_sub(skip_item), doc.checked_sub(skip_doc)) else { continue };
            let mut len = 0;
            while len < i && d > first + len && document.is(index, (d - len - 1) as usize, unit[(i - len - 1) as usize])
            {
                len += 1;
            }
            if len >= enough(skip_item, skip_doc) {
                found.push(UnitRun { unit: run.unit, item: i - len, doc: d - len, len });
                (item, doc) = (i - len, d - len);
                continue 'step;
            }
        }
        break;
    }
    found
}

/// The steps over changed tokens, (item, document), nearest first.
const SKIPS: &[(u32, u32)] = &[
    (1, 1),
    (0, 1),
    (1, 0),
    (2, 2),
    (0, 2),
    (2, 0),
    (1, 2),
    (2, 1),
    (3, 3),
    (1, 3),
    (3, 1),
    (0, 3),
    (3, 0),
    (2, 3),
    (3, 2),
    (4, 4),
    (0, 4),
    (4, 0),
];

/// After equal steps one equal token is enough, it stands where it should; after a shift two are needed.
fn enough(skip_item: u32, skip_doc: u32) -> u32 {
    if skip_item == skip_doc { 1 } else { 2 }
}
