//! The predicate's fields, as the statement's JSON holds them in camel case.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Descriptor;
use crate::model::Outcome;
use crate::provenance::merkle::Root;

/// The predicate: what was audited, how, and what came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Audit {
    /// The version of the audit folder's tables.
    pub schema_version: u32,
    /// A name for this audit that no other has.
    pub audit_id: String,
    /// What made the audit.
    pub tool: Tool,
    /// When it began, as the auditor claims: RFC 3339 in UTC, ending in `Z`.
    pub started_on: String,
    /// When it ended, likewise.
    pub finished_on: String,
    /// What was scanned.
    pub corpus: Corpus,
    /// What it was compared with.
    pub benchmarks: Vec<Benchmark>,
    /// How.
    pub method: Method,
    /// The policies that were applied, in order.
    pub policies: Vec<PolicyUse>,
    /// `policy.toml`.
    pub policy: Descriptor,
    /// The other files of the audit folder.
    pub artifacts: Vec<Descriptor>,
    /// The findings table.
    pub findings: Findings,
    /// What a person decided to leave out.
    pub exemptions: Exemptions,
    /// What it all comes to.
    pub summary: Summary,
    /// The payload of the audit that this one judges again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub previous: Option<Descriptor>,
    /// The payload of the audit whose findings are not new here.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub baseline: Option<Descriptor>,
    /// Where it ran. Decides nothing.
    pub environment: Environment,
    /// What this audit cannot tell, in sentences.
    pub limitations: Vec<String>,
}

/// The program that made the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its package URL.
    pub uri: String,
    /// Which build.
    pub annotations: ToolAnnotations,
}

/// Which build of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToolAnnotations {
    /// Its version.
    pub version: String,
    /// The target triple it was built for.
    pub target: String,
}

/// What was scanned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Corpus {
    /// The manifest: the statement's subject.
    pub manifest: Descriptor,
    /// Files in the manifest.
    pub files: u64,
    /// Sum of their sizes.
    pub bytes: u64,
    /// Records in them, read or not.
    pub records: u64,
    /// The set of texts, whatever their order and files.
    pub text_set: TextSet,
    /// How much of it was judged.
    pub coverage: Coverage,
}

/// A digest of the documents' texts that a reshuffled or resharded corpus shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TextSet {
    /// How the digest is made.
    pub scheme: String,
    /// How many documents it covers.
    pub documents: u64,
    /// In lowercase hex.
    pub digest: String,
}

/// How much of the corpus was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Coverage {
    /// Whether all of it was.
    pub complete: bool,
    /// Files read to their end.
    pub files_scanned: u64,
    /// Bytes read.
    pub bytes_scanned: u64,
    /// Records judged.
    pub records_scanned: u64,
    /// Records that could not be judged.
    pub records_unread: u64,
    /// Files that could not be read to their end.
    pub files_unread: u64,
}

/// Whether a benchmark's texts may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// They may.
    Public,
    /// They stay out of every table and report.
    Withheld,
}

/// A benchmark that the corpus was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Benchmark {
    /// Its name in tables and policies.
    pub id: String,
    /// Whether its texts may be shown.
    pub visibility: Visibility,
    /// The files it was read from.
    pub files: Vec<Descriptor>,
    /// How many items it has.
    pub items: u64,
    /// A root over its items. None where it is withheld: short items can be guessed from their hashes.
    pub items_merkle: Option<Root>,
}

/// How the corpus was compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Method {
    /// `params.json`.
    pub configuration: Descriptor,
    /// The same parameters again, readable without the file. No floats.
    pub parameters: Value,
    /// What looked for overlap.
    pub detectors: Vec<Detector>,
}

/// One way of looking for overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Detector {
    /// Its permanent code.
    pub id: String,
    /// Changes whenever its results may.
    pub version: String,
}

/// How closely a policy follows the publication it is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fidelity {
    /// Without a known difference in results.
    Exact,
    /// With the deviations that are listed.
    Approximate,
}

/// A policy that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyUse {
    /// Its name.
    pub name: String,
    /// How closely it follows its source.
    pub fidelity: Fidelity,
    /// The publication.
    pub source: String,
    /// Where it differs from it.
    pub deviations: Vec<String>,
    /// Whether its verdicts can make the audit fail.
    pub denies: bool,
}

/// The findings table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Findings {
    /// The file.
    pub resource: Descriptor,
    /// How many rows it has.
    pub count: u64,
    /// A root over its rows in table order.
    pub merkle: Root,
}

/// What a person decided to leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exemptions {
    /// The file that says so, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub resource: Option<Descriptor>,
    /// Exemptions that left something out.
    pub applied: u64,
    /// Exemptions that met nothing.
    pub unused: u64,
    /// Exemptions past their date, which left nothing out.
    pub expired: u64,
}

/// What the audit comes to. Recomputed from the tables by whoever verifies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Summary {
    /// Any denial fails; else anything suspect or unread warns.
    pub result: Outcome,
    /// One entry per policy and benchmark.
    pub benchmarks: Vec<BenchmarkSummary>,
}

/// What one policy says of one benchmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BenchmarkSummary {
    /// The benchmark.
    pub id: String,
    /// The policy.
    pub policy: String,
    /// Its result for this benchmark.
    pub result: Outcome,
    /// All items: scanned, unscannable and excluded.
    pub items: u64,
    /// Items with a verdict: overlap, suspect and no overlap.
    pub scanned: u64,
    /// Items in which nothing can be told from ordinary text.
    pub unscannable: u64,
    /// Items left out by a person's decision.
    pub excluded: u64,
    /// Items the policy calls leaked.
    pub overlap: u64,
    /// Items a person should look at.
    pub suspect: u64,
    /// Items in which nothing passes.
    pub no_overlap: u64,
    /// A share as a decimal with six places; None where nothing was scanned.
    pub rate: Option<String>,
}

/// Where the audit ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Environment {
    /// The operating system.
    pub os: String,
    /// The processor's architecture.
    pub arch: String,
    /// Threads that were used.
    pub threads: u64,
    /// Cores there were.
    pub cores: u64,
    /// Features the program was built with, and processor features that were used.
    pub features: Vec<String>,
}
