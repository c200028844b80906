//! The screen, drawn: the tree, and beside or below it the selected set.

use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, plain, span, wrap};
use crate::model::permission::Verb;
use crate::model::system_set::SystemSetNode;
use ratatui::layout::Rect;

/// From this width on the detail is beside the tree.
const BESIDE: u16 = 110;
/// From this height on it fits below.
const BELOW: u16 = 18;
const DETAIL_HEIGHT: u16 = 7;

/// Returns where the tree is, with its line of column heads.
pub(super) fn list_area(body: Rect) -> Rect {
    let below_summary = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
    if body.width >= BESIDE {
        Rect { width: body.width * 3 / 5, ..below_summary }
    } else if body.height >= BELOW {
        Rect { height: below_summary.height - DETAIL_HEIGHT - 1, ..below_summary }
    } else {
        below_summary
    }
}

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.sets;
    let list = list_area(body);
    summary(model, pen, body);
    let wide = list.width >= 64;
    head(pen, list, wide);
    for (index, y) in (state.list.offset..state.len()).zip(list.y + 1..list.bottom()) {
        let Some(node) = state.row(index) else { break };
        row(model, pen, Rect { y, height: 1, ..list }, node, wide);
        if index == state.list.index {
            pen.select(list, y, true);
        }
    }
    if state.is_empty() {
        let id = match (state.sets.is_waiting(), state.nodes().is_empty()) {
            (true, true) => "loading",
            (false, true) => "sets-none",
            (_, false) => "nothing-matches",
        };
        let text = pen.look.text(id);
        pen.text(list.x + 3, list.y + 1, list.width.saturating_sub(3), &text, Role::Muted);
    }
    if list.width < body.width {
        let x = list.right();
        pen.vertical(x, list.y, list.height);
        detail(model, pen, Rect { x: x + 2, width: body.width - list.width - 3, ..list });
    } else if list.bottom() < body.bottom() {
        let below = Rect { x: body.x + 1, y: list.bottom() + 1, width: body.width - 2, height: DETAIL_HEIGHT };
        pen.horizontal(body.x, list.bottom(), body.width);
        detail(model, pen, below.intersection(body));
    }
}

fn summary(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let state = &model.sets;
    let look = pen.look;
    let args = [
        ("shown", figures::count(state.len() as u64).into()),
        ("all", figures::count(state.nodes().len() as u64).into()),
    ];
    let mut x = body.x + 1;
    x += pen.text(x, body.y, body.width.saturating_sub(1), &look.locale.with("sets-count", args), Role::Muted) + 3;
    let room = body.right().saturating_sub(x + 1);
    if state.filter.editing {
        x += pen.text(x, body.y, room, "/", Role::Accent);
        pen.input(x, body.y, room.min(44), state.filter.input(), true);
    } else if !state.filter.text().is_empty() {
        pen.line(x, body.y, room, &[span("/", Role::Muted), span(state.filter.text(), Role::Match)]);
    } else if let Some(problem) = state.sets.problem() {
        let text = format!("{} {}", look.symbol(Symbol::Failed), look.locale.say("problem", problem));
        pen.text(x, body.y, room, &text, Role::StatusFailed);
    }
}

fn head(pen: &mut Pen<'_>, list: Rect, wide: bool) {
    let [name, children, below, person] =
        ["column-set", "column-children", "column-below", "column-person"].map(|id| pen.look.text(id));
    pen.text(list.x + 3, list.y, list.width.saturating_sub(3), &name, Role::Column);
    let end = list.right() - 1;
    let numbers = if wide { end - 20 } else { end };
    pen.right(numbers, list.y, 7, &below, Role::Column);
    pen.right(numbers - 8, list.y, 8, &children, Role::Column);
    if wide {
        pen.text(end - 18, list.y, 18, &person, Role::Column);
    }
}

fn row(model: &Model, pen: &mut Pen<'_>, area: Rect, node: &SystemSetNode, wide: bool) {
    let look = pen.look;
    let symbol = match (node.children, model.sets.is_closed(node)) {
        (0, _) => Symbol::Leaf,
        (_, true) => Symbol::Expand,
        (_, false) => Symbol::Collapse,
    };
    let indent = u16::try_from(node.depth.min(20) * 2).unwrap_or(0);
    let end = area.right() - 1;
    let numbers = if wide { end - 20 } else { end };
    let x = area.x + 1 + indent;
    pen.symbol(x, area.y, symbol, Role::Muted);
    pen.text(x + 2, area.y, numbers.saturating_sub(16).saturating_sub(x + 2), &node.set.name, Role::Text);
    let number = |n: usize| if n == 0 { look.symbol(Symbol::Dash).to_owned() } else { figures::count(n as u64) };
    pen.right(numbers, area.y, 7, &number(node.descendants), Role::Text);
    pen.right(numbers - 8, area.y, 7, &number(node.children), Role::Text);
    if wide {
        pen.text(end - 18, area.y, 18, &node.set.link_person, Role::Muted);
    }
}

fn detail(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let Some(node) = model.sets.selected() else { return };
    let look = pen.look;
    let set = &node.set;
    let label = |id: &str| span(format!("{:<13}", look.text(id)), Role::Muted);
    let crumb = format!(" {} ", look.symbol(Symbol::Crumb));
    let person = if set.link_person.is_empty() { look.symbol(Symbol::Dash) } else { &set.link_person };
    let created = format!("{} {}", set.created_by, figures::moment(set.created_at, model.now));
    let mut lines: Vec<Line> = vec![
        vec![span(&set.name, Role::Title), span(format!("   {}", set.id), Role::Muted)],
        vec![label("label-path"), span(model.sets.path(node).join(&crumb), Role::Text)],
        vec![label("column-person"), span(person, Role::Text)],
        vec![label("label-created"), span(created, Role::Text)],
    ];
    if let Some(decision) = model.session.rights.get(&Verb::NssCreate) {
        let who = if decision.allowed { look.text("you") } else { decision.who_can.join(", ") };
        lines.push(vec![label("label-may-create"), span(who, Role::Text)]);
    }
    lines.extend(wrap(&set.description, usize::from(area.width)).into_iter().map(plain));
    pen.lines(area, &lines, 0);
}
