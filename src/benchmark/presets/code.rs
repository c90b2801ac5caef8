//! Programming benchmarks: what is asked is the prompt, the answer is the reference solution.

use super::{Example, Fault, Fields, Preset, Row};

/// The whole prompt, signature and docstring, is the question.
pub(super) const HUMANEVAL: Preset = Preset {
    code: "humaneval",
    benchmark: Some("humaneval"),
    required: &["task_id", "prompt", "canonical_solution", "entry_point"],
    id: Some("task_id"),
    one_split: true,
    example: Example {
        file: "HumanEval.jsonl.gz",
        record: r#"{"task_id": "Pond/0", "prompt": "def leap(n):\n    \"\"\" Twice the length of a hop. \"\"\"\n",
            "canonical_solution": "    return 2 * n\n", "entry_point": "leap", "test": "assert leap(1) == 2"}"#,
    },
    read: |row| solved(row, "prompt", "canonical_solution"),
    ..Preset::PLAIN
};

pub(super) const BIGCODEBENCH: Preset = Preset {
    code: "bigcodebench",
    benchmark: Some("bigcodebench"),
    required: &["task_id", "complete_prompt", "canonical_solution"],
    id: Some("task_id"),
    one_split: true,
    example: Example {
        file: "bigcodebench/data/v0.1.2-00000-of-00001.parquet",
        record: r#"{"task_id": "Pond/1", "complete_prompt": "def count_frogs(path):\n    \"\"\"Count the lines.\"\"\"\n",
            "instruct_prompt": "Count the lines.", "canonical_solution": "    return len(open(path).readlines())\n"}"#,
    },
    read: |row| solved(row, "complete_prompt", "canonical_solution"),
    ..Preset::PLAIN
};

pub(super) const MBPP: Preset = Preset {
    code: "mbpp",
    benchmark: Some("mbpp"),
    required: &["task_id", "text", "code", "test_list"],
    id: Some("task_id"),
    example: Example {
        file: "mbpp/full/test-00000-of-00001.parquet",
        record: r#"{"task_id": 9001, "text": "Write a function that halves a number.", "code": "def half(n): return n / 2",
            "test_list": ["assert half(4) == 2"], "test_setup_code": "", "challenge_test_list": []}"#,
    },
    read: |row| solved(row, "text", "code"),
    ..Preset::PLAIN
};

pub(super) const MBPP_SANITIZED: Preset = Preset {
    code: "mbpp-sanitized",
    benchmark: Some("mbpp"),
    required: &["task_id", "prompt", "code", "test_list"],
    id: Some("task_id"),
    example: Example {
        file: "mbpp/sanitized/test-00000-of-00001.parquet",
        record: r#"{"source_file": "pond.py", "task_id": 9002, "prompt": "Write a function that doubles a number.",
            "code": "def twice(n): return 2 * n", "test_imports": [], "test_list": ["assert twice(4) == 8"]}"#,
    },
    read: |row| solved(row, "prompt", "code"),
    ..Preset::PLAIN
};

/// The first of the solutions is the answer.
pub(super) const APPS: Preset = Preset {
    code: "apps",
    benchmark: Some("apps"),
    required: &["question", "solutions", "input_output", "starter_code"],
    id: Some("problem_id"),
    example: Example {
        file: "apps/test.jsonl",
        record: r#"{"problem_id": 77, "question": "Print the sum of two pond depths.", "input_output": "{}",
            "solutions": "[\"print(sum(map(int, input().split())))\", \"pass\"]", "starter_code": ""}"#,
    },
    read: |row| {
        Ok(Fields {
            question: row.text("question")?,
            answer: row.texts("solutions")?.into_iter().next(),
            ..Fields::default()
        })
    },
    ..Preset::PLAIN
};

pub(super) const DS_1000: Preset = Preset {
    code: "ds-1000",
    benchmark: Some("ds-1000"),
    required: &["prompt", "reference_code"],
    id: Some("metadata.problem_id"),
    one_split: true,
    example: Example {
        file: "ds1000.jsonl.gz",
        record: r#"{"prompt": "How do I add a row of frogs to my frame?", "reference_code": "df.loc[len(df)] = frogs",
            "metadata": {"problem_id": 12, "library": "Pandas"}, "code_context": ""}"#,
    },
    read: |row| solved(row, "prompt", "reference_code"),
    ..Preset::PLAIN
};

fn solved(row: &Row<'_>, question: &str, answer: &str) -> Result<Fields, Fault> {
    Ok(Fields { question: row.text(question)?, answer: row.optional(answer)?, ..Fields::default() })
}
