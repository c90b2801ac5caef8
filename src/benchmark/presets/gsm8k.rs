//! GSM8K and MGSM: worked word problems. The answer is the whole solution without its calculator marks.

use serde_json::Value;

use super::super::marks::without_calculations;
use super::super::place::mentions;
use super::{Example, Fields, Preset};

pub(super) const GSM8K: Preset = Preset {
    code: "gsm8k",
    benchmark: Some("gsm8k"),
    required: &["question", "answer"],
    optional: Some(&[]),
    // Many files pair questions with answers; only these mark the final number so.
    also: Some(|layout| {
        layout.first("answer").and_then(Value::as_str).is_some_and(|answer| answer.contains("#### "))
            || (layout.first("answer").is_none() && mentions(layout.file, "gsm8k"))
    }),
    example: Example {
        file: "gsm8k/test.jsonl",
        record: r#"{"question": "A hen lays 3 eggs a day. How many in 4 days?", "answer": "3 * 4 = <<3*4=12>>12\n#### 12"}"#,
    },
    read: |row| {
        let answer = row.optional("answer")?.map(|answer| without_calculations(&answer));
        Ok(Fields { question: row.text("question")?, answer, ..Fields::default() })
    },
    ..Preset::PLAIN
};

pub(super) const MGSM: Preset = Preset {
    code: "mgsm",
    benchmark: Some("mgsm"),
    required: &["question", "answer", "answer_number"],
    per_task: true,
    example: Example {
        file: "mgsm/de/test-00000-of-00001.parquet",
        record: r#"{"question": "Ein Huhn legt 3 Eier am Tag. Wie viele in 5 Tagen?", "answer": null, "answer_number": 15,
            "equation_solution": null}"#,
    },
    read: |row| {
        let answer = row.optional("answer")?.or(row.optional("answer_number")?);
        Ok(Fields { question: row.text("question")?, answer, ..Fields::default() })
    },
    ..Preset::PLAIN
};
