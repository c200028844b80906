//! How desired states look, the same on every screen.

use crate::config::Locale;
use crate::console::theme::{Role, Symbol};
use crate::model::desired::DesiredState;

/// Returns how a state is shown: as it should be, held up, offered, or kept away.
pub fn desired_sign(state: DesiredState) -> (Symbol, Role) {
    match state {
        DesiredState::Applied => (Symbol::Ok, Role::StatusOk),
        DesiredState::WaitingForWindow => (Symbol::Busy, Role::StatusBusy),
        DesiredState::BlockedByLocalManager => (Symbol::Warn, Role::StatusWarn),
        DesiredState::Published => (Symbol::Mark, Role::Accent),
        DesiredState::Allowed => (Symbol::Bullet, Role::Text),
        DesiredState::RemovedOnce => (Symbol::Dash, Role::Muted),
        DesiredState::Denied => (Symbol::Failed, Role::StatusFailed),
        DesiredState::Unmanaged => (Symbol::Unknown, Role::StatusUnknown),
    }
}

/// Returns the word for a state.
pub fn desired_word(locale: &Locale, state: DesiredState) -> String {
    locale.text(&format!("desired-{}", state.name().replace('_', "-")))
}
