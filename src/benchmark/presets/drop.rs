//! DROP: reading with numbers, dates and spans, in the two layouts that circulate.

use super::{Example, Fault, Fields, Preset, Row};

/// Distinct spans are joined: several annotators often give the same one.
pub(super) const SPANS: Preset = Preset {
    code: "drop",
    benchmark: Some("drop"),
    required: &["query_id", "passage", "question", "answers_spans"],
    id: Some("query_id"),
    example: Example {
        file: "drop/data/validation-00000-of-00001.parquet",
        record: r#"{"section_id": "s1", "query_id": "q1", "passage": "The ferry took 4 sheep and 9 goats.",
            "question": "How many sheep went?", "answers_spans": {"spans": ["4", "4"], "types": ["number", "number"]}}"#,
    },
    read: |row| {
        let mut spans = Vec::new();
        for span in row.every("answers_spans.spans") {
            if !spans.contains(&span) {
                spans.push(span);
            }
        }
        read(row, Some(spans.join(", ")))
    },
    ..Preset::PLAIN
};

pub(super) const PARTS: Preset = Preset {
    code: "drop-parts",
    benchmark: Some("drop"),
    required: &["query_id", "passage", "question", "answer"],
    id: Some("query_id"),
    example: Example {
        file: "drop/validation.jsonl",
        record: r#"{"query_id": "q2", "passage": "The ferry sank on 3 May 1890.", "question": "When did it sink?",
            "answer": {"number": "", "date": {"day": "3", "month": "May", "year": "1890"}, "spans": []}}"#,
    },
    read: |row| {
        let date = || {
            let parts = ["day", "month", "year"].map(|part| row.first(&format!("answer.date.{part}")));
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        let number = row.optional("answer.number")?;
        read(row, number.or_else(|| row.joined("answer.spans", ", ")).or_else(|| Some(date())))
    },
    ..Preset::PLAIN
};

fn read(row: &Row<'_>, answer: Option<String>) -> Result<Fields, Fault> {
    let answer = answer.filter(|answer| !answer.is_empty());
    Ok(Fields { question: row.text("question")?, answer, passage: row.optional("passage")?, choices: Vec::new() })
}
