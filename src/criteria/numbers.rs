//! Whether the numbers agree: what tells an item from the same template with other numbers.

use super::{Criterion, Evidence, share};
use crate::model::Share;

/// `numbers`: the field's tokens with digits that the heaviest chain covers, of all of them. A field without numbers
/// agrees wholly, 1 of 1.
pub(super) struct Numbers;

impl Criterion for Numbers {
    fn code(&self) -> &'static str {
        "numbers"
    }

    fn score(&self, evidence: &Evidence, _: &[Evidence]) -> Option<Share> {
        let Share { numerator, denominator } = evidence.numbers;
        share(numerator, denominator).or_else(|| share(1, 1))
    }
}
