//! The keymaps that come with the program, and every mistake that a file can hold.

use std::{collections::BTreeSet, path::Path};

use crokey::KeyCombination;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;

const HELLOS: [&str; 2] = ["screen.hellos", "global"];

fn actions_of(text: &str) -> BTreeSet<String> {
    let quoted = text.lines().filter_map(|line| line.strip_prefix('"'));
    quoted.filter_map(|line| line.split('"').next().map(str::to_owned)).collect()
}

fn load(base: &str, user: &str) -> Result<Keymap, Vec<KeymapProblem>> {
    let known = actions_of(DEFAULT);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Keymap::load(base, Some((Path::new("keys.toml"), user)), &known, &["hello.override"])
}

fn problems(user: &str) -> Vec<String> {
    load(DEFAULT, user).unwrap_err().iter().map(ToString::to_string).collect()
}

fn press(char: char) -> KeyEvent {
    let shift = if char.is_ascii_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(char), shift)
}

#[test]
fn both_keymaps_load_and_bind_the_same_actions() {
    for base in [DEFAULT, EMACS] {
        load(base, "").unwrap();
    }
    assert_eq!(actions_of(DEFAULT), actions_of(EMACS));
}

#[test]
fn single_keys_and_sequences_lead_to_actions() {
    let keymap = load(DEFAULT, "").unwrap();
    let mut pending = Vec::new();
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('j')), Lookup::Action("nav.down"));
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('G')), Lookup::Action("nav.bottom"));
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('g')), Lookup::Pending(vec![("g".into(), "nav.top")]));
    assert_eq!(Keymap::format_pending(&pending), "g");
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('g')), Lookup::Action("nav.top"));
    assert!(pending.is_empty());
    let ctrl_p = KeyEvent::new(KeyCode::Char('p'), KeyModifiers::CONTROL);
    assert_eq!(keymap.feed(&HELLOS, &mut pending, ctrl_p), Lookup::Action("app.palette"));
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('?')), Lookup::Action("app.help"));
}

#[test]
fn a_sequence_that_leads_nowhere_is_forgotten() {
    let keymap = load(DEFAULT, "").unwrap();
    let mut pending = Vec::new();
    keymap.feed(&HELLOS, &mut pending, press('g'));
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('x')), Lookup::Unbound);
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('j')), Lookup::Action("nav.down"));
}

#[test]
fn the_innermost_scope_wins_and_outer_ones_fill_in() {
    let keymap = load(DEFAULT, "[screen.hellos]\n\"hello.copy\" = [\"j\"]\n").unwrap();
    let mut pending = Vec::new();
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('j')), Lookup::Action("hello.copy"));
    assert_eq!(keymap.feed(&["global"], &mut pending, press('j')), Lookup::Action("nav.down"));
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('k')), Lookup::Action("nav.up"));
    assert_eq!(keymap.keys_for("nav.down", &HELLOS), ["down"], "a hint never lies");
    assert_eq!(keymap.keys_for("nav.down", &["global"]), ["j", "down"]);
}

#[test]
fn an_inner_sequence_and_an_outer_one_share_their_first_key() {
    let keymap = load(DEFAULT, "[screen.hellos]\n\"hello.copy\" = [\"p y\"]\n").unwrap();
    let mut pending = Vec::new();
    let Lookup::Pending(next) = keymap.feed(&HELLOS, &mut pending, press('p')) else { panic!("a sequence") };
    let [own, rest @ ..] = &next[..] else { panic!("{next:?}") };
    assert_eq!(*own, ("y".into(), "hello.copy"), "the screen's own comes first");
    assert!(rest.contains(&("e".into(), "policy.edit")), "{rest:?}");
    assert_eq!(keymap.feed(&HELLOS, &mut pending, press('e')), Lookup::Action("policy.edit"));
}

#[test]
fn everything_can_be_rebound_and_unbound() {
    let keymap = load(DEFAULT, "[global]\n\"app.quit\" = [\"ctrl-q\", \"Z Z\"]\n\"app.mouse\" = []\n").unwrap();
    assert_eq!(keymap.keys_for("app.quit", &HELLOS), ["ctrl-q", "Z Z"]);
    assert!(keymap.keys_for("app.mouse", &HELLOS).is_empty());
    assert_eq!(keymap.feed(&HELLOS, &mut Vec::new(), press('q')), Lookup::Unbound);
}

#[test]
fn mistakes_are_told_with_file_and_line_all_at_once() {
    let text = "[global]\n\"nav.dwon\" = [\"x\"]\n\"app.quit\" = [\"hyperspace\"]\n\n[screen.nowhere]\n\"app.help\" = [\"x\"]\n";
    assert_eq!(
        problems(text),
        [
            "keys.toml:3: `hyperspace` is not a key",
            "keys.toml:6: unknown scope `screen.nowhere`",
            "keys.toml:2: unknown action `nav.dwon`",
        ]
    );
    assert_eq!(
        problems("[global]\n\"app.quit\" = \"q\"\n"),
        ["keys.toml:2: `app.quit` takes a list of keys in quotes"]
    );
    assert!(problems("[global\n")[0].starts_with("keys.toml:1: "));
}

#[test]
fn conflicts_and_shadows_are_told() {
    let line = |needle: &str| 1 + DEFAULT.lines().position(|line| line.starts_with(needle)).unwrap();
    let expected = format!("`j` already means `nav.down` (keymap:{})", line("\"nav.down\""));
    assert_eq!(problems("[global]\n\"list.filter\" = [\"j\"]\n").len(), 1);
    assert!(problems("[global]\n\"screen.log\" = [\"j\"]\n")[0].ends_with(&expected));
    let shadow = problems("[global]\n\"set.create\" = [\"g\"]\n");
    assert!(shadow[0].contains("`g` and `g g`") || shadow[0].contains("`g g` and `g`"), "{shadow:?}");
}

#[test]
fn danger_stays_off_reflex_keys() {
    for key in ["ctrl-d", "enter", "esc", "x enter", "space", "ctrl-k"] {
        let problems = problems(&format!("[screen.hellos]\n\"hello.override\" = [\"{key}\"]\n"));
        assert!(problems[0].contains("is reserved"), "{key}: {problems:?}");
    }
    assert!(load(DEFAULT, "[screen.hellos]\n\"hello.override\" = [\"O\"]\n").is_ok());
}

#[test]
fn keys_are_written_as_they_are_read() {
    for text in ["j", "G", "ctrl-p", "alt-enter", "f12", "space", "g g", "pagedown", "backtab", "?", "é", "esc", "-"] {
        assert_eq!(format_keys(&parse_keys(text).unwrap()), text);
    }
    for text in ["", "a-b", "hyper-x", "g g g g g"] {
        assert!(parse_keys(text).is_err(), "{text}");
    }
    assert_eq!(parse_keys("G").unwrap(), [KeyCombination::from(press('G'))]);
    let control = KeyEvent::new(KeyCode::Char('d'), KeyModifiers::CONTROL);
    assert_eq!(parse_keys("ctrl-D").unwrap(), [KeyCombination::from(control)]);
}
