//! The dependency law: a module uses only modules of lower layers.

use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: &[&[&str]] = &[
    &["model"],
    &["text", "similarity"],
    &["fingerprint", "gpu", "embed"],
    &["overlap", "criteria", "source"],
    &["policy", "benchmark"],
    &["scores"],
    &["engine"],
    &["provenance", "report"],
    &["audit", "cluster"],
    &["cli"],
];

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("module `{module}` has no layer; give it one in LAYERS"))
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn modules_depend_only_on_earlier_layers() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for file in files {
        let name = file.strip_prefix(&src).unwrap().iter().next().unwrap().to_str().unwrap();
        let module = name.trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for used in code.flat_map(|line| line.split("crate::").skip(1)) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let allowed = used == module || layer(&used) < layer(module);
            assert!(allowed, "{}: `{module}` must not use `{used}`", file.display());
        }
    }
}
