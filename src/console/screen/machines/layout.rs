//! Where the machines, the card and its packages are, for every size of the terminal.

use super::state::Pane;
use ratatui::layout::Rect;

/// From this width on the card is beside the list.
const BESIDE: u16 = 110;
/// From this height on it fits below.
const BELOW: u16 = 16;

/// Where everything is. An area without rows is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Panes {
    /// The machines, with their line of column heads.
    pub list: Rect,
    /// The facts of the selected machine.
    pub card: Rect,
    /// Its packages, with a line above them.
    pub packages: Rect,
}

/// Divides the body below its first line. Where there is little room, the part that has the keys gets it.
pub(super) fn panes(body: Rect, focus: Pane) -> Panes {
    let rest = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    let inside = Rect { x: rest.x + 1, width: rest.width.saturating_sub(2), ..rest };
    let (list, detail) = if body.width >= BESIDE {
        let list = Rect { width: body.width * 2 / 5, ..rest };
        let x = list.right() + 2;
        (list, Rect { x, width: body.right().saturating_sub(x + 1), ..rest })
    } else if body.height >= BELOW {
        let height = match focus {
            Pane::List => rest.height * 2 / 5,
            Pane::Packages => 4,
        };
        let list = Rect { height, ..rest };
        let y = list.bottom() + 1;
        (list, Rect { y, height: rest.bottom().saturating_sub(y), ..inside })
    } else if focus == Pane::List {
        (rest, Rect::default())
    } else {
        (Rect::default(), inside)
    };
    // The whole card, the name with one line, or the name alone.
    let facts = match detail.height {
        0..=7 => 1,
        8..=14 => 4,
        15..=24 => 5,
        _ => 6,
    };
    let facts = facts.min(detail.height);
    let card = Rect { height: facts, ..detail };
    let packages = Rect { y: card.bottom(), height: detail.height - facts, ..detail };
    Panes { list, card, packages }
}

/// Returns where the rows of a list are: below its first line.
pub(super) fn rows(area: Rect) -> Rect {
    Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area }
}
