//! A user's own layout: a TOML file that says which column means what.
//!
//! ```toml
//! schema = "mapping/v1"
//! name = "my-bench"            # optional; else the file's stem
//! files = ["data/*.jsonl"]     # relative to this file
//! header = true                # optional; false for CSV whose columns are then "0", "1", …
//!
//! [columns]
//! question = "prompt.text"     # a dotted path into objects, or a list of columns, joined line by line
//! choices = "options"          # a list of texts, a `{text, label}` object, or a list of columns
//! answer = "label"
//! answer_kind = "auto"         # text, index (from 0), one-based, letter, auto
//! passage = "context"
//! id = "uid"
//! subset = "topic"
//! split = "split"
//! ```

use serde::Deserialize;
use serde_json::Value;

use super::marks::without_calculations;
use super::place::Place;
use super::row::{Fault, Fields, FirstDigit, Row, names_no_choice, position};
use super::{Error, Identity, Layout, Reader, Recognised};

/// The version that mapping files bear.
const SCHEMA: &str = "mapping/v1";

/// A mapping that has been read and makes sense by itself; its columns are checked against a file by `recognise`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    schema: toml::Spanned<String>,
    name: Option<String>,
    files: toml::Spanned<Vec<String>>,
    #[serde(default = "yes")]
    header: bool,
    columns: Columns,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    question: Names,
    choices: Option<Names>,
    answer: Option<String>,
    #[serde(default)]
    answer_kind: AnswerKind,
    passage: Option<Names>,
    id: Option<String>,
    subset: Option<String>,
    split: Option<String>,
}

impl Columns {
    pub(super) const NAMES: &'static [&'static str] =
        &["question", "choices", "answer", "answer_kind", "passage", "id", "subset", "split"];

    /// Every column the mapping uses.
    fn used(&self) -> impl Iterator<Item = &str> {
        let lists = [Some(&self.question), self.choices.as_ref(), self.passage.as_ref()];
        let single = [&self.answer, &self.id, &self.subset, &self.split];
        lists.into_iter().flatten().flat_map(Names::iter).chain(single.into_iter().flatten().map(String::as_str))
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a column name or a list of column names")]
enum Names {
    One(String),
    Many(Vec<String>),
}

impl Names {
    fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Names::One(name) => std::slice::from_ref(name),
            Names::Many(names) => names.as_slice(),
        }
        .iter()
        .map(String::as_str)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum AnswerKind {
    Text,
    Index,
    OneBased,
    Letter,
    #[default]
    Auto,
}

impl Mapping {
    /// Reads a mapping file's text. Unknown keys are refused with their position.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let invalid = |at: usize, message: &str| {
            let before = text.get(..at).unwrap_or(text);
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            Error::Mapping {
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                message: message.to_owned(),
            }
        };
        let mapping: Mapping = toml::from_str(text)
            .map_err(|error| invalid(error.span().map_or(0, |span| span.start), error.message().trim_end()))?;
        if mapping.schema.get_ref() != SCHEMA {
            return Err(invalid(mapping.schema.span().start, &format!("expected schema `{SCHEMA}`")));
        }
        if mapping.files.get_ref().is_empty() {
            return Err(invalid(mapping.files.span().start, "`files` names no file"));
        }
        let unnamed = |names: &Names| names.iter().next().is_none();
        if unnamed(&mapping.columns.question) || mapping.columns.choices.as_ref().is_some_and(unnamed) {
            return Err(invalid(mapping.files.span().start, "a list of columns is empty"));
        }
        Ok(mapping)
    }

    /// The benchmark's name, where the mapping gives one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The files to read, as written: paths and patterns relative to the mapping file.
    pub fn files(&self) -> &[String] {
        self.files.get_ref()
    }

    /// The mapping as a reader of this file; refused when the file lacks a column.
    pub fn recognise(&self, layout: &Layout<'_>) -> Result<Recognised, Error> {
        let numbered: Vec<String> = (0..layout.columns.len()).map(|k| k.to_string()).collect();
        let columns = if self.header { layout.columns } else { &numbered };
        let known = |path: &str| {
            let head = path.split_once('.').map_or(path, |(head, _)| head);
            columns.iter().any(|column| column == path || column == head)
        };
        match self.columns.used().find(|path| !known(path)) {
            Some(path) => Err(Error::UnknownColumn {
                column: path.to_owned(),
                file: layout.file.to_owned(),
                columns: columns.to_vec(),
            }),
            None => Ok(Recognised { reader: Reader::Mapping(Box::new(self.clone())), has_header: self.header }),
        }
    }

    pub(super) fn fields(&self, row: &Row<'_>) -> Result<Fields, Fault> {
        let (choices, labels) = self.choices(row)?;
        let answer = match &self.columns.answer {
            Some(path) => self.answer(row, path, &choices, &labels)?,
            None => None,
        };
        let passage = self.columns.passage.as_ref().and_then(|names| lines(row, names));
        let question = lines(row, &self.columns.question).ok_or_else(|| {
            let names: Vec<&str> = self.columns.question.iter().collect();
            Fault::new(&names.join("` + `"), "is empty")
        })?;
        Ok(Fields { question, choices, answer, passage })
    }

    pub(super) fn identity(&self, row: &Row<'_>, place: &Place<'_>) -> Result<Identity, Fault> {
        let cell = |path: &Option<String>| path.as_deref().map_or(Ok(None), |path| row.label(path));
        Ok(Identity {
            subset: cell(&self.columns.subset)?,
            split: cell(&self.columns.split)?.or_else(|| place.split().map(str::to_owned)),
            item_id: self.columns.id.as_deref().map_or(Ok(None), |path| row.optional(path))?,
            ..Identity::default()
        })
    }

    /// The choices, and their labels where they have some.
    fn choices(&self, row: &Row<'_>) -> Result<(Vec<String>, Vec<String>), Fault> {
        match &self.columns.choices {
            None => Ok((Vec::new(), Vec::new())),
            Some(Names::Many(names)) => {
                let texts: Result<Vec<String>, Fault> = names.iter().map(|name| row.text(name)).collect();
                Ok((texts?, Vec::new()))
            }
            Some(Names::One(name)) => match row.texts(name) {
                Ok(texts) => Ok((texts, Vec::new())),
                Err(not_a_list) => row.labelled(name).map_err(|_| not_a_list),
            },
        }
    }

    fn answer(
        &self,
        row: &Row<'_>,
        path: &str,
        choices: &[String],
        labels: &[String],
    ) -> Result<Option<String>, Fault> {
        match self.columns.answer_kind {
            AnswerKind::Text => Ok(row.first(path).map(|answer| without_calculations(&answer))),
            AnswerKind::Index => row.pick(path, choices, FirstDigit::Zero),
            AnswerKind::OneBased => row.pick(path, choices, FirstDigit::One),
            AnswerKind::Letter if labels.is_empty() => row.pick(path, choices, FirstDigit::Zero),
            AnswerKind::Letter => row.pick_labelled(path, choices, labels),
            AnswerKind::Auto => guessed(row, path, choices, labels),
        }
    }
}

