//! Forms: what a change needs to know. Confirming one asks the core for a plan, never for a change.

use super::fields::{Field, Value, step};
use super::forms::FormKind;
use super::handle::centred;
use super::names::Names;
use crate::console::action::{Action, Obstacle};
use crate::console::app::{Look, Model, Request, Wish};
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, wrap};
use crate::core::Problem;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use tui_input::Input;
use unicode_width::UnicodeWidthStr;

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
    /// Whether it was to be confirmed while a field was empty that must not be.
    confirmed: bool,
}

/// What a confirmed form asks for.
#[derive(Debug, PartialEq)]
pub enum Submission {
    /// Unlock writing for this reason, and then go on.
    Unlock(String, Option<Action>),
    /// Look at this time.
    AsOf(DateTime<Utc>),
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
        Self { kind, fields, focus: 0, problem: None, confirmed: false }
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

    /// Returns whether a box is ticked, if that was changed.
    pub(super) fn turned(&self, index: usize) -> Option<bool> {
        self.fields.get(index).filter(|field| field.is_changed()).map(Field::is_on)
    }

    /// Returns the names in a field.
    pub(super) fn names(&self, index: usize) -> Vec<String> {
        match self.fields.get(index).map(|field| &field.value) {
            Some(Value::Names(names)) => names.names(),
            _ => Vec::new(),
        }
    }

