//! Proves that each rule can fail, and that it does not fail on what only looks like an offence.

use crate::source::{Place, Source};
use crate::{contents, imports, style};
use std::path::Path;

fn source(path: &str, text: &str) -> Source {
    Source::parse(Path::new(path), text.to_owned())
}

/// Checks one file's imports and returns the lines of its offences.
fn offences(path: &str, text: &str) -> Vec<usize> {
    lines(&imports::check(&[source(path, text)]))
}

fn lines(places: &[Place]) -> Vec<usize> {
    places.iter().map(|place| place.line).collect()
}

#[test]
fn cmf_12_imports_are_found_however_they_are_written() {
    assert_eq!(offences("src/console/app.rs", "use crate::store::Sqlite;"), [1]);
    assert_eq!(offences("src/console/app.rs", "use crate::{model::Hello,\n backend::{Role, Backend as B}};"), [2, 2]);
    assert_eq!(offences("src/console/app.rs", "use crate::backend::*;"), [1]);
    assert_eq!(offences("src/console/app.rs", "use crate::backend::{self};"), [1]);
    assert_eq!(offences("src/console/app.rs", "fn f() -> crate::dns::Answer { crate::store::open() }"), [1, 1]);
    assert_eq!(offences("src/console/app/mod.rs", "use super::super::store::Sqlite;"), [1]);
    assert_eq!(offences("src/console/a.rs", "mod inner { use super::super::super::store::Sqlite; }"), [1]);
    assert_eq!(offences("src/cli/x.rs", "fn f() { format!(\"{}\", crate::store::open()); }"), [1]);
    assert_eq!(offences("src/rules/x.rs", "macro_rules! m { () => { $crate::core::go() }; }"), [1]);
}

#[test]
fn what_only_looks_like_an_import_is_none() {
    let text =
        "//! Like crate::store.\n// use crate::store::X;\n/* use crate::store::X; */ const A: &str = \"crate::store\";";
    assert_eq!(offences("src/console/app.rs", text), [0; 0]);
    assert_eq!(offences("src/console/app.rs", "#[cfg(test)]\nmod tests { use crate::store::Sqlite; }"), [0; 0]);
    assert_eq!(offences("src/console/app.rs", "#[cfg(all(test, unix))]\nuse crate::store::Sqlite;"), [0; 0]);
    assert_eq!(offences("src/console/app.rs", "pub(in crate::console) fn f() {}"), [0; 0]);
    assert_eq!(offences("src/console/store.rs", "use self::store::X; use super::store::Y;"), [0; 0]);
    assert_eq!(offences("src/console/app.rs", "#[cfg(not(test))]\nuse crate::store::Sqlite;"), [2]);
}

#[test]
fn a_module_for_tests_in_a_file_of_its_own_is_not_product_code() {
    let parent = source("src/rules/plan.rs", "//! x\n#[cfg(test)]\nmod tests;");
    let tests = source("src/rules/plan/tests.rs", "//! x\nuse crate::store::Sqlite; fn f() { Some(1).unwrap(); }");
    let both = [parent, tests];
    assert!(imports::check(&both).is_empty() && style::check_product(&both).is_empty());
    assert_eq!(imports::check(&both[1..]).len(), 1, "without its declaration it counts");
}

#[test]
fn foreign_crates_are_kept_out_of_the_core() {
    assert_eq!(offences("src/core/x.rs", "use sqlx::Row;"), [1]);
    assert_eq!(offences("src/core/x.rs", "fn f() { std::env::var(\"HOME\"); }"), [1]);
    assert_eq!(offences("src/core/x.rs", "use std::{io, env};"), [1]);
    assert_eq!(offences("src/rules/x.rs", "async fn f() { tokio::time::sleep(d).await }"), [1]);
    assert_eq!(offences("src/core/x.rs", "use std::io::Write; use tokio::join;"), [0; 0]);
    assert_eq!(offences("src/store/x.rs", "use sqlx::Row;"), [0; 0]);
}

