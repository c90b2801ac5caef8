//! Benchmark records to items: layouts are recognised by their columns, or told by a user's mapping.
//!
//! Adding a layout: one file in `presets/`, or one preset in a file there, and one line in the list of `presets.rs`. A
//! record that cannot become an item is returned with a reason; nothing is dropped.

mod mapping;
mod marks;
mod place;
mod presets;
mod row;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::{Item, Role, Unread};

pub use mapping::Mapping;
pub use presets::{Example, PRESETS, Preset};

use marks::strip_option_letters;
use place::Place;
use row::{Fault, Fields, Row};

/// One record of a benchmark file: its cells by column. Without a header the columns are `0`, `1`, …
pub type Record = serde_json::Map<String, Value>;

/// What a file looks like before its rows are understood.
#[derive(Debug, Clone, Copy)]
pub struct Layout<'a> {
    /// Column names in file order, without a byte-order mark; for CSV the cells of the first line.
    pub columns: &'a [String],
    /// The first record where one could be read; tells layouts apart that have the same columns.
    pub first: Option<&'a Record>,
    /// The names of class numbers, per column.
    pub class_labels: &'a BTreeMap<String, Vec<String>>,
    /// Top-level scalars that stand beside the records.
    pub metadata: &'a serde_json::Map<String, Value>,
    /// The source's name, with `/` between folders.
    pub file: &'a str,
    /// Whether the rows come from CSV, so that the header may be missing.
    pub csv: bool,
}

impl Layout<'_> {
    fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// The cell of the first record.
    fn first(&self, column: &str) -> Option<&Value> {
        self.first.and_then(|record| record.get(column))
    }
}

/// Why a file's layout, or a mapping, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No preset knows the columns.
    #[error("unrecognised benchmark layout in `{file}`: its columns are {}", quoted(columns))]
    Unrecognised {
        /// The source's name.
        file: String,
        /// What the file has.
        columns: Vec<String>,
    },
    /// A mapping names a column that the file has not.
    #[error("unknown column `{column}` in the mapping for `{file}`: its columns are {}", quoted(columns))]
    UnknownColumn {
        /// The column as the mapping writes it.
        column: String,
        /// The source's name.
        file: String,
        /// What the file has.
        columns: Vec<String>,
    },
    /// A mapping file is not one.
    #[error("invalid mapping at line {line}, column {column}: {message}")]
    Mapping {
        /// 1-based line.
        line: usize,
        /// 1-based column, in characters.
        column: usize,
        /// What is wrong there.
        message: String,
    },
}

impl Error {
    /// What the reader can do next.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Unrecognised { file, .. } => Some(format!(
                "say what the columns mean in a TOML file and pass `--against NAME=mapping.toml`:\n{}",
                mapping::template(file)
            )),
            Error::UnknownColumn { .. } => Some("a dotted path such as `prompt.text` begins with a column".to_owned()),
            Error::Mapping { .. } => {
                Some(format!("known columns of a mapping: {}", mapping::Columns::NAMES.join(", ")))
            }
        }
    }
}

/// At most thirty names, so that a message stays one.
fn quoted(names: &[String]) -> String {
    let mut words: Vec<String> = names.iter().take(30).map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => return "none".to_owned(),
        count if count > words.len() => words.push(format!("and {} more", count - words.len())),
        _ => {}
    }
    words.join(", ")
}

/// A layout that is understood.
#[derive(Debug, Clone)]
pub struct Recognised {
    reader: Reader,
    /// Whether the first line names the columns. When it does not, the caller reads the file anew: the columns are then
    /// `0`, `1`, … and the first line is a row.
    pub has_header: bool,
}

#[derive(Debug, Clone)]
enum Reader {
    Preset(&'static Preset),
    Mapping(Box<Mapping>),
}

/// The first preset that fits the layout.
pub fn recognise(layout: &Layout<'_>) -> Result<Recognised, Error> {
    let preset = PRESETS.iter().copied().find(|preset| preset.fits(layout));
    preset
        .map(|preset| Recognised { reader: Reader::Preset(preset), has_header: preset.header })
        .ok_or_else(|| Error::Unrecognised { file: layout.file.to_owned(), columns: layout.columns.to_vec() })
}

/// What tells one item from another.
#[derive(Debug, Default)]
struct Identity {
    benchmark: Option<String>,
    revision: Option<String>,
    subset: Option<String>,
    split: Option<String>,
    item_id: Option<String>,
}

impl Recognised {
    /// The preset's permanent code, or `mapping`.
    pub fn code(&self) -> &'static str {
        match &self.reader {
            Reader::Preset(preset) => preset.code,
            Reader::Mapping(_) => "mapping",
        }
    }

