//! BoolQ: a yes-or-no question about a passage, as published and as SuperGLUE has it.

use serde_json::Value;

use super::super::place::mentions;
use super::{Example, Fields, Preset};

pub(super) const BOOLQ: Preset = Preset {
    code: "boolq",
    benchmark: Some("boolq"),
    required: &["question", "passage", "answer"],
    optional: Some(&["title"]),
    also: Some(|layout| {
        let truth =
            |answer: &Value| answer.is_boolean() || answer.as_str().is_some_and(|word| word.parse::<bool>().is_ok());
        layout.first("answer").is_some_and(truth) || mentions(layout.file, "boolq")
    }),
    example: Example {
        file: "boolq/data/validation-00000-of-00001.parquet",
        record: r#"{"question": "do moles dig", "passage": "Moles dig tunnels all year.", "answer": true}"#,
    },
    read: |row| {
        let (question, passage) = (row.text("question")?, row.optional("passage")?);
        Ok(Fields { question, passage, answer: row.optional("answer")?, choices: Vec::new() })
    },
    ..Preset::PLAIN
};

pub(super) const SUPERGLUE: Preset = Preset {
    code: "boolq-superglue",
    benchmark: Some("boolq"),
    required: &["question", "passage", "label"],
    optional: Some(&["idx"]),
    id: Some("idx"),
    example: Example {
        file: "super_glue/boolq/validation-00000-of-00001.parquet",
        record: r#"{"question": "do moles fly", "passage": "Moles never leave the ground.", "idx": 4, "label": 0}"#,
    },
    read: |row| {
        let (question, passage) = (row.text("question")?, row.optional("passage")?);
        let answer = row.label("label")?.map(|word| match word.as_str() {
            "0" | "False" => "false".to_owned(),
            "1" | "True" => "true".to_owned(),
            _ => word,
        });
        Ok(Fields { question, passage, answer, choices: Vec::new() })
    },
    ..Preset::PLAIN
};