    /// Returns the field for many names that has the keys, if one has.
    pub(super) fn focused_names(&mut self) -> Option<&mut Names> {
        match self.fields.get_mut(self.focus).map(|field| &mut field.value) {
            Some(Value::Names(names)) => Some(names),
            _ => None,
        }
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

    /// Goes to the first field that is empty and must not be. Returns whether there is one.
    pub fn goes_to_lacking(&mut self) -> bool {
        let lacking = self.fields.iter().position(Field::is_lacking);
        if let Some(place) = lacking {
            (self.focus, self.confirmed, self.problem) = (place, true, None);
        }
        lacking.is_some()
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
        let advice = self.advice(model, inner_width);
        let rows: u16 = self.fields.iter().map(Field::height).sum();
        let around = u16::try_from(intro.len() + problem.len() + advice.len() + 4).unwrap_or(screen.height);
        // The first and the last line of the screen stay: they say where one is and what can be pressed.
        let most = screen.height.saturating_sub(2).max(screen.height.min(10));
        let area = centred(screen, width, around.saturating_add(rows).min(most));
        let inner = pen.frame(area, &self.title(look));
        let mut y = inner.y;
        for line in &intro {
            pen.text(inner.x, y, inner.width, line, Role::Muted);
            y += 1;
        }
        y += 1;
        let end = inner.bottom().saturating_sub(u16::try_from(advice.len() + problem.len() + 1).unwrap_or(0)).max(y);
        let longest = self.fields.iter().map(|field| look.text(field.label).width()).max().unwrap_or_default();
        let labels = u16::try_from(longest.clamp(18, 27) + 1).unwrap_or(28);
        let first = self.first_shown(usize::from(end - y));
        for (index, field) in self.fields.iter().enumerate().skip(first) {
            let height = field.height().min(end.saturating_sub(y));
            if height == 0 {
                pen.symbol(inner.right(), end.saturating_sub(1), Symbol::Down, Role::Muted);
                break;
            }
            draw_field(model, pen, Rect { y, height, ..inner }, field, index == self.focus, labels);
            if self.confirmed && field.is_lacking() {
                let text = format!("{} {}", look.symbol(Symbol::Failed), look.text("field-needed"));
                let x = inner.x + labels + 4;
                pen.text(x + 1, y, inner.right().saturating_sub(x + 1), &text, Role::StatusFailed);
            }
            y += height;
        }
        for (line, role) in advice.iter().chain(&problem) {
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

impl Form {
    fn title(&self, look: &Look) -> String {
        let name = self.kind.about().unwrap_or_default();
        look.locale.with(self.kind.title_id(), [("name", name.into())])
    }

    /// Says whether the person may do it there, as far as the fields say where, and otherwise who can help. After a
    /// refusal that stands there already, nothing.
    fn advice(&self, model: &Model, width: usize) -> Vec<(String, Role)> {
        let Some(decision) = self.kind.decision(self, model).filter(|_| self.problem.is_none()) else {
            return Vec::new();
        };
        let look = &model.look;
        let (text, symbol, role) = if decision.allowed {
            let args = [("who", model.session.principal.name.as_str().into()), ("verb", decision.verb.name().into())];
            (look.locale.with("why-yes", args), Symbol::Ok, Role::StatusOk)
        } else {
            let obstacle = Obstacle::denied(look, &decision);
            (look.locale.say("obstacle", &obstacle), Symbol::Failed, Role::StatusFailed)
        };
        let text = format!("{} {text}", look.symbol(symbol));
        wrap(&text, width).into_iter().map(|line| (line, role)).collect()
    }

    /// Returns the first field that is shown where only so many rows fit: the one that has the keys is among them.
    fn first_shown(&self, room: usize) -> usize {
        let rows = |fields: &[Field]| fields.iter().map(|field| usize::from(field.height())).sum::<usize>();
        let shown = self.fields.get(..=self.focus).unwrap_or(&self.fields);
        (0..self.focus).find(|first| rows(&shown[*first..]) <= room).unwrap_or(self.focus)
    }
}

fn draw_field(model: &Model, pen: &mut Pen<'_>, row: Rect, field: &Field, active: bool, labels: u16) {
    let look = pen.look;
    let label = look.text(field.label);
    let marker = if active { look.symbol(Symbol::Marker) } else { " " };
    pen.text(row.x, row.y, 2, marker, Role::Accent);
    let x = row.x + labels + 3;
    let room = row.right().saturating_sub(x);
    pen.text(row.x + 2, row.y, labels, &label, if active { Role::Text } else { Role::Muted });
    match &field.value {
        Value::Text(input, _) => pen.input(x, row.y, room, input, active),
        Value::Check(on, _) => {
            let symbol = if *on { Symbol::Checked } else { Symbol::Unchecked };
            let used = pen.symbol(x, row.y, symbol, if *on { Role::StatusOk } else { Role::Muted }) + 1;
            let word = look.text(if *on { "word-yes" } else { "word-no" });
            pen.text(x + used, row.y, room.saturating_sub(used), &word, Role::Text);
        }
        Value::Choice(words, place, _) => draw_choice(pen, Rect { x, width: room, ..row }, words, *place),
        Value::Names(names) => draw_names(pen, Rect { x, width: room, ..row }, names, active),
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

/// Draws the words with the chosen one among them or, where not all fit, the chosen one and how many there are.
fn draw_choice(pen: &mut Pen<'_>, area: Rect, words: &[&str], place: usize) {
    let mut x = area.x;
    let all = words.iter().map(|word| word.width() + 2).sum::<usize>() <= usize::from(area.width) + 2;
    for (index, word) in words.iter().enumerate().filter(|(index, _)| all || *index == place) {
        let role = if index == place { Role::Accent } else { Role::Muted };
        x += pen.text(x, area.y, area.right().saturating_sub(x), word, role) + 2;
    }
    if !all {
        let more = pen.look.locale.with("field-profiles", [("count", words.len().into())]);
        pen.text(x + 1, area.y, area.right().saturating_sub(x + 1), &more, Role::Muted);
    }
}

/// Draws the count of the names and, below it, the end of what was typed or pasted.
fn draw_names(pen: &mut Pen<'_>, area: Rect, names: &Names, active: bool) {
    let look = pen.look;
    let number = figures::count(names.count() as u64);
    let mut count = look.locale.with("names-count", [("count", names.count().into()), ("number", number.into())]);
    if names.doubles() > 0 {
        count.push_str(&look.locale.with("names-doubles", [("doubles", names.doubles().into())]));
    }
    let role = if names.count() > 0 { Role::Accent } else { Role::Muted };
    pen.text(area.x, area.y, area.width, &count, role);
    let room = usize::from(area.height.saturating_sub(1));
    let width = usize::from(area.width.saturating_sub(1));
    let lines = wrap(names.tail(room * width), width);
    let shown = &lines[lines.len().saturating_sub(room)..];
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    pen.tint(below, Role::Input);
    for (line, y) in shown.iter().zip(below.top()..below.bottom()) {
        let used = pen.text(below.x, y, below.width, line, Role::Input);
        if active {
            pen.caret = Some((below.x + used, y));
        }
    }
}

/// Returns a problem with its hint, in lines.
pub(super) fn complaint(look: &Look, problem: &Problem, width: usize) -> Vec<(String, Role)> {
    let says = format!("{} {}", look.symbol(Symbol::Failed), look.locale.say("problem", problem));
    let mut lines: Vec<_> = wrap(&says, width).into_iter().map(|line| (line, Role::StatusFailed)).collect();
    if let Some(hint) = look.locale.say_part("problem", problem, "hint") {
        lines.extend(wrap(&hint, width).into_iter().map(|line| (line, Role::Muted)));
    }
    lines
}