/// What an answer most likely is: a label, a JSON number that counts choices from 0, a choice's text, a letter, or a
/// text of its own. Digits in text could be any of these, so they are refused.
fn guessed(row: &Row<'_>, path: &str, choices: &[String], labels: &[String]) -> Result<Option<String>, Fault> {
    let Some(answer) = row.first(path) else { return Ok(None) };
    let word = answer.trim();
    if choices.is_empty() {
        return Ok(Some(without_calculations(&answer)));
    }
    if let Some(k) = labels.iter().position(|label| label.trim() == word) {
        return Ok(choices.get(k).cloned());
    }
    if row.value(path).as_deref().is_some_and(Value::is_number) {
        return row.pick(path, choices, FirstDigit::Zero);
    }
    if choices.iter().any(|choice| choice.trim() == word) {
        return Ok(Some(answer));
    }
    if word.bytes().all(|b| b.is_ascii_digit()) {
        let advice = "holds digits that may count choices from 0 or from 1; set `answer_kind`";
        return Err(Fault::new(path, advice));
    }
    if word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase()) {
        let choice = position(word, FirstDigit::Zero).and_then(|k| choices.get(k));
        return choice.cloned().map(Some).ok_or_else(|| names_no_choice(path, choices.len()));
    }
    Ok(Some(without_calculations(&answer)))
}

