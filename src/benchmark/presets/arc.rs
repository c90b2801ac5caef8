//! ARC: choices with labels `A` to `E` or `1` to `4`, and the older layout that keeps them inside the question.

use super::{Example, Fields, Preset};

pub(super) const ARC: Preset = Preset {
    code: "arc",
    benchmark: Some("arc"),
    required: &["id", "question", "choices", "answerKey"],
    id: Some("id"),
    example: Example {
        file: "ai2_arc/ARC-Easy/test-00000-of-00001.parquet",
        record: r#"{"id": "Pond_7", "question": "What do tadpoles become?", "answerKey": "2",
            "choices": {"text": ["newts only", "frogs"], "label": ["1", "2"]}}"#,
    },
    read: |row| {
        let (choices, labels) = row.labelled("choices")?;
        let answer = row.pick_labelled("answerKey", &choices, &labels)?;
        Ok(Fields { question: row.text("question")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};

/// ARC, OpenBookQA and CommonsenseQA as their authors first published them.
pub(super) const STEM: Preset = Preset {
    code: "question-stem",
    required: &["id", "question", "answerKey"],
    also: Some(|layout| layout.first("question").is_some_and(|question| question.get("stem").is_some())),
    id: Some("id"),
    example: Example {
        file: "ARC-Easy-Dev.jsonl",
        record: r#"{"id": "Pond_8", "answerKey": "A", "question": {"stem": "Where do herons fish?",
            "choices": [{"text": "shallows", "label": "A"}, {"text": "attics", "label": "B"}]}}"#,
    },
    read: |row| {
        let (choices, labels) = row.labelled("question.choices")?;
        let answer = row.pick_labelled("answerKey", &choices, &labels)?;
        Ok(Fields { question: row.text("question.stem")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};
