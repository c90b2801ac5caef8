//! Short fields beside their question: a choice or an answer of a few words means nothing by itself, but it does where
//! the rest of its item stands.

use super::NEAR_TOKENS;
use super::chain::Chain;
use super::index::Index;
use super::matcher::{DocumentTokens, UnitRun};

/// The place of unit `unit`, whole and in order, near one of `anchors` (document token ranges): the first behind an
/// anchor, else the last before it.
pub(super) fn near(index: &Index, document: &mut DocumentTokens, unit: u32, anchors: &[(u32, u32)]) -> Option<Chain> {
    let words = index.units.tokens_of(unit);
    if words.is_empty() || words.len() > document.len() {
        return None;
    }
    let len = words.len() as u32;
    let last = document.len() as u32 - len;
    for &(start, end) in anchors {
        let behind = end..=end.saturating_add(NEAR_TOKENS).min(last);
        let before = start.saturating_sub(NEAR_TOKENS + len)..=start.saturating_sub(len).min(last);
        let fits_before = start >= len;
        let found = behind
            .into_iter()
            .find(|&at| stands_at(index, document, words, at))
            .or_else(|| before.rev().filter(|_| fits_before).find(|&at| stands_at(index, document, words, at)));
        if let Some(doc) = found {
            return Some(Chain { runs: vec![UnitRun { unit, doc, item: 0, len }] });
        }
    }
    None
}

fn stands_at(index: &Index, document: &mut DocumentTokens, words: &[u32], at: u32) -> bool {
    words.iter().zip(at as usize..).all(|(&id, at)| document.is(index, at, id))
        && document.segment(at) == document.segment(at + words.len() as u32 - 1)
}
