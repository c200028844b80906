//! Tests of the screen.

use super::tree::{Key, Tree};
use crate::console::app::{Effect, Message, Model, NscWish, PkgWish, Reply, Request, RequestWish, Slot, Wish, update};
use crate::console::event::TermEvent;
use crate::console::overlay::Overlay;
use crate::console::screen::ScreenId;
use crate::console::screen::split::Pane;
use crate::console::view::testing::{answer, empty, filled, keys, screen, sets, tell};
use crate::core::Problem;
use crate::core::what_if::Supposition;
use crate::model::directory::MemberKind;
use crate::model::id::{ComputerSetId, RequestId, SystemSetId};
use crate::port::Revision;
use chrono::TimeDelta;
use insta::assert_snapshot;

/// Presses keys and returns the wish that the core is asked to plan last.
fn wish(model: &mut Model, typed: &str) -> Option<Wish> {
    let mut asked = None;
    let mut rest = typed;
    while let Some(first) = rest.chars().next() {
        let length = if first == '<' { rest.find('>').unwrap() + 1 } else { first.len_utf8() };
        let (key, after) = rest.split_at(length);
        let name = key.trim_matches(['<', '>']);
        let name = if key == " " { "space" } else { name };
        let name = if first.is_uppercase() { format!("shift-{name}") } else { name.to_owned() };
        let pressed: crokey::KeyCombination = name.parse().unwrap();
        for effect in update(model, Message::Terminal(TermEvent::Key(pressed.into()))) {
            if let Effect::Core { tag, request, .. } = effect {
                if let Request::Plan(wish) = &request {
                    asked = Some(*wish.clone());
                }
                tell(model, Message::Reply(tag, crate::console::view::testing::answer(&request)));
            }
        }
        rest = after;
    }
    asked
}

/// Lets the cursor rest, so that the detail is asked for.
fn rest(model: &mut Model) {
    model.now += TimeDelta::milliseconds(200);
    tell(model, Message::Wake);
}

fn selected(model: &Model) -> String {
    match (model.sets.selected_computer_set(), model.sets.selected()) {
        (Some(row), _) => row.set.name.clone(),
        (None, Some(node)) => node.set.name.clone(),
        (None, None) => String::new(),
    }
}

/// The console on the NSC 259, writing unlocked.
fn at_the_local_set(size: (u16, u16)) -> Model {
    let mut model = filled(size);
    keys(&mut model, "<ctrl-o>SUP-1<enter><esc>2G");
    model.sets.show(Key::ComputerSet(ComputerSetId(259)));
    keys(&mut model, "<esc>2");
    rest(&mut model);
    assert_eq!(selected(&model), "ATLAS DCS Operator");
    model
}

#[test]
fn cmf_10_the_tree_is_shown_with_its_counts() {
    for (columns, rows) in [(40, 10), (80, 24), (120, 40), (200, 50)] {
        let mut model = filled((columns, rows));
        keys(&mut model, "2jj<enter>");
        rest(&mut model);
        assert_snapshot!(format!("sets_{columns}x{rows}"), screen(&model));
    }
}

#[test]
fn cmf_10_the_delegation_picture_goes_from_the_master_to_what_is_owned() {
    let mut model = filled((80, 24));
    keys(&mut model, "2jj<tab><tab><enter><enter>");
    rest(&mut model);
    assert_snapshot!("sets_80x24_picture", screen(&model));
    keys(&mut model, "<backtab>");
    assert_snapshot!("sets_80x24_rights", screen(&model));
}

#[test]
fn an_nsc_shows_its_members_requests_packages_and_releases() {
    let mut model = at_the_local_set((80, 24));
    model.toasts.clear();
    assert_snapshot!("nsc_80x24", screen(&model));
    keys(&mut model, "<tab><enter> jVjj");
    assert_snapshot!("nsc_80x24_members", screen(&model));
    keys(&mut model, "<tab><tab>");
    assert_snapshot!("nsc_80x24_requests", screen(&model));
    keys(&mut model, "<tab>");
    assert_snapshot!("nsc_80x24_packages", screen(&model));
    keys(&mut model, "<tab>");
    assert_snapshot!("nsc_80x24_releases", screen(&model));
}

