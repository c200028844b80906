//! The screen, drawn: on the left what to do, on the right how things are.

use super::state::{Alarm, Item, OverviewState};
use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::screen::hellos::status_mark;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, span, wrap};
use crate::core::health::{Database, Health};
use crate::core::host::HostHealth;
use crate::model::lease::Lease;
use crate::model::system::Status;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

/// Below this width there is one column.
const TWO_COLUMNS: u16 = 72;

/// Draws the screen.
pub fn view(model: &Model, pen: &mut Pen<'_>, body: Rect) {
    let (left, right) = columns(body);
    let places = places(&model.overview, body);
    left_column(model, pen, left, &places);
    if let Some(right) = right {
        let used = hours(model, pen, Rect { y: right.y + 1, height: right.height.saturating_sub(1), ..right });
        let below = Rect { y: right.y + 1 + used, height: right.height.saturating_sub(1 + used), ..right };
        parts(model, pen, Rect { width: below.width.min(56), ..below });
        if right.width >= 110 {
            let beside = Rect { x: right.x + 58, y: right.y + 1, width: right.width - 58, height: right.height - 1 };
            standing(model, pen, beside);
        }
    }
    let items = model.overview.items();
    if let Some((_, area)) = places.iter().find(|(index, _)| *index == model.overview.cursor.index)
        && !items.is_empty()
    {
        pen.select(*area, area.y, true);
    }
}

fn columns(body: Rect) -> (Rect, Option<Rect>) {
    if body.width < TWO_COLUMNS {
        return (body, None);
    }
    let left = (body.width * 3 / 5).min(78);
    let right = Rect { x: body.x + left + 2, width: body.width - left - 2, ..body };
    (Rect { width: left, ..body }, Some(right))
}

/// Returns the row of each item that fits.
pub(super) fn places(state: &OverviewState, body: Rect) -> Vec<(usize, Rect)> {
    let (left, _) = columns(body);
    let waiting = state.waiting() as u16;
    // Head, the waiting (or one line that says that nobody waits), a blank, head, two lines of policy, a blank, head,
    // records.
    let first = left.y + 2;
    let policy = first + waiting.max(1) + 2;
    let recent = policy + 4;
    let rows = state.items().into_iter().enumerate().map(|(index, item)| {
        let y = match item {
            Item::Alarm(_) | Item::Status(_) => first + index as u16,
            Item::Policy => policy,
            Item::Operation(place) => recent + place as u16,
        };
        (index, Rect { y, height: 1, ..left })
    });
    rows.filter(|(_, row)| row.y < left.bottom()).collect()
}

fn left_column(model: &Model, pen: &mut Pen<'_>, area: Rect, places: &[(usize, Rect)]) {
    let state = &model.overview;
    let items = state.items();
    head(pen, area, area.y + 1, "overview-needs-person");
    if state.waiting() == 0 {
        let (id, symbol, role) = match (state.counts.get(), state.counts.problem()) {
            (_, Some(_)) => ("overview-unknown", Symbol::Unknown, Role::StatusUnknown),
            (Some(_), None) => ("overview-nobody", Symbol::Ok, Role::StatusOk),
            (None, None) => ("loading", Symbol::Busy, Role::Muted),
        };
        let text = pen.look.text(id);
        pen.symbol(area.x + 3, area.y + 2, symbol, role);
        pen.text(area.x + 5, area.y + 2, area.width.saturating_sub(5), &text, Role::Text);
    }
    for (index, row) in places {
        match items[*index] {
            Item::Alarm(place) => alarm(model, pen, *row, place),
            Item::Status(count) => waiting(model, pen, *row, count),
            Item::Policy => {
                head(pen, area, row.y - 1, "overview-policy");
                policy(model, pen, *row, area.bottom());
            }
            Item::Operation(place) => {
                if place == 0 {
                    head(pen, area, row.y - 1, "overview-recent");
                }
                operation(model, pen, *row, place);
            }
        }
    }
}

fn head(pen: &mut Pen<'_>, area: Rect, y: u16, id: &str) {
    if y < area.bottom() {
        let text = pen.look.text(id);
        pen.text(area.x + 1, y, area.width.saturating_sub(1), &text, Role::Title);
    }
}

