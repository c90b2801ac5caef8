//! HellaSwag: four endings for a situation; `[title]`, `[header]` and `[step]` stay as published.

use super::super::row::FirstDigit;
use super::{Example, Fields, Preset};

pub(super) const HELLASWAG: Preset = Preset {
    code: "hellaswag",
    benchmark: Some("hellaswag"),
    required: &["ctx", "endings", "activity_label"],
    id: Some("ind"),
    split: Some("split"),
    example: Example {
        file: "hellaswag_val.jsonl",
        record: r#"{"ind": 7, "activity_label": "Rowing", "ctx_a": "A woman sits in a boat.", "ctx_b": "she",
            "ctx": "A woman sits in a boat. she", "split": "val", "split_type": "indomain", "source_id": "pond~7",
            "endings": ["takes the oars.", "eats the oars.", "paints a wall.", "sells a hat."], "label": "0"}"#,
    },
    read: |row| {
        let situation = row.text("ctx")?;
        let question =
            row.optional("activity_label")?.map_or(situation.clone(), |label| format!("{label}: {situation}"));
        let choices = row.choices("endings")?;
        let answer = row.pick("label", &choices, FirstDigit::Zero)?;
        Ok(Fields { question, choices, answer, passage: None })
    },
    ..Preset::PLAIN
};
