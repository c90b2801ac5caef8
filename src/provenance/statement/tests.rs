//! A whole statement, and every way of bending it.

use serde_json::json;

use super::*;
use crate::model::{Outcome, SCHEMA_VERSION};
use crate::provenance::manifest::Manifest;
use crate::provenance::merkle::{Tree, row_leaf};

const PARAMS: &[u8] = br#"{"floor":{"letters":50,"words":8},"seed":"42"}"#;

fn audit() -> Audit {
    let public = Benchmark {
        id: "gsm-mini".to_owned(),
        visibility: Visibility::Public,
        files: vec![Descriptor::of("gsm-mini.jsonl", b"items")],
        items: 5,
        items_merkle: Some(["1", "2", "3", "4", "5"].iter().collect::<Tree>().root()),
    };
    let withheld =
        Benchmark { id: "private".to_owned(), visibility: Visibility::Withheld, items_merkle: None, ..public.clone() };
    let summary = |id: &str| BenchmarkSummary {
        id: id.to_owned(),
        policy: "strict".to_owned(),
        result: Outcome::Failed,
        items: 5,
        scanned: 3,
        unscannable: 1,
        excluded: 1,
        overlap: 1,
        suspect: 1,
        no_overlap: 1,
        rate: rate(1, 3),
    };
    Audit {
        schema_version: SCHEMA_VERSION,
        audit_id: "urn:uuid:0e5a6e6c-7a3c-4f0e-9a44-1f7d0d1f6d10".to_owned(),
        tool: Tool {
            name: "leakmark".to_owned(),
            uri: "pkg:cargo/leakmark@0.1.0".to_owned(),
            annotations: ToolAnnotations { version: "0.1.0".to_owned(), target: "x86_64-unknown-linux-gnu".to_owned() },
        },
        started_on: "2026-10-31T12:00:00Z".to_owned(),
        finished_on: "2026-10-31T12:34:56Z".to_owned(),
        corpus: Corpus {
            manifest: Descriptor::of(SUBJECT_NAME, Manifest::default().to_jsonl().as_bytes())
                .with_media_type(MANIFEST_MEDIA_TYPE),
            files: 2,
            bytes: 60,
            records: 3,
            text_set: TextSet { scheme: "sum".to_owned(), documents: 3, digest: "00ff".to_owned() },
            coverage: Coverage {
                complete: true,
                files_scanned: 2,
                bytes_scanned: 60,
                records_scanned: 3,
                records_unread: 0,
                files_unread: 0,
            },
        },
        benchmarks: vec![public, withheld],
        method: Method {
            configuration: Descriptor::of("params.json", PARAMS).with_media_type(PARAMS_MEDIA_TYPE),
            parameters: json!({"seed": "42", "floor": {"words": 8, "letters": 50}}),
            detectors: vec![Detector { id: "ngram".to_owned(), version: "1".to_owned() }],
        },
        policies: vec![PolicyUse {
            name: "strict".to_owned(),
            fidelity: Fidelity::Exact,
            source: "our own".to_owned(),
            deviations: vec![],
            denies: true,
        }],
        policy: Descriptor::of("policy.toml", b""),
        artifacts: vec![Descriptor::of("items.parquet", b"items")],
        findings: Findings {
            resource: Descriptor::of("findings.parquet", b"findings"),
            count: 1,
            merkle: [row_leaf(&[("benchmark", json!("gsm-mini"))])].iter().collect::<Tree>().root(),
        },
        exemptions: Exemptions { resource: None, applied: 0, unused: 0, expired: 0 },
        summary: Summary { result: Outcome::Failed, benchmarks: vec![summary("gsm-mini"), summary("private")] },
        previous: Some(Descriptor::of_payload("older", b"{}")),
        baseline: None,
        environment: Environment {
            os: "linux".to_owned(),
            arch: "x86_64".to_owned(),
            threads: 2,
            cores: 2,
            features: vec!["avx2".to_owned()],
        },
        limitations: vec!["Paraphrases without shared words are not found.".to_owned()],
    }
}

/// What `parse` says of the example after `change`.
fn after(change: impl FnOnce(&mut Value)) -> String {
    let mut json = serde_json::to_value(Statement::new(audit())).unwrap();
    change(&mut json);
    Statement::parse(&serde_json::to_vec(&json).unwrap()).unwrap_err().to_string()
}

