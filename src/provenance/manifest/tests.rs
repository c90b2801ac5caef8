//! Manifests that read back, and the many that must not.

use super::*;

fn entry(name: &str, content: &str) -> Entry {
    Entry { name: name.to_owned(), size: content.len() as u64, sha256: sha256_hex(content.as_bytes()) }
}

fn line(name: &str) -> String {
    format!("{{\"name\":{},\"size\":1,\"sha256\":\"{}\"}}\n", serde_json::json!(name), "a".repeat(64))
}

#[test]
fn a_manifest_is_sorted_by_bytes_and_reads_back_as_it_was_written() {
    let manifest = Manifest::new(vec![entry("b\"ü", "2"), entry("b", "1"), entry("B/z", ""), entry("a", "x")]).unwrap();
    let text = manifest.to_jsonl();
    assert_eq!(manifest.entries().iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["B/z", "a", "b", "b\"ü"]);
    assert_eq!(
        text.lines().next().unwrap(),
        r#"{"name":"B/z","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}"#
    );
    assert_eq!(Manifest::parse(text.as_bytes()).unwrap(), manifest);
    assert_eq!(manifest.bytes(), 3);
    assert_eq!(Manifest::parse(b"").unwrap(), Manifest::default());
}

#[test]
fn names_that_leave_the_folder_or_mean_two_files_are_refused() {
    let long = "n".repeat(4097);
    for (name, reason) in [
        ("", "is empty"),
        ("../x", "has a part `.` or `..`"),
        ("a/../x", "has a part `.` or `..`"),
        ("./x", "has a part `.` or `..`"),
        ("a/.", "has a part `.` or `..`"),
        ("/x", "is not relative"),
        ("a//b", "has an empty part"),
        ("a/", "has an empty part"),
        ("a\\b", "contains a backslash, a colon or a control character"),
        ("C:x", "contains a backslash, a colon or a control character"),
        ("a\0b", "contains a backslash, a colon or a control character"),
        ("a\u{85}b", "contains a backslash, a colon or a control character"),
        (long.as_str(), "is longer than 4096 bytes"),
    ] {
        match (Manifest::parse(line(name).as_bytes()), Manifest::new(vec![entry(name, "")])) {
            (Err(Error::Name { reason: parsed, .. }), Err(Error::Name { reason: made, .. })) => {
                assert_eq!((parsed, made), (reason, reason), "{name}");
            }
            other => panic!("{name:?} gave {other:?}"),
        }
    }
    assert!(Manifest::new(vec![entry("...", ""), entry("a/..b", ""), entry(".x", "")]).is_ok());
}

#[test]
fn equal_names_are_refused_and_named_once_each() {
    let error = Manifest::new(["b", "a", "b", "a", "b", "c"].map(|name| entry(name, "")).to_vec()).unwrap_err();
    assert_eq!(error.to_string(), "more than one file has the name `a`, `b`");
    let error = Manifest::parse((line("a") + &line("a")).as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "more than one file has the name `a`");
}

#[test]
fn names_that_differ_only_in_case_or_unicode_form_are_refused() {
    for (first, second) in [("A/x", "a/X"), ("STRASSE", "straße"), ("e\u{301}", "é"), ("σας", "σασ")] {
        let error = Manifest::new(vec![entry(second, ""), entry(first, "")]).unwrap_err();
        let words = format!("the file names `{first}` and `{second}` differ only in case or in Unicode form");
        assert_eq!(error.to_string(), words);
    }
}

#[test]
fn a_line_has_one_form_only() {
    let parse = |text: &str| Manifest::parse(text.as_bytes()).unwrap_err().to_string();
    let digest = "a".repeat(64);
    let form = "manifest line 1 is not in the one form a manifest line has";
    assert_eq!(parse(line("a").trim_end()), "manifest line 1 does not end with a line feed");
    assert_eq!(parse(&line("a").replace('\n', "\r\n")), form);
    assert_eq!(parse(&line("a").replace(",", ", ")), form);
    assert_eq!(parse(&format!("{{\"size\":1,\"name\":\"a\",\"sha256\":\"{digest}\"}}\n")), form);
    assert_eq!(parse(&line("a").replace("\"a\"", "\"\\u0061\"")), form);
    assert_eq!(parse(&(line("b") + &line("a"))), "manifest line 2 is not sorted by name");
    assert_eq!(parse(&line("a").replace("\"size\":1", "\"size\":1,\"x\":1")), "manifest line 1 does not name a file");
    assert_eq!(parse(&line("a").replace("\"size\":1", "\"size\":-1")), "manifest line 1 does not name a file");
    assert_eq!(parse(&line("a").replace(&digest, &"A".repeat(64))), "the digest of `a` is not 64 lowercase hex digits");
    assert_eq!(parse(&line("a").replace(&digest, "aa")), "the digest of `a` is not 64 lowercase hex digits");
    let strict = "manifest line 1 is not JSON that every parser reads alike";
    assert_eq!(parse(&line("a").replace("\"size\":1", "\"size\":1,\"size\":1")), strict);
    assert_eq!(parse(&line("a").replace("\"size\":1", "\"size\":9007199254740993")), strict);
    assert_eq!(parse(&format!("\u{feff}{}", line("a"))), strict);
    assert_eq!(parse(&format!("\n{}", line("a"))), strict);
    assert_eq!(parse(&format!("{}{}", " ".repeat(MAX_LINE), line("a"))), "manifest line 1 is longer than 64 KiB");
}

#[test]
fn a_difference_tells_missing_extra_and_changed_files_in_name_order() {
    let expected = Manifest::new(vec![entry("a", "1"), entry("b", "2"), entry("c", "3"), entry("d", "4")]).unwrap();
    let found = Manifest::new(vec![entry("b", "22"), entry("c", "x"), entry("d", "4"), entry("e", "5")]).unwrap();
    let words: Vec<_> = expected.difference(&found).iter().map(Difference::to_string).collect();
    assert_eq!(
        words,
        [
            "`a` is missing",
            "`b` has 2 bytes instead of 1",
            "`c` has the expected size but other bytes",
            "`e` is not in the manifest"
        ]
    );
    assert_eq!(expected.difference(&expected), []);
}

#[test]
fn a_file_hashes_to_the_digest_of_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let content: Vec<u8> = (0..600_000u32).map(|at| (at % 251) as u8).collect();
    std::fs::write(folder.path().join("x"), &content).unwrap();
    assert_eq!(hash_file(&folder.path().join("x")).unwrap(), (600_000, sha256_hex(&content)));
    assert!(hash_file(&folder.path().join("y")).is_err());
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
