//! The longest run of equal tokens.

use super::{Criterion, Evidence, share};
use crate::model::Share;

/// `longest-run`: tokens of the longest run, of all tokens of the field.
pub(super) struct LongestRun;

impl Criterion for LongestRun {
    fn code(&self) -> &'static str {
        "longest-run"
    }

    fn score(&self, evidence: &Evidence, _: &[Evidence]) -> Option<Share> {
        let longest = evidence.runs.iter().map(|run| run.token_count).max().unwrap_or(0);
        share(u64::from(longest), u64::from(evidence.item_tokens))
    }
}
