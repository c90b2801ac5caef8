//! A policy's TOML text, and everything that can be wrong with it.

use serde::Deserialize;

use super::{Condition, Deny, Fidelity, Policy, Rule, Threshold};
use crate::criteria;
use crate::model::Verdict;

/// What can be wrong with a policy.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not TOML, an unknown key, a missing key or a wrong type.
    #[error("the policy cannot be read: {0}")]
    Malformed(#[from] toml::de::Error),

    /// A key whose value means nothing.
    #[error("policy `{policy}`: {message}")]
    Invalid {
        /// The policy's name.
        policy: String,
        /// What is wrong, and where.
        message: String,
    },

    /// No shipped policy bears the name.
    #[error("unknown policy `{name}`")]
    UnknownPolicy {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },
}

impl Error {
    /// What the reader can do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::UnknownPolicy { known, .. } => {
                Some(format!("policies that ship: {}; or give the path of a policy file", known.join(", ")))
            }
            Error::Malformed(_) | Error::Invalid { .. } => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    schema: String,
    name: String,
    source: String,
    fidelity: String,
    #[serde(default)]
    deviations: Vec<String>,
    short: ShortTable,
    rule: Vec<RuleTable>,
    deny: DenyTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortTable {
    min_question_tokens: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleTable {
    verdict: String,
    reason: String,
    when: Vec<ConditionTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionTable {
    field: String,
    criterion: String,
    ge: Option<String>,
    lt: Option<String>,
    count_ge: Option<u64>,
    out_of_ge: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DenyTable {
    item: Vec<String>,
    incomplete: bool,
}

pub(super) fn parse(text: &str) -> Result<Policy, Error> {
    let file: PolicyFile = toml::from_str(text)?;
    let name = file.name.clone();
    of_file(file).map_err(|message| Error::Invalid { policy: name, message })
}

fn of_file(file: PolicyFile) -> Result<Policy, String> {
    if file.schema != "policy/v1" {
        return Err(format!("schema `{}` is not `policy/v1`", file.schema));
    }
    let fidelity = match file.fidelity.as_str() {
        "exact" if file.deviations.is_empty() => Fidelity::Exact,
        "exact" => return Err("fidelity `exact` allows no deviations".into()),
        "approximate" => Fidelity::Approximate,
        other => return Err(format!("fidelity `{other}` is neither `exact` nor `approximate`")),
    };
    if file.rule.is_empty() {
        return Err("there is no rule".into());
    }
    let rules = file
        .rule
        .into_iter()
        .enumerate()
        .map(|(at, rule)| of_rule(rule).map_err(|message| format!("rule {}: {message}", at + 1)));
    Ok(Policy {
        name: file.name,
        source: file.source,
        fidelity,
        deviations: file.deviations,
        min_question_tokens: file.short.min_question_tokens,
        rules: rules.collect::<Result<_, _>>()?,
        deny: Deny {
            items: file.deny.item.iter().map(|word| flag(word)).collect::<Result<_, _>>()?,
            incomplete: file.deny.incomplete,
        },
    })
}

fn of_rule(rule: RuleTable) -> Result<Rule, String> {
    if rule.when.is_empty() {
        return Err("a rule without conditions would flag everything".into());
    }
    let when = rule.when.into_iter().map(of_condition).collect::<Result<_, _>>()?;
    Ok(Rule { verdict: flag(&rule.verdict)?, reason: rule.reason, when })
}

fn of_condition(condition: ConditionTable) -> Result<Condition, String> {
    if criteria::find(&condition.criterion).is_none() {
        let known: Vec<_> = criteria::ALL.iter().map(|criterion| criterion.code()).collect();
        return Err(format!("unknown criterion `{}`; criteria are {}", condition.criterion, known.join(", ")));
    }
    let threshold = match (condition.ge, condition.lt, condition.count_ge, condition.out_of_ge) {
        (Some(bound), None, None, None) => Threshold::AtLeast(bound.parse()?),
        (None, Some(bound), None, None) => Threshold::Below(bound.parse()?),
        (None, None, Some(count), None) => Threshold::CountAtLeast(count),
        (None, None, None, Some(count)) => Threshold::OutOfAtLeast(count),
        _ => return Err("a condition has exactly one of `ge`, `lt`, `count_ge`, `out_of_ge`".into()),
    };
    Ok(Condition { field: condition.field.parse()?, criterion: condition.criterion, threshold })
}

/// A verdict that a rule may give.
fn flag(word: &str) -> Result<Verdict, String> {
    match word {
        "overlap" => Ok(Verdict::Overlap),
        "suspect" => Ok(Verdict::Suspect),
        _ => Err(format!("verdict `{word}` is neither `overlap` nor `suspect`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
schema = "policy/v1"
name = "p"
source = "s"
fidelity = "exact"
[short]
min_question_tokens = 5
[[rule]]
verdict = "overlap"
reason = "r"
when = [{ field = "question", criterion = "coverage", ge = "0.5" }]
[deny]
item = ["overlap"]
incomplete = true
"#;

    fn refusal(from: &str, to: &str) -> String {
        assert!(GOOD.contains(from));
        parse(&GOOD.replace(from, to)).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(parse(GOOD).is_ok());
        assert_eq!(
            refusal("\"coverage\"", "\"cover\""),
            "policy `p`: rule 1: unknown criterion `cover`; criteria are coverage, weighted-coverage, weight, \
             longest-run, ngram-overlap-8, ngram-overlap-13, numbers, near-question"
        );
        assert_eq!(refusal("\"0.5\"", "\"half\""), "policy `p`: rule 1: `half` is not a decimal such as \"0.80\"");
        assert_eq!(
            refusal("ge = \"0.5\"", "ge = \"0.5\", lt = \"0.6\""),
            "policy `p`: rule 1: a condition has exactly one of `ge`, `lt`, `count_ge`, `out_of_ge`"
        );
        assert_eq!(
            refusal("\"overlap\"\nreason", "\"clean\"\nreason"),
            "policy `p`: rule 1: verdict `clean` is neither `overlap` nor `suspect`"
        );
        assert_eq!(
            refusal("\"exact\"", "\"exact\"\ndeviations = [\"d\"]"),
            "policy `p`: fidelity `exact` allows no deviations"
        );
    }

    #[test]
    fn unknown_keys_are_refused_with_their_place() {
        let said = refusal("incomplete = true", "incomplete = true\nlenient = true");
        assert!(said.contains("line 15") && said.contains("unknown field `lenient`"), "{said}");
    }
}
