//! Chooses a user or a machine among those that the directory knows, by a part of the name. The core is asked: there are
//! too many for the console.

use super::handle::centred;
use crate::console::action::Action;
use crate::console::app::{Effect, Model, Reply, Request, Slot};
use crate::console::screen::list::Cursor;
use crate::console::theme::{Role, Symbol};
use crate::console::view::Pen;
use crate::core::choice::Place;
use crate::port::AccountQuery;
use ratatui::layout::Rect;
use tui_input::Input;

/// How many names are offered.
const OFFERED: u32 = 100;

/// What a name is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickKind {
    /// The user for whom the screen of the machines shows what shall be.
    User,
    /// The machine of the user's own view.
    Machine,
}

/// A name that is offered, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The full name, or the operating system.
    pub aside: String,
}

/// The choice of a name.
#[derive(Debug)]
pub struct Pick {
    /// What it is for.
    pub kind: PickKind,
    /// What is typed.
    pub input: Input,
    list: Cursor,
    /// What was asked for last.
    asked: Option<String>,
}

/// A row: what it means, and how it reads.
struct Row {
    chosen: Chosen,
    text: String,
    aside: String,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// A user for the machines, or the machines alone.
    User(Option<String>),
    /// Where a user looks at their own.
    Place(Place),
}

impl Pick {
    /// Returns the choice before anything is typed.
    pub fn new(kind: PickKind) -> Self {
        Self { kind, input: Input::default(), list: Cursor::default(), asked: None }
    }

    /// Asks for the names that fit, when others were asked for before.
    pub fn want(&mut self) -> Option<Request> {
        let text = self.input.value().trim().to_owned();
        if self.asked.as_ref() == Some(&text) {
            return None;
        }
        let query =
            AccountQuery { contains: Some(text.clone()).filter(|t| !t.is_empty()), after: None, limit: OFFERED };
        self.asked = Some(text);
        self.list = Cursor::default();
        Some(match self.kind {
            PickKind::User => Request::Users(query),
            PickKind::Machine => Request::Machines(query),
        })
    }

    /// Moves the cursor.
    pub fn act(&mut self, action: Action, model_rows: usize) {
        self.list.act(action, model_rows, 10);
    }

    /// Returns how many rows there are.
    pub fn len(&self, model: &Model) -> usize {
        self.rows(model).len()
    }

    /// Returns what is chosen by the row under the cursor.
    pub fn chosen(&self, model: &Model) -> Option<Chosen> {
        self.rows(model).into_iter().nth(self.list.index).map(|row| row.chosen)
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, model: &Model, screen: Rect) {
        let length = self.len(model);
        self.list.settle(length, usize::from(area(screen).height.saturating_sub(3)));
    }