#[test]
fn branches_open_step_by_step_and_the_cursor_goes_up() {
    let mut model = filled((80, 24));
    keys(&mut model, "2jj");
    assert_eq!(model.sets.tree.rows().len(), 4, "sets of computers are shown when their owner is opened");
    keys(&mut model, "<enter>");
    assert_eq!(model.sets.tree.rows().len(), 6);
    keys(&mut model, "jj");
    assert_eq!(selected(&model), "ATLAS DCS Expert");
    assert_eq!(model.sets.tree.selected().map(|row| row.depth), Some(4), "nested ones are deeper");
    keys(&mut model, "h");
    assert_eq!(selected(&model), "AB-CO-LHC");
    keys(&mut model, "h");
    assert_eq!(model.sets.tree.rows().len(), 4);
    keys(&mut model, "hh");
    assert_eq!(selected(&model), "AB-CO");
    keys(&mut model, "h");
    assert_eq!((selected(&model).as_str(), model.sets.tree.rows().len()), ("NICE", 3));
    keys(&mut model, "<enter>");
    assert_eq!(model.sets.pane, Pane::List, "the master's own sets come first");
}

#[test]
fn the_filter_finds_both_kinds_of_sets_below_their_owners() {
    let mut model = filled((80, 24));
    keys(&mut model, "2/expert");
    let rows: Vec<_> = model.sets.tree.rows().iter().map(|row| (row.key, row.depth)).collect();
    let set = |id| Key::Set(SystemSetId(id));
    assert_eq!(rows, [(set(1), 0), (set(2), 1), (set(3), 2), (Key::ComputerSet(ComputerSetId(260)), 3)]);
}

#[test]
fn two_thousand_sets_of_computers_are_rows_only_where_they_are_opened() {
    let nodes = sets::nodes();
    let sample = sets::computer_sets();
    let many: Vec<_> = (0..2000)
        .map(|number| {
            let mut row = sample[1].clone();
            row.set.id = ComputerSetId(1000 + number);
            row.set.name = format!("Set {number:04}");
            row
        })
        .collect();
    let mut tree = Tree::default();
    tree.index(&nodes, &many);
    tree.arrange(&nodes, "");
    assert_eq!(tree.rows().len(), nodes.len());
    assert_eq!(tree.totals(SystemSetId(1)).computer_sets, 2000);
    assert!(tree.open(&nodes[1]));
    tree.arrange(&nodes, "");
    assert_eq!(tree.rows().len(), nodes.len() + 2000);
    tree.arrange(&nodes, "set name:1999");
    assert_eq!(tree.rows().len(), 3);
}

#[test]
fn marked_members_are_removed_together() {
    let mut model = at_the_local_set((80, 24));
    let asked = wish(&mut model, "<tab><enter> jVjjVx");
    let Some(Wish::Nsc(NscWish::RemoveMembers(asked))) = asked else { panic!("{asked:?}") };
    assert_eq!((asked.nsc.as_str(), asked.kind), ("259", MemberKind::Computer));
    assert_eq!(asked.names, ["PCATLDCS01", "PCATLDCS03", "PCATLDCS04", "PCATLDCS05"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Confirm(_))), "shown before it is done");
}

#[test]
fn five_thousand_names_are_pasted_and_counted() {
    let mut model = at_the_local_set((80, 24));
    keys(&mut model, "a");
    let text: String = (0..5000).map(|number| format!("pc{number:05}\n")).collect();
    tell(&mut model, Message::Terminal(TermEvent::Paste(text)));
    model.toasts.clear();
    assert_snapshot!("members_form_80x24", screen(&model));
    let asked = wish(&mut model, "<enter>");
    let Some(Wish::Nsc(NscWish::AddMembers(asked))) = asked else { panic!("{asked:?}") };
    assert_eq!((asked.names.len(), asked.kind), (5000, MemberKind::Computer));
}

