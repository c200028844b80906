//! Something to read: how a hello was resolved, how a replay differs, what a change replaced.

use super::handle::centred;
use crate::console::action::Action;
use crate::console::app::{Look, Model};
use crate::console::figures;
use crate::console::screen::hellos::{steps, who};
use crate::console::screen::list::Cursor;
use crate::console::screen::log::record_lines;
use crate::console::screen::machines::{Contest, contest_lines};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, span, wrapped};
use crate::core::provisioning::Comparison;
use crate::model::operation::Operation;
use crate::model::trace::{Outcome, Trace};
use ratatui::layout::Rect;

/// What a page is about.
#[derive(Debug)]
pub enum PageKind {
    /// How the selected system was resolved.
    Trace,
    /// A stored verdict beside a new one.
    Comparison(Box<Comparison>),
    /// A record of the action log.
    Record(Box<Operation>),
    /// Which rules speak about a package on a machine, and which of them decides.
    Contest(Box<Contest>),
}

/// Something to read.
#[derive(Debug)]
pub struct Page {
    /// What it is about.
    pub kind: PageKind,
    scroll: usize,
}

impl Page {
    /// Returns a page at its beginning.
    pub fn new(kind: PageKind) -> Self {
        Self { kind, scroll: 0 }
    }

    /// Scrolls.
    pub fn act(&mut self, action: Action) {
        let action = match action {
            Action::ScrollDown => Action::Down,
            Action::ScrollUp => Action::Up,
            other => other,
        };
        let mut cursor = Cursor { index: self.scroll, offset: 0 };
        cursor.act(action, usize::MAX, 10);
        self.scroll = cursor.index;
    }

    /// Keeps the scroll position within the page.
    pub fn settle(&mut self, model: &Model, screen: Rect) {
        let area = self.area(screen);
        let lines = self.lines(model, usize::from(area.width.saturating_sub(4))).len();
        self.scroll = self.scroll.min(lines.saturating_sub(usize::from(area.height.saturating_sub(2))));
    }

    fn area(&self, screen: Rect) -> Rect {
        centred(screen, screen.width.saturating_sub(4).min(110), screen.height.saturating_sub(2).min(34))
    }

    /// Draws the page.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let title = match &self.kind {
            PageKind::Trace => look.text("page-trace"),
            PageKind::Comparison(_) => look.text("page-comparison"),
            PageKind::Record(_) => look.text("page-record"),
            PageKind::Contest(contest) => contest.title(look),
        };
        let inner = pen.frame(self.area(screen), &title);
        let lines = self.lines(model, usize::from(inner.width));
        pen.lines(inner, &lines, self.scroll);
    }

    fn lines(&self, model: &Model, width: usize) -> Vec<Line> {
        match &self.kind {
            PageKind::Trace => trace_lines(model, width),
            PageKind::Comparison(comparison) => comparison_lines(&model.look, comparison, width),
            PageKind::Record(record) => record_lines(&model.look, record, model.now, width),
            PageKind::Contest(contest) => contest_lines(&model.look, contest, model.now, width),
        }
    }
}

fn trace_lines(model: &Model, width: usize) -> Vec<Line> {
    let look = &model.look;
    let Some((trace, _)) = model.hellos.selected_detail().and_then(|detail| detail.trace.as_ref()) else {
        return match model.hellos.detail.problem() {
            Some(problem) => wrapped(&look.locale.say("problem", problem), width, Role::StatusFailed),
            None => vec![vec![span(look.text("loading"), Role::StatusBusy)]],
        };
    };
    let mut lines = vec![
        vec![
            span(trace.uuid.to_string(), Role::Title),
            span(format!("   {} {}", look.text("detail-from"), trace.address), Role::Muted),
        ],
        Line::new(),
    ];
    lines.extend(steps(look, trace, width, true));
    lines.push(Line::new());
    lines.push(verdict(look, trace, "trace-outcome"));
    if let Some(name) = &trace.tentative {
        lines.extend(wrapped(
            &look.locale.with("detail-tentative", [("name", name.as_str().into())]),
            width,
            Role::Text,
        ));
    }
    for warning in &trace.warnings {
        let text = format!("{} {}", look.symbol(Symbol::Warn), look.locale.say("warning", warning));
        lines.extend(wrapped(&text, width, Role::StatusWarn));
    }
    if let Some(system) = model.hellos.selected() {
        let about = format!("status-{}.about", system.status.name().replace('_', "-"));
        lines.extend(wrapped(&look.text(&about), width, Role::Text));
        lines.extend(who(model, system.status).map(|who| vec![span(who, Role::Muted)]));
    }
    let mut decided = look.locale.with("trace-decided", [("at", figures::exact(trace.decided_at, model.now).into())]);
    if let Some(id) = trace.id {
        decided.push_str(&look.locale.with("trace-number", [("id", id.to_string().into())]));
    }
    lines.push(Line::new());
    lines.push(vec![span(decided, Role::Muted)]);
    lines
}

fn verdict(look: &Look, trace: &Trace, label: &str) -> Line {
    let name = serde_json::to_value(trace.outcome).ok();
    let name = name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().replace('_', "-");
    let role = if trace.outcome == Outcome::Resolved { Role::StatusOk } else { Role::StatusWarn };
    let mut line =
        vec![span(format!("{:<9}", look.text(label)), Role::Muted), span(look.text(&format!("outcome-{name}")), role)];
    if let Some(fqdn) = &trace.fqdn {
        line.push(span(format!(" {} ", look.symbol(Symbol::Arrow)), Role::Muted));
        line.push(span(fqdn, Role::Title));
    }
    if let Some(profile) = trace.profile.as_ref().filter(|_| trace.outcome == Outcome::Resolved) {
        line.push(span(format!("   {} {}", profile.id, profile.name), Role::Text));
    }
    line
}

fn comparison_lines(look: &Look, comparison: &Comparison, width: usize) -> Vec<Line> {
    let (id, role) =
        if comparison.same { ("comparison-same", Role::StatusOk) } else { ("comparison-differs", Role::StatusWarn) };
    let mut lines = vec![
        vec![span(look.text(id), role)],
        Line::new(),
        verdict(look, &comparison.before, "comparison-before"),
        verdict(look, &comparison.after, "comparison-after"),
        Line::new(),
    ];
    let old = steps(look, &comparison.before, width, false);
    let new = steps(look, &comparison.after, width, false);
    for ((before, after), step) in old.into_iter().zip(new).zip(&comparison.after.steps) {
        if comparison.changed_steps.contains(&step.step) {
            lines.push(signed("− ", Role::DiffRemove, before));
            lines.push(signed("+ ", Role::DiffAdd, after));
        } else {
            lines.push(signed("  ", Role::Text, after));
        }
    }
    lines.push(Line::new());
    lines.extend(wrapped(&look.text("comparison-not-stored"), width, Role::Muted));
    lines
}

fn signed(sign: &str, role: Role, line: Line) -> Line {
    std::iter::once(span(sign, role)).chain(line).collect()
}
