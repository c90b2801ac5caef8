//! Every preset reads its own invented example, exactly.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::*;

/// A layout as `source` hands it over for these records.
struct Given {
    file: String,
    columns: Vec<String>,
    records: Vec<Record>,
    class_labels: BTreeMap<String, Vec<String>>,
    metadata: serde_json::Map<String, Value>,
    csv: bool,
}

impl Given {
    fn new(file: &str, records: &[Value]) -> Self {
        let records: Vec<Record> = records.iter().map(|record| record.as_object().unwrap().clone()).collect();
        Self {
            file: file.to_owned(),
            columns: records[0].keys().cloned().collect(),
            records,
            class_labels: BTreeMap::new(),
            metadata: serde_json::Map::new(),
            csv: file.ends_with(".csv"),
        }
    }

    fn of(preset: &Preset) -> Self {
        let record: Value = serde_json::from_str(preset.example.record).unwrap();
        let mut given = Self::new(preset.example.file, &[record]);
        if !preset.header {
            given.columns = given.records[0].values().map(|cell| cell.as_str().unwrap().to_owned()).collect();
        }
        given
    }

    fn layout(&self) -> Layout<'_> {
        Layout {
            columns: &self.columns,
            first: self.records.first(),
            class_labels: &self.class_labels,
            metadata: &self.metadata,
            file: &self.file,
            csv: self.csv,
        }
    }

    fn read(&self) -> (Vec<Item>, Vec<Unread>) {
        let rows = (1..).zip(self.records.iter().cloned());
        recognise(&self.layout()).unwrap().read(&self.layout(), None, rows)
    }
}

/// `code | benchmark | id | subset | split role | question | choices | answer | passage`
fn line(code: &str, item: &Item) -> String {
    let word = |text: &Option<String>| text.as_deref().map_or("–".to_owned(), |text| text.replace('\n', "⏎"));
    let (subset, split) = (word(&item.subset), word(&item.split));
    let texts = [item.question.replace('\n', "⏎"), item.choices.join(" / "), word(&item.answer), word(&item.passage)];
    let head = [code, &item.benchmark, &item.item_id, &subset, &format!("{split} {}", item.role.as_str())];
    format!("{} | {}", head.join(" | "), texts.join(" | "))
}

const EXPECTED: &str = include_str!("examples.txt");

#[test]
fn every_example_is_recognised_and_read_by_its_own_preset() {
    let mut lines = Vec::new();
    for preset in PRESETS {
        let given = Given::of(preset);
        let recognised = recognise(&given.layout()).unwrap();
        assert_eq!(recognised.code(), preset.code);
        assert_eq!(recognised.has_header, preset.header, "{}", preset.code);
        let (items, unread) = given.read();
        assert_eq!(unread, [], "{}", preset.code);
        assert_eq!(items.len(), 1, "{}", preset.code);
        let withheld = ["gpqa", "hle"].contains(&preset.code);
        assert_eq!(items[0].withheld, withheld, "{}", preset.code);
        lines.push(line(preset.code, &items[0]));
    }
    assert_eq!(lines.join("\n"), EXPECTED.trim_end());
}

#[test]
fn every_preset_in_the_folder_has_a_line_in_the_list() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/benchmark");
    let list = fs::read_to_string(here.join("presets.rs")).unwrap();
    let mut count = 0;
    for file in fs::read_dir(here.join("presets")).unwrap() {
        let path = file.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("pub(super) const ")?.strip_suffix(": Preset = Preset {"))
            .collect();
        assert!(!names.is_empty(), "{module} has no preset");
        for name in names {
            assert!(list.contains(&format!("\n    &{module}::{name},\n")), "no line for {module}::{name}");
            count += 1;
        }
    }
    assert_eq!(count, PRESETS.len());
}

#[test]
fn preset_codes_are_unique_and_kebab_case() {
    let codes: BTreeSet<&str> = PRESETS.iter().map(|preset| preset.code).collect();
    assert_eq!(codes.len(), PRESETS.len());
    let kebab = |code: &&str| code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    assert!(codes.iter().all(kebab));
}

#[test]
fn an_unknown_layout_is_refused_with_its_columns_and_the_fix() {
    let given = Given::new("logs/visits.jsonl", &[json!({"text": "a", "when": 1})]);
    let error = recognise(&given.layout()).unwrap_err();
    let message = "unrecognised benchmark layout in `logs/visits.jsonl`: its columns are `text`, `when`";
    assert_eq!(error.to_string(), message);
    let hint = error.hint().unwrap();
    assert!(hint.contains("--against NAME=mapping.toml"), "{hint}");
    assert!(hint.contains("files = [\"visits.jsonl\"]"), "{hint}");
}

