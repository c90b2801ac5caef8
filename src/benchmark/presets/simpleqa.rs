//! SimpleQA: short facts.

use super::{Example, Fields, Preset};

pub(super) const SIMPLEQA: Preset = Preset {
    code: "simpleqa",
    benchmark: Some("simpleqa"),
    required: &["metadata", "problem", "answer"],
    one_split: true,
    example: Example {
        file: "simple_qa_test_set.csv",
        record: r#"{"metadata": "{'topic': 'Pond'}", "problem": "In which month did the pond of Ulm freeze?",
            "answer": "January"}"#,
    },
    read: |row| Ok(Fields { question: row.text("problem")?, answer: row.optional("answer")?, ..Fields::default() }),
    ..Preset::PLAIN
};
