//! SWE-bench and its kin: an issue and the lines its fix adds.

use super::super::marks::added_lines;
use super::{Example, Fields, Preset};

pub(super) const SWE_BENCH: Preset = Preset {
    code: "swe-bench",
    benchmark: Some("swe-bench"),
    required: &["instance_id", "problem_statement", "patch"],
    id: Some("instance_id"),
    example: Example {
        file: "SWE-bench_Lite/data/test-00000-of-00001.parquet",
        record: r#"{"instance_id": "pond__pond-1", "repo": "pond/pond", "problem_statement": "The fountain never stops.",
            "patch": "--- a/f.py\n+++ b/f.py\n@@ -1,2 +1,2 @@\n x = 1\n-run()\n+stop()\n", "hints_text": ""}"#,
    },
    read: |row| {
        let answer = row.optional("patch")?.and_then(|patch| added_lines(&patch));
        let (question, passage) = (row.text("problem_statement")?, row.optional("hints_text")?);
        Ok(Fields { question, answer, passage, choices: Vec::new() })
    },
    ..Preset::PLAIN
};
