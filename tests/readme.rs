//! The README says what the program does: its table of keys is the keymap's.
#![cfg(test)]

use bailiwick::config::Locale;
use bailiwick::console::action::ActionSpec;
use bailiwick::console::keymap::{self, Keymap};
use std::fmt::Write as _;

/// Returns the table of keys as the keymap and the English texts give it.
fn table() -> String {
    let locale = Locale::load("en", None).unwrap();
    let keymap = Keymap::load(keymap::DEFAULT, None, &ActionSpec::ids(), &ActionSpec::dangerous_ids()).unwrap();
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for spec in ActionSpec::ALL {
        let scopes: Vec<&str> = keymap.bindings().map(|binding| binding.scope.as_str()).collect();
        let scope = scopes.iter().zip(keymap.bindings()).find(|(_, binding)| binding.action == spec.id);
        let Some((scope, _)) = scope.filter(|(scope, _)| **scope != "overlay") else { continue };
        let keys: Vec<String> = keymap.keys_for(spec.id, &[*scope]).iter().map(|keys| format!("`{keys}`")).collect();
        writeln!(table, "| {} | {} |", keys.join(" "), locale.text(&spec.action.title_id())).unwrap();
    }
    table
}

#[test]
fn the_table_of_keys_is_the_keymaps() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (start, end) = ("<!-- keys -->\n", "<!-- end of keys -->");
    let from = readme.find(start).unwrap() + start.len();
    let to = from + readme[from..].find(end).unwrap();
    let table = table();
    assert_eq!(readme[from..to], table, "put this between the marks of the README:\n{table}");
}
