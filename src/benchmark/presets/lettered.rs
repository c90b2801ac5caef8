//! Options in columns `A` to `D`: C-Eval, CMMLU, MMMLU, and files of the same kind.

use super::super::place::mentions;
use super::super::row::FirstDigit;
use super::{Example, Fault, Fields, Preset, Row};

pub(super) const CEVAL: Preset = Preset {
    code: "ceval",
    benchmark: Some("ceval"),
    required: &["question", "A", "B", "C", "D", "answer"],
    also: Some(|layout| mentions(layout.file, "ceval") || layout.has("explanation")),
    per_task: true,
    example: Example {
        file: "ceval-exam/val/pond_val.csv",
        record: r#"{"id": 0, "question": "青蛙的幼体叫什么？", "A": "蝌蚪", "B": "雏鸟", "C": "幼犬", "D": "蛹", "answer": "A"}"#,
    },
    read: |row| read(row, "question", "answer"),
    ..Preset::PLAIN
};

pub(super) const CMMLU: Preset = Preset {
    code: "cmmlu",
    benchmark: Some("cmmlu"),
    required: &["Question", "A", "B", "C", "D", "Answer"],
    also: Some(|layout| !layout.has("Subject")),
    per_task: true,
    example: Example {
        file: "cmmlu/test/pond.csv",
        record: r#"{"": 0, "Question": "荷花长在哪里？", "A": "水中", "B": "沙漠", "C": "雪山", "D": "空中", "Answer": "A"}"#,
    },
    read: |row| read(row, "Question", "Answer"),
    ..Preset::PLAIN
};

pub(super) const MMMLU: Preset = Preset {
    code: "mmmlu",
    benchmark: Some("mmmlu"),
    required: &["Question", "A", "B", "C", "D", "Answer", "Subject"],
    subset: Some("Subject"),
    example: Example {
        file: "MMMLU/test/mmlu_DE-DE.csv",
        record: r#"{"Unnamed: 0": 0, "Question": "Was frisst der Reiher?", "A": "Fische", "B": "Steine", "C": "Heu",
            "D": "Glas", "Answer": "A", "Subject": "pond_biology"}"#,
    },
    read: |row| read(row, "Question", "Answer"),
    ..Preset::PLAIN
};

/// Any other file of this kind.
pub(super) const LETTERED: Preset = Preset {
    code: "lettered-options",
    required: &["question", "A", "B", "C", "D", "answer"],
    optional: Some(&["id", "E", "subject"]),
    id: Some("id"),
    subset: Some("subject"),
    example: Example {
        file: "harbour.csv",
        record: r#"{"question": "Which knot holds a boat?", "A": "cleat hitch", "B": "bow tie", "C": "braid", "D": "plait",
            "answer": "A"}"#,
    },
    read: |row| read(row, "question", "answer"),
    ..Preset::PLAIN
};

fn read(row: &Row<'_>, question: &str, answer: &str) -> Result<Fields, Fault> {
    let mut choices = vec![row.text("A")?, row.text("B")?, row.text("C")?, row.text("D")?];
    choices.extend(row.optional("E")?);
    let answer = row.pick(answer, &choices, FirstDigit::Zero)?;
    Ok(Fields { question: row.text(question)?, choices, answer, passage: None })
}