    fn rows(&self, model: &Model) -> Vec<Row> {
        let look = &model.look;
        let typed = self.input.value().trim().to_lowercase();
        let named = model.picks.get().map(Vec::as_slice).unwrap_or_default();
        // While an answer is awaited, names that no longer fit are not offered.
        let fits = |named: &&Named| named.name.to_lowercase().contains(&typed);
        let named = named.iter().filter(fits);
        let mut rows = Vec::new();
        match self.kind {
            PickKind::User => {
                let alone =
                    Row { chosen: Chosen::User(None), text: look.text("pick-user-alone"), aside: String::new() };
                let owner = model.machines.selected().map(|row| row.computer.owner.clone());
                let owner = owner.filter(|owner| !owner.is_empty());
                if typed.is_empty() {
                    rows.push(alone);
                    rows.extend(owner.clone().map(|name| Row {
                        text: name.clone(),
                        chosen: Chosen::User(Some(name)),
                        aside: look.text("pick-user-owner"),
                    }));
                }
                let others = named.filter(|named| !typed.is_empty() || Some(&named.name) != owner.as_ref());
                rows.extend(others.map(|named| Row {
                    chosen: Chosen::User(Some(named.name.clone())),
                    text: named.name.clone(),
                    aside: named.aside.clone(),
                }));
            }
            PickKind::Machine => {
                if typed.is_empty() {
                    rows.extend(model.host.clone().map(|host| Row {
                        text: look.locale.with("pick-own-here", [("machine", host.as_str().into())]),
                        chosen: Chosen::Place(Place::Here(host)),
                        aside: String::new(),
                    }));
                    rows.push(Row {
                        chosen: Chosen::Place(Place::Everywhere),
                        text: look.text("pick-own-everywhere"),
                        aside: String::new(),
                    });
                }
                let here = model.host.as_ref().filter(|_| typed.is_empty()).map(|host| host.to_lowercase());
                let others = named.filter(|named| Some(named.name.to_lowercase()) != here);
                rows.extend(others.map(|named| Row {
                    chosen: Chosen::Place(Place::Machine(named.name.clone())),
                    text: named.name.clone(),
                    aside: named.aside.clone(),
                }));
            }
        }
        rows
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let (title, hint) = match self.kind {
            PickKind::User => ("pick-title-user", "pick-hint-user"),
            PickKind::Machine => ("pick-title-own", "pick-hint-machine"),
        };
        let inner = pen.frame(area(screen), &look.text(title));
        let prompt = format!("{} ", look.symbol(Symbol::Crumb));
        let x = inner.x + pen.text(inner.x, inner.y, 2, &prompt, Role::Accent);
        let room = inner.right().saturating_sub(x);
        pen.input(x, inner.y, room, &self.input, true);
        if self.input.value().is_empty() {
            let hint = look.text(hint);
            pen.text(x + 1, inner.y, room.saturating_sub(1), &hint, Role::Muted);
        }
        let below = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        let rows = self.rows(model);
        for ((index, row), y) in rows.iter().enumerate().skip(self.list.offset).zip(below.top()..below.bottom()) {
            let used = pen.text(below.x + 2, y, below.width.saturating_sub(3), &row.text, Role::Text);
            let room = below.width.saturating_sub(used + 5);
            pen.right(below.right().saturating_sub(1), y, room, &row.aside, Role::Muted);
            if index == self.list.index {
                pen.select(below, y, true);
            }
        }
        let (text, role) = match model.picks.problem() {
            Some(problem) => (look.locale.say("problem", problem), Role::StatusFailed),
            None if model.picks.is_slow(model.now) => (look.text("loading"), Role::StatusBusy),
            None if rows.is_empty() && !model.picks.is_waiting() => (look.text("nothing-matches"), Role::Muted),
            None => return,
        };
        let y = if rows.is_empty() { below.y } else { below.bottom().saturating_sub(1) };
        pen.text(below.x + 2, y, below.width.saturating_sub(2), &text, role);
    }
}

/// Returns the names of an answer.
pub(crate) fn named(reply: Reply) -> Option<Vec<Named>> {
    match reply {
        Reply::Users(users) => {
            Some(users.into_iter().map(|user| Named { name: user.name, aside: user.full_name }).collect())
        }
        Reply::Machines(rows) => {
            let computers = rows.into_iter().map(|row| row.computer);
            Some(computers.map(|computer| Named { name: computer.name, aside: computer.os }).collect())
        }
        _ => None,
    }
}

/// Asks for the names that fit what is typed in the innermost dialog, if it is such a choice.
pub(crate) fn wanted(model: &mut Model) -> Option<Effect> {
    let Some(super::Overlay::Pick(pick)) = model.overlays.last_mut() else { return None };
    let request = pick.want()?;
    let tag = model.picks.ask(Slot::Pick, model.now);
    Some(Effect::ask(tag, request))
}

fn area(screen: Rect) -> Rect {
    let area = centred(screen, 64, screen.height.saturating_sub(4).min(20));
    Rect { y: screen.y + 1.min(screen.height), ..area }
}
