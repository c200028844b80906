//! The line of tabs below the name of what is selected.

use super::Pen;
use crate::console::figures;
use crate::console::theme::Role;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// A tab: its title, how many things it lists, and whether it is the one that is shown.
pub type Tab = (String, Option<u64>, bool);

/// Draws tabs on the second line of an area. `active` is whether the area has the keys.
pub fn tab_line(pen: &mut Pen<'_>, area: Rect, tabs: Vec<Tab>, active: bool) {
    let mut x = area.x;
    let length = |(text, count, _): &Tab| {
        text.width() + 2 + count.filter(|count| *count > 0).map_or(0, |count| figures::count(count).len() + 1)
    };
    // Where not everything fits, only the shown tab has its count.
    let counts = tabs.iter().map(length).sum::<usize>() <= usize::from(area.width);
    for (text, count, chosen) in tabs {
        let role = match (chosen, active) {
            (true, true) => Role::Selection,
            (true, false) => Role::SelectionInactive,
            _ => Role::Muted,
        };
        let label = match count {
            Some(count) if count > 0 && (counts || chosen) => format!(" {text} {} ", figures::count(count)),
            _ => format!(" {text} "),
        };
        x += pen.text(x, area.y + 1, area.right().saturating_sub(x), &label, role);
    }
}
