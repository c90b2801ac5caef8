//! AGIEval: exam questions with lettered options or a written answer, one file per exam.

use super::super::marks::strip_option_letters;
use super::super::row::{FirstDigit, names_no_choice, position};
use super::{Example, Fault, Fields, Preset, Row};

pub(super) const AGIEVAL: Preset = Preset {
    code: "agieval",
    benchmark: Some("agieval"),
    required: &["passage", "question", "options", "label"],
    per_task: true,
    one_split: true,
    example: Example {
        file: "agieval/pond-quiz.jsonl",
        record: r#"{"passage": null, "question": "哪一种动物会飞？", "options": ["(A)鱼", "(B)鸟"], "label": "B", "answer": null,
            "other": null}"#,
    },
    read: |row| {
        let mut choices = row.texts("options")?;
        strip_option_letters(&mut choices, None);
        let written = row.optional("answer")?;
        let answer =
            if choices.is_empty() { written.or(row.label("label")?) } else { named(row, &choices)?.or(written) };
        Ok(Fields { question: row.text("question")?, choices, answer, passage: row.optional("passage")? })
    },
    ..Preset::PLAIN
};

pub(super) const HAILS: Preset = Preset {
    code: "agieval-hails",
    benchmark: Some("agieval"),
    required: &["query", "choices", "gold"],
    per_task: true,
    one_split: true,
    example: Example {
        file: "agieval-pond-quiz/data/test-00000-of-00001.parquet",
        record: r#"{"query": "Q: Which one swims? Answer Choices: (A)owl (B)eel", "choices": ["(A)owl", "(B)eel"], "gold": [1]}"#,
    },
    read: |row| {
        let mut choices = row.texts("choices")?;
        strip_option_letters(&mut choices, None);
        let mut answers = Vec::new();
        for gold in row.texts("gold")? {
            let choice = position(&gold, FirstDigit::Zero).and_then(|k| choices.get(k));
            // Without choices the gold is the answer itself.
            answers.push(if choices.is_empty() { gold } else { choice.ok_or_else(|| none(&choices, "gold"))?.clone() });
        }
        let answer = (!answers.is_empty()).then(|| answers.join("\n"));
        Ok(Fields { question: row.text("query")?, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};

/// The options that `B`, `ACD`, `A C` or `["A", "C"]` names.
fn named(row: &Row<'_>, choices: &[String]) -> Result<Option<String>, Fault> {
    let letters = row.joined("label", "").unwrap_or_default();
    let mut answers = Vec::new();
    for letter in letters.chars().filter(|c| !c.is_whitespace() && !",;()".contains(*c)) {
        let choice = position(letter.encode_utf8(&mut [0; 4]), FirstDigit::Zero).and_then(|k| choices.get(k));
        answers.push(choice.ok_or_else(|| none(choices, "label"))?.as_str());
    }
    Ok((!answers.is_empty()).then(|| answers.join("\n")))
}

fn none(choices: &[String], column: &str) -> Fault {
    names_no_choice(column, choices.len())
}
