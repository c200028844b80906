//! What lies over the list: the steps of the wizard, notices, help.

use super::super::app::{App, Dialog, title};
use super::super::look::Role;
use super::super::sentence;
use super::detail::{about, headline, put};
use super::pen::Pen;
use crate::model::id::PackageId;
use crate::sanitise::wrap;
use chrono::{Local, TimeDelta};
use ratatui::layout::Rect;

type Lines = Vec<(String, Role)>;

/// Returns the keys that mean something now, with the ids of their texts.
pub(super) fn keys(app: &App) -> Vec<(&'static str, &'static str)> {
    match app.dialog {
        None => {
            let mut keys = vec![("enter", "ui-key-open")];
            if app.waits_for_reboot() {
                keys.push(("b", "ui-key-reboot"));
            }
            keys.extend([("c", "ui-key-check"), ("n", "ui-key-notices"), ("tab", "ui-key-part")]);
            if app.leads_on {
                keys.push(("m", "ui-key-own"));
            }
            keys.extend([("?", "ui-key-help"), ("q", "ui-key-quit")]);
            keys
        }
        Some(Dialog::Package(id)) => match app.offer(id) {
            Some(true) => vec![("enter", "ui-key-choose"), ("esc", "ui-key-back")],
            Some(false) => vec![("enter", "ui-key-unchoose"), ("esc", "ui-key-back")],
            None => vec![("esc", "ui-key-back")],
        },
        Some(Dialog::Confirm { .. }) => vec![("y", "ui-key-yes"), ("esc", "ui-key-back")],
        Some(Dialog::Reboot) => {
            let postpone = app.postpone().map(|_| ("p", "ui-key-postpone"));
            [("y", "ui-key-reboot-now")].into_iter().chain(postpone).chain([("esc", "ui-key-back")]).collect()
        }
        Some(Dialog::Notices { .. }) => vec![("j k", "ui-key-scroll"), ("esc", "ui-key-back")],
        Some(Dialog::Help) => vec![("esc", "ui-key-back")],
    }
}

/// Draws what is open.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>, area: Rect) {
    let Some(dialog) = app.dialog else { return };
    let width = area.width.saturating_sub(if area.width < 60 { 0 } else { 8 }).min(88);
    let inside = usize::from(width.saturating_sub(4));
    let (heading, lines, skip) = match dialog {
        Dialog::Package(id) => (app.package(id).map(title).unwrap_or_default(), package(app, id, inside), 0),
        Dialog::Confirm { package, chosen } => {
            (app.package(package).map(title).unwrap_or_default(), confirm(app, package, chosen, inside), 0)
        }
        Dialog::Reboot => (app.say("ui-reboot-title", &[]), reboot(app, inside), 0),
        Dialog::Notices { skip } => (app.say("ui-notices", &[]), notices(app, inside), skip),
        Dialog::Help => (app.say("ui-help", &[]), help(app, inside), 0),
    };
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(area.height);
    let (x, y) = (area.x + (area.width - width) / 2, area.y + (area.height - height) / 3);
    let inner = pen.frame(Rect { x, y, width, height }, &heading);
    put(pen, inner, &lines, skip);
}

fn package(app: &App, id: PackageId, width: usize) -> Lines {
    let Some(one) = app.package(id) else { return Vec::new() };
    let mut lines = vec![(headline(app, one), Role::Title)];
    lines.extend(about(app, one, width));
    lines.push((String::new(), Role::Text));
    let (offer, role) = match app.offer(id) {
        Some(true) => ("ui-offer-choose", Role::Accent),
        Some(false) => ("ui-offer-unchoose", Role::Accent),
        None => ("ui-offer-nothing", Role::Muted),
    };
    lines.extend(wrap(&app.say(offer, &[]), width).into_iter().map(|line| (line, role)));
    lines
}

/// What would happen, before it does.
fn confirm(app: &App, id: PackageId, chosen: bool, width: usize) -> Lines {
    let Some(one) = app.package(id) else { return Vec::new() };
    let title = title(one);
    let consequences: &[&str] = match (chosen, one.have.is_some()) {
        (true, false) => &["ui-will-install", "ui-will-keep"],
        (true, true) => &["ui-will-take-over", "ui-will-keep"],
        (false, true) => &["ui-will-remove", "ui-will-leave"],
        (false, false) => &["ui-will-not-install", "ui-will-leave"],
    };
    let mut lines = vec![(app.say("ui-would", &[]), Role::Title)];
    for id in consequences {
        lines.extend(wrap(&app.say(id, &[("pkg", &title)]), width).into_iter().map(|line| (line, Role::Text)));
    }
    lines.push((String::new(), Role::Text));
    lines.push((app.say("ui-do-it", &[]), Role::Accent));
    lines
}

/// What comes, and what can be done about it.
fn reboot(app: &App, width: usize) -> Lines {
    let Some((status, _)) = &app.status else { return Vec::new() };
    let mut lines = Vec::new();
    if let Some(at) = status.reboot_at {
        let left = sentence::span(&*app.words, at - app.now);
        lines.extend(text(app.say("ui-reboot-comes", &[("in", &left)]), width));
        let later = match app.postpone() {
            Some(postpone) => {
                let by = sentence::span(
                    &*app.words,
                    TimeDelta::seconds(postpone.by_s.try_into().unwrap_or(i64::MAX / 1_000)),
                );
                app.say("ui-reboot-postpone", &[("by", &by), ("left", &postpone.left.to_string())])
            }
            None => app.say("ui-reboot-no-postpone", &[]),
        };
        lines.extend(text(later, width));
        lines.push((String::new(), Role::Text));
    }
    lines.extend(text(app.say("ui-reboot-question", &[]), width));
    lines
}

fn notices(app: &App, width: usize) -> Lines {
    if app.notices.is_empty() {
        return text(app.say("ui-no-notices", &[]), width);
    }
    let line = |one: &crate::agent::status::Notice| {
        let at = one.at.with_timezone(&Local).format("%m-%d %H:%M");
        (format!("{at}  {}", sentence::notice(&*app.words, one)), Role::Text)
    };
    app.notices.iter().rev().map(line).collect()
}

fn help(app: &App, width: usize) -> Lines {
    let ids = ["ui-help-about", "ui-help-signs", "ui-help-marks", "ui-help-service"];
    let mut lines = Vec::new();
    for id in ids {
        lines.extend(text(app.say(id, &[]), width));
        lines.push((String::new(), Role::Text));
    }
    lines.pop();
    lines
}

fn text(text: String, width: usize) -> Lines {
    wrap(&text, width).into_iter().map(|line| (line, Role::Text)).collect()
}
