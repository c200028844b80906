//! Which rules speak about a package on a machine: the one that decides, and every one that lost, each as a sentence.

use super::text::for_user;
use crate::config::Locale;
use crate::console::app::Look;
use crate::console::figures;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, desired_sign, desired_word, span, wrap};
use crate::model::desired::{Desired, Lost, Rule};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Which rules speak about a package on a machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Contest {
    /// The machine's name.
    pub machine: String,
    /// For whom; none for the machine alone.
    pub user: Option<String>,
    /// The package, with its winner and its losers.
    pub desired: Desired,
}

impl Contest {
    /// Returns what the contest is about.
    pub fn title(&self, look: &Look) -> String {
        let args = [("package", self.desired.title().into()), ("machine", self.machine.as_str().into())];
        let title = look.locale.with("contest-title", args);
        match &self.user {
            Some(user) => format!("{title} {}", for_user(&look.locale, user)),
            None => title,
        }
    }
}

/// Returns the sentence of a rule, its times to the minute.
pub(super) fn rule(locale: &Locale, rule: &Rule) -> String {
    locale.say("rule", &rule.with_times(figures::minute))
}

fn because(locale: &Locale, lost: &Lost) -> String {
    locale.say("because", &json!({ "kind": lost.because }))
}

/// Returns the contest in full.
pub fn contest_lines(look: &Look, contest: &Contest, now: DateTime<Utc>, width: usize) -> Vec<Line> {
    let desired = &contest.desired;
    let (symbol, role) = desired_sign(desired.state);
    let mut state =
        vec![span(format!("{} ", look.symbol(symbol)), role), span(desired_word(&look.locale, desired.state), role)];
    if let Some(until) = desired.until {
        let args = [("at", figures::moment(until, now).into())];
        state.push(span(format!("   {}", look.locale.with("contest-until", args)), Role::Muted));
    }
    let mut lines = vec![state, Line::new(), vec![span(look.text("contest-winner"), Role::Muted)]];
    lines.extend(hanging(look, Symbol::Ok, &rule(&look.locale, &desired.winner), Role::TraceWinner, width));
    lines.push(Line::new());
    if desired.losers.is_empty() {
        lines.push(vec![span(look.text("contest-no-losers"), Role::Muted)]);
        return lines;
    }
    lines.push(vec![span(look.text("contest-losers"), Role::Muted)]);
    for lost in &desired.losers {
        lines.extend(hanging(look, Symbol::Failed, &rule(&look.locale, &lost.rule), Role::TraceLoser, width));
        lines.extend(hanging(look, Symbol::Arrow, &because(&look.locale, lost), Role::Muted, width).into_iter().map(
            |mut line| {
                line.insert(0, span("  ", Role::Muted));
                line
            },
        ));
    }
    lines
}

fn hanging(look: &Look, symbol: Symbol, text: &str, role: Role, width: usize) -> Vec<Line> {
    let lines = wrap(text, width.saturating_sub(4)).into_iter().enumerate();
    let head = |first: bool| if first { format!("{} ", look.symbol(symbol)) } else { "  ".to_owned() };
    lines.map(|(place, line)| vec![span(head(place == 0), role), span(line, role)]).collect()
}
