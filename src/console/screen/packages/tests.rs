//! Tests of the screen.

use crate::console::app::{Effect, Message, Model, PkgWish, Request, Wish, update};
use crate::console::event::TermEvent;
use crate::console::overlay::Overlay;
use crate::console::screen::split::Pane;
use crate::console::view::testing::{answer, empty, filled, keys, screen, settings, tell};
use crate::core::access::Rights;
use crate::core::what_if::Supposition;
use crate::model::assignment::{AssignAction, RebootPolicy};
use crate::model::id::PackageId;
use crate::model::package::PackageKind;
use crate::model::principal::Principal;
use crate::port::Revision;
use chrono::TimeDelta;
use insta::assert_snapshot;
use std::sync::Arc;

/// The console on the screen with the package 812 selected, writing unlocked.
fn at_the_bundle(size: (u16, u16)) -> Model {
    let mut model = filled(size);
    keys(&mut model, "<ctrl-o>SUP-1<enter><esc>4jj");
    rest(&mut model);
    assert_eq!(model.packages.selected().map(|row| row.package.id), Some(PackageId(812)));
    model.toasts.clear();
    model
}

/// Lets the cursor rest, so that the detail is asked for.
fn rest(model: &mut Model) {
    model.now += TimeDelta::milliseconds(200);
    tell(model, Message::Wake);
}

/// Presses enter and returns what the core is asked.
fn entered(model: &mut Model) -> Option<Request> {
    let enter: crokey::KeyCombination = "enter".parse().unwrap();
    let mut asked = None;
    for effect in update(model, Message::Terminal(TermEvent::Key(enter.into()))) {
        if let Effect::Core { tag, request, .. } = effect {
            tell(model, Message::Reply(tag, answer(&request)));
            asked.get_or_insert(request);
        }
    }
    asked
}

