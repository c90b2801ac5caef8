//! Scores to verdicts, by named rules that a person can read. All thresholds live in policy files.
//!
//! A policy is an ordered list of rules. A (document, item) pair gets the verdict of the first rule whose conditions
//! all hold; a pair that no rule names is not flagged.

mod decimal;
mod file;

use std::str::FromStr;

pub use decimal::Decimal;
pub use file::Error;

use crate::model::{Field, Share, Verdict};

/// The policies that ship, by name.
const SHIPPED: &[(&str, &str)] = &[("default", include_str!("../../policies/default.toml"))];

/// A named set of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name, as verdicts bear it.
    pub name: String,
    /// Where its rules were published.
    pub source: String,
    /// Whether it does exactly what its source says.
    pub fidelity: Fidelity,
    /// Where it does otherwise.
    pub deviations: Vec<String>,
    /// Questions shorter than this are unscannable.
    pub min_question_tokens: u32,
    /// The rules; the first that holds decides.
    pub rules: Vec<Rule>,
    /// What makes an audit fail.
    pub deny: Deny,
}

/// How near a policy is to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fidelity {
    /// Nothing differs.
    Exact,
    /// `deviations` says what differs.
    Approximate,
}

/// What makes an audit fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deny {
    /// Verdicts of an item that deny.
    pub items: Vec<Verdict>,
    /// Whether unread input denies.
    pub incomplete: bool,
}

/// Conditions, and what is said where all of them hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// `overlap` or `suspect`.
    pub verdict: Verdict,
    /// A kebab-case word for why.
    pub reason: String,
    /// All must hold.
    pub when: Vec<Condition>,
}

/// One threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Which field's scores are looked at.
    pub field: FieldName,
    /// Which criterion.
    pub criterion: String,
    /// What the score is held against.
    pub threshold: Threshold,
}

/// A field as policies name it: choices are one name, and any of them may satisfy a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// The question.
    Question,
    /// Any choice.
    Choice,
    /// The answer.
    Answer,
    /// The passage.
    Passage,
}

impl FieldName {
    fn names(self, field: Field) -> bool {
        matches!(
            (self, field),
            (FieldName::Question, Field::Question)
                | (FieldName::Choice, Field::Choice(_))
                | (FieldName::Answer, Field::Answer)
                | (FieldName::Passage, Field::Passage)
        )
    }
}

/// A bound, compared exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// The share is at least this.
    AtLeast(Decimal),
    /// The share is below this.
    Below(Decimal),
    /// The numerator is at least this.
    CountAtLeast(u64),
    /// The denominator is at least this.
    OutOfAtLeast(u64),
}

impl Threshold {
    /// Whether `share` is within the bound; by cross-multiplication, never by division.
    pub fn holds(self, share: Share) -> bool {
        match self {
            Threshold::AtLeast(bound) => bound.is_at_most(share),
            Threshold::Below(bound) => !bound.is_at_most(share),
            Threshold::CountAtLeast(count) => share.numerator >= count,
            Threshold::OutOfAtLeast(count) => share.denominator >= count,
        }
    }
}

/// One score of one pair, as the findings table holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The field.
    pub field: Field,
    /// The criterion's code.
    pub criterion: String,
    /// The score.
    pub share: Share,
}

/// What a policy says of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// `overlap` or `suspect`.
    pub verdict: Verdict,
    /// The rule's reason.
    pub reason: String,
    /// The score that met the rule's first condition, the highest where several did.
    pub score: Score,
}

impl Policy {
    /// Reads a policy file's text.
    ///
    /// # Errors
    /// Text that is not a policy, with line and column.
    pub fn parse(text: &str) -> Result<Self, Error> {
        file::parse(text)
    }

    /// The policy that ships under `name`, and its text.
    ///
    /// # Errors
    /// A name that none bears.
    pub fn shipped(name: &str) -> Result<(Self, &'static str), Error> {
        let known = || SHIPPED.iter().map(|(name, _)| *name).collect();
        let (_, text) = SHIPPED
            .iter()
            .find(|(shipped, _)| *shipped == name)
            .ok_or_else(|| Error::UnknownPolicy { name: name.to_owned(), known: known() })?;
        Ok((Self::parse(text)?, text))
    }

