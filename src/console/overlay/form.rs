//! Forms: what a change needs to know. Confirming one asks the core for a plan, never for a change.

use super::fields::{Field, Value, step};
use super::forms::FormKind;
use super::handle::centred;
use crate::console::action::Action;
use crate::console::app::{Model, Request, Wish};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, wrap};
use crate::core::Problem;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use tui_input::Input;

/// A form.
#[derive(Debug)]
pub struct Form {
    /// What it is for.
    pub kind: FormKind,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field that has the keys.
    pub focus: usize,
    /// Why its values cannot be used.
    pub problem: Option<Problem>,
}

/// What a confirmed form asks for.
#[derive(Debug, PartialEq)]
pub enum Submission {
    /// Unlock writing for this reason, and then go on.
    Unlock(String, Option<Action>),
    /// Look at this time.
    AsOf(DateTime<Utc>),
    /// Ask what a change would do, to look at it only.
    WhatIf(Request),
    /// Ask the core; the reason, where the form has one of its own.
    Ask(Request, Option<String>),
}

impl Submission {
    /// Returns the question what a change would do.
    pub(super) fn plan(wish: Wish) -> Self {
        Self::Ask(Request::Plan(Box::new(wish)), None)
    }
}

impl Form {
    pub(super) fn new(kind: FormKind, fields: Vec<Field>) -> Self {
        Self { kind, fields, focus: 0, problem: None }
    }

    /// Returns the text in a field, trimmed.
    pub(super) fn text(&self, index: usize) -> String {
        self.fields.get(index).map_or("", Field::as_text).to_owned()
    }

    /// Returns the text in a field, unless it is empty.
    pub(super) fn some(&self, index: usize) -> Option<String> {
        Some(self.text(index)).filter(|text| !text.is_empty())
    }

    /// Returns the text in a field if it was changed.
    pub(super) fn changed(&self, index: usize) -> Option<String> {
        self.fields.get(index).filter(|field| field.is_changed()).map(|field| field.as_text().to_owned())
    }

    /// Returns whether a box is ticked.
    pub(super) fn on(&self, index: usize) -> bool {
        self.fields.get(index).is_some_and(Field::is_on)
    }

    /// Returns the line into which letters go, when the focus is on a text.
    pub fn line(&mut self) -> Option<&mut Input> {
        match &mut self.fields.get_mut(self.focus)?.value {
            Value::Text(input, _) => Some(input),
            _ => None,
        }
    }

    /// Moves among the fields, or changes the one that has the keys.
    pub fn act(&mut self, action: Action, profiles: Option<&[crate::model::profile::Profile]>) {
        if action == Action::Toggle {
            self.problem = None;
            if let Some(field) = self.fields.get_mut(self.focus) {
                field.toggle(profiles);
            }
        } else {
            self.focus = step(self.focus, action, self.fields.len());
        }
    }

    /// Returns what the form asks for.
    pub fn submission(&self, now: DateTime<Utc>) -> Result<Submission, Problem> {
        self.kind.submission(self, now)
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let width = screen.width.saturating_sub(2).min(76);
        let inner_width = usize::from(width.saturating_sub(4));
        let intro = wrap(&look.text(&format!("{}.intro", self.kind.title_id())), inner_width);
        let problem = self.problem.as_ref().map(|problem| complaint(look, problem, inner_width)).unwrap_or_default();
        let height = self.fields.len() + intro.len() + problem.len() + 4;
        let area = centred(screen, width, u16::try_from(height).unwrap_or(screen.height));
        let inner = pen.frame(area, &look.text(self.kind.title_id()));
        let mut y = inner.y;
        for line in &intro {
            pen.text(inner.x, y, inner.width, line, Role::Muted);
            y += 1;
        }
        y += 1;
        for (index, field) in self.fields.iter().enumerate() {
            if y < inner.bottom() {
                draw_field(model, pen, Rect { y, height: 1, ..inner }, field, index == self.focus);
            }
            y += 1;
        }
        for (line, role) in &problem {
            if y < inner.bottom() {
                pen.text(inner.x, y, inner.width, line, *role);
            }
            y += 1;
        }
        if model.dialog.is_slow(model.now) {
            let text = look.text("loading");
            pen.text(inner.x, inner.bottom() - 1, inner.width, &text, Role::StatusBusy);
        }
    }
}

fn draw_field(model: &Model, pen: &mut Pen<'_>, row: Rect, field: &Field, active: bool) {
    let look = pen.look;
    let label = look.text(field.label);
    let marker = if active { look.symbol(Symbol::Marker) } else { " " };
    pen.text(row.x, row.y, 2, marker, Role::Accent);
    let x = row.x + 22;
    let room = row.right().saturating_sub(x);
    pen.text(row.x + 2, row.y, 19, &label, if active { Role::Text } else { Role::Muted });
    match &field.value {
        Value::Text(input, _) => pen.input(x, row.y, room, input, active),
        Value::Check(on, _) => {
            let symbol = if *on { Symbol::Checked } else { Symbol::Unchecked };
            let used = pen.symbol(x, row.y, symbol, if *on { Role::StatusOk } else { Role::Muted }) + 1;
            let word = look.text(if *on { "word-yes" } else { "word-no" });
            pen.text(x + used, row.y, room.saturating_sub(used), &word, Role::Text);
        }
        Value::Profile(name) => {
            let known = model.overview.profiles.get().map(Vec::as_slice).unwrap_or_default();
            let found = known.iter().find(|profile| profile.name == *name);
            let shown = match found {
                Some(profile) => format!("{} {}", profile.id, profile.name),
                None if name.is_empty() => look.text("policy-no-profile"),
                None => name.clone(),
            };
            let used = pen.text(x, row.y, room, &shown, Role::Text);
            let more = look.locale.with("field-profiles", [("count", known.len().into())]);
            pen.text(x + used + 3, row.y, room.saturating_sub(used + 3), &more, Role::Muted);
        }
    }
}

/// Returns a problem with its hint, in lines.
pub(super) fn complaint(look: &crate::console::app::Look, problem: &Problem, width: usize) -> Vec<(String, Role)> {
    let says = format!("{} {}", look.symbol(Symbol::Failed), look.locale.say("problem", problem));
    let mut lines: Vec<_> = wrap(&says, width).into_iter().map(|line| (line, Role::StatusFailed)).collect();
    if let Some(hint) = look.locale.say_part("problem", problem, "hint") {
        lines.extend(wrap(&hint, width).into_iter().map(|line| (line, Role::Muted)));
    }
    lines
}
