//! Where the list and what is said of the selected row are, for every size of the terminal.

use ratatui::layout::Rect;

/// From this width on the explanation is beside the list.
const BESIDE: u16 = 110;
/// From this height on it fits below.
const BELOW: u16 = 16;

/// Where everything is. An area without rows is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Panes {
    /// The list.
    pub list: Rect,
    /// What is said of the selected row.
    pub detail: Rect,
}

/// Divides the body below its first line.
pub(super) fn panes(body: Rect) -> Panes {
    let rest = Rect { y: body.y.saturating_add(1), height: body.height.saturating_sub(1), ..body };
    if body.width >= BESIDE {
        let list = Rect { width: body.width * 11 / 20, ..rest };
        let x = list.right() + 2;
        return Panes { list, detail: Rect { x, width: body.right().saturating_sub(x + 1), ..rest } };
    }
    if body.height >= BELOW {
        let height = (rest.height * 2 / 5).max(6);
        let list = Rect { height: rest.height - height - 1, ..rest };
        let y = list.bottom() + 1;
        return Panes { list, detail: Rect { x: rest.x + 2, y, width: rest.width.saturating_sub(4), height } };
    }
    Panes { list: rest, detail: Rect::default() }
}
