//! The one function that changes the model.

use super::deliver::deliver;
use super::fetch::{self, fetch};
use super::keys::{click, key, paste};
use super::perform::locked_record;
use super::{Effect, Link, Message, Model, Slot, Tone};
use crate::console::event::{MouseButton, MouseEventKind, Signal, TermEvent};
use crate::console::screen::{ScreenId, hellos, jobs, log, own, packages, sets};
use crate::console::{overlay, view};
use crate::port::Revision;

/// Tells the model what happened, and returns what is to be done about it. Never waits and never fails.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = match message {
        Message::Terminal(event) => terminal(model, event),
        Message::Reply(tag, answer) => deliver(model, tag, answer),
        Message::Changed(revision) => changed(model, revision),
        Message::Health(health) => {
            let now = model.now;
            model.health.set(*health, now);
            model.dirty = true;
            fetch::publishing(model)
        }
        Message::Offline(problem) => {
            if !matches!(model.link, Link::Lost(..)) {
                model.link = Link::Lost(model.now, problem);
                model.dirty = true;
            }
            Vec::new()
        }
        Message::Wake => wake(model),
        Message::Note(note) => {
            model.note(&note);
            Vec::new()
        }
    };
    settle(model);
    effects.extend(fetch::wanted(model));
    fetch::date(model, &mut effects);
    effects
}

fn terminal(model: &mut Model, event: TermEvent) -> Vec<Effect> {
    match event {
        TermEvent::Key(pressed) => key(model, pressed),
        TermEvent::Paste(text) => paste(model, &text),
        TermEvent::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollDown => super::perform(model, crate::console::action::Action::Down),
            MouseEventKind::ScrollUp => super::perform(model, crate::console::action::Action::Up),
            MouseEventKind::Down(MouseButton::Left) => {
                click(model, mouse.column, mouse.row);
                Vec::new()
            }
            _ => Vec::new(),
        },
        TermEvent::Resize(columns, rows) => {
            model.dirty |= model.size != (columns, rows);
            model.size = (columns, rows);
            Vec::new()
        }
        TermEvent::Focus(_) => Vec::new(),
        TermEvent::Signal(Signal::Resumed) => {
            model.dirty = true;
            vec![Effect::Redraw]
        }
        TermEvent::Signal(Signal::Terminate) => vec![Effect::Quit(143)],
        TermEvent::Signal(Signal::Hangup) => vec![Effect::Quit(129)],
        TermEvent::Signal(Signal::Panicked) => vec![Effect::Quit(70)],
    }
}

/// Asks again for what the change concerns. The first change is the start: everything on the screen is asked for.
fn changed(model: &mut Model, revision: Revision) -> Vec<Effect> {
    let known = model.revision.replace(revision);
    model.dirty |= model.link != Link::Live;
    model.link = Link::Live;
    let hellos = known.is_none_or(|known| known.hellos != revision.hellos);
    let operations = known.is_none_or(|known| known.operations != revision.operations);
    let mut effects = Vec::new();
    if model.only.is_some() {
        return if operations { fetch::configuration(model) } else { effects };
    }
    if hellos {
        effects.extend([Slot::Counts, Slot::Hours].map(|slot| fetch(model, slot)));
        effects.extend(fetch::hellos(model));
    }
    if operations {
        effects.extend(fetch::configuration(model));
    }
    effects
}

fn wake(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let mut effects = Vec::new();
    model.toasts.retain(|toast| toast.until > now);
    if model.session.lock.ends_at().is_some_and(|end| end <= now) {
        effects = locked_record(model);
        let text = model.look.text("toast-locked-again");
        model.toast(text, Tone::Plain);
    }
    // Whatever else the model is woken for is a wait that has become long enough to be shown.
    model.dirty = true;
    effects
}

/// Brings windows to their cursors, for the sizes that the view is going to give them.
fn settle(model: &mut Model) {
    let areas = view::areas(model.size);
    model.overview.alarms = model.alarms();
    match model.screen {
        ScreenId::Overview => model.overview.settle(areas.body),
        ScreenId::Sets => {
            model.sets.settle(areas.body);
            if model.sets.scroll > 0 {
                model.sets.scroll = model.sets.scroll.min(sets::longest_scroll(model, areas.body));
            }
        }
        ScreenId::Machines => model.machines.settle(areas.body, model.now),
        ScreenId::Packages => {
            model.packages.settle(areas.body);
            if model.packages.scroll > 0 {
                model.packages.scroll = model.packages.scroll.min(packages::longest_scroll(model, areas.body));
            }
        }
        ScreenId::Hellos => {
            model.hellos.settle(areas.body);
            if model.hellos.scroll > 0 {
                model.hellos.scroll = model.hellos.scroll.min(hellos::longest_scroll(model, areas.body));
            }
        }
        ScreenId::Jobs => {
            model.jobs.settle(areas.body);
            if model.jobs.scroll > 0 {
                model.jobs.scroll = model.jobs.scroll.min(jobs::longest_scroll(model, areas.body));
            }
        }
        ScreenId::Log => {
            model.log.settle(areas.body);
            if model.log.scroll > 0 {
                model.log.scroll = model.log.scroll.min(log::longest_scroll(model, areas.body));
            }
        }
        ScreenId::Own => {
            model.own.settle(areas.body);
            if model.own.scroll > 0 {
                model.own.scroll = model.own.scroll.min(own::longest_scroll(model, areas.body));
            }
        }
    }
    if let Some(top) = model.overlays.len().checked_sub(1) {
        let mut dialog = model.overlays.remove(top);
        overlay::settle(&mut dialog, model, areas.screen);
        model.overlays.push(dialog);
    }
}
