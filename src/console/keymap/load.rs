//! Reading keymap files.

/// Something in a keymap file that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct KeymapProblem {
    /// `file:line`.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}
