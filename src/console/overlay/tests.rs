//! Tests of the dialogs.

use super::{Confirm, Overlay};
use crate::console::screen::ScreenId;
use crate::console::view::testing::{filled, keys, plan, screen};
use insta::assert_snapshot;

#[test]
fn the_dialogs_at_the_design_size() {
    let mut model = filled((80, 24));
    keys(&mut model, "5?");
    assert_snapshot!("help_80x24", screen(&model));
    keys(&mut model, "<esc>:");
    assert_snapshot!("palette_80x24", screen(&model));
    keys(&mut model, "<esc>pe");
    assert_snapshot!("unlock_80x24", screen(&model));
    keys(&mut model, "SUP-771<enter><tab> ");
    assert_snapshot!("policy_80x24", screen(&model));
    keys(&mut model, "<enter>");
    assert_snapshot!("confirm_80x24", screen(&model));
}

#[test]
fn help_is_searched_by_words_and_by_key_and_runs_what_is_found() {
    let mut model = filled((80, 24));
    keys(&mut model, "?8");
    let Some(Overlay::Help(help)) = model.overlays.last() else { panic!("no help") };
    assert_eq!(help.selected(), Some(crate::console::action::Action::ScreenLog));
    keys(&mut model, "<esc>?action log");
    keys(&mut model, "<esc>?xyzzy");
    assert!(screen(&model).contains("nothing matches"), "{}", screen(&model));
    keys(&mut model, "<esc>?tree of named<enter>");
    assert_eq!(model.screen, ScreenId::Sets);
}

#[test]
fn the_palette_forgives_a_typing_error_and_finds_objects() {
    let mut model = filled((80, 24));
    keys(&mut model, ":edit polcy<enter>");
    assert!(matches!(model.overlays.as_slice(), [Overlay::Form(_)]), "edit the policy, after unlocking");
    keys(&mut model, "<esc>5:pc007<enter>");
    assert_eq!(model.hellos.selected().and_then(|system| system.fqdn.as_deref()), Some("pc007.cern.ch"));
    keys(&mut model, "2:LHC<enter>");
    assert_eq!(model.sets.selected().map(|node| node.set.name.as_str()), Some("AB-CO-LHC"));
}

#[test]
fn few_systems_and_a_way_back_need_no_typing_and_everything_else_does() {
    assert!(Confirm::new(plan(10), String::new()).typed.is_none());
    assert_eq!(Confirm::new(plan(11), String::new()).typed.map(|typed| typed.0), Some("11".into()));
    let mut forever = plan(0);
    forever.preview.reversible = false;
    let confirm = Confirm::new(forever, String::new());
    assert_eq!(confirm.typed.as_ref().map(|typed| typed.0.as_str()), Some("synchronization"));
    assert!(!confirm.is_confirmed());
}

#[test]
fn a_page_scrolls_no_further_than_its_end() {
    let mut model = filled((60, 12));
    keys(&mut model, "5<tab>e");
    for _ in 0..30 {
        keys(&mut model, "j");
    }
    let end = screen(&model);
    keys(&mut model, "k");
    assert_ne!(screen(&model), end, "one step back is seen at once");
}

#[test]
fn from_a_page_one_goes_straight_to_a_screen() {
    let mut model = filled((80, 24));
    keys(&mut model, "5<tab>e8");
    assert!(model.overlays.is_empty());
    assert_eq!(model.screen, ScreenId::Log);
}
