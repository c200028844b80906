//! What is common to dialogs: opening, keys, windows, drawing.

use super::{Confirm, Form, Help, Inbox, Names, Overlay, Page, PageKind, Palette, Pick, PickKind, Why, Wizard};
use crate::console::action::Action;
use crate::console::app::{Effect, Model, own, perform, submit};
use crate::console::event::{KeyCode, KeyEvent, KeyModifiers};
use crate::console::screen::list::{paste as paste_into, type_key};
use crate::console::screen::sets::NscTab;
use crate::console::view::Pen;
use crate::model::permission::{Target, Verb};
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
        Action::LogUndo => (None, submit::undo(model)),
        Action::JobRun => (None, submit::jobs(model)),
        Action::MachineWhy => {
            let contest = model.machines.contest(model.now);
            (contest.map(|contest| Overlay::Page(Page::new(PageKind::Contest(Box::new(contest))))), Vec::new())
        }
        Action::MachineUser => (Some(Overlay::Pick(Pick::new(PickKind::User))), Vec::new()),
        Action::OwnMachine => (Some(Overlay::Pick(Pick::new(PickKind::Machine))), Vec::new()),
        Action::OwnWhy => (Wizard::new(model).map(|wizard| Overlay::Wizard(Box::new(wizard))), Vec::new()),
        Action::OwnChoose => (None, own::choose(model)),
        Action::HelloWhatIf => (Form::what_if(model).map(Overlay::Form), Vec::new()),
        Action::HelloOverride => (Form::override_mapping(model).map(Overlay::Form), submit::profiles(model)),
        Action::PolicyEdit => (Some(Overlay::Form(Form::policy(model))), submit::profiles(model)),
        Action::BreakerClear => (Some(Overlay::Form(Form::clear_breaker(model))), Vec::new()),
        Action::ProfileCreate => (Some(Overlay::Form(Form::profile())), Vec::new()),
        Action::SetCreate => (Some(Overlay::Form(Form::set(model))), Vec::new()),
        Action::SetEdit => (Form::edit_set(model).map(Overlay::Form), Vec::new()),
        Action::SetMove => (Form::move_set(model).map(Overlay::Form), Vec::new()),
        Action::SetGrant => (Form::grant(model).map(Overlay::Form), Vec::new()),
        Action::SetWhatIf => (Form::suppose_rights(model).map(Overlay::Form), Vec::new()),
        Action::SetRevoke => (Form::revoke(model).map(Overlay::Form), Vec::new()),
        Action::AdministratorAdd => (Form::administrator(model, true).map(Overlay::Form), Vec::new()),
        Action::AdministratorRemove => (Form::administrator(model, false).map(Overlay::Form), Vec::new()),
        Action::NscCreate => (Form::create_computer_set(model).map(Overlay::Form), Vec::new()),
        Action::NscEdit => (Form::edit_computer_set(model).map(Overlay::Form), Vec::new()),
        Action::MemberAdd => (Form::members(model, false).map(Overlay::Form), Vec::new()),
        Action::MemberRequest => (Form::members(model, true).map(Overlay::Form), Vec::new()),
        Action::RequestRefuse => (Form::refuse(model).map(Overlay::Form), Vec::new()),
        Action::NscUnblock => (Form::unblock(model).map(Overlay::Form), Vec::new()),
        Action::SetDelete | Action::NscDelete | Action::MemberRemove | Action::RequestApprove | Action::NscRelease => {
            (None, submit::sets(model, action))
        }
        Action::PackageCreate => (Some(Overlay::Form(Form::create_package(model))), Vec::new()),
        Action::PackageEdit => (Form::edit_package(model).map(Overlay::Form), Vec::new()),
        Action::PackageAssign => (Form::assign(model).map(Overlay::Form), Vec::new()),
        Action::NscAssign => (Form::assign_to(model).map(Overlay::Form), Vec::new()),
        Action::PackageWhatIf => (Form::suppose_assigned(model).map(Overlay::Form), Vec::new()),
        Action::PackagePublish | Action::PackageRetire | Action::PackageDelete | Action::PackageUnassign => {
            (None, submit::packages(model, action))
        }
        Action::PackagesWhy => (why_package(model).map(Overlay::Why), Vec::new()),
        Action::SetsWhy => (why(model).map(Overlay::Why), Vec::new()),
        Action::Inbox => (Some(Overlay::Inbox(Inbox::default())), Vec::new()),
        _ => (None, Vec::new()),
    };
    model.overlays.extend(dialog);
    effects
}

