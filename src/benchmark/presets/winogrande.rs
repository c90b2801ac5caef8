//! WinoGrande: a sentence with a gap. The choices are both filled sentences, so that either form is found.

use super::super::row::FirstDigit;
use super::{Example, Fault, Fields, Preset};

pub(super) const WINOGRANDE: Preset = Preset {
    code: "winogrande",
    benchmark: Some("winogrande"),
    required: &["sentence", "option1", "option2"],
    id: Some("qID"),
    example: Example {
        file: "winogrande/winogrande_xl/validation-00000-of-00001.parquet",
        record: r#"{"sentence": "The oar missed the buoy because the _ was short.", "option1": "oar", "option2": "buoy",
            "answer": "1"}"#,
    },
    read: |row| {
        let question = row.text("sentence")?;
        if !question.contains('_') {
            return Err(Fault::new("sentence", "has no gap `_`"));
        }
        let filled = |option: String| question.replacen('_', &option, 1);
        let choices = vec![filled(row.text("option1")?), filled(row.text("option2")?)];
        let answer = row.pick("answer", &choices, FirstDigit::One)?;
        Ok(Fields { question, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};
