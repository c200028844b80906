//! Tests of the screen and of its wizard.

use crate::console::app::{ChoiceWish, Effect, Lock, Message, Model, Reply, Request, Wish, update};
use crate::console::event::TermEvent;
use crate::console::overlay::Overlay;
use crate::console::screen::ScreenId;
use crate::console::view::testing::{answer, empty, filled, keys, now, screen, styles, tell};
use crate::core::Problem;
use crate::core::choice::Place;
use crate::model::id::OperationId;
use crate::port::Revision;
use insta::assert_snapshot;

/// The user's own view, standing alone as `bailiwick me` opens it.
fn alone(size: (u16, u16)) -> Model {
    let mut model = empty(size, false);
    (model.only, model.screen) = (Some(ScreenId::Own), ScreenId::Own);
    model.session.lock = Lock::Open;
    tell(&mut model, Message::Changed(Revision { hellos: 7, operations: 3, lease: 1 }));
    model
}

fn selected(model: &Model) -> &str {
    model.own.selected().map_or("", |desired| desired.name.as_str())
}

/// Presses a key and returns what the core is asked, with its reason, answered as by the fake core.
fn asked(model: &mut Model, name: &str) -> Vec<(Request, Option<String>)> {
    let key: crokey::KeyCombination = name.parse().unwrap();
    let mut found = Vec::new();
    for effect in update(model, Message::Terminal(TermEvent::Key(key.into()))) {
        if let Effect::Core { tag, request, reason, .. } = effect {
            tell(model, Message::Reply(tag, answer(&request)));
            found.push((request, reason));
        }
    }
    found
}

#[test]
fn a_package_that_the_cursor_only_passes_is_not_explained() {
    let mut model = alone((80, 24));
    let explained = |model: &Model| model.own.explained().map(|desired| desired.name.clone());
    assert_eq!((selected(&model), explained(&model).as_deref()), ("Office", Some("Office")));
    keys(&mut model, "j");
    assert_eq!((selected(&model), explained(&model).as_deref()), ("7-Zip", Some("Office")));
    model.now = model.wake_at().unwrap();
    tell(&mut model, Message::Wake);
    assert_eq!(explained(&model).as_deref(), Some("7-Zip"));
    assert!(screen(&model).contains("Who decided"), "{}", screen(&model));
    // What a filter hides is not explained any more.
    keys(&mut model, "/office");
    assert_eq!(explained(&model).as_deref(), Some("Office"));
}

#[test]
fn cmf_27_one_list_of_three_parts_each_row_explained_in_every_size() {
    for (columns, rows) in [(40, 10), (80, 24), (120, 40)] {
        let mut model = alone((columns, rows));
        assert_eq!(selected(&model), "Office", "what can be chosen comes first");
        assert_snapshot!(format!("own_{columns}x{rows}"), screen(&model));
        keys(&mut model, "<enter>");
        assert_snapshot!(format!("own_{columns}x{rows}_why"), screen(&model));
    }
    assert_snapshot!("own_80x24_styles", styles(&alone((80, 24))));
    let mut small = alone((20, 5));
    assert!(screen(&small).contains("40×10"), "{}", screen(&small));
    keys(&mut small, "jj<enter><enter>");
}

#[test]
fn the_cursor_goes_past_headings_and_the_part_is_changed_at_once() {
    let mut model = alone((80, 24));
    let mut seen = vec![selected(&model).to_owned()];
    for _ in 0..6 {
        keys(&mut model, "j");
        seen.push(selected(&model).to_owned());
    }
    assert_eq!(seen, ["Office", "7-Zip", "Firmware update", "Security bundle", "Messenger", "Messenger", "Messenger"]);
    keys(&mut model, "<tab>");
    assert_eq!(selected(&model), "Office", "after the last part comes the first");
    keys(&mut model, "<tab><tab>");
    assert_eq!(selected(&model), "Messenger");
    keys(&mut model, "<backtab>k");
    assert_eq!(selected(&model), "Office");
    keys(&mut model, "k");
    assert_eq!(selected(&model), "Office", "the heading above is no row");
}