/// Carries an action out in the innermost dialog.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        // Sideways keys move among the buttons of the wizard; only the key that confirms presses one.
        Action::Open if matches!(model.overlays.last(), Some(Overlay::Wizard(_))) => {
            if let Some(Overlay::Wizard(wizard)) = model.overlays.last_mut() {
                wizard.act(action);
            }
            Vec::new()
        }
        Action::Cancel | Action::Back => close(model),
        Action::Confirm | Action::Open => confirm(model),
        Action::Redraw => vec![Effect::Redraw],
        Action::Suspend => vec![Effect::Suspend],
        Action::HelloCopy => perform(model, action),
        Action::Quit if is_page(model) => close(model),
        // From a page one may go straight to a screen.
        _ if action.screen().is_some() && is_page(model) => {
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
                    Overlay::Why(why) => why.act(step),
                    Overlay::WhatIf(page) => page.act(step),
                    Overlay::Inbox(inbox) => inbox.act(step, model.inbox.get().map_or(0, Vec::len)),
                    Overlay::Wizard(wizard) => wizard.act(step),
                    Overlay::Pick(_) => move_pick(model, step),
                }
            }
            Vec::new()
        }
    }
}

/// Whether the innermost dialog is something to read, which is left without a question.
fn is_page(model: &Model) -> bool {
    let top = model.overlays.last();
    matches!(top, Some(Overlay::Page(_) | Overlay::Why(_) | Overlay::WhatIf(_) | Overlay::Inbox(_)))
}

fn move_pick(model: &mut Model, step: Action) {
    let Some(Overlay::Pick(mut pick)) = model.overlays.pop() else { return };
    pick.act(step, pick.len(model));
    model.overlays.push(Overlay::Pick(pick));
}

fn close(model: &mut Model) -> Vec<Effect> {
    // A change that is being made cannot be taken back by looking away.
    let changes = |dialog: &Overlay| match dialog {
        Overlay::Confirm(_) => true,
        Overlay::Wizard(wizard) => wizard.plan().is_some(),
        _ => false,
    };
    if model.dialog.is_waiting() && model.overlays.last().is_some_and(changes) {
        return Vec::new();
    }
    if matches!(model.overlays.last(), Some(Overlay::Wizard(_))) {
        own::step_back(model);
    } else {
        model.overlays.pop();
    }
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
        Some(Overlay::Page(_) | Overlay::Why(_) | Overlay::WhatIf(_)) => close(model),
        Some(Overlay::Inbox(inbox)) => {
            let place = inbox.selected();
            submit::inbox(model, place)
        }
        Some(Overlay::Wizard(_)) => own::go_on(model),
        Some(Overlay::Pick(pick)) => {
            let chosen = pick.chosen(model);
            chosen.map(|chosen| own::picked(model, chosen)).unwrap_or_default()
        }
        None => Vec::new(),
    }
}

/// Returns the rights on the selected set, with the one that the shown tab needs under the cursor.
fn why(model: &Model) -> Option<Why> {
    if let Some(row) = model.sets.selected_computer_set() {
        let verb = match model.sets.nsc_tab {
            NscTab::Overview | NscTab::Packages => Verb::NscEdit,
            NscTab::Computers => Verb::NscMemberComputerAdd,
            NscTab::Users => Verb::NscMemberUserAdd,
            NscTab::Requests => Verb::NscMemberApprove,
            NscTab::Releases => Verb::NscLocalRelease,
        };
        return Some(Why::new(Target::Nsc { id: row.set.id }, row.set.name.clone(), Some(verb)));
    }
    let node = model.sets.selected()?;
    Some(Why::new(Target::Nss { id: node.set.id }, node.set.name.clone(), None))
}

/// Returns the rights on the selected package, or on the assignment under the cursor.
fn why_package(model: &Model) -> Option<Why> {
    let package = &model.packages.selected()?.package;
    if let Some(found) = model.packages.selected_assignment() {
        let target = Target::Assignment { nsc: found.nsc, pkg: found.pkg };
        return Some(Why::new(target, package.title(), Some(found.action.verb())));
    }
    Some(Why::new(Target::Pkg { id: package.id }, package.title(), Some(Verb::PkgEdit)))
}

/// Whether letters go into a text of the dialog.
pub fn types(dialog: &mut Overlay) -> bool {
    line(dialog).is_some() || names(dialog).is_some()
}

