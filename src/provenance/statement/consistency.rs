//! A statement to "nothing in it contradicts anything else in it", or the first place where it does.

use std::collections::{HashMap, HashSet};

use super::{Audit, Benchmark, BenchmarkSummary, Corpus, Descriptor, Error, SUBJECT_NAME, Statement, Visibility};
use crate::model::Outcome;
use crate::provenance::manifest::is_sha256_hex;
use crate::provenance::merkle::{self, Root};
use crate::provenance::shown;

/// The error that says what is wrong with a field.
pub(super) fn refuse(field: impl Into<String>, reason: impl Into<String>) -> Error {
    Error::Inconsistent { field: field.into(), reason: reason.into() }
}

fn require(holds: bool, field: impl Into<String>, reason: impl Into<String>) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(refuse(field, reason)) }
}

impl Statement {
    /// Whether the statement holds together as far as it shows by itself.
    pub(super) fn check(&self) -> Result<(), Error> {
        let [subject] = self.subject.as_slice() else {
            return Err(refuse("`subject`", format!("has {} entries instead of one", self.subject.len())));
        };
        require(subject.name == SUBJECT_NAME, "`subject`", format!("is not named `{SUBJECT_NAME}`"))?;
        let manifest = &self.predicate.corpus.manifest;
        require(
            manifest.name == SUBJECT_NAME,
            "`predicate.corpus.manifest`",
            format!("is not named `{SUBJECT_NAME}`"),
        )?;
        require(
            subject.digest == manifest.digest,
            "`subject`",
            "has another digest than the predicate's corpus manifest",
        )?;
        self.predicate.check()
    }
}

impl Audit {
    fn check(&self) -> Result<(), Error> {
        self.descriptors().try_for_each(check_digest)?;
        for (field, time) in [("startedOn", &self.started_on), ("finishedOn", &self.finished_on)] {
            require(is_utc_time(time), format!("`predicate.{field}`"), "is not an RFC 3339 time ending in `Z`")?;
        }
        check_corpus(&self.corpus)?;
        self.benchmarks.iter().try_for_each(check_benchmark)?;
        check_unique("`predicate.benchmarks`", self.benchmarks.iter().map(|benchmark| benchmark.id.as_str()))?;
        check_unique("`predicate.policies`", self.policies.iter().map(|policy| policy.name.as_str()))?;
        check_root("`predicate.findings.merkle`", &self.findings.merkle, self.findings.count)?;
        self.check_summary()
    }

    fn descriptors(&self) -> impl Iterator<Item = &Descriptor> {
        [&self.corpus.manifest, &self.method.configuration, &self.policy, &self.findings.resource]
            .into_iter()
            .chain(self.benchmarks.iter().flat_map(|benchmark| &benchmark.files))
            .chain(&self.artifacts)
            .chain(&self.exemptions.resource)
            .chain(&self.previous)
            .chain(&self.baseline)
    }

    fn check_summary(&self) -> Result<(), Error> {
        let items: HashMap<_, _> = self.benchmarks.iter().map(|one| (one.id.as_str(), one.items)).collect();
        let denies: HashMap<_, _> = self.policies.iter().map(|one| (one.name.as_str(), one.denies)).collect();
        let mut seen = HashSet::new();
        for one in &self.summary.benchmarks {
            let field = || format!("summary of `{}` under `{}`", shown(&one.id), shown(&one.policy));
            require(seen.insert((&one.id, &one.policy)), field(), "stands twice")?;
            let expected = items.get(one.id.as_str()).ok_or_else(|| refuse(field(), "is of no benchmark listed"))?;
            let denies = denies.get(one.policy.as_str()).ok_or_else(|| refuse(field(), "is of no policy listed"))?;
            require(one.items == *expected, field(), "counts other items than the benchmark has")?;
            check_counts(one, field)?;
            let failed = *denies && one.result == Outcome::Failed;
            require(!failed || self.summary.result == Outcome::Failed, "`predicate.summary`", "hides a denial")?;
        }
        for (benchmark, policy) in self.benchmarks.iter().flat_map(|b| self.policies.iter().map(move |p| (b, p))) {
            let field = || format!("summary of `{}` under `{}`", shown(&benchmark.id), shown(&policy.name));
            require(seen.contains(&(&benchmark.id, &policy.name)), field(), "is missing")?;
        }
        let passes_unread = self.summary.result == Outcome::Passed && !self.corpus.coverage.complete;
        require(!passes_unread, "`predicate.summary`", "passes although not everything was read")
    }
}

fn check_digest(descriptor: &Descriptor) -> Result<(), Error> {
    let field = || format!("digest of `{}`", shown(&descriptor.name));
    require(is_sha256_hex(&descriptor.digest.sha256), field(), "is not 64 lowercase hex digits")
}

