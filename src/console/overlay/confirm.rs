//! The preview of a change: who and what it touches, before and after, and whether it can be undone. What cannot be
//! undone, or touches many, is confirmed by typing.

use super::form::complaint;
use super::handle::centred;
use crate::console::action::Action;
use crate::console::app::Model;
use crate::console::screen::log::diff_lines;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, span, wrap};
use crate::core::Problem;
use crate::core::change::{Effect, Plan};
use ratatui::layout::Rect;
use tui_input::Input;

/// A change of more systems than this is confirmed by typing their number.
const MANY: u64 = 10;

/// A change, waiting for a yes.
#[derive(Debug)]
pub struct Confirm {
    /// What will be done.
    pub plan: Plan,
    /// Why, as it will stand in the action log.
    pub reason: String,
    /// What must be typed, and what has been.
    pub typed: Option<(String, Input)>,
    /// Why it could not be done.
    pub problem: Option<Problem>,
    scroll: usize,
}

impl Confirm {
    /// Returns the preview of a plan.
    pub fn new(plan: Plan, reason: String) -> Self {
        let many = plan.preview.effects.iter().find_map(|effect| match effect {
            Effect::SystemsResolvedAgain { count } if *count > MANY => Some(count.to_string()),
            _ => None,
        });
        let word = if plan.preview.reversible { many } else { Some(plan.preview.object.name.clone()) };
        Self { plan, reason, typed: word.map(|word| (word, Input::default())), problem: None, scroll: 0 }
    }

    /// Whether it may be done: nothing had to be typed, or it was.
    pub fn is_confirmed(&self) -> bool {
        self.typed.as_ref().is_none_or(|(word, input)| input.value().trim() == word)
    }

    /// Scrolls.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Down | Action::ScrollDown => self.scroll += 1,
            Action::Up | Action::ScrollUp => self.scroll = self.scroll.saturating_sub(1),
            _ => {}
        }
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let width = screen.width.saturating_sub(2).min(90);
        let inner_width = usize::from(width.saturating_sub(4));
        let lines = self.lines(model, inner_width);
        let asks = 2;
        let height = u16::try_from(lines.len() + asks + 2).unwrap_or(screen.height).min(screen.height);
        let title = look.locale.with(
            "confirm-title",
            [
                ("object", look.text(&format!("object-{}", self.plan.preview.object.kind)).into()),
                ("name", self.plan.preview.object.name.as_str().into()),
            ],
        );
        let inner = pen.frame(centred(screen, width, height), &title);
        let text = Rect { height: inner.height.saturating_sub(asks as u16), ..inner };
        pen.lines(text, &lines, self.scroll.min(lines.len().saturating_sub(usize::from(text.height))));
        let y = inner.bottom() - 1;
        if model.dialog.is_waiting() {
            let text = look.text("confirm-working");
            pen.text(inner.x, y, inner.width, &text, Role::StatusBusy);
            return;
        }
        match &self.typed {
            Some((word, input)) => {
                let ask = look.locale.with("confirm-type", [("word", word.as_str().into())]);
                let used = pen.text(inner.x, y, inner.width, &ask, Role::Danger) + 1;
                pen.input(inner.x + used, y, inner.width.saturating_sub(used), input, true);
            }
            None => {
                let keys = look.keymap.keys_for("overlay.confirm", &["overlay"]).into_iter().next().unwrap_or_default();
                let ask = look.locale.with("confirm-press", [("keys", keys.into())]);
                pen.text(inner.x, y, inner.width, &ask, Role::Accent);
            }
        }
    }

    fn lines(&self, model: &Model, width: usize) -> Vec<Line> {
        let look = &model.look;
        let preview = &self.plan.preview;
        let mut lines: Vec<Line> = Vec::new();
        let (id, role) = if preview.reversible {
            ("confirm-reversible", Role::Muted)
        } else {
            ("confirm-irreversible", Role::Danger)
        };
        lines.push(vec![span(look.text(id), role)]);
        lines.push(Line::new());
        for effect in &preview.effects {
            let text = format!("{} {}", look.symbol(Symbol::Bullet), look.locale.say("effect", effect));
            lines.extend(wrap(&text, width).into_iter().map(|line| vec![span(line, Role::Text)]));
        }
        lines.push(Line::new());
        lines.extend(diff_lines(look, preview.before.as_ref(), preview.after.as_ref(), width));
        lines.push(Line::new());
        lines
            .push(vec![span(format!("{:<9}", look.text("label-reason")), Role::Muted), span(&self.reason, Role::Text)]);
        let command = format!("{:<9}{}", look.text("label-same-as"), preview.command);
        lines.extend(wrap(&command, width).into_iter().map(|line| vec![span(line, Role::Muted)]));
        if let Some(problem) = &self.problem {
            lines.push(Line::new());
            lines.extend(complaint(look, problem, width).into_iter().map(|(line, role)| vec![span(line, role)]));
        }
        lines
    }
}
