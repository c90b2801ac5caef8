//! GPQA: graduate questions whose authors ask that no example be shown; always withheld.

use super::{Example, Fields, Preset};

pub(super) const GPQA: Preset = Preset {
    code: "gpqa",
    benchmark: Some("gpqa"),
    required: &["Question", "Correct Answer", "Incorrect Answer 1", "Incorrect Answer 2", "Incorrect Answer 3"],
    per_task: true,
    one_split: true,
    withheld: true,
    id: Some("Record ID"),
    example: Example {
        file: "gpqa_diamond.csv",
        record: r#"{"Question": "Which gas do pond plants give off by day?", "Correct Answer": "oxygen",
            "Incorrect Answer 1": "argon", "Incorrect Answer 2": "neon", "Incorrect Answer 3": "radon",
            "Record ID": "rec1", "Canary String": ""}"#,
    },
    read: |row| {
        let answer = row.text("Correct Answer")?;
        let mut choices = vec![answer.clone()];
        for wrong in ["Incorrect Answer 1", "Incorrect Answer 2", "Incorrect Answer 3"] {
            choices.push(row.text(wrong)?);
        }
        Ok(Fields { question: row.text("Question")?, choices, answer: Some(answer), passage: None })
    },
    ..Preset::PLAIN
};