    /// The names of the policies that ship.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// What the policy says of one (document, item) pair with these scores, in whatever order they come; `None` when
    /// no rule holds.
    pub fn decide(&self, scores: &[Score]) -> Option<Decision> {
        self.rules.iter().find_map(|rule| {
            let met = |condition: &Condition| -> Option<&Score> {
                scores
                    .iter()
                    .filter(|score| condition.field.names(score.field) && score.criterion == condition.criterion)
                    .filter(|score| condition.threshold.holds(score.share))
                    .max_by(|a, b| compare(a.share, b.share).then_with(|| b.field.cmp(&a.field)))
            };
            if !rule.when.iter().all(|condition| met(condition).is_some()) {
                return None;
            }
            let score = met(rule.when.first()?)?.clone();
            Some(Decision { verdict: rule.verdict, reason: rule.reason.clone(), score })
        })
    }

    /// Whether a verdict of an item makes the audit fail.
    pub fn denies(&self, verdict: Verdict) -> bool {
        self.deny.items.contains(&verdict)
    }
}

fn compare(a: Share, b: Share) -> std::cmp::Ordering {
    (u128::from(a.numerator) * u128::from(b.denominator)).cmp(&(u128::from(b.numerator) * u128::from(a.denominator)))
}

impl FromStr for FieldName {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "question" => Ok(FieldName::Question),
            "choice" => Ok(FieldName::Choice),
            "answer" => Ok(FieldName::Answer),
            "passage" => Ok(FieldName::Passage),
            _ => Err(format!("unknown field `{word}`; fields are question, choice, answer, passage")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(field: Field, criterion: &str, numerator: u64, denominator: u64) -> Score {
        Score { field, criterion: criterion.into(), share: Share { numerator, denominator } }
    }

    fn default_says(scores: &[Score]) -> Option<(Verdict, String)> {
        let (policy, _) = Policy::shipped("default").unwrap();
        policy.decide(scores).map(|decision| (decision.verdict, decision.reason))
    }

    /// A question of `tokens` tokens, `covered` percent of its weight, `numbers` of 4 numbers.
    fn question(tokens: u64, covered: u64, numbers: u64, weight: u64) -> Vec<Score> {
        vec![
            score(Field::Question, "coverage", tokens * covered / 100, tokens),
            score(Field::Question, "weighted-coverage", covered * weight, 100 * weight),
            score(Field::Question, "numbers", numbers, 4),
            score(Field::Question, "weight", weight * 100, 100),
        ]
    }

    #[test]
    fn a_long_question_that_stands_there_overlaps() {
        assert_eq!(default_says(&question(13, 80, 4, 130)), Some((Verdict::Overlap, "question".into())));
        assert_eq!(default_says(&question(13, 79, 4, 130)), Some((Verdict::Suspect, "question-in-part".into())));
        assert_eq!(default_says(&question(13, 49, 4, 130)), None);
    }

    #[test]
    fn other_numbers_make_it_suspect_at_most() {
        assert_eq!(default_says(&question(40, 95, 3, 400)), Some((Verdict::Suspect, "other-numbers".into())));
    }

    #[test]
    fn a_short_question_needs_its_answer_or_rarity() {
        let short = question(12, 100, 4, 80);
        assert_eq!(default_says(&short), Some((Verdict::Suspect, "short-question".into())));
        let mut with_answer = short.clone();
        with_answer.push(score(Field::Answer, "near-question", 1, 1));
        assert_eq!(default_says(&with_answer), Some((Verdict::Overlap, "question-and-answer".into())));
        assert_eq!(default_says(&question(12, 100, 4, 90)), Some((Verdict::Overlap, "rare-question".into())));
    }

    #[test]
    fn a_passage_alone_is_not_flagged() {
        let passage =
            vec![score(Field::Passage, "coverage", 100, 100), score(Field::Passage, "weighted-coverage", 100, 100)];
        assert_eq!(default_says(&passage), None);
    }

    #[test]
    fn the_order_of_scores_changes_nothing() {
        let mut scores = question(13, 80, 4, 130);
        let forwards = default_says(&scores);
        scores.reverse();
        assert_eq!(default_says(&scores), forwards);
    }

    #[test]
    fn thresholds_are_exact() {
        let third = Share { numerator: 1, denominator: 3 };
        let bound = |text: &str| Threshold::AtLeast(text.parse().unwrap());
        assert!(bound("0.333333333333").holds(third));
        assert!(!bound("0.333333333334").holds(third));
        assert!(bound("0.7").holds(Share { numerator: 7, denominator: 10 }));
        assert!(!Threshold::Below("0.7".parse().unwrap()).holds(Share { numerator: 7, denominator: 10 }));
    }

    #[test]
    fn every_shipped_policy_bears_its_name() {
        for name in Policy::names() {
            assert_eq!(Policy::shipped(name).unwrap().0.name, name);
        }
        assert!(Policy::shipped("strange").is_err());
    }
}
