//! Layouts that belong to no benchmark: the normalised record, decon's reference records, and bare pairs.

use super::super::marks::without_calculations;
use super::super::place::mentions;
use super::super::row::{FirstDigit, names_no_choice, position};
use super::aime::problem;
use super::{Example, Fault, Fields, Preset, Row};

/// The record that normalised benchmark collections use. An answer that is a JSON number is the 0-based place of a
/// choice where there are choices, and text otherwise.
pub(super) const NORMALISED: Preset = Preset {
    code: "normalised",
    required: &["question"],
    optional: Some(&["id", "choices", "answer", "answer_index", "passage", "subset", "split", "revision"]),
    // A lone question column is as likely a log as a benchmark.
    also: Some(|layout| layout.columns.len() > 1),
    id: Some("id"),
    subset: Some("subset"),
    split: Some("split"),
    revision: Some("revision"),
    example: Example {
        file: "normalised/pond.jsonl.zst",
        record: r#"{"id": "e1", "subset": "birds", "split": "test", "question": "Which one dives?",
            "choices": ["grebe", "kite"], "answer": "grebe", "passage": null}"#,
    },
    read: |row| {
        let choices = row.texts("choices")?;
        let index = |column| row.value(column).is_some_and(|value| value.is_number()) && !choices.is_empty();
        let answer = if index("answer") {
            row.pick("answer", &choices, FirstDigit::Zero)?
        } else if row.value("answer").is_none() && index("answer_index") {
            row.pick("answer_index", &choices, FirstDigit::Zero)?
        } else {
            lettered(row, &choices)?.map(|answer| without_calculations(&answer))
        };
        Ok(Fields { question: row.text("question")?, choices, answer, passage: row.optional("passage")? })
    },
    ..Preset::PLAIN
};

/// The answer's text, or the choice that a lone letter names when no choice is that letter. A list gives its first.
fn lettered(row: &Row<'_>, choices: &[String]) -> Result<Option<String>, Fault> {
    let Some(answer) = row.first("answer") else { return Ok(None) };
    let word = answer.trim();
    let is_letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    if choices.is_empty() || !is_letter || choices.contains(&answer) {
        return Ok(Some(answer));
    }
    let choice = position(word, FirstDigit::Zero).and_then(|k| choices.get(k)).cloned();
    choice.map(Some).ok_or_else(|| names_no_choice("answer", choices.len()))
}

/// allenai/decon's reference records, one per benchmark question or per choice of one; a wrong choice is no answer.
pub(super) const DECON: Preset = Preset {
    code: "decon",
    required: &["eval_key", "eval_instance_index", "question"],
    benchmark_column: Some("eval_key"),
    id: Some("eval_instance_index"),
    split: Some("split"),
    example: Example {
        file: "references/pond.jsonl.gz",
        record: r#"{"eval_key": "pond", "eval_instance_index": 3, "split": "test", "question": "Which one has gills?",
            "answer": "a perch", "passage": "", "fingerprint": "00ff", "is_correct": true}"#,
    },
    read: |row| {
        let answer = row.optional("answer")?.map(|answer| without_calculations(&answer));
        let wrong = row.optional("is_correct")?.is_some_and(|truth| truth.eq_ignore_ascii_case("false"));
        let (choices, answer) = if wrong { (answer.into_iter().collect(), None) } else { (Vec::new(), answer) };
        Ok(Fields { question: row.text("question")?, choices, answer, passage: row.optional("passage")? })
    },
    ..Preset::PLAIN
};

pub(super) const INPUT_TARGET: Preset = Preset {
    code: "input-target",
    required: &["input", "target"],
    optional: Some(&["id"]),
    id: Some("id"),
    example: Example { file: "ducks.jsonl", record: r#"{"input": "Name the male duck.", "target": "drake"}"# },
    read: |row| Ok(Fields { question: row.text("input")?, answer: row.optional("target")?, ..Fields::default() }),
    ..Preset::PLAIN
};

pub(super) const PROBLEM_ANSWER: Preset = Preset {
    code: "problem-answer",
    required: &["problem", "answer"],
    optional: Some(&["id", "solution", "url"]),
    also: Some(|layout| !mentions(layout.file, "aime")),
    id: Some("id"),
    example: Example { file: "sums.jsonl", record: r#"{"problem": "Add 20 and 22.", "answer": 42, "id": "s1"}"# },
    read: |row| problem(row, "problem", "answer", Some("solution")),
    ..Preset::PLAIN
};
