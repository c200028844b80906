//! Tests of the screen.

use super::detail::steps;
use super::{Book, Group, Pane};
use crate::console::app::{Effect, Message, Reply, Request, Slot, update};
use crate::console::event::TermEvent;
use crate::console::view::testing::{ago, detail, filled, keys, now, screen, styles, system, tell};
use crate::console::view::{Sheet, view};
use crate::model::host::{Carrier, FaultClass, HostAttempt, Stage};
use crate::model::id::SystemId;
use crate::model::system::Status;
use crate::port::{HelloPage, Revision};
use insta::assert_snapshot;
use std::time::Instant;

fn press(model: &mut crate::console::app::Model, key: &str) -> Vec<Effect> {
    let key: crokey::KeyCombination = key.parse().unwrap();
    update(model, Message::Terminal(TermEvent::Key(key.into())))
}

#[test]
fn the_screen_at_its_design_size() {
    let mut model = filled((80, 24));
    keys(&mut model, "<enter>");
    assert_snapshot!("hellos_80x24", screen(&model));
    assert_snapshot!("hellos_80x24_styles", styles(&model));
    keys(&mut model, "<enter>");
    assert_snapshot!("hellos_80x24_detail", screen(&model));
    keys(&mut model, "<enter>");
    assert_snapshot!("hellos_80x24_trace", screen(&model));
}

#[test]
fn the_screen_wider_and_smaller() {
    for size in [(40, 10), (120, 40), (200, 50)] {
        let mut model = filled(size);
        keys(&mut model, "5<down>");
        assert_snapshot!(format!("hellos_{}x{}", size.0, size.1), screen(&model));
    }
}

#[test]
fn malformed_messages_are_a_group_of_their_own() {
    let mut model = filled((100, 24));
    keys(&mut model, "5<end>");
    assert_eq!(model.hellos.group, Group::Malformed);
    let shown = screen(&model);
    assert!(shown.contains("3 bytes, at least 25 needed") && shown.contains("01 02 1b"), "{shown}");
}

#[test]
fn the_filter_goes_over_all_columns_while_typing() {
    let mut model = filled((80, 24));
    keys(&mut model, "5/");
    keys(&mut model, "state:sync_disabled 10.18.4.7");
    assert_eq!(model.hellos.list_len(), 3);
    assert!(screen(&model).contains("3 of 16"), "{}", screen(&model));
    // Deleting a letter widens it again.
    for _ in 0..11 {
        keys(&mut model, "<backspace>");
    }
    assert_eq!(model.hellos.list_len(), 4);
    keys(&mut model, "<esc>");
    assert_eq!(model.hellos.list_len(), 16);
}

#[test]
fn the_cursor_stays_on_its_system_when_hellos_arrive() {
    let mut model = filled((80, 24));
    keys(&mut model, "5<tab>jjj");
    let before = model.hellos.selected().unwrap().id;
    let mut fresh = system(900, Status::HelloReceived);
    fresh.last_seen = now();
    let effects = update(&mut model, Message::Changed(Revision { hellos: 8, operations: 3, lease: 1 }));
    let tag = effects.iter().find_map(|effect| match effect {
        Effect::Core { tag, request: Request::Systems { changed_since: Some(8), .. }, .. } => Some(*tag),
        _ => None,
    });
    let page = HelloPage { systems: vec![fresh], next: None };
    tell(&mut model, Message::Reply(tag.expect("only what changed is asked for"), Ok(Reply::Systems(page))));
    assert_eq!(model.hellos.selected().unwrap().id, before);
    assert_eq!(model.hellos.list_len(), 17);
    assert_eq!(model.hellos.list.index, 4);
}

#[test]
fn pages_are_asked_for_until_the_end_and_changes_in_between_are_not_lost() {
    let mut model = crate::console::view::testing::empty((80, 24), true);
    update(&mut model, Message::Changed(Revision { hellos: 5, operations: 0, lease: 0 }));
    let ask = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Core { tag, request: Request::Systems { after, changed_since, .. }, .. } => {
                Some((*tag, *after, *changed_since))
            }
            _ => None,
        })
    };
    let (tag, after, since) = ask(&press(&mut model, "5")).unwrap();
    assert_eq!((after, since), (None, None));
    // A hello arrives while the first page is on its way.
    assert!(ask(&update(&mut model, Message::Changed(Revision { hellos: 6, operations: 0, lease: 0 }))).is_none());
    let next = Some((ago(1), SystemId(3)));
    let page = HelloPage { systems: vec![system(0, Status::Queued)], next };
    let (tag, after, _) = ask(&update(&mut model, Message::Reply(tag, Ok(Reply::Systems(page))))).unwrap();
    assert_eq!(after, next);
    let page = HelloPage { systems: vec![system(1, Status::Queued)], next: None };
    let (_, after, since) = ask(&update(&mut model, Message::Reply(tag, Ok(Reply::Systems(page))))).unwrap();
    assert_eq!((after, since), (None, Some(6)), "what changed since the load began");
    assert_eq!(model.hellos.book.len(), 2);
}

/// Lets the cursor rest until the detail is asked for.
fn rest(model: &mut crate::console::app::Model) -> Vec<Effect> {
    model.now = model.hellos.rests_at(model.screen).unwrap();
    update(model, Message::Wake)
}

#[test]
fn a_cursor_that_passes_by_asks_for_nothing() {
    let mut model = filled((80, 24));
    keys(&mut model, "5<tab>");
    for _ in 0..2 {
        assert!(press(&mut model, "j").is_empty());
    }
    assert_eq!(rest(&mut model).len(), 1);
    assert!(model.hellos.rests_at(model.screen).is_none());
    // Away and back: what is asked for already is not asked for again.
    press(&mut model, "k");
    assert!(press(&mut model, "j").is_empty());
    assert!(model.hellos.rests_at(model.screen).is_none());
}

