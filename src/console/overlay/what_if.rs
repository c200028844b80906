//! What would follow from changes that nobody makes: who could do what then, each with the decision before and after,
//! and what machines would get and lose. Shows and writes nothing.

use super::gains::mastery;
use super::handle::{centred, inside};
use super::why::decision_lines;
use crate::console::action::Action;
use crate::console::app::Model;
use crate::console::figures;
use crate::console::screen::list::Cursor;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, bullet, span, wrapped};
use crate::core::what_if::{Outlook, Turn};
use ratatui::layout::Rect;

/// From this width on, the explanation stands beside the list.
const BESIDE: u16 = 92;
/// Width of the names of users and groups.
const WHO: u16 = 16;
/// Width of the verbs.
const VERB: u16 = 28;

/// Height that an explanation may need.
const EXPLANATION: u16 = 26;

/// A row: a heading, or a place in one of the outlook's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Heading(&'static str),
    Step(usize),
    Master(usize),
    Turn(usize),
    Nobody,
    Effect(usize),
}

/// What would follow.
#[derive(Debug)]
pub struct WhatIf {
    outlook: Outlook,
    rows: Vec<Row>,
    list: Cursor,
    /// How far the explanation is scrolled.
    scroll: usize,
}

impl WhatIf {
    /// Shows what would follow, with the first consequence under the cursor.
    pub fn new(outlook: Outlook) -> Self {
        let mut rows = vec![Row::Heading("what-if-if")];
        rows.extend((0..outlook.steps.len()).map(Row::Step));
        let first = rows.len() + 1;
        if outlook.concerns_rights() {
            rows.push(Row::Heading("what-if-rights"));
            rows.extend((0..outlook.masters.len()).map(Row::Master));
            rows.extend((0..outlook.turns.len()).map(Row::Turn));
            if outlook.masters.is_empty() && outlook.turns.is_empty() {
                rows.push(Row::Nobody);
            }
        }
        if !outlook.effects.is_empty() {
            rows.push(Row::Heading("effects-machines"));
            rows.extend((0..outlook.effects.len()).map(Row::Effect));
        }
        let index = first.min(rows.len().saturating_sub(1));
        Self { outlook, rows, list: Cursor { index, offset: 0 }, scroll: 0 }
    }

