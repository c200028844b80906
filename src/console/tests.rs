//! Every sentence that the console asks for exists, and has room where it is drawn.

use crate::config::Locale;
use crate::config::locale::{self, BUILT_IN};
use std::fs;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr as _;

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

/// Texts that are drawn into columns, and how many columns there are for each; what is longer is cut or runs into its
/// neighbour. A name that ends with `-` stands for all that begin so.
const ROOM: &[(usize, &[&str])] = &[
    (5, &["column-retry", "column-packages", "column-requests"]),
    (6, &["column-local", "word-local"]),
    (7, &["column-action", "column-behind", "column-sent", "column-users"]),
    (8, &["label-reason", "trace-outcome", "comparison-before", "comparison-after"]),
    (8, &["column-assigned", "column-backlog", "column-took"]),
    (9, &["label-by", "label-undo", "label-directory", "column-deadline", "column-seen", "column-received"]),
    (9, &["part-database", "part-inventory", "part-backend", "part-listener", "part-dns", "part-publishing"]),
    (10, &["column-checked", "column-complete", "column-computers", "column-generation", "column-last-run"]),
    (10, &["step-short-", "column-owner", "part-hosts"]),
    (10, &["ticket-system", "ticket-status", "ticket-address", "ticket-name", "ticket-profile", "ticket-hellos"]),
    (10, &["ticket-meaning", "ticket-warning", "ticket-machine", "ticket-os", "ticket-owner", "ticket-sets"]),
    (11, &["column-asks"]),
    (12, &["column-os", "label-owner", "label-computer-sets"]),
    (13, &["column-owned-by"]),
    (14, &["label-", "pkg-kind-", "column-state", "column-next-run", "column-person"]),
    (15, &["stage-saved", "stage-published", "stage-acknowledged", "stage-first-client", "stage-most-clients"]),
    (27, &["field-"]),
];

#[test]
fn amt_07_texts_in_columns_fit_into_them_in_every_language() {
    for (language, files) in BUILT_IN {
        let locale = Locale::load(language, None).unwrap();
        let all: Vec<String> = files.iter().flat_map(|text| locale::ids(text)).collect();
        for (room, names) in ROOM {
            for name in *names {
                let is_meant = |id: &String| id == name || (name.ends_with('-') && id.starts_with(name));
                // This one stands behind a field, not before it.
                for id in all.iter().filter(|id| is_meant(id) && *id != "field-profiles") {
                    let text = locale.text(id);
                    assert!(text.width() <= *room, "{language}: {id} has room for {room} columns: {text:?}");
                }
                assert!(all.iter().any(is_meant), "{language} has no {name}");
            }
        }
    }
}