/// The texts of the columns, line by line.
fn lines(row: &Row<'_>, names: &Names) -> Option<String> {
    let texts: Vec<String> = names.iter().filter_map(|name| row.joined(name, "\n")).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// A mapping file to begin with.
pub(super) fn template(file: &str) -> String {
    let file = toml::Value::String(file.rsplit('/').next().unwrap_or(file).to_owned());
    format!("schema = \"{SCHEMA}\"\nfiles = [{file}]\n[columns]\nquestion = \"…\"\nchoices = \"…\"\nanswer = \"…\"")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::benchmark::Record;
    use crate::model::{Item, Role, Unread};

    fn mapping(columns: &str) -> Mapping {
        Mapping::parse(&format!("schema = \"mapping/v1\"\nfiles = [\"*.jsonl\"]\n[columns]\n{columns}")).unwrap()
    }

    fn read(mapping: &Mapping, file: &str, record: &Value) -> Result<(Vec<Item>, Vec<Unread>), Error> {
        let record: &Record = record.as_object().unwrap();
        let columns: Vec<String> = record.keys().cloned().collect();
        let layout = Layout {
            columns: &columns,
            first: Some(record),
            class_labels: &BTreeMap::new(),
            metadata: &Record::new(),
            file,
            csv: false,
        };
        Ok(mapping.recognise(&layout)?.read(&layout, None, [(1, record.clone())]))
    }

    #[test]
    fn a_mapping_reads_nested_columns() {
        let columns = "question = [\"activity\", \"prompt.text\"]\nchoices = \"options\"\nanswer = \"label\"\n\
                       passage = \"context\"\nid = \"uid\"\nsubset = \"topic\"\nsplit = \"part\"\n";
        let record = json!({"activity": "Rowing", "prompt": {"text": "What next?"}, "options": ["rest", "steer"],
            "label": "B", "context": "A boat.", "uid": 5, "topic": "boats", "part": "dev"});
        let (items, unread) = read(&mapping(columns), "quiz.jsonl.gz", &record).unwrap();
        assert_eq!(unread, []);
        let expected = Item {
            benchmark: "quiz".to_owned(),
            revision: None,
            subset: Some("boats".to_owned()),
            split: Some("dev".to_owned()),
            role: Role::Dev,
            item_id: "5".to_owned(),
            row: 1,
            question: "Rowing\nWhat next?".to_owned(),
            choices: vec!["rest".to_owned(), "steer".to_owned()],
            answer: Some("steer".to_owned()),
            passage: Some("A boat.".to_owned()),
            source_file: "quiz.jsonl.gz".to_owned(),
            withheld: false,
        };
        assert_eq!(items, [expected]);
    }

    #[test]
    fn an_answer_is_what_its_kind_says() {
        let record = json!({"q": "Q?", "a": "1", "x": "one", "y": "two", "n": 1, "l": "b", "t": "two",
            "c": {"text": ["one", "two"], "label": ["1", "2"]}});
        let answer = |columns: &str| {
            let (items, unread) = read(&mapping(&format!("question = \"q\"\n{columns}")), "f", &record).unwrap();
            items.first().and_then(|item| item.answer.clone()).ok_or_else(|| unread[0].message.clone())
        };
        let two = "choices = [\"x\", \"y\"]\n";
        assert_eq!(answer(&format!("{two}answer = \"a\"\nanswer_kind = \"index\"")).as_deref(), Ok("two"));
        assert_eq!(answer(&format!("{two}answer = \"a\"\nanswer_kind = \"one-based\"")).as_deref(), Ok("one"));
        assert_eq!(answer(&format!("{two}answer = \"l\"\nanswer_kind = \"letter\"")).as_deref(), Ok("two"));
        assert_eq!(answer(&format!("{two}answer = \"l\"\nanswer_kind = \"text\"")).as_deref(), Ok("b"));
        assert_eq!(answer(&format!("{two}answer = \"t\"")).as_deref(), Ok("two"));
        assert_eq!(answer(&format!("{two}answer = \"n\"")).as_deref(), Ok("two"));
        assert_eq!(answer("choices = \"c\"\nanswer = \"a\"").as_deref(), Ok("one"));
        let refused = "column `a` holds digits that may count choices from 0 or from 1; set `answer_kind`";
        assert_eq!(answer(&format!("{two}answer = \"a\"")).unwrap_err(), refused);
    }

    #[test]
    fn a_column_that_the_file_lacks_is_refused() {
        let error = read(&mapping("question = \"prompt.text\""), "f.jsonl", &json!({"q": "Q?"})).unwrap_err();
        let message = "unknown column `prompt.text` in the mapping for `f.jsonl`: its columns are `q`";
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn what_is_wrong_with_a_mapping_is_said_with_its_position() {
        let said = |text: &str| Mapping::parse(text).unwrap_err().to_string();
        let head = "schema = \"mapping/v1\"\nfiles = [\"a\"]\n[columns]\nquestion = \"q\"\n";
        let unknown = said(&format!("{head}  anser = \"a\"\n"));
        assert!(unknown.starts_with("invalid mapping at line 5, column 3: unknown field `anser`"), "{unknown}");
        let kind = said(&format!("{head}answer_kind = \"number\"\n"));
        assert!(kind.starts_with("invalid mapping at line 5, column 15: unknown variant `number`"), "{kind}");
        let list = said(&format!("{head}choices = 3\n"));
        assert_eq!(list, "invalid mapping at line 5, column 11: expected a column name or a list of column names");
        let schema = said(&head.replace("/v1", "/v9"));
        assert_eq!(schema, "invalid mapping at line 1, column 10: expected schema `mapping/v1`");
        let files = said(&head.replace("[\"a\"]", "[]"));
        assert_eq!(files, "invalid mapping at line 2, column 9: `files` names no file");
    }

    #[test]
    fn a_file_without_header_is_mapped_by_numbers() {
        let text =
            "schema = \"mapping/v1\"\nfiles = [\"a.csv\"]\nheader = false\n[columns]\nquestion = \"0\"\nid = \"2\"\n";
        let mapping = Mapping::parse(text).unwrap();
        let record = json!({"What?": "", "that": ""});
        assert!(matches!(read(&mapping, "a.csv", &record), Err(Error::UnknownColumn { column, .. }) if column == "2"));
    }
}
