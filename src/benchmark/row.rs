//! One record to the parts of an item: cells by name or dotted path, with what is wrong said in words.
//!
//! Cells may hold lists and objects as such or as JSON text, as CSV files and some Parquet files do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::Record;

/// The texts of an item.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) question: String,
    pub(super) choices: Vec<String>,
    pub(super) answer: Option<String>,
    pub(super) passage: Option<String>,
}

/// Why a record cannot become an item. Never quotes a cell: the benchmark may be withheld.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    column: String,
    wrong: Cow<'static, str>,
}

impl Fault {
    pub(super) fn new(column: &str, wrong: impl Into<Cow<'static, str>>) -> Self {
        Self { column: column.to_owned(), wrong: wrong.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column `{}` {}", self.column, self.wrong)
    }
}

/// What the digit that names the first choice is. Letters always begin with `A`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstDigit {
    Zero,
    One,
}

/// A record and the names that its file gives to class numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) record: &'a Record,
    pub(super) class_labels: &'a BTreeMap<String, Vec<String>>,
}

impl<'a> Row<'a> {
    /// The value at a column, or at a dotted path into one; through a list, the values of all its elements.
    pub(super) fn value(&self, path: &str) -> Option<Cow<'a, Value>> {
        let found = match self.record.get(path) {
            Some(value) => Some(Cow::Borrowed(value)),
            None => path.split_once('.').and_then(|(head, rest)| descend(self.record.get(head)?, rest)),
        };
        found.filter(|value| !value.is_null())
    }

    /// The text of a cell that must have one.
    pub(super) fn text(&self, path: &str) -> Result<String, Fault> {
        let value = self.value(path).ok_or_else(|| Fault::new(path, "is missing"))?;
        let text = plain(&value).ok_or_else(|| Fault::new(path, format!("holds {}, not text", kind(&value))))?;
        if text.trim().is_empty() { Err(Fault::new(path, "is empty")) } else { Ok(text) }
    }

    /// The text of a cell that may be missing, null or blank.
    pub(super) fn optional(&self, path: &str) -> Result<Option<String>, Fault> {
        let Some(value) = self.value(path) else { return Ok(None) };
        let text = plain(&value).ok_or_else(|| Fault::new(path, format!("holds {}, not text", kind(&value))))?;
        Ok(Some(text).filter(|text| !text.trim().is_empty()))
    }

    /// Every text in a cell or in the lists it holds, blanks left out. A text that looks like a list stays one text.
    pub(super) fn every(&self, path: &str) -> Vec<String> {
        let mut texts = Vec::new();
        if let Some(value) = self.value(path) {
            gather(&value, &mut texts);
        }
        texts
    }

    /// The first text in a cell or in the lists it holds.
    pub(super) fn first(&self, path: &str) -> Option<String> {
        self.every(path).into_iter().next()
    }

    /// Every text in a cell joined; `None` when there is none.
    pub(super) fn joined(&self, path: &str, separator: &str) -> Option<String> {
        Some(self.every(path)).filter(|texts| !texts.is_empty()).map(|texts| texts.join(separator))
    }

    /// The texts of a list; empty when the cell is missing, null or blank.
    pub(super) fn texts(&self, path: &str) -> Result<Vec<String>, Fault> {
        let Some(value) = self.value(path).map(unpacked) else { return Ok(Vec::new()) };
        match &*value {
            Value::Array(list) => list
                .iter()
                .map(|element| plain(element).ok_or_else(|| Fault::new(path, format!("lists {}", kind(element)))))
                .collect(),
            Value::String(text) if text.trim().is_empty() => Ok(Vec::new()),
            other => Err(Fault::new(path, format!("holds {}, not a list", kind(other)))),
        }
    }

    /// The texts of a list that must have some.
    pub(super) fn choices(&self, path: &str) -> Result<Vec<String>, Fault> {
        let texts = self.texts(path)?;
        if texts.is_empty() { Err(Fault::new(path, "has no choices")) } else { Ok(texts) }
    }

    /// The choices and their labels in `{text: [...], label: [...]}` or `[{text, label}, ...]`.
    pub(super) fn labelled(&self, path: &str) -> Result<(Vec<String>, Vec<String>), Fault> {
        let fault = || Fault::new(path, "holds no `text` and `label` of equal length");
        let value = self.value(path).map(unpacked).ok_or_else(|| Fault::new(path, "is missing"))?;
        let part = |name| {
            let mut texts = Vec::new();
            let list = descend(&value, name).ok_or_else(fault)?;
            for element in unpacked(list).as_array().ok_or_else(fault)? {
                texts.push(plain(element).ok_or_else(fault)?);
            }
            Ok(texts)
        };
        let (texts, labels): (Vec<String>, Vec<String>) = (part("text")?, part("label")?);
        if texts.is_empty() || texts.len() != labels.len() { Err(fault()) } else { Ok((texts, labels)) }
    }

    /// The word in a cell: a class number is told by its name, and `-1` or a blank says nothing.
    pub(super) fn label(&self, path: &str) -> Result<Option<String>, Fault> {
        let Some(word) = self.optional(path)? else { return Ok(None) };
        let word = word.trim();
        if word == "-1" {
            return Ok(None);
        }
        let number = self.value(path).filter(|value| value.is_number()).and_then(|_| word.parse::<usize>().ok());
        match (self.class_labels.get(path), number) {
            (Some(names), Some(number)) => names
                .get(number)
                .map(|name| Some(name.clone()))
                .ok_or_else(|| Fault::new(path, format!("names none of the {} classes", names.len()))),
            _ => Ok(Some(word.to_owned())),
        }
    }

    /// The choice that a digit or a letter names; `None` when the cell says nothing.
    pub(super) fn pick(&self, path: &str, choices: &[String], digits: FirstDigit) -> Result<Option<String>, Fault> {
        let Some(word) = self.label(path)? else { return Ok(None) };
        let choice = position(&word, digits).and_then(|k| choices.get(k));
        choice.map(|choice| Some(choice.clone())).ok_or_else(|| names_no_choice(path, choices.len()))
    }

    /// The choice whose label a cell holds; letters and digits count as each other when no label is equal.
    pub(super) fn pick_labelled(
        &self,
        path: &str,
        choices: &[String],
        labels: &[String],
    ) -> Result<Option<String>, Fault> {
        let Some(word) = self.label(path)? else { return Ok(None) };
        let labelled = labels.iter().position(|label| label.trim() == word);
        let choice = labelled.or_else(|| position(&word, FirstDigit::One)).and_then(|k| choices.get(k));
        choice.map(|choice| Some(choice.clone())).ok_or_else(|| names_no_choice(path, choices.len()))
    }
}

