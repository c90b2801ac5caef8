//! Coverage and length weighed by rarity: common words and templates count little.

use super::{Criterion, Evidence, share};
use crate::model::Share;

/// `weighted-coverage`: the weight that the heaviest chain covers, of the field's weight.
pub(super) struct WeightedCoverage;

impl Criterion for WeightedCoverage {
    fn code(&self) -> &'static str {
        "weighted-coverage"
    }

    fn score(&self, evidence: &Evidence, _: &[Evidence]) -> Option<Share> {
        share(evidence.weight_covered, evidence.weight_total)
    }
}

/// `weight`: the field's own weight in bits, in hundredths of 1: how much there is to recognise it by.
pub(super) struct Weight;

impl Criterion for Weight {
    fn code(&self) -> &'static str {
        "weight"
    }

    fn score(&self, evidence: &Evidence, _: &[Evidence]) -> Option<Share> {
        share(evidence.weight_total, 100)
    }
}
