//! Whether a choice or an answer stands beside its question.

use super::{Criterion, Evidence, share};
use crate::model::{Field, Share};

/// `near-question`: 1 of 1 when a single run holds the whole field in a chain that the question has a part in, else 0
/// of 1. Questions and passages have no such score.
pub(super) struct NearQuestion;

impl Criterion for NearQuestion {
    fn code(&self) -> &'static str {
        "near-question"
    }

    fn score(&self, evidence: &Evidence, of_pair: &[Evidence]) -> Option<Share> {
        if !matches!(evidence.field, Field::Answer | Field::Choice(_)) {
            return None;
        }
        let asked = |chain: u32| {
            of_pair
                .iter()
                .filter(|other| other.field == Field::Question)
                .any(|question| question.runs.iter().any(|run| run.chain == chain))
        };
        let near = evidence.runs.iter().any(|run| run.token_count >= evidence.item_tokens && asked(run.chain));
        share(u64::from(near), 1)
    }
}
