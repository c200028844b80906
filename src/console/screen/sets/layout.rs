//! Where the tree and the detail are, for every size of the terminal.

use super::Pane;
use ratatui::layout::Rect;

/// From this width on the detail is beside the tree.
const BESIDE: u16 = 110;
/// From this height on it fits below.
const BELOW: u16 = 16;

/// Where everything is. An area without rows is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::console::screen) struct Panes {
    /// The tree, with its line of column heads.
    pub tree: Rect,
    /// The detail, with its line of tabs.
    pub detail: Rect,
}

/// Divides the body below its first line. The part that has the keys gets the room where there is little.
pub(in crate::console::screen) fn panes(body: Rect, focus: Pane) -> Panes {
    let rest = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    if body.width >= BESIDE {
        let tree = Rect { width: body.width / 2, ..rest };
        let x = tree.right() + 2;
        return Panes { tree, detail: Rect { x, width: body.right().saturating_sub(x + 1), ..rest } };
    }
    if body.height >= BELOW {
        let height = match focus {
            Pane::Tree => rest.height / 2,
            Pane::Detail => (rest.height / 4).max(4),
        };
        let tree = Rect { height, ..rest };
        let y = tree.bottom() + 1;
        let detail = Rect { x: rest.x + 1, y, width: rest.width.saturating_sub(2), height: rest.bottom() - y };
        return Panes { tree, detail };
    }
    let inside = Rect { x: rest.x + 1, width: rest.width.saturating_sub(2), ..rest };
    match focus {
        Pane::Tree => Panes { tree: rest, detail: Rect::default() },
        Pane::Detail => Panes { tree: Rect::default(), detail: inside },
    }
}

/// Returns where the rows of a list in the detail are: below the name, the tabs and the line of column heads.
pub(in crate::console::screen) fn list_in(detail: Rect) -> Rect {
    Rect { y: detail.y.saturating_add(3), height: detail.height.saturating_sub(3), ..detail }
}

/// Returns where the text of a tab is: below the name and the tabs.
pub(in crate::console::screen) fn text_area(area: Rect) -> Rect {
    let used = if area.height > 9 { 3 } else { 2 };
    Rect { y: area.y.saturating_add(used), height: area.height.saturating_sub(used), ..area }
}