fn line(dialog: &mut Overlay) -> Option<&mut Input> {
    match dialog {
        Overlay::Palette(palette) => Some(&mut palette.input),
        Overlay::Help(help) => Some(&mut help.input),
        Overlay::Form(form) => form.line(),
        Overlay::Confirm(confirm) => confirm.typed.as_mut().map(|typed| &mut typed.1),
        Overlay::Pick(pick) => Some(&mut pick.input),
        Overlay::Page(_) | Overlay::Why(_) | Overlay::WhatIf(_) | Overlay::Inbox(_) | Overlay::Wizard(_) => None,
    }
}

fn names(dialog: &mut Overlay) -> Option<&mut Names> {
    match dialog {
        Overlay::Form(form) => form.focused_names(),
        _ => None,
    }
}

fn type_name(names: &mut Names, key: KeyEvent) {
    match key.code {
        KeyCode::Char('w' | 'h') if key.modifiers.contains(KeyModifiers::CONTROL) => names.erase(true),
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => names.push(c),
        KeyCode::Backspace => names.erase(false),
        _ => {}
    }
}

/// Takes a key that the keymap does not know: it edits a text.
pub fn key(model: &mut Model, key: KeyEvent) {
    let Some(mut top) = model.overlays.pop() else { return };
    let turns = matches!(key.code, KeyCode::Left | KeyCode::Right);
    if let Some(input) = line(&mut top) {
        type_key(input, key);
        typed(&mut top, model);
    } else if let Some(names) = names(&mut top) {
        type_name(names, key);
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
    } else if let Some(names) = names(&mut top) {
        names.paste(text);
        typed(&mut top, model);
    }
    model.overlays.push(top);
}

fn typed(dialog: &mut Overlay, model: &Model) {
    match dialog {
        Overlay::Palette(palette) => palette.search(model),
        Overlay::Help(help) => help.search(model),
        Overlay::Form(form) => form.problem = None,
        // What is typed to choose a name is asked for when everything else was told.
        Overlay::Confirm(_)
        | Overlay::Page(_)
        | Overlay::Why(_)
        | Overlay::WhatIf(_)
        | Overlay::Inbox(_)
        | Overlay::Pick(_)
        | Overlay::Wizard(_) => {}
    }
}

/// Brings the dialog's window to its cursor.
pub fn settle(dialog: &mut Overlay, model: &Model, screen: Rect) {
    match dialog {
        Overlay::Palette(palette) => palette.settle(screen),
        Overlay::Help(help) => help.settle(screen),
        Overlay::Page(page) => page.settle(model, screen),
        Overlay::Why(why) => why.settle(screen),
        Overlay::WhatIf(page) => page.settle(screen),
        Overlay::Inbox(inbox) => inbox.settle(model, screen),
        Overlay::Pick(pick) => pick.settle(model, screen),
        Overlay::Wizard(wizard) => wizard.settle(model, screen),
        Overlay::Form(_) | Overlay::Confirm(_) => {}
    }
}

/// Returns what the footer offers while the dialog has the keys.
pub fn hints(dialog: &Overlay) -> Vec<Action> {
    match dialog {
        Overlay::Form(_) => vec![Action::Confirm, Action::Next, Action::Toggle, Action::Cancel],
        Overlay::Page(_) => vec![Action::Cancel],
        Overlay::Why(_) | Overlay::WhatIf(_) => vec![Action::Next, Action::Previous, Action::Cancel],
        Overlay::Confirm(_) => vec![Action::Confirm, Action::Cancel],
        Overlay::Wizard(_) => vec![Action::Confirm, Action::Next, Action::Cancel],
        Overlay::Palette(_) | Overlay::Help(_) | Overlay::Inbox(_) | Overlay::Pick(_) => {
            vec![Action::Confirm, Action::Next, Action::Cancel]
        }
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
        Overlay::Why(why) => why.view(model, pen, screen),
        Overlay::WhatIf(page) => page.view(model, pen, screen),
        Overlay::Inbox(inbox) => inbox.view(model, pen, screen),
        Overlay::Pick(pick) => pick.view(model, pen, screen),
        Overlay::Wizard(wizard) => wizard.view(model, pen, screen),
    }
}

/// Returns what is inside the frame that the pen draws around an area.
pub(super) fn inside(area: Rect) -> Rect {
    let (width, height) = (area.width.saturating_sub(4), area.height.saturating_sub(2));
    Rect { x: area.x + 2, y: area.y + 1, width, height }
}

/// Returns an area in the middle of the screen.
pub(super) fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect { x: screen.x + (screen.width - width) / 2, y: screen.y + (screen.height - height) / 2, width, height }
}
