//! What is said of a package: everything that is set of it, and how many machines shall have it in which state.

use crate::console::app::Model;
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, desired_sign, desired_word, labelled, plain, span, wrap};
use crate::core::package::PackageRow;
use crate::model::desired::DesiredState;
use crate::model::id::PackageId;
use crate::model::package::{PackageScope, PackageState};

/// Returns how a package's state looks.
pub(super) fn state_look(state: PackageState) -> (Symbol, Role) {
    match state {
        PackageState::Draft => (Symbol::Busy, Role::StatusBusy),
        PackageState::Published => (Symbol::Ok, Role::StatusOk),
        PackageState::Retired => (Symbol::Dash, Role::Muted),
    }
}

/// Returns everything that is set of a package.
pub(super) fn facts(model: &Model, row: &PackageRow, width: usize) -> Vec<Line> {
    let look = &model.look;
    let package = &row.package;
    let titles = |ids: &[PackageId]| ids.iter().map(|id| title(model, *id)).collect::<Vec<_>>().join(", ");
    let codes = |codes: &[i32]| codes.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    let limit = |limit: Option<u32>| limit.map_or_else(String::new, |limit| figures::count(limit.into()));
    let scope = match package.scope {
        PackageScope::Computer => "pkg-scope-computer",
        PackageScope::User => "pkg-scope-user",
    };
    let priority = if package.priority == 0 { String::new() } else { package.priority.to_string() };
    let size = if package.size == 0 { String::new() } else { figures::bytes(package.size) };
    let reboots = if package.reboots { look.text("pkg-reboots") } else { String::new() };
    let created = format!("{}, {}", package.created_by, figures::moment(package.created_at, model.now));
    let state = look.text(&format!("pkg-state-{}", package.state.name()));
    let mut lines = labelled(look, "column-state", &state, state_look(package.state).1, width);
    let kind = format!("{}, {}", look.text(&kind_id(row)), look.text(scope));
    lines.extend(labelled(look, "label-kind", &kind, Role::Text, width));
    let set = [
        ("label-nss", row.nss_name.clone()),
        ("label-vendor", package.vendor.clone()),
        ("label-source", package.source.clone()),
        ("label-size", size),
        ("label-install", package.install_command.clone()),
        ("label-remove", package.remove_command.clone()),
        ("label-detection", package.detection.clone()),
        ("label-success", codes(&package.success_codes)),
        ("label-reboot-codes", codes(&package.reboot_codes)),
        ("label-reboots", reboots),
        ("label-os", package.os_filter.join(", ")),
        ("label-needs", titles(&package.dependencies)),
        ("label-supersedes", titles(&package.supersedes)),
        ("label-conflicts", titles(&package.conflicts)),
        ("label-priority", priority),
        ("label-concurrency", limit(package.concurrency)),
        ("label-licences", limit(package.licences)),
        ("label-created", created),
    ];
    // What is not set is as usual, and would only hide what is.
    for (id, text) in set.iter().filter(|(_, text)| !text.is_empty()) {
        lines.extend(labelled(look, id, text, Role::Text, width));
    }
    if !package.description.is_empty() {
        lines.push(Line::new());
        lines.extend(wrap(&package.description, width).into_iter().map(plain));
    }
    lines
}

/// Returns the id of a package's kind in the locale files.
pub(super) fn kind_id(row: &PackageRow) -> String {
    format!("pkg-kind-{}", row.package.kind.name().replace('_', "-"))
}

/// Returns how many machines shall have a package in which state.
pub(super) fn machines(model: &Model, row: &PackageRow) -> Vec<Line> {
    let look = &model.look;
    let Some(detail) = model.packages.detail.of(&row.package.id) else {
        return vec![match model.packages.detail.problem() {
            Some(problem) => vec![span(look.locale.say("problem", problem), Role::StatusFailed)],
            None => vec![span(look.text("loading"), Role::Muted)],
        }];
    };
    let counted = |(state, count): &(DesiredState, u64)| {
        let (symbol, role) = desired_sign(*state);
        let name = desired_word(&look.locale, *state);
        vec![
            span(format!("{} ", look.symbol(symbol)), role),
            span(format!("{name:<26}"), Role::Text),
            span(format!("{:>9}", figures::count(*count)), Role::Accent),
        ]
    };
    if detail.machines.is_empty() {
        let unread = detail.assigned.iter().any(|recipient| recipient.computers.is_none());
        let (id, role) = if unread { ("gets-unknown", Role::StatusUnknown) } else { ("gets-nobody", Role::Muted) };
        return vec![vec![span(look.text(id), role)]];
    }
    let mut lines = vec![vec![span(look.text("gets-title"), Role::Muted)]];
    lines.extend(detail.machines.iter().map(counted));
    lines
}

/// Returns a package's name and version, or its number while nothing more is known.
fn title(model: &Model, id: PackageId) -> String {
    let known = model.packages.all().iter().find(|row| row.package.id == id);
    known.map_or_else(|| id.to_string(), |row| row.package.title())
}