fn check_corpus(corpus: &Corpus) -> Result<(), Error> {
    let coverage = &corpus.coverage;
    let records = coverage.records_scanned.checked_add(coverage.records_unread);
    require(
        records == Some(corpus.records),
        "`predicate.corpus.records`",
        "is not the sum of scanned and unread records",
    )?;
    let whole = coverage.files_scanned == corpus.files
        && coverage.bytes_scanned == corpus.bytes
        && coverage.records_unread == 0
        && coverage.files_unread == 0;
    require(whole || !coverage.complete, "`predicate.corpus.coverage`", "says complete, but its counts do not")?;
    let digest = &corpus.text_set.digest;
    let is_hex = !digest.is_empty() && digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    require(is_hex, "`predicate.corpus.textSet.digest`", "is not lowercase hex")
}

fn check_benchmark(benchmark: &Benchmark) -> Result<(), Error> {
    let field = || format!("benchmark `{}`", shown(&benchmark.id));
    match (benchmark.visibility, &benchmark.items_merkle) {
        (Visibility::Public, Some(root)) => check_root(&field(), root, benchmark.items),
        (Visibility::Public, None) => Err(refuse(field(), "is public but has no root over its items")),
        (Visibility::Withheld, Some(_)) => Err(refuse(field(), "is withheld but shows a root over its items")),
        (Visibility::Withheld, None) => Ok(()),
    }
}

fn check_root(field: &str, root: &Root, leaves: u64) -> Result<(), Error> {
    require(root.scheme == merkle::SCHEME, field, format!("has a tree that is not `{}`", merkle::SCHEME))?;
    require(is_sha256_hex(&root.root_hash), field, "has a root that is not 64 lowercase hex digits")?;
    require(root.tree_size == leaves, field, format!("has a tree of {} leaves for {leaves} rows", root.tree_size))
}

fn check_counts(one: &BenchmarkSummary, field: impl Fn() -> String) -> Result<(), Error> {
    let sum = |parts: [u64; 3]| parts.into_iter().try_fold(0, u64::checked_add);
    let items = sum([one.scanned, one.unscannable, one.excluded]);
    require(items == Some(one.items), field(), "has items that are not the sum of scanned, unscannable and excluded")?;
    let scanned = sum([one.overlap, one.suspect, one.no_overlap]);
    require(scanned == Some(one.scanned), field(), "has scanned items that are not the sum of its verdicts")?;
    require(one.rate.is_some() || one.scanned == 0, field(), "has no rate although items were scanned")?;
    require(one.rate.as_deref().is_none_or(is_rate), field(), "has a rate that is no share with six places")
}

fn check_unique<'a>(field: &str, names: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut seen = HashSet::new();
    for name in names {
        require(seen.insert(name), field, format!("name `{}` twice", shown(name)))?;
    }
    Ok(())
}

/// `0.` or `1.` and six digits, at most one.
fn is_rate(text: &str) -> bool {
    text == "1.000000"
        || text.strip_prefix("0.").is_some_and(|places| places.len() == 6 && places.bytes().all(|b| b.is_ascii_digit()))
}

/// `YYYY-MM-DDThh:mm:ssZ`, with a fraction of a second or without.
fn is_utc_time(text: &str) -> bool {
    let Some((whole, rest)) = text.split_at_checked(19) else { return false };
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    let number = |from: usize, to: usize| whole[from..to].parse::<u8>().unwrap_or(u8::MAX);
    let fraction = |rest: &str| {
        rest.strip_prefix('.').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    whole.bytes().enumerate().all(shape)
        && (1..=12).contains(&number(5, 7))
        && (1..=31).contains(&number(8, 10))
        && number(11, 13) <= 23
        && number(14, 16) <= 59
        && number(17, 19) <= 60
        && rest.strip_suffix('Z').is_some_and(|rest| rest.is_empty() || fraction(rest))
}

#[cfg(test)]
mod tests {
    use super::{is_rate, is_utc_time};

    #[test]
    fn times_are_utc_and_whole() {
        for time in ["2026-10-31T12:00:00Z", "2026-10-31T23:59:60.123Z"] {
            assert!(is_utc_time(time), "{time}");
        }
        for time in [
            "",
            "2026-10-31",
            "2026-10-31T12:00:00",
            "2026-10-31T12:00:00+00:00",
            "2026-10-31t12:00:00Z",
            "2026-13-31T12:00:00Z",
            "2026-10-31T24:00:00Z",
            "2026-10-31T12:00:00.Z",
            "2026-10-31T12:00:00z",
            "20é6-10-31T12:00:0Z",
            "2026-10-31T12:00:00ZZ",
        ] {
            assert!(!is_utc_time(time), "{time}");
        }
    }

    #[test]
    fn rates_are_shares_with_six_places() {
        assert!(["0.000000", "0.333333", "1.000000"].into_iter().all(is_rate));
        assert!(!["", "0", "0.5", "1.000001", "00.000000", "-0.000000", "0.00000é"].into_iter().any(is_rate));
    }
}
