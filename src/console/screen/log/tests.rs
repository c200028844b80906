//! Tests of the screen.

use super::{diff_lines, record_lines};
use crate::console::app::{Effect, Message, Model, Request, Slot, Wish, update};
use crate::console::event::TermEvent;
use crate::console::overlay::Overlay;
use crate::console::view::Line;
use crate::console::view::testing::{ago, answer, filled, keys, look, now, screen, tell};
use crate::model::directory::{EditOutcome, RefusedMember};
use crate::model::id::OperationId;
use crate::model::operation::{DirectoryState, Operation};
use insta::assert_snapshot;
use serde_json::json;

fn text(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect()).collect()
}

/// Puts the newest records into the log as the core would.
fn newest(model: &mut Model, records: Vec<Operation>) {
    let tag = model.log.page.ask(Slot::Log, now());
    model.log.take_page(tag, Ok(records), now());
    tell(model, Message::Wake);
}

/// Presses a key and returns the wish that the core is asked to plan, if it is.
fn wish(model: &mut Model, key: &str) -> Option<Wish> {
    let key: crokey::KeyCombination = key.parse().unwrap();
    let mut open = update(model, Message::Terminal(TermEvent::Key(key.into())));
    let mut asked = None;
    while let Some(effect) = open.pop() {
        if let Effect::Core { tag, request, .. } = effect {
            if let Request::Plan(wish) = &request {
                asked = Some(*wish.clone());
            }
            open.extend(update(model, Message::Reply(tag, answer(&request))));
        }
    }
    asked
}

#[test]
fn a_change_is_undone_after_a_look_at_what_follows() {
    let mut model = filled((80, 24));
    keys(&mut model, "8u");
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(_))), "writing is unlocked first");
    keys(&mut model, "SUP-2");
    assert_eq!(wish(&mut model, "enter"), Some(Wish::Undo(OperationId(918_201))));
    assert!(matches!(model.overlays.last(), Some(Overlay::Confirm(_))), "shown before it is done");
    keys(&mut model, "41<enter>");
    assert!(model.overlays.is_empty());
    assert!(screen(&model).contains("done, record 918202"), "{}", screen(&model));
}

#[test]
fn what_is_undone_or_cannot_be_says_so() {
    let mut model = filled((80, 24));
    keys(&mut model, "8");
    let mut records: Vec<_> = (0..2).filter_map(|index| model.log.row(index).cloned()).collect();
    let undo = Operation { id: OperationId(918_202), undoes: Some(records[0].id), at: ago(1), ..records[0].clone() };
    (records[0].undone_by, records[0].reversible) = (Some(undo.id), false);
    records[1].reversible = false;
    records.insert(0, undo);
    newest(&mut model, records);
    assert_eq!(model.log.len(), 3);
    assert_eq!(model.log.selected().map(|record| record.id.0), Some(918_201), "the cursor stays on its record");
    assert_snapshot!("log_80x24_undone", screen(&model));
    keys(&mut model, "u");
    assert!(model.overlays.is_empty());
    assert!(screen(&model).contains("undone already, by record 918202"), "{}", screen(&model));
    keys(&mut model, "<esc>ju");
    assert!(screen(&model).contains("cannot be undone by the program"), "{}", screen(&model));
}

#[test]
fn the_past_holds_no_later_records() {
    let mut model = filled((80, 24));
    keys(&mut model, "8");
    let oldest = model.log.row(1).cloned().unwrap();
    newest(&mut model, vec![oldest]);
    assert_eq!((model.log.len(), model.log.known()), (1, (1, true)));
}

#[test]
fn cmf_35_members_that_the_directory_refused_are_named() {
    let mut model = filled((80, 24));
    keys(&mut model, "8");
    let mut record = model.log.selected().cloned().unwrap();
    let refused = RefusedMember { group: "nsc-259-computers".into(), name: "PC9".into(), reason: "no account".into() };
    record.directory = Some(DirectoryState::Done(EditOutcome { refused: vec![refused] }));
    let shown = text(&record_lines(&look("terminal"), &record, now(), 60)).join("\n");
    assert!(shown.contains("one member refused") && shown.contains("nsc-259-computers: PC9: no account"), "{shown}");
    newest(&mut model, vec![record.clone()]);
    assert!(screen(&model).contains("one member refused"), "{}", screen(&model));
    record.directory = Some(DirectoryState::Pending);
    newest(&mut model, vec![record]);
    assert!(screen(&model).contains("waits for the directory"), "{}", screen(&model));
}

#[test]
fn lists_show_what_they_lost_and_gained() {
    let look = look("terminal");
    let names: Vec<String> = (1..=5).map(|n| format!("PC{n}")).collect();
    let after: Vec<String> = (3..=6).map(|n| format!("PC{n}")).collect();
    let (before, after) = (json!({"names": names}), json!({"names": after, "at": "2026-03-05T14:00:00Z"}));
    let shown = text(&diff_lines(&look, Some(&before), Some(&after), 60));
    assert_eq!(
        shown,
        [
            "+ at             2026-03-05 14:00",
            "− names          PC1, PC2",
            "+ names          PC6",
            "  names          (3 entries stay)",
        ]
    );
}

#[test]
fn cmf_33_a_record_shows_who_what_when_why_before_and_after() {
    let mut model = filled((80, 24));
    keys(&mut model, "8");
    assert_snapshot!("log_80x24", screen(&model));
    let mut model = filled((120, 40));
    keys(&mut model, "8");
    assert_snapshot!("log_120x40", screen(&model));
    let mut model = filled((40, 10));
    keys(&mut model, "8");
    assert_snapshot!("log_40x10", screen(&model));
}

#[test]
fn only_fields_that_differ_are_shown() {
    let look = look("terminal");
    let lines = diff_lines(&look, Some(&json!({"a": 1, "b": "x", "c": null})), Some(&json!({"a": 2, "b": "x"})), 40);
    assert_eq!(text(&lines), ["− a              1", "+ a              2", "one field is the same"]);
}

#[test]
fn the_filter_finds_people_and_objects() {
    let mut model = filled((80, 24));
    keys(&mut model, "8/jdoe policy");
    assert_eq!(model.log.len(), 1);
    keys(&mut model, "<esc>/anna");
    assert_eq!(model.log.selected().map(|record| record.id.0), Some(918_200));
}
