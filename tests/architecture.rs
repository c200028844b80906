//! Keeps the house in order: who may import what, how long a file may be, what stands at its top, and what must not be
//! in the tree at all.
//!
//! The sources are parsed, so comments, strings and test code are not mistaken for imports. `architecture/samples.rs`
//! proves on small pieces of code that each rule can fail.

#![cfg(test)]

#[path = "architecture/contents.rs"]
mod contents;
#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/samples.rs"]
mod samples;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/style.rs"]
mod style;

use source::{Place, Source};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file below a folder of the repository, as paths from its root.
fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.is_file() {
            found.push(path.strip_prefix(root()).unwrap().to_owned());
        }
    }
    found.sort();
    found
}

fn sources(folder: &str) -> Vec<Source> {
    let rust = files_below(folder).into_iter().filter(|path| path.extension().is_some_and(|ext| ext == "rs"));
    rust.map(|path| Source::parse(&path, fs::read_to_string(root().join(&path)).unwrap())).collect()
}

fn report(places: &[Place]) {
    let list: Vec<_> = places.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

#[test]
fn cmf_12_every_room_imports_only_what_it_may() {
    let sources = sources("src");
    assert!(sources.len() > 50, "the sources were found");
    report(&imports::check(&sources));
}

#[test]
fn every_source_keeps_the_house_rules() {
    let product = sources("src");
    let tests = sources("tests");
    let mut places = style::check_product(&product);
    places.extend(product.iter().chain(&tests).flat_map(style::check_any));
    report(&places);
}

#[test]
fn the_map_of_the_crate_names_every_room() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    report(&style::check_map(&Source::parse(Path::new("src/lib.rs"), library)));
}

#[test]
fn nothing_in_the_tree_tells_where_it_was_built() {
    let folders = ["src", "tests", "assets", "benches", "fuzz/fuzz_targets", "themes", "docs", ".ci"];
    let single = ["README.md", "CONTRIBUTING.md", "Cargo.toml", "clippy.toml", "rustfmt.toml", ".gitignore"];
    let paths: Vec<_> = folders.iter().chain(&single).flat_map(|name| files_below(name)).collect();
    assert!(paths.len() > 50, "the tree was found");
    // Pictures and recorded bytes hold no sentences.
    let texts = paths.iter().filter_map(|path| Some((path, fs::read_to_string(root().join(path)).ok()?)));
    report(&texts.flat_map(|(path, text)| contents::check(path, &text)).collect::<Vec<_>>());
}
