//! BIG-Bench Hard: input and target, one file per task; the options stand in the input.

use super::super::Layout;
use super::super::place::{Place, mentions};
use super::{Example, Fields, Preset};

pub(super) const BBH: Preset = Preset {
    code: "bbh",
    benchmark: Some("bbh"),
    required: &["input", "target"],
    optional: Some(&[]),
    also: Some(is_bbh),
    per_task: true,
    one_split: true,
    example: Example {
        file: "bbh/boolean_expressions.json",
        record: r#"{"input": "not ( False and False ) is", "target": "True"}"#,
    },
    read: |row| Ok(Fields { question: row.text("input")?, answer: row.optional("target")?, ..Fields::default() }),
    ..Preset::PLAIN
};

/// Many files have an input and a target; these have the canary, the name, or one of its tasks.
fn is_bbh(layout: &Layout<'_>) -> bool {
    layout.metadata.contains_key("canary")
        || mentions(layout.file, "bbh")
        || mentions(layout.file, "bigbenchhard")
        || Place::of(layout.file).task("bbh").is_some_and(|task| TASKS.contains(&task))
}

const TASKS: &[&str] = &[
    "boolean_expressions",
    "causal_judgement",
    "date_understanding",
    "disambiguation_qa",
    "dyck_languages",
    "formal_fallacies",
    "geometric_shapes",
    "hyperbaton",
    "logical_deduction_five_objects",
    "logical_deduction_seven_objects",
    "logical_deduction_three_objects",
    "movie_recommendation",
    "multistep_arithmetic_two",
    "navigate",
    "object_counting",
    "penguins_in_a_table",
    "reasoning_about_colored_objects",
    "ruin_names",
    "salient_translation_error_detection",
    "snarks",
    "sports_understanding",
    "temporal_sequences",
    "tracking_shuffled_objects_five_objects",
    "tracking_shuffled_objects_seven_objects",
    "tracking_shuffled_objects_three_objects",
    "web_of_lies",
    "word_sorting",
];
