//! MMLU, MMLU-Pro, and MMLU as its authors publish it: CSV without a header.

use super::super::Layout;
use super::super::row::FirstDigit;
use super::{Example, Fields, Preset};

pub(super) const MMLU: Preset = Preset {
    code: "mmlu",
    benchmark: Some("mmlu"),
    required: &["question", "subject", "choices", "answer"],
    optional: Some(&[]),
    subset: Some("subject"),
    example: Example {
        file: "mmlu/all/test-00000-of-00001.parquet",
        record: r#"{"question": "Which one is a reed?", "subject": "pond_botany", "choices": ["oak", "bulrush", "rye", "fir"],
            "answer": 1}"#,
    },
    read: |row| {
        let choices = row.choices("choices")?;
        let answer = row.pick("answer", &choices, FirstDigit::Zero)?;
        Ok(Fields { question: row.text("question")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};

pub(super) const MMLU_PRO: Preset = Preset {
    code: "mmlu-pro",
    benchmark: Some("mmlu-pro"),
    required: &["question_id", "question", "options", "answer", "answer_index"],
    id: Some("question_id"),
    subset: Some("category"),
    example: Example {
        file: "MMLU-Pro/data/test-00000-of-00001.parquet",
        record: r#"{"question_id": 12, "question": "Which one is a duck?", "options": ["teal", "toad", "tern"],
            "answer": "A", "answer_index": 0, "cot_content": "", "category": "birds", "src": "pond"}"#,
    },
    read: |row| {
        let choices = row.choices("options")?;
        let by_index = row.pick("answer_index", &choices, FirstDigit::Zero)?;
        let answer = if by_index.is_some() { by_index } else { row.pick("answer", &choices, FirstDigit::Zero)? };
        Ok(Fields { question: row.text("question")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};

pub(super) const MMLU_CSV: Preset = Preset {
    code: "mmlu-csv",
    benchmark: Some("mmlu"),
    header: false,
    also: Some(is_a_row),
    per_task: true,
    example: Example {
        file: "data/test/pond_biology_test.csv",
        record: r#"{"0": "What do dragonfly nymphs breathe with?", "1": "gills", "2": "lungs", "3": "bark", "4": "leaves",
            "5": "A"}"#,
    },
    read: |row| {
        let choices = vec![row.text("1")?, row.text("2")?, row.text("3")?, row.text("4")?];
        let answer = row.pick("5", &choices, FirstDigit::Zero)?;
        Ok(Fields { question: row.text("0")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};

/// Whether the first line of a CSV file is a question, four options and a letter rather than a header.
fn is_a_row(layout: &Layout<'_>) -> bool {
    let [question, options @ .., letter] = layout.columns else { return false };
    layout.csv
        && options.len() == 4
        && matches!(letter.trim(), "A" | "B" | "C" | "D" | "E")
        && !question.eq_ignore_ascii_case("question")
        && !(question.len() <= 8 && options.iter().map(String::as_str).eq(["A", "B", "C", "D"]))
}