#[test]
fn only_the_detail_of_the_selected_system_is_taken() {
    let mut model = filled((80, 24));
    keys(&mut model, "5<tab>");
    press(&mut model, "j");
    let first = rest(&mut model);
    press(&mut model, "j");
    let second = rest(&mut model);
    let tag = |effects: &[Effect]| match effects {
        [Effect::Core { tag, .. }] if tag.slot == Slot::Detail => *tag,
        other => panic!("{other:?}"),
    };
    let late = detail(system(1, Status::SyncDisabled));
    update(&mut model, Message::Reply(tag(&first), Ok(Reply::Detail(Box::new(late)))));
    assert!(model.hellos.selected_detail().is_none());
    let right = detail(system(2, Status::SyncDisabled));
    update(&mut model, Message::Reply(tag(&second), Ok(Reply::Detail(Box::new(right)))));
    assert_eq!(model.hellos.selected_detail().map(|detail| detail.system.id), Some(SystemId(3)));
}

#[test]
fn the_detail_stays_for_a_moment_and_never_longer() {
    let mut model = filled((80, 24));
    keys(&mut model, "5<tab>");
    let before = model.hellos.selected().unwrap().uuid.to_string();
    let shown = |model: &crate::console::app::Model| screen(model).matches(&before).count();
    assert_eq!(shown(&model), 2, "in the list and in the detail");
    press(&mut model, "j");
    assert!(model.hellos.selected_detail().is_none());
    assert_eq!(shown(&model), 2);
    rest(&mut model);
    assert_eq!(shown(&model), 2);
    model.now = model.wake_at().unwrap();
    update(&mut model, Message::Wake);
    assert_eq!(shown(&model), 1, "{}", screen(&model));
    assert_eq!(screen(&model).matches(&model.hellos.selected().unwrap().uuid.to_string()).count(), 2);
}

#[test]
fn what_if_sends_only_the_edits_that_were_made() {
    let mut model = filled((80, 24));
    keys(&mut model, "<enter>w<tab><tab><tab> ");
    let effects = press(&mut model, "enter");
    let [Effect::Core { request: Request::Replay { edits, .. }, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(edits, &[crate::core::provisioning::Edit::Policy { enabled: true }]);
    keys(&mut model, "<esc>w<tab><tab><tab> <enter>");
    assert_snapshot!("hellos_what_if", screen(&model));
}

#[test]
fn the_ticket_text_holds_what_is_known() {
    let mut model = filled((80, 24));
    keys(&mut model, "<enter>");
    let effects = keys(&mut model, "c");
    let [Effect::Copy(text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_snapshot!("hellos_ticket", text);
}

#[test]
fn problems_are_found_from_anywhere() {
    let mut model = filled((80, 24));
    keys(&mut model, "5<tab><end>");
    assert_eq!(model.hellos.selected().unwrap().status, Status::Provisioned);
    keys(&mut model, "N");
    assert_eq!(model.hellos.selected().unwrap().status, Status::DuplicateUuid);
    assert_eq!(model.hellos.pane, Pane::List);
}

/// Not a benchmark: it only fails when a key has become slower by an order of magnitude (debug build, shared machine).
#[test]
fn twenty_thousand_systems_do_not_make_a_key_slow() {
    let mut model = filled((200, 50));
    let mut book = Book::default();
    book.put((0..20_000).map(|number| system(number, Status::ALL[number as usize % Status::ALL.len()])).collect());
    model.hellos.book = book;
    keys(&mut model, "5<tab>");
    model.hellos.select();
    assert_eq!(model.hellos.list_len(), 20_000);
    let timed = |model: &mut crate::console::app::Model, key: &str| {
        let start = Instant::now();
        press(model, key);
        let _ = view(&mut Sheet::default(), model, false);
        start.elapsed()
    };
    let mut moves: Vec<_> = (0..50).map(|_| timed(&mut model, "j")).collect();
    moves.sort();
    press(&mut model, "/");
    let mut letters: Vec<_> = ["p", "c", "1", "2", "3"].map(|letter| timed(&mut model, letter)).to_vec();
    letters.sort();
    println!("move: median {:?}, slowest {:?}; filter: {letters:?}", moves[25], moves[49]);
    assert!(moves[25].as_millis() < 60, "{moves:?}");
    assert!(letters[2].as_millis() < 300, "{letters:?}");
}

#[test]
fn what_to_do_about_failures_of_a_kind_is_said_once() {
    let attempt = |carrier, class| HostAttempt {
        carrier,
        stage: Stage::Connect,
        class: Some(class),
        code: "connection refused".into(),
        name: None,
        verified: false,
        account: None,
        elapsed_ms: 0.2,
    };
    let (closed, filtered) = (FaultClass::UnreachableClosed, FaultClass::UnreachableFiltered);
    let mut trace = detail(system(1, Status::Queued)).trace.unwrap().0;
    trace.steps[3].attempts =
        vec![attempt(Carrier::Smb, closed), attempt(Carrier::Rpc, filtered), attempt(Carrier::Winrm, closed)];
    let lines = steps(&filled((80, 24)).look, &trace, 200, true);
    let text: Vec<String> =
        lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect::<String>()).collect();
    let said = |what: &str| text.iter().filter(|line| line.contains(what)).count();
    assert_eq!((said("connection refused"), said("another carrier may answer")), (3, 1), "{text:#?}");
}
