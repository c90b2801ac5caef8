//! AIME in the layouts that circulate: the worked solution is the answer where there is one, since a bare integer
//! cannot be told from ordinary text.

use super::super::place::mentions;
use super::{Example, Fault, Fields, Preset, Row};

pub(super) const YEARS: Preset = Preset {
    code: "aime-years",
    benchmark: Some("aime"),
    required: &["ID", "Year", "Problem Number", "Question", "Answer"],
    id: Some("ID"),
    one_split: true,
    example: Example {
        file: "AIME_Dataset_1983_2024.csv",
        record: r#"{"ID": "1901-1", "Year": 1901, "Problem Number": 1, "Question": "How many pens fill 3 boxes of 7?",
            "Answer": "21", "Part": null}"#,
    },
    read: |row| problem(row, "Question", "Answer", None),
    ..Preset::PLAIN
};

pub(super) const CAPITALS: Preset = Preset {
    code: "aime-capitals",
    benchmark: Some("aime"),
    required: &["ID", "Problem", "Solution", "Answer"],
    id: Some("ID"),
    one_split: true,
    example: Example {
        file: "aime_2024_problems.parquet",
        record: r#"{"ID": "1901-I-2", "Problem": "Add the first 3 odd numbers.", "Solution": "They are 1, 3 and 5, so 9.",
            "Answer": 9}"#,
    },
    read: |row| problem(row, "Problem", "Answer", Some("Solution")),
    ..Preset::PLAIN
};

pub(super) const PROBLEMS: Preset = Preset {
    code: "aime",
    benchmark: Some("aime"),
    required: &["problem", "answer"],
    optional: Some(&["id", "solution", "url", "year"]),
    also: Some(|layout| mentions(layout.file, "aime") || layout.has("year")),
    id: Some("id"),
    one_split: true,
    example: Example {
        file: "aime25/test.jsonl",
        record: r#"{"problem": "Find the product of 12 and 12.", "answer": "144", "id": "0"}"#,
    },
    read: |row| problem(row, "problem", "answer", Some("solution")),
    ..Preset::PLAIN
};

pub(super) fn problem(row: &Row<'_>, question: &str, answer: &str, solution: Option<&str>) -> Result<Fields, Fault> {
    let solution = solution.map_or(Ok(None), |column| row.optional(column))?;
    Ok(Fields { question: row.text(question)?, answer: solution.or(row.optional(answer)?), ..Fields::default() })
}
