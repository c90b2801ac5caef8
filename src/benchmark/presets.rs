//! The known layouts, specific ones first: the first that fits a file reads it.

mod agieval;
mod aime;
mod arc;
mod bbh;
mod boolq;
mod code;
mod commonsense;
mod conversations;
mod drop;
mod generic;
mod gpqa;
mod gsm8k;
mod hellaswag;
mod hle;
mod ifeval;
mod lettered;
mod livecodebench;
mod math;
mod mmlu;
mod natural_questions;
mod simpleqa;
mod squad;
mod svamp;
mod swe_bench;
mod triviaqa;
mod truthfulqa;
mod winogrande;
mod zebralogic;

use super::place::Place;
use super::row::{Fault, Fields, Row};
use super::{Identity, Layout, is_canary};

/// Every preset. Where two fit, the earlier one reads.
pub const PRESETS: &[&Preset] = &[
    &generic::DECON,
    &gpqa::GPQA,
    &hle::HLE,
    &swe_bench::SWE_BENCH,
    &livecodebench::LIVECODEBENCH,
    &code::BIGCODEBENCH,
    &code::HUMANEVAL,
    &code::MBPP,
    &code::MBPP_SANITIZED,
    &code::APPS,
    &code::DS_1000,
    &mmlu::MMLU_PRO,
    &mmlu::MMLU,
    &mmlu::MMLU_CSV,
    &lettered::MMMLU,
    &lettered::CMMLU,
    &lettered::CEVAL,
    &lettered::LETTERED,
    &commonsense::COMMONSENSEQA,
    &commonsense::OPENBOOKQA,
    &commonsense::SOCIALIQA,
    &commonsense::PIQA,
    &arc::ARC,
    &arc::STEM,
    &hellaswag::HELLASWAG,
    &truthfulqa::MULTIPLE_CHOICE,
    &truthfulqa::GENERATION,
    &truthfulqa::CSV,
    &winogrande::WINOGRANDE,
    &agieval::AGIEVAL,
    &agieval::HAILS,
    &ifeval::IFEVAL,
    &drop::SPANS,
    &drop::PARTS,
    &squad::SQUAD,
    &natural_questions::PAGES,
    &triviaqa::TRIVIAQA,
    &conversations::COQA,
    &conversations::QUAC,
    &zebralogic::GRID,
    &zebralogic::CHOICES,
    &boolq::SUPERGLUE,
    &boolq::BOOLQ,
    &svamp::SVAMP,
    &math::MATH_500,
    &math::MATH,
    &simpleqa::SIMPLEQA,
    &aime::YEARS,
    &aime::CAPITALS,
    &aime::PROBLEMS,
    &gsm8k::MGSM,
    &gsm8k::GSM8K,
    &natural_questions::OPEN,
    &bbh::BBH,
    &generic::INPUT_TARGET,
    &generic::PROBLEM_ANSWER,
    &generic::NORMALISED,
];

/// One layout: how it is recognised, and what its columns mean.
#[derive(Debug)]
pub struct Preset {
    /// Its permanent name.
    pub code: &'static str,
    /// The benchmark it belongs to; `None` for layouts that many benchmarks use.
    pub benchmark: Option<&'static str>,
    /// Whether the first line of a CSV file names the columns.
    pub header: bool,
    /// Columns that must be there.
    pub required: &'static [&'static str],
    /// When given, the only columns that may be there besides, but for a canary.
    pub optional: Option<&'static [&'static str]>,
    /// An invented file in this layout.
    pub example: Example,
    /// What else must hold, where columns alone do not tell.
    pub(super) also: Option<fn(&Layout<'_>) -> bool>,
    /// Whether there is one file per task, named after it.
    pub(super) per_task: bool,
    /// Whether there is one split, meant for measuring whatever its name.
    pub(super) one_split: bool,
    /// Whether its authors ask that its text be kept out of sight.
    pub(super) withheld: bool,
    /// The column that names the benchmark, in files of many.
    pub(super) benchmark_column: Option<&'static str>,
    pub(super) id: Option<&'static str>,
    pub(super) subset: Option<&'static str>,
    pub(super) split: Option<&'static str>,
    pub(super) revision: Option<&'static str>,
    pub(super) read: fn(&Row<'_>) -> Result<Fields, Fault>,
}

/// A file of one invented record.
#[derive(Debug)]
pub struct Example {
    /// A source name.
    pub file: &'static str,
    /// The record as JSON; without a header its columns are `0`, `1`, …
    pub record: &'static str,
}

impl Preset {
    /// What most presets have in common.
    const PLAIN: Preset = Preset {
        code: "",
        benchmark: None,
        header: true,
        required: &[],
        optional: None,
        example: Example { file: "", record: "{}" },
        also: None,
        per_task: false,
        one_split: false,
        withheld: false,
        benchmark_column: None,
        id: None,
        subset: None,
        split: None,
        revision: None,
        read: |row| Ok(Fields { question: row.text("question")?, ..Fields::default() }),
    };

    /// Whether a file of this layout can be read by this preset.
    pub fn fits(&self, layout: &Layout<'_>) -> bool {
        let known = |column: &String, optional: &[&str]| {
            self.required.contains(&column.as_str()) || optional.contains(&column.as_str()) || is_canary(column)
        };
        self.required.iter().all(|column| layout.has(column))
            && self.optional.is_none_or(|optional| layout.columns.iter().all(|column| known(column, optional)))
            && self.also.is_none_or(|also| also(layout))
    }

    /// Preset and the file's own subset, such as `mmlu/all`; for layouts of many benchmarks, the file's name.
    pub(super) fn benchmark_of(&self, place: &Place<'_>) -> String {
        match (self.benchmark, self.subset_of(place)) {
            (Some(benchmark), Some(subset)) => format!("{benchmark}/{subset}"),
            (Some(benchmark), None) => benchmark.to_owned(),
            (None, _) => place.name().to_owned(),
        }
    }

    pub(super) fn identity(&self, row: &Row<'_>, place: &Place<'_>) -> Result<Identity, Fault> {
        let cell = |column: Option<&str>| column.map_or(Ok(None), |column| row.optional(column));
        Ok(Identity {
            benchmark: cell(self.benchmark_column)?,
            revision: cell(self.revision)?,
            subset: self.subset.map_or(Ok(None), |column| row.label(column))?.or_else(|| self.subset_of(place)),
            split: cell(self.split)?.or_else(|| place.split().map(str::to_owned)),
            item_id: cell(self.id)?,
        })
    }

    /// The subset that the file's name tells.
    fn subset_of(&self, place: &Place<'_>) -> Option<String> {
        let benchmark = self.benchmark?;
        let subset = if self.per_task { place.task(benchmark) } else { place.configuration(benchmark) };
        subset.map(str::to_owned)
    }
}