    /// Moves the cursor, passing headings over, or scrolls the explanation.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::ScrollDown => self.scroll = self.scroll.saturating_add(1),
            Action::ScrollUp => self.scroll = self.scroll.saturating_sub(1),
            _ => self.go(action),
        }
    }

    fn go(&mut self, action: Action) {
        self.scroll = 0;
        let before = self.list.index;
        self.list.act(action, self.rows.len(), 10);
        if matches!(self.rows.get(self.list.index), Some(Row::Heading(_))) {
            let up = self.list.index < before && self.list.index > 0;
            self.list.index = if up { self.list.index - 1 } else { self.list.index + 1 };
        }
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, screen: Rect) {
        let (list, _) = self.parts(inside(self.area(screen)));
        self.list.settle(self.rows.len(), usize::from(list.height));
        // The first heading belongs to the first row.
        if self.list.index == 1 {
            self.list.offset = 0;
        }
    }

    /// As large as the rows need, within the screen, with room for an explanation.
    fn area(&self, screen: Rect) -> Rect {
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(2);
        let height = rows.max(EXPLANATION).min(screen.height.saturating_sub(2));
        centred(screen, screen.width.saturating_sub(4).min(140), height)
    }

    /// Returns where the list and where the explanation stands.
    fn parts(&self, inner: Rect) -> (Rect, Rect) {
        if inner.width >= BESIDE {
            let width = inner.width * 11 / 20;
            let list = Rect { width, ..inner };
            return (list, Rect { x: list.right() + 2, width: inner.width.saturating_sub(width + 2), ..inner });
        }
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let height = rows.min(inner.height / 2);
        let below = inner.height.saturating_sub(height + 1);
        (Rect { height, ..inner }, Rect { y: inner.y + height + 1, height: below, ..inner })
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let inner = pen.frame(self.area(screen), &pen.look.text("what-if-title"));
        let (list, side) = self.parts(inner);
        if side.y == list.y {
            pen.vertical(list.right(), inner.y, inner.height);
        } else {
            pen.horizontal(inner.x, list.bottom(), inner.width);
        }
        let shown = self.rows.iter().enumerate().skip(self.list.offset);
        for ((index, row), y) in shown.zip(list.top()..list.bottom()) {
            self.draw(pen, Rect { y, height: 1, ..list }, *row);
            if index == self.list.index {
                pen.select(list, y, true);
            }
        }
        let more = self.rows.len() > self.list.offset + usize::from(list.height);
        if more {
            pen.symbol(list.right().saturating_sub(1), list.bottom().saturating_sub(1), Symbol::Down, Role::Muted);
        }
        if let Some(row) = self.rows.get(self.list.index) {
            let lines = self.explain(model, *row, usize::from(side.width));
            let last = lines.len().saturating_sub(usize::from(side.height));
            pen.lines(side, &lines, self.scroll.min(last));
            if self.scroll < last {
                pen.symbol(inner.right(), inner.bottom().saturating_sub(1), Symbol::Down, Role::Muted);
            }
        }
    }

    fn draw(&self, pen: &mut Pen<'_>, at: Rect, row: Row) {
        let look = pen.look;
        // The first column is the cursor's.
        let (sign_at, x, room) = (at.x + 2, at.x + 4, at.width.saturating_sub(5));
        match row {
            Row::Heading(id) => {
                pen.text(at.x, at.y, at.width, &look.text(id), Role::Title);
            }
            Row::Step(place) => {
                let step = &self.outlook.steps[place];
                let says: Vec<String> = step.effects.iter().map(|effect| look.locale.say("effect", effect)).collect();
                let subject = step.needs_subject().map(|subject| format!("{subject}: ")).unwrap_or_default();
                pen.text(x, at.y, room, &format!("{subject}{}", says.join("; ")), Role::Text);
            }
            Row::Master(place) => {
                let (text, role) = mastery(look, &self.outlook.masters[place]);
                pen.text(sign_at, at.y, 1, if role == Role::DiffAdd { "+" } else { "-" }, role);
                pen.text(x, at.y, room, &text, role);
            }
            Row::Turn(place) => {
                let turn = &self.outlook.turns[place];
                let (sign, role) = sign(turn);
                pen.text(sign_at, at.y, 1, sign, role);
                pen.text(x, at.y, WHO.min(room), &turn.trustee.to_string(), Role::Text);
                let verb = x + WHO + 1;
                pen.text(verb, at.y, at.right().saturating_sub(verb), turn.verb.name(), role);
                let place = verb + VERB;
                pen.text(place, at.y, at.right().saturating_sub(place + 1), &turn.place(), Role::Muted);
            }
            Row::Nobody => {
                pen.text(x, at.y, room, &look.text("what-if-nobody"), Role::Muted);
            }
            Row::Effect(place) => {
                let effect = &self.outlook.effects[place];
                pen.text(x, at.y, room, &look.locale.say("effect", effect), Role::Text);
            }
        }
    }

    /// Returns what stands behind a row: the decision before and after, who could make a change, the whole sentence.
    fn explain(&self, model: &Model, row: Row, width: usize) -> Vec<Line> {
        let look = &model.look;
        let whole = |text: &str, role: Role| wrapped(text, width, role);
        let mut lines: Vec<Line> = Vec::new();
        match row {
            Row::Heading(_) => {}
            Row::Step(place) => {
                let step = &self.outlook.steps[place];
                lines.extend(step.needs_subject().into_iter().flat_map(|subject| whole(subject, Role::Title)));
                for effect in &step.effects {
                    lines.extend(bullet(look, &look.locale.say("effect", effect), Role::Text, width));
                }
                if let Some(command) = &step.command {
                    lines.push(vec![span(look.text("what-if-command"), Role::Muted)]);
                    lines.extend(whole(command, Role::Accent));
                }
                lines.push(Line::new());
                lines.extend(decision_lines(look, &model.session.principal.name, &step.decision, width));
            }
            Row::Master(place) => {
                let (text, role) = mastery(look, &self.outlook.masters[place]);
                lines.extend(whole(&text, role));
            }
            Row::Turn(place) => {
                let turn = &self.outlook.turns[place];
                let who = turn.trustee.to_string();
                if !turn.decides() {
                    let id = if turn.gained { "what-if-has-already" } else { "what-if-keeps" };
                    let args = [
                        ("who", who.clone().into()),
                        ("verb", turn.verb.name().into()),
                        ("place", turn.place().into()),
                    ];
                    lines.extend(whole(&look.locale.with(id, args), Role::StatusWarn));
                    lines.push(Line::new());
                }
                lines.push(vec![span(look.text("what-if-then"), Role::Title)]);
                lines.extend(decision_lines(look, &who, &turn.after, width));
                lines.push(Line::new());
                lines.push(vec![span(before(model), Role::Title)]);
                lines.extend(decision_lines(look, &who, &turn.before, width));
            }
            Row::Nobody => lines.extend(whole(&look.text("gains-nobody"), Role::Muted)),
            Row::Effect(place) => {
                lines.extend(whole(&look.locale.say("effect", &self.outlook.effects[place]), Role::Text));
            }
        }
        lines.push(Line::new());
        lines.push(vec![span(look.text("what-if-nothing-written"), Role::Muted)]);
        lines
    }
}

/// Returns what stands over how it is, or was at the time that is shown.
fn before(model: &Model) -> String {
    let Some(at) = model.as_of else { return model.look.text("what-if-now") };
    model.look.locale.with("what-if-as-of", [("at", figures::minute(at).into())])
}

/// What a turn is at a glance: gained, lost, or no turn because another way is there.
fn sign(turn: &Turn) -> (&'static str, Role) {
    match (turn.decides(), turn.gained) {
        (false, _) => ("=", Role::Muted),
        (true, true) => ("+", Role::DiffAdd),
        (true, false) => ("-", Role::DiffRemove),
    }
}
