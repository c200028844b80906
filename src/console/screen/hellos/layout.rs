//! Where the panes are.

use super::state::Pane;
use ratatui::layout::Rect;

/// From this width on there are three panes side by side.
const WIDE: u16 = 150;
/// From this width on there are groups beside the rest; below, one pane at a time.
const MEDIUM: u16 = 72;

/// Where the panes are. A pane that is not shown is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Panes {
    /// One line: how many of how many, and the filter.
    pub summary: Rect,
    /// The groups.
    pub groups: Rect,
    /// The systems, with a line of column heads.
    pub list: Rect,
    /// The selected system.
    pub detail: Rect,
    /// Column of the line behind the groups; none when they stand alone.
    pub first_line: Option<u16>,
    /// Column of the line before the detail.
    pub second_line: Option<u16>,
}

/// Divides the body of the screen.
pub(super) fn panes(body: Rect, focus: Pane) -> Panes {
    let summary = Rect { height: body.height.min(1), ..body };
    let rest = Rect { y: body.y + summary.height, height: body.height - summary.height, ..body };
    let columns = |x: u16, width: u16| Rect { x: rest.x + x, width, ..rest };
    if rest.width >= WIDE {
        let (groups, detail) = (30, rest.width / 3);
        let list = rest.width - groups - detail - 4;
        return Panes {
            summary,
            groups: columns(0, groups),
            list: columns(groups + 2, list),
            detail: columns(groups + 2 + list + 2, detail),
            first_line: Some(rest.x + groups),
            second_line: Some(rest.x + groups + 2 + list),
        };
    }
    if rest.width >= MEDIUM {
        let groups = if rest.width >= 100 { 27 } else { 22 };
        let right = columns(groups + 2, rest.width - groups - 2);
        let mut panes =
            Panes { summary, groups: columns(0, groups), first_line: Some(rest.x + groups), ..Panes::default() };
        if focus == Pane::Detail {
            panes.detail = right;
        } else {
            let height = (rest.height * 2 / 5).max(4).min(rest.height);
            panes.list = Rect { height, ..right };
            let below = rest.height - height;
            panes.detail = Rect { y: right.y + height + below.min(1), height: below.saturating_sub(1), ..right };
        }
        return panes;
    }
    let mut panes = Panes { summary, ..Panes::default() };
    match focus {
        Pane::Groups => panes.groups = rest,
        Pane::List => panes.list = rest,
        Pane::Detail => panes.detail = rest,
    }
    panes
}
