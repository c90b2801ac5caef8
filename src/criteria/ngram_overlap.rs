//! The share of a field's n-grams that the document repeats.

use super::{Criterion, Evidence, share};
use crate::model::Share;

/// `ngram-overlap-<n>`: repeated n-grams of all n-grams of the field. A field shorter than n has none.
pub(super) struct NgramOverlap {
    pub(super) code: &'static str,
    pub(super) n: u32,
}

impl Criterion for NgramOverlap {
    fn code(&self) -> &'static str {
        self.code
    }

    fn score(&self, evidence: &Evidence, _: &[Evidence]) -> Option<Share> {
        let all = (evidence.item_tokens + 1).saturating_sub(self.n);
        let mut starts = vec![false; all as usize];
        for run in evidence.runs.iter().filter(|run| run.token_count >= self.n) {
            let start = (run.item_token as usize).min(starts.len());
            let end = (start + (run.token_count - self.n + 1) as usize).min(starts.len());
            starts[start..end].fill(true);
        }
        share(starts.into_iter().filter(|&s| s).count() as u64, u64::from(all))
    }
}
