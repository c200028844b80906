//! The table, the keymap and the sentences belong together.

use super::{ActionSpec, Danger};
use crate::console::keymap::{DEFAULT, EMACS, Keymap};
use crate::console::overlay::Palette;
use crate::console::view::testing::{filled, look};
use std::collections::BTreeSet;

#[test]
fn the_table_is_in_the_order_of_the_actions() {
    for spec in ActionSpec::ALL {
        assert_eq!(spec.action.spec().id, spec.id);
    }
}

#[test]
fn every_action_has_a_key_and_every_key_an_action() {
    let known: BTreeSet<&str> = ActionSpec::ids().into_iter().collect();
    for text in [DEFAULT, EMACS] {
        let keymap = Keymap::load(text, None, &ActionSpec::ids(), &ActionSpec::dangerous_ids()).unwrap();
        let bound: BTreeSet<&str> = keymap.bindings().map(|binding| binding.action.as_str()).collect();
        assert_eq!(bound, known);
    }
}

#[test]
fn every_action_has_a_title_a_short_name_and_an_explanation() {
    let look = look("terminal");
    for spec in ActionSpec::ALL {
        let id = spec.action.title_id();
        for id in [id.clone(), format!("{id}.short"), format!("{id}.help")] {
            assert!(look.locale.find(&id).is_some(), "{id}");
        }
    }
}

#[test]
fn every_action_is_reachable_from_the_palette() {
    let model = filled((80, 24));
    for spec in ActionSpec::ALL {
        let mut palette = Palette::new(&model);
        for c in spec.id.chars() {
            palette.input.handle(tui_input::InputRequest::InsertChar(c));
        }
        palette.search(&model);
        let found =
            palette.entries().iter().any(|entry| entry.jump == crate::console::overlay::Jump::Action(spec.action));
        assert!(found, "{}", spec.id);
    }
}

#[test]
fn a_change_needs_a_right_and_a_preview() {
    for spec in ActionSpec::ALL.iter().filter(|spec| spec.writes()) {
        assert_eq!(spec.danger, Danger::Preview);
        // Taking a change back needs the rights of that change.
        let own = spec.permission.is_some_and(|verb| !verb.name().contains("view"));
        assert!(own || spec.action == super::Action::LogUndo, "{}", spec.id);
    }
}