#[test]
fn a_request_is_approved_or_refused_with_a_reason() {
    let mut model = at_the_local_set((80, 24));
    keys(&mut model, "<backtab><backtab><backtab><enter>");
    assert_eq!(wish(&mut model, "A"), Some(Wish::Request(RequestWish::Approve(RequestId(3)))));
    keys(&mut model, "<esc>");
    assert_eq!(wish(&mut model, "R<enter>"), None, "a refusal needs a reason");
    let asked = wish(&mut model, "not ours<enter>");
    assert_eq!(asked, Some(Wish::Request(RequestWish::Refuse(RequestId(3)))));
    assert!(screen(&model).contains("not ours"), "{}", screen(&model));
    keys(&mut model, "<esc><esc>j");
    assert_eq!(wish(&mut model, "A"), None);
    assert!(screen(&model).contains("no request that waits"), "a decided one waits no more");
}

#[test]
fn rights_are_ticked_and_what_if_needs_no_unlocking() {
    let mut model = filled((80, 24));
    keys(&mut model, "2jj");
    rest(&mut model);
    keys(&mut model, "sw");
    assert_snapshot!("grant_form_80x24", screen(&model));
    let [Supposition::Grant(asked)] = &supposed(&mut model, "<tab><tab><tab><tab><tab><down> <enter>")[..] else {
        panic!("not a grant")
    };
    assert_eq!((asked.nss.as_str(), asked.verbs.len(), asked.nsc.as_deref()), ("AB-CO-LHC", 1, None));
    assert_snapshot!("what_if_80x24", screen(&model));
    let mut model = filled((200, 50));
    keys(&mut model, "2jj");
    rest(&mut model);
    let asked = supposed(&mut model, "sw <tab>rosa<tab> <tab><tab><tab> <enter>");
    let [Supposition::Revoke(rights), Supposition::RemoveAdministrator(entry)] = &asked[..] else {
        panic!("{asked:?}")
    };
    assert_eq!((rights.verbs.len(), entry.trustee.to_string().as_str()), (1, "rosa"));
    keys(&mut model, "<down><down>");
    assert_snapshot!("what_if_200x50", screen(&model));
    keys(&mut model, "<esc>");
    assert!(
        matches!(model.overlays.last(), Some(Overlay::Form(_))),
        "the form is there again, to suppose something else"
    );
}

/// Presses keys and returns what the core is asked to suppose.
fn supposed(model: &mut Model, typed: &str) -> Vec<Supposition> {
    let (most, enter) = typed.split_at(typed.len() - "<enter>".len());
    keys(model, most);
    let key: crokey::KeyCombination = enter.trim_matches(['<', '>']).parse().unwrap();
    let mut asked = Vec::new();
    for effect in update(model, Message::Terminal(TermEvent::Key(key.into()))) {
        let Effect::Core { tag, request, reason, .. } = effect else { continue };
        assert_eq!(reason, None, "nothing is unlocked for it");
        tell(model, Message::Reply(tag, crate::console::view::testing::answer(&request)));
        if let Request::WhatIf(suppositions) = request {
            asked = suppositions;
        }
    }
    asked
}

#[test]
fn nobody_and_nothing_is_no_supposition() {
    let mut model = filled((80, 24));
    keys(&mut model, "2jj");
    rest(&mut model);
    assert_eq!(supposed(&mut model, "sw<enter>"), []);
    assert!(screen(&model).contains("at least one right"), "{}", screen(&model));
}

