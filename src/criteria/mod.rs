//! Evidence to scores: what a document has of an item's field, as exact shares. No threshold lives here.

mod coverage;
mod longest_run;
mod near_question;
mod ngram_overlap;
mod numbers;
mod weight;

use crate::model::{Field, Run, Share};

/// What one document segment has of one field of an item, as the evidence table holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The field.
    pub field: Field,
    /// The field's length in tokens.
    pub item_tokens: u32,
    /// The runs, by chain.
    pub runs: Vec<Run>,
    /// The weight that the heaviest chain covers, in hundredths of a bit.
    pub weight_covered: u64,
    /// The field's weight, in hundredths of a bit.
    pub weight_total: u64,
    /// Of the field's tokens with digits, those that the heaviest chain covers.
    pub numbers: Share,
}

/// A measure of evidence.
pub trait Criterion: Sync {
    /// The permanent kebab-case code.
    fn code(&self) -> &'static str;

    /// The score of `evidence`; `of_pair` is all that the same document has of the same item, `evidence` among it.
    /// `None` where the criterion does not apply.
    fn score(&self, evidence: &Evidence, of_pair: &[Evidence]) -> Option<Share>;
}

/// Every criterion, in the order reports list them.
pub const ALL: &[&dyn Criterion] = &[
    &coverage::Coverage,
    &weight::WeightedCoverage,
    &weight::Weight,
    &longest_run::LongestRun,
    &ngram_overlap::NgramOverlap { code: "ngram-overlap-8", n: 8 },
    &ngram_overlap::NgramOverlap { code: "ngram-overlap-13", n: 13 },
    &numbers::Numbers,
    &near_question::NearQuestion,
];

/// The criterion with this code.
pub fn find(code: &str) -> Option<&'static dyn Criterion> {
    ALL.iter().copied().find(|criterion| criterion.code() == code)
}

/// `numerator` of `denominator`; `None` of nothing.
fn share(numerator: u64, denominator: u64) -> Option<Share> {
    (denominator > 0).then_some(Share { numerator, denominator })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    pub(super) fn evidence(field: Field, item_tokens: u32, runs: &[(u32, u32, u32)]) -> Evidence {
        let runs = runs
            .iter()
            .map(|&(item_token, token_count, chain)| Run {
                item_token,
                doc_token: u64::from(item_token),
                token_count,
                start: 0,
                end: 1,
                chain,
            })
            .collect();
        Evidence {
            field,
            item_tokens,
            runs,
            weight_covered: 5,
            weight_total: 20,
            numbers: Share { numerator: 1, denominator: 2 },
        }
    }

    fn scored(code: &str, evidence: &Evidence, of_pair: &[Evidence]) -> Option<(u64, u64)> {
        find(code).unwrap().score(evidence, of_pair).map(|share| (share.numerator, share.denominator))
    }

    #[test]
    fn every_criterion_counts_what_its_name_says() {
        let question = evidence(Field::Question, 20, &[(0, 9, 0), (5, 8, 1), (15, 2, 0)]);
        let pair = std::slice::from_ref(&question);
        for (code, expected) in [
            ("coverage", Some((15, 20))),
            ("weighted-coverage", Some((5, 20))),
            ("weight", Some((20, 100))),
            ("longest-run", Some((9, 20))),
            ("ngram-overlap-8", Some((3, 13))),
            ("ngram-overlap-13", Some((0, 8))),
            ("numbers", Some((1, 2))),
            ("near-question", None),
        ] {
            assert_eq!(scored(code, &question, pair), expected, "{code}");
        }
    }

    #[test]
    fn an_answer_is_near_when_it_is_whole_and_in_a_chain_of_the_question() {
        let question = evidence(Field::Question, 9, &[(0, 9, 2)]);
        for (answer, expected) in [
            (evidence(Field::Answer, 2, &[(0, 2, 2)]), (1, 1)),
            (evidence(Field::Answer, 2, &[(0, 2, 1)]), (0, 1)),
            (evidence(Field::Answer, 3, &[(0, 2, 2)]), (0, 1)),
        ] {
            let pair = [question.clone(), answer.clone()];
            assert_eq!(scored("near-question", &answer, &pair), Some(expected));
        }
    }

    #[test]
    fn empty_fields_have_no_share() {
        let empty = evidence(Field::Question, 0, &[]);
        assert_eq!(scored("coverage", &empty, &[]), None);
        assert_eq!(scored("ngram-overlap-8", &evidence(Field::Question, 7, &[(0, 7, 0)]), &[]), None);
    }

    #[test]
    fn codes_are_distinct() {
        let codes: BTreeSet<_> = ALL.iter().map(|criterion| criterion.code()).collect();
        assert_eq!(codes.len(), ALL.len());
    }
}
