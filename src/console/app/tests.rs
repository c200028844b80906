//! Tests of `update`: what it is told, what it asks for, what it knows then.

use super::{Effect, Link, Lock, Message, Model, Reply, Request, Slot, Tag, update};
use crate::console::event::{Signal, TermEvent};
use crate::console::overlay::{Overlay, PageKind};
use crate::console::screen::ScreenId;
use crate::console::screen::hellos::Group;
use crate::console::view::testing::{ago, answer, empty, filled, keys, now, plan, screen, tell};
use crate::core::Problem;
use crate::model::system::Status;
use crate::port::Revision;
use chrono::TimeDelta;

fn asked(effects: &[Effect], slot: Slot) -> Option<Tag> {
    effects.iter().find_map(|effect| match effect {
        Effect::Core { tag, .. } if tag.slot == slot => Some(*tag),
        _ => None,
    })
}

fn revision(hellos: i64, operations: i64) -> Message {
    Message::Changed(Revision { hellos, operations, lease: 0 })
}

#[test]
fn the_first_change_asks_for_everything_on_the_screen_and_a_later_one_only_for_what_changed() {
    let mut model = empty((80, 24), true);
    let first = update(&mut model, revision(1, 1));
    for slot in [Slot::Counts, Slot::Hours, Slot::Policy, Slot::Recent] {
        assert!(asked(&first, slot).is_some(), "{slot:?}");
    }
    assert!(asked(&first, Slot::Systems).is_none(), "nobody looks at the hellos yet");
    let later = update(&mut model, revision(1, 2));
    assert!(asked(&later, Slot::Counts).is_none());
    assert!(asked(&later, Slot::Recent).is_some());
    assert_eq!(update(&mut model, revision(1, 2)), [], "the same revision is no change");
}

#[test]
fn a_stale_reply_is_dropped() {
    let mut model = empty((80, 24), true);
    let old = asked(&update(&mut model, revision(1, 1)), Slot::Counts).unwrap();
    let new = asked(&update(&mut model, revision(2, 1)), Slot::Counts).unwrap();
    update(&mut model, Message::Reply(old, answer(&Request::Counts)));
    assert!(model.overview.counts.get().is_none());
    update(&mut model, Message::Reply(new, Ok(Reply::Counts(Vec::new()))));
    assert_eq!(model.overview.counts.get().map(Vec::len), Some(0));
    update(&mut model, Message::Reply(new, answer(&Request::Counts)));
    assert_eq!(model.overview.counts.get().map(Vec::len), Some(0), "an answer comes once");
}

#[test]
fn every_question_may_fail_and_what_was_known_stays() {
    let mut model = filled((80, 24));
    keys(&mut model, "258");
    let before = model.overview.counts.get().cloned();
    let mut effects = update(&mut model, revision(90, 90));
    effects.extend(update(
        &mut model,
        Message::Terminal(TermEvent::Key("ctrl-r".parse::<crokey::KeyCombination>().unwrap().into())),
    ));
    let mut failed = 0;
    while let Some(effect) = effects.pop() {
        if let Effect::Core { tag, .. } = effect {
            failed += 1;
            effects.extend(update(&mut model, Message::Reply(tag, Err(Problem::DiskFull {}))));
        }
    }
    assert!(failed >= 8, "{failed} questions");
    assert_eq!(model.overview.counts.get().cloned(), before);
    for typed in ["1", "2", "5", "8"] {
        keys(&mut model, typed);
        assert!(!screen(&model).is_empty());
    }
}

#[test]
fn an_answer_of_the_wrong_kind_is_a_problem_and_no_panic() {
    let mut model = empty((80, 24), true);
    let tag = asked(&update(&mut model, revision(1, 1)), Slot::Counts).unwrap();
    update(&mut model, Message::Reply(tag, Ok(Reply::Hours(Vec::new()))));
    assert!(matches!(model.overview.counts.problem(), Some(Problem::Internal { .. })));
}

