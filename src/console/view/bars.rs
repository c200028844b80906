//! The first line (where, who, whether writing is possible, how fresh), the last (what can be pressed), and short
//! messages.

use super::{Line, Pen, span, wrap};
use crate::console::action::{Action, Availability, Obstacle, availability, hints};
use crate::console::app::{Link, Lock, Model};
use crate::console::figures;
use crate::console::screen::ScreenId;
use crate::console::theme::{Role, Symbol};
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Draws the first line.
pub(super) fn header(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    pen.tint(area, Role::Header);
    let facts = facts(model);
    let mut end = area.right().saturating_sub(1);
    let mut left = area.right();
    // From the right, as many facts as leave room for the place; the last ones matter most.
    for fact in facts.iter().rev() {
        let width = u16::try_from(fact.text.width()).unwrap_or(u16::MAX);
        // That one looks at the past is said however narrow the screen is.
        let keep = if fact.role == Role::Stale { 8 } else { 24 };
        if end < area.x + keep + width {
            continue;
        }
        left = pen.right(end, area.y, width, &fact.text, fact.role);
        end = left.saturating_sub(2);
    }
    let room = left.saturating_sub(area.x + 2);
    let crumb = format!(" {} ", pen.look.symbol(Symbol::Crumb));
    let mut place = vec![span(model.look.text(model.screen.title_id()), Role::Title)];
    if let Some(inner) = inner_place(model) {
        place.push(span(crumb, Role::Muted));
        place.push(span(inner, Role::Accent));
    }
    let name = area.width >= 60;
    let mut x = area.x + 1;
    if name {
        x += pen.text(x, area.y, room, "bailiwick", Role::Muted) + 2;
    }
    pen.line(x, area.y, room.saturating_sub(x - area.x - 1), &place);
}

fn inner_place(model: &Model) -> Option<String> {
    match model.screen {
        ScreenId::Hellos => Some(model.hellos.group_title(&model.look)),
        ScreenId::Sets => match model.sets.selected_computer_set() {
            Some(row) => Some(row.set.name.clone()),
            None => model.sets.selected().map(|node| node.set.name.clone()),
        },
        ScreenId::Machines => model.machines.place(&model.look.locale),
        ScreenId::Own => model.own.machine().map(str::to_owned),
        ScreenId::Packages => model.packages.selected().map(|row| row.package.title()),
        ScreenId::Jobs => Some(model.look.text(model.jobs.tab.title_id())),
        ScreenId::Overview | ScreenId::Log => None,
    }
}

fn facts(model: &Model) -> Line {
    let look = &model.look;
    let lock = match &model.session.lock {
        // There is no lock to be told of.
        Lock::Open => None,
        Lock::Armed { until, .. } => {
            let text = look.locale.with("header-armed", [("until", figures::moment(*until, model.now).into())]);
            Some(span(text, Role::Armed))
        }
        Lock::Locked | Lock::Sealed => Some(span(look.text("header-read-only"), Role::ReadOnly)),
    };
    let link = match &model.link {
        Link::Unknown => span(look.text("header-starting"), Role::Muted),
        Link::Live => span(look.text("header-live"), Role::Muted),
        Link::Lost(since, _) => {
            let text = look.locale.with("header-lost", [("since", figures::moment(*since, model.now).into())]);
            span(format!("{} {text}", look.symbol(Symbol::Failed)), Role::StatusFailed)
        }
    };
    let mut facts = vec![span(model.session.principal.name.clone(), Role::Muted)];
    if let unread @ 1.. = model.unread() {
        facts.push(span(look.locale.with("header-inbox", [("count", unread.into())]), Role::Badge));
    }
    facts.extend(lock);
    facts.push(link);
    if let Some(dns) = model.dns().filter(|_| model.only.is_none()) {
        let (id, role) = if dns.ok { ("header-dns-ok", Role::Muted) } else { ("header-dns-bad", Role::StatusFailed) };
        facts.push(span(look.text(id), role));
    }
    if let Some(at) = model.as_of {
        let id = if model.screen.has_history() { "header-as-of" } else { "header-not-as-of" };
        facts.push(span(look.locale.with(id, [("at", figures::minute(at).into())]), Role::Stale));
    }
    facts
}

/// Draws the last line.
pub(super) fn footer(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    let end = area.right().saturating_sub(1);
    let mut x = area.x + 1;
    for (keys, text, role) in hints_now(model) {
        let width = u16::try_from(keys.width() + 1 + text.width()).unwrap_or(u16::MAX);
        if x.saturating_add(width) > end {
            break;
        }
        x += pen.text(x, area.y, end - x, &keys, Role::KeyHint) + 1;
        x += pen.text(x, area.y, end - x, &text, role) + 3;
    }
}

fn hints_now(model: &Model) -> Vec<(String, String, Role)> {
    let look = &model.look;
    let short = |action: Action| {
        let title = action.title_id();
        look.locale.find(&format!("{title}.short")).unwrap_or_else(|| look.text(&title))
    };
    if !model.continuations.is_empty() {
        return model
            .continuations
            .iter()
            .map(|(keys, action)| (keys.clone(), short(*action), Role::KeyText))
            .collect();
    }
    let (actions, scopes): (Vec<Action>, Vec<&'static str>) = if let Some(dialog) = model.overlays.last() {
        (crate::console::overlay::hints(dialog), vec!["overlay"])
    } else if model.is_filtering() {
        (vec![Action::Confirm, Action::Cancel, Action::Next, Action::Previous], vec!["overlay"])
    } else {
        (hints(model.screen).to_vec(), vec![model.screen.scope(), "global"])
    };
    let keys_of = |action: &Action| look.keymap.keys_for(action.spec().id, &scopes).into_iter().next();
    let keys = model.hint_keys.get((actions.clone(), scopes[0]), || actions.iter().map(keys_of).collect());
    actions
        .into_iter()
        .zip(keys)
        .filter_map(|(action, keys)| {
            let keys = keys?;
            let role = match availability(action, model) {
                Availability::Enabled | Availability::Disabled(Obstacle::Locked {}) => Role::KeyText,
                Availability::Disabled(obstacle) if obstacle.is_selection() => return None,
                Availability::Disabled(_) => Role::Disabled,
                Availability::Hidden => return None,
            };
            Some((keys, short(action), role))
        })
        .collect()
}

/// Draws the short messages, the newest nearest to the last line.
pub(super) fn toasts(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let room = usize::from(body.width.saturating_sub(4));
    let lines = model.toasts.iter().rev().flat_map(|toast| {
        let lines: Vec<_> = wrap(&toast.text, room).into_iter().take(3).map(|line| (line, toast.tone.role())).collect();
        lines.into_iter().rev()
    });
    for ((line, role), y) in lines.zip((body.top()..body.bottom()).rev()) {
        let text = format!(" {line} ");
        let width = u16::try_from(text.width()).unwrap_or(u16::MAX).min(body.width.saturating_sub(2));
        let x = body.right().saturating_sub(width + 1);
        pen.blank(Rect { x, y, width, height: 1 });
        pen.text(x, y, width, &text, role);
    }
}
