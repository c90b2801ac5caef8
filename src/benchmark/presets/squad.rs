//! SQuAD, both versions: an unanswerable question has no answer.

use super::{Example, Fields, Preset};

pub(super) const SQUAD: Preset = Preset {
    code: "squad",
    benchmark: Some("squad"),
    required: &["id", "context", "question", "answers"],
    id: Some("id"),
    example: Example {
        file: "squad_v2/squad_v2/validation-00000-of-00001.parquet",
        record: r#"{"id": "a1", "title": "Weir", "context": "The weir was built of oak.", "question": "What is it made of?",
            "answers": {"text": ["oak", "of oak"], "answer_start": [22, 19]}}"#,
    },
    read: |row| {
        let (question, answer) = (row.text("question")?, row.first("answers.text"));
        Ok(Fields { question, answer, passage: row.optional("context")?, choices: Vec::new() })
    },
    ..Preset::PLAIN
};