#[test]
fn the_list_is_searched_as_one_types_and_by_its_state() {
    let mut model = alone((80, 24));
    keys(&mut model, "/mess");
    assert_eq!((model.own.rows().len(), selected(&model)), (2, "Messenger"));
    keys(&mut model, "<esc>/denied<enter>");
    assert_eq!(selected(&model), "Messenger");
    keys(&mut model, "/xyz<enter>");
    assert!(screen(&model).contains("nothing here matches") || model.own.rows().is_empty(), "{}", screen(&model));
    keys(&mut model, "<enter>");
    assert!(model.overlays.is_empty(), "there is nothing to be led through");
    keys(&mut model, "<esc><esc>");
    assert_eq!(model.own.rows().len(), 8);
}

#[test]
fn cmf_26_the_wizard_leads_from_the_reason_over_the_preview_to_the_choice_and_back() {
    let mut model = alone((80, 24));
    keys(&mut model, "<enter>");
    let [(Request::Plan(wish), reason)] = &asked(&mut model, "enter")[..] else { panic!("{}", screen(&model)) };
    let expected = ChoiceWish { machine: Some("PCATLDCS01".into()), pkg: "811".into(), chosen: true };
    assert_eq!((&**wish, reason.as_deref()), (&Wish::Choice(expected), Some("")), "nothing has to be unlocked");
    assert_snapshot!("own_preview_80x24", screen(&model));
    keys(&mut model, "<esc>");
    assert!(screen(&model).contains("[1 Why]"), "one step back: {}", screen(&model));
    keys(&mut model, "<enter>");
    assert!(matches!(asked(&mut model, "enter")[..], [(Request::Commit(_), Some(_)), ..]), "{}", screen(&model));
    assert_snapshot!("own_done_80x24", screen(&model));
    keys(&mut model, "<tab>");
    let [(Request::Plan(wish), _)] = &asked(&mut model, "enter")[..] else { panic!("{}", screen(&model)) };
    assert_eq!(**wish, Wish::Undo(OperationId(918_202)));
    assert!(screen(&model).contains("Take it back") && screen(&model).contains("[2 What happens]"));
    assert!(matches!(asked(&mut model, "enter")[..], [(Request::Commit(_), _), ..]));
    assert!(screen(&model).contains("Taken back."), "{}", screen(&model));
    keys(&mut model, "<enter>");
    assert!(model.overlays.is_empty());
}

#[test]
fn nothing_is_chosen_by_keys_that_only_move() {
    for moves in ["l", "<right>", "h", "<left>", "<down>", "J", "<space>", "<tab><enter>", "<esc>"] {
        let mut model = alone((80, 24));
        keys(&mut model, "<enter><enter>");
        let effects = keys(&mut model, moves);
        assert_eq!(effects, [], "{moves}");
        let made = matches!(model.overlays.last(), Some(Overlay::Wizard(wizard)) if wizard.operation().is_some());
        assert!(!made, "{moves}: {}", screen(&model));
    }
}

#[test]
fn what_others_decide_is_explained_and_cannot_be_chosen() {
    let mut model = alone((80, 24));
    keys(&mut model, "G<enter>");
    assert_snapshot!("own_denied_80x24", screen(&model));
    assert_eq!(asked(&mut model, "enter"), [], "the only button leads back");
    assert!(model.overlays.is_empty());
    keys(&mut model, "c");
    assert!(screen(&model).contains("others decide"), "{}", screen(&model));
}

#[test]
fn what_went_wrong_stands_in_the_wizard_and_a_change_meanwhile_is_planned_again() {
    let mut model = alone((80, 24));
    keys(&mut model, "<enter><enter>");
    let enter: crokey::KeyCombination = "enter".parse().unwrap();
    let effects = update(&mut model, Message::Terminal(TermEvent::Key(enter.into())));
    let Some(Effect::Core { tag, request: Request::Commit(_), .. }) = effects.first() else { panic!("{effects:?}") };
    keys(&mut model, "<esc>");
    assert!(!model.overlays.is_empty(), "a change that is being made is not left");
    let changed = Problem::Changed { object: "choice".into(), name: "Office 16.0".into() };
    tell(&mut model, Message::Reply(*tag, Err(changed)));
    assert!(screen(&model).contains("changed"), "{}", screen(&model));
    assert!(matches!(asked(&mut model, "enter")[..], [(Request::Plan(_), _)]), "the same wish again");
    assert!(matches!(asked(&mut model, "enter")[..], [(Request::Commit(_), _), ..]));
}

