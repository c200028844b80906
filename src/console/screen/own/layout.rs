//! Where the list and what is said of the selected row are, for every size of the terminal. The list has the larger part:
//! it is what most people come for.

use crate::console::screen::split::{BELOW, BESIDE, Panes};
use ratatui::layout::Rect;

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
