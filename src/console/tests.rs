//! Every sentence that the console asks for exists.

use crate::config::Locale;
use std::fs;
use std::path::{Path, PathBuf};

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// Words in quotation marks that look like the id of a sentence.
fn ids(text: &str) -> impl Iterator<Item = &str> {
    const PREFIXES: [&str; 42] = [
        "title-",
        "header-",
        "toast-",
        "overview-",
        "policy-",
        "part-",
        "backend-",
        "listener-",
        "hellos-",
        "column-",
        "detail-",
        "step-",
        "sets-",
        "label-",
        "log-count",
        "log-none",
        "diff-",
        "palette-",
        "help-",
        "page-",
        "trace-",
        "comparison-",
        "form-",
        "field-",
        "confirm-",
        "ticket-",
        "group-",
        "obstacle-",
        "tab-",
        "holds-",
        "managed-",
        "members-",
        "held-",
        "picture-",
        "asked-",
        "release-",
        "why-",
        "effects-",
        "gains-",
        "names-",
        "word-",
        "when-any",
    ];
    text.split('"').skip(1).step_by(2).filter(|word| {
        PREFIXES.iter().any(|prefix| word.starts_with(prefix))
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
    })
}

#[test]
fn every_sentence_that_the_console_asks_for_exists() {
    let english = Locale::load("en", None).unwrap();
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console"), &mut files);
    let mut asked = 0;
    for file in files {
        for id in ids(&fs::read_to_string(&file).unwrap()).filter(|id| !id.ends_with('-')) {
            asked += 1;
            assert!(english.find(id).is_some(), "{id} in {}", file.display());
        }
    }
    assert!(asked > 120, "only {asked} ids were found: does the search still work?");
}