fn waiting(model: &Model, pen: &mut Pen<'_>, row: Rect, count: crate::model::system::StatusCount) {
    let look = pen.look;
    let (symbol, role) = status_mark(count.status);
    pen.right(row.x + 8, row.y, 6, &figures::count(count.systems), Role::Text);
    pen.symbol(row.x + 9, row.y, symbol, role);
    let jump = format!("{}5", look.symbol(Symbol::Jump));
    let mut end = row.right() - 1;
    end = pen.right(end, row.y, 3, &jump, Role::Muted).saturating_sub(2);
    if let Some(since) = count.since {
        let since = look.locale.with("since", [("at", figures::moment(since, model.now).into())]);
        end = pen.right(end, row.y, 16, &since, Role::Muted).saturating_sub(1);
    }
    let room = end.saturating_sub(row.x + 11);
    let name = status_name(look, count.status, room);
    pen.text(row.x + 11, row.y, room, &name, Role::Text);
}

fn alarm(model: &Model, pen: &mut Pen<'_>, row: Rect, place: usize) {
    let Some(alarm) = model.overview.alarms.get(place) else { return };
    let look = pen.look;
    let (count, since, text) = match alarm {
        Alarm::Late { count, since, .. } => (*count, Some(*since), look.text("alarm-late")),
        Alarm::Point { name, since, .. } => {
            (1, Some(*since), look.locale.with("alarm-point", [("point", name.as_str().into())]))
        }
        Alarm::Lacks { name, .. } => (1, None, look.locale.with("alarm-lacks", [("point", name.as_str().into())])),
    };
    pen.right(row.x + 8, row.y, 6, &figures::count(count), Role::StatusFailed);
    pen.symbol(row.x + 9, row.y, Symbol::Failed, Role::StatusFailed);
    let jump = format!("{}7", look.symbol(Symbol::Jump));
    let mut end = pen.right(row.right() - 1, row.y, 3, &jump, Role::Muted).saturating_sub(2);
    if let Some(since) = since {
        let since = look.locale.with("since", [("at", figures::moment(since, model.now).into())]);
        end = pen.right(end, row.y, 16, &since, Role::Muted).saturating_sub(1);
    }
    let room = end.saturating_sub(row.x + 11);
    let short = look.locale.find("alarm-late.short").filter(|_| matches!(alarm, Alarm::Late { .. }));
    let text = if text.width() <= usize::from(room) { text } else { short.unwrap_or(text) };
    pen.text(row.x + 11, row.y, room, &text, Role::StatusFailed);
}

fn policy(model: &Model, pen: &mut Pen<'_>, row: Rect, bottom: u16) {
    let look = pen.look;
    let x = row.x + 3;
    let room = row.width.saturating_sub(4);
    let Some(policy) = model.overview.policy.get() else {
        pen.text(x, row.y, room, &look.text("loading"), Role::Muted);
        return;
    };
    let (mark, role) =
        if policy.enabled { (Symbol::Checked, Role::StatusOk) } else { (Symbol::Unchecked, Role::StatusWarn) };
    let profile = match &policy.profile {
        Some(profile) => format!("{} {}", profile.id, profile.name),
        None => look.text("policy-no-profile"),
    };
    let state = look.text(if policy.enabled { "policy-on" } else { "policy-off" });
    let line = vec![
        span(format!("{} ", look.symbol(mark)), role),
        span(profile, if policy.profile.is_some() { Role::Text } else { Role::StatusWarn }),
        span(format!("   {state}"), if policy.enabled { Role::Muted } else { Role::StatusWarn }),
    ];
    pen.line(x, row.y, room, &line);
    if let (Some(by), Some(at)) = (&policy.changed_by, policy.changed_at)
        && row.y + 1 < bottom
    {
        let args = [("by", by.as_str().into()), ("at", figures::moment(at, model.now).into())];
        pen.text(x + 4, row.y + 1, room.saturating_sub(4), &look.locale.with("policy-changed", args), Role::Muted);
    }
}

