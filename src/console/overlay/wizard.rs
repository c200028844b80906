//! The wizard of the user's own view (CMF-26): why a package stands as it does, what a choice would do, and the choice.
//! One step follows the other, and each can be left; only the last question of the second step leads to a write.

use super::form::complaint;
use super::handle::{centred, inside};
use crate::console::action::{Action, Availability, Obstacle, availability};
use crate::console::app::{Look, Model};
use crate::console::screen::own::{explain, offer};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, bullet, span, wrapped};
use crate::core::Problem;
use crate::core::change::{Effect, Plan};
use crate::model::desired::Desired;
use crate::model::id::OperationId;
use ratatui::layout::Rect;

/// Where a person is in the wizard.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// Why the package stands as it does, and what can be done about it.
    Why,
    /// What would happen.
    Preview(Box<Plan>),
    /// It has happened.
    Done(OperationId),
}

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Asks what the choice would do.
    Choose,
    /// Makes the change that is shown.
    Do,
    /// Asks what it would do to take the change back.
    Undo,
    /// Goes one step back, or leaves.
    Back,
}

/// The wizard for one package.
#[derive(Debug, Clone, PartialEq)]
pub struct Wizard {
    /// The package as it stood when the wizard was opened.
    desired: Desired,
    /// The machine that it is about; none when it follows the user.
    machine: Option<String>,
    step: Step,
    /// Whether the change takes the choice back that was just made.
    undoes: bool,
    /// The place of the button that has the keys.
    focus: usize,
    scroll: usize,
    /// Why it could not be done.
    pub problem: Option<Problem>,
}

impl Wizard {
    /// Returns the wizard for the selected package of the user's own view, at its first step.
    pub fn new(model: &Model) -> Option<Self> {
        Some(Self {
            desired: model.own.selected()?.clone(),
            machine: model.own.machine().map(str::to_owned),
            step: Step::Why,
            undoes: false,
            focus: 0,
            scroll: 0,
            problem: None,
        })
    }

    /// Returns the package.
    pub fn desired(&self) -> &Desired {
        &self.desired
    }

    /// Returns the machine that it is about.
    pub fn machine(&self) -> Option<&str> {
        self.machine.as_deref()
    }

    /// Returns the change that is shown.
    pub fn plan(&self) -> Option<&Plan> {
        match &self.step {
            Step::Preview(plan) => Some(plan),
            Step::Why | Step::Done(_) => None,
        }
    }

    /// Returns the change that was made.
    pub fn operation(&self) -> Option<OperationId> {
        match self.step {
            Step::Done(operation) => Some(operation),
            Step::Why | Step::Preview(_) => None,
        }
    }

    /// Shows what a change would do. After a choice was made, it is the one that takes it back.
    pub fn preview(&mut self, plan: Plan) {
        self.undoes |= matches!(self.step, Step::Done(_));
        self.turn(Step::Preview(Box::new(plan)));
    }

    /// Tells what came of it.
    pub fn done(&mut self, operation: OperationId) {
        self.turn(Step::Done(operation));
    }

    fn turn(&mut self, step: Step) {
        (self.step, self.focus, self.scroll, self.problem) = (step, 0, 0, None);
    }

    /// Goes from the preview back to the first step. Returns whether that was a step.
    pub fn step_back(&mut self) -> bool {
        let back = matches!(self.step, Step::Preview(_)) && !self.undoes;
        if back {
            self.turn(Step::Why);
        }
        back
    }

