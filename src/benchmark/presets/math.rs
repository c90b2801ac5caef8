//! MATH and MATH-500: the answer is the worked solution, which holds the boxed result.

use super::aime::problem;
use super::{Example, Preset};

pub(super) const MATH_500: Preset = Preset {
    code: "math-500",
    benchmark: Some("math-500"),
    required: &["problem", "solution", "answer", "subject", "unique_id"],
    one_split: true,
    id: Some("unique_id"),
    subset: Some("subject"),
    example: Example {
        file: "MATH-500/test.jsonl",
        record: r#"{"problem": "Compute $7 + 8$.", "solution": "It is $\\boxed{15}$.", "answer": "15",
            "subject": "Prealgebra", "level": 1, "unique_id": "test/prealgebra/9001.json"}"#,
    },
    read: |row| problem(row, "problem", "answer", Some("solution")),
    ..Preset::PLAIN
};

pub(super) const MATH: Preset = Preset {
    code: "math",
    benchmark: Some("math"),
    required: &["problem", "level", "type", "solution"],
    subset: Some("type"),
    example: Example {
        file: "hendrycks_math/algebra/test-00000-of-00001.parquet",
        record: r#"{"problem": "Solve $2x = 10$.", "level": "Level 1", "type": "Algebra",
            "solution": "Halve both sides: $x = \\boxed{5}$."}"#,
    },
    read: |row| problem(row, "problem", "answer", Some("solution")),
    ..Preset::PLAIN
};
