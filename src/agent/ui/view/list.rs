//! The list of packages in its three parts, each row with the rule that says so.

use super::super::app::{App, title};
use super::super::look::Role;
use super::super::rows::{Group, group, is_chosen};
use super::super::sentence;
use super::pen::Pen;
use crate::agent::status::PackageStatus;
use crate::model::desired::DesiredState;
use crate::model::report::Verdict;
use ratatui::layout::Rect;

/// A line of the list.
enum Line<'a> {
    Heading(Group, usize),
    Package(&'a PackageStatus),
}

/// Draws as much of the list as there is room for, the cursor's row always.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>, area: Rect) {
    if app.packages().is_empty() {
        if app.status.is_some() {
            let text = app.say("ui-nothing", &[]);
            pen.text(area.x + 1, area.y, area.width.saturating_sub(2), &text, Role::Muted);
        }
        return;
    }
    let (lines, at) = lines(app);
    let height = usize::from(area.height);
    // The heading above the first package is seen with it.
    let skip = if at <= 1 { 0 } else { (at + 1 + height / 4).min(lines.len()).saturating_sub(height).min(at) };
    let columns = Columns::within(app, area);
    for (line, y) in lines.iter().skip(skip).zip(area.top()..area.bottom()) {
        match line {
            Line::Heading(part, count) => {
                let text = format!("{} ({count})", app.say(part.heading(), &[]));
                pen.text(area.x + 1, y, area.width.saturating_sub(2), &text, Role::Title);
            }
            Line::Package(one) => row(app, pen, &columns, Rect { y, height: 1, ..area }, one),
        }
    }
}

/// Returns the lines of the list, and which of them the cursor is on.
fn lines(app: &App) -> (Vec<Line<'_>>, usize) {
    let (mut lines, mut at) = (Vec::new(), 0);
    for part in Group::ALL {
        let members: Vec<_> = app.packages().iter().filter(|one| group(&one.desired) == Some(part)).collect();
        if !members.is_empty() {
            lines.push(Line::Heading(part, members.len()));
        }
        for one in members {
            if Some(one.desired.pkg) == app.selected {
                at = lines.len();
            }
            lines.push(Line::Package(one));
        }
    }
    (lines, at)
}

/// The widths of the columns; 0 for one that is not shown.
struct Columns {
    package: u16,
    have: u16,
    why: u16,
}

impl Columns {
    fn within(app: &App, area: Rect) -> Self {
        let widest = |width: fn(&PackageStatus) -> u16, least: u16, most: u16| {
            app.packages().iter().map(width).max().unwrap_or_default().clamp(least, most)
        };
        let room = area.width.saturating_sub(7);
        let package = widest(|one| Pen::width(&title(one)), 8, (area.width * 2 / 5).max(20)).min(room);
        let have = widest(|one| one.have.as_deref().map_or(1, Pen::width), 4, 14);
        let have = if room >= package + 2 + have { have } else { 0 };
        Self { package, have, why: room.saturating_sub(package + have + 4) }
    }
}

fn row(app: &App, pen: &mut Pen<'_>, columns: &Columns, area: Rect, one: &PackageStatus) {
    let desired = &one.desired;
    let sign = match desired.state {
        DesiredState::Applied => Role::Good,
        DesiredState::Denied => Role::Bad,
        DesiredState::WaitingForWindow | DesiredState::BlockedByLocalManager => Role::Warning,
        _ => Role::Accent,
    };
    let (mark, odd) = match one.verdict {
        Some(Verdict::Failed) => (pen.look.pick("✗", "!"), Role::Bad),
        Some(Verdict::Ok) | None => (" ", Role::Text),
        Some(_) => ("!", Role::Warning),
    };
    let mut x = area.x + 1;
    pen.text(x, area.y, 1, mark, odd);
    x += 2;
    pen.text(x, area.y, 1, pen.look.state(desired.state), sign);
    let chosen = if is_chosen(desired) { "*" } else { " " };
    pen.text(x + 1, area.y, 1, chosen, Role::Accent);
    x += 3;
    pen.text(x, area.y, columns.package, &title(one), Role::Text);
    x += columns.package + 2;
    if columns.have > 0 {
        let none = pen.look.pick("–", "-");
        pen.text(x, area.y, columns.have, one.have.as_deref().unwrap_or(none), Role::Muted);
        x += columns.have + 2;
    }
    if columns.why >= 12 {
        pen.text(x, area.y, columns.why, &sentence::rule(&*app.words, &desired.winner), Role::Muted);
    }
    if Some(desired.pkg) == app.selected {
        pen.tint(area, Role::Selection);
        pen.text(area.x, area.y, 1, pen.look.pick("▸", ">"), Role::Selection);
    }
}
