//! A source's name to what it tells: the benchmark's name, the task or configuration, the split.

/// Endings that say how a file is packed, never what is in it.
const ENDINGS: &[&str] = &[
    "jsonl", "ndjson", "json", "csv", "tsv", "parquet", "arrow", "ipc", "feather", "txt", "gz", "gzip", "zst", "zstd",
    "bz2", "xz",
];

/// Folders that hold files without naming anything.
const NAMELESS: &[&str] = &["data", "default"];

/// What the name of a source such as `mmlu/all/test-00000-of-00001.parquet` tells.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    folders: Vec<&'a str>,
    stem: &'a str,
    /// The part before `-00000-of-00001`.
    shard_of: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// Reads a `/`-separated source name.
    pub(super) fn of(file: &'a str) -> Self {
        let mut folders: Vec<&str> = file.split('/').filter(|part| !part.is_empty()).collect();
        let stem = without_endings(folders.pop().unwrap_or(file));
        Self { folders, stem, shard_of: shard_of(stem) }
    }

    /// The name of a benchmark that has no other: the stem, or the nearest folder with a name when the stem tells only
    /// the split.
    pub(super) fn name(&self) -> &'a str {
        let tells_only_the_split = self.shard_of.is_some() || is_split(self.stem);
        let folder = || self.folders.iter().rev().find(|folder| names_something(folder)).copied();
        if tells_only_the_split { folder().unwrap_or(self.stem) } else { self.stem }
    }

    /// The split, from a shard's name, a first or last word of the stem, or the folder.
    pub(super) fn split(&self) -> Option<&'a str> {
        let folder = || self.folders.last().copied().filter(|folder| is_split(folder));
        match self.shard_of {
            Some("data") => folder(),
            Some(split) => Some(split),
            None => {
                let mut words = self.stem.split(['-', '_', '.']);
                let first = words.next();
                words.next_back().filter(|word| is_split(word)).or(first.filter(|word| is_split(word))).or_else(folder)
            }
        }
    }

    /// The configuration: the folder of a shard, as dataset repositories lay them out.
    pub(super) fn configuration(&self, benchmark: &str) -> Option<&'a str> {
        self.shard_of?;
        self.folders.last().copied().filter(|folder| names_something(folder) && !repeats(folder, benchmark))
    }

    /// The task of a benchmark that keeps one file per task: the stem without its split, else the configuration, else
    /// the folder above `data`. The benchmark's own name in front is left out.
    pub(super) fn task(&self, benchmark: &str) -> Option<&'a str> {
        let task = if self.shard_of.is_some() {
            self.folders.iter().rev().find(|folder| names_something(folder)).copied()?
        } else {
            match self.stem.rsplit_once(['-', '_']) {
                Some((rest, last)) if is_split(last) && !rest.is_empty() => rest,
                _ => self.stem,
            }
        };
        let task = match task.get(..benchmark.len()) {
            Some(front) if front.eq_ignore_ascii_case(benchmark) => {
                task[benchmark.len()..].strip_prefix(['-', '_']).filter(|rest| !rest.is_empty()).unwrap_or(task)
            }
            _ => task,
        };
        (!is_split(task) && !repeats(task, benchmark)).then_some(task)
    }
}

/// Whether a source name has `word` in it, whatever the case and the punctuation.
pub(super) fn mentions(file: &str, word: &str) -> bool {
    squashed(file).contains(word)
}

fn squashed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn repeats(folder: &str, benchmark: &str) -> bool {
    squashed(folder).ends_with(&squashed(benchmark))
}

fn names_something(folder: &str) -> bool {
    !NAMELESS.contains(&folder) && !is_split(folder)
}

fn is_split(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let numbered_test = word.strip_prefix("test").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    numbered_test || matches!(word.as_str(), "train" | "dev" | "val" | "valid" | "validation")
}

fn without_endings(file: &str) -> &str {
    let mut stem = file;
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        if rest.is_empty() || !ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
            break;
        }
        stem = rest;
    }
    stem
}

/// `test` of `test-00000-of-00001`.
fn shard_of(stem: &str) -> Option<&str> {
    let number = |part: &str| part.len() == 5 && part.bytes().all(|b| b.is_ascii_digit());
    let (rest, total) = stem.rsplit_once("-of-")?;
    let (split, index) = rest.rsplit_once('-')?;
    (number(total) && number(index) && !split.is_empty()).then_some(split)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_loses_every_ending_that_only_packs() {
        assert_eq!(Place::of("normalised/gsm8k.jsonl.zst").name(), "gsm8k");
        assert_eq!(Place::of("quiz.v1.2.JSONL.gz").name(), "quiz.v1.2");
        assert_eq!(Place::of(".jsonl").name(), ".jsonl");
        assert_eq!(Place::of("").name(), "");
    }

    #[test]
    fn a_stem_that_is_only_a_split_lends_the_folder_its_name() {
        assert_eq!(Place::of("quiz/data/test.jsonl").name(), "quiz");
        assert_eq!(Place::of("quiz/test-00000-of-00002.parquet").name(), "quiz");
        assert_eq!(Place::of("test.jsonl").name(), "test");
    }

    #[test]
    fn the_split_stands_in_the_shard_the_stem_or_the_folder() {
        let split = |file| Place::of(file).split().map(str::to_owned);
        assert_eq!(split("mmlu/all/auxiliary_train-00000-of-00001.parquet").as_deref(), Some("auxiliary_train"));
        assert_eq!(split("saved/test/data-00000-of-00001.arrow").as_deref(), Some("test"));
        assert_eq!(split("anatomy_test.csv").as_deref(), Some("test"));
        assert_eq!(split("train_xl.jsonl").as_deref(), Some("train"));
        assert_eq!(split("lcb/test5.jsonl").as_deref(), Some("test5"));
        assert_eq!(split("val/accounts.csv").as_deref(), Some("val"));
        assert_eq!(split("agieval/lsat-ar.jsonl"), None);
        assert_eq!(split("latest.jsonl"), None);
    }

    #[test]
    fn the_configuration_is_the_folder_of_a_shard() {
        assert_eq!(Place::of("mmlu/all/test-00000-of-00001.parquet").configuration("mmlu"), Some("all"));
        assert_eq!(Place::of("openai_humaneval/test-00000-of-00001.parquet").configuration("humaneval"), None);
        assert_eq!(Place::of("ifeval/data/train-00000-of-00001.parquet").configuration("ifeval"), None);
        assert_eq!(Place::of("mmlu/all/test.parquet").configuration("mmlu"), None);
    }

    #[test]
    fn the_task_is_the_stem_without_split_and_benchmark() {
        assert_eq!(Place::of("agieval/lsat-ar.jsonl").task("agieval"), Some("lsat-ar"));
        assert_eq!(Place::of("agieval-lsat-lr/data/test-00000-of-00001.parquet").task("agieval"), Some("lsat-lr"));
        assert_eq!(Place::of("test/anatomy_test.csv").task("mmlu"), Some("anatomy"));
        assert_eq!(Place::of("bbh/word_sorting/test-00000-of-00001.parquet").task("bbh"), Some("word_sorting"));
        assert_eq!(Place::of("mmlu/test.csv").task("mmlu"), None);
        assert_eq!(Place::of("é.csv").task("mmlu"), Some("é"));
    }
}
