//! Tests of the screen.

use crate::console::view::testing::{filled, keys, screen};
use insta::assert_snapshot;

#[test]
fn cmf_10_the_tree_is_shown_with_its_counts() {
    let mut model = filled((80, 24));
    keys(&mut model, "2");
    assert_snapshot!("sets_80x24", screen(&model));
    let mut model = filled((120, 40));
    keys(&mut model, "2jj");
    assert_snapshot!("sets_120x40", screen(&model));
}

#[test]
fn branches_fold_and_the_cursor_goes_up() {
    let mut model = filled((80, 24));
    keys(&mut model, "2jh");
    assert_eq!(model.sets.tree.rows().len(), 3);
    keys(&mut model, "h");
    assert_eq!(model.sets.selected().map(|node| node.set.name.as_str()), Some("NICE"));
    keys(&mut model, "j<enter>j");
    assert_eq!(model.sets.selected().map(|node| node.set.name.as_str()), Some("AB-CO-LHC"));
    assert_eq!(model.sets.path(model.sets.selected().unwrap()), ["NICE", "AB-CO", "AB-CO-LHC"]);
}

#[test]
fn the_filter_shows_hits_below_their_parents() {
    let mut model = filled((80, 24));
    keys(&mut model, "2/lhc");
    let names: Vec<_> =
        model.sets.tree.rows().iter().map(|row| model.sets.nodes()[row.place].set.name.as_str()).collect();
    assert_eq!(names, ["NICE", "AB-CO", "AB-CO-LHC"]);
}

#[test]
fn a_new_set_goes_below_the_selected_one() {
    let mut model = filled((80, 24));
    keys(&mut model, "<ctrl-o>SUP-1<enter>2jsc");
    let shown = screen(&model);
    assert!(shown.contains("Create a system set") && shown.contains("AB-CO"), "{shown}");
}
