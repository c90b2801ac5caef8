//! LiveCodeBench: contest problems. The test cases, some of them pickled, are never opened.

use super::{Example, Fields, Preset};

pub(super) const LIVECODEBENCH: Preset = Preset {
    code: "livecodebench",
    benchmark: Some("livecodebench"),
    required: &["question_content", "question_id", "platform"],
    one_split: true,
    id: Some("question_id"),
    example: Example {
        file: "code_generation_lite/test5.jsonl",
        record: r#"{"question_title": "Stones", "question_content": "Count the stones that a frog crosses.",
            "platform": "pond", "question_id": "pond_a", "contest_date": "2020-01-01T00:00:00", "starter_code": "",
            "public_test_cases": "[]", "private_test_cases": "eJw=", "metadata": "{}"}"#,
    },
    read: |row| Ok(Fields { question: row.text("question_content")?, ..Fields::default() }),
    ..Preset::PLAIN
};
