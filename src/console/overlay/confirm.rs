//! The preview of a change: who and what it touches, before and after, and whether it can be undone. What cannot be
//! undone, or touches many, is confirmed by typing.

use super::form::complaint;
use super::gains::gain_lines;
use super::handle::centred;
use super::preview::preview_lines;
use crate::console::action::Action;
use crate::console::app::{Look, Model};
use crate::console::screen::log::diff_lines;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, span, wrapped};
use crate::core::Problem;
use crate::core::change::{Effect, Plan};
use ratatui::layout::Rect;
use serde_json::Value;
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
    /// The object as it was when the person looked first, and as somebody else left it since.
    meanwhile: Option<(Option<Value>, Option<Value>)>,
    scroll: usize,
}

impl Confirm {
    /// Returns the preview of a plan.
    pub fn new(plan: Plan, reason: String) -> Self {
        let many = plan.preview.effects.iter().find_map(|effect| match effect {
            Effect::SystemsResolvedAgain { count } if *count > MANY => Some(count.to_string()),
            _ => None,
        });
        let forever = (!plan.preview.reversible && !plan.preview.is_deed()).then(|| plan.preview.object.name.clone());
        let word = plan.preview.typed.clone().or(forever).or(many);
        let typed = word.map(|word| (word, Input::default()));
        Self { plan, reason, typed, problem: None, meanwhile: None, scroll: 0 }
    }

    /// Whether somebody changed the object since it was looked at.
    pub fn is_outdated(&self) -> bool {
        matches!(self.problem, Some(Problem::Changed { .. }))
    }

    /// Takes the same change, planned again on what somebody else left, and shows what they changed.
    pub fn look_again(&mut self, plan: Plan) {
        let before = match self.meanwhile.take() {
            Some((first, _)) => first,
            None => self.plan.preview.before.clone(),
        };
        let now = plan.preview.before.clone();
        *self = Self { meanwhile: Some((before, now)), ..Self::new(plan, std::mem::take(&mut self.reason)) };
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
        let problem = self.problem.as_ref().map(|problem| complaint(look, problem, inner_width)).unwrap_or_default();
        let asks = 2 + problem.len();
        let height = u16::try_from(lines.len() + asks + 2).unwrap_or(screen.height).min(screen.height);
        let title = look.locale.with(
            "confirm-title",
            [
                ("object", look.text(&format!("object-{}", self.plan.preview.object.kind)).into()),
                ("name", self.plan.preview.object.name.as_str().into()),
            ],
        );
        let inner = pen.frame(centred(screen, width, height), &title);
        let text = Rect { height: inner.height.saturating_sub(u16::try_from(asks).unwrap_or(u16::MAX)), ..inner };
        let last = lines.len().saturating_sub(usize::from(text.height));
        pen.lines(text, &lines, self.scroll.min(last));
        if self.scroll < last {
            pen.symbol(inner.right(), text.bottom().saturating_sub(1), Symbol::Down, Role::Muted);
        }
        for ((line, role), y) in problem.iter().zip(text.bottom()..inner.bottom()) {
            pen.text(inner.x, y, inner.width, line, *role);
        }
        let y = inner.bottom() - 1;
        if model.dialog.is_waiting() {
            let text = look.text("confirm-working");
            pen.text(inner.x, y, inner.width, &text, Role::StatusBusy);
            return;
        }
        if self.is_outdated() {
            let text = look.locale.with("confirm-look-again", [("keys", confirm_key(look).into())]);
            pen.text(inner.x, y, inner.width, &text, Role::Accent);
            return;
        }
        match &self.typed {
            Some((word, input)) => {
                let ask = look.locale.with("confirm-type", [("word", word.as_str().into())]);
                let used = pen.text(inner.x, y, inner.width, &ask, Role::Danger) + 1;
                pen.input(inner.x + used, y, inner.width.saturating_sub(used), input, true);
            }
            None => {
                let ask = look.locale.with("confirm-press", [("keys", confirm_key(look).into())]);
                pen.text(inner.x, y, inner.width, &ask, Role::Accent);
            }
        }
    }

    fn lines(&self, model: &Model, width: usize) -> Vec<Line> {
        let look = &model.look;
        let preview = &self.plan.preview;
        let mut lines: Vec<Line> = Vec::new();
        if let Some((before, now)) = &self.meanwhile {
            lines.push(vec![span(look.text("confirm-meanwhile"), Role::StatusWarn)]);
            lines.extend(diff_lines(look, before.as_ref(), now.as_ref(), width));
            lines.push(Line::new());
        }
        lines.extend(preview_lines(model, preview, width));
        lines.extend(gain_lines(model, &self.plan.change, width));
        lines.push(Line::new());
        lines
            .push(vec![span(format!("{:<9}", look.text("label-reason")), Role::Muted), span(&self.reason, Role::Text)]);
        let command = format!("{:<9}{}", look.text("label-same-as"), preview.command);
        lines.extend(wrapped(&command, width, Role::Muted));
        lines
    }
}

fn confirm_key(look: &Look) -> String {
    look.keymap.keys_for("overlay.confirm", &["overlay"]).into_iter().next().unwrap_or_default()
}
