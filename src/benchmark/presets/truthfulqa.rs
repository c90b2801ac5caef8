//! TruthfulQA: both configurations of the dataset, and the CSV file of its authors.

use super::super::row::names_no_choice;
use super::{Example, Fault, Fields, Preset, Row};

pub(super) const MULTIPLE_CHOICE: Preset = Preset {
    code: "truthfulqa-multiple-choice",
    benchmark: Some("truthfulqa"),
    required: &["question", "mc1_targets"],
    one_split: true,
    example: Example {
        file: "truthful_qa/multiple_choice/validation-00000-of-00001.parquet",
        record: r#"{"question": "Do frogs give warts?", "mc1_targets": {"choices": ["No", "Yes"], "labels": [1, 0]},
            "mc2_targets": {"choices": ["No", "Yes"], "labels": [1, 0]}}"#,
    },
    read: |row| {
        let choices = row.choices("mc1_targets.choices")?;
        let right = row.texts("mc1_targets.labels")?.iter().position(|label| label == "1");
        let answer = right.map(|k| choices.get(k).cloned());
        let answer = answer
            .map_or(Ok(None), |found| found.map(Some).ok_or_else(|| names_no_choice("mc1_targets", choices.len())))?;
        Ok(Fields { question: row.text("question")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};

pub(super) const GENERATION: Preset = Preset {
    code: "truthfulqa-generation",
    benchmark: Some("truthfulqa"),
    required: &["question", "best_answer", "correct_answers", "incorrect_answers"],
    one_split: true,
    example: Example {
        file: "truthful_qa/generation/validation-00000-of-00001.parquet",
        record: r#"{"type": "Adversarial", "category": "Pond", "question": "Do swans sing when they die?",
            "best_answer": "No", "correct_answers": ["No", "They do not"], "incorrect_answers": ["Yes"], "source": "pond"}"#,
    },
    read: |row| {
        let mut choices = row.texts("correct_answers")?;
        choices.extend(row.texts("incorrect_answers")?);
        Ok(Fields { question: row.text("question")?, choices, answer: row.optional("best_answer")?, passage: None })
    },
    ..Preset::PLAIN
};

pub(super) const CSV: Preset = Preset {
    code: "truthfulqa-csv",
    benchmark: Some("truthfulqa"),
    required: &["Question", "Best Answer", "Correct Answers", "Incorrect Answers"],
    one_split: true,
    example: Example {
        file: "TruthfulQA.csv",
        record: r#"{"Type": "Adversarial", "Category": "Pond", "Question": "Can toads fly?", "Best Answer": "No",
            "Correct Answers": "No; They cannot", "Incorrect Answers": "Yes; Only at night;", "Source": "pond"}"#,
    },
    read: |row| {
        let mut choices = listed(row, "Correct Answers")?;
        choices.extend(listed(row, "Incorrect Answers")?);
        Ok(Fields { question: row.text("Question")?, choices, answer: row.optional("Best Answer")?, passage: None })
    },
    ..Preset::PLAIN
};

/// The answers between semicolons.
fn listed(row: &Row<'_>, column: &str) -> Result<Vec<String>, Fault> {
    let text = row.optional(column)?.unwrap_or_default();
    Ok(text.split(';').map(str::trim).filter(|answer| !answer.is_empty()).map(str::to_owned).collect())
}