#[test]
fn writing_is_locked_until_a_reason_is_given_and_locks_itself_again() {
    let mut model = filled((80, 24));
    keys(&mut model, "pe");
    assert!(matches!(model.overlays.as_slice(), [Overlay::Form(_)]), "a change asks to be unlocked first");
    keys(&mut model, "<enter>");
    assert_eq!(model.session.lock, Lock::Locked, "without a reason nothing is unlocked");
    keys(&mut model, "SUP-771<enter>");
    assert_eq!(model.session.lock.reason(), Some("SUP-771"));
    assert!(screen(&model).contains("WRITING until 03:08"), "{}", screen(&model));
    assert!(screen(&model).contains("Synchronization policy"), "and then goes on");
    keys(&mut model, "<esc>");
    model.now = now() + TimeDelta::minutes(16);
    assert!(model.wake_at().is_some_and(|at| at <= model.now));
    update(&mut model, Message::Wake);
    assert_eq!(model.session.lock, Lock::Locked);
}

#[test]
fn a_change_is_previewed_confirmed_by_typing_and_carries_its_reason() {
    let mut model = filled((80, 24));
    keys(&mut model, "<ctrl-o>SUP-771<enter>pe<tab> <enter>");
    assert!(screen(&model).contains("41 waiting systems are resolved again"), "{}", screen(&model));
    keys(&mut model, "<enter>");
    assert!(matches!(model.overlays.last(), Some(Overlay::Confirm(_))), "enter alone does not do it");
    let mut committed = None;
    for letter in ["4", "1", "enter"] {
        let key: crokey::KeyCombination = letter.parse().unwrap();
        for effect in update(&mut model, Message::Terminal(TermEvent::Key(key.into()))) {
            if let Effect::Core { tag, request: Request::Commit(plan), reason, .. } = effect {
                committed = Some((tag, *plan, reason));
            }
        }
    }
    let (tag, sent, reason) = committed.expect("a commit");
    assert_eq!(sent, plan(41), "what was previewed is what is done");
    assert_eq!(reason.as_deref(), Some("SUP-771"));
    tell(&mut model, Message::Reply(tag, answer(&Request::Commit(Box::new(sent)))));
    assert!(model.overlays.is_empty());
    assert!(screen(&model).contains("done, record 918202"));
}

#[test]
fn a_failed_plan_is_told_in_the_form_with_what_to_do_next() {
    let mut model = filled((80, 24));
    keys(&mut model, "<ctrl-o>SUP-771<enter>pcSmall");
    let enter: crokey::KeyCombination = "enter".parse().unwrap();
    let tag = asked(&update(&mut model, Message::Terminal(TermEvent::Key(enter.into()))), Slot::Dialog).unwrap();
    let problem = Problem::Exists { object: "profile".into(), name: "Small".into() };
    update(&mut model, Message::Reply(tag, Err(problem)));
    let shown = screen(&model);
    assert!(shown.contains("there is a profile Small already"), "{shown}");
    assert!(shown.contains("Choose another name"), "{shown}");
}

#[test]
fn who_may_not_write_is_told_who_can() {
    let mut model = empty((80, 24), false);
    tell(&mut model, revision(1, 1));
    keys(&mut model, "pe");
    assert!(model.overlays.is_empty());
    let shown = screen(&model);
    assert!(shown.contains("amt.policy.edit needs") && shown.contains("anna, otto"), "{shown}");
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut model = filled((80, 24));
    let effects = update(&mut model, Message::Terminal(TermEvent::Paste("q\nq".into())));
    assert_eq!(effects, []);
    keys(&mut model, "5/");
    tell(&mut model, Message::Terminal(TermEvent::Paste("10.18\u{1b}q".into())));
    assert_eq!(model.hellos.filter.text(), "10.18q");
}

#[test]
fn a_sequence_shows_its_continuations_and_goes_on() {
    let mut model = filled((80, 24));
    keys(&mut model, "p");
    let footer = screen(&model).lines().last().unwrap().to_owned();
    assert!(footer.contains("e policy") && footer.contains("c new profile"), "{footer}");
    keys(&mut model, "x");
    assert!(model.continuations.is_empty() && model.overlays.is_empty());
}

