//! Tests of the screen.

use super::Pane;
use crate::console::app::{Effect, Message, Model, Request, update};
use crate::console::event::TermEvent;
use crate::console::overlay::Overlay;
use crate::console::view::testing::{answer, filled, keys, machines::MACHINES, screen, tell};
use crate::core::machine::{Sort, SortColumn};
use chrono::TimeDelta;
use insta::assert_snapshot;

fn selected(model: &Model) -> &str {
    model.machines.selected().map_or("", |row| row.computer.name.as_str())
}

/// Presses a key and returns what the core is asked, answered as by the fake core.
fn asked(model: &mut Model, name: &str) -> Vec<Request> {
    let key: crokey::KeyCombination = name.parse().unwrap();
    let mut found = Vec::new();
    for effect in update(model, Message::Terminal(TermEvent::Key(key.into()))) {
        if let Effect::Core { tag, request, .. } = effect {
            tell(model, Message::Reply(tag, answer(&request)));
            found.push(request);
        }
    }
    found
}

/// Lets the cursor rest, so that the card is asked for.
fn rest(model: &mut Model) {
    model.now += TimeDelta::milliseconds(200);
    tell(model, Message::Wake);
}

#[test]
fn the_card_of_a_machine_is_shown_in_every_size() {
    for (columns, rows) in [(40, 10), (80, 24), (120, 40)] {
        let mut model = filled((columns, rows));
        keys(&mut model, "3jj");
        rest(&mut model);
        assert_snapshot!(format!("machines_{columns}x{rows}"), screen(&model));
        keys(&mut model, "<enter>j");
        assert_snapshot!(format!("machines_{columns}x{rows}_packages"), screen(&model));
    }
}

#[test]
fn the_contest_names_the_winner_and_every_loser() {
    for (columns, rows) in [(40, 10), (80, 24)] {
        let mut model = filled((columns, rows));
        keys(&mut model, "3<tab>jjw");
        assert_snapshot!(format!("contest_{columns}x{rows}"), screen(&model));
    }
    let mut model = filled((80, 24));
    keys(&mut model, "3<enter><enter>");
    assert!(matches!(model.overlays.last(), Some(Overlay::Page(_))), "enter opens it too");
    keys(&mut model, "<esc><esc>");
    assert_eq!(model.machines.pane, Pane::List);
}

#[test]
fn the_filter_asks_the_core_and_old_rows_stay_with_their_age() {
    let mut model = filled((80, 24));
    keys(&mut model, "3/");
    let key: crokey::KeyCombination = "s".parse().unwrap();
    let effects = update(&mut model, Message::Terminal(TermEvent::Key(key.into())));
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Core { request: Request::FindMachines(query), .. } => Some(query.filter.as_str()),
        _ => None,
    });
    assert_eq!(asked, Some("s"));
    model.now += TimeDelta::milliseconds(400);
    let waiting = screen(&model);
    assert!(waiting.contains("PCATLDCS01") && waiting.contains("read 02:53:12"), "{waiting}");
    keys(&mut model, "ite12");
    assert_eq!((model.machines.rows().len(), selected(&model)), (35, "PCSITE1200"));
    keys(&mut model, "<esc>");
    assert_eq!((model.machines.rows().len(), selected(&model)), (500, "PCATLDCS01"));
}

#[test]
fn machines_are_found_by_any_column_or_a_named_one_and_counted() {
    let mut model = filled((80, 24));
    keys(&mut model, "3");
    let requests = asked(&mut model, "/");
    assert_eq!(requests, [Request::Roll { wanted: true }], "they are ready before the first word is typed");
    assert_snapshot!("machines_filter_80x24", screen(&model));
    keys(&mut model, "os:11 OTTO site");
    let found = screen(&model);
    assert!(found.contains("486 of 1,234 machines") && !found.contains("any column"), "{found}");
    assert!(model.machines.rows().iter().all(|row| row.computer.os.contains("11") && row.computer.owner == "otto"));
    let requests = asked(&mut model, "esc");
    assert!(requests.contains(&Request::Roll { wanted: false }), "{requests:?}");
    assert!(screen(&model).contains("the first 500 machines"), "{}", screen(&model));
}

