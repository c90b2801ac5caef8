//! An audit's digests and counts to an in-toto statement, and a statement's bytes back to a type that holds together.
//!
//! The subject is one file, the corpus manifest. Everything else is a descriptor in the predicate. Counts are
//! integers; rates, scores and thresholds are strings. Shares of the truth that this file cannot see (the tables, the
//! files) are recomputed by whoever verifies; what contradicts itself is refused here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::manifest::sha256_hex;
use super::{envelope, shown, strict};

mod consistency;
mod predicate;

pub use predicate::{
    Audit, Benchmark, BenchmarkSummary, Corpus, Coverage, Detector, Environment, Exemptions, Fidelity, Findings,
    Method, PolicyUse, Summary, TextSet, Tool, ToolAnnotations, Visibility,
};

/// The `_type` of every statement that is written or accepted.
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";

/// What kind of claim the predicate makes; compared exactly.
pub const PREDICATE_TYPE: &str = "https://leakmark.dev/attestation/contamination-audit/v0.1";

/// The name of the only subject.
pub const SUBJECT_NAME: &str = "corpus.manifest.jsonl";

/// Media type of a manifest.
pub const MANIFEST_MEDIA_TYPE: &str = "application/vnd.leakmark.manifest.v1+jsonl";

/// Media type of the parameters.
pub const PARAMS_MEDIA_TYPE: &str = "application/vnd.leakmark.params.v1+json";

/// The largest statement that is read or written, in bytes.
pub const MAX_BYTES: usize = envelope::MAX_BYTES;

/// Why bytes are not a statement of ours, or a statement cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More bytes than [`MAX_BYTES`].
    #[error("the statement is larger than 64 MiB")]
    TooLarge,
    /// JSON that two parsers could read differently.
    #[error("the statement is not JSON that every parser reads alike")]
    Strict(#[from] strict::Error),
    /// Another statement version.
    #[error("the statement type is `{}` instead of `{STATEMENT_TYPE}`", shown(found))]
    Type {
        /// What the statement says.
        found: String,
    },
    /// Another kind of claim.
    #[error("the predicate type is `{}` instead of `{PREDICATE_TYPE}`", shown(found))]
    PredicateType {
        /// What the statement says.
        found: String,
    },
    /// A field is missing, unknown or of another type.
    #[error("the statement does not have the fields of a contamination audit")]
    Fields {
        /// What the parser said.
        source: serde_json::Error,
    },
    /// Two parts of the statement contradict each other, or a value has not its form.
    #[error("the statement's {field} {reason}")]
    Inconsistent {
        /// The field, as a phrase.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    /// What the reader can do next, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Strict(error) => error.hint(),
            Error::PredicateType { .. } => {
                Some("the file may be another kind of attestation, or made by another version of leakmark".to_owned())
            }
            _ => None,
        }
    }
}

/// The SHA-256 of some bytes. Other digests beside it are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// In lowercase hex.
    pub sha256: String,
}

/// A file or a payload that the statement speaks of, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    /// What it is called.
    pub name: String,
    /// What its bytes hash to.
    pub digest: Digest,
    /// What kind of file it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub media_type: Option<String>,
    /// Where it was published. Never opened.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub uri: Option<String>,
    /// What else there is to say.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub annotations: Option<BTreeMap<String, String>>,
}

impl Descriptor {
    /// A descriptor of something whose digest is known.
    pub fn new(name: impl Into<String>, sha256: impl Into<String>) -> Self {
        let digest = Digest { sha256: sha256.into() };
        Self { name: name.into(), digest, media_type: None, uri: None, annotations: None }
    }

    /// A descriptor of `bytes`.
    pub fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self::new(name, sha256_hex(bytes))
    }

    /// A descriptor of another audit by its payload, so that later signatures on it change nothing.
    pub fn of_payload(name: impl Into<String>, payload: &[u8]) -> Self {
        Self::of(name, payload).with_media_type(envelope::PAYLOAD_TYPE)
    }

    /// The same, with a media type.
    pub fn with_media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }

    /// Whether `bytes` are what this describes.
    pub fn describes(&self, bytes: &[u8]) -> bool {
        self.digest.sha256 == sha256_hex(bytes)
    }
}

/// An in-toto statement with our predicate. Unknown fields beside these four are ignored, as in-toto asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<Descriptor>,
    predicate_type: String,
    /// What is claimed.
    pub predicate: Audit,
}

/// The two fields that say whether the rest is for us.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kind {
    #[serde(rename = "_type")]
    kind: String,
    predicate_type: String,
}

impl Statement {
    /// The statement about the corpus that the predicate names.
    pub fn new(predicate: Audit) -> Self {
        Self {
            kind: STATEMENT_TYPE.to_owned(),
            subject: vec![Descriptor::new(SUBJECT_NAME, &predicate.corpus.manifest.digest.sha256)],
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate,
        }
    }

    /// The descriptor of the corpus manifest.
    pub fn subject(&self) -> &Descriptor {
        &self.predicate.corpus.manifest
    }

    /// The statement as compact JSON: what is hashed and signed. Refuses whatever [`Statement::parse`] would refuse.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let bytes = serde_json::to_vec(self).map_err(|source| Error::Fields { source })?;
        if bytes.len() > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        strict::check(&bytes)?;
        self.check()?;
        Ok(bytes)
    }

    /// Reads a statement: strict JSON, exactly our types, exactly one subject, which is the predicate's corpus, no
    /// unknown field in the predicate, and no contradiction that the statement alone shows.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        strict::check(bytes)?;
        let fields = |source| Error::Fields { source };
        let Kind { kind, predicate_type } = serde_json::from_slice(bytes).map_err(fields)?;
        if kind != STATEMENT_TYPE {
            return Err(Error::Type { found: kind });
        }
        if predicate_type != PREDICATE_TYPE {
            return Err(Error::PredicateType { found: predicate_type });
        }
        let statement: Self = serde_json::from_slice(bytes).map_err(fields)?;
        statement.check()?;
        Ok(statement)
    }

    /// Whether `params`, the bytes of `params.json`, are the parameters this statement names by digest and repeats.
    pub fn check_parameters(&self, params: &[u8]) -> Result<(), Error> {
        let method = &self.predicate.method;
        let refused = |reason: &str| consistency::refuse("`predicate.method.configuration`", reason);
        if !method.configuration.describes(params) {
            return Err(refused("has another digest than the parameters at hand"));
        }
        strict::check(params)?;
        let read: Value = serde_json::from_slice(params).map_err(|source| Error::Fields { source })?;
        if read != method.parameters {
            return Err(refused("holds other parameters than the statement repeats"));
        }
        Ok(())
    }
}

/// A share as a decimal with six places, rounded half up; `None` when the denominator is 0, for then there is no share.
pub fn rate(numerator: u64, denominator: u64) -> Option<String> {
    const MILLION: u128 = 1_000_000;
    let (numerator, denominator) = (u128::from(numerator), u128::from(denominator));
    let doubled = (2 * numerator * MILLION + denominator).checked_div(2 * denominator)?;
    Some(format!("{}.{:06}", doubled / MILLION, doubled % MILLION))
}

#[cfg(test)]
mod tests;
