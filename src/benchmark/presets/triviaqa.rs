//! TriviaQA: the answer is its value; the passage is what the entity pages say.

use super::{Example, Fields, Preset};

pub(super) const TRIVIAQA: Preset = Preset {
    code: "triviaqa",
    benchmark: Some("triviaqa"),
    required: &["question", "question_id", "question_source", "answer"],
    id: Some("question_id"),
    example: Example {
        file: "trivia_qa/rc/validation-00000-of-00003.parquet",
        record: r#"{"question": "Which bird names the Ulm inn?", "question_id": "tq1", "question_source": "pond",
            "entity_pages": {"title": ["Inn"], "wiki_context": ["The inn is the Heron."]},
            "answer": {"value": "Heron", "aliases": ["The Heron"]}}"#,
    },
    read: |row| {
        let (question, answer) = (row.text("question")?, row.first("answer.value"));
        Ok(Fields { question, answer, passage: row.joined("entity_pages.wiki_context", "\n\n"), choices: Vec::new() })
    },
    ..Preset::PLAIN
};
