//! IFEval: instructions that can be checked; there is no answer.

use super::{Example, Fields, Preset};

pub(super) const IFEVAL: Preset = Preset {
    code: "ifeval",
    benchmark: Some("ifeval"),
    required: &["key", "prompt", "instruction_id_list"],
    one_split: true,
    id: Some("key"),
    example: Example {
        file: "ifeval_input_data.jsonl",
        record: r#"{"key": 41, "prompt": "Describe a heron without commas.", "instruction_id_list": ["punctuation:no_comma"],
            "kwargs": [{}]}"#,
    },
    read: |row| Ok(Fields { question: row.text("prompt")?, ..Fields::default() }),
    ..Preset::PLAIN
};