#[test]
fn machines_are_sorted_by_each_column_and_the_order_is_turned_around() {
    let mut model = filled((80, 24));
    keys(&mut model, "3jjo");
    assert_eq!((selected(&model), model.machines.list.index), ("PCATLDCS02", 0), "from the beginning");
    let shown = screen(&model);
    assert!(shown.contains("system ▲") && shown.contains(" 1,234 machines"), "{shown}");
    keys(&mut model, "G");
    assert_eq!(model.machines.rows().len(), 1000, "further ones in the same order");
    assert!(model.machines.rows().is_sorted_by_key(|row| &row.computer.os));
    let requests = asked(&mut model, "shift-o");
    let sort = Sort { column: SortColumn::Os, descending: true };
    assert!(requests.iter().any(|request| matches!(request, Request::FindMachines(query) if query.sort == sort)));
    assert!(screen(&model).contains("system ▼"), "{}", screen(&model));
    keys(&mut model, "o");
    assert!(screen(&model).contains("owner ▲"), "{}", screen(&model));
    keys(&mut model, "o");
    assert_eq!((selected(&model), model.machines.sort), ("PCATLDCS01", Sort::default()));
    assert!(screen(&model).contains("the first 500 machines"), "{}", screen(&model));
}

#[test]
fn further_machines_come_at_the_end_of_the_list_and_stay_when_it_is_read_again() {
    let mut model = filled((80, 24));
    keys(&mut model, "3");
    assert_eq!(model.machines.rows().len(), 500);
    assert!(screen(&model).contains("the first 500 machines"), "{}", screen(&model));
    keys(&mut model, "G");
    assert_eq!(model.machines.rows().len(), 1000);
    keys(&mut model, "<f5>");
    assert_eq!((model.machines.rows().len(), model.machines.list.index), (1000, 499));
    keys(&mut model, "GG");
    assert_eq!(model.machines.rows().len(), MACHINES);
    assert!(screen(&model).contains("1,234 machines"), "{}", screen(&model));
}

#[test]
fn the_card_is_copied_as_ticket_text() {
    let mut model = filled((80, 24));
    let copied = keys(&mut model, "3c").into_iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    assert_snapshot!("machine_ticket", copied.unwrap());
}

#[test]
fn without_a_package_there_is_nothing_to_explain() {
    let mut model = filled((80, 24));
    keys(&mut model, "3/nobody<enter>w");
    assert!(model.overlays.is_empty());
    assert!(screen(&model).contains("nothing is selected"), "{}", screen(&model));
}

#[test]
fn the_card_shows_what_a_machine_shall_have_for_a_chosen_user() {
    let mut model = filled((80, 24));
    keys(&mut model, "3u");
    rest(&mut model);
    assert_snapshot!("machine_users_80x24", screen(&model));
    keys(&mut model, "hug<enter>");
    rest(&mut model);
    assert_eq!(model.machines.shown(model.now).and_then(|why| why.user.as_deref()), Some("hugo"));
    assert_snapshot!("machine_for_user_80x24", screen(&model));
    keys(&mut model, "<tab>jjjw");
    let why = screen(&model);
    assert!(why.contains("Office 16.0 on PCATLDCS01 for hugo") && why.contains("chosen by hugo"), "{why}");
    let copied = keys(&mut model, "<esc>c").into_iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    let copied = copied.unwrap();
    assert!(copied.ends_with("bailiwick machine why PCATLDCS01 --user hugo"), "{copied}");
    keys(&mut model, "u<enter>");
    rest(&mut model);
    assert_eq!(model.machines.shown(model.now).and_then(|why| why.user.clone()), None, "the machine alone again");
}