#[test]
fn a_row_that_cannot_become_an_item_is_returned_with_its_column() {
    let good = json!({"question": "Which?", "subject": "s", "choices": ["a", "b"], "answer": 0});
    let bad = json!({"question": "Which?", "subject": "s", "choices": ["a", "b"], "answer": 2});
    let empty = json!({"question": " ", "subject": "s", "choices": ["a", "b"], "answer": 0});
    let (items, unread) = Given::new("mmlu/test.jsonl", &[bad, good, empty]).read();
    assert_eq!(items.iter().map(|item| (item.row, item.item_id.as_str())).collect::<Vec<_>>(), [(2, "s/1")]);
    let said: Vec<_> = unread.iter().map(|row| (row.row, row.reason, row.message.as_str())).collect();
    let expected = [
        (Some(1), "bad-item", "column `answer` names none of the 2 choices"),
        (Some(3), "bad-item", "column `question` is empty"),
    ];
    assert_eq!(said, expected);
}

#[test]
fn an_id_given_before_gets_a_number() {
    let rows = ["a", "a", "a#2", "a"].map(|id| json!({"id": id, "question": "Where?", "answer": "there"}));
    let (items, _) = Given::new("places.jsonl", &rows).read();
    let ids: Vec<&str> = items.iter().map(|item| item.item_id.as_str()).collect();
    assert_eq!(ids, ["a", "a#2", "a#2#2", "a#3"]);
}

#[test]
fn the_callers_name_takes_the_place_of_every_other() {
    let given =
        Given::new("references/x.jsonl", &[json!({"eval_key": "k", "eval_instance_index": 0, "question": "Q?"})]);
    let rows = || (1..).zip(given.records.iter().cloned());
    let recognised = recognise(&given.layout()).unwrap();
    assert_eq!(recognised.read(&given.layout(), None, rows()).0[0].benchmark, "k");
    assert_eq!(recognised.read(&given.layout(), Some("mine"), rows()).0[0].benchmark, "mine");
}

#[test]
fn a_canary_column_withholds_and_a_canary_beside_the_rows_does_not() {
    let rows = [json!({"question": "Q?", "answer": "a", "Canary String": ""}), json!({"question": "R?"})];
    assert!(Given::new("q.jsonl", &rows).read().0.iter().all(|item| item.withheld));
    let mut given = Given::new("pond.json", &[json!({"input": "Q?", "target": "a"})]);
    given.metadata.insert("canary".to_owned(), json!("keep out"));
    let (items, _) = given.read();
    assert_eq!((items[0].benchmark.as_str(), items[0].withheld), ("bbh/pond", false));
}

#[test]
fn class_numbers_are_read_by_their_names() {
    let record = json!({"question": "Which?", "subject": "s", "choices": ["a", "b"], "answer": 1});
    let mut given = Given::new("mmlu/all/test-00000-of-00001.parquet", &[record]);
    given.class_labels.insert("answer".to_owned(), ["B", "A"].map(str::to_owned).to_vec());
    assert_eq!(given.read().0[0].answer.as_deref(), Some("a"));
    let record = json!({"question": "is it", "passage": "It is.", "idx": 1, "label": 1});
    let mut given = Given::new("boolq/validation.jsonl", &[record]);
    given.class_labels.insert("label".to_owned(), ["False", "True"].map(str::to_owned).to_vec());
    assert_eq!(given.read().0[0].answer.as_deref(), Some("true"));
}

#[test]
fn a_header_of_letters_is_not_taken_for_a_row() {
    let mut given = Given::of(PRESETS.iter().find(|preset| preset.code == "mmlu-csv").unwrap());
    given.columns = ["prompt", "A", "B", "C", "D", "E"].map(str::to_owned).to_vec();
    assert!(recognise(&given.layout()).is_err());
    given.columns = ["A, of course?", "A", "B", "C", "D", "E"].map(str::to_owned).to_vec();
    assert!(!recognise(&given.layout()).unwrap().has_header);
    given.csv = false;
    assert!(recognise(&given.layout()).is_err());
}

