//! The way of a change as a bar: a sign for each stage, so that the eye finds where it stands.

use crate::console::app::Look;
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Line, span};
use crate::core::publication::{Passage, Progress, Stage, Step};
use chrono::{DateTime, Utc};

/// As many distribution points have a sign each; of more, only the worst has one.
const SIGNS: usize = 6;

/// Returns how a stage looks.
pub(super) fn sign(progress: Progress) -> (Symbol, Role) {
    match progress {
        Progress::Done => (Symbol::Ok, Role::StatusOk),
        Progress::Waiting => (Symbol::Busy, Role::StatusBusy),
        Progress::Failing => (Symbol::Failed, Role::StatusFailed),
        Progress::Ahead => (Symbol::Bullet, Role::Muted),
        Progress::Unneeded => (Symbol::Dash, Role::Muted),
    }
}

/// Returns how a change as a whole looks.
pub(super) fn state(change: &Passage, late_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> (Symbol, Role) {
    match change.open() {
        None if change.changes_no_file() => sign(Progress::Unneeded),
        None => sign(Progress::Done),
        Some(stage) if stage.progress == Progress::Failing => sign(Progress::Failing),
        // The oldest change is late first; whatever is as old as that is late with it.
        Some(_) if late_at.is_some_and(|at| at <= now) && !acknowledged(change) => (Symbol::Warn, Role::StatusWarn),
        Some(_) => sign(Progress::Waiting),
    }
}

/// Whether every distribution point has it, or it needs none.
fn acknowledged(change: &Passage) -> bool {
    let of = |stage: &&Stage| stage.step == Step::Acknowledged;
    change.stages.iter().find(of).is_some_and(|stage| stage.progress == Progress::Done)
}

/// Returns how many columns the bar takes with so many distribution points.
pub(super) fn width(points: usize) -> usize {
    10 + if points > SIGNS { 1 } else { points.max(1) }
}

/// Returns the bar.
pub(super) fn line(look: &Look, change: &Passage) -> Line {
    let line = span(look.symbol(Symbol::HLine), Role::Border);
    let one = |progress: Progress| {
        let (symbol, role) = sign(progress);
        span(look.symbol(symbol), role)
    };
    let is_point = |stage: &&Stage| matches!(stage.step, Step::Point { .. });
    let points: Vec<Progress> = change.stages.iter().filter(is_point).map(|stage| stage.progress).collect();
    let mut bar = Line::new();
    for stage in change.stages.iter().filter(|stage| !is_point(stage)) {
        if !bar.is_empty() {
            bar.push(line.clone());
        }
        if stage.step == Step::Acknowledged {
            match points.len() {
                0 => bar.push(one(Progress::Unneeded)),
                1..=SIGNS => bar.extend(points.iter().copied().map(one)),
                _ => bar.push(one(worst(&points))),
            }
            bar.push(line.clone());
        }
        bar.push(one(stage.progress));
    }
    bar
}

fn worst(points: &[Progress]) -> Progress {
    let order = [Progress::Failing, Progress::Waiting, Progress::Ahead, Progress::Unneeded];
    order.into_iter().find(|progress| points.contains(progress)).unwrap_or(Progress::Done)
}