fn operation(model: &Model, pen: &mut Pen<'_>, row: Rect, place: usize) {
    let Some(operation) = model.overview.recent.get().and_then(|recent| recent.get(place)) else { return };
    let mut line = vec![
        span(format!("{:<10}", figures::moment(operation.at, model.now)), Role::Muted),
        span(format!("{:<9} ", operation.actor.chars().take(9).collect::<String>()), Role::Text),
        span(format!("{} ", operation.verb.name()), Role::Muted),
        span(&operation.object.name, Role::Text),
    ];
    if let Some(reason) = operation.reason.as_deref().filter(|reason| !reason.is_empty()) {
        line.push(span(format!("  {reason}"), Role::Muted));
    }
    pen.line(row.x + 3, row.y, row.width.saturating_sub(4), &line);
}

/// Draws the hellos of the last day; returns the rows used.
fn hours(model: &Model, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let state = &model.overview;
    head(pen, area, area.y, "overview-hours");
    let hours = state.hours.get().map(Vec::as_slice).unwrap_or_default();
    let highest = hours.iter().copied().max().unwrap_or(0);
    let look = pen.look;
    let each = if area.width >= 52 { 2 } else { 1 };
    let bars: String = hours.iter().map(|hour| look.symbol(Symbol::spark(*hour, highest)).repeat(each)).collect();
    pen.text(area.x + 3, area.y + 1, area.width.saturating_sub(3), &bars, Role::Accent);
    let done = state.total(|status| matches!(status, Status::Queued | Status::Provisioned));
    let received = [("received", figures::count(hours.iter().sum()).into())];
    let room = area.width.saturating_sub(3);
    pen.text(area.x + 3, area.y + 2, room, &look.locale.with("overview-received", received), Role::Text);
    let done = look.locale.with("overview-done", [("done", figures::count(done).into())]);
    pen.text(area.x + 3, area.y + 3, room, &done, Role::Text);
    5
}

/// Draws how the parts are.
fn parts(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    head(pen, area, area.y, "overview-parts");
    let Some(health) = model.health.get() else {
        let text = pen.look.text("loading");
        pen.text(area.x + 3, area.y + 1, area.width.saturating_sub(3), &text, Role::Muted);
        return;
    };
    let mut rows = vec![
        ("part-database", database(model, &health.administration)),
        ("part-inventory", database(model, &health.reporting)),
        ("part-backend", backend(model, health)),
        ("part-listener", listener(model, health)),
        ("part-dns", dns(model)),
        ("part-publishing", model.publishing()),
    ];
    rows.extend(hosts(model, &health.host).map(|fact| ("part-hosts", fact)));
    let room = usize::from(area.width.saturating_sub(16));
    // Where there is room for all of it, nothing is cut; with less, long facts get a second line at most.
    let needed: usize = rows.iter().map(|(_, (_, _, text))| wrap(text, room).len()).sum();
    let most = match usize::from(area.height) {
        height if height > needed => needed,
        height if height > 2 * rows.len() => 2,
        _ => 1,
    };
    let mut y = area.y + 1;
    for (id, (symbol, role, text)) in rows {
        let mut lines = wrap(&text, room);
        if lines.len() > most {
            lines = vec![text];
        }
        for (index, line) in lines.iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            if index == 0 {
                let name = pen.look.text(id);
                pen.text(area.x + 3, y, 10, &name, Role::Muted);
                pen.symbol(area.x + 13, y, symbol, role);
            }
            pen.text(area.x + 15, y, area.width.saturating_sub(15), line, Role::Text);
            y += 1;
        }
    }
}

/// Draws how many systems are in which status.
fn standing(model: &Model, pen: &mut Pen<'_>, area: Rect) {
    head(pen, area, area.y, "overview-standing");
    let counts = model.overview.counts.get().map(Vec::as_slice).unwrap_or_default();
    let shown = counts.iter().filter(|count| count.systems > 0);
    for (count, y) in shown.zip(area.y + 1..area.bottom()) {
        let (symbol, role) = status_mark(count.status);
        pen.symbol(area.x + 3, y, symbol, role);
        let name = status_name(pen.look, count.status, 30);
        pen.text(area.x + 5, y, 30, &name, Role::Text);
        pen.right(area.x + 46, y, 10, &figures::count(count.systems), Role::Text);
    }
}

