//! Keys, pasted text and clicks: what they mean where the person is.

use super::{Effect, Model, Tone, deliver, perform};
use crate::console::action::Action;
use crate::console::event::{KeyCode, KeyEvent, KeyModifiers};
use crate::console::keymap::Lookup;
use crate::console::screen::ScreenId;
use crate::console::{overlay, view};

/// Takes a key.
pub(super) fn key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    model.dirty = true;
    // Reserved in every keymap: whatever else is broken, it cancels, and twice it ends the program.
    if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
        return interrupt(model);
    }
    model.interrupted = false;
    let typing = is_text(key);
    if let Some(top) = model.overlays.last_mut() {
        if typing && model.pending.is_empty() && overlay::types(top) {
            overlay::key(model, key);
            return Vec::new();
        }
        return match look_up(model, &["overlay", "global"], key) {
            Some(action) => overlay::act(model, action),
            None => {
                overlay::key(model, key);
                Vec::new()
            }
        };
    }
    if let Some(filter) = model.filter_mut().filter(|filter| filter.editing) {
        if typing {
            filter.key(key);
            return model.filtered();
        }
        return match look_up(model, &["overlay"], key) {
            Some(action) => filter_action(model, action),
            None => {
                let changed = model.filter_mut().is_some_and(|filter| filter.key(key));
                if changed { model.filtered() } else { Vec::new() }
            }
        };
    }
    match look_up(model, &[model.screen.scope(), "global"], key) {
        Some(action) => perform(model, action),
        None => Vec::new(),
    }
}

/// Takes pasted text: it goes where text is typed, and nowhere else.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.dirty = true;
    if !model.overlays.is_empty() {
        overlay::paste(model, text);
    } else if let Some(filter) = model.filter_mut().filter(|filter| filter.editing) {
        filter.paste(text);
        return model.filtered();
    }
    Vec::new()
}

/// Takes a click of the left button.
pub(super) fn click(model: &mut Model, column: u16, row: u16) {
    if !model.overlays.is_empty() {
        return;
    }
    let body = view::areas(model.size).body;
    model.dirty |= match model.screen {
        ScreenId::Overview => model.overview.click(body, column, row),
        ScreenId::Sets => model.sets.click(body, column, row),
        ScreenId::Machines => model.machines.click(body, column, row, model.now),
        ScreenId::Packages => model.packages.click(body, column, row),
        ScreenId::Hellos => model.hellos.click(body, column, row),
        ScreenId::Jobs => model.jobs.click(body, column, row),
        ScreenId::Log => model.log.click(body, column, row),
        ScreenId::Own => model.own.click(body, column, row),
    };
}

fn is_text(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_)) && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

/// Asks the keymap, and keeps the keys of a sequence that goes on.
fn look_up(model: &mut Model, scopes: &[&str], key: KeyEvent) -> Option<Action> {
    let look = model.look.clone();
    let was_pending = !model.pending.is_empty();
    model.continuations.clear();
    let found = look.keymap.feed(scopes, &mut model.pending, key);
    match found {
        Lookup::Action(id) => {
            model.pending.clear();
            Action::from_id(id)
        }
        Lookup::Pending(next) => {
            model.continuations =
                next.into_iter().filter_map(|(keys, id)| Some((keys, Action::from_id(id)?))).collect();
            None
        }
        Lookup::Unbound => {
            model.pending.clear();
            // Esc out of a sequence ends the sequence and nothing else.
            model.dirty |= was_pending;
            None
        }
    }
}

fn filter_action(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Confirm => {
            if let Some(filter) = model.filter_mut() {
                filter.editing = false;
            }
            Vec::new()
        }
        Action::Cancel => {
            if let Some(filter) = model.filter_mut() {
                filter.clear();
            }
            model.filtered()
        }
        Action::Next => perform(model, Action::Down),
        Action::Previous => perform(model, Action::Up),
        _ => Vec::new(),
    }
}

fn interrupt(model: &mut Model) -> Vec<Effect> {
    model.pending.clear();
    model.continuations.clear();
    if model.interrupted {
        return vec![Effect::Quit(130)];
    }
    if model.overlays.pop().is_some() {
        return deliver::cancel(model);
    }
    if model.filter_mut().is_some_and(|filter| filter.editing) {
        return filter_action(model, Action::Cancel);
    }
    model.interrupted = true;
    let text = model.look.text("toast-interrupt");
    model.toast(text, Tone::Plain);
    deliver::cancel(model)
}