fn wish(request: Option<Request>) -> PkgWish {
    match request {
        Some(Request::Plan(wish)) => match *wish {
            Wish::Pkg(wish) => wish,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn packages_are_listed_with_their_facts() {
    for (columns, rows) in [(40, 10), (80, 24), (120, 40)] {
        let model = at_the_bundle((columns, rows));
        assert_snapshot!(format!("packages_{columns}x{rows}"), screen(&model));
    }
}

#[test]
fn a_package_shows_where_it_is_assigned_and_who_gets_it() {
    for (columns, rows) in [(40, 10), (80, 24), (120, 40)] {
        let mut model = at_the_bundle((columns, rows));
        keys(&mut model, "<enter><tab>");
        assert_snapshot!(format!("assignments_{columns}x{rows}"), screen(&model));
        keys(&mut model, "<tab>");
        assert_snapshot!(format!("machines_{columns}x{rows}"), screen(&model));
        keys(&mut model, "h");
        assert_eq!(model.packages.pane, Pane::List);
    }
}

#[test]
fn a_package_is_assigned_after_its_preview() {
    let mut model = at_the_bundle((80, 24));
    keys(&mut model, "a7<tab><tab>Sat 02:00-04:00<tab><tab>2026-03-09 18:00<tab> ");
    assert_snapshot!("assign_form_80x24", screen(&model));
    let PkgWish::Assign(asked) = wish(entered(&mut model)) else { panic!("not assigned") };
    assert_eq!((asked.pkg.as_str(), asked.nsc.as_str()), ("812", "7"));
    assert_eq!((asked.action, asked.reboot), (Some(AssignAction::Apply), RebootPolicy::Defer));
    assert_eq!(asked.window.map(|window| window.to_string()).as_deref(), Some("Sat 02:00-04:00"));
    assert_eq!(asked.deadline.map(|at| at.to_rfc3339()).as_deref(), Some("2026-03-09T18:00:00+00:00"));
    assert_eq!(asked.not_before, None);
    assert_snapshot!("assign_preview_80x24", screen(&model));
    assert!(matches!(entered(&mut model), Some(Request::Commit(_))));
    assert!(model.overlays.is_empty(), "done: {}", screen(&model));
    assert!(screen(&model).contains("918202"), "{}", screen(&model));
}

#[test]
fn what_does_not_fit_a_field_is_said_in_the_form() {
    let mut model = at_the_bundle((80, 24));
    keys(&mut model, "a7<tab><tab>at night");
    assert_eq!(entered(&mut model), None);
    assert!(screen(&model).contains("window cannot be"), "{}", screen(&model));
}

#[test]
fn the_assignment_under_the_cursor_is_changed_or_ended() {
    let mut model = at_the_bundle((80, 24));
    keys(&mut model, "x");
    assert!(screen(&model).contains("no assignment is selected"), "{}", screen(&model));
    keys(&mut model, "<esc><enter><tab>ja");
    let PkgWish::Assign(asked) = wish(entered(&mut model)) else { panic!("not assigned") };
    assert_eq!((asked.nsc.as_str(), asked.action, asked.reboot), ("1", Some(AssignAction::Apply), RebootPolicy::Defer));
    assert!(asked.deadline.is_some() && asked.window.is_some(), "what was set is offered again");
    keys(&mut model, "<esc><esc>kx");
    let Some((Request::Plan(asked), _)) = &model.planned else { panic!("nothing asked") };
    let Wish::Pkg(PkgWish::Unassign(asked)) = &**asked else { panic!("{asked:?}") };
    assert_eq!((asked.nsc.as_str(), asked.action), ("259", Some(AssignAction::Deny)));
    assert!(matches!(model.overlays.last(), Some(Overlay::Confirm(_))), "shown before it is done");
}

#[test]
fn a_package_is_created_and_edited_field_by_field() {
    let mut model = at_the_bundle((80, 24));
    keys(&mut model, "cTool<tab>1.0<tab> ");
    assert_snapshot!("package_form_80x24", screen(&model));
    let PkgWish::Create(asked) = wish(entered(&mut model)) else { panic!("not created") };
    assert_eq!((asked.name.as_str(), asked.version.as_str(), asked.nss.as_str()), ("Tool", "1.0", "NICE"));
    assert_eq!(asked.kind, PackageKind::Patch);
    assert_eq!(asked.rest, crate::core::package::PackageEdit::default(), "what was left is as usual");
    keys(&mut model, "<esc><esc>e<backtab> <backtab><backspace><backspace><backspace><backspace><backspace>");
    let PkgWish::Edit { pkg, edit } = wish(entered(&mut model)) else { panic!("not edited") };
    assert_eq!((pkg.as_str(), edit.reboots, edit.licences), ("812", Some(false), Some(None)));
    assert_eq!((edit.name, edit.size, edit.dependencies), (None, None, None));
}

#[test]
fn publishing_retiring_and_deleting_need_a_preview() {
    for (key, expected) in [
        ("P", PkgWish::Publish { pkg: "812".into() }),
        ("R", PkgWish::Retire { pkg: "812".into() }),
        ("D", PkgWish::Delete { pkg: "812".into() }),
    ] {
        let mut model = at_the_bundle((80, 24));
        keys(&mut model, key);
        assert_eq!(wish(model.planned.clone().map(|(request, _)| request)), expected);
        assert!(matches!(model.overlays.last(), Some(Overlay::Confirm(_))), "{key}");
    }
}

#[test]
fn who_lacks_a_right_on_a_package_sees_why() {
    let mut model = empty((80, 24), false);
    tell(&mut model, Message::Changed(Revision { hellos: 1, operations: 1, lease: 0 }));
    keys(&mut model, "4jjw");
    assert_snapshot!("package_why_80x24", screen(&model));
    for (key, verb) in [("e", "pkg.edit"), ("P", "pkg.publish"), ("D", "pkg.delete"), ("a", "pkg.assign.apply")] {
        keys(&mut model, "<esc><esc>");
        keys(&mut model, "4");
        keys(&mut model, key);
        assert!(model.overlays.is_empty(), "{key}");
        assert!(screen(&model).contains(&format!("{verb} needs")), "{key}: {}", screen(&model));
    }
}

/// A console of eva, who administers the NSC 259 alone.
fn of_eva() -> Model {
    let mut model = empty((80, 24), false);
    let rights = model.session.rights.get().unwrap();
    let eva = Rights::new(rights.configuration().clone(), Principal::user("eva"), Vec::new(), &settings(&["anna"]));
    let now = model.now;
    model.session.rights.set(Arc::new(eva), now);
    tell(&mut model, Message::Changed(Revision { hellos: 1, operations: 1, lease: 0 }));
    keys(&mut model, "<ctrl-o>SUP-1<enter><esc>4jj");
    rest(&mut model);
    model.toasts.clear();
    model
}

#[test]
fn assigning_is_offered_by_the_decision_for_the_set_that_is_meant() {
    let mut model = of_eva();
    keys(&mut model, "a259");
    assert!(screen(&model).contains("may pkg.assign.apply"), "{}", screen(&model));
    keys(&mut model, "<backspace><backspace><backspace>7");
    let refused = screen(&model);
    assert!(refused.contains("pkg.assign.apply needs") && refused.contains("anna"), "{refused}");
    assert_snapshot!("assign_refused_80x24", refused);
    keys(&mut model, "<backspace>no such set");
    assert!(!screen(&model).contains("pkg.assign.apply"), "nobody knows yet: {}", screen(&model));
    // On an assignment to a set that is not theirs it is not even offered.
    keys(&mut model, "<esc><enter><tab>");
    let at = |model: &Model| model.packages.selected_assignment().map(|found| found.nsc.0);
    for (nsc, verb) in [(259, "pkg.assign.deny"), (1, "pkg.assign.apply")] {
        assert_eq!(at(&model), Some(nsc));
        keys(&mut model, "a");
        assert!(model.overlays.is_empty());
        assert!(screen(&model).contains(&format!("{verb} needs")), "{nsc}: {}", screen(&model));
        keys(&mut model, "<esc>j");
    }
}

#[test]
fn an_empty_field_is_said_to_be_needed_beside_it() {
    let mut model = filled((80, 24));
    keys(&mut model, "4jj");
    rest(&mut model);
    keys(&mut model, "W<tab>");
    keys(&mut model, "<enter>");
    let shown = screen(&model);
    assert!(shown.lines().any(|line| line.contains("computer set") && line.contains("✗ needed")), "{shown}");
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(form)) if form.focus == 0), "it has the keys");
    assert!(!model.dialog.is_waiting(), "the core is not asked");
    keys(&mut model, "259");
    assert!(!screen(&model).contains("needed"), "{}", screen(&model));
}

#[test]
fn what_if_it_were_assigned_needs_neither_right_nor_unlocking() {
    let mut model = empty((80, 24), false);
    tell(&mut model, Message::Changed(Revision { hellos: 1, operations: 1, lease: 0 }));
    keys(&mut model, "4jj");
    rest(&mut model);
    keys(&mut model, "W7<tab> ");
    assert_snapshot!("assign_what_if_80x24", screen(&model));
    let Some(Request::WhatIf(asked)) = entered(&mut model) else { panic!("nothing asked") };
    let [Supposition::Assign(asked)] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!((asked.pkg.as_str(), asked.nsc.as_str(), asked.action), ("812", "7", Some(AssignAction::Publish)));
    assert!(matches!(model.overlays.last(), Some(Overlay::WhatIf(_))));
    keys(&mut model, "<esc>   ");
    let Some(Request::WhatIf(asked)) = entered(&mut model) else { panic!("nothing asked") };
    assert!(matches!(&asked[..], [Supposition::Unassign(wish)] if wish.action.is_none()), "{asked:?}");
}
