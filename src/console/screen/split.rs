//! A screen of two parts, for every size of the terminal: what there is to the left or above, and the selected thing
//! in detail to the right or below.

use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen};
use ratatui::layout::Rect;

/// The part that has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The list or the tree.
    #[default]
    List,
    /// What is shown of the selected row.
    Detail,
}

/// From this width on the detail is beside the list.
pub(super) const BESIDE: u16 = 110;
/// From this height on it fits below.
pub(super) const BELOW: u16 = 16;

/// Where everything is. An area without rows is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Panes {
    /// The list or the tree, with its line of column heads.
    pub list: Rect,
    /// The detail, with its line of tabs.
    pub detail: Rect,
}

/// Divides the body below its first line. The part that has the keys gets the room where there is little.
pub(super) fn panes(body: Rect, focus: Pane) -> Panes {
    let rest = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    if body.width >= BESIDE {
        let list = Rect { width: body.width / 2, ..rest };
        let x = list.right() + 2;
        return Panes { list, detail: Rect { x, width: body.right().saturating_sub(x + 1), ..rest } };
    }
    if body.height >= BELOW {
        let height = match focus {
            Pane::List => rest.height / 2,
            Pane::Detail => (rest.height / 4).max(4),
        };
        let list = Rect { height, ..rest };
        let y = list.bottom() + 1;
        let detail = Rect { x: rest.x + 1, y, width: rest.width.saturating_sub(2), height: rest.bottom() - y };
        return Panes { list, detail };
    }
    let inside = Rect { x: rest.x + 1, width: rest.width.saturating_sub(2), ..rest };
    match focus {
        Pane::List => Panes { list: rest, detail: Rect::default() },
        Pane::Detail => Panes { list: Rect::default(), detail: inside },
    }
}

/// Returns where the rows of a list in the detail are: below the name, the tabs and the line of column heads.
pub(super) fn list_in(detail: Rect) -> Rect {
    Rect { y: detail.y.saturating_add(3), height: detail.height.saturating_sub(3), ..detail }
}

/// Returns where the text of a tab is: below the name and the tabs.
pub(super) fn text_area(area: Rect) -> Rect {
    let used = if area.height > 9 { 3 } else { 2 };
    Rect { y: area.y.saturating_add(used), height: area.height.saturating_sub(used), ..area }
}

/// Draws what stands between the two parts.
pub(super) fn divide(pen: &mut Pen<'_>, body: Rect, panes: Panes) {
    if panes.detail.y == panes.list.y {
        pen.vertical(panes.list.right(), panes.list.y, panes.list.height);
    } else if !panes.list.is_empty() {
        pen.horizontal(body.x, panes.list.bottom(), body.width);
    }
}

/// Draws a text from its line `scroll` on, with marks where there is more.
pub(super) fn scrolled(pen: &mut Pen<'_>, area: Rect, lines: &[Line], scroll: usize) {
    let last = lines.len().saturating_sub(usize::from(area.height));
    let skip = scroll.min(last);
    pen.lines(area, lines, skip);
    if skip < last {
        pen.symbol(area.right(), area.bottom().saturating_sub(1), Symbol::Down, Role::Muted);
    }
    if skip > 0 {
        pen.symbol(area.right(), area.y, Symbol::Up, Role::Muted);
    }
}