#[test]
fn esc_goes_back_step_by_step() {
    let mut model = filled((80, 24));
    keys(&mut model, "<enter>");
    assert_eq!((model.screen, model.hellos.group), (ScreenId::Hellos, Group::Status(Status::SyncDisabled)));
    keys(&mut model, "/3132<enter>");
    assert_eq!(model.hellos.list_len(), 1);
    keys(&mut model, "<esc>");
    assert_eq!(model.hellos.list_len(), 4);
    keys(&mut model, "<esc><esc>");
    assert_eq!(model.screen, ScreenId::Overview);
}

#[test]
fn ctrl_c_cancels_first_and_quits_when_repeated() {
    let mut model = filled((80, 24));
    keys(&mut model, ":");
    assert_eq!(keys(&mut model, "<ctrl-c>"), []);
    assert!(model.overlays.is_empty());
    assert_eq!(keys(&mut model, "<ctrl-c>"), []);
    assert_eq!(keys(&mut model, "<ctrl-c>"), [Effect::Quit(130)]);
}

#[test]
fn signals_end_the_program_in_good_order() {
    for (signal, code) in [(Signal::Terminate, 143), (Signal::Hangup, 129), (Signal::Panicked, 70)] {
        let mut model = empty((80, 24), true);
        let effects = update(&mut model, Message::Terminal(TermEvent::Signal(signal)));
        assert_eq!(effects, [Effect::Quit(code)]);
    }
}

#[test]
fn nothing_wakes_a_quiet_console() {
    let model = filled((80, 24));
    assert_eq!(model.wake_at(), None);
}

#[test]
fn a_wait_is_shown_after_150_ms_and_esc_ends_it() {
    let mut model = filled((80, 24));
    keys(&mut model, "5");
    let effects = update(&mut model, revision(8, 3));
    assert!(asked(&effects, Slot::Systems).is_some());
    assert_eq!(model.wake_at(), Some(now() + TimeDelta::milliseconds(150)));
    model.now = now() + TimeDelta::milliseconds(160);
    update(&mut model, Message::Wake);
    assert!(screen(&model).contains("one moment"), "{}", screen(&model));
    let effects = keys(&mut model, "<esc>");
    assert_eq!(effects, [Effect::Cancel(Slot::Systems)]);
}

#[test]
fn a_lost_database_is_said_with_its_time_and_comes_back() {
    let mut model = filled((80, 24));
    model.now = ago(-3);
    update(&mut model, Message::Offline(Problem::DatabaseBusy {}));
    assert!(screen(&model).contains("not answering since 02:56"), "{}", screen(&model));
    update(&mut model, revision(7, 3));
    assert_eq!(model.link, Link::Live);
}

#[test]
fn a_replay_opens_the_difference() {
    let mut model = filled((80, 24));
    keys(&mut model, "<enter>r");
    assert!(matches!(model.overlays.as_slice(), [Overlay::Page(page)] if matches!(page.kind, PageKind::Comparison(_))));
}

#[test]
fn a_resize_storm_with_a_dialog_open_never_panics() {
    let mut model = filled((80, 24));
    for typed in ["5", "?", "<esc>:", "<esc><enter>e", "<esc>w", "<esc><esc>2", "8", "d"] {
        keys(&mut model, typed);
        for size in [(0, 0), (1, 1), (39, 9), (40, 10), (41, 11), (72, 12), (150, 10), (300, 100), (80, 24)] {
            tell(&mut model, Message::Terminal(TermEvent::Resize(size.0, size.1)));
            let _ = screen(&model);
        }
    }
}

/// The bytes of a name decide nothing: whatever a device or a directory says is cleaned before it is drawn.
#[test]
fn hostile_names_never_reach_the_screen() {
    let mut model: Model = filled((120, 40));
    let mut hostile = crate::console::view::testing::system(0, Status::Queued);
    hostile.fqdn = Some("evil\u{1b}[2J\u{202e}\u{7}.example".into());
    hostile.last_seen = now();
    keys(&mut model, "5");
    let page = crate::port::HelloPage { systems: vec![hostile], next: None };
    let effects = update(&mut model, revision(9, 3));
    let tag = asked(&effects, Slot::Systems).unwrap();
    tell(&mut model, Message::Reply(tag, Ok(Reply::Systems(page))));
    let shown = screen(&model);
    assert!(shown.contains("evil"), "{shown}");
    assert!(!shown.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'));
}
