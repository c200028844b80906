//! Who may do what with a set, and why: every right with its decision, and the chain of grants or what is missing.

use super::handle::centred;
use crate::console::action::Action;
use crate::console::app::{Look, Model};
use crate::console::screen::list::Cursor;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, Pen, bullet, span, wrapped};
use crate::model::permission::{Decision, Target, Verb};
use ratatui::layout::Rect;

/// Who may do what with an object, and why.
#[derive(Debug)]
pub struct Why {
    target: Target,
    name: String,
    verbs: Vec<Verb>,
    list: Cursor,
}

impl Why {
    /// Returns the rights that can be used on an object, with this one under the cursor.
    pub fn new(target: Target, name: String, verb: Option<Verb>) -> Self {
        let fits = |verb: &Verb| {
            let word = |prefix: &str| verb.name().starts_with(prefix);
            match target {
                Target::Estate {} => true,
                Target::Nss { .. } => word("nss.") || word("nsc.") || word("pkg."),
                Target::Nsc { .. } => word("nsc.") && *verb != Verb::NscCreate || word("pkg.assign"),
                Target::Pkg { .. } => word("pkg.") && *verb != Verb::PkgCreate,
                Target::Assignment { .. } => word("pkg.assign"),
            }
        };
        let verbs: Vec<Verb> = Verb::ALL.iter().copied().filter(fits).collect();
        let index = verb.and_then(|verb| verbs.iter().position(|known| *known == verb)).unwrap_or_default();
        Self { target, name, verbs, list: Cursor { index, offset: 0 } }
    }

    /// Moves the cursor.
    pub fn act(&mut self, action: Action) {
        self.list.act(action, self.verbs.len(), 10);
    }

    /// Brings the window to the cursor.
    pub fn settle(&mut self, screen: Rect) {
        self.list.settle(self.verbs.len(), usize::from(area(screen).height.saturating_sub(2)));
    }

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let title = look.locale.with("why-title", [("name", self.name.as_str().into())]);
        let inner = pen.frame(area(screen), &title);
        let beside = inner.width >= 56;
        let width = if beside { 30 } else { inner.width };
        let height = if beside { inner.height } else { inner.height / 2 };
        let list = Rect { width, height, ..inner };
        let rows = self.verbs.iter().enumerate().skip(self.list.offset);
        for ((index, verb), y) in rows.zip(list.top()..list.bottom()) {
            let decision = model.may_as_shown(*verb, self.target);
            let (symbol, role) = match decision.as_ref().map(|decision| decision.allowed) {
                Some(true) => (Symbol::Ok, Role::StatusOk),
                Some(false) => (Symbol::Failed, Role::Disabled),
                None => (Symbol::Unknown, Role::StatusUnknown),
            };
            pen.symbol(list.x + 1, y, symbol, role);
            let text = if role == Role::Disabled { Role::Muted } else { Role::Text };
            pen.text(list.x + 3, y, list.width.saturating_sub(3), verb.name(), text);
            if index == self.list.index {
                pen.select(list, y, true);
            }
        }
        let side = if beside {
            pen.vertical(list.right(), inner.y, inner.height);
            Rect { x: list.right() + 2, width: inner.width.saturating_sub(width + 2), ..inner }
        } else {
            Rect { y: list.bottom() + 1, height: inner.height.saturating_sub(height + 1), ..inner }
        };
        let decision = self.verbs.get(self.list.index).and_then(|verb| model.may_as_shown(*verb, self.target));
        if let Some(decision) = decision {
            let who = &model.session.principal.name;
            pen.lines(side, &decision_lines(&model.look, who, &decision, usize::from(side.width)), 0);
        }
    }
}

/// Returns a decision with its ground: what allows it, or what is missing and who can help.
pub(super) fn decision_lines(look: &Look, who: &str, decision: &Decision, width: usize) -> Vec<Line> {
    let args = [("who", who.into()), ("verb", decision.verb.name().into())];
    let (id, symbol, role) = if decision.allowed {
        ("why-yes", Symbol::Ok, Role::StatusOk)
    } else {
        ("why-no", Symbol::Failed, Role::StatusFailed)
    };
    let text = format!("{} {}", look.symbol(symbol), look.locale.with(id, args));
    let mut lines = wrapped(&text, width, role);
    let ground = serde_json::to_value(decision.ground).ok();
    let ground = ground.as_ref().and_then(|ground| ground.as_str()).unwrap_or_default().replace('_', "-");
    lines.extend(wrapped(&look.text(&format!("ground-{ground}")), width, Role::Text));
    let sentences = |facts: Vec<String>, title: &str, role: Role| -> Vec<Line> {
        if facts.is_empty() {
            return Vec::new();
        }
        let head = vec![Line::new(), vec![span(look.text(title), Role::Muted)]];
        head.into_iter().chain(facts.iter().flat_map(|fact| bullet(look, fact, role, width))).collect()
    };
    let chain = decision.chain.iter().map(|link| look.locale.say("link", link)).collect();
    lines.extend(sentences(chain, "why-chain", Role::TraceWinner));
    let missing = decision.missing.iter().map(|missing| look.locale.say("missing", missing)).collect();
    lines.extend(sentences(missing, "why-missing", Role::StatusWarn));
    for (title, people) in [("why-who-can", &decision.who_can), ("why-who-can-grant", &decision.who_can_grant)] {
        if !people.is_empty() {
            lines.push(Line::new());
            lines.push(vec![span(look.text(title), Role::Muted)]);
            lines.extend(wrapped(&people.join(", "), width, Role::Text));
        }
    }
    lines
}

fn area(screen: Rect) -> Rect {
    centred(screen, screen.width.saturating_sub(4).min(100), screen.height.saturating_sub(2).min(32))
}
