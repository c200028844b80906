//! Tests of the screen.

use super::diff_lines;
use crate::console::view::testing::{filled, keys, look, screen};
use insta::assert_snapshot;
use serde_json::json;

#[test]
fn cmf_33_a_record_shows_who_what_when_why_before_and_after() {
    let mut model = filled((80, 24));
    keys(&mut model, "8");
    assert_snapshot!("log_80x24", screen(&model));
    let mut model = filled((120, 40));
    keys(&mut model, "8");
    assert_snapshot!("log_120x40", screen(&model));
}

#[test]
fn only_fields_that_differ_are_shown() {
    let look = look("terminal");
    let lines = diff_lines(&look, Some(&json!({"a": 1, "b": "x", "c": null})), Some(&json!({"a": 2, "b": "x"})), 40);
    let text: Vec<String> = lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect();
    assert_eq!(text, ["− a              1", "+ a              2", "one field is the same"]);
}

#[test]
fn the_filter_finds_people_and_objects() {
    let mut model = filled((80, 24));
    keys(&mut model, "8/jdoe policy");
    assert_eq!(model.log.len(), 1);
    keys(&mut model, "<esc>/anna");
    assert_eq!(model.log.selected().map(|record| record.id.0), Some(918_200));
}
