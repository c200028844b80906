//! Why a package stands as it does: the rule that won, and every one that lost.

use super::super::app::App;
use super::super::look::Role;
use super::super::{rows, sentence};
use super::pen::Pen;
use crate::agent::status::PackageStatus;
use crate::sanitise::wrap;
use ratatui::layout::Rect;

/// Draws it for the package under the cursor.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>, area: Rect) {
    let Some(one) = app.chosen_row() else { return };
    let mut lines = vec![(headline(app, one), Role::Title)];
    lines.extend(about(app, one, usize::from(area.width)));
    put(pen, area, &lines, 0);
}

/// Draws lines from `skip` on.
pub(super) fn put(pen: &mut Pen<'_>, area: Rect, lines: &[(String, Role)], skip: usize) {
    for ((text, role), y) in lines.iter().skip(skip).zip(area.top()..area.bottom()) {
        pen.text(area.x, y, area.width, text, *role);
    }
}

/// Returns name, state, and what is there.
pub(super) fn headline(app: &App, one: &PackageStatus) -> String {
    let title = super::super::app::title(one);
    let state = sentence::state(&*app.words, one.desired.state);
    let facts = [("pkg", title.as_str()), ("state", state.as_str()), ("have", one.have.as_deref().unwrap_or_default())];
    app.say(if one.have.is_some() { "ui-package-here" } else { "ui-package-absent" }, &facts)
}

/// Returns what is known of a package, wrapped.
pub(super) fn about(app: &App, one: &PackageStatus, width: usize) -> Vec<(String, Role)> {
    let words = &*app.words;
    let mut lines = Vec::new();
    let mut add = |text: String, lead: &str, role: Role| {
        for (number, line) in wrap(&text, width.saturating_sub(lead.chars().count()).max(8)).into_iter().enumerate() {
            let lead = if number == 0 { lead.to_owned() } else { " ".repeat(lead.chars().count()) };
            lines.push((format!("{lead}{line}"), role));
        }
    };
    if !one.description.is_empty() {
        add(one.description.clone(), "", Role::Muted);
    }
    if let Some(verdict) = one.verdict.and_then(|verdict| sentence::verdict(words, verdict)) {
        add(verdict, "", Role::Warning);
    }
    if !one.note.is_empty() {
        add(one.note.clone(), "", Role::Muted);
    }
    let bullet = app.look.pick("• ", "* ");
    add(sentence::rule(words, &one.desired.winner), bullet, Role::Text);
    for lost in &one.desired.losers {
        add(sentence::lost(words, lost), app.look.pick("– ", "- "), Role::Muted);
    }
    if rows::is_chosen(&one.desired) {
        add(app.say("ui-chosen-by-you", &[]), "", Role::Accent);
    }
    lines
}