    /// The items of the given rows (1-based), in order, and the rows that cannot become items. `name` overrides the
    /// benchmark's name. No two items of one call share benchmark and id.
    pub fn read(
        &self,
        layout: &Layout<'_>,
        name: Option<&str>,
        rows: impl IntoIterator<Item = (u64, Record)>,
    ) -> (Vec<Item>, Vec<Unread>) {
        let place = Place::of(layout.file);
        let benchmark = name.map_or_else(|| self.benchmark(&place), str::to_owned);
        let withheld = self.withholds() || layout.columns.iter().any(|column| is_canary(column));
        let (mut items, mut unread) = (Vec::new(), Vec::new());
        let mut taken = BTreeSet::new();
        for (number, record) in rows {
            let row = Row { record: &record, class_labels: layout.class_labels };
            match self.fields(&row).and_then(|fields| Ok((fields, self.identity(&row, &place)?))) {
                Ok((fields, identity)) => {
                    let named = identity.benchmark.filter(|_| name.is_none());
                    let benchmark = named.unwrap_or_else(|| benchmark.clone());
                    let item_id = identity.item_id.unwrap_or_else(|| {
                        let subset = identity.subset.as_deref().unwrap_or(&benchmark);
                        format!("{subset}/{}", number.saturating_sub(1))
                    });
                    let item_id = untaken(&mut taken, &benchmark, item_id);
                    items.push(Item {
                        benchmark,
                        revision: identity.revision,
                        subset: identity.subset,
                        role: self.role(identity.split.as_deref()),
                        split: identity.split,
                        item_id,
                        row: number,
                        question: fields.question,
                        choices: fields.choices,
                        answer: fields.answer,
                        passage: fields.passage,
                        source_file: layout.file.to_owned(),
                        withheld: withheld || record.keys().any(|column| is_canary(column)),
                    });
                }
                Err(fault) => unread.push(Unread {
                    file: layout.file.to_owned(),
                    row: Some(number),
                    byte_offset: None,
                    reason: "bad-item",
                    message: fault.to_string(),
                }),
            }
        }
        (items, unread)
    }

    fn benchmark(&self, place: &Place<'_>) -> String {
        match &self.reader {
            Reader::Preset(preset) => preset.benchmark_of(place),
            Reader::Mapping(mapping) => mapping.name().unwrap_or(place.name()).to_owned(),
        }
    }

    fn fields(&self, row: &Row<'_>) -> Result<Fields, Fault> {
        let mut fields = match &self.reader {
            Reader::Preset(preset) => (preset.read)(row),
            Reader::Mapping(mapping) => mapping.fields(row),
        }?;
        strip_option_letters(&mut fields.choices, fields.answer.as_mut());
        Ok(fields)
    }

    fn identity(&self, row: &Row<'_>, place: &Place<'_>) -> Result<Identity, Fault> {
        match &self.reader {
            Reader::Preset(preset) => preset.identity(row, place),
            Reader::Mapping(mapping) => mapping.identity(row, place),
        }
    }

    fn role(&self, split: Option<&str>) -> Role {
        match &self.reader {
            Reader::Preset(preset) if preset.one_split => Role::Test,
            _ => Role::of_split(split),
        }
    }

    fn withholds(&self) -> bool {
        matches!(&self.reader, Reader::Preset(preset) if preset.withheld)
    }
}

fn is_canary(column: &str) -> bool {
    column.to_ascii_lowercase().contains("canary")
}

/// The id, with `#2`, `#3`, … behind it when it has been given before.
fn untaken(taken: &mut BTreeSet<(String, String)>, benchmark: &str, item_id: String) -> String {
    let mut unique = item_id.clone();
    let mut count = 1_u64;
    while !taken.insert((benchmark.to_owned(), unique.clone())) {
        count += 1;
        unique = format!("{item_id}#{count}");
    }
    unique
}