#[test]
fn the_cursor_of_what_if_passes_headings_over() {
    let mut model = filled((80, 24));
    keys(&mut model, "2jj");
    rest(&mut model);
    supposed(&mut model, "sw<tab>rosa<enter>");
    let first = screen(&model);
    keys(&mut model, "<up>");
    assert!(screen(&model).contains("bailiwick nss grant AB-CO-LHC pkg.publish"), "{}", screen(&model));
    keys(&mut model, "<up><down>");
    assert_eq!(screen(&model), first, "there and back again");
    for _ in 0..20 {
        keys(&mut model, "<down>");
    }
    assert!(screen(&model).contains("2 of them need a reboot"), "{}", screen(&model));
    keys(&mut model, "<tab>");
    assert!(screen(&model).contains("Nothing is written"), "{}", screen(&model));
}

#[test]
fn d_04_the_delegation_of_an_earlier_time_counts_what_was_granted_then() {
    let mut model = filled((80, 24));
    keys(&mut model, "2jj<tab><tab>");
    rest(&mut model);
    let now = screen(&model);
    assert!(now.contains("6 rights, 2 administrators"), "{now}");
    keys(&mut model, "t2026-03-05 14:00<enter>");
    rest(&mut model);
    let then = screen(&model);
    assert!(then.contains("AB-CO-LHC   one right, no administrators"), "{then}");
    keys(&mut model, "sw");
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(_))), "what would have followed can be asked");
    keys(&mut model, "<esc>t");
    rest(&mut model);
    assert!(screen(&model).contains("6 rights, 2 administrators"), "now again: {}", screen(&model));
}

#[test]
fn a_package_is_assigned_to_the_selected_set_if_the_right_is_held_there() {
    let mut model = at_the_local_set((80, 24));
    let asked = wish(&mut model, "naOffice<enter>");
    let Some(Wish::Pkg(PkgWish::Assign(asked))) = asked else { panic!("{asked:?}") };
    assert_eq!((asked.pkg.as_str(), asked.nsc.as_str()), ("Office", "259"));
    keys(&mut model, "<esc>");
    assert!(screen(&model).contains("may pkg.assign.apply"), "{}", screen(&model));
    let mut model = empty((80, 24), false);
    tell(&mut model, Message::Changed(Revision { hellos: 1, operations: 1, lease: 0 }));
    keys(&mut model, "2");
    model.sets.show(Key::ComputerSet(ComputerSetId(259)));
    keys(&mut model, "na");
    assert!(model.overlays.is_empty());
    assert!(screen(&model).contains("pkg.assign.apply needs"), "{}", screen(&model));
}

#[test]
fn who_lacks_a_right_sees_why_and_what_is_missing() {
    let mut model = empty((80, 24), false);
    tell(&mut model, Message::Changed(Revision { hellos: 1, operations: 1, lease: 0 }));
    keys(&mut model, "2jjw");
    assert_snapshot!("why_80x24", screen(&model));
    keys(&mut model, "<esc>se");
    assert!(model.overlays.is_empty());
    assert!(screen(&model).contains("nss.edit needs"), "{}", screen(&model));
}

#[test]
fn cmf_24_the_inbox_leads_to_the_request() {
    let mut model = filled((80, 24));
    assert!(screen(&model).contains("inbox 1"), "{}", screen(&model));
    keys(&mut model, "i");
    assert_snapshot!("inbox_80x24", screen(&model));
    keys(&mut model, "<enter>");
    assert_eq!((model.screen, selected(&model).as_str()), (ScreenId::Sets, "ATLAS DCS Operator"));
    assert_eq!(model.sets.selected_request().map(|request| request.id), Some(RequestId(3)));
}