#[test]
fn unlabelled_splits_have_no_answer() {
    let test = json!({"ind": 3, "activity_label": "Rowing", "ctx": "[header] Row [title] Sit.", "label": "",
        "endings": "[\"on the bench\", \"on the oar\"]", "split": "test"});
    let (items, _) = Given::new("hellaswag_test.jsonl", &[test]).read();
    assert_eq!(items[0].question, "Rowing: [header] Row [title] Sit.");
    assert_eq!((items[0].choices.len(), items[0].answer.as_deref()), (2, None));
    let (items, _) = Given::new(
        "squad/dev.jsonl",
        &[json!({"id": "a", "context": "C.", "question": "Q?",
        "answers": {"text": [], "answer_start": []}})],
    )
    .read();
    assert_eq!(items[0].answer, None);
}

#[test]
fn agieval_answers_may_be_written_or_be_several_options() {
    let row = |options: Value, label: Value, answer: Value| json!({"passage": "", "question": "Q?", "options": options, "label": label, "answer": answer});
    let options = json!(["(A)one", "(B)two", "(C)three", "(C)four"]);
    let rows = [
        row(Value::Null, Value::Null, json!("42")),
        row(json!([]), Value::Null, json!(7)),
        row(options.clone(), json!("A C"), Value::Null),
        row(options.clone(), json!(["B", "D"]), Value::Null),
        row(options, json!("E"), Value::Null),
    ];
    let (items, unread) = Given::new("agieval/counts.jsonl", &rows).read();
    let answers: Vec<_> = items.iter().map(|item| item.answer.as_deref().unwrap()).collect();
    assert_eq!(answers, ["42", "7", "one\nthree", "two\nfour"]);
    assert_eq!(items[2].choices, ["one", "two", "three", "four"]);
    assert_eq!((items[0].passage.as_deref(), items[0].item_id.as_str()), (None, "counts/0"));
    assert_eq!(unread[0].message, "column `label` names none of the 4 choices");
}

#[test]
fn files_of_questions_and_answers_keep_their_own_name() {
    let given = |file, answer: &str| Given::new(file, &[json!({"question": "Q?", "answer": answer})]);
    assert_eq!(given("AIME2025-I.jsonl", "70").read().0[0].benchmark, "AIME2025-I");
    assert_eq!(given("sums.jsonl", "2\n#### 2").read().0[0].benchmark, "gsm8k");
    assert_eq!(given("quiz/test.jsonl", "70").read().0[0].item_id, "quiz/0");
}

#[test]
fn a_normalised_number_counts_choices_and_a_letter_names_one() {
    let row = |choices: Value, answer: Value| json!({"question": "Q?", "choices": choices, "answer": answer});
    let rows = [
        row(json!(["3", "1"]), json!(1)),
        row(json!(["3", "1"]), json!("3")),
        row(json!(["x", "y"]), json!("B")),
        row(json!(["B", "A"]), json!("B")),
        row(json!([]), json!(51.0)),
        row(json!(["(A)x", "(B)y"]), json!("(B)y")),
        row(json!(["[1,2]", "[1]"]), json!("[1,2]")),
        row(json!(["x", "y"]), json!("C")),
    ];
    let (items, unread) = Given::new("n.jsonl", &rows).read();
    let answers: Vec<_> = items.iter().map(|item| item.answer.as_deref().unwrap()).collect();
    assert_eq!(answers, ["1", "3", "y", "B", "51.0", "y", "[1,2]"]);
    assert_eq!((unread.len(), unread[0].row), (1, Some(8)));
}

#[test]
fn every_row_is_an_item_or_unread_whatever_its_cells_hold() {
    let odd = [
        json!(null),
        json!(""),
        json!("[\"x\""),
        json!("{\"text\": 1, \"label\": [2]}"),
        json!("－（é"),
        json!(-1),
        json!(1e300),
        json!(true),
        json!([]),
        json!([[null, {"text": "x"}]]),
        json!({"text": ["x"], "label": ["A", "B"]}),
    ];
    for preset in PRESETS {
        let given = Given::of(preset);
        let recognised = Recognised { reader: Reader::Preset(preset), has_header: preset.header };
        for column in given.records[0].keys() {
            for cell in &odd {
                let mut record = given.records[0].clone();
                record.insert(column.clone(), cell.clone());
                let (items, unread) = recognised.read(&given.layout(), None, [(1, record)]);
                assert_eq!(items.len() + unread.len(), 1, "{} {column} {cell}", preset.code);
            }
        }
        let (items, unread) = recognised.read(&given.layout(), None, [(0, Record::new())]);
        assert_eq!((items.len(), unread.len()), (0, 1), "{}", preset.code);
    }
}
