//! What can be done here, with the keys that do it. Made from the keymap and the action table; found by words or by key.

use super::handle::centred;
use crate::console::action::{Action, ActionSpec, Availability, Group, Scope, availability, is_offered};
use crate::console::app::Model;
use crate::console::screen::list::Cursor;
use crate::console::theme::Role;
use crate::console::view::Pen;
use ratatui::layout::Rect;
use tui_input::Input;

/// What can be done here.
#[derive(Debug)]
pub struct Help {
    /// What is searched for.
    pub input: Input,
    list: Cursor,
    rows: Vec<Row>,
}

#[derive(Debug)]
enum Row {
    Head(Group),
    Action { action: Action, keys: String },
}

impl Help {
    /// Returns the help of the shown screen.
    pub fn new(model: &Model) -> Self {
        let mut help = Self { input: Input::default(), list: Cursor::default(), rows: Vec::new() };
        help.search(model);
        help
    }

    /// Finds the actions with every word in title, explanation or id, or with exactly this key.
    pub fn search(&mut self, model: &Model) {
        let look = &model.look;
        let text = self.input.value().trim();
        let words: Vec<_> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        self.rows.clear();
        for group in Group::ALL {
            let mut head = Some(Row::Head(group));
            for spec in ActionSpec::ALL.iter().filter(|spec| spec.group == group) {
                if matches!(spec.scope, Scope::Screen(screen) if screen != model.screen) || !is_offered(spec, model) {
                    continue;
                }
                let scopes: &[&str] =
                    if spec.scope == Scope::Overlay { &["overlay"] } else { &[model.screen.scope(), "global"] };
                let keys = look.keymap.keys_for(spec.id, scopes);
                let id = spec.action.title_id();
                let says =
                    format!("{} {} {}", look.text(&id), look.text(&format!("{id}.help")), spec.id).to_lowercase();
                let found = words.iter().all(|word| says.contains(word.as_str())) || keys.iter().any(|key| key == text);
                if found {
                    self.rows.extend(head.take());
                    self.rows.push(Row::Action { action: spec.action, keys: keys.join("  ") });
                }
            }
        }
        self.list = Cursor::default();
        self.act(Action::Top);
    }

    /// Moves the cursor, past headings.
    pub fn act(&mut self, action: Action) {
        self.list.act(action, self.rows.len(), 10);
        let up = matches!(action, Action::Up | Action::PageUp);
        while matches!(self.rows.get(self.list.index), Some(Row::Head(_))) {
            if up && self.list.index > 0 {
                self.list.index -= 1;
            } else {
                self.list.index += 1;
            }
        }
    }

    /// Returns the selected action.
    pub fn selected(&self) -> Option<Action> {
        match self.rows.get(self.list.index) {
            Some(Row::Action { action, .. }) => Some(*action),
            _ => None,
        }
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, screen: Rect) {
        let height = usize::from(area(screen).height.saturating_sub(5));
        self.list.settle(self.rows.len(), height);
        // The heading above the first action belongs to it.
        if self.list.index == 1 {
            self.list.offset = 0;
        }
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let title = look.locale.with("help-title", [("screen", look.text(model.screen.title_id()).into())]);
        let inner = pen.frame(area(screen), &title);
        pen.input(inner.x, inner.y, inner.width, &self.input, true);
        if self.input.value().is_empty() {
            let hint = look.text("help-search");
            pen.text(inner.x + 1, inner.y, inner.width.saturating_sub(1), &hint, Role::Muted);
        }
        let below = Rect { y: inner.y + 1, height: inner.height.saturating_sub(3), ..inner };
        for ((index, row), y) in self.rows.iter().enumerate().skip(self.list.offset).zip(below.top()..below.bottom()) {
            match row {
                Row::Head(group) => {
                    let text = look.text(group.title_id());
                    pen.text(below.x, y, below.width, &text, Role::Title);
                }
                Row::Action { action, keys } => {
                    let role = match availability(*action, model) {
                        Availability::Disabled(_) => Role::Disabled,
                        _ => Role::Text,
                    };
                    pen.text(below.x + 2, y, 16, keys, Role::KeyHint);
                    let text = look.text(&action.title_id());
                    pen.text(below.x + 20, y, below.width.saturating_sub(20), &text, role);
                }
            }
            if index == self.list.index {
                pen.select(below, y, true);
            }
        }
        if self.rows.is_empty() {
            let text = look.text("nothing-matches");
            pen.text(below.x + 2, below.y, below.width.saturating_sub(2), &text, Role::Muted);
        }
        // What the selected action does, or why it cannot be done.
        if let Some(action) = self.selected() {
            let text = match availability(action, model) {
                Availability::Disabled(obstacle) => look.locale.say("obstacle", &obstacle),
                _ => look.text(&format!("{}.help", action.title_id())),
            };
            let lines = crate::console::view::wrap(&text, usize::from(inner.width));
            for (line, y) in lines.iter().zip(below.bottom()..inner.bottom()) {
                pen.text(inner.x, y, inner.width, line, Role::Muted);
            }
        }
    }
}

fn area(screen: Rect) -> Rect {
    centred(screen, 84, screen.height.saturating_sub(2).min(40))
}
