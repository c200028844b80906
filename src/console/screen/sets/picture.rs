//! The delegation picture: from the master down to the selected NSS, and what it owns (CMF-10).

use super::facts::counted;
use crate::console::app::{Look, Model};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, span};
use crate::model::system_set::SystemSetNode;

/// Returns the picture.
pub(super) fn picture(model: &Model, node: &SystemSetNode) -> Vec<Line> {
    let look = &model.look;
    let path = model.sets.path(node);
    let mut lines: Vec<Line> = Vec::new();
    for (depth, name) in path.iter().enumerate() {
        let known = model.sets.nodes().iter().find(|node| node.set.name == *name);
        let here = depth + 1 == path.len();
        let mut line = vec![span(branch(look, depth), Role::Border)];
        line.push(span(*name, if here { Role::Title } else { Role::Text }));
        if let Some(held) = known.and_then(|node| held(model, node)) {
            line.push(span(format!("   {held}"), Role::Muted));
        }
        if here {
            line.push(span(format!("   {} {}", look.symbol(Symbol::Arrow), look.text("picture-here")), Role::Accent));
        }
        lines.push(line);
    }
    let depth = path.len();
    lines.extend(
        owned(model, node)
            .into_iter()
            .map(|(text, role)| vec![span(branch(look, depth), Role::Border), span(text, role)]),
    );
    lines
}

fn branch(look: &Look, depth: usize) -> String {
    match depth.checked_sub(1) {
        None => String::new(),
        Some(above) => {
            format!("{}{}{} ", " ".repeat(above * 3), look.symbol(Symbol::BottomLeft), look.symbol(Symbol::HLine))
        }
    }
}

/// What an NSS holds and how many administer it, at the time that is shown.
fn held(model: &Model, node: &SystemSetNode) -> Option<String> {
    let now = model.rights_shown()?.configuration();
    let look = &model.look;
    let id = node.set.id;
    let holds = match node.set.parent {
        None => look.text("holds-everything"),
        Some(_) => {
            let count = now.grants.values().filter(|grant| grant.nss == id).count();
            look.locale.with("holds-rights", [("count", count.into())])
        }
    };
    let count = now.administrators.values().filter(|entry| entry.nss == id).count();
    let administrators = look.locale.with("holds-administrators", [("count", count.into())]);
    Some(if count == 0 && node.set.parent.is_none() { holds } else { format!("{holds}, {administrators}") })
}

/// What an NSS owns, as lines with a count each; what it has none of is left out.
fn owned(model: &Model, node: &SystemSetNode) -> Vec<(String, Role)> {
    let look = &model.look;
    let say = |id: &str, count: u64| counted(look, id, count);
    let own: Vec<_> = model.sets.all_computer_sets().iter().filter(|row| row.set.nss == node.set.id).collect();
    let computers: u64 = own.iter().filter_map(|row| row.computers).sum();
    let local = own.iter().filter(|row| row.set.locally_managed).count() as u64;
    let requests: u64 = own.iter().map(|row| row.requests).sum();
    let mut parts = vec![say("picture-sets", own.len() as u64)];
    parts.extend((computers > 0).then(|| say("picture-computers", computers)));
    parts.extend((local > 0).then(|| say("picture-local", local)));
    let mut lines = vec![(parts.join(", "), Role::Text)];
    lines.extend((requests > 0).then(|| (say("picture-requests", requests), Role::StatusWarn)));
    lines.push((say("picture-packages", node.pkgs as u64), Role::Text));
    lines.extend((node.descendants > 0).then(|| (say("picture-below", node.descendants as u64), Role::Text)));
    lines
}
