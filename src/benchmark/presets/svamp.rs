//! SVAMP: the story and the question of a sum are one text.

use super::{Example, Fields, Preset};

pub(super) const SVAMP: Preset = Preset {
    code: "svamp",
    benchmark: Some("svamp"),
    required: &["Body", "Question", "Answer"],
    id: Some("ID"),
    example: Example {
        file: "svamp/data/test-00000-of-00001.parquet",
        record: r#"{"ID": "pond-1", "Body": "Ida has 8 oars and lends 3.", "Question": "How many are left?",
            "Equation": "( 8.0 - 3.0 )", "Answer": 5.0, "Type": "Subtraction"}"#,
    },
    read: |row| {
        let asked = row.text("Question")?;
        let question = row.optional("Body")?.map_or(asked.clone(), |body| format!("{} {asked}", body.trim_end()));
        Ok(Fields { question, answer: row.optional("Answer")?, ..Fields::default() })
    },
    ..Preset::PLAIN
};
