//! Natural Questions, with its pages and in the open form.

use serde_json::Value;

use super::super::place::mentions;
use super::{Example, Fault, Fields, Preset, Row};

pub(super) const PAGES: Preset = Preset {
    code: "natural-questions",
    benchmark: Some("natural-questions"),
    required: &["id", "document", "question", "annotations"],
    id: Some("id"),
    example: Example {
        file: "natural_questions/default/validation-00000-of-00007.parquet",
        record: r#"{"id": "n1", "question": {"text": "who built the old mill"}, "document": {"title": "Mill", "tokens":
            {"token": ["<P>", "Bo", "built", "it"], "is_html": [true, false, false, false]}},
            "annotations": {"short_answers": [{"text": []}, {"text": ["Bo"]}]}}"#,
    },
    read: |row| {
        let question = row.optional("question.text").ok().flatten().map_or_else(|| row.text("question"), Ok)?;
        let answer = row.first("annotations.short_answers.text");
        Ok(Fields { question, choices: Vec::new(), answer, passage: page(row)? })
    },
    ..Preset::PLAIN
};

/// The words of the page, without its tags.
fn page(row: &Row<'_>) -> Result<Option<String>, Fault> {
    let (Some(words), Some(tags)) = (row.value("document.tokens.token"), row.value("document.tokens.is_html")) else {
        return Ok(None);
    };
    let (Some(words), Some(tags)) = (words.as_array(), tags.as_array()) else {
        return Err(Fault::new("document", "holds no `token` and `is_html` lists"));
    };
    if words.len() != tags.len() {
        return Err(Fault::new("document", "holds `token` and `is_html` lists of unequal length"));
    }
    let is_word =
        |(word, tag): (&'_ Value, &Value)| (tag != &Value::Bool(true)).then(|| word.as_str().map(str::to_owned));
    let words: Vec<String> = words.iter().zip(tags).filter_map(is_word).flatten().collect();
    Ok((!words.is_empty()).then(|| words.join(" ")))
}

/// The open form: a question and a list of answers, the first of which is taken.
pub(super) const OPEN: Preset = Preset {
    code: "nq-open",
    benchmark: Some("nq-open"),
    required: &["question", "answer"],
    optional: Some(&[]),
    also: Some(|layout| {
        let listed = |answer: &Value| answer.is_array() || answer.as_str().is_some_and(|text| text.starts_with('['));
        mentions(layout.file, "nqopen") || mentions(layout.file, "naturalquestions") || {
            mentions(layout.file, "nq") && layout.first("answer").is_some_and(listed)
        }
    }),
    example: Example {
        file: "nq_open/nq_open/validation-00000-of-00001.parquet",
        record: r#"{"question": "who painted the mill door", "answer": ["Ida", "Ida Pond"]}"#,
    },
    read: |row| {
        let listed =
            row.texts("answer").or_else(|_| row.optional("answer").map(|answer| answer.into_iter().collect()))?;
        Ok(Fields { question: row.text("question")?, answer: listed.into_iter().next(), ..Fields::default() })
    },
    ..Preset::PLAIN
};
