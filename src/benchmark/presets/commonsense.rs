//! Commonsense questions: CommonsenseQA, OpenBookQA, SocialIQA and PIQA.

use super::super::row::FirstDigit;
use super::{Example, Fault, Fields, Preset, Row};

pub(super) const COMMONSENSEQA: Preset = Preset {
    code: "commonsenseqa",
    benchmark: Some("commonsenseqa"),
    required: &["question", "question_concept", "choices", "answerKey"],
    id: Some("id"),
    example: Example {
        file: "commonsense_qa/data/validation-00000-of-00001.parquet",
        record: r#"{"id": "c1", "question": "Where would you keep a canoe?", "question_concept": "canoe", "answerKey": "B",
            "choices": {"label": ["A", "B"], "text": ["wallet", "boathouse"]}}"#,
    },
    read: |row| labelled(row, "question"),
    ..Preset::PLAIN
};

pub(super) const OPENBOOKQA: Preset = Preset {
    code: "openbookqa",
    benchmark: Some("openbookqa"),
    required: &["question_stem", "choices", "answerKey"],
    id: Some("id"),
    example: Example {
        file: "openbookqa/main/test-00000-of-00001.parquet",
        record: r#"{"id": "7-1", "question_stem": "Ice on a warm plate will", "answerKey": "A",
            "choices": {"text": ["melt", "sing"], "label": ["A", "B"]}}"#,
    },
    read: |row| labelled(row, "question_stem"),
    ..Preset::PLAIN
};

pub(super) const SOCIALIQA: Preset = Preset {
    code: "socialiqa",
    benchmark: Some("socialiqa"),
    required: &["context", "question", "answerA", "answerB", "answerC"],
    example: Example {
        file: "social_i_qa/dev.jsonl",
        record: r#"{"context": "Kim lent Lee an umbrella.", "question": "How does Lee feel?", "answerA": "grateful",
            "answerB": "robbed", "answerC": "sleepy", "label": "1"}"#,
    },
    read: |row| {
        let choices = vec![row.text("answerA")?, row.text("answerB")?, row.text("answerC")?];
        let answer = row.pick("label", &choices, FirstDigit::One)?;
        Ok(Fields { question: row.text("question")?, choices, answer, passage: row.optional("context")? })
    },
    ..Preset::PLAIN
};

pub(super) const PIQA: Preset = Preset {
    code: "piqa",
    benchmark: Some("piqa"),
    required: &["goal", "sol1", "sol2"],
    example: Example {
        file: "piqa/valid.jsonl",
        record: r#"{"goal": "dry wet boots", "sol1": "stuff them with paper", "sol2": "fill them with soup", "label": 0}"#,
    },
    read: |row| {
        let choices = vec![row.text("sol1")?, row.text("sol2")?];
        let answer = row.pick("label", &choices, FirstDigit::Zero)?;
        Ok(Fields { question: row.text("goal")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};

fn labelled(row: &Row<'_>, question: &str) -> Result<Fields, Fault> {
    let (choices, labels) = row.labelled("choices")?;
    let answer = row.pick_labelled("answerKey", &choices, &labels)?;
    Ok(Fields { question: row.text(question)?, choices, answer, passage: None })
}
