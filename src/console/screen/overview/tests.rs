//! Tests of the screen.

use super::{Item, once_each};
use crate::console::app::Message;
use crate::console::event::TermEvent;
use crate::console::screen::ScreenId;
use crate::console::screen::hellos::Group;
use crate::console::view::testing::{empty, filled, keys, screen, styles, tell};
use crate::model::id::OperationId;
use crate::model::operation::Operation;
use crate::model::system::Status;
use insta::assert_snapshot;
use uuid::Uuid;

#[test]
fn the_screen_at_every_size() {
    let model = filled((80, 24));
    assert_snapshot!("overview_80x24", screen(&model));
    assert_snapshot!("overview_80x24_styles", styles(&model));
    for size in [(40, 10), (120, 40), (200, 50)] {
        assert_snapshot!(format!("overview_{}x{}", size.0, size.1), screen(&filled(size)));
    }
    let small = empty((39, 24), true);
    assert_snapshot!("too_small", screen(&small));
}

#[test]
fn before_anything_is_known_nothing_is_claimed() {
    let model = empty((80, 24), true);
    let shown = screen(&model);
    assert!(shown.contains("one moment") && !shown.contains("nobody is needed"), "{shown}");
}

#[test]
fn the_most_comes_first_and_opens_its_group() {
    let mut model = filled((80, 24));
    let systems: Vec<_> = model.overview.needs_person().iter().map(|count| count.systems).collect();
    assert_eq!(systems, [41, 5, 3]);
    keys(&mut model, "j<enter>");
    assert_eq!((model.screen, model.hellos.group), (ScreenId::Hellos, Group::Status(Status::StaleAddress)));
}

#[test]
fn what_was_begun_and_done_is_told_once() {
    let model = filled((80, 24));
    let record = &model.overview.recent.get().unwrap()[0];
    let begun = |change: fn(&mut Operation)| {
        let mut begun = Operation { id: OperationId(1), after: None, ..record.clone() };
        change(&mut begun);
        once_each(vec![record.clone(), begun]).len()
    };
    assert_eq!(begun(|_| {}), 1);
    assert_eq!(begun(|begun| begun.object.name.push('2')), 2);
    assert_eq!(begun(|begun| begun.trace_id = Uuid::max()), 2);
    assert_eq!(once_each(vec![record.clone(); 2])[0].id, record.id);
}

#[test]
fn a_change_opens_in_the_log() {
    let mut model = filled((80, 24));
    keys(&mut model, "G<enter>");
    assert_eq!(model.screen, ScreenId::Log);
    assert_eq!(model.log.selected().map(|record| record.id.0), Some(918_200));
}

#[test]
fn a_click_selects() {
    let mut model = filled((80, 24));
    let row = screen(&model).lines().position(|line| line.contains("same UUID") || line.contains("duplicate")).unwrap();
    let click = crossterm::event::MouseEvent {
        kind: crossterm::event::MouseEventKind::Down(crossterm::event::MouseButton::Left),
        column: 12,
        row: u16::try_from(row).unwrap(),
        modifiers: crossterm::event::KeyModifiers::NONE,
    };
    tell(&mut model, Message::Terminal(TermEvent::Mouse(click)));
    assert!(matches!(
        model.overview.items()[model.overview.cursor.index],
        Item::Status(count) if count.status == Status::DuplicateUuid
    ));
}