/// Returns a status's name, or its short one where there is no room for it.
fn status_name(look: &Look, status: Status, room: u16) -> String {
    let id = format!("status-{}", status.name().replace('_', "-"));
    let name = look.text(&id);
    if name.width() <= usize::from(room) {
        return name;
    }
    look.locale.find(&format!("{id}.short")).unwrap_or(name)
}

type Fact = (Symbol, Role, String);

fn good(text: String) -> Fact {
    (Symbol::Ok, Role::StatusOk, text)
}

fn bad(text: String) -> Fact {
    (Symbol::Failed, Role::StatusFailed, text)
}

fn database(model: &Model, database: &Database) -> Fact {
    if database.ok {
        let size = figures::bytes(database.size_bytes);
        good(model.look.locale.with("part-ok-size", [("size", size.into())]))
    } else {
        bad(database.place.clone())
    }
}

fn live_lease(health: &Health) -> Option<&Lease> {
    health.lease.as_ref().filter(|_| health.backend_alive)
}

fn backend(model: &Model, health: &Health) -> Fact {
    let look = &model.look;
    match (live_lease(health), &health.lease) {
        (Some(lease), _) => {
            let since = figures::moment(lease.taken_at, model.now);
            let ours = model.session.backend == Some(lease.holder);
            let args = [
                ("role", lease.role.as_str().into()),
                ("host", lease.host.as_str().into()),
                ("pid", lease.pid.to_string().into()),
                ("since", since.into()),
            ];
            good(look.locale.with(if ours { "backend-here" } else { "backend-elsewhere" }, args))
        }
        (None, Some(lease)) => {
            let at = figures::moment(lease.renewed_at, model.now);
            // Our own run lives, as this picture proves: then it is the database that takes no renewal.
            let ours = model.session.backend == Some(lease.holder);
            bad(look.locale.with(if ours { "backend-stuck" } else { "backend-gone" }, [("at", at.into())]))
        }
        (None, None) => match &health.lease_refused {
            Some(problem) => bad(look.locale.say("problem", problem)),
            None => (Symbol::Dash, Role::Muted, look.text("backend-none")),
        },
    }
}

fn listener(model: &Model, health: &Health) -> Fact {
    let look = &model.look;
    let Some(report) = &health.backend else {
        return (Symbol::Unknown, Role::StatusUnknown, look.text("part-unknown"));
    };
    if let Some(error) = &report.store_error {
        return bad(look.locale.with("listener-cannot-store", [("reason", error.as_str().into())]));
    }
    match (&report.listening, &report.listen_error) {
        (Some(address), _) => good(address.clone()),
        (None, Some(error)) => bad(error.clone()),
        (None, None) => (Symbol::Dash, Role::Muted, look.text("listener-off")),
    }
}

/// The credential for hosts: a refusal that waits for somebody, or how it is; none where WMI is off.
fn hosts(model: &Model, health: &HostHealth) -> Option<Fact> {
    if let Some(breaker) = health.breakers.first() {
        let at = figures::moment(breaker.tripped_at, model.now);
        let args = [("account", breaker.account.as_str().into()), ("at", at.into())];
        return Some(bad(model.look.locale.with("hosts-refused", args)));
    }
    let credential = health.credential.as_ref()?;
    Some(match (&credential.problem, &credential.account) {
        (Some(problem), _) => bad(format!("{}: {problem}", credential.place)),
        (None, Some(account)) => good(format!("{account}  {}", credential.networks.join(", "))),
        (None, None) => bad(credential.place.clone()),
    })
}

fn dns(model: &Model) -> Fact {
    match model.dns() {
        None => (Symbol::Unknown, Role::StatusUnknown, model.look.text("dns-not-asked")),
        Some(dns) => {
            let at = figures::moment(dns.at, model.now);
            if dns.ok {
                good(format!("{}  {at}", dns.servers))
            } else {
                bad(format!("{}  {at}", dns.problem.as_deref().unwrap_or(&dns.servers)))
            }
        }
    }
}
