//! The facts of a machine, as a person at the helpdesk asks for them: names, system, owner, sets.

use super::text::for_user;
use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, span, wrap};
use crate::core::machine::MachineRow;
use crate::model::id::ComputerSetId;

/// Width of the labels.
const LABEL: usize = 13;

/// Returns a text, or what stands for none.
pub(super) fn value<'a>(text: &'a str, none: &'a str) -> &'a str {
    if text.is_empty() { none } else { text }
}

/// Returns NSCs by number and name.
pub(super) fn set_names(model: &Model, ids: &[ComputerSetId]) -> Vec<String> {
    let now = model.rights_shown().map(|rights| rights.configuration());
    let name = |id: &ComputerSetId| match now.and_then(|now| now.computer_sets.get(id)) {
        Some(set) => format!("{id} {}", set.name),
        None => id.to_string(),
    };
    ids.iter().map(name).collect()
}

/// Returns the card in at most so many lines; what matters most comes first.
pub(super) fn card_lines(model: &Model, row: &MachineRow, width: usize, height: usize) -> Vec<Line> {
    let look = &model.look;
    let (computer, dash) = (&row.computer, look.symbol(Symbol::Dash));
    let mut head = vec![span(&computer.name, Role::Title)];
    if height < 4 {
        let facts = [&computer.os, &computer.owner].map(|text| value(text, dash));
        head.push(span(format!("  {}", facts.join(", ")), Role::Muted));
        return vec![head];
    }
    head.push(span(format!("  {}", value(&computer.fqdn, dash)), Role::Muted));
    let label = |id: &str| span(format!("{:<LABEL$}", look.text(id)), Role::Muted);
    let mut lines = vec![
        head,
        vec![label("column-os"), span(value(&computer.os, dash), Role::Text)],
        vec![label("label-owner"), span(value(&computer.owner, dash), Role::Text)],
    ];
    let sets = set_names(model, &row.nscs);
    let sets = if sets.is_empty() { look.text("machine-no-sets") } else { sets.join(", ") };
    for (place, line) in wrap(&sets, width.saturating_sub(LABEL)).into_iter().enumerate() {
        let head = if place == 0 { label("label-computer-sets") } else { span(" ".repeat(LABEL), Role::Muted) };
        lines.push(vec![head, span(line, Role::Text)]);
    }
    if lines.len() > height {
        lines.truncate(height);
        if let Some(last) = lines.last_mut() {
            last.push(span(format!(" {}", look.symbol(Symbol::Ellipsis)), Role::Muted));
        }
    }
    lines
}

/// Returns the line between the card and its packages: how many, and how old what is known is.
pub(super) fn packages_line(model: &Model, width: usize) -> Line {
    let look = &model.look;
    let Some(why) = model.machines.shown(model.now) else { return Line::new() };
    if why.stale.is_some() {
        let args = [("at", figures::exact(why.members_read_at, model.now).into())];
        let text = wrap(&look.locale.with("machine-stale", args), width).into_iter().next().unwrap_or_default();
        return vec![span(text, Role::Stale)];
    }
    let count = why.packages.len() as u64;
    let args = [("count", count.into()), ("number", figures::count(count).into())];
    let mut line = vec![span(look.locale.with("machine-packages", args), Role::Column)];
    if let Some(user) = &why.user {
        let text = for_user(&look.locale, user);
        line.push(span(format!(" {text}"), Role::Accent));
    }
    line
}