#[test]
fn the_past_is_shown_and_cannot_be_changed() {
    let mut model = filled((80, 24));
    keys(&mut model, "<ctrl-o>SUP-1<enter>2t2026-03-05 14:00<enter>");
    assert!(screen(&model).contains("as of 2026-03-05 14:00"), "{}", screen(&model));
    let effects = update(&mut model, Message::Changed(Revision { hellos: 7, operations: 9, lease: 1 }));
    for effect in &effects {
        if let Effect::Core { tag, request, as_of, .. } = effect {
            let now_only = matches!(tag.slot, Slot::Rights | Slot::Inbox | Slot::Policy | Slot::Recent);
            assert_eq!(as_of.is_some(), !now_only, "{request:?}");
        }
    }
    keys(&mut model, "se");
    assert!(model.overlays.is_empty());
    assert!(screen(&model).contains("t returns to now"), "{}", screen(&model));
    for (key, says) in
        [("1", "now, not 2026-03-05 14:00"), ("5", "now, not 2026"), ("8", "as of 2026-03-05"), ("2", "as of")]
    {
        keys(&mut model, key);
        model.size = (120, 40);
        assert!(screen(&model).contains(says), "{key}: {}", screen(&model));
    }
    model.size = (80, 24);
    keys(&mut model, "t");
    assert_eq!(model.as_of, None);
}

#[test]
fn what_if_thinks_through_the_past_that_is_shown() {
    let mut model = filled((120, 40));
    keys(&mut model, "t2026-03-05 14:00<enter>2jj");
    tell(&mut model, Message::Changed(Revision { hellos: 7, operations: 9, lease: 1 }));
    rest(&mut model);
    let at = model.as_of;
    keys(&mut model, "sw<tab>rosa");
    let enter: crokey::KeyCombination = "enter".parse().unwrap();
    let effects = update(&mut model, Message::Terminal(TermEvent::Key(enter.into())));
    let [Effect::Core { tag, request, as_of, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(matches!(request, Request::WhatIf(_)), "{request:?}");
    assert_eq!((*as_of, at.is_some()), (at, true), "asked of the time that is shown");
    let Reply::Outlook(mut outlook) = answer(request).unwrap() else { panic!("no outlook") };
    outlook.steps[0].command = None;
    tell(&mut model, Message::Reply(*tag, Ok(Reply::Outlook(outlook))));
    keys(&mut model, "<down>");
    assert!(screen(&model).contains("As of 2026-03-05 14:00"), "before, as it was then: {}", screen(&model));
    assert_snapshot!("what_if_past_120x40", screen(&model));
}

#[test]
fn d_04_the_second_writer_sees_what_the_first_one_changed() {
    let mut model = at_the_local_set((80, 24));
    assert!(wish(&mut model, "<tab><enter>x").is_some());
    let Some(Overlay::Confirm(confirm)) = model.overlays.last_mut() else { panic!("no preview") };
    confirm.plan.preview.typed = None;
    confirm.typed = None;
    confirm.problem = Some(Problem::Changed { object: "nsc".into(), name: "ATLAS DCS Operator".into() });
    assert!(screen(&model).contains("looks at it again"), "{}", screen(&model));
    let asked = wish(&mut model, "<enter>");
    assert!(matches!(asked, Some(Wish::Nsc(NscWish::RemoveMembers(_)))), "the same wish: {asked:?}");
    assert!(screen(&model).contains("Somebody changed it"), "{}", screen(&model));
}

#[test]
fn unlocking_and_locking_are_recorded() {
    let mut model = filled((80, 24));
    let session = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Core { tag, request: Request::Session { unlock }, reason, .. } => Some((tag, unlock, reason)),
            _ => None,
        })
    };
    let press = |model: &mut Model, key: &str| {
        let key: crokey::KeyCombination = key.parse().unwrap();
        update(model, Message::Terminal(TermEvent::Key(key.into())))
    };
    keys(&mut model, "<ctrl-o>SUP-7");
    let (tag, unlock, reason) = session(press(&mut model, "enter")).unwrap();
    assert_eq!((unlock, reason.as_deref()), (true, Some("SUP-7")));
    assert_eq!(model.session.lock.reason(), None, "not before it is in the log");
    update(&mut model, Message::Reply(tag, Ok(Reply::Noted)));
    assert_eq!(model.session.lock.reason(), Some("SUP-7"));
    let (_, unlock, reason) = session(press(&mut model, "ctrl-o")).unwrap();
    assert_eq!((unlock, reason.as_deref()), (false, Some("SUP-7")));
}