    /// Returns the buttons of the step, the usual one first.
    pub fn buttons(&self) -> &'static [Button] {
        match &self.step {
            Step::Why if self.desired.offer().is_none() => &[Button::Back],
            Step::Why => &[Button::Choose, Button::Back],
            Step::Preview(_) => &[Button::Do, Button::Back],
            Step::Done(_) if self.undoes => &[Button::Back],
            Step::Done(_) => &[Button::Back, Button::Undo],
        }
    }

    /// Returns the button that has the keys.
    pub fn pressed(&self) -> Button {
        self.buttons().get(self.focus).copied().unwrap_or(Button::Back)
    }

    /// Moves among the buttons, or scrolls.
    pub fn act(&mut self, action: Action) {
        let length = self.buttons().len();
        match action {
            Action::Down | Action::Open | Action::Pane => self.focus = (self.focus + 1) % length,
            Action::Up | Action::Close | Action::PaneBack => self.focus = (self.focus + length - 1) % length,
            Action::ScrollDown | Action::PageDown => self.scroll = self.scroll.saturating_add(3),
            Action::ScrollUp | Action::PageUp => self.scroll = self.scroll.saturating_sub(3),
            _ => {}
        }
    }

    /// Keeps the scroll position within the text.
    pub fn settle(&mut self, model: &Model, screen: Rect) {
        let text = text_area(inside(self.area(model, screen)));
        let lines = self.lines(model, usize::from(text.width)).len();
        self.scroll = self.scroll.min(lines.saturating_sub(usize::from(text.height)));
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let package = self.desired.title().into();
        let name = match &self.machine {
            Some(machine) => {
                look.locale.with("own-title", [("package", package), ("machine", machine.as_str().into())])
            }
            None => {
                let user = model.session.principal.name.as_str().into();
                look.locale.with("own-title-everywhere", [("package", package), ("user", user)])
            }
        };
        let inner = pen.frame(self.area(model, screen), &name);
        self.steps(pen, inner);
        let text = text_area(inner);
        let lines = self.lines(model, usize::from(text.width));
        pen.lines(text, &lines, self.scroll);
        let more = lines.len().saturating_sub(usize::from(text.height));
        if self.scroll < more {
            pen.symbol(inner.right(), text.bottom().saturating_sub(1), Symbol::Down, Role::Muted);
        }
        if self.scroll > 0 {
            pen.symbol(inner.right(), text.y, Symbol::Up, Role::Muted);
        }
        let y = inner.bottom().saturating_sub(1);
        if model.dialog.is_waiting() {
            let working = look.text("own-working");
            pen.text(inner.x, y, inner.width, &working, Role::StatusBusy);
            return;
        }
        let mut x = inner.x;
        for (place, button) in self.buttons().iter().enumerate() {
            let marker = if place == self.focus { look.symbol(Symbol::Marker) } else { " " };
            let label = format!("{marker} {} ", self.label(look, *button));
            let role = if place == self.focus { Role::Selection } else { Role::Muted };
            x += pen.text(x, y, inner.right().saturating_sub(x), &label, role) + 2;
        }
    }

    /// Returns where it is drawn: as high as its text, but not so low that it jumps from step to step.
    fn area(&self, model: &Model, screen: Rect) -> Rect {
        let width = screen.width.saturating_sub(4).min(84);
        let lines = self.lines(model, usize::from(width.saturating_sub(4))).len();
        let height = u16::try_from(lines + 6).unwrap_or(u16::MAX).clamp(14, 30);
        centred(screen, width, height.min(screen.height.saturating_sub(2)))
    }

    /// Draws the three steps, the present one set off.
    fn steps(&self, pen: &mut Pen<'_>, inner: Rect) {
        let look = pen.look;
        let at = match self.step {
            Step::Why => 0,
            Step::Preview(_) => 1,
            Step::Done(_) => 2,
        };
        let mut line = Line::new();
        for (place, id) in ["own-step-why", "own-step-preview", "own-step-done"].into_iter().enumerate() {
            if place > 0 {
                line.push(span(format!(" {} ", look.symbol(Symbol::Crumb)), Role::Muted));
            }
            // Without colour, brackets tell where one is.
            let text = if place == at { format!("[{}]", look.text(id)) } else { look.text(id) };
            line.push(span(text, if place == at { Role::Accent } else { Role::Muted }));
        }
        pen.line(inner.x, inner.y, inner.width, &line);
    }

    fn label(&self, look: &Look, button: Button) -> String {
        let chooses = self.desired.offer() != Some(false);
        look.text(match (button, &self.step) {
            (Button::Choose, _) if chooses => "own-button-choose",
            (Button::Choose, _) => "own-button-unchoose",
            (Button::Do, _) if self.undoes => "own-button-undo-it",
            (Button::Do, _) => "own-button-do",
            (Button::Undo, _) => "own-button-undo",
            (Button::Back, Step::Preview(_)) => "own-button-back",
            (Button::Back, _) => "own-button-close",
        })
    }

    fn lines(&self, model: &Model, width: usize) -> Vec<Line> {
        let look = &model.look;
        let mut lines = match &self.step {
            Step::Why => {
                let mut lines = explain(model, &self.desired, width);
                // What can be done stands on the buttons.
                if self.desired.offer().is_none() {
                    lines.push(Line::new());
                    lines.extend(offer(look, &self.desired, width));
                }
                lines.extend(hindrance(model, width));
                lines
            }
            Step::Preview(plan) => self.would(look, plan, width),
            Step::Done(operation) => {
                let done = if self.undoes { "own-done-undone" } else { "own-done" };
                let args = [("operation", operation.to_string().into())];
                let mut lines = vec![vec![
                    span(format!("{} ", look.symbol(Symbol::Ok)), Role::StatusOk),
                    span(look.text(done), Role::Title),
                ]];
                lines.push(Line::new());
                lines.extend(wrapped(&look.locale.with("own-done-log", args), width, Role::Text));
                lines.extend(wrapped(&look.text("own-done-next"), width, Role::Muted));
                lines
            }
        };
        if let Some(problem) = &self.problem {
            lines.push(Line::new());
            lines.extend(complaint(look, problem, width).into_iter().map(|(text, role)| vec![span(text, role)]));
        }
        lines
    }

    /// Returns what a change would do, and that nothing is done yet.
    fn would(&self, look: &Look, plan: &Plan, width: usize) -> Vec<Line> {
        let id = match (self.undoes, self.desired.offer()) {
            (true, _) => "own-would-undo",
            (false, Some(false)) => "own-would-unchoose",
            (false, _) => "own-would-choose",
        };
        let head = look.locale.with(id, [("pkg", self.desired.title().into())]);
        let mut lines = wrapped(&head, width, Role::Title);
        for effect in &plan.preview.effects {
            let role = match effect {
                // That the choice is made is what the heading says.
                Effect::Changes { .. } => continue,
                Effect::Restart { .. } | Effect::Licences { .. } => Role::StatusWarn,
                Effect::NextCheck { .. } | Effect::NextCheckEverywhere {} => Role::Muted,
                _ => Role::Text,
            };
            lines.extend(bullet(look, &look.locale.say("effect", effect), role, width));
        }
        let keys = look.keymap.keys_for("overlay.confirm", &["overlay"]).into_iter().next().unwrap_or_default();
        let args = [("keys", keys.into()), ("button", self.label(look, Button::Do).into())];
        lines.push(Line::new());
        lines.extend(wrapped(&look.locale.with("own-nothing-yet", args), width, Role::Muted));
        lines
    }
}

/// Returns why the package cannot be chosen now although it is offered.
fn hindrance(model: &Model, width: usize) -> Vec<Line> {
    match availability(Action::OwnChoose, model) {
        Availability::Disabled(Obstacle::Locked {} | Obstacle::NotYours {})
        | Availability::Enabled
        | Availability::Hidden => Vec::new(),
        Availability::Disabled(obstacle) => {
            let reason = model.look.locale.say("obstacle", &obstacle);
            wrapped(&model.look.locale.with("own-cannot", [("reason", reason.into())]), width, Role::StatusWarn)
        }
    }
}

/// Returns where the text is: below the steps and above the buttons, apart from them where there is room.
fn text_area(inner: Rect) -> Rect {
    let apart = u16::from(inner.height > 9);
    let y = inner.y + 1 + apart;
    Rect { y, height: inner.height.saturating_sub(2 + 2 * apart), ..inner }
}
