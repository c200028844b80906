//! The selected set, drawn: its name, its tabs, and what the shown tab says.

use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, plain, span, wrap};
use crate::model::permission::{Target, Verb};
use crate::model::system_set::SystemSetNode;
use ratatui::layout::Rect;

/// Draws the detail.
pub(super) fn view(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    if let Some(node) = model.sets.selected_set() {
        pen.lines(area, &set_overview(model, node, usize::from(area.width)), 0);
    }
}

fn set_overview(model: &Model, node: &SystemSetNode, width: usize) -> Vec<Line> {
    let look: &Look = &model.look;
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
    if let Some(decision) = model.session.may(Verb::NssCreate, Target::ESTATE) {
        let who = if decision.allowed { look.text("you") } else { decision.who_can.join(", ") };
        lines.push(vec![label("label-may-create"), span(who, Role::Text)]);
    }
    lines.extend(wrap(&set.description, width).into_iter().map(plain));
    lines
}