#[test]
fn parts_of_the_console_know_no_screen() {
    assert_eq!(offences("src/console/theme/mod.rs", "use crate::console::screen::Hellos;"), [1]);
    assert_eq!(offences("src/console/terminal/mod.rs", "use super::app::Model;"), [1]);
    assert_eq!(offences("src/console/screen/hellos.rs", "use crate::console::theme::Theme;"), [0; 0]);
}

#[test]
fn a_room_that_nobody_entered_in_the_table_is_an_offence() {
    assert_eq!(offences("src/attic/mod.rs", "//! x"), [1]);
    assert_eq!(offences("src/main.rs", "use bailiwick::store::Sqlite;"), [0; 0]);
    assert_eq!(offences("src/main/serve.rs", "use bailiwick::store::Sqlite;"), [0; 0]);
}

#[test]
fn what_ends_the_program_is_found_in_product_code_only() {
    let check = |text| lines(&style::check_product(&[source("src/core/x.rs", text)]));
    assert_eq!(check("fn f() {\n a.unwrap();\n b.expect(\"x\");\n panic!();\n println!();\n}"), [2, 3, 4, 5]);
    assert_eq!(check("fn f() { format!(\"{}\", a.unwrap()); }"), [1]);
    assert_eq!(check("macro_rules! m { () => { todo!() }; }"), [1]);
    assert_eq!(check("fn f() { a.unwrap_or(1); b.unwrap_or_default(); \"panic!()\"; } // .unwrap()"), [0; 0]);
    assert_eq!(check("#[cfg(test)]\nmod tests { fn f() { a.unwrap(); panic!() } }"), [0; 0]);
    assert_eq!(check("#[expect(lint, reason = \"…\")]\nfn f() {}"), [0; 0]);
}

#[test]
fn length_documentation_names_and_silenced_lints_are_checked() {
    let check =
        |path, text: &str| style::check_any(&source(path, text)).into_iter().map(|p| p.rule).collect::<Vec<_>>();
    assert!(check("src/core/x.rs", "//! x").is_empty());
    assert_eq!(check("src/core/x.rs", "/// Not of the module.\nfn f() {}"), ["does not begin with //!"]);
    assert_eq!(check("src/core/x.rs", &format!("//! x\n{}", "// y\n".repeat(500))), ["501 lines, 500 at most"]);
    assert!(check("src/core/x.rs", &format!("//! x\n{}", "// y\n".repeat(499))).is_empty());
    assert_eq!(check("src/core/utils.rs", "//! x").len(), 1);
    assert_eq!(check("src/helpers/mod.rs", "//! x").len(), 1);
    assert_eq!(check("src/core/x.rs", "//! x\nmod misc {}").len(), 1);
    assert_eq!(check("src/core/x.rs", "//! x\n#[allow(dead_code)]\nfn f() {}").len(), 1);
    assert_eq!(check("src/core/x.rs", "//! x\n#[cfg_attr(unix, allow(dead_code))]\nfn f() {}").len(), 1);
    assert_eq!(check("src/core/x.rs", "#![allow(dead_code)]\n//! x").len(), 1);
}

#[test]
fn the_map_must_name_every_public_module() {
    let check = |text| style::check_map(&source("src/lib.rs", text)).len();
    assert_eq!(check("//! - [`core`]: x\npub mod core;\nmod hidden;"), 0);
    assert_eq!(check("//! - [`core`]: x\npub mod core;\npub mod attic;"), 1);
}

#[test]
fn words_of_a_build_machine_are_found_and_parts_of_longer_ones_are_not() {
    let check = |text: &str| contents::check(Path::new("README.md"), text).len();
    assert_eq!(check(&format!("see {}{}", "crates", ".io")), 1);
    assert_eq!(check(&format!("\"/{}/anna/x\"", "home")), 1);
    assert_eq!(check(&format!("$ROOT/{}/x and ../{}/y", "work", "home")), 0);
}
