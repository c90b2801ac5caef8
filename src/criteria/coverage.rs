//! The share of a field's tokens that the document repeats.

use super::{Criterion, Evidence, share};
use crate::model::Share;

/// `coverage`: covered tokens of all tokens, over all runs of the document.
pub(super) struct Coverage;

impl Criterion for Coverage {
    fn code(&self) -> &'static str {
        "coverage"
    }

    fn score(&self, evidence: &Evidence, _: &[Evidence]) -> Option<Share> {
        let mut covered = vec![false; evidence.item_tokens as usize];
        for run in &evidence.runs {
            let start = (run.item_token as usize).min(covered.len());
            let end = (start + run.token_count as usize).min(covered.len());
            covered[start..end].fill(true);
        }
        share(covered.into_iter().filter(|&c| c).count() as u64, u64::from(evidence.item_tokens))
    }
}
