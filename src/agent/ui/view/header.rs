//! The first lines: which machine, how fresh, what the service does, and what stands out.

use super::super::app::App;
use super::super::look::Role;
use super::super::sentence;
use super::pen::Pen;
use crate::agent::status::Activity;
use ratatui::layout::Rect;

/// The widest bar of a download.
const BAR: u16 = 24;

/// Draws them and returns the line below.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let (left, end) = (area.x + 1, area.right() - 1);
    let edge = facts(app, pen, area);
    let mut x = left;
    if area.width >= 60 {
        x += pen.text(x, area.y, end - x, "bailiwick", Role::Muted) + 2;
    }
    let machine = app.status.as_ref().map(|(status, _)| status.machine.clone()).unwrap_or_default();
    pen.text(x, area.y, edge.saturating_sub(x + 2), &machine, Role::Title);
    let mut y = area.y + 1;
    if let Some((status, _)) = &app.status {
        let doing = sentence::activity(&*app.words, status, app.now);
        let busy = status.activity != Activity::Idle;
        let told = pen.text(left, y, end - left, &doing, if busy { Role::Accent } else { Role::Muted });
        if let Activity::Downloading { done_bytes, size_bytes, .. } = &status.activity {
            bar(pen, left + told + 2, end, y, sentence::percent(*done_bytes, *size_bytes));
        }
        y += 1;
    }
    for (text, role) in standing_out(app) {
        pen.text(left, y, end - left, &text, role);
        y += 1;
    }
    y
}

/// Draws how much of a download is done, where there is room for it.
fn bar(pen: &mut Pen<'_>, x: u16, end: u16, y: u16, percent: u64) {
    let width = end.saturating_sub(x).min(BAR);
    if width < BAR / 2 {
        return;
    }
    let done = u16::try_from(u64::from(width) * percent / 100).unwrap_or(width).min(width);
    let (full, empty) = (pen.look.pick("━", "="), pen.look.pick("─", "-"));
    pen.text(x, y, done, &full.repeat(usize::from(done)), Role::Accent);
    pen.text(x + done, y, width - done, &empty.repeat(usize::from(width - done)), Role::Muted);
}

/// Draws the facts at the right end of the first line, the most important last, and returns where they begin.
fn facts(app: &App, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let mut facts = Vec::new();
    if let Some((status, _)) = &app.status {
        let checked = match status.checked_at {
            Some(at) => app.say("ui-checked", &[("ago", &sentence::span(&*app.words, app.now - at))]),
            None => app.say("ui-never-checked", &[]),
        };
        facts.push((checked, Role::Muted));
        if !status.point.is_empty() {
            facts.push((status.point.clone(), Role::Muted));
        }
        facts.push((app.say("ui-generation", &[("n", &status.generation.to_string())]), Role::Muted));
    }
    if !app.user.is_empty() {
        facts.push((app.user.clone(), Role::Muted));
    }
    let mut edge = area.right() - 1;
    for (text, role) in facts {
        if edge >= area.x + 24 + Pen::width(&text) {
            edge = pen.right(edge, area.y, &text, role).saturating_sub(2);
        }
    }
    edge
}

/// What the user must see, whatever else there is.
fn standing_out(app: &App) -> Vec<(String, Role)> {
    let mut lines = Vec::new();
    let span = |since| sentence::span(&*app.words, app.now - since);
    if let Some((reason, since)) = &app.lost {
        let text = match &app.status {
            Some((_, heard)) => app.say("ui-lost", &[("ago", &span(*heard))]),
            None => app.say("ui-not-found", &[("for", &span(*since)), ("reason", reason)]),
        };
        lines.push((text, Role::Bad));
    }
    let Some((status, _)) = &app.status else {
        if lines.is_empty() {
            lines.push((app.say("ui-connecting", &[]), Role::Muted));
        }
        return lines;
    };
    if !status.problem.is_empty() {
        lines.push((app.say("ui-problem", &[("reason", &status.problem)]), Role::Bad));
    }
    if let Some(at) = status.reboot_at {
        let left = sentence::span(&*app.words, at - app.now);
        let id = if app.postpone().is_some() { "ui-reboot-at-postpone" } else { "ui-reboot-at" };
        lines.push((app.say(id, &[("in", &left)]), Role::Warning));
    } else if let Some(since) = status.reboot_pending {
        lines.push((app.say("ui-reboot-pending", &[("for", &span(since))]), Role::Warning));
    }
    lines
}