#[test]
fn a_statement_reads_back_as_it_was_written() {
    let statement = Statement::new(audit());
    let bytes = statement.to_bytes().unwrap();
    assert!(
        bytes.starts_with(br#"{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"corpus.manifest.jsonl","#)
    );
    assert_eq!(Statement::parse(&bytes).unwrap(), statement);
    assert_eq!(statement.subject().digest, Digest { sha256: sha256_hex(b"") });
}

#[test]
fn the_predicate_is_written_in_camel_case_with_rates_as_strings_and_without_absent_descriptors() {
    let json = serde_json::to_value(Statement::new(audit())).unwrap();
    let predicate = &json["predicate"];
    assert_eq!(json["predicateType"], "https://leakmark.dev/attestation/contamination-audit/v0.1");
    assert_eq!(json["subject"], json!([{"name": "corpus.manifest.jsonl", "digest": {"sha256": sha256_hex(b"")}}]));
    assert_eq!(predicate["benchmarks"][0]["itemsMerkle"]["scheme"], "rfc6962-sha256");
    assert_eq!(predicate["benchmarks"][1]["itemsMerkle"], json!(null));
    assert_eq!(predicate["benchmarks"][1]["visibility"], "withheld");
    assert_eq!(predicate["policies"][0]["fidelity"], "exact");
    assert_eq!(
        predicate["summary"]["benchmarks"][0],
        json!({
            "id": "gsm-mini", "policy": "strict", "result": "FAILED", "items": 5, "scanned": 3, "unscannable": 1,
            "excluded": 1, "overlap": 1, "suspect": 1, "noOverlap": 1, "rate": "0.333333"
        })
    );
    assert_eq!(predicate["previous"]["mediaType"], "application/vnd.in-toto+json");
    assert!(predicate.get("baseline").is_none() && predicate["exemptions"].get("resource").is_none());
}

#[test]
fn other_types_are_refused() {
    assert_eq!(
        after(|s| s["_type"] = json!("https://in-toto.io/Statement/v0.1")),
        "the statement type is `https://in-toto.io/Statement/v0.1` instead of `https://in-toto.io/Statement/v1`"
    );
    assert_eq!(
        after(|s| s["predicateType"] = json!("https://slsa.dev/provenance/v1")),
        format!("the predicate type is `https://slsa.dev/provenance/v1` instead of `{PREDICATE_TYPE}`")
    );
}

#[test]
fn the_subject_is_exactly_the_corpus_manifest() {
    let one = serde_json::to_value(Descriptor::of(SUBJECT_NAME, b"")).unwrap();
    assert_eq!(after(|s| s["subject"] = json!([])), "the statement's `subject` has 0 entries instead of one");
    assert_eq!(after(|s| s["subject"] = json!([one, one])), "the statement's `subject` has 2 entries instead of one");
    assert_eq!(
        after(|s| s["subject"][0]["name"] = json!("model.safetensors")),
        "the statement's `subject` is not named `corpus.manifest.jsonl`"
    );
    assert_eq!(
        after(|s| s["subject"][0]["digest"]["sha256"] = json!("a".repeat(64))),
        "the statement's `subject` has another digest than the predicate's corpus manifest"
    );
}

#[test]
fn unknown_fields_are_refused_in_the_predicate_and_ignored_where_in_toto_says_so() {
    let words = "the statement does not have the fields of a contamination audit";
    assert_eq!(after(|s| s["predicate"]["verdict"] = json!("PASSED")), words);
    assert_eq!(after(|s| s["predicate"]["summary"]["note"] = json!("")), words);
    assert_eq!(after(|s| drop(s["predicate"].as_object_mut().unwrap().remove("limitations"))), words);
    let mut json = serde_json::to_value(Statement::new(audit())).unwrap();
    json["note"] = json!(1);
    json["subject"][0]["size"] = json!(0);
    assert_eq!(Statement::parse(&serde_json::to_vec(&json).unwrap()).unwrap(), Statement::new(audit()));
}

#[test]
fn json_that_two_parsers_could_read_differently_is_refused() {
    let text = String::from_utf8(Statement::new(audit()).to_bytes().unwrap()).unwrap();
    for other in [
        text.replace(r#""result":"FAILED""#, r#""result":"FAILED","result":"PASSED""#),
        text.replace(r#""words":8"#, r#""words":8.0"#),
        text.replace(r#""words":8"#, r#""words":9007199254740993"#),
        format!("\u{feff}{text}"),
        format!("{text}{{}}"),
    ] {
        let error = Statement::parse(other.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "the statement is not JSON that every parser reads alike");
    }
}

#[test]
fn what_could_not_be_read_is_not_written() {
    let mut audit = audit();
    audit.method.parameters = json!({"threshold": 0.8});
    assert!(matches!(Statement::new(audit.clone()).to_bytes(), Err(Error::Strict(strict::Error::Number { .. }))));
    audit.method.parameters = json!({"threshold": "0.8"});
    audit.corpus.records = 4;
    assert!(matches!(Statement::new(audit).to_bytes(), Err(Error::Inconsistent { .. })));
}

#[test]
fn contradictions_are_refused_in_words() {
    fn first(s: &mut Value) -> &mut Value {
        &mut s["predicate"]["summary"]["benchmarks"][0]
    }
    let of_gsm = |reason: &str| format!("the statement's summary of `gsm-mini` under `strict` {reason}");
    assert_eq!(after(|s| first(s)["items"] = json!(6)), of_gsm("counts other items than the benchmark has"));
    assert_eq!(
        after(|s| first(s)["excluded"] = json!(0)),
        of_gsm("has items that are not the sum of scanned, unscannable and excluded")
    );
    assert_eq!(
        after(|s| first(s)["noOverlap"] = json!(2)),
        of_gsm("has scanned items that are not the sum of its verdicts")
    );
    assert_eq!(after(|s| first(s)["rate"] = json!("0.3")), of_gsm("has a rate that is no share with six places"));
    assert_eq!(after(|s| first(s)["rate"] = json!(null)), of_gsm("has no rate although items were scanned"));
    assert_eq!(
        after(|s| first(s)["id"] = json!("private")),
        "the statement's summary of `private` under `strict` stands twice"
    );
    assert_eq!(
        after(|s| first(s)["policy"] = json!("lax")),
        "the statement's summary of `gsm-mini` under `lax` is of no policy listed"
    );
    let removed = after(|s| drop(s["predicate"]["summary"]["benchmarks"].as_array_mut().unwrap().remove(0)));
    assert_eq!(removed, of_gsm("is missing"));
    assert_eq!(
        after(|s| s["predicate"]["summary"]["result"] = json!("WARNED")),
        "the statement's `predicate.summary` hides a denial"
    );
    let unread = after(|s| {
        s["predicate"]["policies"][0]["denies"] = json!(false);
        s["predicate"]["corpus"]["coverage"]["complete"] = json!(false);
        s["predicate"]["summary"]["result"] = json!("PASSED");
    });
    assert_eq!(unread, "the statement's `predicate.summary` passes although not everything was read");
    assert_eq!(
        after(|s| s["predicate"]["corpus"]["coverage"]["filesUnread"] = json!(1)),
        "the statement's `predicate.corpus.coverage` says complete, but its counts do not"
    );
    assert_eq!(
        after(|s| s["predicate"]["corpus"]["coverage"]["recordsUnread"] = json!(1)),
        "the statement's `predicate.corpus.records` is not the sum of scanned and unread records"
    );
    assert_eq!(
        after(
            |s| s["predicate"]["benchmarks"][1]["itemsMerkle"] = s["predicate"]["benchmarks"][0]["itemsMerkle"].clone()
        ),
        "the statement's benchmark `private` is withheld but shows a root over its items"
    );
    assert_eq!(
        after(|s| s["predicate"]["findings"]["count"] = json!(2)),
        "the statement's `predicate.findings.merkle` has a tree of 1 leaves for 2 rows"
    );
    assert_eq!(
        after(|s| s["predicate"]["policy"]["digest"]["sha256"] = json!("A".repeat(64))),
        "the statement's digest of `policy.toml` is not 64 lowercase hex digits"
    );
    assert_eq!(
        after(|s| s["predicate"]["startedOn"] = json!("yesterday")),
        "the statement's `predicate.startedOn` is not an RFC 3339 time ending in `Z`"
    );
}

#[test]
fn parameters_must_be_the_ones_named_and_the_ones_repeated() {
    let mut statement = Statement::new(audit());
    assert!(statement.check_parameters(PARAMS).is_ok());
    let error = statement.check_parameters(b"{}").unwrap_err().to_string();
    assert!(error.ends_with("has another digest than the parameters at hand"), "{error}");
    statement.predicate.method.parameters["seed"] = json!("43");
    let error = statement.check_parameters(PARAMS).unwrap_err().to_string();
    assert!(error.ends_with("holds other parameters than the statement repeats"), "{error}");
}

#[test]
fn rates_are_rounded_half_up_and_absent_without_a_whole() {
    assert_eq!(rate(1, 3).as_deref(), Some("0.333333"));
    assert_eq!(rate(2, 3).as_deref(), Some("0.666667"));
    assert_eq!(rate(1, 2_000_000).as_deref(), Some("0.000001"));
    assert_eq!(rate(0, 5).as_deref(), Some("0.000000"));
    assert_eq!(rate(u64::MAX, u64::MAX).as_deref(), Some("1.000000"));
    assert_eq!(rate(0, 0), None);
}
