//! Humanity's Last Exam: gated, with a canary in every row; always withheld.

use super::{Example, Fields, Preset};

pub(super) const HLE: Preset = Preset {
    code: "hle",
    benchmark: Some("hle"),
    required: &["id", "question", "answer", "answer_type", "rationale"],
    one_split: true,
    withheld: true,
    id: Some("id"),
    example: Example {
        file: "hle/data/test-00000-of-00001.parquet",
        record: r#"{"id": "h1", "question": "How many legs has a pond skater?", "image": "", "answer": "6",
            "answer_type": "exactMatch", "rationale": "It is an insect.", "canary": ""}"#,
    },
    read: |row| Ok(Fields { question: row.text("question")?, answer: row.optional("answer")?, ..Fields::default() }),
    ..Preset::PLAIN
};