#[test]
fn standing_alone_nothing_leads_elsewhere_and_little_is_asked() {
    let mut model = empty((80, 24), false);
    (model.only, model.screen, model.session.lock) = (Some(ScreenId::Own), ScreenId::Own, Lock::Open);
    let effects = update(&mut model, Message::Changed(Revision { hellos: 1, operations: 1, lease: 0 }));
    let requests: Vec<_> = effects
        .iter()
        .map(|effect| match effect {
            Effect::Core { request, .. } => request.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(requests, [Request::Rights, Request::Own(Place::Here("PCATLDCS01".into()))]);
    let mut model = alone((80, 24));
    keys(&mut model, "1");
    keys(&mut model, "5");
    keys(&mut model, "ipe<ctrl-o>");
    assert_eq!((model.screen, model.overlays.len()), (ScreenId::Own, 0), "{}", screen(&model));
    keys(&mut model, "?");
    let help = screen(&model);
    assert!(help.contains("Why is it so") && !help.contains("policy") && !help.contains("Unlock"), "{help}");
    keys(&mut model, "<esc>:policy");
    assert!(!screen(&model).contains("synchronization"), "{}", screen(&model));
    keys(&mut model, "<esc>");
    assert_eq!(keys(&mut model, "q"), [Effect::Quit(0)]);
}

#[test]
fn a_read_only_session_explains_and_says_why_it_chooses_nothing() {
    let mut model = alone((80, 24));
    model.session.lock = Lock::Sealed;
    keys(&mut model, "<enter>");
    assert!(screen(&model).contains("Not now: this session was started read-only"), "{}", screen(&model));
    assert_eq!(asked(&mut model, "enter"), []);
}

#[test]
fn in_the_console_a_choice_needs_writing_unlocked_and_carries_its_reason() {
    let mut model = filled((80, 24));
    keys(&mut model, "9<enter><enter>");
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(_))), "asks to be unlocked: {}", screen(&model));
    keys(&mut model, "SUP-7<enter>");
    let Some(Overlay::Wizard(wizard)) = model.overlays.last() else { panic!("{}", screen(&model)) };
    assert!(wizard.plan().is_some(), "and then goes on");
    let made = asked(&mut model, "enter");
    assert!(matches!(&made[..], [(Request::Commit(_), Some(reason)), ..] if reason == "SUP-7"), "{made:?}");
}

#[test]
fn another_machine_is_picked_by_a_part_of_its_name() {
    let mut model = alone((80, 24));
    keys(&mut model, "m");
    assert_snapshot!("own_pick_80x24", screen(&model));
    keys(&mut model, "site0021<enter>");
    assert_eq!(model.own.machine(), Some("PCSITE0021"));
    keys(&mut model, "m<down><enter>");
    assert_eq!((&model.own.place, model.own.machine(), model.own.rows().len()), (&Place::Everywhere, None, 2));
    assert!(screen(&model).contains("on every machine"), "{}", screen(&model));
}

#[test]
fn a_view_that_cannot_be_read_says_why_and_an_old_one_stays() {
    let mut model = empty((80, 24), false);
    (model.only, model.screen, model.session.lock) = (Some(ScreenId::Own), ScreenId::Own, Lock::Open);
    let fail = |model: &mut Model, operations| {
        let message = Message::Changed(Revision { hellos: 1, operations, lease: 0 });
        for effect in update(model, message) {
            if let Effect::Core { tag, request: Request::Own(_), .. } = effect {
                tell(model, Message::Reply(tag, Err(Problem::DatabaseBusy {})));
            }
        }
    };
    fail(&mut model, 1);
    let text = model.look.locale.say("problem", &Problem::DatabaseBusy {});
    assert!(screen(&model).contains(&text[..20]), "{}", screen(&model));
    let mut model = alone((80, 24));
    fail(&mut model, 9);
    assert!(screen(&model).contains("Office 16.0"), "{}", screen(&model));
    assert_eq!(model.own.view.at(), Some(now()));
    let tag = model.own.view.ask(crate::console::app::Slot::Own, model.now);
    tell(&mut model, Message::Reply(tag, Ok(Reply::Noted)));
    assert!(screen(&model).contains("Office 16.0"), "an unexpected answer does no harm");
}

#[test]
fn a_machine_that_nobody_knows_is_told_with_the_way_to_another() {
    let mut model = alone((80, 24));
    let tag = model.own.view.ask(crate::console::app::Slot::Own, model.now);
    let mut nothing = crate::console::view::testing::own::view(&Place::Everywhere);
    nothing.packages.clear();
    tell(&mut model, Message::Reply(tag, Ok(Reply::Own(Box::new(nothing)))));
    assert_snapshot!("own_nothing_80x24", screen(&model));
}
