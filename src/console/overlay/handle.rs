//! What is common to dialogs: opening, keys, windows, drawing.

use super::{Confirm, Form, Help, Overlay, Page, PageKind, Palette};
use crate::console::action::Action;
use crate::console::app::{Effect, Model, perform, submit};
use crate::console::event::{KeyCode, KeyEvent};
use crate::console::screen::list::{paste as paste_into, type_key};
use crate::console::view::Pen;
use ratatui::layout::Rect;
use tui_input::Input;

/// Opens the dialog of an action.
pub fn open(model: &mut Model, action: Action) -> Vec<Effect> {
    let (dialog, effects) = match action {
        Action::Help => (Some(Overlay::Help(Help::new(model))), Vec::new()),
        Action::Palette => (Some(Overlay::Palette(Palette::new(model))), Vec::new()),
        Action::HelloExplain => (Some(Overlay::Page(Page::new(PageKind::Trace))), Vec::new()),
        Action::HelloReplay => (None, submit::replay(model)),
        Action::LogDiff => {
            let record = model.log.selected().cloned();
            (record.map(|record| Overlay::Page(Page::new(PageKind::Record(Box::new(record))))), Vec::new())
        }
        Action::HelloWhatIf => (Form::what_if(model).map(Overlay::Form), Vec::new()),
        Action::HelloOverride => (Form::override_mapping(model).map(Overlay::Form), submit::profiles(model)),
        Action::PolicyEdit => (Some(Overlay::Form(Form::policy(model))), submit::profiles(model)),
        Action::ProfileCreate => (Some(Overlay::Form(Form::profile())), Vec::new()),
        Action::SetCreate => (Some(Overlay::Form(Form::set(model))), Vec::new()),
        _ => (None, Vec::new()),
    };
    model.overlays.extend(dialog);
    effects
}

/// Carries an action out in the innermost dialog.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Cancel | Action::Back => close(model),
        Action::Confirm | Action::Open => confirm(model),
        Action::Redraw => vec![Effect::Redraw],
        Action::Suspend => vec![Effect::Suspend],
        Action::HelloCopy => perform(model, action),
        Action::Quit if matches!(model.overlays.last(), Some(Overlay::Page(_))) => close(model),
        // From a page one may go straight to a screen.
        Action::ScreenOverview
        | Action::ScreenSets
        | Action::ScreenMachines
        | Action::ScreenPackages
        | Action::ScreenHellos
        | Action::ScreenLog
            if matches!(model.overlays.last(), Some(Overlay::Page(_))) =>
        {
            model.overlays.clear();
            perform(model, action)
        }
        _ => {
            if let Some(top) = model.overlays.last_mut() {
                let step = match action {
                    Action::Next => Action::Down,
                    Action::Previous => Action::Up,
                    other => other,
                };
                match top {
                    Overlay::Palette(palette) => palette.act(step),
                    Overlay::Help(help) => help.act(step),
                    Overlay::Form(form) => form.act(step, model.overview.profiles.get().map(Vec::as_slice)),
                    Overlay::Confirm(confirm) => confirm.act(step),
                    Overlay::Page(page) => page.act(step),
                }
            }
            Vec::new()
        }
    }
}

fn close(model: &mut Model) -> Vec<Effect> {
    // A change that is being made cannot be taken back by looking away.
    if model.dialog.is_waiting() && matches!(model.overlays.last(), Some(Overlay::Confirm(_))) {
        return Vec::new();
    }
    model.overlays.pop();
    if model.dialog.cancel() { vec![Effect::Cancel(crate::console::app::Slot::Dialog)] } else { Vec::new() }
}

fn confirm(model: &mut Model) -> Vec<Effect> {
    match model.overlays.last() {
        Some(Overlay::Palette(palette)) => {
            let jump = palette.selected().map(|entry| entry.jump);
            model.overlays.pop();
            jump.map(|jump| submit::jump(model, jump)).unwrap_or_default()
        }
        Some(Overlay::Help(help)) => {
            let action = help.selected();
            model.overlays.pop();
            action.map(|action| perform(model, action)).unwrap_or_default()
        }
        Some(Overlay::Form(_)) => submit::form(model),
        Some(Overlay::Confirm(_)) => submit::commit(model),
        Some(Overlay::Page(_)) => close(model),
        None => Vec::new(),
    }
}

/// Whether letters go into a text of the dialog.
pub fn types(dialog: &mut Overlay) -> bool {
    line(dialog).is_some()
}

fn line(dialog: &mut Overlay) -> Option<&mut Input> {
    match dialog {
        Overlay::Palette(palette) => Some(&mut palette.input),
        Overlay::Help(help) => Some(&mut help.input),
        Overlay::Form(form) => form.line(),
        Overlay::Confirm(confirm) => confirm.typed.as_mut().map(|typed| &mut typed.1),
        Overlay::Page(_) => None,
    }
}

/// Takes a key that the keymap does not know: it edits a text.
pub fn key(model: &mut Model, key: KeyEvent) {
    let Some(mut top) = model.overlays.pop() else { return };
    let turns = matches!(key.code, KeyCode::Left | KeyCode::Right);
    if let Some(input) = line(&mut top) {
        type_key(input, key);
        typed(&mut top, model);
    } else if let Overlay::Form(form) = &mut top
        && turns
    {
        form.act(Action::Toggle, model.overview.profiles.get().map(Vec::as_slice));
    }
    model.overlays.push(top);
}

/// Takes pasted text.
pub fn paste(model: &mut Model, text: &str) {
    let Some(mut top) = model.overlays.pop() else { return };
    if let Some(input) = line(&mut top) {
        paste_into(input, text);
        typed(&mut top, model);
    }
    model.overlays.push(top);
}

fn typed(dialog: &mut Overlay, model: &Model) {
    match dialog {
        Overlay::Palette(palette) => palette.search(model),
        Overlay::Help(help) => help.search(model),
        Overlay::Form(form) => form.problem = None,
        Overlay::Confirm(_) | Overlay::Page(_) => {}
    }
}

/// Brings the dialog's window to its cursor.
pub fn settle(dialog: &mut Overlay, model: &Model, screen: Rect) {
    match dialog {
        Overlay::Palette(palette) => palette.settle(screen),
        Overlay::Help(help) => help.settle(screen),
        Overlay::Page(page) => page.settle(model, screen),
        Overlay::Form(_) | Overlay::Confirm(_) => {}
    }
}

/// Returns what the footer offers while the dialog has the keys.
pub fn hints(dialog: &Overlay) -> Vec<Action> {
    match dialog {
        Overlay::Form(_) => vec![Action::Confirm, Action::Next, Action::Toggle, Action::Cancel],
        Overlay::Page(_) => vec![Action::Cancel],
        Overlay::Confirm(_) => vec![Action::Confirm, Action::Cancel],
        Overlay::Palette(_) | Overlay::Help(_) => vec![Action::Confirm, Action::Next, Action::Cancel],
    }
}

/// Draws the dialog.
pub fn view(dialog: &Overlay, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
    match dialog {
        Overlay::Palette(palette) => palette.view(model, pen, screen),
        Overlay::Help(help) => help.view(model, pen, screen),
        Overlay::Form(form) => form.view(model, pen, screen),
        Overlay::Confirm(confirm) => Confirm::view(confirm, model, pen, screen),
        Overlay::Page(page) => page.view(model, pen, screen),
    }
}

/// Returns an area in the middle of the screen.
pub(super) fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect { x: screen.x + (screen.width - width) / 2, y: screen.y + (screen.height - height) / 2, width, height }
}
