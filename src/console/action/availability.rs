//! Whether an action is possible now and, if not, why and who could do it.

use super::{Action, Scope, Target};
use crate::console::app::{Lock, Model};
use crate::console::screen::ScreenId;
use crate::model::permission::Verb;
use serde::Serialize;

/// Whether an action is possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// It is.
    Enabled,
    /// It is not, for this reason.
    Disabled(Obstacle),
    /// It makes no sense here.
    Hidden,
}

/// What stands in the way. The sentence is `obstacle-<kind>` in the locale files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Obstacle {
    /// Writing is locked and can be unlocked.
    Locked {},
    /// The session was started read-only.
    ReadOnly {},
    /// The principal lacks the right.
    Denied { verb: String, who_can: String },
    /// Nothing is selected that it could work on.
    NoSelection {},
    /// The selected system has not been resolved yet.
    NoTrace {},
    /// The selected system's UUID does not identify it.
    NoIdentity {},
    /// It belongs to another screen.
    OtherScreen { screen: &'static str },
}

/// Returns whether an action is possible now.
pub fn availability(action: Action, model: &Model) -> Availability {
    let spec = action.spec();
    match spec.scope {
        Scope::Overlay if model.overlays.is_empty() => return Availability::Hidden,
        Scope::Screen(screen) if screen != model.screen => {
            return Availability::Disabled(Obstacle::OtherScreen { screen: screen.name() });
        }
        _ => {}
    }
    let obstacle = spec
        .permission
        .and_then(|verb| forbidden(verb, model))
        .or_else(|| target_missing(action, model))
        .or_else(|| if spec.writes() { locked(model) } else { None });
    obstacle.map_or(Availability::Enabled, Availability::Disabled)
}

fn forbidden(verb: Verb, model: &Model) -> Option<Obstacle> {
    let decision = model.session.rights.get(&verb)?;
    (!decision.allowed).then(|| Obstacle::Denied { verb: verb.name().to_owned(), who_can: decision.who_can.join(", ") })
}

fn locked(model: &Model) -> Option<Obstacle> {
    match model.session.lock {
        Lock::Armed { .. } => None,
        Lock::Locked => Some(Obstacle::Locked {}),
        Lock::Sealed => Some(Obstacle::ReadOnly {}),
    }
}

fn target_missing(action: Action, model: &Model) -> Option<Obstacle> {
    match action.spec().target {
        Target::None => None,
        Target::Record => model.log.selected().is_none().then_some(Obstacle::NoSelection {}),
        Target::System => {
            let Some(system) = model.hellos.selected() else { return Some(Obstacle::NoSelection {}) };
            match action {
                Action::HelloExplain | Action::HelloReplay | Action::HelloWhatIf if system.trace.is_none() => {
                    Some(Obstacle::NoTrace {})
                }
                Action::HelloOverride if system.split_by.is_some() => Some(Obstacle::NoIdentity {}),
                _ => None,
            }
        }
    }
}

impl Availability {
    /// Whether it is possible.
    pub fn is_enabled(&self) -> bool {
        *self == Self::Enabled
    }
}

impl ScreenId {
    /// Returns the name by which keymap scopes and locale files know the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Sets => "sets",
            Self::Hellos => "hellos",
            Self::Log => "log",
        }
    }
}
