//! Finds actions and objects by name: fuzzily among actions, screens, statuses and sets, by part among systems.

use super::handle::centred;
use crate::console::action::{Action, ActionSpec, Availability, Group, Scope, availability, is_offered};
use crate::console::app::Model;
use crate::console::screen::list::Cursor;
use crate::console::screen::sets::Key;
use crate::console::theme::{Role, Symbol};
use crate::console::view::Pen;
use crate::model::id::{PackageId, SystemId};
use crate::model::system::Status;
use frizbee::{Config, Matcher};
use ratatui::layout::Rect;
use tui_input::Input;

/// How many systems are offered.
const SYSTEMS: usize = 20;
/// How many entries are offered.
const ENTRIES: usize = 200;

/// Where an entry leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jump {
    /// Carries an action out.
    Action(Action),
    /// Shows the systems in a status.
    Status(Status),
    /// Shows an NSS or an NSC.
    Set(Key),
    /// Shows a package.
    Package(PackageId),
    /// Shows a system.
    System(SystemId),
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it leads.
    pub jump: Jump,
    /// Its name.
    pub title: String,
    /// What kind of thing it is, its keys, or why it cannot be done.
    pub aside: String,
    /// Whether it can be done.
    pub enabled: bool,
}

/// Finds actions and objects by name.
#[derive(Debug)]
pub struct Palette {
    /// What is searched for.
    pub input: Input,
    list: Cursor,
    entries: Vec<Entry>,
}

impl Palette {
    /// Returns the palette before anything is typed: it offers the actions.
    pub fn new(model: &Model) -> Self {
        let mut palette = Self { input: Input::default(), list: Cursor::default(), entries: Vec::new() };
        palette.search(model);
        palette
    }

    /// Returns what was found, best first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Searches for what is typed.
    pub fn search(&mut self, model: &Model) {
        let text = self.input.value().trim().to_owned();
        self.list = Cursor::default();
        if text.is_empty() {
            // Moving about and dialogs are found by name, but not offered.
            self.entries = actions(model, |group| !matches!(group, Group::Move | Group::Dialog));
            self.entries.sort_by_key(|entry| !entry.enabled);
            return;
        }
        let mut candidates = actions(model, |_| true);
        candidates.extend(statuses(model));
        candidates.extend(model.sets.nodes().iter().map(|node| Entry {
            jump: Jump::Set(Key::Set(node.set.id)),
            title: node.set.name.clone(),
            aside: model.look.text("palette-set"),
            enabled: true,
        }));
        candidates.extend(model.sets.all_computer_sets().iter().map(|row| Entry {
            jump: Jump::Set(Key::ComputerSet(row.set.id)),
            title: format!("{} {}", row.set.name, row.set.id),
            aside: model.look.text("palette-computer-set"),
            enabled: true,
        }));
        candidates.extend(model.packages.all().iter().map(|row| Entry {
            jump: Jump::Package(row.package.id),
            title: row.package.title(),
            aside: model.look.text("palette-package"),
            enabled: true,
        }));
        let names: Vec<String> = candidates
            .iter()
            .map(|entry| match entry.jump {
                Jump::Action(action) => format!("{} {}", entry.title, action.spec().id),
                _ => entry.title.clone(),
            })
            .collect();
        let typos = if text.chars().count() > 4 { 1 } else { 0 };
        let config = Config { max_typos: Some(typos), ..Config::default() };
        let found = Matcher::new(&text, &config).match_list(&names);
        self.entries =
            found.iter().filter_map(|hit| candidates.get(hit.index as usize)).take(ENTRIES).cloned().collect();
        self.entries.extend(model.hellos.book.find(&text, SYSTEMS).into_iter().map(|system| Entry {
            jump: Jump::System(system.id),
            title: system.fqdn.clone().unwrap_or_else(|| system.uuid.to_string()),
            aside: system.address.to_string(),
            enabled: true,
        }));
    }

    /// Moves the cursor.
    pub fn act(&mut self, action: Action) {
        self.list.act(action, self.entries.len(), 10);
    }

    /// Returns the selected entry.
    pub fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.list.index)
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, screen: Rect) {
        self.list.settle(self.entries.len(), usize::from(area(screen).height.saturating_sub(3)));
    }

    /// Draws it.
    pub fn view(&self, _model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let inner = pen.frame(area(screen), &look.text("palette-title"));
        let prompt = format!("{} ", look.symbol(Symbol::Crumb));
        let x = inner.x + pen.text(inner.x, inner.y, 2, &prompt, Role::Accent);
        pen.input(x, inner.y, inner.right().saturating_sub(x), &self.input, true);
        let below = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        let rows = self.entries.iter().enumerate().skip(self.list.offset);
        for ((index, entry), y) in rows.zip(below.top()..below.bottom()) {
            let role = if entry.enabled { Role::Text } else { Role::Disabled };
            let used = pen.text(below.x + 2, y, below.width.saturating_sub(4), &entry.title, role);
            let room = below.width.saturating_sub(used + 5);
            let aside = if entry.enabled { Role::KeyHint } else { Role::Muted };
            pen.right(below.right() - 1, y, room, &entry.aside, aside);
            if index == self.list.index {
                pen.select(below, y, true);
            }
        }
        if self.entries.is_empty() {
            let text = look.text("nothing-matches");
            pen.text(below.x + 2, below.y, below.width.saturating_sub(2), &text, Role::Muted);
        }
    }
}

fn actions(model: &Model, groups: impl Fn(Group) -> bool) -> Vec<Entry> {
    let look = &model.look;
    ActionSpec::ALL
        .iter()
        .filter(|spec| groups(spec.group) && is_offered(spec, model))
        .map(|spec| {
            let scopes: &[&str] =
                if spec.scope == Scope::Overlay { &["overlay"] } else { &[model.screen.scope(), "global"] };
            let (aside, enabled) = match availability(spec.action, model) {
                Availability::Enabled => (look.keymap.keys_for(spec.id, scopes).join("  "), true),
                Availability::Disabled(obstacle) => (look.locale.say("obstacle", &obstacle), false),
                Availability::Hidden => (look.text("obstacle-no-dialog"), false),
            };
            Entry { jump: Jump::Action(spec.action), title: look.text(&spec.action.title_id()), aside, enabled }
        })
        .collect()
}

fn statuses(model: &Model) -> impl Iterator<Item = Entry> {
    let counts = model.overview.counts.get().map(Vec::as_slice).unwrap_or_default();
    counts.iter().filter(|count| count.systems > 0).map(|count| Entry {
        jump: Jump::Status(count.status),
        title: model.look.text(&format!("status-{}", count.status.name().replace('_', "-"))),
        aside: model.look.locale.with("palette-systems", [("count", count.systems.into())]),
        enabled: true,
    })
}

fn area(screen: Rect) -> Rect {
    let area = centred(screen, 76, screen.height.saturating_sub(4).min(24));
    Rect { y: screen.y + 1.min(screen.height), ..area }
}