/// What is wrong with a label beyond the choices.
pub(super) fn names_no_choice(path: &str, count: usize) -> Fault {
    Fault::new(path, format!("names none of the {count} choices"))
}

/// The place that `2`, `C`, `c`, `(C)` or `C.` names.
pub(super) fn position(word: &str, digits: FirstDigit) -> Option<usize> {
    let word = word.trim().trim_start_matches('(').trim_end_matches([')', '.']);
    if let [letter] = word.as_bytes()
        && letter.is_ascii_alphabetic()
    {
        return Some(usize::from(letter.to_ascii_uppercase() - b'A'));
    }
    let number: usize = word.parse().ok()?;
    match digits {
        FirstDigit::Zero => Some(number),
        FirstDigit::One => number.checked_sub(1),
    }
}

/// A scalar as text; numbers in their decimal form.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The list or object that a text holds as JSON; any other value as it is.
fn unpacked(value: Cow<'_, Value>) -> Cow<'_, Value> {
    let parsed = value
        .as_str()
        .filter(|text| text.trim_start().starts_with(['[', '{']))
        .and_then(|text| serde_json::from_str::<Value>(text).ok());
    parsed.map_or(value, Cow::Owned)
}

fn descend<'v>(value: &'v Value, path: &str) -> Option<Cow<'v, Value>> {
    match value {
        Value::Object(map) => match map.get(path) {
            Some(value) => Some(Cow::Borrowed(value)),
            None => path.split_once('.').and_then(|(head, rest)| descend(map.get(head)?, rest)),
        },
        Value::Array(list) => {
            let found = list.iter().filter_map(|element| descend(element, path));
            Some(Cow::Owned(Value::Array(found.map(Cow::into_owned).collect())))
        }
        Value::String(_) => match unpacked(Cow::Borrowed(value)) {
            Cow::Owned(parsed) => descend(&parsed, path).map(|found| Cow::Owned(found.into_owned())),
            Cow::Borrowed(_) => None,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn gather(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|element| gather(element, texts)),
        other => texts.extend(plain(other).filter(|text| !text.trim().is_empty())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with<T>(record: Value, ask: impl FnOnce(Row<'_>) -> T) -> T {
        let class_labels = BTreeMap::from([("class".to_owned(), vec!["no".to_owned(), "yes".to_owned()])]);
        ask(Row { record: record.as_object().unwrap(), class_labels: &class_labels })
    }

    #[test]
    fn a_dotted_path_goes_through_objects_lists_and_json_text() {
        let record =
            json!({"a": {"b": [{"c": ["x"]}, {"c": []}, {"c": ["y", ""]}]}, "t": "{\"b\": 7}", "d.e": "whole"});
        with(record, |row| {
            assert_eq!(row.every("a.b.c"), ["x", "y"]);
            assert_eq!(row.text("t.b").as_deref(), Ok("7"));
            assert_eq!(row.text("d.e").as_deref(), Ok("whole"));
            assert_eq!(row.text("a.z").unwrap_err().to_string(), "column `a.z` is missing");
            assert_eq!(row.text("a").unwrap_err().to_string(), "column `a` holds an object, not text");
        });
    }

    #[test]
    fn a_list_may_arrive_as_json_text() {
        with(json!({"a": ["x", 2], "b": "[\"x\", 2]", "c": "x, 2", "d": [null], "e": " "}), |row| {
            assert_eq!(row.texts("a").unwrap(), ["x", "2"]);
            assert_eq!(row.texts("b").unwrap(), ["x", "2"]);
            assert_eq!(row.texts("c").unwrap_err().to_string(), "column `c` holds text, not a list");
            assert_eq!(row.texts("d").unwrap_err().to_string(), "column `d` lists null");
            assert_eq!(row.first("b").as_deref(), Some("[\"x\", 2]"));
            assert_eq!(row.choices("e").unwrap_err().to_string(), "column `e` has no choices");
        });
    }

    #[test]
    fn labelled_choices_come_as_columns_or_as_rows() {
        let columns = json!({"text": ["x", "y"], "label": ["A", "B"]});
        let rows = json!([{"text": "x", "label": "A"}, {"text": "y", "label": "B"}]);
        let expected = (vec!["x".to_owned(), "y".to_owned()], vec!["A".to_owned(), "B".to_owned()]);
        for choices in [columns.clone(), rows, Value::String(columns.to_string())] {
            with(json!({"choices": choices, "key": "2"}), |row| {
                assert_eq!(row.labelled("choices").as_ref(), Ok(&expected));
                assert_eq!(row.pick_labelled("key", &expected.0, &expected.1).unwrap().as_deref(), Some("y"));
            });
        }
        with(json!({"choices": {"text": ["x"], "label": []}}), |row| {
            let fault = row.labelled("choices").unwrap_err().to_string();
            assert_eq!(fault, "column `choices` holds no `text` and `label` of equal length");
        });
    }

    #[test]
    fn a_class_number_is_told_by_its_name() {
        with(json!({"class": 1}), |row| assert_eq!(row.label("class").unwrap().as_deref(), Some("yes")));
        with(json!({"class": "1"}), |row| assert_eq!(row.label("class").unwrap().as_deref(), Some("1")));
        with(json!({"class": -1}), |row| assert_eq!(row.label("class").unwrap(), None));
        with(json!({"class": 2}), |row| {
            assert_eq!(row.label("class").unwrap_err().to_string(), "column `class` names none of the 2 classes");
        });
    }

    #[test]
    fn letters_and_digits_name_places() {
        use FirstDigit::{One, Zero};
        assert_eq!(["c", "(C)", "C.", "2"].map(|word| position(word, Zero)), [Some(2); 4]);
        assert_eq!(position("1", One), Some(0));
        assert_eq!(["0", "x y", ""].map(|word| position(word, One)), [None; 3]);
    }
}
