//! ZebraLogic: puzzles with a grid to fill, and questions about such puzzles.

use super::{Example, Fields, Preset};

/// The answer is every cell of the solved grid.
pub(super) const GRID: Preset = Preset {
    code: "zebralogic-grid",
    benchmark: Some("zebralogic"),
    required: &["id", "size", "puzzle", "solution"],
    one_split: true,
    id: Some("id"),
    example: Example {
        file: "ZebraLogicBench/grid_mode/test-00000-of-00001.parquet",
        record: r#"{"id": "z1", "size": "2*2", "puzzle": "Two boats lie side by side.", "created_at": "2020",
            "solution": {"header": ["Boat", "Sail"], "rows": [["1", "red"], ["2", "blue"]]}}"#,
    },
    read: |row| {
        Ok(Fields { question: row.text("puzzle")?, answer: row.joined("solution.rows", " "), ..Fields::default() })
    },
    ..Preset::PLAIN
};

pub(super) const CHOICES: Preset = Preset {
    code: "zebralogic-choices",
    benchmark: Some("zebralogic"),
    required: &["id", "puzzle", "question", "choices", "answer"],
    one_split: true,
    id: Some("id"),
    example: Example {
        file: "ZebraLogicBench/mc_mode/test-00000-of-00001.parquet",
        record: r#"{"id": "z2", "puzzle": "Two boats lie side by side.", "question": "Which sail is red?",
            "choices": ["first", "second"], "answer": "first", "created_at": "2020"}"#,
    },
    read: |row| {
        let (question, choices) = (row.text("question")?, row.choices("choices")?);
        Ok(Fields { question, choices, answer: row.optional("answer")?, passage: row.optional("puzzle")? })
    },
    ..Preset::PLAIN
};
