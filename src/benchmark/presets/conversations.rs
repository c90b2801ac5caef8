//! CoQA and QuAC: a conversation about a passage is one item, its questions and its answers joined line by line.

use super::{Example, Fault, Fields, Preset, Row};

pub(super) const COQA: Preset = Preset {
    code: "coqa",
    benchmark: Some("coqa"),
    required: &["story", "questions", "answers"],
    id: Some("id"),
    example: Example {
        file: "coqa/data/validation-00000-of-00001.parquet",
        record: r#"{"source": "pond", "story": "Ada fed two geese.", "questions": ["Who fed them?", "How many?"],
            "answers": {"input_text": ["Ada", "two"], "answer_start": [0, 8], "answer_end": [3, 11]}}"#,
    },
    read: |row| turns(row, "story", "answers.input_text"),
    ..Preset::PLAIN
};

pub(super) const QUAC: Preset = Preset {
    code: "quac",
    benchmark: Some("quac"),
    required: &["dialogue_id", "context", "questions", "orig_answers"],
    id: Some("dialogue_id"),
    example: Example {
        file: "quac/validation.jsonl",
        record: r#"{"dialogue_id": "d1", "context": "The mill closed in spring.", "questions": ["When did it close?"],
            "orig_answers": {"texts": ["in spring"], "answer_starts": [16]}}"#,
    },
    read: |row| turns(row, "context", "orig_answers.texts"),
    ..Preset::PLAIN
};

fn turns(row: &Row<'_>, passage: &str, answers: &str) -> Result<Fields, Fault> {
    let question = row.joined("questions", "\n").ok_or_else(|| Fault::new("questions", "is missing"))?;
    Ok(Fields { question, choices: Vec::new(), answer: row.joined(answers, "\n"), passage: row.optional(passage)? })
}
